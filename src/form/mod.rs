//! The form of a document or a profile: which fields its kind has, in a clerk's order and words, and the values of its text.
//!
//! In: the text of a content file, its kind, the profiles that it names, and what was told of it. Out: a [`Form`];
//! and, for what is typed into it, the changes of the text ([`edit`]). Positions are UTF-16 code units of the text
//! that was given, as browsers count. Not here: how YAML is edited (`yaml::edit`), and any rule of a document.

pub(crate) mod body;
mod described;
mod filled;
mod grid;
pub(crate) mod profile;
mod read;
#[cfg(test)]
mod tests;
mod typed;

pub(crate) use crate::yaml::edit::{Edit, Step};

use crate::diagnostic::Utf16;
use crate::{
    content::Kinds,
    diagnostic::{Diagnostic, Result},
    yaml::{
        self,
        edit::{Editor, Manner},
        tree::{Node, Value},
    },
};
use described::Described;
use filled::Filler;
use profile::Profiles;
use serde::{Deserialize, Serialize};
use std::{path::Path, sync::Arc};
use typed::Typed;

/// A form, filled in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Form {
    pub(crate) groups: Vec<Group>,
}

/// Fields that stand together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Group {
    pub(crate) title: String,
    pub(crate) fields: Vec<Field>,
}

/// A field.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Field {
    /// Where its value stands in the file, or would stand.
    pub(crate) path: Vec<Step>,
    pub(crate) label: String,
    /// One or two sentences; empty where the label says it all.
    pub(crate) hint: String,
    pub(crate) widget: Widget,
    /// A document of this kind is not whole without it.
    pub(crate) required: bool,
    /// What the file says; null where it says nothing. A text for one of `line`, `text`, `markdown`, `date`,
    /// `choice`, `file`; true or false for `yesno`; a list of texts for `list` and `recipients`; for `signatories` a list
    /// of names of the profile (texts) and of maps; else the value as it stands.
    pub(crate) value: serde_json::Value,
    /// What the profile says, where the file has no such entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) from_profile: Option<serde_json::Value>,
    /// The values to choose from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) options: Vec<Choice>,
    /// The entry in the text, key and value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) range: Option<Span>,
    /// The value alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) value_range: Option<Span>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) messages: Vec<Message>,
    /// The members of a `group`, `signatories` or `table` with fields of their own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) items: Vec<Item>,
    /// The fields of a new member, with paths that start at the member; empty where it has no fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) item: Vec<Field>,
    /// Whether the members of a `group` are entries with names (tables, charts), a list, or only one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) members: Option<Members>,
    /// The rows of a `table`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) grid: Option<Grid>,
    /// The lines of `figures`, from above.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) figures: Vec<FigureLine>,
}

/// How a field is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Widget {
    /// A line.
    #[serde(alias = "dong")]
    Line,
    /// A few lines of plain text.
    #[serde(alias = "cac_dong")]
    Text,
    /// Markdown.
    Markdown,
    /// A date, whose day may be missing.
    #[serde(alias = "ngay")]
    Date,
    /// One of the options; other words are kept.
    #[serde(alias = "chon")]
    Choice,
    /// True or false.
    #[serde(alias = "co_khong")]
    YesNo,
    /// Lines that can be dragged.
    #[serde(alias = "danh_sach")]
    List,
    /// Lines of recipients.
    #[serde(alias = "noi_nhan")]
    Recipients,
    /// Those who sign.
    #[serde(alias = "nguoi_ky")]
    Signatories,
    /// A grid of cells.
    #[serde(alias = "bang")]
    Table,
    /// A tree of figures.
    #[serde(alias = "so_lieu")]
    Figures,
    /// The path of a file.
    #[serde(alias = "tep")]
    File,
    /// Fields of their own.
    #[serde(alias = "nhom")]
    Group,
}

/// How the members of a group stand in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Members {
    /// There is one, and its entries stand at the path of the field.
    #[serde(alias = "mot")]
    One,
    /// A list. One member may stand there without a list; edits take care of that.
    #[serde(alias = "danh_sach")]
    List,
    /// Entries by names that the writer chooses.
    #[serde(alias = "co_ten")]
    Named,
}

/// A member of a group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Item {
    pub(crate) path: Vec<Step>,
    /// What it is called in the form: its name, title or number.
    pub(crate) title: String,
    /// Its fields; empty for one that is but a name (a signatory of the profile).
    pub(crate) fields: Vec<Field>,
}

/// A value to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) name: String,
}

/// A stretch of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Span {
    pub(crate) from: usize,
    pub(crate) to: usize,
}

