//! Two versions of a document compared: told in the page, and as a DOCX with tracked changes.

use super::{
    App,
    ask::Ask,
    documents, files,
    look::Reading,
    messages::Teller,
    paths::{self, Named},
    reply::{Answer, Refusal, json_of},
};
use crate::{
    compile::{self, Resources, last_built},
    diagnostic::{Diagnostic, Diagnostics, Result as Told},
    diff::{self, Change, ChangeKind, Changes, SpanKind, told},
    document::Components,
    docx,
    project::{folder::Folder, versions},
    sheet::Sheet,
};
use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{path::Path, sync::Arc};

/// The most changes of one answer.
const MOST: usize = 5000;
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A version of a document.
#[derive(Deserialize, Clone)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub(super) enum Side {
    /// A file as it stands on the disk.
    Path(String),
    /// A version from before of the document.
    Version(String),
    /// The document as it was built last.
    Built,
}

/// A request to compare.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Compare {
    /// The document whose versions are meant.
    path: String,
    old: Side,
    new: Side,
}

/// What there is to compare a document with.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    path: String,
}

/// The versions of a document from before, and whether it is known how it was built last.
pub(super) async fn sides(State(app): State<Arc<App>>, Ask(asked): Ask<Which>) -> Answer {
    app.aside(move |app| {
        let named = paths::new_text(app, &asked.path)?;
        documents::own_is_inside(&app.within, &named.there)?;
        let all = versions::before(&named.there);
        let all = all.map_err(|error| Refusal::unreadable(&asked.path, &error))?;
        let all = all
            .iter()
            .map(|version| json!({ "id": version.id, "time": version.time, "size": version.size }));
        let built = kept(&named).is_ok_and(|kept| kept.is_some());
        json_of(&json!({ "versions": all.collect::<Vec<_>>(), "built": built }))
    })
    .await
}

/// The changes from one version to another, as `vanban diff` tells them.
pub(super) async fn diff(State(app): State<Arc<App>>, Ask(asked): Ask<Compare>) -> Answer {
    let turn = app.turns.any().await;
    app.aside(move |app| {
        let _turn = turn;
        let resources = app.resources();
        let sheets = sheets(app, &asked, &resources)?;
        let compared = sheets.and_then(|(old, new)| {
            let rules = resources.typography()?;
            Ok(diff::diff(&old, &new, rules))
        });
        json_of(&match compared {
            Ok(changes) => value(&changes),
            Err(Diagnostics(wrong)) => {
                json!({ "changes": null, "messages": Teller::of("", "").all(&wrong) })
            }
        })
    })
    .await
}

/// The newer version as a DOCX in which the changes are tracked, as `vanban diff -o` writes it.
pub(super) async fn tracked(State(app): State<Arc<App>>, Ask(asked): Ask<Compare>) -> Answer {
    let turn = app.turns.any().await;
    app.aside(move |app| {
        let _turn = turn;
        let resources = app.resources();
        let sheets = sheets(app, &asked, &resources)?;
        let bytes = sheets.and_then(|(old, new)| docx::write_changes(&old, &new));
        let bytes = bytes.map_err(|told| Refusal::told(StatusCode::UNPROCESSABLE_ENTITY, told))?;
        let stem = Path::new(&asked.path).file_stem().unwrap_or_default();
        let name = format!("{}-thay-doi.docx", stem.to_string_lossy());
        Ok(files::attached(DOCX, bytes, &name))
    })
    .await
}

/// Both versions; the faults of both where neither is a document.
fn sheets(
    app: &App,
    asked: &Compare,
    resources: &Resources,
) -> Result<Told<(Sheet, Sheet)>, Refusal> {
    let old = sheet(app, &asked.path, &asked.old, resources)?;
    let new = sheet(app, &asked.path, &asked.new, resources)?;
    Ok(match (old, new) {
        (Ok(old), Ok(new)) => Ok((old, new)),
        (Err(Diagnostics(mut one)), Err(Diagnostics(other))) => {
            let further: Vec<_> = other.into_iter().filter(|d| !one.contains(d)).collect();
            one.extend(further);
            Err(Diagnostics(one))
        }
        (Err(wrong), Ok(_)) | (Ok(_), Err(wrong)) => Err(wrong),
    })
}

