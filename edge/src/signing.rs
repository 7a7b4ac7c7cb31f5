//! Ed25519 keys (RFC 8032): the one that signs now, and those that only verify.

use crate::fault::Fault;
use crate::keys::{DATED, Dated, Keys, dated, hex, newest};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use complaint::receipt::{PublicKey, WellKnown};
use complaint::time::Millis;
use ed25519_dalek::{Signer, SigningKey};
use sha2::{Digest, Sha256};
use std::cell::OnceCell;
use std::rc::Rc;
use worker::{Env, Response};

/// The keys of this edge, oldest first.
pub(crate) struct Ring {
    keys: Vec<Key>,
}

pub(crate) struct Key {
    pub id: String,
    secret: SigningKey,
    from: Millis,
}

thread_local! {
    static RING: OnceCell<Rc<Ring>> = const { OnceCell::new() };
}

/// `GET /.well-known/redress.json`: [`WellKnown`], for anyone, for an hour.
pub(crate) fn well_known(env: &Env) -> Result<Response, Fault> {
    let keys = Ring::of(env)?.public();
    let reply = Response::builder().with_header("cache-control", "public, max-age=3600")?;
    Ok(reply.with_header("access-control-allow-origin", "*")?.from_json(&WellKnown { keys })?)
}

impl Ring {
    /// From the secret `SIGNING_KEYS`, the newest key last, older ones kept so that what they signed can be verified; without it,
    /// derived from the master keys.
    pub(crate) fn of(env: &Env) -> Result<Rc<Self>, Fault> {
        if let Some(ring) = RING.with(|ring| ring.get().cloned()) {
            return Ok(ring);
        }
        let ring = Rc::new(match env.secret("SIGNING_KEYS") {
            Ok(text) => Self::parse(&text.to_string())?,
            Err(_) => Self::new(Keys::of(env)?.signing_seeds()),
        });
        Ok(RING.with(|kept| Rc::clone(kept.get_or_init(|| ring))))
    }

    fn parse(text: &str) -> Result<Self, Fault> {
        dated(text).map(Self::new).ok_or_else(|| Fault::Misconfigured(format!("SIGNING_KEYS are not {DATED}")))
    }

    fn new(seeds: Vec<Dated>) -> Self {
        Self { keys: seeds.into_iter().map(|Dated { seed, from }| Key::new(seed, from)).collect() }
    }

    /// The key that signs at `now`: the newest whose time has come.
    pub(crate) fn at(&self, now: Millis) -> &Key {
        newest(&self.keys, now, |key| key.from)
    }

    fn public(&self) -> Vec<PublicKey> {
        let successors = self.keys.iter().skip(1).map(|key| Some(key.from)).chain([None]);
        let told = self.keys.iter().zip(successors).map(|(key, until)| PublicKey {
            id: key.id.clone(),
            alg: "Ed25519".into(),
            public: STANDARD.encode(key.secret.verifying_key().as_bytes()),
            from: key.from,
            until,
        });
        told.collect()
    }
}

impl Key {
    pub(crate) fn new(seed: [u8; 32], from: Millis) -> Self {
        let secret = SigningKey::from_bytes(&seed);
        let id = hex(&Sha256::digest(secret.verifying_key().as_bytes())[..8]);
        Self { id, secret, from }
    }

    /// In base64.
    pub(crate) fn sign(&self, text: &str) -> String {
        STANDARD.encode(self.secret.sign(text.as_bytes()).to_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::{Signature, Verifier};

    fn ring() -> Ring {
        let seed = |digit: &str| digit.repeat(64);
        let (old, new) = (seed("1"), seed("2"));
        Ring::parse(&format!(r#"{{"keys":[{{"seed":"{old}","from":10}},{{"seed":"{new}","from":20}}]}}"#)).unwrap()
    }

    #[test]
    fn the_newest_key_signs_and_the_old_one_is_still_told() {
        let ring = ring();
        let told = ring.public();
        assert_eq!(told.iter().map(|key| key.until).collect::<Vec<_>>(), [Some(Millis(20)), None]);
        for (now, key) in [(0, 0), (10, 0), (19, 0), (20, 1), (99, 1)] {
            assert_eq!(ring.at(Millis(now)).id, told[key].id, "{now}");
        }
        let signature = STANDARD.decode(ring.at(Millis(99)).sign("text")).unwrap();
        let signature = Signature::from_slice(&signature).unwrap();
        assert!(ring.keys[1].secret.verifying_key().verify(b"text", &signature).is_ok());
    }

    #[test]
    fn faulty_keys_are_refused() {
        for text in [
            "",
            r#"{"keys":[]}"#,
            r#"{"keys":[{"seed":"11","from":0}]}"#,
            &format!(r#"{{"keys":[{{"seed":"{0}","from":2}},{{"seed":"{0}","from":1}}]}}"#, "1".repeat(64)),
        ] {
            assert!(Ring::parse(text).is_err(), "{text}");
        }
    }
}
