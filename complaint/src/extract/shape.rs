//! Shapes of numbers: `d` digits, `l` capitals, `x` either, `h` hex, each with how many; all else stands for itself, and spaces
//! for nothing: `4PX d13 CN`.

use super::ascii::{self, CAPITAL, DIGIT, HEX};

/// Whether all of `text` has this shape.
pub(crate) fn fits(text: &[u8], shape: &[u8]) -> bool {
    let (mut at, mut n) = (0, 0);
    while let Some(sign) = shape.get(n) {
        n += 1;
        let classes = match sign {
            b' ' => continue,
            b'd' => DIGIT,
            b'l' => CAPITAL,
            b'x' => DIGIT | CAPITAL,
            b'h' => HEX,
            _ => 0,
        };
        let mut count = 0;
        while classes > 0
            && let Some(digit @ b'0'..=b'9') = shape.get(n)
        {
            count = count * 10 + usize::from(digit - b'0');
            n += 1;
        }
        let fits = if classes > 0 { ascii::run(text, at, classes, count) == count } else { text.get(at) == Some(sign) };
        if !fits {
            return false;
        }
        at += count.max(1);
    }
    at == text.len()
}

/// How many characters it takes to fit.
pub(crate) const fn len(shape: &[u8]) -> usize {
    let (mut length, mut count, mut at) = (0, 0, 0);
    let mut counted = false;
    while at < shape.len() {
        let byte = shape[at];
        if counted && byte.is_ascii_digit() {
            count = count * 10 + (byte - b'0') as usize;
        } else {
            length += count;
            count = 0;
            counted = byte.is_ascii_lowercase();
            length += (!counted && byte != b' ') as usize;
        }
        at += 1;
    }
    length + count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_fitted_as_a_whole() {
        let check = |text: &str, shape: &str, expected: bool| {
            assert_eq!(fits(text.as_bytes(), shape.as_bytes()), expected, "{text} {shape}");
            assert!(!expected || len(shape.as_bytes()) == text.len(), "{shape}");
        };
        check("4PX0123456789012CN", "4PX d13 CN", true);
        check("4PX012345678901CN", "4PX d13 CN", false);
        check("420123459", "420 d5 9", true);
        check("420123459", "420 d5 9 d1", false);
        check("114-7730021-5528146", "d3-d7-d7", true);
        check("1a-Z", "h2-x1", true);
        check("1a-z", "h2-x1", false);
    }
}
