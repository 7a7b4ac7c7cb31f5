//! What a module carries and nobody will use, taken out before wasm-bindgen sees it, which then writes no glue for it either.
//!
//! A panic ends in a trap, and its words reach nobody: what makes them traps at once instead, as `panic=immediate-abort` would
//! have it in a compiler to come. The form is 5 KB lighter for it.

use std::collections::HashMap;

use anyhow::Result;
use wasm_encoder::{CodeSection, ExportSection, Function, Instruction, Module, RawSection, SectionId};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

use crate::hush::hush;

/// What is left of a function.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stub {
    /// It is never called, or never returns.
    Trap,
    /// A `fmt`: `Ok(())`, and nothing written.
    Mute,
}

/// Exports of wasm-streams, which leptos brings for its server's sake.
const STREAMS: &str = "intounderlying";
/// What a closure made by those has in its symbol; that of anything else may stand for an equal function of ours.
const STREAMING: [&str; 2] = ["_12wasm_streams8readable", "_12wasm_streams8writable"];
/// Words for a value of JavaScript's that only a panic would say, at 0.5 KB of glue.
const DEBUG_OF_VALUES: [&str; 3] = ["_12wasm_bindgen", "7JsValue", "_4core3fmt5Debug3fmt"];
/// Functions that never return, as their paths stand in symbols (mangling `v0`).
const DIVERGING: [&str; 13] = [
    "_4core9panicking",
    "_4core6option13unwrap_failed",
    "_4core6option13expect_failed",
    "_4core6result13unwrap_failed",
    "_4core4cell22panic_already_borrowed",
    "_4core4cell30panic_already_mutably_borrowed",
    "_4core5slice5index16slice_index_fail",
    "_4core5slice20copy_from_slice_impl17len_mismatch_fail",
    "_4core3str16slice_error_fail",
    "_4core3str19slice_error_fail_rt",
    "_5alloc5alloc18handle_alloc_error",
    "_5alloc7raw_vec12handle_error",
    "_5alloc7raw_vec17capacity_overflow",
];

/// `module` without all that. It has to have its names still.
pub(crate) fn prune(module: &[u8]) -> Result<Vec<u8>> {
    let stubs = stubs(module)?;
    let mut pruned = Module::new();
    let (mut code, mut bodies) = (CodeSection::new(), 0);
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ExportSection(exports) => {
                let mut kept = ExportSection::new();
                for export in exports {
                    let export = export?;
                    if !export.name.contains(STREAMS) {
                        kept.export(export.name, export.kind.into(), export.index);
                    }
                }
                pruned.section(&kept);
            }
            Payload::CodeSectionStart { count, .. } => bodies = count,
            Payload::CodeSectionEntry(body) => {
                match stubs.get(&code.len()) {
                    None => _ = code.raw(body.as_bytes()),
                    Some(stub) => _ = code.function(&stub.body()),
                }
                if code.len() == bodies {
                    pruned.section(&code);
                }
            }
            Payload::DataSection(data) => {
                let hushed = hush(&module[data.range()], data)?;
                pruned.section(&RawSection { id: SectionId::Data.into(), data: &hushed });
            }
            payload => {
                if let Some((id, range)) = payload.as_section() {
                    pruned.section(&RawSection { id, data: &module[range] });
                }
            }
        }
    }
    Ok(pruned.finish())
}

/// What becomes of which function, counted from the first that is not imported.
fn stubs(module: &[u8]) -> Result<HashMap<u32, Stub>> {
    let (mut imported, mut stubs) = (0, HashMap::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CustomSection(custom) => {
                let KnownCustom::Name(names) = custom.as_known() else { continue };
                for name in names {
                    let Name::Function(functions) = name? else { continue };
                    for function in functions {
                        let function = function?;
                        let own = function.index.checked_sub(imported);
                        stubs.extend(own.zip(Stub::of(function.name)));
                    }
                }
            }
            _ => {}
        }
    }
    Ok(stubs)
}

