//! `cargo xtask setup`: what must be on the machine is checked, what can be fetched is fetched, once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio, id};

use anyhow::{Context, Result, bail};

use crate::command;
use crate::tree;
use crate::versions::{self, OLDEST_NODE};

const WASM: &str = "wasm32-unknown-unknown";

/// The programs that the build calls.
pub(crate) struct Tools {
    pub(crate) wasm_bindgen: PathBuf,
    pub(crate) worker_build: PathBuf,
    pub(crate) esbuild: PathBuf,
    pub(crate) wasm_opt: PathBuf,
}

/// Makes this machine ready to build; the second run finds everything and is done at once.
///
/// # Errors
/// The first thing that is missing, with its remedy.
pub(crate) fn run() -> Result<Tools> {
    wasm_target()?;
    node()?;
    let npm = npm_packages()?;
    let lock = fs::read_to_string(tree::root().join("Cargo.lock")).context("reading Cargo.lock")?;
    // The two refuse to work together unless equal to the digit.
    let wasm_bindgen = cargo_tool("wasm-bindgen-cli", versions::locked(&lock, "wasm-bindgen")?, "wasm-bindgen")?;
    let worker_build = cargo_tool("worker-build", versions::locked(&lock, "worker")?, "worker-build")?;
    Ok(Tools { wasm_bindgen, worker_build, esbuild: npm.join("esbuild"), wasm_opt: npm.join("wasm-opt") })
}

fn wasm_target() -> Result<()> {
    let libraries = command::output(Command::new("rustc").args(["--print", "target-libdir", "--target", WASM]))?;
    if Path::new(libraries.trim()).exists() {
        return Ok(());
    }
    if !answers("rustup") {
        bail!("Rust cannot build for {WASM} and there is no rustup to teach it: install Rust from https://rustup.rs");
    }
    command::run(Command::new("rustup").args(["target", "add", WASM]).current_dir(tree::root()))
        .with_context(|| format!("no network? {WASM} must be fetched once; connect and run this again"))
}

fn node() -> Result<()> {
    const REMEDY: &str = "install Node 20 or newer from https://nodejs.org or your package manager";
    if !answers("node") {
        bail!("Node is missing: {REMEDY}");
    }
    let answer = command::output(Command::new("node").arg("--version"))?;
    match versions::node_major(&answer) {
        Some(major) if major >= OLDEST_NODE => {}
        _ => bail!("Node {} is too old: {REMEDY}", answer.trim()),
    }
    if !answers("npm") {
        bail!("npm is missing beside Node: {REMEDY}");
    }
    Ok(())
}

/// Installs the packages of `package-lock.json` unless it did so for this very lock; returns where their programs are.
fn npm_packages() -> Result<PathBuf> {
    let root = tree::root();
    let modules = root.join("node_modules");
    let stamp = modules.join(".redress-lock");
    let lock = fs::read(root.join("package-lock.json")).context("reading package-lock.json")?;
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(modules.join(".bin"));
    }
    let mut npm = Command::new("npm");
    // Install scripts only swap wrappers for binaries; without them nothing but the packages' files is trusted.
    npm.args(["ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"]).current_dir(root);
    command::run_logged("npm packages", &log("npm")?, &mut npm)?;
    fs::write(&stamp, lock)?;
    Ok(modules.join(".bin"))
}

/// Compiles `package` at `version` into the user's cache unless it is there; returns the path of its `program`.
fn cargo_tool(package: &str, version: &str, program: &str) -> Result<PathBuf> {
    let tools = tree::tools()?;
    let folder = tools.join(format!("{package}-{version}"));
    let path = folder.join("bin").join(program);
    if path.exists() {
        return Ok(path);
    }
    if package == "worker-build" && cfg!(target_os = "linux") {
        openssl()?;
    }
    // Built beside its place and moved there whole: a second set-up at the same time, or a broken one, harms nothing.
    let partial = tools.join(format!("{package}-{version}.partial-{}", id()));
    let install = |lock: &[&str]| {
        let mut cargo = Command::new("cargo");
        cargo.args(["install", package, "--version", &format!("={version}")]).args(lock);
        cargo.arg("--root").arg(&partial).env("CARGO_TARGET_DIR", partial.join("build"));
        command::run_logged(&format!("{package} {version}"), &log(package)?, &mut cargo)
    };
    let done = install(&["--locked"]).or_else(|why| {
        if why.to_string().starts_with("no network") {
            return Err(why);
        }
        // A registry mirror may lack a version that the tool's own lock names; any compatible one serves.
        eprintln!("  not with the versions it was released with; trying compatible ones");
        install(&[])
    });
    let moved = done.and_then(|()| {
        fs::remove_dir_all(partial.join("build"))?;
        match fs::rename(&partial, &folder) {
            Err(_) if path.exists() => Ok(()), // The other set-up was quicker.
            moved => moved.with_context(|| format!("moving {package} to {}", folder.display())),
        }
    });
    if partial.exists() {
        fs::remove_dir_all(&partial)?;
    }
    moved.map(|()| path)
}

fn openssl() -> Result<()> {
    const REMEDY: &str = "(Debian, Ubuntu: apt-get install libssl-dev pkg-config; Fedora: dnf install openssl-devel)";
    let found = Command::new("pkg-config").args(["--exists", "openssl"]).status().is_ok_and(|status| status.success());
    if found {
        return Ok(());
    }
    bail!("worker-build needs OpenSSL's headers and pkg-config to compile: install them {REMEDY}")
}

/// Whether `program` is on the PATH and runs.
pub(crate) fn answers(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Where the output of a set-up step goes.
pub(crate) fn log(step: &str) -> Result<PathBuf> {
    Ok(tree::target()?.join(format!("xtask/{step}.log")))
}
