//! Working time: a site's opening hours, written out as intervals, so that no time-zone rules are needed.

use crate::time::{Millis, Span};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Working intervals `[from, until)`, ascending and apart; none = every hour counts.
///
/// Once they have run out every hour counts again: a forgotten calendar shortens promises, it never stops them.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(try_from = "Vec<(Millis, Millis)>", into = "Vec<(Millis, Millis)>")]
pub struct Calendar(Vec<(Millis, Millis)>);

#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("working interval {index} is empty, or begins before its predecessor ends")]
pub struct BadCalendar {
    /// From 0.
    pub index: usize,
}

impl Calendar {
    pub const ROUND_THE_CLOCK: &'static Self = &Self(Vec::new());

    /// The earliest moment by which `span` of working time has passed since `start`.
    pub fn after(&self, start: Millis, span: Span) -> Millis {
        let (mut at, mut left) = (start, span);
        if left <= Span(0) {
            return at;
        }
        for (from, until) in self.ahead(start) {
            at = at.max(*from);
            if left <= *until - at {
                return at + left;
            }
            left = left - (*until - at);
            at = *until;
        }
        at + left
    }

    /// Working time from `start` to `end`, none where they are the wrong way round.
    pub fn between(&self, start: Millis, end: Millis) -> Span {
        let overlap = |from: Millis, until: Millis| Span((until.min(end) - from.max(start)).0.max(0));
        let ahead = self.ahead(start);
        let after_all = self.0.last().map_or(start, |(_, until)| *until);
        ahead.iter().fold(overlap(after_all, end), |sum, (from, until)| sum + overlap(*from, *until))
    }

    /// The intervals that are not over at `start`.
    fn ahead(&self, start: Millis) -> &[(Millis, Millis)] {
        &self.0[self.0.partition_point(|(_, until)| *until <= start)..]
    }
}

impl TryFrom<Vec<(Millis, Millis)>> for Calendar {
    type Error = BadCalendar;

    fn try_from(intervals: Vec<(Millis, Millis)>) -> Result<Self, BadCalendar> {
        let mut free_from = Millis(i64::MIN);
        for (index, (from, until)) in intervals.iter().enumerate() {
            if *from < free_from || until <= from {
                return Err(BadCalendar { index });
            }
            free_from = *until;
        }
        Ok(Self(intervals))
    }
}

impl From<Calendar> for Vec<(Millis, Millis)> {
    fn from(calendar: Calendar) -> Self {
        calendar.0
    }
}
