//! Everything a browser downloads, made ready in `edge/assets`: Wasm and its glue, the loader, languages, pages.
//!
//! Files of one release stand under `v<version>/` and never change. Each is fetched with the hash of its content: the
//! embedding page names that of `redress.js`, and the scripts know the others by constants from file name to hash: `MANIFEST`
//! for code, `ENGINE` for what of it reads along, `VOCABULARY` for what languages are read by.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use complaint::triage::{Language, Vocabulary};
use serde_json::{Map, Value};

use crate::command;
use crate::prune::prune;
use crate::setup::Tools;
use crate::shorten::{Names, shorten, shorten_exports};
use crate::size::{Arrival, Asset};
use crate::tree;

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A crate that becomes `<name>.js` and `<name>.wasm`.
struct Module {
    package: &'static str,
    name: &'static str,
    /// The script of `widget/loader` that stands in place of its glue.
    script: Option<&'static str>,
    /// What LLVM is told, which makes its code smaller.
    llvm: &'static str,
    arrival: Arrival,
}

/// In an order in which the glue of each may know the hashes of those before it.
const MODULES: [Module; 2] = [
    Module {
        package: "redress-engine",
        name: "engine",
        script: Some("engine.js"),
        llvm: "-inline-call-penalty=45 -enable-pre=false -disable-lsr",
        arrival: Arrival::Engine,
    },
    Module { package: "redress-widget", name: "widget", script: None, llvm: "", arrival: Arrival::Form },
];

/// A script of `widget/loader`, in an order in which each may know the hashes of those before it.
struct Script {
    name: &'static str,
    format: &'static str,
    arrival: Arrival,
}

const SCRIPTS: [Script; 2] = [
    Script { name: "first-form.js", format: "esm", arrival: Arrival::FirstForm },
    Script { name: "redress.js", format: "iife", arrival: Arrival::Page },
];

/// The style of what is shown once the form stands; that of both forms is in the first one.
const STYLE: &str = "later.css";
const STYLES: [&str; 6] = ["screens", "chip", "judged", "suggestion", "receipt", "follow"];

/// What `wasm-bindgen` and Rust use, by name: `-all` would let in what browsers refuse.
const FEATURES: [&str; 6] = [
    "--enable-mutable-globals",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-reference-types",
];

/// Builds `edge/assets` anew, for pages that load the widget from the origin `edge`.
pub(crate) fn run(tools: &Tools, edge: &str) -> Result<Vec<Asset>> {
    let wasm = compile()?;
    let work = tree::target()?.join("xtask");
    let sources = stage(tools, &work.join("sources"))?;
    let assets = tree::root().join("edge/assets");
    if assets.exists() {
        fs::remove_dir_all(&assets)?;
    }
    let mut release = Release::new(folder())?;
    for language in Language::ALL {
        let name = format!("vocabulary/{}.txt", language.code());
        fs::write(release.folder.join(&name), Vocabulary::of(*language).text())?;
        release.seal(name, Arrival::Vocabulary)?;
    }
    for module in &MODULES {
        let bound = module.bind(tools, &wasm, &work.join(module.name))?;
        let (glue, binary) = (format!("{}.js", module.name), format!("{}.wasm", module.name));
        let names = optimise(tools, &bound.join(format!("{}_bg.wasm", module.name)), &release.folder.join(&binary))?;
        let short = match module.script {
            Some(script) => shorten_exports(&fs::read_to_string(sources.join("loader").join(script))?, &names),
            None => shorten(&fs::read_to_string(bound.join(&glue))?, &names)?,
        };
        let entry = bound.join("short.js");
        fs::write(&entry, short)?;
        bundle(tools, &entry, "esm", &release.constants(), &release.folder.join(&glue))?;
        release.seal(glue, module.arrival)?;
        release.seal(binary, module.arrival)?;
    }
    for file in tree::files(&sources.join("locales"))? {
        let name = format!("locales/{}", file.file_name().unwrap_or_default().display());
        let arrival = if name.ends_with(".later.json") { Arrival::LaterLanguage } else { Arrival::Language };
        fs::copy(&file, release.folder.join(&name))?;
        release.seal(name, arrival)?;
    }
    for script in &SCRIPTS {
        let source = sources.join("loader").join(script.name);
        bundle(tools, &source, script.format, &release.constants(), &release.folder.join(script.name))?;
        release.seal(script.name.to_owned(), script.arrival)?;
    }
    let sheet = |name| fs::read_to_string(sources.join(format!("src/ui/{name}.css")));
    fs::write(release.folder.join(STYLE), STYLES.map(sheet).into_iter().collect::<Result<String, _>>()?)?;
    release.seal(STYLE.to_owned(), Arrival::Later)?;
    let integrity = &loader(&release.assets)?.integrity;
    let fill = [("{{version}}", VERSION), ("{{edge}}", edge), ("{{redress.js integrity}}", integrity)];
    pages(&fill, &tree::root().join("www"), &assets)?;
    Ok(release.assets)
}

