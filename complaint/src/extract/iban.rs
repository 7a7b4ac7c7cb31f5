//! Bank account numbers: ISO 13616, country by country.

use super::page::{Found, Page};
use super::{Certainty, Ground, Value};
use alloc::string::String;

/// Sorted. Country, then the account part's fields: `n` digits, `a` letters, `c` either (SWIFT IBAN registry).
const COUNTRIES: [&str; 87] = [
    "ADn8c12",
    "AEn19",
    "ALn8c16",
    "ATn16",
    "AZa4c20",
    "BAn16",
    "BEn12",
    "BGa4n6c8",
    "BHa4c14",
    "BIn23",
    "BRn23a1c1",
    "BYc4n4c16",
    "CHn5c12",
    "CRn18",
    "CYn8c16",
    "CZn20",
    "DEn18",
    "DJn23",
    "DKn14",
    "DOc4n20",
    "EEn16",
    "EGn25",
    "ESn20",
    "FIn14",
    "FKa2n12",
    "FOn14",
    "FRn10c11n2",
    "GBa4n14",
    "GEa2n16",
    "GIa4c15",
    "GLn14",
    "GRn7c16",
    "GTc24",
    "HRn17",
    "HUn24",
    "IEa4n14",
    "ILn19",
    "IQa4n15",
    "ISn22",
    "ITa1n10c12",
    "JOa4n4c18",
    "KWa4c22",
    "KZn3c13",
    "LBn4c20",
    "LCa4c24",
    "LIn5c12",
    "LTn16",
    "LUn3c13",
    "LVa4c13",
    "LYn21",
    "MCn10c11n2",
    "MDc20",
    "MEn18",
    "MKn3c10n2",
    "MNn16",
    "MRn23",
    "MTa4n5c18",
    "MUa4n19a3",
    "NIa4n20",
    "NLa4n10",
    "NOn11",
    "OMn3c16",
    "PLn24",
    "PSa4c21",
    "PTn21",
    "QAa4c21",
    "ROa4c16",
    "RSn18",
    "RUn14c15",
    "SAn2c18",
    "SCa4n20a3",
    "SDn14",
    "SEn20",
    "SIn15",
    "SKn20",
    "SMa1n10c12",
    "SOn19",
    "STn21",
    "SVa4n20",
    "TLn19",
    "TNn20",
    "TRn6c16",
    "UAn6c19",
    "VAn18",
    "VGa4n16",
    "XKn16",
    "YEa4n4c18",
];

/// Characters of the longest account number with its country and check digits.
const LONGEST: usize = 34;

/// One in groups of any size, parted by single spaces, hyphens or dots.
pub(crate) fn find(page: &Page<'_>, i: usize) -> Option<Found> {
    let token = page.at(i);
    let head = page.of(i).as_bytes();
    // Two letters and two digits, whatever stands between.
    let check = if head.len() == 2 { page.byte(token.end + 1) } else { head.get(2).copied().unwrap_or_default() };
    if !token.is_alnum()
        || !check.is_ascii_digit()
        || !head[..2].iter().all(u8::is_ascii_alphabetic)
        || page.glued(i) && page.at(i - 1).is_alnum()
    {
        return None;
    }
    let fields = fields(&head[..2])?;
    let length = 4 + fields.clone().map(|(n, _)| n).sum::<usize>();
    let mut number = String::new();
    for (n, token) in page.tokens[i..].iter().enumerate() {
        let gap = n == 0 || token.start - page.at(i + n - 1).end <= 1;
        if gap && token.is_alnum() && token.end - token.start <= length - number.len() {
            number.push_str(page.of(i + n));
        } else if !gap || !matches!(page.of(i + n), "-" | ".") || n == 0 {
            return None;
        }
        if number.len() == length {
            let certainty = validate(&number)?;
            return Some(Found {
                span: page.at(i).start..token.end,
                value: Value::Iban(number.to_ascii_uppercase()),
                certainty,
                ground: Ground::Checksum,
            });
        }
    }
    None
}

