//! Telephone numbers: by `+` and calling code, by the way countries group them, or by the word before them.

use super::ascii::{self, ALNUM, DIGIT, LETTER, SPACE};
use super::lexicon::Cue;
use super::page::{ABROAD, Page};
use super::token::DIGITS;
use super::{Ground, Kind, list};
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
    let start = page.at(i).start;
    let called = label == Cue::Phone;
    if page.follows(start, ALNUM) || goes_on(page, i) && !called {
        return false;
    }
    let area_code = page.is_of(start, b"(");
    let plus = page.is_of(start, b"+") || page.is_of(start, b"(") && page.is_of(start + 1, b"+");
    if !(plus || called || area_code || may_begin(page, start)) {
        return false;
    }
    let mut digits = [0; MOST_DIGITS];
    let mut length = 0;
    // Digits of each group, and the byte it ends at.
    let (mut groups, mut ends, mut count) = ([0; GROUPS], [0; GROUPS], 0);
    let mut at = start;
    let mut open = false;
    let mut token = i;
    while count < GROUPS {
        let gap = at;
        at += page.run_of(at, 0, if length == 0 { b" -./()+" } else { b" -./()" }, 3);
        // No number has two brackets, or one that only closes.
        let opens = ascii::is_of(b'(', page.bytes(gap..at));
        if opens == open && (open || ascii::is_of(b')', page.bytes(gap..at))) {
            break;
        }
        open |= opens;
        let from = at;
        at += page.run(at, DIGIT, 16);
        let figures = page.bytes(from..at);
        // `1482x6388`: an extension, not a letter; `2026-558-KL` is another number.
        let glued = page.is(at, LETTER) && !page.is_of(at, b"xX") || page.is_of(at, b"-_") && page.is(at + 1, LETTER);
        // `… 234 2 x Lampe`: a quantity after a number that is whole.
        let quantity =
            count > 1 && figures.len() == 1 && page.byte(at) == b' ' && !page.is(at + 1, DIGIT) && length > 8;
        while page.at(token).start < from {
            token += 1;
        }
        // What is taken is no part of a number.
        if at == from || glued || quantity || page.at(token).is_taken() {
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
    // None is shorter.
    if length < 5 {
        return false;
    }
    let abroad = plus || digits.starts_with(b"00") && digits[2] != b'0';
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
        () => (Ground::Grouping, at_home && !other && !list::goes_on(page, i)),
    };
    let end = if abroad { ends[count - 1] } else { extension(page, ends[count - 1]) };
    let value = ascii::value(&number[..dialled]);
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

/// Whether the figures at a byte may begin a number that no word, sign or bracket announces: with a zero and two figures more,
/// or with few figures and more than one in the next group; none has a bracket that only closes.
fn may_begin(page: &Page<'_>, start: usize) -> bool {
    let head = page.run(start, DIGIT, 16);
    let next = start + head + page.run_of(start + head, 0, b" -./(", 3);
    let more = page.run(next, DIGIT, 2);
    head > 9 || page.byte(start) == b'0' && head + more > 2 || head < 4 && more == 2
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
