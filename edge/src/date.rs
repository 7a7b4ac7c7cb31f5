//! Moments as protocols write them: RFC 3339 for CloudEvents, HTTP dates for `Retry-After`.

use complaint::date::{day_of, days_to};
use complaint::time::{Millis, Span};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAY_MS: i64 = Span::days(1).0;

/// `2026-11-22T14:22:07.318Z`.
pub(crate) fn rfc3339(at: Millis) -> String {
    let (year, month, day) = day_of(at.0.div_euclid(DAY_MS));
    let (hour, minute, second, milli) = time_of(at);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z")
}

/// The form of an HTTP date that servers must send (IMF-fixdate, RFC 9110, 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`.
pub(crate) fn from_http(text: &str) -> Option<Millis> {
    let (_, rest) = text.trim().split_once(", ")?;
    let mut parts = rest.split(' ');
    let day = number(parts.next()?, 1..=31)?;
    let name = parts.next()?;
    let month = MONTHS.iter().position(|month| *month == name)? as i64 + 1;
    let year = number(parts.next()?, 1970..=9999)?;
    let mut clock = parts.next()?.split(':');
    let hour = number(clock.next()?, 0..=23)?;
    let minute = number(clock.next()?, 0..=59)?;
    let second = number(clock.next()?, 0..=60)?;
    if (parts.next(), parts.next(), clock.next()) != (Some("GMT"), None, None) {
        return None;
    }
    let seconds = days_to((year, month, day)) * 86_400 + hour * 3_600 + minute * 60 + second;
    Some(Millis(seconds * 1_000))
}

fn number(digits: &str, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
    let all_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|number| all_digits && range.contains(number))
}

fn time_of(at: Millis) -> (i64, i64, i64, i64) {
    let ms = at.0.rem_euclid(DAY_MS);
    (ms / 3_600_000, ms / 60_000 % 60, ms / 1_000 % 60, ms % 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_as_protocols_want_them() {
        let check = |ms, written: &str| assert_eq!(rfc3339(Millis(ms)), written);
        check(0, "1970-01-01T00:00:00.000Z");
        check(1_795_357_327_318, "2026-11-22T14:22:07.318Z");
        check(951_782_400_000, "2000-02-29T00:00:00.000Z");
        check(4_107_542_399_999, "2100-02-28T23:59:59.999Z"); // 2100 is no leap year.
        check(-1, "1969-12-31T23:59:59.999Z");
    }

    #[test]
    fn http_dates_are_read() {
        let check = |text: &str, ms: Option<i64>| assert_eq!(from_http(text), ms.map(Millis), "{text}");
        check("Sun, 06 Nov 1994 08:49:37 GMT", Some(784_111_777_000));
        check(" Thu, 01 Jan 1970 00:00:00 GMT ", Some(0));
        check("Sunday, 06-Nov-94 08:49:37 GMT", None); // Obsolete since 1999; then the schedule's own wait stands.
        check("Sun, 06 Nov 1994 08:49:37 CET", None);
        check("Sun, 06 Nov 1994 24:00:00 GMT", None);
        check("Sun, +6 Nov 1994 08:49:37 GMT", None);
        check("Sun, 06 Nov 1994 08:49:37 GMT and more", None);
        check("120", None);
        check("", None);
    }
}
