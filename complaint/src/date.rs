//! Dates of the calendar, in UTC: for the one promise the law counts in months, and for moments that people read.

use crate::time::{Millis, Span};

/// Year, month from 1, day from 1, in the proleptic Gregorian calendar.
pub type Day = (i64, i64, i64);

/// The same day and time of day so many months later; where that month is too short, its last day.
pub fn months_after(start: Millis, months: i64) -> Millis {
    let day_ms = Span::days(1).0;
    let (year, month, day) = day_of(start.0.div_euclid(day_ms));
    let month = year * 12 + month - 1 + months;
    let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
    let last = match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    Millis(days_to((year, month, day.min(last))) * day_ms + start.0.rem_euclid(day_ms))
}

/// The day so many days after 1970-01-01 (H. Hinnant, "chrono-compatible low-level date algorithms").
pub fn day_of(days: i64) -> Day {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, of_year - (153 * from_march + 2) / 5 + 1)
}

/// Days from 1970-01-01 to that day.
pub fn days_to((year, month, day): Day) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let from_march = (month + 9) % 12;
    let of_year = (153 * from_march + 2) / 5 + day - 1;
    let year_of_era = year.rem_euclid(400);
    let of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year;
    year.div_euclid(400) * 146_097 + of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_end_where_they_end() {
        let noon = |day| Millis(days_to(day) * 86_400_000 + 43_200_000);
        let check = |start, months, end| assert_eq!(months_after(noon(start), months), noon(end));
        check((2026, 11, 22), 2, (2027, 1, 22));
        check((2026, 12, 31), 2, (2027, 2, 28));
        check((2027, 12, 31), 2, (2028, 2, 29)); // A leap year.
        check((2099, 12, 30), 2, (2100, 2, 28)); // Not one.
        check((2028, 2, 29), 12, (2029, 2, 28));
        check((1969, 12, 31), 1, (1970, 1, 31));
    }

    #[test]
    fn days_and_dates_are_inverse() {
        for days in (-200_000..200_000).step_by(13) {
            assert_eq!(days_to(day_of(days)), days);
        }
    }
}
