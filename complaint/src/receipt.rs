//! The receipt as the merchant keeps it: the text of [`crate::api::Receipt`] with two members more, `key` and `signature`.
//!
//! The Ed25519 signature (RFC 8032) is over the text without its last member. That is also what `JSON.stringify` makes of the
//! parsed document once `signature` is deleted, so that a copy whose white space was changed can still be verified.

use crate::time::Millis;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// `GET /.well-known/redress.json`: what receipts and deliveries are verified with.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct WellKnown {
    pub keys: Vec<PublicKey>,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct PublicKey {
    /// As in the receipt's `key`.
    pub id: String,
    /// `Ed25519`.
    pub alg: String,
    /// 32 bytes in base64.
    pub public: String,
    /// It signed from then on.
    pub from: Millis,
    /// Until then; while absent, it still does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Millis>,
}

/// The whole text of a receipt: `json`, its key's id, and what `sign` makes of those, in base64.
pub fn seal(json: &str, key: &str, sign: impl FnOnce(&str) -> String) -> String {
    let open = json.strip_suffix('}').unwrap_or(json);
    let signed = format!("{open},\"key\":\"{key}\"}}");
    let signature = sign(&signed);
    format!("{},\"signature\":\"{signature}\"}}", &signed[..signed.len() - 1])
}

/// What was signed, and the signature; `None` if `text` is no sealed receipt as it was sent.
pub fn unseal(text: &str) -> Option<(String, &str)> {
    let (signed, rest) = text.trim_end().rsplit_once(",\"signature\":\"")?;
    Some((format!("{signed}}}"), rest.strip_suffix("\"}")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Receipts last for years: how one is signed must not change.
    #[test]
    fn seal_unchanged() {
        let sealed = seal(r#"{"id":"RD-1","due":[{"at":1}]}"#, "k1", |signed| format!("over {} bytes", signed.len()));
        assert_eq!(sealed, r#"{"id":"RD-1","due":[{"at":1}],"key":"k1","signature":"over 41 bytes"}"#);
        let signed = r#"{"id":"RD-1","due":[{"at":1}],"key":"k1"}"#.to_owned();
        assert_eq!(unseal(&format!("{sealed}\n")), Some((signed, "over 41 bytes")));
        assert_eq!(unseal(r#"{"id":"RD-1"}"#), None);
        assert_eq!(unseal(r#"{"id":"RD-1","signature":"x","more":1}"#), None);
    }
}
