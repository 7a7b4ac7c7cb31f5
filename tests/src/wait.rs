//! Waiting for what another process does: asked again and again, with a deadline, never slept through.

use std::thread::sleep;
use std::time::{Duration, Instant};

/// Long enough for a busy machine; reached only when something is broken.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// The first thing `probe` finds.
///
/// # Panics
/// When `PATIENCE` is over; `what` says what never came.
#[track_caller]
pub fn until<T>(what: &str, mut probe: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = probe() {
            return found;
        }
        assert!(start.elapsed() < PATIENCE, "gave up after {PATIENCE:?}: {what}");
        sleep(Duration::from_millis(20));
    }
}
