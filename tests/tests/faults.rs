//! The fault suite: the runtime is killed at random moments under load while the platform misbehaves at random, and yet
//! no acknowledged complaint is lost, none is doubled, and each one's events arrive in order.
//!
//! Prints its seed and its counts; `REDRESS_SEED` repeats a run, as far as threads and processes can be repeated.

use complaint::api::{CloudEvent, Receipt, Submission};
use complaint::draft::{Provenance, Sourced};
use complaint::id::{ComplaintId, SubmissionId};
use complaint::view::Delivery;
use fastrand::Rng;
use redress_tests::client::Client;
use redress_tests::draft;
use redress_tests::runtime::Edge;
use redress_tests::toy_platform::{Answer, ToyPlatform};
use redress_tests::wait::{PATIENCE, until, within};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

const KILLS: usize = 20;
const COMPLAINTS: usize = 2_000;
const MERCHANTS: usize = 40;
const PAGES: u64 = 8;

/// Every filing with the receipt that it was first acknowledged with.
type Acknowledged = Mutex<Vec<(Submission, Vec<u8>)>>;

#[test]
fn nothing_is_lost_or_doubled_or_disordered() {
    let seed = std::env::var("REDRESS_SEED").map_or_else(|_| fastrand::u64(..), |text| text.parse().unwrap());
    println!("seed {seed}");
    let mut rng = Rng::with_seed(seed);
    let platform = ToyPlatform::start("toy", whims(rng.fork()));
    let mut edge = Edge::start(&[platform.site()]);
    let acknowledged = Arc::new(Acknowledged::default());
    let enough = Arc::new(AtomicBool::new(false));

    let started = Instant::now();
    let pages: Vec<_> = (0..PAGES)
        .map(|_| {
            let (rng, client) = (rng.fork(), edge.client.clone());
            let (acknowledged, enough) = (Arc::clone(&acknowledged), Arc::clone(&enough));
            thread::spawn(move || file_until(&enough, &client, rng, &acknowledged))
        })
        .collect();
    for kill in 1..=KILLS {
        let more = rng.usize(1..2 * COMPLAINTS / KILLS);
        let before = count(&acknowledged);
        until("filing goes on", || (count(&acknowledged) >= before + more).then_some(()));
        sleep(Duration::from_micros(rng.u64(..20_000))); // Anywhere within a request, a write, a delivery.
        edge.kill();
        if kill % 5 == 0 {
            sleep(Duration::from_secs(2)); // Long enough for alarms to be overdue at the start.
        }
        edge.restart();
    }
    until("the load is complete", || (count(&acknowledged) >= COMPLAINTS).then_some(()));
    enough.store(true, Ordering::Relaxed);
    let retries: usize = pages.into_iter().map(|page| page.join().unwrap()).sum();
    let filed = started.elapsed();

    let acknowledged = acknowledged.lock().unwrap();
    let receipts: Vec<Receipt> =
        acknowledged.iter().map(|(_, receipt)| serde_json::from_slice(receipt).unwrap()).collect();
    // The edge wrote two events in one with each receipt; what the platform answered makes a third.
    // Not an `until`: what is still missing then is lost, and counted below.
    let missing = || {
        let whole: HashSet<_> = platform.order().into_iter().filter(|(_, seq)| *seq >= 1).map(|(id, _)| id).collect();
        receipts.iter().filter(|receipt| !whole.contains(&receipt.id)).collect::<Vec<_>>()
    };
    within(PATIENCE, || missing().is_empty().then_some(()));
    for receipt in missing() {
        println!("missing: {:?}", edge.client.view(receipt));
    }
    for ((submission, first), receipt) in acknowledged.iter().zip(&receipts).step_by(50) {
        let again = edge.client.file(submission).unwrap();
        assert_eq!((again.status, &again.body), (200, first), "seed {seed}");
        until("the merchant is told", || (edge.client.view(receipt).delivery == Delivery::Delivered).then_some(()));
    }

    let taken = platform.taken();
    let lives = lives(&taken);
    let tally = Tally {
        lost: missing().len(),
        doubled: doubled(&taken),
        disordered: lives.values().filter(|events| !is_in_order(events)).count(),
    };
    println!(
        "{} acknowledged in {:.1} s past {KILLS} kills and {retries} retries of pages; {} deliveries, {} of them refused or \
         lost, brought {} events; {tally:?}; all after {:.1} s",
        receipts.len(),
        filed.as_secs_f32(),
        platform.attempts().len(),
        platform.attempts().len() - taken.len(),
        taken.len(),
        started.elapsed().as_secs_f32(),
    );
    assert_eq!(tally, Tally::default(), "seed {seed}");
    platform.assert_sound();
    edge.assert_sound();
}

