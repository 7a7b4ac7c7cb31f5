//! A complaint as numbers: what the model weighs.

use super::cues::{self, Heard};
use super::stake::Stake;
use super::vocabulary::Vocabulary;
use crate::amount::Amount;
use crate::extract::fold::Folded;
use crate::extract::{Fact, Facts, Kind};
use alloc::vec::Vec;

/// Shares of the sum that makes a complaint critical, in thousandths: with 10,000 EUR these are 50, 300, 1,000, 3,000 and 10,000.
const STAKES: [i64; 5] = [5, 30, 100, 300, 1_000];

/// Values of [`super::Feature::all`] in tenths, and what they were made of.
pub struct Features {
    pub values: Vec<u8>,
    /// Numbers of the learned stems, each once.
    pub(super) words: Vec<u16>,
    pub(super) stake: Stake,
}

/// Tenths of the square root of a count in halves: the third time a word falls it says less than the first.
const ROOT: [u8; 7] = [0, 7, 10, 12, 14, 16, 17];

/// Whether it has less than 60 characters.
pub fn is_short(text: &str) -> bool {
    text.chars().nth(59).is_none()
}

/// What `text` and its facts say, by the vocabulary of their language; `declared` is a sum from the form or the page,
/// `critical_from` the site's policy.
pub fn features(
    text: &str,
    facts: &Facts,
    vocabulary: &Vocabulary,
    declared: Option<Amount>,
    critical_from: &[Amount],
) -> Features {
    let folded = Folded::new(text);
    let Heard { halves, together, asks, exclaims, words, mut injected } = cues::hear(&folded, vocabulary);
    for range in &mut injected {
        *range = folded.given(range.clone());
    }
    let own = |fact: &Fact| {
        let next = injected.partition_point(|range| range.end <= fact.span.start);
        injected.get(next).is_none_or(|range| range.start > fact.span.start)
    };
    let stake = Stake::of(&facts.all, own, declared, critical_from);
    let mut counts = [0; Kind::ALL.len()];
    for fact in &facts.all {
        counts[fact.value.kind() as usize] += 1;
    }
    let count = |kind| counts[kind as usize];
    let is_case = count(Kind::Order) + count(Kind::Parcel) + count(Kind::Handle) + count(Kind::Date) > 0;
    let signs = [
        asks,
        exclaims,
        is_short(text),
        count(Kind::Order) > 0,
        count(Kind::Parcel) > 0,
        count(Kind::Parcel) > 1,
        count(Kind::Wallet) + count(Kind::Transaction) > 0,
        count(Kind::Handle) > 0,
        count(Kind::Card) > 0,
        count(Kind::Url) > 0,
        asks && is_case,
    ];
    let mut values: Vec<u8> = halves.iter().map(|halves| ROOT[usize::from(*halves)]).collect();
    for flags in [&signs[..], &STAKES.map(|step| stake.share >= step), &together] {
        for flag in flags {
            values.push(if *flag { 10 } else { 0 });
        }
    }
    Features { values, words, stake }
}
