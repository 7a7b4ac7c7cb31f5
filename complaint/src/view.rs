//! What the merchant is shown: derived from the events, never stored. The sentences are made in the reader's language.

use crate::amount::Amount;
use crate::clock::ClockKind;
use crate::event::{ActorKind, Resolution};
use crate::id::ComplaintId;
use crate::level::Level;
use crate::reason::{Confirmation, Outcome, Queue, codes};
use crate::time::{Millis, Span};
use crate::triage::Why;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

codes! {
    /// The six nodes.
    Stage {
        "accepted" Accepted, "assigned" Assigned, "handling" Handling, "feedback" Feedback, "review" Review,
        "archived" Archived,
    }
    /// Who has to act next.
    NextActor { "merchant" Merchant, "platform" Platform, "nobody" Nobody }
    /// What the merchant may do now.
    MerchantAction {
        "reply" Reply, "confirm" Confirm, "reject" Reject, "withdraw" Withdraw, "escalate" Escalate,
        "contest_level" ContestLevel, "contest" Contest, "reopen" Reopen, "rate" Rate,
    }
    ClockState { "running" Running, "paused" Paused, "met" Met, "missed" Missed }
    /// Whether the platform has what we recorded.
    Delivery { "pending" Pending, "delivered" Delivered, "parked" Parked }
}

/// `GET /v1/complaints/{id}`.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct View {
    pub id: ComplaintId,
    /// The state's name, `in_progress`.
    pub status: String,
    pub stage: Stage,
    pub next_actor: NextActor,
    pub allowed_actions: Vec<MerchantAction>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible_team: Option<String>,
    /// The handler's public name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_at: Option<Millis>,
    /// What the merchant is asked for, or the third party waited for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting_for: Option<String>,
    /// Why the merchant is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting_why: Option<String>,
    /// What lies before the merchant, or was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<Resolution>,
    pub level: Level,
    pub why: Vec<Why>,
    /// The sum that was reached, where that is among the why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub critical_from: Option<Amount>,
    pub queue: Queue,
    pub escalated: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmation: Option<Confirmation>,
    /// Until when a finished complaint may be reopened or contested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reopen_until: Option<Millis>,
    pub delivery: Delivery,
    /// While the platform could not yet be told of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trying: Option<Trying>,
    /// The platform's own case number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    pub received_at: Millis,
    pub clocks: Vec<ClockView>,
    pub timeline: Vec<Entry>,
}

/// How the delivery goes on that has not succeeded so far; no attempts where the platform seems dead to others.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Trying {
    pub attempts: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_at: Option<Millis>,
    /// Not before; the present or the past: any moment.
    pub next_at: Millis,
}

#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ClockView {
    pub clock: ClockKind,
    pub state: ClockState,
    /// While paused: where it stood.
    pub due_at: Millis,
    /// While running: from when on time is short, a quarter of it being left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warn_at: Option<Millis>,
    /// While paused: what it has yet to run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<Span>,
}

/// One line of the timeline; flat, so that a browser reads it cheaply.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Entry {
    pub at: Millis,
    /// The event's type, `complaint.assigned`.
    pub kind: String,
    pub actor: ActorKind,
    pub automated: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// What was written, or the case number, or the clock's code, whichever the kind carries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The time the kind carries: expected, wanted until, due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Millis>,
    /// The level given, or wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
}
