//! Taking a submission in: read, parsed and judged here; written down by its docket.

use crate::api_body;
use crate::docket::filing::{Answer, Filing, hand_over};
use crate::fault::Fault;
use crate::hosted_form;
use crate::keys::{Keys, hex};
use crate::page::Page;
use crate::sites;
use complaint::api::Submission;
use complaint::limits::PAGE_MAX;
use complaint::mask::mask_draft;
use complaint::problem::{Code, Problem, Rejected, field};
use complaint::time::{Millis, Span};
use complaint::triage::triage;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use worker::{Date, Env, Error, Headers, Response, Result, web_sys};

/// What a browser's clock may be ahead of ours.
const AHEAD: Span = Span::days(1);

/// `POST /v1/complaints`: a [`Submission`] as `text/plain` (no preflight) or `application/json`; or the hosted form.
///
/// 1. Another content type → 415. 2. Body over 64 KiB → 413; unreadable → 400. 3. Unknown site, or a page of an origin that is
///    not the site's → 403. 4. Fields that need another look → 422, all of them at once. 5. The id was used with another body →
///    422. 6. The complaint is on disk → 201 with the receipt; the same submission again → 200 with the same bytes.
///
/// The hosted form gets the same statuses with pages in its own language.
pub(crate) async fn file(request: &web_sys::Request, env: &Env) -> Result<web_sys::Response> {
    let page = Page::of(request)?;
    let body = api_body::read(request).await;
    let answer = match kind(&request.headers()) {
        Ok(Kind::Json) => file_json(body, env, &page).await,
        Ok(Kind::Form) => return Ok(hosted_form::file(body, env, &page).await?.into()),
        Err(fault) => Err(fault),
    };
    Ok(match answer {
        Ok(answer) => receipt(answer, env, &page)?.into(),
        Err(fault) => page.answer(Err(fault))?.into(),
    })
}

fn receipt(answer: Answer, env: &Env, page: &Page) -> Result<Response> {
    thread_local! {
        // To copy them costs less than to set them.
        static HEADERS: Headers = [
            ("content-type", "application/json"),
            ("cache-control", "no-store"),
            ("x-content-type-options", "nosniff"),
            ("vary", "origin"),
        ].iter().collect();
    }
    let headers = HEADERS.with(Headers::clone);
    page.open(&headers)?;
    if sites::is_dev(env) {
        // What complaints cost, told to whoever measures it.
        headers.set("redress-rows-written", &answer.rows_written.to_string())?;
    }
    Ok(Response::builder().with_status(answer.status).with_headers(headers).fixed(answer.receipt.into_bytes()))
}

enum Kind {
    Json,
    Form,
}

/// JSON called text is still JSON: a page may send it without asking first.
fn kind(headers: &web_sys::Headers) -> std::result::Result<Kind, Fault> {
    let named = headers.get("content-type").map_err(Error::from)?.unwrap_or_default();
    match named.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "text/plain" | "application/json" => Ok(Kind::Json),
        "application/x-www-form-urlencoded" => Ok(Kind::Form),
        _ => Err(Fault::WrongType),
    }
}

async fn file_json(
    body: std::result::Result<Vec<u8>, Fault>,
    env: &Env,
    page: &Page,
) -> std::result::Result<Answer, Fault> {
    let body = body?;
    let text = api_body::text(&body)?;
    let submission: Submission = api_body::parse(text)?;
    file_submission(submission, text, hex(&Sha256::digest(text)), env, page).await
}

/// Files `submission`, of which `text` is the JSON; what is stored of it holds no payment card number.
pub(crate) async fn file_submission(
    mut submission: Submission,
    text: &str,
    body_sha256: String,
    env: &Env,
    page: &Page,
) -> std::result::Result<Answer, Fault> {
    let site = sites::load(&submission.site, env).await?;
    page.admitted_by(&site)?;
    let keys = Keys::of(env)?;
    let (masked, body_hash) = if mask_draft(&mut submission.draft, &site.settings.policy.mask) {
        // Whoever holds a plain hash of what was hidden could try all numbers (PCI DSS 3.5.1.1).
        (Cow::Owned(serde_json::to_string(&submission).map_err(Error::from)?), keys.body_hash(&body_sha256))
    } else {
        (Cow::Borrowed(text), body_sha256)
    };
    let Submission { submission_id, claimed_at, page: address, draft, .. } = submission;
    let mut problems = judge(claimed_at, &address, Millis(Date::now().as_millis() as i64));
    let complaint = draft.parse().map_err(|Rejected(more)| problems.extend(more));
    let Ok(complaint) = complaint else { return Err(Fault::Rejected(problems)) };
    if !problems.is_empty() {
        return Err(Fault::Rejected(problems));
    }
    let docket = match &complaint.merchant {
        Some(merchant) => keys.docket_of(&site.id, &merchant.value),
        None => keys.anonymous_docket(&site.id, &submission_id),
    };
    let triage = triage(&complaint, &site.settings.policy);
    let filing = Filing {
        docket: format!("{docket:016x}"),
        site: site.id.clone(),
        submission_id,
        claimed_at,
        lang: complaint.lang.clone(),
        contested: complaint.level.is_some_and(|wish| wish.level < triage.level),
        triage,
        body_sha256: body_hash,
    };
    hand_over(&filing, &masked, env).await
}

/// Problems around the draft.
fn judge(claimed_at: Millis, address: &str, now: Millis) -> Vec<Problem> {
    let mut problems = Vec::new();
    if claimed_at > now + AHEAD {
        problems.push(Problem::new(field::CLAIMED_AT, Code::InTheFuture));
    } else if claimed_at < Millis(0) {
        problems.push(Problem::new(field::CLAIMED_AT, Code::UnknownValue));
    }
    if address.chars().count() > PAGE_MAX {
        problems.push(Problem::beyond(field::PAGE, Code::TooLong, PAGE_MAX));
    } else if address.chars().any(char::is_control) {
        problems.push(Problem::new(field::PAGE, Code::BadCharacter));
    } else if !address.is_empty() && !address.starts_with("https://") && !address.starts_with("http://") {
        // It becomes a link on the platform's desk.
        problems.push(Problem::new(field::PAGE, Code::UnknownValue));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_surrounds_the_draft_is_judged() {
        let now = Millis(1_795_357_327_318);
        let check = |claimed_at, address: &str, expected: &[(&str, Code)]| {
            let found: Vec<_> =
                judge(Millis(claimed_at), address, now).iter().map(|p| (p.field.to_string(), p.code)).collect();
            let expected: Vec<_> = expected.iter().map(|(at, code)| (at.to_string(), *code)).collect();
            assert_eq!(found, expected, "{claimed_at} {address}");
        };
        check(now.0, "https://shop.example/orders/7", &[]);
        check(now.0 + AHEAD.0, "", &[]);
        check(0, "http://localhost/", &[]); // Written long ago, on a phone without a clock.
        check(now.0 + AHEAD.0 + 1, "", &[(field::CLAIMED_AT, Code::InTheFuture)]);
        check(i64::MAX, "", &[(field::CLAIMED_AT, Code::InTheFuture)]);
        check(
            i64::MIN,
            "javascript:alert(1)",
            &[(field::CLAIMED_AT, Code::UnknownValue), (field::PAGE, Code::UnknownValue)],
        );
        check(0, "https://shop.example/\n", &[(field::PAGE, Code::BadCharacter)]);
        check(0, &"x".repeat(PAGE_MAX + 1), &[(field::PAGE, Code::TooLong)]);
    }
}
