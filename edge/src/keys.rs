//! Everything secret that the edge knows, derived from one master key (HKDF-SHA256, RFC 5869) and never stored.

use crate::fault::Fault;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use complaint::id::{ComplaintId, SubmissionId};
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt::Write;
use subtle::ConstantTimeEq;
use worker::Env;

pub(crate) struct Keys {
    master: [u8; 32],
}

/// Bytes of a follow token, 160 bits.
const TOKEN_BYTES: usize = 20;

impl Keys {
    /// From the Worker's secret `MASTER_KEY`.
    pub(crate) fn of(env: &Env) -> Result<Self, Fault> {
        let key = env.secret("MASTER_KEY").ok().and_then(|key| Self::from_hex(&key.to_string()));
        key.ok_or_else(|| Fault::Misconfigured("MASTER_KEY is not 64 hexadecimal digits".into()))
    }

    /// From 64 hexadecimal digits.
    fn from_hex(text: &str) -> Option<Self> {
        unhex(text).map(|master| Self { master })
    }

    /// What a site's platform verifies deliveries with; printed, it is `whsec_` and base64 of these bytes.
    pub(crate) fn webhook(&self, site: &str) -> [u8; 32] {
        self.derive(&format!("redress/webhook/{site}"))
    }

    /// What signs while no signing keys are set.
    pub(crate) fn signing_seed(&self) -> [u8; 32] {
        self.derive("redress/signing")
    }

    /// The docket of the merchant known to `site` as `merchant`.
    pub(crate) fn docket_of(&self, site: &str, merchant: &str) -> u64 {
        first_eight(hmac(&self.derive(&format!("redress/docket/{site}")), merchant.as_bytes()))
    }

    /// One of 256 dockets for merchants without an identity; the same submission always meets the same one.
    pub(crate) fn anonymous_docket(&self, site: &str, submission: &SubmissionId) -> u64 {
        let number = submission.bytes()[15];
        first_eight(hmac(&self.derive(&format!("redress/anonymous/{site}")), &[number]))
    }

    /// Stands for a body whose own hash would tell too much.
    pub(crate) fn body_hash(&self, sha256: &str) -> String {
        hex(&hmac(&self.derive("redress/body"), sha256.as_bytes()))
    }

    /// Opens this one complaint and no other.
    pub(crate) fn follow_token(&self, id: ComplaintId) -> String {
        let code = hmac(&self.derive("redress/follow"), id.to_string().as_bytes());
        URL_SAFE_NO_PAD.encode(&code[..TOKEN_BYTES])
    }

    pub(crate) fn opens(&self, token: &str, id: ComplaintId) -> bool {
        self.follow_token(id).as_bytes().ct_eq(token.as_bytes()).into()
    }

    fn derive(&self, info: &str) -> [u8; 32] {
        let mut key = [0; 32];
        Hkdf::<Sha256>::new(None, &self.master)
            .expand(info.as_bytes(), &mut key)
            .expect("HKDF-SHA256 gives up to 8,160 bytes");
        key
    }
}

pub(crate) fn hmac(key: &[u8; 32], message: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(message);
    mac.finalize().into_bytes().into()
}

/// Lower case.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// 32 bytes from 64 hexadecimal digits.
pub(crate) fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(bytes)
}

fn first_eight(code: [u8; 32]) -> u64 {
    code[..8].iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use complaint::time::Millis;

    fn keys() -> Keys {
        Keys::from_hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f").unwrap()
    }

    /// Platforms hold the webhook secret, merchants the tokens, and dockets their names: none may change.
    #[test]
    fn derivations_unchanged() {
        let id = ComplaintId { docket: 1, sequence: 1 };
        let submission = SubmissionId::new(Millis(0), [7; 10]);
        assert_eq!(hex(&keys().webhook("demo")), "c12bf7fa9429910529719f760207580017a22296e22c6538ba5a370a4064fca3");
        assert_eq!(keys().follow_token(id), "4ByYY7_9FcGi1sJeg1l92xYj0S0");
        assert_eq!(format!("{:016x}", keys().docket_of("demo", "M-20418")), "2c0ee830ba79940d");
        assert_eq!(format!("{:016x}", keys().anonymous_docket("demo", &submission)), "296546a87c5ad89f");
    }

    #[test]
    fn a_token_opens_one_complaint() {
        let id = ComplaintId { docket: 1, sequence: 1 };
        let token = keys().follow_token(id);
        assert!(keys().opens(&token, id));
        assert!(!keys().opens(&token, ComplaintId { sequence: 2, ..id }));
        assert!(!keys().opens(&token[1..], id));
        assert!(!keys().opens("", id));
    }

    #[test]
    fn a_master_key_is_64_digits() {
        for text in ["", "00", &"0".repeat(63), &"g".repeat(64), &"ä".repeat(32)] {
            assert!(Keys::from_hex(text).is_none(), "{text}");
        }
    }
}
