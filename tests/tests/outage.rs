//! A platform that is down for a while: not hammered, told of every try, and brought up to date once it is back.

use complaint::api::Answer as Met;
use complaint::id::ComplaintId;
use complaint::view::Delivery;
use redress_tests::draft;
use redress_tests::runtime::Edge;
use redress_tests::toy_platform::{Answer, ToyPlatform};
use redress_tests::wait::until;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const COMPLAINTS: usize = 200;
/// What a platform taken for dead has to bear of one docket in a minute: five failures, what is under way meanwhile, probes.
const PER_MINUTE: usize = 15;

#[test]
fn a_dead_platform_is_not_hammered_and_gets_everything_when_it_is_back() {
    let answer = Arc::new(Mutex::new(Answer::Status(503)));
    let platform = ToyPlatform::under("toy", &answer);
    // A fifth of the waits.
    let minute = Duration::from_secs(60) / 5;
    let edge = Edge::start_with(&[platform.site()], &["RETRY_PERMILLE=200"]);
    let receipts: Vec<_> = (0..COMPLAINTS).map(|_| edge.client.receipt(&draft::critical("toy", "m-1"))).collect();
    let times = until("a minute of tries is over", || {
        let times: Vec<_> = platform.attempts().iter().map(|attempt| attempt.at).collect();
        Some(times).filter(|times| times.last().is_some_and(|last| *last - times[0] > minute))
    });
    let first = times.iter().filter(|at| **at - times[0] < minute).count();
    assert!(first <= PER_MINUTE, "{first} requests in the first minute");
    let view = edge.client.view(receipts.last().unwrap());
    assert_eq!((view.delivery, view.trying.map(|trying| trying.attempts)), (Delivery::Pending, Some(0)));

    *answer.lock().unwrap() = Answer::Take;
    let whole = || platform.with_taken(|taken| taken.len() >= 3 * COMPLAINTS).then_some(());
    until("it has received, triaged and forwarded of each", whole);
    let mut lives = HashMap::<ComplaintId, Vec<u32>>::new();
    for event in platform.taken() {
        lives.entry(event.subject).or_default().push(event.data.event.seq);
    }
    assert_eq!(lives.len(), COMPLAINTS);
    for receipt in &receipts {
        assert_eq!(lives[&receipt.id], [0, 1, 2], "{}", receipt.id);
    }
    platform.assert_sound();
    edge.assert_sound();
}

#[test]
fn the_breaker_outlives_the_runtime() {
    let answer = Arc::new(Mutex::new(Answer::Status(503)));
    let platform = ToyPlatform::under("toy", &answer);
    // In earnest: the first probe comes after four seconds at the earliest.
    let mut edge = Edge::start_with(&[platform.site()], &["RETRY_PERMILLE=1000"]);
    let receipts: Vec<_> = (0..12).map(|_| edge.client.receipt(&draft::critical("toy", "m-1"))).collect();
    let shut = || edge.client.view(&receipts[11]).trying.is_some();
    until("the platform is taken for dead", || shut().then_some(()));
    let before = platform.attempts().len();
    edge.kill();
    edge.restart();
    assert!(edge.client.view(&receipts[11]).trying.is_some(), "it still is");
    assert!(platform.attempts().len() <= before + 1, "and only probed");
    *answer.lock().unwrap() = Answer::Take;
    assert_eq!(edge.client.replay(&receipts[11]), 0, "it is due, and waits with the others");
    for receipt in &receipts {
        until("all of it is there", || platform.has(receipt.id, 2).then_some(()));
    }
    edge.assert_sound();
}

#[test]
fn every_try_can_be_read() {
    let answers = [Answer::Status(500), Answer::Busy(1), Answer::Redirect, Answer::Take];
    let platform = ToyPlatform::start("toy", move |n, _| answers.get(n).copied().unwrap_or(Answer::Take));
    let edge = Edge::start(&[platform.site()]);
    let receipt = edge.client.receipt(&draft::any("toy"));
    until("it is delivered", || platform.has(receipt.id, 2).then_some(()));
    let deliveries = until("everything is", || {
        Some(edge.client.deliveries(&receipt)).filter(|told| told.state == Delivery::Delivered)
    });
    let tries: Vec<_> = deliveries.tries.iter().map(|one| (one.seq, one.n, one.answer)).collect();
    assert_eq!(
        tries,
        [(0, 1, Met::Status(500)), (0, 2, Met::Status(429)), (0, 3, Met::Status(301)), (0, 4, Met::Status(200))],
        "what is taken at the first try is not counted up"
    );
    assert!(deliveries.tries.is_sorted_by_key(|one| one.at));
    assert_eq!((deliveries.events, deliveries.sent, deliveries.next_at), (3, 3, None));
    let view = edge.client.view(&receipt);
    assert_eq!(view.trying, None);
    let told: Vec<_> = view.timeline.iter().map(|entry| &*entry.kind).filter(|kind| kind.starts_with("deli")).collect();
    assert_eq!(told, ["delivery.refused"; 3]);
    assert!(view.timeline.is_sorted_by_key(|entry| entry.at));
    edge.assert_sound();
}

#[test]
fn what_is_parked_is_told_and_replayed() {
    let answer = Arc::new(Mutex::new(Answer::Status(410)));
    let platform = ToyPlatform::under("toy", &answer);
    let edge = Edge::start_with(&[platform.site()], &["RETRY_PERMILLE=1000"]);
    let receipt = edge.client.receipt(&draft::any("toy"));
    let view =
        until("it is parked", || Some(edge.client.view(&receipt)).filter(|view| view.delivery == Delivery::Parked));
    let trying = view.trying.unwrap();
    assert_eq!(trying.attempts, 1);
    assert!(trying.last_at.is_some_and(|last| trying.next_at > last), "{trying:?}");
    assert_eq!(edge.client.deliveries(&receipt).state, Delivery::Parked);

    *answer.lock().unwrap() = Answer::Take;
    assert_eq!(edge.client.replay(&receipt), 1);
    until("it is delivered", || (edge.client.view(&receipt).delivery == Delivery::Delivered).then_some(()));
    assert_eq!(platform.cases(), [receipt.id]);
    assert_eq!(edge.client.replay(&receipt), 0, "nothing is left to be replayed");
    for (method, part) in [("POST", "replay"), ("GET", "deliveries")] {
        let strangers = edge.client.ask(method, &format!("/v1/platform/complaints/{}/{part}", receipt.id), "other");
        assert_eq!(strangers.status, 401);
    }
    platform.assert_sound();
    edge.assert_sound();
}
