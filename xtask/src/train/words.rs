//! Which words are learned: frequent enough, not said by another already, and weighty.

use std::collections::{BTreeMap, HashMap};

use complaint::level::Level;
use complaint::reason::{Reason, Topic};
use complaint::triage::{Language, UNIT};

use super::{Example, Model, SCALE, Weights, names};

/// A word is learned from so many texts at least.
const FEWEST: usize = 3;
/// And counts in a language of which so many have it.
const SEEN: u32 = 2;
/// What stands in more of them, by share, is grammar.
const MOST: f64 = 0.02;
/// A longer stem that stands in nearly all the texts of a shorter one says nothing more.
const NEARLY: f64 = 0.8;
/// Words that are kept of each language: each costs the page that reads with them some bytes.
const KEPT: usize = 500;
/// What a word counts beside a concept, by cross-validation.
const VALUE: f64 = 0.8;

/// A stem, and the languages that it tells something in: one told by many texts of one language may be chance in another.
pub(super) struct Word {
    stem: String,
    languages: Vec<Language>,
}

/// Places of words, by the stem, in each language by itself.
pub(super) type Places<'a> = HashMap<(Language, &'a str), usize>;

/// Candidates of `examples` that could be learned, in order.
pub(super) fn frequent(examples: &[&Example]) -> Vec<Word> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for candidate in examples.iter().flat_map(|example| &example.candidates) {
        *counts.entry(candidate).or_default() += 1;
    }
    let most = (MOST * examples.len() as f64) as usize;
    counts.retain(|_, count| (FEWEST..=most).contains(count));
    let says_more = |word: &str, count: usize| {
        let shorter = word.char_indices().skip(1).filter_map(|(end, _)| counts.get(&word[..end]));
        shorter.max().is_none_or(|all| (count as f64) < NEARLY * *all as f64)
    };
    let worthy = counts.iter().filter(|(word, count)| says_more(word, **count));
    worthy.map(|(word, _)| Word { stem: (*word).to_owned(), languages: Language::ALL.to_vec() }).collect()
}

/// Those that weigh most over all texts of a language, in order.
pub(super) fn strongest(words: Vec<Word>, examples: &[&Example], (reasons, levels): &(Weights, Weights)) -> Vec<Word> {
    let places = places(&words);
    let mut texts = vec![[0_u32; Language::ALL.len()]; words.len()];
    for example in examples {
        let known = inputs(example, &places).skip(example.input.len());
        known.for_each(|(at, _)| texts[at - names().len()][example.language as usize] += 1);
    }
    let mut kept: Vec<Word> =
        words.iter().map(|word| Word { stem: word.stem.clone(), languages: Vec::new() }).collect();
    for language in Language::ALL {
        let force = |at: usize| {
            let squares = reasons.iter().chain(levels).map(|class| class[names().len() + at].powi(2)).sum::<f64>();
            squares * f64::from(texts[at][*language as usize])
        };
        let seen = (0..words.len()).filter(|at| texts[*at][*language as usize] >= SEEN);
        let mut ranked: Vec<(f64, usize)> = seen.map(|at| (force(at), at)).collect();
        ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
        ranked.iter().take(KEPT).for_each(|(_, at)| kept[*at].languages.push(*language));
    }
    kept.retain(|word| !word.languages.is_empty());
    kept
}

pub(super) fn places(words: &[Word]) -> Places<'_> {
    let mut places = HashMap::new();
    for (at, Word { stem, languages }) in words.iter().enumerate() {
        places.extend(languages.iter().map(|language| ((*language, stem.as_str()), at)));
    }
    places
}

/// All features of `example` that are not zero.
pub(super) fn inputs(example: &Example, places: &Places<'_>) -> impl Iterator<Item = (usize, f64)> {
    let word = |candidate: &String| {
        let place = places.get(&(example.language, candidate.as_str()))?;
        Some((names().len() + place, VALUE))
    };
    example.input.iter().copied().chain(example.candidates.iter().filter_map(word))
}

/// The words of `model` in one language, as [`complaint::triage::Vocabulary`] reads them; those that come to nothing are left out.
pub(super) fn table(model: &Model, language: Language) -> String {
    let mut table = String::new();
    // The first reason of a topic stands for all, which weigh alike.
    let of_topic = |topic: &Topic| Reason::ALL.iter().position(|reason| reason.topic() == *topic);
    let reasons: Vec<_> =
        Topic::ALL.iter().filter_map(of_topic).map(|at| (&model.reasons[at], largest(&model.reasons))).collect();
    let levels = (0..Level::ALL.len()).map(|at| (&model.levels[at], largest(&model.levels)));
    let classes: Vec<_> = reasons.into_iter().chain(levels).collect();
    for (at, word) in model.words.iter().enumerate().filter(|(_, word)| word.languages.contains(&language)) {
        let mut weights = String::new();
        for (letter, (class, largest)) in ('a'..).zip(&classes) {
            // Values are tenths there.
            let push = class[names().len() + at] * VALUE * 10.0 * SCALE / largest / f64::from(UNIT);
            let push = push.round().clamp(-9.0, 9.0) as i32;
            if push != 0 {
                weights += &format!("{letter}{push}");
            }
        }
        if !weights.is_empty() {
            table += &format!("{} {weights}\n", word.stem);
        }
    }
    table
}

/// The largest weight of a concept.
pub(super) fn largest(weights: &Weights) -> f64 {
    let concepts = weights.iter().flat_map(|class| &class[..names().len()]);
    concepts.fold(f64::MIN_POSITIVE, |most, weight| most.max(weight.abs()))
}
