//! What is written down stays readable, and is written the same way: pinned byte for byte.

use crate::steps::*;
use complaint::event::{Actor, Event, Resolution, What};
use complaint::level::Level;
use complaint::limits;
use complaint::reason::Outcome;
use complaint::time::{Millis, Span};
use complaint::view::{Delivery, View};

/// One of every kind, the optional parts filled in; `specimens` has them empty.
fn events() -> Vec<Event> {
    let full = [
        What::Assigned { team: "Payouts".into(), expected_at: Some(Millis(1_795_360_000_000)) },
        What::InfoRequested { what: "Invoice".into(), why: "Disputed".into(), until: Some(Millis(1_795_400_000_000)) },
        What::Proposed(Resolution {
            outcome: Outcome::PartlyUpheld,
            text: "The sum is paid out, the fee stays.".into(),
            points: vec!["The sum".into(), "The fee".into()],
            offer: Some("12.50 EUR".into()),
        }),
        What::Rated { solved: false, text: "It took long.".into() },
    ];
    let life = Life::of(Level::B);
    let mut events = life.events;
    for what in specimens().into_iter().chain(full) {
        let seq = events.len() as u32;
        let actor = match usual(&what) {
            actor if actor == handler() => Actor { team: Some("Payouts".into()), ..actor },
            actor => actor,
        };
        events.push(Event { id: format!("event-{seq}"), seq, at: START + Span::minutes(seq.into()), actor, what });
    }
    events
}

#[test]
fn events_are_stored_as_ever() {
    let lines: Vec<_> = events().iter().map(|event| serde_json::to_string(event).unwrap()).collect();
    let pinned: Vec<_> = include_str!("pinned/events.jsonl").lines().collect();
    assert_eq!(lines, pinned);
    let read: Vec<Event> = pinned.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(read, events());
}

#[test]
fn what_is_not_known_is_not_read() {
    let check = |json: &str| assert!(serde_json::from_str::<What>(json).is_err(), "{json}");
    check(r#"{"type":"resolution.guessed"}"#);
    check(r#"{"type":"message.sent","data":{"text":"a","html":"<b>a</b>"}}"#);
    check(r#"{"type":"message.sent","data":{}}"#);
    check(r#"{"type":"level.changed","data":{"level":"X","reason":"a","approved_by":null}}"#);
    // What may be left out.
    for json in [
        r#"{"type":"resolution.confirmed"}"#,
        r#"{"type":"complaint.assigned","data":{"team":"Payouts"}}"#,
        r#"{"type":"info.requested","data":{"what":"Invoice","why":"Disputed"}}"#,
        r#"{"type":"level.changed","data":{"level":"S","reason":"a"}}"#,
    ] {
        assert!(serde_json::from_str::<What>(json).is_ok(), "{json}");
    }
}

#[test]
fn a_view_is_shown_as_ever() {
    let mut life = Life::of(Level::A).then(What::Forwarded { case: "C-1".into() });
    let assigned = What::Assigned { team: "Payouts".into(), expected_at: Some(START + Span::hours(1)) };
    life = life.then(assigned).then(message());
    life.tell(Span::hours(21), handler(), asked()).unwrap();
    let check = |life: &Life, delivery, pinned: &str| {
        let view = life.case.view(ID, delivery, &life.events);
        assert_eq!(serde_json::to_string_pretty(&view).unwrap(), pinned.trim_end());
        assert_eq!(serde_json::from_str::<View>(pinned).unwrap(), view);
    };
    check(&life, Delivery::Delivered, include_str!("pinned/awaiting.json"));
    let life = life.then(proposed()).then(What::Confirmed).then(What::ReviewPassed);
    check(&life, Delivery::Parked, include_str!("pinned/closed.json"));
}

#[test]
fn who_has_it_and_when_to_expect_what() {
    let view = |life: &Life| life.case.view(ID, Delivery::Pending, &[]);
    let shown = |life: &Life| {
        let view = view(life);
        (view.responsible_team, view.responsible_name, view.expected_at.map(|at| at - START))
    };
    let text = |text: &str| Some(text.to_owned());
    let life = Life::of(Level::A);
    assert_eq!(shown(&life), (None, None, Some(Span::minutes(30)))); // The first human contact.
    let life = life.then(What::Assigned { team: "Payouts".into(), expected_at: Some(START + Span::minutes(20)) });
    assert_eq!(shown(&life), (text("Payouts"), None, Some(Span::minutes(20)))); // As the platform says.
    let mut life = life.then(message());
    life.tell(Span::minutes(30), handler(), message()).unwrap();
    let next = Span::minutes(30) + Span::seconds(2) + Span::hours(8);
    assert_eq!(shown(&life), (text("Payouts"), text("Ana K."), Some(next))); // What it said is over: the next update.
    let life = life.then(asked());
    let next = Span::minutes(30) + Span::seconds(3) + limits::MERCHANT_REPLY;
    assert_eq!(shown(&life), (text("Payouts"), text("Ana K."), Some(next)));
    assert_eq!(shown(&life.then(What::Withdrawn)).2, None);
}
