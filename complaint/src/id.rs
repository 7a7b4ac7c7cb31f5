//! Names of things: a complaint's (routable and check-digited, read out over the telephone) and a submission's.

use alloc::vec::Vec;
use core::fmt::{self, Write};
use core::str::FromStr;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The five symbols that only a check value can take.
const CHECK: &[u8; 37] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";

/// `RD-7K3QF9T2M8XWA-01-Z`: docket ‖ sequence in Crockford's base32, and his check symbol (value mod 37).
///
/// The docket is in it, so no index is needed to find a complaint. Reading forgives case, a missing or misplaced hyphen,
/// `O` for `0` and `I` or `L` for `1`; the check symbol catches every single wrong symbol and every swap of two neighbours.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ComplaintId {
    pub docket: u64,
    /// Counts from 1 within the docket.
    pub sequence: u32,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum BadId {
    #[error("not of the form RD-XXXXXXXXXXXXX-NN-C")]
    Shape,
    #[error("the check symbol does not fit: a symbol is mistyped")]
    Check,
}

/// Symbols of 64 bits: the first carries four of them.
const DOCKET_SYMBOLS: usize = 13;

impl ComplaintId {
    fn check(self) -> u8 {
        let value = (u128::from(self.docket) << 32) | u128::from(self.sequence);
        CHECK[(value % 37) as usize]
    }
}

impl fmt::Display for ComplaintId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let symbol = |value: u64| char::from(ALPHABET[(value & 31) as usize]);
        f.write_str("RD-")?;
        for place in (0..DOCKET_SYMBOLS).rev() {
            write!(f, "{}", symbol(self.docket >> (5 * place)))?;
        }
        f.write_str("-")?;
        let places = (1..7).rev().find(|place| self.sequence >> (5 * place) != 0).unwrap_or(1);
        for place in (0..=places).rev() {
            write!(f, "{}", symbol(u64::from(self.sequence) >> (5 * place)))?;
        }
        write!(f, "-{}", char::from(self.check()))
    }
}

impl FromStr for ComplaintId {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        let symbols: Vec<u8> = text.bytes().filter(|b| *b != b'-').map(|b| b.to_ascii_uppercase()).collect();
        let rest = symbols.strip_prefix(b"RD").ok_or(BadId::Shape)?;
        let (check, digits) = rest.split_last().ok_or(BadId::Shape)?;
        if digits.len() < DOCKET_SYMBOLS + 2 || digits.len() > DOCKET_SYMBOLS + 7 {
            return Err(BadId::Shape);
        }
        let (docket, sequence) = digits.split_at(DOCKET_SYMBOLS);
        let id = Self {
            docket: number(docket).and_then(|n| u64::try_from(n).ok()).ok_or(BadId::Shape)?,
            sequence: number(sequence).and_then(|n| u32::try_from(n).ok()).ok_or(BadId::Shape)?,
        };
        if id.check() == forgiven(*check) { Ok(id) } else { Err(BadId::Check) }
    }
}

fn forgiven(symbol: u8) -> u8 {
    match symbol {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        other => other,
    }
}

fn number(symbols: &[u8]) -> Option<u128> {
    symbols.iter().try_fold(0, |value, symbol| {
        let digit = ALPHABET.iter().position(|known| *known == forgiven(*symbol))?;
        Some((value << 5) | digit as u128)
    })
}

/// The browser's name for one filing, a UUID of version 7 (RFC 9562, 5.7): the same name is the same complaint.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct SubmissionId([u8; 16]);

#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("not a UUID of version 7")]
pub struct NotUuidV7;

impl SubmissionId {
    /// From a moment and ten random bytes, of which 74 bits are used.
    pub fn new(now: crate::time::Millis, random: [u8; 10]) -> Self {
        let mut bytes = [0; 16];
        bytes[..6].copy_from_slice(&now.0.to_be_bytes()[2..]);
        bytes[6..].copy_from_slice(&random);
        bytes[6] = 0x70 | (bytes[6] & 0x0f);
        bytes[8] = 0x80 | (bytes[8] & 0x3f);
        Self(bytes)
    }

