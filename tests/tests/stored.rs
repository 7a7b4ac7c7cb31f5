//! What an older edge has written is still read, and brought to its end: a docket's file as version 1 and version 3 left it.

use complaint::api::{Receipt, Submission};
use complaint::draft::{Provenance, Sourced};
use complaint::event::What;
use complaint::id::ComplaintId;
use complaint::view::Delivery;
use redress_tests::draft::{self, deed};
use redress_tests::runtime::Edge;
use redress_tests::toy_platform::ToyPlatform;
use redress_tests::wait::until;
use rusqlite::Connection;
use std::fs;

/// One complaint delivered and assigned, and one whose first try the platform refused.
const VERSION_1: &str = include_str!("stored/docket-1.sql");
/// The same two, between them one that was withdrawn and needs nothing any more, and behind them one that nothing was done for yet.
const VERSION_3: &str = include_str!("stored/docket-3.sql");

#[test]
fn a_docket_of_version_1_goes_on() {
    check(VERSION_1, &[2]);
}

#[test]
fn a_docket_of_version_3_goes_on() {
    check(VERSION_3, &[3, 4]);
}

/// `left`: the complaints in `dump` that the platform does not have.
fn check(dump: &str, left: &[u32]) {
    let platform = ToyPlatform::busy_for("toy", 0);
    let mut edge = Edge::start(&[platform.site()]);
    // The docket's file gets its name from the runtime; what is in it is then replaced.
    let first = edge.client.receipt(&filing()).id;
    until("all is delivered", || (platform.taken().len() == 3).then_some(()));
    edge.kill();
    replace(&edge, dump);
    edge.restart();

    let receipts: Vec<Receipt> = papers(dump)
        .expect("the dump is one of SQLite's")
        .into_iter()
        .map(|(receipt, submission)| {
            let again = edge.client.file_body(submission.as_bytes()).expect("the edge is up");
            assert_eq!((again.status, &again.body), (200, &receipt.into_bytes()));
            again.json()
        })
        .collect();
    assert!(receipts.iter().map(|receipt| receipt.id.sequence).eq(1..=receipts.len() as u32));

    for receipt in &receipts {
        until("it is delivered", || (edge.client.view(receipt).delivery == Delivery::Delivered).then_some(()));
    }
    let message = What::Message { text: "I am looking into it.".into() };
    edge.client.report(&receipts[0], &deed(&receipts[0], "message", message));
    let next = edge.client.receipt(&filing());
    assert_eq!(next.id, ComplaintId { sequence: receipts.len() as u32 + 1, ..first });
    until("the new one is delivered", || platform.has(next.id, 2).then_some(()));
    let came = platform.taken().into_iter().skip(3).filter(|event| event.data.filed.is_some());
    let mut came: Vec<_> = came.map(|event| event.subject.sequence).collect();
    came.sort_unstable();
    assert_eq!(came, [left, &[next.id.sequence]].concat(), "what the platform had is not sent again");
    platform.assert_sound();
    edge.assert_sound();
}

/// Receipts and submissions in `dump`.
fn papers(dump: &str) -> rusqlite::Result<Vec<(String, String)>> {
    let kept = Connection::open_in_memory()?;
    kept.execute_batch(dump)?;
    let mut rows = kept.prepare("SELECT receipt, submission FROM complaint ORDER BY sequence")?;
    rows.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

fn filing() -> Submission {
    let mut submission = draft::any("toy");
    submission.draft.merchant = Some(Sourced { value: "M-1".into(), from: Provenance::DataAttr });
    submission
}

/// Puts `dump` in place of the only docket of `edge`, which is down.
fn replace(edge: &Edge, dump: &str) {
    let docket = edge.docket();
    for ending in ["sqlite", "sqlite-wal", "sqlite-shm"] {
        // A log that was read to its end is not there.
        drop(fs::remove_file(docket.with_extension(ending)));
    }
    Connection::open(docket).and_then(|new| new.execute_batch(dump)).expect("the dump is one of SQLite's");
}
