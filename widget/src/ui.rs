//! What is on the screen: a file per component, its style beside it.

mod act;
mod chip;
mod element;
mod field;
mod follow;
mod judged;
mod mine;
mod promises;
mod receipt;
mod suggestion;
mod write;

use crate::app::{App, Screen, msg};
use crate::browser;
use crate::case::Case;
use crate::form::Field;
use crate::messages::{Sentence, fill, follow as says, form, write as asks};
use crate::time;
use element::{el, with, words};
use leptos::prelude::*;

/// The dialog's content: a heading, the news in one line, and the screen.
pub(crate) fn view(app: &App, screen: &Screen) -> AnyView {
    let (title, news, body) = match screen {
        Screen::Write { refused } => {
            let offline = (!browser::is_online()).then_some(asks::offline);
            (form::title, tell(app, offline.or(refused.then_some(form::refused))), write::view(app))
        }
        Screen::Sending { failed, .. } => {
            let account = words("P", "words", app.form.borrow().typed[Field::Text as usize].clone());
            let title = if *failed { asks::kept } else { form::filing };
            (title, tell(app, failed.then_some(form::kept)), el("MAIN", "", vec![account]))
        }
        Screen::Recorded(case) => (form::recorded, case_news(app, case), receipt::view(app, case)),
        Screen::Follow(case) => (says::title, case_news(app, case), follow::view(app, case)),
        Screen::Mine(cases) => (asks::mine, String::new(), mine::view(app, cases)),
    };
    let heading = [("id", Some("title")), ("tabindex", Some("-1"))];
    let name = app.say(form::close);
    let close = [("value", Some(msg::CLOSE)), ("aria-label", Some(&*name))];
    let header = vec![
        with("H2", "", &heading, vec![app.say(title).into_any()]),
        with("BUTTON", "icon", &close, vec!["✕".into_any()]),
    ];
    let news = with("P", "news", &[("role", Some("status"))], vec![news.into_any()]);
    el("DIV", "", vec![el("HEADER", "", header), news, body])
}

fn tell(app: &App, sentence: Option<&'static Sentence>) -> String {
    sentence.map(|sentence| app.say(sentence)).unwrap_or_default()
}

fn case_news(app: &App, case: &Case) -> String {
    match case.as_of {
        Some(at) => fill(&app.say(says::as_of), &[("time", &time::moment(at, &app.locale))]),
        None => tell(app, case.said),
    }
}
