//! Batches while they are put together: the tables of the folder, what a batch file says, the rows of its table, the
//! pages of a row.

use super::{
    App,
    ask::Ask,
    files, kinds, look,
    messages::Teller,
    paths::{self, Named},
    reply::{Answer, Refusal, json_of},
    walk,
};
use crate::{
    batch::{
        self, Batch,
        begin::{self, Begun},
        entries::{self, Said, Wish},
        run::{
            Choices, Run,
            glance::{self, Head, Shown},
        },
    },
    compile::Resources,
    content::{self, Draft},
    diagnostic::{Diagnostic, Diagnostics, Result as Told},
    preview,
    rows::Rows,
};
use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{collections::BTreeSet, path::Path, sync::Arc};

/// Rows of a table that are shown.
const SHOWN: usize = 12;
/// Rows by which a new batch's outputs are named.
const ENOUGH: usize = 200;

/// The tables of the folder that a batch can be made of.
pub(super) async fn tables(State(app): State<Arc<App>>) -> Answer {
    app.aside(|app| {
        let tables = walk::walk(app).tables;
        let tables = tables.iter().map(
            |table| json!({ "path": table.path, "modified": table.modified, "size": table.size }),
        );
        json_of(&json!({ "tables": tables.collect::<Vec<_>>() }))
    })
    .await
}

/// A request for a new batch.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct New {
    content: String,
    table: String,
    /// What it is to be called; empty for a name made of the content's.
    #[serde(default)]
    name: String,
}

/// Writes a new batch file, beside the content file.
pub(super) async fn new(State(app): State<Arc<App>>, Ask(asked): Ask<New>) -> Answer {
    app.writing(move |app| {
        let content = paths::text(app, &asked.content)?;
        let table = paths::find(app, &asked.table)?;
        let resources = app.resources();
        let text = begun(app, &content, &table, &resources);
        let text = text.map_err(|told| Refusal::told(StatusCode::UNPROCESSABLE_ENTITY, told))?;
        let (folder, file) = content.path.rsplit_once('/').unwrap_or(("", &content.path));
        let stem = file.split('.').next().unwrap_or(file);
        let name = match crate::slug::slug(&asked.name, '-') {
            name if name.is_empty() => format!("lo-{stem}"),
            name => name,
        };
        let path = kinds::put(app, folder, &name, &text)?;
        json_of(&json!({ "path": path }))
    })
    .await
}

fn begun(app: &App, of: &Named, table: &Named, resources: &Resources) -> Told<String> {
    let path = of.relative();
    let unreadable = |error| content::unreadable(&of.path, &error);
    let bytes = app.within.read(path).map_err(unreadable)?;
    let mut read = |path: &Path| app.within.read(path);
    // A content file that is no good yet may be put right afterwards.
    let draft = Draft::from_sources(path, bytes, &mut read, resources.kinds()?).ok();
    let texts = draft.as_ref().map(Draft::texts).unwrap_or_default();
    let rows = Rows::of_file(table.relative(), &app.within, None, resources.rows()?)?;
    let head = glance::head(&rows, ENOUGH)?;
    let folder = of.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    Ok(begin::text(&Begun {
        content: of.path.rsplit('/').next().unwrap_or(&of.path),
        table: &way(folder, &table.path),
        sheet: None,
        texts: &texts,
        head: &head,
    }))
}

/// The path from a folder to a file, both from the folder that is served.
fn way(folder: &str, file: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    let to: Vec<&str> = file.split('/').collect();
    let alike = { from.iter().zip(&to) }.take_while(|(a, b)| a == b).count();
    let up = from[alike..].iter().map(|_| "..");
    up.chain(to[alike..].iter().copied())
        .collect::<Vec<_>>()
        .join("/")
}

/// A request about the text of a batch file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct See {
    path: String,
    text: String,
    tab: String,
    turn: u64,
}

/// What a batch file says, its table's first rows and what stands against it.
pub(super) async fn see(State(app): State<Arc<App>>, Ask(asked): Ask<See>) -> Answer {
    let (tab, turn) = (asked.tab.clone(), asked.turn);
    app.in_turn(&tab, turn, move |app| {
        let named = paths::new_text(app, &asked.path)?;
        let resources = app.resources();
        let teller = Teller::of(&asked.path, &asked.text);
        let mut seen = seen(app, &named, &asked.text, &resources, &teller);
        if let Value::Object(entries) = &mut seen {
            entries.insert("turn".to_owned(), json!(asked.turn));
        }
        json_of(&seen)
    })
    .await
}

