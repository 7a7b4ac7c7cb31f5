//! Sums, days and names as the merchant reads them.

use crate::browser;
use crate::facts::{self, Fact};
use js_sys::{Date, parse_float};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type Figure;

    /// `js_sys` knows it without the style.
    #[wasm_bindgen(method, catch, js_name = toLocaleString)]
    fn write(this: &Figure, locale: &str, style: &JsValue) -> Result<String, JsValue>;
}

/// What a chip shows of a fact.
pub(crate) fn fact(fact: &Fact, locale: &str) -> String {
    match &*fact.kind {
        facts::AMOUNT => sum(fact.value(), locale),
        "date" => day(fact.value(), locale),
        _ => fact.value().to_owned(),
    }
}

/// `€1,250.00` of `1250.00 EUR`; as it stands where the browser cannot write it.
pub(crate) fn sum(sum: &str, locale: &str) -> String {
    let Some((value, currency)) = sum.split_once(' ') else { return sum.to_owned() };
    // Only codes of ISO 4217 have three letters; a coin's eight places are never rounded away.
    let style = match currency.len() {
        3 => [r#"{"maximumFractionDigits":8,"style":"currency","currency":""#, currency, r#""}"#].concat(),
        _ => r#"{"maximumFractionDigits":8}"#.to_owned(),
    };
    let figure: Figure = JsValue::from_f64(parse_float(value)).unchecked_into();
    match figure.write(locale, &browser::parse(&style)) {
        Ok(written) if currency.len() == 3 => written,
        Ok(written) => [&written, " ", currency].concat(),
        Err(_) => sum.to_owned(),
    }
}

/// `17 Nov 2026` of `2026-11-17`, `17 Nov` of `--11-17`; as it stands where it is written otherwise.
fn day(day: &str, locale: &str) -> String {
    if day.as_bytes().get(4) != Some(&b'-') {
        return day.to_owned();
    }
    let (iso, style) = match day.strip_prefix("--") {
        // A leap year stands in for the year nobody told.
        Some(rest) => (["2024-", rest].concat(), r#"{"timeZone":"UTC","day":"numeric","month":"short"}"#),
        None => (day.to_owned(), r#"{"timeZone":"UTC","day":"numeric","month":"short","year":"numeric"}"#),
    };
    Date::new(&iso.into()).to_locale_date_string(locale, &browser::parse(style)).into()
}

/// `DHL` of `dhl`, `Royal Mail` of `royal_mail`.
pub(crate) fn name(code: &str) -> String {
    let mut name = String::new();
    for (at, letter) in code.bytes().enumerate() {
        let begins = code.len() <= 4 || at == 0 || code.as_bytes()[at - 1] == b'_';
        name.push(char::from(match letter {
            b'_' => b' ',
            _ if begins => letter.to_ascii_uppercase(),
            _ => letter,
        }));
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_a_code() {
        for (code, shown) in [("", ""), ("dhl", "DHL"), ("4px", "4PX"), ("royal_mail", "Royal Mail"), ("tron", "TRON")]
        {
            assert_eq!(name(code), shown);
        }
    }
}
