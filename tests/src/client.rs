//! The edge's API as a page and a platform call it.

use crate::runtime::api_token;
use complaint::api::{Action, Deliveries, Listing, PlatformEvent, ProblemDocument, Receipt, Replayed, Submission};
use complaint::view::View;
use serde::de::DeserializeOwned;
use std::fmt;
use std::time::Duration;
use ureq::config::AutoHeaderValue;
use ureq::http::{HeaderMap, Request, Response, header};
use ureq::{Agent, AsSendBody, Body};

/// The page that may file.
pub const ORIGIN: &str = "https://shop.example";
#[derive(Clone)]
pub struct Client {
    url: String,
    agent: Agent,
}

/// An answer, whatever its status.
pub struct Reply {
    pub status: u16,
    headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Client {
    pub fn new(url: &str) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_secs(30)))
            // Bytes are compared as they were written.
            .accept_encoding(AutoHeaderValue::None)
            // A connection kept from before a kill, or from before a refusal with the body unread, is a dead one.
            .max_idle_connections(0)
            .build();
        Self { url: url.into(), agent: config.into() }
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// `path` here, to be completed and [sent](Self::send).
    pub fn request(&self, method: &str, path: &str) -> ureq::http::request::Builder {
        Request::builder().method(method).uri(format!("{}{path}", self.url))
    }

    /// # Errors
    /// No whole answer came: the runtime is down, or went down meanwhile.
    pub fn send(&self, request: Request<impl AsSendBody>) -> Result<Reply, ureq::Error> {
        Reply::read(self.agent.run(request)?)
    }

    /// Files as the widget does: JSON called text, so that no preflight is needed.
    ///
    /// # Errors
    /// As [`Self::send`]; the complaint may have been written down nevertheless.
    pub fn file(&self, submission: &Submission) -> Result<Reply, ureq::Error> {
        self.file_body(&serde_json::to_vec(submission).expect("a submission is plain data"))
    }

    /// Files `body`, which need not be a submission.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub fn file_body(&self, body: &[u8]) -> Result<Reply, ureq::Error> {
        let request = self.request("POST", "/v1/complaints");
        let request = request.header(header::ORIGIN, ORIGIN).header(header::CONTENT_TYPE, "text/plain;charset=UTF-8");
        self.send(request.body(body).expect("the parts of the request are valid"))
    }

    /// Files what must be accepted as new.
    #[track_caller]
    pub fn receipt(&self, submission: &Submission) -> Receipt {
        let reply = self.file(submission).expect("the edge is up");
        assert_eq!(reply.status, 201, "{reply:?}");
        reply.json()
    }

    /// Sends `fields` as a form without script does, in the session of `cookie`.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub fn form<'a>(
        &self,
        path: &str,
        cookie: &str,
        fields: impl IntoIterator<Item = &'a (&'a str, &'a str)>,
    ) -> Result<Reply, ureq::Error> {
        let request = self.agent.post(format!("{}{path}", self.url));
        let request = request.header(header::ORIGIN, &self.url).header(header::COOKIE, cookie);
        Reply::read(request.send_form(fields.into_iter().copied())?)
    }

    /// Tells what must be taken as new.
    #[track_caller]
    pub fn report(&self, receipt: &Receipt, event: &PlatformEvent) {
        let reply = self.tell(receipt, event).expect("the edge is up");
        assert_eq!(reply.status, 201, "{reply:?}");
    }

    /// Does what a merchant may do, with the complaint's own token.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub fn act(&self, receipt: &Receipt, action: &Action) -> Result<Reply, ureq::Error> {
        let request = self.request("POST", &format!("/v1/complaints/{}/actions?token={}", receipt.id, receipt.follow));
        let request = request.header(header::ORIGIN, ORIGIN).header(header::CONTENT_TYPE, "text/plain;charset=UTF-8");
        let body = serde_json::to_vec(action).expect("an action is plain data");
        self.send(request.body(body).expect("the parts of the request are valid"))
    }

    /// What the merchant sees of it.
    #[track_caller]
    pub fn view(&self, receipt: &Receipt) -> View {
        let request = self.request("GET", &format!("/v1/complaints/{}", receipt.id));
        let request = request.header(header::ORIGIN, ORIGIN).header(header::AUTHORIZATION, bearer(&receipt.follow));
        let reply = self.send(request.body(()).expect("the parts of the request are valid")).expect("the edge is up");
        assert_eq!(reply.status, 200, "{reply:?}");
        reply.json()
    }

    /// What was tried of it, as its platform may read.
    #[track_caller]
    pub fn deliveries(&self, receipt: &Receipt) -> Deliveries {
        let reply = self.ask("GET", &format!("/v1/platform/complaints/{}/deliveries", receipt.id), &receipt.site);
        assert_eq!(reply.status, 200, "{reply:?}");
        reply.json()
    }

    /// Of how many complaints something is sent again, this one at most.
    #[track_caller]
    pub fn replay(&self, receipt: &Receipt) -> u32 {
        let reply = self.ask("POST", &format!("/v1/platform/complaints/{}/replay", receipt.id), &receipt.site);
        assert_eq!(reply.status, 200, "{reply:?}");
        reply.json::<Replayed>().complaints
    }

    /// A page of what the index lists for the platform of `site`: `what` is `complaints` or `deliveries`.
    #[track_caller]
    pub fn list(&self, what: &str, site: &str, query: &str) -> Listing {
        let reply = self.ask("GET", &format!("/v1/platform/{what}?site={site}&{query}"), site);
        assert_eq!(reply.status, 200, "{reply:?}");
        reply.json()
    }

    /// What the platform of `site` asks with its token.
    #[track_caller]
    pub fn ask(&self, method: &str, path: &str, site: &str) -> Reply {
        let request = self.request(method, path).header(header::AUTHORIZATION, bearer(&api_token(site)));
        self.send(request.body(()).expect("the parts of the request are valid")).expect("the edge is up")
    }

    /// What the platform of the complaint's site tells the edge.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub fn tell(&self, receipt: &Receipt, event: &PlatformEvent) -> Result<Reply, ureq::Error> {
        let request = self.request("POST", &format!("/v1/platform/complaints/{}/events", receipt.id));
        let request = request.header(header::AUTHORIZATION, bearer(&api_token(&receipt.site)));
        let request = request.header(header::CONTENT_TYPE, "application/json");
        let body = serde_json::to_vec(event).expect("an event is plain data");
        self.send(request.body(body).expect("the parts of the request are valid"))
    }
}

impl Reply {
    fn read(mut response: Response<Body>) -> Result<Self, ureq::Error> {
        Ok(Self {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.body_mut().read_to_vec()?,
        })
    }

    /// Empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    #[track_caller]
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap_or_else(|why| panic!("{why} in {self:?}"))
    }

    /// The refusal it is, as RFC 9457 wants it.
    #[track_caller]
    pub fn problem(&self) -> ProblemDocument {
        assert_eq!(self.header("content-type"), "application/problem+json", "{self:?}");
        let document: ProblemDocument = self.json();
        assert_eq!(document.status, self.status, "{self:?}");
        document
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.status, String::from_utf8_lossy(&self.body))
    }
}

pub fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}
