//! The marketplace `demo` that `cargo xtask dev` serves: its settings, and the keys that edge and platform share.
//!
//! The keys are for loopback and public: every developer has the same ones.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hkdf::Hkdf;
use serde_json::json;
use sha2::{Digest, Sha256};

const MASTER_KEY: [u8; 32] = *b"redress's development master key";
const API_TOKEN: &str = "demo-platform-token";

/// Its two ports on loopback.
pub(crate) struct Demo {
    pub(crate) edge: u16,
    pub(crate) desk: u16,
}

impl Demo {
    /// Where it is unless `dev --port` says otherwise.
    pub(crate) const USUAL: Self = Self { edge: 8787, desk: 8788 };

    /// The origin its pages load the widget from: not their own, as on any marketplace.
    pub(crate) fn widget_origin(&self) -> String {
        format!("http://localhost:{}", self.edge)
    }

    /// The site's settings document.
    pub(crate) fn settings(&self) -> String {
        let Self { edge, desk } = self;
        let settings = json!({
            "name": "Brocante",
            "origins": [format!("http://127.0.0.1:{edge}"), self.widget_origin()],
            "webhook": format!("http://127.0.0.1:{desk}/webhook"),
            "api_tokens": [hex(&Sha256::digest(API_TOKEN))],
            "contact": { "name": "Brocante seller desk", "email": "sellers@brocante.example", "phone": "+49301234567" },
        });
        format!("{settings:#}")
    }

    pub(crate) fn edge_variables(&self) -> [(&'static str, String); 2] {
        [("DEV", "true".to_owned()), ("MASTER_KEY", hex(&MASTER_KEY))]
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
