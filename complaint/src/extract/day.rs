//! Days of the calendar, in figures, with the month's name, or the Chinese way.

use super::lexicon::Cue;
use super::page::{Found, Page};
use super::token::Class;
use super::{Certainty, Day, Ground, Value};
use crate::triage::Language;

/// How Poles and Italians number months by hand; always with a year.
const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

/// A day and where it ends.
type Read = (Day, usize);

pub(crate) fn find(page: &Page<'_>, i: usize) -> Option<Found> {
    let token = page.at(i);
    let (certainty, ground) = (Certainty::Checked, Ground::Calendar);
    // `Tue, 4 Nov`: the weekday is part of it.
    let comma = usize::from(i > 0 && matches!(page.at(i - 1).class, Class::Sign(b',' | b'.')));
    let weekday = i.checked_sub(1 + comma).map(|n| page.at(n)).filter(|day| day.cue == Cue::Weekday && !day.taken);
    let start = weekday.map_or(token.start, |weekday| weekday.start);
    let found = |(day, end): Read| Found { span: start..end, value: Value::Date(day), certainty, ground };
    match token.class {
        Class::Digits | Class::Mixed if page.byte(token.start).is_ascii_digit() => {
            let joined = b".-/_:+,".contains(&page.before(token.start))
                && page.before(token.start.saturating_sub(1)).is_ascii_alphanumeric();
            if joined {
                return None;
            }
            numeric(page, i).or_else(|| day_first(page, i)).or_else(|| chinese(page, i)).map(found)
        }
        Class::Word if matches!(token.cue, Cue::Month | Cue::WeakMonth) => month_first(page, i).map(found),
        Class::Han => chinese(page, i).map(found),
        _ => None,
    }
}

/// `14.10.2025`, `14/10/25`, `2025-10-14`, and with a word before it `14.10.` or `14/10`.
fn numeric(page: &Page<'_>, i: usize) -> Option<Read> {
    let start = page.at(i).start;
    let (first, len, at) = figures(page, start)?;
    let sign = page.byte(at);
    if !b".-/".contains(&sign) {
        return None;
    }
    let (second, second_len, at) = figures(page, at + spaces_after(page, at, sign) + 1)?;
    if len > 4 || second_len > 2 {
        return None;
    }
    if len == 4 {
        let (third, third_len, end) = figures(page, at + 1).filter(|_| page.byte(at) == sign)?;
        let time = matches!(page.byte(end), b'T' | b't') && page.byte(end + 1).is_ascii_digit();
        let clear = time || clear_after(page, end, sign);
        return day(Some(first), second, third).filter(|_| third_len <= 2 && clear).map(|day| (day, end));
    }
    if len > 2 {
        return None;
    }
    let third = figures(page, at + spaces_after(page, at, sign) + 1).filter(|_| page.byte(at) == sign);
    if let Some((year, year_len, end)) = third
        && clear_after(page, end, sign)
    {
        let version = page.cue_before(i, 2).is_some_and(|before| before.cue == Cue::Other);
        // Polish invoices are numbered `12/11/2025`.
        if sign == b'/' && i > 0 && page.at(i - 1).cue == Cue::Other {
            return None;
        }
        let year = match year_len {
            4 => year,
            2 if version => return None,
            2 if year < 70 => 2000 + year,
            2 => 1900 + year,
            _ => return None,
        };
        return either_order(Some(year), first, second).map(|day| (day, end));
    }
    if third.is_some_and(|(_, len, _)| len > 0) && page.byte(at + 1).is_ascii_digit() {
        return None;
    }
    yearless(page, i, (first, len), (second, second_len), sign, at)
}

