//! Kinds of documents, with a picture of the form of each; schemas; new documents and profiles.

use super::{
    App,
    ask::Ask,
    files, paths,
    reply::{Answer, Refusal, json_of, with_type},
};
use crate::{
    batch,
    compile::{self, Fingerprint, Options, Resources},
    content::{self, Answers, Draft},
    diagnostic::Result as Told,
    preview,
    project::{put_new, today::this_year},
    slug::slug,
};
use axum::{
    extract::State,
    http::{StatusCode, Uri},
};
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};
use std::{
    io,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

/// The kinds as they were told last, and the fonts and templates that they were made with.
#[derive(Default)]
pub(super) struct Pictured(Mutex<Option<(Fingerprint, Arc<str>)>>);

/// A name is tried with so many numbers behind it.
const MOST_NAMES: usize = 1000;

/// Every kind with the first page of what a new document of it is.
pub(super) async fn kinds(State(app): State<Arc<App>>) -> Answer {
    let text = app
        .aside(|app| {
            let resources = app.resources();
            // Who asks meanwhile waits for the same.
            let mut known = app
                .pictured
                .0
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            if let Some((print, text)) = &*known
                && *print == resources.fingerprint
            {
                return Ok(Arc::clone(text));
            }
            let told = |told| Refusal::told(StatusCode::INTERNAL_SERVER_ERROR, told);
            let kinds = resources.kinds().map_err(told)?;
            let kinds: Vec<_> = kinds.iter().collect();
            let all: Vec<Value> = kinds
                .par_iter()
                .map(|kind| {
                    json!({
                        "kind": kind.slug,
                        "name": kind.title(),
                        "form": kind.form,
                        "picture": picture(&kind.slug, &resources).ok().flatten(),
                    })
                })
                .collect();
            let text: Arc<str> = json!(all).to_string().into();
            *known = Some((resources.fingerprint, Arc::clone(&text)));
            Ok(text)
        })
        .await?;
    Ok(with_type(
        StatusCode::OK,
        "application/json",
        text.to_string(),
    ))
}

/// The first page of a new document of a kind.
fn picture(kind: &str, resources: &Resources) -> Told<Option<String>> {
    let kinds = resources.kinds()?;
    let text = content::skeleton(kinds, kind, this_year())?;
    let mut none = |_: &Path| Err(io::ErrorKind::NotFound.into());
    let draft = Draft::from_sources(Path::new("moi.yaml"), text, &mut none, kinds)?;
    let content = draft.content()?.content;
    let (_, mut pages) = compile::on_pages(&content, resources, Options::default())?;
    pages.pages.truncate(1);
    pages.fields.retain(|field| field.page == 0);
    let drawn = preview::draw(&pages, &content.sources, |_| false);
    Ok(drawn.into_iter().next().and_then(|page| page.svg))
}

/// The JSON Schema of documents, profiles or batches, for completion.
pub(super) async fn schema(State(app): State<Arc<App>>, uri: Uri) -> Answer {
    let of = files::entry(&uri, "of");
    app.aside(move |app| {
        let told = |told| Refusal::told(StatusCode::INTERNAL_SERVER_ERROR, told);
        let text = match of.as_deref() {
            Some("profile") => content::profile_schema(),
            Some("batch") => batch::schema(),
            _ => content::schema(app.resources().kinds().map_err(told)?),
        };
        Ok(with_type(StatusCode::OK, "application/json", text))
    })
    .await
}

/// A request for a new document.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct New {
    kind: String,
    /// The path of the profile that it builds on.
    #[serde(default)]
    profile: Option<String>,
    /// What it is to be called; empty for the name of its kind.
    #[serde(default)]
    name: String,
}

/// Writes a new document of a kind.
pub(super) async fn new(State(app): State<Arc<App>>, Ask(asked): Ask<New>) -> Answer {
    app.writing(move |app| {
        let resources = app.resources();
        let told = |told| Refusal::told(StatusCode::UNPROCESSABLE_ENTITY, told);
        let kinds = resources.kinds().map_err(told)?;
        let profile = asked.profile.as_deref().filter(|path| !path.is_empty());
        let profile = profile.map(|path| paths::text(app, path)).transpose()?;
        let (folder, text) = match &profile {
            None => ("", content::skeleton(kinds, &asked.kind, this_year())),
            Some(profile) => {
                let path = &profile.path;
                let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
                let given =
                    content::given_by(profile.relative(), &mut |path| app.within.read(path));
                let text = content::skeleton_with(kinds, &asked.kind, this_year(), name, &given);
                (folder, text)
            }
        };
        let text = text.map_err(told)?;
        let kind = kinds.named(&asked.kind).map_or("", |kind| &kind.slug);
        let name = Some(slug(&asked.name, '-')).filter(|name| !name.is_empty());
        let path = put(app, folder, &name.unwrap_or_else(|| kind.to_owned()), &text)?;
        json_of(&json!({ "path": path }))
    })
    .await
}

/// The name of a first profile, without its extension.
const PROFILE: &str = "co-quan";

/// Writes an agency profile of what was answered; nothing where no document could build on it.
pub(super) async fn profile(State(app): State<Arc<App>>, Ask(answers): Ask<Answers>) -> Answer {
    app.writing(move |app| {
        let text = content::profile_of(&answers);
        let resources = app.resources();
        let tried = tried(&text, &resources);
        tried.map_err(|told| Refusal::told(StatusCode::UNPROCESSABLE_ENTITY, told))?;
        let path = put(app, "", PROFILE, &text)?;
        json_of(&json!({ "path": path }))
    })
    .await
}

/// Reads a new document that builds on a profile.
fn tried(profile: &str, resources: &Resources) -> Told<()> {
    let mut read = |_: &Path| Ok(profile.as_bytes().to_vec());
    let name = format!("{PROFILE}.yaml");
    let given = content::NEEDED.map(str::to_owned).into();
    let kinds = resources.kinds()?;
    let first = kinds.iter().next().map_or("", |kind| &kind.slug);
    let text = content::skeleton_with(kinds, first, this_year(), &name, &given)?;
    Draft::from_sources(Path::new("moi.yaml"), text, &mut read, kinds)?.content()?;
    Ok(())
}

/// Writes a text under a name that is free; gives its path.
pub(super) fn put(app: &App, folder: &str, name: &str, text: &str) -> Result<String, Refusal> {
    // Long names are cut, so that those of what is made of them are names, too.
    let name: String = name.chars().take(100).collect();
    for number in 1..=MOST_NAMES {
        let name = match number {
            1 => format!("{name}.yaml"),
            number => format!("{name}-{number}.yaml"),
        };
        let path = match folder {
            "" => name,
            folder => format!("{folder}/{name}"),
        };
        let named = paths::new_text(app, &path)?;
        if named.there.try_exists().unwrap_or(true) {
            continue;
        }
        let status = StatusCode::INSUFFICIENT_STORAGE;
        put_new(&named.there, text.as_bytes()).map_err(|told| Refusal::told(status, told))?;
        return Ok(path);
    }
    let message = "đã có quá nhiều tệp cùng tên";
    Err(Refusal::misunderstood(message).with_status(StatusCode::CONFLICT))
}
