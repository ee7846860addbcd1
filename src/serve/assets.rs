//! The page itself: the files of `web/dist`, which are part of the program (as gzip, by `build.rs`), and the four faces.

use super::{
    App,
    reply::{Answer, Refusal, with_type},
};
use crate::font::FaceId;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use std::sync::Arc;

macro_rules! files {
    ($($name:literal: $kind:literal)*) => {
        &[$(($name, $kind, include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".gz"))),)*]
    };
}

/// Each file with its type, packed.
const FILES: &[(&str, &str, &[u8])] = files! {
    "index.html": "text/html; charset=utf-8"
    "app.js": "text/javascript; charset=utf-8"
    "app.css": "text/css; charset=utf-8"
    "icon.svg": "image/svg+xml"
    "LICENSES.txt": "text/plain; charset=utf-8"
};

/// The page.
pub(super) async fn index() -> Answer {
    file("index.html")
}

/// A file that the page asks for.
pub(super) async fn asset(Path(name): Path<String>) -> Answer {
    file(&name)
}

fn file(name: &str) -> Answer {
    let known = FILES.iter().find(|(known, ..)| *known == name);
    let (name, kind, packed) = known.ok_or_else(missing)?;
    if let Some(bytes) = from_disk(name) {
        return Ok(with_type(StatusCode::OK, kind, bytes));
    }
    // Every browser takes it, whatever it says.
    let mut response = with_type(StatusCode::OK, kind, packed.to_vec());
    let gzip = HeaderValue::from_static("gzip");
    response
        .headers_mut()
        .insert(header::CONTENT_ENCODING, gzip);
    Ok(response)
}

/// The file as it is on disk, where a developer asks for that.
#[cfg(debug_assertions)]
fn from_disk(name: &str) -> Option<Vec<u8>> {
    let folder = std::env::var_os("VANBAN_WEB")?;
    std::fs::read(std::path::Path::new(&folder).join(name)).ok()
}

#[cfg(not(debug_assertions))]
fn from_disk(_: &str) -> Option<Vec<u8>> {
    None
}

/// A face, which the browser may keep: it asks whether it is still the same.
pub(super) async fn font(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let number = name.strip_suffix(".ttf").and_then(|n| n.parse().ok());
    let id = number.and_then(|number: usize| FaceId::ALL.get(number).copied());
    let id = id.ok_or_else(missing)?;
    let resources = app.resources();
    let face = resources.fonts.face(id);
    let tag = format!("\"{}\"", crate::compile::Fingerprint::of(face.data()));
    let same = headers.get(header::IF_NONE_MATCH);
    let mut response: Response = match same.is_some_and(|known| *known == *tag) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => with_type(StatusCode::OK, "font/ttf", face.data().to_vec()),
    };
    let headers = response.headers_mut();
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    Ok(response)
}

/// The answer where there is nothing.
pub(super) async fn nothing() -> Refusal {
    missing()
}

fn missing() -> Refusal {
    Refusal::misunderstood("không có trang này").with_status(StatusCode::NOT_FOUND)
}
