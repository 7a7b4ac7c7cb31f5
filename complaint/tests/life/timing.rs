//! What the clocks say, and when.

use crate::steps::*;
use complaint::clock::{Calendar, ClockKind};
use complaint::event::{Actor, What};
use complaint::level::{Level, Promise};
use complaint::site::Policy;
use complaint::time::{Millis, Span};
use complaint::view::{ClockState, ClockView, Delivery};
use std::collections::BTreeMap;

/// Minutes since [`START`], and the id less the moment it ends with.
fn heard(said: Vec<(Millis, String)>) -> Vec<(i64, String)> {
    let minutes = |at: Millis| (at - START).0 / 60_000;
    said.into_iter().map(|(at, id)| (minutes(at), id.rsplit_once(':').unwrap().0.to_owned())).collect()
}

#[track_caller]
fn check(mut life: Life, until: Span, expected: &[(i64, &str)]) -> Life {
    let heard = heard(life.wait(START + until));
    let heard: Vec<_> = heard.iter().map(|(at, id)| (*at, id.as_str())).collect();
    assert_eq!(heard, expected);
    life
}

#[test]
fn a_forgotten_critical_complaint_is_spoken_of() {
    let life = check(
        Life::of(Level::S),
        Span::hours(2),
        &[
            (0, "sla.warning:forward"), // 45 s.
            (1, "sla.breached:forward"),
            (3, "sla.warning:assign"),
            (5, "sla.breached:assign"),
            (11, "sla.warning:contact"),
            (15, "sla.breached:contact"),
            (15, "complaint.escalated:contact"),
            (90, "sla.warning:update"),
            (120, "sla.breached:update"),
        ],
    );
    assert!(life.case.is_open());
}

#[test]
fn a_kept_promise_is_not_spoken_of() {
    let life = Life::of(Level::A).then(What::Forwarded { case: "C-1".into() }).then(message());
    assert_eq!(life.case.overdue(START + Span::hours(6)), []);
}

#[test]
fn one_flag_for_all_that_breaks() {
    let mut life = Life::of(Level::A);
    let ids: Vec<_> = life.ring(START + Span::days(90));
    let flags = ids.iter().filter(|id| id.starts_with("complaint.escalated")).count();
    let breaches = ids.iter().filter(|id| id.starts_with("sla.breached")).count();
    assert_eq!((flags, breaches, ids.len()), (1, 7, 8)); // Too late to warn of anything.
    assert_eq!(life.case.wakes_at(), None);
}

#[test]
fn silence_is_reminded_of_and_then_the_file_decides() {
    let life = Life::of(Level::A).then(What::Forwarded { case: String::new() }).then(asked());
    let hours = |n: i64| 60 * n;
    let life = check(
        life,
        Span::hours(80),
        &[
            (hours(24), "sla.reminder:merchant_reply"),
            (hours(48), "sla.reminder:merchant_reply"),
            (hours(72), "info.lapsed:merchant_reply"),
            (hours(78), "sla.warning:update"),
        ],
    );
    assert_eq!(life.case.status().code(), "in_progress");
}

#[test]
fn an_unanswered_proposal_lapses_and_is_put_away() {
    let life = Life::of(Level::B).then(What::Forwarded { case: String::new() }).then(proposed());
    let days = |n: i64| 24 * 60 * n;
    let life = check(
        life,
        Span::days(60),
        &[
            (days(3), "sla.reminder:confirmation"),
            (days(6), "sla.reminder:confirmation"),
            (days(7), "resolution.lapsed:confirmation"),
            (days(37), "complaint.archived"),
        ],
    );
    assert_eq!(life.case.wakes_at(), None);
    let view = life.case.view(ID, Delivery::Delivered, &life.events);
    let confirmation = view.confirmation.unwrap().code();
    assert_eq!((view.status.as_str(), view.outcome.unwrap().code(), confirmation), ("archived", "upheld", "lapsed"));
}

