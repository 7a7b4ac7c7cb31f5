//! What a docket keeps on disk, and how older ones are brought up to date.
//!
//! Rows written are most of what a complaint costs, so there is one row per complaint, one per later event, one for work
//! that was begun and is still to be done, and a single index. Until the platform has a complaint and the index knows, that is
//! six: two of `complaint`, one of `event`, and three of `work`, one for each event that was taken.

use worker::{Result, SqlStorage, SqlStorageValue};

/// Each entry brings a docket from the version of its position to the next; published ones never change.
const MIGRATIONS: [&str; 4] = [
    "
    CREATE TABLE docket (version INTEGER NOT NULL, number TEXT NOT NULL, site TEXT NOT NULL);
    CREATE TABLE policy (id INTEGER PRIMARY KEY, policy TEXT NOT NULL);
    -- `opening`: its first two events, which are written with it. `receipt`: the bytes that were answered.
    CREATE TABLE complaint (
        sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, submission_id TEXT NOT NULL UNIQUE, body_sha256 TEXT NOT NULL,
        policy INTEGER NOT NULL, opening TEXT NOT NULL, receipt TEXT NOT NULL, submission TEXT NOT NULL
    );
    CREATE TABLE event (
        complaint INTEGER NOT NULL, seq INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (complaint, seq)
    ) WITHOUT ROWID;
    -- Only while something is to be delivered or a clock runs. `sent`: how many events the platform has.
    CREATE TABLE work (
        complaint INTEGER PRIMARY KEY, sent INTEGER NOT NULL, attempts INTEGER NOT NULL, parked INTEGER NOT NULL,
        deliver_at INTEGER, wakes_at INTEGER
    );
",
    "
    -- Of the platform's: `complaint::breaker::Breaker`, while it is not closed.
    ALTER TABLE docket ADD COLUMN breaker TEXT;
    -- Tries of events that were not taken at the first one. `n`: counted from 1 per event. `answer`: `complaint::api::Answer`.
    CREATE TABLE try (
        complaint INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL, at INTEGER NOT NULL, answer TEXT NOT NULL,
        PRIMARY KEY (complaint, seq, n)
    ) WITHOUT ROWID;
",
    "
    -- The index does not know of it yet; a complaint keeps its row until it does.
    ALTER TABLE work ADD COLUMN stale INTEGER NOT NULL DEFAULT 1;
",
    "
    -- Of a complaint from this one on that has no row in `work`, nothing was done yet; of one before, nothing is left to be done.
    ALTER TABLE docket ADD COLUMN attended INTEGER NOT NULL DEFAULT 0;
    UPDATE docket SET attended = (SELECT ifnull(max(sequence), 0) + 1 FROM complaint);
    -- From here on `complaint.opening` is what its receipt does not tell of its first events, and `work.stale` the number of its latest
    -- change: those up to this one the index knows.
    ALTER TABLE docket ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
",
];

/// Whose docket it is.
pub(super) struct Owner {
    pub number: u64,
    pub site: String,
}

/// The owner written down, after bringing the tables up to date; `None` in an object that never took a complaint.
pub(super) fn open(sql: &SqlStorage) -> Result<Option<Owner>> {
    if rows(sql, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'docket'", vec![])?.is_empty() {
        return Ok(None);
    }
    let row = rows(sql, "SELECT version, number, site FROM docket", vec![])?.pop();
    let Some([SqlStorageValue::Integer(version), SqlStorageValue::String(number), SqlStorageValue::String(site)]) =
        row.as_deref()
    else {
        return Ok(None);
    };
    let missing = MIGRATIONS.get(*version as usize..).unwrap_or_default();
    for (step, migration) in missing.iter().enumerate() {
        sql.exec(migration, None)?;
        sql.exec("UPDATE docket SET version = ?", vec![SqlStorageValue::Integer(version + step as i64 + 1)])?;
    }
    Ok(u64::from_str_radix(number, 16).ok().map(|number| Owner { number, site: site.clone() }))
}

/// Makes the tables of a new docket.
pub(super) fn found(sql: &SqlStorage, owner: &Owner) -> Result<()> {
    sql.exec(&MIGRATIONS.concat(), None)?;
    let owner = vec![
        SqlStorageValue::Integer(MIGRATIONS.len() as i64),
        format!("{:016x}", owner.number).into(), // As text: SQL integers cross as floats.
        owner.site.as_str().into(),
    ];
    sql.exec("INSERT INTO docket (version, number, site) VALUES (?, ?, ?)", owner)?;
    Ok(())
}

/// All rows of a query.
pub(super) fn rows(sql: &SqlStorage, query: &str, values: Vec<SqlStorageValue>) -> Result<Vec<Vec<SqlStorageValue>>> {
    sql.exec(query, values)?.raw().collect()
}
