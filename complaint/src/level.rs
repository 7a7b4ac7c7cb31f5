//! Levels, and what each promises.

use crate::reason::codes;
use crate::time::Span;
use serde::{Deserialize, Serialize};

codes! {
    /// How urgent: critical, high, normal, low. Ordered, the most urgent first.
    Level { "S" S, "A" A, "B" B, "C" C }
    /// How entangled: `complex` adds "investigation starts within 24 h".
    Complexity { "simple" Simple, "standard" Standard, "complex" Complex }
}

/// What one level promises, measured from receipt.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// Until a team has it.
    pub assign: Span,
    /// Until a human writes.
    pub contact: Span,
    pub proposal: Span,
    pub closure: Span,
    /// Between two public human updates.
    pub update: Span,
}

impl Promise {
    /// The shorter of each.
    pub(crate) fn tighter(self, other: Self) -> Self {
        Self {
            assign: self.assign.min(other.assign),
            contact: self.contact.min(other.contact),
            proposal: self.proposal.min(other.proposal),
            closure: self.closure.min(other.closure),
            update: self.update.min(other.update),
        }
    }
}

impl Level {
    /// The promise a site may tighten but not loosen.
    pub const fn promise(self) -> Promise {
        let (assign, contact, proposal, update) = match self {
            Self::S => (Span::minutes(5), Span::minutes(15), Span::hours(24), Span::hours(2)),
            Self::A => (Span::minutes(10), Span::minutes(30), Span::hours(24), Span::hours(8)),
            Self::B => (Span::minutes(60), Span::hours(2), Span::hours(36), Span::hours(24)),
            Self::C => (Span::minutes(60), Span::hours(2), Span::hours(48), Span::hours(24)),
        };
        Promise { assign, contact, proposal, closure: Span::hours(48), update }
    }

    /// S and A are answered round the clock; only B and C may follow a site calendar.
    pub const fn round_the_clock(self) -> bool {
        matches!(self, Self::S | Self::A)
    }
}
