//! Connections that file one complaint after another, and how long each acknowledgement took.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result, bail};
use complaint::api::Submission;
use complaint::draft::{Draft, Provenance, Sourced};
use complaint::id::SubmissionId;
use complaint::time::Millis;

use super::http::{Connection, Message};

/// What was acknowledged.
pub(crate) struct Load {
    pub(crate) per_second: f64,
    pub(crate) acknowledged: usize,
    /// From the shortest to the longest.
    waits: Vec<Duration>,
}

/// When a connection has filed enough.
#[derive(Clone, Copy)]
pub(crate) enum Enough {
    After(Duration),
    Filings(usize),
}

impl Load {
    /// Files for the merchants in turn, over `connections` at once.
    ///
    /// # Errors
    /// When anything but an acknowledgement came back.
    pub(crate) fn run(address: SocketAddr, connections: usize, merchants: &[String], enough: Enough) -> Result<Self> {
        let open = || Connection::open(address).context("the Worker is down");
        let opened = (0..connections).map(|_| open()).collect::<Result<Vec<_>>>()?;
        let started = Instant::now();
        let waits = thread::scope(|scope| {
            let threads: Vec<_> = (0..)
                .zip(opened)
                .map(|(nth, connection)| scope.spawn(move || file_all(connection, merchants, nth, started, enough)))
                .collect();
            let joined = threads.into_iter().map(|thread| thread.join().expect("no connection panics"));
            joined.collect::<Result<Vec<_>>>()
        })?;
        let elapsed = started.elapsed();
        let mut waits = waits.concat();
        waits.sort();
        Ok(Self { per_second: waits.len() as f64 / elapsed.as_secs_f64(), acknowledged: waits.len(), waits })
    }

    /// The wait that `percent` of the acknowledgements did not exceed, in milliseconds.
    pub(crate) fn wait(&self, percent: usize) -> f64 {
        let at = (self.waits.len() * percent / 100).min(self.waits.len().saturating_sub(1));
        self.waits.get(at).map_or(f64::NAN, |wait| wait.as_secs_f64() * 1_000.0)
    }
}

fn file_all(
    mut connection: Connection,
    merchants: &[String],
    nth: usize,
    started: Instant,
    enough: Enough,
) -> Result<Vec<Duration>> {
    let mut waits = Vec::new();
    for merchant in merchants.iter().cycle().skip(nth) {
        let over = match enough {
            Enough::After(time) => started.elapsed() >= time,
            Enough::Filings(number) => waits.len() >= number,
        };
        if over {
            break;
        }
        let began = Instant::now();
        file(&mut connection, merchant)?;
        waits.push(began.elapsed());
    }
    Ok(waits)
}

/// Files a complaint of `merchant` that must be acknowledged; 204 is the answer of a Worker that acknowledges nothing.
pub(crate) fn file(connection: &mut Connection, merchant: &str) -> Result<Message> {
    let id = submission_id();
    let answer = connection.post("/v1/complaints", &body(id, merchant)?)?;
    let text = String::from_utf8_lossy(&answer.body);
    match answer.status() {
        Some(201) if text.contains(&id.to_string()) => Ok(answer),
        Some(204) => Ok(answer),
        _ => bail!("{}: {text}", answer.start),
    }
}

fn submission_id() -> SubmissionId {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let mut random = [0; 10];
    random[2..].copy_from_slice(&NEXT.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    SubmissionId::new(now(), random)
}

/// An ordinary filing: two sentences, an order, an address.
fn body(submission_id: SubmissionId, merchant: &str) -> Result<String> {
    let text = "My payout of 1.284,50 EUR for order 304-8841207-5520931 has been frozen since Monday. \
        Your support has not answered for three days, and I cannot pay my own supplier.";
    let draft = Draft {
        text: text.into(),
        contact: "mara@shop.example".into(),
        order: Some(Sourced { value: "304-8841207-5520931".into(), from: Provenance::JsonLd }),
        merchant: Some(Sourced { value: merchant.into(), from: Provenance::DataAttr }),
        lang: "en".into(),
        ..Draft::default()
    };
    let page = "https://shop.example/orders/304-8841207-5520931".into();
    Ok(serde_json::to_string(&Submission { submission_id, site: "demo".into(), claimed_at: now(), page, draft })?)
}

fn now() -> Millis {
    let since = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
    Millis(since.as_millis() as i64)
}
