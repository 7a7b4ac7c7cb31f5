//! The sweep: wakes dockets that have slept past a moment that the index knows of. Alarms are what wakes them as a rule; one that
//! failed too often, or was lost, is not rung again by the runtime.

use crate::docket::filing::ask_dockets;
use crate::fault::Fault;
use crate::index;
use complaint::time::{Millis, Span};
use worker::{Date, Env, console_log};

/// Alarms may be late by so long when the runtime moves an object elsewhere.
const LATE: Span = Span::minutes(1);
/// A docket that was woken is left alone for so long: the others come first.
const REST: Span = Span::minutes(15);
/// Complaints whose dockets are woken in one sweep.
const AT_ONCE: u32 = 100;

pub(crate) async fn run(env: &Env) {
    match wake_overdue(env).await {
        Ok(0) => {}
        Ok(dockets) => console_log!("sweep: woke {dockets} dockets"),
        Err(fault) => fault.log(),
    }
}

async fn wake_overdue(env: &Env) -> Result<usize, Fault> {
    let overdue = Millis(Date::now().as_millis() as i64) - LATE;
    let complaints = index::claim(env, overdue, REST, AT_ONCE).await?;
    Ok(ask_dockets("wake", complaints.into_iter(), env).await?.len())
}
