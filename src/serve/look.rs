//! A document as it is now: its pages as pictures, and what stands against it.

use super::{
    App,
    ask::Ask,
    batch,
    messages::Teller,
    paths::{self, Named},
    reply::{Answer, Refusal, json_of},
};
use crate::{
    check,
    compile::{self, Compiled, Options, Resources},
    content::{self, Content, Draft, Loaded},
    diagnostic::{Diagnostic, Diagnostics, Result as Told, Severity},
    form,
    layout::Pages,
    preview,
};
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};
use std::{collections::BTreeSet, path::Path, sync::Arc};

/// A request to look.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Look {
    path: String,
    text: String,
    tab: String,
    turn: u64,
    /// The pages that the tab has.
    #[serde(default)]
    have: BTreeSet<String>,
    /// The values of the form are wanted, too.
    #[serde(default)]
    form: bool,
    /// What the page takes the text for.
    #[serde(default)]
    sort: form::Sort,
    /// The batch file that the text is the content file of.
    #[serde(default)]
    batch: Option<String>,
}

/// Pages, messages, and the form where it is wanted.
pub(super) async fn look(State(app): State<Arc<App>>, Ask(asked): Ask<Look>) -> Answer {
    let (tab, turn) = (asked.tab.clone(), asked.turn);
    app.in_turn(&tab, turn, move |app| {
        let named = paths::new_text(app, &asked.path)?;
        let resources = app.resources();
        let looked = looked(app, &asked, &named, &resources);
        json_of(&looked?)
    })
    .await
}

fn looked(app: &App, asked: &Look, named: &Named, resources: &Resources) -> Result<Value, Refusal> {
    if let Some(told) = of_profile(named, &asked.text, asked.sort, resources) {
        let teller = Teller::of(&asked.path, &asked.text);
        let form = asked.form.then(|| {
            let sort = form::Sort::Profile;
            form_of(app, asked, named, sort, resources, &told).ok()
        });
        return Ok(json!({
            "turn": asked.turn,
            "sort": "profile",
            "pages": null,
            "messages": teller.all(&told),
            "stopped": is_stopped(&told),
            "form": form.flatten(),
            "sources": [],
            "other_sources": [],
        }));
    }
    let batch = asked.batch.as_deref();
    let made = Reading::of(app, named, &asked.text, resources).and_then(|read| {
        let made = read.made_with(app, batch, resources)?;
        Ok((made, read.others(&asked.path)))
    });
    let stopped = made
        .as_ref()
        .is_err_and(|Diagnostics(told)| is_stopped(told));
    let (pages, told, sources, others) = match made {
        Ok((made, others)) => {
            let has = |key: &str| asked.have.contains(key);
            let sources = &made.content.sources;
            let pages = preview::draw(&made.pages, sources, has);
            let sources = sources.iter().map(|source| paths::plain(&source.name));
            (Some(pages), made.told, sources.collect(), others)
        }
        Err(Diagnostics(told)) => (None, told, Vec::new(), Vec::new()),
    };
    let teller = Teller::of(&asked.path, &asked.text);
    let mut looked = json!({
        "turn": asked.turn,
        "sort": "document",
        "messages": teller.all(&told),
        "total": told.len(),
        "stopped": stopped,
        "sources": sources,
        "other_sources": others,
    });
    if let Value::Object(entries) = &mut looked {
        let pages = serde_json::to_value(pages).map_err(|_| Refusal::broken())?;
        entries.insert("pages".to_owned(), pages);
        if asked.form {
            // Of a text that is no YAML there is none: its messages tell why.
            let form = form_of(app, asked, named, asked.sort, resources, &told).ok();
            let form = serde_json::to_value(form).map_err(|_| Refusal::broken())?;
            entries.insert("form".to_owned(), form);
        }
    }
    Ok(looked)
}

/// Reading tells no more than so many errors: there may be others behind them.
fn is_stopped(told: &[Diagnostic]) -> bool {
    let errors = told.iter().filter(|one| one.severity == Severity::Error);
    errors.count() >= crate::yaml::MAX_REPORTED
}

fn form_of(
    app: &App,
    asked: &Look,
    named: &Named,
    sort: form::Sort,
    resources: &Resources,
    told: &[Diagnostic],
) -> Told<form::Form> {
    let about = form::About {
        sort,
        path: named.relative(),
        kinds: resources.kinds()?,
        told,
    };
    form::form(&asked.text, &about, &mut |path| app.within.read(path))
}

/// A request to edit a text by its form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FormEdit {
    path: String,
    text: String,
    #[serde(default)]
    sort: form::Sort,
    edits: Vec<form::Edit>,
}

