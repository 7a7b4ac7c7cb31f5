//! The life of a complaint: what may follow what, what the clocks say, what the merchant sees, what is stored.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails where it stands")]

mod golden;
mod law;
mod property;
mod states;
mod steps;
mod stored;
mod timing;
