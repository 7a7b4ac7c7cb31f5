//! A receipt implies durability: the runtime dies without warning and loses nothing.

use complaint::api::Receipt;
use complaint::view::Delivery;
use redress_tests::draft;
use redress_tests::runtime::Edge;
use redress_tests::toy_platform::{Answer, ToyPlatform};
use redress_tests::wait::until;
use rusqlite::Connection;

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let platform = ToyPlatform::busy_for("toy", 0);
    let mut edge = Edge::start(&[platform.site()]);
    let mut cases = Vec::new();
    for _ in 0..3 {
        let submission = draft::any("toy");
        let first = edge.client.file(&submission).unwrap();
        edge.kill();
        edge.restart();
        assert_eq!(first.status, 201);
        let receipt: Receipt = first.json();
        let delivered = || (edge.client.view(&receipt).delivery == Delivery::Delivered).then_some(());
        until("it is delivered after the restart", delivered);
        let again = edge.client.file(&submission).unwrap();
        assert_eq!((again.status, again.body), (200, first.body));
        cases.push(receipt.id);
        assert_eq!(platform.cases(), cases);
    }
    platform.assert_sound();
    edge.assert_sound();
}

#[test]
fn what_nothing_was_done_for_yet_is_found_by_a_docket_that_wakes() {
    let platform = ToyPlatform::busy_for("toy", 0);
    let mut edge = Edge::start(&[platform.site()]);
    let receipts: Vec<_> = (0..40).map(|_| edge.client.receipt(&draft::critical("toy", "m-1"))).collect();
    edge.kill();
    let rows = |edge: &Edge| {
        let count = "SELECT count(*) FROM work";
        Connection::open(edge.docket()).unwrap().query_row(count, (), |row| row.get::<_, u32>(0)).unwrap()
    };
    assert!(rows(&edge) < 40, "some were not attended to");
    edge.restart();
    for receipt in &receipts {
        until("it is delivered", || platform.has(receipt.id, 2).then_some(()));
    }
    assert_eq!(platform.cases().len(), receipts.len());
    platform.assert_sound();
    edge.assert_sound();
}

/// Nothing is delivered then, but their clocks are looked after, and a docket that wakes need not look through them.
#[test]
fn while_a_platform_is_dead_arrivals_are_written_down_with_what_is_to_be_done() {
    let platform = ToyPlatform::start("toy", |_, _| Answer::Status(503));
    let mut edge = Edge::start_with(&[platform.site()], &["RETRY_PERMILLE=1000"]);
    let receipts: Vec<_> = (0..120).map(|_| edge.client.receipt(&draft::critical("toy", "m-1"))).collect();
    let open = Connection::open(edge.docket()).unwrap();
    let rows = || open.query_row("SELECT count(wakes_at) FROM work", (), |row| row.get::<_, u32>(0)).unwrap();
    until("each has its row", || (rows() == 120).then_some(()));
    edge.kill();
    edge.restart();
    let view = edge.client.view(&receipts[119]);
    assert_eq!((view.delivery, view.trying.map(|trying| trying.attempts)), (Delivery::Pending, Some(0)));
    edge.assert_sound();
}

#[test]
fn a_delivery_cut_off_by_a_kill_is_made_again() {
    let platform = ToyPlatform::start("toy", |n, _| if n == 0 { Answer::Hang } else { Answer::Take });
    let mut edge = Edge::start(&[platform.site()]);
    let receipt = edge.client.receipt(&draft::any("toy"));
    until("the first try is on its way", || (platform.attempts().len() == 1).then_some(()));
    edge.kill();
    edge.restart();
    until("it is tried again", || (platform.cases() == [receipt.id]).then_some(()));
    let ids: Vec<_> = platform.attempts().into_iter().map(|attempt| attempt.event.id).collect();
    assert_eq!(ids[0], ids[1], "one event, one webhook-id");
    platform.assert_sound();
    edge.assert_sound();
}
