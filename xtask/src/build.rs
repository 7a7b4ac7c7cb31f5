//! `cargo xtask build`: what browsers download, then the Worker that serves it, both under `edge/`.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::assets;
use crate::command;
use crate::setup::Tools;
use crate::size::{self, Budget};
use crate::tree;

/// Where pages find the edge unless told: the address of `cargo xtask dev` by its other name, since a marketplace's pages
/// load the widget from an origin that is not theirs.
pub(crate) const EDGE: &str = "http://localhost:8787";

/// The address in `[--edge URL]`.
pub(crate) fn edge(words: &[String]) -> Result<&str> {
    match words {
        [] => Ok(EDGE),
        [flag, url] if flag == "--edge" && url.starts_with("http") => Ok(url.trim_end_matches('/')),
        _ => bail!("build knows one option, --edge URL: where pages find the edge, {EDGE} unless told"),
    }
}

/// Builds everything that the edge needs and prints what it weighs.
pub(crate) fn run(tools: &Tools, edge: &str) -> Result<[Budget; 5]> {
    let budgets = assets(tools, edge)?;
    worker(tools)?;
    Ok(budgets)
}

/// `widget` and `www` → `edge/assets`, with pages that name `edge` as the edge's address.
pub(crate) fn assets(tools: &Tools, edge: &str) -> Result<[Budget; 5]> {
    let assets = assets::run(tools, edge)?;
    let budgets = size::budgets(&assets);
    println!("{}{}", size::table(&assets, &budgets), assets::tag(&assets, edge)?);
    Ok(budgets)
}

/// `edge` → `edge/build`.
pub(crate) fn worker(tools: &Tools) -> Result<()> {
    let mut build = Command::new(&tools.worker_build);
    build.args(["--profile", "edge"]).current_dir(tree::root().join("edge"));
    // Without these it downloads its own.
    build.env("WASM_BINDGEN_BIN", &tools.wasm_bindgen);
    build.env("ESBUILD_BIN", &tools.esbuild).env("WASM_OPT_BIN", &tools.wasm_opt);
    command::run(&mut build)
}

/// `platform` → [`platform_program`].
pub(crate) fn platform() -> Result<()> {
    command::run(Command::new("cargo").args(["build", "-p", "redress-platform"]).current_dir(tree::root()))
}

pub(crate) fn platform_program() -> Result<PathBuf> {
    Ok(tree::target()?.join("debug/redress-platform"))
}
