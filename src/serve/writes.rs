//! Work that writes: it is never begun when the program ends, and ended before it does.

use super::reply::Refusal;
use axum::http::StatusCode;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Writes at once.
const MOST: usize = 8;

/// Counts what is being written.
pub(super) struct Writes {
    turns: Arc<Semaphore>,
    /// The program ends: what takes long is to end, too.
    ending: AtomicBool,
}

impl Default for Writes {
    fn default() -> Self {
        Self {
            turns: Arc::new(Semaphore::new(MOST)),
            ending: AtomicBool::new(false),
        }
    }
}

impl Writes {
    /// Waits for a turn to write; it lasts until dropped.
    ///
    /// # Errors
    /// The program ends.
    pub(super) async fn turn(&self) -> Result<OwnedSemaphorePermit, Refusal> {
        let turn = Arc::clone(&self.turns).acquire_owned().await;
        turn.map_err(|_| {
            let message = "vanban serve đang dừng nên không ghi nữa";
            let help = "giữ trang này mở, chạy lại vanban serve rồi lưu lại";
            Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "dang-dung", message, help)
        })
    }

    /// Tells whether the program ends.
    pub(super) fn is_ending(&self) -> bool {
        self.ending.load(Ordering::Relaxed)
    }

    /// Lets none begin any more, and waits for those that have.
    pub(super) async fn close(&self, longest: Duration) {
        self.ending.store(true, Ordering::Relaxed);
        let all = self
            .turns
            .acquire_many(u32::try_from(MOST).unwrap_or(u32::MAX));
        let held = tokio::time::timeout(longest, all).await;
        self.turns.close();
        drop(held);
    }
}
