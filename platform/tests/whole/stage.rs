//! A platform in this process, and a toy edge that signs deliveries and answers as it is told.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use complaint::api::{CloudData, CloudEvent, Filed, PlatformEvent, ProblemDocument, Submission};
use complaint::draft::Draft;
use complaint::event::{Actor, Event, What};
use complaint::id::{ComplaintId, SubmissionId};
use complaint::reason::Reason;
use complaint::site::Policy;
use complaint::time::Millis;
use complaint::triage::{Triage, triage};
use redress_platform::config::Config;
use redress_platform::{Platform, now};
use standardwebhooks::Webhook;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use ureq::Agent;

pub(crate) const SECRET: &str = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
pub(crate) const TOKEN: &str = "demo-platform-token";
pub(crate) const COMPLAINT: ComplaintId = ComplaintId { docket: 0xfedc_ba98_7654_3210, sequence: 1 };

pub(crate) struct Stage {
    pub(crate) platform: Platform,
    pub(crate) edge: ToyEdge,
    pub(crate) url: String,
    pub(crate) runtime: Runtime,
    http: Agent,
    _folder: TempDir,
}

/// Remembers what it is told; answers what it has been told to answer, then 200.
#[derive(Clone, Default)]
pub(crate) struct ToyEdge(Arc<Mutex<Told>>);

#[derive(Default)]
pub(crate) struct Told {
    pub(crate) posts: Vec<PlatformEvent>,
    pub(crate) answers: VecDeque<(StatusCode, &'static str)>,
}

impl ToyEdge {
    pub(crate) fn told(&self) -> std::sync::MutexGuard<'_, Told> {
        self.0.lock().unwrap()
    }

    pub(crate) fn will_answer(&self, answers: impl IntoIterator<Item = (StatusCode, &'static str)>) {
        self.told().answers.extend(answers);
    }
}

async fn hear(
    State(edge): State<ToyEdge>,
    headers: HeaderMap,
    Json(event): Json<PlatformEvent>,
) -> (StatusCode, Json<ProblemDocument>) {
    assert_eq!(headers["authorization"], format!("Bearer {TOKEN}"));
    let mut told = edge.told();
    told.posts.push(event);
    let (status, title) = told.answers.pop_front().unwrap_or((StatusCode::OK, ""));
    let kind = "about:blank".to_owned();
    let (title, code) = (title.to_owned(), "out_of_order".to_owned());
    (status, Json(ProblemDocument { kind, title, status: status.as_u16(), code, problems: Vec::new() }))
}

impl Stage {
    /// Everything running, the outbox too.
    pub(crate) fn start() -> Self {
        let stage = Self::without_sender();
        stage.runtime.spawn(redress_platform::outbox::run(stage.platform.clone()));
        stage
    }

    /// The test itself says when the outbox sends.
    pub(crate) fn without_sender() -> Self {
        let runtime = Runtime::new().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let edge = ToyEdge::default();
        let listen = || runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let (ours, theirs) = (listen(), listen());
        let db = folder.path().join("cases.sqlite").display().to_string();
        let edge_url = format!("http://{}", theirs.local_addr().unwrap());
        let config = Config::parse(|name| match name {
            "REDRESS_WEBHOOK_SECRET" => Some(SECRET.into()),
            "REDRESS_API_TOKEN" => Some(TOKEN.into()),
            "REDRESS_EDGE" => Some(edge_url.clone()),
            "REDRESS_DB" => Some(db.clone()),
            _ => None,
        });
        let platform = Platform::open(config.unwrap()).unwrap();
        let url = format!("http://{}", ours.local_addr().unwrap());
        let routes = Router::new().route("/v1/platform/complaints/{id}/events", post(hear)).with_state(edge.clone());
        runtime.spawn(axum::serve(theirs, routes).into_future());
        runtime.spawn(axum::serve(ours, redress_platform::app(platform.clone())).into_future());
        let http = Agent::config_builder().http_status_as_error(false).max_redirects(0).max_redirects_will_error(false);
        Self { platform, edge, url, runtime, http: http.build().into(), _folder: folder }
    }

