//! What the merchant may do now. Everything has its place always, shown or not: what is being written stays where it is.

use crate::actions::{self, Action};
use crate::app::App;
use crate::case::Case;
use crate::json::Json;
use crate::messages::follow;
use crate::ui::element::{button, el, label, option, with};
use complaint::level::Level;
use complaint::view::MerchantAction;
use leptos::prelude::*;

pub(crate) fn view(app: &App, case: &Case) -> AnyView {
    let allowed = case.view.list("allowed_actions");
    let is_allowed = |code: MerchantAction| allowed.iter().any(|known| known.as_text().as_deref() == Some(code.code()));
    let proposed = is_allowed(MerchantAction::Confirm);
    let part = |action: &'static Action| {
        let open = match action.code {
            MerchantAction::Reply => !proposed,
            code => matches!(code, MerchantAction::Confirm | MerchantAction::Rate),
        };
        part(app, case, action, open, is_allowed(action.code))
    };
    el("DIV", "act", actions::ALL.iter().map(part).collect::<Vec<_>>())
}

/// One action, behind its name unless it is what is most likely wanted.
fn part(app: &App, case: &Case, action: &'static Action, open: bool, allowed: bool) -> AnyView {
    let code = action.code.code();
    let id = |name: &str| [name, code].concat();
    let mut parts = vec![with("SUMMARY", "", &[], vec![app.messages.of("action", code).into_any()])];
    if action.choice.is_some() {
        parts.push(label(app.messages.of("choice", code), &id("choice-")));
        parts.push(with("SELECT", "", &[("id", Some(&id("choice-")))], options(app, case, action.code)));
    }
    if action.words.is_some() {
        parts.push(label(app.say(follow::words), &id("words-")));
        parts.push(with("TEXTAREA", "", &[("id", Some(&id("words-")))], vec![]));
    }
    parts.push(button(if open { "" } else { "quiet" }, app.messages.of("action", code), code));
    let flag = |is: bool| is.then_some("");
    if action.code == MerchantAction::Confirm {
        return with("DIV", "", &[("hidden", flag(!allowed))], parts.split_off(1));
    }
    with("DETAILS", "", &[("open", flag(open)), ("hidden", flag(!allowed))], parts)
}

/// What can be chosen: a more urgent level than now, or yes and no.
fn options(app: &App, case: &Case, code: MerchantAction) -> Vec<AnyView> {
    let now = case.view.text("level").unwrap_or_default();
    let codes: Vec<&str> = match code {
        MerchantAction::Rate => vec!["true", "false"],
        _ => Level::ALL.iter().map(|level| level.code()).take_while(|level| *level != now).collect(),
    };
    let option = |code: &str| option(code, app.messages.of("choice", code));
    codes.into_iter().map(option).collect()
}
