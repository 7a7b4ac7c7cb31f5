//! What a complaint is about, how urgent it is, who handles it; each with its why.
//!
//! [`cues`] hears concepts in the text, [`features`] adds what was extracted, [`model`] weighs both, [`stake`] holds to what
//! sum and reason settle. Nothing here looks at who the merchant is (P2B Art. 11(1)), and the same text gives the same judgement in
//! the browser and at the edge.

mod candidates;
mod concept;
mod cues;
mod features;
mod language;
mod model;
mod pack;
mod stake;
mod vocabulary;

use alloc::vec::Vec;
pub use candidates::candidates;
pub use concept::{Concept, Feature, Sign};
pub use features::{Features, features, is_short};
pub(crate) use language::is_small_word;
pub use language::{Language, languages};
pub use model::UNIT;
pub use vocabulary::Vocabulary;

use crate::amount::Amount;
use crate::draft::Complaint;
use crate::extract::{self, Facts};
use crate::level::{Complexity, Level};
use crate::reason::{Queue, Reason, Target, codes};
use crate::site::Policy;
use serde::{Deserialize, Serialize};

/// The judgement: a pure function of the complaint and the site's policy.
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
    /// The sum that was reached, where that is among the why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub critical_from: Option<Amount>,
    /// What it was before the merchant's own word changed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judged: Option<Judged>,
}

/// By the text and the sum alone.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Judged {
    pub reason: Reason,
    pub level: Level,
}

/// What is said beside the text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Said {
    /// The sum at stake, by the form or the page.
    pub amount: Option<Amount>,
    /// What it is about, in the merchant's own judgement.
    pub reason: Option<Reason>,
    /// The level that the merchant asks for, with words.
    pub level: Option<Level>,
}

codes! {
    Why {
        "level_chosen" LevelChosen, "reason_chosen" ReasonChosen, "reason_funds" ReasonFunds, "reason_fraud" ReasonFraud,
        "reason_restriction" ReasonRestriction, "reason_ordinary" ReasonOrdinary, "reason_minor" ReasonMinor,
        "amount_critical" AmountCritical, "amount_high" AmountHigh, "fraud_running" FraudRunning, "threat" Threat,
        "deadline" Deadline, "perishable" Perishable, "shop_down" ShopDown, "urgent" Urgent,
    }
}

/// The judgement of a complaint as filed.
pub fn triage(complaint: &Complaint, policy: &Policy) -> Triage {
    let of_page = complaint.order.as_ref().filter(|order| order.from.is_of_page());
    let shape = of_page.map(|order| extract::order_shape(&order.value)).unwrap_or_default();
    let context = extract::Context { today: None, order_shape: &shape, lang: &complaint.lang };
    let facts = extract::extract(&complaint.text, &context);
    let said = Said {
        amount: complaint.amount.map(|amount| amount.value),
        reason: complaint.reason,
        level: complaint.level.as_ref().map(|wish| wish.level),
    };
    let judged = judge(&complaint.text, &facts, Vocabulary::of(facts.language), said, &policy.critical_from);
    Triage { queue: policy.queues.get(&judged.reason).copied().unwrap_or(judged.queue), ..judged }
}

