//! Payment card numbers (ISO/IEC 7812): found only to be masked.

use super::ascii::{self, DIGIT, LETTER};
use super::page::{Found, Page, What};
use super::token::Class;
use super::{Certainty, Ground};

const SHORTEST: usize = 13;
const LONGEST: usize = 19;

/// Issuer identification numbers from, to, and the lengths they go with, shortest and longest.
const ISSUERS: [(u32, u32, usize, usize); 20] = [
    (400_000, 499_999, 13, 19), // Visa; 17 does not exist but costs nothing to hide
    (510_000, 559_999, 16, 16), // Mastercard
    (222_100, 272_099, 16, 16), // Mastercard
    (340_000, 349_999, 15, 15), // American Express
    (370_000, 379_999, 15, 15), // American Express
    (601_100, 601_199, 16, 19), // Discover
    (644_000, 659_999, 16, 19), // Discover
    (300_000, 305_999, 14, 19), // Diners Club
    (309_500, 309_599, 14, 19), // Diners Club
    (360_000, 369_999, 14, 19), // Diners Club
    (380_000, 399_999, 14, 19), // Diners Club
    (352_800, 358_999, 16, 19), // JCB
    (620_000, 629_999, 14, 19), // UnionPay
    (810_000, 817_199, 14, 19), // UnionPay
    (220_000, 220_499, 16, 19), // Mir
    (500_000, 509_999, 13, 19), // Maestro, Verve, Elo, RuPay
    (560_000, 589_999, 13, 19), // Maestro
    (600_000, 619_999, 13, 19), // RuPay, Hipercard, Maestro
    (630_000, 643_999, 13, 19), // Maestro, Elo
    (660_000, 699_999, 13, 19), // Maestro
];

/// Lengths in the order in which they are likely.
const LENGTHS: [usize; 7] = [16, 15, 14, 19, 18, 17, 13];

/// A card number that begins at token `i`, whatever its grouping.
pub(crate) fn find(page: &Page<'_>, i: usize) -> Option<Found> {
    let token = page.at(i);
    // Hex of a hash, base58 of a wallet: their runs of digits are chance.
    if token.class == Class::Mixed && token.end - token.start > 25 && page.of(i).is_ascii() {
        return None;
    }
    let begins = |at: &usize| page.is(*at, DIGIT) && !page.is(at.wrapping_sub(1), DIGIT);
    (token.start..token.end).filter(begins).find_map(|at| number(page, at))
}

/// The card number that begins at a byte.
fn number(page: &Page<'_>, start: usize) -> Option<Found> {
    let text = page.folded.text.as_bytes();
    let byte = |at: usize| text.get(at).copied().unwrap_or(b'\n');
    if !page.is_of(start, b"234568") {
        return None;
    }
    let mut digits = [0u8; LONGEST];
    let mut len = 0;
    // How far each whole group reaches, by the number of digits so far.
    let mut ends = [0u8; LONGEST + 1];
    let mut groups = [0u8; LONGEST];
    let mut group_count = 0;
    let mut separators = Separators::default();
    // Up to which length the separators alone make it believable.
    let mut at = start;
    let mut plausible = [false; LONGEST + 1];
    let mut sums = Sums::default();
    let mut issuer = None;
    loop {
        let group = at;
        while byte(at).is_ascii_digit() {
            if len == LONGEST {
                at += 1;
                len += 1;
                break;
            }
            digits[len] = byte(at);
            sums.add(digits[len]);
            len += 1;
            at += 1;
        }
        if len > LONGEST || at == group {
            break;
        }
        groups[group_count] = (at - group) as u8;
        group_count += 1;
        if len >= 6 && issuer.is_none() {
            issuer = Some(lengths(&digits)?);
        }
        ends[len] = (at - start) as u8;
        plausible[len] = sums.hold() && separators.believable(&groups[..group_count]);
        let gap = at;
        while at - gap < 3 && page.is_of(at, b" -./_,;|\n*:\\") {
            at += 1;
        }
        if at == gap || !byte(at).is_ascii_digit() {
            break;
        }
        separators.add(&text[gap..at]);
    }
    let glued = page.is(start.wrapping_sub(1), LETTER);
    let (short, long) = issuer?;
    let length = LENGTHS.into_iter().find(|length| {
        let issued = (short..=long).contains(length) && ends[*length] > 0 && plausible[*length];
        issued && !(glued && usize::from(groups[0]) < SHORTEST)
    })?;
    // Amazon writes its orders 3-7-7, whose end may begin as a card does.
    let before = |n| byte(start.wrapping_sub(n));
    let is_order = match groups {
        [3, 7, 7, ..] => length == 17,
        [7, 7, ..] => {
            length == 14
                && before(1) == b'-'
                && [2, 3, 4, 5].map(|n| before(n).is_ascii_digit()) == [true, true, true, false]
        }
        _ => false,
    };
    if is_order {
        return None;
    }
    let last_four = [digits[length - 4], digits[length - 3], digits[length - 2], digits[length - 1]];
    let what = What::Card { last_four };
    Some(Found {
        span: start..start + usize::from(ends[length]),
        what,
        certainty: Certainty::Checked,
        ground: Ground::Checksum,
    })
}

