//! `cargo xtask build`: what browsers download, then the Worker that serves it, both under `edge/`.

use std::process::Command;

use anyhow::Result;

use crate::assets;
use crate::command;
use crate::demo::Demo;
use crate::setup::Tools;
use crate::size::{self, Budget};
use crate::tree;

/// Builds everything that the edge needs and prints what it weighs.
pub(crate) fn run(tools: &Tools) -> Result<[Budget; 4]> {
    let budgets = assets(tools, &Demo::USUAL)?;
    worker(tools)?;
    Ok(budgets)
}

/// `widget` and `www` → `edge/assets`.
pub(crate) fn assets(tools: &Tools, demo: &Demo) -> Result<[Budget; 4]> {
    let assets = assets::run(tools, &demo.widget_origin())?;
    let budgets = size::budgets(&assets);
    print!("{}", size::table(&assets, &budgets));
    Ok(budgets)
}

/// `edge` → `edge/build`.
pub(crate) fn worker(tools: &Tools) -> Result<()> {
    let mut build = Command::new(&tools.worker_build);
    build.arg("--release").current_dir(tree::root().join("edge"));
    // Without these it downloads its own.
    build.env("WASM_BINDGEN_BIN", &tools.wasm_bindgen);
    build.env("ESBUILD_BIN", &tools.esbuild).env("WASM_OPT_BIN", &tools.wasm_opt);
    command::run(&mut build)
}

/// `platform` → the program `redress-platform` in Cargo's `debug` folder.
pub(crate) fn platform() -> Result<()> {
    command::run(Command::new("cargo").args(["build", "-p", "redress-platform"]).current_dir(tree::root()))
}
