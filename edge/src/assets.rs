//! Static files, with the headers that each kind needs.

use crate::sites;
use worker::{Env, Request, Response, Result};

/// Pages of our own run our own files only, and may be framed by the pages of the site they are for.
pub(crate) const PAGE_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

/// Anything that is not the API.
///
/// Files under `/vX.Y.Z/` never change and are for every page; pages carry a policy, unless they play somebody else's.
pub(crate) async fn serve(request: Request, env: &Env) -> Result<Response> {
    let (path, url) = (request.path(), request.url()?);
    let mut reply = env.assets("ASSETS")?.fetch_request(request).await?;
    let headers = reply.headers().clone();
    let site =
        url.query_pairs().find(|(key, site)| key == "site" && sites::is_name(site)).map(|(_, site)| site.into_owned());
    headers.set("x-content-type-options", "nosniff")?;
    let is_page = headers.get("content-type")?.is_some_and(|kind| kind.starts_with("text/html"));
    if is_release(&path) && reply.status_code() < 400 {
        headers.set("cache-control", "public, max-age=31536000, immutable")?;
        headers.set("access-control-allow-origin", "*")?;
        headers.set("cross-origin-resource-policy", "cross-origin")?;
    } else if is_page {
        headers.set("referrer-policy", "strict-origin-when-cross-origin")?;
        if !path.starts_with("/shop/") {
            headers.set("content-security-policy", &policy(site.as_deref(), env).await)?;
        }
        if let Some(site) = site.filter(|_| path.starts_with("/form/") && reply.status_code() == 200) {
            headers.delete("content-length")?;
            let form = for_site(&reply.text().await?, &site);
            return Ok(Response::from_html(form)?.with_headers(headers));
        }
    }
    Ok(reply.with_headers(headers))
}

/// The hosted form files at the site it was asked for, in either language.
fn for_site(form: &str, site: &str) -> String {
    form.replace(r#"name="site" value="demo""#, &format!(r#"name="site" value="{site}""#))
        .replace(r#"href="/form/""#, &format!(r#"href="/form/?site={site}""#))
        .replace(r#"href="/form/de/""#, &format!(r#"href="/form/de/?site={site}""#))
}

/// Below a released version: `/v1.2.3/…`.
fn is_release(path: &str) -> bool {
    let version = path.strip_prefix("/v").and_then(|rest| rest.split_once('/')).map(|(version, _)| version);
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    version.is_some_and(|version| version.split('.').count() == 3 && version.split('.').all(is_number))
}

/// A page that names its site may be framed by that site's pages as well.
async fn policy(site: Option<&str>, env: &Env) -> String {
    let Some(site) = site else { return PAGE_POLICY.into() };
    let origins = sites::load(site, env).await.map(|site| site.settings.origins.join(" "));
    [PAGE_POLICY, &origins.unwrap_or_default()].join(" ")
}

#[cfg(test)]
mod tests {
    use super::is_release;

    #[test]
    fn only_releases_never_change() {
        for (path, release) in [
            ("/v0.1.0/redress.js", true),
            ("/v12.0.3/locales/de.json", true),
            ("/v1/complaints", false),
            ("/v1.2/redress.js", false),
            ("/v1.2.x/redress.js", false),
            ("/shop/v0.1.0/redress.js", false),
        ] {
            assert_eq!(is_release(path), release, "{path}");
        }
    }
}
