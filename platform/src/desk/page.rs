//! The frame of every desk page: head, skip link, who sits here.

use super::who::{HANDLERS, Handler};
use crate::fault::Fault;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

/// `path` is the page's own, to return to.
pub(super) fn page(title: &str, path: &str, me: &Handler, main: Markup) -> Markup {
    frame(
        title,
        html! {
            form.me method="post" action="/desk/me" {
                input type="hidden" name="back" value=(path);
                label for="me" { "You are" }
                select #me name="handler" {
                    @for handler in &HANDLERS {
                        option value=(handler.key) selected[handler == me] { (handler.name) " (" (handler.team) ")" }
                    }
                }
                button.quiet type="submit" { "Switch" }
            }
        },
        main,
    )
}

/// A page that says what went wrong.
pub(super) fn of_fault(fault: &Fault) -> Response {
    let status = fault.status();
    let heading = match status {
        StatusCode::NOT_FOUND => "No such case",
        StatusCode::FORBIDDEN => "Refused",
        StatusCode::INTERNAL_SERVER_ERROR => "Not now",
        _ => "This did not work",
    };
    let main = html! {
        h1 { (heading) }
        p { "Why: " (fault.told()) "." }
        p { a href="/desk" { "To the list of cases" } }
    };
    (status, frame(heading, html! {}, main)).into_response()
}

fn frame(title: &str, aside: Markup, main: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · Redress desk" }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="/desk/desk.css";
                script type="module" src="/desk/desk.js" {}
            }
            body {
                a.skip href="#main" { "Skip to the content" }
                header {
                    a.home href="/desk" { "Redress desk" }
                    (aside)
                }
                main #main tabindex="-1" { (main) }
            }
        }
    }
}

/// Faults of the desk are pages, not problem documents.
pub(super) struct Shown(Fault);

impl<F: Into<Fault>> From<F> for Shown {
    fn from(fault: F) -> Self {
        Self(fault.into())
    }
}

impl IntoResponse for Shown {
    fn into_response(self) -> Response {
        of_fault(&self.0)
    }
}