/// What was told of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Message {
    /// `error`, `warning` or `hint`.
    pub(crate) level: &'static str,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) help: Option<String>,
}

/// The rows of a table, whatever way the file writes them in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Grid {
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Row>,
}

/// A column of a grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Column {
    /// Its name in the file.
    pub(crate) name: String,
    /// What is printed above it.
    pub(crate) title: String,
    /// Its kind: `chu`, `so`, `tien` …; empty where the file says none.
    pub(crate) kind: String,
    /// It is worked out (numbers of rows, ratios) and no cell of it stands in the file.
    pub(crate) made: bool,
}

/// A row of a grid.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Row {
    pub(crate) path: Vec<Step>,
    /// A line over all columns that begins a group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) group: Option<String>,
    /// A cell a column; none for columns that are made.
    pub(crate) cells: Vec<Option<Cell>>,
}

/// A cell of a grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Cell {
    /// Where its value stands or would stand: `set` it there.
    pub(crate) path: Vec<Step>,
    pub(crate) text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) range: Option<Span>,
}

/// A line of a tree of figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct FigureLine {
    pub(crate) path: Vec<Step>,
    /// How deep it stands, from 0.
    pub(crate) depth: usize,
    /// The key, or the number of the item from 1.
    pub(crate) name: String,
    pub(crate) kind: FigureKind,
    /// The value as written; empty for maps and lists.
    pub(crate) text: String,
}

/// The kind of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum FigureKind {
    Number,
    Text,
    Empty,
    Map,
    List,
}

/// A change of the text, in UTF-16 code units: what an editor in the browser dispatches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct TextChange {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) insert: String,
}

/// The sorts of files that have a form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Sort {
    #[default]
    Document,
    /// An agency profile.
    Profile,
}

/// What a form is made of beside the text.
pub(crate) struct About<'a> {
    pub(crate) sort: Sort,
    /// The path of the content file, from which it names its profile.
    pub(crate) path: &'a Path,
    /// The kinds that a document may be of.
    pub(crate) kinds: &'a Kinds,
    /// What was told of the text, of all sources.
    pub(crate) told: &'a [Diagnostic],
}

/// Gives the bytes of a file, as [`crate::content::from_sources`] asks for them.
pub(crate) type Read<'r> = &'r mut dyn FnMut(&Path) -> std::io::Result<Vec<u8>>;

/// The entry that names the profile.
const PROFILE: &str = "ho_so";

/// The entry of a column that may stand for all of it.
const COLUMN_KIND: &str = "kieu";

/// The form of a text, filled in. Profiles that cannot be read give nothing; that is told elsewhere.
///
/// # Errors
/// The text is no YAML: what is wrong, in place of a form.
pub(crate) fn form(text: &str, about: &About<'_>, read: Read<'_>) -> Result<Form> {
    let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (source, root) = yaml::edit::parsed(bare, about.kinds.names())?;
    let root = root.unwrap_or_else(|| {
        let value = Value::Map(Vec::new());
        Arc::new(Node { value, range: 0..0 })
    });
    let filler = Filler {
        source: &source,
        root: &root,
        described: Described::builtin(about.sort)?,
        kind: match about.sort {
            Sort::Document => about.kinds.of_file(&root),
            Sort::Profile => None,
        },
        profiles: &Profiles::of(about.path, &root, about.kinds.names(), read),
        about,
        offsets: &Utf16::of(text),
        before: text.len() - bare.len(),
    };
    Ok(filler.form())
}

/// The changes of the text that make all edits, in its order. Slices of [`Edit::Text`] count UTF-16 code units of
/// the field's value.
///
/// # Errors
/// As [`crate::yaml::edit::edit`].
pub(crate) fn edit(
    text: &str,
    sort: Sort,
    edits: &[Edit],
    kinds: &Kinds,
) -> Result<Vec<TextChange>> {
    let described = Described::builtin(sort)?;
    let mut editor = Editor::new(text);
    for edit in edits {
        let (source, root) = yaml::edit::parsed(editor.text(), kinds.names())?;
        let kind = root.as_ref().and_then(|root| kinds.of_file(root));
        let typed = Typed {
            source: &source,
            root: root.as_ref(),
            described,
            kind,
        };
        let order = |path: &[Step]| described.order(kind, path);
        let manner = Manner {
            names: kinds.names(),
            order: &order,
        };
        editor.edit(&typed.edit(edit), &manner)?;
    }
    let offsets = Utf16::of(text);
    let changes = editor.changes().into_iter().map(|change| TextChange {
        from: offsets.at(change.range.start),
        to: offsets.at(change.range.end),
        insert: change.text,
    });
    Ok(changes.collect())
}
