//! Whether a docket tries at all: a platform that seems dead is probed by one complaint for all, until one gets through.

use crate::retry::{Reply, Stretch};
use crate::time::{Millis, Span};
use serde::{Deserialize, Serialize};

/// What a docket believes of its platform.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Breaker {
    /// It is alive.
    Closed {
        /// In a row. The same complaint failing again and again says nothing of the platform and counts once.
        failures: u32,
        /// Whose the last one was.
        last: u32,
    },
    /// It is dead: nobody tries before `until`, and then one alone.
    Open {
        /// That have failed.
        probes: u32,
        until: Millis,
    },
    /// One tries. Should nothing come of it for a reason of our own, the next one may after `until`.
    Probing { probes: u32, until: Millis },
}

/// After so many failures in a row a platform is taken for dead.
const FAILURES: u32 = 5;
/// Before the first probe; then twice as long each time, up to [`LONGEST`].
const FIRST: Span = Span::seconds(5);
/// A platform that is back is noticed within this and a fifth of it.
const LONGEST: Span = Span::minutes(1);
/// Longer than any try lasts.
const PROBE: Span = Span::seconds(30);

impl Default for Breaker {
    fn default() -> Self {
        Self::Closed { failures: 0, last: 0 }
    }
}

impl Breaker {
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Closed { .. })
    }

    /// Before which nobody tries.
    pub fn until(self) -> Option<Millis> {
        match self {
            Self::Closed { .. } => None,
            Self::Open { until, .. } | Self::Probing { until, .. } => Some(until),
        }
    }

    /// Whoever knows better than we do says that it is alive: the next probe may start `now`.
    pub fn hasten(self, now: Millis) -> Self {
        match self {
            Self::Open { probes, until } => Self::Open { probes, until: until.min(now) },
            closed_or_probing => closed_or_probing,
        }
    }

    /// What is believed while a try goes on that starts `now`; `None` where none may.
    pub fn admit(self, now: Millis) -> Option<Self> {
        match self {
            Self::Closed { .. } => Some(self),
            Self::Open { until, .. } | Self::Probing { until, .. } if now < until => None,
            Self::Open { probes, .. } | Self::Probing { probes, .. } => {
                Some(Self::Probing { probes, until: now + PROBE })
            }
        }
    }

    /// What is believed after a try of `complaint` that ended `now`.
    pub fn after(self, complaint: u32, reply: Reply, now: Millis, stretch: Stretch) -> Self {
        let open = |probes: u32| {
            let ours = Span(FIRST.0 << probes.min(16)).min(LONGEST);
            Self::Open { probes, until: now + stretch.wait(ours, reply) }
        };
        match self {
            _ if reply == Reply::Taken => Self::default(),
            Self::Closed { failures: 1.., last } if last == complaint => self,
            Self::Closed { failures, .. } if failures + 1 < FAILURES => {
                Self::Closed { failures: failures + 1, last: complaint }
            }
            Self::Closed { .. } => open(0),
            Self::Probing { probes, .. } => open(probes + 1),
            // It was on its way when the others failed.
            Self::Open { .. } => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;
    use proptest::prelude::*;

    const FAILED: Reply = Reply::Failed { retry_after: None };
    const PLAIN: Stretch = Stretch { jitter: 200, permille: 1_000 };

    fn dead(complaints: impl IntoIterator<Item = u32>) -> Breaker {
        complaints.into_iter().fold(Breaker::default(), |breaker, one| breaker.after(one, FAILED, Millis(0), PLAIN))
    }

    #[test]
    fn five_failures_in_a_row_open_it() {
        let check =
            |complaints: &[u32], closed| assert_eq!(dead(complaints.to_vec()).is_closed(), closed, "{complaints:?}");
        check(&[1, 2, 3, 4], true);
        check(&[1, 2, 3, 4, 5], false);
        check(&[1, 2, 1, 2, 1], false);
        check(&[1; 100], true); // Its own schedule holds it back.
        check(&[1, 1, 2, 2, 3, 3, 4, 4], true);
        let taken = dead([1, 2, 3, 4]).after(5, Reply::Taken, Millis(0), PLAIN);
        assert_eq!(taken, Breaker::default());
        assert_eq!(dead([1, 2, 3, 4]).after(5, Reply::Gone, Millis(0), PLAIN).until(), Some(Millis(5_000)));
    }

    #[test]
    fn probes_come_one_at_a_time_and_ever_more_rarely() {
        let mut breaker = dead(1..=5);
        let mut now = Millis(0);
        let waits = [5, 10, 20, 40, 60, 60].map(|seconds| {
            assert_eq!(breaker.until(), Some(now + Span::seconds(seconds)));
            assert_eq!(breaker.admit(now + Span::seconds(seconds) - Span(1)), None);
            now = now + Span::seconds(seconds);
            let probing = breaker.admit(now).unwrap();
            assert_eq!(probing.admit(now), None, "one at a time");
            breaker = probing.after(1, FAILED, now, PLAIN);
            assert_eq!(breaker.after(2, FAILED, now, PLAIN), breaker, "one more that was on its way");
            seconds
        });
        assert_eq!(waits.len(), 6);
        let asked = Reply::Failed { retry_after: Some(Span::hours(1)) };
        let asked = breaker.admit(now + LONGEST).unwrap().after(1, asked, now, PLAIN);
        assert_eq!(asked.until(), Some(now + Span::hours(1)));
    }

    #[test]
    fn as_stored_unchanged() {
        let check = |breaker: Breaker, text: &str| assert_eq!(serde_json::to_string(&breaker).unwrap(), text);
        check(Breaker::default(), r#"{"closed":{"failures":0,"last":0}}"#);
        check(Breaker::Open { probes: 2, until: Millis(7) }, r#"{"open":{"probes":2,"until":7}}"#);
        check(Breaker::Probing { probes: 2, until: Millis(7) }, r#"{"probing":{"probes":2,"until":7}}"#);
    }

    proptest! {
        /// 200 complaints, each eager to be tried, six in hand, a platform that is dead for ten minutes.
        #[test]
        fn a_dead_platform_is_not_hammered(seed in proptest::collection::vec((0i64..3_000, 0u16..=400, 0i64..15_000), 400)) {
            let (mut breaker, mut now, mut started) = (Breaker::default(), Millis(0), Vec::new());
            let mut in_hand: Vec<(Millis, u32, u16)> = Vec::new();
            for (n, (pause, jitter, lasts)) in seed.into_iter().enumerate() {
                now = now + Span(pause);
                in_hand.retain(|(ends, complaint, jitter)| {
                    if *ends <= now {
                        breaker = breaker.after(*complaint, FAILED, *ends, Stretch { jitter: *jitter, permille: 1_000 });
                    }
                    *ends > now
                });
                if in_hand.len() < 6 && let Some(admitted) = breaker.admit(now) {
                    breaker = admitted;
                    started.push(now);
                    in_hand.push((now + Span(lasts), n as u32 % 200, jitter));
                }
            }
            for minute in 0..=now.0 / 60_000 {
                let within = started.iter().filter(|at| at.0 / 60_000 == minute).count();
                prop_assert!(within <= 15, "{within} in minute {minute}");
            }
        }

        #[test]
        fn it_never_stays_shut(replies in proptest::collection::vec((0u32..9, 0u8..3, 0i64..1 << 40), 0..40)) {
            let (mut breaker, mut now) = (Breaker::default(), Millis(0));
            for (complaint, reply, asked) in replies {
                let reply = [Reply::Taken, Reply::Gone, Reply::Failed { retry_after: Some(Span(asked)) }][usize::from(reply)];
                now = breaker.until().unwrap_or(now).max(now);
                breaker = breaker.admit(now).unwrap().after(complaint, reply, now, PLAIN);
                prop_assert!(breaker.admit(now + Span::days(1)).is_some());
                prop_assert!(reply != Reply::Taken || breaker == Breaker::default());
            }
        }
    }
}
