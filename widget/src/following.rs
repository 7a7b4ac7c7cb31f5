//! After the receipt: how the complaint stands, and what the merchant does about it.

use crate::actions::Action;
use crate::app::{App, Screen};
use crate::browser;
use crate::case::Case;
use crate::form::write;
use crate::json::{Json, object};
use crate::messages::follow;
use complaint::id::SubmissionId;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

impl App {
    pub(crate) fn follow(&'static self, case: Case) {
        self.look(&case);
        self.show(Screen::Follow(case));
    }

    /// Asks how the complaint stands.
    pub(crate) fn look(&'static self, case: &Case) {
        let url = self.address(case, "");
        if self.asking.replace(true) {
            return;
        }
        spawn_local(async move {
            let answer = browser::ask(&url, None).await.filter(|answer| answer.status == 200);
            self.asking.set(false);
            self.see(answer.map(|answer| answer.body));
        });
    }

    /// Does it, with what was chosen and written for it. One thing at a time: a second click on the way is no second deed.
    pub(crate) fn act(&'static self, action: &'static Action) {
        let Screen::Follow(case) = &*self.screen.borrow() else { return };
        let url = self.address(case, "/actions");
        let words = ["#words-", action.code.code()].concat();
        let body = self.deed(action, &words);
        if self.acting.replace(true) {
            return;
        }
        spawn_local(async move {
            let answer = browser::ask(&url, Some(&body)).await;
            self.acting.set(false);
            match answer {
                Some(answer) if answer.status < 300 => {
                    self.deed.take();
                    self.put(&words, "");
                    self.see(Some(answer.body));
                    self.focus("h2");
                }
                Some(answer) if answer.status == 422 => {
                    self.with_case(|case| case.said = Some(follow::words_missing));
                    self.focus(&words);
                }
                Some(answer) if answer.status < 429 => self.with_case(|case| case.said = Some(follow::too_late)),
                _ => self.with_case(|case| case.said = Some(follow::unreachable)),
            }
        });
    }

    /// The body to send. While the desk has not answered, the same again keeps its id, and so happens once.
    fn deed(&self, action: &Action, words: &str) -> String {
        let typed = |selector: &str| self.find(selector).and_then(|input| input.text("value")).unwrap_or_default();
        let chosen = typed(&["#choice-", action.code.code()].concat());
        let chosen = chosen.parse().map_or_else(|_| chosen.into(), JsValue::from_bool);
        let mut data = Vec::new();
        data.extend(action.words.map(|key| (key, typed(words).into())));
        data.extend(action.choice.map(|key| (key, chosen)));
        let data = if data.is_empty() { JsValue::UNDEFINED } else { object(&data) };
        let event = object(&[("type", action.kind.into()), ("data", data)]);
        let said = write(&event);
        let mut deed = self.deed.borrow_mut();
        if deed.as_ref().is_none_or(|(_, known)| *known != said) {
            *deed = Some((SubmissionId::new(browser::now(), browser::random()).to_string(), said));
        }
        let id = deed.as_ref().map(|(id, _)| JsValue::from(id)).unwrap_or_default();
        write(&object(&[("id", id), ("event", event)]))
    }

    /// Shows the view that came, or that none did. The page is told of news once all is in place: it may call back.
    pub(crate) fn see(&self, view: Option<String>) {
        let mut news = None;
        self.with_case(|case| news = case.see(view).then(|| case.view.clone()));
        news.iter().for_each(|view| self.tell("redress:status", view));
    }

    /// `path` below the complaint, with the token that opens it: a parameter needs no preflight.
    pub(crate) fn address(&self, case: &Case, path: &str) -> String {
        [&self.edge, "v1/complaints/", &case.text("id"), path, "?token=", &case.text("follow")].concat()
    }
}
