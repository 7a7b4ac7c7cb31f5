//! What is on the screen: a file per component, its style beside it.

mod chip;
mod element;
mod field;
mod follow;
mod mine;
mod receipt;
mod write;

use crate::app::{App, Screen, msg};
use crate::browser;
use crate::messages::{follow as says, form, write as asks};
use element::{el, with};
use leptos::prelude::*;

/// Every style of the widget, the first form's included.
pub(crate) const STYLE: &str = concat!(
    include_str!("ui/tokens.css"),
    include_str!("ui/dialog.css"),
    include_str!("ui/chip.css"),
    include_str!("ui/receipt.css"),
    include_str!("ui/follow.css"),
);

/// The dialog's content: a heading, the news in one line, and the screen.
pub(crate) fn view(app: &App, screen: &Screen) -> AnyView {
    let say = |sentence| app.messages.say(sentence);
    let none = String::new;
    let (title, news, body) = match screen {
        Screen::Write => (form::title, if browser::is_online() { none() } else { say(asks::offline) }, write::view(app)),
        Screen::Sending { failed, .. } => {
            (form::title, say(if *failed { form::kept } else { form::filing }), el("MAIN", "", []))
        }
        Screen::Recorded(case) => (form::recorded, none(), receipt::view(app, case)),
        Screen::Follow(case) => (says::title, follow::news(app, case), follow::view(app, case)),
        Screen::Mine(cases) => (asks::mine, none(), mine::view(app, cases)),
    };
    let heading = with("H2", "", [("id", Some("title".into())), ("tabindex", Some("-1".into()))], vec![say(title).into_any()]);
    let close = with("BUTTON", "icon", [("value", Some(msg::CLOSE.into())), ("aria-label", Some(say(form::close)))], vec!["✕".into_any()]);
    let news = with("P", "news", [("role", Some("status".into()))], vec![news.into_any()]);
    el("DIV", "", [el("HEADER", "", [heading, close]), news, body])
}
