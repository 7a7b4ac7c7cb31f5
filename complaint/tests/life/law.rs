//! What may never happen: the wrong actor, missing words, an event out of its place.

use crate::steps::*;
use complaint::case::Refused;
use complaint::event::{Actor, ActorKind, Event, Resolution, What};
use complaint::level::Level;
use complaint::reason::Outcome;
use complaint::time::{Millis, Span};

fn machine(actor: Actor) -> Actor {
    Actor { automated: true, ..actor }
}

#[track_caller]
fn check(life: &Life, actor: Actor, what: What, refused: Refused) {
    assert_eq!(life.clone().tell(Span::minutes(1), actor, what).err(), Some(refused));
}

#[test]
fn every_event_has_its_actors() {
    let actors = [Actor::EDGE, Actor::MERCHANT, PLATFORM, handler(), machine(handler()), reviewer()];
    let mut table = String::new();
    for what in specimens() {
        // The actor is judged before the state.
        let may = |actor: &&Actor| {
            let told = Life::of(Level::B).tell(Span::minutes(1), (*actor).clone(), what.clone());
            !matches!(told, Err(Refused::NotAllowed { .. }))
        };
        let name = |actor: &Actor| match (actor.kind, actor.automated) {
            (ActorKind::Handler, true) => "handler's machine",
            (kind, _) => kind.code(),
        };
        let may: Vec<_> = actors.iter().filter(may).map(name).collect();
        table += &format!("{what:?}: {}\n", may.join(", "));
    }
    assert_eq!(table, include_str!("pinned/actors.txt"));
}

#[test]
fn no_machine_proposes() {
    let life = Life::of(Level::B);
    let kind = "resolution.proposed";
    check(&life, Actor::EDGE, proposed(), Refused::NotAllowed { kind, field: "actor.kind" });
    check(&life, PLATFORM, proposed(), Refused::NotAllowed { kind, field: "actor.kind" });
    check(&life, machine(handler()), proposed(), Refused::NotAllowed { kind, field: "actor.automated" });
    // The reviewer must be another person, so the handler is one with a name.
    let nameless = Actor { name: None, ..handler() };
    check(&life, nameless, proposed(), Refused::Incomplete { field: "actor.name" });
}

#[test]
fn a_level_is_lowered_with_a_reason_and_by_two() {
    let life = Life::of(Level::A);
    let lower = |reason: &str, second: Option<&str>| What::LevelChanged {
        level: Level::C,
        reason: reason.into(),
        approved_by: second.map(str::to_owned),
    };
    let kind = "level.changed";
    let second = "event.data.approved_by";
    check(&life, handler(), lower("", Some("Ben R.")), Refused::Incomplete { field: "event.data.reason" });
    check(&life, handler(), lower("Small sum", None), Refused::Incomplete { field: second });
    check(&life, handler(), lower("Small sum", Some(" ")), Refused::Incomplete { field: second });
    check(&life, handler(), lower("Small sum", Some("ana k. ")), Refused::NotAllowed { kind, field: second });
    check(&life, PLATFORM, lower("Small sum", Some("Ben R.")), Refused::NotAllowed { kind, field: "actor.kind" });
    let nameless = Actor { name: None, ..handler() };
    check(&life, nameless, lower("Small sum", Some("Ben R.")), Refused::Incomplete { field: "actor.name" });
    assert_eq!(life.clone().then(lower("Small sum", Some("Ben R."))).case.level(), Level::C);
    // Raising takes a reason and nobody's leave.
    let raised = What::LevelChanged { level: Level::S, reason: "Funds frozen".into(), approved_by: None };
    let mut life = life;
    life.tell(Span(0), PLATFORM, raised).unwrap();
    assert_eq!((life.case.level(), life.case.triage().level), (Level::S, Level::A));
}

#[test]
fn nobody_reviews_their_own_work() {
    let life = Life::of(Level::S).then(proposed()).then(What::Confirmed);
    let same = Actor { name: Some("ANA K.".into()), ..reviewer() };
    let field = "actor.name";
    check(&life, same.clone(), What::ReviewPassed, Refused::NotAllowed { kind: "review.passed", field });
    let failed = What::ReviewFailed { reason: reason() };
    check(&life, same, failed, Refused::NotAllowed { kind: "review.failed", field });
    let nameless = Actor { name: None, ..reviewer() };
    check(&life, nameless, What::ReviewPassed, Refused::Incomplete { field });
    assert!(!life.then(What::ReviewPassed).case.is_open());
}

