//! Filing: once is once, however often it is sent.

use complaint::api::{Action, PublicSite, Receipt};
use complaint::draft::{Correction, Draft, Wish};
use complaint::event::What;
use complaint::extract::Kind;
use complaint::level::Level;
use complaint::problem::{Code, Problem, field};
use complaint::view::{Delivery, View};
use redress_tests::client::ORIGIN;
use redress_tests::draft;
use redress_tests::runtime::Edge;
use redress_tests::toy_platform::ToyPlatform;
use redress_tests::wait::until;
use std::thread;
use ureq::http::header;

#[test]
fn the_same_filing_is_one_complaint_with_one_receipt() {
    let platform = ToyPlatform::busy_for("toy", 0);
    let edge = Edge::start(&[platform.site()]);
    let submission = draft::any("toy");

    // Eight at once, as an impatient page or a proxy would send them.
    let replies: Vec<_> = thread::scope(|scope| {
        let filing: Vec<_> = (0..8).map(|_| scope.spawn(|| edge.client.file(&submission).unwrap())).collect();
        filing.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let mut statuses: Vec<_> = replies.iter().map(|reply| reply.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 200, 200, 200, 200, 200, 200, 201]);
    for reply in &replies {
        assert_eq!(reply.body, replies[0].body);
    }
    let receipt: Receipt = replies[0].json();
    assert_eq!((receipt.submission_id, receipt.site.as_str()), (submission.submission_id, "toy"));
    assert_eq!(receipt.claimed_at, submission.claimed_at);

    let mut other = submission.clone();
    other.draft.text.push_str(" Now it is two payouts.");
    let reused = edge.client.file(&other).unwrap();
    assert_eq!(reused.status, 422);
    assert_eq!(reused.problem().problems, [Problem::new(field::SUBMISSION_ID, Code::Reused)]);

    until("the platform takes it", || (edge.client.view(&receipt).delivery == Delivery::Delivered).then_some(()));
    assert_eq!(platform.cases(), [receipt.id]);
    platform.assert_sound();
    edge.assert_sound();
}

/// A card number goes no further than the edge, wherever it was typed (PCI DSS 3.4).
#[test]
fn a_card_number_is_hidden_before_anything_is_stored() {
    let platform = ToyPlatform::busy_for("toy", 0);
    let edge = Edge::start(&[platform.site()]);
    let mut submission = draft::any("toy");
    submission.draft.text.push_str(" My card is 4111 1111 1111 1111.");
    let receipt = edge.client.receipt(&submission);
    until("the platform takes it", || platform.has(receipt.id, 0).then_some(()));
    let stored = platform.taken().into_iter().find_map(|event| event.data.filed).unwrap().submission.draft.text;
    assert!(stored.ends_with("My card is **** **** **** 1111."), "{stored}");

    let action = Action { id: "reply-1".into(), event: What::Message { text: "Or use 5500005555555559".into() } };
    let view: View = edge.client.act(&receipt, &action).unwrap().json();
    assert!(view.timeline.iter().any(|entry| entry.text.as_deref() == Some("Or use ************5559")), "{view:?}");
    edge.assert_sound();
}

#[test]
fn a_page_learns_what_it_may_know_of_a_site() {
    let platform = ToyPlatform::busy_for("toy", 0);
    let edge = Edge::start(&[platform.site()]);
    let request = edge.client.request("GET", "/v1/sites/toy").header(header::ORIGIN, ORIGIN).body(()).unwrap();
    let reply = edge.client.send(request).unwrap();
    assert_eq!(reply.status, 200);
    let site: PublicSite = reply.json();
    assert_eq!((site.site.as_str(), site.name.as_str()), ("toy", "Toy Market"));
    assert_eq!(site.promises[&Level::S], Level::S.promise());
    let text = String::from_utf8(reply.body).unwrap();
    assert!(!text.contains(&platform.site().webhook), "{text}");
}

/// The browser and the edge judge alike; what the merchant says of the judgement goes along to the platform.
#[test]
fn the_merchants_word_on_the_level_is_heard() {
    let platform = ToyPlatform::busy_for("toy", 0);
    let edge = Edge::start(&[platform.site()]);
    let file = |text: &str, level: Level| {
        let wish = Wish { level, why: "Weil ich es besser weiß.".into() };
        edge.client.receipt(&draft::submission("toy", Draft { level: Some(wish), ..draft::draft(text) }))
    };
    let frozen = "My balance has been frozen for a week, I cannot withdraw anything";
    let lower = file(frozen, Level::B);
    assert_eq!((lower.level, lower.triage.judged.map(|judged| judged.level)), (Level::B, Some(Level::S)));

    let higher = file("How do I change my pick-up address?", Level::A);
    assert_eq!((higher.level, higher.triage.judged), (Level::C, None), "for a person to grant");
    let kinds: Vec<_> = edge.client.view(&higher).timeline.into_iter().map(|entry| entry.kind).collect();
    assert_eq!(kinds[2], "level.contested");
    until("the platform has the contest", || platform.has(higher.id, 2).then_some(()));

    let wordless = Wish { level: Level::C, why: " ".into() };
    let refused = draft::submission("toy", Draft { level: Some(wordless), ..draft::draft(frozen) });
    let refused = edge.client.file(&refused).unwrap();
    assert_eq!(refused.problem().problems, [Problem::new(field::LEVEL, Code::Missing)]);
    edge.assert_sound();
}

#[test]
fn corrections_reach_the_platform_without_card_numbers() {
    let platform = ToyPlatform::busy_for("toy", 0);
    let edge = Edge::start(&[platform.site()]);
    let correction =
        |became: &str| Correction { kind: Kind::Order, read: "A-1042".into(), became: Some(became.into()) };
    let corrections = vec![correction("A-1043"), correction("4111 1111 1111 1111")];
    let submission = draft::submission("toy", Draft { corrections, ..draft::any("toy").draft });
    let receipt = edge.client.receipt(&submission);
    until("the platform takes it", || platform.has(receipt.id, 0).then_some(()));
    let stored = platform.taken().into_iter().find_map(|event| event.data.filed).unwrap().submission.draft;
    assert_eq!(stored.corrections, [correction("A-1043"), correction("**** **** **** 1111")]);
    edge.assert_sound();
}

/// The token of one complaint opens that one.
#[test]
fn a_complaint_is_shown_to_its_merchant_only() {
    let platform = ToyPlatform::busy_for("toy", 0);
    let edge = Edge::start(&[platform.site()]);
    let mine = edge.client.receipt(&draft::any("toy"));
    let other = edge.client.receipt(&draft::any("toy"));
    assert_eq!(edge.client.view(&mine).id, mine.id);
    for token in ["", "x", &other.follow, &mine.follow[1..]] {
        let request = edge.client.request("GET", &format!("/v1/complaints/{}?token={token}", mine.id));
        let reply = edge.client.send(request.body(()).unwrap()).unwrap();
        assert_eq!((reply.status, reply.problem().status), (401, 401), "{token}");
    }
    edge.assert_sound();
}
