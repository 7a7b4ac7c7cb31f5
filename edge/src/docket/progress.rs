//! What happens to a complaint after it was filed: told by the platform, done by the merchant.

use super::ledger::Ledger;
use super::life::Life;
use super::{Inner, now};
use crate::api_body;
use crate::fault::Fault;
use crate::page::Page;
use crate::sites;
use complaint::api::{Action, PlatformEvent};
use complaint::case::Refused;
use complaint::event::{Actor, ActorKind, Event, What};
use complaint::mask::mask_event;
use std::rc::Rc;
use worker::Response;

impl Inner {
    /// 1. Not one of the site's API tokens → 401. 2. The body is no [`PlatformEvent`] → 400, 422. 3. No such complaint → 404.
    /// 4. Not for the platform to say → 403. 5. As [`take`] says → 200 or 201 with the event as it was written down.
    pub(super) async fn tell(
        self: &Rc<Self>,
        sequence: u32,
        body: &[u8],
        authorization: Option<String>,
    ) -> Result<Response, Fault> {
        let ledger = self.ledger_for_platform(authorization).await?;
        let PlatformEvent { id, actor, event: what } = api_body::parse(api_body::text(body)?)?;
        if !matches!(actor.kind, ActorKind::Platform | ActorKind::Handler | ActorKind::Reviewer) {
            return Err(Refused::NotAllowed { kind: what.kind(), field: "actor.kind" }.into());
        }
        let mut life = ledger.life(sequence)?;
        let (status, event) = take(&ledger, &mut life, id, actor, what)?;
        self.changed(&ledger).await?;
        Ok(Response::builder().with_status(status).from_json(&event)?)
    }

    /// The records, if `authorization` is one of their site's API tokens.
    pub(super) async fn ledger_for_platform(
        self: &Rc<Self>,
        authorization: Option<String>,
    ) -> Result<Rc<Ledger>, Fault> {
        let ledger = self.ledger()?.ok_or(Fault::Unauthorised)?;
        sites::load(&ledger.owner.site, &self.env).await?.admits(authorization.as_deref())?;
        Ok(ledger)
    }

    /// 1. A page of another origin → 403. 2. The body is no [`Action`] → 400, 422. 3. No such complaint → 404. 4. As [`take`] says →
    ///    200 or 201 with the view.
    pub(super) async fn act(self: &Rc<Self>, sequence: u32, body: &[u8], page: &Page) -> Result<Response, Fault> {
        let ledger = self.ledger()?.ok_or(Fault::NotFound)?;
        page.admitted_by(&*sites::load(&ledger.owner.site, &self.env).await?)?;
        let Action { id, event: what } = api_body::parse(api_body::text(body)?)?;
        let mut life = ledger.life(sequence)?;
        // Named by a browser: within its own complaint it may be called whatever it likes.
        let id = format!("{}:{id}", life.id);
        let (status, _) = take(&ledger, &mut life, id, Actor::MERCHANT, what)?;
        self.changed(&ledger).await?;
        Ok(Response::builder().with_status(status).from_json(&ledger.view(&life)?)?)
    }
}

/// Writes down what happened, once.
///
/// Card numbers are hidden first. 1. The id is known → 200, if it says the same; else [`Fault::Reused`]. 2. The complaint is in no state for it, it is not for
///    this actor, or words are missing → [`Fault::Refused`]. 3. Written down → 201.
fn take(ledger: &Ledger, life: &mut Life, id: String, actor: Actor, mut what: What) -> Result<(u16, Event), Fault> {
    mask_event(&mut what);
    if let Some(known) = life.events.iter().find(|event| event.id == id) {
        let same = known.actor == actor && known.what == what;
        return if same { Ok((200, known.clone())) } else { Err(Fault::Reused("id")) };
    }
    Ok((201, ledger.append(life, id, actor, what, now())?))
}
