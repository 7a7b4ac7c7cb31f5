//! What a handler does: a form becomes a post to the edge, which alone decides whether it happens.

use super::page::Shown;
use super::who::{HANDLERS, Handler, Me};
use crate::fault::Fault;
use crate::store::cases::{self, Case};
use crate::store::lowerings::{self, Lowering};
use crate::store::{StoreError, outbox};
use crate::{Platform, life, now};
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path, State};
use axum::response::Redirect;
use complaint::api::PlatformEvent;
use complaint::event::{ActorKind, Resolution, What};
use complaint::id::ComplaintId;
use complaint::level::Level;
use complaint::reason::Outcome;
use complaint::time::{Millis, Span};
use rusqlite::Transaction;
use serde::Deserialize;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

/// A form of the case page.
#[derive(Deserialize)]
pub(super) struct Deed {
    /// How far the page had seen the case: the same words a second time, before the first have arrived, are one deed.
    nonce: String,
    #[serde(flatten)]
    action: Action,
}

#[derive(Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
enum Action {
    Take {
        team: String,
        hours: String,
    },
    Message {
        text: String,
    },
    Ask {
        what: String,
        why: String,
        hours: String,
    },
    Wait {
        party: String,
    },
    Return,
    Propose {
        outcome: Outcome,
        text: String,
        points: String,
        offer: String,
    },
    ReviewPass,
    ReviewFail {
        reason: String,
    },
    Escalate {
        reason: String,
    },
    Level {
        level: Level,
        reason: String,
    },
    /// To a level lower than now, which another handler asked for.
    Agree,
    Disagree,
    Inadmissible {
        reasons: String,
    },
    Duplicate {
        of: String,
    },
    /// The refusal of this post has been read.
    Dismiss {
        post: String,
    },
}

/// How long a form waits for the edge's answer before the page is shown without it.
const PATIENCE: Duration = Duration::from_secs(1);

/// `POST /desk/cases/{number}`
///
/// 1. From another site → 403. 2. Not a form of this page → 422. 3. No such case → 404. 4. Written to the outbox, sent, and
///    back to the case → 303; what the edge made of it stands there.
pub(super) async fn act(
    State(platform): State<Platform>,
    me: Me,
    Path(number): Path<String>,
    form: Result<Form<Deed>, FormRejection>,
) -> Result<Redirect, Shown> {
    let Form(deed) = form.map_err(|fault| Fault::NotAForm(fault.to_string()))?;
    let number: cases::Number = number.parse().map_err(|_| Fault::NoSuchCase)?;
    let policy = platform.config.policy.clone();
    let write = move |tx: &Transaction<'_>| {
        let case = cases::numbered(tx, number)?.ok_or(Fault::NoSuchCase)?;
        let post = apply(tx, &case, me.0, deed)?;
        life::refresh(tx, &policy, case.filed.id)?;
        Ok::<_, Fault>(post)
    };
    if let Some(post) = platform.store.run(write).await? {
        // Late is no fault: the page says that it is on its way.
        tokio::time::timeout(PATIENCE, answered(&platform, post)).await.unwrap_or(Ok(()))?;
    }
    Ok(Redirect::to(&format!("/desk/cases/{number}")))
}

async fn answered(platform: &Platform, post: String) -> Result<(), StoreError> {
    let mut tries = platform.tries.subscribe();
    platform.posted.notify_one();
    loop {
        let id = post.clone();
        if !platform.store.run(move |tx| outbox::is_waiting(tx, &id)).await? || tries.changed().await.is_err() {
            return Ok(());
        }
    }
}

/// Does what stays here; of what is for the edge, the id it is sent under.
fn apply(tx: &Transaction<'_>, case: &Case, me: &Handler, deed: Deed) -> Result<Option<String>, Fault> {
    let complaint = case.filed.id;
    let mut by = me;
    let what = match deed.action {
        Action::Take { team, hours } => What::Assigned { team, expected_at: hours_from_now(&hours) },
        Action::Message { text } => What::Message { text },
        Action::Ask { what, why, hours } => What::InfoRequested { what, why, until: hours_from_now(&hours) },
        Action::Wait { party } => What::ThirdpartyWait { party },
        Action::Return => What::ThirdpartyReturn,
        Action::Propose { outcome, text, points, offer } => What::Proposed(Resolution {
            outcome,
            text,
            points: points.lines().map(str::trim).filter(|point| !point.is_empty()).map(str::to_owned).collect(),
            offer: Some(offer).filter(|offer| !offer.trim().is_empty()),
        }),
        Action::ReviewPass => What::ReviewPassed,
        Action::ReviewFail { reason } => What::ReviewFailed { reason },
        Action::Escalate { reason } => What::Escalated { reason },
        Action::Inadmissible { reasons } => What::Inadmissible { reasons },
        Action::Duplicate { of } => What::Duplicate { of },
        // Levels are ordered, the most urgent first.
        Action::Level { level, reason } if level > case.summary.level => {
            lowerings::ask(tx, complaint, &Lowering { level, reason, asked_by: me.name.into() })?;
            return Ok(None);
        }
        Action::Level { level, reason } => What::LevelChanged { level, reason, approved_by: None },
        Action::Disagree => {
            lowerings::forget(tx, complaint)?;
            return Ok(None);
        }
        Action::Agree => {
            let asked = lowerings::of(tx, complaint)?.filter(|asked| asked.asked_by != me.name);
            let Some(Lowering { level, reason, asked_by }) = asked else { return Ok(None) };
            lowerings::forget(tx, complaint)?;
            by = HANDLERS.iter().find(|handler| handler.name == asked_by).unwrap_or(me);
            What::LevelChanged { level, reason, approved_by: Some(me.name.into()) }
        }
        Action::Dismiss { post } => {
            outbox::forget_refused(tx, &post)?;
            return Ok(None);
        }
    };
    let kind = match what {
        What::ReviewPassed | What::ReviewFailed { .. } => ActorKind::Reviewer,
        _ => ActorKind::Handler,
    };
    let id = event_id(complaint, &deed.nonce, &what)?;
    outbox::add(tx, complaint, &PlatformEvent { id: id.clone(), actor: by.actor(kind), event: what }, now())?;
    Ok(Some(id))
}

fn hours_from_now(hours: &str) -> Option<Millis> {
    hours.parse().ok().map(|hours: u16| now() + Span::hours(hours.into()))
}

/// Told from the deed alone, so that a second click finds the first.
fn event_id(complaint: ComplaintId, nonce: &str, what: &What) -> Result<String, StoreError> {
    let mut hasher = DefaultHasher::new();
    (nonce, serde_json::to_string(what)?).hash(&mut hasher);
    Ok(format!("desk-{complaint}-{:016x}", hasher.finish()))
}
