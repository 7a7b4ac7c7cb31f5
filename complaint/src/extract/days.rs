//! Several days of one month: `3.–5. März`, `le 1er et le 4 juin`, `March 3 and 5`, `10月3日和5日`.

use super::ascii::{self, ALNUM, DIGIT};
use super::lexicon::Cue;
use super::page::{Found, Page, What};
use super::token::{self, Class};
use super::{Certainty, Day, Ground};

/// Small words between two days that are no preposition of a day elsewhere.
const ARTICLES: &str = "the den dem de y i a w na auf puis poi luego dann dan potem then";
/// How many tokens behind a day others are of its month.
const FURTHER: usize = 24;
pub(crate) const ORDINALS: &str = "st nd rd th er e o eme ste de go";

/// Finds the days that share the month of one already found.
pub(crate) fn complete(page: &mut Page<'_>) {
    share_years(page);
    for n in 0..page.found.len() {
        let found = &page.found[n];
        let What::Date(day) = found.what else { continue };
        if found.ground == Ground::Calendar {
            let (first, behind) = (page.first_from(found.span.start), page.first_from(found.span.end));
            let is_chinese = is_day_sign(page, found.span.end.wrapping_sub(3));
            if page.at(first).has_digit() && !is_chinese {
                before(page, first, day);
            } else {
                after(page, behind, day);
            }
            later(page, behind, day);
        }
    }
}

/// `28 September and 9 October 2026`: both are of the year.
fn share_years(page: &mut Page<'_>) {
    for n in (1..page.found.len()).rev() {
        let [one, other] = &mut page.found[n - 1..=n] else { return };
        if let (What::Date(day), What::Date(next)) = (&mut one.what, other.what)
            && day.year.is_none()
            && other.span.start.wrapping_sub(one.span.end) < 9
            && (day.month, day.day) < (next.month, next.day)
        {
            day.year = next.year;
        }
    }
}

/// Whether a day of the month ends with the character at a byte, of three.
fn is_day_sign(page: &Page<'_>, at: usize) -> bool {
    matches!(token::char_at(&page.folded.text, at), Some('日' | '号' | '號'))
}

/// Back over `3. und`, `1er et le`, `12 e`, `3, 5 y`.
fn before(page: &mut Page<'_>, mut first: usize, day: Day) {
    // Months in figures have their days with a point: `14. und 16.10.`.
    let named = (first..first + 4).any(|n| matches!(page.at(n).cue, Cue::Month | Cue::WeakMonth));
    let mut listed = false;
    while let Some((at, sure)) = link(page, first, usize::MAX) {
        // `de 28, 30 de outubro`
        listed |= sure || page.is_among(at.wrapping_sub(1), "de les on dias am");
        let dotted = page.is_sign(at, b'.');
        let at = at.wrapping_sub(usize::from(dotted));
        let start = page.at(at).start;
        let joined = page.follows(start, ALNUM) || page.follows_of(start, b"./-:,");
        let money = matches!(page.at(at.wrapping_sub(1)).cue, Cue::Currency | Cue::Order | Cue::Other | Cue::Number);
        if joined || money || !(dotted || named && listed) {
            return;
        }
        let Some(found) = day_at(page, at, at + usize::from(dotted), day) else { return };
        page.take(at, found);
        first = at;
    }
}

/// On over `and 5`, `–9th`, `和5日`.
fn after(page: &mut Page<'_>, mut behind: usize, day: Day) {
    while let Some((at, sure)) = link(page, behind - 1, 1) {
        let chinese = is_day_sign(page, page.at(at + 1).start);
        let next = page.at(at).end;
        let figures = page.is(next, DIGIT) || page.is_of(next, b".:,/%") && page.is(next + 1, DIGIT);
        let counted = || {
            let cue = page.cue(next);
            matches!(cue, Cue::Unit | Cue::Currency | Cue::Scale | Cue::Month | Cue::WeakMonth | Cue::Cent)
        };
        if !chinese && (!sure || figures || counted()) {
            return;
        }
        let last = at + usize::from(chinese);
        let Some(found) = day_at(page, at, last, day) else { return };
        page.take(at, found);
        behind = last + 1;
    }
}

/// Within the next sentences: `le 12 mars. … le 19.`, `3月5号…12号前`.
fn later(page: &mut Page<'_>, behind: usize, mut day: Day) {
    for at in behind..behind + FURTHER {
        if page.found_at(at).is_some_and(|known| matches!(known.what, What::Date(_))) {
            return;
        }
        let end = page.at(at + 1).end;
        let ends = page.is_of(end, b".,;!?)\n") && !page.is(end + 1, DIGIT);
        // `12号前`, `20号不到`, but no `3号仓`
        let chinese = is_day_sign(page, end)
            && matches!(token::char_at(&page.folded.text, end + "号".len()), Some('前' | '不' | '就' | '才'));
        if (chinese || ends && page.is_among(at, "am le el il op dia dnia the"))
            && let Some(found) = day_at(page, at + 1, at + 1 + usize::from(chinese), day)
            && let What::Date(next) = found.what
            && next > day
        {
            page.take(at + 1, found);
            day = next;
        }
    }
}

/// The token on the other side of what parts two days, a `step` of 1 or -1 at a time, and whether more than a comma or a
/// hyphen does.
fn link(page: &Page<'_>, from: usize, step: usize) -> Option<(usize, bool)> {
    let mut at = from;
    let mut sure = false;
    for count in 0..4 {
        at = at.wrapping_add(step);
        let token = page.at(at);
        let joins = token.class == Class::Sign(b'-')
            || token.class == Class::Sign(b'/') && page.glued(at)
            || matches!(token.cue, Cue::And | Cue::DatePrep)
            || page.is_among(at, "至");
        let parts = joins || page.is_among(at, ARTICLES) || page.is_of(token.start, b",;");
        if token.is_taken() || !parts {
            return (count > 0 && at < page.tokens.len()).then_some((at, sure));
        }
        sure |= joins || page.of(at) == b"a";
    }
    None
}

/// `3`, `1er`, `5th` at token `at` as a day of the month of `day`, to the end of token `last`.
fn day_at(page: &Page<'_>, at: usize, last: usize, day: Day) -> Option<Found> {
    let token = page.at(at);
    let word = page.of(at);
    let (figures, suffix) = word.split_at(ascii::run(word, DIGIT, 3));
    let day = Day { day: ascii::value(figures) as u8, ..day };
    let ordinal = suffix.is_empty() || ascii::among(ORDINALS, suffix);
    let exists = (1..3).contains(&figures.len()) && ordinal && day.day > 0 && day.exists();
    (exists && !token.is_taken()).then_some(Found {
        span: token.start..page.at(last).end,
        what: What::Date(day),
        certainty: Certainty::Labelled,
        ground: Ground::List,
    })
}
