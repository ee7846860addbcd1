//! Bodies of text for the page's editor: Markdown as blocks and back, and what is pasted into them.

use super::{
    App,
    ask::Ask,
    reply::{Answer, Refusal, json_of},
};
use crate::{form::body, markdown::blocks::Block, paste, yaml::edit::Slice};
use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

/// A request about the Markdown of an entry; its positions are UTF-16 code units of that Markdown.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Body {
    markdown: String,
    /// What the editor has now, where it has something else.
    wanted: Option<Vec<Block>>,
}

/// The blocks of a Markdown; or the changes after which it has those that are wanted, and what it is then.
pub(super) async fn body(State(app): State<Arc<App>>, Ask(asked): Ask<Body>) -> Answer {
    app.aside(move |_| {
        let Body { markdown, wanted } = asked;
        let Some(wanted) = wanted else {
            return json_of(&json!({ "blocks": body::body(&markdown) }));
        };
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let changes = body::body_changes(&markdown, &wanted);
        let changes = changes.map_err(|told| Refusal::told(status, told))?;
        let markdown = changed(&markdown, &changes).ok_or_else(Refusal::broken)?;
        let blocks = body::body(&markdown);
        json_of(&json!({ "changes": changes, "markdown": markdown, "blocks": blocks }))
    })
    .await
}

/// A text after its changes, which are ordered and apart.
fn changed(text: &str, changes: &[Slice]) -> Option<String> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut out = Vec::with_capacity(units.len());
    let mut done = 0;
    for Slice { from, to, insert } in changes {
        out.extend_from_slice(units.get(done..*from)?);
        out.extend(insert.encode_utf16());
        done = *to;
    }
    out.extend_from_slice(units.get(done..)?);
    String::from_utf16(&out).ok()
}

/// A request to read what was copied in another program.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Paste {
    html: String,
    #[serde(rename = "as")]
    wanted: Wanted,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Wanted {
    Markdown,
    Cells,
}

/// What was copied, as Markdown with its blocks, or as the cells of a table.
pub(super) async fn paste(State(app): State<Arc<App>>, Ask(asked): Ask<Paste>) -> Answer {
    app.aside(move |_| {
        let pasted = paste::read(&asked.html);
        match asked.wanted {
            Wanted::Cells => json_of(&json!({ "cells": pasted.cells })),
            Wanted::Markdown => {
                let mut blocks = body::body(&pasted.markdown);
                for block in &mut blocks {
                    block.id = None;
                }
                json_of(&json!({ "markdown": pasted.markdown, "blocks": blocks }))
            }
        }
    })
    .await
}