/// Where the files of this release are.
pub(crate) fn folder() -> PathBuf {
    tree::root().join(format!("edge/assets/v{VERSION}"))
}

/// What a page embeds.
pub(crate) fn tag(assets: &[Asset], edge: &str) -> Result<String> {
    let Asset { name, integrity, .. } = loader(assets)?;
    Ok(format!(
        r#"<script async src="{edge}/v{VERSION}/{name}" integrity="{integrity}" crossorigin data-site="demo"></script>"#
    ))
}

fn loader(assets: &[Asset]) -> Result<&Asset> {
    assets.iter().find(|asset| asset.arrival == Arrival::Page).context("no script arrives with the page")
}

/// The folder of one version, and what was put into it.
struct Release {
    folder: PathBuf,
    assets: Vec<Asset>,
}

impl Release {
    fn new(folder: PathBuf) -> Result<Self> {
        for kind in ["locales", "vocabulary"] {
            fs::create_dir_all(folder.join(kind))?;
        }
        Ok(Self { folder, assets: Vec::new() })
    }

    /// Takes note of a finished file.
    fn seal(&mut self, name: String, arrival: Arrival) -> Result<()> {
        let content = fs::read(self.folder.join(&name))?;
        self.assets.push(Asset::of(name, arrival, &content)?);
        Ok(())
    }

    /// The hashes of code so far, as constants for the next script.
    fn constants(&self) -> [(&'static str, Value); 3] {
        let hashes = |arrivals: &[Arrival]| {
            let code = self.assets.iter().filter(|asset| arrivals.contains(&asset.arrival));
            let hashes: Map<_, _> = code.map(|asset| (asset.name.clone(), asset.integrity.as_str().into())).collect();
            hashes.into()
        };
        [
            ("MANIFEST", hashes(&[Arrival::FirstForm, Arrival::Form])),
            ("ENGINE", hashes(&[Arrival::Engine])),
            ("VOCABULARY", hashes(&[Arrival::Vocabulary])),
        ]
    }
}

/// Copies what the loader's scripts are made of, `widget` without its Rust, to `to`, the style sheets minified on the way:
/// scripts import them as text, which the bundler leaves as it is.
fn stage(tools: &Tools, to: &Path) -> Result<PathBuf> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    let widget = tree::root().join("widget");
    let mut sheets = Vec::new();
    for file in tree::files(&widget)? {
        let target = to.join(file.strip_prefix(&widget)?);
        fs::create_dir_all(target.parent().unwrap_or(to))?;
        match file.extension().and_then(|extension| extension.to_str()) {
            Some("js" | "json") => _ = fs::copy(&file, target)?,
            Some("css") => sheets.push(file),
            _ => {}
        }
    }
    let mut esbuild = Command::new(&tools.esbuild);
    esbuild.args(sheets).args(["--minify", "--charset=utf8", "--log-level=warning"]);
    esbuild.arg(format!("--outbase={}", widget.display())).arg(format!("--outdir={}", to.display()));
    command::run(&mut esbuild)?;
    Ok(to.to_owned())
}

/// Compiles every module, each by itself, for what one asks of a dependency the others would get as well; returns the
/// folder with their `.wasm`.
fn compile() -> Result<PathBuf> {
    for module in &MODULES {
        let mut cargo = Command::new("cargo");
        cargo.args(["rustc", "--release", "--target", "wasm32-unknown-unknown", "-p", module.package]);
        cargo.args(["--", &format!("-Cllvm-args={}", module.llvm)]);
        cargo.env("CARGO_ENCODED_RUSTFLAGS", rustflags()?).current_dir(tree::root());
        command::run(&mut cargo)?;
    }
    Ok(tree::target()?.join("wasm32-unknown-unknown/release"))
}

/// Symbols that tell what a function is generic over, for [`prune`], and paths that are the same on every machine.
fn rustflags() -> Result<String> {
    let home = match env::var_os("CARGO_HOME") {
        Some(home) => PathBuf::from(home),
        None => env::home_dir().context("there is no home folder")?.join(".cargo"),
    };
    Ok(format!("-Csymbol-mangling-version=v0\u{1f}--remap-path-prefix={}=", home.display()))
}

