//! The golden vectors, natively; the same function runs them in Wasm.

use complaint::golden::{CLOCKS, Golden};

#[test]
fn clocks_keep_their_golden_due_times() {
    let golden: Golden = serde_json::from_str(CLOCKS).unwrap();
    assert!(golden.lives.len() > 30);
    assert_eq!(golden.faults(), Vec::<String>::new());
}
