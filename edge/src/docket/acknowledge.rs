//! Taking a complaint in: judged and dated, then written down with its receipt.

use super::filing::{Answer, Filing};
use super::ledger::{Filed, Ledger, Record, Work};
use crate::fault::Fault;
use crate::keys::Keys;
use crate::signing::Key;
use crate::sites::Site;
use complaint::api::{Receipt, Submission};
use complaint::case::Case;
use complaint::draft::Wish;
use complaint::event::{Actor, Event, What};
use complaint::id::ComplaintId;
use complaint::problem::field;
use complaint::receipt;
use complaint::time::Millis;
use std::rc::Rc;

pub(super) struct Secrets<'a> {
    pub keys: &'a Keys,
    pub signing: &'a Key,
}

/// The receipt of `submission`, which is written down unless it was before.
///
/// 1. The id is known → 200 with the bytes answered then, if the body is the same; else [`Fault::Reused`]. 2. Otherwise it gets
///    the next name and a moment of its own, and is written down with what is promised → 201.
pub(super) fn acknowledge(
    ledger: &Ledger,
    filing: &Filing,
    submission: &str,
    site: &Rc<Site>,
    secrets: &Secrets<'_>,
    now: Millis,
) -> Result<Answer, Fault> {
    match ledger.filed(filing)? {
        Some(Filed { body_sha256, receipt }) if body_sha256 == filing.body_sha256 => {
            return Ok(Answer { status: 200, receipt, rows_written: ledger.rows_written() });
        }
        Some(_) => return Err(Fault::Reused(field::SUBMISSION_ID)),
        None => {}
    }
    let (id, at) = ledger.next(now);
    let opening = opening(id, filing, submission, at)?;
    let case = Case::replay(&site.settings.policy, &opening)?;
    let receipt = Receipt {
        id,
        submission_id: filing.submission_id,
        site: site.id.clone(),
        site_name: site.settings.name.clone(),
        received_at: at,
        claimed_at: filing.claimed_at,
        level: filing.triage.level,
        queue: filing.triage.queue,
        triage: filing.triage.clone(),
        due: case.due(),
        contact: site.settings.contact.clone(),
        lang: filing.lang.clone(),
        body_sha256: filing.body_sha256.clone(),
        follow: secrets.keys.follow_token(id, at),
    };
    let receipt = serde_json::to_string(&receipt).map_err(worker::Error::from)?;
    let receipt = receipt::seal(&receipt, &secrets.signing.id, |text| secrets.signing.sign(text));
    let work = Work { deliver_at: Some(Work::NOW), wakes_at: case.wakes_at(), ..Work::default() };
    ledger.add(&Record { id, filing, site, opening: &opening, work, receipt: &receipt, submission })?;
    Ok(Answer { status: 201, receipt, rows_written: ledger.rows_written() })
}

/// Received and triaged; and where the merchant asked for a higher level from the start, that too.
fn opening(id: ComplaintId, filing: &Filing, submission: &str, at: Millis) -> Result<Vec<Event>, Fault> {
    let event = |seq, name, actor, what| Event { id: format!("{id}:{name}"), seq, at, actor, what };
    let (claimed_at, triage) = (filing.claimed_at, filing.triage.clone());
    let mut opening = vec![
        event(0, "received", Actor::EDGE, What::Received { claimed_at }),
        event(1, "triaged", Actor::EDGE, What::Triaged(triage)),
    ];
    if filing.contested {
        let submission: Submission = serde_json::from_str(submission).map_err(|_| Fault::Unreadable(id.to_string()))?;
        opening.extend(submission.draft.level.map(|Wish { level, why: reason }| {
            event(2, "contested", Actor::MERCHANT, What::LevelContested { level, reason })
        }));
    }
    Ok(opening)
}
