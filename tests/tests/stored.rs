//! What an older edge has written is still read, and brought to its end: a docket's file as version 1 left it.

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

#[test]
fn a_docket_of_version_1_goes_on() {
    let platform = ToyPlatform::busy_for("toy", 0);
    let mut edge = Edge::start(&[platform.site()]);
    // The docket's file gets its name from the runtime; what is in it is then replaced.
    let docket = edge.client.receipt(&filing()).id.docket;
    until("all is delivered", || (platform.taken().len() == 3).then_some(()));
    edge.kill();
    replace(&edge, VERSION_1);
    edge.restart();

    let kept = Connection::open_in_memory().unwrap();
    kept.execute_batch(VERSION_1).unwrap();
    let mut rows = kept.prepare("SELECT receipt, submission FROM complaint ORDER BY sequence").unwrap();
    let rows = rows.query_map((), |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))).unwrap();
    let receipts: Vec<Receipt> = rows
        .map(|row| {
            let (receipt, submission) = row.unwrap();
            let again = edge.client.file_body(submission.as_bytes()).unwrap();
            assert_eq!((again.status, again.body), (200, receipt.clone().into_bytes()));
            serde_json::from_str(&receipt).unwrap()
        })
        .collect();
    assert_eq!(receipts.iter().map(|receipt| receipt.id.sequence).collect::<Vec<_>>(), [1, 2]);

    for receipt in &receipts {
        until("it is delivered", || (edge.client.view(receipt).delivery == Delivery::Delivered).then_some(()));
    }
    let message = What::Message { text: "I am looking into it.".into() };
    edge.client.report(&receipts[0], &deed(&receipts[0], "message", message));
    let next = edge.client.receipt(&filing());
    assert_eq!(next.id, ComplaintId { docket, sequence: 3 });
    until("the new one is delivered", || platform.has(next.id, 2).then_some(()));
    platform.assert_sound();
    edge.assert_sound();
}

fn filing() -> Submission {
    let mut submission = draft::any("toy");
    submission.draft.merchant = Some(Sourced { value: "M-1".into(), from: Provenance::DataAttr });
    submission
}

/// Puts `dump` in place of the only docket of `edge`, which is down.
fn replace(edge: &Edge, dump: &str) {
    let files = fs::read_dir(edge.state().join("do/redress-edge-Docket")).expect("the runtime keeps objects there");
    let files: Vec<_> = files.filter_map(|file| Some(file.ok()?.path())).collect();
    let mut dockets = files.iter().filter(|file| !file.to_string_lossy().contains("metadata"));
    let docket = dockets.find(|file| file.extension().is_some_and(|ending| ending == "sqlite"));
    let docket = docket.expect("a complaint was filed");
    // With its write-ahead log.
    for part in files.iter().filter(|file| file.file_stem() == docket.file_stem()) {
        fs::remove_file(part).expect("the folder is ours");
    }
    Connection::open(docket).and_then(|new| new.execute_batch(dump)).expect("the dump is one of SQLite's");
}
