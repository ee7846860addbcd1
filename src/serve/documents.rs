//! Texts of documents on the disk: opened, saved, and as they were before.

use super::{
    App,
    ask::Ask,
    folder, paths,
    reply::{Answer, Refusal, json_of},
};
use crate::{
    compile::Fingerprint,
    project::{
        save::{self, Saved},
        versions,
    },
    yaml::{source, within::Within},
};
use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use serde_json::json;
use std::{
    path::Path,
    sync::{Arc, PoisonError},
};

/// The folder, beside a document, of what vanban keeps.
const OWN: &str = crate::project::folder::OWN;

/// A request about a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    path: String,
}

/// The text of a file, its digest, how many versions from before there are, and the batch that it is the content of.
pub(super) async fn open(State(app): State<Arc<App>>, Ask(File { path }): Ask<File>) -> Answer {
    app.aside(move |app| {
        let named = paths::text(app, &path)?;
        let bytes = app.within.read(named.relative());
        let bytes = bytes.map_err(|error| Refusal::unreadable(&path, &error))?;
        let digest = Fingerprint::of(&bytes).to_string();
        let text = text_of(&named.path, bytes)?;
        // That there are none that can be told of does not stop who opens it.
        let versions = versions::before(&named.there).map_or(0, |all| all.len());
        let batch = folder::batch_of(app, &named.path);
        json_of(&json!({
            "path": named.path,
            "text": text,
            "digest": digest,
            "versions": versions,
            "batch": batch,
        }))
    })
    .await
}

/// The letters of a file; it need not be a sound document.
fn text_of(name: &str, bytes: Vec<u8>) -> Result<String, Refusal> {
    let too_long = bytes.len() > source::MAX_BYTES;
    match String::from_utf8(bytes) {
        Ok(text) if !too_long => Ok(text),
        Ok(text) => Err(undecodable(name, text.into_bytes())),
        Err(error) => Err(undecodable(name, error.into_bytes())),
    }
}

fn undecodable(name: &str, bytes: Vec<u8>) -> Refusal {
    match source::decode(name, bytes) {
        Err(told) => Refusal::told(StatusCode::UNPROCESSABLE_ENTITY, told),
        Ok(_) => Refusal::broken(),
    }
}

/// A request to save.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Save {
    path: String,
    text: String,
    /// The digest of what was opened or saved last; none where there was no file.
    base: Option<String>,
}

/// Saves a text; answers with what the disk has, where that is something else.
pub(super) async fn save(State(app): State<Arc<App>>, Ask(asked): Ask<Save>) -> Answer {
    app.writing(move |app| saved(app, &asked)).await
}

fn saved(app: &App, Save { path, text, base }: &Save) -> Answer {
    if text.len() > source::MAX_BYTES {
        return Err(undecodable(path, text.clone().into_bytes()));
    }
    let base = base.as_deref().map(str::parse::<Fingerprint>).transpose();
    let base = base.map_err(|_| Refusal::misunderstood("không hiểu yêu cầu của trang"))?;
    let named = match paths::text(app, path) {
        Err(missing) if missing.status() == StatusCode::NOT_FOUND => paths::new_text(app, path)?,
        found => found?,
    };
    own_is_inside(&app.within, &named.there)?;
    // It is held over the comparison and the writing.
    let held = app.saving.lock().unwrap_or_else(PoisonError::into_inner);
    let outcome = save::save(&named.there, base, text.as_bytes());
    drop(held);
    let outcome = outcome.map_err(|told| Refusal::told(StatusCode::INSUFFICIENT_STORAGE, told))?;
    match outcome {
        Saved::Done(digest) => json_of(&json!({ "digest": digest.to_string() })),
        Saved::Other(there) => {
            let digest = there
                .as_deref()
                .map(|bytes| Fingerprint::of(bytes).to_string());
            let disk = there.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            let (message, help) = match disk {
                Some(_) => (
                    "tệp trên đĩa đã được sửa ở nơi khác",
                    "so hai bản rồi chọn giữ bản nào; chưa ghi gì lên tệp",
                ),
                None => (
                    "tệp không còn trên đĩa",
                    "tệp đã bị xóa hoặc đổi tên ở nơi khác; lưu lại để ghi thành tệp mới",
                ),
            };
            let refusal = Refusal::new(StatusCode::CONFLICT, "khac-tren-dia", message, help);
            Err(refusal.with(json!({ "disk": disk, "digest": digest })))
        }
    }
}

/// What vanban keeps beside a file stands in the folder that is served, too.
pub(super) fn own_is_inside(within: &Within, file: &Path) -> Result<(), Refusal> {
    let folder = file.parent().unwrap_or(within.root());
    let inside = folder.strip_prefix(within.root()).unwrap_or(Path::new(""));
    for own in [inside.join(OWN), inside.join(OWN).join("versions")] {
        match within.find(&own) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            found => {
                let name = own.to_string_lossy();
                found.map_err(|error| Refusal::unreadable(&name, &error))?;
            }
        }
    }
    Ok(())
}

/// The versions of a file from before, the newest first.
pub(super) async fn versions(State(app): State<Arc<App>>, Ask(File { path }): Ask<File>) -> Answer {
    app.aside(move |app| {
        let named = paths::new_text(app, &path)?;
        own_is_inside(&app.within, &named.there)?;
        let all = versions::before(&named.there);
        let all = all.map_err(|error| Refusal::unreadable(&path, &error))?;
        let all = all
            .iter()
            .map(|version| json!({ "id": version.id, "time": version.time, "size": version.size }));
        json_of(&json!({ "versions": all.collect::<Vec<_>>() }))
    })
    .await
}

/// A request about a version.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct One {
    path: String,
    id: String,
}

/// The text of a version.
pub(super) async fn version(State(app): State<Arc<App>>, Ask(asked): Ask<One>) -> Answer {
    app.aside(move |app| {
        let One { path, id } = &asked;
        let named = paths::new_text(app, path)?;
        own_is_inside(&app.within, &named.there)?;
        let bytes = versions::read(&named.there, id);
        let bytes = bytes.map_err(|error| Refusal::unreadable(path, &error))?;
        let missing = || {
            let message = "không còn bản cũ này";
            Refusal::misunderstood(message).with_status(StatusCode::NOT_FOUND)
        };
        let text = text_of(path, bytes.ok_or_else(missing)?)?;
        json_of(&json!({ "text": text }))
    })
    .await
}

/// A secret that opens the page once, for a second start in the same folder.
pub(super) async fn once(State(app): State<Arc<App>>, Ask(Nothing {}): Ask<Nothing>) -> Answer {
    let once = app.once.make()?;
    json_of(&json!({ "ma": once.text() }))
}

/// Ends the server, after this answer and what is being written.
pub(super) async fn stop(State(app): State<Arc<App>>, Ask(Nothing {}): Ask<Nothing>) -> Answer {
    app.stopped.notify_one();
    json_of(&json!({}))
}

/// A request that says nothing more.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}

/// Panics, so that tests see what becomes of it.
#[cfg(debug_assertions)]
pub(super) async fn panic(State(app): State<Arc<App>>, Ask(File { path }): Ask<File>) -> Answer {
    match path.as_str() {
        "aside" => app.aside(|_| -> Answer { panic!("asked for") }).await,
        "writing" => app.writing(|_| -> Answer { panic!("asked for") }).await,
        _ => panic!("asked for"),
    }
}
