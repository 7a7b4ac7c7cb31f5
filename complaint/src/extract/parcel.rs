//! Parcel numbers: how each carrier writes and checks them.

use super::Carrier::{self, *};
use super::{card, shape};

/// The shape of a carrier's numbers, their check, whose they are, and how long.
pub(crate) struct Format(&'static str, Check, Option<Carrier>, usize);

const fn format(pattern: &'static str, check: Check, carrier: Option<Carrier>) -> Format {
    Format(pattern, check, carrier, shape::len(pattern.as_bytes()))
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Check {
    /// The shape alone.
    None,
    /// The last so many characters, weighed from the right in turns with these two, and with so much more, are a multiple of
    /// ten with the check digit.
    Ten(u8, [u8; 2], u8),
    /// All but the last digit modulo 7.
    Seven,
    /// Weights 3, 1, 7 modulo 11 over twelve digits that begin so many from the end.
    Fedex(u8),
    /// ISO 7812.
    Luhn,
    /// ISO 7064, MOD 37,36.
    Mod37,
    /// UPU S10: weights modulo 11.
    S10,
}

/// GS1 over the last `n` characters.
const fn gs1(n: u8) -> Check {
    Check::Ten(n, [3, 1], 0)
}

/// Formats in chains of one length each, so that a number is compared with few.
pub(crate) struct Formats {
    list: &'static [Format],
    /// By length, the place of the first in the list, from 1; and for each its next.
    first: [u8; 40],
    next: [u8; 64],
}

impl Formats {
    const fn of(list: &'static [Format]) -> Self {
        let mut formats = Self { list, first: [0; 40], next: [0; 64] };
        let mut n = list.len();
        while n > 0 {
            let first = &mut formats.first[list[n - 1].3];
            (formats.next[n - 1], *first) = (*first, n as u8);
            n -= 1;
        }
        formats
    }

    /// What a number, capitals and digits, says by the first format that it has.
    pub(crate) fn read(&self, number: &[u8]) -> Option<Known> {
        let mut at = usize::from(*self.first.get(number.len())?);
        while at > 0 {
            let known = self.list[at - 1].read(number);
            if known.is_some() {
                return known;
            }
            at = usize::from(self.next[at - 1]);
        }
        None
    }
}

/// Believed wherever they stand.
pub(crate) static ALONE: Formats = Formats::of(&[
    format("l2 d9 l2", Check::S10, None),
    format("1Z x15 d1", Check::Ten(16, [1, 2], 0), Some(Ups)),
    format("00340434 d12", gs1(20), Some(Dhl)),
    format("00590077 d12", gs1(20), Some(PocztaPolska)),
    format("JJD d16", Check::None, Some(Dhl)),
    format("JJD d17", Check::None, Some(Dhl)),
    format("JJD d18", Check::None, Some(Dhl)),
    format("JVGL d16", Check::None, Some(Dhl)),
    format("JD d16", Check::None, Some(Yodel)),
    format("JD d18", Check::None, Some(Dhl)),
    format("GM d16", Check::None, Some(Dhl)),
    format("GM d18", Check::None, Some(Dhl)),
    format("H d19", Check::None, Some(Hermes)),
    format("3SDHL d10", Check::None, Some(Dhl)),
    format("3S x11", Check::None, Some(Postnl)),
    format("3S x12", Check::None, Some(Postnl)),
    format("3S x13", Check::None, Some(Postnl)),
    format("3S x14", Check::None, Some(Postnl)),
    format("4PX d12 CN", Check::None, Some(FourPx)),
    format("4PX d13 CN", Check::None, Some(FourPx)),
    format("4PX d16 CN", Check::None, Some(FourPx)),
    format("LP d14", Check::None, Some(Cainiao)),
    format("CAINIAO d12", Check::None, Some(Cainiao)),
    format("YT d16", Check::None, Some(Yunexpress)),
    format("SF d12", Check::None, Some(SfExpress)),
    format("SF d13", Check::None, Some(SfExpress)),
    format("SF d15", Check::None, Some(SfExpress)),
    format("JT d13", Check::None, Some(JtExpress)),
    format("TBA d12", Check::None, Some(Amazon)),
    format("TBM d12", Check::None, Some(Amazon)),
    format("TBC d12", Check::None, Some(Amazon)),
    format("d1 l1 d11", Check::None, Some(LaPoste)),
    format("3UW d10", Check::None, Some(Sda)),
    format("l2 d9 FR", Check::None, Some(Chronopost)),
    format("P x21 d1", Check::None, Some(Correos)),
    format("P x21 l1", Check::None, Some(Correos)),
    format("H0 x14", Check::None, Some(Evri)),
    format("T00 x13", Check::None, Some(Evri)),
    format("C00 x13", Check::None, Some(Evri)),
    format("94 d20", gs1(22), Some(Usps)),
    format("93 d20", gs1(22), Some(Usps)),
    format("92 d20", gs1(22), Some(Usps)),
    format("95 d20", gs1(22), Some(Usps)),
    format("420 d5 9 d21", gs1(22), Some(Usps)),
    format("420 d9 9 d21", gs1(22), Some(Usps)),
    format("6 d23", Check::None, Some(Inpost)),
    format("5 d23", Check::None, Some(Inpost)),
    format("10 d32", Check::Fedex(12), Some(Fedex)),
    format("11 d32", Check::Fedex(12), Some(Fedex)),
    format("96 d32", Check::Fedex(12), Some(Fedex)),
    format("3 d31", Check::Fedex(16), Some(Fedex)),
    format("C1 d13", Check::Ten(15, [2, 1], 0), Some(Ontrac)),
    format("D1 d13", Check::Ten(15, [2, 1], 0), Some(Ontrac)),
    format("GFUS d14", Check::None, Some(Gofo)),
    format("LTN d8 N1", Check::None, Some(Landmark)),
    format("1LS7 d11", Check::None, Some(Lasership)),
    format("1LS7 d14", Check::None, Some(Lasership)),
    format("1LSCX l2 x7 l1", Check::None, Some(Lasership)),
    format("SP d18", Check::None, Some(Speedee)),
    format("d14 l1", Check::Mod37, Some(Dpd)),
]);

/// Believed where a word, a carrier's name or a list says that parcels are meant; the likelier first.
pub(crate) static TOLD: Formats = Formats::of(&[
    format("d20", gs1(20), None),
    format("d22", gs1(22), Some(Usps)),
    format("96 d20", gs1(15), Some(Fedex)),
    format("d15", gs1(15), Some(Fedex)),
    format("0 d13", Check::None, Some(Dpd)),
    format("1 d13", Check::None, Some(Dpd)),
    format("d12", Check::Ten(12, [3, 1], 1), Some(Gls)),
    format("d12", Check::Fedex(12), Some(Fedex)),
    format("d10", Check::Seven, Some(Dhl)),
    format("d11", gs1(11), Some(Gls)),
    format("d11", Check::Seven, Some(Dhl)),
    format("d16", gs1(16), Some(CanadaPost)),
    format("d12", Check::Luhn, Some(Purolator)),
    format("d11", Check::Luhn, Some(OldDominion)),
    format("d18", gs1(18), Some(Fedex)),
    format("l1 d21", Check::None, Some(Canpar)),
    format("C d10", Check::None, Some(Amazon)),
    format("DE d10", Check::None, Some(Amazon)),
    format("UK d10", Check::None, Some(Amazon)),
    format("QA d10", Check::None, Some(Amazon)),
    format("QB d10", Check::None, Some(Amazon)),
    format("GM x20", Check::None, Some(Dhl)),
    format("H d14", Check::None, Some(Hermes)),
    format("60 d12", Check::None, Some(Dhl)),
    format("51 d12", Check::None, Some(Dhl)),
    format("L l1 d8", Check::None, Some(Lasership)),
    format("l3 d9", Check::None, Some(Purolator)),
]);

/// Countries of UPU S10 numbers and who delivers there; a parcel from elsewhere has no carrier of its own here.
const POSTS: [(&str, Carrier); 13] = [
    ("AT", AustrianPost),
    ("CN", ChinaPost),
    ("DE", DeutschePost),
    ("ES", Correos),
    ("FR", LaPoste),
    ("GB", RoyalMail),
    ("IT", PosteItaliane),
    ("NL", Postnl),
    ("PL", PocztaPolska),
    ("PT", Ctt),
    ("US", Usps),
    ("CA", CanadaPost),
    ("BE", Postnl),
];

/// What a number says about itself.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Known {
    pub carrier: Option<Carrier>,
    /// A check digit holds, not the shape alone.
    pub checked: bool,
}

/// A number, letters and digits without spaces, that some carrier could have issued.
pub fn validate(number: &str) -> Option<Known> {
    // Placeholders pass many a sum.
    let alike = number.bytes().all(|b| Some(b) == number.bytes().next());
    let number = number.as_bytes();
    if alike { None } else { ALONE.read(number).or_else(|| TOLD.read(number)) }
}

impl Format {
    fn read(&self, number: &[u8]) -> Option<Known> {
        if !shape::fits(number, self.0.as_bytes()) || !self.1.holds(number) {
            return None;
        }
        let carrier = self.2.or_else(|| {
            let country = &number[number.len() - 2..];
            // Chronopost numbers its own parcels as the post does.
            let express = country == b"FR" && matches!(number[0], b'X' | b'E');
            let post = POSTS.iter().find(|(known, _)| known.as_bytes() == country).map(|(_, post)| *post);
            if express { Some(Chronopost) } else { post }
        });
        Some(Known { carrier, checked: self.1 != Check::None })
    }
}

impl Check {
    fn holds(self, number: &[u8]) -> bool {
        let (sum, check) = number.split_at(number.len() - 1);
        // A letter counts as the last digit of its place in ASCII less three (UPS, OnTrac).
        let value = |b: u8| if b.is_ascii_digit() { u32::from(b - b'0') } else { u32::from(b - 3) % 10 };
        let check = value(check[0]);
        // From the right.
        let weighed = |digits: &[u8], weights: &[u8]| -> u32 {
            digits.iter().rev().zip(weights.iter().cycle()).map(|(b, weight)| value(*b) * u32::from(*weight)).sum()
        };
        match self {
            Self::None => true,
            Self::Ten(n, weights, more) => {
                (weighed(&sum[number.len() - usize::from(n)..], &weights) + u32::from(more) + check).is_multiple_of(10)
            }
            Self::Seven => sum.iter().fold(0, |n, b| (n * 10 + value(*b)) % 7) == check,
            Self::Fedex(n) => {
                let digits = &number[number.len() - usize::from(n)..];
                weighed(&digits[..11], &[1, 3, 7]) % 11 % 10 == value(digits[11])
            }
            Self::Luhn => card::luhn(number),
            Self::Mod37 => {
                let value = |b: u8| u32::from(if b.is_ascii_digit() { b - b'0' } else { b - b'A' + 10 });
                let product = sum.iter().fold(36, |product, b| {
                    let sum = (product + value(*b)) % 36;
                    (if sum == 0 { 36 } else { sum }) * 2 % 37
                });
                (37 - product) % 36 == value(number[number.len() - 1])
            }
            Self::S10 => {
                let wanted = match 11 - weighed(&number[2..10], &[7, 9, 5, 3, 2, 4, 6, 8]) % 11 {
                    10 => 0,
                    11 => 5,
                    n => n,
                };
                wanted == value(number[10])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_tell_their_carrier() {
        let check = |number: &str, expected: Option<(Option<Carrier>, bool)>| {
            assert_eq!(validate(number).map(|known| (known.carrier, known.checked)), expected, "{number}");
        };
        check("RB123456785GB", Some((Some(RoyalMail), true)));
        check("RB123456785MY", Some((None, true))); // A post we do not know by name.
        check("RB123456786GB", None);
        check("1Z999AA10123456784", Some((Some(Ups), true)));
        check("1Z999AA10123456785", None);
        check("00340434161094042557", Some((Some(Dhl), true)));
        check("986578788855", Some((Some(Fedex), true)));
        check("9400148554758029532029", Some((Some(Usps), true)));
        check("YT2229521272164447", Some((Some(Yunexpress), false)));
        check("12345", None);
    }
}
