//! The door: who may ask anything at all, and the headers of every answer.
//!
//! Only a page of ours on this machine may: the host is equal to our address (a name that leads here is not
//! enough: that is DNS rebinding), the origin, where one is sent, is ours, and the cookie holds the secret of
//! this run. A cookie is sent to every port of a machine, so its name has the port.

use super::{App, links::Link, page, reply::Refusal};
use axum::{
    extract::{Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri,
        header::{self, AsHeaderName},
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::sync::Arc;

/// The entry of the address that opens the page: `/?ma=…`.
const ENTRY: &str = "ma";

/// What browsers tell of who asks.
const FETCH_SITE: &str = "sec-fetch-site";

const HEADERS: [(HeaderName, &str); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; \
         connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (header::CACHE_CONTROL, "no-store"),
];

/// Lets a request in or refuses it. A handler that panics is answered for.
pub(super) async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let mut response = match admit(&app, &request) {
        Ok(Admitted::In) => {
            if let Some(link) = request.extensions().get::<Link>() {
                link.known();
            }
            app.touch();
            // A task of its own: what it began is ended, also when the browser is closed meanwhile.
            match tokio::spawn(next.run(request)).await {
                Ok(response) => response,
                Err(_) => Refusal::broken().into_response(),
            }
        }
        Ok(Admitted::Opening) => opened(&app),
        Err(refusal) => refused(refusal, request.uri()),
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        // Fonts may be kept by the browser: their route says so.
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    response
}

enum Admitted {
    In,
    /// By the address with the secret: the cookie is to be set.
    Opening,
}

fn admit(app: &App, request: &Request) -> Result<Admitted, Refusal> {
    let headers = request.headers();
    if request.method() != Method::GET && request.method() != Method::POST {
        let message = "không có việc này";
        return Err(Refusal::misunderstood(message).with_status(StatusCode::METHOD_NOT_ALLOWED));
    }
    let host = host(app, request).ok_or_else(foreign)?;
    let origin = origin(headers, host).map_err(|()| foreign())?;
    if request.uri().path() == "/"
        && let Some(secret) = entry(request.uri())
    {
        let is_ours = app.token.is(secret) || app.once.take(secret);
        return match is_ours && request.method() == Method::GET {
            true => Ok(Admitted::Opening),
            false => Err(unknown()),
        };
    }
    if !has_cookie(app, headers) {
        return Err(unknown());
    }
    let site = only(headers, FETCH_SITE).map_err(|()| foreign())?;
    let is_allowed = match (request.method() == Method::POST, site) {
        (true, site) => origin || site == Some("same-origin"),
        // A page on another port of this machine is of the same site.
        (false, site) => matches!(site, None | Some("same-origin" | "none")),
    };
    match is_allowed {
        true => Ok(Admitted::In),
        false => Err(foreign()),
    }
}

/// The host that was asked, if it is ours and the only one that is named.
fn host<'r>(app: &App, request: &'r Request) -> Option<&'r str> {
    let host = only(request.headers(), header::HOST).ok()??;
    let is_ours = |name: &str| app.hosts.iter().any(|own| own == name);
    let in_line = request.uri().authority().map(|named| named.as_str());
    (is_ours(host) && in_line.is_none_or(|named| named == host)).then_some(host)
}

/// Tells whether an origin is sent; it must be that of the host.
fn origin(headers: &HeaderMap, host: &str) -> Result<bool, ()> {
    match only(headers, header::ORIGIN)? {
        None => Ok(false),
        Some(origin) => match origin.strip_prefix("http://") == Some(host) {
            true => Ok(true),
            false => Err(()),
        },
    }
}

/// The value of a header; an error where it is sent twice or is no text.
fn only(headers: &HeaderMap, name: impl AsHeaderName) -> Result<Option<&str>, ()> {
    let mut all = headers.get_all(name).iter();
    let Some(first) = all.next() else {
        return Ok(None);
    };
    match (all.next(), first.to_str()) {
        (None, Ok(value)) => Ok(Some(value)),
        _ => Err(()),
    }
}

/// The secret in an address.
fn entry(uri: &Uri) -> Option<&str> {
    let entries = uri.query()?.split('&');
    entries
        .filter_map(|entry| entry.split_once('='))
        .find_map(|(name, value)| (name == ENTRY).then_some(value))
}

fn has_cookie(app: &App, headers: &HeaderMap) -> bool {
    let cookies = headers.get_all(header::COOKIE).iter();
    let cookies = cookies.filter_map(|value| value.to_str().ok());
    let mut each = cookies.flat_map(|cookies| cookies.split(';'));
    each.any(|cookie| {
        let parts = cookie.trim().split_once('=');
        parts.is_some_and(|(name, value)| name == app.cookie && app.token.is(value))
    })
}

/// The way to the page, with the cookie and without the secret in the address.
fn opened(app: &App) -> Response {
    let cookie = format!(
        "{}={}; SameSite=Strict; HttpOnly; Path=/",
        app.cookie,
        app.token.text()
    );
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    headers.insert(header::LOCATION, HeaderValue::from_static("/"));
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        headers.insert(header::SET_COOKIE, cookie);
    }
    response
}

/// A refusal as a page where a page was asked for.
fn refused(refusal: Refusal, uri: &Uri) -> Response {
    match uri.path() {
        "/" => page::refusal(&refusal),
        _ => refusal.into_response(),
    }
}

fn foreign() -> Refusal {
    let message = "yêu cầu không đến từ trang của vanban trên máy này";
    let help = "mở trang bằng địa chỉ mà vanban serve in ra";
    Refusal::new(StatusCode::FORBIDDEN, "khong-duoc-vao", message, help)
}

fn unknown() -> Refusal {
    let message = "trang này chỉ mở được từ địa chỉ mà vanban serve in ra";
    let help = "mở lại địa chỉ ấy (có phần ?ma=…), hoặc chạy lại vanban serve trong cùng thư mục";
    Refusal::new(StatusCode::FORBIDDEN, "khong-duoc-vao", message, help)
}
