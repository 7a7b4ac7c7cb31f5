//! A receipt implies durability: the runtime dies without warning and loses nothing.

use complaint::api::Receipt;
use complaint::view::Delivery;
use redress_tests::draft;
use redress_tests::runtime::Edge;
use redress_tests::toy_platform::{Answer, ToyPlatform};
use redress_tests::wait::until;

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
