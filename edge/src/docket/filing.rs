//! What the Worker hands to the docket with a submission, and what comes back.

use complaint::id::{ComplaintId, SubmissionId};
use complaint::time::Millis;
use complaint::triage::Triage;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use worker::{Env, Method, Request, RequestInit, Response, Result};

/// Found out by the Worker, so that the docket, of which there is one per merchant, has little to do. It travels in a header:
/// the body is the submission as it is stored, which the docket does not read. ASCII throughout, nothing personal.
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

/// The header's name.
pub(crate) const FILING: &str = "redress-filing";

/// Hands `submission` to its docket: 201 or 200 with the receipt, or a refusal.
pub(crate) async fn hand_over(filing: &Filing, submission: &str, env: &Env) -> Result<Response> {
    let mut init = RequestInit::new();
    init.with_method(Method::Post).with_body(Some(submission.into()));
    init.headers.set(FILING, &serde_json::to_string(filing)?)?;
    let request = Request::new_with_init("http://docket/complaints", &init)?;
    send(&filing.docket, request, env).await
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
