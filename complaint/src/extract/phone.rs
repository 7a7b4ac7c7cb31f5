//! Telephone numbers: by `+` and calling code, by the way countries group them, or by the word before them.

use super::ascii::{self, ALNUM, DIGIT, LETTER, SPACE};
use super::page::{Page, What};
use super::token::Class;

/// A run of figures with the signs people put into telephone numbers.
pub(crate) struct Dialled {
    pub(crate) digits: u64,
    /// How many digits.
    pub(crate) length: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The country is told.
    pub(crate) international: bool,
    /// Grouped as numbers are at home, so that no word is needed.
    pub(crate) at_home: bool,
}

/// Calling codes with the most digits that follow them; all others may take what E.164 leaves.
const LENGTHS: [(&str, usize); 25] = [
    ("1", 10),
    ("7", 10),
    ("20", 10),
    ("30", 10),
    ("31", 9),
    ("32", 9),
    ("33", 9),
    ("34", 9),
    ("36", 9),
    ("39", 11),
    ("40", 9),
    ("41", 9),
    ("44", 10),
    ("45", 8),
    ("46", 9),
    ("47", 8),
    ("48", 9),
    ("55", 11),
    ("61", 9),
    ("86", 11),
    ("63", 10),
    ("351", 9),
    ("353", 9),
    ("420", 9),
    ("421", 9),
];

/// Most groups a number is written in.
const GROUPS: usize = 8;
const MOST_DIGITS: usize = 17;

impl Dialled {
    pub(crate) fn what(&self) -> What {
        What::Phone { digits: self.digits, length: self.length as u32, international: self.international }
    }
}

/// Reads from token `i`: a sign `+` or `(`, or digits.
pub(crate) fn dialled(page: &Page<'_>, i: usize) -> Option<Dialled> {
    let token = page.at(i);
    let start = token.start;
    if !(token.has_digit() || page.is_of(start, b"+(")) || page.follows(start, ALNUM) {
        return None;
    }
    // A number in groups: few digits with nothing behind them that parts groups are none.
    if token.class == Class::Digits && token.end - start < 5 && !page.is_of(token.end, b" -./()x") {
        return None;
    }
    let plus = page.byte(start) == b'+' || page.byte(start) == b'(' && page.byte(start + 1) == b'+';
    let mut read = Read::default();
    let mut at = start;
    let mut open = false;
    // The token being read: what is taken is no part of a number.
    let mut now = i;
    while read.count < GROUPS {
        let gap = at;
        while at - gap < 3 && page.is_of(at, if read.len == 0 { b" -./()+" } else { b" -./()" }) {
            read.sign(page.byte(at));
            open |= page.byte(at) == b'(';
            at += 1;
        }
        let from = at;
        at += page.run(at, DIGIT, 16);
        // `1482x6388`: an extension, not a letter.
        let extension = page.is_of(at, b"xX") && page.is(at + 1, DIGIT);
        // `… 234 2 x Lampe`: a quantity after a number that is whole.
        let quantity =
            read.count > 1 && at - from == 1 && page.byte(at) == b' ' && !page.is(at + 1, DIGIT) && read.len > 8;
        while page.at(now).end <= from && from < page.folded.text.len() {
            now += 1;
        }
        if at == from || page.at(now).is_taken() || page.is(at, LETTER) && !extension || quantity {
            break;
        }
        // `+49 (0) 30`: the zero is not dialled from abroad.
        let figures = page.bytes(from..at);
        let trunk = plus && figures == b"0" && open && page.byte(at) == b')';
        if !trunk && !read.group(figures, at) {
            break;
        }
    }
    let abroad = plus || read.digits.starts_with(b"00") && read.digits[2] != b'0';
    match (read.count, abroad) {
        (0, _) => None,
        (_, true) => international(&read, plus, start),
        (_, false) => domestic(page, &read, start, goes_on(page, i)),
    }
}

/// Whether token `i` is but a later group of figures.
pub(crate) fn goes_on(page: &Page<'_>, i: usize) -> bool {
    let before = page.at(i.wrapping_sub(1));
    before.class == Class::Digits && !before.is_taken() && page.follows_space(i)
}

