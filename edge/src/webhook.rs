//! One delivery to a platform: a CloudEvent in a signed request (Standard Webhooks), and what came of it.

use crate::date;
use crate::keys::hmac;
use crate::signing::Key;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use complaint::api::{Accepted, Answer, CloudData, CloudEvent};
use complaint::id::ComplaintId;
use complaint::retry::Reply;
use complaint::time::{Millis, Span};
use futures_util::StreamExt;
use futures_util::future::{Either, select};
use std::pin::pin;
use std::time::Duration;
use worker::{
    AbortController, AbortSignal, Delay, Fetch, Method, Request, RequestInit, RequestRedirect, Response, Result, Url,
};

/// What came of one try.
pub(crate) struct Outcome {
    pub reply: Reply,
    pub answer: Answer,
    /// The platform's own case number, empty where it gave none.
    pub case: String,
}

/// What deliveries of one site are signed with.
pub(crate) struct Secrets<'a> {
    /// Several while the master key is changed over: a platform needs to know one of them.
    pub webhook: Vec<[u8; 32]>,
    pub signing: &'a Key,
}

const TIME_OUT: Duration = Duration::from_secs(15);
/// More of an answer than this is not read.
const ANSWER_BYTES: usize = 16 * 1024;

/// The event as it is told outside.
pub(crate) fn event(site: &str, subject: ComplaintId, data: CloudData) -> CloudEvent {
    CloudEvent {
        specversion: "1.0".into(),
        id: CloudEvent::name(subject, data.event.seq),
        source: format!("/sites/{site}"),
        kind: data.event.what.kind().into(),
        subject,
        time: date::rfc3339(data.event.at),
        datacontenttype: "application/json".into(),
        data,
    }
}

/// Sends `event` once.
///
/// Any 2xx takes it, even when its body is no JSON or breaks off; a redirect is not followed; whatever else goes wrong outside is
/// [`Reply::Failed`].
pub(crate) async fn send(url: &Url, secrets: &Secrets<'_>, event: &CloudEvent, now: Millis) -> Result<Outcome> {
    let body = serde_json::to_string(event)?;
    let mut init = RequestInit::new();
    init.with_method(Method::Post).with_redirect(RequestRedirect::Manual).with_body(Some(body.as_str().into()));
    let seconds = now.0 / 1_000;
    for (name, value) in [
        ("content-type", "application/cloudevents+json"),
        ("user-agent", "Redress"),
        ("webhook-id", &event.id),
        ("webhook-timestamp", &seconds.to_string()),
        ("webhook-signature", &signatures(secrets, &event.id, seconds, &body)),
    ] {
        init.headers.set(name, value)?;
    }
    let request = Request::new_with_init(url.as_str(), &init)?;
    let patience = AbortController::default();
    let exchange = pin!(exchange(request, patience.signal(), now));
    // A timer that ends with the exchange: the runtime bears 10,000 at a time, and `AbortSignal.timeout` would keep its own.
    match select(exchange, pin!(Delay::from(TIME_OUT))).await {
        Either::Left((outcome, _)) => outcome,
        Either::Right((_, exchange)) => {
            patience.abort();
            exchange.await
        }
    }
}

/// Waits for the answer and what is needed of it, as long as `patience` is not aborted.
async fn exchange(request: Request, patience: AbortSignal, now: Millis) -> Result<Outcome> {
    let Ok(mut response) = Fetch::Request(request).send_with_signal(&patience).await else {
        let answer = if patience.aborted() { Answer::TimedOut } else { Answer::Unreachable };
        return Ok(Outcome { reply: Reply::Failed { retry_after: None }, answer, case: String::new() });
    };
    let status = response.status_code();
    let retry_after = response.headers().get("retry-after")?;
    let answer = body_of(&mut response).await;
    let case = serde_json::from_slice(&answer).ok().and_then(|accepted: Accepted| accepted.case).unwrap_or_default();
    let reply = match status {
        200..=299 => Reply::Taken,
        410 => Reply::Gone,
        _ => Reply::Failed { retry_after: retry_after.and_then(|text| wait(&text, now)) },
    };
    Ok(Outcome { reply, answer: Answer::Status(status), case })
}

/// What came of the body, up to the limit.
async fn body_of(response: &mut Response) -> Vec<u8> {
    let length = response.headers().get("content-length").ok().flatten().and_then(|length| length.parse().ok());
    if length.is_some_and(|length: usize| length <= ANSWER_BYTES) {
        return response.bytes().await.unwrap_or_default();
    }
    let mut body = Vec::new();
    if let Ok(mut stream) = response.stream() {
        while let Some(Ok(chunk)) = stream.next().await {
            body.extend(chunk);
            if body.len() > ANSWER_BYTES {
                break;
            }
        }
    }
    body
}

/// Of `id.timestamp.body`: `v1` is HMAC-SHA256 with each of the site's secrets, which every library verifies; `v1a` is Ed25519,
/// for those who would rather hold no secret.
fn signatures(secrets: &Secrets<'_>, id: &str, seconds: i64, body: &str) -> String {
    let text = format!("{id}.{seconds}.{body}");
    let v1 = secrets.webhook.iter().map(|secret| format!("v1,{}", STANDARD.encode(hmac(secret, text.as_bytes()))));
    v1.chain([format!("v1a,{}", secrets.signing.sign(&text))]).collect::<Vec<_>>().join(" ")
}

/// `Retry-After` (RFC 9110, 10.2.3): seconds, or a date.
fn wait(text: &str, now: Millis) -> Option<Span> {
    match text.trim().parse::<u32>() {
        Ok(seconds) => Some(Span::seconds(seconds.into())),
        Err(_) => date::from_http(text).map(|at| at - now).filter(|span| span.0 > 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the Standard Webhooks specification.
    #[test]
    fn the_signature_is_the_standard_one() {
        let key = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let mut webhook = [0; 32];
        webhook[..key.len()].copy_from_slice(&key); // HMAC pads a short key with zeros, so this is the same key.
        let signing = Key::new([7; 32], Millis(0));
        let secrets = Secrets { webhook: vec![[1; 32], webhook], signing: &signing };
        let body = r#"{"test": 2432232314}"#;
        let both = signatures(&secrets, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body);
        let [other, v1, v1a] = both.split(' ').collect::<Vec<_>>().try_into().unwrap();
        assert!(other.starts_with("v1,") && other != v1);
        assert_eq!(v1, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assert_eq!(v1a, format!("v1a,{}", signing.sign(&format!("msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{body}"))));
    }

    #[test]
    fn a_wait_is_in_seconds_or_until_a_date() {
        let now = Millis(784_111_777_000);
        let check = |text: &str, span: Option<i64>| assert_eq!(wait(text, now), span.map(Span::seconds), "{text}");
        check("120", Some(120));
        check(" 0 ", Some(0));
        check("Sun, 06 Nov 1994 08:50:37 GMT", Some(60));
        check("Sun, 06 Nov 1994 08:49:36 GMT", None); // Past.
        check("-1", None);
        check("soon", None);
    }
}
