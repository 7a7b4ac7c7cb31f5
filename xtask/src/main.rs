//! The only automation of Redress: `cargo xtask setup | build | dev | test | bench | read | train | verify`.

use std::env;
use std::process::ExitCode;

use anyhow::{Result, bail};

mod assets;
mod bench;
mod build;
mod chromium;
mod command;
mod demo;
mod dev;
mod host;
mod hush;
mod prune;
mod read;
mod setup;
mod shorten;
mod size;
mod suite;
mod tally;
mod train;
mod tree;
mod verify;
mod versions;
mod watch;

#[cfg(test)]
mod tidy;

const USAGE: &str = "\
cargo xtask setup                              fetch the pinned tools (dev and test do it themselves)
cargo xtask build [--edge URL]                 widget, pages and Worker into edge/, with their sizes
cargo xtask dev [--port 8787] [--watch]        serve shop, edge and desk on this machine
cargo xtask bench edge                         what an acknowledgement costs, beside Workers that do next to nothing
cargo xtask bench read                         how fast texts are read, natively and in Chromium
cargo xtask read FILE.jsonl | --score DIR      what the engine reads in texts; the whole table of a directory
cargo xtask test [lint|unit|build|path|browser]…   every test, or the named stages
cargo xtask train                              fit the weights of triage to complaint/training
cargo xtask verify RECEIPT.json KEYS.json      check a receipt with the edge's public keys, offline";

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    match dispatch(&words) {
        Ok(code) => code,
        Err(why) => {
            eprintln!("error: {why:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(words: &[String]) -> Result<ExitCode> {
    let Some((verb, rest)) = words.split_first() else { bail!("say what to do:\n{USAGE}") };
    match (verb.as_str(), rest) {
        ("setup", []) => setup::run().map(|_| ExitCode::SUCCESS),
        ("build", rest) => {
            let edge = build::edge(rest)?;
            size::enforce(&build::run(&setup::run()?, edge)?).map(|()| ExitCode::SUCCESS)
        }
        ("dev", rest) => dev::run(dev::Options::parse(rest)?).map(|()| ExitCode::SUCCESS),
        ("bench", rest) => bench::run(rest).map(|()| ExitCode::SUCCESS),
        ("read", rest) => read::run(rest).map(|()| ExitCode::SUCCESS),
        ("verify", rest) => verify::run(rest).map(|()| ExitCode::SUCCESS),
        ("train", []) => train::run(tree::root()).map(|()| ExitCode::SUCCESS),
        ("test", rest) => suite::run(&suite::Stage::parse(rest)?),
        _ => bail!("`{}` is none of:\n{USAGE}", words.join(" ")),
    }
}
