//! A page of words alone, for who is not let in.

use super::reply::{Refusal, with_type};
use axum::response::Response;

/// A refusal as a page.
pub(super) fn refusal(refusal: &Refusal) -> Response {
    let (message, help) = refusal.words();
    let page = format!(
        "<!doctype html>\n<html lang=\"vi\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width\">\n<title>vanban</title>\n<h1>Chưa vào được</h1>\n<p>{}.</p>\n<p>{}.</p>\n</html>\n",
        escaped(&capital(message)),
        escaped(&capital(help)),
    );
    with_type(refusal.status(), "text/html; charset=utf-8", page)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}
