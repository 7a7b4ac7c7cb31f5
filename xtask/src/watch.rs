//! Noticing saved files by their time stamps, and what has to be built anew for them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::Result;

/// What a change asks for.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Affected {
    pub(crate) assets: bool,
    pub(crate) worker: bool,
    pub(crate) platform: bool,
}

impl Affected {
    pub(crate) const ALL: Self = Self { assets: true, worker: true, platform: true };

    pub(crate) fn is_none(self) -> bool {
        self == Self::default()
    }

    /// Adds what a change of `path`, relative to the root, asks for.
    fn touch(&mut self, path: &Path) {
        match path.iter().next().and_then(|first| first.to_str()) {
            // The Worker's own pages use the widget's words.
            Some("widget") => {
                self.assets = true;
                self.worker |= path.starts_with("widget/locales");
            }
            Some("www") => self.assets = true,
            Some("edge") => self.worker = true,
            Some("platform") => self.platform = true,
            _ => *self = Self::ALL,
        }
    }
}

/// Every source file and when it was last written.
pub(crate) struct Watch {
    root: PathBuf,
    seen: BTreeMap<PathBuf, SystemTime>,
}

impl Watch {
    const SOURCES: [&str; 7] = ["Cargo.toml", "Cargo.lock", "complaint", "widget", "edge", "platform", "www"];
    /// Written by the build itself.
    const BUILT: [&str; 2] = ["edge/assets", "edge/build"];

    pub(crate) fn new(root: &Path) -> Result<Self> {
        Ok(Self { root: root.to_owned(), seen: stamps(root)? })
    }

    /// What the changes since the last call ask for.
    pub(crate) fn poll(&mut self) -> Result<Affected> {
        let now = stamps(&self.root)?;
        let changed = |(path, time): (&PathBuf, &SystemTime)| (self.seen.get(path) != Some(time)).then(|| path.clone());
        let mut affected = Affected::default();
        now.iter().filter_map(changed).for_each(|path| affected.touch(&path));
        self.seen.keys().filter(|path| !now.contains_key(*path)).for_each(|path| affected.touch(path));
        self.seen = now;
        Ok(affected)
    }
}

fn stamps(root: &Path) -> Result<BTreeMap<PathBuf, SystemTime>> {
    let mut stamps = BTreeMap::new();
    let mut open: Vec<PathBuf> = Watch::SOURCES.map(PathBuf::from).to_vec();
    while let Some(path) = open.pop() {
        // A file may be gone by now: editors save by renaming.
        let Ok(metadata) = fs::metadata(root.join(&path)) else { continue };
        if metadata.is_file() {
            stamps.insert(path, metadata.modified()?);
        } else if !Watch::BUILT.iter().any(|built| path == Path::new(built)) {
            let Ok(entries) = fs::read_dir(root.join(&path)) else { continue };
            open.extend(entries.flatten().map(|entry| path.join(entry.file_name())));
        }
    }
    Ok(stamps)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn what_a_change_asks_for() {
        let assets = Affected { assets: true, ..Affected::default() };
        let worker = Affected { worker: true, ..Affected::default() };
        let platform = Affected { platform: true, ..Affected::default() };
        let check = |path: &str, expected: Affected| {
            let mut affected = Affected::default();
            affected.touch(Path::new(path));
            assert_eq!(affected, expected, "{path}");
        };
        check("www/shop/index.html", assets);
        check("widget/src/form.rs", assets);
        check("widget/locales/de.json", Affected { assets: true, ..worker });
        check("edge/wrangler.jsonc", worker);
        check("platform/src/desk.rs", platform);
        check("complaint/src/draft.rs", Affected::ALL);
        check("Cargo.lock", Affected::ALL);
    }

    #[test]
    fn saved_new_and_removed_files_are_noticed() {
        let root = tempfile::tempdir().unwrap();
        let write = |path: &str, seconds: u64| {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, "x").unwrap();
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
            fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        };
        write("edge/src/lib.rs", 1);
        write("www/index.html", 1);
        let mut watch = Watch::new(root.path()).unwrap();
        let mut check = |expected: Affected| assert_eq!(watch.poll().unwrap(), expected);
        check(Affected::default());
        write("www/index.html", 2);
        check(Affected { assets: true, ..Affected::default() });
        check(Affected::default()); // Told once.
        write("platform/src/main.rs", 2);
        fs::remove_file(root.path().join("edge/src/lib.rs")).unwrap();
        check(Affected { assets: false, worker: true, platform: true });
        write("edge/build/index.js", 3);
        write("edge/assets/v1/redress.js", 3);
        write("README.md", 3);
        check(Affected::default()); // Built by us, or built from by no one.
    }
}
