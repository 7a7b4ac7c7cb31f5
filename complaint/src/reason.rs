//! The words of the trade: what a complaint is about, against whom, for which department, and how it can end.

use crate::parts::parts;
use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident { $($code:literal $variant:ident),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
        pub enum $name { $(#[serde(rename = $code)] $variant),* }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),*];
            /// Of all in order, a space behind each: one text is smaller than a table of texts.
            pub const CODES: &str = concat!($($code, " "),*);

            /// The code on the wire and in locale files.
            pub fn code(self) -> &'static str {
                $crate::reason::nth(Self::CODES, self as usize)
            }
        }
    )*};
}
pub(crate) use codes;

/// The word of `words` at that place.
pub(crate) fn nth(words: &'static str, place: usize) -> &'static str {
    parts(words, b' ').nth(place).unwrap_or_default()
}

/// The other way round.
pub(crate) fn place(words: &str, word: &str) -> Option<usize> {
    parts(words, b' ').position(|known| known == word && !word.is_empty())
}

codes! {
    /// What went wrong, as the merchant would say it.
    Reason {
        "funds_frozen" FundsFrozen, "account_suspended" AccountSuspended, "listing_removed" ListingRemoved,
        "visibility_restricted" VisibilityRestricted, "payout_withheld" PayoutWithheld,
        "payment_not_received" PaymentNotReceived, "amount_mismatch" AmountMismatch,
        "third_party_payer" ThirdPartyPayer, "release_delayed" ReleaseDelayed,
        "chargeback_after_release" ChargebackAfterRelease, "unauthorised_transaction" UnauthorisedTransaction,
        "suspected_fraud" SuspectedFraud, "item_not_received" ItemNotReceived, "not_as_described" NotAsDescribed,
        "logistics_lost" LogisticsLost, "refund_not_processed" RefundNotProcessed, "fee_billing" FeeBilling,
        "technical_fault" TechnicalFault, "malicious_counterparty" MaliciousCounterparty,
        "staff_conduct" StaffConduct, "data_protection" DataProtection, "question" Question, "other" Other,
    }
    /// Reasons that are told apart by the text alone.
    Topic {
        "payment_not_received" PaymentNotReceived, "account_frozen" AccountFrozen, "fraud_chargeback" FraudChargeback,
        "item_return_abuse" ItemReturnAbuse, "parcel_problem" ParcelProblem, "technical_fault" TechnicalFault,
        "malicious_complaint" MaliciousComplaint, "policy_removal" PolicyRemoval, "fee_dispute" FeeDispute, "other" Other,
    }
    /// Against whom: P2B Art. 11, DSA Art. 20 and MiCA Art. 71 bind the platform only.
    Target {
        "platform" Platform, "counterparty" Counterparty, "carrier" Carrier, "payment_provider" PaymentProvider,
    }
    /// The department that handles it.
    Queue {
        "funds" Funds, "risk" Risk, "trust" Trust, "logistics" Logistics, "finance" Finance, "technical" Technical,
        "support" Support, "legal" Legal,
    }
    /// What the merchant wants done (ISO 10002, remedy sought).
    Remedy {
        "release_funds" ReleaseFunds, "refund" Refund, "reinstate" Reinstate, "find_parcel" FindParcel,
        "correct_fee" CorrectFee, "fix_fault" FixFault, "explain" Explain, "other" Other,
    }
    /// How it ended, from the complaint's side: `upheld` = the complaint succeeded.
    Outcome {
        "upheld" Upheld, "partly_upheld" PartlyUpheld, "not_upheld" NotUpheld, "settled" Settled,
        "self_resolved" SelfResolved, "withdrawn" Withdrawn, "inadmissible" Inadmissible, "duplicate" Duplicate,
        "no_reply" NoReply,
    }
    /// What the merchant said of the ending; `lapsed` is silence and is counted apart.
    Confirmation {
        "confirmed" Confirmed, "rejected" Rejected, "lapsed" Lapsed, "not_required" NotRequired,
    }
}

impl Reason {
    pub fn topic(self) -> Topic {
        match self {
            Self::FundsFrozen | Self::AccountSuspended => Topic::AccountFrozen,
            Self::PayoutWithheld
            | Self::PaymentNotReceived
            | Self::AmountMismatch
            | Self::ThirdPartyPayer
            | Self::ReleaseDelayed => Topic::PaymentNotReceived,
            Self::ChargebackAfterRelease | Self::UnauthorisedTransaction | Self::SuspectedFraud => {
                Topic::FraudChargeback
            }
            Self::NotAsDescribed | Self::RefundNotProcessed => Topic::ItemReturnAbuse,
            Self::ItemNotReceived | Self::LogisticsLost => Topic::ParcelProblem,
            Self::ListingRemoved | Self::VisibilityRestricted => Topic::PolicyRemoval,
            Self::FeeBilling => Topic::FeeDispute,
            Self::TechnicalFault => Topic::TechnicalFault,
            Self::MaliciousCounterparty => Topic::MaliciousComplaint,
            Self::StaffConduct | Self::DataProtection | Self::Question | Self::Other => Topic::Other,
        }
    }

    /// The department that handles it unless the site says otherwise.
    pub fn queue(self) -> Queue {
        match self {
            Self::FundsFrozen | Self::PayoutWithheld | Self::ReleaseDelayed => Queue::Funds,
            Self::PaymentNotReceived | Self::AmountMismatch | Self::FeeBilling => Queue::Finance,
            Self::AccountSuspended
            | Self::ThirdPartyPayer
            | Self::ChargebackAfterRelease
            | Self::UnauthorisedTransaction
            | Self::SuspectedFraud => Queue::Risk,
            Self::ListingRemoved | Self::VisibilityRestricted | Self::MaliciousCounterparty | Self::NotAsDescribed => {
                Queue::Trust
            }
            Self::ItemNotReceived | Self::LogisticsLost => Queue::Logistics,
            Self::TechnicalFault => Queue::Technical,
            Self::StaffConduct | Self::DataProtection => Queue::Legal,
            Self::RefundNotProcessed | Self::Question | Self::Other => Queue::Support,
        }
    }

    /// Whom it is against unless the text says otherwise.
    pub fn target(self) -> Target {
        match self {
            Self::PaymentNotReceived
            | Self::AmountMismatch
            | Self::ThirdPartyPayer
            | Self::ReleaseDelayed
            | Self::ChargebackAfterRelease
            | Self::SuspectedFraud
            | Self::NotAsDescribed
            | Self::MaliciousCounterparty => Target::Counterparty,
            Self::ItemNotReceived | Self::LogisticsLost => Target::Carrier,
            Self::UnauthorisedTransaction => Target::PaymentProvider,
            _ => Target::Platform,
        }
    }
}
