//! Taking a complaint in: judged and dated, then written down with its receipt.

use super::filing::{Answer, Filing};
use super::ledger::{Filed, Ledger, Record};
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
use complaint::triage::Triage;
use std::rc::Rc;

pub(super) struct Secrets<'a> {
    pub keys: &'a Keys,
    pub signing: &'a Key,
}

/// The receipt of `submission`, which is written down unless it was before.
///
/// 1. It gets the next name and a moment of its own, and is written down with what is promised → 201. 2. But if its id is known
///    → 200 with the bytes answered then, if the body is the same; else [`Fault::Reused`]; the name is left for another.
pub(super) fn acknowledge(
    ledger: &Ledger,
    filing: &Filing,
    submission: &str,
    site: &Rc<Site>,
    secrets: &Secrets<'_>,
    now: Millis,
) -> Result<Answer, Fault> {
    let (id, at) = ledger.next(now);
    let mut events = opening(id, at, filing.claimed_at, filing.triage.clone()).to_vec();
    let told = events.len();
    events.extend(contested(id, filing, submission, at)?);
    let case = Case::replay(&site.settings.policy, &events)?;
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
    let record = Record { id, filing, site, at, opening: &events[told..], receipt: &receipt, submission };
    let (status, receipt) = match ledger.add(&record)? {
        None => (201, receipt),
        Some(Filed { body_sha256, receipt }) if body_sha256 == filing.body_sha256 => (200, receipt),
        Some(_) => return Err(Fault::Reused(field::SUBMISSION_ID)),
    };
    Ok(Answer { status, receipt, rows_written: ledger.rows_written() })
}

/// Received and triaged: what the receipt tells, and so is not written down a second time.
pub(super) fn opening(id: ComplaintId, at: Millis, claimed_at: Millis, triage: Triage) -> [Event; 2] {
    let event = |seq, name, what| Event { id: format!("{id}:{name}"), seq, at, actor: Actor::EDGE, what };
    [event(0, "received", What::Received { claimed_at }), event(1, "triaged", What::Triaged(triage))]
}

/// The merchant asked for a higher level from the start.
fn contested(id: ComplaintId, filing: &Filing, submission: &str, at: Millis) -> Result<Option<Event>, Fault> {
    if !filing.contested {
        return Ok(None);
    }
    let submission: Submission = serde_json::from_str(submission).map_err(|_| Fault::Unreadable(id.to_string()))?;
    Ok(submission.draft.level.map(|Wish { level, why: reason }| Event {
        id: format!("{id}:contested"),
        seq: 2,
        at,
        actor: Actor::MERCHANT,
        what: What::LevelContested { level, reason },
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What older receipts tell was delivered under these names.
    #[test]
    fn the_opening_is_unchanged() {
        let triage =
            r#"{"reason":"other","target":"platform","level":"C","complexity":"simple","queue":"support","why":[]}"#;
        let id = ComplaintId { docket: 1, sequence: 1 };
        let told = opening(id, Millis(7), Millis(5), serde_json::from_str(triage).unwrap());
        let head = format!(
            r#"[{{"id":"{id}:received","seq":0,"at":7,"actor":{{"kind":"edge","automated":true}},"what":{{"type":"complaint.received","data":{{"claimed_at":5}}}}}},"#
        );
        let tail = format!(
            r#"{{"id":"{id}:triaged","seq":1,"at":7,"actor":{{"kind":"edge","automated":true}},"what":{{"type":"complaint.triaged","data":{triage}}}}}]"#
        );
        assert_eq!(serde_json::to_string(&told).unwrap(), [head, tail].concat());
    }
}
