//! Which words are learned: frequent enough, not said by another already, and weighty.

use std::collections::{BTreeMap, HashMap};

use complaint::level::Level;
use complaint::reason::{Reason, Topic};
use complaint::triage::UNIT;

use super::{Example, Model, SCALE, Weights, names};

/// A word is learned from so many texts at least.
const FEWEST: usize = 3;
/// What stands in more of them, by share, is grammar.
const MOST: f64 = 0.02;
/// A longer stem that stands in nearly all the texts of a shorter one says nothing more.
const NEARLY: f64 = 0.8;
/// Words that are kept: each costs the page that reads with them some bytes.
const KEPT: usize = 1_500;
/// What a word counts beside a concept, by cross-validation.
const VALUE: f64 = 0.8;

/// Places of words, by the word.
pub(super) type Places<'a> = HashMap<&'a str, usize>;

/// Candidates of `examples` that could be learned, in order.
pub(super) fn frequent(examples: &[&Example]) -> Vec<String> {
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
    worthy.map(|(word, _)| (*word).to_owned()).collect()
}

/// Those that weigh most over all texts, in order.
pub(super) fn strongest(
    words: Vec<String>,
    examples: &[&Example],
    (reasons, levels): &(Weights, Weights),
) -> Vec<String> {
    let places = places(&words);
    let mut texts = vec![0_u32; words.len()];
    for example in examples {
        inputs(example, &places).skip(example.input.len()).for_each(|(at, _)| texts[at - names().len()] += 1);
    }
    let force = |at: usize| {
        let squares = reasons.iter().chain(levels).map(|class| class[names().len() + at].powi(2)).sum::<f64>();
        squares * f64::from(texts[at])
    };
    let mut ranked: Vec<(f64, String)> = words.into_iter().enumerate().map(|(at, word)| (force(at), word)).collect();
    ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    ranked.truncate(KEPT);
    let mut kept: Vec<String> = ranked.into_iter().map(|(_, word)| word).collect();
    kept.sort_unstable();
    kept
}

pub(super) fn places(words: &[String]) -> Places<'_> {
    words.iter().enumerate().map(|(at, word)| (word.as_str(), at)).collect()
}

/// All features of `example` that are not zero.
pub(super) fn inputs(example: &Example, places: &Places<'_>) -> impl Iterator<Item = (usize, f64)> {
    let word = |candidate: &String| Some((names().len() + places.get(candidate.as_str())?, VALUE));
    example.input.iter().copied().chain(example.candidates.iter().filter_map(word))
}

/// The words of `model` as [`complaint::triage`] reads them; those that come to nothing are left out.
pub(super) fn table(model: &Model) -> String {
    let mut table = String::new();
    // The first reason of a topic stands for all, which weigh alike.
    let of_topic = |topic: &Topic| Reason::ALL.iter().position(|reason| reason.topic() == *topic);
    let reasons: Vec<_> =
        Topic::ALL.iter().filter_map(of_topic).map(|at| (&model.reasons[at], largest(&model.reasons))).collect();
    let levels = (0..Level::ALL.len()).map(|at| (&model.levels[at], largest(&model.levels)));
    let classes: Vec<_> = reasons.into_iter().chain(levels).collect();
    for (at, word) in model.words.iter().enumerate() {
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
            table += &format!("{word} {weights}\n");
        }
    }
    table
}

/// The largest weight of a concept.
pub(super) fn largest(weights: &Weights) -> f64 {
    let concepts = weights.iter().flat_map(|class| &class[..names().len()]);
    concepts.fold(f64::MIN_POSITIVE, |most, weight| most.max(weight.abs()))
}