fn seen(app: &App, named: &Named, text: &str, resources: &Resources, teller: &Teller<'_>) -> Value {
    let said = match entries::said(&named.path, text) {
        Ok(said) => said,
        Err(Diagnostics(told)) => return json!({ "said": null, "messages": teller.all(&told) }),
    };
    let mut told = Vec::new();
    let mut seen = json!({
        "said": said,
        "content": at(&named.path, said.content.as_deref()),
        "table": at(&named.path, said.table.as_deref()),
        "sheets": [],
        "columns": [],
        "rows": [],
    });
    let read = read(app, named, text, resources);
    if let (Ok(batch), Value::Object(entries)) = (&read, &mut seen) {
        let mut put = |name: &str, value: Value| entries.insert(name.to_owned(), value);
        let sheets = batch.rows.sheets().unwrap_or_default();
        let sheets = sheets
            .iter()
            .map(|(name, hidden)| json!({ "name": name, "hidden": hidden }));
        put("sheets", sheets.collect());
        match glance::head(&batch.rows, SHOWN) {
            Err(Diagnostics(wrong)) => told.extend(wrong),
            Ok(head) => {
                put("columns", columns(&head, batch, &said));
                let row = |row| shown(row, batch, resources, teller);
                put("rows", head.rows.iter().map(row).collect());
            }
        }
        told.extend(batch.warnings.iter().cloned());
        let (total, wrong) = match Run::prepare(batch, resources, Choices::default()) {
            Ok((run, warnings)) => (Some(run.total()), warnings),
            Err(Diagnostics(wrong)) => (None, wrong),
        };
        put("total", json!(total));
        put("default_name", json!(batch.name.text));
        let new = wrong.into_iter().filter(|one| !told.contains(one));
        let new: Vec<Diagnostic> = new.collect();
        told.extend(new);
    }
    if let Err(Diagnostics(wrong)) = read {
        told.extend(wrong);
    }
    if let Value::Object(entries) = &mut seen {
        entries.insert("messages".to_owned(), json!(teller.all(&told)));
    }
    seen
}

/// The path, from the folder that is served, of what the file of a path names.
fn at(file: &str, path: Option<&str>) -> Option<String> {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    path.map(|path| paths::plain(&format!("{folder}/{path}")))
}

/// The content file that a batch file on the disk names.
pub(super) fn content_of(app: &App, path: &str) -> Option<String> {
    let bytes = app.within.read(Path::new(path)).ok()?;
    let said = entries::said(path, &String::from_utf8(bytes).ok()?).ok()?;
    at(path, said.content.as_deref())
}

/// The first row of a batch file on the disk, for a document that is its content file.
///
/// # Errors
/// The batch file or its table cannot be read, or the row is no good.
pub(super) fn first_row(
    app: &App,
    path: &str,
    draft: &Draft,
    resources: &Resources,
) -> Told<Option<content::Row>> {
    let named = Path::new(path);
    let unreadable = |error| content::unreadable(path, &error);
    let bytes = app.within.read(named).map_err(unreadable)?;
    let batch = batch::read_within(&app.within, named, bytes, resources.rows()?)?;
    glance::row(&batch, draft, resources, 1)
}

fn read(app: &App, named: &Named, text: &str, resources: &Resources) -> Told<Batch> {
    let bytes = text.as_bytes().to_vec();
    batch::read_within(&app.within, named.relative(), bytes, resources.rows()?)
}

fn columns(head: &Head, batch: &Batch, said: &Said) -> Value {
    let each = head.columns.iter().enumerate().map(|(at, column)| {
        let declared = said.kinds.iter().find(|(known, _)| {
            *known == column.header
                || crate::rows::column_name(known).as_ref() == Some(&column.name)
        });
        json!({
            "name": column.name,
            "header": column.header,
            "kind": head.kind(at),
            "declared": declared.map(|(_, kind)| kind),
            "placeholder": format!("{{{{ {}.{} }}}}", batch.row_name, column.name),
        })
    });
    each.collect()
}

