//! Delivery: whatever the platform does, each event reaches it, in order, and is taken once.

use complaint::api::{CloudEvent, Receipt};
use complaint::event::What;
use complaint::view::Delivery;
use redress_tests::client::Client;
use redress_tests::draft::{self, deed};
use redress_tests::runtime::{Edge, Site, free_address};
use redress_tests::toy_platform::{Answer, ToyPlatform};
use redress_tests::wait::until;
use std::time::Duration;

#[test]
fn three_refusals_then_one_case() {
    let platform = ToyPlatform::busy_for("toy", 3);
    let edge = Edge::start(&[platform.site()]);
    let receipt = edge.client.receipt(&draft::any("toy"));
    until("three tries", || (platform.attempts().len() == 3).then_some(()));
    assert_eq!(edge.client.view(&receipt).delivery, Delivery::Pending);
    assert_eq!(platform.cases(), []);

    until_delivered(&edge.client, &receipt);
    assert_eq!(platform.cases(), [receipt.id]);
    let tries: Vec<_> = platform.attempts().into_iter().take(4).map(|attempt| attempt.event).collect();
    assert!(tries.windows(2).all(|pair| pair[0] == pair[1]), "the same event, the same id, at every try");
    platform.assert_sound();
    edge.assert_sound();
}

#[test]
fn a_platform_that_is_not_there_gets_it_when_it_comes() {
    let address = free_address();
    let edge = Edge::start(&[Site { id: "toy".into(), webhook: format!("http://{address}/webhooks") }]);
    let receipt = edge.client.receipt(&draft::any("toy"));
    assert_eq!(edge.client.view(&receipt).delivery, Delivery::Pending);
    let platform = ToyPlatform::start_on(address, "toy", |_, _| Answer::Take);
    until_delivered(&edge.client, &receipt);
    assert_eq!(platform.cases(), [receipt.id]);
    platform.assert_sound();
    edge.assert_sound();
}

/// Each way of misbehaving at a platform of its own: the first delivery meets it, the next ones are taken.
#[test]
fn every_misbehaviour_is_survived() {
    let check = |first: Answer, tries: usize| (ToyPlatform::start(name(first), first_only(first)), tries);
    let platforms = [
        check(Answer::Take, 1),
        check(Answer::Status(500), 2),
        check(Answer::Status(404), 2),
        check(Answer::Busy(20), 2),
        check(Answer::Redirect, 2),
        check(Answer::Hang, 2),
        check(Answer::TakeAndBabble, 1), // Any 2xx accepts, whatever its words.
        check(Answer::TakeAndLose, 2),
        // Its status said yes; that half of the answer is lost costs us the case number at most.
        check(Answer::TakeAndBreakOff, 1),
    ];
    let sites: Vec<_> = platforms.iter().map(|(platform, _)| platform.site()).collect();
    // A tenth of the waits: 0.5 s, unless more is asked for.
    let edge = Edge::start_with(&sites, &["RETRY_PERMILLE=100"]);
    let receipts: Vec<_> = sites.iter().map(|site| edge.client.receipt(&draft::any(&site.id))).collect();
    for ((platform, tries), receipt) in platforms.iter().zip(&receipts) {
        let site = &receipt.site;
        until_delivered(&edge.client, receipt);
        assert_eq!(platform.cases(), [receipt.id], "{site}");
        let of_first: Vec<_> =
            platform.attempts().into_iter().filter(|attempt| attempt.event.data.event.seq == 0).collect();
        assert_eq!(of_first.len(), *tries, "{site}");
        if let Answer::Busy(seconds) = of_first[0].answer {
            let (asked, waited) = (Duration::from_secs(seconds.into()) / 10, of_first[1].at - of_first[0].at);
            assert!(waited >= asked, "asked for {asked:?}, came after {waited:?}");
        }
        platform.assert_sound();
    }
    edge.assert_sound();
}

