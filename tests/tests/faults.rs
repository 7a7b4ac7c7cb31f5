//! The fault suite: the runtime is killed at random moments under load while the platform misbehaves at random, and yet
//! no acknowledged complaint is lost, none is doubled, and each one's events arrive in order.
//!
//! Prints its seed and its counts; `REDRESS_SEED` repeats a run, as far as threads and processes can be repeated.

use complaint::api::{CloudEvent, Receipt, Submission};
use complaint::draft::{Provenance, Sourced};
use complaint::event::What;
use complaint::id::{ComplaintId, SubmissionId};
use complaint::view::Delivery;
use fastrand::Rng;
use redress_tests::client::{Client, Reply};
use redress_tests::draft::{self, deed};
use redress_tests::runtime::Edge;
use redress_tests::toy_platform::{Answer, ToyPlatform};
use redress_tests::wait::{PATIENCE, until, within};
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

const KILLS: usize = 20;
const COMPLAINTS: usize = 2_000;
const MERCHANTS: usize = 40;
const PAGES: usize = 8;

/// A filing that was acknowledged.
struct Acknowledged {
    submission: Submission,
    /// The first receipt, as it was answered.
    bytes: Vec<u8>,
    receipt: Receipt,
    /// The id of what a handler reported on it, if one did, once the edge has said yes to it.
    reported: Option<String>,
}

#[derive(Debug, Default, PartialEq)]
struct Tally {
    lost: usize,
    doubled: usize,
    disordered: usize,
}

#[test]
fn nothing_is_lost_or_doubled_or_disordered() {
    let seed = std::env::var("REDRESS_SEED").map_or_else(|_| fastrand::u64(..), |text| text.parse().unwrap());
    println!("seed {seed}");
    let mut rng = Rng::with_seed(seed);
    let platform = ToyPlatform::start("toy", whims(rng.fork()));
    let mut edge = Edge::start(&[platform.site()]);

    let started = Instant::now();
    let (acknowledged, repeats) = load(&mut edge, &mut rng);
    let loaded = started.elapsed();
    // Not an `until`: what is still missing then is lost, and counted below.
    within(PATIENCE, || platform.with_taken(|taken| missing(&acknowledged, taken).is_empty()).then_some(()));

    let (attempts, taken) = (platform.attempts().len(), platform.taken());
    let lives = lives(&taken);
    let lost = missing(&acknowledged, &taken);
    let tally = Tally {
        lost: lost.len(),
        doubled: doubled(&taken),
        disordered: lives.values().filter(|events| !is_in_order(events)).count(),
    };
    println!(
        "{KILLS} kills, {} complaints and {} reports acknowledged (after {repeats} unanswered or failed tries) in {:.0} s; \
         {attempts} deliveries brought {} events of {} complaints; {tally:?}; {:.0} s in all",
        acknowledged.len(),
        acknowledged.iter().filter(|one| one.reported.is_some()).count(),
        loaded.as_secs_f32(),
        taken.len(),
        lives.len(),
        started.elapsed().as_secs_f32(),
    );
    assert_eq!(tally, Tally::default(), "seed {seed}, lost {lost:?}");
    for Acknowledged { submission, bytes, receipt, .. } in acknowledged.iter().step_by(50) {
        let again = edge.client.file(submission).unwrap();
        assert_eq!((again.status, &again.body), (200, bytes), "seed {seed}");
        until("the merchant is told", || (edge.client.view(receipt).delivery == Delivery::Delivered).then_some(()));
    }
    platform.assert_sound();
    edge.assert_sound();
}

/// Pages file and handlers report while the runtime is killed; returns what was acknowledged, and how many tries were not.
fn load(edge: &mut Edge, rng: &mut Rng) -> (Vec<Acknowledged>, usize) {
    let (filed, repeats, enough) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicBool::new(false));
    let page = |client: Client, mut rng: Rng| {
        let mut acknowledged = Vec::new();
        while !enough.load(Ordering::Relaxed) {
            acknowledged.push(file_and_report(&client, &mut rng, &repeats));
            filed.fetch_add(1, Ordering::Relaxed);
        }
        acknowledged
    };
    let filed_from = |start: usize, more: usize| {
        until("filing goes on", || (filed.load(Ordering::Relaxed) >= start + more).then_some(()));
    };
    thread::scope(|scope| {
        let pages: Vec<_> = (0..PAGES)
            .map(|_| {
                let (client, rng) = (edge.client.clone(), rng.fork());
                scope.spawn(move || page(client, rng))
            })
            .collect();
        for kill in 1..=KILLS {
            filed_from(filed.load(Ordering::Relaxed), rng.usize(1..2 * COMPLAINTS / KILLS));
            sleep(Duration::from_micros(rng.u64(..20_000))); // Anywhere within a request, a write, a delivery.
            edge.kill();
            if kill % 5 == 0 {
                sleep(Duration::from_secs(2)); // Alarms come late.
            }
            edge.restart();
        }
        filed_from(0, COMPLAINTS);
        enough.store(true, Ordering::Relaxed);
        let acknowledged = pages.into_iter().flat_map(|page| page.join().expect("no page gives up"));
        (acknowledged.collect(), repeats.load(Ordering::Relaxed))
    })
}

fn file_and_report(client: &Client, rng: &mut Rng, repeats: &AtomicUsize) -> Acknowledged {
    let submission = filing(rng);
    let bytes = acknowledged(repeats, || client.file(&submission));
    let receipt: Receipt = serde_json::from_slice(&bytes).expect("a receipt is JSON");
    let reported = (rng.u8(..3) == 0).then(|| {
        let assigned = deed(&receipt, "assigned", What::Assigned { team: "funds".into(), expected_at: None });
        acknowledged(repeats, || client.tell(&receipt, &assigned));
        assigned.id
    });
    Acknowledged { submission, bytes, receipt, reported }
}

/// Sends the same again until it is answered with a yes.
fn acknowledged(repeats: &AtomicUsize, send: impl Fn() -> Result<Reply, ureq::Error>) -> Vec<u8> {
    until("an answer to the same request", || match send() {
        Ok(reply) if matches!(reply.status, 200 | 201) => Some(reply.body),
        refused => {
            assert!(refused.as_ref().map_or(true, |reply| reply.status >= 500), "{refused:?}");
            repeats.fetch_add(1, Ordering::Relaxed);
            None
        }
    })
}

/// What the platform does not have of it: the two events that were written with the receipt, and the report.
fn missing(acknowledged: &[Acknowledged], taken: &[CloudEvent]) -> Vec<ComplaintId> {
    let places: HashSet<_> = taken.iter().map(|event| (event.subject, event.data.event.seq)).collect();
    let ids: HashSet<_> = taken.iter().map(|event| event.data.event.id.as_str()).collect();
    let is_whole = |Acknowledged { receipt, reported, .. }: &&Acknowledged| {
        let both = places.contains(&(receipt.id, 0)) && places.contains(&(receipt.id, 1));
        both && reported.as_ref().is_none_or(|id| ids.contains(id.as_str()))
    };
    acknowledged.iter().filter(|one| !is_whole(one)).map(|one| one.receipt.id).collect()
}

/// A filing of one of the merchants, or of nobody in particular.
fn filing(rng: &mut Rng) -> Submission {
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
    let filings = filed.fold(HashMap::<SubmissionId, usize>::new(), |mut filings, filed| {
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
