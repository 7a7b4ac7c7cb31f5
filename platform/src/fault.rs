//! What goes wrong while answering, and its one way into HTTP.

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use complaint::api::ProblemDocument;
use complaint::problem::{Code, Problem};

use crate::store::StoreError;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    #[error("the delivery is not proven to be from the edge: {0}")]
    Unsigned(#[from] standardwebhooks::WebhookError),
    #[error("the body is not an event we know, at {path}: {why}")]
    Unreadable { path: String, why: String },
    /// Two places of one delivery contradict each other.
    #[error("the delivery contradicts itself at {0}")]
    Contradiction(&'static str),
    #[error("another event has place {0} in this complaint")]
    PlaceTaken(u32),
    #[error("the form came from another site")]
    ForeignForm,
    #[error("the form is not one of this desk: {0}")]
    NotAForm(String),
    #[error("there is no such case")]
    NoSuchCase,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Fault {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Unsigned(_) => StatusCode::UNAUTHORIZED,
            Self::Unreadable { .. } | Self::Contradiction(_) => StatusCode::BAD_REQUEST,
            Self::PlaceTaken(_) => StatusCode::CONFLICT,
            Self::ForeignForm => StatusCode::FORBIDDEN,
            Self::NotAForm(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NoSuchCase => StatusCode::NOT_FOUND,
            Self::Store(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Unsigned(_) => "unsigned",
            Self::Unreadable { .. } => "unreadable",
            Self::Contradiction(_) => "contradiction",
            Self::PlaceTaken(_) => "place_taken",
            Self::ForeignForm => "foreign_form",
            Self::NotAForm(_) => "not_a_form",
            Self::NoSuchCase => "no_such_case",
            Self::Store(_) => "store",
        }
    }

    /// For outside: the inside story of the store goes to the log, once.
    pub(crate) fn told(&self) -> String {
        match self {
            Self::Store(cause) => {
                eprintln!("store: {cause}");
                "the platform cannot answer now".into()
            }
            told => told.to_string(),
        }
    }

    fn problems(&self) -> Vec<Problem> {
        match self {
            Self::Unreadable { path, .. } => {
                vec![Problem { field: path.clone().into(), code: Code::WrongType, limit: None }]
            }
            Self::Contradiction(field) => vec![Problem::new(field, Code::UnknownValue)],
            _ => Vec::new(),
        }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let document = ProblemDocument {
            kind: "about:blank".into(),
            title: self.told(),
            status: self.status().as_u16(),
            code: self.code().into(),
            problems: self.problems(),
        };
        (self.status(), [(header::CONTENT_TYPE, "application/problem+json")], Json(document)).into_response()
    }
}
