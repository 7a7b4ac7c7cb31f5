//! What the page sends, and the one way from there to a complaint.

use crate::amount::Amount;
use crate::extract::Kind;
use crate::level::Level;
use crate::limits;
use crate::problem::{Code, Problem, Rejected, field};
use crate::reason::{Reason, Remedy, codes};
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use serde::{Deserialize, Serialize};

/// At most four things are asked for (text, order, contact, remedy); the rest comes from the page or from the text.
#[derive(Clone, Default, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// What happened, in the merchant's words.
    pub text: String,
    /// E-mail address or telephone number.
    pub contact: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<Sourced<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Sourced<Amount>>,
    /// The platform's own reference for this merchant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant: Option<Sourced<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy: Option<Remedy>,
    /// Set only where the merchant chose or corrected it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Set only where the merchant asks for another level than the one judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Wish>,
    /// What was read wrongly.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// The language of the form, BCP 47.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lang: String,
}

/// A value and where it was found.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Sourced<T> {
    pub value: T,
    pub from: Provenance,
}

/// A level that is asked for, and why: without words none is.
#[derive(Clone, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Wish {
    pub level: Level,
    pub why: String,
}

/// What the merchant did about a fact that was read in the text or on the page.
#[derive(Clone, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    pub kind: Kind,
    /// Its normal form; of a sum `1250 EUR`.
    pub read: String,
    /// What it is instead; absent where it was taken out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub became: Option<String>,
}

codes! {
    /// Where a value was found, the most trusted first.
    Provenance {
        "signed_token" SignedToken, "json_ld" JsonLd, "data_attr" DataAttr, "url" Url, "text" Text, "typed" Typed,
    }
}

impl Provenance {
    /// Whether the shop itself said it.
    pub fn is_of_page(self) -> bool {
        !matches!(self, Self::Text | Self::Typed)
    }
}

/// A draft that may be filed. There is no other way to one than [`Draft::parse`].
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Complaint {
    pub text: String,
    pub contact: Contact,
    pub order: Option<Sourced<String>>,
    pub amount: Option<Sourced<Amount>>,
    pub merchant: Option<Sourced<String>>,
    pub remedy: Option<Remedy>,
    pub reason: Option<Reason>,
    pub level: Option<Wish>,
    pub corrections: Vec<Correction>,
    pub lang: String,
}

/// How to reach the merchant.
#[derive(Clone, Eq, PartialEq)]
pub enum Contact {
    Email(String),
    /// Digits, with the leading `+` where one was typed.
    Phone(String),
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Draft(…)")
    }
}

impl fmt::Debug for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Complaint(…)")
    }
}

impl fmt::Debug for Wish {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Wish(…)")
    }
}

impl fmt::Debug for Correction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Correction(…)")
    }
}

impl fmt::Debug for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Email(_) => "Email(…)",
            Self::Phone(_) => "Phone(…)",
        })
    }
}

impl Draft {
    /// The complaint in it, or every problem at once, in the order of the form.
    pub fn parse(self) -> Result<Complaint, Rejected> {
        let mut problems = Vec::new();
        let text = bounded(&self.text, field::TEXT, limits::TEXT_MIN, limits::TEXT_MAX, &mut problems);
        for (sourced, at, max) in
            [(&self.order, field::ORDER, limits::ORDER_MAX), (&self.merchant, field::MERCHANT, limits::MERCHANT_MAX)]
        {
            if let Some(sourced) = sourced {
                bounded(&sourced.value, at, 1, max, &mut problems);
            }
        }
        if self.amount.is_some_and(|amount| amount.value.value.e8 <= 0) {
            problems.push(Problem::new(field::AMOUNT, Code::NotPositive));
        }
        if let Some(wish) = &self.level {
            bounded(&wish.why, field::LEVEL, 1, limits::WISH_MAX, &mut problems);
        }
        if self.corrections.len() > limits::CORRECTIONS_MAX {
            problems.push(Problem::beyond(field::CORRECTIONS, Code::TooLong, limits::CORRECTIONS_MAX));
        } else {
            for value in self.corrections.iter().flat_map(|one| [&one.read].into_iter().chain(&one.became)) {
                bounded(value, field::CORRECTIONS, 1, limits::FACT_MAX, &mut problems);
            }
        }
        let contact = Contact::parse(&self.contact).map_err(|problem| problems.push(problem));
        if !self.lang.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') || self.lang.len() > 35 {
            problems.push(Problem::new(field::LANG, Code::UnknownValue));
        }
        match contact {
            Ok(contact) if problems.is_empty() => Ok(Complaint {
                text,
                contact,
                order: self.order,
                amount: self.amount,
                merchant: self.merchant,
                remedy: self.remedy,
                reason: self.reason,
                level: self.level,
                corrections: self.corrections,
                lang: self.lang,
            }),
            _ => Err(Rejected(problems)),
        }
    }
}

