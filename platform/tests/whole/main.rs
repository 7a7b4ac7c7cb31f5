//! The platform as the edge and a browser meet it: over HTTP, in this process, on its own database.
#![expect(clippy::unwrap_used, reason = "a stage that cannot be set up should say where")]

mod desk;
mod stage;
mod webhook;
