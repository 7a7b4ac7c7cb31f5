//! The marketplace `demo` that `cargo xtask dev` serves: where it is, and the keys that edge and platform share.
//!
//! The keys are for loopback and public: every developer has the same ones.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hkdf::Hkdf;
use sha2::Sha256;

use crate::tree;

const MASTER_KEY: [u8; 32] = *b"redress's development master key";
/// Its SHA-256 stands in the settings.
const API_TOKEN: &str = "demo-platform-token";

/// Its two ports on loopback.
pub(crate) struct Demo {
    pub(crate) edge: u16,
    pub(crate) desk: u16,
}

impl Demo {
    /// The site's settings document, `edge/sites/demo.json`, at these ports.
    pub(crate) fn settings(&self) -> Result<String> {
        let path = tree::root().join("edge/sites/demo.json");
        let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        Ok(self.at_these_ports(&text))
    }

    fn at_these_ports(&self, settings: &str) -> String {
        // Marked first, so that a desk on the edge's usual port is not moved twice.
        let marked = settings.replace(":8787", ":<edge>").replace(":8788", ":<desk>");
        marked.replace("<edge>", &self.edge.to_string()).replace("<desk>", &self.desk.to_string())
    }

    /// The origin its pages load the widget from: not their own, as on any marketplace.
    pub(crate) fn widget_origin(&self) -> String {
        format!("http://localhost:{}", self.edge)
    }

    /// What `edge/runtime.mjs` is to be told, `settings` being the file with [`Self::settings`].
    pub(crate) fn edge_arguments(&self, settings: &Path) -> [String; 6] {
        let site = settings.display().to_string();
        let master_key = format!("MASTER_KEY={}", hex(&MASTER_KEY));
        ["--site".into(), site, "--var".into(), "DEV=true".into(), "--var".into(), master_key]
    }

    pub(crate) fn platform_variables(&self) -> [(&'static str, String); 4] {
        [
            ("REDRESS_EDGE", format!("http://127.0.0.1:{}", self.edge)),
            ("REDRESS_LISTEN", format!("127.0.0.1:{}", self.desk)),
            ("REDRESS_WEBHOOK_SECRET", webhook_secret()),
            ("REDRESS_API_TOKEN", API_TOKEN.to_owned()),
        ]
    }

    /// What to open.
    pub(crate) fn welcome(&self) -> String {
        let Self { edge, desk } = self;
        let widget = self.widget_origin();
        format!(
            "
  shop  http://127.0.0.1:{edge}/shop/   a marketplace's page; its widget comes from {widget}
  form  http://127.0.0.1:{edge}/form/   the hosted form, which needs no JavaScript
  desk  http://127.0.0.1:{desk}/desk    where the marketplace's people answer

  State is kept in .redress/. Ctrl-C stops everything.
"
        )
    }
}

/// What the edge signs the site's deliveries with, as it derives it from its master key.
fn webhook_secret() -> String {
    let mut key = [0; 32];
    Hkdf::<Sha256>::new(None, &MASTER_KEY)
        .expand(b"redress/webhook/demo", &mut key)
        .expect("32 bytes are within HKDF's bound");
    format!("whsec_{}", STANDARD.encode(key))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use sha2::Digest;

    use super::*;

    #[test]
    fn settings_move_to_other_ports() {
        let settings =
            r#"["http://127.0.0.1:8787", "http://localhost:8787", "http://127.0.0.1:8788/webhooks/redress"]"#;
        let check = |edge, expected: &str| {
            assert_eq!(Demo { edge, desk: edge + 1 }.at_these_ports(settings), expected);
        };
        check(8787, settings);
        check(9000, r#"["http://127.0.0.1:9000", "http://localhost:9000", "http://127.0.0.1:9001/webhooks/redress"]"#);
        check(8788, r#"["http://127.0.0.1:8788", "http://localhost:8788", "http://127.0.0.1:8789/webhooks/redress"]"#);
    }

    #[test]
    fn the_settings_know_our_token() {
        let settings = Demo { edge: 8787, desk: 8788 }.settings().unwrap();
        assert!(settings.contains(&hex(&Sha256::digest(API_TOKEN))), "{settings}");
    }
}
