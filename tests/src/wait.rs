//! Waiting for what another process does: asked again and again, with a deadline, never slept through.

use std::thread::sleep;
use std::time::{Duration, Instant};

/// Long enough for a busy machine; reached only when something is broken.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// The first thing `probe` finds.
///
/// # Panics
/// When [`PATIENCE`] is over; `what` says what never came.
#[track_caller]
pub fn until<T>(what: &str, probe: impl FnMut() -> Option<T>) -> T {
    within(PATIENCE, probe).unwrap_or_else(|| panic!("gave up after {PATIENCE:?}: {what}"))
}

/// The first thing `probe` finds; `None` when `patience` is over.
pub fn within<T>(patience: Duration, mut probe: impl FnMut() -> Option<T>) -> Option<T> {
    let start = Instant::now();
    loop {
        let found = probe();
        if found.is_some() || start.elapsed() > patience {
            return found;
        }
        sleep(Duration::from_millis(20));
    }
}
