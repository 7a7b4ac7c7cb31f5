//! What a merchant may do with a complaint, and the event each becomes.

use complaint::view::MerchantAction;

pub(crate) struct Action {
    pub(crate) code: MerchantAction,
    /// The event's type.
    pub(crate) kind: &'static str,
    /// The member of its data that carries the words.
    pub(crate) words: Option<&'static str>,
}

/// In the order of their buttons.
pub(crate) static ALL: [Action; 7] = [
    action(MerchantAction::Confirm, "resolution.confirmed", None),
    action(MerchantAction::Reject, "resolution.rejected", Some("reason")),
    action(MerchantAction::Reply, "message.sent", Some("text")),
    action(MerchantAction::Contest, "complaint.contested", Some("reason")),
    action(MerchantAction::Reopen, "complaint.reopened", Some("reason")),
    action(MerchantAction::Escalate, "complaint.escalated", Some("reason")),
    action(MerchantAction::Withdraw, "complaint.withdrawn", None),
];

const fn action(code: MerchantAction, kind: &'static str, words: Option<&'static str>) -> Action {
    Action { code, kind, words }
}

pub(crate) fn find(code: &str) -> Option<&'static Action> {
    ALL.iter().find(|action| action.code.code() == code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use complaint::event::What;

    #[test]
    fn each_action_is_an_event_of_the_wire() {
        for action in &ALL {
            let data = action.words.map(|key| serde_json::json!({ key: "words" }));
            let mut event = serde_json::json!({ "type": action.kind });
            if let Some(data) = data {
                event["data"] = data;
            }
            let what: What = serde_json::from_value(event).unwrap();
            assert_eq!(what.kind(), action.kind);
        }
    }
}
