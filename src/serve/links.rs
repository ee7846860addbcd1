//! Connections: so many at once, and none that is idle keeps out one that knows the secret.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};
use tokio::task::AbortHandle;

/// Connections at once; systems give a process 256 files and more.
pub(super) const MOST: usize = 128;

/// A connection, as requests that come over it see it.
#[derive(Clone, Default)]
pub(super) struct Link(Arc<AtomicBool>);

impl Link {
    /// Notes that a request with the secret came over it.
    pub(super) fn known(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Tells whether one did.
    pub(super) fn is_known(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The connections that are open.
#[derive(Default)]
pub(super) struct Links(Mutex<BTreeMap<u64, (Link, AbortHandle)>>);

impl Links {
    /// Makes room for one more: the oldest goes that was never told the secret. False where there is none.
    pub(super) fn make_room(&self) -> bool {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() < MOST {
            return true;
        }
        let oldest = all.iter().find(|(_, (link, _))| !link.is_known());
        let Some((&oldest, _)) = oldest else {
            return false;
        };
        if let Some((_, task)) = all.remove(&oldest) {
            task.abort();
        }
        true
    }

    /// Notes one that is open.
    pub(super) fn add(&self, number: u64, link: Link, task: AbortHandle) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // It may have been over before.
        if !task.is_finished() {
            all.insert(number, (link, task));
        }
        all.retain(|_, (_, task)| !task.is_finished());
    }

    /// Forgets one that is over.
    pub(super) fn remove(&self, number: u64) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(&number);
    }
}
