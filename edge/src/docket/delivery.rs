//! Handing events on to the platform, in order per complaint, until it has them; and saying what the clocks say.

use super::ledger::Ledger;
use super::life::{Life, Work};
use super::now;
use crate::fault::Fault;
use crate::keys::Keys;
use crate::signing::Ring;
use crate::sites::{self, Site};
use crate::webhook::{self, Outcome, Secrets};
use complaint::api::{CloudData, CloudEvent, Filed, Try};
use complaint::case::Refused;
use complaint::event::{Actor, Event, What};
use complaint::limits::NAME_MAX;
use complaint::retry::{self, Next, Reply, Stretch};
use complaint::time::Span;
use worker::{Env, console_log, js_sys};

/// Parked events are tried again so often.
const PROBE: Span = Span::days(1);

/// What is left to do after one step for a complaint.
#[derive(Eq, PartialEq)]
pub(super) enum Left {
    Nothing,
    More,
}

/// Does the next thing that is due for one complaint: says what the clocks say, then delivers one event.
pub(super) async fn step(ledger: &Ledger, sequence: u32, env: &Env) -> Result<Left, Fault> {
    let mut life = ledger.life(sequence)?;
    say_overdue(ledger, &mut life)?;
    if life.work.deliver_at.is_none_or(|at| at > now()) {
        ledger.rest(&mut life)?;
        return Ok(Left::Nothing);
    }
    let site = sites::load(&ledger.owner.site, env).await?;
    let ring = Ring::of(env)?;
    let Some(probing) = ledger.breaker.get().admit(now()) else {
        ledger.rest(&mut life)?;
        return Ok(Left::Nothing);
    };
    ledger.breaker.set(probing);
    let secrets = Secrets { webhook: Keys::of(env)?.webhook(&site.id), signing: ring.at(now()) };
    let event = life.events.get(life.work.sent as usize).ok_or_else(|| Fault::Unreadable(life.id.to_string()))?;
    let parcel = parcel(ledger, &life, event, &site)?;
    let outcome = webhook::send(&site.webhook, &secrets, &parcel, now()).await?;
    ledger.tide.turn().await?;
    // Others may have written meanwhile; only this one sends.
    note(ledger, &mut ledger.life(sequence)?, &outcome, stretch(env))?;
    Ok(Left::More)
}

/// Writes down what the clocks say has happened by now.
fn say_overdue(ledger: &Ledger, life: &mut Life) -> Result<(), Fault> {
    let now = now();
    // Each may lead to the next: a breach escalates.
    while let Some((name, what)) = life.case.overdue(now).into_iter().next() {
        let id = format!("{}:{name}", life.id);
        ledger.append(life, id, Actor::EDGE, what, now)?;
    }
    Ok(())
}

fn parcel(ledger: &Ledger, life: &Life, event: &Event, site: &Site) -> Result<CloudEvent, Fault> {
    let filed = if matches!(event.what, What::Received { .. }) {
        let (receipt, submission) = ledger.papers(life.id)?;
        let (received_at, triage, due) = (receipt.received_at, receipt.triage, receipt.due);
        Some(Filed { id: life.id, received_at, submission, triage, due })
    } else {
        None
    };
    Ok(webhook::event(&site.id, life.id, CloudData { event: event.clone(), filed }))
}

/// Writes down what came of one try.
fn note(ledger: &Ledger, life: &mut Life, outcome: &Outcome, stretch: Stretch) -> Result<(), Fault> {
    let now = now();
    let Work { sent, attempts, parked, .. } = life.work;
    let attempt = attempts + 1;
    if attempts > 0 || outcome.reply != Reply::Taken {
        ledger.tried(life, &Try { seq: sent, n: attempt, at: now, answer: outcome.answer })?;
        console_log!("{}: event {sent}, try {attempt}: {}", life.id, outcome.answer);
    }
    // What has happened goes with what is left to do: one row for both.
    match retry::after(attempt, outcome.reply, now, stretch) {
        Next::Done => {
            let deliver_at = (life.events.len() as u32 > sent + 1).then_some(Work::NOW);
            life.work = Work { sent: sent + 1, attempts: 0, parked: false, deliver_at, ..life.work };
            if sent == 0 {
                let id = format!("{}:forwarded", life.id);
                // A number too long to be one is no reason to doubt that the platform has it.
                let case =
                    Some(&outcome.case).filter(|case| case.chars().count() <= NAME_MAX).cloned().unwrap_or_default();
                match ledger.append(life, id, Actor::EDGE, What::Forwarded { case }, now) {
                    // The platform was quicker, and has told us its case number itself.
                    Err(Fault::Refused(Refused::OutOfOrder { .. })) | Ok(_) => {}
                    Err(fault) => return Err(fault),
                }
            }
        }
        Next::RetryAt(at) => life.work = Work { attempts: attempt, deliver_at: Some(at), ..life.work },
        Next::Park => {
            life.work = Work { attempts: attempt, parked: true, deliver_at: Some(now + PROBE), ..life.work };
            if !parked {
                let id = format!("{}:parked:{sent}", life.id);
                ledger.append(life, id, Actor::EDGE, What::Parked { attempts: attempt }, now)?;
            }
        }
    }
    ledger.keep(life)?;
    ledger.set_breaker(ledger.breaker.get().after(life.id.sequence, outcome.reply, now, stretch))
}

/// Other than in earnest in development only, so that tests need not wait for hours.
fn stretch(env: &Env) -> Stretch {
    let told = env.var("RETRY_PERMILLE").ok().filter(|_| sites::is_dev(env));
    let permille = told.and_then(|text| text.to_string().parse().ok()).unwrap_or(1_000);
    Stretch { jitter: (js_sys::Math::random() * 401.0) as u16, permille }
}
