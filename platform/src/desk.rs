//! The desk: plain pages and plain forms (POST, redirect, GET), which a small script only keeps fresh.

mod actions;
mod case;
mod forms;
mod list;
mod page;
mod time;
mod timeline;
mod who;
mod words;

use crate::Platform;
use crate::fault::Fault;
use axum::Router;
use axum::extract::Request;
use axum::http::Method;
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};

pub(crate) fn routes() -> Router<Platform> {
    Router::new()
        .route("/", get(|| async { Redirect::to("/desk") }))
        .route("/desk", get(list::show))
        .route("/desk/cases/{number}", get(case::show).post(actions::act))
        .route("/desk/me", post(who::switch))
        .route("/desk/desk.css", get(|| asset("text/css; charset=utf-8", include_str!("../assets/desk.css"))))
        .route("/desk/desk.js", get(|| asset("text/javascript; charset=utf-8", include_str!("../assets/desk.js"))))
        .layer(from_fn(guard))
}

async fn asset(kind: &'static str, text: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, kind)], text)
}

/// Nothing from elsewhere runs in a page of the desk, frames it or posts to it.
const SHIELD: [(HeaderName, HeaderValue); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; \
             form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        ),
    ),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    // Not `no-referrer`: that would empty the Origin of our own forms.
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
];

async fn guard(request: Request, next: Next) -> Response {
    if request.method() == Method::POST && is_foreign(request.headers()) {
        return page::of_fault(&Fault::ForeignForm);
    }
    let mut response = next.run(request).await;
    response.headers_mut().extend(SHIELD);
    response
}

/// Whether another site's page sent this. A browser says so in one of two headers; what is no browser carries no cookie
/// that could be abused.
fn is_foreign(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin"), text("host")) {
        (Some(site), _, _) => !matches!(site, "same-origin" | "none"),
        (None, None, _) => false,
        (None, Some(origin), host) => origin.split_once("://").map(|(_, of)| of) != host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_of_another_site_is_told_apart() {
        let check = |headers: &[(&'static str, &'static str)], foreign| {
            let headers: HeaderMap = headers
                .iter()
                .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
                .collect();
            assert_eq!(is_foreign(&headers), foreign, "{headers:?}");
        };
        check(&[("sec-fetch-site", "same-origin")], false);
        check(&[("sec-fetch-site", "same-site")], true); // Another port or subdomain.
        check(&[("sec-fetch-site", "cross-site"), ("origin", "http://desk.example"), ("host", "desk.example")], true);
        check(&[("origin", "https://desk.example"), ("host", "desk.example")], false);
        check(&[("origin", "https://evil.example"), ("host", "desk.example")], true);
        check(&[("origin", "null"), ("host", "desk.example")], true);
        check(&[("host", "desk.example")], false); // No browser.
    }
}
