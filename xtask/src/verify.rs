//! `cargo xtask verify RECEIPT KEYS`: checks a receipt with the edge's public keys alone, without any network.

use std::fs;

use anyhow::{Context as _, Result, bail, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use complaint::api::Receipt;
use complaint::receipt::{PublicKey, WellKnown, unseal};
use ed25519_dalek::{Signature, VerifyingKey};
use serde::Deserialize;

/// `RECEIPT` as the widget saved it, `KEYS` as `/.well-known/redress.json` answered.
pub(crate) fn run(words: &[String]) -> Result<()> {
    let [receipt, keys] = words else { bail!("verify RECEIPT.json KEYS.json") };
    let read = |path: &String| fs::read_to_string(path).with_context(|| format!("reading {path}"));
    let keys: WellKnown = serde_json::from_str(&read(keys)?).with_context(|| format!("{keys}: no list of keys"))?;
    let receipt = check(&read(receipt)?, &keys).with_context(|| receipt.clone())?;
    println!("{}: signed by {}, recorded at {} ms", receipt.id, receipt.site_name, receipt.received_at.0);
    println!("This proves what was recorded and when, not that it is true, nor that all that was sent was recorded.");
    Ok(())
}

/// The one member that names the key; the rest is [`Receipt`].
#[derive(Deserialize)]
struct Sealed {
    key: String,
}

/// The receipt in `text`, if one of `keys` signed it while it was valid (RFC 8032).
fn check(text: &str, keys: &WellKnown) -> Result<Receipt> {
    let (signed, signature) = unseal(text).context("not a receipt, or not as it was sent")?;
    let Sealed { key } = serde_json::from_str(&signed).context("no member `key`")?;
    let receipt: Receipt = serde_json::from_str(&signed).context("not a receipt")?;
    let known =
        keys.keys.iter().find(|known| known.id == key).with_context(|| format!("no key `{key}` in the list"))?;
    ensure!(known.alg == "Ed25519", "key `{key}` is for {}, not Ed25519", known.alg);
    let ended = known.until.is_some_and(|until| until <= receipt.received_at);
    ensure!(known.from <= receipt.received_at && !ended, "key `{key}` was not valid when this was recorded");
    let signature = Signature::from_slice(&STANDARD.decode(signature).context("the signature is no base64")?)?;
    public(known)?.verify_strict(signed.as_bytes(), &signature).ok().context("the signature does not fit the text")?;
    Ok(receipt)
}

fn public(key: &PublicKey) -> Result<VerifyingKey> {
    let bytes = STANDARD.decode(&key.public).context("the public key is no base64")?;
    let bytes = <[u8; 32]>::try_from(bytes).ok().context("the public key is not of 32 bytes")?;
    Ok(VerifyingKey::from_bytes(&bytes)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use complaint::receipt::seal;
    use complaint::time::Millis;
    use ed25519_dalek::{Signer, SigningKey};

    const RECEIPT: &str = r#"{"id":"RD-FXQ5TK1V58CGG-01-8","submission_id":"018f3b1e-7a2c-7c3d-9e4f-123456789abc","site":"demo","site_name":"Brocante","received_at":1000,"claimed_at":900,"level":"B","queue":"support","triage":{"reason":"other","target":"platform","level":"B","complexity":"standard","queue":"support","why":[]},"due":[],"contact":{"name":"Desk","email":"desk@shop.example","phone":"+49 30 1"},"lang":"en","body_sha256":"00","follow":"t"}"#;

    #[test]
    fn a_receipt_is_checked_with_the_public_key_alone() {
        let secret = SigningKey::from_bytes(&[7; 32]);
        let sealed = seal(RECEIPT, "k1", |text| STANDARD.encode(secret.sign(text.as_bytes()).to_bytes()));
        let key = |from, until: Option<i64>| PublicKey {
            id: "k1".into(),
            alg: "Ed25519".into(),
            public: STANDARD.encode(secret.verifying_key().to_bytes()),
            from: Millis(from),
            until: until.map(Millis),
        };
        let told = |text: &str, keys| {
            check(text, &WellKnown { keys }).map_or_else(|why| why.to_string(), |r| r.id.to_string())
        };
        assert_eq!(told(&sealed, vec![key(0, None)]), "RD-FXQ5TK1V58CGG-01-8");
        assert_eq!(told(&sealed, vec![key(1_000, Some(1_001))]), "RD-FXQ5TK1V58CGG-01-8");
        let late = "key `k1` was not valid when this was recorded";
        assert_eq!(told(&sealed, vec![key(1_001, None)]), late);
        assert_eq!(told(&sealed, vec![key(0, Some(1_000))]), late);
        assert_eq!(told(&sealed, vec![]), "no key `k1` in the list");
        assert_eq!(told(RECEIPT, vec![key(0, None)]), "not a receipt, or not as it was sent");
        let forged = sealed.replace(r#""level":"B","queue""#, r#""level":"S","queue""#);
        assert_eq!(told(&forged, vec![key(0, None)]), "the signature does not fit the text");
    }
}