/// The changes of a text that edits of its form come to, or why there are none.
pub(super) async fn edit(State(app): State<Arc<App>>, Ask(asked): Ask<FormEdit>) -> Answer {
    app.aside(move |app| {
        let resources = app.resources();
        let kinds = resources.kinds();
        let changes =
            kinds.and_then(|kinds| form::edit(&asked.text, asked.sort, &asked.edits, kinds));
        match changes {
            Ok(changes) => json_of(&json!({ "changes": changes })),
            Err(Diagnostics(told)) => {
                let teller = Teller::of(&asked.path, &asked.text);
                json_of(&json!({ "fault": told.first().map(|first| teller.one(first)) }))
            }
        }
    })
    .await
}

/// What is told of a text that is a profile's: it has no pages of its own.
fn of_profile(
    named: &Named,
    text: &str,
    sort: form::Sort,
    resources: &Resources,
) -> Option<Vec<Diagnostic>> {
    let kinds = resources.kinds().ok()?;
    let is_known = sort == form::Sort::Profile;
    content::told_of_profile(named.relative(), text.as_bytes(), is_known, kinds)
}

/// A document's files, read: its own text as it was sent, the others from the folder that is served.
pub(super) struct Reading {
    pub(super) draft: Arc<Draft>,
}

impl Reading {
    /// Reads the files of a document.
    pub(super) fn of(app: &App, named: &Named, text: &str, resources: &Resources) -> Told<Self> {
        let kinds = resources.kinds()?;
        let mut read = |path: &Path| app.within.read(path);
        let draft = Draft::from_sources(named.relative(), text.as_bytes(), &mut read, kinds)?;
        let draft = Arc::new(draft);
        app.recent.follow(&named.path, &draft);
        Ok(Self { draft })
    }

    /// The document on its pages; as the first row of a batch gives it where it is the content file of one. A batch
    /// that has no good first row yet lends it none.
    fn made_with(&self, app: &App, batch: Option<&str>, resources: &Resources) -> Told<Made> {
        let row = batch.and_then(|path| {
            let row = batch::first_row(app, path, &self.draft, resources);
            row.ok().flatten()
        });
        let loaded = match row {
            None => self.draft.content()?,
            Some(row) => {
                let line = |text: &_, row: &_| resources.templates.line(text, row);
                self.draft.content_of_row(row, &line)?
            }
        };
        made_of(loaded, resources)
    }

    /// The other files that it is made of.
    fn others(&self, own: &str) -> Vec<String> {
        let paths = self.draft.paths().map(|path| path.to_string_lossy());
        let others: BTreeSet<String> = paths
            .map(|path| paths::plain(&path))
            .filter(|path| path != own)
            .collect();
        others.into_iter().collect()
    }
}

/// A document on its pages.
pub(super) fn made_of(loaded: Loaded, resources: &Resources) -> Told<Made> {
    let Loaded { content, warnings } = loaded;
    let options = Options::default();
    let (mut compiled, pages) = compile::on_pages(&content, resources, options)?;
    let mut told = warnings;
    told.append(&mut compiled.warnings);
    Ok(Made {
        content,
        compiled,
        pages,
        told,
    })
}

/// A document on its pages.
pub(super) struct Made {
    pub(super) content: Content,
    pub(super) compiled: Compiled,
    pub(super) pages: Pages,
    /// What the stages told of it.
    pub(super) told: Vec<Diagnostic>,
}

/// A request to check.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Check {
    path: String,
    text: String,
    #[serde(default)]
    sort: form::Sort,
    /// The batch file that the text is the content file of.
    #[serde(default)]
    batch: Option<String>,
}

/// What `vanban check` finds in a text.
pub(super) async fn check(State(app): State<Arc<App>>, Ask(asked): Ask<Check>) -> Answer {
    let turn = app.turns.any().await;
    app.aside(move |app| {
        let _turn = turn;
        let named = paths::new_text(app, &asked.path)?;
        let resources = app.resources();
        let read = || Reading::of(app, &named, &asked.text, &resources);
        let of_profile = of_profile(&named, &asked.text, asked.sort, &resources);
        let made = match of_profile {
            Some(told) => Err(Diagnostics(told)),
            None => {
                let batch = asked.batch.as_deref();
                read().and_then(|read| read.made_with(app, batch, &resources))
            }
        };
        let findings = match made {
            Ok(made) => {
                let Made {
                    content,
                    compiled,
                    pages,
                    told,
                } = made;
                let selection = check::Selection::default();
                check::check_with(&content, &compiled, Some(&pages), &selection, told).findings
            }
            Err(Diagnostics(told)) => told,
        };
        let teller = Teller::of(&asked.path, &asked.text);
        json_of(&json!({ "findings": teller.all(&findings), "total": findings.len() }))
    })
    .await
}
