//! Versions as other programs write them: in `Cargo.lock`, and in answer to `--version`.

use anyhow::{Result, bail};

/// The oldest Node that runs the pinned npm tools.
pub(crate) const OLDEST_NODE: u32 = 20;

/// The version of `package` in the text of a `Cargo.lock`.
///
/// # Errors
/// When the lock has no such package, or more than one version of it.
pub(crate) fn locked<'a>(lock: &'a str, package: &str) -> Result<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut versions = lock.split("[[package]]").filter_map(|entry| {
        let mut lines = entry.lines().map(str::trim);
        lines.find(|line| *line == name)?;
        lines.find_map(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
    });
    match (versions.next(), versions.next()) {
        (Some(version), None) => Ok(version),
        (None, _) => bail!("Cargo.lock has no {package}"),
        (Some(one), Some(other)) => {
            bail!("Cargo.lock has {package} twice, {one} and {other}: one tool cannot match both")
        }
    }
}

/// The major version in Node's answer to `--version`: `v20.11.1` → 20.
pub(crate) fn node_major(answer: &str) -> Option<u32> {
    answer.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lock_versions() {
        const LOCK: &str = r#"
version = 4

[[package]]
name = "wasm-bindgen-macro"
version = "0.2.9"

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
dependencies = [
 "wasm-bindgen-macro",
]

[[package]]
name = "syn"
version = "1.0.1"

[[package]]
name = "syn"
version = "2.0.2"
"#;
        let check = |package: &str, expected: Result<&str, &str>| {
            assert_eq!(locked(LOCK, package).map_err(|why| why.to_string()), expected.map_err(str::to_owned));
        };
        check("wasm-bindgen", Ok("0.2.130"));
        check("wasm-bindgen-macro", Ok("0.2.9")); // Not the package whose name it starts with.
        check("worker", Err("Cargo.lock has no worker"));
        check("syn", Err("Cargo.lock has syn twice, 1.0.1 and 2.0.2: one tool cannot match both"));
    }

    #[test]
    fn node_versions() {
        let check = |answer: &str, major: Option<u32>| assert_eq!(node_major(answer), major, "{answer:?}");
        check("v20.20.2\n", Some(20));
        check("v8.0.0", Some(8));
        check("v22.0.0-nightly20240101", Some(22));
        check("20.1.0", None); // Not what Node prints.
        check("", None);
    }
}
