//! The arrows between the modules of the program, read from its source.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// What each top-level module uses, and where it does.
type Arrows = BTreeMap<String, BTreeMap<String, PathBuf>>;

fn rust_files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && name != "tests" {
            rust_files(&path, into);
        } else if name.ends_with(".rs") && !matches!(name.as_str(), "tests.rs" | "testing.rs") {
            into.push(path);
        }
    }
}

/// The source without comments and without the tests at its end.
fn program(source: &str) -> String {
    let end = source.find("#[cfg(test)]\nmod tests {");
    let lines = source[..end.unwrap_or(source.len())].lines();
    let code = lines.map(|line| line.split("//").next().unwrap_or_default());
    code.collect::<Vec<_>>().join("\n")
}

fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
    &text[..end.unwrap_or(text.len())]
}

/// The first names behind each `crate::`: one, or those of a group in braces.
fn named(code: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for (at, path) in code.match_indices("crate::") {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &code[at + path.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            found.insert(word(rest));
            continue;
        };
        let (mut depth, mut begins) = (0_usize, true);
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => begins = true,
                c if begins && !c.is_whitespace() => {
                    found.insert(word(&group[at..]));
                    begins = false;
                }
                _ => {}
            }
        }
    }
    found
}

/// Which module of the crate's root tells a name, as `pub use compile::{Resources, …}` does.
fn owners(root: &str) -> BTreeMap<String, String> {
    let mut owners = BTreeMap::new();
    for line in root.split(';').map(str::trim) {
        let Some((module, names)) = line
            .strip_prefix("pub use ")
            .and_then(|path| path.split_once("::"))
        else {
            continue;
        };
        for name in names.split(|c: char| !c.is_alphanumeric() && c != '_') {
            owners.insert(name.to_owned(), module.to_owned());
        }
    }
    owners
}

fn arrows() -> Arrows {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let root = program(&fs::read_to_string(src.join("lib.rs")).unwrap());
    let declared = root.split("mod ").skip(1).map(|rest| word(rest).to_owned());
    let modules: BTreeSet<String> = declared.collect();
    let owners = owners(&root);
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    let mut arrows = Arrows::new();
    for file in files {
        let inside = file.strip_prefix(&src).unwrap();
        let first = inside.iter().next().unwrap().to_string_lossy();
        let from = first.trim_end_matches(".rs");
        if !modules.contains(from) {
            continue;
        }
        let uses = arrows.entry(from.to_owned()).or_default();
        let code = program(&fs::read_to_string(&file).unwrap());
        for name in named(&code) {
            let to = match modules.contains(name) {
                true => name,
                false => owners.get(name).map_or("", String::as_str),
            };
            assert!(!to.is_empty(), "{} uses crate::{name}", inside.display());
            if to != from {
                uses.entry(to.to_owned()).or_insert(inside.to_path_buf());
            }
        }
    }
    assert_eq!(arrows.len(), modules.len(), "a module without a file");
    arrows
}

/// A way from a module back to itself, with the files that go each step.
fn circle(arrows: &Arrows, start: &str) -> Option<String> {
    let mut ways: BTreeMap<&str, String> = BTreeMap::new();
    let mut open = vec![(start, start.to_owned())];
    while let Some((here, way)) = open.pop() {
        for (to, file) in &arrows[here] {
            let way = format!("{way} → {to} ({})", file.display());
            if to == start {
                return Some(way);
            }
            if !ways.contains_key(to.as_str()) {
                ways.insert(to, way.clone());
                open.push((to, way));
            }
        }
    }
    None
}

#[test]
fn modules_form_no_circle() {
    let arrows = arrows();
    let circles: Vec<String> = arrows
        .keys()
        .filter_map(|module| circle(&arrows, module))
        .collect();
    assert!(circles.is_empty(), "\n{}", circles.join("\n"));
    // The reading finds what is there, of both kinds.
    assert!(arrows["content"].contains_key("yaml"));
    assert!(arrows["cli"].contains_key("compile"));
}

