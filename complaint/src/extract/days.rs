//! Several days of one month: `3.–5. März`, `le 1er et le 4 juin`, `March 3 and 5`, `10月3日和5日`.

use super::ascii::{self, ALNUM, DIGIT};
use super::lexicon::Cue;
use super::page::{HAN_LEN, Page};
use super::{Day, Ground, Kind};

/// Small words between two days that are no preposition of a day elsewhere.
const ARTICLES: &str = "the den dem de y i a o de ni el desde to w na auf puis poi luego dann dan potem then";
/// How many tokens behind a day others are of its month.
const FURTHER: usize = 24;
pub(crate) const ORDINALS: &str = "st nd rd th er e o eme ste de go ten";
/// Signs of a Chinese day of the month.
const DAY_SIGNS: &str = "日号號";

/// Finds the days that share the month of one already found.
pub(crate) fn complete(page: &mut Page<'_>) {
    share_years(page);
    for n in 0..page.found.len() {
        let found = page.found[n].clone();
        if found.ground == Ground::Calendar {
            let (first, behind) = (page.first_from(found.span.start), page.first_from(found.span.end));
            let is_chinese = page.is_han_of(found.span.end.wrapping_sub(HAN_LEN), DAY_SIGNS);
            if page.is(page.at(first).start, DIGIT) && !is_chinese {
                before(page, first, found.value);
            } else {
                after(page, behind, found.value);
            }
            later(page, behind, found.value);
        }
    }
}

/// `28 September and 9 October 2026`: both are of the year.
fn share_years(page: &mut Page<'_>) {
    for n in (1..page.found.len()).rev() {
        let [one, other] = &mut page.found[n - 1..=n] else { return };
        // Where a day without a year is the earlier in any.
        let of_year = |packed| Day { year: None, ..Day::unpacked(packed) }.packed();
        if one.kind == Kind::Date
            && other.kind == Kind::Date
            && one.value < of_year(other.value)
            && other.span.start.wrapping_sub(one.span.end) < 9
        {
            one.value += other.value - of_year(other.value);
        }
    }
}

/// Back over `3. und`, `1er et le`, `12 e`, `3, 5 y`.
fn before(page: &mut Page<'_>, mut first: usize, day: u64) {
    // Months in figures have their days with a point: `14. und 16.10.`.
    let named = (first..first + 4).any(|n| page.at(n).is_month());
    let mut listed = false;
    while let (at @ 1.., sure) = link(page, first, usize::MAX) {
        // `de 28, 30 de outubro`
        listed |= sure || page.is_among(at.wrapping_sub(1), "de les on dias am");
        let dotted = page.sign(at, b".");
        let at = at - usize::from(dotted);
        let start = page.at(at).start;
        let joined = page.follows(start, ALNUM) || page.follows_of(start, b"./-:,");
        let money = matches!(page.at(at.wrapping_sub(1)).cue, Cue::Currency | Cue::Order | Cue::Other | Cue::Number);
        if joined || money || !(dotted || named && listed) || !take(page, at, at + usize::from(dotted), day) {
            return;
        }
        first = at;
    }
}

/// On over `and 5`, `–9th`, `和5日`.
fn after(page: &mut Page<'_>, mut behind: usize, day: u64) {
    while let (at @ 1.., sure) = link(page, behind - 1, 1) {
        let end = page.at(at).end;
        let chinese = page.is_han_of(end, DAY_SIGNS);
        let decimal = page.is_of(end, b".:,/%") && page.is(end + 1, DIGIT);
        let last = at + usize::from(chinese);
        let free = sure && !decimal && !page.is_counted(end) && !page.at(at + 1).is_month();
        if !(chinese || free) || !take(page, at, last, day) {
            return;
        }
        behind = last + 1;
    }
}

/// Within the next sentences: `le 12 mars. … le 19.`, `3月5号…12号前`.
fn later(page: &mut Page<'_>, behind: usize, mut day: u64) {
    for at in behind..behind + FURTHER {
        if page.found_at(at).is_some_and(|known| known.kind == Kind::Date) {
            return;
        }
        let end = page.at(at + 1).end;
        let ends = page.is_of(end, b".,;!?)\n") && !page.is(end + 1, DIGIT);
        // `12号前`, `20号不到`, but no `3号仓`
        let chinese = page.is_han_of(end, DAY_SIGNS) && page.is_han_of(end + HAN_LEN, "前不就才");
        let told = chinese || ends && page.is_among(at, "am le el il op dia dnia the");
        if told && day_at(page, at + 1, day) > day && take(page, at + 1, at + 1 + usize::from(chinese), day) {
            day = day_at(page, at + 1, day);
        }
    }
}

/// The token on the other side of what parts two days, a `step` of 1 or -1 at a time, and whether more than a comma or a
/// hyphen does; token 0 where nothing parts them.
fn link(page: &Page<'_>, from: usize, step: usize) -> (usize, bool) {
    let mut at = from;
    let mut sure = false;
    for count in 0..4 {
        at = at.wrapping_add(step);
        let joins = page.sign(at, b"-/") || matches!(page.at(at).cue, Cue::And | Cue::DatePrep);
        if page.at(at).is_taken() || !(joins || page.is_among(at, ARTICLES) || page.sign(at, b",;")) {
            return (if count > 0 && at < page.tokens.len() { at } else { 0 }, sure);
        }
        sure |= joins || page.is_among(at, "a to");
    }
    (0, false)
}

/// `3`, `1er`, `5th` at token `at` as a day of the month of `day`; 0 if that is none.
fn day_at(page: &Page<'_>, at: usize, day: u64) -> u64 {
    let word = page.of(at);
    let (figures, suffix) = word.split_at(ascii::run(word, 0, DIGIT, 3));
    let day = Day { day: ascii::value(figures) as u8, ..Day::unpacked(day) };
    let ordinal = suffix.is_empty() || ascii::among(ORDINALS, suffix);
    if matches!(figures.len(), 1 | 2) && ordinal && day.exists() { day.packed() } else { 0 }
}

/// Takes such a day, to the end of token `last`.
fn take(page: &mut Page<'_>, at: usize, last: usize, day: u64) -> bool {
    let day = day_at(page, at, day);
    let span = page.at(at).start..page.at(last).end;
    day > 0 && !page.at(at).is_taken() && page.take_with(at, span, Kind::Date, Ground::List, 0, day)
}
