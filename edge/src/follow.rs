//! Following one complaint: the token is judged here, so that strangers wake no docket.

use crate::docket::filing::send;
use crate::fault::Fault;
use crate::keys::Keys;
use crate::page::Page;
use complaint::id::ComplaintId;
use worker::{Env, Headers, Method, Request, RequestInit, Response, Result};

/// `GET /v1/complaints/{id}`, with the follow token as `Authorization: Bearer …` or `?token=…`, which needs no preflight.
///
/// 1. The id cannot be one of ours → 404. 2. Token missing or for something else → 401. 3. Then the docket answers: a page of an
///    origin that is not the site's → 403; known by its ETag → 304; otherwise → 200 [`complaint::view::View`].
pub(crate) async fn view(request: Request, id: &str, env: &Env, page: &Page) -> Result<Response> {
    match admit(&request, id, env) {
        Ok(id) => ask(&request, id, env, page).await,
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

async fn ask(request: &Request, id: ComplaintId, env: &Env, page: &Page) -> Result<Response> {
    let headers = Headers::new();
    if let Some(tag) = request.headers().get("if-none-match")? {
        headers.set("if-none-match", &tag)?;
    }
    if let Page::Elsewhere(origin) = page {
        headers.set("origin", origin)?;
    }
    let mut init = RequestInit::new();
    init.with_method(Method::Get).with_headers(headers);
    let url = format!("http://docket/complaints/{}", id.sequence);
    send(&format!("{:016x}", id.docket), Request::new_with_init(&url, &init)?, env).await
}
