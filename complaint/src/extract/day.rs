//! Days of the calendar, in figures, with the month's name, or the Chinese way.

use super::ascii::{self, ALNUM, CAPITAL, DIGIT, SPACE};
use super::days::ORDINALS;
use super::lexicon::Cue;
use super::page::{Found, Page, What};
use super::token::{self, Class};
use super::{Certainty, Day, Ground};
use crate::triage::Language;

/// How Poles and Italians number months by hand; always with a year.
const ROMAN: &str = "I II III IV V VI VII VIII IX X XI XII";

/// What joins a figure to one before it.
const JOINTS: &[u8] = b".-/_:+,";
/// Words that a day may follow, where nothing comes behind it.
const TELLING: &str = "laatste last zuletzt ostatnio derniere ultima ultimo giorno dia jour tag dag dzien";

/// A day and where it ends.
type Read = (Day, usize);

pub(crate) fn find(page: &Page<'_>, i: usize) -> Option<Found> {
    let token = page.at(i);
    let start = token.start;
    let (day, end) = match token.class {
        Class::Digits | Class::Mixed if page.is(start, DIGIT) => {
            if !page.is_joined(start, JOINTS) {
                numeric(page, i).or_else(|| day_first(page, i)).or_else(|| chinese(page, start))
            } else if ends_range(page, i) {
                day_first(page, i)
            } else {
                None
            }
        }
        Class::Word if matches!(token.cue, Cue::Month | Cue::WeakMonth) => month_first(page, i),
        Class::Han => chinese(page, start),
        _ => None,
    }?;
    // `Tue, 4 Nov`: the weekday is part of it.
    let comma = page.is_of(page.at(i.wrapping_sub(1)).start, b",.");
    let weekday = page.at(i.wrapping_sub(1 + usize::from(comma)));
    let start = if weekday.cue == Cue::Weekday && !weekday.is_taken() { weekday.start } else { start };
    Some(Found { span: start..end, what: What::Date(day), certainty: Certainty::Checked, ground: Ground::Calendar })
}

/// `10-23 August`, `3/4 May`: whether the figures at token `i` are the second of two.
fn ends_range(page: &Page<'_>, i: usize) -> bool {
    let before = page.at(i.wrapping_sub(2));
    let short = before.class == Class::Digits && before.end - before.start <= 2;
    short && page.is_of(page.at(i - 1).start, b"-/") && !page.is_joined(before.start, JOINTS)
}

/// `14.10.2025`, `14/10/25`, `2025-10-14`, and with a word before it `14.10.` or `14/10`.
fn numeric(page: &Page<'_>, i: usize) -> Option<Read> {
    let (first, len, at) = figures(page, page.at(i).start)?;
    let sign = page.byte(at);
    if len == 3 || !page.is_of(at, b".-/") {
        return None;
    }
    let (second, second_len, at) = part(page, at, sign).filter(|(_, len, _)| *len <= 2)?;
    let third = part(page, at, sign);
    if len == 4 {
        let (third, third_len, end) = third?;
        let time = page.is_of(end, b"Tt") && page.is(end + 1, DIGIT);
        let clear = time || clear_after(page, end, sign);
        return day(Some(first), second, third).filter(|_| third_len <= 2 && clear).map(|day| (day, end));
    }
    if let Some((year, year_len, end)) = third
        && clear_after(page, end, sign)
    {
        // Polish invoices are numbered `12/11/2025`.
        if sign == b'/' && page.at(i.wrapping_sub(1)).cue == Cue::Other {
            return None;
        }
        let year = match year_len {
            4 => year,
            // A version.
            2 if page.cue_before(i, 2) == Cue::Other => return None,
            2 if year < 70 => 2000 + year,
            2 => 1900 + year,
            _ => return None,
        };
        return either_order(Some(year), first, second).map(|day| (day, end));
    }
    if third.is_some() && page.is(at + 1, DIGIT) {
        return None;
    }
    yearless(page, i, (first, len), (second, second_len), sign, at)
}

/// The figures behind `sign` at a byte; a point may have a space behind it: `14. 10. 2025`.
fn part(page: &Page<'_>, at: usize, sign: u8) -> Option<(u32, usize, usize)> {
    let space = sign == b'.' && page.byte(at + 1) == b' ';
    figures(page, at + 1 + usize::from(space)).filter(|_| page.byte(at) == sign)
}

