//! Self-service that worked: merchants who found their answer and filed nothing are counted in the index, so that a site
//! learns which of its answers are any.

use crate::api_body;
use crate::fault::Fault;
use crate::index;
use crate::listing;
use crate::page::Page;
use crate::sites;
use complaint::api::{Helped, Solved};
use complaint::time::Millis;
use worker::{Date, Env, Request, Response};

/// `POST /v1/sites/{site}/suggestions/{id}/solved`: a [`Solved`] as `text/plain` or `application/json`.
///
/// 1. No such site or suggestion → 404. 2. A page of another origin → 403. 3. The body is no [`Solved`] → 400, 422. 4. The
///    index is down → 503. 5. Counted → 204; the same draft again counts once.
pub(crate) async fn solved(request: Request, site: &str, id: &str, env: &Env, page: &Page) -> Result<Response, Fault> {
    let body = api_body::read(request.inner()).await?;
    let site = sites::of_path(site, env).await?;
    page.admitted_by(&site)?;
    if !site.settings.suggestions.iter().any(|suggestion| suggestion.id == id) {
        return Err(Fault::NotFound);
    }
    let Solved { submission_id } = api_body::parse(api_body::text(&body)?)?;
    index::count_solved(env, &site.id, id, submission_id, Millis(Date::now().as_millis() as i64)).await?;
    Ok(Response::empty()?.with_status(204))
}

/// `GET /v1/platform/suggestions?site=…` with one of the site's API tokens → 200 [`Helped`]; 401, 503 as for lists.
pub(crate) async fn helped(request: &Request, env: &Env) -> Result<Response, Fault> {
    let site = listing::site_of(request, env).await?;
    let counted = index::solved(env, &site.id).await?;
    let count = |id: &str| counted.get(id).copied().unwrap_or_default();
    let suggestions = site.settings.suggestions.iter().map(|suggestion| (suggestion.id.clone(), count(&suggestion.id)));
    Ok(Response::from_json(&Helped { solved: suggestions.collect() })?)
}