#[test]
fn a_pause_has_a_reason_to_read_and_an_end_in_reach() {
    let life = Life::of(Level::B).then(message());
    let ask = |what: &str, why: &str, until| What::InfoRequested { what: what.into(), why: why.into(), until };
    let now = life.now() + Span::minutes(1);
    check(&life, handler(), ask("", "Disputed", None), Refused::Incomplete { field: "event.data.what" });
    check(&life, handler(), ask("Invoice", "\n", None), Refused::Incomplete { field: "event.data.why" });
    let field = "event.data.until";
    check(&life, handler(), ask("Invoice", "Disputed", Some(now)), Refused::Incomplete { field });
    let late = now + Span::hours(72) + Span(1);
    check(&life, handler(), ask("Invoice", "Disputed", Some(late)), Refused::Incomplete { field });
    let kind = "info.requested";
    check(&life, machine(handler()), asked(), Refused::NotAllowed { kind, field: "actor.automated" });
}

#[test]
fn nothing_is_said_in_empty_words() {
    let blank = || " ".to_owned();
    let life = Life::of(Level::B);
    let resolution = |outcome, text: &str, points: &[&str], offer: Option<&str>| {
        let points = points.iter().map(|point| (*point).to_owned()).collect();
        What::Proposed(Resolution { outcome, text: text.into(), points, offer: offer.map(str::to_owned) })
    };
    for (what, field) in [
        (What::Assigned { team: blank(), expected_at: None }, "event.data.team"),
        (What::Assigned { team: "Payouts".into(), expected_at: Some(START) }, "event.data.expected_at"),
        (What::Message { text: blank() }, "event.data.text"),
        (What::Message { text: "a".repeat(10_001) }, "event.data.text"),
        (What::InfoProvided { text: blank() }, "event.data.text"),
        (What::ThirdpartyWait { party: blank() }, "event.data.party"),
        (resolution(Outcome::Upheld, " ", &[], None), "event.data.text"),
        (resolution(Outcome::Upheld, "Paid.", &[""], None), "event.data.points"),
        (resolution(Outcome::Upheld, "Paid.", &["Fee"], Some("")), "event.data.offer"),
        // Only the merchant withdraws, and silence is no proposal.
        (resolution(Outcome::Withdrawn, "Paid.", &[], None), "event.data.outcome"),
        (resolution(Outcome::NoReply, "Paid.", &[], None), "event.data.outcome"),
        (What::Rejected { reason: blank() }, "event.data.reason"),
        (What::SuggestionAccepted { answer: blank() }, "event.data.answer"),
        (What::ReviewFailed { reason: blank() }, "event.data.reason"),
        (What::Inadmissible { reasons: blank() }, "event.data.reasons"),
        (What::Contested { reason: blank() }, "event.data.reason"),
        (What::Duplicate { of: blank() }, "event.data.of"),
        (What::Reopened { reason: blank() }, "event.data.reason"),
        (What::Escalated { reason: blank() }, "event.data.reason"),
        (What::LevelContested { level: Level::S, reason: blank() }, "event.data.reason"),
        (What::Rated { solved: true, text: "a".repeat(10_001) }, "event.data.text"),
        (What::Forwarded { case: "a".repeat(121) }, "event.data.case"),
    ] {
        check(&life, usual(&what), what, Refused::Incomplete { field });
    }
    let unnamed = Actor { name: Some(String::new()), ..handler() };
    check(&life, unnamed, message(), Refused::Incomplete { field: "actor.name" });
}

#[test]
fn events_come_in_their_places() {
    let life = Life::of(Level::B).then(message());
    let event = |seq, at| Event { id: "late".into(), seq, at, actor: handler(), what: message() };
    let on = |seq, at| life.case.on(&life.policy, &event(seq, at)).map(|_| ());
    let last = life.now();
    assert_eq!(on(3, last), Ok(()));
    assert_eq!(on(3, last - Span(1)), Err(Refused::Backdated { at: last - Span(1), last }));
    assert_eq!(on(2, last), Err(Refused::NotNext { seq: 2, next: 3 }));
    assert_eq!(on(4, last), Err(Refused::NotNext { seq: 4, next: 3 }));
}

