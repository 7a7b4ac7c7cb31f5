//! The widget as one value: which screen is shown, and what every click does to it.

use crate::browser;
use crate::case::Case;
use crate::form::{self, Field, Form, write};
use crate::json::{Json, object};
use crate::messages::Messages;
use crate::ui;
use complaint::id::SubmissionId;
use js_sys::{Array, Reflect};
use leptos::prelude::{AnyView, Render};
use leptos::tachys::view::Mountable;
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{CustomEvent, CustomEventInit, Element, HtmlDialogElement, HtmlElement};

pub(crate) struct App {
    pub(crate) host: HtmlElement,
    pub(crate) dialog: HtmlDialogElement,
    pub(crate) edge: String,
    pub(crate) site: String,
    pub(crate) lang: String,
    pub(crate) messages: Messages<JsValue>,
    /// What is being written; it outlives its screen, in case it is refused.
    pub(crate) form: RefCell<Form>,
    pub(crate) screen: RefCell<Screen>,
    /// The nodes that leptos keeps for the screen.
    pub(crate) painted: RefCell<Option<<AnyView as Render>::State>>,
}

/// Each holds what it shows.
pub(crate) enum Screen {
    Write,
    /// On its way, or kept until the desk can be reached: `body` is sent unchanged until it has an answer.
    Sending { body: String, failed: bool },
    Recorded(Case),
    Follow(Case),
    /// The complaints filed from this browser.
    Mine(Vec<Case>),
}

/// What a button asks for, in its `value`; any other value is the id of a complaint to follow.
pub(crate) mod msg {
    pub(crate) const FILE: &str = "file";
    pub(crate) const FORGET_AMOUNT: &str = "amount";
    pub(crate) const FORGET_MERCHANT: &str = "merchant";
    pub(crate) const COPY: &str = "copy";
    pub(crate) const MINE: &str = "mine";
    pub(crate) const ANOTHER: &str = "another";
    pub(crate) const CLOSE: &str = "close";
}

impl App {
    /// A button was pressed.
    pub(crate) fn on(&'static self, value: &str) {
        match value {
            msg::FILE => self.file(),
            msg::FORGET_AMOUNT => self.forget(|form| form.known.amount = None),
            msg::FORGET_MERCHANT => self.forget(|form| form.known.merchant = None),
            msg::COPY => self.copy(),
            msg::MINE => self.show(Screen::Mine(self.mine())),
            msg::ANOTHER => self.show(Screen::Write),
            msg::CLOSE => self.dialog.close(),
            id => {
                if let Some(case) = self.mine().into_iter().find(|case| case.text("id") == id) {
                    self.show(Screen::Follow(case));
                }
            }
        }
    }

    /// Another screen: the focus goes to its heading, which says so.
    pub(crate) fn show(&self, screen: Screen) {
        let mut painted = ui::view(self, &screen).build();
        self.dialog.set_text_content(None);
        painted.mount(&self.dialog, None);
        self.painted.replace(Some(painted));
        if matches!(screen, Screen::Write) {
            for (field, typed) in Field::ALL.into_iter().zip(&self.form.borrow().typed) {
                if let Some(input) = self.find(field.selector()) {
                    let _ = Reflect::set(&input, &"value".into(), &typed.into());
                }
            }
        }
        self.screen.replace(screen);
        self.focus("h2");
    }

    /// The same screen, in which something has changed.
    fn repaint(&self) {
        if let Some(painted) = self.painted.borrow_mut().as_mut() {
            ui::view(self, &self.screen.borrow()).rebuild(painted);
        }
    }

    pub(crate) fn find(&self, selector: &str) -> Option<Element> {
        self.dialog.query_selector(selector).ok()?
    }

    pub(crate) fn focus(&self, selector: &str) {
        if let Some(element) = self.find(selector) {
            let _ = element.unchecked_into::<HtmlElement>().focus();
        }
    }

    fn forget(&self, fact: impl FnOnce(&mut Form)) {
        fact(&mut self.form.borrow_mut());
        self.repaint();
    }

    /// Keeps what was typed, on the disk too. Nothing is painted for it.
    pub(crate) fn typed(&self, input: &Element) {
        let mut form = self.form.borrow_mut();
        if let Some(field) = Field::ALL.into_iter().find(|field| input.id() == field.name()) {
            form.typed[field as usize] = input.text("value").unwrap_or_default();
            browser::keep(&self.key("draft"), Some(&write(&form.draft_json(&form.draft(&self.lang)))));
        }
    }

