//! What a merchant may do: with their own token, in order, once.

use complaint::api::Action;
use complaint::event::What;
use complaint::limits;
use redress_tests::client::ORIGIN;
use redress_tests::draft;
use redress_tests::runtime::Edge;
use redress_tests::toy_platform::ToyPlatform;
use redress_tests::wait::until;
use serde_json::{Value, json};

#[test]
fn an_action_sent_again_changes_nothing() {
    let platform = ToyPlatform::busy_for("toy", 0);
    let edge = Edge::start(&[platform.site()]);
    let receipt = edge.client.receipt(&draft::any("toy"));
    let reply = Action { id: "a-1".into(), event: What::Message { text: "One more thing.".into() } };
    let statuses = [(); 3].map(|()| edge.client.act(&receipt, &reply).unwrap().status);
    assert_eq!(statuses, [201, 200, 200]);
    let other = Action { event: What::Message { text: "Another thing.".into() }, ..reply };
    let reused = edge.client.act(&receipt, &other).unwrap();
    assert_eq!((reused.status, reused.problem().code.as_str()), (422, "reused"));

    let of_merchant = || platform.taken().into_iter().filter(|event| event.kind == "message.sent").count();
    until("the platform has it", || (of_merchant() > 0).then_some(()));
    let view = edge.client.view(&receipt);
    assert_eq!(view.timeline.iter().filter(|entry| entry.kind == "message.sent").count(), 1);
    edge.assert_sound();
}

#[test]
fn what_a_merchant_may_not_do_is_refused() {
    let platform = ToyPlatform::busy_for("toy", 0);
    let edge = Edge::start(&[platform.site()]);
    let (mine, other) = (edge.client.receipt(&draft::any("toy")), edge.client.receipt(&draft::any("toy")));
    let check = |what: &str, token: &str, origin: &str, body: &str, status: u16| {
        let request = edge.client.request("POST", &format!("/v1/complaints/{}/actions?token={token}", mine.id));
        let request = request.header("origin", origin).header("content-type", "text/plain");
        let reply = edge.client.send(request.body(body).unwrap()).unwrap();
        assert_eq!((reply.status, reply.problem().status), (status, status), "{what}: {reply:?}");
    };
    let event = |kind: &str, data: Value| json!({ "id": "a-1", "event": { "type": kind, "data": data } }).to_string();
    let message = event("message.sent", json!({ "text": "Hello?" }));
    let too_long = "x".repeat(limits::MESSAGE_MAX + 1);

    check("no token", "", ORIGIN, &message, 401);
    check("another's token", &other.follow, ORIGIN, &message, 401);
    check("another's page", &mine.follow, "https://evil.example", &message, 403);
    check("nothing", &mine.follow, ORIGIN, "", 400);
    check("no action", &mine.follow, ORIGIN, "{}", 422);
    check("no words", &mine.follow, ORIGIN, &event("message.sent", json!({ "text": " " })), 422);
    check("too many", &mine.follow, ORIGIN, &event("message.sent", json!({ "text": too_long })), 422);
    check("a handler's step", &mine.follow, ORIGIN, &event("thirdparty.wait", json!({ "party": "The bank" })), 403);
    check("the edge's word", &mine.follow, ORIGIN, r#"{"id":"a-1","event":{"type":"complaint.archived"}}"#, 403);
    check("nothing to confirm", &mine.follow, ORIGIN, r#"{"id":"a-1","event":{"type":"resolution.confirmed"}}"#, 409);
    check("nothing to reopen", &mine.follow, ORIGIN, &event("complaint.reopened", json!({ "reason": "Again." })), 409);

    let kinds = edge.client.view(&mine).timeline.into_iter().map(|entry| entry.kind);
    assert!(kinds.into_iter().all(|kind| kind.starts_with("complaint.")), "nothing was written down");
    edge.assert_sound();
}
