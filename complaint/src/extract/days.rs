//! Several days of one month: `3.–5. März`, `le 1er et le 4 juin`, `March 3 and 5`, `10月3日和5日`.

use super::lexicon::Cue;
use super::page::{Found, Page};
use super::token::Class;
use super::{Certainty, Day, Ground, Value};
use alloc::vec::Vec;

/// Small words between two days that are no preposition of a day elsewhere.
const ARTICLES: [&str; 9] = ["the", "den", "dem", "de", "y", "i", "a", "w", "na"];
const ORDINALS: [&str; 9] = ["", "st", "nd", "rd", "th", "er", "e", "ste", "de"];

/// Finds the days that share the month of one already found.
pub(crate) fn complete(page: &mut Page<'_>) {
    let known: Vec<(Day, usize, usize)> = page
        .found
        .iter()
        .filter_map(|found| match found.value {
            Value::Date(day) if found.ground == Ground::Calendar => Some((day, found.span.start, found.span.end)),
            _ => None,
        })
        .collect();
    for (day, start, end) in known {
        let first = page.tokens.partition_point(|token| token.start < start);
        let behind = page.tokens.partition_point(|token| token.start < end);
        if page.at(first).has_digit() && !is_chinese(page, end) {
            before(page, first, day);
        } else {
            after(page, behind, day);
        }
    }
}

fn is_chinese(page: &Page<'_>, end: usize) -> bool {
    page.text(0..end).ends_with(['日', '号', '號'])
}

/// Back over `3. und`, `1er et le`, `12 e`, `3, 5 y`.
fn before(page: &mut Page<'_>, mut first: usize, day: Day) {
    // Months in figures have their days with a point: `14. und 16.10.`.
    let named = (first..first + 4).any(|n| matches!(page.at(n).cue, Cue::Month | Cue::WeakMonth));
    while let Some((at, sure)) = link(page, first, |n| n.checked_sub(1)) {
        let dotted = page.is_sign(at, b'.');
        let Some(at) = at.checked_sub(usize::from(dotted)) else { return };
        let number = page.at(at);
        let joined = b"./-:,".contains(&page.before(number.start)) || page.before(number.start).is_ascii_alphanumeric();
        let money = at > 0 && matches!(page.at(at - 1).cue, Cue::Currency | Cue::Order | Cue::Other | Cue::Number);
        let Some(mut found) = day_at(page, at, day).filter(|_| !joined && !money && (dotted || named && sure)) else {
            return;
        };
        found.span.end = page.at(at + usize::from(dotted)).end;
        page.take(at, found);
        first = at;
    }
}

/// On over `and 5`, `–9th`, `和5日`.
fn after(page: &mut Page<'_>, mut behind: usize, day: Day) {
    while let Some((at, sure)) = link(page, behind - 1, |n| Some(n + 1)) {
        let chinese = matches!(page.of(at + 1), "日" | "号" | "號");
        let next = page.at(at).end;
        let figures = page.byte(next).is_ascii_digit()
            || b".:,/%".contains(&page.byte(next)) && page.byte(next + 1).is_ascii_digit();
        let counted = page.word_at(next).is_some_and(|(hit, _)| {
            matches!(hit.cue, Cue::Unit | Cue::Currency | Cue::Scale | Cue::Month | Cue::WeakMonth | Cue::Cent)
        });
        let Some(mut found) = day_at(page, at, day).filter(|_| chinese || sure && !figures && !counted) else {
            return;
        };
        if chinese {
            found.span.end = page.at(at + 1).end;
        }
        page.take(at, found);
        behind = at + 1 + usize::from(chinese);
    }
}

/// The token on the other side of what parts two days, and whether more than a comma or a hyphen does.
fn link(page: &Page<'_>, from: usize, step: impl Fn(usize) -> Option<usize>) -> Option<(usize, bool)> {
    let mut at = step(from)?;
    let mut sure = false;
    let mut count = 0;
    loop {
        let token = page.at(at);
        let glued = token.class == Class::Sign(b'-');
        let words = token.cue == Cue::And || token.cue == Cue::DatePrep || page.of(at) == "至";
        let to = page.of(at) == "a";
        let article = ARTICLES.iter().any(|article| page.of(at).eq_ignore_ascii_case(article));
        if token.taken || !(glued || words || article || matches!(token.class, Class::Sign(b',' | b';'))) {
            break;
        }
        sure |= glued || words || to;
        count += 1;
        at = step(at)?;
    }
    (1..4).contains(&count).then_some((at, sure))
}

/// `3`, `1er`, `5th` as a day of the month of `day`.
fn day_at(page: &Page<'_>, at: usize, day: Day) -> Option<Found> {
    let token = page.token(at).filter(|token| token.has_digit() && !token.taken)?;
    let word = page.of(at);
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let day = Day { day: word.get(..digits)?.parse().ok()?, ..day };
    let ordinal = ORDINALS.iter().any(|suffix| word[digits..].eq_ignore_ascii_case(suffix));
    (digits < 3 && ordinal && day.day > 0 && day.exists()).then_some(Found {
        span: token.start..token.end,
        value: Value::Date(day),
        certainty: Certainty::Labelled,
        ground: Ground::List,
    })
}
