//! `cargo xtask test`: every stage runs whatever the one before it said, and one line at the end counts them all.

use std::fs;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use crate::build;
use crate::chromium;
use crate::command;
use crate::setup::{self, Tools};
use crate::tally::Tally;
use crate::tree;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Stage {
    /// Formatting and clippy, a test each.
    Lint,
    /// Tests beside the code, run natively.
    Unit,
    /// Widget, pages and Worker; each byte budget is a test.
    Build,
    /// Whole paths through the real runtime and the real platform.
    Path,
    /// The same in a real browser.
    Browser,
}

impl Stage {
    const ALL: [Self; 5] = [Self::Lint, Self::Unit, Self::Build, Self::Path, Self::Browser];

    /// The named stages in running order, all when none is named, with the build for those that need it.
    pub(crate) fn parse(words: &[String]) -> Result<Vec<Self>> {
        if words.is_empty() {
            return Ok(Self::ALL.to_vec());
        }
        let mut stages = Vec::new();
        for word in words {
            match Self::ALL.into_iter().find(|stage| stage.name() == word) {
                Some(stage @ (Self::Path | Self::Browser)) => stages.extend([Self::Build, stage]),
                Some(stage) => stages.push(stage),
                None => bail!("`{word}` is no stage: choose from {}", Self::ALL.map(Self::name).join(", ")),
            }
        }
        stages.sort();
        stages.dedup();
        Ok(stages)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Lint => "lint",
            Self::Unit => "unit",
            Self::Build => "build",
            Self::Path => "path",
            Self::Browser => "browser",
        }
    }

    fn run(self, tools: &Tools) -> Result<Tally> {
        match self {
            Self::Lint => lint(),
            Self::Unit => Ok([cargo_test(&mut native())?, cargo_test(&mut in_wasm(tools))?].into_iter().sum()),
            Self::Build => {
                let budgets = build::run(tools, build::EDGE)?.map(|budget| Tally::one(budget.is_kept()));
                Ok(budgets.into_iter().chain([Tally::one(true)]).sum())
            }
            Self::Path => cargo_test(Command::new("cargo").args(["test", "--no-fail-fast", "-predress-tests"])),
            Self::Browser => {
                build::platform()?;
                browser()
            }
        }
    }
}

/// Runs `stages`; fails when a single test did.
pub(crate) fn run(stages: &[Stage]) -> Result<ExitCode> {
    let tools = setup::run()?;
    let mut tallies = Vec::new();
    let mut built = true;
    for &stage in stages {
        println!("── {} ──", stage.name());
        let tally = if stage > Stage::Build && !built {
            println!("not run: it needs what the build did not make");
            Tally::one(false)
        } else {
            stage.run(&tools).unwrap_or_else(|why| {
                println!("error: {why:#}");
                built &= stage != Stage::Build;
                Tally::one(false)
            })
        };
        println!("── {}: {tally} ──\n", stage.name());
        tallies.push(tally);
    }
    let sum: Tally = tallies.into_iter().sum();
    println!("{sum}");
    Ok(if sum.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn lint() -> Result<Tally> {
    // The Worker and the widget are only ever compiled for Wasm, everything else never is.
    const LINTS: [&[&str]; 5] = [
        &["fmt", "--all", "--check"],
        &[
            "clippy",
            "--workspace",
            "--exclude=redress-widget",
            "--exclude=redress-engine",
            "--exclude=redress-edge",
            "--exclude=redress-wasm-tests",
            "--all-targets",
            "--",
            "-Dwarnings",
        ],
        &["clippy", "-predress-widget", "-predress-edge", "--target=wasm32-unknown-unknown", "--", "-Dwarnings"],
        &["clippy", "-predress-wasm-tests", "--all-targets", "--target=wasm32-unknown-unknown", "--", "-Dwarnings"],
        // By itself, as it is built: next to the others its dependencies would have `std`.
        &["clippy", "-predress-engine", "--target=wasm32-unknown-unknown", "--", "-Dwarnings"],
    ];
    let passes = |words: &[&str]| -> Result<Tally> {
        let mut lint = command::spawn(Command::new("cargo").args(words).current_dir(tree::root()))?;
        Ok(Tally::one(lint.wait()?.success()))
    };
    LINTS.into_iter().map(passes).sum()
}

fn native() -> Command {
    let mut cargo = Command::new("cargo");
    cargo.args(["test", "--no-fail-fast", "--workspace"]);
    cargo.args(["--exclude=redress-tests", "--exclude=redress-wasm-tests", "--exclude=redress-engine"]);
    cargo
}

fn in_wasm(tools: &Tools) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.args(["test", "-predress-wasm-tests", "--lib", "--target=wasm32-unknown-unknown"]);
    // It comes with the command line of wasm-bindgen.
    let runner = tools.wasm_bindgen.with_file_name("wasm-bindgen-test-runner");
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    cargo
}

fn cargo_test(cargo: &mut Command) -> Result<Tally> {
    let mut counts = Vec::new();
    let well = command::read_lines(cargo.current_dir(tree::root()), |line| counts.push(Tally::in_cargo_line(line)))?;
    Ok(counts.into_iter().sum::<Tally>().ended(well))
}

fn browser() -> Result<Tally> {
    let report = tree::target()?.join("xtask/playwright.json");
    let mut playwright = Command::new("npx");
    playwright.args(["playwright", "test", "-c", "tests/browser/playwright.config.js", "--reporter=list,json"]);
    playwright.env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report).env("REDRESS_PLATFORM_BIN", build::platform_program()?);
    playwright.current_dir(tree::root());
    if let Some(path) = chromium::find()? {
        playwright.env(chromium::VARIABLE, path);
    }
    // So that a run that breaks down early is not counted by the report of the last one.
    _ = fs::remove_file(&report);
    let well = command::spawn(&mut playwright)?.wait()?.success();
    let json = fs::read_to_string(&report).context("Playwright wrote no report")?;
    Ok(Tally::in_playwright_report(&json)?.ended(well))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages() {
        use Stage::{Browser, Build, Lint, Path, Unit};
        let check = |words: &[&str], expected: &[Stage]| {
            let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
            assert_eq!(Stage::parse(&words).unwrap(), expected, "{words:?}");
        };
        check(&[], &[Lint, Unit, Build, Path, Browser]);
        check(&["unit"], &[Unit]);
        check(&["unit", "lint", "unit"], &[Lint, Unit]);
        check(&["browser"], &[Build, Browser]); // The browser needs something to open.
        check(&["path", "browser", "build"], &[Build, Path, Browser]);
        let why = Stage::parse(&["e2e".to_owned()]).unwrap_err().to_string();
        assert_eq!(why, "`e2e` is no stage: choose from lint, unit, build, path, browser");
    }
}
