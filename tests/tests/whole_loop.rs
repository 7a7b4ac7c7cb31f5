//! The whole loop on real parts: filed on a page, handled at the desk, seen and ended by the merchant.

use complaint::api::{Action, Receipt};
use complaint::draft::Draft;
use complaint::event::{ActorKind, What};
use complaint::level::Level;
use complaint::reason::{Outcome, Reason};
use complaint::view::{Delivery, Entry, MerchantAction, NextActor, Stage, View};
use redress_tests::desk::{self, Desk};
use redress_tests::draft;
use redress_tests::runtime::Edge;
use redress_tests::wait::until;
use std::net::{Ipv4Addr, TcpListener};

const WORDS: &str = "Order A-1042 was delivered on Monday and my account is still frozen.";

#[test]
fn a_merchant_files_sees_every_step_and_says_when_it_is_solved() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let edge = Edge::start(&[desk::site("toy", &listener)]);
    let desk = Desk::open(listener, "toy", &edge);
    let draft = Draft { reason: Some(Reason::FundsFrozen), ..draft::draft(WORDS) };
    let receipt = edge.client.receipt(&draft::submission("toy", draft));
    assert_eq!(receipt.level, Level::S);

    let view = seen(&edge, &receipt, |view| view.delivery == Delivery::Delivered && view.case.is_some());
    assert_eq!(view.stage, Stage::Assigned, "the platform has it: {}", view.status);
    let case = view.case.unwrap();
    assert!(desk.page("ana", "/desk").contains(&case), "the list shows {case}");
    assert!(desk.page("ana", &format!("/desk/cases/{case}")).contains(WORDS));

    desk.act("ana", &case, "take", &[("team", "funds"), ("hours", "4")]);
    let view = seen(&edge, &receipt, |view| last(view).kind == "complaint.assigned");
    assert_eq!(view.responsible_team.as_deref(), Some("funds"));
    assert!(view.expected_at > Some(view.received_at));

    desk.act("ana", &case, "message", &[("text", "I am looking into your payout now.")]);
    let view = seen(&edge, &receipt, |view| last(view).kind == "message.sent");
    let message = last(&view);
    assert_eq!(message.text.as_deref(), Some("I am looking into your payout now."));
    assert_eq!(
        (message.actor, message.automated, message.name.as_deref()),
        (ActorKind::Handler, false, Some("Ana K."))
    );
    assert!(message.team.is_some(), "{message:?}");
    assert_eq!((view.stage, view.status.as_str()), (Stage::Handling, "in_progress"));

    // The first proposal does not satisfy; only the merchant can say that the second one does.
    propose(&desk, &case, "not_upheld", "The hold followed from our terms.");
    seen(&edge, &receipt, |view| last(view).kind == "resolution.proposed");
    act(&edge, &receipt, "no", What::Rejected { reason: "The terms say nothing of the kind.".into() });
    let view = seen(&edge, &receipt, |view| last(view).kind == "resolution.rejected");
    assert_eq!((view.stage, view.next_actor), (Stage::Handling, NextActor::Platform));
    until("the desk shows the rejection", || {
        desk.page("ana", &format!("/desk/cases/{case}")).contains("The terms say nothing of the kind.").then_some(())
    });
    propose(&desk, &case, "upheld", "The hold was ours to lift. The payout leaves today.");
    let view = seen(&edge, &receipt, |view| last(view).kind == "resolution.proposed");
    assert_eq!((view.stage, view.next_actor), (Stage::Feedback, NextActor::Merchant));
    assert!(view.allowed_actions.contains(&MerchantAction::Confirm), "{:?}", view.allowed_actions);
    act(&edge, &receipt, "yes", What::Confirmed);
    let view = seen(&edge, &receipt, |view| last(view).kind == "resolution.confirmed");
    assert_eq!((view.stage, view.outcome), (Stage::Review, Some(Outcome::Upheld)), "critical ones are reviewed");

    // By somebody else than the handler.
    until("the desk knows", || {
        desk.page("chloe", &format!("/desk/cases/{case}")).contains("review_pass").then_some(())
    });
    desk.act("chloe", &case, "review_pass", &[]);
    let view = seen(&edge, &receipt, |view| last(view).kind == "review.passed");
    assert_eq!((view.stage, view.next_actor), (Stage::Archived, NextActor::Nobody));

    let kinds: Vec<_> = view.timeline.iter().map(|entry| entry.kind.as_str()).collect();
    let expected = [
        "complaint.received",
        "complaint.triaged",
        "complaint.forwarded",
        "complaint.assigned",
        "message.sent",
        "resolution.proposed",
        "resolution.rejected",
        "resolution.proposed",
        "resolution.confirmed",
        "review.passed",
    ];
    assert_eq!(kinds, expected);
    assert!(view.timeline.is_sorted_by_key(|entry| entry.at));
    edge.assert_sound();
}

#[track_caller]
fn propose(desk: &Desk, case: &str, outcome: &str, text: &str) {
    let points = "Why it was held\nWhen it is paid";
    desk.act("ana", case, "propose", &[("outcome", outcome), ("text", text), ("points", points), ("offer", "")]);
}

#[track_caller]
fn act(edge: &Edge, receipt: &Receipt, id: &str, event: What) {
    let reply = edge.client.act(receipt, &Action { id: id.into(), event }).expect("the edge is up");
    assert_eq!(reply.status, 201, "{reply:?}");
}

#[track_caller]
fn seen(edge: &Edge, receipt: &Receipt, there: impl Fn(&View) -> bool) -> View {
    until("the merchant sees it", || Some(edge.client.view(receipt)).filter(&there))
}

fn last(view: &View) -> &Entry {
    view.timeline.last().expect("a complaint begins with two events")
}
