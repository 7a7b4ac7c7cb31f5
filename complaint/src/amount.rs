//! Money, exact: never a float.

use crate::id::as_text;
use crate::parts::cut;
use alloc::string::String;
use core::fmt;
use core::str::FromStr;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A sum in units of 10⁻⁸ of its currency, which holds cents and satoshi alike.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Amount {
    pub value: Decimal,
    pub currency: Currency,
}

/// On the wire a string, `"1250.00"`: a JSON number would pass through a float.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Decimal {
    pub e8: i64,
}

/// An ISO 4217 code or a traded asset's ticker: three to five capitals or digits, `EUR`, `USDT`.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Currency([u8; 5]);

#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum BadAmount {
    #[error("not a decimal number with at most eleven digits before the point and eight behind it")]
    Value,
    #[error("not a currency code of three to five capital letters or digits")]
    Currency,
}

const ONE: i64 = 100_000_000;

impl Decimal {
    pub const fn whole(n: i64) -> Self {
        Self { e8: n * ONE }
    }

    /// `1250`, `0.10`, `-3.05`: without the formatting machinery, which weighs more than all of this in a page.
    pub fn text(self) -> String {
        let mut text = String::from(if self.e8 < 0 { "-" } else { "" });
        let (whole, mut part) = (self.e8.unsigned_abs() / ONE as u64, self.e8.unsigned_abs() % ONE as u64);
        push_digits(&mut text, whole, 1);
        let mut places = 8;
        while places > 2 && part % 10 == 0 {
            (part, places) = (part / 10, places - 1);
        }
        if part > 0 {
            text.push('.');
            push_digits(&mut text, part, places);
        }
        text
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl FromStr for Decimal {
    type Err = BadAmount;

    fn from_str(text: &str) -> Result<Self, BadAmount> {
        let (sign, digits) = text.strip_prefix("-").map_or((1, text), |rest| (-1, rest));
        let (whole, part) = cut(digits, b'.');
        let is_whole = whole.len() == digits.len();
        // What is longer than that begins with noughts, or is more than 64 bits hold.
        if whole.is_empty() || whole.len() > 11 || part.is_empty() && !is_whole || part.len() > 8 {
            return Err(BadAmount::Value);
        }
        let mut e8 = 0_u64;
        for b in whole.bytes().chain(part.bytes()) {
            if !b.is_ascii_digit() {
                return Err(BadAmount::Value);
            }
            e8 = e8 * 10 + u64::from(b - b'0');
        }
        for _ in part.len()..8 {
            e8 *= 10;
        }
        i64::try_from(e8).map(|e8| Self { e8: sign * e8 }).map_err(|_| BadAmount::Value)
    }
}

/// Writes `number` with at least so many digits.
pub(crate) fn push_digits(text: &mut String, number: u64, least: u32) {
    if number >= 10 || least > 1 {
        push_digits(text, number / 10, least.saturating_sub(1));
    }
    text.push(char::from(b'0' + (number % 10) as u8));
}

impl Currency {
    /// A code known to be one.
    pub(crate) const fn of(code: &'static str) -> Self {
        let mut bytes = [0; 5];
        let mut at = 0;
        while at < code.len() {
            bytes[at] = code.as_bytes()[at];
            at += 1;
        }
        Self(bytes)
    }

    /// The code as a text of its own: without asking whether its capitals are UTF-8.
    pub fn text(self) -> String {
        self.0.iter().filter(|b| **b != 0).map(|b| char::from(*b)).collect()
    }

    pub fn code(&self) -> &str {
        let end = self.0.iter().position(|b| *b == 0).unwrap_or(self.0.len());
        core::str::from_utf8(&self.0[..end]).unwrap_or_default()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Currency {
    type Err = BadAmount;

    fn from_str(text: &str) -> Result<Self, BadAmount> {
        let known = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
        if !(3..=5).contains(&text.len()) || !text.bytes().all(known) {
            return Err(BadAmount::Currency);
        }
        let mut code = [0; 5];
        code[..text.len()].copy_from_slice(text.as_bytes());
        Ok(Self(code))
    }
}

as_text!(Decimal, Currency);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        for (text, e8, shown) in [
            ("1250.00", 125_000_000_000, "1250"),
            ("0.1", 10_000_000, "0.10"),
            ("-3.05", -305_000_000, "-3.05"),
            ("0.00000001", 1, "0.00000001"),
            ("92233720368.54775807", i64::MAX, "92233720368.54775807"),
        ] {
            let decimal: Decimal = text.parse().unwrap();
            assert_eq!((decimal.e8, decimal.to_string().as_str()), (e8, shown));
        }
        for text in [
            "",
            ".",
            "1.",
            ".5",
            "1,5",
            "1e3",
            "+1",
            "0.000000001",
            "92233720368.54775808",
            "99999999999.99999999",
            "100000000000",
        ] {
            assert_eq!(text.parse::<Decimal>(), Err(BadAmount::Value), "{text}");
        }
    }

    #[test]
    fn a_currency_is_a_code() {
        assert_eq!("USDT".parse::<Currency>().unwrap().code(), "USDT");
        for text in ["", "eu", "eur", "EURO€", "BITCOIN"] {
            assert_eq!(text.parse::<Currency>(), Err(BadAmount::Currency), "{text}");
        }
    }
}
