//! Makers of what a page and a platform would send.

use complaint::api::{PlatformEvent, Receipt, Submission};
use complaint::draft::{Draft, Provenance, Sourced};
use complaint::event::{Actor, ActorKind, What};
use complaint::id::SubmissionId;
use complaint::reason::Reason;
use complaint::time::Millis;
use std::time::SystemTime;

/// The page's clock.
pub fn now() -> Millis {
    let since = SystemTime::UNIX_EPOCH.elapsed().expect("the clock is past 1970");
    Millis(i64::try_from(since.as_millis()).expect("milliseconds of this era fit"))
}

pub fn draft(text: &str) -> Draft {
    Draft { text: text.into(), contact: "mara@shop.example".into(), lang: "en".into(), ..Draft::default() }
}

/// A new filing at `site`, ready to be sent any number of times.
pub fn submission(site: &str, draft: Draft) -> Submission {
    submission_by(&mut fastrand::Rng::new(), site, draft)
}

/// The same, named by `rng`.
pub fn submission_by(rng: &mut fastrand::Rng, site: &str, draft: Draft) -> Submission {
    let mut random = [0; 10];
    rng.fill(&mut random);
    Submission {
        submission_id: SubmissionId::new(now(), random),
        site: site.into(),
        claimed_at: now(),
        page: "https://shop.example/orders/A-1042".into(),
        draft,
    }
}

/// A filing whose words do not matter.
pub fn any(site: &str) -> Submission {
    submission(site, draft("My payout for order A-1042 has been frozen since Monday and nobody answers."))
}

/// A critical filing of one merchant: all of `merchant`'s are in one docket.
pub fn critical(site: &str, merchant: &str) -> Submission {
    let merchant = Sourced { value: merchant.into(), from: Provenance::DataAttr };
    let draft = draft("My account and its money have been frozen since Monday.");
    submission(site, Draft { merchant: Some(merchant), reason: Some(Reason::FundsFrozen), ..draft })
}

/// What a handler does about a complaint; `name` tells their deeds apart.
pub fn deed(receipt: &Receipt, name: &str, event: What) -> PlatformEvent {
    let handler =
        Actor { kind: ActorKind::Handler, automated: false, name: Some("Ana K.".into()), team: Some("funds".into()) };
    PlatformEvent { id: format!("{}-{name}", receipt.id), actor: handler, event }
}
