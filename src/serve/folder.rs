//! The list of what stands in the folder that is served.

use super::{
    App,
    facts::{self, Counts, Facts},
    reply::{Answer, json_of},
    walk::{self, Text, Walk},
};
use crate::{
    batch,
    compile::{Fingerprint, Resources},
    content::{self, Draft},
};
use axum::extract::State;
use rayon::prelude::*;
use serde_json::json;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// So long documents are counted before the list is answered; the rest is counted after that.
const PATIENCE: Duration = Duration::from_millis(700);
/// Documents whose counts are remembered.
const MOST: usize = 5000;

/// What is known of files from the last time that they were listed.
#[derive(Default)]
pub(super) struct Known {
    /// The sorts of texts, by path, time and size.
    sorts: Mutex<BTreeMap<(String, u64, u64), Sort>>,
    /// The counts of documents, by all that they are made of.
    counts: Mutex<BTreeMap<String, Counts>>,
}

/// The sorts of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Document,
    Profile,
    Batch,
    /// None of ours.
    Other,
}

impl Known {
    fn sort(&self, app: &App, text: &Text) -> Sort {
        let key = (text.path.clone(), text.modified, text.size);
        let sorts = || self.sorts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sort) = sorts().get(&key) {
            return *sort;
        }
        let there = app.within.root().join(&text.path);
        let sort = if content::is_document(&there) {
            Sort::Document
        } else if batch::is_batch(&there) {
            Sort::Batch
        } else if content::is_profile(&there) {
            Sort::Profile
        } else if says_kind(app, text) {
            Sort::Document
        } else {
            Sort::Other
        };
        let mut sorts = sorts();
        if sorts.len() >= MOST {
            sorts.clear();
        }
        sorts.insert(key, sort);
        sort
    }

    fn counts(&self, print: Fingerprint, resources: &Resources) -> Option<Counts> {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.get(&key(print, resources)).copied()
    }

    fn count(&self, draft: &Draft, resources: &Resources) -> Counts {
        let counted = facts::count(draft, resources);
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() >= MOST {
            counts.clear();
        }
        counts.insert(key(draft.fingerprint(), resources), counted);
        counted
    }
}

fn key(print: Fingerprint, resources: &Resources) -> String {
    format!("{print}{}", resources.fingerprint)
}

/// Tells whether a text that is no YAML has a line that tells a kind: it was to be a document.
fn says_kind(app: &App, text: &Text) -> bool {
    let bytes = app.within.read(std::path::Path::new(&text.path));
    bytes.is_ok_and(|bytes| {
        let mut lines = bytes.split(|byte| *byte == b'\n');
        lines.any(|line| line.starts_with(b"loai:"))
    })
}

/// Documents, profiles and batches.
pub(super) async fn folder(State(app): State<Arc<App>>) -> Answer {
    let turn = app.turns.any().await;
    let background = Arc::clone(&app);
    app.aside(move |app| {
        let _turn = turn;
        let started = Instant::now();
        let resources = app.resources();
        let Walk { texts, is_cut, .. } = walk::walk(app);
        let sorts: Vec<Sort> = texts
            .par_iter()
            .map(|text| app.known.sort(app, text))
            .collect();
        let of = |sort: Sort| {
            let each = texts.iter().zip(&sorts);
            each.filter(move |(_, one)| **one == sort)
                .map(|(text, _)| text)
        };
        let documents: Vec<&Text> = of(Sort::Document).collect();
        let read = documents.par_iter().map(|text| {
            let (mut facts, draft) = facts::read(app, text, &resources);
            let Some((print, draft)) = facts.print.zip(draft) else {
                return (facts, None);
            };
            let known = app.known.counts(print, &resources);
            let in_time = || started.elapsed() < PATIENCE;
            let counts = known.or_else(|| in_time().then(|| app.known.count(&draft, &resources)));
            facts.counted(counts);
            (facts, counts.is_none().then_some(draft))
        });
        let (facts, left): (Vec<Facts>, Vec<Option<Draft>>) = read.collect();
        let left: Vec<Draft> = left.into_iter().flatten().collect();
        if !left.is_empty() {
            later(background, left, resources);
        }
        let told = |text: &Text, name: String| {
            let name = if name.is_empty() {
                name_of(&text.path).to_owned()
            } else {
                name
            };
            json!({ "path": text.path, "name": name, "modified": text.modified })
        };
        let agency = |text: &Text| content::agency_of(&app.within.root().join(&text.path));
        let profiles: Vec<_> = of(Sort::Profile)
            .map(|text| told(text, agency(text)))
            .collect();
        let batches: Vec<_> = of(Sort::Batch)
            .map(|text| told(text, String::new()))
            .collect();
        json_of(&json!({
            "folder": app.within.root().to_string_lossy().trim_start_matches(r"\\?\"),
            "documents": facts,
            "profiles": profiles,
            "batches": batches,
            "cut": is_cut,
        }))
    })
    .await
}

/// Counts the messages of documents after the list was answered, and tells when that is done.
fn later(app: Arc<App>, left: Vec<Draft>, resources: Arc<Resources>) {
    std::thread::spawn(move || {
        // In parts, so that who types meanwhile does not wait for all of them.
        for some in left.chunks(8) {
            some.par_iter().for_each(|draft| {
                app.known.count(draft, &resources);
            });
        }
        app.events.tell(&json!({ "type": "folder" }));
    });
}

/// The name of a file without its folder.
fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
