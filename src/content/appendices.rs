//! `phu_luc` and `ban_hanh_kem_theo`: what goes with a document.

use super::{
    Kind, Text,
    assemble::{Assembly, lines, markdown, said},
    schema::{
        Document,
        appendices::{AppendixEntry, AttachedEntry, Turned},
    },
};
use crate::diagnostic::{Diagnostic, Place};
use crate::tables::schema::TableEntry;
use crate::yaml::{
    nearest,
    typed::{Field, Marked, OneOrMany, ScalarOr, Words, YesNo},
};
use schemars::JsonSchema;
use std::collections::{BTreeMap, btree_map::Entry};

/// An appendix (phụ lục, III.1).
#[derive(Debug, Clone, PartialEq)]
pub struct Appendix {
    /// `ten`: its title, in lines; none where it has none.
    pub title: Vec<Text>,
    /// `nhan`: what stands in place of `Phụ lục I`.
    pub label: Option<Text>,
    /// `huong`: its pages are turned.
    pub landscape: bool,
    /// `dau_mau`: the head of the form that it is.
    pub head: Option<HeadOfForm>,
    /// `ten_mau`: the title of the form, in lines.
    pub form_title: Vec<Text>,
    /// `mo_dau`, Markdown.
    pub opening: Option<Text>,
    /// `noi_dung`, Markdown.
    pub body: Option<Text>,
    /// `bang`: the name of the table behind its text.
    pub table: Option<Text>,
    /// `ket_thuc`, Markdown.
    pub closing: Option<Text>,
}

/// The head that a blank form has of its own, below that of the appendix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema)]
#[schemars(inline, description = "Đầu trang của biểu mẫu.")]
pub enum HeadOfForm {
    /// Quốc hiệu and Tiêu ngữ in the middle of the page: a form that people fill in.
    #[schemars(
        rename = "quoc-hieu",
        description = "Quốc hiệu, Tiêu ngữ ở giữa trang: đơn, tờ khai của người dân."
    )]
    NationalTitle,
    /// The issuing agency beside Quốc hiệu and Tiêu ngữ: a form of the agency's.
    #[schemars(
        rename = "co-quan",
        description = "Tên cơ quan bên trái, Quốc hiệu, Tiêu ngữ bên phải: mẫu do cơ quan lập."
    )]
    Agency,
}

/// A text that is issued or approved with a document (Phụ lục III, Mẫu 1.3).
#[derive(Debug, Clone, PartialEq)]
pub struct Attached {
    /// `loai`: its kind.
    pub kind: AttachedKind,
    /// `trich_yeu`: its subject, in lines.
    pub subject: Vec<Text>,
    /// `huong`: its pages are turned.
    pub landscape: bool,
    /// `dong_kem_theo`: the words that begin the line under its subject.
    pub words: Option<Text>,
    /// `mo_dau`, Markdown.
    pub opening: Option<Text>,
    /// `noi_dung`, Markdown.
    pub body: Text,
    /// `ket_thuc`, Markdown.
    pub closing: Option<Text>,
    /// `co_chu_ky`: who signs the document signs it, too.
    pub signed: bool,
    /// `phu_luc`: its own appendices.
    pub appendices: Vec<Appendix>,
}

/// The kind of an attached text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttachedKind {
    /// The name of a kind of documents, in capitals.
    Known(String),
    /// Any other name, as the file has it.
    Named(Text),
}