/// A day and a month without a year need a word that says so, for most such figures are something else.
fn yearless(page: &Page<'_>, i: usize, first: (u32, usize), second: (u32, usize), sign: u8, at: usize) -> Option<Read> {
    let dotted = sign == b'.' && page.byte(at) == b'.' && !page.is(at + 1, ALNUM);
    let end = at + usize::from(dotted);
    if !clear_after(page, at, sign) && !dotted || (first.0, second.0) == (24, 7) {
        return None;
    }
    let before = page.tokens[i.saturating_sub(3)..i].iter().rev().take_while(|token| token.class != Class::Break);
    let full = dotted && first.1 == 2 && second.1 == 2;
    let mut told = full;
    let (mut sure, mut numbered) = (false, false);
    for (n, token) in before.enumerate() {
        match token.cue {
            Cue::DatePrep | Cue::Weekday | Cue::Relative | Cue::Delivered => {
                (told, sure) = (true, n == 0 && token.arg == 0)
            }
            // Until when a card is valid; a version.
            Cue::Expiry | Cue::Card => return None,
            Cue::Other if !told => return None,
            Cue::Order | Cue::Parcel => numbered = true,
            Cue::Currency if n == 0 => return None,
            _ if token.is_taken() => told |= dotted,
            _ => {}
        }
    }
    let behind = page.first_from(end);
    let named = page.at(behind + usize::from(page.is_among(behind, ". de"))).cue;
    if sign != b'.' && matches!(named, Cue::Month | Cue::WeakMonth) {
        return None;
    }
    // `14.05 o 11.20`, `14.05 11:20`
    let o_clock = page.is_among(behind, if page.language == Language::Pl { "o" } else { "um om" });
    let time = page.at(behind + usize::from(o_clock || page.is_among(behind, "at a as alle")));
    told |= time.has_digit() && (o_clock || page.byte(time.end) == b':' && page.is(time.end + 1, DIGIT));
    told |= page.is_of(end, b".,;)\n") && (i.saturating_sub(2)..i).any(|n| page.is_among(n, TELLING));
    // `11.15起`, `11/3被下架`
    told |= sign != b'-' && token::char_at(&page.folded.text, end).is_some_and(token::is_han);
    let unit = matches!(page.cue(end), Cue::Unit | Cue::Currency | Cue::Scale | Cue::Cent);
    if sign == b'.' && !dotted && (first.1 != 2 || second.1 != 2) && !sure {
        return None;
    }
    // `05/11` with its zero is a day even so, and so is `17/10`.
    let zero = sign == b'/' && second.1 == 2 && first.1 == 2 && first.0 <= 31 && (second.0 < 10 || first.0 > 12);
    if !(told || zero && !numbered) || unit || page.byte(end) == b'%' {
        return None;
    }
    either_order(None, first.0, second.0).map(|day| (day, end))
}

/// `14 October 2025`, `14. Okt.`, `1er novembre`, `14 de octubre de 2025`, `5-Nov-2025`
fn day_first(page: &Page<'_>, i: usize) -> Option<Read> {
    let token = page.at(i);
    let (number, len, at) = figures(page, token.start)?;
    if len > 2 || token.end - at > 3 || !(1..=31).contains(&number) {
        return None;
    }
    let mut n = i + 1;
    let mut joined = false;
    let is_of = |n| page.at(n).class == Class::Word && page.is_among(n, "de of di del d go");
    while n < i + 3 && (page.is_of(page.at(n).start, b".-/") || is_of(n)) {
        joined |= page.is_of(page.at(n).start, b"-/");
        n += 1;
    }
    let month = page.at(n);
    if month.class != Class::Word {
        return None;
    }
    let named = matches!(month.cue, Cue::Month | Cue::WeakMonth);
    let month_number = if named {
        u32::from(month.arg)
    } else {
        ROMAN.split(' ').position(|roman| roman.as_bytes() == page.of(n))? as u32 + 1
    };
    let suffix = page.bytes(at..token.end);
    if !suffix.is_empty() && !ascii::among(ORDINALS, suffix) {
        return None;
    }
    let (year, end) = year_after(page, n, joined);
    if year.is_none() {
        let weak = || {
            !page.is(month.start, CAPITAL)
                && !page.is_sign(n + 1, b'.')
                && !matches!(page.cue_before(i, 2), Cue::DatePrep | Cue::Weekday)
        };
        let unsure = match month.cue {
            Cue::Month => false,
            Cue::WeakMonth => weak(),
            // Poles write `4 XII` without a year as well.
            _ => page.language != Language::Pl || month.end - month.start < 2 || page.glued(n),
        };
        if unsure {
            return None;
        }
    }
    day(year, month_number, number).map(|day| (day, end))
}

/// `October 14, 2025`, `Oct. 14`, `November 5th`
fn month_first(page: &Page<'_>, i: usize) -> Option<Read> {
    let month = page.at(i);
    // `BW-SET-03`
    if page.is_joined(month.start, b"-_/") {
        return None;
    }
    let n = i + 1 + usize::from(page.is_of(page.at(i + 1).start, b".-/"));
    let token = page.at(n);
    let (number, len, at) = figures(page, token.start)?;
    let suffix = page.bytes(at..token.end);
    let ordinal = ascii::among("st nd rd th", suffix);
    let time = page.byte(token.end) == b':' && page.is(token.end + 1, DIGIT);
    if len > 2 || !ordinal && !suffix.is_empty() || time {
        return None;
    }
    let (year, end) = year_after(page, n, page.is_sign(i + 1, b'-'));
    let decimal = page.byte(token.end) == b'.' && page.is(token.end + 1, DIGIT);
    let weak = month.cue == Cue::WeakMonth && !page.is(month.start, CAPITAL);
    let counted = || matches!(page.cue(token.end), Cue::Unit | Cue::Currency | Cue::Scale | Cue::Month);
    if year.is_none() && !ordinal && (decimal || weak || counted()) {
        return None;
    }
    day(year, u32::from(month.arg), number).map(|day| (day, end))
}

