//! Days of the calendar, in figures, with the month's name, or the Chinese way.

use super::ascii::{self, ALNUM, CAPITAL, DIGIT, SPACE};
use super::days::ORDINALS;
use super::lexicon::Cue;
use super::page::{HAN_LEN, Page};
use super::token::{BREAK, DIGITS, HAN, WORD};
use super::{Day, Ground, Kind};
use crate::parts::parts;
use crate::triage::Language;

/// How Poles and Italians number months by hand; always with a year.
const ROMAN: &str = "I II III IV V VI VII VIII IX X XI XII";

/// What joins a figure to one before it.
const JOINTS: &[u8] = b".-/_:+,";
/// Words that a day may follow, where nothing comes behind it.
const TELLING: &str = "laatste last zuletzt ostatnio derniere ultima ultimo giorno dia jour tag dag dzien";
/// No year is told.
const NO_YEAR: u64 = 0;

pub(crate) fn find(page: &mut Page<'_>, i: usize) -> bool {
    let token = page.at(i);
    let start = token.start;
    if token.is(HAN) {
        chinese(page, i)
    } else if token.is(WORD) {
        token.is_month() && month_first(page, i)
    // `5$` is open for a sum alone.
    } else if !page.is(start, DIGIT) || page.byte(token.end) == b'$' {
        false
    } else {
        let joined = page.is_joined(start, JOINTS);
        // `parcel 1,27.10.2026,lost`
        (!joined || page.follows_of(start, b",")) && numeric(page, i)
            || (!joined || ends_range(page, i)) && day_first(page, i)
            || !joined && chinese(page, i)
    }
}

/// Takes the day if the calendar has it.
fn take(page: &mut Page<'_>, i: usize, year: u64, month: u64, day: u64, end: usize) -> bool {
    let found = Day::unpacked(year << 16 | month << 8 | day);
    let years = year == NO_YEAR || (1900..2040).contains(&year);
    if !years || month > 12 || day > 31 || !found.exists() {
        return false;
    }
    // `Tue, 4 Nov`: the weekday is part of it.
    let weekday = page.at(i.wrapping_sub(1 + usize::from(page.sign(i.wrapping_sub(1), b",."))));
    let start = if weekday.cue == Cue::Weekday { weekday.start } else { page.at(i).start };
    page.take_with(i, start..end, Kind::Date, Ground::Calendar, 0, found.packed())
}

/// The day comes first unless only the month can.
fn take_either(page: &mut Page<'_>, i: usize, year: u64, first: u64, second: u64, end: usize) -> bool {
    take(page, i, year, second, first, end) || take(page, i, year, first, second, end)
}

/// `10-23 August`, `3/4 May`: whether the figures at token `i` are the second of two.
fn ends_range(page: &Page<'_>, i: usize) -> bool {
    let before = page.at(i.wrapping_sub(2));
    before.is(DIGITS) && before.len() <= 2 && page.sign(i - 1, b"-/") && !page.is_joined(before.start, JOINTS)
}

/// `14.10.2025`, `14/10/25`, `2025-10-14`, and with a word before it `14.10.` or `14/10`.
fn numeric(page: &mut Page<'_>, i: usize) -> bool {
    // Where the next figures begin; a point may have a space behind it: `14. 10. 2025`.
    let next = |page: &Page<'_>, at| at + 1 + usize::from(page.is_of(at, b".") && page.is(at + 1, SPACE));
    let start = page.at(i).start;
    let first_end = start + page.run(start, DIGIT, 5);
    if !page.is_of(first_end, b".-/") {
        return false;
    }
    let second_start = next(page, first_end);
    let second_end = second_start + page.run(second_start, DIGIT, 3);
    if !matches!(second_end - second_start, 1 | 2) {
        return false;
    }
    // `07/09/'26`
    let third_start = next(page, second_end);
    let third_start = third_start + usize::from(page.is_of(third_start, b"'"));
    let end = third_start + page.run(third_start, DIGIT, 5);
    let sign = page.byte(first_end);
    let [first, second, third] =
        [start..first_end, second_start..second_end, third_start..end].map(|span| ascii::value(page.bytes(span)));
    let more = page.byte(second_end) == sign && end > third_start;
    let clear = more && is_clear(page, end, sign);
    let before = page.cue_before(i);
    match (first_end - start, end - third_start) {
        // A version.
        (_, 1 | 2) if more && sign == b'.' && before == Cue::Other && page.follows(start, SPACE) => false,
        (4, 1 | 2) if more => (clear || page.is_of(end, b"Tt")) && take(page, i, first, second, third, end),
        (1 | 2, 2 | 4) if clear => {
            let century = match end - third_start {
                4 => 0,
                _ if third < 70 => 2000,
                _ => 1900,
            };
            // Polish invoices are numbered `12/11/2025`.
            !(sign == b'/' && page.at(i.wrapping_sub(1)).cue == Cue::Other)
                && take_either(page, i, century + third, first, second, end)
        }
        (1 | 2, _) if !(clear || more && page.is(second_end + 1, DIGIT)) => {
            let two = [first_end - start, second_end - second_start] == [2, 2];
            yearless(page, i, first, second, two, sign, second_end)
        }
        _ => false,
    }
}

