//! When to write and when to deliver: what comes in together is written together, and receipts go before deliveries.

use super::{SAFETY, now};
use complaint::time::{Millis, Span};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use worker::wasm_bindgen::JsValue;
use worker::wasm_bindgen_futures::{JsFuture, future_to_promise};
use worker::{Delay, Result, js_sys::Promise};

/// After so long without a filing, deliveries have the processor to themselves.
const EBB: Span = Span(100);

/// Whether filings still come in is looked up no more rarely.
const RARELY: Span = Span::seconds(1);

thread_local! {
    /// When this isolate, in which all its dockets share a processor, last took a filing.
    static FILED: Cell<Millis> = const { Cell::new(Millis(0)) };
}

/// Those who wait for the end of this turn of the event loop.
#[derive(Clone, Default)]
pub(super) struct Tide(Rc<RefCell<Option<Promise>>>);

impl Tide {
    /// Waits until every request that has arrived by now has come as far as this, too.
    ///
    /// One promise then resumes them all in one go. The runtime begins a transaction at the first write and commits once the
    /// go is over, so they share one flush of the disk, and every answer is held back for it. A timer rings only when the
    /// event loop has nothing else to do: so there is nobody left to wait for.
    pub(super) async fn turn(&self) -> Result<()> {
        let turn = self.0.borrow_mut().get_or_insert_with(|| self.clone().next()).clone();
        JsFuture::from(turn).await?;
        Ok(())
    }

    fn next(self) -> Promise {
        future_to_promise(async move {
            Delay::from(Duration::ZERO).await;
            self.0.take();
            Ok(JsValue::UNDEFINED)
        })
    }
}

/// Takes note of a filing.
pub(super) fn rise() {
    FILED.set(now());
}

/// Waits until no more filings come in, but no longer than deliveries may wait.
pub(super) async fn ebb() {
    // Counted, because a clock that jumps back makes of any moment one still to come.
    let (mut wait, mut waited) = (EBB, Span(0));
    while (FILED.get()..FILED.get() + EBB).contains(&now()) && waited < SAFETY {
        Delay::from(Duration::from_millis(wait.0.unsigned_abs())).await;
        waited = waited + wait;
        // A timer costs as much as a receipt, and many dockets may be waiting.
        wait = Span(2 * wait.0).min(RARELY);
    }
}
