//! What a complaint is about, how urgent it is, who handles it; each with its why.

use crate::amount::{Amount, Decimal};
use crate::draft::Complaint;
use crate::level::{Complexity, Level};
use crate::reason::{Queue, Reason, Target, codes};
use crate::site::Policy;
use serde::{Deserialize, Serialize};

/// The judgement: a pure function of the complaint and the site's policy, never of who the merchant is (P2B Art. 11(1)).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Triage {
    pub reason: Reason,
    pub target: Target,
    pub level: Level,
    pub complexity: Complexity,
    pub queue: Queue,
    /// Machine-readable, strongest first; the widget makes a sentence of them.
    pub why: Vec<Why>,
}

codes! {
    Why {
        "reason_chosen" ReasonChosen, "reason_funds" ReasonFunds, "reason_fraud" ReasonFraud,
        "reason_restriction" ReasonRestriction, "reason_ordinary" ReasonOrdinary, "reason_minor" ReasonMinor,
        "amount_critical" AmountCritical,
    }
}

/// The sums that make a complaint critical unless the site names its own.
const CRITICAL_FROM: [(&str, Decimal); 9] = [
    ("EUR", Decimal::whole(10_000)),
    ("USD", Decimal::whole(10_000)),
    ("GBP", Decimal::whole(10_000)),
    ("CHF", Decimal::whole(10_000)),
    ("USDT", Decimal::whole(10_000)),
    ("USDC", Decimal::whole(10_000)),
    ("PLN", Decimal::whole(45_000)),
    ("CNY", Decimal::whole(80_000)),
    ("BTC", Decimal { e8: 20_000_000 }),
];

/// The judgement of a complaint as filed.
pub fn triage(complaint: &Complaint, policy: &Policy) -> Triage {
    let reason = complaint.reason.unwrap_or(Reason::Other);
    let mut why = Vec::new();
    let mut level = match reason {
        Reason::FundsFrozen | Reason::AccountSuspended | Reason::UnauthorisedTransaction | Reason::SuspectedFraud => {
            Level::S
        }
        Reason::PayoutWithheld
        | Reason::ChargebackAfterRelease
        | Reason::ListingRemoved
        | Reason::VisibilityRestricted => Level::A,
        Reason::Question | Reason::FeeBilling => Level::C,
        _ => Level::B,
    };
    if complaint.amount.is_some_and(|amount| is_critical(amount.value, policy)) && reason != Reason::Question {
        level = Level::S;
        why.push(Why::AmountCritical);
    }
    if complaint.reason.is_some() {
        why.push(Why::ReasonChosen);
    }
    why.push(match reason {
        Reason::FundsFrozen | Reason::PayoutWithheld => Why::ReasonFunds,
        Reason::UnauthorisedTransaction | Reason::SuspectedFraud | Reason::ChargebackAfterRelease => Why::ReasonFraud,
        Reason::AccountSuspended | Reason::ListingRemoved | Reason::VisibilityRestricted => Why::ReasonRestriction,
        Reason::Question | Reason::FeeBilling => Why::ReasonMinor,
        _ => Why::ReasonOrdinary,
    });
    Triage {
        reason,
        target: reason.target(),
        level,
        complexity: if level == Level::C { Complexity::Simple } else { Complexity::Standard },
        queue: policy.queues.get(&reason).copied().unwrap_or(reason.queue()),
        why,
    }
}

fn is_critical(amount: Amount, policy: &Policy) -> bool {
    let own = policy.critical_from.iter().find(|from| from.currency == amount.currency).map(|from| from.value);
    let house = || CRITICAL_FROM.iter().find(|(code, _)| *code == amount.currency.code()).map(|(_, from)| *from);
    own.or_else(house).is_some_and(|from| amount.value >= from)
}
