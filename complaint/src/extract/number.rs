//! A number as people write it: `12.480,35`, `12,480.35`, `12 480,35`, `12'480.35`, `1250`, `0,85`.

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

/// The number whose first digit is at `start`; none if the figures around it make it something else.
pub(crate) fn at(text: &[u8], start: usize) -> Option<Number> {
    let run = |from: usize| text[from..].iter().take(LONGEST + 1).take_while(|b| b.is_ascii_digit()).count();
    let first = run(start);
    let mut end = start + first;
    if first == 0 || first > LONGEST {
        return None;
    }
    // Separators and the lengths of the groups behind them.
    let mut groups = [(0u8, 0usize); 8];
    let mut count = 0;
    while count < groups.len() && end + 1 < text.len() {
        let separator = text[end];
        let length = run(end + 1);
        let fits = match separator {
            b'.' | b',' => length > 0,
            // Spaces part thousands only: three digits, after a short first group, with the same sign throughout.
            b' ' | b'\'' => length == 3 && first <= 3 && (count == 0 || groups[count - 1].0 == separator),
            _ => false,
        };
        if !fits || length > LONGEST {
            break;
        }
        // `3 500,00 12.10.` ends at the second comma or point.
        if count > 0 && groups[count - 1].0 != separator && groups[..count].iter().any(|(own, _)| *own == separator) {
            break;
        }
        // `1,250.00 300` does not go on after its decimals.
        if separator == b' ' && count > 0 && groups[count - 1].0 != b' ' {
            break;
        }
        groups[count] = (separator, length);
        count += 1;
        end += 1 + length;
    }
    let groups = &groups[..count];
    let thousands = |groups: &[(u8, usize)]| {
        let last = groups.len().saturating_sub(1);
        // Lakhs are grouped by two before the last three.
        groups.iter().enumerate().all(|(n, (_, length))| *length == 3 || n < last && *length == 2) && first <= 3
    };
    let (places, doubtful) = match groups {
        [] => (0, false),
        [(b'.' | b',', 3)] if first <= 3 && text[start] != b'0' => (0, true),
        [(b'.' | b',', length)] => (*length, false),
        [inner @ .., (separator, length)]
            if inner.iter().all(|(own, _)| own == &inner[0].0) && !inner.is_empty() && inner[0].0 != *separator =>
        {
            if !thousands(inner) || matches!(separator, b' ' | b'\'') {
                return None;
            }
            (*length, false)
        }
        groups if groups.iter().all(|(own, _)| *own == groups[0].0) && thousands(groups) => (0, false),
        _ => return None,
    };
    let mut digits = 0_i64;
    for byte in text[start..end].iter().filter(|b| b.is_ascii_digit()) {
        digits = digits.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
    }
    Some(Number { end, digits, places: places as u32, thousand_or_decimal: doubtful })
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
        check("41766, 57,95", Some((41_766, 0, 5)));
        check("7218 540", Some((7_218, 0, 4)));
        check("4.2.1", None);
        check("14.10.2025", None);
        check("10.0.4.17", None);
        check("99999999999999999999999999", None);
    }
}
