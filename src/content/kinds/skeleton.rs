//! First content files: what `vanban new` starts from.

use super::{Kind, Kinds, OwnEntry, OwnForm, SymbolForm, Wanted};
use crate::diagnostic::Result;
use std::fmt::Write;

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

/// The same parts of a document that builds on a profile: what that has is not there.
const PROFILED: &[(&str, &str)] = &[
    (
        "@dau@",
        include_str!("../../../templates/new/parts/head-profile.yaml"),
    ),
    (
        "@so@",
        include_str!("../../../templates/new/parts/number-profile.yaml"),
    ),
    (
        "@ky@",
        include_str!("../../../templates/new/parts/signed-profile.yaml"),
    ),
];

/// A content file of a kind, with comments, that builds as it is: a draft of some year.
///
/// # Errors
/// There is no such kind.
pub fn skeleton(kinds: &Kinds, kind: &str, year: u16) -> Result<String> {
    filled(kinds, kind, year, PARTS)
}

/// As [`skeleton`], of a document that builds on the profile at a path.
///
/// # Errors
/// There is no such kind.
pub fn skeleton_with(kinds: &Kinds, kind: &str, year: u16, profile: &str) -> Result<String> {
    let text = filled(kinds, kind, year, PROFILED)?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    let starts = profile.starts_with(|c: char| c.is_ascii_alphabetic());
    let profile = match starts && profile.chars().all(is_plain) {
        true => profile.to_owned(),
        // A text of JSON is one of YAML.
        false => serde_json::Value::from(profile).to_string(),
    };
    Ok(text.replace("@ho_so@", &profile))
}

fn filled(kinds: &Kinds, kind: &str, year: u16, parts: &[(&str, &str)]) -> Result<String> {
    let Some(kind) = kinds.named(kind) else {
        return Err(kinds.unknown(kind).into());
    };
    let known = SKELETONS.iter().find(|(name, _)| *name == kind.skeleton);
    let mut text = known.map_or_else(|| of_entries(kind), |(_, text)| (*text).to_owned());
    for (line, part) in parts {
        text = text.replace(&format!("{line}\n"), part);
    }
    let text = text.replace("@loai@", &kind.slug);
    let text = text.replace("@ten@", &kind.title());
    Ok(text
        .replace("@Ten@", &kind.capital())
        .replace("@nam@", &year.to_string()))
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
