//! Whole-path tests: the Worker as it was built, on workerd, with the real platform or one that misbehaves on request.
//!
//! `cargo xtask build` comes first: a runtime loads `edge/build`. Every test owns its runtimes, ports and state.

pub mod client;
pub mod desk;
pub mod draft;
mod flawed;
pub mod runtime;
pub mod toy_platform;
pub mod wait;
