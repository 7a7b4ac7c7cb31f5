//! The engine: reads what the merchant wrote, in the page, by the very code that reads it again at the edge.
//!
//! Without `std`, and so without serde-wasm-bindgen, which needs it: together they are 5 KB of download.

#![no_std]

extern crate alloc;

mod json;
mod setting;

use alloc::boxed::Box;
use alloc::string::String;
use complaint::reading;
use complaint::triage::{Language, Vocabulary};
use core::panic::PanicInfo;
use once_cell::race::OnceBox;
use setting::Members;
use wasm_bindgen::prelude::*;

#[global_allocator]
static HEAP: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// The page sees a `WebAssembly.RuntimeError` and goes on without the engine.
#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = JSON)]
    fn parse(text: &str) -> JsValue;
}

/// By language.
static LEARNED: [OnceBox<Vocabulary>; Language::ALL.len()] = [const { OnceBox::new() }; Language::ALL.len()];

/// Takes the vocabulary of a language, ISO 639-1: what is written in it is judged from then on.
#[wasm_bindgen]
pub fn learn(lang: &str, vocabulary: String) {
    if let Some(language) = Language::ALL.iter().find(|language| language.code() == lang) {
        // The first one stays.
        let _ = LEARNED[*language as usize].set(Box::new(Vocabulary::new(vocabulary.leak())));
    }
}

/// Reads `text`: an object with the members of [`reading::Reading`], `triage` null until the language is learned.
///
/// `setting` is an object with any of these members:
/// - `today`: the day it is written, `"2026-11-22"`; without it "yesterday" stays unread;
/// - `lang`: the language of the site, BCP 47;
/// - `order`: the order that the page is about, whose like are then known anywhere;
/// - `amount`: the sum at stake by the form or the page, `{ value: "1250.00", currency: "EUR" }`;
/// - `reason`: the merchant's own reason, which is then kept; `level`: the one the merchant asks for, which is kept if lower;
/// - `critical_from`: sums as in the site's policy;
/// - `suggestions`: as the site publishes them.
#[wasm_bindgen]
pub fn read(text: &str, setting: &Members) -> JsValue {
    parse(&json::reading(&reading::read(text, &setting.parse(), |language| LEARNED[language as usize].get())))
}