impl Assembly<'_> {
    /// The appendices of a document or of an attached text, each with something in it.
    pub(super) fn appendices(&mut self, field: &Field<OneOrMany<AppendixEntry>>) -> Vec<Appendix> {
        let entries = field.given().map_or(&[][..], |all| &all.value.0);
        self.no_twins(entries.iter().map(|entry| lines(&entry.value.title)));
        let appendices = entries.iter().map(|entry| self.appendix(entry));
        appendices.collect()
    }

    fn appendix(&mut self, entry: &Marked<AppendixEntry>) -> Appendix {
        let Marked { value, place } = entry;
        let title = lines(&value.title);
        let [opening, body, closing] = value.texts().map(markdown);
        let has_table = value.table.filled().is_some();
        if opening.is_none() && body.is_none() && closing.is_none() && !has_table {
            let named = match title.first() {
                Some(title) => format!(" “{}”", title.text),
                None => String::new(),
            };
            let message = format!("phụ lục{named} chưa có nội dung");
            let place = title.first().map_or(place, |title| &title.place);
            let error = Diagnostic::error("phu-luc-trong", message).at(place.clone());
            self.errors.push(error.help(
                "viết nội dung vào mục “noi_dung” hoặc “bang” của phụ lục, hoặc bỏ phụ lục này",
            ));
        }
        Appendix {
            title,
            label: value.label.filled().and_then(word),
            landscape: is_landscape(&value.turned),
            head: value.head.filled().map(|head| head.value),
            form_title: lines(&value.form_title),
            opening,
            body,
            table: self.table(&value.table),
            closing,
        }
    }

    /// The name of the table of an appendix.
    fn table(&self, field: &Field<ScalarOr<TableEntry>>) -> Option<Text> {
        let given = field.filled()?;
        match &given.value {
            ScalarOr::Scalar(name) => Some(name.clone()),
            ScalarOr::Map(_) => {
                let place = field.mark.key.clone()?;
                let read = self.chain.tables.read(self.chain);
                let table = read.tables.iter().find(|table| table.place == place)?;
                let text = table.name.clone();
                Some(Text {
                    text,
                    place,
                    indent: 0,
                })
            }
        }
    }

    /// The texts that are issued with a document of this kind.
    pub(super) fn attached(&mut self, kind: &Kind, document: &Document) -> Vec<Attached> {
        let Some(all) = document.attached.filled() else {
            return Vec::new();
        };
        if !kind.issues {
            let name = document.attached.mark.name;
            let may: Vec<&str> = self
                .chain
                .kinds
                .iter()
                .filter(|kind| kind.issues)
                .map(|kind| kind.slug.as_str())
                .collect();
            let message = format!(
                "loại văn bản “{}” không ban hành kèm theo văn bản khác",
                kind.slug
            );
            let key = document.attached.mark.key.clone();
            let error = Diagnostic::error("kem-theo-sai-loai", message)
                .at(key.unwrap_or_else(|| all.place.clone()))
                .help(format!("“{name}” chỉ dùng với loai: {}; nội dung kèm theo loại này thì ghi vào mục “phu_luc”", may.join(", ")));
            self.errors.push(error);
            return Vec::new();
        }
        self.no_twins(all.value.0.iter().map(|entry| lines(&entry.value.subject)));
        let attached = all
            .value
            .0
            .iter()
            .map(|entry| self.one_attached(&entry.value));
        attached.collect::<Vec<_>>().into_iter().flatten().collect()
    }

    /// None only where the shape check refused the entry.
    fn one_attached(&mut self, entry: &AttachedEntry) -> Option<Attached> {
        let kind = entry.kind.filled().and_then(word)?;
        let kind = self.kind_of_attached(kind);
        let appendices = self.appendices(&entry.appendices);
        Some(Attached {
            kind,
            subject: lines(&entry.subject),
            landscape: is_landscape(&entry.turned),
            words: entry.words.filled().and_then(word),
            opening: markdown(&entry.opening),
            body: markdown(&entry.body)?,
            closing: markdown(&entry.closing),
            signed: entry
                .signed
                .filled()
                .is_some_and(|signed| matches!(signed.value, YesNo(true))),
            appendices,
        })
    }

    /// A kind that is written as a slug, or any other by its name; what looks like a slug and is none is told.
    fn kind_of_attached(&mut self, written: Text) -> AttachedKind {
        let kinds = &self.chain.kinds;
        let named = || kinds.iter().filter(|kind| !kind.name.is_empty());
        if let Some(kind) = named().find(|kind| kind.slug == written.text) {
            return AttachedKind::Known(kind.name.clone());
        }
        if written
            .text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b == b'-')
        {
            let slugs: Vec<&str> = named().map(|kind| kind.slug.as_str()).collect();
            let advice = nearest::advice(&written.text, slugs.into_iter());
            let message = format!("không có loại văn bản “{}”", written.text);
            let error = Diagnostic::error("loai-la", message).at(written.place.clone());
            let error = advice.on(error, &written.text, &written.place);
            self.errors.push(error);
        }
        AttachedKind::Named(written)
    }

    /// Tells of the first two that have the same name.
    fn no_twins(&mut self, names: impl Iterator<Item = Vec<Text>>) {
        let mut seen: BTreeMap<String, Place> = BTreeMap::new();
        for name in names {
            let Some(first) = name.first() else { continue };
            let words: Vec<&str> = name
                .iter()
                .flat_map(|line| line.text.split_whitespace())
                .collect();
            let name = words.join(" ");
            match seen.entry(name.to_lowercase()) {
                Entry::Vacant(free) => {
                    free.insert(first.place.clone());
                }
                Entry::Occupied(taken) => {
                    let message = format!("có hai phụ lục hay văn bản kèm theo cùng tên “{name}”");
                    let error = Diagnostic::error("phu-luc-trung", message)
                        .at(first.place.clone())
                        .related(taken.get().clone(), "tên này đã dùng ở đây")
                        .help("đặt tên khác để người đọc biết lời văn nhắc tới phụ lục nào, hoặc bỏ một phụ lục");
                    self.errors.push(error);
                    return;
                }
            }
        }
    }
}

fn word(words: &Marked<Words>) -> Option<Text> {
    said(&words.value.0).cloned()
}

fn is_landscape(turned: &Field<Turned>) -> bool {
    turned
        .filled()
        .is_some_and(|turned| turned.value == Turned::Landscape)
}
