//! The platform's settings, parsed from the environment into types, every fault told at once.

use axum::http::Uri;
use complaint::site::{Policy, Settings};
use standardwebhooks::Webhook;
use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Secrets have no default. The rest defaults to what `cargo xtask dev` uses.
///
/// | variable | example | default |
/// |---|---|---|
/// | `REDRESS_WEBHOOK_SECRET` | `whsec_…`, what the edge signs this site's deliveries with | none |
/// | `REDRESS_API_TOKEN` | the token whose SHA-256 stands in the site's settings | none |
/// | `REDRESS_EDGE` | `https://redress.example` | `http://127.0.0.1:8787` |
/// | `REDRESS_SITE` | `demo` | `demo` |
/// | `REDRESS_DB` | `/var/lib/redress/cases.sqlite`; its folder is made if missing | `.redress/platform.sqlite` |
/// | `REDRESS_LISTEN` | `127.0.0.1:8788` | `127.0.0.1:8788` |
/// | `REDRESS_SETTINGS` | the site's settings document, so that clocks follow its policy | the house's promises |
pub struct Config {
    pub webhook: Webhook,
    pub api_token: String,
    /// Scheme and host of the edge, without a slash at its end.
    pub edge: String,
    pub site: String,
    pub db: PathBuf,
    pub listen: SocketAddr,
    pub policy: Policy,
}

/// Every variable that is missing or wrong, with what it should be; never its value, which may be a secret.
#[derive(Debug, Eq, PartialEq, thiserror::Error)]
pub struct BadConfig(pub Vec<(&'static str, &'static str)>);

impl fmt::Display for BadConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the environment does not configure the platform")?;
        self.0.iter().try_for_each(|(name, wanted)| write!(f, "\n  {name}: {wanted}"))
    }
}

impl Config {
    /// `variable` is the environment: a name to its value, if set.
    pub fn parse(variable: impl Fn(&str) -> Option<String>) -> Result<Self, BadConfig> {
        let given = |name: &str| variable(name).filter(|value| !value.is_empty());
        let or = |name: &str, default: &str| given(name).unwrap_or_else(|| default.to_owned());
        let secret = given("REDRESS_WEBHOOK_SECRET").filter(|secret| secret.starts_with("whsec_"));
        let webhook = secret.and_then(|secret| Webhook::new(&secret).ok());
        let api_token = given("REDRESS_API_TOKEN");
        let edge = edge_root(&or("REDRESS_EDGE", "http://127.0.0.1:8787"));
        let listen = or("REDRESS_LISTEN", "127.0.0.1:8788").parse().ok();
        let policy = given("REDRESS_SETTINGS").map_or(Some(Policy::default()), |path| policy_in(&path));
        match (webhook, api_token, edge, listen, policy) {
            (Some(webhook), Some(api_token), Some(edge), Some(listen), Some(policy)) => Ok(Self {
                webhook,
                api_token,
                edge,
                site: or("REDRESS_SITE", "demo"),
                db: or("REDRESS_DB", ".redress/platform.sqlite").into(),
                listen,
                policy,
            }),
            (webhook, api_token, edge, listen, policy) => Err(BadConfig(
                [
                    (webhook.is_none(), "REDRESS_WEBHOOK_SECRET", "whsec_ followed by base64"),
                    (api_token.is_none(), "REDRESS_API_TOKEN", "the token the edge knows us by"),
                    (edge.is_none(), "REDRESS_EDGE", "https://host, or http:// on loopback"),
                    (listen.is_none(), "REDRESS_LISTEN", "an address and port, 127.0.0.1:8788"),
                    (policy.is_none(), "REDRESS_SETTINGS", "the path of a readable settings document"),
                ]
                .into_iter()
                .filter_map(|(wrong, name, wanted)| wrong.then_some((name, wanted)))
                .collect(),
            )),
        }
    }
}

/// The token travels with every call: in the clear on loopback only.
fn edge_root(text: &str) -> Option<String> {
    let uri: Uri = text.parse().ok()?;
    let host = uri.host()?;
    let loopback = ["127.0.0.1", "localhost", "[::1]"].contains(&host);
    let safe = match uri.scheme_str()? {
        "https" => true,
        "http" => loopback,
        _ => false,
    };
    (safe && uri.path() == "/" && uri.query().is_none()).then(|| text.trim_end_matches('/').to_owned())
}

fn policy_in(path: &str) -> Option<Policy> {
    let text = std::fs::read_to_string(path).ok()?;
    serde_json::from_str::<Settings>(&text).ok().map(|settings| settings.policy)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: (&str, &str) = ("REDRESS_WEBHOOK_SECRET", "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX");
    const TOKEN: (&str, &str) = ("REDRESS_API_TOKEN", "demo-platform-token");

    fn parse(set: &[(&str, &str)]) -> Result<Config, Vec<&'static str>> {
        let value = |name: &str| set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        Config::parse(value).map_err(|bad| bad.0.iter().map(|(name, _)| *name).collect())
    }

    #[test]
    fn two_secrets_suffice() {
        let config = parse(&[SECRET, TOKEN]).unwrap_or_else(|bad| panic!("{bad:?}"));
        assert_eq!((config.edge.as_str(), config.listen.port()), ("http://127.0.0.1:8787", 8788));
    }

    #[test]
    fn the_demo_s_settings_are_read() {
        let settings = concat!(env!("CARGO_MANIFEST_DIR"), "/../edge/sites/demo.json");
        assert!(parse(&[SECRET, TOKEN, ("REDRESS_SETTINGS", settings)]).is_ok());
    }

    #[test]
    fn every_fault_is_named_at_once() {
        let check = |set: &[(&str, &str)], faults: &[&str]| assert_eq!(parse(set).err().as_deref(), Some(faults));
        check(&[], &["REDRESS_WEBHOOK_SECRET", "REDRESS_API_TOKEN"]);
        check(&[SECRET, ("REDRESS_API_TOKEN", "")], &["REDRESS_API_TOKEN"]);
        check(&[("REDRESS_WEBHOOK_SECRET", "whsec_?"), TOKEN], &["REDRESS_WEBHOOK_SECRET"]);
        check(&[SECRET, TOKEN, ("REDRESS_EDGE", "http://edge.example")], &["REDRESS_EDGE"]); // The token in the clear.
        check(&[SECRET, TOKEN, ("REDRESS_EDGE", "https://edge.example/v1")], &["REDRESS_EDGE"]);
        check(
            &[SECRET, TOKEN, ("REDRESS_LISTEN", "8788"), ("REDRESS_SETTINGS", "/nowhere.json")],
            &["REDRESS_LISTEN", "REDRESS_SETTINGS"],
        );
    }
}
