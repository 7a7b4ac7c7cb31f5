//! The page behind a request, and whether it may read the answer (CORS: exact origins, never credentials).

use crate::fault::Fault;
use crate::sites::Site;
use worker::{Headers, Response, Result, Url, web_sys};

/// Where a request comes from, as its browser says.
pub(crate) enum Page {
    /// No `Origin`: a server, or a plain visit. The list of origins holds back pages; it never held back programs.
    Nowhere,
    /// A page that the edge itself serves.
    Own,
    Elsewhere(String),
}

impl Page {
    pub(crate) fn of(request: &web_sys::Request) -> Result<Self> {
        Ok(match request.headers().get("origin")? {
            None => Self::Nowhere,
            Some(origin) if Url::parse(&request.url())?.origin().ascii_serialization() == origin => Self::Own,
            Some(origin) => Self::Elsewhere(origin),
        })
    }

    /// Exactly an origin of the site's list, if it is a foreign page at all.
    pub(crate) fn admitted_by(&self, site: &Site) -> std::result::Result<(), Fault> {
        match self {
            Self::Elsewhere(origin) if !site.settings.origins.contains(origin) => Err(Fault::WrongOrigin),
            _ => Ok(()),
        }
    }

    /// The answer, readable to the page unless it is refused for its origin. Every other refusal tells a page only about its
    /// own request, and a page that could not read it would take it for a network failure and try for ever.
    pub(crate) fn answer(&self, answer: std::result::Result<Response, Fault>) -> Result<Response> {
        let (reply, readable) = match answer {
            Ok(reply) => (reply, true),
            Err(fault) => (fault.response()?, !matches!(fault, Fault::WrongOrigin)),
        };
        // A docket's answer has headers that cannot be changed.
        let headers = reply.headers().clone();
        headers.set("x-content-type-options", "nosniff")?;
        headers.set("vary", "origin")?;
        if readable {
            self.open(&headers)?;
        }
        Ok(reply.with_headers(headers))
    }

    /// Lets the page read the answer that has these `headers`.
    pub(crate) fn open(&self, headers: &Headers) -> Result<()> {
        if let Self::Elsewhere(origin) = self {
            headers.set("access-control-allow-origin", origin)?;
            headers.set("access-control-expose-headers", "etag, retry-after")?;
        }
        Ok(())
    }

    /// What a browser asks before it sends JSON called JSON, or a bearer token. The site is not known yet, so every page is
    /// told the same; the request itself is judged when it comes.
    pub(crate) fn preflight(&self, allow: &str) -> Result<Response> {
        let reply = Response::builder()
            .with_status(204)
            .with_header("allow", allow)?
            .with_header("access-control-allow-methods", allow)?
            .with_header("access-control-allow-headers", "authorization, content-type, if-none-match")?
            .with_header("access-control-max-age", "86400")?
            .empty();
        self.answer(Ok(reply))
    }
}
