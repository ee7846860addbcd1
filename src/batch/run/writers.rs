//! Threads that write what others made.
//!
//! Writing is mostly waiting for the disk, which takes several files to heart in hardly more time
//! than one: so there are more of these than cores, and those that make documents never wait.

use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use std::{
    io,
    sync::{
        Mutex, PoisonError,
        mpsc::{self, Receiver, RecvError, Sender},
    },
    thread,
};

/// For each thread that makes documents.
const WRITERS_A_THREAD: usize = 4;
/// More the disk cannot serve at a time.
const MOST_WRITERS: usize = 32;

/// Hands things to those who write.
pub(super) struct Writers<T>(Sender<T>);

impl<T> Writers<T> {
    /// Has something written.
    pub(super) fn hand(&self, thing: T) {
        // They are there as long as this is.
        let _ = self.0.send(thing);
    }
}

/// Does some `work` with writers at hand, and returns when they, too, are through.
///
/// # Errors
/// The system gives no threads, or what `work` says.
pub(super) fn with<T: Send, R>(
    write: impl Fn(T) + Sync,
    work: impl FnOnce(Writers<T>) -> Result<R>,
) -> Result<R> {
    let (sender, receiver) = mpsc::channel();
    let receiver = Mutex::new(receiver);
    thread::scope(|scope| {
        // Moved here, so that the writers stop where the work does, however it ends.
        let writers = Writers(sender);
        let count = WRITERS_A_THREAD * rayon::current_num_threads();
        for _ in 0..count.min(MOST_WRITERS) {
            let builder = thread::Builder::new().name("ghi".to_owned());
            let spawned = builder.spawn_scoped(scope, || {
                while let Ok(thing) = next(&receiver) {
                    write(thing);
                }
            });
            spawned.map_err(|error| no_threads(&error))?;
        }
        work(writers)
    })
}

fn next<T>(receiver: &Mutex<Receiver<T>>) -> std::result::Result<T, RecvError> {
    let receiver = receiver.lock().unwrap_or_else(PoisonError::into_inner);
    receiver.recv()
}

fn no_threads(error: &io::Error) -> Diagnostics {
    let message = format!("hệ điều hành không cho chạy thêm luồng: {error}");
    Diagnostic::error("thieu-luong", message)
        .help("đóng bớt chương trình khác, hoặc chạy với --threads 1")
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn all_is_written_when_the_work_is_done() {
        let written = AtomicUsize::new(0);
        let write = |number: usize| {
            written.fetch_add(number, Ordering::Relaxed);
        };
        let given = with(write, |writers| {
            (1..=1000).for_each(|number| writers.hand(number));
            Ok(1000 * 1001 / 2)
        });
        assert_eq!(given.unwrap(), written.into_inner());
    }

    #[test]
    fn where_the_work_fails_they_stop() {
        let failed: Result<()> = with(drop::<usize>, |_| {
            Err(Diagnostic::error("khong-co-hang", "b").into())
        });
        assert!(failed.is_err());
    }
}
