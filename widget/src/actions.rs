//! What a merchant may do with a complaint, and the event each becomes.

use complaint::view::MerchantAction;

pub(crate) struct Action {
    pub(crate) code: MerchantAction,
    /// The event's type.
    pub(crate) kind: &'static str,
    /// The member of its data that carries the words.
    pub(crate) words: Option<&'static str>,
    /// The member that carries what is chosen.
    pub(crate) choice: Option<&'static str>,
}

/// In the order in which they are shown.
pub(crate) static ALL: [Action; 9] = [
    action(MerchantAction::Confirm, "resolution.confirmed", None, None),
    action(MerchantAction::Reject, "resolution.rejected", Some("reason"), None),
    action(MerchantAction::Reply, "message.sent", Some("text"), None),
    action(MerchantAction::Rate, "complaint.rated", Some("text"), Some("solved")),
    action(MerchantAction::Contest, "complaint.contested", Some("reason"), None),
    action(MerchantAction::Reopen, "complaint.reopened", Some("reason"), None),
    action(MerchantAction::ContestLevel, "level.contested", Some("reason"), Some("level")),
    action(MerchantAction::Escalate, "complaint.escalated", Some("reason"), None),
    action(MerchantAction::Withdraw, "complaint.withdrawn", None, None),
];

const fn action(
    code: MerchantAction,
    kind: &'static str,
    words: Option<&'static str>,
    choice: Option<&'static str>,
) -> Action {
    Action { code, kind, words, choice }
}

pub(crate) fn find(code: &str) -> Option<&'static Action> {
    ALL.iter().find(|action| action.code.code() == code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use complaint::event::What;
    use serde_json::json;

    #[test]
    fn each_action_is_an_event_of_the_wire() {
        for action in &ALL {
            let mut event = json!({ "type": action.kind });
            if let Some(key) = action.words {
                event["data"][key] = json!("words");
            }
            if let Some(key) = action.choice {
                event["data"][key] = if key == "solved" { json!(true) } else { json!("A") };
            }
            let what: What = serde_json::from_value(event).unwrap();
            assert_eq!(what.kind(), action.kind);
        }
    }

    #[test]
    fn each_action_is_there_once() {
        let mut codes: Vec<_> = ALL.iter().map(|action| action.code.code()).collect();
        codes.sort_unstable();
        let mut known: Vec<_> = MerchantAction::ALL.iter().map(|action| action.code()).collect();
        known.sort_unstable();
        assert_eq!(codes, known);
    }
}
