//! `cargo xtask tidy`: the rules of the house that a compiler does not know.
//!
//! Which crate may import which; how long files and functions get; that every file says what it is; that no source names
//! an event, a sector or a country by its code.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

const FILE_LINES_MAX: usize = 420;
const FUNCTION_LINES_MAX: usize = 60;

/// The import table of ARCHITECTURE.md: a crate and those of ours that it may build on.
const IMPORTS: [(&str, &[&str]); 18] = [
    ("record", &[]),
    ("kernels", &[]),
    ("net", &["kernels"]),
    ("knowledge", &["record"]),
    ("resolve", &["record", "knowledge"]),
    ("reader", &["record", "knowledge", "net", "resolve"]),
    ("wire", &["record"]),
    ("ingest", &["record"]),
    ("score", &[]),
    ("merge", &["record", "knowledge"]),
    ("views", &["record", "knowledge"]),
    ("export", &["record", "knowledge", "wire"]),
    ("store", &["record", "merge", "views", "wire"]),
    (
        "verbale",
        &[
            "record",
            "knowledge",
            "net",
            "resolve",
            "reader",
            "ingest",
            "merge",
            "views",
            "export",
            "store",
            "score",
            "wire",
        ],
    ),
    ("server", &["verbale"]),
    ("cli", &["verbale", "server"]),
    ("eval", &["verbale"]),
    ("xtask", &["knowledge", "wire"]),
];

/// Tables whose first column is a code that no source may name, and the column of a country's code.
const CODES: [(&str, &str); 3] = [("events.tsv", "code"), ("sectors.tsv", "code"), ("countries.tsv", "code")];

/// Looks at the whole project; all complaints come at once.
pub fn run(root: &Path) -> Result<()> {
    let mut complaints = Vec::new();
    for (name, allowed) in IMPORTS {
        let folder = if name == "xtask" { root.join(name) } else { root.join("crates").join(name) };
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).with_context(|| folder.display().to_string())?;
        complaints.extend(imports(name, &manifest, allowed));
    }
    let codes = codes(&root.join("data"))?;
    for path in sources(root)? {
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
        complaints.extend(shape(&name, &text));
        if name.contains("/src/") {
            complaints.extend(named_codes(&name, &text, &codes));
        }
    }
    if complaints.is_empty() {
        return Ok(());
    }
    bail!("{}", complaints.join("\n"))
}

fn sources(root: &Path) -> Result<Vec<PathBuf>> {
    let mut folders = vec![root.join("crates"), root.join("xtask")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            if path.is_dir() && path.file_name().is_some_and(|name| name != "target") {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Dependencies on crates of ours that the table does not allow.
fn imports(name: &str, manifest: &str, allowed: &[&str]) -> Vec<String> {
    let section = manifest.split("\n[").find(|part| part.starts_with("dependencies]")).unwrap_or_default();
    let ours = section.lines().filter_map(|line| {
        let key = line.split(['.', '=', ' ']).next()?;
        if key == "verbale" { Some(key) } else { key.strip_prefix("verbale-") }
    });
    ours.filter(|dependency| !allowed.contains(dependency))
        .map(|dependency| format!("{name} must not import {dependency}: see the code map of ARCHITECTURE.md"))
        .collect()
}

/// Files without a first word, long files and long functions.
fn shape(name: &str, text: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    if !text.starts_with("//!") {
        complaints.push(format!("{name}:1: the file does not say what it is (//!)"));
    }
    let lines: Vec<&str> = text.lines().collect();
    if lines.len() > FILE_LINES_MAX {
        complaints.push(format!("{name}: {} lines, {FILE_LINES_MAX} at most", lines.len()));
    }
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| is_function(line)) {
        let indent = &line[..line.len() - line.trim_start().len()];
        let ends = lines[at..].iter().position(|later| *later == format!("{indent}}}"));
        let one_line = line.trim_end().ends_with([';', '}', ',']);
        let length = ends.map_or(0, |last| last + 1);
        if !one_line && length > FUNCTION_LINES_MAX {
            complaints.push(format!("{name}:{}: a function of {length} lines, {FUNCTION_LINES_MAX} at most", at + 1));
        }
    }
    complaints
}

fn is_function(line: &str) -> bool {
    let words = line.trim_start().split([' ', '(']);
    words.take_while(|word| !word.is_empty() && !word.starts_with("//")).take(5).any(|word| word == "fn")
}

/// Codes that stand as a string of their own in a source.
fn named_codes(name: &str, text: &str, codes: &HashSet<String>) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
    lines
        .flat_map(|(at, line)| {
            let quoted = line.split('"').skip(1).step_by(2).filter(|words| codes.contains(*words));
            quoted.map(move |words| format!("{name}:{}: names the code {words}: ask the table", at + 1))
        })
        .collect()
}

fn codes(data: &Path) -> Result<HashSet<String>> {
    let mut codes = HashSet::new();
    for (table, column) in CODES {
        let path = data.join(table);
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let mut rows = text.lines().filter(|line| !line.starts_with('#'));
        let header: Vec<&str> = rows.next().unwrap_or_default().split('\t').collect();
        let at = header.iter().position(|name| *name == column);
        let at = at.with_context(|| format!("{}: no column {column}", path.display()))?;
        codes.extend(rows.filter_map(|row| row.split('\t').nth(at)).filter(|code| code.len() > 1).map(str::to_owned));
    }
    Ok(codes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_project_is_tidy() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        if let Err(complaints) = run(root) {
            panic!("{complaints}");
        }
    }

    #[test]
    fn forbidden_imports_are_seen() {
        let manifest =
            "[package]\nname = \"verbale-net\"\n\n[dependencies]\nverbale-record.workspace = true\nserde = \"1\"\n";
        assert_eq!(imports("net", manifest, &["kernels"]).len(), 1);
        assert!(imports("net", manifest, &["record"]).is_empty());
    }

    #[test]
    fn long_functions_and_silent_files_are_seen() {
        let body = "    work();\n".repeat(FUNCTION_LINES_MAX);
        assert_eq!(shape("a.rs", &format!("fn long() {{\n{body}}}\n")).len(), 2);
        assert!(shape("a.rs", "//! A file.\n\npub const fn short() {\n    work();\n}\n").is_empty());
    }

    #[test]
    fn codes_in_strings_are_seen() {
        let codes = HashSet::from(["FRA".to_owned()]);
        assert_eq!(named_codes("a.rs", "let x = \"FRA\"; // \"FRA\"\n", &codes).len(), 2);
        assert!(named_codes("a.rs", "// \"FRA\"\nlet x = \"FRANCE\";\n", &codes).is_empty());
    }
}
