//! Figures and fields as tera values.

use super::carried;
use crate::{
    content::{Content, IssueDate, Row},
    diagnostic::{Place, nearest},
    figures::{self, Date, Figure, Figures},
};
use tera::{Context, Map, Value};

/// Makes a figure into a value for tera: a whole number that is printed as all whole numbers are is
/// a tera integer; every other number is a [`carried`] one, so that no digit is lost on a float.
pub(super) fn figure(figure: &Figure) -> Value {
    value(figure, false)
}

/// Does the work of [`figure`]; the texts of a row's cells know whether they may be read as two
/// numbers.
fn value(figure: &Figure, is_cell: bool) -> Value {
    match figure {
        Figure::Number { value, shown } if *shown == figures::bare(*value) => carried::of(*value),
        Figure::Number { value, shown } => carried::shown(*value, shown),
        Figure::Text(text) if is_cell => carried::cell(text),
        Figure::Text(text) => Value::from(text.as_str()),
        Figure::Bool(value) => Value::from(*value),
        Figure::Blank => Value::none(),
        Figure::List(items) => {
            let items = items.iter().map(|(item, _)| value(item, is_cell));
            Value::from(items.collect::<Vec<_>>())
        }
        Figure::Map(entries) => {
            let entries = entries.iter();
            let map: Map = entries
                .map(|(key, item, _)| (key.clone().into(), value(item, is_cell)))
                .collect();
            Value::from(map)
        }
    }
}

/// The names for a text that is worked out while there is nothing but a row.
pub(super) fn of_row(row: &Row) -> Context {
    let mut context = Context::new();
    insert_row(&mut context, row);
    context
}

fn insert_row(context: &mut Context, row: &Row) {
    let Row {
        name,
        number,
        figures: Figures(figures),
    } = row;
    context.insert_value(name.clone(), value(figures, true));
    // It counts rows, and nothing that has thousands.
    let number = carried::shown((*number as u64).into(), &number.to_string());
    context.insert_value(Row::NUMBER, number);
}

/// `{ngay, thang, nam}`: texts with their leading zeros (Phụ lục I, II.4.b), none for a blank; without
/// a date all are.
pub(super) fn date(date: Option<&IssueDate>) -> Value {
    let map: Map = [
        ("ngay", date.and_then(|date| date.day).map(Date::day_digits)),
        (
            "thang",
            date.and_then(|date| date.month).map(Date::month_digits),
        ),
        ("nam", date.map(|date| date.year.to_string())),
    ]
    .into_iter()
    .map(|(key, text)| (key.into(), text.map_or_else(Value::none, Value::from)))
    .collect();
    Value::from(map)
}

/// The names that are there for every text and template before any text is expanded.
pub(super) fn basics(content: &Content) -> Context {
    let mut context = Context::new();
    context.insert_value(FIGURES, figure(&content.figures.0));
    if let Some(row) = &content.row {
        insert_row(&mut context, row);
    }
    context.insert_value("loai", Value::from(content.kind.slug.as_str()));
    context.insert_value("ten_loai", Value::from(content.kind.name.as_str()));
    context.insert_value(
        "viet_tat_loai",
        Value::from(content.kind.abbreviation.as_str()),
    );
    context.insert_value("ky_hieu", Value::from(content.symbol.as_str()));
    context.insert_value("ngay_ban_hanh", date(content.date.as_ref()));
    context
}

/// The trees of values that texts and templates may name.
#[derive(Clone, Copy, Default)]
pub(super) struct Named<'a> {
    figures: Option<&'a Figures>,
    tables: Option<&'a Figures>,
    row: Option<&'a Row>,
}

impl<'a> Named<'a> {
    /// The figures of a document, and its row.
    pub(super) fn of(content: &'a Content) -> Self {
        Self {
            figures: Some(&content.figures),
            tables: None,
            row: content.row.as_ref(),
        }
    }

    /// A row alone, before there is a document.
    pub(super) fn row(row: &'a Row) -> Self {
        Self {
            figures: None,
            tables: None,
            row: Some(row),
        }
    }

    /// The same, and what is worked out of the document's tables.
    pub(super) fn with(self, tables: &'a Figures) -> Self {
        Self {
            tables: Some(tables),
            ..self
        }
    }

    /// The names by which texts call the trees.
    pub(super) fn roots(&self) -> impl Iterator<Item = &'a str> {
        let figures = self.figures.map(|_| FIGURES);
        let tables = self.tables.map(|_| TABLES);
        figures
            .into_iter()
            .chain(tables)
            .chain(self.row.map(|row| row.name.as_str()))
    }

    /// The place of a path's value in the row, if the path is one of the row's.
    pub(super) fn cell(&self, path: &str) -> Option<Place> {
        let mut keys = path.split('.');
        let row = self.row.filter(|row| keys.next() == Some(&row.name))?;
        let (mut here, mut place) = (&row.figures.0, None);
        for key in keys {
            let Figure::Map(entries) = here else {
                return None;
            };
            let (_, figure, at) = entries.iter().find(|(known, _, _)| known == key)?;
            (here, place) = (figure, Some(at));
        }
        place.cloned()
    }

    fn tree(&self, root: &str) -> Option<&'a Figure> {
        match self.row {
            Some(row) if row.name == root => Some(&row.figures.0),
            _ if root == TABLES => self.tables.map(|all| &all.0),
            _ => self.figures.filter(|_| root == FIGURES).map(|all| &all.0),
        }
    }
}

/// The name by which texts call the document's figures.
const FIGURES: &str = "so_lieu";
/// The name by which texts call what is worked out of its tables.
pub(super) const TABLES: &str = "bang";

/// Says why `so_lieu.a.b` does not exist and what may have been meant; none if it exists.
pub(super) fn missing_figure(path: &str, named: &Named<'_>) -> Option<(String, String)> {
    let mut keys = path.split('.');
    let root = keys.next()?;
    let mut here = named.tree(root)?;
    let mut walked = root.to_owned();
    for key in keys {
        let Figure::Map(entries) = here else {
            return Some((
                format!("`{walked}` không có mục con `{key}`"),
                format!("bỏ phần sau `{walked}`, hoặc đổi `{walked}` thành một nhóm trong tệp"),
            ));
        };
        match entries.iter().find(|(known, _, _)| known == key) {
            Some((_, figure, _)) => here = figure,
            None => {
                let known = || entries.iter().map(|(known, _, _)| known.as_str());
                let help = match nearest(key, known()) {
                    Some(near) => format!("có phải là `{walked}.{near}`?"),
                    None if entries.is_empty() => {
                        format!("ghi số liệu này dưới `{walked}` trong tệp nội dung")
                    }
                    None => format!("trong `{walked}` có: {}", listed(known())),
                };
                return Some((format!("không có số liệu `{walked}.{key}`"), help));
            }
        }
        walked.push('.');
        walked.push_str(key);
    }
    None
}

/// Lists names for a message, a dozen at most.
pub(super) fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    let shown = names
        .iter()
        .take(12)
        .copied()
        .collect::<Vec<_>>()
        .join(", ");
    if names.len() > 12 {
        shown + ", …"
    } else {
        shown
    }
}
