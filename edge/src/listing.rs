//! What a platform asks about all complaints of its site: answered from the index, replayed by the dockets.

use crate::docket::filing::ask_dockets;
use crate::fault::Fault;
use crate::index::{self, Filter};
use crate::sites::{self, Site};
use complaint::api::{Listing, Replayed};
use complaint::id::ComplaintId;
use complaint::problem::{Code, Problem};
use complaint::time::Millis;
use complaint::view::Delivery;
use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};
use std::rc::Rc;
use worker::{Date, Env, Request, Response, Url};

/// Lines in an answer: unless told, and at most.
const USUAL: u32 = 50;
const MOST: u32 = 200;

/// `GET /v1/platform/complaints?site=…` with one of the site's API tokens: the latest received first.
///
/// `level`, `stage` and `queue` take one code each, `since` the earliest time of receipt, `overdue=true` what is promised and
/// late, `limit` 1 to 200, `cursor` what `next` said. 1. Token missing, or not of that site → 401. 2. Another parameter, or a
/// value that cannot be read → 422. 3. The index is down → 503. 4. Otherwise → 200 [`Listing`].
pub(crate) async fn complaints(request: &Request, env: &Env) -> Result<Response, Fault> {
    let (site, filter) = admit(request, env).await?;
    Ok(Response::from_json(&list(env, &site, filter).await?)?)
}

/// `GET /v1/platform/deliveries?site=…`: likewise what the platform does not have; `state` is `pending` or `parked`, else both.
pub(crate) async fn deliveries(request: &Request, env: &Env) -> Result<Response, Fault> {
    let (site, filter) = admit(request, env).await?;
    Ok(Response::from_json(&list(env, &site, undelivered(filter)).await?)?)
}

/// `POST /v1/platform/deliveries/replay?site=…`: makes what `GET …/deliveries` lists due at once → 200 [`Replayed`]. Each call
/// does the lines of one answer. Asked again, it changes nothing.
pub(crate) async fn replay(request: &Request, env: &Env) -> Result<Response, Fault> {
    let (site, filter) = admit(request, env).await?;
    let Listing { complaints, next } = list(env, &site, undelivered(filter)).await?;
    let mut replayed = Replayed { complaints: 0, next };
    for mut answer in ask_dockets("replay", complaints.iter().map(|listed| listed.id), env).await? {
        replayed.complaints += answer.json::<Replayed>().await?.complaints;
    }
    Ok(Response::from_json(&replayed)?)
}

async fn list(env: &Env, site: &str, filter: Filter) -> Result<Listing, Fault> {
    let wanted = filter.limit as usize;
    // One more tells whether that was all.
    let mut complaints = index::list(env, site, &Filter { limit: filter.limit + 1, ..filter }).await?;
    let more = complaints.len() > wanted;
    complaints.truncate(wanted);
    let next = complaints.last().filter(|_| more).map(|last| format!("{}.{}", last.received_at.0, last.id));
    Ok(Listing { complaints, next })
}

fn undelivered(filter: Filter) -> Filter {
    Filter { delivery: filter.delivery.or(Some(vec![Delivery::Pending, Delivery::Parked])), ..filter }
}

/// The site whose token the request carries, and what it asks for.
async fn admit(request: &Request, env: &Env) -> Result<(String, Filter), Fault> {
    let site = site_of(request, env).await?;
    let filter = filter(&request.url()?, Millis(Date::now().as_millis() as i64))?;
    Ok((site.id.clone(), filter))
}

/// The site that `?site=…` names; [`Fault::Unauthorised`] unless the request carries one of its API tokens.
pub(crate) async fn site_of(request: &Request, env: &Env) -> Result<Rc<Site>, Fault> {
    let url = request.url()?;
    let authorization = request.headers().get("authorization")?;
    let site = url.query_pairs().find(|(key, _)| key == "site").ok_or(Fault::Unauthorised)?.1.into_owned();
    let site = sites::load(&site, env).await.map_err(|fault| match fault {
        Fault::UnknownSite => Fault::Unauthorised,
        other => other,
    })?;
    site.admits(authorization.as_deref())?;
    Ok(site)
}

