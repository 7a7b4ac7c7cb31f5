//! Clocks: what was promised, until when, and what stops, pauses or restarts it.

mod calendar;
mod set;

use alloc::vec::Vec;
pub use calendar::{BadCalendar, Calendar};
pub(crate) use set::Clocks;

use crate::reason::codes;
use crate::time::{Millis, Span};
use serde::{Deserialize, Serialize};

codes! {
    ClockKind {
        "acknowledge" Acknowledge, "forward" Forward, "assign" Assign, "contact" Contact, "update" Update,
        "proposal" Proposal, "closure" Closure, "merchant_reply" MerchantReply, "confirmation" Confirmation,
        "legal" Legal, "review" Review,
    }
}

impl ClockKind {
    /// Working time for B and C; the machine's, the merchant's and the law's clocks never rest.
    pub(crate) fn rests_out_of_hours(self) -> bool {
        matches!(self, Self::Assign | Self::Contact | Self::Update | Self::Proposal | Self::Closure | Self::Review)
    }

    /// Whose breach raises the flag.
    pub(crate) fn escalates(self) -> bool {
        matches!(self, Self::Contact | Self::Proposal | Self::Closure)
    }

    /// The merchant is reminded, not warned, and silence is no breach.
    fn reminders(self) -> &'static [Span] {
        match self {
            Self::MerchantReply => const { &[Span::hours(24), Span::hours(48)] },
            Self::Confirmation => const { &[Span::days(3), Span::days(6)] },
            _ => &[],
        }
    }
}

/// One promise under way.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Clock {
    pub(crate) kind: ClockKind,
    pub(crate) gait: Gait,
    /// When `gait` began; by then it had run `used` and had `left` to run.
    since: Millis,
    used: Span,
    pub(crate) left: Span,
    /// Where it stands; while it is held, where it stood.
    pub(crate) marks: Marks,
    /// Its end came before it was met.
    pub(crate) missed: bool,
    pub(crate) warned: bool,
    reminded: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Gait {
    Running,
    /// Stands still; where there is a cap it goes on by itself.
    Held(Option<Cap>),
    Met,
    /// The complaint ended before the promise was met.
    Off,
}

/// When a pause is used up, and where the clock then stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cap {
    until: Millis,
    marks: Marks,
}

/// Three quarters, and the end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Marks {
    pub(crate) warn_at: Millis,
    pub(crate) due_at: Millis,
}

/// What a state asks of a clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Course {
    Run,
    /// Until that moment at the latest, or for as long as the state lasts.
    Hold(Option<Millis>),
    Meet,
    Drop,
}

/// A new promise, and the hours the old and the new one count.
#[derive(Clone, Copy)]
pub(crate) struct Change<'a> {
    pub(crate) span: Span,
    pub(crate) old: &'a Calendar,
    pub(crate) new: &'a Calendar,
}

/// What a clock has to say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Word {
    Reminder,
    Warning,
    End,
}

impl Clock {
    pub(crate) fn start(kind: ClockKind, at: Millis, span: Span, calendar: &Calendar) -> Self {
        let marks = marks(at, span, span, calendar);
        let (gait, used) = (Gait::Running, Span(0));
        Self { kind, gait, since: at, used, left: span, marks, missed: false, warned: false, reminded: 0 }
    }

    /// What it will say if nothing else happens, in order of time.
    pub(crate) fn words(&self) -> Vec<(Millis, Word)> {
        let marks = match self.gait {
            Gait::Running => Some(self.marks),
            Gait::Held(cap) => cap.map(|cap| cap.marks),
            Gait::Met | Gait::Off => None,
        };
        let Some(marks) = marks.filter(|_| !self.missed) else { return Vec::new() };
        let reminders = self.kind.reminders();
        let warning = (reminders.is_empty() && !self.warned).then_some((marks.warn_at, Word::Warning));
        let reminders = reminders.iter().skip(self.reminded).map(|after| (self.since + *after, Word::Reminder));
        reminders.chain(warning).chain([(marks.due_at, Word::End)]).collect()
    }

    /// Where it stands, a pause being used up.
    pub(crate) fn due_at(&self) -> Millis {
        match self.gait {
            Gait::Held(Some(cap)) => cap.marks.due_at,
            _ => self.marks.due_at,
        }
    }

    /// The reminders up to `at` are out.
    pub(crate) fn remind(&mut self, at: Millis) {
        self.reminded = self.kind.reminders().iter().filter(|after| self.since + **after <= at).count();
    }

    pub(crate) fn steer(&mut self, course: Course, at: Millis, calendar: &Calendar) {
        let course = match course {
            Course::Hold(Some(until)) if until <= at => Course::Run,
            course => course,
        };
        let settled = match (self.gait, course) {
            (Gait::Running, Course::Run) | (Gait::Met, Course::Meet) | (Gait::Off, Course::Drop) => true,
            (Gait::Held(cap), Course::Hold(until)) => cap.map(|cap| cap.until) == until,
            // The law was obeyed when the complaint was first decided.
            (Gait::Met, Course::Run) => self.kind == ClockKind::Legal && self.marks.due_at <= at,
            _ => false,
        };
        if settled {
            return;
        }
        self.count(at, calendar);
        self.since = at;
        self.gait = match course {
            Course::Run => {
                if !self.missed && self.kind != ClockKind::Legal {
                    self.marks = self.marks_from(at, calendar);
                }
                Gait::Running
            }
            Course::Hold(until) => {
                Gait::Held(until.map(|until| Cap { until, marks: self.marks_from(until, calendar) }))
            }
            Course::Meet => Gait::Met,
            Course::Drop => Gait::Off,
        };
    }

    /// A more urgent level shortens what is left to its promise; a less urgent one gives its promise less what has run.
    pub(crate) fn promise(&mut self, change: Change<'_>, at: Millis) {
        if self.missed {
            return;
        }
        self.count(at, change.old);
        self.left = if change.span < self.used + self.left {
            self.left.min(change.span)
        } else {
            self.left.max(change.span - self.used)
        };
        match self.gait {
            Gait::Running => {
                self.since = at;
                self.marks = self.marks_from(at, change.new);
            }
            Gait::Held(cap) => {
                self.marks = self.marks_from(self.since, change.new);
                let moved = |cap: Cap| Cap { marks: self.marks_from(cap.until, change.new), ..cap };
                self.gait = Gait::Held(cap.map(moved));
            }
            Gait::Met | Gait::Off => {}
        }
    }

    /// Counts what has run up to `at`.
    fn count(&mut self, at: Millis, calendar: &Calendar) {
        if let Gait::Held(Some(cap)) = self.gait
            && cap.until <= at
        {
            (self.gait, self.since, self.marks) = (Gait::Running, cap.until, cap.marks);
        }
        if self.gait == Gait::Running {
            let ran = calendar.between(self.since, at).min(self.left);
            (self.used, self.left) = (self.used + ran, self.left - ran);
        }
    }

    /// Where it will stand if what is left runs from `at`.
    fn marks_from(&self, at: Millis, calendar: &Calendar) -> Marks {
        marks(at, self.left, self.used + self.left, calendar)
    }
}

fn marks(at: Millis, left: Span, whole: Span, calendar: &Calendar) -> Marks {
    let last_quarter = Span(whole.0 / 4);
    Marks { warn_at: calendar.after(at, left - last_quarter), due_at: calendar.after(at, left) }
}
