//! The real platform, in this process, worked as a handler works it: by the pages and forms of its desk.

use crate::client::Client;
use crate::runtime::{Edge, Site, api_token, webhook_secret};
use redress_platform::config::Config;
use redress_platform::{Platform, serve};
use std::future::pending;
use std::net::TcpListener;
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};

/// Ends with its database when dropped.
pub struct Desk {
    client: Client,
    _runtime: Runtime,
    _folder: TempDir,
}

/// The site whose platform will [open](Desk::open) on `listener`: the edge has to know it first.
pub fn site(id: &str, listener: &TcpListener) -> Site {
    let address = listener.local_addr().expect("it is bound");
    Site { id: id.into(), webhook: format!("http://{address}/webhooks/redress") }
}

impl Desk {
    pub fn open(listener: TcpListener, site: &str, edge: &Edge) -> Self {
        let folder = tempfile::tempdir().expect("there is room for a database");
        let address = listener.local_addr().expect("it is bound");
        let config = Config::parse(|name| match name {
            "REDRESS_EDGE" => Some(edge.client.url().into()),
            "REDRESS_SITE" => Some(site.into()),
            "REDRESS_WEBHOOK_SECRET" => Some(webhook_secret(site)),
            "REDRESS_API_TOKEN" => Some(api_token(site)),
            "REDRESS_DB" => Some(folder.path().join("cases.sqlite").display().to_string()),
            _ => None,
        });
        let config = config.unwrap_or_else(|fault| panic!("{fault}"));
        let platform = Platform::open(config).expect("the database is new");
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("threads can be had");
        runtime.spawn(async move {
            listener.set_nonblocking(true)?;
            serve(platform, tokio::net::TcpListener::from_std(listener)?, pending()).await
        });
        Self { client: Client::new(&format!("http://{address}")), _runtime: runtime, _folder: folder }
    }

    /// A page of the desk, as `handler` sees it: `ana`, `ben` or `chloe`.
    #[track_caller]
    pub fn page(&self, handler: &str, path: &str) -> String {
        let request = self.client.request("GET", path).header("cookie", seat(handler));
        let request = request.body(()).expect("the parts of the request are valid");
        let reply = self.client.send(request).expect("the desk is open");
        assert_eq!(reply.status, 200, "{reply:?}");
        String::from_utf8(reply.body).expect("pages are UTF-8")
    }

    /// Fills in and sends the form `action` of the case page; `fields` are its own ones.
    #[track_caller]
    pub fn act(&self, handler: &str, case: &str, action: &str, fields: &[(&str, &str)]) {
        let path = format!("/desk/cases/{case}");
        let page = self.page(handler, &path);
        assert!(page.contains(&format!(r#"name="action" value="{action}""#)), "no form `{action}` in {page}");
        let nonce = page.split_once(r#"name="nonce" value=""#).and_then(|(_, rest)| rest.split_once('"'));
        let (nonce, _) = nonce.expect("every form of the desk carries a nonce");
        let hidden = [("nonce", nonce), ("action", action)];
        let reply = self.client.form(&path, &seat(handler), hidden.iter().chain(fields)).expect("the desk is open");
        assert_eq!(reply.status, 303, "{reply:?}");
    }
}

fn seat(handler: &str) -> String {
    format!("redress_desk={handler}")
}