/// The judgement of a text and its facts by the vocabulary of their language, before or after filing. `critical_from` is
/// what the site's policy says of it; the queue is that of the house.
///
/// The reason is the merchant's where one was chosen. That may raise the level; only words of the merchant's own lower it, and
/// a higher one that is asked for is for a person to grant.
pub fn judge(text: &str, facts: &Facts, vocabulary: &Vocabulary, said: Said, critical_from: &[Amount]) -> Triage {
    let features = features(text, facts, vocabulary, said.amount, critical_from);
    let scores = model::scores(&features, vocabulary);
    let (reasons, levels) = scores.split_at(Reason::ALL.len());
    let scored = Level::ALL[strongest(levels)];
    let read = Reason::ALL[strongest(reasons)];
    let judged = Judged { reason: read, level: stake::settle(read, scored, &features) };
    let reason = said.reason.unwrap_or(read);
    let mut level = judged.level.min(stake::settle(reason, scored, &features));
    let is_sum = level < scored && features.stake.is_critical_for(reason);
    if said.reason.is_some() {
        level = level.min(at_least(reason));
    }
    let lower = said.level.filter(|asked| *asked > level);
    level = lower.unwrap_or(level);
    let mut why = Vec::new();
    if lower.is_some() {
        why.push(Why::LevelChosen);
    }
    if is_sum {
        why.push(Why::AmountCritical);
    }
    if said.reason.is_some() {
        why.push(Why::ReasonChosen);
    }
    why.push(why_of_reason(reason));
    while why.len() < 4
        && let Some(ground) = strongest_ground(&features, level, &why)
    {
        why.push(ground);
    }
    Triage {
        reason,
        target: reason.target(),
        level,
        complexity: if level == Level::C { Complexity::Simple } else { Complexity::Standard },
        queue: reason.queue(),
        critical_from: features.stake.critical_from.filter(|_| why.contains(&Why::AmountCritical)),
        why,
        judged: Some(judged).filter(|judged| *judged != Judged { reason, level }),
    }
}

/// Where the highest score is; of equals the first.
fn strongest(scores: &[i32]) -> usize {
    scores.iter().enumerate().fold(0, |best, (at, score)| if *score > scores[best] { at } else { best })
}

/// What spoke loudest for `level` and has a sentence of its own that is not among `said`.
fn strongest_ground(features: &Features, level: Level, said: &[Why]) -> Option<Why> {
    let mut loudest = (0, None);
    for (feature, why) in &GROUNDS {
        let push = model::spoke_for(level, features, *feature);
        // A critical sum is a high one; to say so adds nothing.
        let is_said = said.contains(why) || *why == Why::AmountHigh && features.stake.is_critical();
        if push > loudest.0 && !is_said {
            loudest = (push, Some(*why));
        }
    }
    loudest.1
}

/// The least urgent level a reason may have once the merchant has chosen it.
fn at_least(reason: Reason) -> Level {
    match reason {
        Reason::FundsFrozen | Reason::UnauthorisedTransaction => Level::S,
        Reason::AccountSuspended
        | Reason::PayoutWithheld
        | Reason::SuspectedFraud
        | Reason::ChargebackAfterRelease
        | Reason::ListingRemoved
        | Reason::VisibilityRestricted => Level::A,
        Reason::Question | Reason::FeeBilling | Reason::Other => Level::C,
        _ => Level::B,
    }
}

fn why_of_reason(reason: Reason) -> Why {
    match reason {
        Reason::FundsFrozen | Reason::PayoutWithheld => Why::ReasonFunds,
        Reason::UnauthorisedTransaction | Reason::SuspectedFraud | Reason::ChargebackAfterRelease => Why::ReasonFraud,
        Reason::AccountSuspended | Reason::ListingRemoved | Reason::VisibilityRestricted => Why::ReasonRestriction,
        Reason::Question | Reason::FeeBilling | Reason::Other => Why::ReasonMinor,
        _ => Why::ReasonOrdinary,
    }
}

