//! The engine: reads what the merchant wrote, in the page, by the very code that reads it again at the edge.
//!
//! Without `std`, and so without serde-wasm-bindgen, which needs it: together they are 5 KB of download.

#![no_std]

extern crate alloc;

use alloc::boxed::Box;
use alloc::string::String;
use complaint::parts::cut;
use complaint::reading;
use complaint::triage::{Language, Vocabulary};
use core::panic::PanicInfo;
use once_cell::race::OnceBox;
use wasm_bindgen::prelude::*;

#[global_allocator]
static HEAP: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// The page sees a `WebAssembly.RuntimeError` and goes on without the engine.
#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

/// By language.
static LEARNED: [OnceBox<Vocabulary>; Language::ALL.len()] = [const { OnceBox::new() }; Language::ALL.len()];

/// Takes the vocabulary of the language whose code, ISO 639-1, is its first line: what is written in it is read and judged by
/// it from then on.
#[wasm_bindgen]
pub fn learn(vocabulary: String) {
    let (lang, vocabulary) = cut(vocabulary.leak(), b'\n');
    if let Some(language) = Language::ALL.iter().find(|language| language.code() == lang) {
        // The first one stays.
        let _ = LEARNED[*language as usize].set(Box::new(Vocabulary::new(vocabulary)));
    }
}

/// Answers as [`reading::answer`] does.
#[wasm_bindgen]
pub fn read(asked: &str) -> String {
    reading::answer(asked, |language| LEARNED[language as usize].get())
}