/// What stood between the groups so far.
#[derive(Default)]
struct Separators<'a> {
    /// Empty where there was none.
    first: &'a [u8],
    mixed: bool,
    /// A comma, a line break, a full stop and a space: parts of sentences as much as of numbers.
    weak: bool,
}

impl<'a> Separators<'a> {
    fn add(&mut self, gap: &'a [u8]) {
        if self.first.is_empty() {
            self.first = gap;
        }
        self.mixed |= gap != self.first;
        self.weak |=
            gap.iter().any(|b| !ascii::is_of(*b, b" -")) && (gap.len() > 1 || ascii::is_of(gap[0], b",;|\n*:\\"));
    }

    /// The groupings printed on cards are believed with any separator, all others only with plain ones.
    fn believable(&self, groups: &[u8]) -> bool {
        let printed = matches!(groups, [4, 4, 4, 4, ..] | [4, 6, 5] | [4, 6, 4] | [4, 5, 6] | [_]);
        let dotted = matches!(self.first, [b'.' | b'/', ..]);
        printed || !(self.weak || self.mixed && (dotted || groups.len() < 3))
    }
}

/// The shortest and the longest number of the issuer that these first digits belong to.
fn lengths(digits: &[u8]) -> Option<(usize, usize)> {
    let head = digits[..6].iter().fold(0, |n, b| n * 10 + u32::from(b - b'0'));
    let issuer = ISSUERS.iter().find(|(from, to, ..)| (*from..=*to).contains(&head));
    issuer.map(|(.., short, long)| (*short, *long))
}

/// The sum of ISO/IEC 7812-1, annex B, digit by digit: every second is doubled, the last never.
#[derive(Default)]
struct Sums {
    last_plain: u32,
    last_doubled: u32,
}

impl Sums {
    fn add(&mut self, digit: u8) {
        let plain = u32::from(digit - b'0');
        let doubled = if plain > 4 { plain * 2 - 9 } else { plain * 2 };
        (self.last_plain, self.last_doubled) = (self.last_doubled + plain, self.last_plain + doubled);
    }

    fn hold(&self) -> bool {
        self.last_plain.is_multiple_of(10)
    }
}

/// Whether the check digit of figures holds.
pub(crate) fn luhn(digits: &[u8]) -> bool {
    let mut sums = Sums::default();
    digits.iter().for_each(|digit| sums.add(*digit));
    sums.hold()
}

/// Whether a number with nothing around it is a card's; some of UnionPay's bear no check digit.
pub fn validate(number: &str) -> bool {
    let digits = number.as_bytes();
    let union_pay = digits.starts_with(b"62") && (16..=LONGEST).contains(&digits.len());
    let sized = (SHORTEST..=LONGEST).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit);
    let issued = sized && lengths(digits).is_some_and(|(short, long)| (short..=long).contains(&digits.len()));
    issued && (luhn(digits) || union_pay)
}
