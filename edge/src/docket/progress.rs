//! What became of a complaint: shown to the merchant, and told by the platform.

use super::{Inner, now};
use crate::api_body;
use crate::fault::Fault;
use crate::keys::hex;
use crate::page::Page;
use crate::sites;
use complaint::api::PlatformEvent;
use complaint::case::Refused;
use complaint::event::{ActorKind, Event, What};
use complaint::view::Delivery;
use sha2::{Digest, Sha256};
use std::rc::Rc;
use subtle::ConstantTimeEq;
use worker::Response;

use super::ledger::{Ledger, Life};

impl Inner {
    /// 1. A page of another origin → 403. 2. Known as `if_none_match` says → 304. 3. Otherwise → 200 [`complaint::view::View`].
    pub(super) async fn view(
        &self,
        sequence: u32,
        page: &Page,
        if_none_match: Option<String>,
    ) -> Result<Response, Fault> {
        let ledger = self.ledger()?.ok_or(Fault::NotFound)?;
        page.admitted_by(&*sites::load(&ledger.owner.site, &self.env).await?)?;
        let life = ledger.life(sequence)?;
        let view = life.case.view(life.id, delivery(&life), &life.events);
        let view = serde_json::to_vec(&view).map_err(worker::Error::from)?;
        let tag = format!("\"{}\"", hex(&Sha256::digest(&view)[..8]));
        let reply = Response::builder().with_header("etag", &tag)?.with_header("cache-control", "no-cache, private")?;
        if if_none_match.is_some_and(|tags| tags.split(',').any(|known| known.trim().trim_start_matches("W/") == tag)) {
            return Ok(reply.with_status(304).empty());
        }
        Ok(reply.with_header("content-type", "application/json")?.fixed(view))
    }

    /// 1. Not one of the site's API tokens → 401. 2. The body is no [`PlatformEvent`] → 400, 422. 3. No such complaint → 404.
    /// 4. The id is known → 200 with the event as it was written down, if it says the same; else 422. 5. The complaint is in no
    ///    state for it → 409; not for this actor → 403; words missing → 422. 6. Written down → 201 with the event.
    pub(super) async fn tell(
        self: &Rc<Self>,
        sequence: u32,
        body: &[u8],
        authorization: Option<String>,
    ) -> Result<Response, Fault> {
        let ledger = self.ledger()?.ok_or(Fault::Unauthorised)?;
        let site = sites::load(&ledger.owner.site, &self.env).await?;
        let token =
            authorization.as_deref().and_then(|value| value.strip_prefix("Bearer ")).ok_or(Fault::Unauthorised)?;
        let hash = hex(&Sha256::digest(token));
        if !site.settings.api_tokens.iter().any(|known| known.as_bytes().ct_eq(hash.as_bytes()).into()) {
            return Err(Fault::Unauthorised);
        }
        let told: PlatformEvent = api_body::parse(api_body::text(body)?)?;
        let mut life = ledger.life(sequence)?;
        let (status, event) = take(&ledger, &mut life, told)?;
        self.attend_due(&ledger).await?;
        Ok(Response::builder().with_status(status).from_json(&event)?)
    }
}

fn take(ledger: &Ledger, life: &mut Life, told: PlatformEvent) -> Result<(u16, Event), Fault> {
    let PlatformEvent { id, actor, event: what } = told;
    if let Some(known) = life.events.iter().find(|event| event.id == id) {
        let same = known.actor == actor && known.what == what;
        return if same { Ok((200, known.clone())) } else { Err(Fault::Reused("id")) };
    }
    if !matches!(actor.kind, ActorKind::Platform | ActorKind::Handler | ActorKind::Reviewer) {
        return Err(Refused::NotAllowed { kind: what.kind(), field: "actor.kind" }.into());
    }
    ledger.append(life, id, actor, what, now())?;
    life.events.last().cloned().map(|event| (201, event)).ok_or(Fault::NotFound)
}

/// Whether the platform has what the merchant said; what the edge adds of its own is not waited for.
fn delivery(life: &Life) -> Delivery {
    let missing = life.events.iter().skip(life.work.sent as usize);
    let of_merchant =
        |event: &Event| matches!(event.what, What::Received { .. }) || event.actor.kind == ActorKind::Merchant;
    match () {
        () if life.work.parked => Delivery::Parked,
        () if missing.clone().any(of_merchant) => Delivery::Pending,
        () => Delivery::Delivered,
    }
}
