//! The states of a complaint, each with its own data; a step consumes one, and what it does not know it refuses.

use crate::case::{Facts, Refused, same_person};
use crate::event::{ActorKind, Event, What};
use crate::limits;
use crate::reason::{Confirmation, Outcome};
use crate::site::Policy;
use crate::time::{Millis, Span};
use crate::view::{NextActor, Stage};
use alloc::string::String;

/// Where a complaint stands. It is received and triaged in one write, so nothing comes before [`Status::Triaged`];
/// a confirmed or lapsed one goes in the same step to its review or its end, and keeps the word in its [`Ending`].
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Status {
    Triaged,
    Forwarded,
    Assigned,
    InProgress,
    /// `until`: the longest that proposal and closure wait for the answer.
    AwaitingMerchant {
        since: Millis,
        until: Millis,
        what: String,
        why: String,
    },
    AwaitingThirdParty {
        party: String,
    },
    ResolutionProposed {
        outcome: Outcome,
        handler: String,
    },
    /// By another person than `handler`.
    InReview {
        ending: Ending,
        handler: String,
    },
    Closed {
        ending: Ending,
        at: Millis,
    },
    Archived {
        ending: Ending,
    },
}

/// There is no end without both.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Ending {
    pub outcome: Outcome,
    pub confirmation: Confirmation,
}

impl Ending {
    /// Contested once instead of reopened.
    pub(crate) fn is_inadmissible(self) -> bool {
        self.outcome == Outcome::Inadmissible
    }
}

