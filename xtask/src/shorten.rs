//! Short names between a module and its glue. wasm-bindgen calls an import `__wbg_createElement_de4a31ed2fb252be`, on both
//! sides and hardly compressible: with `a` in its place the form is 3 KB lighter.

use anyhow::{Result, ensure};
use serde::Deserialize;

/// What `wasm-opt --minify-imports-and-exports-and-modules` prints: the old names and the new.
#[derive(Deserialize)]
pub(crate) struct Names {
    /// Module, name, short name.
    imports: Vec<(String, String, String)>,
    exports: Vec<(String, String)>,
}

/// The module that every import is then said to come from.
const MODULE: &str = "a";

/// `glue` with the names that the module has now.
///
/// # Errors
/// When wasm-bindgen writes its glue in another way than it did.
pub(crate) fn shorten(glue: &str, names: &Names) -> Result<String> {
    let mut glue = glue.to_owned();
    for (module, name, short) in &names.imports {
        glue = replace_one(&glue, &format!(" {name}: "), &format!(" {short}: "))?;
        let object = format!("\"{module}\": import");
        if glue.contains(&object) {
            glue = replace_one(&glue, &object, &format!("\"{MODULE}\": import"))?;
        }
    }
    Ok(shorten_exports(&glue, names))
}

/// A script, `glue` or what stands in its place, with the names that the exports of `wasm` have now.
pub(crate) fn shorten_exports(script: &str, names: &Names) -> String {
    let mut pieces = script.split("wasm.");
    let mut shortened = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let end = piece.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(piece.len());
        let (name, rest) = piece.split_at(end);
        let short = names.exports.iter().find(|(known, _)| known == name).map_or(name, |(_, short)| short);
        shortened += &["wasm.", short, rest].concat();
    }
    shortened
}

fn replace_one(text: &str, from: &str, to: &str) -> Result<String> {
    ensure!(text.matches(from).count() == 1, "the glue does not say `{from}` exactly once");
    Ok(text.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &str = r#"{
        "imports": [["./w_bg.js", "__wbg_log_15ab", "$"], ["./w_bg.js", "__wbg_log_15abc", "a"]],
        "exports": [["memory", "b"], ["open", "c"]]
    }"#;

    #[test]
    fn names_are_shortened_on_the_glue_side() {
        let names: Names = serde_json::from_str(NAMES).unwrap();
        let glue = "const import0 = { __wbg_log_15ab: f, __wbg_log_15abc: g };\nreturn { \"./w_bg.js\": import0 };\n\
                    wasm.memory.buffer; wasm.open(1); wasm.opened; 'w.wasm.';";
        let expected = "const import0 = { $: f, a: g };\nreturn { \"a\": import0 };\n\
                        wasm.b.buffer; wasm.c(1); wasm.opened; 'w.wasm.';";
        assert_eq!(shorten(glue, &names).unwrap(), expected);
        let why = shorten("{ __wbg_log_15ab: f }", &names).unwrap_err().to_string();
        assert_eq!(why, "the glue does not say ` __wbg_log_15abc: ` exactly once");
    }
}
