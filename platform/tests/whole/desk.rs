//! What a handler does reaches the edge once and in order; what the edge makes of it is what the desk shows.

use crate::stage::Stage;
use axum::http::StatusCode;
use complaint::event::{Actor, ActorKind, What};
use complaint::level::Level;
use complaint::time::Span;
use redress_platform::now;
use redress_platform::outbox::send_due;

const CASE: &str = "/desk/cases/88-1042";

impl Stage {
    fn page(&self, who: &str) -> String {
        self.get(CASE, who).1
    }

    fn act(&self, who: &str, fields: &[(&str, &str)]) {
        let fields = [&[("nonce", "n")], fields].concat();
        assert_eq!(self.form(CASE, who, &fields).0, 303);
    }

    /// The kinds of what the edge was told, in order.
    fn told(&self) -> Vec<&'static str> {
        self.edge.told().posts.iter().map(|post| post.event.kind()).collect()
    }
}

#[test]
fn a_handler_takes_a_case_and_writes() {
    let stage = Stage::start();
    stage.file();
    assert!(stage.page("ben").contains("Take case"));
    stage.act("ben", &[("action", "take"), ("team", "funds"), ("hours", "4")]);
    stage.act("ben", &[("action", "message"), ("text", "I have your file open.")]);
    stage.until(|| stage.page("ben").matches("Taken").count() == 2);
    assert_eq!(stage.told(), ["complaint.assigned", "message.sent"]);
    let actor =
        Actor { kind: ActorKind::Handler, automated: false, name: Some("Ben R.".into()), team: Some("funds".into()) };
    assert!(stage.edge.told().posts.iter().all(|post| post.actor == actor));
    assert!(stage.page("ben").contains("In progress"), "shown before it is told back");

    stage.tell_back(0, 2);
    stage.tell_back(1, 3);
    let page = stage.page("ben");
    assert!(page.contains("In progress") && !page.contains("Taken"));
    assert_eq!(page.matches("I have your file open.").count(), 1);
    assert!(stage.get("/desk?handler=Ben+R.&state=in_progress", "ben").1.contains("88-1042"));
    assert!(!stage.get("/desk?handler=Ana+K.", "ana").1.contains("88-1042"));
}

#[test]
fn a_second_click_is_the_same_deed_and_other_words_are_another() {
    let stage = Stage::start();
    stage.file();
    for text in ["Hello.", "Hello.", "Hello again."] {
        stage.act("ana", &[("action", "message"), ("text", text)]);
    }
    stage.until(|| stage.told().len() == 2);
    let ids: Vec<_> = stage.edge.told().posts.iter().map(|post| post.id.clone()).collect();
    assert_ne!(ids[0], ids[1]);
    stage.tell_back(0, 2);
    stage.tell_back(1, 3);
    stage.act("ana", &[("action", "message"), ("text", "Hello.")]);
    assert_eq!(stage.page("ana").matches("Hello.").count(), 1, "nor is it another after it has been told back");
}

#[test]
fn a_silent_edge_is_told_again_under_the_same_id_and_in_order() {
    let stage = Stage::without_sender();
    stage.file();
    stage.edge.will_answer([(StatusCode::SERVICE_UNAVAILABLE, "busy"), (StatusCode::BAD_GATEWAY, "busy")]);
    stage.act("ana", &[("action", "take"), ("team", "risk"), ("hours", "4")]);
    stage.act("ana", &[("action", "message"), ("text", "I am on it.")]);

    let mut at = now();
    let mut send = |tried: &[&str]| {
        let next = stage.runtime.block_on(send_due(&stage.platform, at)).unwrap();
        assert_eq!(stage.told(), tried);
        // Just before its time nothing is sent.
        if let Some(next) = next {
            stage.runtime.block_on(send_due(&stage.platform, next - Span::seconds(1))).unwrap();
            assert_eq!(stage.told(), tried);
            at = next;
        }
        next.is_some()
    };
    assert!(send(&["complaint.assigned"]));
    assert!(stage.page("ana").contains("Not sent yet after try 1 (busy (out_of_order))"));
    assert!(send(&["complaint.assigned", "complaint.assigned"]));
    assert!(!send(&["complaint.assigned", "complaint.assigned", "complaint.assigned", "message.sent"]));
    let told = stage.edge.told();
    assert!(told.posts[..3].iter().all(|post| *post == told.posts[0]), "the same event each time");
}