    pub fn bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for SubmissionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, byte) in self.0.iter().enumerate() {
            if matches!(at, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            for nibble in [byte >> 4, byte & 15] {
                f.write_char(char::from(b"0123456789abcdef"[usize::from(nibble)]))?;
            }
        }
        Ok(())
    }
}

impl FromStr for SubmissionId {
    type Err = NotUuidV7;

    fn from_str(text: &str) -> Result<Self, NotUuidV7> {
        let hyphens = |(at, byte): (usize, u8)| matches!(at, 8 | 13 | 18 | 23) == (byte == b'-');
        if text.len() != 36 || !text.bytes().enumerate().all(hyphens) {
            return Err(NotUuidV7);
        }
        let mut nibbles = text.chars().filter(|c| *c != '-').map(|c| c.to_digit(16));
        let mut bytes = [0; 16];
        for byte in &mut bytes {
            let mut next = || nibbles.next().flatten().ok_or(NotUuidV7);
            *byte = (next()? << 4 | next()?) as u8;
        }
        if bytes[6] >> 4 != 7 || bytes[8] >> 6 != 2 {
            return Err(NotUuidV7);
        }
        Ok(Self(bytes))
    }
}

macro_rules! as_text {
    ($($name:ty),*) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                alloc::string::String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
            }
        }
    )*};
}
pub(crate) use as_text;

as_text!(ComplaintId, SubmissionId);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Millis;
    use proptest::prelude::*;

    #[test]
    fn an_id_is_read_as_it_was_written() {
        let id = ComplaintId { docket: 0xfedc_ba98_7654_3210, sequence: 1 };
        assert_eq!(id.to_string(), "RD-FXQ5TK1V58CGG-01-8");
        for forgiving in ["rd-fxq5tk1v58cgg-01-8", "RDFXQ5TKIV58CGGOL8"] {
            assert_eq!(forgiving.parse(), Ok(id), "{forgiving}");
        }
        for (text, fault) in [
            ("", BadId::Shape),
            ("RD-FXQ5TK1V58CGG-01", BadId::Shape),
            ("RD-ZZZZZZZZZZZZZ-01-0", BadId::Shape), // More than 64 bits.
            ("RD-FXQ5TK1V58CGG-02-8", BadId::Check),
            ("RD-FXQ5TK1V5C8GG-01-8", BadId::Check), // Two neighbours swapped.
            ("RD-FXQ5TK1V58CGÜ-01-8", BadId::Shape),
        ] {
            assert_eq!(text.parse::<ComplaintId>(), Err(fault), "{text}");
        }
    }

    proptest! {
        #[test]
        fn ids_round_trip(docket: u64, sequence: u32, now in 0i64..1 << 48, random: [u8; 10]) {
            let id = ComplaintId { docket, sequence };
            prop_assert_eq!(id.to_string().parse(), Ok(id));
            let submission = SubmissionId::new(Millis(now), random);
            prop_assert_eq!(submission.to_string().parse(), Ok(submission));
        }

        #[test]
        fn one_wrong_symbol_is_caught(docket: u64, sequence in 1u32.., place in 3usize..16, symbol in 0usize..32) {
            let mut text = ComplaintId { docket, sequence }.to_string().into_bytes();
            let wrong = ALPHABET[symbol];
            prop_assume!(text[place] != wrong);
            text[place] = wrong;
            prop_assert!(String::from_utf8(text).unwrap().parse::<ComplaintId>().is_err());
        }
    }

    #[test]
    fn only_version_7_names_a_submission() {
        for text in [
            "",
            "018f3b1e-7a2c-4c3d-9e4f-123456789abc", // Version 4.
            "018f3b1e-7a2c-7c3d-1e4f-123456789abc", // No such variant.
            "018f3b1e7a2c7c3d9e4f123456789abc",
            "018f3b1e-7a2c-7c3d-9e4f-123456789abg",
        ] {
            assert_eq!(text.parse::<SubmissionId>(), Err(NotUuidV7), "{text}");
        }
    }
}
