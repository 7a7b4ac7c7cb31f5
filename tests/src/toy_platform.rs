//! A platform that verifies, remembers and misbehaves as it is told.

use crate::runtime::{Site, webhook_secret};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use complaint::api::CloudEvent;
use complaint::id::ComplaintId;
use futures_util::stream::{self, StreamExt};
use standardwebhooks::Webhook;
use std::collections::HashSet;
use std::future::pending;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};

/// What becomes of one delivery.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Answer {
    /// Taken, and said so.
    Take,
    /// Not taken.
    Status(u16),
    /// Not taken: 429 with `Retry-After` in seconds.
    Busy(u32),
    /// Not taken: 301 to `/elsewhere`, where nobody should call.
    Redirect,
    /// Not taken, and never answered.
    Hang,
    /// Taken; the answer breaks off in the middle of its body.
    TakeAndBreakOff,
    /// Taken; the answer is no JSON.
    TakeAndBabble,
    /// Taken, but the answer is lost behind a 502.
    TakeAndLose,
}

/// One delivery as it came in.
#[derive(Clone, Debug)]
pub struct Attempt {
    pub at: Instant,
    pub event: CloudEvent,
    pub answer: Answer,
}

/// Stops answering when dropped.
pub struct ToyPlatform {
    site: Site,
    seen: Arc<Mutex<Seen>>,
    _runtime: Runtime,
}

#[derive(Default)]
struct Seen {
    attempts: Vec<Attempt>,
    taken: Vec<CloudEvent>,
    ids: HashSet<String>,
    /// Why a request was no delivery of ours.
    faults: Vec<String>,
}

type Plan = Box<dyn FnMut(usize, &CloudEvent) -> Answer + Send>;

#[derive(Clone)]
struct Service {
    site: Arc<str>,
    seen: Arc<Mutex<Seen>>,
    plan: Arc<Mutex<Plan>>,
}

impl ToyPlatform {
    /// The platform of `site`; `plan` answers its n-th delivery, counted from 0.
    pub fn start(site: &str, plan: impl FnMut(usize, &CloudEvent) -> Answer + Send + 'static) -> Self {
        Self::start_on(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), site, plan)
    }

    /// The same, coming up where it was expected before.
    pub fn start_on(
        address: SocketAddr,
        site: &str,
        plan: impl FnMut(usize, &CloudEvent) -> Answer + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind(address).expect("the port is free");
        let webhook = format!("http://{}/webhooks", listener.local_addr().expect("it is bound"));
        let seen = Arc::default();
        let service =
            Service { site: site.into(), seen: Arc::clone(&seen), plan: Arc::new(Mutex::new(Box::new(plan))) };
        let router = Router::new().route("/webhooks", post(receive)).fallback(astray).with_state(service);
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("threads can be had");
        runtime.spawn(async move {
            listener.set_nonblocking(true)?;
            axum::serve(tokio::net::TcpListener::from_std(listener)?, router).await
        });
        Self { site: Site { id: site.into(), webhook }, seen, _runtime: runtime }
    }

    /// Down for the first `n` tries.
    pub fn busy_for(site: &str, n: usize) -> Self {
        Self::start(site, move |at, _| if at < n { Answer::Status(503) } else { Answer::Take })
    }

    /// Answers as `answer` says at each moment.
    pub fn under(site: &str, answer: &Arc<Mutex<Answer>>) -> Self {
        let answer = Arc::clone(answer);
        Self::start(site, move |_, _| *answer.lock().expect("no holder panics"))
    }

    pub fn site(&self) -> Site {
        self.site.clone()
    }

    pub fn attempts(&self) -> Vec<Attempt> {
        self.seen().attempts.clone()
    }

    /// Every event once, in the order in which they were first taken.
    pub fn taken(&self) -> Vec<CloudEvent> {
        self.seen().taken.clone()
    }

    /// What `read` makes of [`Self::taken`], without a copy of it.
    pub fn with_taken<T>(&self, read: impl FnOnce(&[CloudEvent]) -> T) -> T {
        read(&self.seen().taken)
    }

    /// Whether it has event `seq` of complaint `id`.
    pub fn has(&self, id: ComplaintId, seq: u32) -> bool {
        self.with_taken(|taken| taken.iter().any(|event| event.subject == id && event.data.event.seq == seq))
    }

    /// The complaints that it opened a case for.
    pub fn cases(&self) -> Vec<ComplaintId> {
        let opens = |event: &&CloudEvent| event.kind == "complaint.received";
        self.seen().taken.iter().filter(opens).map(|event| event.subject).collect()
    }

    /// Every request was a delivery: signed, of this site, where it belongs.
    #[track_caller]
    pub fn assert_sound(&self) {
        let faults = &self.seen().faults;
        assert!(faults.is_empty(), "{faults:?}");
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().expect("no handler panics")
    }
}