#[test]
fn gone_parks_at_once_and_nothing_else_is_sent() {
    let platform = ToyPlatform::start("toy", |_, _| Answer::Status(410));
    let edge = Edge::start(&[platform.site()]);
    let receipt = edge.client.receipt(&draft::any("toy"));
    let parked = || Some(edge.client.view(&receipt)).filter(|view| view.delivery == Delivery::Parked);
    let view = until("it is parked", parked);
    assert!(view.timeline.iter().any(|entry| entry.kind == "delivery.parked"), "the merchant sees it");
    assert_eq!(platform.attempts().len(), 1);
    platform.assert_sound();
    edge.assert_sound();
}

/// What the platform itself reports comes back to it too, behind all that went before.
#[test]
fn events_arrive_in_order_past_every_refusal() {
    let mut rng = fastrand::Rng::with_seed(7);
    let platform =
        ToyPlatform::start("toy", move |_, _| if rng.u8(..3) == 0 { Answer::Status(500) } else { Answer::Take });
    let edge = Edge::start(&[platform.site()]);
    let receipts: Vec<_> = (0..3).map(|_| edge.client.receipt(&draft::any("toy"))).collect();
    for receipt in &receipts {
        let team = What::Assigned { team: "Payments".into(), expected_at: None };
        edge.client.report(receipt, &deed(receipt, "assigned", team));
        for n in 0..4 {
            let message = What::Message { text: format!("Message {n}.") };
            edge.client.report(receipt, &deed(receipt, &format!("message-{n}"), message));
        }
    }
    for receipt in &receipts {
        let written = edge.client.deliveries(receipt).events as usize;
        let taken = until("the platform has all that was written", || {
            let taken = platform.taken().into_iter().filter(|event| event.subject == receipt.id);
            Some(taken.collect::<Vec<_>>()).filter(|taken| taken.len() >= written)
        });
        let sequence: Vec<_> = taken.iter().map(|event| event.data.event.seq).collect();
        assert_eq!(sequence, Vec::from_iter(0..sequence.len() as u32));
        let messages = taken.iter().filter(|event| event.kind == "message.sent").count();
        assert_eq!(messages, 4);
    }
    platform.assert_sound();
    edge.assert_sound();
}

/// One complaint whose events are refused holds up no other.
#[test]
fn a_stuck_complaint_blocks_no_other() {
    let (send, stuck) = std::sync::mpsc::channel();
    let plan = {
        let mut first = None;
        move |_, event: &CloudEvent| {
            let first = *first.get_or_insert_with(|| {
                send.send(event.subject).unwrap();
                event.subject
            });
            if event.subject == first { Answer::Status(500) } else { Answer::Take }
        }
    };
    let platform = ToyPlatform::start("toy", plan);
    let edge = Edge::start(&[platform.site()]);
    let receipts: Vec<_> = (0..6).map(|_| edge.client.receipt(&draft::any("toy"))).collect();
    let stuck = stuck.recv().unwrap();
    for receipt in receipts.iter().filter(|receipt| receipt.id != stuck) {
        until_delivered(&edge.client, receipt);
    }
    assert_eq!(platform.cases().len(), 5);
    edge.assert_sound();
}

fn first_only(first: Answer) -> impl FnMut(usize, &CloudEvent) -> Answer {
    move |n, _| if n == 0 { first } else { Answer::Take }
}

fn name(first: Answer) -> &'static str {
    match first {
        Answer::Take => "take",
        Answer::Status(404) => "not-found",
        Answer::Status(_) => "fails",
        Answer::Busy(_) => "busy",
        Answer::Redirect => "redirects",
        Answer::Hang => "hangs",
        Answer::TakeAndBreakOff => "breaks-off",
        Answer::TakeAndBabble => "babbles",
        Answer::TakeAndLose => "loses",
    }
}

#[track_caller]
fn until_delivered(client: &Client, receipt: &Receipt) {
    let delivered = || (client.view(receipt).delivery == Delivery::Delivered).then_some(());
    until("the platform has everything", delivered);
}
