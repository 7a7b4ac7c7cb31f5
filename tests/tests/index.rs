//! What a platform is told of all its complaints at once, and what that knowledge is good for: lists, replays, the sweep.

use complaint::api::{Listed, Receipt, Replayed};
use complaint::event::What;
use complaint::time::Span;
use complaint::view::{Delivery, Stage};
use redress_tests::client::Client;
use redress_tests::draft::{self, deed};
use redress_tests::runtime::Edge;
use redress_tests::toy_platform::{Answer, ToyPlatform};
use redress_tests::wait::until;
use std::collections::HashSet;
use std::sync::{Arc, Mutex};

#[test]
fn complaints_are_listed_to_their_platform_and_no_other() {
    let (toy, other) = (ToyPlatform::busy_for("toy", 0), ToyPlatform::busy_for("other", 0));
    let edge = Edge::start(&[toy.site(), other.site()]);
    let critical = edge.client.receipt(&draft::critical("toy", "m-1"));
    let low = edge.client.receipt(&draft::submission("toy", draft::draft("How long does a payout take?")));
    let foreign = edge.client.receipt(&draft::any("other"));
    edge.client.report(&critical, &deed(&critical, "word", What::Message { text: "I am looking into it.".into() }));
    for receipt in [&critical, &low, &foreign] {
        until_listed(&edge.client, receipt, |listed| listed.delivery == Delivery::Delivered);
    }
    until_listed(&edge.client, &critical, |listed| listed.stage == Stage::Handling);

    let check = |query: &str, expected: &[&Receipt]| {
        let found = edge.client.list("complaints", "toy", query).complaints;
        let expected: Vec<_> = expected.iter().map(|receipt| receipt.id).collect();
        assert_eq!(found.iter().map(|listed| listed.id).collect::<Vec<_>>(), expected, "{query}: {found:?}");
    };
    check("", &[&low, &critical]);
    check("level=S", &[&critical]);
    check("level=A", &[]);
    check("stage=handling", &[&critical]);
    check("stage=assigned", &[&low]);
    check("queue=risk&level=C", &[]);
    check(&format!("since={}", low.received_at.0), &[&low]);
    check("overdue=true", &[]);
    let first = edge.client.list("complaints", "toy", "limit=1");
    assert_eq!(first.complaints[0].id, low.id);
    let after = first.next.unwrap();
    // One more is received meanwhile: it belongs before what was read.
    let late = edge.client.receipt(&draft::any("toy"));
    until_listed(&edge.client, &late, |_| true);
    check(&format!("limit=1&cursor={after}"), &[&critical]);
    assert_eq!(edge.client.list("complaints", "toy", &format!("limit=1&cursor={after}")).next, None);
    assert_eq!(edge.client.list("complaints", "other", "").complaints.len(), 1);

    for (path, status) in [
        ("complaints?site=other", 401),
        ("complaints?site=nowhere", 401),
        ("complaints", 401),
        ("deliveries?site=other", 401),
        ("complaints?site=toy&level=critical", 422),
        ("complaints?site=toy&colour=red", 422),
        ("deliveries?site=toy&state=delivered", 422),
    ] {
        let reply = edge.client.ask("GET", &format!("/v1/platform/{path}"), "toy");
        assert_eq!((reply.status, reply.problem().status), (status, status), "{path}");
    }
    edge.assert_sound();
}

