//! Every limit on what may be filed, in one place.

use crate::time::Span;

/// Bytes of a request body; more is refused.
pub const BODY_BYTES: usize = 64 * 1024;
/// Characters of the account of what happened.
pub const TEXT_MIN: usize = 20;
pub const TEXT_MAX: usize = 10_000;
/// Characters of an order number, a merchant reference, a page address.
pub const ORDER_MAX: usize = 80;
pub const MERCHANT_MAX: usize = 120;
pub const PAGE_MAX: usize = 2_000;
/// Characters of the words with which another level is asked for, of a fact that was corrected; and how many of those there are.
pub const WISH_MAX: usize = 1_000;
pub const FACT_MAX: usize = 300;
pub const CORRECTIONS_MAX: usize = 50;
/// Facts that a page is told of, the first ones: more would be none that anyone looks through.
pub const FACTS_SHOWN: usize = 500;
/// Bytes of an e-mail address (RFC 5321, 4.5.3.1.3, less the angle brackets).
pub const EMAIL_MAX: usize = 254;
/// Digits of a telephone number (E.164).
pub const PHONE_MIN: usize = 7;
pub const PHONE_MAX: usize = 15;
/// Characters of a message between handler and merchant.
pub const MESSAGE_MAX: usize = 10_000;
/// Characters of a team's or a handler's name, a platform's case number, an event id.
pub const NAME_MAX: usize = 120;
/// How long proposal and closure may wait for the merchant, all pauses together.
pub const PAUSE_CAP: Span = Span::hours(72);
/// How long a finished complaint may be reopened.
pub const REOPEN_WINDOW: Span = Span::days(30);
/// Until the platform has it.
pub const FORWARD: Span = Span::seconds(60);
/// For the merchant to answer a question; then the file as it stands decides.
pub const MERCHANT_REPLY: Span = Span::hours(72);
/// For the merchant to confirm or reject a proposal.
pub const CONFIRMATION: Span = Span::days(7);
pub const REVIEW: Span = Span::hours(24);
/// Calendar months until the decision (RTS 2025/294, Art. 6(2)).
pub const LEGAL_MONTHS: i64 = 2;