fn shown(row: &Shown, batch: &Batch, resources: &Resources, teller: &Teller<'_>) -> Value {
    let cells = row.cells.iter();
    let cells = cells.map(|cell| json!({ "kind": cell.kind, "text": cell.text }));
    let (name, wrong) = match row.name(batch, resources) {
        Ok(name) => (Some(name), Vec::new()),
        Err(Diagnostics(wrong)) => (None, wrong),
    };
    let fault = row.faults.first().or(wrong.first());
    json!({
        "number": row.number,
        "label": row.label,
        "cells": cells.collect::<Vec<_>>(),
        "name": name,
        "fault": fault.map(|wrong| teller.one(wrong)),
    })
}

/// A request to look at the document of a row.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Look {
    path: String,
    text: String,
    /// From 1.
    row: usize,
    tab: String,
    turn: u64,
    #[serde(default)]
    have: BTreeSet<String>,
}

/// The pages of a row's document.
pub(super) async fn look(State(app): State<Arc<App>>, Ask(asked): Ask<Look>) -> Answer {
    let (tab, turn) = (asked.tab.clone(), asked.turn);
    app.in_turn(&tab, turn, move |app| {
        let named = paths::new_text(app, &asked.path)?;
        let resources = app.resources();
        let teller = Teller::of(&asked.path, &asked.text);
        let one = read(app, &named, &asked.text, &resources)
            .and_then(|batch| glance::one(&batch, &resources, asked.row));
        let (label, name, made) = match one {
            Err(told) => (None, None, Err(told)),
            Ok(None) => (None, None, Err(Diagnostics(Vec::new()))),
            Ok(Some(one)) => {
                let made = one
                    .content
                    .and_then(|loaded| look::made_of(loaded, &resources));
                let (name, made) = match (one.name, made) {
                    (Err(wrong), Ok(_)) => (None, Err(wrong)),
                    (name, made) => (name.ok(), made),
                };
                (Some(one.label), name, made)
            }
        };
        let (pages, told, sources) = match made {
            Ok(made) => {
                let has = |key: &str| asked.have.contains(key);
                let sources = &made.content.sources;
                let pages = preview::draw(&made.pages, sources, has);
                let names = sources.iter().map(|source| paths::plain(&source.name));
                (Some(pages), made.told, names.collect())
            }
            Err(Diagnostics(told)) => (None, told, Vec::new()),
        };
        json_of(&json!({
            "turn": asked.turn,
            "row": asked.row,
            "label": label,
            "name": name,
            "pages": serde_json::to_value(pages).map_err(|_| Refusal::broken())?,
            "messages": teller.all(&told),
            "sources": sources,
        }))
    })
    .await
}

/// A request to have a batch file say something else.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Edit {
    path: String,
    text: String,
    /// Paths of content and table start from the folder that is served.
    set: Wish,
}

/// The changes of a batch file's text after which it says what is wished.
pub(super) async fn edit(State(app): State<Arc<App>>, Ask(asked): Ask<Edit>) -> Answer {
    app.aside(move |_| {
        let folder = asked.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut wish = asked.set;
        for path in [&mut wish.content, &mut wish.table].into_iter().flatten() {
            *path = way(folder, path);
        }
        let teller = Teller::of(&asked.path, &asked.text);
        json_of(&match entries::changes(&asked.path, &asked.text, &wish) {
            Ok(changes) => json!({ "changes": Teller::changes(&asked.text, &changes) }),
            Err(Diagnostics(told)) => {
                json!({ "fault": told.first().map(|first| teller.one(first)) })
            }
        })
    })
    .await
}

/// The report of a batch's last run, as `vanban batch --report json` prints it.
pub(super) async fn report(State(app): State<Arc<App>>, uri: axum::http::Uri) -> Answer {
    let path = files::entry(&uri, "path").unwrap_or_default();
    let Some(report) = app.batches.report(&path) else {
        let message = "lô này chưa chạy lần nào từ khi mở trang";
        return Err(Refusal::misunderstood(message).with_status(StatusCode::NOT_FOUND));
    };
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    Ok(files::attached(
        "application/json",
        report,
        &format!("bao-cao-{stem}.json"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_between_folders() {
        for (folder, file, wanted) in [
            ("", "khom.csv", "khom.csv"),
            ("", "a/khom.csv", "a/khom.csv"),
            ("a", "a/khom.csv", "khom.csv"),
            ("a/b", "a/c/khom.csv", "../c/khom.csv"),
            ("a", "khom.csv", "../khom.csv"),
        ] {
            assert_eq!(way(folder, file), wanted);
        }
    }
}
