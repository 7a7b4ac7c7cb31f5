//! The form that works without JavaScript: what it sends, and the pages it gets for an answer.

mod pages;
mod words;

use crate::assets::PAGE_POLICY;
use crate::docket::filing::Answer;
use crate::fault::Fault;
use crate::intake;
use crate::keys::hex;
use crate::page::Page;
use complaint::api::{Receipt, Submission};
use complaint::draft::{Draft, Provenance, Sourced};
use complaint::id::SubmissionId;
use complaint::problem::{Code, Problem, field};
use complaint::reason::Remedy;
use complaint::time::{Millis, Span};
use sha2::{Digest, Sha256};
use words::Words;
use worker::url::form_urlencoded;
use worker::{Date, Env, Response, Result};

/// Without an id of its own, the same form sent again within the same hour is the same complaint.
const SAME_FORM: Span = Span::hours(1);

/// The fields as they were sent.
#[derive(Default)]
struct Form {
    site: String,
    submission_id: String,
    text: String,
    order: String,
    contact: String,
    remedy: String,
    lang: String,
}

/// `POST /v1/complaints` as `application/x-www-form-urlencoded`, answered with a page: the receipt, or the form with what was
/// typed and what to do about it. The statuses are those of [`intake::file`].
pub(crate) async fn file(body: std::result::Result<Vec<u8>, Fault>, env: &Env, page: &Page) -> Result<Response> {
    let mut form = Form::default();
    let answer = match body {
        Ok(body) => file_body(&body, &mut form, env, page).await,
        Err(fault) => Err(fault),
    };
    let words = Words::of(&form.lang);
    let (status, html) = match answer {
        Ok((status, receipt)) => (status, pages::receipt(&words, &receipt)),
        Err(fault) => {
            fault.log();
            (fault.status(), pages::again(&words, &form, &fault.problems()))
        }
    };
    let reply = Response::builder().with_status(status).with_header("content-security-policy", PAGE_POLICY)?;
    let reply = reply.with_header("referrer-policy", "strict-origin-when-cross-origin")?;
    // A page that was visited, not a script that reads.
    Page::Nowhere.answer(Ok(reply.with_header("cache-control", "no-store")?.from_html(html.into_string())?))
}

async fn file_body(body: &[u8], form: &mut Form, env: &Env, page: &Page) -> std::result::Result<(u16, Receipt), Fault> {
    form.read(body)?;
    let submission = form.submission(body, Millis(Date::now().as_millis() as i64))?;
    let text = serde_json::to_string(&submission).map_err(worker::Error::from)?;
    let Answer { status, receipt, .. } =
        intake::file_submission(submission, &text, hex(&Sha256::digest(body)), env, page).await?;
    Ok((status, serde_json::from_str(&receipt).map_err(worker::Error::from)?))
}

impl Form {
    /// Takes the fields of `body`; one that is unknown or comes twice is refused after the rest is read.
    fn read(&mut self, body: &[u8]) -> std::result::Result<(), Fault> {
        let mut faults = Vec::new();
        for (key, value) in form_urlencoded::parse(body) {
            let slot = match &*key {
                "site" => &mut self.site,
                "submission_id" => &mut self.submission_id,
                "text" => &mut self.text,
                "order" => &mut self.order,
                "contact" => &mut self.contact,
                "remedy" => &mut self.remedy,
                "lang" => &mut self.lang,
                _ => {
                    faults.push(Problem { field: key.into_owned().into(), code: Code::UnknownField, limit: None });
                    continue;
                }
            };
            // Forms end their lines as the wire does.
            *slot = value.replace("\r\n", "\n");
        }
        if faults.is_empty() { Ok(()) } else { Err(Fault::Rejected(faults)) }
    }

    fn submission(&self, body: &[u8], now: Millis) -> std::result::Result<Submission, Fault> {
        let submission_id = match self.submission_id.as_str() {
            "" => named_by(body, now),
            text => text.parse().map_err(|_| rejected(field::SUBMISSION_ID))?,
        };
        let remedy = match self.remedy.as_str() {
            "" => None,
            code => {
                Some(*Remedy::ALL.iter().find(|known| known.code() == code).ok_or_else(|| rejected("draft.remedy"))?)
            }
        };
        let order = Some(self.order.trim()).filter(|order| !order.is_empty());
        let draft = Draft {
            text: self.text.clone(),
            contact: self.contact.clone(),
            order: order.map(|order| Sourced { value: order.to_owned(), from: Provenance::Typed }),
            remedy,
            lang: self.lang.clone(),
            ..Draft::default()
        };
        Ok(Submission { submission_id, site: self.site.clone(), claimed_at: now, page: String::new(), draft })
    }
}

/// A reload, or a second click, sends the same bytes.
fn named_by(body: &[u8], now: Millis) -> SubmissionId {
    let mut random = [0; 10];
    random.copy_from_slice(&Sha256::digest(body)[..10]);
    SubmissionId::new(Millis(now.0 - now.0.rem_euclid(SAME_FORM.0)), random)
}

fn rejected(at: &'static str) -> Fault {
    Fault::Rejected(vec![Problem::new(at, Code::UnknownValue)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_becomes_a_submission() {
        let now = Millis(1_795_357_327_318);
        let body = b"site=demo&text=It+is%0D%0Agone&contact=a%40b.example&order=+A-1+&remedy=refund&lang=de";
        let mut form = Form::default();
        form.read(body).unwrap();
        let submission = form.submission(body, now).unwrap();
        assert_eq!(
            serde_json::to_string(&submission.draft).unwrap(),
            r#"{"text":"It is\ngone","contact":"a@b.example","order":{"value":"A-1","from":"typed"},"remedy":"refund","lang":"de"}"#
        );
        let id = |body, at| form.submission(body, at).unwrap().submission_id;
        assert_eq!(id(body, now), id(body, now + Span::minutes(5)));
        assert_ne!(id(body, now), id(body, now + Span::hours(1)));
        assert_ne!(id(body, now), id(b"site=demo", now));
    }

    #[test]
    fn a_form_with_something_else_in_it_is_refused_but_kept() {
        let check = |body: &str, at: &str| {
            let mut form = Form::default();
            let fault = form.read(body.as_bytes()).and_then(|()| form.submission(body.as_bytes(), Millis(0)).map(drop));
            assert_eq!(fault.map_err(|fault| fault.problems()[0].field.to_string()), Err(at.into()));
            assert_eq!(form.text, "kept");
        };
        check("colour=1&text=kept", "colour");
        check("text=kept&remedy=revenge", "draft.remedy");
        check("text=kept&submission_id=7", "submission_id");
    }
}