impl Module {
    /// Writes `<name>.js` and `<name>_bg.wasm` to `folder`, and returns it.
    ///
    /// # Errors
    /// Also when the glue sets `innerHTML`, which a page with Trusted Types refuses.
    fn bind(&self, tools: &Tools, compiled: &Path, folder: &Path) -> Result<PathBuf> {
        fs::create_dir_all(folder)?;
        let pruned = folder.join(format!("{}.pruned.wasm", self.name));
        let whole = fs::read(compiled.join(format!("{}.wasm", self.package.replace('-', "_"))))?;
        fs::write(&pruned, prune(&whole)?)?;
        let mut bindgen = Command::new(&tools.wasm_bindgen);
        bindgen.args(["--target", "web", "--no-typescript", "--omit-default-module-path"]);
        bindgen.args(["--out-name", self.name, "--out-dir"]).arg(folder).arg(pruned);
        command::run(&mut bindgen)?;
        let glue = fs::read_to_string(folder.join(format!("{}.js", self.name)))?;
        ensure!(
            !glue.contains("innerHTML"),
            "the glue of {} sets innerHTML, which Trusted Types forbid: some `view!` has a wholly static node",
            self.package
        );
        Ok(folder.to_owned())
    }
}

/// Makes a module small, and returns the names that it and its glue knew each other by, with those it has now.
fn optimise(tools: &Tools, input: &Path, output: &Path) -> Result<Names> {
    let mut wasm_opt = Command::new(&tools.wasm_opt);
    wasm_opt
        // The first bytes are the far end of the stack, which Rust's linker puts first: no address points there.
        .args(["--low-memory-unused", "-Oz", "--flatten", "--rereloop", "-Oz", "-Oz"])
        .arg("--minify-imports-and-exports-and-modules")
        .args(FEATURES)
        .arg(input)
        .arg("-o")
        .arg(output);
    serde_json::from_str(&command::output(&mut wasm_opt)?).context("the names that wasm-opt prints")
}

fn bundle(tools: &Tools, input: &Path, format: &str, constants: &[(&str, Value)], output: &Path) -> Result<()> {
    let mut esbuild = Command::new(&tools.esbuild);
    esbuild.arg(input).args(["--bundle", "--minify", "--target=es2022", "--charset=utf8", "--legal-comments=none"]);
    esbuild.args(["--loader:.css=text"]);
    esbuild.args(["--log-level=warning", &format!("--format={format}")]);
    esbuild.args(constants.iter().map(|(name, value)| format!("--define:{name}={value}")));
    esbuild.arg(format!("--outfile={}", output.display()));
    command::run(&mut esbuild)
}

/// Copies the static pages; what HTML says in double braces is filled in.
fn pages(fill: &[(&str, &str)], from: &Path, to: &Path) -> Result<()> {
    for file in tree::files(from)? {
        let target = to.join(file.strip_prefix(from)?);
        fs::create_dir_all(target.parent().unwrap_or(to))?;
        if file.extension().is_some_and(|extension| extension == "html") {
            let html = fs::read_to_string(&file)?;
            let html = fill.iter().fold(html, |html, (name, value)| html.replace(name, value));
            ensure!(!html.contains("{{"), "{}: a name in double braces is none of those filled in", file.display());
            fs::write(target, html)?;
        } else {
            fs::copy(&file, target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_know_the_hashes_of_code() {
        let assets = [
            ("widget.js", Arrival::Form),
            ("widget.wasm", Arrival::Form),
            ("engine.js", Arrival::Engine),
            ("locales/de.json", Arrival::Language),
            ("vocabulary/de.txt", Arrival::Vocabulary),
        ]
        .map(|(name, arrival)| {
            let integrity = format!("sha256-{}", name.len());
            Asset { name: name.to_owned(), arrival, integrity, raw: 0, packed: 0 }
        });
        let release = Release { folder: PathBuf::new(), assets: assets.to_vec() };
        assert_eq!(
            release.constants().map(|(name, value)| format!("{name}={value}")),
            [
                r#"MANIFEST={"widget.js":"sha256-9","widget.wasm":"sha256-11"}"#,
                r#"ENGINE={"engine.js":"sha256-9"}"#,
                r#"VOCABULARY={"vocabulary/de.txt":"sha256-17"}"#
            ]
        );
    }
}