#[test]
fn what_is_parked_is_listed_and_replayed_at_once() {
    let answer = Arc::new(Mutex::new(Answer::Status(410)));
    let platform = ToyPlatform::under("toy", &answer);
    let edge = Edge::start(&[platform.site()]);
    let receipts: Vec<_> = (0..3).map(|n| edge.client.receipt(&draft::critical("toy", &format!("m-{n}")))).collect();
    for receipt in &receipts {
        until_listed(&edge.client, receipt, |listed| listed.delivery == Delivery::Parked);
    }
    let parked = || edge.client.list("deliveries", "toy", "state=parked").complaints.len();
    assert_eq!(parked(), 3);
    assert_eq!(edge.client.list("deliveries", "toy", "state=pending").complaints, []);

    *answer.lock().unwrap() = Answer::Take;
    let replay = |cursor: &str| {
        let reply = edge.client.ask("POST", &format!("/v1/platform/deliveries/replay?site=toy&limit=2{cursor}"), "toy");
        assert_eq!(reply.status, 200, "{reply:?}");
        reply.json::<Replayed>()
    };
    let Replayed { complaints, next } = replay("");
    assert_eq!(complaints, 2);
    let rest = replay(&format!("&cursor={}", next.unwrap()));
    assert_eq!(rest, Replayed { complaints: 1, next: None });
    for receipt in &receipts {
        until("it is delivered", || platform.has(receipt.id, 1).then_some(()));
    }
    until("none is parked any more", || (parked() == 0).then_some(()));
    assert_eq!(replay("").complaints, 0, "nothing is left to be replayed");
    platform.assert_sound();
    edge.assert_sound();
}

#[test]
fn nothing_else_suffers_when_the_index_is_down() {
    let platform = ToyPlatform::busy_for("toy", 0);
    let mut edge = Edge::start(&[platform.site()]);
    edge.kill();
    edge.restart_without_index();
    let receipt = edge.client.receipt(&draft::any("toy"));
    let assigned = What::Assigned { team: "funds".into(), expected_at: None };
    edge.client.report(&receipt, &deed(&receipt, "assigned", assigned));
    until("it is delivered", || platform.has(receipt.id, 3).then_some(()));
    until("the docket has tried to tell the index", || edge.log().contains("error: index: ").then_some(()));
    let reply = edge.client.ask("GET", "/v1/platform/complaints?site=toy", "toy");
    assert_eq!((reply.status, reply.problem().code.as_str()), (503, "unavailable"));
    assert_eq!(edge.client.view(&receipt).delivery, Delivery::Delivered);

    edge.kill();
    edge.restart();
    // Whatever wakes the docket.
    edge.client.report(&receipt, &deed(&receipt, "word", What::Message { text: "I am looking into it.".into() }));
    until_listed(&edge.client, &receipt, |listed| listed.team.as_deref() == Some("funds"));
    platform.assert_sound();
    edge.assert_sound();
}

/// By the Worker's clock a team is late; the runtime's did not jump, so the alarm is lost for all that matters.
#[test]
fn the_sweep_wakes_a_docket_whose_alarm_does_not_ring() {
    let platform = ToyPlatform::busy_for("toy", 0);
    let mut edge = Edge::start(&[platform.site()]);
    let receipt = edge.client.receipt(&draft::critical("toy", "m-1"));
    until_listed(&edge.client, &receipt, |listed| listed.delivery == Delivery::Delivered);
    edge.kill();
    edge.restart_with_clock(Span::minutes(4) + Span::seconds(50));

    // Each of these is a spurious alarm as well.
    for _ in 0..10 {
        edge.sweep();
    }
    let said = || {
        let of_clocks = |kind: &String| kind.starts_with("sla.");
        platform.with_taken(|taken| taken.iter().map(|event| event.kind.clone()).filter(of_clocks).collect::<Vec<_>>())
    };
    until("the platform is told", || (!said().is_empty()).then_some(()));
    for _ in 0..10 {
        edge.sweep();
    }
    until_listed(&edge.client, &receipt, |listed| listed.delivery == Delivery::Delivered);
    // A slow machine comes to the breach; a warning is not given any more then.
    let (said, distinct) = (said(), said().into_iter().collect::<HashSet<_>>());
    assert_eq!(said.len(), distinct.len(), "once, however often the docket is woken: {said:?}");
    platform.assert_sound();
    edge.assert_sound();
}

#[track_caller]
fn until_listed(client: &Client, receipt: &Receipt, is_so: impl Fn(&Listed) -> bool) {
    until("the index says so", || {
        let complaints = client.list("complaints", &receipt.site, "limit=200").complaints;
        complaints.into_iter().find(|listed| listed.id == receipt.id && is_so(listed))
    });
}
