//! Learned stems: which there are, and which of them are taken to weigh alike, so that a page downloads few numbers.

use std::collections::{BTreeMap, HashMap};

use complaint::level::Level;
use complaint::reason::{Reason, Topic};
use complaint::triage::{Language, UNIT, Vocabulary};

use super::{Example, SCALE, Weights, names};
use crate::size;

/// A stem is learned from so many texts of a language at least.
const FEWEST: usize = 2;
/// What stands in more of all texts, by share, is grammar.
const MOST: f64 = 0.02;
/// What a stem counts beside a concept, by its rarity: one of many texts' own says little more than one that few have, but
/// there are more of those.
const VALUE: f64 = 0.3;
/// Sets of stems in one language that weigh alike.
const GROUPS: usize = 128;
/// How often the middles of the groups are moved.
const MOVES: usize = 30;
/// A vocabulary is no larger than this after brotli: the stems that push least are left out.
const ROOM: usize = 8_300;

const CLASSES: usize = Topic::ALL.len() + Level::ALL.len();

/// How much a stem speaks for each topic, then for each level, in units of the vocabulary.
pub(super) type Push = [f64; CLASSES];

pub(super) struct Word {
    language: Language,
    stem: String,
    /// So many have it.
    texts: usize,
    /// As a feature.
    value: f64,
}

/// Places of words, by language and stem.
pub(super) type Places<'a> = HashMap<(Language, &'a str), usize>;

/// Candidates of `examples` that could be learned, in order.
pub(super) fn frequent(examples: &[&Example]) -> Vec<Word> {
    let mut counts: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for example in examples {
        for candidate in &example.candidates {
            *counts.entry((example.language as usize, candidate)).or_default() += 1;
        }
    }
    let most = (MOST * examples.len() as f64) as usize;
    // A longer stem in the same texts as a shorter one says nothing more.
    let says_more = |language: usize, stem: &str, texts: usize| {
        stem.char_indices().skip(1).all(|(end, _)| counts.get(&(language, &stem[..end])) != Some(&texts))
    };
    let mut words = Vec::new();
    for ((language, stem), texts) in &counts {
        if (FEWEST..=most).contains(texts) && says_more(*language, stem, *texts) {
            let rarity = ((1 + examples.len()) as f64 / (1 + texts) as f64).ln() + 1.0;
            let language = Language::ALL[*language];
            words.push(Word { language, stem: (*stem).to_owned(), texts: *texts, value: VALUE * rarity });
        }
    }
    words
}

pub(super) fn places(words: &[Word]) -> Places<'_> {
    words.iter().enumerate().map(|(at, Word { language, stem, .. })| ((*language, stem.as_str()), at)).collect()
}

/// All features of `example` that are not zero.
pub(super) fn inputs(example: &Example, words: &[Word], places: &Places<'_>) -> impl Iterator<Item = (usize, f64)> {
    let word = |candidate: &String| {
        let place = *places.get(&(example.language, candidate.as_str()))?;
        Some((names().len() + place, words[place].value))
    };
    example.input.iter().copied().chain(example.candidates.iter().filter_map(word))
}

/// What each of `words` comes to say once those of a language that say nearly the same are grouped: whole numbers, zero for
/// what is too faint.
pub(super) fn grouped(words: &[Word], reasons: &Weights, levels: &Weights) -> Vec<Push> {
    let [of_reasons, of_levels] = [reasons, levels].map(|weights| unit(weights).recip());
    // The first reason of a topic stands for all, which weigh alike.
    let of_topic = |topic: &Topic| Reason::ALL.iter().position(|reason| reason.topic() == *topic);
    let topics = Topic::ALL.iter().filter_map(of_topic).map(|reason| (&reasons[reason], of_reasons));
    let classes: Vec<_> = topics.chain(levels.iter().map(|level| (level, of_levels))).collect();
    let push = |(at, word): (usize, &Word)| -> Push {
        std::array::from_fn(|class| classes[class].0[names().len() + at] * word.value * classes[class].1)
    };
    let own: Vec<Push> = words.iter().enumerate().map(push).collect();
    let mut pushes = own.clone();
    for language in Language::ALL {
        let of_language: Vec<usize> = (0..words.len()).filter(|at| words[*at].language == *language).collect();
        let points: Vec<(Push, f64)> = of_language.iter().map(|at| (own[*at], words[*at].texts as f64)).collect();
        let means = means(&points);
        for at in &of_language {
            pushes[*at] = means[nearest(&means, &own[*at])].map(f64::round);
        }
        // The strongest that have room together.
        let mut strongest = of_language;
        strongest.sort_by(|one, other| length(&own[*other]).total_cmp(&length(&own[*one])));
        let counts: Vec<usize> = (1..=strongest.len()).collect();
        let fitting = counts.partition_point(|count| has_room(words, &pushes, &strongest[..*count], *language));
        strongest[fitting..].iter().for_each(|at| pushes[*at] = [0.0; CLASSES]);
    }
    pushes
}

/// Whether the vocabulary of `language` has [`ROOM`] for `learned`. More stems are more bytes, but for a few.
fn has_room(words: &[Word], pushes: &[Push], learned: &[usize], language: Language) -> bool {
    let learned = lines(learned.iter().map(|at| (&words[*at], &pushes[*at])));
    size::brotli(Vocabulary::packed_with(language, &learned).as_bytes()).is_ok_and(|bytes| bytes <= ROOM)
}

/// What one unit of the vocabulary is in `weights`, whose largest is to become [`SCALE`] times ten.
pub(super) fn unit(weights: &Weights) -> f64 {
    largest(weights) * f64::from(UNIT) / SCALE / 10.0
}

