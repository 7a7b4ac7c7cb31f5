//! Which events each state takes; it refuses all others.

use crate::steps::*;
use complaint::case::Refused;
use complaint::event::{Actor, What};
use complaint::level::Level;
use complaint::time::Span;
use complaint::view::{Delivery, MerchantAction};

/// One of every state, and every way of being closed.
fn lives() -> Vec<(&'static str, Life)> {
    let b = || Life::of(Level::B);
    let working = || b().then(message());
    let lapsing = |level| {
        let mut life = Life::of(level).then(proposed());
        life.wait(life.now() + Span::days(7));
        life
    };
    let mut archived = working().then(proposed()).then(What::Confirmed);
    archived.tell(Span::days(30), usual(&What::Archived), What::Archived).unwrap();
    let simple = Life::of(Level::C).then(What::SuggestionAccepted { answer: "refund-times".into() });
    vec![
        ("triaged", b()),
        ("triaged, simple", Life::of(Level::C)),
        ("forwarded", b().then(What::Forwarded { case: String::new() })),
        ("assigned", b().then(What::Assigned { team: "Payouts".into(), expected_at: None })),
        ("in_progress", working()),
        ("awaiting_merchant", working().then(asked())),
        ("awaiting_third_party", working().then(What::ThirdpartyWait { party: "the carrier".into() })),
        ("resolution_proposed", working().then(proposed())),
        ("in_review", Life::of(Level::A).then(proposed()).then(What::Confirmed)),
        ("in_review, lapsed", lapsing(Level::A)),
        ("closed, confirmed", working().then(proposed()).then(What::Confirmed)),
        ("closed, lapsed", lapsing(Level::B)),
        ("closed, self-resolved", simple),
        ("closed, withdrawn", b().then(What::Withdrawn)),
        ("closed, duplicate", b().then(What::Duplicate { of: "RD-1".into() })),
        ("closed, inadmissible", b().then(What::Inadmissible { reasons: reason() })),
        ("archived", archived),
    ]
}

/// The state that `what` leads to, a minute later and by its usual actor.
fn after(life: &Life, what: &What) -> Result<&'static str, Refused> {
    let mut life = life.clone();
    life.tell(Span::minutes(1), usual(what), what.clone())?;
    Ok(life.case.status().code())
}

#[test]
fn every_state_takes_its_events_and_refuses_the_others() {
    let mut table = String::new();
    for (name, life) in lives() {
        assert_eq!(life.case.status().code(), name.split(',').next().unwrap());
        table += &format!("{name}\n");
        for what in specimens() {
            match after(&life, &what) {
                Ok(status) => table += &format!("  {what:?} -> {status}\n"),
                Err(refused) => {
                    let status = life.case.status().code();
                    assert_eq!(refused, Refused::OutOfOrder { status, kind: what.kind() }, "{name}");
                }
            }
        }
    }
    assert_eq!(table, include_str!("pinned/states.txt"));
}

/// What a merchant's action is told as.
pub(crate) fn told(action: MerchantAction) -> What {
    match action {
        MerchantAction::Reply => message(),
        MerchantAction::Confirm => What::Confirmed,
        MerchantAction::Reject => What::Rejected { reason: reason() },
        MerchantAction::Withdraw => What::Withdrawn,
        MerchantAction::Escalate => What::Escalated { reason: reason() },
        MerchantAction::ContestLevel => What::LevelContested { level: Level::S, reason: reason() },
        MerchantAction::Contest => What::Contested { reason: reason() },
        MerchantAction::Reopen => What::Reopened { reason: reason() },
        MerchantAction::Rate => What::Rated { solved: false, text: String::new() },
    }
}

/// Every action that the merchant's page offers is taken, and no other.
pub(crate) fn check_actions(life: &Life) {
    let view = life.case.view(ID, Delivery::Delivered, &life.events);
    let taken = |action: &MerchantAction| life.clone().tell(Span(0), Actor::MERCHANT, told(*action)).is_ok();
    let taken: Vec<_> = MerchantAction::ALL.iter().copied().filter(taken).collect();
    assert_eq!(view.allowed_actions, taken, "{}", view.status);
}

#[test]
fn the_merchant_is_offered_what_is_taken() {
    for (_, life) in lives() {
        check_actions(&life);
    }
}
