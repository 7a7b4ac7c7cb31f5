//! Whether the wait for an acknowledgement grows with the complaints in its docket.

use anyhow::{Result, ensure};
use complaint::api::Receipt;

use super::edge::{Place, median};
use super::http::Connection;
use super::load::{Enough, Load, file};
use crate::host::Host;

const ROUNDS: usize = 20;
/// Filings a turn: few, so that a small docket stays one.
const FILINGS: usize = 5;
/// Complaints in a docket, all of them open.
const SIZES: [usize; 3] = [10, 1_000, 100_000];

/// Copies of a docket's first complaint, whose clocks are not due for days.
const COPY: &str = "
    WITH RECURSIVE copy(n) AS (SELECT {from} UNION ALL SELECT n + 1 FROM copy WHERE n < {to})
    INSERT INTO complaint (sequence, at, submission_id, body_sha256, policy, opening, receipt, submission)
    SELECT n, at + n, submission_id || n, body_sha256, policy, opening, receipt, submission
    FROM complaint, copy WHERE sequence = 1;
    INSERT INTO work (complaint, sent, attempts, parked, deliver_at, wakes_at, stale)
    SELECT sequence, 3, 0, 0, NULL, at + 1000000000, 0 FROM complaint WHERE sequence BETWEEN {from} AND {to};
    UPDATE docket SET attended = {to} + 1;
";
/// At a time: the write-ahead log of more than that would have to be read at the next start.
const COPIES: usize = 1_000;

pub(super) fn run(place: &Place) -> Result<()> {
    let merchants = SIZES.map(|size| [format!("one of {size}")]);
    fill(place, &merchants)?;
    let (edge, plain) = (place.edge()?, place.baseline("plain")?);
    // So that it is the docket that wakes, not the Worker.
    wait(&edge, &["another".into()], 1)?;
    let first = merchants.each_ref().map(|merchant| wait(&edge, merchant, 1));
    let first = first.into_iter().collect::<Result<Vec<_>>>()?;
    let round = |_| -> Result<Vec<f64>> {
        let turn = |host: &Host, merchant: &[String]| {
            let wait = wait(host, merchant, FILINGS);
            place.sink.settle();
            wait
        };
        let dockets = merchants.iter().map(|merchant| turn(&edge, merchant));
        dockets.chain([turn(&plain, &merchants[0])]).collect()
    };
    let rounds = (0..ROUNDS).map(round).collect::<Result<Vec<_>>>()?;
    println!("\nby complaints in the docket, one connection, {ROUNDS} rounds\n");
    println!("{:>12}{:>12}{:>16}{:>26}", "complaints", "p50 ms", "to the smallest", "first after it slept, ms");
    for (at, size) in SIZES.into_iter().enumerate() {
        let ratio = median(rounds.iter().map(|round| round[at] / round[0]));
        println!("{size:>12}{:>12.1}{ratio:>16.2}{:>26.1}", median(rounds.iter().map(|round| round[at])), first[at]);
    }
    println!("{:>12}{:>12.1}", "plain", median(rounds.iter().map(|round| round[SIZES.len()])));
    [edge, plain].into_iter().try_for_each(Host::stop)
}

fn fill(place: &Place, merchants: &[[String; 1]; 3]) -> Result<()> {
    let edge = place.edge()?;
    let mut connection = Connection::open(edge.address)?;
    let mut dockets = Vec::new();
    for [merchant] in merchants {
        let receipt: Receipt = serde_json::from_slice(&file(&mut connection, merchant)?.body)?;
        dockets.push(format!("/{:016x}", receipt.id.docket));
    }
    place.sink.settle();
    edge.stop()?;
    let seed = place.seed()?;
    for (docket, size) in dockets.iter().zip(SIZES) {
        let mut connection = Connection::open(seed.address)?;
        for from in (2..=size).step_by(COPIES) {
            let to = size.min(from + COPIES - 1);
            let statements = COPY.replace("{from}", &from.to_string()).replace("{to}", &to.to_string());
            let answer = connection.post(docket, &statements)?;
            ensure!(answer.status() == Some(200), "{}", String::from_utf8_lossy(&answer.body));
        }
    }
    seed.stop()
}

/// The median wait for so many acknowledgements, in milliseconds.
fn wait(host: &Host, merchant: &[String], filings: usize) -> Result<f64> {
    Ok(Load::run(host.address, 1, merchant, Enough::Filings(filings))?.wait(50))
}
