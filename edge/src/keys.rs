//! Everything secret that the edge knows, derived from the master keys (HKDF-SHA256, RFC 5869) and never stored.

use crate::api_body;
use crate::fault::Fault;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use complaint::id::{ComplaintId, SubmissionId};
use complaint::time::Millis;
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::Sha256;
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::fmt::Write;
use std::rc::Rc;
use subtle::ConstantTimeEq;
use worker::Env;

/// Master keys, the oldest first, never none. What was given out under an old one is good for as long as it is among them.
pub(crate) struct Keys {
    masters: Vec<Master>,
}

struct Master {
    key: Dated,
    /// What was derived from it under which name: the names are few, and each complaint needs several.
    derived: RefCell<HashMap<String, [u8; 32]>>,
}

/// 32 secret bytes, and from when on they are used.
#[derive(Debug, PartialEq)]
pub(crate) struct Dated {
    pub seed: [u8; 32],
    pub from: Millis,
}

/// Bytes of a follow token, 160 bits.
const TOKEN_BYTES: usize = 20;

thread_local! {
    static KEYS: OnceCell<Rc<Keys>> = const { OnceCell::new() };
}

impl Keys {
    /// From the Worker's secret `MASTER_KEY`.
    pub(crate) fn of(env: &Env) -> Result<Rc<Self>, Fault> {
        if let Some(keys) = KEYS.with(|keys| keys.get().cloned()) {
            return Ok(keys);
        }
        let keys = env.secret("MASTER_KEY").ok().and_then(|key| Self::parse(&key.to_string())).map(Rc::new);
        let faulty = || Fault::Misconfigured(format!("MASTER_KEY is neither 64 hexadecimal digits nor {DATED}"));
        let keys = keys.ok_or_else(faulty)?;
        Ok(KEYS.with(|kept| Rc::clone(kept.get_or_init(|| keys))))
    }

    /// From 64 hexadecimal digits, or as [`dated`].
    fn parse(text: &str) -> Option<Self> {
        let single = unhex(text).map(|seed| vec![Dated { seed, from: Millis(0) }]);
        let masters = single.or_else(|| dated(text))?;
        Some(Self { masters: masters.into_iter().map(|key| Master { key, derived: RefCell::default() }).collect() })
    }

    /// What a site's platform verifies deliveries with, under any of the master keys; printed, it is `whsec_` and base64 of
    /// these bytes.
    pub(crate) fn webhook(&self, site: &str) -> Vec<[u8; 32]> {
        let info = format!("redress/webhook/{site}");
        self.masters.iter().map(|master| master.derive(&info)).collect()
    }

    /// What signs while no signing keys are set.
    pub(crate) fn signing_seeds(&self) -> Vec<Dated> {
        let seed = |master: &Master| Dated { seed: master.derive("redress/signing"), from: master.key.from };
        self.masters.iter().map(seed).collect()
    }

    /// The docket of the merchant known to `site` as `merchant`.
    ///
    /// Under the oldest key, here and below: whoever repeats a submission under a new one must meet the docket that knows it.
    pub(crate) fn docket_of(&self, site: &str, merchant: &str) -> u64 {
        first_eight(hmac(&self.lasting(&format!("redress/docket/{site}")), merchant.as_bytes()))
    }

    /// One of 256 dockets for merchants without an identity; the same submission always meets the same one.
    pub(crate) fn anonymous_docket(&self, site: &str, submission: &SubmissionId) -> u64 {
        let number = submission.bytes()[15];
        first_eight(hmac(&self.lasting(&format!("redress/anonymous/{site}")), &[number]))
    }

    /// Stands for a body whose own hash would tell too much.
    pub(crate) fn body_hash(&self, sha256: &str) -> String {
        hex(&hmac(&self.lasting("redress/body"), sha256.as_bytes()))
    }

    /// Opens this one complaint and no other.
    pub(crate) fn follow_token(&self, id: ComplaintId, now: Millis) -> String {
        newest(&self.masters, now, |master| master.key.from).follow_token(id)
    }

    pub(crate) fn opens(&self, token: &str, id: ComplaintId) -> bool {
        self.masters.iter().any(|master| master.follow_token(id).as_bytes().ct_eq(token.as_bytes()).into())
    }

    fn lasting(&self, info: &str) -> [u8; 32] {
        self.masters[0].derive(info)
    }
}

/// The form of [`dated`], for those who have to mend it.
pub(crate) const DATED: &str = "{keys: [{seed, from}, …]}, oldest first";

/// Keys as a secret holds them: `{"keys": [{"seed": "64 hexadecimal digits", "from": epoch milliseconds}, …]}`, the oldest first.
pub(crate) fn dated(text: &str) -> Option<Vec<Dated>> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Secret {
        keys: Vec<Key>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Key {
        seed: String,
        from: Millis,
    }

    let Secret { keys } = api_body::parse(text).ok()?;
    let keys: Vec<Dated> =
        keys.iter().map(|key| Some(Dated { seed: unhex(&key.seed)?, from: key.from })).collect::<Option<_>>()?;
    Some(keys).filter(|keys| !keys.is_empty() && keys.is_sorted_by_key(|key| key.from))
}

