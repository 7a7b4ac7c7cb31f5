//! What can happen to a complaint. A complaint is the fold of its events; nothing else is stored of its progress.

use crate::clock::ClockKind;
use crate::level::Level;
use crate::reason::{Outcome, codes};
use crate::time::Millis;
use crate::triage::Triage;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;
use serde::{Deserialize, Serialize};

/// One thing that happened.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Names the event for good: the same id is the same event.
    pub id: String,
    /// Position in the complaint, from 0.
    pub seq: u32,
    /// When the edge wrote it down; never before its predecessor.
    pub at: Millis,
    pub actor: Actor,
    pub what: What,
}

/// Who did it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    pub kind: ActorKind,
    /// A machine acted, whoever it acted for.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub automated: bool,
    /// The name the merchant may see, `Ana K.`; it also tells a reviewer from the handler.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
}

codes! {
    ActorKind { "merchant" Merchant, "edge" Edge, "platform" Platform, "handler" Handler, "reviewer" Reviewer }
}

/// The kinds of event, with what each carries. Texts are as the merchant reads them.
#[derive(Clone, Deserialize, PartialEq, Serialize)]
#[serde(tag = "type", content = "data", deny_unknown_fields)]
pub enum What {
    #[serde(rename = "complaint.received")]
    Received { claimed_at: Millis },
    #[serde(rename = "complaint.triaged")]
    Triaged(Triage),
    /// The platform has it; its own case number.
    #[serde(rename = "complaint.forwarded")]
    Forwarded { case: String },
    #[serde(rename = "complaint.assigned")]
    Assigned {
        team: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expected_at: Option<Millis>,
    },
    /// A message for the other side to read. The first one from a human handler starts the work.
    #[serde(rename = "message.sent")]
    Message { text: String },
    /// `until` is a wish within the time that the merchant has in any case.
    #[serde(rename = "info.requested")]
    InfoRequested {
        what: String,
        why: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Millis>,
    },
    #[serde(rename = "info.provided")]
    InfoProvided { text: String },
    /// No answer in time: the file as it stands decides.
    #[serde(rename = "info.lapsed")]
    InfoLapsed,
    #[serde(rename = "thirdparty.wait")]
    ThirdpartyWait { party: String },
    #[serde(rename = "thirdparty.return")]
    ThirdpartyReturn,
    #[serde(rename = "resolution.proposed")]
    Proposed(Resolution),
    #[serde(rename = "resolution.rejected")]
    Rejected { reason: String },
    #[serde(rename = "resolution.confirmed")]
    Confirmed,
    #[serde(rename = "resolution.lapsed")]
    Lapsed,
    #[serde(rename = "suggestion.accepted")]
    SuggestionAccepted { answer: String },
    #[serde(rename = "review.passed")]
    ReviewPassed,
    #[serde(rename = "review.failed")]
    ReviewFailed { reason: String },
    #[serde(rename = "complaint.inadmissible")]
    Inadmissible { reasons: String },
    #[serde(rename = "complaint.contested")]
    Contested { reason: String },
    #[serde(rename = "complaint.withdrawn")]
    Withdrawn,
    #[serde(rename = "complaint.duplicate")]
    Duplicate { of: String },
    #[serde(rename = "complaint.reopened")]
    Reopened { reason: String },
    #[serde(rename = "complaint.escalated")]
    Escalated { reason: String },
    /// A level is lowered only with a reason and by a second person, `approved_by`.
    #[serde(rename = "level.changed")]
    LevelChanged {
        level: Level,
        reason: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        approved_by: Option<String>,
    },
    #[serde(rename = "level.contested")]
    LevelContested { level: Level, reason: String },
    /// Stars are not asked for: one question, `solved`, and room for words.
    #[serde(rename = "complaint.rated")]
    Rated { solved: bool, text: String },
    /// Kept, shown to the merchant, tried daily; never dropped.
    #[serde(rename = "delivery.parked")]
    Parked { attempts: u32 },
    #[serde(rename = "sla.reminder")]
    Reminder { clock: ClockKind },
    #[serde(rename = "sla.warning")]
    Warning { clock: ClockKind, due_at: Millis },
    #[serde(rename = "sla.breached")]
    Breached { clock: ClockKind, due_at: Millis },
    #[serde(rename = "complaint.archived")]
    Archived,
}

