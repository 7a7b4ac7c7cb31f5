//! Bank account numbers: ISO 13616, country by country.

use super::ascii::{self, DIGIT, LETTER, Made};
use super::page::{Found, Page, What};
use super::{Certainty, Ground};

/// Sorted. Country, then the account part's fields: `n` digits, `a` letters, `c` either (SWIFT IBAN registry).
static COUNTRIES: [[u8; 10]; 87] = [
    *b"ADn8c12   ",
    *b"AEn19     ",
    *b"ALn8c16   ",
    *b"ATn16     ",
    *b"AZa4c20   ",
    *b"BAn16     ",
    *b"BEn12     ",
    *b"BGa4n6c8  ",
    *b"BHa4c14   ",
    *b"BIn23     ",
    *b"BRn23a1c1 ",
    *b"BYc4n4c16 ",
    *b"CHn5c12   ",
    *b"CRn18     ",
    *b"CYn8c16   ",
    *b"CZn20     ",
    *b"DEn18     ",
    *b"DJn23     ",
    *b"DKn14     ",
    *b"DOc4n20   ",
    *b"EEn16     ",
    *b"EGn25     ",
    *b"ESn20     ",
    *b"FIn14     ",
    *b"FKa2n12   ",
    *b"FOn14     ",
    *b"FRn10c11n2",
    *b"GBa4n14   ",
    *b"GEa2n16   ",
    *b"GIa4c15   ",
    *b"GLn14     ",
    *b"GRn7c16   ",
    *b"GTc24     ",
    *b"HRn17     ",
    *b"HUn24     ",
    *b"IEa4n14   ",
    *b"ILn19     ",
    *b"IQa4n15   ",
    *b"ISn22     ",
    *b"ITa1n10c12",
    *b"JOa4n4c18 ",
    *b"KWa4c22   ",
    *b"KZn3c13   ",
    *b"LBn4c20   ",
    *b"LCa4c24   ",
    *b"LIn5c12   ",
    *b"LTn16     ",
    *b"LUn3c13   ",
    *b"LVa4c13   ",
    *b"LYn21     ",
    *b"MCn10c11n2",
    *b"MDc20     ",
    *b"MEn18     ",
    *b"MKn3c10n2 ",
    *b"MNn16     ",
    *b"MRn23     ",
    *b"MTa4n5c18 ",
    *b"MUa4n19a3 ",
    *b"NIa4n20   ",
    *b"NLa4n10   ",
    *b"NOn11     ",
    *b"OMn3c16   ",
    *b"PLn24     ",
    *b"PSa4c21   ",
    *b"PTn21     ",
    *b"QAa4c21   ",
    *b"ROa4c16   ",
    *b"RSn18     ",
    *b"RUn14c15  ",
    *b"SAn2c18   ",
    *b"SCa4n20a3 ",
    *b"SDn14     ",
    *b"SEn20     ",
    *b"SIn15     ",
    *b"SKn20     ",
    *b"SMa1n10c12",
    *b"SOn19     ",
    *b"STn21     ",
    *b"SVa4n20   ",
    *b"TLn19     ",
    *b"TNn20     ",
    *b"TRn6c16   ",
    *b"UAn6c19   ",
    *b"VAn18     ",
    *b"VGa4n16   ",
    *b"XKn16     ",
    *b"YEa4n4c18 ",
];

/// Characters of the longest account number with its country and check digits.
const LONGEST: usize = 34;

/// One in groups of any size, parted by single spaces, hyphens or dots.
pub(crate) fn find(page: &Page<'_>, i: usize) -> Option<Found> {
    let token = page.at(i);
    // Two letters and two digits, whatever stands between.
    let parted = usize::from(token.end - token.start == 2);
    let head = page.run(token.start, LETTER, 2) == 2 && page.is(token.start + 2 + parted, DIGIT);
    if !head || page.glued(i) && page.at(i - 1).is_alnum() {
        return None;
    }
    let length = length(fields(page.bytes(token.start..token.start + 2))?);
    let mut number = [0; LONGEST];
    let (mut len, mut n) = (0, i);
    while len < length {
        let token = page.at(n);
        let gap = n == i || token.start <= page.at(n - 1).end + 1;
        let piece = page.of(n);
        if gap && token.is_alnum() && piece.len() <= length - len {
            number[len..len + piece.len()].copy_from_slice(piece);
            len += piece.len();
        } else if !gap || !page.is_of(token.start, b"-.") {
            return None;
        }
        n += 1;
    }
    let certainty = certainty(&mut number[..length])?;
    Some(Found { span: token.start..page.at(n - 1).end, what: What::Iban, certainty, ground: Ground::Checksum })
}

/// `checked` where the country's own check digits hold too, `shaped` where only the two after the country do.
pub fn validate(number: &str) -> Option<Certainty> {
    let mut bytes = [0; LONGEST];
    let bytes = bytes.get_mut(..number.len())?;
    bytes.copy_from_slice(number.as_bytes());
    certainty(bytes)
}

fn certainty(number: &mut [u8]) -> Option<Certainty> {
    number.make_ascii_uppercase();
    let (head, account) = number.split_at_checked(4)?;
    let fields = fields(&head[..2])?;
    let mut rest = account;
    for field in fields.chunk_by(|_, next| next.is_ascii_digit()) {
        let (part, after) = rest.split_at_checked(ascii::value(&field[1..]) as usize)?;
        let made = Made::of(part);
        let fits = match field[0] {
            b'n' => made.digits,
            b'a' => made.capitals,
            _ => made.digits + made.capitals,
        };
        if fits < part.len() {
            return None;
        }
        rest = after;
    }
    let whole = rest.is_empty() && ascii::run(&head[2..], DIGIT, 2) == 2;
    if !whole || mod97(account.iter().chain(head)) != 1 {
        return None;
    }
    Some(if at_home(&head[..2], account) { Certainty::Checked } else { Certainty::Shaped })
}

/// The fields of a country's account numbers, as in [`COUNTRIES`].
fn fields(country: &[u8]) -> Option<&'static [u8]> {
    let country = [country[0].to_ascii_uppercase(), country[1].to_ascii_uppercase()];
    let at = COUNTRIES.binary_search_by(|known| known[..2].cmp(&country)).ok()?;
    Some(COUNTRIES[at][2..].trim_ascii_end())
}

/// How long a whole number with these fields is.
fn length(fields: &[u8]) -> usize {
    4 + fields.chunk_by(|_, next| next.is_ascii_digit()).map(|field| ascii::value(&field[1..]) as usize).sum::<usize>()
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
    let control = |digits: &[u8]| {
        let weights = [6, 3, 7, 9, 10, 5, 8, 4, 2, 1];
        let sum: u64 = digits.iter().rev().zip(weights).map(|(b, w)| u64::from(b - b'0') * w).sum();
        match 11 - sum % 11 {
            11 => 0,
            10 => 1,
            n => n,
        }
    };
    match country {
        b"BE" => (ascii::value(&account[..10]) + 96) % 97 + 1 == ascii::value(&account[10..]),
        b"ES" => control(&account[..8]) * 10 + control(&account[10..]) == ascii::value(&account[8..10]),
        b"ME" => mod97(account.iter()) == 1,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{Context, Value, extract};

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