#[test]
fn a_refusal_is_shown_with_its_reason_until_it_is_read() {
    let stage = Stage::start();
    stage.file();
    stage.edge.will_answer([(StatusCode::CONFLICT, "the complaint is withdrawn")]);
    stage.act("ana", &[("action", "message"), ("text", "Too late a word.")]);
    stage.until(|| stage.page("ana").contains("The edge refused this"));
    let page = stage.page("ana");
    assert!(page.contains("the complaint is withdrawn (out_of_order)"));
    assert!(page.contains("Too late a word."), "what was written is not lost");
    assert!(!page.contains("In progress"), "the case stands where the edge left it");
    let post = stage.edge.told().posts[0].id.clone();
    stage.act("ana", &[("action", "dismiss"), ("post", &post)]);
    assert!(!stage.page("ana").contains("The edge refused this"));
    assert_eq!(stage.told(), ["message.sent"], "and is not tried again");
}

#[test]
fn a_level_is_lowered_by_two() {
    let stage = Stage::start();
    stage.file();
    stage.act("ana", &[("action", "level"), ("level", "B"), ("reason", "The money is out.")]);
    assert_eq!(stage.told(), [""; 0]);
    assert!(!stage.page("ana").contains("Agree to lower"), "not by the same person");
    stage.act("ana", &[("action", "agree")]);
    assert_eq!(stage.told(), [""; 0]);
    assert!(stage.page("chloe").contains("Agree to lower"));
    stage.act("chloe", &[("action", "agree")]);
    stage.until(|| stage.told() == ["level.changed"]);
    let post = stage.edge.told().posts[0].clone();
    assert_eq!(post.actor.name.as_deref(), Some("Ana K."));
    let approved_by = Some("Chloe D.".to_owned());
    assert!(post.event == What::LevelChanged { level: Level::B, reason: "The money is out.".into(), approved_by });
    stage.tell_back(0, 2);
    assert!(stage.get("/desk?level=B", "ana").1.contains("88-1042"));
}

#[test]
fn a_case_is_found_by_its_names() {
    let stage = Stage::start();
    stage.file();
    let check = |query: &str, found| {
        assert_eq!(stage.get(&format!("/desk?{query}"), "ana").1.contains("/desk/cases/88-1042"), found, "{query}");
    };
    check("", true);
    check("find=88-1042", true);
    check("find=rd-fxq5tk1v58cgg-01-8", true); // As read out over the telephone.
    check("find=88-104", false);
    check("level=S&queue=funds&handler=nobody&state=forwarded", false);
    check("level=S&queue=funds&handler=nobody&state=triaged", true);
    check("level=A", false);
    check("handler=Ana+K.", false);
    check("state=all", true);
}

#[test]
fn the_desk_refuses_what_is_not_its_own() {
    let stage = Stage::start();
    stage.file();
    let check = |path: &str, fields: &[(&str, &str)], status| {
        let (given, page) = stage.form(path, "ana", fields);
        assert_eq!(given, status, "{page}");
        assert!(page.starts_with("<!DOCTYPE html>"), "{page}");
    };
    check(CASE, &[], 422);
    check(CASE, &[("nonce", "n"), ("action", "sing")], 422);
    check(CASE, &[("nonce", "n"), ("action", "propose"), ("outcome", "won")], 422);
    check("/desk/cases/88-9999", &[("nonce", "n"), ("action", "agree")], 404);
    check("/desk/cases/x", &[("nonce", "n"), ("action", "agree")], 404);
    assert_eq!(stage.get("/desk/cases/88-9999", "ana").0, 404);
    assert_eq!(stage.told(), [""; 0]);
}
