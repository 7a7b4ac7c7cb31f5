//! From the first form to the full one, in the same open dialog: nothing typed is lost, and the caret stays where it was.

use crate::app::{App, Screen};
use crate::form::Field;
use crate::json::Json;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlInputElement, ShadowRoot};

/// What the first form holds, and how far it is.
pub(crate) struct FirstForm {
    pub(crate) typed: [String; Field::FIRST.len()],
    /// The body that is on its way.
    pub(crate) pending: Option<String>,
    /// The receipt's bytes.
    pub(crate) receipt: Option<String>,
    /// An input method is at work, which would lose what it holds.
    pub(crate) composing: bool,
    caret: Option<Caret>,
}

struct Caret {
    field: String,
    start: u32,
    end: u32,
}

impl FirstForm {
    /// `None` where there is none in `dialog`.
    pub(crate) fn read(root: &ShadowRoot, dialog: &HtmlDialogElement) -> Option<Self> {
        let state = dialog.get("redress")?;
        Some(Self {
            typed: Field::FIRST.map(|field| {
                let input = dialog.query_selector(field.selector()).ok().flatten();
                input.and_then(|input| input.text("value")).unwrap_or_default()
            }),
            composing: state.get("composing").is_some_and(|composing| composing.is_truthy()),
            pending: state.text("pending"),
            receipt: state.text("receipt"),
            caret: root.active_element().map(|focused| {
                let at = |key| focused.get(key).and_then(|at| at.as_number()).unwrap_or_default() as u32;
                Caret { field: focused.id(), start: at("selectionStart"), end: at("selectionEnd") }
            }),
        })
    }

    /// Puts back what was typed, and the caret, now that the full form is there.
    pub(crate) fn restore(self, app: &App) {
        if !matches!(*app.screen.borrow(), Screen::Write { .. }) {
            return;
        }
        for (field, typed) in Field::FIRST.into_iter().zip(self.typed) {
            app.put(field.selector(), &typed);
            app.form.borrow_mut().typed[field as usize] = typed;
        }
        let Some(caret) = self.caret else { return };
        let selector = ["#", &caret.field].concat();
        if let Some(input) = app.find(&selector) {
            app.focus(&selector);
            // A textarea has the same method.
            let _ = input.unchecked_into::<HtmlInputElement>().set_selection_range(caret.start, caret.end);
        }
    }
}