/// A day and a month without a year need a word that says so, for most such figures are something else; `two` if both have
/// two figures.
fn yearless(page: &mut Page<'_>, i: usize, first: u64, second: u64, two: bool, sign: u8, at: usize) -> bool {
    let dotted = sign == b'.' && page.byte(at) == b'.' && !page.is(at + 1, ALNUM);
    let end = at + usize::from(dotted);
    if !dotted && !is_clear(page, at, sign) || (first, second) == (24, 7) {
        return false;
    }
    let mut told = dotted && two;
    let (mut sure, mut numbered) = (false, false);
    for n in 1..4 {
        let token = page.at(i.wrapping_sub(n));
        match token.cue {
            _ if token.is(BREAK) => break,
            Cue::DatePrep | Cue::Weekday | Cue::Relative | Cue::Delivered => {
                (told, sure) = (true, token.arg == 0);
            }
            // Until when a card is valid; a version.
            Cue::Expiry | Cue::Card => return false,
            Cue::Other if !told => return false,
            Cue::Order | Cue::Parcel => numbered = true,
            _ => told |= dotted && token.is_taken(),
        }
    }
    let behind = page.first_from(end);
    if sign != b'.' && page.at(behind + usize::from(page.is_among(behind, ". de"))).is_month() {
        return false;
    }
    // `14.05 o 11.20`, `14.05 11:20`
    let o_clock = page.is_among(behind, if page.language == Language::Pl { "o" } else { "um om" });
    let time = page.at(behind + usize::from(o_clock));
    told |= page.is(time.start, DIGIT) && (o_clock || page.byte(time.end) == b':' && page.is(time.end + 1, DIGIT));
    let tells = |n| page.at(i.wrapping_sub(n)).is(WORD) && page.is_among(i.wrapping_sub(n), TELLING);
    told |= page.is_of(end, b".,;)\n") && (1..3).any(tells);
    // `11.15起`, `11/3被下架`
    told |= sign != b'-' && page.is(end, ascii::HAN);
    // `05/11` or `05.11` with its zero is a day even so, and so are `17/10` and what begins a line.
    let begins = page.at(i.wrapping_sub(1)).is(BREAK);
    let slashed = sign == b'/' && (second < 10 || first > 12 || begins);
    let zero = two && !numbered && (slashed || sign == b'.' && first < 10);
    let decimal = sign == b'.' && !dotted && !two && !sure;
    (told || zero)
        && !decimal
        && !page.is_counted(end)
        && page.byte(end) != b'%'
        && take_either(page, i, NO_YEAR, first, second, end)
}

/// `14 October 2025`, `14. Okt.`, `1er novembre`, `14 de octubre de 2025`, `5-Nov-2025`
fn day_first(page: &mut Page<'_>, i: usize) -> bool {
    let token = page.at(i);
    let figures = page.run(token.start, DIGIT, 3);
    let (number, suffix) = page.of(i).split_at(figures);
    let number = ascii::value(number);
    if !(1..32).contains(&number) || !suffix.is_empty() && !ascii::among(ORDINALS, suffix) {
        return false;
    }
    let mut n = i + 1;
    while n < i + 3 && (page.sign(n, b".-/") || page.at(n).is(WORD) && page.is_among(n, "de of di del d go")) {
        n += 1;
    }
    let month = page.at(n);
    if !month.is(WORD) || !month.is_month() && !page.is_of(month.start, b"IVX") {
        return false;
    }
    let (start, cue, arg) = (month.start, month.cue, month.arg);
    let (year, end) = year_after(page, n);
    let sure = match cue {
        Cue::Month => true,
        Cue::WeakMonth => {
            page.is(start, CAPITAL)
                || page.is_among(n - 1, "de")
                || matches!(page.cue_before(i), Cue::DatePrep | Cue::Weekday)
        }
        // Poles write `4 XII` without a year as well.
        _ => page.language == Language::Pl && month.len() > 1 && !page.glued(n),
    };
    if !sure && year == NO_YEAR {
        return false;
    }
    let roman =
        || parts(ROMAN, b' ').position(|known| known.as_bytes() == page.of(n)).map_or(0, |place| place as u64 + 1);
    let month = if month.is_month() { u64::from(arg) } else { roman() };
    take(page, i, year, month, number, end)
}

