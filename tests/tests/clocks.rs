//! The edge on the clock: it says itself that a promise is broken, and a clock that jumps breaks nothing.

use complaint::api::CloudEvent;
use complaint::clock::ClockKind;
use complaint::event::{ActorKind, What};
use complaint::level::Level;
use complaint::time::Span;
use redress_tests::draft::{self, deed};
use redress_tests::runtime::Edge;
use redress_tests::toy_platform::{Answer, ToyPlatform};
use redress_tests::wait::until;
use std::collections::HashSet;

/// As far as a clock may be wrong before platforms refuse the signatures that it dates: they hold for five minutes.
const JUMP: Span = Span::seconds(290);

/// A critical complaint is promised a team within five minutes; nobody at this platform cares.
#[test]
fn a_broken_promise_is_said_once_and_by_the_edge() {
    let platform = ToyPlatform::busy_for("toy", 0);
    let mut edge = Edge::start(&[platform.site()]);
    let receipt = edge.client.receipt(&draft::critical("toy", "m-1"));
    assert_eq!(receipt.level, Level::S);
    let assign = receipt.due.iter().find(|due| due.clock == ClockKind::Assign).unwrap();
    assert_eq!(assign.at - receipt.received_at, Span::minutes(5));

    let broken = || {
        let taken = platform.taken();
        let of_assign = taken.into_iter().filter(|event| event.subject == receipt.id && breaks_assign(event));
        of_assign.map(|event| event.data.event.actor.kind).collect::<Vec<_>>()
    };
    edge.kill();
    edge.restart_with_clock(JUMP);
    until("the edge says that it was broken", || {
        // The alarm rings by the runtime's clock, which did not jump: anything else has to wake the docket, but for filings,
        // which go before what is due.
        edge.client.replay(&receipt);
        (!broken().is_empty()).then_some(())
    });

    edge.kill();
    edge.restart_with_clock(JUMP);
    let next = edge.client.receipt(&draft::critical("toy", "m-1"));
    until("the docket is at rest", || platform.has(next.id, 2).then_some(()));
    assert_eq!(broken(), [ActorKind::Edge], "once, however often the docket wakes");
    platform.assert_sound();
    edge.assert_sound();
}

#[test]
fn a_clock_that_jumps_back_dates_nothing_back() {
    let platform = ToyPlatform::busy_for("toy", 0);
    let mut edge = Edge::start(&[platform.site()]);
    edge.kill();
    edge.restart_with_clock(JUMP);
    let first = edge.client.receipt(&draft::critical("toy", "m-1"));
    let assigned = What::Assigned { team: "funds".into(), expected_at: None };
    edge.client.report(&first, &deed(&first, "assigned", assigned));
    until("the edge knows that the platform has it", || (edge.client.deliveries(&first).sent == 4).then_some(()));
    // Not on disk yet, but by the next receipt it is. What is in flight at the jump waits as long again.
    let before = edge.client.receipt(&draft::critical("toy", "m-1"));

    edge.kill();
    edge.restart();
    let second = edge.client.receipt(&draft::critical("toy", "m-1"));
    assert!(second.claimed_at < before.received_at, "the clock is back where it was");
    assert!(second.received_at > before.received_at, "of one merchant's complaints the later one is later");
    edge.client.report(&first, &deed(&first, "message", What::Message { text: "I am looking into it.".into() }));
    until("the platform has it", || platform.has(first.id, 4).then_some(()));
    let view = edge.client.view(&first);
    assert!(view.timeline.is_sorted_by_key(|entry| entry.at), "{:?}", view.timeline);
    platform.assert_sound();
    edge.assert_sound();
}

/// The alarm that looks after a delivery rings, rings again because the runtime dies while it is heeded, and that late.
#[test]
fn an_alarm_that_rings_twice_and_late_does_once_what_was_due() {
    let platform = ToyPlatform::start("toy", |n, _| if n < 2 { Answer::Hang } else { Answer::Take });
    let mut edge = Edge::start(&[platform.site()]);
    let receipt = edge.client.receipt(&draft::critical("toy", "m-1"));
    until("the first try is on its way", || (platform.attempts().len() == 1).then_some(()));
    edge.kill();
    edge.restart();
    until("the alarm rings", || (platform.attempts().len() == 2).then_some(()));
    edge.kill();
    edge.restart_with_clock(JUMP);
    until("it is delivered, and what the clocks say", || platform.has(receipt.id, 3).then_some(()));
    let places: Vec<_> = platform.taken().into_iter().map(|event| event.data.event.seq).collect();
    assert_eq!(places, Vec::from_iter(0..places.len() as u32));
    let first = platform.attempts().into_iter().take(3).map(|attempt| attempt.event.id);
    assert_eq!(first.collect::<HashSet<_>>().len(), 1, "the same event, the same id, at every try");
    platform.assert_sound();
    edge.assert_sound();
}

#[test]
fn a_clock_that_jumps_back_holds_up_no_first_try() {
    let platform = ToyPlatform::start("toy", |n, _| if n == 0 { Answer::Hang } else { Answer::Take });
    let mut edge = Edge::start(&[platform.site()]);
    edge.kill();
    edge.restart_with_clock(JUMP);
    let submission = draft::critical("toy", "m-1");
    let receipt = edge.client.receipt(&submission);
    until("the first try is on its way", || (platform.attempts().len() == 1).then_some(()));

    edge.kill();
    edge.restart();
    until("it is tried again", || {
        // The alarm was set by the clock that ran ahead: anything else has to wake the docket.
        assert_eq!(edge.client.file(&submission).unwrap().status, 200);
        (platform.cases() == [receipt.id]).then_some(())
    });
    platform.assert_sound();
    edge.assert_sound();
}

fn breaks_assign(event: &CloudEvent) -> bool {
    matches!(event.data.event.what, What::Breached { clock: ClockKind::Assign, .. })
}
