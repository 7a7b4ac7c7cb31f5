//! Changing the master key over: what was given out under the old one goes on.

use complaint::api::Receipt;
use redress_tests::draft::{self, now};
use redress_tests::runtime::{Edge, master_key};
use redress_tests::toy_platform::ToyPlatform;
use redress_tests::wait::until;
use serde_json::{Value, json};

#[test]
fn merchants_and_platforms_of_the_old_key_notice_nothing() {
    let platform = ToyPlatform::busy_for("toy", 0);
    let mut edge = Edge::start(&[platform.site()]);
    let submission = draft::critical("toy", "m-1");
    let first = edge.client.file(&submission).unwrap();
    let receipt: Receipt = first.json();
    edge.kill();
    edge.set(&keys(&master_key(), &"5".repeat(64)));
    edge.restart();

    let again = edge.client.file(&submission).unwrap();
    assert_eq!((again.status, again.body), (200, first.body));
    assert_eq!(edge.client.view(&receipt).id, receipt.id);
    let next = edge.client.receipt(&draft::critical("toy", "m-1"));
    assert_eq!(next.id.docket, receipt.id.docket, "one merchant, one docket");
    assert_eq!(edge.client.view(&next).id, next.id);
    until("the platform has it, verified with the old secret", || platform.has(next.id, 2).then_some(()));
    let request = edge.client.request("GET", "/.well-known/redress.json").body(()).unwrap();
    let told: Value = edge.client.send(request).unwrap().json();
    assert_eq!(told["keys"].as_array().unwrap().len(), 2, "receipts of both can be verified");
    platform.assert_sound();
    edge.assert_sound();
}

#[test]
fn a_platform_may_change_over_before_the_old_key_goes() {
    let platform = ToyPlatform::busy_for("toy", 0);
    let edge = Edge::start_with(&[platform.site()], &[&keys(&"5".repeat(64), &master_key())]);
    let receipt = edge.client.receipt(&draft::any("toy"));
    until("the platform has it, verified with the new secret", || platform.has(receipt.id, 2).then_some(()));
    platform.assert_sound();
    edge.assert_sound();
}

/// `MASTER_KEY` with two keys, the second one in force.
fn keys(old: &str, new: &str) -> String {
    format!("MASTER_KEY={}", json!({ "keys": [{ "seed": old, "from": 0 }, { "seed": new, "from": now() }] }))
}