async fn receive(State(service): State<Service>, headers: HeaderMap, body: Bytes) -> Response {
    let event = match read(&service.site, &headers, &body) {
        Ok(event) => event,
        Err(fault) => {
            service.seen.lock().expect("no handler panics").faults.push(fault);
            return StatusCode::UNAUTHORIZED.into_response();
        }
    };
    let answer = service.note(event.clone());
    let case = format!(r#"{{"case":"{}"}}"#, case_number(event.subject));
    let json = [(header::CONTENT_TYPE, "application/json")];
    match answer {
        Answer::Take => (json, case).into_response(),
        Answer::Status(code) => StatusCode::from_u16(code).expect("the plan names a status").into_response(),
        Answer::Busy(seconds) => {
            (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, seconds.to_string())]).into_response()
        }
        Answer::Redirect => (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, "/elsewhere")]).into_response(),
        Answer::Hang => pending().await,
        Answer::TakeAndBreakOff => {
            let half = Bytes::from(case.split_at(case.len() / 2).0.to_owned());
            let end = async {
                // What was said so far has to be on its way before the connection breaks.
                tokio::time::sleep(Duration::from_millis(50)).await;
                Err(io::Error::other("the platform fell over"))
            };
            let broken = stream::once(async { Ok(half) }).chain(stream::once(end));
            (json, [(header::CONTENT_LENGTH, case.len().to_string())], Body::from_stream(broken)).into_response()
        }
        Answer::TakeAndBabble => (json, "<html>It works!").into_response(),
        Answer::TakeAndLose => StatusCode::BAD_GATEWAY.into_response(),
    }
}

/// Somebody followed the redirect, or calls what does not exist.
async fn astray(State(service): State<Service>, uri: Uri) -> StatusCode {
    service.seen.lock().expect("no handler panics").faults.push(format!("a request for {uri}"));
    StatusCode::NOT_FOUND
}

impl Service {
    /// Decides and remembers, in one step: what is taken is taken before the answer leaves.
    fn note(&self, event: CloudEvent) -> Answer {
        let mut seen = self.seen.lock().expect("no handler panics");
        let answer = (self.plan.lock().expect("no plan panics"))(seen.attempts.len(), &event);
        seen.attempts.push(Attempt { at: Instant::now(), event: event.clone(), answer });
        let takes =
            matches!(answer, Answer::Take | Answer::TakeAndBreakOff | Answer::TakeAndBabble | Answer::TakeAndLose);
        if takes && seen.ids.insert(event.id.clone()) {
            seen.taken.push(event);
        }
        answer
    }
}

/// The event, if the standard's own library finds the signature good and the envelope says what the headers say.
fn read(site: &str, headers: &HeaderMap, body: &[u8]) -> Result<CloudEvent, String> {
    let webhook = Webhook::new(&webhook_secret(site)).map_err(|why| why.to_string())?;
    webhook.verify(body, headers).map_err(|why| why.to_string())?;
    let event: CloudEvent = serde_json::from_slice(body).map_err(|why| why.to_string())?;
    let id = headers.get("webhook-id").and_then(|value| value.to_str().ok());
    if id != Some(event.id.as_str()) || event.id != CloudEvent::name(event.subject, event.data.event.seq) {
        return Err(format!("event {} travels as {id:?} with place {}", event.id, event.data.event.seq));
    }
    if event.source != format!("/sites/{site}") || event.kind != event.data.event.what.kind() {
        return Err(format!("event {} of {} is called {}", event.id, event.source, event.kind));
    }
    Ok(event)
}

fn case_number(id: ComplaintId) -> String {
    format!("TOY-{}-{}", id.docket, id.sequence)
}
