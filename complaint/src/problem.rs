//! What is wrong with a draft, as data: its wording belongs to the reader's language.

use crate::reason::codes;
use alloc::borrow::Cow;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

codes! {
    Code {
        "missing" Missing, "too_short" TooShort, "too_long" TooLong, "not_a_contact" NotAContact,
        "email_incomplete" EmailIncomplete, "phone_incomplete" PhoneIncomplete, "not_positive" NotPositive,
        "bad_character" BadCharacter,
        // Found while reading the body, before there is a draft.
        "empty_body" EmptyBody, "not_utf8" NotUtf8, "not_json" NotJson, "unknown_field" UnknownField,
        "wrong_type" WrongType, "unknown_value" UnknownValue, "too_large" TooLarge,
        // Found while looking at the request.
        "unknown_site" UnknownSite, "wrong_origin" WrongOrigin, "reused" Reused, "in_the_future" InTheFuture,
    }
}

/// One fault: where, what, and the limit it broke.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    /// Path in the submission, `draft.contact`; the constants of [`field`], or whatever path a wrong type was met at.
    pub field: Cow<'static, str>,
    pub code: Code,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

/// Where a problem can be.
pub mod field {
    pub const BODY: &str = "body";
    pub const ORIGIN: &str = "origin";
    pub const SITE: &str = "site";
    pub const SUBMISSION_ID: &str = "submission_id";
    pub const CLAIMED_AT: &str = "claimed_at";
    pub const PAGE: &str = "page";
    pub const TEXT: &str = "draft.text";
    pub const ORDER: &str = "draft.order";
    pub const AMOUNT: &str = "draft.amount";
    pub const MERCHANT: &str = "draft.merchant";
    pub const LEVEL: &str = "draft.level";
    pub const CORRECTIONS: &str = "draft.corrections";
    pub const CONTACT: &str = "draft.contact";
    pub const LANG: &str = "draft.lang";
}

impl Problem {
    pub fn new(field: &'static str, code: Code) -> Self {
        Self { field: field.into(), code, limit: None }
    }

    pub fn beyond(field: &'static str, code: Code, limit: usize) -> Self {
        Self { field: field.into(), code, limit: u32::try_from(limit).ok() }
    }
}

/// Every problem of a draft at once, never empty.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{} problem(s), the first at {}", .0.len(), .0.first().map_or("", |problem| &problem.field))]
pub struct Rejected(pub Vec<Problem>);