/// The middles of [`GROUPS`] groups of weighted points: k-means, from the points that weigh most.
fn means(points: &[(Push, f64)]) -> Vec<Push> {
    let force = |(push, texts): &(Push, f64)| length(push) * texts;
    let mut heaviest: Vec<&(Push, f64)> = points.iter().collect();
    heaviest.sort_by(|one, other| force(other).total_cmp(&force(one)));
    let mut means: Vec<Push> = heaviest.iter().take(GROUPS).map(|(push, _)| *push).collect();
    for _ in 0..MOVES {
        let mut sums = vec![([0.0; CLASSES], 0.0); means.len()];
        for (push, texts) in points {
            let (sum, weight) = &mut sums[nearest(&means, push)];
            sum.iter_mut().zip(push).for_each(|(sum, push)| *sum += push * texts);
            *weight += texts;
        }
        for (mean, (sum, weight)) in means.iter_mut().zip(sums) {
            if weight > 0.0 {
                *mean = sum.map(|sum| sum / weight);
            }
        }
    }
    means
}

fn nearest(means: &[Push], push: &Push) -> usize {
    let far = |mean: &Push| mean.iter().zip(push).map(|(one, other)| (one - other).powi(2)).sum::<f64>();
    let each = means.iter().map(far).enumerate();
    each.min_by(|(_, one), (_, other)| one.total_cmp(other)).map_or(0, |(at, _)| at)
}

/// Squared.
fn length(push: &Push) -> f64 {
    push.iter().map(|class| class.powi(2)).sum()
}

/// The words of one language as [`complaint::triage::Vocabulary`] reads them: a line a group.
pub(super) fn table(words: &[Word], pushes: &[Push], language: Language) -> String {
    lines(words.iter().zip(pushes).filter(|(word, _)| word.language == language))
}

fn lines<'a>(learned: impl Iterator<Item = (&'a Word, &'a Push)>) -> String {
    let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (word, push) in learned {
        let told = ('a'..).zip(push).filter(|(_, push)| **push != 0.0);
        let code: String = told.map(|(letter, push)| format!("{letter}{push}")).collect();
        groups.entry(code).or_default().push(&word.stem);
    }
    groups.remove("");
    groups.into_iter().map(|(code, stems)| format!("{code} {}\n", stems.join(" "))).collect()
}

/// The largest weight of a concept.
pub(super) fn largest(weights: &Weights) -> f64 {
    let concepts = weights.iter().flat_map(|class| &class[..names().len()]);
    concepts.fold(f64::MIN_POSITIVE, |most, weight| most.max(weight.abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(stem: &str) -> Word {
        Word { language: Language::En, stem: stem.to_owned(), texts: 3, value: 1.0 }
    }

    /// Weights of `classes` classes in which only the given one says anything of the words, besides a concept.
    fn weights(classes: usize, class: usize, of_words: &[f64]) -> Weights {
        let said = |at: usize| if at == class { of_words.to_vec() } else { vec![0.0; of_words.len()] };
        (0..classes).map(|at| [vec![1.0; names().len()], said(at)].concat()).collect()
    }

    #[test]
    fn what_says_nothing_is_left_out_and_each_group_is_a_line() {
        let words = ["fee_", "fees", "the_"].map(word);
        let fee = Reason::ALL.iter().position(|reason| *reason == Reason::FeeBilling).unwrap();
        let reasons = weights(Reason::ALL.len(), fee, &[0.5, 0.5, 0.005]);
        let levels = weights(Level::ALL.len(), 0, &[0.0, 0.0, 0.0]);
        let pushes = grouped(&words, &reasons, &levels);
        let units = (0.5 / unit(&reasons)).round();
        let letter = char::from(b'a' + Topic::FeeDispute as u8);
        assert_eq!(table(&words, &pushes, Language::En), format!("{letter}{units} fee_ fees\n"));
        assert_eq!(table(&words, &pushes, Language::De), "");
    }

    #[test]
    fn the_faintest_are_left_out_of_what_has_no_room() {
        // Nothing that could be compressed.
        let words: Vec<Word> = (0..1_000_u16).map(|n| word(&size::integrity(&n.to_be_bytes())[7..27])).collect();
        let said: Vec<f64> = (0..words.len()).map(|at| if at < 300 { 0.9 } else { 0.1 }).collect();
        let reasons = weights(Reason::ALL.len(), 0, &said);
        let pushes = grouped(&words, &reasons, &weights(Level::ALL.len(), 0, &[0.0; 1_000]));
        let kept: Vec<bool> = pushes.iter().map(|push| length(push) > 0.0).collect();
        assert!(kept[..300].iter().all(|kept| *kept) && kept[300..].iter().any(|kept| !kept), "{kept:?}");
    }

    #[test]
    fn a_longer_stem_in_the_same_texts_is_not_learned() {
        let example = |candidates: &[&str]| Example {
            language: Language::En,
            input: Vec::new(),
            candidates: candidates.iter().map(|stem| (*stem).to_owned()).collect(),
            reason: 0,
            level: 0,
            weight: 1.0,
            fold: 0,
        };
        let texts = [example(&["payo", "payou"]), example(&["payo", "payou"]), example(&["lost"])];
        // Two of three are too many, unless there are a hundred texts.
        let others: Vec<Example> = (0..100).map(|_| example(&[])).collect();
        let all: Vec<&Example> = texts.iter().chain(&others).collect();
        let stems: Vec<String> = frequent(&all).into_iter().map(|word| word.stem).collect();
        assert_eq!(stems, ["payo"]);
    }
}
