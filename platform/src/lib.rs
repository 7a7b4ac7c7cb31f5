//! The reference platform: takes complaints from the edge, keeps them, and gives handlers a desk to answer from.
//!
//! Read [`webhook`] (what comes in) → [`store`] (what is kept) → [`life`] (what the events say) → [`desk`] (what handlers
//! see and do) → [`outbox`] (what goes out). Whoever puts it to use puts a sign-in of their own in front of `/desk`: here
//! anyone may say which of the three demo handlers they are.

pub mod config;
mod desk;
mod fault;
mod life;
pub mod outbox;
mod store;
mod webhook;

pub use crate::store::StoreError;

use crate::config::Config;
use crate::store::Store;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use complaint::limits;
use complaint::time::Millis;
use std::future::Future;
use std::sync::Arc;
use std::time::SystemTime;
use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};

/// What every request needs.
#[derive(Clone)]
pub struct Platform {
    config: Arc<Config>,
    store: Store,
    edge: ureq::Agent,
    /// Rung when the outbox has something new.
    posted: Arc<Notify>,
    /// Counts the tries of the outbox.
    tries: watch::Sender<u64>,
}

impl Platform {
    pub fn open(config: Config) -> Result<Self, StoreError> {
        Ok(Self {
            store: Store::open(&config.db)?,
            config: Arc::new(config),
            edge: outbox::agent(),
            posted: Arc::default(),
            tries: watch::Sender::new(0),
        })
    }
}

/// The routes, apart from the server, so that a test may start them on any port.
pub fn app(platform: Platform) -> Router {
    Router::new()
        .route("/webhooks/redress", post(webhook::receive).layer(DefaultBodyLimit::max(4 * limits::BODY_BYTES)))
        .route("/healthz", get(|| async { "ok" }))
        .merge(desk::routes())
        .with_state(platform)
}

/// Serves and sends until `stop`, then lets the open requests finish.
pub async fn serve(
    platform: Platform,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let sender = tokio::spawn(outbox::run(platform.clone()));
    let served = axum::serve(listener, app(platform)).with_graceful_shutdown(stop).await;
    sender.abort();
    served
}

/// The one place where the time is read.
pub fn now() -> Millis {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
