//! The body of a request, JSON or a file, bounded in length and time.

use super::reply::Refusal;
use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{FromRequest, Request},
    http::{HeaderMap, StatusCode, header},
};
use serde::de::DeserializeOwned;
use std::{future::poll_fn, pin::Pin, time::Duration};

/// The longest body that is read: a document of 8 MiB as JSON, whose escapes may double it.
pub(super) const MOST_BYTES: usize = 16 << 20;
/// A body that takes longer is given up.
const SLOWEST: Duration = Duration::from_secs(20);

/// What a request asks, read from its body.
pub(super) struct Ask<T>(pub(super) T);

impl<S, T> FromRequest<S> for Ask<T>
where
    S: Send + Sync,
    T: DeserializeOwned,
{
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        if !is_of(request.headers(), "application/json") {
            let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
            return Err(Refusal::misunderstood("yêu cầu không phải JSON").with_status(status));
        }
        let bytes = bounded(request, MOST_BYTES, SLOWEST, too_long).await?;
        match serde_json::from_slice(&bytes) {
            Ok(asked) => Ok(Self(asked)),
            Err(_) => Err(Refusal::misunderstood("không hiểu yêu cầu của trang")),
        }
    }
}

/// A file, of whatever sort, as the body of a request. Its type is one that no form of a foreign page can send.
pub(super) struct Upload(pub(super) Vec<u8>);

impl Upload {
    /// The largest file that is read.
    pub(super) const MOST_BYTES: usize = 64 << 20;
    /// A file that takes longer is given up.
    const SLOWEST: Duration = Duration::from_secs(60);

    /// What is told of a file that is larger.
    pub(super) fn too_long() -> Refusal {
        let message = format!("tệp lớn hơn {} MiB", Self::MOST_BYTES >> 20);
        let help =
            "giảm cỡ hình trong tệp (Word: Nén ảnh), hoặc dùng lệnh vanban import, vanban pull";
        Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "tep-qua-lon", message, help)
    }
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        if !is_of(request.headers(), "application/octet-stream") {
            let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
            return Err(Refusal::misunderstood("yêu cầu không phải là tệp").with_status(status));
        }
        let read = bounded(request, Self::MOST_BYTES, Self::SLOWEST, Self::too_long);
        read.await.map(Self)
    }
}

/// The bytes of a body of at most so many, which come within a time.
async fn bounded(
    request: Request,
    most: usize,
    slowest: Duration,
    too_long: fn() -> Refusal,
) -> Result<Vec<u8>, Refusal> {
    let declared = request.headers().get(header::CONTENT_LENGTH);
    let declared = declared.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if declared.is_some_and(|length| length > most as u64) {
        return Err(too_long());
    }
    let whole = whole(request.into_body(), declared.unwrap_or(0), most, too_long);
    let read = tokio::time::timeout(slowest, whole);
    read.await.map_err(|_| too_slow())?
}

fn is_of(headers: &HeaderMap, wanted: &str) -> bool {
    let mut all = headers.get_all(header::CONTENT_TYPE).iter();
    let kind = all.next().and_then(|kind| kind.to_str().ok());
    let kind = kind.map(|kind| kind.split(';').next().unwrap_or_default().trim());
    all.next().is_none() && kind.is_some_and(|kind| kind.eq_ignore_ascii_case(wanted))
}

/// All bytes of a body; no more of one that is too long than is allowed.
async fn whole(
    mut body: Body,
    declared: u64,
    most: usize,
    too_long: fn() -> Refusal,
) -> Result<Vec<u8>, Refusal> {
    // A body that is announced and does not come takes no room of a large one.
    let mut all = Vec::with_capacity(usize::try_from(declared).unwrap_or(0).min(MOST_BYTES));
    loop {
        let next = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await;
        let frame = match next {
            None => return Ok(all),
            Some(Ok(frame)) => frame,
            Some(Err(_)) => return Err(Refusal::misunderstood("yêu cầu bị đứt giữa chừng")),
        };
        let bytes: Bytes = frame.into_data().unwrap_or_default();
        if all.len() + bytes.len() > most {
            return Err(too_long());
        }
        all.extend_from_slice(&bytes);
    }
}

fn too_long() -> Refusal {
    let message = format!("văn bản gửi lên lớn hơn {} MiB", MOST_BYTES >> 20);
    let help = "tách thành nhiều văn bản; hình ảnh và bảng lớn để ở tệp riêng";
    Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "tep-qua-lon", message, help)
}

fn too_slow() -> Refusal {
    let message = "yêu cầu gửi lên quá chậm nên bị dừng";
    let help = "thử lại";
    Refusal::new(StatusCode::REQUEST_TIMEOUT, "yeu-cau-cham", message, help)
}