fn sheet(
    app: &App,
    path: &str,
    side: &Side,
    resources: &Resources,
) -> Result<Told<Sheet>, Refusal> {
    let (named, bytes) = match side {
        Side::Path(path) => {
            let named = paths::text(app, path)?;
            let bytes = app.within.read(named.relative());
            let bytes = bytes.map_err(|error| Refusal::unreadable(path, &error))?;
            (named, bytes)
        }
        Side::Version(id) => {
            let named = paths::new_text(app, path)?;
            documents::own_is_inside(&app.within, &named.there)?;
            let bytes = versions::read(&named.there, id);
            let bytes = bytes.map_err(|error| Refusal::unreadable(path, &error))?;
            let missing = || {
                let message = "không còn bản cũ này";
                Refusal::misunderstood(message).with_status(StatusCode::NOT_FOUND)
            };
            (named, bytes.ok_or_else(missing)?)
        }
        Side::Built => {
            let named = paths::new_text(app, path)?;
            documents::own_is_inside(&app.within, &named.there)?;
            return Ok(last(&named, resources));
        }
    };
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let wrong = crate::yaml::source::decode(&named.path, error.into_bytes());
            return Ok(Err(wrong.err().unwrap_or(Diagnostics(Vec::new()))));
        }
    };
    let read = Reading::of(app, &named, &text, resources);
    Ok(read.and_then(|read| {
        let content = read.draft.content()?.content;
        Ok(compile::compile(&content, resources)?.sheet)
    }))
}

/// The version that was built last.
fn last(named: &Named, resources: &Resources) -> Told<Sheet> {
    let kept = kept(named).map_err(|error| crate::content::unreadable(&named.path, &error))?;
    let Some(kept) = kept else {
        let message = format!(
            "chưa có bản nào của “{}” được làm trước đây để so",
            named.path
        );
        let help = "làm ra DOCX và PDF trước khi sửa thì lần sau so được; hoặc chọn một bản trước, một tệp khác";
        return Err(Diagnostic::error("chua-co-ban-cu", message)
            .help(help)
            .into());
    };
    last_built::read(&named.path, &kept, resources)
}

fn kept(named: &Named) -> std::io::Result<Option<String>> {
    let dir = named.there.parent().unwrap_or(Path::new("."));
    let stem = named.there.file_stem().unwrap_or_default();
    Folder::kept(dir, &stem.to_string_lossy())
}

fn value(changes: &Changes) -> Value {
    let Changes {
        all,
        measures,
        components,
    } = changes;
    let shown = all.iter().take(MOST).map(|one| change(one, components));
    json!({
        "changes": shown.collect::<Vec<_>>(),
        "count": all.len(),
        "measures": measures,
        "summary": told::summary(changes),
        "messages": [],
    })
}

fn change(Change { place, kind }: &Change, components: &Components) -> Value {
    let mut told = match kind {
        ChangeKind::Added(text) => json!({ "kind": "added", "mark": text.mark, "rows": text.rows }),
        ChangeKind::Removed(text) => {
            json!({ "kind": "removed", "mark": text.mark, "rows": text.rows })
        }
        ChangeKind::Edited { spans, figures } => {
            let spans = spans.iter().map(|span| {
                let kind = match span.kind {
                    SpanKind::Kept => "kept",
                    SpanKind::Added => "added",
                    SpanKind::Removed => "removed",
                    SpanKind::Restyled => "restyled",
                };
                json!({ "kind": kind, "text": span.text })
            });
            let figures = figures.iter().map(told::figure);
            json!({
                "kind": "edited",
                "spans": spans.collect::<Vec<_>>(),
                "figures": figures.collect::<Vec<_>>(),
            })
        }
        ChangeKind::Recast { from, text } => {
            json!({ "kind": "recast", "was": told::role(*from, components), "text": text })
        }
        ChangeKind::Renumbered(marks) => json!({ "kind": "renumbered", "marks": marks }),
    };
    told["place"] = json!(told::place(place, components));
    told["line"] = json!(place.line);
    told
}