impl Status {
    /// Its name in the merchant's view.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Triaged => "triaged",
            Self::Forwarded => "forwarded",
            Self::Assigned => "assigned",
            Self::InProgress => "in_progress",
            Self::AwaitingMerchant { .. } => "awaiting_merchant",
            Self::AwaitingThirdParty { .. } => "awaiting_third_party",
            Self::ResolutionProposed { .. } => "resolution_proposed",
            Self::InReview { .. } => "in_review",
            Self::Closed { .. } => "closed",
            Self::Archived { .. } => "archived",
        }
    }

    pub fn stage(&self) -> Stage {
        match self {
            Self::Triaged => Stage::Accepted,
            Self::Forwarded | Self::Assigned => Stage::Assigned,
            Self::InProgress | Self::AwaitingMerchant { .. } | Self::AwaitingThirdParty { .. } => Stage::Handling,
            Self::ResolutionProposed { .. } => Stage::Feedback,
            Self::InReview { .. } => Stage::Review,
            Self::Closed { .. } | Self::Archived { .. } => Stage::Archived,
        }
    }

    pub fn next_actor(&self) -> NextActor {
        match self {
            Self::AwaitingMerchant { .. } | Self::ResolutionProposed { .. } => NextActor::Merchant,
            Self::Closed { .. } | Self::Archived { .. } => NextActor::Nobody,
            _ => NextActor::Platform,
        }
    }

    pub fn is_open(&self) -> bool {
        !matches!(self, Self::Closed { .. } | Self::Archived { .. })
    }

    pub fn ending(&self) -> Option<Ending> {
        match self {
            Self::InReview { ending, .. } | Self::Closed { ending, .. } | Self::Archived { ending } => Some(*ending),
            _ => None,
        }
    }

    /// Until when the merchant may have it taken up again; it is not put away before.
    pub fn reopen_until(&self) -> Option<Millis> {
        match self {
            Self::Closed { at, .. } => Some(*at + limits::REOPEN_WINDOW),
            _ => None,
        }
    }

    /// How much of [`limits::PAUSE_CAP`] this wait for the merchant has cost by `at`.
    pub(crate) fn waited(&self, at: Millis) -> Span {
        match self {
            Self::AwaitingMerchant { since, until, .. } => at.min(*until) - *since,
            _ => Span(0),
        }
    }

    /// No person has written to the merchant yet.
    fn is_new(&self) -> bool {
        matches!(self, Self::Triaged | Self::Forwarded | Self::Assigned)
    }

    /// The platform is at it, or waits for an answer it may do without.
    fn is_handled(&self) -> bool {
        self.is_new()
            || matches!(self, Self::InProgress | Self::AwaitingMerchant { .. } | Self::AwaitingThirdParty { .. })
    }

    /// The state after `event`, whose actor and words are already found fit for it.
    pub(crate) fn on(self, event: &Event, policy: &Policy, facts: &Facts) -> Result<Self, Refused> {
        let (at, kind) = (event.at, event.what.kind());
        let by_human = event.actor.is_human_staff();
        let by_merchant = event.actor.kind == ActorKind::Merchant;
        let refused = Refused::OutOfOrder { status: self.code(), kind };
        let in_time = self.reopen_until().is_some_and(|until| at < until);
        let close = |outcome, confirmation| Self::Closed { ending: Ending { outcome, confirmation }, at };
        Ok(match (self, &event.what) {
            (Self::Triaged, What::Forwarded { .. }) if facts.case.is_none() => Self::Forwarded,
            (status, What::Forwarded { .. }) if facts.case.is_none() => status,
            (Self::Triaged | Self::Forwarded, What::Assigned { .. }) => Self::Assigned,
            (status, What::Assigned { .. }) if status.is_open() => status,

            (status, What::Message { .. }) if status.is_new() && by_human => Self::InProgress,
            (Self::AwaitingMerchant { .. }, What::Message { .. }) if by_merchant => Self::InProgress,
            (status, What::Message { .. }) if status.is_open() => status,
            (status, What::InfoRequested { what, why, .. })
                if status.is_handled() && !matches!(status, Self::AwaitingMerchant { .. }) =>
            {
                let until = at + (limits::PAUSE_CAP - facts.waited);
                Self::AwaitingMerchant { since: at, until, what: what.clone(), why: why.clone() }
            }
            (Self::AwaitingMerchant { .. }, What::InfoProvided { .. } | What::InfoLapsed) => Self::InProgress,
            (Self::InProgress, What::ThirdpartyWait { party }) => Self::AwaitingThirdParty { party: party.clone() },
            (Self::AwaitingThirdParty { .. }, What::ThirdpartyReturn) => Self::InProgress,

            (status, What::Proposed(resolution)) if status.is_handled() => Self::ResolutionProposed {
                outcome: resolution.outcome,
                handler: event.actor.name.clone().unwrap_or_default(),
            },
            (Self::ResolutionProposed { .. }, What::Rejected { .. }) => Self::InProgress,
            (Self::ResolutionProposed { outcome, handler }, What::Confirmed) => {
                facts.review(policy, Ending { outcome, confirmation: Confirmation::Confirmed }, handler, at)
            }
            (Self::ResolutionProposed { outcome, handler }, What::Lapsed) => {
                facts.review(policy, Ending { outcome, confirmation: Confirmation::Lapsed }, handler, at)
            }
            (Self::InReview { handler, .. }, What::ReviewPassed | What::ReviewFailed { .. })
                if event.actor.name.as_ref().is_none_or(|name| same_person(name, &handler)) =>
            {
                return Err(Refused::NotAllowed { kind, field: "actor.name" });
            }
            (Self::InReview { ending, .. }, What::ReviewPassed) => Self::Closed { ending, at },
            (Self::InReview { .. }, What::ReviewFailed { .. }) => Self::InProgress,

            (status, What::SuggestionAccepted { .. }) if status.is_new() && facts.is_simple() => {
                close(Outcome::SelfResolved, Confirmation::Confirmed)
            }
            (status, What::Inadmissible { .. }) if status.is_new() => {
                close(Outcome::Inadmissible, Confirmation::NotRequired)
            }
            // In review it has its ending, which nobody may replace.
            (status, What::Withdrawn) if status.ending().is_none() => {
                close(Outcome::Withdrawn, Confirmation::NotRequired)
            }
            (status, What::Duplicate { .. }) if status.ending().is_none() => {
                close(Outcome::Duplicate, Confirmation::NotRequired)
            }
            (Self::Closed { ending, .. }, What::Contested { .. }) if in_time && ending.is_inadmissible() => {
                Self::InProgress
            }
            (Self::Closed { ending, .. }, What::Reopened { .. }) if in_time && !ending.is_inadmissible() => {
                Self::InProgress
            }
            (Self::InReview { ending, .. }, What::Reopened { .. }) if ending.confirmation == Confirmation::Lapsed => {
                Self::InProgress
            }
            (Self::Closed { ending, .. }, What::Archived) if !in_time => Self::Archived { ending },

            (status, What::Escalated { .. }) if status.is_open() && !facts.escalated => status,
            (status, What::LevelChanged { level, .. }) if status.is_open() && *level != facts.level => status,
            (status, What::LevelContested { level, .. })
                if status.is_open() && *level < facts.level && !facts.level_contested =>
            {
                status
            }
            (status, What::Rated { .. }) if status.ending().is_some() && !facts.rated => status,
            (status, What::Parked { .. } | What::Reminder { .. } | What::Warning { .. } | What::Breached { .. }) => {
                status
            }
            _ => return Err(refused),
        })
    }
}
