//! Levels that one handler wants lowered and a second has yet to agree to.

use super::{StoreError, json};
use complaint::id::ComplaintId;
use complaint::level::Level;
use rusqlite::{OptionalExtension, Transaction};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct Lowering {
    pub(crate) level: Level,
    pub(crate) reason: String,
    /// The handler's public name.
    pub(crate) asked_by: String,
}

/// Asks anew: a complaint has one such wish at a time.
pub(crate) fn ask(tx: &Transaction<'_>, complaint: ComplaintId, asked: &Lowering) -> Result<(), StoreError> {
    let upsert = "INSERT OR REPLACE INTO lowerings (complaint, asked) VALUES (?1, ?2)";
    tx.execute(upsert, [complaint.to_string(), serde_json::to_string(asked)?])?;
    Ok(())
}

pub(crate) fn of(tx: &Transaction<'_>, complaint: ComplaintId) -> Result<Option<Lowering>, StoreError> {
    let one = "SELECT asked FROM lowerings WHERE complaint = ?1";
    let text: Option<String> = tx.query_row(one, [complaint.to_string()], |row| row.get(0)).optional()?;
    text.as_deref().map(json).transpose()
}

pub(crate) fn forget(tx: &Transaction<'_>, complaint: ComplaintId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM lowerings WHERE complaint = ?1", [complaint.to_string()])?;
    Ok(())
}
