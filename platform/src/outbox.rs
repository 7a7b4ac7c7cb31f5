//! Tells the edge what the desk did: in order per complaint, under the same id at every try, until it has answered.

use crate::store::StoreError;
use crate::store::outbox::{Post, State, next, tried};
use crate::{Platform, life, now};
use complaint::api::ProblemDocument;
use complaint::time::{Millis, Span};
use std::time::Duration;
use ureq::Agent;
use ureq::http::StatusCode;

/// What came of one try.
enum Reply {
    Taken,
    /// The edge will not have it, however often it is sent.
    Refused(String),
    Failed(String),
}

pub(crate) fn agent() -> Agent {
    let config = Agent::config_builder().http_status_as_error(false).max_redirects(0);
    config.timeout_global(Some(Duration::from_secs(10))).build().into()
}

/// Sends for as long as the platform runs.
pub async fn run(platform: Platform) {
    loop {
        let wake = match send_due(&platform, now()).await {
            Ok(wake) => wake,
            Err(broken) => {
                eprintln!("outbox: {broken}");
                Some(now() + Span::minutes(1))
            }
        };
        let posted = platform.posted.notified();
        match wake {
            None => posted.await,
            Some(at) => {
                let wait = Duration::from_millis((at - now()).0.try_into().unwrap_or(0));
                // A time-out is what was waited for.
                tokio::time::timeout(wait, posted).await.unwrap_or_default();
            }
        }
    }
}

/// Sends everything due at `now`; says when the next post is due, if any waits.
pub async fn send_due(platform: &Platform, now: Millis) -> Result<Option<Millis>, StoreError> {
    loop {
        let Some(post) = platform.store.run(next).await? else { return Ok(None) };
        if post.next_at > now {
            return Ok(Some(post.next_at));
        }
        let (state, next_at, fault) = match tell(platform, &post).await {
            Reply::Taken => (State::Taken, now, None),
            Reply::Refused(why) => (State::Refused, now, Some(why)),
            Reply::Failed(why) => (State::Waiting, now + wait(post.attempts), Some(why)),
        };
        eprintln!("outbox: event {} of {} is {state:?} after try {}", post.event.id, post.complaint, post.attempts + 1);
        let policy = platform.config.policy.clone();
        platform
            .store
            .run(move |tx| {
                tried(tx, &post.event.id, state, next_at, fault.as_deref())?;
                life::refresh(tx, &policy, post.complaint)
            })
            .await?;
        platform.tries.send_modify(|tries| *tries += 1);
    }
}

/// After failed try number `failed` + 1: a person waits for this, so it starts short and never gives up.
fn wait(failed: u32) -> Span {
    Span::seconds(1 << failed.min(6))
}

async fn tell(platform: &Platform, post: &Post) -> Reply {
    let url = format!("{}/v1/platform/complaints/{}/events", platform.config.edge, post.complaint);
    let request = platform.edge.post(url).header("authorization", format!("Bearer {}", platform.config.api_token));
    let event = post.event.clone();
    let sent = tokio::task::spawn_blocking(move || {
        let mut response = request.send_json(&event).map_err(|fault| fault.to_string())?;
        let document = response.body_mut().read_json::<ProblemDocument>().ok();
        Ok::<_, String>((response.status(), document))
    });
    match sent.await {
        Ok(Ok((status, document))) => judge(status, document),
        Ok(Err(fault)) => Reply::Failed(fault),
        Err(_) => Reply::Failed("the try was cut off".into()),
    }
}

fn judge(status: StatusCode, document: Option<ProblemDocument>) -> Reply {
    let why = match document {
        Some(document) => {
            let fields: Vec<_> = document
                .problems
                .iter()
                .map(|problem| format!("; {}: {}", problem.field, problem.code.code()))
                .collect();
            format!("{} ({}){}", document.title, document.code, fields.concat())
        }
        None => format!("HTTP {status}"),
    };
    match status.as_u16() {
        200..300 => Reply::Taken,
        // Our token, its hurry or its haste: not a judgement of the event.
        401 | 408 | 425 | 429 => Reply::Failed(why),
        400..500 => Reply::Refused(why),
        _ => Reply::Failed(why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_to_a_minute() {
        assert_eq!([0, 1, 5, 6, 40].map(|failed| wait(failed).0 / 1_000), [1, 2, 32, 64, 64]);
    }

    #[test]
    fn only_a_judgement_of_the_event_ends_the_tries() {
        let check = |status: u16, expected: &str| {
            let reply = match judge(StatusCode::from_u16(status).unwrap(), None) {
                Reply::Taken => "taken",
                Reply::Refused(_) => "refused",
                Reply::Failed(_) => "again",
            };
            assert_eq!(reply, expected, "{status}");
        };
        check(200, "taken");
        check(204, "taken");
        check(301, "again"); // Never followed.
        check(401, "again"); // Our token: mended by configuration.
        check(403, "refused");
        check(409, "refused");
        check(422, "refused");
        check(429, "again");
        check(503, "again");
    }
}
