//! Telephone numbers: by `+` and calling code, by the way countries group them, or by the word before them.

use super::ascii::{self, ALNUM, DIGIT, LETTER, SPACE};
use super::lexicon::Cue;
use super::page::{ABROAD, Page};
use super::token::DIGITS;
use super::{Ground, Kind};
use crate::parts::parts;

/// The most digits that follow calling codes; all others may take what E.164 leaves. No calling code begins another.
const LENGTHS: [(usize, &str); 4] = [
    (8, "45 47"),
    (9, "3197 31 32 33 34 36 40 41 46 48 61 351 353 420 421"),
    (10, "1 7 20 30 44 63"),
    (11, "39 55 86"),
];

/// Most groups a number is written in.
const GROUPS: usize = 8;
const MOST_DIGITS: usize = 17;

/// The number that begins at token `i`, a sign `+` or `(`, or digits; `label` tells what numbers here are.
pub(crate) fn find(page: &mut Page<'_>, i: usize, label: Cue, other: bool) -> bool {
    let token = page.at(i);
    let start = token.start;
    let called = label == Cue::Phone;
    // Few digits with nothing behind them that parts groups are none.
    let short = token.is(DIGITS) && token.len() < 5 && !page.is_of(token.end, b" -./()x");
    if short || page.follows(start, ALNUM) || goes_on(page, i) && !called {
        return false;
    }
    let plus = page.is_of(start, b"+") || page.is_of(start, b"(") && page.is_of(start + 1, b"+");
    let mut digits = [0; MOST_DIGITS];
    let mut length = 0;
    // Digits of each group, and the byte it ends at.
    let (mut groups, mut ends, mut count) = ([0; GROUPS], [0; GROUPS], 0);
    let mut at = start;
    let mut open = false;
    while count < GROUPS {
        let gap = at;
        at += page.run_of(at, 0, if length == 0 { b" -./()+" } else { b" -./()" }, 3);
        open |= ascii::is_of(b'(', page.bytes(gap..at));
        let from = at;
        at += page.run(at, DIGIT, 16);
        let figures = page.bytes(from..at);
        // `1482x6388`: an extension, not a letter; `2026-558-KL` is another number.
        let glued = page.is(at, LETTER) && !page.is_of(at, b"xX") || page.is_of(at, b"-_") && page.is(at + 1, LETTER);
        // `… 234 2 x Lampe`: a quantity after a number that is whole.
        let quantity =
            count > 1 && figures.len() == 1 && page.byte(at) == b' ' && !page.is(at + 1, DIGIT) && length > 8;
        // What is taken is no part of a number.
        if at == from || glued || quantity || page.at(page.first_from(from)).is_taken() {
            break;
        }
        // `+49 (0) 30`: the zero is not dialled from abroad.
        if plus && open && figures == b"0" && page.byte(at) == b')' {
            continue;
        }
        let Some(place) = digits.get_mut(length..length + figures.len()) else { break };
        place.copy_from_slice(figures);
        length += figures.len();
        (groups[count], ends[count]) = (figures.len(), at);
        count += 1;
    }
    if count == 0 {
        return false;
    }
    let zeros = digits.starts_with(b"00") && digits[2] != b'0';
    let abroad = plus || zeros;
    let skip = if abroad && !plus { 2 } else { 0 };
    let number = &digits[skip..];
    // No country dials more than thirteen digits at home.
    let mut most = 13;
    if abroad {
        let code = |(most, codes): &(usize, &str)| {
            let code = parts(codes, b' ').find(|code| number.starts_with(code.as_bytes()))?;
            // Some dial the home zero after the code all the same.
            Some(code.len() + most + usize::from(number[code.len()] == b'0'))
        };
        most = skip + LENGTHS.iter().find_map(code).unwrap_or(15);
    }
    // A list of numbers is not one number.
    let all = count;
    while count > 1 && length > most {
        count -= 1;
        length -= groups[count];
    }
    let area_code = page.is_of(start, b"(");
    let at_home = if abroad {
        plus || all > 1
    } else {
        count == all && is_at_home(&digits[..length], &groups[..count], area_code)
    };
    let dialled = length.saturating_sub(skip);
    let sized = if abroad { (8..17).contains(&dialled) && number[0] != b'0' } else { (5..16).contains(&length) };
    let (ground, believed) = match () {
        () if abroad => (Ground::CallingCode, called || at_home),
        () if called => (Ground::Label, length > 5),
        () => (Ground::Grouping, at_home && !other),
    };
    let value = ascii::value(&number[..dialled]);
    let end = if abroad { ends[count - 1] } else { extension(page, ends[count - 1]) };
    let start = start + usize::from(area_code && !abroad && !ascii::is_of(b')', page.bytes(start..end)));
    let dialled = dialled as u8 + if abroad { ABROAD } else { 0 };
    sized && believed && page.take_with(i, start..end, Kind::Phone, ground, dialled, value)
}

/// Whether token `i` is but a later group of figures.
pub(crate) fn goes_on(page: &Page<'_>, i: usize) -> bool {
    let before = page.at(i.wrapping_sub(1));
    before.is(DIGITS) && !before.is_taken() && page.follows_space(i)
}

/// Where ` ext. 123` or `x123` ends; the number itself goes without.
fn extension(page: &Page<'_>, end: usize) -> usize {
    let at = end + page.run(end, SPACE, usize::MAX);
    let marks = ["extension", "ext.", "ext", "x"];
    let Some(mark) = marks.into_iter().find(|mark| ascii::begins(page.rest(at), mark)) else { return end };
    let at = at + mark.len();
    let at = at + page.run(at, SPACE, 1);
    let digits = page.run(at, DIGIT, 6);
    if (1..6).contains(&digits) { at + digits } else { end }
}

/// The groupings and prefixes that mark a number as dialled at home.
fn is_at_home(number: &[u8], groups: &[usize], area_code: bool) -> bool {
    let (first, second, length) = (number[0], number[1 % number.len()], number.len());
    match groups {
        [_] => {
            matches!((first, second, length), (b'1', b'3'..=b'9', 11) | (b'0', b'6' | b'7', 10) | (b'0', b'1', 11 | 12))
        }
        _ if area_code => (8..13).contains(&length),
        [3, 3, 3] => first >= b'5',
        [head, ..] if first == b'0' => *head < 7 && groups.len() + head > 3 && (9..13).contains(&length),
        [3, 2, 2, 2] => first >= b'2',
        [1, 3, 3, 4] => first == b'1',
        [2, 3, 2, 2] | [3, 3, 4] | [3, 7] | [3, 4, 4] => true,
        _ => false,
    }
}
