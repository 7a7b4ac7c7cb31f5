//! Payment card numbers (ISO/IEC 7812): found only to be masked.

use super::ascii::{self, DIGIT, LETTER};
use super::page::Page;
use super::parcel::ALONE;
use super::token::MIXED;
use super::{Ground, Kind};

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

/// A card number that begins at token `i`, whatever its grouping, with those that the digits left to see of it begin.
pub(crate) fn find(page: &mut Page<'_>, i: usize) -> bool {
    let token = *page.at(i);
    // Hex of a hash, base58 of a wallet: their runs of digits are chance.
    if token.is(MIXED) && token.len() > 25 && page.of(i).is_ascii() {
        return false;
    }
    let begins = |at: &usize| page.is(*at, DIGIT) && !page.follows(*at, DIGIT);
    let from = |at| Some((at, number(page, i, at)?));
    let Some((start, (mut end, mut last_four))) = (token.start..token.end).filter(begins).find_map(from) else {
        return false;
    };
    // The digits left to see may begin another, and so on.
    loop {
        let first = (start..end).rev().filter(|at| page.is(*at, DIGIT)).nth(3).unwrap_or(start);
        let mut seen = (first..end).filter(|at| *at == first || begins(at));
        // But for a card that begins behind it: `… 4242, 4242 4242 4242 4242`.
        let is_whole = |behind: usize| (end..behind).filter(begins).any(|at| number(page, i, at).is_some());
        let next = seen.find_map(|at| number(page, i, at)).filter(|(behind, _)| !is_whole(*behind));
        let Some(next) = next else { break };
        (end, last_four) = next;
    }
    page.take_with(i, start..end, Kind::Card, Ground::Checksum, 0, last_four)
}

/// Where the card number ends that begins at a byte of token `i`, and its last four digits.
fn number(page: &Page<'_>, i: usize, start: usize) -> Option<(usize, u64)> {
    if !page.is_of(start, b"234568") {
        return None;
    }
    let mut digits = [0; LONGEST];
    let mut groups = [0; LONGEST];
    let (mut len, mut count) = (0, 0);
    let mut sums = Sums::default();
    let mut separators = Separators::default();
    let mut issuer = None;
    // The likeliest length so far by its place in `LENGTHS`, where the number ends then, and its last four digits.
    let (mut best, mut end, mut last_four) = (LENGTHS.len(), 0, 0);
    let text = page.rest(start);
    let mut at = 0;
    loop {
        // Byte by byte: figures may stand apart, and from each on a number may begin.
        let group = text[at..].iter().take(LONGEST + 1).take_while(|b| b.is_ascii_digit()).count();
        if group == 0 || len + group > LONGEST {
            break;
        }
        for digit in &text[at..at + group] {
            digits[len] = *digit;
            sums.add(*digit);
            len += 1;
        }
        at += group;
        groups[count] = group;
        count += 1;
        if len >= 6 && issuer.is_none() {
            issuer = lengths(&digits);
            if issuer.is_none() {
                break;
            }
        }
        let place = if len < SHORTEST { None } else { LENGTHS.iter().position(|length| *length == len) };
        if let Some(place) = place
            && place < best
            && issuer.is_some_and(|(short, long)| (short..=long).contains(&len))
            && sums.hold()
            && separators.believable(&groups[..count])
        {
            (best, end, last_four) = (place, start + at, ascii::value(&digits[len - 4..len]));
        }
        let gap = at;
        let parts = |b: &&u8| {
            matches!(**b, b' ' | b'-' | b'.' | b'/' | b'_' | b',' | b';' | b'|' | b'\n' | b'*' | b':' | b'\\')
        };
        at += text[at..].iter().take(3).take_while(parts).count();
        separators.add(&text[gap..at]);
    }
    let glued = page.follows(start, LETTER) && groups[0] < SHORTEST;
    // Amazon writes its orders 3-7-7, whose end may begin as a card does.
    let is_order = match groups {
        [3, 7, 7, ..] => LENGTHS.get(best) == Some(&17),
        [7, 7, ..] => {
            LENGTHS.get(best) == Some(&14)
                && page.before(start) == b'-'
                && page.run(start.wrapping_sub(4), DIGIT, 3) == 3
                && !page.is(start.wrapping_sub(5), DIGIT)
        }
        _ => false,
    };
    // `YT2676218790690215`
    let is_parcel = || page.follows(start, LETTER) && ALONE.read(page.of(i)).is_some();
    (end > 0 && !glued && !is_order && !is_parcel()).then_some((end, last_four))
}

/// What stood between the groups so far.
#[derive(Default)]
struct Separators {
    /// Of the first gap; 0 where there was none.
    first: u64,
    mixed: bool,
    /// A comma, a line break, a full stop and a space: parts of sentences as much as of numbers.
    weak: bool,
}

impl Separators {
    fn add(&mut self, gap: &[u8]) {
        let signs = gap.iter().fold(0, |signs, sign| signs << 8 | u64::from(*sign));
        if self.first == 0 {
            self.first = signs;
        }
        self.mixed |= signs != self.first;
        self.weak |=
            gap.iter().any(|b| !ascii::is_of(*b, b" -")) && (gap.len() > 1 || ascii::is_of(gap[0], b",;|\n*:\\"));
    }

    /// The groupings printed on cards are believed with any separator, all others only with plain ones.
    fn believable(&self, groups: &[usize]) -> bool {
        let printed = matches!(groups, [4, 4, 4, 4, ..] | [4, 6, 5] | [4, 6, 4] | [4, 5, 6] | [_]);
        let dotted = self.first == u64::from(b'.') || self.first == u64::from(b'/');
        printed || !(self.weak || self.mixed && (dotted || groups.len() < 3))
    }
}

/// The shortest and the longest number of the issuer that these first digits belong to.
fn lengths(digits: &[u8]) -> Option<(usize, usize)> {
    let head = ascii::value(&digits[..6]) as u32;
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
