//! The golden vectors in Wasm: browser and edge count the same due times as `complaint/tests/life/golden.rs` does natively.
#![cfg(test)]

use complaint::golden::{CLOCKS, Golden};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn clocks_keep_their_golden_due_times() {
    let golden: Golden = serde_json::from_str(CLOCKS).unwrap();
    assert!(golden.lives.len() > 30);
    assert_eq!(golden.faults(), Vec::<String>::new());
}
