//! Where things are: the repository, Cargo's output, the user's cache.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::command;

/// The repository's root.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// Cargo's output directory, wherever its configuration or `CARGO_TARGET_DIR` puts it.
pub(crate) fn target() -> Result<PathBuf> {
    #[derive(serde::Deserialize)]
    struct Metadata {
        target_directory: PathBuf,
    }
    let json = command::output(
        Command::new("cargo").args(["metadata", "--no-deps", "--format-version", "1"]).current_dir(root()),
    )?;
    let metadata: Metadata = serde_json::from_str(&json).context("the answer of `cargo metadata`")?;
    Ok(metadata.target_directory)
}

/// Where compiled tools stay, so that a second clone compiles none: `<user cache>/redress/tools`.
pub(crate) fn tools() -> Result<PathBuf> {
    let home = || env::var_os("HOME").map(PathBuf::from).context("HOME is not set: the tools need a place to stay");
    let cache = match env::var_os("XDG_CACHE_HOME") {
        Some(cache) => PathBuf::from(cache),
        None if cfg!(target_os = "macos") => home()?.join("Library/Caches"),
        None => home()?.join(".cache"),
    };
    Ok(cache.join("redress/tools"))
}

/// Every file under `folder`, in order of their paths.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path)?.map(|entry| entry.map(|entry| entry.path()));
            open.extend(entries.collect::<Result<Vec<_>, _>>()?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
