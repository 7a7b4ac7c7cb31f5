//! When an event that the platform has not taken is sent again: a pure function, which the alarm obeys.

use crate::time::{Millis, Span};

/// What came of one try.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Reply {
    /// Any 2xx.
    Taken,
    /// 410: the platform wants no more of these.
    Gone,
    /// Anything else: another status, a redirect (never followed), a time-out, no connection.
    Failed {
        /// `Retry-After`, where one was sent.
        retry_after: Option<Span>,
    },
}

/// What to do now.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Next {
    Done,
    RetryAt(Millis),
    /// Kept, shown to the merchant and probed daily; never dropped.
    Park,
}

/// How much longer or shorter waits are than they stand written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Stretch {
    /// Random, of 0..=400 permille; 200 leaves our own waits as they are.
    pub jitter: u16,
    /// Of every wait; 1,000 in earnest, less where tests would have to wait for hours.
    pub permille: i64,
}

impl Stretch {
    /// A wait of ours, ±20 %, or the longer one that the platform asks for, up to a day.
    pub(crate) fn wait(self, ours: Span, reply: Reply) -> Span {
        let asked = match reply {
            Reply::Failed { retry_after } => retry_after.unwrap_or_default().min(Span::days(1)),
            Reply::Taken | Reply::Gone => Span(0),
        };
        let ours = Span(ours.0 * (800 + i64::from(self.jitter.min(400))) / 1_000);
        Span(ours.max(asked).0 * self.permille / 1_000)
    }
}

/// Waits between tries (Standard Webhooks, with its last steps), 75.6 h in all.
const WAITS: [Span; 9] = [
    Span::seconds(5),
    Span::minutes(5),
    Span::minutes(30),
    Span::hours(2),
    Span::hours(5),
    Span::hours(10),
    Span::hours(14),
    Span::hours(20),
    Span::hours(24),
];

/// What follows try number `attempt` (the first is 1).
pub fn after(attempt: u32, reply: Reply, now: Millis, stretch: Stretch) -> Next {
    match reply {
        Reply::Taken => Next::Done,
        Reply::Gone => Next::Park,
        Reply::Failed { .. } => match WAITS.get(attempt.saturating_sub(1) as usize) {
            None => Next::Park,
            Some(ours) => Next::RetryAt(now + stretch.wait(*ours, reply)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schedule_is_obeyed_and_then_the_event_is_parked() {
        let failed = Reply::Failed { retry_after: None };
        let busy = |seconds| Reply::Failed { retry_after: Some(Span::seconds(seconds)) };
        let check = |attempt, reply, jitter, next| {
            assert_eq!(after(attempt, reply, Millis(0), Stretch { jitter, permille: 1_000 }), next);
        };
        check(1, failed, 200, Next::RetryAt(Millis(5_000)));
        check(1, failed, 0, Next::RetryAt(Millis(4_000)));
        check(1, failed, 400, Next::RetryAt(Millis(6_000)));
        check(9, failed, 200, Next::RetryAt(Millis(86_400_000)));
        check(10, failed, 200, Next::Park);
        check(1, busy(60), 200, Next::RetryAt(Millis(60_000)));
        check(2, busy(60), 200, Next::RetryAt(Millis(300_000))); // Asked for less than we would wait anyway.
        check(1, busy(1 << 40), 200, Next::RetryAt(Millis(86_400_000))); // No one may ask for a year.
        check(3, Reply::Gone, 200, Next::Park);
        check(10, Reply::Taken, 200, Next::Done);
    }
}
