//! Files that were made, to be kept elsewhere, and the folder that they lie in.

use super::{
    App,
    ask::Ask,
    paths,
    reply::{Answer, Refusal, json_of, with_type},
    system,
};
use axum::{
    body::Body,
    extract::State,
    http::{HeaderValue, StatusCode, Uri, header},
    response::Response,
};
use serde::Deserialize;
use serde_json::json;
use std::{fs, io::Read, path::Path, sync::Arc};

/// The largest file that is handed on.
const MOST_BYTES: u64 = 256 << 20;

/// A file of the folder that is served: what was made of a document.
pub(super) async fn file(State(app): State<Arc<App>>, uri: Uri) -> Answer {
    let path = entry(&uri, "path").ok_or_else(|| Refusal::misunderstood("thiếu tên tệp"))?;
    app.aside(move |app| {
        let named = paths::find(app, &path)?;
        let kind = kind(named.relative());
        let is_same = kind.is_some() && kind == self::kind(&named.there);
        let is_file = fs::metadata(&named.there).is_ok_and(|there| there.is_file());
        let Some(kind) = kind.filter(|_| is_same && is_file) else {
            let message = "chỉ tải được tệp DOCX, PDF và YAML";
            return Err(Refusal::misunderstood(message));
        };
        let mut bytes = Vec::new();
        let read = fs::File::open(&named.there)
            .and_then(|file| file.take(MOST_BYTES).read_to_end(&mut bytes));
        read.map_err(|error| Refusal::unreadable(&path, &error))?;
        let name = path.rsplit('/').next().unwrap_or_default();
        Ok(attached(kind, bytes, name))
    })
    .await
}

/// An answer that the browser keeps as a file of a name.
pub(super) fn attached(kind: &'static str, bytes: impl Into<Body>, name: &str) -> Response {
    let mut response = with_type(StatusCode::OK, kind, bytes);
    let disposition = format!("attachment; filename*=UTF-8''{}", encoded(name));
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

fn kind(path: &Path) -> Option<&'static str> {
    match path.extension()?.to_str()? {
        "docx" => Some("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        "pdf" => Some("application/pdf"),
        "yaml" | "yml" => Some("application/yaml"),
        _ => None,
    }
}

/// An entry of an address, decoded.
pub(super) fn entry(uri: &Uri, name: &str) -> Option<String> {
    let mut entries = uri
        .query()?
        .split('&')
        .filter_map(|entry| entry.split_once('='));
    let (_, value) = entries.find(|(known, _)| *known == name)?;
    decoded(value)
}

/// The text that an address writes with `%` and two digits; none where that is no text.
fn decoded(value: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            b'+' => b' ',
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

fn encoded(name: &str) -> String {
    let encode = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
            char::from(byte).to_string()
        }
        byte => format!("%{byte:02X}"),
    };
    name.bytes().map(encode).collect()
}

/// A request to show the folder of a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reveal {
    /// Empty for the folder that is served.
    path: String,
}

/// Opens the folder of a file in the file manager.
pub(super) async fn reveal(State(app): State<Arc<App>>, Ask(asked): Ask<Reveal>) -> Answer {
    app.aside(move |app| {
        let root = app.within.root();
        let folder = match asked.path.as_str() {
            "" => root.to_owned(),
            path => {
                let there = paths::find(app, path)?.there;
                match there.is_dir() {
                    true => there,
                    false => there.parent().unwrap_or(root).to_owned(),
                }
            }
        };
        match system::show(folder.as_os_str()) {
            true => json_of(&json!({})),
            false => {
                let message = "máy này không có chương trình xem thư mục";
                let help = format!("mở thư mục {}", system::shown(&folder.to_string_lossy()));
                let status = StatusCode::NOT_IMPLEMENTED;
                Err(Refusal::new(status, "khong-mo-thu-muc", message, help))
            }
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_decoded_and_names_encoded() {
        assert_eq!(decoded("a%2Fb+c").as_deref(), Some("a/b c"));
        assert_eq!(decoded("%E1%BA%BF").as_deref(), Some("ế"));
        for wrong in ["%", "%2", "%zz", "%ff"] {
            assert_eq!(decoded(wrong), None, "{wrong}");
        }
        assert_eq!(encoded("Kế 1\"\r\n.pdf"), "K%E1%BA%BF%201%22%0D%0A.pdf");
    }
}
