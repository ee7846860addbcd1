//! The text of a new batch file, with what can be told from the content file and the table.

use super::run::glance::{Cell, CellKind, Head};
use crate::{slug::slug, template};
use std::collections::{BTreeMap, BTreeSet};

/// The row's name where the content file tells none.
const ROW: &str = "hang";

/// What a new batch file is made of.
pub(crate) struct Begun<'a> {
    /// The path of the content file, from the folder of the batch file, with `/`.
    pub(crate) content: &'a str,
    /// The path of the table, likewise.
    pub(crate) table: &'a str,
    /// The sheet of the table; none for the first.
    pub(crate) sheet: Option<&'a str>,
    /// Every text of the content file.
    pub(crate) texts: &'a [&'a str],
    /// The columns of the table and its first rows.
    pub(crate) head: &'a Head,
}

/// Writes it. The row is called as the content file calls what has the table's columns; outputs are named by the
/// first column whose cells are words and differ.
pub(crate) fn text(begun: &Begun<'_>) -> String {
    let Begun {
        content,
        table,
        sheet,
        texts,
        head,
    } = begun;
    let row = row_name(texts, head).unwrap_or_else(|| ROW.to_owned());
    let mut text = format!("noi_dung: {}\nten_hang: {row}\n", scalar(content));
    if let Some(column) = naming(head) {
        let stem = content.rsplit('/').next().unwrap_or(content);
        let stem = slug(stem.split('.').next().unwrap_or_default(), '-');
        let stem = before(&stem, head, column);
        text += &format!(
            "ten_tep: {}\n",
            scalar(&format!("{stem}{{{{ {row}.{column} }}}}"))
        );
    }
    match sheet.filter(|sheet| !sheet.is_empty()) {
        None => text + &format!("bang: {}\n", scalar(table)),
        Some(sheet) => {
            text + &format!(
                "bang:\n  tep: {}\n  trang: {}\n",
                scalar(table),
                scalar(sheet)
            )
        }
    }
}

/// What the content file calls the row: the name whose fields most columns are.
fn row_name(texts: &[&str], head: &Head) -> Option<String> {
    let columns: BTreeSet<&str> = head.columns.iter().map(|c| c.name.as_str()).collect();
    let mut used: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let named = { texts.iter() }.flat_map(|text| template::named_fields(text));
    for (name, field) in named.filter(|(_, field)| columns.contains(field)) {
        if crate::rows::is_name(name) && !template::is_taken(name) {
            used.entry(name).or_default().insert(field);
        }
    }
    // Of several, the first by name.
    let most = used.values().map(BTreeSet::len).max()?;
    let (name, _) = used.iter().find(|(_, fields)| fields.len() == most)?;
    Some((*name).to_owned())
}

/// The first column whose cells are words, each another.
fn naming(head: &Head) -> Option<&str> {
    let fits = |at: usize| {
        let mut seen = BTreeSet::new();
        let mut cells = head.rows.iter().map(|row| row.cells.get(at));
        cells.all(|cell| {
            let named = |Cell { kind, text }: &Cell| match kind {
                CellKind::Text => Some(slug(text, '-')).filter(|name| !name.is_empty()),
                _ => None,
            };
            let named = cell.and_then(named);
            // Long texts make poor names.
            named.is_some_and(|name| {
                let has_words = name.contains(|c: char| c.is_ascii_alphabetic());
                has_words && name.len() <= 60 && seen.insert(name)
            })
        })
    };
    let fitting = (0..head.columns.len()).find(|at| !head.rows.is_empty() && fits(*at));
    fitting.map(|at| head.columns[at].name.as_str())
}

/// What stands before the cell in a name: the content file's name, without its last word where all cells begin with it.
fn before(stem: &str, head: &Head, column: &str) -> String {
    let at = head.columns.iter().position(|known| known.name == column);
    let cells = head.rows.iter().filter_map(|row| row.cells.get(at?));
    let (rest, last) = stem.rsplit_once('-').unwrap_or(("", stem));
    let begins = |cell: &Cell| slug(&cell.text, '-').split('-').next() == Some(last);
    let is_told = !rest.is_empty() && { cells }.all(begins);
    format!("{}-", if is_told { rest } else { stem })
}

/// A text as YAML has it, in quotes where it needs them.
fn scalar(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '_' | '-' | '/');
    let begins = text.starts_with(char::is_alphabetic) && !text.ends_with(' ');
    let is_word = matches!(
        text.to_lowercase().as_str(),
        "true" | "false" | "null" | "yes" | "no" | "on" | "off"
    );
    let bare = text.replace("{{", "").replace("}}", "");
    match begins && !is_word && bare.chars().all(is_plain) {
        true => text.to_owned(),
        false => format!("'{}'", text.replace('\'', "''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted_where_they_must_be() {
        for (text, written) in [
            ("ke-hoach.yaml", "ke-hoach.yaml"),
            ("Kế hoạch 2.yaml", "Kế hoạch 2.yaml"),
            ("a-{{ khom.ten }}", "a-{{ khom.ten }}"),
            ("{{ khom.ten }}", "'{{ khom.ten }}'"),
            ("2024", "'2024'"),
            ("no", "'no'"),
            ("a: b", "'a: b'"),
            ("a #b", "'a #b'"),
            ("ông's", "'ông''s'"),
            ("../khom.csv", "'../khom.csv'"),
        ] {
            assert_eq!(scalar(text), written);
        }
    }
}