/// What features that raised the level say to a person, by their places; most say nothing that the reason has not said.
const GROUNDS: [(usize, Why); 13] = [
    (Feature::Said(Concept::Hacked).place(), Why::FraudRunning),
    (Feature::Said(Concept::Outage).place(), Why::ShopDown),
    (Feature::Said(Concept::Extort).place(), Why::Threat),
    (Feature::Said(Concept::Urgent).place(), Why::Urgent),
    (Feature::Said(Concept::Deadline).place(), Why::Deadline),
    (Feature::Said(Concept::Losing).place(), Why::ShopDown),
    (Feature::Said(Concept::Perish).place(), Why::Perishable),
    (Feature::Sign(Sign::Stake3).place(), Why::AmountHigh),
    (Feature::Sign(Sign::Stake4).place(), Why::AmountHigh),
    (Feature::Sign(Sign::Stake5).place(), Why::AmountCritical),
    (Feature::Both(Concept::Release, Concept::Fake).place(), Why::FraudRunning),
    (Feature::Both(Concept::Hacked, Concept::Account).place(), Why::FraudRunning),
    (Feature::Both(Concept::Buyer, Concept::Extort).place(), Why::Threat),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amount::{Currency, Decimal};

    fn read(text: &str, said: Said, critical_from: &[Amount]) -> Triage {
        let facts = extract::extract(text, &extract::Context::default());
        judge(text, &facts, Vocabulary::of(facts.language), said, critical_from)
    }

    fn check(text: &str, reason: Reason, level: Level) {
        let judged = read(text, Said::default(), &[]);
        assert_eq!((judged.reason.topic(), judged.level), (reason.topic(), level), "{text}: {judged:?}");
    }

    #[test]
    fn urgent_texts_are_urgent() {
        let payout = "My payout of 1.250,00 EUR has been frozen since 17 November. Nobody answers.";
        check(payout, Reason::FundsFrozen, Level::S);
        check("My balance has been frozen for a week, I cannot withdraw anything", Reason::FundsFrozen, Level::S);
        let delivered =
            "The parcel was delivered and the buyer is happy, yet my payout of 900 GBP stays frozen in your system";
        check(delivered, Reason::FundsFrozen, Level::S);
        check("Wie ändere ich meine Abholadresse?", Reason::Question, Level::C);
        let asked = "Chargeback on order 88-1204, 310 EUR, signed for on 9 January. Which documents do I send, please?";
        check(asked, Reason::ChargebackAfterRelease, Level::A);
        check(&asked.replace(", 310 EUR", ""), Reason::ChargebackAfterRelease, Level::C);
        check("El paquete lleva diez días sin moverse, creo que está perdido", Reason::LogisticsLost, Level::B);
    }

    #[test]
    fn a_sum_at_stake_makes_it_critical() {
        let judged = |value, critical_from: &[Amount]| {
            let text = "The carrier has lost the parcel with the watch";
            let currency: Currency = "EUR".parse().unwrap();
            let declared = Amount { value: Decimal::whole(value), currency };
            read(text, Said { amount: Some(declared), ..Said::default() }, critical_from)
        };
        assert_eq!(judged(10_000, &[]).level, Level::S);
        assert!(judged(10_000, &[]).why.contains(&Why::AmountCritical));
        assert!(judged(40, &[]).level > Level::S);
        assert_eq!(judged(40, &[]).critical_from, None);
        let from = |value| Amount { value: Decimal::whole(value), currency: "EUR".parse().unwrap() };
        assert_eq!(judged(10_000, &[]).critical_from, Some(from(10_000)));
        assert_eq!(judged(40, &[from(30)]).level, Level::S);
        assert_eq!(judged(40, &[from(30)]).critical_from, Some(from(30)));
    }

    #[test]
    fn the_merchant_corrects_the_judgement() {
        let frozen = "My balance has been frozen for a week, I cannot withdraw anything";
        let check = |text: &str, reason, level, expected: (Reason, Level), judged: Option<(Reason, Level)>| {
            let triage = read(text, Said { amount: None, reason, level }, &[]);
            assert_eq!((triage.reason, triage.level), expected, "{text} {reason:?} {level:?}");
            assert_eq!(triage.judged.map(|judged| (judged.reason, judged.level)), judged);
            assert_eq!(triage.why.contains(&Why::ReasonChosen), reason.is_some());
            assert_eq!(triage.why.contains(&Why::LevelChosen), judged.is_some_and(|judged| judged.1 < expected.1));
        };
        let as_read = (Reason::FundsFrozen, Level::S);
        check(frozen, None, None, as_read, None);
        check(frozen, Some(Reason::FundsFrozen), Some(Level::S), as_read, None);
        check(frozen, None, Some(Level::B), (Reason::FundsFrozen, Level::B), Some(as_read));
        // Another reason never makes it less urgent: for that, words are asked for.
        check(frozen, Some(Reason::Question), None, (Reason::Question, Level::S), Some(as_read));
        let howto = "Wie ändere ich meine Abholadresse?";
        let as_read = (Reason::Question, Level::C);
        check(howto, Some(Reason::FundsFrozen), None, (Reason::FundsFrozen, Level::S), Some(as_read));
        check(howto, None, Some(Level::S), as_read, None); // For a person to grant.
    }
}
