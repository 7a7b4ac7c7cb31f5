//! A copy of the edge whose Worker is wrong about the time: only tests need that, so the Worker itself knows nothing of it.

use complaint::time::Span;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

/// Makes the copy in `folder`, with a clock that runs `ahead` of ours; returns its `runtime.mjs`.
///
/// The runtime's own clock, by which alarms ring, stays right.
pub(crate) fn skewed(folder: &Path, ahead: Span) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let (from, to) = (root.join("edge"), folder.join(format!("ahead-{}", ahead.0)));
    if to.exists() {
        return to.join("runtime.mjs");
    }
    let read = |name: &str| fs::read_to_string(from.join(name)).expect("`cargo xtask build` made it");
    let write = |name: &str, text: &str| fs::write(to.join(name), text).expect("the folder is ours");
    let link = |from: &Path, to: &Path| symlink(from, to).expect("the folder is ours and new");

    fs::create_dir_all(to.join("build")).expect("there is room for a copy");
    for name in ["runtime.mjs", "wrangler.jsonc"] {
        write(name, &read(name));
    }
    link(&root.join("node_modules"), &to.join("node_modules"));
    link(&from.join("assets"), &to.join("assets"));
    link(&from.join("build/index_bg.wasm"), &to.join("build/index_bg.wasm"));
    write("build/index.js", &[&clock(ahead), &*read("build/index.js")].concat());
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
