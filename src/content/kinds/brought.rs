//! The kinds that a template folder brings: laid over the program's own, and checked.

use super::super::schema;
use super::{Kind, OwnEntry, OwnForm};
use crate::data;
use crate::diagnostic::{Diagnostic, Diagnostics, Result, Source, folded};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The names that mean something else in templates.
const TAKEN: [&str; 7] = [
    "ten_loai",
    "cac_nguoi_ky",
    "tieu_de",
    "tac_gia",
    "chu_de",
    "so_thu_tu",
    "loop",
];

/// The program's own kinds with those of a file: one of the same slug takes the place of the own one.
pub(super) fn join(
    mut all: Vec<Kind>,
    brought: Vec<Kind>,
    source: &Arc<Source>,
) -> Result<Vec<Kind>> {
    let mut errors = Vec::new();
    for (index, kind) in brought.iter().enumerate() {
        let mut check = Check {
            source,
            path: vec![index.to_string()],
            errors: &mut errors,
        };
        if brought[..index].iter().any(|other| other.slug == kind.slug) {
            let message = format!("loại “{}” có hai lần", kind.slug);
            check.tell(&[], &message, "giữ một dòng cho mỗi loại văn bản");
        }
        check.kind(kind);
        match all.iter_mut().find(|own| own.slug == kind.slug) {
            Some(own) => *own = kind.clone(),
            None => all.push(kind.clone()),
        }
    }
    for (index, kind) in brought.iter().enumerate() {
        let other = all.iter().filter(|other| other.slug != kind.slug);
        let mut aliases = kind.aliases.iter().enumerate();
        let twice = |alias: &str| other.clone().find(|kind| kind.is_called(&folded(alias)));
        if let Some((at, other)) = aliases.find_map(|(at, alias)| Some((at, twice(alias)?))) {
            let message = format!("loại “{}” cũng có tên này", other.slug);
            let path = [&index.to_string(), "bi_danh", &at.to_string()];
            let found = data::fault(source, &path, &message, "ghi tên khác");
            errors.extend(found.0);
        }
    }
    match errors.is_empty() {
        true => Ok(all),
        false => Err(Diagnostics(errors)),
    }
}

struct Check<'a> {
    source: &'a Arc<Source>,
    /// Keys and indices down to what is looked at.
    path: Vec<String>,
    errors: &'a mut Vec<Diagnostic>,
}

impl Check<'_> {
    fn tell(&mut self, inside: &[&str], message: &str, help: &str) {
        let path = self.path.iter().map(String::as_str);
        let path: Vec<&str> = path.chain(inside.iter().copied()).collect();
        let found = data::fault(self.source, &path, message, help);
        self.errors.extend(found.0);
    }

    fn kind(&mut self, kind: &Kind) {
        let valid = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if kind.slug.is_empty() || !kind.slug.chars().all(valid) {
            let message = format!("“{}” không dùng làm tên loại được", kind.slug);
            let help = "chữ thường không dấu, chữ số và dấu gạch nối, ví dụ giay-khen";
            self.tell(&["slug"], &message, help);
        }
        self.entries(&kind.entries, true);
    }

    /// Own entries; those of the document itself may not have the name of one of all documents.
    fn entries(&mut self, entries: &[OwnEntry], of_document: bool) {
        self.path.push("muc".to_owned());
        let mut seen = BTreeSet::new();
        for (at, entry) in entries.iter().enumerate() {
            self.path.push(at.to_string());
            let name = entry.name.as_str();
            let starts = name.starts_with(|c: char| c.is_ascii_lowercase());
            let valid = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            if !starts || !name.chars().all(valid) {
                let message = format!("“{name}” không dùng làm tên mục được");
                let help = "chữ thường không dấu, chữ số và dấu gạch dưới, ví dụ thoi_gian";
                self.tell(&["ten"], &message, help);
            } else if !seen.insert(name)
                || (of_document && (schema::is_entry(name) || TAKEN.contains(&name)))
            {
                let message = format!("tên mục “{name}” đã có nghĩa khác");
                self.tell(&["ten"], &message, "đặt tên khác cho mục riêng này");
            }
            match (entry.form, entry.entries.is_empty()) {
                (OwnForm::Groups, true) => {
                    let help = "khai các mục của mỗi nhóm ở “muc”";
                    self.tell(&["ten"], &format!("nhóm “{name}” không có mục nào"), help);
                }
                (OwnForm::Groups, false) => self.entries(&entry.entries, false),
                (_, true) => {}
                (_, false) => {
                    let message = format!("mục “{name}” không phải nhóm nên không có mục con");
                    self.tell(&["muc"], &message, "ghi dang: nhom, hoặc bỏ “muc”");
                }
            }
            self.path.pop();
        }
        self.path.pop();
    }
}
