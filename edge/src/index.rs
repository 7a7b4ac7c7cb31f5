//! The index: one line per complaint of all dockets, in D1. Each docket feeds it when it has nothing better to do, so it may lag
//! and may be down; nothing but lists and the sweep depends on it.

use crate::fault::Fault;
use complaint::api::Listed;
use complaint::id::{ComplaintId, SubmissionId};
use complaint::level::Level;
use complaint::reason::Queue;
use complaint::time::{Millis, Span};
use complaint::view::{Delivery, Stage};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use worker::wasm_bindgen::JsValue;
use worker::{D1Database, Env};

/// What a docket knows of one complaint.
#[derive(Serialize)]
pub(crate) struct Line<'a> {
    pub site: &'a str,
    pub received_at: Millis,
    pub id: ComplaintId,
    pub version: u32,
    pub wakes_at: Option<Millis>,
    pub listed: Listed,
}

/// Which lines are wanted, the latest received first; of a part that is `None` all.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Filter {
    pub level: Option<Level>,
    pub stage: Option<Stage>,
    pub queue: Option<Queue>,
    pub delivery: Option<Vec<Delivery>>,
    /// Received then or later.
    pub since: Option<Millis>,
    /// Something promised is due before.
    pub due_before: Option<Millis>,
    /// Behind this one.
    pub after: Option<(Millis, ComplaintId)>,
    pub limit: u32,
}

const PUT: &str = "
    INSERT INTO complaint (site, received_at, id, version, wakes_at, listed)
    SELECT value ->> 'site', value ->> 'received_at', value ->> 'id', value ->> 'version', value ->> 'wakes_at',
        value ->> 'listed' FROM json_each(?1) WHERE true
    ON CONFLICT DO UPDATE SET version = excluded.version, wakes_at = excluded.wakes_at, listed = excluded.listed
    WHERE excluded.version >= complaint.version";

const LIST: &str = "
    SELECT listed FROM complaint
    WHERE site = ?1
        AND (?2 IS NULL OR listed ->> 'level' = ?2)
        AND (?3 IS NULL OR listed ->> 'stage' = ?3)
        AND (?4 IS NULL OR listed ->> 'queue' = ?4)
        AND (?5 IS NULL OR listed ->> 'delivery' IN (SELECT value FROM json_each(?5)))
        AND (?6 IS NULL OR received_at >= ?6)
        AND (?7 IS NULL OR listed ->> 'due_at' < ?7)
        AND (?8 IS NULL OR (received_at, id) < (?8, ?9))
    ORDER BY received_at DESC, id DESC LIMIT ?10";

const CLAIM: &str = "
    UPDATE complaint SET wakes_at = ?2
    WHERE (site, received_at, id) IN
        (SELECT site, received_at, id FROM complaint WHERE wakes_at < ?1 ORDER BY wakes_at LIMIT ?3)
    RETURNING id";

/// Writes `lines`, each unless a newer one is there already.
pub(crate) async fn put(env: &Env, lines: &[Line<'_>]) -> Result<(), Fault> {
    let lines = serde_json::to_string(lines).map_err(worker::Error::from)?;
    open(env)?.prepare(PUT).bind(&[lines.into()])?.run().await?;
    Ok(())
}

/// Of the complaints of `site`.
pub(crate) async fn list(env: &Env, site: &str, filter: &Filter) -> Result<Vec<Listed>, Fault> {
    #[derive(Deserialize)]
    struct Row {
        listed: String,
    }
    let delivery = filter.delivery.as_ref().map(serde_json::to_string).transpose();
    let values = [
        site.into(),
        or_null(filter.level.map(Level::code)),
        or_null(filter.stage.map(Stage::code)),
        or_null(filter.queue.map(Queue::code)),
        or_null(delivery.map_err(worker::Error::from)?),
        or_null(filter.since.map(number)),
        or_null(filter.due_before.map(number)),
        or_null(filter.after.map(|(at, _)| number(at))),
        or_null(filter.after.map(|(_, id)| id.to_string())),
        filter.limit.into(),
    ];
    let rows: Vec<Row> = open(env)?.prepare(LIST).bind(&values)?.all().await?.results()?;
    let read = |row: &Row| serde_json::from_str(&row.listed).map_err(|_| Fault::Unreadable("index".into()));
    rows.iter().map(read).collect()
}

/// At most `limit` complaints whose dockets should have woken before `overdue`, the longest overdue first. They are not named
/// again for the length of `rest`, unless their dockets say otherwise.
pub(crate) async fn claim(env: &Env, overdue: Millis, rest: Span, limit: u32) -> Result<Vec<ComplaintId>, Fault> {
    #[derive(Deserialize)]
    struct Row {
        id: ComplaintId,
    }
    let values = [number(overdue).into(), number(overdue + rest).into(), limit.into()];
    let rows: Vec<Row> = open(env)?.prepare(CLAIM).bind(&values)?.all().await?.results()?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Notes that `submission`, a draft, need not be filed because of `suggestion`.
pub(crate) async fn count_solved(
    env: &Env,
    site: &str,
    suggestion: &str,
    submission: SubmissionId,
    at: Millis,
) -> Result<(), Fault> {
    let values = [site.into(), suggestion.into(), submission.to_string().into(), number(at).into()];
    open(env)?.prepare("INSERT OR IGNORE INTO solved VALUES (?1, ?2, ?3, ?4)").bind(&values)?.run().await?;
    Ok(())
}

/// How many drafts each suggestion of `site` made needless.
pub(crate) async fn solved(env: &Env, site: &str) -> Result<HashMap<String, u32>, Fault> {
    #[derive(Deserialize)]
    struct Row {
        suggestion: String,
        drafts: u32,
    }
    let query = "SELECT suggestion, count(*) AS drafts FROM solved WHERE site = ?1 GROUP BY suggestion";
    let rows: Vec<Row> = open(env)?.prepare(query).bind(&[site.into()])?.all().await?.results()?;
    Ok(rows.into_iter().map(|row| (row.suggestion, row.drafts)).collect())
}

fn open(env: &Env) -> Result<D1Database, Fault> {
    Ok(env.d1("INDEX")?)
}

/// D1 takes no 64-bit integers; every moment until the year 287396 is exact as a float.
fn number(at: Millis) -> f64 {
    at.0 as f64
}

fn or_null<T: Into<JsValue>>(value: Option<T>) -> JsValue {
    value.map_or(JsValue::NULL, Into::into)
}
