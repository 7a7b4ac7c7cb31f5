//! The events of each complaint, as the edge told them.

use super::{StoreError, json};
use complaint::event::Event;
use complaint::id::ComplaintId;
use complaint::time::Millis;
use rusqlite::{OptionalExtension, Transaction, params};

/// What became of an event that was to be added.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Added {
    New,
    /// The complaint has this event already.
    Again,
    /// Another event has this place in the complaint.
    PlaceTaken,
}

pub(crate) fn add(
    tx: &Transaction<'_>,
    complaint: ComplaintId,
    event: &Event,
    now: Millis,
) -> Result<Added, StoreError> {
    let known = "SELECT id = ?1 FROM events WHERE complaint = ?2 AND (id = ?1 OR seq = ?3) ORDER BY 1 DESC";
    let at = params![event.id, complaint.to_string(), event.seq];
    if let Some(same) = tx.query_row(known, at, |row| row.get(0)).optional()? {
        return Ok(if same { Added::Again } else { Added::PlaceTaken });
    }
    tx.execute(
        "INSERT INTO events (id, complaint, seq, event, arrived_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![event.id, complaint.to_string(), event.seq, serde_json::to_string(event)?, now.0],
    )?;
    Ok(Added::New)
}

/// The events of `complaint` in order, up to the first that has not come yet.
pub(crate) fn of(tx: &Transaction<'_>, complaint: ComplaintId) -> Result<Vec<Event>, StoreError> {
    let mut all = tx.prepare_cached("SELECT event FROM events WHERE complaint = ?1 ORDER BY seq")?;
    let texts = all.query_map([complaint.to_string()], |row| row.get::<_, String>(0))?;
    let mut events = Vec::new();
    for text in texts {
        let event: Event = json(&text?)?;
        if event.seq as usize != events.len() {
            break;
        }
        events.push(event);
    }
    Ok(events)
}

/// Keeps a delivery that was signed by the edge and yet not understood.
pub(crate) fn keep_stray(
    tx: &Transaction<'_>,
    id: &str,
    body: &str,
    fault: &str,
    now: Millis,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT OR REPLACE INTO strays (webhook_id, body, fault, arrived_at) VALUES (?1, ?2, ?3, ?4)",
        params![id, body, fault, now.0],
    )?;
    Ok(())
}

/// Forgets a stray that came again and was understood.
pub(crate) fn forget_stray(tx: &Transaction<'_>, id: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM strays WHERE webhook_id = ?1", [id])?;
    Ok(())
}

/// The ids and faults of what was not understood, the newest first.
pub(crate) fn strays(tx: &Transaction<'_>) -> Result<Vec<(String, String)>, StoreError> {
    let mut all = tx.prepare_cached("SELECT webhook_id, fault FROM strays ORDER BY arrived_at DESC LIMIT 20")?;
    let rows = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
