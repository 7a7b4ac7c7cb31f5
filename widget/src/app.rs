//! The widget as one value: which screen is shown, and what every click does to it.

use crate::actions;
use crate::browser;
use crate::case::Case;
use crate::form::{Field, Form};
use crate::json::Json;
use crate::live::Line;
use crate::messages::{Messages, Sentence, receipt};
use crate::page;
use crate::reading::{Engine, place};
use crate::ui;
use js_sys::{Object, Reflect};
use leptos::prelude::{AnyView, Render};
use leptos::tachys::view::Mountable;
use std::cell::{Cell, RefCell};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{CustomEvent, CustomEventInit, Element, HtmlDialogElement, HtmlElement};

/// One screen at a time, and one function from it to what is painted, in which leptos changes only what differs. Signals would
/// do the same for 6 KB more of the 50.
pub(crate) struct App {
    pub(crate) host: HtmlElement,
    pub(crate) dialog: HtmlDialogElement,
    pub(crate) edge: String,
    pub(crate) site: String,
    /// Of the sentences.
    pub(crate) lang: String,
    /// Of times: the merchant's own, where it is a kind of `lang`.
    pub(crate) locale: String,
    pub(crate) messages: Messages<JsValue>,
    /// What the page said of the order when it opened us.
    pub(crate) given: RefCell<JsValue>,
    /// What is being written; it outlives its screen, in case it is refused.
    pub(crate) form: RefCell<Form>,
    pub(crate) screen: RefCell<Screen>,
    /// The nodes that leptos keeps for the screen.
    pub(crate) painted: RefCell<Option<<AnyView as Render>::State>>,
    /// A question to the desk is on its way.
    pub(crate) asking: Cell<bool>,
    pub(crate) line: RefCell<Line>,
    /// Something the merchant does is on its way.
    pub(crate) acting: Cell<bool>,
    /// The last of it that the desk has not answered: its id and what it says.
    pub(crate) deed: RefCell<Option<(String, String)>>,
    pub(crate) engine: RefCell<Engine>,
}

/// Each holds what it shows.
pub(crate) enum Screen {
    Write {
        /// The desk took nothing from here, whatever was written.
        refused: bool,
    },
    /// On its way, or kept until the desk can be reached: `body` is sent unchanged until it has an answer.
    Sending {
        body: String,
        failed: bool,
    },
    Recorded(Case),
    Follow(Case),
    /// The complaints filed from this browser.
    Mine(Vec<Case>),
}

/// What a button asks for, in its `value`; any other value is a verb and a chip's number or a suggestion's id, an action's
/// code, or the id of a complaint to follow.
pub(crate) mod msg {
    pub(crate) const FILE: &str = "file";
    pub(crate) const COPY: &str = "copy";
    pub(crate) const MINE: &str = "mine";
    pub(crate) const ANOTHER: &str = "another";
    pub(crate) const CLOSE: &str = "close";
}

impl App {
    /// A button was pressed.
    pub(crate) fn on(&'static self, value: &str) {
        if let Some((verb, at)) = value.split_once(' ') {
            if verb == "solved" {
                return self.solve(at);
            }
            let mut form = self.form.borrow_mut();
            match verb {
                "use" => form.choose(place(at)),
                _ => form.toggle(place(at)),
            }
            drop(form);
            self.read();
            return;
        }
        match value {
            msg::FILE => self.file(),
            msg::COPY => self.copy(),
            msg::MINE => self.show(Screen::Mine(self.mine())),
            msg::ANOTHER => self.begin(),
            msg::CLOSE => self.dialog.close(),
            code => match actions::find(code) {
                Some(action) => self.act(action),
                None => {
                    self.mine().into_iter().filter(|case| case.text("id") == code).for_each(|case| self.follow(case))
                }
            },
        }
    }

    /// A form with what is stored and what the page knows.
    pub(crate) fn begin(&'static self) {
        let given = self.given.borrow();
        let stored = browser::recall(&self.key("draft")).map(|draft| browser::parse(&draft));
        let known = page::read(browser::json_ld(), &*given, &browser::window().location().href().unwrap_or_default());
        self.form.replace(Form::new(stored, &*given, known));
        self.show(Screen::Write { refused: false });
    }