#[derive(Debug, Default, PartialEq)]
struct Tally {
    lost: usize,
    doubled: usize,
    disordered: usize,
}

/// One page after another until there is enough; returns how often a filing had to be sent again.
fn file_until(enough: &AtomicBool, client: &Client, mut rng: Rng, acknowledged: &Acknowledged) -> usize {
    let mut retries = 0;
    while !enough.load(Ordering::Relaxed) {
        let submission = next(&mut rng);
        let receipt = until("the filing is acknowledged", || match client.file(&submission) {
            Ok(reply) if matches!(reply.status, 200 | 201) => Some(reply.body),
            Ok(reply) => {
                assert!(reply.status >= 500, "{reply:?}");
                retries += 1;
                None
            }
            Err(_) => {
                retries += 1;
                None
            }
        });
        acknowledged.lock().expect("no page panics").push((submission, receipt));
    }
    retries
}

/// A filing of one of the merchants, or of nobody in particular.
fn next(rng: &mut Rng) -> Submission {
    let mut draft = draft::draft("The buyer paid, I shipped, and the payout is still withheld after a week.");
    if rng.u8(..4) > 0 {
        let merchant = format!("merchant-{}", rng.usize(..MERCHANTS));
        draft.merchant = Some(Sourced { value: merchant, from: Provenance::DataAttr });
    }
    draft::submission_by(rng, "toy", draft)
}

/// Four of five tries go well, and of one event at most three go wrong: the waits after that are long.
fn whims(mut rng: Rng) -> impl FnMut(usize, &CloudEvent) -> Answer {
    let mut tries = HashMap::<String, u8>::new();
    move |_, event| {
        let tries = tries.entry(event.id.clone()).or_default();
        *tries += 1;
        match rng.u16(..1000) {
            _ if *tries > 3 => Answer::Take,
            0..2 => Answer::Hang,
            2..80 => Answer::Status(500),
            80..100 => Answer::Busy(1),
            100..130 => Answer::Redirect,
            130..170 => Answer::TakeAndBreakOff,
            170..190 => Answer::TakeAndBabble,
            190..240 => Answer::TakeAndLose,
            _ => Answer::Take,
        }
    }
}

/// What the platform has of each complaint, in the order in which it took it.
fn lives(taken: &[CloudEvent]) -> HashMap<ComplaintId, Vec<CloudEvent>> {
    taken.iter().fold(HashMap::new(), |mut lives, event| {
        lives.entry(event.subject).or_insert_with(Vec::new).push(event.clone());
        lives
    })
}

/// Events that came under two ids, and filings that became two complaints.
fn doubled(taken: &[CloudEvent]) -> usize {
    let places: HashSet<_> = taken.iter().map(|event| (event.subject, event.data.event.seq)).collect();
    let filed = taken.iter().filter_map(|event| event.data.filed.as_ref());
    let filings = filed.fold(BTreeMap::<SubmissionId, usize>::new(), |mut filings, filed| {
        *filings.entry(filed.submission.submission_id).or_default() += 1;
        filings
    });
    taken.len() - places.len() + filings.values().filter(|complaints| **complaints > 1).count()
}

/// From the first event on, none missing, none before its predecessor.
fn is_in_order(events: &[CloudEvent]) -> bool {
    let sequence = events.iter().map(|event| event.data.event.seq);
    sequence.eq(0..events.len() as u32) && events.is_sorted_by_key(|event| event.data.event.at)
}

fn count(acknowledged: &Acknowledged) -> usize {
    acknowledged.lock().expect("no page panics").len()
}
