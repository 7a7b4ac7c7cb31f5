//! What the platform tells and asks: judged by the docket, which alone knows the complaint's site.

use crate::api_body;
use crate::docket::filing::send;
use crate::fault::Fault;
use crate::page::Page;
use complaint::id::ComplaintId;
use worker::{Env, Headers, Method, Request, RequestInit, Response, Result};

/// Below `/v1/platform/complaints/{id}`, with an API token as `Authorization: Bearer …`:
///
/// - `POST …/events`, a [`complaint::api::PlatformEvent`];
/// - `GET …/deliveries` → [`complaint::api::Deliveries`];
/// - `POST …/replay` → [`complaint::api::Replayed`].
///
/// 1. The id cannot be one of ours → 404. 2. Token missing → 401. 3. Body over 64 KiB → 413. 4. Then the docket answers, as
///    `docket::progress` and `docket::attempts` say.
pub(crate) async fn pass_on(request: Request, id: &str, part: &str, env: &Env) -> Result<Response> {
    match admit(&request, id, part).await {
        Ok((docket, inner)) => send(&docket, inner, env).await,
        Err(fault) => Page::Nowhere.answer(Err(fault)),
    }
}

async fn admit(request: &Request, id: &str, part: &str) -> std::result::Result<(String, Request), Fault> {
    let body = api_body::read(request.inner()).await;
    let id: ComplaintId = id.parse().map_err(|_| Fault::NotFound)?;
    let token = request.headers().get("authorization")?.ok_or(Fault::Unauthorised)?;
    let body = body?;
    let headers = Headers::new();
    headers.set("authorization", &token)?;
    let mut init = RequestInit::new();
    let body = worker::js_sys::Uint8Array::from(body.as_slice());
    init.with_method(Method::Post).with_headers(headers).with_body(Some(body.into()));
    let url = format!("http://docket/complaints/{}/{part}", id.sequence);
    Ok((format!("{:016x}", id.docket), Request::new_with_init(&url, &init)?))
}
