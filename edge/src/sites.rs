//! A site's settings: one document in KV, parsed strictly, kept for a minute.

mod webhook_url;

use crate::api_body::{self, distinct};
use crate::fault::Fault;
use crate::keys::{hex, unhex};
use crate::page::Page;
use complaint::api::PublicSite;
use complaint::level::Level;
use complaint::site::Settings;
use complaint::time::{Millis, Span};
use sha2::{Digest, Sha256};
use std::cell::{OnceCell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use subtle::ConstantTimeEq;
use webhook_url::Reach;
use worker::{Date, Env, Response, Url};

/// A site as the edge works with it.
pub(crate) struct Site {
    pub id: String,
    pub settings: Settings,
    pub webhook: Url,
}

impl Site {
    /// Whether `authorization` is `Bearer` and one of its API tokens; else [`Fault::Unauthorised`].
    pub(crate) fn admits(&self, authorization: Option<&str>) -> Result<(), Fault> {
        let token = authorization.and_then(|value| value.strip_prefix("Bearer ")).ok_or(Fault::Unauthorised)?;
        let hash = hex(&Sha256::digest(token));
        let is_known = |known: &String| known.as_bytes().ct_eq(hash.as_bytes()).into();
        if self.settings.api_tokens.iter().any(is_known) { Ok(()) } else { Err(Fault::Unauthorised) }
    }
}

const KEPT: Span = Span::seconds(60);

thread_local! {
    /// Of this isolate; it holds sites that exist, so strangers cannot fill it.
    static CACHE: RefCell<HashMap<String, (Millis, Rc<Site>)>> = RefCell::default();
}

/// `GET /v1/sites/{site}`: what a page may know, good for a minute.
///
/// 1. No such site → 404. 2. A page of another origin → 403. 3. Otherwise → 200 [`PublicSite`].
pub(crate) async fn public(id: &str, env: &Env, page: &Page) -> Result<Response, Fault> {
    let site = of_path(id, env).await?;
    page.admitted_by(&site)?;
    let reply = Response::builder().with_header("cache-control", "public, max-age=60")?;
    let Settings { name, contact, policy, suggestions, .. } = site.settings.clone();
    Ok(reply.from_json(&PublicSite {
        site: site.id.clone(),
        name,
        contact,
        promises: Level::ALL.iter().map(|level| (*level, policy.promise(*level))).collect(),
        critical_from: policy.critical_from,
        working: policy.working,
        suggestions,
    })?)
}

/// The site that a request's path names.
pub(crate) async fn of_path(id: &str, env: &Env) -> Result<Rc<Site>, Fault> {
    load(id, env).await.map_err(|fault| match fault {
        Fault::UnknownSite => Fault::NotFound,
        other => other,
    })
}

/// The site called `id`; its settings are at most a minute old.
pub(crate) async fn load(id: &str, env: &Env) -> Result<Rc<Site>, Fault> {
    let now = Millis(Date::now().as_millis() as i64);
    let cached =
        CACHE.with_borrow(|cache| cache.get(id).filter(|(until, _)| now < *until).map(|(_, site)| Rc::clone(site)));
    if let Some(site) = cached {
        return Ok(site);
    }
    if !is_name(id) {
        return Err(Fault::UnknownSite);
    }
    let text = env.kv("SITES")?.get(id).text().await.map_err(worker::Error::from)?.ok_or(Fault::UnknownSite)?;
    let reach = if is_dev(env) { Reach::Loopback } else { Reach::Public };
    let site = Rc::new(parse(id, &text, reach)?);
    CACHE.with_borrow_mut(|cache| cache.insert(id.to_owned(), (now + KEPT, Rc::clone(&site))));
    Ok(site)
}

/// The Worker's variable `DEV`: the network is this machine.
pub(crate) fn is_dev(env: &Env) -> bool {
    thread_local! {
        static DEV: OnceCell<bool> = const { OnceCell::new() };
    }
    DEV.with(|dev| *dev.get_or_init(|| env.var("DEV").is_ok_and(|dev| dev.to_string() == "true")))
}

/// Lower-case letters, digits and hyphens: safe in a path, in a header, and as a key.
pub(crate) fn is_name(id: &str) -> bool {
    (1..=63).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Unknown keys, keys said twice and a webhook out of `reach` are refused with their path.
fn parse(id: &str, text: &str, reach: Reach) -> Result<Site, Fault> {
    let faulty = |fault: Fault| {
        let places = fault.problems();
        let places: Vec<_> =
            places.iter().map(|problem| format!("{} {}", problem.field, problem.code.code())).collect();
        Fault::Misconfigured(format!("settings of {id}: {}", places.join(", ")))
    };
    api_body::parse::<distinct::Keys>(text).map_err(faulty)?;
    let settings: Settings = api_body::parse(text).map_err(faulty)?;
    let faulty = |place: String| Fault::Misconfigured(format!("settings of {id}: {place}"));
    if let Some(n) = settings.origins.iter().position(|origin| !is_origin(origin)) {
        return Err(faulty(format!("origins[{n}] is not written as browsers write an origin, https://shop.example")));
    }
    if let Some(n) =
        settings.api_tokens.iter().position(|hash| unhex(hash).is_none() || hash.contains(char::is_uppercase))
    {
        return Err(faulty(format!("api_tokens[{n}] is not 64 small hexadecimal digits")));
    }
    let mut ids = HashSet::new();
    for (n, suggestion) in settings.suggestions.iter().enumerate() {
        let at = |place: &str| faulty(format!("suggestions[{n}].{place}"));
        if !is_name(&suggestion.id) || !ids.insert(&suggestion.id) {
            return Err(at("id is not small letters, digits and hyphens, different from the others"));
        }
        if suggestion.cards.is_empty() {
            return Err(at("cards holds no language"));
        }
        for (lang, card) in &suggestion.cards {
            if card.title.trim().is_empty() || card.text.trim().is_empty() {
                return Err(at(&format!("cards.{lang} has no title or no text")));
            }
            if card.link.as_deref().is_some_and(|link| !link.starts_with("https://")) {
                return Err(at(&format!("cards.{lang}.link is not https")));
            }
        }
    }
    let webhook = webhook_url::parse(&settings.webhook, reach).map_err(|why| faulty(format!("webhook: {why}")))?;
    Ok(Site { id: id.to_owned(), settings, webhook })
}

/// Anything else would never equal what a browser sends (RFC 6454, 6.2).
fn is_origin(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| url.origin().ascii_serialization() == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEMO: &str = include_str!("../sites/demo.json");

    #[test]
    fn the_demo_site_is_sound() {
        assert_eq!(parse("demo", DEMO, Reach::Loopback).unwrap().settings.name, "Brocante");
    }

    #[test]
    fn faulty_settings_are_refused_with_the_place() {
        let check = |from: &str, to: &str, place: &str| {
            assert!(DEMO.contains(from), "{from}");
            let told = parse("demo", &DEMO.replacen(from, to, 1), Reach::Loopback).err().map(|fault| fault.to_string());
            assert_eq!(told, Some(format!("misconfigured: settings of demo: {place}")));
        };
        check("\"name\"", "\"colour\": 1, \"name\"", "colour unknown_field");
        check("\"name\"", "\"name\": \"A\", \"name\"", "name not_json");
        check("\"Brocante\"", "7", "name wrong_type");
        let origin = "origins[0] is not written as browsers write an origin, https://shop.example";
        check("127.0.0.1:8787\"", "127.0.0.1:8787/\"", origin);
        check("\"954b", "\"954B", "api_tokens[0] is not 64 small hexadecimal digits");
        check(
            "\"name\"",
            "\"policy\": {\"queues\": {\"other\": \"legal\", \"other\": \"risk\"}}, \"name\"",
            "policy.queues.other not_json",
        );
        let id = "suggestions[0].id is not small letters, digits and hyphens, different from the others";
        check("where-is-my-payout", "Where?", id);
        check("\"Where is my payout?\"", "\" \"", "suggestions[0].cards.en has no title or no text");
        check("https://brocante", "http://brocante", "suggestions[0].cards.de.link is not https");
        check("http://127.0.0.1:8788", "http://10.0.0.1", "webhook: neither https nor on the loopback interface");
        check("}", "", "body not_json");
    }
}
