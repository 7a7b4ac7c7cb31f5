//! The whole loop on real parts: filed on a page, handled at the desk, seen by the merchant.

use complaint::api::Receipt;
use complaint::event::ActorKind;
use complaint::view::{Delivery, Entry, MerchantAction, NextActor, Stage, View};
use redress_tests::desk::{self, Desk};
use redress_tests::draft;
use redress_tests::runtime::Edge;
use redress_tests::wait::until;
use std::net::{Ipv4Addr, TcpListener};

#[test]
fn a_merchant_files_and_sees_every_step_of_the_desk() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let edge = Edge::start(&[desk::site("toy", &listener)]);
    let desk = Desk::open(listener, "toy", &edge);
    let words = "Order A-1042 was delivered on Monday and my payout is still on hold.";
    let receipt = edge.client.receipt(&draft::submission("toy", draft::draft(words)));

    let view = seen(&edge, &receipt, |view| view.delivery == Delivery::Delivered && view.case.is_some());
    assert_eq!(view.stage, Stage::Assigned, "the platform has it: {}", view.status);
    let case = view.case.unwrap();
    assert!(desk.page("/desk").contains(&case), "the list shows {case}");
    assert!(desk.page(&format!("/desk/cases/{case}")).contains(words));

    desk.act(&case, "take", &[("team", "funds"), ("hours", "4")]);
    let view = seen(&edge, &receipt, |view| entry(view, "complaint.assigned").is_some());
    assert_eq!(view.responsible_team.as_deref(), Some("funds"));
    assert!(view.expected_at > Some(view.received_at));

    desk.act(&case, "message", &[("text", "I am looking into your payout now.")]);
    let view = seen(&edge, &receipt, |view| entry(view, "message.sent").is_some());
    let message = entry(&view, "message.sent").unwrap();
    assert_eq!(message.text.as_deref(), Some("I am looking into your payout now."));
    assert_eq!((message.actor, message.automated), (ActorKind::Handler, false));
    assert!(message.name.is_some() && message.team.is_some(), "{message:?}");
    assert_eq!((view.stage, view.status.as_str()), (Stage::Handling, "in_progress"));

    let proposal = [
        ("outcome", "upheld"),
        ("text", "The hold was ours to lift. The payout leaves today."),
        ("points", "Why it was held\nWhen it is paid"),
        ("offer", ""),
    ];
    desk.act(&case, "propose", &proposal);
    let view = seen(&edge, &receipt, |view| entry(view, "resolution.proposed").is_some());
    assert_eq!((view.stage, view.next_actor), (Stage::Feedback, NextActor::Merchant));
    for action in [MerchantAction::Confirm, MerchantAction::Reject] {
        assert!(view.allowed_actions.contains(&action), "{:?}", view.allowed_actions);
    }

    let kinds: Vec<_> = view.timeline.iter().map(|entry| entry.kind.as_str()).collect();
    let expected = [
        "complaint.received",
        "complaint.triaged",
        "complaint.forwarded",
        "complaint.assigned",
        "message.sent",
        "resolution.proposed",
    ];
    assert_eq!(kinds, expected);
    assert!(view.timeline.is_sorted_by_key(|entry| entry.at));
    edge.assert_sound();
}

#[track_caller]
fn seen(edge: &Edge, receipt: &Receipt, there: impl Fn(&View) -> bool) -> View {
    until("the merchant sees it", || Some(edge.client.view(receipt)).filter(&there))
}

fn entry<'a>(view: &'a View, kind: &str) -> Option<&'a Entry> {
    view.timeline.iter().find(|entry| entry.kind == kind)
}
