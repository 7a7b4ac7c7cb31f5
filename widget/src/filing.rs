//! From the button to the receipt: what is filed is kept until the desk has answered, and sent unchanged each time.

use crate::app::{App, Screen};
use crate::browser;
use crate::case::Case;
use crate::form::{self, Field, Form, write};
use crate::json::{Json, object};
use complaint::id::SubmissionId;
use js_sys::Array;
use std::iter;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

/// How many of the merchant's complaints the browser remembers.
const MINE: usize = 50;

impl App {
    pub(crate) fn file(&'static self) {
        self.read();
        // Without card numbers, where the engine is there to hide them.
        let masked = self.engine.borrow().reading.text("masked");
        let mut form = self.form.borrow_mut();
        let mut draft = form.draft(&self.lang);
        draft.text = masked.unwrap_or(draft.text);
        let json = form.draft_json(&draft);
        form.problems = draft.parse().err().map(|rejected| rejected.0).unwrap_or_default();
        drop(form);
        if self.point_out() {
            return;
        }
        let now = browser::now();
        let location = browser::window().location();
        let page = [&*location.origin().unwrap_or_default(), &location.pathname().unwrap_or_default()].concat();
        let body = write(&object(&[
            ("submission_id", SubmissionId::new(now, browser::random()).to_string().into()),
            ("site", self.site.as_str().into()),
            ("claimed_at", (now.0 as f64).into()),
            ("page", page.into()),
            ("draft", json),
        ]));
        browser::keep(&self.key("outbox"), Some(&body));
        self.send(body);
    }

    /// Shows the problems at their fields, with the focus on the first; whether there are any.
    fn point_out(&self) -> bool {
        self.repaint();
        let form = self.form.borrow();
        let first = Field::ALL.into_iter().find(|field| form.problem(*field).is_some());
        first.iter().for_each(|field| self.focus(field.selector()));
        first.is_some()
    }

    /// Sends `body`, now or when the desk can be reached.
    pub(crate) fn send(&'static self, body: String) {
        self.show(Screen::Sending { body: body.clone(), failed: false });
        spawn_local(async move {
            let answer = browser::ask(&[&self.edge, "v1/complaints"].concat(), Some(&body)).await;
            match answer {
                Some(answer) if answer.status < 300 => self.record(answer.body),
                Some(answer) if matches!(answer.status, 400..429) => {
                    browser::keep(&self.key("outbox"), None);
                    self.form.borrow_mut().problems = form::problems(&browser::parse(&answer.body));
                    self.show(Screen::Write { refused: false });
                    if !self.point_out() {
                        self.show(Screen::Write { refused: true });
                    }
                }
                _ => self.show(Screen::Sending { body, failed: true }),
            }
        });
    }

    fn record(&'static self, receipt: String) {
        browser::keep(&self.key("draft"), None);
        browser::keep(&self.key("outbox"), None);
        let case = Case::new(receipt);
        let list: Array =
            iter::once(&case).chain(&self.mine()).take(MINE).map(|case| JsValue::from(&case.raw)).collect();
        browser::keep(&self.key("mine"), Some(&write(&list)));
        self.form.replace(Form::default());
        self.tell("redress:filed", &case.receipt);
        self.show(Screen::Recorded(case));
    }
}
