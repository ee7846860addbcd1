//! One kind of message for every stage: what is wrong, where, and how to mend it.
//!
//! In: a fault with its place in a [`Source`]. Out: text for people ([`render()`]), JSON or SARIF for
//! programs. Nothing is printed here, and no stage is known.
//!
//! Stages return [`Diagnostics`]; only `cli` prints them (see [`render()`]).
//! Messages and help are Vietnamese, for the clerk who wrote the file.

pub mod codes;
pub mod fix;
pub mod json;
mod nearest;
pub(crate) mod position;
mod render;
pub mod sarif;
mod utf16;

pub use codes::Code;
pub use fix::Edit;
pub use json::{json, json_of};
pub(crate) use nearest::{folded, is_certain, nearest};
pub use render::{Rendering, render, render_as};
pub use sarif::{sarif, sarif_of};
pub(crate) use utf16::Utf16;

use std::{
    fmt,
    ops::Range,
    sync::{Arc, OnceLock},
};

/// A text that was read: a content file, an agency profile, a template.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// The name as the user knows it: the path that was given, or a built-in template's name.
    pub name: String,
    /// The text, exactly as read (ranges of [`Place`] are byte offsets into it).
    pub text: String,
    /// Whether the file began with a byte order mark, which is not in the text.
    pub byte_order_mark: bool,
    /// The part of the file that `text` is.
    pub extent: Extent,
    lines: LineStarts,
}

/// The offsets at which the lines of a text begin, found when they are first asked for: places are
/// looked up many times in one text. They say nothing that the text does not, so all are equal.
#[derive(Debug, Default)]
struct LineStarts(OnceLock<Vec<usize>>);

impl LineStarts {
    fn of(&self, text: &str) -> &[usize] {
        self.0.get_or_init(|| {
            let after = text.match_indices('\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(after).collect()
        })
    }
}

impl PartialEq for LineStarts {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for LineStarts {}

/// The part of its file that the text of a [`Source`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// All that begins with this line, from 1: a record of a table that is too long to be held.
    FromLine(usize),
    /// A cell of this row of a sheet, from 1; the name tells the cell.
    Cell(usize),
}

const BYTE_ORDER_MARK: char = '\u{feff}';

impl Source {
    /// Wraps a text that was read under `name`.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Self::part(name, text, Extent::Whole)
    }

    /// Wraps a part of what stands under `name`.
    pub fn part(name: impl Into<String>, text: impl Into<String>, extent: Extent) -> Arc<Self> {
        Arc::new(Self {
            name: name.into(),
            text: text.into(),
            byte_order_mark: false,
            extent,
            lines: LineStarts::default(),
        })
    }

    /// The text of a file, whose byte order mark is set apart if it has one.
    pub fn of_file(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        let mut text = text.into();
        let byte_order_mark = text.starts_with(BYTE_ORDER_MARK);
        if byte_order_mark {
            text.drain(..BYTE_ORDER_MARK.len_utf8());
        }
        Arc::new(Self {
            name: name.into(),
            text,
            byte_order_mark,
            extent: Extent::Whole,
            lines: LineStarts::default(),
        })
    }

    /// The same file with another text.
    pub fn with_text(&self, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self {
            name: self.name.clone(),
            text: text.into(),
            byte_order_mark: self.byte_order_mark,
            extent: self.extent,
            lines: LineStarts::default(),
        })
    }

    /// The file as it was read, to the byte.
    pub fn bytes(&self) -> Vec<u8> {
        let mark = self.byte_order_mark.then_some(BYTE_ORDER_MARK);
        let mut file: String = mark.into_iter().collect();
        file.push_str(&self.text);
        file.into_bytes()
    }

    /// The number of the text's first line in its file.
    pub fn first_line(&self) -> usize {
        match self.extent {
            Extent::Whole => 1,
            Extent::FromLine(line) | Extent::Cell(line) => line,
        }
    }

    /// Line and column (both from 1, the column in characters) of a byte offset.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let mut end = offset.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let starts = self.lines.of(&self.text);
        let line = starts.partition_point(|start| *start <= end) - 1;
        let column = self.text[starts[line]..end].chars().count() + 1;
        (line + self.first_line(), column)
    }

    /// Byte offset of a line and column, both from 1, the column in characters.
    /// A column past the end of its line gives the end of the line.
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let index = line.saturating_sub(self.first_line());
        let Some(&start) = self.lines.of(&self.text).get(index) else {
            return self.text.len();
        };
        let rest = self.text[start..].split('\n').next().unwrap_or("");
        start
            + rest
                .char_indices()
                .nth(column.saturating_sub(1))
                .map_or(rest.len(), |(i, _)| i)
    }
}

/// A byte range in a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The text that holds the range.
    pub source: Arc<Source>,
    /// Byte offsets into [`Source::text`].
    pub range: Range<usize>,
}