impl Stub {
    fn of(symbol: &str) -> Option<Self> {
        let has_any = |parts: &[&str]| parts.iter().any(|part| symbol.contains(part));
        if has_any(&DIVERGING) || symbol.starts_with("_RNC") && has_any(&STREAMING) {
            Some(Self::Trap)
        } else {
            DEBUG_OF_VALUES.iter().all(|part| symbol.contains(part)).then_some(Self::Mute)
        }
    }

    fn body(self) -> Function {
        let mut body = Function::new([]);
        body.instruction(&match self {
            Self::Trap => Instruction::Unreachable,
            Self::Mute => Instruction::I32Const(0),
        });
        body.instruction(&Instruction::End);
        body
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        EntityType, ExportKind, FunctionSection, ImportSection, NameMap, NameSection, TypeSection, ValType,
    };

    /// One imported function, and an exported one for each of `symbols` that answers 7.
    fn module(symbols: &[&str]) -> Vec<u8> {
        let (mut types, mut imports, mut functions) =
            (TypeSection::new(), ImportSection::new(), FunctionSection::new());
        let (mut exports, mut code) = (ExportSection::new(), CodeSection::new());
        let (mut names, mut map) = (NameSection::new(), NameMap::new());
        types.ty().function([], [ValType::I32]);
        imports.import("env", "given", EntityType::Function(0));
        map.append(0, "given");
        for (symbol, index) in symbols.iter().zip(1..) {
            functions.function(0);
            exports.export(symbol, ExportKind::Func, index);
            map.append(index, symbol);
            let mut body = Function::new([]);
            body.instruction(&Instruction::I32Const(7)).instruction(&Instruction::End);
            code.function(&body);
        }
        names.functions(&map);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&exports).section(&code).section(&names);
        module.finish()
    }

    #[test]
    fn only_what_nobody_uses_goes() {
        let check = |symbol: &str, is_exported: bool, instructions: &[u8]| {
            let pruned = prune(&module(&["before", symbol, "after"])).unwrap();
            let (mut exports, mut bodies) = (Vec::new(), Vec::new());
            for payload in Parser::new(0).parse_all(&pruned) {
                match payload.unwrap() {
                    Payload::ExportSection(section) => {
                        exports.extend(section.into_iter().map(|export| export.unwrap().name))
                    }
                    Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()[1..].to_vec()),
                    _ => {}
                }
            }
            let expected = if is_exported { vec!["before", symbol, "after"] } else { vec!["before", "after"] };
            assert_eq!(exports, expected, "{symbol}");
            assert_eq!(bodies, [&[0x41, 7, 0x0b], instructions, &[0x41, 7, 0x0b]], "{symbol}");
        };
        let (whole, trap, mute): (&[u8], &[u8], &[u8]) = (&[0x41, 7, 0x0b], &[0x00, 0x0b], &[0x41, 0, 0x0b]);
        check("open", true, whole);
        check("_RNvNtCs_6widget4form12parse_failed", true, whole);
        check("_RNvNtCsgXGp5Oqx2Ny_4core9panicking9panic_fmt", true, trap);
        check("_RINvNtCsgXGp5Oqx2Ny_4core9panicking13assert_failedjjEB4_", true, trap);
        check("_RNvXs_Cs_12wasm_bindgenNtB4_7JsValueNtNtCs_4core3fmt5Debug3fmt", true, mute);
        check("_RNvXs_Cs_12wasm_bindgenNtB4_7JsValueNtNtCs_4core3fmt7Display3fmt", true, whole);
        check("_RNvXs_Cs_4core3fmtNtB4_9ArgumentsNtNtCs_4core3fmt5Debug3fmt", true, whole); // May be its `Display` as well.
        check("_RNCNvMs_NtNtCs_12wasm_streams8writable4sinkNtB2_5Inner5write0", true, trap);
        check("_RINvNtCs_4core3ptr13drop_in_placeNtNtCs_12wasm_streams8writable5InnerE", true, whole);
        check("_RNvNtCs_6js_sys7futures5shareCs_12wasm_streams", true, whole);
        check("__wbg_intounderlyingsink_free", false, whole);
    }
}
