//! What a platform may tell the edge: its own complaints, in order, once.

use complaint::api::{PlatformEvent, Receipt};
use complaint::event::{Actor, ActorKind, What};
use redress_tests::client::{Client, bearer};
use redress_tests::draft;
use redress_tests::runtime::{Edge, api_token};
use redress_tests::toy_platform::ToyPlatform;
use redress_tests::wait::until;
use serde_json::{Value, json};

#[test]
fn an_event_told_again_changes_nothing() {
    let platform = ToyPlatform::busy_for("toy", 0);
    let edge = Edge::start(&[platform.site()]);
    let receipt = edge.client.receipt(&draft::any("toy"));
    let assigned = PlatformEvent {
        id: "assigned-1".into(),
        actor: Actor { kind: ActorKind::Platform, automated: true, name: None, team: None },
        event: What::Assigned { team: "funds".into(), expected_at: None },
    };
    for _ in 0..3 {
        let reply = edge.client.tell(&receipt, &assigned).unwrap();
        assert!((200..300).contains(&reply.status), "{reply:?}");
    }
    let count = |kind| edge.client.view(&receipt).timeline.iter().filter(|entry| entry.kind == kind).count();
    assert_eq!(count("complaint.assigned"), 1);

    let other = PlatformEvent { event: What::Assigned { team: "risk".into(), expected_at: None }, ..assigned };
    let reply = edge.client.tell(&receipt, &other).unwrap();
    assert_eq!((reply.status, reply.problem().code.as_str()), (422, "reused"));
    assert_eq!(edge.client.view(&receipt).responsible_team.as_deref(), Some("funds"));
    edge.assert_sound();
}

#[test]
fn what_a_platform_may_not_say_is_refused() {
    let (platform, other) = (ToyPlatform::busy_for("toy", 0), ToyPlatform::busy_for("other", 0));
    let edge = Edge::start(&[platform.site(), other.site()]);
    let receipt = edge.client.receipt(&draft::any("toy"));
    until("nothing more is to happen by itself", || platform.has(receipt.id, 2).then_some(()));
    let before = edge.client.view(&receipt);

    let check = |what: &str, id: &str, token: &str, body: Value, status: u16| {
        let reply = tell(&edge.client, id, token, &body);
        assert_eq!((reply.0, reply.1), (status, status), "{what}");
    };
    let id = receipt.id.to_string();
    let token = bearer(&api_token("toy"));
    let said = |kind: &str, event: Value| {
        let actor = json!({ "kind": kind, "name": "Ana K.", "team": "funds" });
        json!({ "id": "said-1", "actor": actor, "event": event })
    };
    let message = || said("handler", json!({ "type": "message.sent", "data": { "text": "Hello." } }));

    check("no token", &id, "", message(), 401);
    check("no bearer", &id, &api_token("toy"), message(), 401);
    check("a wrong token", &id, "Bearer x", message(), 401);
    check("another site's token", &id, &bearer(&api_token("other")), message(), 401);
    check("the merchant's token", &id, &bearer(&receipt.follow), message(), 401);
    check("no complaint", "RD-FXQ5TK1V58CGG-01-8", &token, message(), 401); // Whose would it be?
    check("a mistyped one", &mistyped(&receipt), &token, message(), 404);
    check("no such event", &id, &token, said("handler", json!({ "type": "message.burnt" })), 422);
    check(
        "an empty message",
        &id,
        &token,
        said("handler", json!({ "type": "message.sent", "data": { "text": " " } })),
        422,
    );
    check("the edge's event", &id, &token, said("edge", json!({ "type": "complaint.archived" })), 403);
    check("the merchant's word", &id, &token, said("handler", json!({ "type": "resolution.confirmed" })), 403);
    check("the merchant's voice", &id, &token, said("merchant", json!({ "type": "complaint.withdrawn" })), 403);
    check("too early a review", &id, &token, said("reviewer", json!({ "type": "review.passed" })), 409);

    let after = edge.client.view(&receipt);
    assert_eq!(after.status, before.status);
    assert!(after.timeline.iter().all(|entry| entry.actor == ActorKind::Edge), "{:?}", after.timeline);
    edge.assert_sound();
}

/// Its statuses, in the line and in the document.
#[track_caller]
fn tell(client: &Client, id: &str, token: &str, body: &Value) -> (u16, u16) {
    let mut request = client.request("POST", &format!("/v1/platform/complaints/{id}/events"));
    if !token.is_empty() {
        request = request.header("authorization", token);
    }
    let request = request.header("content-type", "application/json").body(body.to_string());
    let reply = client.send(request.expect("the parts of the request are valid")).expect("the edge is up");
    (reply.status, reply.problem().status)
}

/// One symbol wrong, which the check symbol catches.
fn mistyped(receipt: &Receipt) -> String {
    let id = receipt.id.to_string();
    let wrong = if &id[4..5] == "0" { "1" } else { "0" };
    format!("{}{wrong}{}", &id[..4], &id[5..])
}
