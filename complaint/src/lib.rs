//! The rules of complaints, pure: no clock, network, randomness, browser or Worker types; time comes in as a value.
//!
//! Read in the order a complaint lives: [`draft`] (what the page sends) →
//! [`extract`] and [`mask`] (what it says, and what of it is hidden) → [`triage`] (what it is about, how urgent) →
//! [`case`] (its life, folded from [`event`]s) → [`clock`] (what is due when) → [`view`] (what the merchant is shown).

// No clock, files or network by construction; and in a page, no machinery for panics that nobody reads.
#![cfg_attr(not(test), no_std)]

extern crate alloc;

pub mod amount;
pub mod api;
pub mod breaker;
pub mod case;
pub mod clock;
pub mod date;
pub mod draft;
pub mod event;
pub mod extract;
pub mod golden;
pub mod id;
pub mod level;
pub mod limits;
pub mod mask;
pub mod parts;
pub mod problem;
pub mod reading;
pub mod reason;
pub mod receipt;
pub mod retry;
pub mod site;
pub mod status;
pub mod suggestion;
pub mod time;
pub mod triage;
pub mod view;
