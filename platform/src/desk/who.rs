//! Who sits at the desk: one of three demo handlers, by a cookie that anyone may set.
//!
//! A platform puts its own sign-in in front of `/desk` and takes the handler from there; nothing else asks who it is.

use axum::Form;
use axum::extract::FromRequestParts;
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::request::Parts;
use axum::response::{AppendHeaders, IntoResponse, Redirect};
use complaint::event::{Actor, ActorKind};
use serde::Deserialize;
use std::convert::Infallible;

#[derive(Debug, Eq, PartialEq)]
pub(super) struct Handler {
    pub(super) key: &'static str,
    /// The name merchants see.
    pub(super) name: &'static str,
    pub(super) team: &'static str,
}

pub(super) const HANDLERS: [Handler; 3] = [
    Handler { key: "ana", name: "Ana K.", team: "risk" },
    Handler { key: "ben", name: "Ben R.", team: "funds" },
    Handler { key: "chloe", name: "Chloe D.", team: "trust" },
];

/// The handler of this request; without a cookie, the first.
#[derive(Clone, Copy)]
pub(super) struct Me(pub(super) &'static Handler);

const NAME: &str = "redress_desk";

#[derive(Deserialize)]
pub(super) struct Switch {
    handler: String,
    /// The desk page to return to.
    back: String,
}

impl Handler {
    pub(super) fn actor(&self, kind: ActorKind) -> Actor {
        Actor { kind, automated: false, name: Some(self.name.into()), team: Some(self.team.into()) }
    }
}

impl<S: Sync> FromRequestParts<S> for Me {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let cookies = parts.headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mine = cookies
            .flat_map(|cookies| cookies.split(';'))
            .filter_map(|cookie| cookie.trim().split_once('='))
            .find(|(name, _)| *name == NAME)
            .and_then(|(_, key)| HANDLERS.iter().find(|handler| handler.key == key));
        Ok(Self(mine.unwrap_or(&HANDLERS[0])))
    }
}

/// `POST /desk/me`
pub(super) async fn switch(Form(switch): Form<Switch>) -> impl IntoResponse {
    let handler = HANDLERS.iter().find(|handler| handler.key == switch.handler).unwrap_or(&HANDLERS[0]);
    // Back into the desk only: `//elsewhere` is another host.
    let back = if switch.back.starts_with("/desk") { switch.back.as_str() } else { "/desk" };
    let cookie = format!("{NAME}={}; Path=/desk; HttpOnly; SameSite=Lax; Max-Age=31536000", handler.key);
    (AppendHeaders([(SET_COOKIE, cookie)]), Redirect::to(back))
}