/// `October 14, 2025`, `Oct. 14`, `November 5th`, `May the 4th`
fn month_first(page: &mut Page<'_>, i: usize) -> bool {
    let month = page.at(i);
    let (start, cue, arg) = (month.start, month.cue, month.arg);
    // `BW-SET-03`
    if page.is_joined(start, b"-_/") {
        return false;
    }
    let n = i + 1 + usize::from(page.sign(i + 1, b".-/") || page.is_among(i + 1, "the"));
    let token = page.at(n);
    let figures = page.run(token.start, DIGIT, 3);
    let (number, suffix) = page.of(n).split_at(figures);
    let ordinal = ascii::among("st nd rd th", suffix);
    let time = page.byte(token.end) == b':' && page.is(token.end + 1, DIGIT);
    if !(ordinal || suffix.is_empty()) || time {
        return false;
    }
    let number = ascii::value(number);
    let decimal = page.byte(token.end) == b'.' && page.is(token.end + 1, DIGIT);
    let weak = cue == Cue::WeakMonth && !page.is(start, CAPITAL);
    let counted = page.is_counted(token.end);
    let (year, end) = year_after(page, n);
    // `ABR-10/25-956`
    let goes_on = page.glued(i + 1) && page.is_of(end, b"-/") && page.is(end + 1, DIGIT);
    (year != NO_YEAR || !(decimal || weak || counted)) && !goes_on && take(page, i, year, u64::from(arg), number, end)
}

/// The year behind token `n` and where the date ends: `2025`, `, 2025`, `de 2025`, `'25`, and in a table or at the end of a
/// clause `25`.
fn year_after(page: &Page<'_>, n: usize) -> (u64, usize) {
    let before = page.at(n).end;
    let mut at = n + 1;
    while at < n + 4 && (page.sign(at, b".,-/'") || page.is_among(at, "de of del r")) {
        at += 1;
    }
    let token = page.at(at);
    let figures = page.run(token.start, DIGIT, 5);
    let end = token.start + figures;
    let year = ascii::value(page.bytes(token.start..end));
    let time = page.byte(end) == b':' && page.is(end + 1, DIGIT);
    let whole = end == token.end;
    match figures {
        4 if (1900..2100).contains(&year) && (whole || page.byte(end) == b'r') && !time => (year, end),
        2 if page.glued(at) && page.sign(at - 1, b"-/'") => (2000 + year, end),
        2 if at == n + 1 && year > 19 && page.sign(at + 1, b"|;,)\n") => (2000 + year, end),
        _ => (NO_YEAR, before),
    }
}

/// `2025年10月14日`, `10月14号`, `十月十四日`
fn chinese(page: &mut Page<'_>, i: usize) -> bool {
    let (mut year, (mut month, mut at)) = (NO_YEAR, han_number(page, page.at(i).start));
    if month == 0 {
        return false;
    }
    if let behind @ 1.. = behind_mark(page, at, "年") {
        year = if month < 100 { 2000 + month } else { month };
        (month, at) = han_number(page, behind);
    }
    let behind = behind_mark(page, at, "月");
    if behind == 0 {
        return false;
    }
    let (day, at) = han_number(page, behind);
    let end = behind_mark(page, at, "日号號");
    let told = end > 0 || year != NO_YEAR && !page.is(at, ALNUM);
    told && take(page, i, year, month, day, end.max(at))
}

/// Where one of `marks` ends that stands at a byte or behind spaces there; 0 where none does.
fn behind_mark(page: &Page<'_>, at: usize, marks: &str) -> usize {
    let at = at + page.run(at, SPACE, usize::MAX);
    if page.is_han_of(at, marks) { at + HAN_LEN } else { 0 }
}

/// A number in figures or in Chinese numerals up to the thirties, after a space at most, and where it ends; 0 for none.
fn han_number(page: &Page<'_>, start: usize) -> (u64, usize) {
    const NUMERALS: &str = "〇一二三四五六七八九十";
    let start = start + page.run(start, SPACE, 1);
    if let figures @ 1..5 = page.run(start, DIGIT, 5) {
        let end = start + figures;
        return (ascii::value(page.bytes(start..end)), end);
    }
    let (mut number, mut end) = (0, start);
    for _ in 0..5 {
        let Some(numeral) = page.han_place(end, NUMERALS) else { break };
        number = match numeral as u64 {
            10 => number.max(1) * 10,
            digit if number % 10 == 0 => number + digit,
            digit => number * 10 + digit,
        };
        end += HAN_LEN;
    }
    (number, end)
}

/// Whether no further figure or letter belongs to what ends here.
fn is_clear(page: &Page<'_>, end: usize, sign: u8) -> bool {
    let next = page.byte(end);
    let letter = page.is(end, ALNUM) && (next != b'r' || page.is(end + 1, ALNUM));
    let more = (next == sign || page.is_of(end, b"/-.")) && page.is(end + 1, DIGIT);
    !letter && !more && next != b'%'
}
