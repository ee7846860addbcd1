//! The forms of copies (hình thức sao), from `templates/copies.yaml`: kinds of files that tell of a copy alone.

use super::super::Content;
use super::Kinds;
use crate::data::{self, DataFile};
use crate::diagnostic::{Diagnostic, Result, Source};
use std::sync::Arc;

/// The forms of copies.
#[derive(Debug, Clone)]
pub struct Copies(Kinds);

impl DataFile for Copies {
    const NAME: &'static str = "copies.yaml";
    const BUILTIN: &'static str = include_str!("../../../templates/copies.yaml");

    fn parse(source: &Arc<Source>) -> Result<Self> {
        data::read(source).map(Kinds::of).map(Self)
    }
}

impl Copies {
    /// The forms as kinds of content files.
    pub fn kinds(&self) -> &Kinds {
        &self.0
    }

    /// The error about a text that a copy's file has of its own: a copy says what its original says.
    pub fn own_text(copy: &Content) -> Option<Diagnostic> {
        let lists = [&copy.subject, &copy.addressees, &copy.bases];
        let lists = lists.into_iter().filter_map(|list| list.first());
        let texts = [&copy.opening, &copy.body, &copy.closing];
        let mut all = texts.into_iter().flatten().chain(lists);
        let text = all.next()?;
        let message = "tệp của bản sao có phần của văn bản";
        Some(
            Diagnostic::error("sao-co-loi-van", message)
                .at(text.place.clone())
                .help("bỏ mục này: bản sao lấy trích yếu, nội dung, căn cứ, nơi kính gửi ở văn bản được sao"),
        )
    }
}

/// A copy's file, with comments, and its name; none where the slug is no form of copy.
pub fn copy_skeleton(copies: &Copies, slug: &str, year: u16) -> Option<(String, String)> {
    let form = copies.kinds().find(slug)?;
    let text = include_str!("../../../templates/new/copy.yaml");
    let text = text.replace("@loai@", &form.slug);
    let name = format!("{}.yaml", form.slug);
    Some((name, text.replace("@nam@", &year.to_string())))
}