/// Of `keys`, the oldest first and never none, the newest whose time has come.
pub(crate) fn newest<T>(keys: &[T], now: Millis, from: impl Fn(&T) -> Millis) -> &T {
    keys.iter().rfind(|key| from(key) <= now).unwrap_or(&keys[0])
}

impl Master {
    fn derive(&self, info: &str) -> [u8; 32] {
        if let Some(known) = self.derived.borrow().get(info) {
            return *known;
        }
        let mut key = [0; 32];
        Hkdf::<Sha256>::new(None, &self.key.seed)
            .expand(info.as_bytes(), &mut key)
            .expect("HKDF-SHA256 gives up to 8,160 bytes");
        self.derived.borrow_mut().insert(info.to_owned(), key);
        key
    }

    fn follow_token(&self, id: ComplaintId) -> String {
        let code = hmac(&self.derive("redress/follow"), id.to_string().as_bytes());
        URL_SAFE_NO_PAD.encode(&code[..TOKEN_BYTES])
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

    const OLD: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    fn keys() -> Keys {
        Keys::parse(OLD).unwrap()
    }

    /// The old key, and another from moment 100 on.
    fn rotated() -> Keys {
        let new = "a".repeat(64);
        Keys::parse(&format!(r#"{{"keys":[{{"seed":"{OLD}","from":0}},{{"seed":"{new}","from":100}}]}}"#)).unwrap()
    }

    /// Platforms hold the webhook secret, merchants the tokens, and dockets their names: none may change.
    #[test]
    fn derivations_unchanged() {
        let id = ComplaintId { docket: 1, sequence: 1 };
        let submission = SubmissionId::new(Millis(0), [7; 10]);
        assert_eq!(hex(&keys().webhook("demo")[0]), "c12bf7fa9429910529719f760207580017a22296e22c6538ba5a370a4064fca3");
        assert_eq!(keys().follow_token(id, Millis(0)), "4ByYY7_9FcGi1sJeg1l92xYj0S0");
        assert_eq!(format!("{:016x}", keys().docket_of("demo", "M-20418")), "2c0ee830ba79940d");
        assert_eq!(format!("{:016x}", keys().anonymous_docket("demo", &submission)), "296546a87c5ad89f");
    }

    #[test]
    fn a_token_opens_one_complaint() {
        let id = ComplaintId { docket: 1, sequence: 1 };
        let token = keys().follow_token(id, Millis(0));
        assert!(keys().opens(&token, id));
        assert!(!keys().opens(&token, ComplaintId { sequence: 2, ..id }));
        assert!(!keys().opens(&token[1..], id));
        assert!(!keys().opens("", id));
    }

    #[test]
    fn a_rotation_breaks_nothing_that_was_given_out() {
        let (old, new, id) = (keys(), rotated(), ComplaintId { docket: 1, sequence: 1 });
        let submission = SubmissionId::new(Millis(0), [7; 10]);
        assert_eq!(new.follow_token(id, Millis(99)), old.follow_token(id, Millis(99)), "not yet");
        let fresh = new.follow_token(id, Millis(100));
        assert_ne!(fresh, old.follow_token(id, Millis(100)));
        assert!(new.opens(&fresh, id) && new.opens(&old.follow_token(id, Millis(0)), id));
        assert!(!old.opens(&fresh, id));
        assert_eq!(new.webhook("demo")[0], old.webhook("demo")[0]);
        assert_eq!(new.webhook("demo").len(), 2);
        assert_eq!(new.docket_of("demo", "M-20418"), old.docket_of("demo", "M-20418"));
        assert_eq!(new.anonymous_docket("demo", &submission), old.anonymous_docket("demo", &submission));
        assert_eq!(new.body_hash("00"), old.body_hash("00"));
        let seeds = new.signing_seeds();
        assert_eq!(seeds[0], old.signing_seeds()[0]);
        assert_eq!((seeds.len(), seeds[1].from), (2, Millis(100)));
    }

    #[test]
    fn a_master_key_is_64_digits_or_several_with_dates() {
        let two = |first: i64, second: i64| {
            format!(r#"{{"keys":[{{"seed":"{OLD}","from":{first}}},{{"seed":"{OLD}","from":{second}}}]}}"#)
        };
        assert!(Keys::parse(&two(1, 2)).is_some());
        for text in ["", "00", &"0".repeat(63), &"g".repeat(64), &"ä".repeat(32), r#"{"keys":[]}"#, &two(2, 1)] {
            assert!(Keys::parse(text).is_none(), "{text}");
        }
    }
}
