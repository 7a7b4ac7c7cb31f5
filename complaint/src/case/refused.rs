//! Why an event may not happen.

use crate::time::Millis;

/// The event is not written down and nothing changes.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Refused {
    /// 409: it does not follow from where the complaint stands.
    #[error("{kind} does not follow while the complaint is {status}")]
    OutOfOrder { status: &'static str, kind: &'static str },
    /// 409: another event took its place.
    #[error("event {seq} where {next} is next")]
    NotNext { seq: u32, next: u32 },
    /// 409: dated before its predecessor.
    #[error("dated {} ms before its predecessor", last.0 - at.0)]
    Backdated { at: Millis, last: Millis },
    /// 403: not for this actor.
    #[error("{kind} is not for this actor to say ({field})")]
    NotAllowed { kind: &'static str, field: &'static str },
    /// 422: something needed is missing, or not as it must be.
    #[error("{field} is missing, or not as it must be")]
    Incomplete { field: &'static str },
}

impl Refused {
    /// Stable, for the problem document.
    pub fn code(&self) -> &'static str {
        match self {
            Self::OutOfOrder { .. } => "out_of_order",
            Self::NotNext { .. } => "not_next",
            Self::Backdated { .. } => "backdated",
            Self::NotAllowed { .. } => "not_allowed",
            Self::Incomplete { .. } => "incomplete",
        }
    }

    /// Path of the fault in [`crate::api::PlatformEvent`] or [`crate::event::Event`].
    pub fn field(&self) -> &'static str {
        match self {
            Self::OutOfOrder { .. } => "event.type",
            Self::NotNext { .. } => "seq",
            Self::Backdated { .. } => "at",
            Self::NotAllowed { field, .. } | Self::Incomplete { field } => field,
        }
    }
}