#[test]
fn a_life_begins_with_receipt_and_triage() {
    let life = Life::of(Level::B).then(message());
    let replay = |events: &[Event]| complaint::case::Case::replay(&life.policy, events).map(|_| ());
    let new = |kind| Err(Refused::OutOfOrder { status: "new", kind });
    assert_eq!(replay(&life.events), Ok(()));
    assert_eq!(replay(&[]), new(""));
    assert_eq!(replay(&life.events[..1]), new("complaint.received"));
    assert_eq!(replay(&life.events[1..]), new("complaint.triaged"));
    let received_again = life.events[0].what.clone();
    check(
        &life,
        Actor::EDGE,
        received_again,
        Refused::OutOfOrder { status: "in_progress", kind: "complaint.received" },
    );
}

#[test]
fn the_edge_speaks_of_clocks_only_when_it_is_time() {
    let life = Life::of(Level::S);
    let at = |after: Span, what: What| life.clone().tell(after, Actor::EDGE, what).map_err(|refused| refused.code());
    let clock = complaint::clock::ClockKind::Contact;
    let due_at = START + Span::minutes(15);
    let breach = |due_at: Millis| What::Breached { clock, due_at };
    assert_eq!(at(Span::minutes(15), breach(due_at)), Ok(()));
    assert_eq!(at(Span::minutes(15) - Span(1), breach(due_at)), Err("out_of_order"));
    assert_eq!(at(Span::minutes(15), breach(due_at - Span(1))), Err("out_of_order"));
    assert_eq!(at(Span::minutes(16), What::Warning { clock, due_at }), Err("out_of_order")); // Too late to warn.
    let escalated = || What::Escalated { reason: "contact".into() };
    assert_eq!(at(Span::minutes(15), escalated()), Ok(()));
    assert_eq!(at(Span::minutes(14), escalated()), Err("out_of_order"));
    // Nobody else speaks for the clocks.
    check(&life, PLATFORM, breach(due_at), Refused::NotAllowed { kind: "sla.breached", field: "actor.kind" });
}

#[test]
fn doors_close_after_thirty_days_and_some_after_one_use() {
    let closed = || Life::of(Level::B).then(proposed()).then(What::Confirmed);
    let reopened = || What::Reopened { reason: reason() };
    let tell = |mut life: Life, after: Span, what: What| life.tell(after, usual(&what), what).map_err(|e| e.code());
    let (month, late) = (Span::days(30), Err("out_of_order"));
    assert_eq!(tell(closed(), month - Span(1), reopened()), Ok(()));
    assert_eq!(tell(closed(), month, reopened()), late);
    assert_eq!(tell(closed(), month - Span(1), What::Archived), late); // It could still be reopened.
    assert_eq!(tell(closed(), month, What::Archived), Ok(()));

    let inadmissible = || Life::of(Level::B).then(What::Inadmissible { reasons: reason() });
    let contested = || What::Contested { reason: reason() };
    assert_eq!(tell(inadmissible(), month - Span(1), contested()), Ok(()));
    assert_eq!(tell(inadmissible(), month, contested()), late);
    // Contested once, it is worked on, and cannot be called inadmissible again.
    assert_eq!(tell(inadmissible().then(contested()), Span(0), What::Inadmissible { reasons: reason() }), late);

    let rated = || What::Rated { solved: true, text: String::new() };
    assert_eq!(tell(closed().then(rated()), Span(0), rated()), late);
    let level_contested = || What::LevelContested { level: Level::A, reason: reason() };
    assert_eq!(tell(Life::of(Level::B).then(level_contested()), Span(0), level_contested()), late);
    assert_eq!(tell(Life::of(Level::A), Span(0), level_contested()), late); // Nothing more urgent is asked for.
    let escalated = || What::Escalated { reason: reason() };
    assert_eq!(tell(Life::of(Level::B).then(escalated()), Span(0), escalated()), late);
    let forwarded = || What::Forwarded { case: String::new() };
    assert_eq!(tell(Life::of(Level::B).then(forwarded()), Span(0), forwarded()), late);
}