/// `text` without the space around it; its length in characters is judged against both limits.
fn bounded(text: &str, at: &'static str, min: usize, max: usize, problems: &mut Vec<Problem>) -> String {
    let trimmed = text.trim();
    let length = trimmed.chars().count();
    if length == 0 {
        problems.push(Problem::new(at, Code::Missing));
    } else if length < min {
        problems.push(Problem::beyond(at, Code::TooShort, min));
    } else if length > max {
        problems.push(Problem::beyond(at, Code::TooLong, max));
    } else if trimmed.bytes().any(|byte| byte == 0) {
        problems.push(Problem::new(at, Code::BadCharacter));
    }
    trimmed.to_owned()
}

impl Contact {
    /// An address with something on both sides of its `@` and a dot in the domain, or a telephone number as E.164 counts.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        let fault = |code| Problem::new(field::CONTACT, code);
        if text.is_empty() {
            return Err(fault(Code::Missing));
        }
        if text.len() > limits::EMAIL_MAX {
            return Err(Problem::beyond(field::CONTACT, Code::TooLong, limits::EMAIL_MAX));
        }
        if let Some((local, domain)) = text.rsplit_once('@') {
            let complete = domain.split_once('.').is_some_and(|(name, rest)| {
                !name.is_empty() && rest.len() >= 2 && rest.split('.').all(|label| !label.is_empty())
            });
            let strange =
                |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';' | '"' | '@');
            let clean = |part: &str| !part.chars().any(strange);
            return match (local.is_empty() || !clean(local) || !clean(domain), complete) {
                (false, true) => Ok(Self::Email(text.to_owned())),
                (false, false) => Err(fault(Code::EmailIncomplete)),
                (true, _) => Err(fault(Code::NotAContact)),
            };
        }
        if !text.chars().all(|c| matches!(c, '0'..='9' | '+' | ' ' | '(' | ')' | '-' | '.' | '/' | '\u{a0}')) {
            return Err(fault(Code::NotAContact));
        }
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        match digits.len() {
            n if n < limits::PHONE_MIN => {
                Err(Problem::beyond(field::CONTACT, Code::PhoneIncomplete, limits::PHONE_MIN))
            }
            n if n > limits::PHONE_MAX => Err(Problem::beyond(field::CONTACT, Code::TooLong, limits::PHONE_MAX)),
            _ if text.starts_with('+') => Ok(Self::Phone(["+", &digits].concat())),
            _ => Ok(Self::Phone(digits)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(text: &str, contact: &str) -> Draft {
        Draft { text: text.into(), contact: contact.into(), ..Draft::default() }
    }

    const TEXT: &str = "My payout has been frozen since Monday.";

    #[test]
    fn every_problem_is_told_at_once() {
        let bad = Draft {
            order: Some(Sourced { value: " ".into(), from: Provenance::Typed }),
            level: Some(Wish { level: Level::C, why: " ".into() }),
            corrections: vec![Correction { kind: Kind::Order, read: "A-1".into(), became: Some(String::new()) }],
            lang: "de_DE".into(),
            ..draft("frozen", "mara@")
        };
        assert_eq!(
            bad.parse().unwrap_err().0,
            [
                Problem::beyond(field::TEXT, Code::TooShort, limits::TEXT_MIN),
                Problem::new(field::ORDER, Code::Missing),
                Problem::new(field::LEVEL, Code::Missing),
                Problem::new(field::CORRECTIONS, Code::Missing),
                Problem::new(field::CONTACT, Code::EmailIncomplete),
                Problem::new(field::LANG, Code::UnknownValue),
            ]
        );
    }

    #[test]
    fn a_contact_is_an_address_or_a_number() {
        let check = |text: &str, expected: Result<Contact, Code>| {
            assert_eq!(Contact::parse(text).map_err(|problem| problem.code), expected, "{text}");
        };
        check(" mara@shop.example ", Ok(Contact::Email("mara@shop.example".into())));
        check("jürgen@müller.example", Ok(Contact::Email("jürgen@müller.example".into())));
        check("+49 (0)30 / 1234-567", Ok(Contact::Phone("+490301234567".into())));
        check("13800138000", Ok(Contact::Phone("13800138000".into())));
        check("", Err(Code::Missing));
        check("mara@", Err(Code::EmailIncomplete));
        check("mara@shop", Err(Code::EmailIncomplete));
        check("mara@shop.", Err(Code::EmailIncomplete));
        check("@shop.example", Err(Code::NotAContact));
        check("mara m@shop.example", Err(Code::NotAContact));
        check("call me", Err(Code::NotAContact));
        check("12345", Err(Code::PhoneIncomplete));
        check("1234567890123456", Err(Code::TooLong));
    }

    #[test]
    fn a_length_counts_characters_not_bytes() {
        assert!(draft(&"冻".repeat(limits::TEXT_MAX), "mara@shop.example").parse().is_ok());
        let long = draft(&"冻".repeat(limits::TEXT_MAX + 1), "mara@shop.example").parse().unwrap_err();
        assert_eq!(long.0, [Problem::beyond(field::TEXT, Code::TooLong, limits::TEXT_MAX)]);
    }

    #[test]
    fn corrections_are_bounded() {
        let check = |count: usize, length: usize, expected: &[Code]| {
            let correction = Correction { kind: Kind::Handle, read: "x".repeat(length), became: None };
            let corrections = vec![correction; count];
            let problems = Draft { corrections, ..draft(TEXT, "mara@shop.example") }.parse().err();
            let codes: Vec<_> = problems.into_iter().flat_map(|told| told.0).map(|problem| problem.code).collect();
            assert_eq!(codes, expected, "{count} of {length}");
        };
        check(limits::CORRECTIONS_MAX, limits::FACT_MAX, &[]);
        check(limits::CORRECTIONS_MAX + 1, 1, &[Code::TooLong]);
        check(1, limits::FACT_MAX + 1, &[Code::TooLong]);
    }

    #[test]
    fn personal_values_stay_out_of_debug() {
        let complaint = draft(TEXT, "mara@shop.example").parse().unwrap();
        assert_eq!(format!("{complaint:?} {:?}", complaint.contact), "Complaint(…) Email(…)");
    }

    /// Drafts kept in browsers must stay readable after the next deploy.
    #[test]
    fn draft_json_unchanged() {
        for json in [
            r#"{"text":"My payout has been frozen since Monday.","contact":"mara@shop.example","order":{"value":"A-1042","from":"json_ld"},"amount":{"value":{"value":"1250","currency":"EUR"},"from":"typed"},"reason":"funds_frozen","lang":"en"}"#,
            r#"{"text":"My payout has been frozen since Monday.","contact":"mara@shop.example","level":{"level":"B","why":"It is spare money."},"corrections":[{"kind":"amount","read":"1250 EUR","became":"125 EUR"},{"kind":"date","read":"--11-17"}]}"#,
        ] {
            let draft: Draft = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&draft).unwrap(), json);
        }
    }
}
