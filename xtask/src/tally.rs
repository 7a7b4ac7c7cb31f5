//! Counting tests by what the runners themselves say.

use std::fmt;
use std::iter::Sum;

use anyhow::{Context, Result};

/// How many tests passed and failed.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Tally {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
}

impl Tally {
    pub(crate) fn one(passed: bool) -> Self {
        Self { passed: passed.into(), failed: (!passed).into() }
    }

    /// The tally of a runner that ended well or not. One that failed without a failed test (it did not compile, or
    /// broke down) counts as one failure, and so does one that ran nothing: silence is no proof.
    pub(crate) fn ended(self, well: bool) -> Self {
        let broken = if well { self == Self::default() } else { self.failed == 0 };
        Self { failed: self.failed + u32::from(broken), ..self }
    }

    /// The counts in one line of `cargo test`, nothing for any other line.
    pub(crate) fn in_cargo_line(line: &str) -> Self {
        let counts = || {
            let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
            let count = |name| counts.split("; ").find_map(|part| part.strip_suffix(name)?.trim().parse().ok());
            Some(Self { passed: count("passed")?, failed: count("failed")? })
        };
        counts().unwrap_or_default()
    }

    /// The counts in Playwright's JSON report. A test that passed only when repeated has failed.
    pub(crate) fn in_playwright_report(json: &str) -> Result<Self> {
        #[derive(serde::Deserialize)]
        struct Report {
            stats: Stats,
        }
        #[derive(serde::Deserialize)]
        struct Stats {
            expected: u32,
            unexpected: u32,
            flaky: u32,
        }
        let Report { stats } = serde_json::from_str(json).context("Playwright's report")?;
        Ok(Self { passed: stats.expected, failed: stats.unexpected + stats.flaky })
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies
            .fold(Self::default(), |sum, one| Self { passed: sum.passed + one.passed, failed: sum.failed + one.failed })
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: u32, failed: u32) -> Tally {
        Tally { passed, failed }
    }

    #[test]
    fn cargo_lines() {
        let check = |line: &str, expected: Tally| assert_eq!(Tally::in_cargo_line(line), expected, "{line}");
        check(
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            tally(12, 0),
        );
        check(
            "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.30s",
            tally(3, 2),
        );
        check("running 12 tests", tally(0, 0));
        check("test result_is_kept ... ok", tally(0, 0));
        check("the log said: test result: ok. 5 passed; 0 failed", tally(0, 0)); // Quoted by a test, not said by cargo.
    }

    #[test]
    fn playwright_reports() {
        let check = |stats: &str, expected: Tally| {
            let json = format!(r#"{{"config":{{}},"suites":[],"errors":[],"stats":{stats}}}"#);
            assert_eq!(Tally::in_playwright_report(&json).unwrap(), expected, "{json}");
        };
        check(r#"{"duration":9.5,"expected":7,"skipped":1,"unexpected":0,"flaky":0}"#, tally(7, 0));
        check(r#"{"duration":9.5,"expected":7,"skipped":0,"unexpected":2,"flaky":1}"#, tally(7, 3));
        assert!(Tally::in_playwright_report("").is_err());
    }

    #[test]
    fn endings() {
        let check = |before: Tally, well, after| assert_eq!(before.ended(well), after);
        check(tally(3, 0), true, tally(3, 0));
        check(tally(3, 1), false, tally(3, 1));
        check(tally(3, 0), false, tally(3, 1)); // One test program passed, the next did not compile.
        check(tally(0, 0), true, tally(0, 1)); // Nothing ran.
        check(tally(0, 0), false, tally(0, 1));
    }

    #[test]
    fn the_closing_line() {
        let sum: Tally = [Tally::one(true), Tally::one(false), tally(10, 0)].into_iter().sum();
        assert_eq!(sum.to_string(), "11 passed, 1 failed");
    }
}
