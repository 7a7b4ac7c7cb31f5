//! Following one complaint: the token is judged here, so that strangers wake no docket.

use crate::api_body;
use crate::docket::filing::send;
use crate::fault::Fault;
use crate::keys::Keys;
use crate::page::Page;
use complaint::id::ComplaintId;
use worker::{Env, Method, Request, RequestInit, Response, Result, js_sys};

/// `GET /v1/complaints/{id}`, with the follow token as `Authorization: Bearer …` or `?token=…`, which needs no preflight.
///
/// 1. The id cannot be one of ours → 404. 2. Token missing or for something else → 401. 3. Then the docket answers: a page of an
///    origin that is not the site's → 403; known by its ETag → 304; otherwise → 200 [`complaint::view::View`].
pub(crate) async fn view(request: Request, id: &str, env: &Env, page: &Page) -> Result<Response> {
    match admit(&request, id, env) {
        Ok(id) => ask(&request, id, "", RequestInit::new(), env, page).await,
        Err(fault) => page.answer(Err(fault)),
    }
}

/// `GET /v1/complaints/{id}/live?token=…`: the same as a WebSocket, told again after every change.
///
/// 1. No WebSocket wanted → 426. 2. As [`view`], but → 101.
pub(crate) async fn live(request: Request, id: &str, env: &Env, page: &Page) -> Result<Response> {
    match admit(&request, id, env) {
        _ if request.headers().get("upgrade")?.as_deref() != Some("websocket") => {
            page.answer(Err(Fault::WebSocketOnly))
        }
        Ok(id) => ask(&request, id, "/live", RequestInit::new(), env, page).await,
        Err(fault) => page.answer(Err(fault)),
    }
}

/// `POST /v1/complaints/{id}/actions`, a [`complaint::api::Action`] as any kind of text, with the follow token.
///
/// 1. Body over 64 KiB → 413. 2. As [`view`] to the docket, which refuses what is out of order → 409, not the merchant's to do → 403
///    or incomplete → 422, and answers what it wrote down → 201, the same again → 200, with the view.
pub(crate) async fn act(request: Request, id: &str, env: &Env, page: &Page) -> Result<Response> {
    let body = api_body::read(request.inner()).await;
    match admit(&request, id, env).and_then(|id| Ok((id, body?))) {
        Ok((id, body)) => {
            let mut init = RequestInit::new();
            init.with_method(Method::Post).with_body(Some(js_sys::Uint8Array::from(body.as_slice()).into()));
            ask(&request, id, "/actions", init, env, page).await
        }
        Err(fault) => page.answer(Err(fault)),
    }
}

/// The complaint that the request's token opens.
fn admit(request: &Request, id: &str, env: &Env) -> std::result::Result<ComplaintId, Fault> {
    let id: ComplaintId = id.parse().map_err(|_| Fault::NotFound)?;
    let header = request.headers().get("authorization")?;
    let token = match header.as_deref().and_then(|value| value.strip_prefix("Bearer ")) {
        Some(token) => token.to_owned(),
        None => request.url()?.query_pairs().find(|(key, _)| key == "token").ok_or(Fault::Unauthorised)?.1.into_owned(),
    };
    if Keys::of(env)?.opens(&token, id) { Ok(id) } else { Err(Fault::Unauthorised) }
}

/// Puts the question to the complaint's docket, with what that needs to know of the request.
async fn ask(
    request: &Request,
    id: ComplaintId,
    part: &str,
    init: RequestInit,
    env: &Env,
    page: &Page,
) -> Result<Response> {
    for name in ["if-none-match", "upgrade"] {
        if let Some(value) = request.headers().get(name)? {
            init.headers.set(name, &value)?;
        }
    }
    if let Page::Elsewhere(origin) = page {
        init.headers.set("origin", origin)?;
    }
    let url = format!("http://docket/complaints/{}{part}", id.sequence);
    send(&format!("{:016x}", id.docket), Request::new_with_init(&url, &init)?, env).await
}
