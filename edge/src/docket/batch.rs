//! Taking filings in: those that come in together are written together.

use super::acknowledge::{Secrets, acknowledge};
use super::filing::{Answer, Filing};
use super::{Docket, Inner, now, tide};
use crate::fault::Fault;
use crate::keys::Keys;
use crate::signing::Ring;
use crate::sites;
use std::rc::Rc;
use std::time::Duration;
use worker::js_sys::{Function, Promise};
use worker::wasm_bindgen::prelude::wasm_bindgen;
use worker::wasm_bindgen::{self, JsValue};
use worker::wasm_bindgen_futures::spawn_local;
use worker::{Delay, Error};

/// A filing, and whom to tell what came of it.
pub(super) struct Waiting {
    filing: Filing,
    submission: String,
    tell: Function,
}

#[wasm_bindgen(js_sys = worker::js_sys)]
impl Docket {
    /// Called by [`super::filing::hand_over`]: a [`Filing`] in JSON, and the submission as it is stored → [`Answer::told`].
    pub fn file(&self, filing: &str, submission: String) -> Promise {
        let filing = serde_json::from_str(filing).map_err(|error| Fault::from(Error::from(error)));
        let mut papers = Some((filing, submission));
        Promise::new(&mut |tell, _| match papers.take() {
            Some((Ok(filing), submission)) => self.0.join(Waiting { filing, submission, tell }),
            Some((Err(fault), _)) => answer(&tell, &Err(fault)),
            None => {}
        })
    }
}

impl Inner {
    /// The first one waits for all others that have arrived by now, for the reason that [`Tide::turn`](tide::Tide::turn) has.
    fn join(self: &Rc<Self>, waiting: Waiting) {
        tide::rise();
        let mut batch = self.batch.borrow_mut();
        batch.push(waiting);
        if batch.len() == 1 {
            let inner = Rc::clone(self);
            spawn_local(async move {
                Delay::from(Duration::ZERO).await;
                let batch = inner.batch.take();
                match inner.take_in(&batch).await {
                    Ok(answers) => batch.iter().zip(&answers).for_each(|(waiting, told)| answer(&waiting.tell, told)),
                    Err(fault) => {
                        let told = Err(fault);
                        batch.iter().for_each(|waiting| answer(&waiting.tell, &told));
                    }
                }
            });
        }
    }

    async fn take_in(self: &Rc<Self>, batch: &[Waiting]) -> Result<Vec<Result<Answer, Fault>>, Fault> {
        let Some(Waiting { filing, .. }) = batch.first() else { return Ok(Vec::new()) };
        // All are of this docket, and it is of one site.
        let site = sites::load(&filing.site, &self.env).await?;
        let (keys, ring) = (Keys::of(&self.env)?, Ring::of(&self.env)?);
        let ledger = self.ledger_of(filing)?;
        let secrets = Secrets { keys: &keys, signing: ring.at(now()) };
        // No await from here to the last write: what one submission finds and writes is not mixed with another's.
        let take = |Waiting { filing, submission, .. }: &Waiting| {
            acknowledge(&ledger, filing, submission, &site, &secrets, now())
        };
        let answers = batch.iter().map(take).collect();
        self.attend_at_ebb(&ledger);
        self.arm(&ledger).await?;
        Ok(answers)
    }
}

fn answer(tell: &Function, told: &Result<Answer, Fault>) {
    // Whoever does not wait any longer is told nothing.
    drop(tell.call1(&JsValue::UNDEFINED, &Answer::told(told).into()));
}