/// `checked` where the country's own check digits hold too, `shaped` where only the two after the country do.
pub fn validate(number: &str) -> Option<Certainty> {
    let number = number.to_ascii_uppercase();
    let bytes = number.as_bytes();
    if !number.is_ascii() || bytes.len() < 5 || bytes.len() > LONGEST {
        return None;
    }
    let (head, account) = bytes.split_at(4);
    let mut rest = account;
    for (length, class) in fields(&head[..2])? {
        let (field, after) = rest.split_at_checked(length)?;
        let fits = match class {
            b'n' => field.iter().all(u8::is_ascii_digit),
            b'a' => field.iter().all(u8::is_ascii_uppercase),
            _ => field.iter().all(u8::is_ascii_alphanumeric),
        };
        if !fits {
            return None;
        }
        rest = after;
    }
    let whole = rest.is_empty() && head[2..].iter().all(u8::is_ascii_digit);
    if !whole || mod97(account.iter().chain(head)) != 1 {
        return None;
    }
    Some(if at_home(&head[..2], account) { Certainty::Checked } else { Certainty::Shaped })
}

fn fields(country: &[u8]) -> Option<impl Iterator<Item = (usize, u8)> + Clone + use<>> {
    let country = [country[0].to_ascii_uppercase(), country[1].to_ascii_uppercase()];
    let at = COUNTRIES.binary_search_by(|known| known.as_bytes()[..2].cmp(&country)).ok()?;
    let class = |part: &u8| part.is_ascii_lowercase();
    let spec = &COUNTRIES[at].as_bytes()[2..];
    Some(spec.iter().enumerate().filter(move |(_, part)| class(part)).map(move |(at, part)| {
        let length = spec[at + 1..].iter().take_while(|b| b.is_ascii_digit());
        (length.fold(0, |n, b| n * 10 + usize::from(b - b'0')), *part)
    }))
}

/// ISO 7064, letters as 10 to 35.
fn mod97<'a>(characters: impl Iterator<Item = &'a u8>) -> u32 {
    characters.fold(0, |sum, c| match c {
        b'0'..=b'9' => (sum * 10 + u32::from(c - b'0')) % 97,
        _ => (sum * 100 + u32::from(c - b'A') + 10) % 97,
    })
}

/// The check digits that Belgium, Spain and Montenegro keep inside the account part.
fn at_home(country: &[u8], account: &[u8]) -> bool {
    let value = |digits: &[u8]| digits.iter().fold(0, |n, b| n * 10 + u64::from(b - b'0'));
    let control = |digits: &[u8]| {
        let sum: u64 =
            digits.iter().rev().zip([6, 3, 7, 9, 10, 5, 8, 4, 2, 1]).map(|(b, w)| u64::from(b - b'0') * w).sum();
        match 11 - sum % 11 {
            11 => 0,
            10 => 1,
            n => n,
        }
    };
    match country {
        b"BE" => (value(&account[..10]) + 96) % 97 + 1 == value(&account[10..]),
        b"ES" => control(&account[..8]) * 10 + control(&account[10..]) == value(&account[8..10]),
        b"ME" => mod97(account.iter()) == 1,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{Context, extract};

    #[test]
    fn found_in_any_grouping() {
        let check = |text: &str, expected: &[&str]| {
            let facts = extract(text, &Context::default());
            let found = facts.all.iter().filter_map(|fact| match &fact.value {
                Value::Iban(number) => Some(number.as_str()),
                _ => None,
            });
            assert_eq!(found.collect::<Vec<_>>(), expected, "{text}");
        };
        check("Konto: DE89 3704 0044 0532 0130 00, danke", &["DE89370400440532013000"]);
        check("na rachunek pl61109010140000071219812874.", &["PL61109010140000071219812874"]);
        check("IBAN GB29-NWBK-6016-1331-9268-19", &["GB29NWBK60161331926819"]);
        check("收款账户NL91 ABNA 0417 1643 00已更换", &["NL91ABNA0417164300"]);
        check("DE89 3704 0044 0532 0130 01", &[]); // One digit off.
        check("DE89 3704 0044 0532 0130 00 1", &["DE89370400440532013000"]);
    }

    #[test]
    fn home_check_digits_tell_the_sure_from_the_likely() {
        for (number, certainty) in [
            ("ES9121000418450200051332", Some(Certainty::Checked)),
            ("ES8931831500950001210562", Some(Certainty::Shaped)),
            ("BE68539007547034", Some(Certainty::Checked)),
            ("XX431234", None),
            ("", None),
        ] {
            assert_eq!(validate(number), certainty, "{number}");
        }
    }
}
