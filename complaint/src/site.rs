//! A site's settings: one document, parsed into types, holding no secret.

use crate::amount::Amount;
use crate::clock::{Calendar, ClockKind};
use crate::extract::Kind;
use crate::level::{Level, Promise};
use crate::reason::{Queue, Reason};
use crate::suggestion::Suggestion;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// What the edge keeps of a marketplace. Unknown and duplicate keys are refused by the reader.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The marketplace as merchants know it.
    pub name: String,
    /// Exact origins whose pages may file, `https://shop.example`.
    pub origins: Vec<String>,
    /// Where events are delivered; https on a public host (loopback in development).
    pub webhook: String,
    /// SHA-256 of each token the platform may call us with, lower-case hex.
    pub api_tokens: Vec<String>,
    pub contact: Desk,
    #[serde(default)]
    pub policy: Policy,
    /// What a merchant may find to be the answer before filing, the likeliest first.
    #[serde(default)]
    pub suggestions: Vec<Suggestion>,
}

/// Whom a merchant may turn to (RTS 2025/294, Art. 4(3)(a)).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Desk {
    pub name: String,
    pub email: String,
    pub phone: String,
}

/// How a site judges and promises; every part has the default of the house.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Policy {
    /// Tighter promises; a looser value than [`Level::promise`] has no effect.
    pub promises: BTreeMap<Level, Promise>,
    /// Sums at or above which a complaint is critical; one per currency, replacing the default of that currency.
    pub critical_from: Vec<Amount>,
    pub queues: BTreeMap<Reason, Queue>,
    /// What is hidden in a merchant's words before they are kept, payment cards apart, which always are:
    /// `["iban", "email", "phone"]`.
    pub mask: Vec<Kind>,
    /// Opening hours, for B and C.
    pub working: Calendar,
    /// Of a hundred finished B and C complaints, how many are reviewed.
    pub review_percent: u8,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            promises: BTreeMap::new(),
            critical_from: Vec::new(),
            queues: BTreeMap::new(),
            mask: Vec::new(),
            working: Calendar::default(),
            review_percent: 10,
        }
    }
}

impl Policy {
    /// No looser than the house's, nor than what the site promises of anything less urgent.
    pub fn promise(&self, level: Level) -> Promise {
        self.promises.range(level..).fold(level.promise(), |promise, (_, own)| promise.tighter(*own))
    }

    /// The hours that count for this clock.
    pub fn calendar(&self, level: Level, clock: ClockKind) -> &Calendar {
        if level.round_the_clock() || !clock.rests_out_of_hours() { Calendar::ROUND_THE_CLOCK } else { &self.working }
    }
}