/// A handler's answer to every point raised (RTS 2025/294, Art. 6(1); P2B Art. 11(2)(c)).
#[derive(Clone, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Resolution {
    pub outcome: Outcome,
    /// What is proposed and why, in plain words.
    pub text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<String>,
}

impl fmt::Debug for What {
    /// The type alone: what people write stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind())
    }
}

impl fmt::Debug for Resolution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Resolution({}, …)", self.outcome.code())
    }
}

impl What {
    /// The event's `type` in CloudEvents and in the timeline.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Received { .. } => "complaint.received",
            Self::Triaged(_) => "complaint.triaged",
            Self::Forwarded { .. } => "complaint.forwarded",
            Self::Assigned { .. } => "complaint.assigned",
            Self::Message { .. } => "message.sent",
            Self::InfoRequested { .. } => "info.requested",
            Self::InfoProvided { .. } => "info.provided",
            Self::InfoLapsed => "info.lapsed",
            Self::ThirdpartyWait { .. } => "thirdparty.wait",
            Self::ThirdpartyReturn => "thirdparty.return",
            Self::Proposed(_) => "resolution.proposed",
            Self::Rejected { .. } => "resolution.rejected",
            Self::Confirmed => "resolution.confirmed",
            Self::Lapsed => "resolution.lapsed",
            Self::SuggestionAccepted { .. } => "suggestion.accepted",
            Self::ReviewPassed => "review.passed",
            Self::ReviewFailed { .. } => "review.failed",
            Self::Inadmissible { .. } => "complaint.inadmissible",
            Self::Contested { .. } => "complaint.contested",
            Self::Withdrawn => "complaint.withdrawn",
            Self::Duplicate { .. } => "complaint.duplicate",
            Self::Reopened { .. } => "complaint.reopened",
            Self::Escalated { .. } => "complaint.escalated",
            Self::LevelChanged { .. } => "level.changed",
            Self::LevelContested { .. } => "level.contested",
            Self::Rated { .. } => "complaint.rated",
            Self::Parked { .. } => "delivery.parked",
            Self::Reminder { .. } => "sla.reminder",
            Self::Warning { .. } => "sla.warning",
            Self::Breached { .. } => "sla.breached",
            Self::Archived => "complaint.archived",
        }
    }
}

impl What {
    /// All that a person wrote freely in it.
    pub(crate) fn words_mut(&mut self) -> Vec<&mut String> {
        match self {
            Self::Message { text } | Self::InfoProvided { text } | Self::Rated { text, .. } => vec![text],
            Self::InfoRequested { what, why, .. } => vec![what, why],
            Self::Proposed(Resolution { text, points, offer, .. }) => {
                points.iter_mut().chain(offer).chain([text]).collect()
            }
            Self::Rejected { reason }
            | Self::ReviewFailed { reason }
            | Self::Contested { reason }
            | Self::Reopened { reason }
            | Self::Escalated { reason }
            | Self::LevelChanged { reason, .. }
            | Self::LevelContested { reason, .. } => vec![reason],
            Self::Inadmissible { reasons } => vec![reasons],
            Self::ThirdpartyWait { party } => vec![party],
            Self::SuggestionAccepted { answer } => vec![answer],
            Self::Received { .. }
            | Self::Triaged(_)
            | Self::Forwarded { .. }
            | Self::Assigned { .. }
            | Self::InfoLapsed
            | Self::ThirdpartyReturn
            | Self::Confirmed
            | Self::Lapsed
            | Self::ReviewPassed
            | Self::Withdrawn
            | Self::Duplicate { .. }
            | Self::Parked { .. }
            | Self::Reminder { .. }
            | Self::Warning { .. }
            | Self::Breached { .. }
            | Self::Archived => Vec::new(),
        }
    }
}

impl Actor {
    /// The edge itself, keeping the clocks.
    pub const EDGE: Self = Self { kind: ActorKind::Edge, automated: true, name: None, team: None };
    pub const MERCHANT: Self = Self { kind: ActorKind::Merchant, automated: false, name: None, team: None };

    /// A person of the platform: only those stop the contact clock, propose and review.
    pub fn is_human_staff(&self) -> bool {
        !self.automated && matches!(self.kind, ActorKind::Handler | ActorKind::Reviewer)
    }
}
