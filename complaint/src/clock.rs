//! Clocks: what was promised, until when, and what stops, pauses or restarts it.

use crate::reason::codes;
use serde::{Deserialize, Serialize};

codes! {
    ClockKind {
        "acknowledge" Acknowledge, "forward" Forward, "assign" Assign, "contact" Contact, "update" Update,
        "proposal" Proposal, "closure" Closure, "merchant_reply" MerchantReply, "confirmation" Confirmation,
        "legal" Legal, "review" Review,
    }
}
