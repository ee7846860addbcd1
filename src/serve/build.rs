//! DOCX and PDF of a document: the same files as `vanban build` makes.

use super::{
    App,
    ask::Ask,
    documents,
    look::Reading,
    messages::Teller,
    paths::{self, Named},
    reply::{Answer, Refusal, json_of},
};
use crate::{
    compile::{self, Format, Options, Resources},
    content::Draft,
    diagnostic::{Diagnostic, Diagnostics},
    project::{
        self, Built, Job, Outcome,
        folder::{Fate, Folder},
    },
};
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};
use std::{cell::OnceCell, path::Path, sync::Arc};

/// A request to build.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Build {
    path: String,
    /// The text; none for what stands on the disk.
    text: Option<String>,
    /// Names of files that are written over what a person changed, which is kept under another name.
    #[serde(default)]
    force: Vec<String>,
    /// Files that a person changed stay, and new ones are written beside them, even of the same text.
    #[serde(default)]
    beside: bool,
}

/// Builds a document; tells what became of each of its files.
pub(super) async fn build(State(app): State<Arc<App>>, Ask(asked): Ask<Build>) -> Answer {
    app.writing(move |app| {
        let named = paths::new_text(app, &asked.path)?;
        documents::own_is_inside(&app.within, &named.there)?;
        let text = match &asked.text {
            Some(text) => text.clone(),
            None => on_disk(app, &asked.path)?,
        };
        let resources = app.resources();
        let teller = Teller::of(&asked.path, &text);
        match Reading::of(app, &named, &text, &resources) {
            Ok(Reading { draft }) => json_of(&built(&asked, &named, &draft, &resources, &teller)),
            Err(told) => json_of(&Answered::failed(told).value(&teller)),
        }
    })
    .await
}

fn on_disk(app: &App, path: &str) -> Result<String, Refusal> {
    let named = paths::text(app, path)?;
    let bytes = app.within.read(named.relative());
    let bytes = bytes.map_err(|error| Refusal::unreadable(path, &error))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// What became of a document, both formats together.
struct Answered {
    outcome: &'static str,
    pages: usize,
    files: Vec<Value>,
    messages: Vec<Diagnostic>,
    findings: Vec<Diagnostic>,
}

impl Answered {
    fn failed(Diagnostics(messages): Diagnostics) -> Self {
        Self {
            outcome: "failed",
            pages: 0,
            files: Vec::new(),
            messages,
            findings: Vec::new(),
        }
    }

    fn value(&self, teller: &Teller<'_>) -> Value {
        json!({
            "outcome": self.outcome,
            "pages": self.pages,
            "files": self.files,
            "messages": teller.all(&self.messages),
            "findings": teller.all(&self.findings),
        })
    }
}

fn built(
    asked: &Build,
    named: &Named,
    draft: &Draft,
    resources: &Resources,
    teller: &Teller<'_>,
) -> Value {
    let dir = named.there.parent().unwrap_or(Path::new("."));
    let stem = named.relative().file_stem().unwrap_or_default();
    let stem = stem.to_string_lossy();
    let cell: OnceCell<(Folder, Vec<Diagnostic>)> = OnceCell::new();
    let open = || {
        if let Some((folder, _)) = cell.get() {
            return Ok(folder);
        }
        let opened = Folder::open(dir, None, compile::is_untouched, &mut || ())?;
        Ok(&cell.get_or_init(|| opened).0)
    };
    let forced = |format: &Format| {
        let name = format!("{stem}.{}", format.extension());
        asked.force.contains(&name)
    };
    // Both are made in one go, unless one alone is to be written over.
    let forced = Format::ALL.map(|format| forced(&format));
    let runs: Vec<(Option<Format>, bool)> = match forced[0] == forced[1] {
        true => vec![(None, forced[0])],
        false => Format::ALL.into_iter().map(Some).zip(forced).collect(),
    };
    let mut all = Answered::failed(Diagnostics(Vec::new()));
    for (at, (only, force)) in runs.into_iter().enumerate() {
        let job = Job {
            draft,
            row: None,
            name: &stem,
            resources,
            options: Options {
                only,
                ..Options::default()
            },
            force,
            anew: asked.beside,
            pages: false,
            keep: true,
        };
        let is_known = cell.get().is_some() || Folder::is_known(dir);
        let built = project::build(job, is_known, open);
        all.add(built, &asked.path, at == 0);
    }
    if let Some((_, warnings)) = cell.get() {
        all.messages.extend(warnings.iter().cloned());
    }
    all.value(teller)
}

impl Answered {
    /// Adds what became of a run. What is told of the document is told once.
    fn add(&mut self, built: Built, path: &str, first: bool) {
        let Built {
            outcome,
            warnings,
            findings,
            laid_out: _,
        } = built;
        if first {
            self.messages.extend(warnings);
            self.findings.extend(findings);
        }
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let beside = |name: &str| match folder {
            "" => name.to_owned(),
            folder => format!("{folder}/{name}"),
        };
        let (outcome, kept) = match outcome {
            Outcome::Failed(Diagnostics(told)) => {
                self.messages.extend(told);
                ("failed", Vec::new())
            }
            Outcome::Unwritten(Diagnostics(told)) => {
                self.messages.extend(told);
                ("unwritten", Vec::new())
            }
            Outcome::Made { pages, files, kept } => {
                self.pages = self.pages.max(pages);
                self.files.extend(files.into_iter().map(|file| {
                    let (fate, other) = match file.fate {
                        Fate::Made => ("written", None),
                        Fate::Same => ("current", None),
                        Fate::Beside(other) => ("beside", Some(other)),
                        Fate::Backed(other) => ("backed", Some(other)),
                        Fate::Held(other) => ("held", Some(other)),
                    };
                    json!({
                        "name": file.name,
                        "path": beside(&file.name),
                        "fate": fate,
                        "other": other.as_ref().map(|other| json!({ "name": other, "path": beside(other) })),
                        "size": file.size,
                    })
                }));
                ("made", kept)
            }
            Outcome::Unchanged { pages, kept } => {
                self.pages = self.pages.max(pages);
                ("unchanged", kept)
            }
        };
        self.files.extend(kept.into_iter().map(|(name, edited)| {
            let fate = if edited { "edited" } else { "current" };
            json!({ "name": name, "path": beside(&name), "fate": fate })
        }));
        let rank = |outcome: &str| {
            ["unchanged", "made", "failed", "unwritten"]
                .iter()
                .position(|o| *o == outcome)
        };
        if first || rank(outcome) > rank(self.outcome) {
            self.outcome = outcome;
        }
    }
}