fn filter(url: &Url, now: Millis) -> Result<Filter, Fault> {
    let mut filter = Filter { limit: USUAL, ..Filter::default() };
    let mut problems = Vec::new();
    for (key, value) in url.query_pairs().filter(|(key, _)| key != "site") {
        if let Err(code) = read(&mut filter, &key, &value, now) {
            problems.push(Problem { field: key.into_owned().into(), code, limit: None });
        }
    }
    if problems.is_empty() { Ok(filter) } else { Err(Fault::Rejected(problems)) }
}

fn read(filter: &mut Filter, key: &str, value: &str, now: Millis) -> Result<(), Code> {
    let number = || value.parse::<u32>().ok().filter(|limit| (1..=MOST).contains(limit));
    match key {
        "level" => filter.level = Some(code(value)?),
        "stage" => filter.stage = Some(code(value)?),
        "queue" => filter.queue = Some(code(value)?),
        "state" => match code(value)? {
            Delivery::Delivered => return Err(Code::UnknownValue),
            state => filter.delivery = Some(vec![state]),
        },
        "since" => filter.since = Some(Millis(value.parse().map_err(|_| Code::UnknownValue)?)),
        "overdue" if value == "true" => filter.due_before = Some(now),
        "limit" => filter.limit = number().ok_or(Code::UnknownValue)?,
        "cursor" => filter.after = Some(place(value).ok_or(Code::UnknownValue)?),
        "overdue" => return Err(Code::UnknownValue),
        _ => return Err(Code::UnknownField),
    }
    Ok(())
}

fn code<T: for<'de> Deserialize<'de>>(value: &str) -> Result<T, Code> {
    T::deserialize(StrDeserializer::<Error>::new(value)).map_err(|_| Code::UnknownValue)
}

fn place(cursor: &str) -> Option<(Millis, ComplaintId)> {
    let (at, id) = cursor.split_once('.')?;
    Some((Millis(at.parse().ok()?), id.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use complaint::level::Level;
    use complaint::view::Stage;

    #[test]
    fn a_query_is_read_or_every_fault_of_it_told() {
        let parse = |query: &str| filter(&Url::parse(&format!("http://edge.example/?{query}")).unwrap(), Millis(9));
        let check = |query: &str, expected: Filter| assert_eq!(parse(query).ok(), Some(expected), "{query}");
        let plain = || Filter { limit: USUAL, ..Filter::default() };
        check("", plain());
        check("site=demo", plain());
        check("level=S&stage=handling", Filter { level: Some(Level::S), stage: Some(Stage::Handling), ..plain() });
        check("state=parked&limit=200", Filter { delivery: Some(vec![Delivery::Parked]), limit: 200, ..plain() });
        check("since=5&overdue=true", Filter { since: Some(Millis(5)), due_before: Some(Millis(9)), ..plain() });
        let id = ComplaintId { docket: 0xfedc_ba98_7654_3210, sequence: 1 };
        check("cursor=7.RD-FXQ5TK1V58CGG-01-8", Filter { after: Some((Millis(7), id)), ..plain() });

        let refuse = |query: &str, faults: &[&str]| {
            let told = parse(query).unwrap_err().problems();
            let told: Vec<_> =
                told.iter().map(|problem| format!("{} {}", problem.field, problem.code.code())).collect();
            assert_eq!(told, faults, "{query}");
        };
        refuse("level=s", &["level unknown_value"]);
        refuse("state=delivered", &["state unknown_value"]); // It is not undelivered.
        refuse("limit=0&limit=201", &["limit unknown_value", "limit unknown_value"]);
        refuse("cursor=7.RD-FXQ5TK1V58CGG-02-8&colour=red", &["cursor unknown_value", "colour unknown_field"]);
        refuse("overdue=false", &["overdue unknown_value"]);
    }
}
