//! Answers: JSON, and refusals in words for who sits before the page.

use crate::diagnostic::{Diagnostic, Diagnostics};
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::{Value, json};
use std::io;

/// The answer to a request that was understood and could be done.
pub(super) type Answer = Result<Response, Refusal>;

/// Why a request is not done.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    code: &'static str,
    message: String,
    help: String,
    more: Option<Value>,
}

impl Refusal {
    /// A refusal in words: what is wrong, and what to do.
    pub(super) fn new(
        status: StatusCode,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            help: help.into(),
            more: None,
        }
    }

    /// Adds an entry to what is said.
    pub(super) fn with(mut self, more: Value) -> Self {
        self.more = Some(more);
        self
    }

    /// The same with another status.
    pub(super) fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// A request that no page of ours makes.
    pub(super) fn misunderstood(message: impl Into<String>) -> Self {
        let help = "tải lại trang (F5); nếu vẫn vậy thì báo cho người phụ trách phần mềm";
        Self::new(StatusCode::BAD_REQUEST, "yeu-cau-sai", message, help)
    }

    /// A fault of the program itself.
    pub(super) fn broken() -> Self {
        let message = "chương trình gặp lỗi của chính nó khi làm việc này";
        let help = "văn bản không mất gì; thử lại, và báo cho người phụ trách phần mềm";
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        Self::new(status, "loi-chuong-trinh", message, help)
    }

    /// What a stage told.
    pub(super) fn told(status: StatusCode, Diagnostics(all): Diagnostics) -> Self {
        match all.into_iter().next() {
            Some(Diagnostic {
                code,
                message,
                help,
                ..
            }) => Self::new(status, code, message, help.unwrap_or_default()),
            None => Self::broken(),
        }
    }

    /// A file that cannot be read.
    pub(super) fn unreadable(name: &str, error: &io::Error) -> Self {
        let status = match error.kind() {
            io::ErrorKind::NotFound => StatusCode::NOT_FOUND,
            io::ErrorKind::PermissionDenied => StatusCode::FORBIDDEN,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self::told(status, crate::content::unreadable(name, error).into())
    }

    /// What is told of it, as messages are.
    pub(super) fn fault(&self) -> Value {
        let Self {
            status: _,
            code,
            message,
            help,
            more: _,
        } = self;
        json!({ "code": code, "level": "error", "message": message, "help": help })
    }

    /// The words, for a page without scripts.
    pub(super) fn words(&self) -> (&str, &str) {
        (&self.message, &self.help)
    }

    pub(super) fn status(&self) -> StatusCode {
        self.status
    }
}

impl From<getrandom::Error> for Refusal {
    fn from(_: getrandom::Error) -> Self {
        Self::broken()
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut body = json!({ "fault": self.fault() });
        let Self { status, more, .. } = self;
        if let (Some(Value::Object(more)), Value::Object(body)) = (more, &mut body) {
            body.extend(more);
        }
        with_type(status, "application/json", body.to_string())
    }
}

/// A JSON answer.
pub(super) fn json_of(value: &impl Serialize) -> Answer {
    let text = serde_json::to_vec(value).map_err(|_| Refusal::broken())?;
    Ok(with_type(StatusCode::OK, "application/json", text))
}

/// An answer of some type.
pub(super) fn with_type(status: StatusCode, kind: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
