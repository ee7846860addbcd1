//! First content files: what `vanban new` starts from.

use super::{Kind, Kinds, OwnEntry, OwnForm, SymbolForm, Wanted};
use crate::diagnostic::Result;
use std::{collections::BTreeSet, fmt::Write};

/// An agency profile, with comments, that documents can name as it is.
pub fn profile_skeleton() -> &'static str {
    include_str!("../../../templates/new/profile.yaml")
}

/// The name of an agency profile for `vanban new`.
pub const PROFILE: &str = "ho-so";

macro_rules! files {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../../templates/new/", $name, ".yaml"))),)*]
    };
}

/// The first content files by name.
const SKELETONS: &[(&str, &str)] = files! {
    "ban-ghi-nho" "bao-cao" "bien-ban" "chi-thi" "cong-dien" "cong-van" "de-an" "giay-gioi-thieu" "giay-moi"
    "giay-nghi-phep" "giay-uy-quyen" "hop-dong" "huong-dan" "ke-hoach" "nghi-quyet" "phieu-bao" "phieu-chuyen"
    "phieu-gui" "quy-che" "quyet-dinh" "thong-bao" "thong-cao" "thu-cong" "to-trinh"
};

/// The parts that they have alike, by the line that stands for each.
const PARTS: &[(&str, &str)] = &[
    (
        "@dau@",
        include_str!("../../../templates/new/parts/head.yaml"),
    ),
    (
        "@so@",
        include_str!("../../../templates/new/parts/number.yaml"),
    ),
    (
        "@ky@",
        include_str!("../../../templates/new/parts/signed.yaml"),
    ),
];

/// A content file of a kind, with comments, that builds as it is: a draft of some year.
///
/// # Errors
/// There is no such kind.
pub fn skeleton(kinds: &Kinds, kind: &str, year: u16) -> Result<String> {
    let Some(kind) = kinds.named(kind) else {
        return Err(kinds.unknown(kind).into());
    };
    let known = SKELETONS.iter().find(|(name, _)| *name == kind.skeleton);
    let mut text = known.map_or_else(|| of_entries(kind), |(_, text)| (*text).to_owned());
    for (line, part) in PARTS {
        text = text.replace(&format!("{line}\n"), part);
    }
    let text = text.replace("@loai@", &kind.slug);
    let text = text.replace("@ten@", &kind.title());
    Ok(text
        .replace("@Ten@", &kind.capital())
        .replace("@nam@", &year.to_string()))
}

/// As [`skeleton`], of a document that builds on the profile at a path, which has the entries that are `given`:
/// those are not written again.
///
/// # Errors
/// There is no such kind.
pub fn skeleton_with(
    kinds: &Kinds,
    kind: &str,
    year: u16,
    profile: &str,
    given: &BTreeSet<String>,
) -> Result<String> {
    let text = skeleton(kinds, kind, year)?;
    let signing = kinds.named(kind).and_then(|kind| kind.signing.as_ref());
    let has = |name: &str| given.contains(name);
    let is_given = |name: &str, block: &str| match name {
        // The profile tells who signs alone.
        SIGNATORIES => has(DEFAULT_SIGNATORY) && signing.is_none(),
        RECIPIENTS => has(name) && !block.contains(AS_ABOVE),
        name => has(name),
    };
    let mut out = String::new();
    for block in blocks(&text) {
        let name = name(block);
        if name == Some(KIND) {
            out.push_str(block.trim_end());
            out.push_str(&format!("\nho_so: {}\n\n", quoted(profile)));
        } else if block.contains("# ho_so:") {
            // The head's words on profiles; what stands behind them is of a document without one.
        } else if !name.is_some_and(|name| is_given(name, block)) {
            out.push_str(block);
        }
    }
    Ok(out)
}

