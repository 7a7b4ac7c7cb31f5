//! What the edge delivers: proven, read, written down once and in order, or refused with a reason and kept.

use crate::stage::{COMPLAINT, SECRET, Stage, cloud, received, signed, triaged};
use complaint::api::{Accepted, CloudEvent, ProblemDocument};
use complaint::event::{Actor, ActorKind, What};
use complaint::id::ComplaintId;
use complaint::time::Span;
use redress_platform::now;

fn message(id: &str, seq: u32, text: &str) -> CloudEvent {
    let actor = Actor { kind: ActorKind::Merchant, automated: false, name: None, team: None };
    cloud(id, seq, actor, What::Message { text: text.into() })
}

#[test]
fn only_the_edge_is_heard_and_only_freshly() {
    let stage = Stage::start();
    let body = serde_json::to_vec(&received()).unwrap();
    let other = "whsec_Dx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=";
    let check = |headers: &[(&str, String)], body: &[u8], status| {
        let (given, text) = stage.deliver_raw(headers, body);
        assert_eq!(given, status, "{text}");
        if status == 401 {
            assert_eq!(serde_json::from_str::<ProblemDocument>(&text).unwrap().code, "unsigned");
        }
    };
    let id = received().id;
    let good = signed(SECRET, &id, now(), &body);
    check(&signed(other, &id, now(), &body), &body, 401);
    check(&signed(SECRET, &id, now() - Span::minutes(6), &body), &body, 401);
    check(&signed(SECRET, &id, now() + Span::minutes(6), &body), &body, 401);
    check(&good, br#"{"changed":"on the way"}"#, 401);
    for missing in 0..3 {
        let headers: Vec<_> =
            good.iter().enumerate().filter(|(at, _)| *at != missing).map(|(_, h)| h.clone()).collect();
        check(&headers, &body, 401);
    }
    assert!(stage.get("/desk?state=all", "ana").1.contains("0 cases"), "none of these opened a case");
    check(&signed(SECRET, &id, now() - Span::minutes(4), &body), &body, 200);
}

#[test]
fn one_delivery_is_one_case_however_often_and_at_once() {
    let stage = Stage::start();
    let event = received();
    let answers: Vec<_> = std::thread::scope(|scope| {
        let tries: Vec<_> = (0..8).map(|_| scope.spawn(|| stage.deliver(&event))).collect();
        tries.into_iter().map(|each| each.join().unwrap()).collect()
    });
    let first = &answers[0];
    assert_eq!(serde_json::from_str::<Accepted>(&first.1).unwrap().case.as_deref(), Some("88-1042"));
    assert!(answers.iter().all(|answer| answer == first && answer.0 == 200), "{answers:?}");
    assert!(stage.get("/desk", "ana").1.contains("1 case,"));
}

/// Whoever tells the edge of events may name them anew in each complaint.
#[test]
fn two_complaints_may_have_an_event_of_the_same_name() {
    let stage = Stage::start();
    stage.file();
    let other = ComplaintId { sequence: COMPLAINT.sequence + 1, ..COMPLAINT };
    let mut filed = received();
    filed.data.filed.as_mut().unwrap().id = other;
    for (case, mut events) in [("88-1042", vec![]), ("88-1043", vec![filed, triaged()])] {
        events.push(message("assigned-1", 2, &format!("a word on {case}")));
        for event in &mut events {
            if case == "88-1043" {
                (event.subject, event.id) = (other, CloudEvent::name(other, event.data.event.seq));
            }
            assert_eq!(stage.deliver(event).0, 200);
        }
        assert!(stage.get(&format!("/desk/cases/{case}"), "ana").1.contains(&format!("a word on {case}")));
    }
}

#[test]
fn order_of_arrival_does_not_matter() {
    let stage = Stage::start();
    for event in [message("evt-3", 3, "third word"), message("evt-2", 2, "second word"), triaged(), received()] {
        assert_eq!(stage.deliver(&event).0, 200);
    }
    let page = stage.get("/desk/cases/88-1042", "ana").1;
    let (second, third) = (page.find("second word").unwrap(), page.find("third word").unwrap());
    assert!(third < second, "the newest stands on top");

    // A gap: what lies beyond it waits for it.
    assert_eq!(stage.deliver(&message("evt-5", 5, "fifth word")).0, 200);
    assert!(!stage.get("/desk/cases/88-1042", "ana").1.contains("fifth word"));
    assert_eq!(stage.deliver(&message("evt-4", 4, "fourth word")).0, 200);
    assert!(stage.get("/desk/cases/88-1042", "ana").1.contains("fifth word"));
}

#[test]
fn what_is_not_understood_is_refused_with_a_reason_and_kept() {
    let stage = Stage::start();
    let first = received().id;
    let valid = serde_json::to_value(received()).unwrap();
    let check = |id: &str, body: &str, status: u16, told: &str| {
        let (given, text) = stage.deliver_raw(&signed(SECRET, id, now(), body.as_bytes()), body.as_bytes());
        let problem: ProblemDocument = serde_json::from_str(&text).unwrap();
        assert_eq!((given, problem.status), (status, status), "{text}");
        assert!(problem.title.contains(told), "{}", problem.title);
        assert!(stage.get("/desk", "ana").1.contains(id), "an operator sees that {id} came");
    };
    let changed = |path: &str, value: serde_json::Value| {
        let mut event = valid.clone();
        *event.pointer_mut(path).unwrap() = value;
        event.to_string()
    };
    check("bad-0", "", 400, "EOF");
    check("bad-1", "[1, 2", 400, "not an event");
    check("bad-2", r#"{"specversion":"1.0"}"#, 400, "missing field");
    check(&first, &changed("/data/event/seq", "first".into()), 400, "at data.event.seq");
    check(
        &first,
        &changed("/data/event/what", serde_json::json!({"type": "complaint.sung"})),
        400,
        "at data.event.what",
    );
    check(&first, &changed("/subject", "RD-FXQ5TK1V58CGG-02-8".into()), 400, "check symbol");
    check(&first, &changed("/specversion", "0.3".into()), 400, "contradicts itself at specversion");
    check(&first, &changed("/type", "message.sent".into()), 400, "contradicts itself at type");
    check(&first, &changed("/source", "/sites/other".into()), 400, "contradicts itself at source");
    check("evt-9", &valid.to_string(), 400, "contradicts itself at id");
    let mut bare = valid.clone();
    bare.pointer_mut("/data").unwrap().as_object_mut().unwrap().remove("filed");
    check(&first, &bare.to_string(), 400, "contradicts itself at data.filed");

    // The same delivery, mended, is taken.
    assert_eq!(stage.deliver(&received()).0, 200);
    assert!(!stage.get("/desk", "ana").1.contains(&format!("<code>{first}</code>")), "and is no stray any more");
    let usurper = message("evt-x", 0, "another first event");
    check(&first, &serde_json::to_string(&usurper).unwrap(), 409, "another event has place 0");
    assert!(stage.get("/desk/cases/88-1042", "ana").1.contains(&COMPLAINT.to_string()));
}
