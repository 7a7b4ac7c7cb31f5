//! Cases: what was filed, our number for it, and the summary that the list filters and sorts by.

use super::{StoreError, json};
use complaint::api::Filed;
use complaint::clock::ClockKind;
use complaint::id::ComplaintId;
use complaint::level::Level;
use complaint::reason::Queue;
use complaint::time::Millis;
use rusqlite::{OptionalExtension, Row, Transaction, named_params, params};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Our own case number, `88-1042`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Number(pub(crate) i64);

/// One line of the list.
pub(crate) struct Case {
    pub(crate) number: Number,
    pub(crate) filed: Filed,
    pub(crate) summary: Summary,
}

/// Where a complaint stands, as its events say.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct Summary {
    pub(crate) level: Level,
    pub(crate) queue: Queue,
    /// The state's name, `in_progress`.
    pub(crate) status: String,
    pub(crate) open: bool,
    pub(crate) escalated: bool,
    pub(crate) team: Option<String>,
    /// The handler's public name.
    pub(crate) handler: Option<String>,
    /// The clock that runs out first, and when.
    pub(crate) clock: Option<ClockKind>,
    pub(crate) due: Option<Millis>,
}

/// What the list shows; an empty value shows all.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    pub(crate) level: String,
    pub(crate) queue: String,
    /// A state's name; empty: every open one, and any that is sought by `find`; `all`.
    pub(crate) state: String,
    /// The name of the handler whose cases are wanted; `nobody`: those that none has taken.
    pub(crate) handler: String,
    /// Our number, the complaint's or the order's.
    pub(crate) find: String,
}

const FIRST: i64 = 1042;
/// Lines of the list; more are found by filtering.
pub(crate) const PAGE: u32 = 200;

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "88-{}", self.0)
    }
}

impl FromStr for Number {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.strip_prefix("88-").unwrap_or_default().parse().map(Self)
    }
}

/// Opens a case for `filed`, or finds the one it has.
pub(crate) fn open(tx: &Transaction<'_>, filed: &Filed, summary: &Summary) -> Result<Number, StoreError> {
    tx.execute(
        "INSERT OR IGNORE INTO cases (number, complaint, filed, summary)
         VALUES ((SELECT coalesce(max(number) + 1, ?1) FROM cases), ?2, ?3, ?4)",
        params![FIRST, filed.id.to_string(), serde_json::to_string(filed)?, serde_json::to_string(summary)?],
    )?;
    let number = "SELECT number FROM cases WHERE complaint = ?1";
    Ok(tx.query_row(number, [filed.id.to_string()], |row| row.get(0).map(Number))?)
}

pub(crate) fn summarise(tx: &Transaction<'_>, complaint: ComplaintId, summary: &Summary) -> Result<(), StoreError> {
    let text = serde_json::to_string(summary)?;
    tx.execute("UPDATE cases SET summary = ?2 WHERE complaint = ?1", params![complaint.to_string(), text])?;
    Ok(())
}

pub(crate) fn numbered(tx: &Transaction<'_>, number: Number) -> Result<Option<Case>, StoreError> {
    let one = "SELECT number, filed, summary FROM cases WHERE number = ?1";
    tx.query_row(one, [number.0], read).optional()?.map(parse).transpose()
}

/// A complaint's id is read as forgivingly as it is everywhere.
fn sought(find: &str) -> String {
    find.parse::<ComplaintId>().map_or_else(|_| find.trim().to_owned(), |id| id.to_string())
}

/// The cases that pass `filter`, what is due first on top, at most [`PAGE`] of them; and how many pass in all.
pub(crate) fn list(tx: &Transaction<'_>, filter: &Filter) -> Result<(Vec<Case>, i64), StoreError> {
    let passing = "FROM cases WHERE (:level = '' OR summary ->> 'level' = :level)
        AND (:queue = '' OR summary ->> 'queue' = :queue)
        AND CASE :handler WHEN '' THEN 1 WHEN 'nobody' THEN summary ->> 'handler' IS NULL
            ELSE summary ->> 'handler' = :handler END
        AND (:find IN ('', '88-' || number, complaint) OR filed ->> '$.submission.draft.order.value' = :find)
        AND CASE :state WHEN '' THEN summary ->> 'open' OR :find <> '' WHEN 'all' THEN 1 ELSE summary ->> 'status' = :state END";
    let with = named_params! {
        ":level": filter.level, ":queue": filter.queue, ":handler": filter.handler, ":state": filter.state,
        ":find": sought(&filter.find),
    };
    let total = tx.query_row(&format!("SELECT count(*) {passing}"), with, |row| row.get(0))?;
    let mut page = tx.prepare_cached(&format!(
        "SELECT number, filed, summary {passing}
         ORDER BY summary ->> 'open' DESC, summary ->> 'due' IS NULL, summary ->> 'due', number LIMIT {PAGE}"
    ))?;
    let rows = page.query_map(with, read)?;
    Ok((rows.map(|row| parse(row?)).collect::<Result<_, _>>()?, total))
}

/// The states that some case is in.
pub(crate) fn states(tx: &Transaction<'_>) -> Result<Vec<String>, StoreError> {
    let mut all = tx.prepare_cached("SELECT DISTINCT summary ->> 'status' FROM cases ORDER BY 1")?;
    let names = all.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(names)
}

type Columns = (i64, String, String);

fn read(row: &Row<'_>) -> rusqlite::Result<Columns> {
    row.try_into()
}

fn parse((number, filed, summary): Columns) -> Result<Case, StoreError> {
    Ok(Case { number: Number(number), filed: json(&filed)?, summary: json(&summary)? })
}
