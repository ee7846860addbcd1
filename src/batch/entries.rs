//! What a batch file says, entry by entry, and edits of it: for a form.
//!
//! In: its text, which may lack what a batch needs. Out: [`Said`]; for what is [`Wish`]ed, changes of the text.

use super::{
    read::NAMES,
    schema::{BatchFile, TableParts},
};
use crate::{
    diagnostic::{Diagnostics, Result},
    rows::column_name,
    yaml::{
        edit::{self, Change, Edit, Manner, Step, Wanted},
        source, tree,
        typed::{self, FromNode, ScalarOr, Stands},
    },
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a batch file says; none of what it does not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Said {
    /// The path of the content file.
    pub(crate) content: Option<String>,
    /// The row's name in expressions.
    pub(crate) row_name: Option<String>,
    /// The template of the names of outputs.
    pub(crate) output: Option<String>,
    /// The path of the table.
    pub(crate) table: Option<String>,
    /// The name of its sheet.
    pub(crate) sheet: Option<String>,
    /// The kinds of columns, by what the file calls them.
    pub(crate) kinds: Vec<(String, &'static str)>,
    /// The rows stand in the batch file itself.
    pub(crate) has_rows: bool,
    /// `bang` is a map.
    #[serde(skip)]
    has_parts: bool,
}

/// What is to be said from now on; an empty text takes an entry away.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Wish {
    pub(crate) content: Option<String>,
    pub(crate) row_name: Option<String>,
    pub(crate) output: Option<String>,
    pub(crate) table: Option<String>,
    pub(crate) sheet: Option<String>,
    /// The kinds of columns, by their names or headers.
    pub(crate) kinds: BTreeMap<String, String>,
}

/// The names of the entries, as they are declared.
struct Names {
    content: &'static str,
    row_name: &'static str,
    output: &'static str,
    table: &'static str,
    file: &'static str,
    sheet: &'static str,
    kinds: &'static str,
}

/// Reads a batch file as far as it can be.
///
/// # Errors
/// The text is no YAML.
pub(crate) fn said(name: &str, text: &str) -> Result<Said> {
    let source = source::decode(name, text.as_bytes().to_vec())?;
    let root = tree::parse(&source, &NAMES)?;
    let (Some(file), _) = typed::read::<BatchFile>(&source, &root) else {
        return Ok(Said::default());
    };
    let mut said = Said {
        content: file.content.filled().map(|it| it.value.0.text.clone()),
        row_name: file.row_name.filled().map(|it| it.value.0.text.clone()),
        output: file.output.filled().map(|it| it.value.0.text.clone()),
        has_rows: file.rows.mark.stands != Stands::Not,
        ..Said::default()
    };
    match file.table.given().map(|table| &table.value) {
        None => {}
        Some(ScalarOr::Scalar(path)) => {
            said.table = Some(path.text.clone()).filter(|path| !path.is_empty());
        }
        Some(ScalarOr::Map(parts)) => {
            said.has_parts = true;
            said.table = parts.file.filled().map(|it| it.value.0.text.clone());
            said.sheet = { parts.choices.sheet.filled() }.map(|it| it.value.0.text.clone());
            let columns = parts.columns.given().into_iter();
            let columns = columns.flat_map(|columns| &columns.value.0);
            let kind = |kind: &typed::Marked<crate::rows::schema::ColumnKind>| kind.value.word();
            said.kinds = columns
                .filter_map(|column| Some((column.name.clone(), column.value.as_ref().map(kind)?)))
                .collect();
        }
    }
    Ok(said)
}

/// The changes of a batch file's text after which it says what is wished. Nothing else of it changes.
///
/// # Errors
/// The text is no YAML, or cannot be made to say it.
pub(crate) fn changes(name: &str, text: &str, wish: &Wish) -> Result<Vec<Change>> {
    let said = said(name, text)?;
    let names = Names::declared().ok_or_else(|| Diagnostics(Vec::new()))?;
    let edits = names.edits(&said, wish);
    let order = |path: &[Step]| {
        let entries = match path {
            [] => BatchFile::ENTRIES,
            [Step::Key(key)] if key == names.table => TableParts::ENTRIES,
            _ => &[],
        };
        entries.iter().map(|(name, _)| (*name).to_owned()).collect()
    };
    let manner = Manner {
        names: &NAMES,
        order: &order,
    };
    edit::edit(text, &edits, &manner)
}

impl Names {
    /// As the types of the entries declare them.
    fn declared() -> Option<Self> {
        let empty = || {
            let source = crate::diagnostic::Source::new("", "");
            let value = tree::Value::Map(Vec::new());
            let root = std::sync::Arc::new(tree::Node { value, range: 0..0 });
            (source, root)
        };
        let (source, root) = empty();
        let (file, parts) = (
            typed::read::<BatchFile>(&source, &root).0?,
            typed::read::<TableParts>(&source, &root).0?,
        );
        Some(Self {
            content: file.content.mark.name,
            row_name: file.row_name.mark.name,
            output: file.output.mark.name,
            table: file.table.mark.name,
            file: parts.file.mark.name,
            sheet: parts.choices.sheet.mark.name,
            kinds: parts.columns.mark.name,
        })
    }

    fn edits(&self, said: &Said, wish: &Wish) -> Vec<Edit> {
        let mut edits = Vec::new();
        for (name, now, wished) in [
            (self.content, &said.content, &wish.content),
            (self.row_name, &said.row_name, &wish.row_name),
            (self.output, &said.output, &wish.output),
        ] {
            edits.extend(entry(vec![key(name)], now.is_some(), wished.as_deref()));
        }
        let table = wish.table.clone().filter(|table| !table.is_empty());
        let sheet = wish.sheet.as_deref();
        let needs_parts = !wish.kinds.is_empty() || sheet.is_some_and(|sheet| !sheet.is_empty());
        if !said.has_parts {
            let file = table.or_else(|| said.table.clone());
            let Some(file) = file else { return edits };
            let value = match needs_parts {
                false if wish.table.is_none() => return edits,
                false => Wanted::Text(file),
                true => Wanted::Map(vec![(self.file.to_owned(), Wanted::Text(file))]),
            };
            edits.push(set(vec![key(self.table)], value));
            if !needs_parts {
                return edits;
            }
        } else if let Some(table) = table {
            let path = vec![key(self.table), key(self.file)];
            edits.push(set(path, Wanted::Text(table)));
        }
        let path = vec![key(self.table), key(self.sheet)];
        edits.extend(entry(path, said.sheet.is_some(), sheet));
        edits.extend(self.kinds(said, wish));
        edits
    }

    /// The kinds of columns; a column keeps what the file calls it.
    fn kinds(&self, said: &Said, wish: &Wish) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut left = said.kinds.len();
        for (column, kind) in &wish.kinds {
            let is_it = |(known, _): &&(String, &str)| {
                known == column || column_name(known).as_deref() == Some(column)
            };
            let known = said.kinds.iter().find(is_it).map(|(known, _)| known);
            let name = known.unwrap_or(column);
            let path = vec![key(self.table), key(self.kinds), key(name)];
            left = match (known.is_some(), kind.is_empty()) {
                (true, true) => left.saturating_sub(1),
                (false, false) => left + 1,
                _ => left,
            };
            edits.extend(entry(path, known.is_some(), Some(kind)));
        }
        if left == 0 && !said.kinds.is_empty() {
            let path = vec![key(self.table), key(self.kinds)];
            return vec![Edit::Remove { path }];
        }
        edits
    }
}

/// The edit of an entry; none where nothing is wished.
fn entry(path: Vec<Step>, is_there: bool, wished: Option<&str>) -> Option<Edit> {
    match wished? {
        "" => is_there.then_some(Edit::Remove { path }),
        text => Some(set(path, Wanted::Text(text.to_owned()))),
    }
}

fn set(path: Vec<Step>, value: Wanted) -> Edit {
    Edit::Set {
        path,
        value,
        quoted: false,
    }
}

fn key(name: &str) -> Step {
    Step::Key(name.to_owned())
}
