//! Copies of the edge in which something is wrong: only tests need that, so the edge itself knows nothing of it.

use complaint::time::Span;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

/// What is wrong.
#[derive(Clone, Copy)]
pub(crate) enum Flaw {
    /// The Worker's clock is ahead of ours. The runtime's own, by which alarms ring, stays right.
    ClockAhead(Span),
    /// The Worker finds no index.
    NoIndex,
}

/// Makes the copy in `folder`; returns its `runtime.mjs`.
pub(crate) fn copy(folder: &Path, flaw: Flaw) -> PathBuf {
    let (name, prelude) = match flaw {
        Flaw::ClockAhead(ahead) => (format!("ahead-{}", ahead.0), clock(ahead)),
        Flaw::NoIndex => ("no-index".to_owned(), String::new()),
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let (from, to) = (root.join("edge"), folder.join(name));
    if to.exists() {
        return to.join("runtime.mjs");
    }
    let read = |name: &str| fs::read_to_string(from.join(name)).expect("`cargo xtask build` made it");
    let write = |name: &str, text: &str| fs::write(to.join(name), text).expect("the folder is ours");
    let link = |from: &Path, to: &Path| symlink(from, to).expect("the folder is ours and new");

    fs::create_dir_all(to.join("build")).expect("there is room for a copy");
    for name in ["runtime.mjs", "worker.js", "wrangler.jsonc"] {
        let text = read(name);
        write(name, &if matches!(flaw, Flaw::NoIndex) { text.replace("INDEX", "ELSEWHERE") } else { text });
    }
    link(&root.join("node_modules"), &to.join("node_modules"));
    for name in ["assets", "migrations", "build/index_bg.wasm"] {
        link(&from.join(name), &to.join(name));
    }
    write("build/index.js", &[&prelude, &*read("build/index.js")].concat());
    to.join("runtime.mjs")
}

fn clock(ahead: Span) -> String {
    let ahead = ahead.0;
    format!(
        "const RightDate = Date;
globalThis.Date = class extends RightDate {{
  constructor(...of) {{ of.length ? super(...of) : super(RightDate.now() + {ahead}); }}
  static now() {{ return RightDate.now() + {ahead}; }}
}};
"
    )
}
