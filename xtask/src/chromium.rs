//! The browser of the browser tests: the one that is installed, else one fetched for them.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::command;
use crate::setup;
use crate::tree;

/// Names an installed Chromium or Chrome; read here and by the Playwright configuration.
pub(crate) const VARIABLE: &str = "REDRESS_CHROMIUM";

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const ON_MACOS: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// The browser to drive; `None` means the one that Playwright keeps for itself.
pub(crate) fn find() -> Result<Option<PathBuf>> {
    if let Some(path) = env::var_os(VARIABLE) {
        let path = PathBuf::from(path);
        if !path.exists() {
            bail!("{VARIABLE} names {}, which is not there: correct it or unset it", path.display());
        }
        return Ok(Some(path));
    }
    if let Some(path) = installed() {
        return Ok(Some(path));
    }
    if is_debian_root() {
        let mut apt = Command::new("sh");
        apt.args(["-c", "apt-get update && apt-get install -y chromium"]).env("DEBIAN_FRONTEND", "noninteractive");
        command::run_logged("Chromium", &setup::log("chromium")?, &mut apt)?;
        return Ok(installed());
    }
    let mut playwright = Command::new("npx");
    playwright.args(["playwright", "install", "chromium"]).current_dir(tree::root());
    command::run_logged("Chromium", &setup::log("chromium")?, &mut playwright)?;
    Ok(None)
}

fn installed() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut candidates = env::split_paths(&path).flat_map(|folder| NAMES.map(|name| folder.join(name)));
    candidates.find(|path| path.is_file()).or_else(|| Some(PathBuf::from(ON_MACOS)).filter(|path| path.exists()))
}

/// Debian's package is a browser; Ubuntu's of the same name asks for snap, so Ubuntu takes Playwright's.
fn is_debian_root() -> bool {
    let release = fs::read_to_string(Path::new("/etc/os-release")).unwrap_or_default();
    let id = command::output(Command::new("id").arg("-u")).unwrap_or_default();
    release.lines().any(|line| line == "ID=debian") && id.trim() == "0"
}
