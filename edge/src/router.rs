//! Which handler answers which request.

use crate::fault::Fault;
use crate::page::Page;
use crate::{assets, follow, intake, listing, platform_api, signing, sites, suggestions};
use worker::{Env, Request, Response, Result, web_sys};

/// Filings, on which the figures hang, are answered as the runtime has them: what [`Request`] looks up of each request, its
/// `cf` above all, costs more than to sign a receipt.
pub(crate) async fn answer(request: web_sys::Request, env: &Env) -> Result<web_sys::Response> {
    let is_filing = path(&request.url()) == "/v1/complaints" && request.method() == "POST";
    if is_filing { intake::file(&request, env).await } else { Ok(answer_other(request.into(), env).await?.into()) }
}

fn path(url: &str) -> &str {
    let from = url.match_indices('/').nth(2).map_or(url.len(), |(slash, _)| slash);
    url[from..].split(['?', '#']).next().unwrap_or_default()
}

/// Every path below `/v1` is answered here; all others are static files.
async fn answer_other(request: Request, env: &Env) -> Result<Response> {
    let path = request.path();
    let page = Page::of(request.inner())?;
    // `worker::Method` takes every word it does not know for GET.
    let method = request.inner().method();
    let segments: Vec<&str> = path[1..].split('/').collect();
    match (segments.as_slice(), method.as_str()) {
        (["v1", "sites", site], "GET" | "HEAD") => page.answer(sites::public(site, env, &page).await),
        (["v1", "sites", site, "suggestions", id, "solved"], "POST") => {
            page.answer(suggestions::solved(request, site, id, env, &page).await)
        }
        ([".well-known", "redress.json"], "GET" | "HEAD") => page.answer(signing::well_known(env)),
        (["v1", "complaints", id], "GET" | "HEAD") => follow::view(request, id, env, &page).await,
        (["v1", "complaints", id, "live"], "GET") => follow::live(request, id, env, &page).await,
        (["v1", "complaints", id, "actions"], "POST") => follow::act(request, id, env, &page).await,
        (["v1", "platform", "complaints", id, "deliveries"], "GET") => {
            platform_api::pass_on(request, id, "deliveries", env).await
        }
        (["v1", "platform", "complaints", id, part @ ("events" | "replay")], "POST") => {
            platform_api::pass_on(request, id, part, env).await
        }
        (["v1", "platform", "complaints"], "GET") => page.answer(listing::complaints(&request, env).await),
        (["v1", "platform", "deliveries"], "GET") => page.answer(listing::deliveries(&request, env).await),
        (["v1", "platform", "deliveries", "replay"], "POST") => page.answer(listing::replay(&request, env).await),
        (["v1", "platform", "suggestions"], "GET") => page.answer(suggestions::helped(&request, env).await),
        (path, "OPTIONS") if let Some(allow) = allowed(path) => page.preflight(allow),
        (path, _) if let Some(allow) = allowed(path) => page.answer(Err(Fault::WrongMethod(allow))),
        (["v1", ..], _) => page.answer(Err(Fault::NotFound)),
        _ => assets::serve(request, env).await,
    }
}

fn allowed(path: &[&str]) -> Option<&'static str> {
    match path {
        ["v1", "sites", _] | [".well-known", "redress.json"] | ["v1", "complaints", _] => Some("GET, HEAD, OPTIONS"),
        ["v1", "complaints", _, "live"]
        | ["v1", "platform", "complaints", _, "deliveries"]
        | ["v1", "platform", "complaints" | "deliveries" | "suggestions"] => Some("GET, OPTIONS"),
        ["v1", "sites", _, "suggestions", _, "solved"]
        | ["v1", "complaints"]
        | ["v1", "complaints", _, "actions"]
        | ["v1", "platform", "complaints", _, "events" | "replay"]
        | ["v1", "platform", "deliveries", "replay"] => Some("POST, OPTIONS"),
        _ => None,
    }
}