    fn file(&'static self) {
        let mut form = self.form.borrow_mut();
        let draft = form.draft(&self.lang);
        let json = form.draft_json(&draft);
        form.problems = draft.parse().err().map(|rejected| rejected.0).unwrap_or_default();
        drop(form);
        if self.point_out() {
            return;
        }
        let now = browser::now();
        let location = browser::window().location();
        let page = location.origin().unwrap_or_default() + &location.pathname().unwrap_or_default();
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
        self.focus(first.map_or("h2", Field::selector));
        !form.problems.is_empty()
    }

    /// Sends `body`, now or when the desk can be reached.
    pub(crate) fn send(&'static self, body: String) {
        self.show(Screen::Sending { body: body.clone(), failed: false });
        spawn_local(async move {
            let answer = browser::ask(&[&self.edge, "v1/complaints"].concat(), Some(&body)).await;
            match answer {
                Some(answer) if answer.status < 300 => self.record(answer.body),
                Some(answer) if answer.status < 423 => {
                    browser::keep(&self.key("outbox"), None);
                    self.form.borrow_mut().problems = form::problems(&browser::parse(&answer.body));
                    self.show(Screen::Write);
                    self.point_out();
                }
                _ => {
                    self.screen.replace(Screen::Sending { body, failed: true });
                    self.repaint();
                }
            }
        });
    }

    fn record(&self, receipt: String) {
        browser::keep(&self.key("draft"), None);
        browser::keep(&self.key("outbox"), None);
        let case = Case::new(receipt);
        let list: Array = std::iter::once(&case).chain(&self.mine()).map(|case| JsValue::from(&case.raw)).collect();
        browser::keep(&self.key("mine"), Some(&write(&list)));
        self.form.replace(Form::default());
        self.tell("redress:filed", &case.receipt);
        self.show(Screen::Recorded(case));
    }

    fn copy(&self) {
        if let Screen::Recorded(case) = &*self.screen.borrow() {
            let _ = browser::window().navigator().clipboard().write_text(&case.text("id"));
        }
    }

    pub(crate) fn mine(&self) -> Vec<Case> {
        let list = browser::recall(&self.key("mine")).map(|list| browser::parse(&list).values()).unwrap_or_default();
        list.iter().filter_map(Json::as_text).map(Case::new).collect()
    }

    pub(crate) fn key(&self, name: &str) -> String {
        ["redress", &self.site, name].join(":")
    }

    /// Tells the page.
    pub(crate) fn tell(&self, name: &str, detail: &JsValue) {
        let init = CustomEventInit::new();
        init.set_bubbles(true);
        init.set_composed(true);
        init.set_detail(detail);
        if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) {
            let _ = self.host.dispatch_event(&event);
        }
    }

    /// Once a second. The desk is asked every third, by a hidden page every thirtieth.
    pub(crate) fn tick(&'static self, count: u32) {
        let is_hidden = browser::window().document().is_some_and(|document| document.hidden());
        if !self.dialog.open() || (is_hidden && count % 30 != 0) {
            return;
        }
        self.repaint(); // Times run.
        if count % 3 != 0 {
            return;
        }
        let again = match &*self.screen.borrow() {
            Screen::Sending { body, failed: true } => Some(body.clone()),
            Screen::Recorded(case) | Screen::Follow(case) => {
                self.look(case);
                None
            }
            _ => None,
        };
        // It shows another screen, so this one must not be borrowed any more.
        if let Some(body) = again {
            self.send(body);
        }
    }

    /// Asks how the complaint stands.
    fn look(&'static self, case: &Case) {
        let url = [&self.edge, "v1/complaints/", &case.text("id"), "?token=", &case.text("follow")].concat();
        spawn_local(async move {
            let answer = browser::ask(&url, None).await.filter(|answer| answer.status == 200);
            if let Screen::Recorded(case) | Screen::Follow(case) = &mut *self.screen.borrow_mut() {
                if case.see(answer.map(|answer| answer.body)) {
                    self.tell("redress:status", &case.view);
                }
            }
            self.repaint();
        });
    }
}
