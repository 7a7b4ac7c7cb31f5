//! A complaint as numbers: what the model weighs.

use super::cues::{self, Heard};
use crate::extract::fold::Folded;
use crate::extract::{Facts, Kind};
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// Two concepts that mean more in one sentence than apart.
const PAIRS: [(&str, &str); 30] = [
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
const STAKES: [i128; 5] = [5, 30, 100, 300, 1_000];

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

/// Values in tenths.
pub struct Features(pub Vec<u8>);

/// Tenths of the square root of a count in halves: the third time a word falls it says less than the first.
const ROOT: [u8; 7] = [0, 7, 10, 12, 14, 16, 17];

/// The features' names, in order.
pub fn names() -> Vec<String> {
    let pairs = PAIRS.iter().map(|(a, b)| format!("{a}+{b}"));
    cues::concepts().iter().chain(&SIGNS).map(|name| (*name).to_owned()).chain(pairs).collect()
}

/// `stake` is the highest sum told, as a share of the critical sum, in thousandths.
pub fn features(text: &str, facts: &Facts, stake: i128) -> Features {
    let folded = Folded::new(text);
    let Heard { halves, sentences, asks, exclaims } = cues::hear(&folded);
    let count = |kind| facts.0.iter().filter(|fact| fact.value.kind() == kind).count();
    let parcels = count(Kind::Parcel);
    let signs = [
        asks,
        exclaims,
        text.chars().count() < 60,
        count(Kind::Order) > 0,
        parcels > 0,
        parcels > 1,
        count(Kind::Wallet) + count(Kind::Transaction) > 0,
        count(Kind::Handle) > 0,
        count(Kind::Card) > 0,
        count(Kind::Url) > 0,
    ];
    let bit = |name: &str| cues::concepts().iter().position(|known| *known == name).map_or(0, |at| 1_u64 << at);
    let together = |(a, b): &(&str, &str)| sentences.iter().any(|spoken| spoken & (bit(a) | bit(b)) == bit(a) | bit(b));
    Features(
        halves
            .iter()
            .map(|halves| ROOT[usize::from(*halves)])
            .chain(signs.into_iter().chain(STAKES.iter().map(|step| stake >= *step)).map(tenths))
            .chain(PAIRS.iter().map(together).map(tenths))
            .collect(),
    )
}

fn tenths(flag: bool) -> u8 {
    if flag { 10 } else { 0 }
}