    /// Waits for what the outbox does in its own time.
    #[track_caller]
    pub(crate) fn until(&self, done: impl Fn() -> bool) {
        let deadline = Instant::now() + Duration::from_secs(20);
        while !done() {
            assert!(Instant::now() < deadline, "it does not come about");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Status and body of a desk page, seen by the handler of that cookie.
    pub(crate) fn get(&self, path: &str, who: &str) -> (u16, String) {
        let request = self.http.get(format!("{}{path}", self.url)).header("cookie", format!("redress_desk={who}"));
        answer(request.call())
    }

    pub(crate) fn form(&self, path: &str, who: &str, fields: &[(&str, &str)]) -> (u16, String) {
        let request = self.http.post(format!("{}{path}", self.url)).header("cookie", format!("redress_desk={who}"));
        answer(request.send_form(fields.iter().copied()))
    }

    pub(crate) fn deliver(&self, event: &CloudEvent) -> (u16, String) {
        let body = serde_json::to_vec(event).unwrap();
        self.deliver_raw(&signed(SECRET, &event.id, now(), &body), &body)
    }

    pub(crate) fn deliver_raw(&self, headers: &[(&str, String)], body: &[u8]) -> (u16, String) {
        let mut request = self.http.post(format!("{}/webhooks/redress", self.url));
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        answer(request.send(body))
    }

    /// Files one complaint: its first two events are delivered.
    pub(crate) fn file(&self) {
        for event in [received(), triaged()] {
            assert_eq!(self.deliver(&event).0, 200);
        }
    }

    /// The edge tells post number `at` back as event `seq`.
    pub(crate) fn tell_back(&self, at: usize, seq: u32) {
        let PlatformEvent { id, actor, event } = self.edge.told().posts[at].clone();
        assert_eq!(self.deliver(&cloud(&id, seq, actor, event)).0, 200);
    }
}

fn answer(sent: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> (u16, String) {
    let mut response = sent.unwrap();
    (response.status().as_u16(), response.body_mut().read_to_string().unwrap())
}

pub(crate) fn signed(secret: &str, id: &str, at: Millis, body: &[u8]) -> [(&'static str, String); 3] {
    let seconds = at.0 / 1_000;
    let signature = Webhook::new(secret).unwrap().sign(id, seconds, body).unwrap();
    [("webhook-id", id.into()), ("webhook-timestamp", seconds.to_string()), ("webhook-signature", signature)]
}

fn draft() -> Draft {
    Draft {
        text: "My payout of 1250 EUR has been frozen since Monday.".into(),
        contact: "mara@shop.example".into(),
        reason: Some(Reason::FundsFrozen),
        ..Draft::default()
    }
}

fn judged() -> Triage {
    triage(&draft().parse().unwrap(), &Policy::default())
}

pub(crate) fn cloud(id: &str, seq: u32, actor: Actor, what: What) -> CloudEvent {
    CloudEvent {
        specversion: "1.0".into(),
        id: CloudEvent::name(COMPLAINT, seq),
        source: "/sites/demo".into(),
        kind: what.kind().into(),
        subject: COMPLAINT,
        time: "2026-11-21T14:22:07Z".into(),
        datacontenttype: "application/json".into(),
        data: CloudData { event: Event { id: id.into(), seq, at: now(), actor, what }, filed: None },
    }
}

pub(crate) fn received() -> CloudEvent {
    let (received_at, claimed_at) = (now(), now());
    let submission_id = SubmissionId::new(claimed_at, [7; 10]);
    let (site, page) = ("demo".into(), String::new());
    let submission = Submission { submission_id, site, claimed_at, page, draft: draft() };
    let filed = Filed { id: COMPLAINT, received_at, submission, triage: judged(), due: Vec::new() };
    let mut event = cloud("evt-0", 0, Actor::EDGE, What::Received { claimed_at });
    event.data.filed = Some(filed);
    event
}

pub(crate) fn triaged() -> CloudEvent {
    cloud("evt-1", 1, Actor::EDGE, What::Triaged(judged()))
}
