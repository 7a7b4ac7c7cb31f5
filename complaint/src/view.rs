//! What the merchant is shown: derived from the events, never stored. The sentences are made in the reader's language.

use crate::amount::Amount;
use crate::api::{Answer, Try};
use crate::clock::ClockKind;
use crate::event::{ActorKind, Resolution};
use crate::id::ComplaintId;
use crate::level::Level;
use crate::reason::{Confirmation, Outcome, Queue, codes};
use crate::time::{Millis, Span};
use crate::triage::Why;
use alloc::borrow::ToOwned;
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
    /// What a try to deliver met, as a line of the timeline.
    Tried { "delivery.taken" Taken, "delivery.refused" Refused, "delivery.unanswered" Unanswered }
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

impl View {
    /// Puts the tries to deliver among what happened, but for the one that `complaint.forwarded` tells of.
    pub fn with_tries(mut self, tries: &[Try]) -> Self {
        let told = tries.iter().map(|Try { seq, at, answer, .. }| (*seq, *at, Tried::of(*answer)));
        let told = told.filter(|(seq, _, tried)| (*seq, *tried) != (0, Tried::Taken));
        self.timeline.extend(told.map(|(_, at, tried)| Entry::of_edge(at, tried.code())));
        self.timeline.sort_by_key(|entry| entry.at);
        self
    }
}

impl Tried {
    fn of(answer: Answer) -> Self {
        match answer {
            Answer::Status(200..300) => Self::Taken,
            Answer::Status(_) => Self::Refused,
            Answer::TimedOut | Answer::Unreachable => Self::Unanswered,
        }
    }
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
    /// The event's type, `complaint.assigned`, or the code of a [`Tried`].
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

impl Entry {
    fn of_edge(at: Millis, kind: &str) -> Self {
        let (kind, actor) = (kind.to_owned(), ActorKind::Edge);
        Self { at, kind, actor, automated: true, name: None, team: None, text: None, until: None, level: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_try_is_a_line() {
        let check = |answer, code| assert_eq!(Tried::of(answer).code(), code);
        check(Answer::Status(204), "delivery.taken");
        check(Answer::Status(301), "delivery.refused");
        check(Answer::Status(503), "delivery.refused");
        check(Answer::TimedOut, "delivery.unanswered");
        check(Answer::Unreachable, "delivery.unanswered");
    }
}
