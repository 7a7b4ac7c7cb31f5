//! What complaints speak of: in every language the same concepts, each with its stems in `complaint/vocabulary`.

use crate::reason::codes;
use alloc::borrow::ToOwned;
use alloc::string::String;
use serde::{Deserialize, Serialize};

codes! {
    /// In the order of the lines of a vocabulary, and of the weights.
    Concept {
        "payout" Payout, "payment" Payment, "absent" Absent, "balance" Balance, "account" Account, "frozen" Frozen,
        "verify" Verify, "chargeback" Chargeback, "hacked" Hacked, "fake" Fake, "scam" Scam, "release" Release,
        "crypto" Crypto, "buyer" Buyer, "returnitem" ReturnItem, "refund" Refund, "defect" Defect,
        "swapped" Swapped, "notasdescribed" NotAsDescribed, "parcel" Parcel, "stuck" Stuck, "delivered" Delivered,
        "address" Address, "customs" Customs, "delay" Delay, "error" Error, "api" Api, "app" App, "outage" Outage,
        "review" Review, "extort" Extort, "abuse" Abuse, "listing" Listing, "removed" Removed, "policy" Policy,
        "reinstate" Reinstate, "fee" Fee, "invoice" Invoice, "charged" Charged, "subscription" Subscription,
        "howto" Howto, "change" Change, "staff" Staff, "privacy" Privacy, "legal" Legal, "support" Support,
        "urgent" Urgent, "deadline" Deadline, "losing" Losing, "perish" Perish, "police" Police,
        "supplier" Supplier, "never" Never, "nopayer" NoPayer, "lessmoney" LessMoney, "close" Close, "login" Login,
        "notme" NotMe, "gone" Gone, "pretend" Pretend, "views" Views,
    }
    /// What stands beside the words; a stake is a share of the sum that makes a complaint critical.
    Sign {
        "asks" Asks, "exclaims" Exclaims, "short" Short, "order" Order, "parcel_number" ParcelNumber, "parcels" Parcels,
        "wallet" Wallet, "handle" Handle, "card" Card, "link" Link, "asks_of_case" AsksOfCase,
        "stake_1" Stake1, "stake_2" Stake2, "stake_3" Stake3, "stake_4" Stake4, "stake_5" Stake5,
    }
}

/// What the model weighs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Feature {
    Said(Concept),
    Sign(Sign),
    /// Both in one sentence.
    Both(Concept, Concept),
}

/// Two concepts that mean more in one sentence than apart.
pub(super) const PAIRS: [(Concept, Concept); 30] = [
    (Concept::Account, Concept::Frozen),
    (Concept::Balance, Concept::Frozen),
    (Concept::Payout, Concept::Frozen),
    (Concept::Payout, Concept::Absent),
    (Concept::Payment, Concept::Absent),
    (Concept::Payout, Concept::Howto),
    (Concept::Listing, Concept::Removed),
    (Concept::Listing, Concept::Policy),
    (Concept::Fee, Concept::Howto),
    (Concept::Fee, Concept::Charged),
    (Concept::Release, Concept::Fake),
    (Concept::Release, Concept::Crypto),
    (Concept::Fake, Concept::Payment),
    (Concept::Hacked, Concept::Account),
    (Concept::Review, Concept::Abuse),
    (Concept::Extort, Concept::Review),
    (Concept::Parcel, Concept::Absent),
    (Concept::Parcel, Concept::Stuck),
    (Concept::Parcel, Concept::Delivered),
    (Concept::ReturnItem, Concept::Defect),
    (Concept::ReturnItem, Concept::Swapped),
    (Concept::Error, Concept::Api),
    (Concept::Error, Concept::App),
    (Concept::Buyer, Concept::Defect),
    (Concept::Buyer, Concept::ReturnItem),
    (Concept::Buyer, Concept::Extort),
    (Concept::Chargeback, Concept::Delivered),
    (Concept::Howto, Concept::Change),
    (Concept::Fake, Concept::Invoice),
    (Concept::Buyer, Concept::Payment),
];

impl Feature {
    /// All, in order.
    pub fn all() -> impl Iterator<Item = Self> {
        let said = Concept::ALL.iter().copied().map(Self::Said);
        let signs = Sign::ALL.iter().copied().map(Self::Sign);
        said.chain(signs).chain(PAIRS.map(|(one, other)| Self::Both(one, other)))
    }

    /// Where it stands among all.
    pub(super) const fn place(self) -> usize {
        match self {
            Self::Said(concept) => concept as usize,
            Self::Sign(sign) => Concept::ALL.len() + sign as usize,
            Self::Both(one, other) => {
                let mut pair = 0;
                while PAIRS[pair].0 as u8 != one as u8 || PAIRS[pair].1 as u8 != other as u8 {
                    pair += 1;
                }
                Concept::ALL.len() + Sign::ALL.len() + pair
            }
        }
    }

    pub fn name(self) -> String {
        match self {
            Self::Said(concept) => concept.code().to_owned(),
            Self::Sign(sign) => sign.code().to_owned(),
            Self::Both(one, other) => [one.code(), "+", other.code()].concat(),
        }
    }
}