/// The year behind token `n` and where the date ends: `2025`, `, 2025`, `de 2025`, `'25`.
fn year_after(page: &Page<'_>, n: usize, joined: bool) -> (Option<u32>, usize) {
    let before = page.at(n).end;
    let mut at = n + 1;
    while at < n + 4 && (page.is_of(page.at(at).start, b".,-/'") || page.is_among(at, "de of del r")) {
        at += 1;
    }
    let token = page.at(at);
    let Some((year, len, end)) = figures(page, token.start).filter(|_| before + 6 > token.start) else {
        return (None, before);
    };
    let time = page.byte(end) == b':' && page.is(end + 1, DIGIT);
    let whole = end == token.end;
    match len {
        4 if (1900..2100).contains(&year) && (whole || page.byte(end) == b'r') && !time => (Some(year), end),
        2 if whole && (joined && page.glued(at) || page.is_sign(at - 1, b'\'')) => (Some(2000 + year), end),
        _ => (None, before),
    }
}

/// `2025年10月14日`, `10月14号`, `十月十四日`
fn chinese(page: &Page<'_>, start: usize) -> Option<Read> {
    let (first, at) = han_number(page, start)?;
    let (year, month, at) = match behind_mark(page, at, "年") {
        Some(at) => {
            let (month, at) = han_number(page, at)?;
            (Some(if first < 100 { 2000 + first } else { first }), month, at)
        }
        None => (None, first, at),
    };
    let (number, at) = han_number(page, behind_mark(page, at, "月")?)?;
    let sign = behind_mark(page, at, "日号號");
    if sign.is_none() && (year.is_none() || page.is(at, ALNUM)) {
        return None;
    }
    day(year, month, number).map(|day| (day, sign.unwrap_or(at)))
}

/// Where one of `marks` ends that stands at a byte or behind spaces there.
fn behind_mark(page: &Page<'_>, at: usize, marks: &str) -> Option<usize> {
    let at = at + page.run(at, SPACE, usize::MAX);
    if page.byte(at).is_ascii() {
        return None;
    }
    let found = page.folded.text.get(at..)?.chars().next()?;
    marks.chars().any(|mark| mark == found).then(|| at + found.len_utf8())
}

/// A number in figures or in Chinese numerals up to the thirties, or digit by digit, after a space at most.
fn han_number(page: &Page<'_>, start: usize) -> Option<(u32, usize)> {
    let start = start + usize::from(page.byte(start) == b' ');
    if let Some((number, len, end)) = figures(page, start) {
        return (len <= 4).then_some((number, end));
    }
    let mut number = 0;
    let mut end = start;
    for c in page.folded.text.get(start..)?.chars().take(5) {
        number = match "〇一二三四五六七八九".chars().position(|known| known == c) {
            Some(digit) if end > start && number % 10 == 0 && number < 100 => number + digit as u32,
            Some(digit) => number * 10 + digit as u32,
            None if c == '十' => number.max(1) * 10,
            None => break,
        };
        end += c.len_utf8();
    }
    (end > start).then_some((number, end))
}

/// Digits at a byte: their value, how many, and where they end.
fn figures(page: &Page<'_>, start: usize) -> Option<(u32, usize, usize)> {
    let len = page.run(start, DIGIT, 5);
    (1..5).contains(&len).then(|| (ascii::value(&page.rest(start)[..len]) as u32, len, start + len))
}

/// No further figure or letter belongs to what ends here.
fn clear_after(page: &Page<'_>, end: usize, sign: u8) -> bool {
    let next = page.byte(end);
    let letter = page.is(end, ALNUM) && (next != b'r' || page.is(end + 1, ALNUM));
    let more = (next == sign || page.is_of(end, b"/-.")) && page.is(end + 1, DIGIT);
    !letter && !more && next != b'%'
}

/// The day comes first unless only the month can.
fn either_order(year: Option<u32>, first: u32, second: u32) -> Option<Day> {
    day(year, second, first).or_else(|| day(year, first, second))
}

fn day(year: Option<u32>, month: u32, day: u32) -> Option<Day> {
    let day =
        Day { year: year.map(|year| year as u16), month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? };
    let years = year.is_none_or(|year| (1000..3000).contains(&year));
    (years && day.exists()).then_some(day)
}
