//! A complaint as numbers: what the model weighs.

use super::cues::{self, Heard};
use super::{Stake, stake_of};
use crate::amount::Amount;
use crate::extract::fold::Folded;
use crate::extract::{Fact, Facts, Kind};
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// Two concepts that mean more in one sentence than apart.
pub(super) const PAIRS: [(&str, &str); 30] = [
    ("account", "frozen"),
    ("balance", "frozen"),
    ("payout", "frozen"),
    ("payout", "absent"),
    ("payment", "absent"),
    ("payout", "howto"),
    ("listing", "removed"),
    ("listing", "policy"),
    ("fee", "howto"),
    ("fee", "charged"),
    ("release", "fake"),
    ("release", "crypto"),
    ("fake", "payment"),
    ("hacked", "account"),
    ("review", "abuse"),
    ("extort", "review"),
    ("parcel", "absent"),
    ("parcel", "stuck"),
    ("parcel", "delivered"),
    ("returnitem", "defect"),
    ("returnitem", "swapped"),
    ("error", "api"),
    ("error", "app"),
    ("buyer", "defect"),
    ("buyer", "returnitem"),
    ("buyer", "extort"),
    ("chargeback", "delivered"),
    ("howto", "change"),
    ("fake", "invoice"),
    ("buyer", "payment"),
];

/// Shares of the sum that makes a complaint critical, in thousandths: with 10,000 EUR these are 50, 300, 1,000, 3,000 and 10,000.
const STAKES: [i64; 5] = [5, 30, 100, 300, 1_000];

/// What stands beside the words.
const SIGNS: [&str; 15] = [
    "asks",
    "exclaims",
    "short",
    "order",
    "parcel_number",
    "parcels",
    "wallet",
    "handle",
    "card",
    "link",
    "stake_1",
    "stake_2",
    "stake_3",
    "stake_4",
    "stake_5",
];

/// Values in tenths, and what they were made of.
pub struct Features {
    pub values: Vec<u8>,
    /// Places of the learned words, each once.
    pub(super) words: Vec<u16>,
    pub(super) stake: Stake,
}

/// Tenths of the square root of a count in halves: the third time a word falls it says less than the first.
const ROOT: [u8; 7] = [0, 7, 10, 12, 14, 16, 17];

/// A feature's name; of a pair both its concepts.
pub(super) fn name(at: usize) -> (&'static str, &'static str) {
    let concepts = cues::concepts();
    let pair = |at| PAIRS.get(at).copied().unwrap_or_default();
    concepts.iter().chain(&SIGNS).nth(at).map_or_else(|| pair(at - concepts.len() - SIGNS.len()), |name| (name, ""))
}

/// The features' names, in order.
pub fn names() -> Vec<String> {
    let pairs = PAIRS.iter().map(|(a, b)| format!("{a}+{b}"));
    cues::concepts().iter().chain(&SIGNS).map(|name| (*name).to_owned()).chain(pairs).collect()
}

/// What `text` and its facts say; `declared` is a sum from the form or the page, `critical_from` the site's policy.
pub fn features(text: &str, facts: &Facts, declared: Option<Amount>, critical_from: &[Amount]) -> Features {
    let folded = Folded::new(text);
    let Heard { halves, together, asks, exclaims, words, injected } = cues::hear(&folded, facts.language);
    let injected: Vec<_> = injected.into_iter().map(|range| folded.given(range)).collect();
    let own = |fact: &&Fact| {
        let next = injected.partition_point(|range| range.end <= fact.span.start);
        injected.get(next).is_none_or(|range| range.start > fact.span.start)
    };
    let stake = stake_of(facts.all.iter().filter(own), declared, critical_from);
    let mut counts = [0; Kind::ALL.len()];
    for fact in &facts.all {
        counts[fact.value.kind() as usize] += 1;
    }
    let count = |kind| counts[kind as usize];
    let signs = [
        asks,
        exclaims,
        text.chars().nth(59).is_none(),
        count(Kind::Order) > 0,
        count(Kind::Parcel) > 0,
        count(Kind::Parcel) > 1,
        count(Kind::Wallet) + count(Kind::Transaction) > 0,
        count(Kind::Handle) > 0,
        count(Kind::Card) > 0,
        count(Kind::Url) > 0,
    ];
    let mut values: Vec<u8> = halves.iter().map(|halves| ROOT[usize::from(*halves)]).collect();
    values.extend(signs.map(tenths));
    values.extend(STAKES.map(|step| tenths(stake.share >= step)));
    values.extend(together.map(tenths));
    Features { values, words, stake }
}

fn tenths(flag: bool) -> u8 {
    if flag { 10 } else { 0 }
}