    /// Another screen: the focus goes to its heading, which says so.
    pub(crate) fn show(&'static self, screen: Screen) {
        let mut painted = ui::view(self, &screen).build();
        self.dialog.set_text_content(None);
        painted.mount(&self.dialog, None);
        self.painted.replace(Some(painted));
        if matches!(screen, Screen::Write { .. }) {
            for (field, typed) in Field::ALL.into_iter().zip(&self.form.borrow().typed) {
                self.put(field.selector(), typed);
            }
        }
        self.screen.replace(screen);
        self.read();
        self.focus("h2");
    }

    /// The same screen, in which something has changed.
    pub(crate) fn repaint(&self) {
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

    /// Writes into an input what nobody typed.
    pub(crate) fn put(&self, selector: &str, text: &str) {
        if let Some(input) = self.find(selector) {
            let _ = Reflect::set(&input, &"value".into(), &text.into());
        }
    }

    /// Keeps what was typed or chosen, on the disk too. Nothing is painted for a key.
    pub(crate) fn typed(&'static self, input: &Element) {
        let id = input.id();
        let value = input.text("value").unwrap_or_default();
        if let Some(field) = Field::ALL.into_iter().find(|field| id == field.name()) {
            self.form.borrow_mut().typed[field as usize] = value;
        } else if id == "reason" {
            self.form.borrow_mut().reason = value;
        } else if id == "level" {
            self.form.borrow_mut().level = value;
        } else if let Some(letter) = id.strip_prefix('f') {
            self.corrected(place(letter), value.trim());
        }
        self.keep_draft();
        self.read_soon();
    }

    fn copy(&self) {
        self.with_case(|case| {
            if browser::copy(&case.text("id")) {
                case.said = Some(receipt::copied);
            }
        });
    }

    /// Changes the complaint that is shown, if one is.
    pub(crate) fn with_case(&self, change: impl FnOnce(&mut Case)) {
        if let Screen::Recorded(case) | Screen::Follow(case) = &mut *self.screen.borrow_mut() {
            change(case);
        }
        self.repaint();
    }

    pub(crate) fn mine(&self) -> Vec<Case> {
        let list = browser::recall(&self.key("mine")).map(|list| browser::parse(&list).values()).unwrap_or_default();
        list.iter().filter_map(Json::as_text).map(Case::new).collect()
    }

    /// Where that is kept in this browser.
    pub(crate) fn key(&self, name: &str) -> String {
        ["redress:", &self.site, ":", name].concat()
    }

    pub(crate) fn say(&self, sentence: &Sentence) -> String {
        self.messages.say(sentence)
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

    /// Fetches what is said once a complaint is filed, unless it is known.
    pub(crate) fn learn(&'static self) {
        if self.messages.0.get("event").is_some() {
            return;
        }
        spawn_local(async move {
            let more = browser::ask(&browser::beside(&["locales/", &self.lang, ".later.json"].concat()), None).await;
            if let Some(answer) = more.filter(|answer| answer.status == 200) {
                let said: &Object = self.messages.0.unchecked_ref();
                Object::assign(said, browser::parse(&answer.body).unchecked_ref());
                self.repaint();
            }
        });
    }

    /// Once a second. Unless the desk tells by itself, it is asked every third, by a hidden page every thirtieth.
    pub(crate) fn tick(&'static self, count: u32) {
        let is_hidden = browser::document().hidden();
        let is_seen = self.dialog.open() && !is_hidden;
        if !is_seen {
            self.hang_up();
        }
        let is_told = is_seen && self.keep_line(count);
        if !self.dialog.open() || (is_hidden && !count.is_multiple_of(30)) {
            return;
        }
        self.repaint(); // Times run.
        if count.is_multiple_of(3) {
            self.learn();
            if !is_told {
                self.ask();
            }
        }
    }

    /// Asks the desk what there is to ask.
    fn ask(&'static self) {
        let body = match &*self.screen.borrow() {
            Screen::Sending { body, failed: true } => body.clone(),
            Screen::Recorded(case) | Screen::Follow(case) => return self.look(case),
            _ => return,
        };
        self.send(body);
    }
}
