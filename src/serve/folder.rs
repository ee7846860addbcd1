//! The list of what stands in the folder that is served.

use super::{
    App,
    facts::{self, Counts, Facts},
    reply::{Answer, json_of},
    system,
    walk::{self, Text, Walk},
};
use crate::{
    batch,
    compile::{Fingerprint, Resources},
    content::{self, Draft},
    diagnostic::Severity,
    yaml::source,
};
use axum::extract::State;
use rayon::prelude::*;
use serde_json::json;
use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// So long documents are counted before the list is answered; the rest is counted after that.
const PATIENCE: Duration = Duration::from_millis(700);
/// The folder of the samples that come with the program: its profiles are those of other agencies.
pub(crate) const SAMPLES: &str = "van-ban-mau";
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
#[derive(Debug, Clone, PartialEq, Eq)]
enum Sort {
    Document,
    Profile,
    /// With the content file that it names.
    Batch(Option<String>),
    /// None of ours.
    Other,
}

impl Known {
    fn sort(&self, app: &App, text: &Text) -> Sort {
        let key = (text.path.clone(), text.modified, text.size);
        let sorts = || self.sorts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sort) = sorts().get(&key) {
            return sort.clone();
        }
        let there = app.within.root().join(&text.path);
        let sort = if content::is_document(&there) {
            Sort::Document
        } else if batch::is_batch(&there) {
            Sort::Batch(super::batch::content_of(app, &text.path))
        } else if content::is_profile(&there) {
            Sort::Profile
        } else {
            match app.within.read(Path::new(&text.path)) {
                Ok(bytes) => meant(&text.path, bytes),
                // The list tells why. Rights change without the time of the file.
                Err(_) => return Sort::Document,
            }
        };
        let mut sorts = sorts();
        if sorts.len() >= MOST {
            sorts.clear();
        }
        sorts.insert(key, sort.clone());
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

/// The sort that a text was to be, which is nothing that the stages take: the list tells what is wrong with it.
fn meant(path: &str, bytes: Vec<u8>) -> Sort {
    let Ok(source) = source::decode(path, bytes) else {
        return Sort::Document;
    };
    match &source.text {
        text if text.lines().any(|line| line.starts_with("loai:")) => Sort::Document,
        text if content::reads_as_profile(text) => Sort::Profile,
        _ => Sort::Other,
    }
}

/// Documents, profiles and batches.
pub(super) async fn folder(State(app): State<Arc<App>>) -> Answer {
    let turn = app.turns.any().await;
    let background = Arc::clone(&app);
    app.aside(move |app| {
        let _turn = turn;
        let started = Instant::now();
        let resources = app.resources();
        let Walk {
            texts,
            unread,
            is_cut,
            ..
        } = walk::walk(app);
        let sorts: Vec<Sort> = texts
            .par_iter()
            .map(|text| app.known.sort(app, text))
            .collect();
        let of = |is: fn(&Sort) -> bool| {
            let each = texts.iter().zip(&sorts);
            each.filter(move |(_, sort)| is(sort)).map(|(text, _)| text)
        };
        let contents = contents(&texts, &sorts);
        let documents: Vec<&Text> = of(|sort| *sort == Sort::Document).collect();
        let read = documents.par_iter().map(|text| {
            let (mut facts, draft) = facts::read(app, text, &resources);
            // Its expressions have no values without a row: what stands against it is told of its rows.
            if let Some(batch) = contents.get(text.path.as_str()) {
                facts.batch = Some((*batch).to_owned());
                return (facts, None);
            }
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
            later(background, left, Arc::clone(&resources));
        }
        let told = |text: &Text, name: String| {
            let name = if name.is_empty() {
                name_of(&text.path).to_owned()
            } else {
                name
            };
            json!({ "path": text.path, "name": name, "modified": text.modified })
        };
        let profile = |text: &Text| {
            let agency = content::agency_of(&app.within.root().join(&text.path));
            let mut profile = told(text, agency);
            profile["fault"] = json!(profile_fault(app, text, &resources));
            profile["sample"] = json!(Path::new(&text.path).starts_with(SAMPLES));
            profile
        };
        let profiles: Vec<_> = of(|sort| *sort == Sort::Profile).map(profile).collect();
        let batches: Vec<_> = of(|sort| matches!(sort, Sort::Batch(_)))
            .map(|text| told(text, String::new()))
            .collect();
        json_of(&json!({
            "folder": system::shown(&app.within.root().to_string_lossy()),
            "documents": facts,
            "profiles": profiles,
            "batches": batches,
            "unread": unread,
            "cut": is_cut,
        }))
    })
    .await
}

/// The first error of a profile by itself.
fn profile_fault(app: &App, text: &Text, resources: &Resources) -> Option<String> {
    let path = Path::new(&text.path);
    let bytes = app.within.read(path).ok()?;
    let told = content::told_of_profile(path, &bytes, true, resources.kinds().ok()?)?;
    let first = told
        .into_iter()
        .find(|one| one.severity == Severity::Error)?;
    Some(first.message)
}

/// The content files of batches with the first of the batch files that name each.
fn contents<'t>(texts: &'t [Text], sorts: &'t [Sort]) -> BTreeMap<&'t str, &'t str> {
    let mut contents = BTreeMap::new();
    for (text, sort) in texts.iter().zip(sorts) {
        if let Sort::Batch(Some(content)) = sort {
            contents
                .entry(content.as_str())
                .or_insert(text.path.as_str());
        }
    }
    contents
}

/// The batch file of the folder that names a text as its content file.
pub(super) fn batch_of(app: &App, path: &str) -> Option<String> {
    let Walk { texts, .. } = walk::walk(app);
    let sorts: Vec<Sort> = { texts.par_iter().map(|text| app.known.sort(app, text)) }.collect();
    let contents = contents(&texts, &sorts);
    contents.get(path).map(|batch| (*batch).to_owned())
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
