//! Why a request got no 2xx, and the one place that makes an HTTP answer of it (RFC 9457). Inside stories go to the log only.

use complaint::api::ProblemDocument;
use complaint::case::Refused;
use complaint::problem::{Code, Problem, field};
use worker::{Response, console_error};

#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    /// No such resource.
    #[error("not found")]
    NotFound,
    /// The methods it does know.
    #[error("wrong method")]
    WrongMethod(&'static str),
    #[error("wrong content type")]
    WrongType,
    #[error("not a WebSocket request")]
    WebSocketOnly,
    #[error("body too large")]
    TooLarge,
    /// The body cannot be read at all.
    #[error("malformed body")]
    Malformed(Problem),
    /// The body can be read, and says what it may not say.
    #[error("rejected")]
    Rejected(Vec<Problem>),
    #[error("unknown site")]
    UnknownSite,
    /// The page is not on the site's list.
    #[error("wrong origin")]
    WrongOrigin,
    /// The token is missing or opens something else.
    #[error("unauthorised")]
    Unauthorised,
    /// The submission's or the event's id belongs to another body; the field that carries it.
    #[error("reused")]
    Reused(&'static str),
    /// The complaint is in no state for this event.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The settings of a site, or a secret of ours, cannot be read: what and why, without values.
    #[error("misconfigured: {0}")]
    Misconfigured(String),
    /// A record is not as we wrote it: which.
    #[error("unreadable record: {0}")]
    Unreadable(String),
    #[error(transparent)]
    Runtime(#[from] worker::Error),
}

impl Fault {
    pub(crate) fn status(&self) -> u16 {
        match self {
            Self::Malformed(_) => 400,
            Self::Unauthorised => 401,
            Self::UnknownSite | Self::WrongOrigin => 403,
            Self::NotFound => 404,
            Self::WrongMethod(_) => 405,
            Self::TooLarge => 413,
            Self::WrongType => 415,
            Self::WebSocketOnly => 426,
            Self::Rejected(_) | Self::Reused(_) => 422,
            Self::Refused(Refused::NotAllowed { .. }) => 403,
            Self::Refused(Refused::Incomplete { .. }) => 422,
            Self::Refused(_) => 409,
            Self::Misconfigured(_) | Self::Unreadable(_) | Self::Runtime(_) => 503,
        }
    }

    /// The stable name, and what it means in English.
    fn told(&self) -> (&'static str, &'static str) {
        match self {
            Self::Malformed(_) => ("malformed", "The body cannot be read."),
            Self::Unauthorised => ("unauthorised", "A valid token is needed."),
            Self::UnknownSite => ("unknown_site", "No such site is known here."),
            Self::WrongOrigin => ("wrong_origin", "Pages of this origin may not file for the site."),
            Self::NotFound => ("not_found", "There is nothing here."),
            Self::WrongMethod(_) => ("wrong_method", "This method is not known here."),
            Self::WebSocketOnly => ("websocket_only", "This is a WebSocket."),
            Self::TooLarge => ("too_large", "The body is too large."),
            Self::WrongType => ("wrong_type", "The body is of a type that is not read here."),
            Self::Rejected(_) => ("rejected", "Some fields need another look."),
            Self::Reused(_) => ("reused", "This id was used before, with another body."),
            Self::Refused(refused) => (refused.code(), "This may not happen to the complaint now."),
            Self::Misconfigured(_) => ("misconfigured", "The site cannot be served at the moment."),
            Self::Unreadable(_) | Self::Runtime(_) => ("unavailable", "Try again with the same id."),
        }
    }

    pub(crate) fn problems(&self) -> Vec<Problem> {
        match self {
            Self::Malformed(problem) => vec![problem.clone()],
            Self::Rejected(problems) => problems.clone(),
            Self::UnknownSite => vec![Problem::new(field::SITE, Code::UnknownSite)],
            Self::WrongOrigin => vec![Problem::new(field::ORIGIN, Code::WrongOrigin)],
            Self::TooLarge => vec![Problem::beyond(field::BODY, Code::TooLarge, complaint::limits::BODY_BYTES)],
            Self::Reused(at) => vec![Problem::new(at, Code::Reused)],
            Self::Refused(refused) => vec![Problem::new(refused.field(), Code::UnknownValue)],
            _ => Vec::new(),
        }
    }

    /// The inside story, where the fault is ours.
    pub(crate) fn log(&self) {
        if self.status() >= 500 {
            console_error!("{}: {self}", self.told().0);
        }
    }

    /// As `application/problem+json`.
    pub(crate) fn response(&self) -> worker::Result<Response> {
        let (code, title) = self.told();
        let status = self.status();
        self.log();
        let document = ProblemDocument {
            kind: format!("urn:redress:problem:{code}"),
            title: title.into(),
            status,
            code: code.into(),
            problems: self.problems(),
        };
        let mut reply = Response::builder().with_status(status).from_json(&document)?;
        let headers = reply.headers_mut();
        headers.set("content-type", "application/problem+json")?;
        headers.set("cache-control", "no-store")?;
        match self {
            Self::WrongMethod(allow) => headers.set("allow", allow)?,
            Self::Unauthorised => headers.set("www-authenticate", "Bearer")?,
            Self::WebSocketOnly => headers.set("upgrade", "websocket")?,
            _ if status == 503 => headers.set("retry-after", "1")?,
            _ => {}
        }
        Ok(reply)
    }
}
