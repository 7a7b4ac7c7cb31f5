//! A number as people write it: `12.480,35`, `12,480.35`, `12 480,35`, `12'480.35`, `1250`, `0,85`.

use super::ascii::{self, DIGIT};

/// Digits and where the point stands in them.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Number {
    /// Byte after the last digit.
    pub(crate) end: usize,
    pub(crate) digits: i64,
    pub(crate) places: u32,
    /// One separator and three digits: a thousand, unless the currency is one of thousandths.
    pub(crate) thousand_or_decimal: bool,
}

/// No sum has more digits, its decimals included.
const LONGEST: usize = 18;
/// No sum is longer, with what parts its digits.
const FAR: usize = 26;

/// The number whose first digit is at `start`; none if the figures around it make it something else.
pub(crate) fn at(text: &[u8], start: usize) -> Option<Number> {
    let byte = |at: usize| text.get(at).copied().unwrap_or_default();
    let run = |at: usize| ascii::run(text, at, DIGIT, LONGEST + 1);
    let first = run(start);
    let mut end = start + first;
    // What parts the groups, how many there are behind the first digits, and how long the last is.
    let (mut sign, mut count, mut length) = (0, 0, 3);
    let mut thousands = first <= 3;
    let mut decimals = None;
    while end - start < FAR && decimals.is_none() {
        let next = byte(end);
        let more = run(end + 1);
        // Spaces part thousands only: three digits, after a short first group, with the same sign throughout.
        let space = ascii::is_of(next, b" '") && more == 3 && first <= 3 && (count == 0 || next == sign);
        // `12'50`, as Spaniards write.
        let apostrophe = next == b'\'' && more == 2;
        if more == 0 || !(space || apostrophe || ascii::is_of(next, b".,")) {
            break;
        }
        // Lakhs are grouped by two before the last three.
        thousands &= matches!(length, 2 | 3);
        if count > 0 && next != sign {
            decimals = Some(more);
        } else {
            (sign, count, length) = (next, count + 1, more);
        }
        end += 1 + more;
    }
    thousands &= length == 3;
    let mut thousand_or_decimal = false;
    let places = match (count, decimals) {
        (0, _) => 0,
        (1, None) if length < 3 || ascii::is_of(sign, b".,") => {
            thousand_or_decimal = thousands && byte(start) != b'0';
            if thousand_or_decimal { 0 } else { length }
        }
        (_, decimals) if thousands => decimals.unwrap_or(0),
        _ => return None,
    };
    let figures = || text[start..end].iter().filter(|b| b.is_ascii_digit());
    let digits = figures().fold(0, |n: i64, b| n.wrapping_mul(10) + i64::from(b - b'0'));
    (figures().count() <= LONGEST).then_some(Number { end, digits, places: places as u32, thousand_or_decimal })
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_way_of_grouping() {
        let check = |text: &str, expected: Option<(i64, u32, usize)>| {
            let number = super::at(text.as_bytes(), 0);
            assert_eq!(number.map(|n| (n.digits, n.places, n.end)), expected, "{text}");
        };
        check("12.480,35 x", Some((1_248_035, 2, 9)));
        check("12,480.35", Some((1_248_035, 2, 9)));
        check("12 480,35", Some((1_248_035, 2, 9)));
        check("12'480.35", Some((1_248_035, 2, 9)));
        check("1.234.567,8", Some((12_345_678, 1, 11)));
        check("1,00,000", Some((100_000, 0, 8)));
        check("2.150", Some((2_150, 0, 5)));
        check("0.150", Some((150, 3, 5)));
        check("0,85", Some((85, 2, 4)));
        check("12'50 x", Some((1_250, 2, 5)));
        check("1.738'20", Some((173_820, 2, 8)));
        check("41766, 57,95", Some((41_766, 0, 5)));
        check("7218 540", Some((7_218, 0, 4)));
        check("4.2.1", None);
        check("14.10.2025", None);
        check("10.0.4.17", None);
        check("99999999999999999999999999", None);
    }
}
