//! What the desk has promised: by when, how long that still is, and what became of it.

use crate::json::Json;
use crate::messages::{Messages, fill, promise as says};
use complaint::clock::ClockKind;
use complaint::time::{Millis, Span};

pub(crate) struct Promise {
    /// The clock's code.
    pub(crate) clock: String,
    pub(crate) state: State,
    pub(crate) due_at: Millis,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum State {
    /// From `warn_at` on time is short.
    Running {
        warn_at: Option<Millis>,
    },
    Paused {
        left: Span,
    },
    Kept,
    Broken,
}

impl Promise {
    /// Those in `clocks` of a view, or in `due` of a receipt, that concern the merchant: what runs first, in order of time.
    pub(crate) fn all<J: Json>(clocks: &[J]) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for promise in clocks.iter().filter_map(Self::read).filter(Self::concerns_the_merchant) {
            // There are ten at most; the library's sort weighs a kilobyte.
            let place = all.iter().position(|other| promise.rank() < other.rank()).unwrap_or(all.len());
            all.insert(place, promise);
        }
        all
    }

    fn read<J: Json>(clock: &J) -> Option<Self> {
        let due_at = clock.time("due_at").or_else(|| clock.time("at"))?;
        let state = match clock.text("state").as_deref() {
            Some("paused") => State::Paused { left: Span(clock.time("left")?.0) },
            Some("met") => State::Kept,
            Some("missed") => State::Broken,
            _ => State::Running { warn_at: clock.time("warn_at") },
        };
        Some(Self { clock: clock.text("clock")?, state, due_at })
    }

    /// What machines and teams owe each other is shown only when they fail.
    fn concerns_the_merchant(&self) -> bool {
        let inner = [ClockKind::Acknowledge, ClockKind::Forward, ClockKind::Assign];
        self.state == State::Broken || !inner.iter().any(|kind| kind.code() == self.clock)
    }

    fn rank(&self) -> (u8, Millis) {
        let state = match self.state {
            State::Running { .. } => 0,
            State::Paused { .. } => 1,
            State::Broken => 2,
            State::Kept => 3,
        };
        (state, self.due_at)
    }

    /// How much of it is used up at `now`, in percent: the last quarter begins with the warning.
    pub(crate) fn used(&self, now: Millis) -> Option<i64> {
        let State::Running { warn_at: Some(warn_at) } = self.state else { return None };
        let quarter = (self.due_at - warn_at).0.max(1);
        Some((100 - (self.due_at - now).0 * 25 / quarter).clamp(0, 100))
    }

    /// Running out, or run out.
    pub(crate) fn is_short(&self, now: Millis) -> bool {
        matches!(self.state, State::Running { warn_at: Some(warn_at) } if warn_at <= now)
    }
}

/// `14 min 52 s`: the two largest units.
pub(crate) fn length<J: Json>(span: Span, messages: &Messages<J>) -> String {
    let seconds = span.0 / 1_000;
    let sentence = match seconds {
        ..3_600 => says::minutes,
        3_600..172_800 => says::hours,
        _ => says::days,
    };
    let hours = if seconds < 172_800 { seconds / 3_600 } else { seconds / 3_600 % 24 };
    fill(
        &messages.say(sentence),
        &[
            ("days", &(seconds / 86_400).to_string()),
            ("hours", &hours.to_string()),
            ("minutes", &(seconds / 60 % 60).to_string()),
            ("seconds", &(seconds % 60).to_string()),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::ENGLISH_LATER;
    use complaint::clock::ClockKind::{Assign, Closure, Contact, Forward, Legal, Proposal};
    use complaint::view::{ClockState, ClockView};

    #[test]
    fn lengths() {
        let messages = Messages::<serde_json::Value>(serde_json::from_str(ENGLISH_LATER).unwrap());
        let check = |span: Span, text: &str| assert_eq!(length(span, &messages), text);
        check(Span(999), "0 min 0 s");
        check(Span::seconds(892), "14 min 52 s");
        check(Span::minutes(60), "1 h 0 min");
        check(Span::hours(47), "47 h 0 min");
        check(Span::hours(48), "2 d 0 h");
        check(Span::days(7) - Span(1), "6 d 23 h");
    }

    #[test]
    fn what_runs_stands_first() {
        let clock = |clock, state, due, warn: Option<i64>, left: Option<i64>| {
            let view = ClockView { clock, state, due_at: Millis(due), warn_at: warn.map(Millis), left: left.map(Span) };
            serde_json::to_value(view).unwrap()
        };
        let clocks = [
            clock(Forward, ClockState::Met, 1, None, None), // Not the merchant's to worry about …
            clock(Assign, ClockState::Missed, 2, None, None), // … unless it failed.
            clock(Contact, ClockState::Met, 3, None, None),
            clock(Proposal, ClockState::Paused, 400, None, Some(100)),
            clock(Closure, ClockState::Running, 600, Some(500), None),
            clock(Legal, ClockState::Running, 500, Some(400), None),
        ];
        let all: Vec<_> = Promise::all(&clocks).into_iter().map(|promise| (promise.clock, promise.state)).collect();
        let expected = [
            ("legal", State::Running { warn_at: Some(Millis(400)) }),
            ("closure", State::Running { warn_at: Some(Millis(500)) }),
            ("proposal", State::Paused { left: Span(100) }),
            ("assign", State::Broken),
            ("contact", State::Kept),
        ];
        assert_eq!(all, expected.map(|(clock, state)| (clock.to_owned(), state)));
        // A receipt tells only when.
        let due = [serde_json::json!({ "clock": "contact", "at": 9 })];
        assert!(matches!(
            Promise::all(&due)[..],
            [Promise { state: State::Running { warn_at: None }, due_at: Millis(9), .. }]
        ));
    }

    #[test]
    fn the_last_quarter_begins_with_the_warning() {
        let promise = Promise {
            clock: "contact".to_owned(),
            state: State::Running { warn_at: Some(Millis(1_300)) },
            due_at: Millis(1_400),
        };
        let check = |now, used, short| {
            assert_eq!((promise.used(Millis(now)), promise.is_short(Millis(now))), (Some(used), short), "{now}");
        };
        check(1_000, 0, false);
        check(1_200, 50, false);
        check(1_300, 75, true);
        check(1_400, 100, true);
        check(2_000, 100, true);
        check(0, 0, false);
    }
}
