//! The docket: one merchant's complaints at one site, kept in order, durable, and on the clock.
//!
//! This file is the shell that the runtime calls; [`ledger`] writes, [`batch`], [`acknowledge`] and [`progress`] decide what, [`delivery`]
//! hands on. The runtime holds back every answer and every outgoing request until what was written before it is on disk.

mod acknowledge;
mod agenda;
mod arrivals;
mod attempts;
mod batch;
mod delivery;
mod feed;
pub(crate) mod filing;
mod followers;
mod ledger;
mod life;
mod progress;
mod tables;
mod tide;

use crate::fault::Fault;
use crate::page::Page;
use batch::Waiting;
use complaint::id::ComplaintId;
use complaint::time::{Millis, Span};
use delivery::Left;
use filing::Filing;
use ledger::Ledger;
use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::rc::Rc;
use tables::Owner;
use worker::{
    DurableObject, Env, Error, Request, Response, Result, ScheduledTime, State, WebSocket, WebSocketIncomingMessage,
    console_error, durable_object, js_sys, wasm_bindgen, worker_sys::WebSocketRequestResponsePair,
};

#[durable_object]
pub struct Docket(Rc<Inner>);

struct Inner {
    state: State,
    env: Env,
    ledger: RefCell<Option<Rc<Ledger>>>,
    /// When the alarm rings, as far as this object knows since it woke.
    armed: Cell<Option<Millis>>,
    /// Complaints being attended to at this moment.
    hand: RefCell<HashSet<u32>>,
    /// Filings that came in together, and wait to be written.
    batch: RefCell<Vec<Waiting>>,
    /// What is due waits until filings ebb away.
    waiting: Cell<bool>,
}

/// What is due is looked at again after so long, should the runtime die or filings not ebb away meanwhile: well within the
/// minute promised for forwarding, and not sooner, because each alarm costs a busy docket more than a receipt.
const SAFETY: Span = Span::seconds(10);
/// A complaint that cannot be attended to for a reason of our own is put off by so long.
const TROUBLE: Span = Span::seconds(60);
/// Arrivals wait for a hand so long and no longer: well within the first word of any of their clocks.
const PATIENCE: Span = Span::seconds(30);
/// Arrivals written down before others have a turn.
const ENROLLED: usize = 50;
/// Complaints in hand at a time: the runtime opens six connections at once.
const AT_ONCE: usize = 6;

impl DurableObject for Docket {
    fn new(state: State, env: Env) -> Self {
        if let Ok(pair) = WebSocketRequestResponsePair::new("ping", "pong") {
            state.set_websocket_auto_response(&pair);
        }
        Self(Rc::new(Inner {
            state,
            env,
            ledger: RefCell::default(),
            armed: Cell::default(),
            hand: RefCell::default(),
            batch: RefCell::default(),
            waiting: Cell::default(),
        }))
    }

    async fn fetch(&self, request: Request) -> Result<Response> {
        let page = Page::of(request.inner())?;
        page.answer(self.0.answer(request, &page).await)
    }

    /// Whatever goes wrong is caught: an alarm that fails six times is never called again.
    async fn alarm(&self) -> Result<Response> {
        self.0.armed.set(None);
        let rung = match self.0.ledger() {
            Ok(Some(ledger)) => {
                self.0.attend_at_ebb(&ledger);
                self.0.arm(&ledger).await.map_err(Fault::from)
            }
            other => other.map(drop),
        };
        if let Err(fault) = rung {
            console_error!("alarm: {fault}");
            self.0.state.storage().set_alarm(TROUBLE.0).await?;
        }
        Response::empty()
    }

    async fn websocket_message(&self, _: WebSocket, _: WebSocketIncomingMessage) -> Result<()> {
        Ok(())
    }

    async fn websocket_close(&self, follower: WebSocket, _: usize, _: String, _: bool) -> Result<()> {
        // Answers the close; when it is closed already, nothing is left to do.
        drop(follower.close(Some(1000), None::<&str>));
        Ok(())
    }

    async fn websocket_error(&self, _: WebSocket, _: Error) -> Result<()> {
        Ok(())
    }
}

impl Inner {
    /// Requests come from the Worker only, which has judged whatever needs no record.
    async fn answer(self: &Rc<Self>, mut request: Request, page: &Page) -> std::result::Result<Response, Fault> {
        let path = request.path();
        let segments: Vec<&str> = path[1..].split('/').collect();
        if let [part @ ("replay" | "wake")] = segments[..] {
            let sequences: Vec<u32> = request.json().await?;
            return match part {
                "replay" => self.replay_all(&sequences).await,
                _ => self.wake(&sequences).await,
            };
        }
        let sequence = segments.get(1).and_then(|digits| digits.parse().ok()).ok_or(Fault::NotFound)?;
        let body = request.bytes().await?;
        let authorization = || request.headers().get("authorization");
        match segments[2..] {
            [] => self.view(sequence, page, request.headers().get("if-none-match")?).await,
            ["actions"] => self.act(sequence, &body, page).await,
            ["live"] => self.live(sequence, page).await,
            ["events"] => self.tell(sequence, &body, authorization()?).await,
            ["deliveries"] => self.deliveries(sequence, authorization()?).await,
            ["replay"] => self.replay(sequence, authorization()?).await,
            _ => Err(Fault::NotFound),
        }
    }

    /// The records; `None` in an object that never took a complaint. Whatever woke it, what is due is then seen to.
    fn ledger(self: &Rc<Self>) -> std::result::Result<Option<Rc<Ledger>>, Fault> {
        if self.ledger.borrow().is_none() {
            let opened = Ledger::open(&self.state.storage().sql())?.map(Rc::new);
            self.ledger.borrow_mut().clone_from(&opened);
            if let Some(ledger) = opened {
                self.attend_at_ebb(&ledger);
            }
        }
        Ok(self.ledger.borrow().clone())
    }