#[test]
fn what_stands_below_knows_nothing_of_what_stands_above() {
    let arrows = arrows();
    let knows = |from: &str, to: &str| arrows[from].contains_key(to);
    assert!(!knows("yaml", "content") && !knows("yaml", "figures"));
    assert!(!knows("fingerprint", "content"));
    for (module, uses) in &arrows {
        let is_face = matches!(module.as_str(), "cli" | "serve");
        let is_desk = matches!(module.as_str(), "project" | "batch");
        assert!(!uses.contains_key("cli"), "{module} uses cli");
        assert!(
            !uses.contains_key("serve") || module == "cli",
            "{module} uses serve"
        );
        if !is_face && !is_desk {
            for desk in ["project", "batch"] {
                assert!(!uses.contains_key(desk), "{module} uses {desk}");
            }
        }
    }
}

#[test]
fn paths_are_read_out_of_code() {
    let code = "use crate::{a::{b, c}, d, e::f};\nfn g() { crate::h::i(); mycrate::j(); }";
    let names = ["a", "d", "e", "h"];
    assert_eq!(named(code), names.into_iter().collect());
    let code = program("use crate::a; // crate::b\n#[cfg(test)]\nmod tests { use crate::c; }");
    assert_eq!(named(&code), ["a"].into_iter().collect());
    let made: Arrows = [("a", "b"), ("b", "a")]
        .map(|(from, to)| {
            let uses = [(to.to_owned(), PathBuf::from("x.rs"))];
            (from.to_owned(), uses.into_iter().collect())
        })
        .into_iter()
        .collect();
    assert_eq!(
        circle(&made, "a").unwrap(),
        "a → b (x.rs) → a (x.rs)",
        "a circle is found"
    );
}

#[test]
fn entries_are_declared_once_and_never_looked_up_by_a_string() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let of = |file: &str| program(&fs::read_to_string(src.join(file)).unwrap());
    // The marked tree offers no look-up by name.
    let tree = of("yaml/tree.rs");
    assert!(!tree.contains("key: &str") && !tree.contains("name: &str"));
    // A declaration ends `name: Type = "key",`.
    let declared = |code: &str| -> Vec<String> {
        let lines = code.lines().map(str::trim);
        let keys = lines.filter_map(|line| line.strip_suffix("\",")?.split_once(" = \""));
        let keys = keys.filter(|(field, _)| field.contains(": "));
        keys.filter(|(field, _)| !field.starts_with("description"))
            .map(|(_, key)| key.to_owned())
            .collect()
    };
    for folder in ["content", "batch", "rows", "tables"] {
        let keys = declared(&of(&format!("{folder}/schema.rs")));
        assert!(keys.len() > 5, "{folder}: {keys:?}");
        let mut files = Vec::new();
        rust_files(&src.join(folder), &mut files);
        for file in files.iter().filter(|file| !file.ends_with("schema.rs")) {
            let code = program(&fs::read_to_string(file).unwrap());
            for key in &keys {
                // As the argument of a call; a text may well be the same word.
                for look_up in [format!("(\"{key}\")"), format!("(\"{key}\",")] {
                    assert!(!code.contains(&look_up), "{}: {look_up}", file.display());
                }
            }
        }
    }
}

/// The map of the program names each of its modules and no other, and each begins by telling what it is.
#[test]
fn the_map_is_true_to_the_modules() {
    let map = fs::read_to_string("docs/architecture.md").unwrap();
    let cells = map.lines().filter_map(|line| line.strip_prefix("| `src/"));
    let told: BTreeSet<&str> = cells
        .map(|rest| rest.split_once('`').unwrap().0)
        .map(|path| path.trim_end_matches('/').trim_end_matches(".rs"))
        .collect();
    let mut there = BTreeSet::new();
    for entry in fs::read_dir("src").unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let root = if path.is_dir() {
            path.join("mod.rs")
        } else {
            path
        };
        let source = fs::read_to_string(&root).unwrap();
        assert!(
            source.starts_with("//! "),
            "{} tells what it is",
            root.display()
        );
        there.insert(name);
    }
    there.remove("main");
    assert_eq!(told, there.iter().map(String::as_str).collect());
}