/// The figures of a number as they are read.
#[derive(Default)]
struct Read {
    digits: [u8; MOST_DIGITS],
    len: usize,
    /// Digits of each group, and the byte it ends at.
    groups: [usize; GROUPS],
    ends: [usize; GROUPS],
    count: usize,
    /// The sign other than a space or a bracket, and whether there are several kinds.
    joint: u8,
    joints: usize,
    mixed: bool,
}

impl Read {
    fn sign(&mut self, sign: u8) {
        if !ascii::is_of(sign, b" ()") {
            self.mixed |= self.joints > 0 && sign != self.joint;
            self.joint = sign;
            self.joints += 1;
        }
    }

    /// Takes a group if it still fits.
    fn group(&mut self, digits: &[u8], end: usize) -> bool {
        let Some(place) = self.digits.get_mut(self.len..self.len + digits.len()) else { return false };
        place.copy_from_slice(digits);
        self.len += digits.len();
        self.groups[self.count] = digits.len();
        self.ends[self.count] = end;
        self.count += 1;
        true
    }

    /// How many groups, and how many digits in them, keep within so many digits.
    fn within(&self, most: usize) -> (usize, usize) {
        let (mut count, mut len) = (self.count, self.len);
        while count > 1 && len > most {
            count -= 1;
            len -= self.groups[count];
        }
        (count, len)
    }
}

fn domestic(page: &Page<'_>, read: &Read, start: usize, goes_on: bool) -> Option<Dialled> {
    // A list of numbers is not one number: no country dials more than thirteen digits at home.
    let (count, length) = read.within(13);
    let whole = count == read.count;
    let end = read.ends[count - 1];
    let area_code = page.byte(start) == b'(';
    let start = start + usize::from(area_code && !page.bytes(start..end).contains(&b')'));
    // One kind of sign all through, but for the first gap: `0351 / 44 78 21-0`.
    let neat = !read.mixed || read.joints <= 2;
    let at_home = whole && !goes_on && neat && is_at_home(&read.digits[..length], &read.groups[..count], area_code);
    let (digits, end) = (ascii::value(&read.digits[..length]), extension(page, end));
    (5..=15).contains(&length).then_some(Dialled { digits, length, start, end, international: false, at_home })
}

fn international(read: &Read, plus: bool, start: usize) -> Option<Dialled> {
    let skip = if plus { 0 } else { 2 };
    let country = &read.digits[skip..read.len.max(skip)];
    // No calling code begins another.
    let code = LENGTHS.iter().find(|(code, _)| country.starts_with(code.as_bytes()));
    // Some dial the home zero after the code all the same.
    let home = code.is_some_and(|(code, _)| country.get(code.len()) == Some(&b'0'));
    let most = skip + code.map_or(15, |(code, most)| code.len() + most) + usize::from(home);
    let (count, length) = read.within(most);
    if !(skip + 8..=skip + 16).contains(&length) || country[0] == b'0' {
        return None;
    }
    let (digits, end) = (ascii::value(&read.digits[skip..length]), read.ends[count - 1]);
    Some(Dialled { digits, length: length - skip, start, end, international: true, at_home: plus || read.count > 1 })
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
    let first = number[0];
    let second = number.get(1).copied().unwrap_or(b'0');
    let mobile = match (first, number.len()) {
        (b'1', 11) => (b'3'..=b'9').contains(&second),
        (b'0', 10..=12) => (b'1'..=b'7').contains(&second),
        _ => false,
    };
    match groups {
        [_] => {
            mobile && first != b'0'
                || matches!((first, second, number.len()), (b'0', b'6' | b'7', 10) | (b'0', b'1', 11..=12))
        }
        [3, 3, 3] => first >= b'5',
        [3, 2, 2, 2] | [2, 3, 2, 2] => first >= b'2',
        [1, 3, 3, 4] => first == b'1',
        [3, 3, 4] | [3, 7] | [3, 4, 4] => first >= b'1' || area_code,
        _ if area_code => (8..=12).contains(&number.len()),
        [first_group, ..] => first == b'0' && (2..=6).contains(first_group) && (9..=12).contains(&number.len()),
        [] => false,
    }
}
