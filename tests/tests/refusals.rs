//! Refusals: what is not a complaint is told so, with the field and a stable code, and harms nobody.

use complaint::limits;
use complaint::problem::{Code, field};
use redress_tests::client::{Client, ORIGIN, Reply};
use redress_tests::draft;
use redress_tests::runtime::Edge;
use redress_tests::toy_platform::ToyPlatform;
use serde_json::{Value, json};

/// What a row sends; the rest is as the widget sends it.
struct Sent {
    method: &'static str,
    path: &'static str,
    origin: &'static str,
    content_type: &'static str,
    body: Vec<u8>,
}

#[test]
fn every_invalid_request_is_told_what_is_wrong() {
    let platform = ToyPlatform::busy_for("toy", 0);
    let edge = Edge::start(&[platform.site()]);
    let check = |what: &str, sent: Sent, status: u16, problem: Option<(&str, Code)>| {
        let reply = send(&edge.client, &sent);
        assert_eq!(reply.status, status, "{what}: {reply:?}");
        let document = reply.problem();
        let first = document.problems.first().map(|problem| (problem.field.as_ref(), problem.code));
        assert_eq!(first, problem, "{what}: {document:?}");
        assert!(!document.code.is_empty() && !document.title.is_empty(), "{what}: {document:?}");
    };
    let body = |bytes: &[u8]| Sent { body: bytes.to_vec(), ..good() };
    let with = |change: fn(&mut Value)| Sent { body: changed(change), ..good() };

    check("nothing", body(b""), 400, Some((field::BODY, Code::EmptyBody)));
    check("blanks", body(b" \n"), 400, Some((field::BODY, Code::EmptyBody)));
    check("64 KiB and one byte", body(&[b' '; limits::BODY_BYTES + 1]), 413, Some((field::BODY, Code::TooLarge)));
    check("a megabyte", body(&[b'x'; 1 << 20]), 413, Some((field::BODY, Code::TooLarge)));
    check("no UTF-8", body(b"{\"site\":\"\xff\"}"), 400, Some((field::BODY, Code::NotUtf8)));
    check("no JSON", body(b"site=toy"), 400, Some((field::BODY, Code::NotJson)));
    check("half of it", body(&good().body[..80]), 400, Some((field::BODY, Code::NotJson)));
    check("two of them", body(&good().body.repeat(2)), 400, Some((field::BODY, Code::NotJson)));
    check("an array", body(b"[]"), 422, Some((field::BODY, Code::WrongType)));
    check("a key twice", body(br#"{"site":"toy","site":"toy"}"#), 400, Some((field::SITE, Code::NotJson)));
    check("an unknown key", with(|it| it["vip"] = json!(true)), 422, Some(("vip", Code::UnknownField)));
    check("one deeper", with(|it| it["draft"]["vip"] = json!(1)), 422, Some(("draft.vip", Code::UnknownField)));
    check("a number for text", with(|it| it["draft"]["text"] = json!(7)), 422, Some((field::TEXT, Code::WrongType)));
    check("null for a draft", with(|it| it["draft"] = Value::Null), 422, Some(("draft", Code::WrongType)));
    check(
        "a deep nest for text",
        with(|it| it["draft"]["text"] = (0..100).fold(json!([]), |inner, _| json!([inner]))),
        422,
        Some((field::TEXT, Code::WrongType)),
    );
    check(
        "a float for money",
        with(|it| {
            it["draft"]["amount"] = json!({ "value": { "value": 12.5, "currency": "EUR" }, "from": "typed" });
        }),
        422,
        Some(("draft.amount.value.value", Code::WrongType)),
    );
    check(
        "no such reason",
        with(|it| it["draft"]["reason"] = json!("rage")),
        422,
        Some(("draft.reason", Code::UnknownValue)),
    );
    check(
        "no draft",
        with(|it| drop(it.as_object_mut().unwrap().remove("draft"))),
        422,
        Some(("draft", Code::Missing)),
    );
    check("no text", with(|it| it["draft"]["text"] = json!("  ")), 422, Some((field::TEXT, Code::Missing)));
    check("short text", with(|it| it["draft"]["text"] = json!("frozen")), 422, Some((field::TEXT, Code::TooShort)));
    check(
        "long text",
        with(|it| it["draft"]["text"] = json!("冻".repeat(limits::TEXT_MAX + 1))),
        422,
        Some((field::TEXT, Code::TooLong)),
    );
    check(
        "no way to answer",
        with(|it| it["draft"]["contact"] = json!("")),
        422,
        Some((field::CONTACT, Code::Missing)),
    );
    check(
        "half an address",
        with(|it| it["draft"]["contact"] = json!("mara@shop")),
        422,
        Some((field::CONTACT, Code::EmailIncomplete)),
    );
    check(
        "no sum",
        with(|it| {
            it["draft"]["amount"] = json!({ "value": { "value": "0.00", "currency": "EUR" }, "from": "typed" });
        }),
        422,
        Some((field::AMOUNT, Code::NotPositive)),
    );
    check(
        "a UUID of version 4",
        with(|it| it["submission_id"] = json!("018f3b1e-7a2c-4c3d-9e4f-123456789abc")),
        422,
        Some((field::SUBMISSION_ID, Code::UnknownValue)),
    );
    check(
        "filed next year",
        with(|it| it["claimed_at"] = json!(draft::now().0 + 366 * 86_400_000)),
        422,
        Some((field::CLAIMED_AT, Code::InTheFuture)),
    );
    check("no such site", with(|it| it["site"] = json!("nowhere")), 403, Some((field::SITE, Code::UnknownSite)));
    check(
        "another's page",
        Sent { origin: "https://evil.example", ..good() },
        403,
        Some((field::ORIGIN, Code::WrongOrigin)),
    );
    check(
        "half our name",
        Sent { origin: "https://shop.example.evil", ..good() },
        403,
        Some((field::ORIGIN, Code::WrongOrigin)),
    );
    check("no page", Sent { origin: "null", ..good() }, 403, Some((field::ORIGIN, Code::WrongOrigin)));
    check("a picture", Sent { content_type: "image/png", ..good() }, 415, None);
    check("no type", Sent { content_type: "", ..good() }, 415, None);
    check("to be changed", Sent { method: "PUT", ..good() }, 405, None);
    check("to be removed", Sent { method: "DELETE", body: Vec::new(), ..good() }, 405, None);
    check("to somewhere", Sent { path: "/v1/complaint", ..good() }, 404, None);

    // Not one of them left a trace, and the next merchant is served.
    let receipt = edge.client.receipt(&draft::any("toy"));
    assert_eq!(receipt.site_name, "Toy Market");
    edge.assert_sound();
}

fn good() -> Sent {
    Sent {
        method: "POST",
        path: "/v1/complaints",
        origin: ORIGIN,
        content_type: "text/plain;charset=UTF-8",
        body: changed(|_| ()),
    }
}

/// A good filing with one thing wrong.
fn changed(change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut json = serde_json::to_value(draft::any("toy")).expect("a submission is plain data");
    change(&mut json);
    serde_json::to_vec(&json).expect("so is its JSON")
}

fn send(client: &Client, sent: &Sent) -> Reply {
    let mut request = client.request(sent.method, sent.path).header("origin", sent.origin);
    if !sent.content_type.is_empty() {
        request = request.header("content-type", sent.content_type);
    }
    let request = request.body(&sent.body[..]).expect("the parts of the request are valid");
    client.send(request).expect("the edge answers")
}