/// A day and a month without a year need a word that says so, for most such figures are something else.
fn yearless(page: &Page<'_>, i: usize, first: (u32, usize), second: (u32, usize), sign: u8, at: usize) -> Option<Read> {
    let dotted = sign == b'.' && page.byte(at) == b'.' && !page.byte(at + 1).is_ascii_alphanumeric();
    let end = at + usize::from(dotted);
    if !clear_after(page, at, sign) && !dotted || (first.0, second.0) == (24, 7) {
        return None;
    }
    let before = page.tokens[i.saturating_sub(3)..i].iter().rev().take_while(|token| token.class != Class::Break);
    let mut told = false;
    let mut sure = false;
    for (n, token) in before.enumerate() {
        match token.cue {
            Cue::DatePrep | Cue::Weekday | Cue::Relative => (told, sure) = (true, n == 0 && token.arg == 0),
            // Until when a card is valid; a version.
            Cue::Expiry | Cue::Card => return None,
            Cue::Other if !told => return None,
            Cue::Currency if n == 0 => return None,
            _ if token.taken => told |= dotted,
            _ => {}
        }
    }
    let unit =
        page.word_at(end).is_some_and(|(hit, _)| matches!(hit.cue, Cue::Unit | Cue::Currency | Cue::Scale | Cue::Cent));
    if sign == b'.' && !dotted && (first.1 != 2 || second.1 != 2) && !sure {
        return None;
    }
    // `05/11` with its zero is a day even so.
    let zero = sign == b'/' && second.1 == 2 && second.0 < 10 && first.1 == 2 && first.0 <= 31;
    if !(told || zero || dotted && first.1 == 2 && second.1 == 2) || unit || page.byte(end) == b'%' {
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
    while n < i + 3
        && page.token(n).is_some_and(|t| {
            matches!(t.class, Class::Sign(b'.' | b'-' | b'/'))
                || t.class == Class::Word
                    && ["de", "of", "di", "del", "d", "go", "DE", "OF", "DI", "DEL", "D"].contains(&page.of(n))
        })
    {
        joined |= page.is_sign(n, b'-') || page.is_sign(n, b'/');
        n += 1;
    }
    let month = *page.token(n).filter(|month| month.class == Class::Word)?;
    let roman = ROMAN.iter().position(|roman| *roman == page.of(n));
    let named = matches!(month.cue, Cue::Month | Cue::WeakMonth);
    let month_number = if named { u32::from(month.arg) } else { roman? as u32 + 1 };
    let suffix = page.text(at..token.end).to_ascii_lowercase();
    if !["", "st", "nd", "rd", "th", "er", "e", "o", "eme", "ste", "de", "go"].contains(&suffix.as_str()) {
        return None;
    }
    let (year, end) = year_after(page, n, joined);
    // Poles write `4 XII` without a year as well.
    if !named && year.is_none() && (page.language != Language::Pl || page.of(n).len() < 2 || page.glued(n)) {
        return None;
    }
    if month.cue == Cue::WeakMonth && year.is_none() {
        let told = page.cue_before(i, 2).is_some_and(|before| matches!(before.cue, Cue::DatePrep | Cue::Weekday));
        let capital = page.byte(month.start).is_ascii_uppercase();
        if !told && !capital && !page.is_sign(n + 1, b'.') {
            return None;
        }
    }
    day(year, month_number, number).map(|day| (day, end))
}

/// `October 14, 2025`, `Oct. 14`, `November 5th`
fn month_first(page: &Page<'_>, i: usize) -> Option<Read> {
    let month = page.at(i);
    let n = i + 1 + usize::from(matches!(page.token(i + 1)?.class, Class::Sign(b'.' | b'-' | b'/')));
    let token = *page.token(n).filter(|token| token.has_digit() && page.byte(token.start).is_ascii_digit())?;
    let (number, len, at) = figures(page, token.start)?;
    let suffix = page.text(at..token.end).to_ascii_lowercase();
    let ordinal = ["st", "nd", "rd", "th"].contains(&suffix.as_str());
    if len > 2
        || !ordinal && !suffix.is_empty()
        || page.byte(token.end) == b':' && page.byte(token.end + 1).is_ascii_digit()
    {
        return None;
    }
    let (year, end) = year_after(page, n, page.is_sign(i + 1, b'-'));
    let unit = page
        .word_at(token.end)
        .is_some_and(|(hit, _)| matches!(hit.cue, Cue::Unit | Cue::Currency | Cue::Scale | Cue::Month));
    let capital = page.byte(month.start).is_ascii_uppercase();
    if year.is_none()
        && !ordinal
        && (unit
            || month.cue == Cue::WeakMonth && !capital
            || page.byte(token.end) == b'.' && page.byte(token.end + 1).is_ascii_digit())
    {
        return None;
    }
    day(year, u32::from(month.arg), number).map(|day| (day, end))
}

/// The year behind token `n` and where the date ends: `2025`, `, 2025`, `de 2025`, `'25`.
fn year_after(page: &Page<'_>, n: usize, joined: bool) -> (Option<u32>, usize) {
    let none = (None, page.at(n).end);
    let mut at = n + 1;
    while at < n + 4
        && page.token(at).is_some_and(|t| {
            matches!(t.class, Class::Sign(b'.' | b',' | b'-' | b'/' | b'\''))
                || ["de", "of", "del", "r", "DE", "OF", "DEL"].contains(&page.of(at))
        })
    {
        at += 1;
    }
    let Some(token) = page.token(at).filter(|token| token.has_digit() && page.at(n).end + 6 > token.start) else {
        return none;
    };
    match figures(page, token.start) {
        Some((year, 4, end))
            if (1900..2100).contains(&year)
                && (end == token.end || page.byte(end) == b'r')
                && !(page.byte(end) == b':' && page.byte(end + 1).is_ascii_digit()) =>
        {
            (Some(year), end)
        }
        Some((year, 2, end)) if end == token.end && (joined && page.glued(at) || page.is_sign(at - 1, b'\'')) => {
            (Some(2000 + year), end)
        }
        _ => none,
    }
}

/// `2025年10月14日`, `10月14号`, `十月十四日`
fn chinese(page: &Page<'_>, i: usize) -> Option<Read> {
    let start = page.at(i).start;
    let (first, at) = han_number(page, start)?;
    if page.byte(at).is_ascii() && (page.byte(at) != b' ' || page.byte(at + 1).is_ascii()) {
        return None;
    }
    let mark = |at: usize, marks: &str| {
        page.folded
            .text
            .get(at..)?
            .trim_start_matches(' ')
            .chars()
            .next()
            .filter(|c| marks.chars().any(|mark| mark == *c))
    };
    let after = |at: usize| at + page.folded.text[at..].bytes().take_while(|b| *b == b' ').count() + 3;
    let (year, month, at) = if mark(at, "年").is_some() {
        let (month, at) = han_number(page, after(at))?;
        (Some(if first < 100 { 2000 + first } else { first }), month, at)
    } else {
        (None, first, at)
    };
    mark(at, "月")?;
    let (number, at) = han_number(page, after(at))?;
    let end = if mark(at, "日号號").is_some() { after(at) } else { at };
    if end == at && (year.is_none() || page.byte(at).is_ascii_alphanumeric()) {
        return None;
    }
    day(year, month, number).map(|day| (day, end))
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
    let text = page.folded.text.as_bytes().get(start..)?;
    let len = text.iter().take(5).take_while(|b| b.is_ascii_digit()).count();
    let value = text[..len].iter().fold(0, |n, b| n * 10 + u32::from(b - b'0'));
    (1..5).contains(&len).then_some((value, len, start + len))
}

/// `14. 10. 2025`
fn spaces_after(page: &Page<'_>, at: usize, sign: u8) -> usize {
    usize::from(
        sign == b'.' && page.byte(at) == b'.' && page.byte(at + 1) == b' ' && page.byte(at + 2).is_ascii_digit(),
    )
}

/// No further figure or letter belongs to what ends here.
fn clear_after(page: &Page<'_>, end: usize, sign: u8) -> bool {
    let (next, later) = (page.byte(end), page.byte(end + 1));
    let letter = next.is_ascii_alphanumeric() && (next != b'r' || later.is_ascii_alphanumeric());
    !letter
        && !((next == sign || next == b'/' || next == b'-' || next == b'.') && later.is_ascii_digit())
        && next != b'%'
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
