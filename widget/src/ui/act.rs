//! What the merchant may do now: words, and a button for each thing.

use crate::actions;
use crate::app::App;
use crate::case::Case;
use crate::json::Json;
use crate::messages::follow;
use crate::ui::element::{button, el, with};
use complaint::view::MerchantAction;
use leptos::prelude::*;

pub(crate) fn view(app: &App, case: &Case) -> AnyView {
    let allowed = case.view.list("allowed_actions");
    let mut buttons = Vec::new();
    for action in &actions::ALL {
        let code = action.code.code();
        if allowed.iter().any(|allowed| allowed.as_text().as_deref() == Some(code)) {
            let class =
                if matches!(action.code, MerchantAction::Confirm | MerchantAction::Reply) { "" } else { "quiet" };
            buttons.push(button(class, app.messages.of("action", code), code));
        }
    }
    if buttons.is_empty() {
        return el("DIV", "", []);
    }
    let label = with("LABEL", "", [("for", Some("words".into()))], vec![app.say(follow::words).into_any()]);
    let input = with("TEXTAREA", "", [("id", Some("words".into()))], vec![]);
    el("DIV", "act", [label, input, el("DIV", "two", buttons)])
}
