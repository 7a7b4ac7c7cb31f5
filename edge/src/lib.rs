//! The edge: a Worker that writes complaints down, answers with a receipt, and hands them on until they are taken.
//!
//! [`router`] sends a request to [`intake`], [`follow`], [`platform_api`], [`listing`], [`sites`] or [`assets`]; everything that
//! lasts is kept by one Durable Object per merchant and site, the [`docket`]. Rules of complaints are in the `complaint` crate, not here.

mod api_body;
mod assets;
mod date;
mod docket;
mod fault;
mod follow;
mod hosted_form;
mod index;
mod intake;
mod keys;
mod listing;
mod page;
mod platform_api;
mod router;
mod signing;
mod sites;
mod suggestions;
mod sweep;
mod webhook;

use fault::Fault;
use worker::{Context, Env, Result, ScheduleContext, ScheduledEvent, event, web_sys};

#[event(fetch)]
async fn fetch(request: web_sys::Request, env: Env, _context: Context) -> Result<web_sys::Response> {
    router::answer(request, &env).await.or_else(|error| Ok(Fault::from(error).response()?.into()))
}

#[event(scheduled)]
async fn scheduled(_event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    sweep::run(&env).await;
}
