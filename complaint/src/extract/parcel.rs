//! Parcel numbers: how each carrier writes and checks them.

use super::Carrier::{self, *};

/// A carrier's numbers: literal capitals and figures, `d`, `l`, `x` with a count for digits, letters, either.
pub(crate) struct Format(&'static str, Check, Option<Carrier>, usize);

/// Which bytes a field may hold.
type Class = fn(&u8) -> bool;

/// A format with the length of its numbers.
const fn format(pattern: &'static str, check: Check, carrier: Option<Carrier>) -> Format {
    let bytes = pattern.as_bytes();
    let (mut length, mut at) = (0, 0);
    while at < bytes.len() {
        let class = matches!(bytes[at], b'd' | b'l' | b'x');
        let mut count = 0;
        let mut letters = 0;
        while at < bytes.len() && bytes[at] != b' ' {
            if bytes[at].is_ascii_digit() {
                count = count * 10 + (bytes[at] - b'0') as usize;
            }
            letters += 1;
            at += 1;
        }
        length += if class { count } else { letters };
        at += 1;
    }
    Format(pattern, check, carrier, length)
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Check {
    /// The shape alone.
    None,
    /// Letters count as digits; every second doubled, from the one before the last on the left of the check digit.
    Ups,
    /// The same from the last.
    Ontrac,
    /// GS1: weights 3 and 1 from the right over the last `n` characters.
    Gs1(usize),
    /// GS1 with one more.
    Gls,
    /// All but the last digit modulo 7.
    Seven,
    /// Weights 3, 1, 7 modulo 11 over twelve digits that begin `n` from the end.
    Fedex(usize),
    /// ISO 7812.
    Luhn,
    /// ISO 7064, MOD 37,36.
    Mod37,
    /// UPU S10: weights modulo 11.
    S10,
}

/// Formats, and how long their numbers are, a bit each, so that most numbers are passed over at once.
pub(crate) struct Formats {
    list: &'static [Format],
    lengths: u64,
    /// Of those that may be digits only.
    figures: u64,
}

impl Formats {
    const fn of(list: &'static [Format]) -> Self {
        let mut formats = Self { list, lengths: 0, figures: 0 };
        let mut n = 0;
        while n < list.len() {
            let length = 1 << list[n].3;
            formats.lengths |= length;
            formats.figures |= if has_letters(list[n].0) { 0 } else { length };
            n += 1;
        }
        formats
    }

    /// What a number, capitals and digits, says by the first format that it has.
    pub(crate) fn read(&self, number: &[u8]) -> Option<Known> {
        let lengths = if number.iter().all(u8::is_ascii_digit) { self.figures } else { self.lengths };
        let may = number.len() < 64 && lengths >> number.len() & 1 == 1;
        self.list.iter().filter(|_| may).find_map(|format| format.read(number))
    }
}

const fn has_letters(pattern: &str) -> bool {
    let mut at = 0;
    while at < pattern.len() && !pattern.as_bytes()[at].is_ascii_uppercase() && pattern.as_bytes()[at] != b'l' {
        at += 1;
    }
    at < pattern.len()
}

/// Believed wherever they stand.
pub(crate) const ALONE: &Formats = &Formats::of(&[
    format("l2 d9 l2", Check::S10, None),
    format("1Z x15 d1", Check::Ups, Some(Ups)),
    format("00340434 d12", Check::Gs1(20), Some(Dhl)),
    format("00590077 d12", Check::Gs1(20), Some(PocztaPolska)),
    format("JJD d16", Check::None, Some(Dhl)),
    format("JJD d17", Check::None, Some(Dhl)),
    format("JJD d18", Check::None, Some(Dhl)),
    format("JVGL d16", Check::None, Some(Dhl)),
    format("JD d18", Check::None, Some(Dhl)),
    format("GM d16", Check::None, Some(Dhl)),
    format("GM d18", Check::None, Some(Dhl)),
    format("H d19", Check::None, Some(Hermes)),
    format("3S x11", Check::None, Some(Postnl)),
    format("3S x12", Check::None, Some(Postnl)),
    format("3S x13", Check::None, Some(Postnl)),
    format("3S x14", Check::None, Some(Postnl)),
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
    format("94 d20", Check::Gs1(22), Some(Usps)),
    format("93 d20", Check::Gs1(22), Some(Usps)),
    format("92 d20", Check::Gs1(22), Some(Usps)),
    format("95 d20", Check::Gs1(22), Some(Usps)),
    format("420 d5 9 d21", Check::Gs1(22), Some(Usps)),
    format("420 d9 9 d21", Check::Gs1(22), Some(Usps)),
    format("6 d23", Check::None, Some(Inpost)),
    format("5 d23", Check::None, Some(Inpost)),
    format("10 d32", Check::Fedex(12), Some(Fedex)),
    format("11 d32", Check::Fedex(12), Some(Fedex)),
    format("96 d32", Check::Fedex(12), Some(Fedex)),
    format("3 d31", Check::Fedex(16), Some(Fedex)),
    format("C1 d13", Check::Ontrac, Some(Ontrac)),
    format("D1 d13", Check::Ontrac, Some(Ontrac)),
    format("GFUS d14", Check::None, Some(Gofo)),
    format("LTN d8 N1", Check::None, Some(Landmark)),
    format("1LS7 d11", Check::None, Some(Lasership)),
    format("1LS7 d14", Check::None, Some(Lasership)),
    format("1LSCX l2 x7 l1", Check::None, Some(Lasership)),
    format("SP d18", Check::None, Some(Speedee)),
    format("d14 l1", Check::Mod37, Some(Dpd)),
]);

/// Believed where a word, a carrier's name or a list says that parcels are meant; the likelier first.
pub(crate) const TOLD: &Formats = &Formats::of(&[
    format("d20", Check::Gs1(20), None),
    format("d22", Check::Gs1(22), Some(Usps)),
    format("96 d20", Check::Gs1(15), Some(Fedex)),
    format("d15", Check::Gs1(15), Some(Fedex)),
    format("0 d13", Check::None, Some(Dpd)),
    format("1 d13", Check::None, Some(Dpd)),
    format("d12", Check::Gls, Some(Gls)),
    format("d12", Check::Fedex(12), Some(Fedex)),
    format("d10", Check::Seven, Some(Dhl)),
    format("d11", Check::Gs1(11), Some(Gls)),
    format("d11", Check::Seven, Some(Dhl)),
    format("d16", Check::Gs1(16), Some(CanadaPost)),
    format("d12", Check::Luhn, Some(Purolator)),
    format("d11", Check::Luhn, Some(OldDominion)),
    format("d18", Check::Gs1(18), Some(Fedex)),
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
        if number.len() != self.3 || !self.fits(number) || !self.1.holds(number) {
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

    fn fits(&self, number: &[u8]) -> bool {
        let mut rest = number;
        self.0.as_bytes().split(|b| *b == b' ').all(|part| {
            let count = part[1..].iter().fold(0, |n, b| n * 10 + usize::from(b.wrapping_sub(b'0')));
            let class: Option<Class> = match part[0] {
                b'd' => Some(u8::is_ascii_digit),
                b'l' => Some(u8::is_ascii_uppercase),
                b'x' => Some(|b| b.is_ascii_digit() || b.is_ascii_uppercase()),
                _ => None,
            };
            let length = if class.is_some() { count } else { part.len() };
            let Some((field, after)) = rest.split_at_checked(length) else { return false };
            rest = after;
            class.map_or(field == part, |class| field.iter().all(class))
        })
    }
}

impl Check {
    fn holds(self, number: &[u8]) -> bool {
        let (sum, check) = number.split_at(number.len() - 1);
        let check = u32::from(check[0]).wrapping_sub(48);
        // A letter counts as the last digit of its place in ASCII less three (UPS, OnTrac).
        let value = |b: &u8| if b.is_ascii_digit() { u32::from(b - b'0') } else { u32::from(b - 3) % 10 };
        let weighed = |digits: &[u8], even: u32, odd: u32| -> u32 {
            digits.iter().rev().enumerate().map(|(n, b)| value(b) * if n % 2 == 0 { odd } else { even }).sum()
        };
        match self {
            Self::None => true,
            Self::Ups => (10 - weighed(&sum[2..], 2, 1) % 10) % 10 == check,
            Self::Ontrac => (10 - weighed(sum, 1, 2) % 10) % 10 == check,
            Self::Gs1(n) => (10 - weighed(&sum[number.len() - n..], 1, 3) % 10) % 10 == check,
            Self::Gls => (10 - (weighed(sum, 1, 3) + 1) % 10) % 10 == check,
            Self::Seven => sum.iter().fold(0, |n, b| (n * 10 + value(b)) % 7) == check,
            Self::Fedex(n) => {
                let from = number.len() - n;
                let weights = [3, 1, 7].into_iter().cycle();
                let sum: u32 = number[from..from + 11].iter().zip(weights).map(|(b, weight)| value(b) * weight).sum();
                sum % 11 % 10 == value(&number[from + 11])
            }
            Self::Luhn => {
                let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
                let each = |(n, b): (usize, &u8)| if n % 2 == 1 { doubled(value(b)) } else { value(b) };
                number.iter().rev().enumerate().map(each).sum::<u32>() % 10 == 0
            }
            Self::Mod37 => {
                let value = |b: u8| u32::from(if b.is_ascii_digit() { b - b'0' } else { b - b'A' + 10 });
                let product = sum.iter().fold(36, |product, b| {
                    let sum = (product + value(*b)) % 36;
                    (if sum == 0 { 36 } else { sum }) * 2 % 37
                });
                (37 - product) % 36 == value(number[number.len() - 1])
            }
            Self::S10 => {
                let weights = [8, 6, 4, 2, 3, 5, 9, 7];
                let sum: u32 = number[2..10].iter().zip(weights).map(|(b, weight)| value(b) * weight).sum();
                let wanted = match 11 - sum % 11 {
                    10 => 0,
                    11 => 5,
                    n => n,
                };
                wanted == value(&number[10])
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
