//! Where tables are placed: each once, with the next number.

use super::{Made, TableWords, write};
use crate::{diagnostic::Diagnostic, slug::slug};
use std::cell::{Cell, RefCell};

/// The tables of a document, and how far they are placed.
#[derive(Debug)]
pub(crate) struct Placing<'a> {
    made: &'a [Made],
    words: &'a TableWords,
    placed: RefCell<Vec<bool>>,
    /// The number of the last table with a caption.
    last: Cell<u32>,
}

/// Why a table cannot be placed.
#[derive(Debug)]
pub(crate) enum Unplaced<'a> {
    /// There is none of this name; these are there.
    Unknown(Vec<&'a str>),
    /// It stands elsewhere already.
    Twice,
}

impl<'a> Placing<'a> {
    /// None of them is placed yet.
    pub(crate) fn new(made: &'a [Made], words: &'a TableWords) -> Self {
        Self {
            made,
            words,
            placed: RefCell::new(vec![false; made.len()]),
            last: Cell::new(0),
        }
    }

    /// The number of the next table that has a caption without one.
    pub(crate) fn number(&self) -> u32 {
        self.last.set(self.last.get() + 1);
        self.last.get()
    }

    /// Says that a table has a number that its writer gave it.
    pub(crate) fn numbered(&self, number: u32) {
        self.last.set(number);
    }

    /// The markup of a table.
    ///
    /// # Errors
    /// There is none of this name, or it is placed already.
    pub(crate) fn place(&self, name: &str) -> Result<String, Unplaced<'a>> {
        let Some(index) = self.made.iter().position(|made| made.name == name) else {
            let names = self.made.iter().map(|made| made.name.as_str());
            return Err(Unplaced::Unknown(names.collect()));
        };
        if std::mem::replace(&mut self.placed.borrow_mut()[index], true) {
            return Err(Unplaced::Twice);
        }
        let made = &self.made[index];
        let mut out = String::with_capacity(made.rest.len() + 200);
        out.push_str(&format!("<table name=\"{}\">\n", slug(&made.name, '-')));
        if let Some(caption) = &made.caption {
            let TableWords {
                caption: word,
                caption_end,
                ..
            } = self.words;
            out.push_str("  <caption>");
            let number = format!("{word} {}{caption_end}", self.number());
            write::text(&number, made.caption_origin, &mut out);
            out.push_str(caption);
            out.push_str("</caption>\n");
        }
        out.push_str(&made.rest);
        Ok(out)
    }

    /// A warning for each table that no text places.
    pub(crate) fn unused(&self) -> Vec<Diagnostic> {
        let placed = self.placed.borrow();
        let unused = self
            .made
            .iter()
            .zip(placed.iter())
            .filter(|(_, placed)| !**placed);
        unused
            .map(|(made, _)| {
                let message = format!("bảng “{}” chưa được đặt vào đâu nên không in ra", made.name);
                Diagnostic::warning("bang-khong-dung", message)
                    .at(made.place.clone())
                    .help(format!(
                        "viết dòng “::: bang {}” ở chỗ cần bảng, hoặc bỏ bảng này",
                        made.name
                    ))
            })
            .collect()
    }
}
