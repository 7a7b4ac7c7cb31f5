//! What the desk did, until the edge has told it back as an event.

use super::{StoreError, json};
use complaint::api::PlatformEvent;
use complaint::id::ComplaintId;
use complaint::time::Millis;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use rusqlite::{OptionalExtension, Row, Transaction, params};

/// One post to the edge.
pub(crate) struct Post {
    pub(crate) complaint: ComplaintId,
    pub(crate) event: PlatformEvent,
    pub(crate) state: State,
    pub(crate) attempts: u32,
    pub(crate) next_at: Millis,
    /// Why the last try failed, or why the edge refused.
    pub(crate) fault: Option<String>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum State {
    Waiting,
    Taken,
    Refused,
}

impl State {
    fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Taken => "taken",
            Self::Refused => "refused",
        }
    }
}

impl FromSql for State {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        [Self::Waiting, Self::Taken, Self::Refused]
            .into_iter()
            .find(|state| value.as_str() == Ok(state.code()))
            .ok_or(FromSqlError::InvalidType)
    }
}

const COLUMNS: &str = "complaint, post, state, attempts, next_at, fault";

/// Puts `event` on its way, unless it is there already or the edge has told it back: then it was a second click.
pub(crate) fn add(
    tx: &Transaction<'_>,
    complaint: ComplaintId,
    event: &PlatformEvent,
    now: Millis,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT OR IGNORE INTO outbox (id, complaint, post, made_at, state, attempts, next_at)
         SELECT ?1, ?2, ?3, ?4, 'waiting', 0, ?4 WHERE NOT EXISTS (SELECT 1 FROM events WHERE id = ?1 AND complaint = ?2)",
        params![event.id, complaint.to_string(), serde_json::to_string(event)?, now.0],
    )?;
    Ok(())
}

/// What is to be sent next, `next_at` telling when: the first post waiting of each complaint, so that none overtakes another.
pub(crate) fn next(tx: &Transaction<'_>) -> Result<Option<Post>, StoreError> {
    let first = format!(
        "SELECT {COLUMNS} FROM outbox WHERE place IN
            (SELECT min(place) FROM outbox WHERE state = 'waiting' GROUP BY complaint)
         ORDER BY next_at, place LIMIT 1"
    );
    tx.prepare_cached(&first)?.query_row([], read).optional()?.map(parse).transpose()
}

/// The posts of `complaint` that the edge has not told back, in the order they were made.
pub(crate) fn of(tx: &Transaction<'_>, complaint: ComplaintId) -> Result<Vec<Post>, StoreError> {
    let mut all = tx.prepare_cached(&format!("SELECT {COLUMNS} FROM outbox WHERE complaint = ?1 ORDER BY place"))?;
    let rows = all.query_map([complaint.to_string()], read)?;
    rows.map(|row| parse(row?)).collect()
}

pub(crate) fn is_waiting(tx: &Transaction<'_>, id: &str) -> Result<bool, StoreError> {
    let waiting = "SELECT 1 FROM outbox WHERE id = ?1 AND state = 'waiting'";
    Ok(tx.prepare_cached(waiting)?.exists([id])?)
}

/// Writes down what came of one try.
pub(crate) fn tried(
    tx: &Transaction<'_>,
    id: &str,
    state: State,
    next_at: Millis,
    fault: Option<&str>,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE outbox SET state = ?2, attempts = attempts + 1, next_at = ?3, fault = ?4 WHERE id = ?1",
        params![id, state.code(), next_at.0, fault],
    )?;
    Ok(())
}

/// Forgets a post that the edge has told back.
pub(crate) fn forget(tx: &Transaction<'_>, complaint: ComplaintId, id: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM outbox WHERE id = ?1 AND complaint = ?2", [id, &complaint.to_string()])?;
    Ok(())
}

/// Forgets a post whose refusal has been read.
pub(crate) fn forget_refused(tx: &Transaction<'_>, id: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM outbox WHERE id = ?1 AND state = 'refused'", [id])?;
    Ok(())
}

type Columns = (String, String, State, u32, i64, Option<String>);

fn read(row: &Row<'_>) -> rusqlite::Result<Columns> {
    row.try_into()
}

fn parse((complaint, event, state, attempts, next_at, fault): Columns) -> Result<Post, StoreError> {
    Ok(Post { complaint: complaint.parse()?, event: json(&event)?, state, attempts, next_at: Millis(next_at), fault })
}
