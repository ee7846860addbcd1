//! `vanban kinds`: the kinds of documents that can be written, or the entries of one.

use super::args::KindsArgs;
use super::{Exit, complain, say};
use crate::Resources;
use crate::content::{Kind, Kinds, OwnEntry, OwnForm};
use crate::diagnostic::{Diagnostics, Result};

pub(super) fn run(args: &KindsArgs) -> Exit {
    let resources = match Resources::from_dirs(args.templates.as_deref(), None) {
        Ok(resources) => resources,
        Err(Diagnostics(all)) => {
            complain(&all);
            return Exit::Faults;
        }
    };
    let told = resources.kinds().and_then(|kinds| match &args.kind {
        None => Ok(table(kinds)),
        Some(name) => one(kinds, name),
    });
    match told {
        Ok(text) => {
            say(&text);
            Exit::Done
        }
        Err(Diagnostics(all)) => {
            complain(&all);
            Exit::Usage
        }
    }
}

/// All kinds, a line each, in columns.
fn table(kinds: &Kinds) -> String {
    let head = ["loai", "Tên loại", "Viết tắt", "Mẫu", "Cũng gọi là"];
    let mut rows = vec![head.map(str::to_owned)];
    rows.extend(kinds.iter().map(row));
    let mut widths = [0; 5];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let mut out = String::new();
    for row in rows {
        let cells = row.iter().zip(widths);
        let line: String = cells
            .map(|(cell, width)| format!("{cell:<width$}  "))
            .collect();
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

fn row(kind: &Kind) -> [String; 5] {
    let or_dash = |text: &str| match text {
        "" => "-".to_owned(),
        text => text.to_owned(),
    };
    [
        kind.slug.clone(),
        or_dash(&kind.name),
        or_dash(&kind.abbreviation),
        or_dash(&kind.form),
        kind.aliases.join(", "),
    ]
}

/// One kind: what a content file of it must have, and its own entries.
fn one(kinds: &Kinds, name: &str) -> Result<String> {
    let Some(kind) = kinds.named(name) else {
        return Err(kinds.unknown(name).into());
    };
    let required: Vec<&str> = kind.required.iter().map(|wanted| wanted.name()).collect();
    let mut out = format!("loai: {}\n", kind.slug);
    for (label, text) in [
        ("Tên loại", &kind.name),
        ("Viết tắt", &kind.abbreviation),
        ("Mẫu (Phụ lục III, Nghị định 30/2020/NĐ-CP)", &kind.form),
        ("Cũng gọi là", &kind.aliases.join(", ")),
        ("Mục chung phải có", &required.join(", ")),
    ] {
        if !text.is_empty() {
            out.push_str(&format!("{label}: {text}\n"));
        }
    }
    if !kind.entries.is_empty() {
        out.push_str("Mục riêng:\n");
        entries(&kind.entries, 1, &mut out);
    }
    out.push_str(&format!("Tệp mẫu: vanban new {}\n", kind.slug));
    Ok(out)
}

fn entries(all: &[OwnEntry], depth: usize, out: &mut String) {
    for entry in all {
        let form = match entry.form {
            OwnForm::Line => "một dòng",
            OwnForm::Lines => "nhiều dòng",
            OwnForm::Markdown => "Markdown",
            OwnForm::Groups => "danh sách nhóm",
        };
        let needed = if entry.required { ", phải có" } else { "" };
        let indent = "  ".repeat(depth);
        let OwnEntry {
            name, description, ..
        } = entry;
        out.push_str(&format!("{indent}{name} ({form}{needed}): {description}\n"));
        entries(&entry.entries, depth + 1, out);
    }
}
