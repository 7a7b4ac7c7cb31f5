//! What the edge delivers: verified, read, written down once, answered.

use crate::Platform;
use crate::fault::Fault;
use crate::store::{cases, events, outbox};
use crate::{life, now};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use complaint::api::{Accepted, CloudEvent};
use complaint::event::What;
use complaint::site::Policy;
use complaint::time::Millis;
use rusqlite::Transaction;
use std::sync::Arc;

/// `POST /webhooks/redress`: one CloudEvent, JSON format, in a Standard Webhooks request.
///
/// 1. Signature missing, wrong or more than five minutes off → 401. 2. Not an event we know, or one that contradicts
///    itself → 400 with the reason; the delivery is kept as a stray. 3. Another event has its place → 409, kept likewise.
/// 4. Written down → 200 `Accepted`, with our case number on `complaint.received`. The same id again → the same answer.
pub(crate) async fn receive(
    State(platform): State<Platform>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Accepted>, Fault> {
    platform.config.webhook.verify(&body, &headers)?;
    let header = headers.get("webhook-id").and_then(|id| id.to_str().ok()).unwrap_or_default().to_owned();
    let config = Arc::clone(&platform.config);
    let outcome = platform.store.run(move |tx| {
        let done = read(&body, &header, &config.site).and_then(|event| take(tx, &config.policy, &event, now()));
        // A refusal is an outcome to keep, not a reason to roll back.
        match done {
            Err(Fault::Store(broken)) => Err(broken),
            Err(fault) => {
                events::keep_stray(tx, &header, &String::from_utf8_lossy(&body), &fault.to_string(), now())?;
                Ok(Err(fault))
            }
            taken => Ok(taken),
        }
    });
    let accepted = outcome.await.map_err(Fault::Store)??;
    Ok(Json(accepted))
}

fn read(body: &[u8], webhook_id: &str, site: &str) -> Result<CloudEvent, Fault> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let event: CloudEvent = serde_path_to_error::deserialize(&mut json)
        .map_err(|fault| Fault::Unreadable { path: fault.path().to_string(), why: fault.inner().to_string() })?;
    let filed = event.data.filed.as_ref();
    let received = matches!(event.data.event.what, What::Received { .. });
    for (agrees, field) in [
        (event.specversion == "1.0", "specversion"),
        (event.id == webhook_id && event.id == CloudEvent::name(event.subject, event.data.event.seq), "id"),
        (event.source == format!("/sites/{site}"), "source"),
        (event.kind == event.data.event.what.kind(), "type"),
        (filed.is_some() == received && filed.is_none_or(|filed| filed.id == event.subject), "data.filed"),
    ] {
        if !agrees {
            return Err(Fault::Contradiction(field));
        }
    }
    Ok(event)
}

fn take(tx: &Transaction<'_>, policy: &Policy, event: &CloudEvent, now: Millis) -> Result<Accepted, Fault> {
    let complaint = event.subject;
    if events::add(tx, complaint, &event.data.event, now)? == events::Added::PlaceTaken {
        return Err(Fault::PlaceTaken(event.data.event.seq));
    }
    events::forget_stray(tx, &event.id)?;
    outbox::forget(tx, complaint, &event.data.event.id)?;
    let case = match &event.data.filed {
        Some(filed) => Some(cases::open(tx, filed, &life::summary_as_filed(filed))?.to_string()),
        None => None,
    };
    life::refresh(tx, policy, complaint)?;
    Ok(Accepted { case })
}
