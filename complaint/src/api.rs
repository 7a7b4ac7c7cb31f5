//! What crosses the wire, each shape once for both ends. Times are epoch milliseconds; errors are RFC 9457.

use crate::amount::Amount;
use crate::clock::{Calendar, ClockKind};
use crate::draft::Draft;
use crate::event::{Actor, Event, What};
use crate::id::{ComplaintId, SubmissionId};
use crate::level::{Level, Promise};
use crate::problem::Problem;
use crate::reason::{Outcome, Queue, Reason};
use crate::site::Desk;
use crate::suggestion::Suggestion;
use crate::time::Millis;
use crate::triage::Triage;
use crate::view::{Delivery, Stage};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use serde::{Deserialize, Serialize};

/// `POST /v1/complaints`, as `text/plain` (no preflight) or `application/json`.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Submission {
    pub submission_id: SubmissionId,
    pub site: String,
    /// When the browser says it was filed; kept as a claim beside the edge's own time.
    pub claimed_at: Millis,
    /// Address of the page it was filed on, without query and fragment.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub page: String,
    pub draft: Draft,
}

/// `201` at first, `200` with the same bytes ever after.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Receipt {
    pub id: ComplaintId,
    pub submission_id: SubmissionId,
    pub site: String,
    /// The marketplace's name.
    pub site_name: String,
    pub received_at: Millis,
    pub claimed_at: Millis,
    pub level: Level,
    pub queue: Queue,
    pub triage: Triage,
    /// When each promise is due.
    pub due: Vec<Due>,
    pub contact: Desk,
    pub lang: String,
    /// SHA-256 of the body as it was received, lower-case hex; a keyed one where a card number was hidden in it.
    pub body_sha256: String,
    /// Opens this one complaint and no other (`Authorization: Bearer …`).
    pub follow: String,
}

#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Due {
    pub clock: ClockKind,
    pub at: Millis,
}

/// `GET /v1/sites/{site}`: what a page may know.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct PublicSite {
    pub site: String,
    pub name: String,
    pub contact: Desk,
    /// What each level promises here.
    #[serde(default)]
    pub promises: BTreeMap<Level, Promise>,
    /// As in the policy.
    #[serde(default)]
    pub critical_from: Vec<Amount>,
    #[serde(default)]
    pub working: Calendar,
    #[serde(default)]
    pub suggestions: Vec<Suggestion>,
}

/// `POST /v1/sites/{site}/suggestions/{id}/solved`: the draft of that name need not be filed.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Solved {
    pub submission_id: SubmissionId,
}

/// `GET /v1/platform/suggestions`: how many drafts each suggestion of the site made needless.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Helped {
    pub solved: BTreeMap<String, u32>,
}

/// `POST /v1/platform/complaints/{id}/events`: what the platform tells us. The same `id` again changes nothing.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PlatformEvent {
    /// The platform's own name for it, unlike any other it gives to this complaint; it comes back in the event delivered.
    pub id: String,
    pub actor: Actor,
    pub event: What,
}

/// `POST /v1/complaints/{id}/actions`: what the merchant does, named by the browser. The same `id` again changes nothing.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    pub id: String,
    pub event: What,
}

/// What we tell the platform: CloudEvents 1.0, JSON format, inside a Standard Webhooks request.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct CloudEvent {
    pub specversion: String,
    /// As [`CloudEvent::name`] makes it: equal to `webhook-id`, the same at every try. The event inside has its own id.
    pub id: String,
    /// `/sites/{site}`.
    pub source: String,
    #[serde(rename = "type")]
    pub kind: String,
    /// The complaint's id.
    pub subject: ComplaintId,
    /// RFC 3339, UTC.
    pub time: String,
    pub datacontenttype: String,
    pub data: CloudData,
}

impl CloudEvent {
    /// `{complaint id}:{seq}`: unlike any other of the edge's, whatever the events themselves are called by whoever told them.
    pub fn name(subject: ComplaintId, seq: u32) -> String {
        format!("{subject}:{seq}")
    }
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct CloudData {
    pub event: Event,
    /// With `complaint.received` only: what was filed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filed: Option<Filed>,
}

/// A complaint as it was written down.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Filed {
    pub id: ComplaintId,
    pub received_at: Millis,
    pub submission: Submission,
    pub triage: Triage,
    pub due: Vec<Due>,
}

/// The platform's answer to a delivery; any 2xx accepts, `case` is its own number where it has one.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Accepted {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
}

/// `GET /v1/platform/complaints/{id}/deliveries`: what of a complaint the platform has, and what was tried.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Deliveries {
    pub id: ComplaintId,
    /// Pending until every event is taken.
    pub state: Delivery,
    /// How many events there are, and how many of them, from the first, the platform has.
    pub events: u32,
    pub sent: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_at: Option<Millis>,
    /// Of every event that was not taken at the first one, in order.
    pub tries: Vec<Try>,
}

/// `POST /v1/platform/complaints/{id}/replay` and `/v1/platform/deliveries/replay`: how many complaints waited for their next try, parked or not, and are now due at once.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Replayed {
    pub complaints: u32,
    /// The `cursor` to go on with, where more are left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// `GET /v1/platform/complaints` and `/v1/platform/deliveries`: the latest received first.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Listing {
    pub complaints: Vec<Listed>,
    /// The `cursor` of what follows, where something does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// One complaint in lists; nothing in it was written by a person.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Listed {
    pub id: ComplaintId,
    pub received_at: Millis,
    /// The state's name, `in_progress`.
    pub status: String,
    pub stage: Stage,
    pub level: Level,
    pub reason: Reason,
    pub queue: Queue,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    pub escalated: bool,
    /// When the next of its promises is due, or the first that is late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Millis>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// Pending until every event is taken.
    pub delivery: Delivery,
    /// How often the event was tried that is to be delivered next.
    pub attempts: u32,
}

/// One try to deliver one event.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Try {
    /// The event's.
    pub seq: u32,
    /// Counts from 1 for each event.
    pub n: u32,
    pub at: Millis,
    pub answer: Answer,
}

/// What a try met.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Of HTTP.
    Status(u16),
    TimedOut,
    /// No connection, or one that broke before it said anything.
    Unreachable,
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => status.fmt(f),
            Self::TimedOut => f.write_str("timed out"),
            Self::Unreachable => f.write_str("no answer"),
        }
    }
}

/// RFC 9457. `code` is stable; `problems` names each fault and its field.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ProblemDocument {
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    pub code: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
}
