//! After the receipt: how the complaint stands, and what the merchant does about it.

use crate::actions::Action;
use crate::app::{App, Screen};
use crate::browser;
use crate::case::Case;
use crate::form::write;
use crate::json::{Json, object};
use crate::messages::follow;
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

    /// Does it, with the words that were written for it.
    pub(crate) fn act(&'static self, action: &'static Action) {
        let Screen::Follow(case) = &*self.screen.borrow() else { return };
        let url = self.address(case, "/actions");
        let words = self.find("#words").and_then(|input| input.text("value")).unwrap_or_default();
        // What is said twice at the same point of the story is said once.
        let id = [action.kind, &case.view.list("timeline").len().to_string()].join(":");
        let data = action.words.map_or(JsValue::UNDEFINED, |key| object(&[(key, words.into())]));
        let body =
            write(&object(&[("id", id.into()), ("event", object(&[("type", action.kind.into()), ("data", data)]))]));
        spawn_local(async move {
            let answer = browser::ask(&url, Some(&body)).await;
            match answer {
                Some(answer) if answer.status < 300 => {
                    self.put("#words", "");
                    self.see(Some(answer.body));
                    self.focus("h2");
                }
                Some(answer) if answer.status == 422 => {
                    self.with_case(|case| case.said = Some(follow::words_missing));
                    self.focus("#words");
                }
                Some(answer) if answer.status < 429 => self.with_case(|case| case.said = Some(follow::too_late)),
                _ => self.with_case(|case| case.said = Some(follow::unreachable)),
            }
        });
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
