//! The JSON of a request, bounded in length and time.

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
        let (parts, body) = request.into_parts();
        if !is_json(&parts.headers) {
            let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
            return Err(Refusal::misunderstood("yêu cầu không phải JSON").with_status(status));
        }
        let declared = parts.headers.get(header::CONTENT_LENGTH);
        let declared = declared.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
        if declared.is_some_and(|length| length > MOST_BYTES as u64) {
            return Err(too_long());
        }
        let read = tokio::time::timeout(SLOWEST, whole(body, declared.unwrap_or(0)));
        let bytes = read.await.map_err(|_| too_slow())??;
        match serde_json::from_slice(&bytes) {
            Ok(asked) => Ok(Self(asked)),
            Err(_) => Err(Refusal::misunderstood("không hiểu yêu cầu của trang")),
        }
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let mut all = headers.get_all(header::CONTENT_TYPE).iter();
    let kind = all.next().and_then(|kind| kind.to_str().ok());
    let kind = kind.map(|kind| kind.split(';').next().unwrap_or_default().trim());
    all.next().is_none() && kind.is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"))
}

/// All bytes of a body; no more of one that is too long than is allowed.
async fn whole(mut body: Body, declared: u64) -> Result<Vec<u8>, Refusal> {
    let mut all = Vec::with_capacity(usize::try_from(declared).unwrap_or(0).min(MOST_BYTES));
    loop {
        let next = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await;
        let frame = match next {
            None => return Ok(all),
            Some(Ok(frame)) => frame,
            Some(Err(_)) => return Err(Refusal::misunderstood("yêu cầu bị đứt giữa chừng")),
        };
        let bytes: Bytes = frame.into_data().unwrap_or_default();
        if all.len() + bytes.len() > MOST_BYTES {
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