    fn ledger_of(self: &Rc<Self>, filing: &Filing) -> std::result::Result<Rc<Ledger>, Fault> {
        if let Some(ledger) = self.ledger()? {
            return Ok(ledger);
        }
        let number = u64::from_str_radix(&filing.docket, 16).map_err(|_| Fault::NotFound)?;
        let owner = Owner { number, site: filing.site.clone() };
        let ledger = Rc::new(Ledger::found(&self.state.storage().sql(), owner)?);
        *self.ledger.borrow_mut() = Some(Rc::clone(&ledger));
        Ok(ledger)
    }

    /// After something was written: shows it, and does what it leaves to be done.
    async fn changed(self: &Rc<Self>, ledger: &Rc<Ledger>) -> std::result::Result<(), Fault> {
        self.show_changes(ledger);
        self.attend_due(ledger).await
    }

    /// Takes what is due in hand once filings have ebbed away: receipts go first.
    fn attend_at_ebb(self: &Rc<Self>, ledger: &Rc<Ledger>) {
        if !self.waiting.replace(true) {
            let (inner, ledger) = (Rc::clone(self), Rc::clone(ledger));
            self.state.wait_until(async move {
                tide::ebb().await;
                while inner.enrol(&ledger) {
                    if ledger.tide.turn().await.is_err() {
                        break;
                    }
                }
                inner.waiting.set(false);
                inner.attend_due_or_log(&ledger).await;
            });
        }
    }

    /// Writes down of some arrivals what is to be done for them, if they will not be attended to soon: so their clocks are heard, and
    /// a docket that wakes has few of them. True while more are left.
    fn enrol(&self, ledger: &Ledger) -> bool {
        let shut = ledger.breaker.get().until().is_some_and(|gate| gate > now());
        let before = if shut { Millis(i64::MAX) } else { now() - PATIENCE };
        let waiting = ledger
            .refill(now(), &self.hand.borrow())
            .map(|()| ledger.agenda.borrow().arrivals.waiting(now(), before, &self.hand.borrow(), ENROLLED));
        let waiting = waiting.unwrap_or_default();
        for sequence in &waiting {
            if let Err(fault) = ledger.life(*sequence).and_then(|mut life| ledger.keep(&mut life)) {
                put_off(ledger, *sequence, &fault);
            }
        }
        waiting.len() == ENROLLED
    }

    /// Takes what is due in hand, each on a task of its own, and sees to it that the alarm rings for the rest.
    async fn attend_due(self: &Rc<Self>, ledger: &Rc<Ledger>) -> std::result::Result<(), Fault> {
        while self.hand.borrow().len() < AT_ONCE {
            ledger.refill(now(), &self.hand.borrow())?;
            let gate = ledger.breaker.get().until();
            let Some(sequence) = ledger.agenda.borrow().due(now(), gate, &self.hand.borrow()) else { break };
            self.hand.borrow_mut().insert(sequence);
            let (inner, ledger) = (Rc::clone(self), Rc::clone(ledger));
            self.state.wait_until(async move { inner.attend(&ledger, sequence).await });
        }
        self.feed_due(ledger);
        Ok(self.arm(ledger).await?)
    }

    async fn attend(self: &Rc<Self>, ledger: &Rc<Ledger>, sequence: u32) {
        let trouble = loop {
            let left = delivery::step(ledger, sequence, &self.env).await;
            self.show_changes(ledger);
            match left {
                Ok(Left::More) => {}
                Ok(Left::Nothing) => break None,
                Err(fault) => break Some(fault),
            }
        };
        if let Some(fault) = trouble {
            put_off(ledger, sequence, &fault);
        }
        self.hand.borrow_mut().remove(&sequence);
        Box::pin(self.attend_due_or_log(ledger)).await;
    }

    async fn attend_due_or_log(self: &Rc<Self>, ledger: &Rc<Ledger>) {
        if let Err(error) = self.attend_due(ledger).await {
            console_error!("alarm: {error}");
        }
    }

    /// Sets the alarm, which costs more than writing a complaint does, only when it has to ring earlier.
    async fn arm(&self, ledger: &Ledger) -> Result<()> {
        let soon = now() + SAFETY;
        let gate = ledger.breaker.get().until();
        let (rest, in_hand) = (ledger.agenda.borrow().next(gate, &self.hand.borrow()), !self.hand.borrow().is_empty());
        let feed = ledger.stale.borrow().next();
        // What is due waits for the ebb or for a hand. An alarm set to when it has just rung would be forgotten.
        let later = |at: Millis| if at <= now() { soon } else { at };
        let next = rest.into_iter().chain(in_hand.then_some(soon)).chain(feed).map(later).min();
        let Some(at) = next else { return Ok(()) };
        if self.armed.get().is_some_and(|armed| armed <= at) {
            return Ok(());
        }
        self.armed.set(Some(at));
        let date = js_sys::Date::new(&js_sys::Number::from(at.0 as f64));
        let set = self.state.storage().set_alarm(ScheduledTime::new(date)).await;
        if set.is_err() {
            self.armed.set(None);
        }
        set
    }
}

fn put_off(ledger: &Ledger, sequence: u32, fault: &Fault) {
    console_error!("{}: {fault}", ComplaintId { docket: ledger.owner.number, sequence });
    ledger.agenda.borrow_mut().put_off(sequence, now() + TROUBLE);
}

fn now() -> Millis {
    Millis(js_sys::Date::now() as i64)
}