impl Place {
    /// A range of a source.
    pub fn new(source: &Arc<Source>, range: Range<usize>) -> Self {
        Self {
            source: Arc::clone(source),
            range,
        }
    }

    /// The character at a line and column, both from 1.
    pub fn at_line(source: &Arc<Source>, line: usize, column: usize) -> Self {
        let start = source.offset(line, column);
        let len = source.text[start..]
            .chars()
            .next()
            .map_or(0, char::len_utf8);
        Self::new(source, start..start + len)
    }
}

/// How grave a message is: an error stops the build, the others do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// All is well; it could be better. Hints stop nothing and count in no exit code.
    Hint,
    /// The documents are made all the same.
    Warning,
    /// Nothing is written. Of what `check` finds, the text contradicts itself or the letter of the law.
    Error,
}

impl Severity {
    /// Its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "loi",
            Self::Warning => "luu_y",
            Self::Hint => "goi_y",
        }
    }
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How grave it is.
    pub severity: Severity,
    /// A stable name for the kind of message, e.g. `khoa-la` (unknown key).
    pub code: &'static str,
    /// The fault in Vietnamese, without a full stop.
    pub message: String,
    /// Where.
    pub place: Option<Place>,
    /// Other places that matter, each with a few words.
    pub related: Vec<(Place, String)>,
    /// How to mend it.
    pub help: Option<String>,
    /// The same as a change of the text, where it is certain: the changed text does not raise this
    /// message any more.
    pub fix: Option<Box<Edit>>,
    /// The clause of the law that it is held against, with the name of the law, where it is a closer
    /// one than that of the code ([`Self::law`] gives either).
    pub clause: Option<Box<str>>,
}

/// The law that clauses are of.
pub const LAW: &str = "Nghị định 30/2020/NĐ-CP";

impl Diagnostic {
    /// An error without a place yet.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        debug_assert!(
            Code::find(code).is_some() || cfg!(test) && code == "thu",
            "the code {code} is not registered in diagnostic/codes.rs"
        );
        Self::bare(Severity::Error, code, message)
    }

    /// A message without a place yet, of a code that is registered elsewhere than in [`codes`]: by the
    /// rule that it is of.
    pub fn of(code: &Code, severity: Severity, message: impl Into<String>) -> Self {
        let clause = code.clause.map(|clause| format!("{clause} {LAW}").into());
        Self {
            clause,
            ..Self::bare(severity, code.name, message)
        }
    }

    fn bare(severity: Severity, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity,
            code,
            message: message.into(),
            place: None,
            related: Vec::new(),
            help: None,
            fix: None,
            clause: None,
        }
    }

    /// A hint without a place yet.
    pub fn hint(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Hint,
            ..Self::error(code, message)
        }
    }

    /// A warning without a place yet.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, message)
        }
    }

    /// The same, where nothing can be made of it after all.
    #[must_use]
    pub fn as_error(self) -> Self {
        Self {
            severity: Severity::Error,
            ..self
        }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, place: impl Into<Option<Place>>) -> Self {
        self.place = place.into();
        self
    }

    /// Says where, unless that is known better.
    #[must_use]
    pub fn or_at(mut self, place: &Place) -> Self {
        self.place.get_or_insert_with(|| place.clone());
        self
    }

    /// Says how to mend it, unless that is known better.
    #[must_use]
    pub fn or_help(mut self, help: &str) -> Self {
        self.help.get_or_insert_with(|| help.to_owned());
        self
    }

    /// Says how to mend it as a change of the text: what stands at `place` becomes `text`.
    #[must_use]
    pub fn fix(mut self, title: impl Into<String>, place: Place, text: impl Into<String>) -> Self {
        self.fix = Some(Box::new(Edit {
            title: title.into(),
            place,
            text: text.into(),
        }));
        self
    }

    /// Names the clause of the law, with the law.
    #[must_use]
    pub fn clause(mut self, clause: impl Into<Box<str>>) -> Self {
        self.clause = Some(clause.into());
        self
    }

    /// The clause of the law that it is held against, with the law's name, where there is one.
    pub fn law(&self) -> Option<String> {
        if let Some(clause) = &self.clause {
            return Some(clause.to_string());
        }
        let clause = Code::find(self.code)?.clause?;
        Some(format!("{clause} {LAW}"))
    }

    /// Adds another place that matters.
    #[must_use]
    pub fn related(mut self, place: Place, words: impl Into<String>) -> Self {
        self.related.push((place, words.into()));
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Why a stage failed: at least one error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostics(pub Vec<Diagnostic>);

/// The result of a stage: its product, or the reasons why there is none.
pub type Result<T> = std::result::Result<T, Diagnostics>;

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&render(&self.0, Rendering::Plain))
    }
}

impl std::error::Error for Diagnostics {}