#[test]
fn a_promise_that_ends_with_the_lapse_is_broken_and_a_later_one_is_not() {
    let proposed_before_the_legal_end = |by: Span| {
        let mut life = Life::of(Level::B).then(What::Forwarded { case: String::new() }).then(message());
        let legal = START + Span::days(61);
        life.tell(legal - by - life.now(), handler(), proposed()).unwrap();
        life.ring(life.now());
        life.ring(legal + Span::days(1))
            .into_iter()
            .map(|id| id.split(':').next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(proposed_before_the_legal_end(Span::days(7)), ["sla.breached", "resolution.lapsed"]);
    assert_eq!(proposed_before_the_legal_end(Span::days(7) + Span(1)), ["resolution.lapsed"]);
}

#[test]
fn a_late_alarm_reminds_once() {
    let mut life = Life::of(Level::B).then(proposed());
    let ids = life.ring(life.now() + Span::days(6) + Span::hours(1));
    let reminded = life.now() - Span::hours(1);
    assert_eq!(ids, [format!("sla.reminder:confirmation:{}", reminded.0)]);
    assert_eq!(life.case.wakes_at(), Some(reminded + Span::days(1)));
}

#[test]
fn a_promise_broken_before_the_alarm_is_still_broken() {
    let mut life = Life::of(Level::S).then(What::Forwarded { case: String::new() });
    life.tell(Span::minutes(20), handler(), message()).unwrap(); // Five minutes late, and nobody has said so.
    let heard = heard(life.wait(life.now()));
    let ids: Vec<_> = heard.iter().map(|(_, id)| id.as_str()).collect();
    assert_eq!(ids, ["sla.breached:assign", "sla.breached:contact", "complaint.escalated:contact"]);
}

#[test]
fn what_was_broken_does_not_pause() {
    let clock = |life: &Life, kind| *life.case.clocks().iter().find(|clock| clock.clock == kind).unwrap();
    let mut life = Life::of(Level::A).then(message());
    life.tell(Span::hours(25), handler(), asked()).unwrap();
    let due_at = START + Span::hours(24);
    let missed = ClockView { clock: ClockKind::Proposal, state: ClockState::Missed, due_at, warn_at: None, left: None };
    assert_eq!(clock(&life, ClockKind::Proposal), missed);
    let closure = clock(&life, ClockKind::Closure);
    assert_eq!((closure.state, closure.left), (ClockState::Paused, Some(Span::hours(23) - Span::seconds(1))));
}

#[test]
fn the_second_rejection_raises_the_flag() {
    let rejected = || What::Rejected { reason: reason() };
    let escalated = |life: &Life| life.case.view(ID, Delivery::Delivered, &[]).escalated;
    let life = Life::of(Level::B).then(proposed()).then(rejected());
    assert!(!escalated(&life));
    let life = life.then(proposed()).then(rejected());
    assert!(escalated(&life));
}

#[test]
fn critical_and_high_are_always_reviewed_and_the_others_by_lot() {
    let share = |level, review_percent| {
        let ended = |n: u32| {
            let policy = Policy { review_percent, ..Policy::default() };
            let mut events = Life::begin(level, policy.clone()).then(proposed()).then(What::Confirmed).events;
            events[0].id = format!("RD-{n:013}:0");
            complaint::case::Case::replay(&policy, &events).unwrap().status().code() == "in_review"
        };
        (0..1_000).filter(|n| ended(*n)).count()
    };
    assert_eq!((share(Level::S, 0), share(Level::A, 0)), (1_000, 1_000));
    assert_eq!((share(Level::B, 0), share(Level::C, 100)), (0, 1_000));
    assert!((70..130).contains(&share(Level::B, 10)), "{}", share(Level::B, 10));
}

#[test]
fn a_review_is_on_the_clock() {
    let life = Life::of(Level::A).then(What::Forwarded { case: String::new() }).then(proposed()).then(What::Confirmed);
    let heard = heard(life.clone().wait(START + Span::days(2)));
    let minute = |hours: i64| 60 * hours;
    assert!(heard.contains(&(minute(18), "sla.warning:review".into())));
    assert!(heard.contains(&(minute(24), "sla.breached:review".into())));
    let closed = life.then(What::ReviewPassed);
    assert_eq!(closed.case.wakes_at(), Some(closed.now() + Span::days(30)), "then it is put away");
}

#[test]
fn reopening_does_not_break_the_law_in_retrospect() {
    let mut life = Life::of(Level::B).then(proposed());
    life.wait(START + Span::days(8));
    life.tell(Span::days(29), Actor::MERCHANT, What::Reopened { reason: reason() }).unwrap();
    let legal = |life: &Life| life.case.clocks().into_iter().find(|clock| clock.clock == ClockKind::Legal).unwrap();
    assert_eq!(legal(&life).state, ClockState::Running); // 36 days of two months.
    let mut life = life.then(proposed()).then(What::Confirmed);
    life.tell(Span::days(29), Actor::MERCHANT, What::Reopened { reason: reason() }).unwrap();
    assert_eq!(legal(&life).state, ClockState::Met); // It was decided in time.
}

#[test]
fn a_site_may_promise_more_but_no_less_and_nothing_odd() {
    let minutes = |contact| Promise { contact: Span::minutes(contact), ..Level::C.promise() };
    let contacts = |own: &[(Level, i64)]| {
        let promises: BTreeMap<_, _> = own.iter().map(|(level, contact)| (*level, minutes(*contact))).collect();
        let policy = Policy { promises, ..Policy::default() };
        Level::ALL.iter().map(|level| policy.promise(*level).contact.0 / 60_000).collect::<Vec<_>>()
    };
    assert_eq!(contacts(&[]), [15, 30, 120, 120]);
    assert_eq!(contacts(&[(Level::A, 20)]), [15, 20, 120, 120]);
    assert_eq!(contacts(&[(Level::S, 60)]), [15, 30, 120, 120]); // Looser has no effect.
    assert_eq!(contacts(&[(Level::C, 10)]), [10, 10, 10, 10]); // What is more urgent never waits longer.
}

#[test]
fn a_calendar_is_in_order() {
    let check = |intervals: &str, index| {
        let read: Result<Calendar, _> = serde_json::from_str(intervals);
        let fault = read.err().map(|fault| fault.to_string());
        let expected = format!("working interval {index} is empty, or begins before its predecessor ends");
        assert_eq!(fault, Some(expected));
    };
    check("[[5,5]]", 0);
    check("[[1,2],[3,9],[8,10]]", 2);
    assert!(serde_json::from_str::<Calendar>("[[1,2],[2,3],[5,9]]").is_ok());
}
