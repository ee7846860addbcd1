//! What happens without being asked for: changes on the disk, told to every tab that listens.

use super::{
    App,
    reply::{Answer, Refusal, with_type},
};
use axum::{
    body::{Body, Bytes, HttpBody},
    extract::State,
    http::StatusCode,
};
use hyper::body::Frame;
use serde_json::Value;
use std::{
    convert::Infallible,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
    time::Duration,
};
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// Tabs that listen.
const MOST: usize = 64;
/// Events that wait for a tab; one that takes none is forgotten, and asks anew when it wakes.
const MOST_WAITING: usize = 64;
/// A sign of life, so that a tab that is gone is noticed.
const BEAT: Duration = Duration::from_secs(20);

/// The tabs that listen.
#[derive(Default)]
pub(super) struct Hub(Mutex<Vec<Sender<Bytes>>>);

impl Hub {
    /// Tells all of them.
    pub(super) fn tell(&self, event: &Value) {
        self.send(&Bytes::from(format!("data: {event}\n\n")));
    }

    fn send(&self, bytes: &Bytes) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|tab| tab.try_send(bytes.clone()).is_ok());
    }

    fn listen(&self) -> Result<Receiver<Bytes>, Refusal> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|tab| !tab.is_closed());
        if all.len() >= MOST {
            let message = "quá nhiều thẻ đang mở trang này";
            let help = "đóng bớt các thẻ của trình duyệt";
            let status = StatusCode::SERVICE_UNAVAILABLE;
            return Err(Refusal::new(status, "qua-nhieu-the", message, help));
        }
        let (sender, receiver) = channel(MOST_WAITING);
        let _ = sender.try_send(Bytes::from_static(b"retry: 1000\n\n"));
        all.push(sender);
        Ok(receiver)
    }
}

/// Sends signs of life for as long as the server lives.
pub(super) async fn beat(app: Arc<App>) {
    loop {
        tokio::time::sleep(BEAT).await;
        app.events.send(&Bytes::from_static(b":\n\n"));
    }
}

/// The stream of events.
pub(super) async fn events(State(app): State<Arc<App>>) -> Answer {
    let stream = Stream(app.events.listen()?);
    Ok(with_type(
        StatusCode::OK,
        "text/event-stream",
        Body::new(stream),
    ))
}

struct Stream(Receiver<Bytes>);

impl HttpBody for Stream {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let next = self.0.poll_recv(context);
        next.map(|bytes| bytes.map(|bytes| Ok(Frame::data(bytes))))
    }
}
