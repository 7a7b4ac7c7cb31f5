//! `cargo xtask bench`: figures, each beside its baselines in the same run.

use anyhow::{Result, bail};

mod cost;
mod edge;
mod growth;
mod http;
mod load;
mod read;
mod sink;

pub(crate) fn run(words: &[String]) -> Result<()> {
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["edge"] => edge::run(),
        ["read"] => read::run(),
        _ => bail!("bench knows two subjects: edge, read"),
    }
}