/// The entry of a document that tells its kind.
const KIND: &str = "loai";
/// The entry of a document that tells who signs it.
const SIGNATORIES: &str = "nguoi_ky";
/// The entry of a profile that tells who signs where a document does not.
const DEFAULT_SIGNATORY: &str = "nguoi_ky_mac_dinh";
/// The entry of those who get it.
const RECIPIENTS: &str = "noi_nhan";
/// A recipient that no profile can name.
const AS_ABOVE: &str = "Như trên";

/// The entries of a text, each with the comments right above it and the blank lines behind it; comments that
/// stand alone are blocks, too.
fn blocks(text: &str) -> Vec<&str> {
    let mut starts = vec![0];
    let (mut at, mut is_comment, mut is_blank) = (0, false, false);
    for line in text.split_inclusive('\n') {
        let begins = match line.as_bytes().first() {
            Some(b' ' | b'\n') | None => false,
            Some(b'#') => is_blank || !is_comment,
            Some(_) => is_blank || !is_comment,
        };
        if begins && at > 0 {
            starts.push(at);
        }
        is_comment = line.starts_with('#');
        is_blank = line.trim().is_empty();
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let ranges = starts.iter().zip(ends);
    ranges
        .filter_map(|(start, end)| text.get(*start..end))
        .collect()
}

/// The name of the entry of a block.
fn name(block: &str) -> Option<&str> {
    let mut lines = block.lines().filter(|line| !line.starts_with('#'));
    lines
        .find_map(|line| Some(line.split_once(':')?.0))
        .filter(|name| !name.starts_with(' '))
}

/// A path as YAML takes it.
fn quoted(path: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    let starts = path.starts_with(|c: char| c.is_ascii_alphabetic());
    match starts && path.chars().all(is_plain) {
        true => path.to_owned(),
        // A text of JSON is one of YAML.
        false => serde_json::Value::from(path).to_string(),
    }
}

/// A first content file of a kind that has none: its entries, each with what it is for.
fn of_entries(kind: &Kind) -> String {
    let mut out = "@dau@\n".to_owned();
    if kind.symbol == SymbolForm::Unit {
        out.push_str("don_vi_soan_thao: …\n");
    }
    if kind.wants(Wanted::Date) {
        out.push_str("\n@so@\n");
    }
    if kind.wants(Wanted::Subject) {
        out.push_str("\ntrich_yeu: …\n");
    }
    for entry in &kind.entries {
        out.push('\n');
        own(entry, 0, &mut out);
    }
    if kind.wants(Wanted::Body) {
        out.push_str("\n# Nội dung viết bằng Markdown, thụt vào hai dấu cách dưới dấu “|”.\n");
        out.push_str("noi_dung: |\n  …\n");
    }
    out.push_str("\nluu: VT\n\n@ky@\n");
    out
}

/// An entry with its description above it; one that may be left out as a comment.
fn own(entry: &OwnEntry, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    let OwnEntry {
        name,
        form,
        required,
        description,
        at_least,
        entries,
    } = entry;
    let sign = if *required || depth > 0 { "" } else { "# " };
    // Invariant: writing to a string does not fail.
    let _ = writeln!(out, "{indent}# {description}");
    let _ = match form {
        OwnForm::Line => writeln!(out, "{indent}{sign}{name}: …"),
        OwnForm::Lines => writeln!(out, "{indent}{sign}{name}:\n{indent}{sign}  - …"),
        OwnForm::Markdown => writeln!(out, "{indent}{sign}{name}: |\n{indent}{sign}  …"),
        OwnForm::Groups => {
            let _ = writeln!(out, "{indent}{name}:");
            let mut group = String::new();
            entries
                .iter()
                .for_each(|entry| own(entry, depth + 2, &mut group));
            // The dash stands in the line of the first key: comments of the group go before it.
            for _ in 0..(*at_least).max(1) {
                let _ = writeln!(out, "{indent}  -\n{}", group.trim_end());
            }
            Ok(())
        }
    };
}
