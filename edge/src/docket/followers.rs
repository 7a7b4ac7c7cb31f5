//! Showing a complaint to whoever follows it: on request, and over WebSockets that hibernate with the object.

use super::Inner;
use super::ledger::Ledger;
use super::life::Life;
use crate::fault::Fault;
use crate::keys::hex;
use crate::page::Page;
use crate::sites;
use complaint::event::{ActorKind, Event, What};
use complaint::view::{Delivery, View};
use sha2::{Digest, Sha256};
use std::rc::Rc;
use worker::{Response, WebSocketPair, console_error};

impl Inner {
    /// 1. A page of another origin → 403. 2. No such complaint → 404. 3. Known as `if_none_match` says → 304. 4. Otherwise → 200
    ///    [`View`].
    pub(super) async fn view(
        self: &Rc<Self>,
        sequence: u32,
        page: &Page,
        if_none_match: Option<String>,
    ) -> Result<Response, Fault> {
        let ledger = self.ledger()?.ok_or(Fault::NotFound)?;
        page.admitted_by(&*sites::load(&ledger.owner.site, &self.env).await?)?;
        let view = serde_json::to_vec(&ledger.view(&ledger.life(sequence)?)?).map_err(worker::Error::from)?;
        let tag = format!("\"{}\"", hex(&Sha256::digest(&view)[..8]));
        let reply = Response::builder().with_header("etag", &tag)?.with_header("cache-control", "no-cache, private")?;
        if if_none_match.is_some_and(|tags| tags.split(',').any(|known| known.trim().trim_start_matches("W/") == tag)) {
            return Ok(reply.with_status(304).empty());
        }
        Ok(reply.with_header("content-type", "application/json")?.fixed(view))
    }

    /// 1. A page of another origin → 403. 2. No such complaint → 404. 3. Otherwise → 101: the [`View`] as text, now and after
    ///    every change. What is sent to us is not read, but `ping` is answered `pong` without waking the object.
    pub(super) async fn live(self: &Rc<Self>, sequence: u32, page: &Page) -> Result<Response, Fault> {
        let ledger = self.ledger()?.ok_or(Fault::NotFound)?;
        page.admitted_by(&*sites::load(&ledger.owner.site, &self.env).await?)?;
        let view = serde_json::to_string(&ledger.view(&ledger.life(sequence)?)?).map_err(worker::Error::from)?;
        let WebSocketPair { client, server } = WebSocketPair::new()?;
        self.state.accept_websocket_with_tags(&server, &[&sequence.to_string()]);
        server.send_with_str(view)?;
        Ok(Response::from_websocket(client)?)
    }

    /// Shows every complaint that has changed to those who follow it.
    pub(super) fn show_changes(&self, ledger: &Ledger) {
        for sequence in ledger.take_changed() {
            let followers = self.state.get_websockets_with_tag(&sequence.to_string());
            if followers.is_empty() {
                continue;
            }
            match ledger.life(sequence).and_then(|life| ledger.view(&life)).map(|view| serde_json::to_string(&view)) {
                // One that has gone away meanwhile is told nothing.
                Ok(Ok(view)) => followers.iter().for_each(|follower| drop(follower.send_with_str(&view))),
                Ok(Err(_)) => {}
                Err(fault) => console_error!("follow: {fault}"),
            }
        }
    }
}

impl Ledger {
    /// What the merchant is shown.
    pub(super) fn view(&self, life: &Life) -> Result<View, Fault> {
        let delivery = life.delivery();
        let trying = if delivery == Delivery::Delivered { None } else { self.trying(life)? };
        let view = View { trying, ..life.case.view(life.id, delivery, &life.events) };
        Ok(view.with_tries(&self.tries(life)?))
    }
}

impl Life {
    /// Whether the platform has everything.
    pub(super) fn platform_has(&self) -> Delivery {
        match self.delivery() {
            Delivery::Delivered if (self.work.sent as usize) < self.events.len() => Delivery::Pending,
            state => state,
        }
    }

    /// Whether the platform has what the merchant said; what the edge adds of its own is not waited for.
    pub(super) fn delivery(&self) -> Delivery {
        let of_merchant =
            |event: &Event| matches!(event.what, What::Received { .. }) || event.actor.kind == ActorKind::Merchant;
        if self.work.parked {
            Delivery::Parked
        } else if self.events.iter().skip(self.work.sent as usize).any(of_merchant) {
            Delivery::Pending
        } else {
            Delivery::Delivered
        }
    }
}
