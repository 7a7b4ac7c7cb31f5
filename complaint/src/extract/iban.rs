//! Bank account numbers: ISO 13616, country by country.

use super::ascii::{self, CAPITAL, DIGIT, LETTER};
use super::page::Page;
use super::token::ALNUM;
use super::{Certainty, Ground, Kind, shape};

/// Sorted. Country, then the shape of the account part (SWIFT IBAN registry).
static COUNTRIES: [[u8; 10]; 87] = [
    *b"ADd8x12   ",
    *b"AEd19     ",
    *b"ALd8x16   ",
    *b"ATd16     ",
    *b"AZl4x20   ",
    *b"BAd16     ",
    *b"BEd12     ",
    *b"BGl4d6x8  ",
    *b"BHl4x14   ",
    *b"BId23     ",
    *b"BRd23l1x1 ",
    *b"BYx4d4x16 ",
    *b"CHd5x12   ",
    *b"CRd18     ",
    *b"CYd8x16   ",
    *b"CZd20     ",
    *b"DEd18     ",
    *b"DJd23     ",
    *b"DKd14     ",
    *b"DOx4d20   ",
    *b"EEd16     ",
    *b"EGd25     ",
    *b"ESd20     ",
    *b"FId14     ",
    *b"FKl2d12   ",
    *b"FOd14     ",
    *b"FRd10x11d2",
    *b"GBl4d14   ",
    *b"GEl2d16   ",
    *b"GIl4x15   ",
    *b"GLd14     ",
    *b"GRd7x16   ",
    *b"GTx24     ",
    *b"HRd17     ",
    *b"HUd24     ",
    *b"IEl4d14   ",
    *b"ILd19     ",
    *b"IQl4d15   ",
    *b"ISd22     ",
    *b"ITl1d10x12",
    *b"JOl4d4x18 ",
    *b"KWl4x22   ",
    *b"KZd3x13   ",
    *b"LBd4x20   ",
    *b"LCl4x24   ",
    *b"LId5x12   ",
    *b"LTd16     ",
    *b"LUd3x13   ",
    *b"LVl4x13   ",
    *b"LYd21     ",
    *b"MCd10x11d2",
    *b"MDx20     ",
    *b"MEd18     ",
    *b"MKd3x10d2 ",
    *b"MNd16     ",
    *b"MRd23     ",
    *b"MTl4d5x18 ",
    *b"MUl4d19l3 ",
    *b"NIl4d20   ",
    *b"NLl4d10   ",
    *b"NOd11     ",
    *b"OMd3x16   ",
    *b"PLd24     ",
    *b"PSl4x21   ",
    *b"PTd21     ",
    *b"QAl4x21   ",
    *b"ROl4x16   ",
    *b"RSd18     ",
    *b"RUd14x15  ",
    *b"SAd2x18   ",
    *b"SCl4d20l3 ",
    *b"SDd14     ",
    *b"SEd20     ",
    *b"SId15     ",
    *b"SKd20     ",
    *b"SMl1d10x12",
    *b"SOd19     ",
    *b"STd21     ",
    *b"SVl4d20   ",
    *b"TLd19     ",
    *b"TNd20     ",
    *b"TRd6x16   ",
    *b"UAd6x19   ",
    *b"VAd18     ",
    *b"VGl4d16   ",
    *b"XKd16     ",
    *b"YEl4d4x18 ",
];

/// Characters of the longest account number with its country and check digits.
const LONGEST: usize = 34;

/// One in groups of any size, the check digits together, parted by single spaces, hyphens or dots.
pub(crate) fn find(page: &mut Page<'_>, i: usize) -> bool {
    let token = page.at(i);
    let start = token.start;
    // Two letters and two digits, whatever stands between.
    let parted = usize::from(token.len() == 2);
    // `gl 51 2 0 3 1 …` is a word before a card.
    let letter = if parted > 0 { CAPITAL } else { LETTER };
    if page.run(start, letter, 2) < 2 || page.run(start + 2 + parted, DIGIT, 2) < 2 || page.goes_on(i) {
        return false;
    }
    let Some(account) = account(page.bytes(start..start + 2)) else { return false };
    let length = 4 + shape::len(account);
    let mut number = [0; LONGEST];
    let (mut len, mut n) = (0, i);
    while len < length {
        let token = page.at(n);
        let piece = page.of(n);
        if n > i && token.start > page.at(n - 1).end + 1 {
            return false;
        }
        if token.is(ALNUM) && piece.len() <= length - len {
            number[len..len + piece.len()].copy_from_slice(piece);
            len += piece.len();
        } else if !page.sign(n, b"-.") {
            return false;
        }
        n += 1;
    }
    let ground = match certainty(&mut number[..length]) {
        Some(Certainty::Checked) => Ground::Checksum,
        Some(_) => Ground::KnownShape,
        None => return false,
    };
    page.take(i, start..page.at(n - 1).end, Kind::Iban, ground)
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
    let (head, rest) = number.split_at_checked(4)?;
    let whole = shape::fits(rest, account(head)?) && shape::fits(head, b"l2 d2");
    if !whole || mod97(rest.iter().chain(head)) != 1 {
        return None;
    }
    Some(if at_home(&head[..2], rest) { Certainty::Checked } else { Certainty::Shaped })
}

/// The shape of what follows the country and its check digits.
fn account(country: &[u8]) -> Option<&'static [u8]> {
    let country = [country[0].to_ascii_uppercase(), country[1].to_ascii_uppercase()];
    let at = COUNTRIES.binary_search_by(|known| known[..2].cmp(&country)).ok()?;
    Some(&COUNTRIES[at][2..])
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
