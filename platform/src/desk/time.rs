//! Moments and spans as the desk shows them: in UTC, until the script puts them into the reader's own time zone.

use complaint::date::{Day, day_of};
use complaint::time::{Millis, Span};
use maud::{Markup, html};

/// `21 Nov, 14:37 UTC`
pub(super) fn moment(at: Millis) -> Markup {
    let civil = Civil::of(at);
    html! { time datetime=(civil.rfc3339()) data-at=(at.0) { (civil.short()) } }
}

/// `in 14 min`, `2 h 5 min late`; the script counts it down.
pub(super) fn countdown(due: Millis, now: Millis) -> Markup {
    let late = due < now;
    let text = if late { format!("{} late", length(now - due)) } else { format!("in {}", length(due - now)) };
    html! { time.late[late] datetime=(Civil::of(due).rfc3339()) data-due=(due.0) { (text) } }
}

/// The two largest units, `1 d 3 h`; below an hour minutes alone.
pub(super) fn length(span: Span) -> String {
    let minutes = span.0 / Span::minutes(1).0;
    match (minutes / 1_440, minutes / 60 % 24, minutes % 60) {
        (0, 0, 0) => "under 1 min".into(),
        (0, 0, minutes) => format!("{minutes} min"),
        (0, hours, minutes) => format!("{hours} h {minutes} min"),
        (days, hours, _) => format!("{days} d {hours} h"),
    }
}

/// A moment as people write it, UTC.
struct Civil {
    day: Day,
    /// Since midnight.
    second: i64,
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Civil {
    fn of(at: Millis) -> Self {
        let day_ms = Span::days(1).0;
        Self { day: day_of(at.0.div_euclid(day_ms)), second: at.0.rem_euclid(day_ms) / 1_000 }
    }

    fn rfc3339(&self) -> String {
        let Self { day: (year, month, day), second } = self;
        let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }

    fn short(&self) -> String {
        let Self { day: (_, month, day), second } = self;
        format!("{day} {}, {:02}:{:02} UTC", MONTHS[*month as usize - 1], second / 3_600, second / 60 % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_calendar() {
        for (seconds, rfc3339) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_709_251_199, "2024-02-29T23:59:59Z"),
            (1_735_689_600, "2025-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
        ] {
            assert_eq!(Civil::of(Millis(seconds * 1_000)).rfc3339(), rfc3339);
        }
    }

    #[test]
    fn lengths_are_short() {
        for (span, text) in [
            (Span::seconds(59), "under 1 min"),
            (Span::minutes(14), "14 min"),
            (Span::minutes(125), "2 h 5 min"),
            (Span::hours(27), "1 d 3 h"),
        ] {
            assert_eq!(length(span), text);
        }
    }
}
