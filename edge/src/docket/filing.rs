//! What the Worker hands to the docket with a submission, and what comes back.

use crate::fault::Fault;
use complaint::id::{ComplaintId, SubmissionId};
use complaint::problem::field;
use complaint::time::Millis;
use complaint::triage::Triage;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use worker::js_sys::Promise;
use worker::wasm_bindgen::JsValue;
use worker::wasm_bindgen::prelude::wasm_bindgen;
use worker::wasm_bindgen_futures::JsFuture;
use worker::{Env, Error, Method, Request, RequestInit, Response, Result};

/// Found out by the Worker, so that the docket, of which there is one per merchant, has little to do.
#[derive(Deserialize, Serialize)]
pub(crate) struct Filing {
    /// Hexadecimal: JSON numbers pass through floats elsewhere.
    pub docket: String,
    pub site: String,
    pub submission_id: SubmissionId,
    pub claimed_at: Millis,
    pub lang: String,
    pub triage: Triage,
    /// The merchant asks for a higher level; the words are in the submission.
    pub contested: bool,
    pub body_sha256: String,
}

/// What a docket answers to a filing.
pub(crate) struct Answer {
    /// 201; 200 when the submission was known already.
    pub status: u16,
    pub receipt: String,
    /// By the docket, since it woke.
    pub rows_written: usize,
}

#[wasm_bindgen(wasm_bindgen = worker::wasm_bindgen)]
extern "C" {
    /// A docket, from afar.
    type Stub;

    /// [`Docket::file`](super::Docket::file).
    #[wasm_bindgen(method, catch)]
    fn file(this: &Stub, filing: &str, submission: &str) -> std::result::Result<Promise, JsValue>;
}

/// Hands `submission`, as it is stored, to its docket.
///
/// By a call, not by a request: what a request costs on its way to an object and back is more than to sign a receipt.
pub(crate) async fn hand_over(filing: &Filing, submission: &str, env: &Env) -> std::result::Result<Answer, Fault> {
    let stub: Stub = env.durable_object("DOCKET")?.get_by_name(&filing.docket)?.into_rpc();
    let answer = stub.file(&serde_json::to_string(filing).map_err(Error::from)?, submission).map_err(Error::from)?;
    Answer::read(&JsFuture::from(answer).await.map_err(Error::from)?.as_string().unwrap_or_default())
}

impl Answer {
    /// As it travels: status, rows, and in the next line the receipt. Of a fault only the status, for it is logged where it happens.
    pub(super) fn told(answer: &std::result::Result<Self, Fault>) -> String {
        match answer {
            Ok(Self { status, receipt, rows_written }) => format!("{status} {rows_written}\n{receipt}"),
            Err(fault) => {
                fault.log();
                fault.status().to_string()
            }
        }
    }

    fn read(told: &str) -> std::result::Result<Self, Fault> {
        let (head, receipt) = told.split_once('\n').unwrap_or((told, ""));
        let (status, rows) = head.split_once(' ').unwrap_or((head, ""));
        match (status.parse(), rows.parse()) {
            (Ok(status @ (200 | 201)), Ok(rows_written)) => Ok(Self { status, receipt: receipt.into(), rows_written }),
            (Ok(422), _) => Err(Fault::Reused(field::SUBMISSION_ID)),
            _ => Err(Fault::Runtime(format!("the docket answered {head}").into())),
        }
    }
}

/// Puts the question `part` about those `complaints` to their dockets, and gathers the answers of those that know them.
pub(crate) async fn ask_dockets(
    part: &str,
    complaints: impl Iterator<Item = ComplaintId>,
    env: &Env,
) -> Result<Vec<Response>> {
    let mut sequences = BTreeMap::<u64, Vec<u32>>::new();
    complaints.for_each(|id| sequences.entry(id.docket).or_default().push(id.sequence));
    let mut answers = Vec::new();
    for (docket, sequences) in sequences {
        let mut init = RequestInit::new();
        init.with_method(Method::Post).with_body(Some(serde_json::to_string(&sequences)?.into()));
        let request = Request::new_with_init(&format!("http://docket/{part}"), &init)?;
        answers.push(send(&format!("{docket:016x}"), request, env).await?);
    }
    answers.retain(|answer| answer.status_code() == 200);
    Ok(answers)
}

/// Sends `request` to the docket of that number, in hexadecimal.
pub(crate) async fn send(docket: &str, request: Request, env: &Env) -> Result<Response> {
    env.durable_object("DOCKET")?.get_by_name(docket)?.fetch_with_request(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_docket_tells_is_what_the_worker_reads() {
        let check = |told: &str, expected: std::result::Result<(u16, &str, usize), u16>| {
            let read = Answer::read(told);
            let read = read.as_ref().map(|answer| (answer.status, &*answer.receipt, answer.rows_written));
            assert_eq!(read.map_err(Fault::status), expected, "{told}");
        };
        let told = |status| Answer::told(&Ok(Answer { status, receipt: "{\n}".into(), rows_written: 7 }));
        check(&told(201), Ok((201, "{\n}", 7)));
        check(&told(200), Ok((200, "{\n}", 7)));
        check(&Answer::told(&Err(Fault::Reused("id"))), Err(422));
        check("503", Err(503));
        check("", Err(503));
        check("204 1\n{}", Err(503)); // Nothing a docket says.
    }
}
