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
    wanted: Option<Vec<Stated>>,
}

/// A block of the editor: the number of one that was read and is as it was, or one with all that it says. Of a long
/// text a letter changes one.
#[derive(Deserialize)]
#[serde(untagged)]
enum Stated {
    Same(usize),
    Said(Box<Block>),
}

/// The blocks of a Markdown; or the changes after which it has those that are wanted, and the blocks that it has then:
/// `head` and `tail` tell how many of the old ones stand before and behind those that are told, the latter `by` code
/// units further.
pub(super) async fn body(State(app): State<Arc<App>>, Ask(asked): Ask<Body>) -> Answer {
    app.aside(move |_| {
        let Body { markdown, wanted } = asked;
        let old = body::body(&markdown);
        let Some(wanted) = wanted else {
            return json_of(&json!({ "blocks": old }));
        };
        let block = |wanted| match wanted {
            Stated::Same(id) => old.get(id).cloned(),
            Stated::Said(block) => Some(*block),
        };
        let wanted: Option<Vec<Block>> = wanted.into_iter().map(block).collect();
        let misunderstood = || Refusal::misunderstood("không hiểu yêu cầu của trang");
        let wanted = wanted.ok_or_else(misunderstood)?;
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let changes = body::body_changes(&markdown, &wanted);
        let changes = changes.map_err(|told| Refusal::told(status, told))?;
        let markdown = changed(&markdown, &changes).ok_or_else(Refusal::broken)?;
        let blocks = body::body(&markdown);
        let Kept { head, tail, by } = Kept::of(&old, &blocks);
        let told = &blocks[head..blocks.len() - tail];
        json_of(
            &json!({ "changes": changes, "head": head, "tail": tail, "by": by, "blocks": told }),
        )
    })
    .await
}

/// The blocks at both ends that are as they were.
#[derive(Debug, PartialEq, Eq)]
struct Kept {
    head: usize,
    tail: usize,
    /// How much further the tail stands.
    by: i64,
}

impl Kept {
    fn of(old: &[Block], new: &[Block]) -> Self {
        let pairs = old.iter().zip(new);
        let head = pairs.take_while(|(old, new)| old.moves(0, new)).count();
        let by = match (old.last(), new.last()) {
            (Some(old), Some(new)) => new.to as i64 - old.to as i64,
            _ => 0,
        };
        let rest = old.len().min(new.len()) - head;
        let pairs = old.iter().rev().zip(new.iter().rev()).take(rest);
        let tail = pairs.take_while(|(old, new)| old.moves(by, new)).count();
        Self { head, tail, by }
    }
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
