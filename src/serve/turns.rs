//! Of what a tab asks again and again, the newest wins: what it has typed over is not compiled.

use super::reply::Refusal;
use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};
use tokio::sync::{Mutex as Turn, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};

/// The longest name of a tab, in bytes.
const MOST_LETTERS: usize = 64;
/// Tabs that are remembered.
const MOST_TABS: usize = 64;
/// Documents compiled at once, at least: a long one does not stop a short one.
const LEAST: usize = 4;

/// The tabs, and how many of them may compile at once.
pub(super) struct Turns {
    tabs: Mutex<BTreeMap<String, Arc<Tab>>>,
    work: Arc<Semaphore>,
}

#[derive(Default)]
struct Tab {
    newest: AtomicU64,
    busy: Arc<Turn<()>>,
}

/// Held while a tab's document is compiled.
pub(super) struct Held {
    _tab: OwnedMutexGuard<()>,
    _work: OwnedSemaphorePermit,
}

impl Default for Turns {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            tabs: Mutex::default(),
            work: Arc::new(Semaphore::new(cores.max(LEAST))),
        }
    }
}

impl Turns {
    /// Waits for the turn of a tab; none where the tab asked anew in the meantime.
    pub(super) async fn take(&self, tab: &str, number: u64) -> Result<Option<Held>, Refusal> {
        if tab.len() > MOST_LETTERS {
            return Err(Refusal::misunderstood("không hiểu yêu cầu của trang"));
        }
        Ok(self.newest(tab, number).await)
    }

    async fn newest(&self, tab: &str, number: u64) -> Option<Held> {
        let tab = self.tab(tab);
        tab.newest.fetch_max(number, Ordering::SeqCst);
        let busy = Arc::clone(&tab.busy).lock_owned().await;
        let is_newest = || tab.newest.load(Ordering::SeqCst) <= number;
        if !is_newest() {
            return None;
        }
        // Nobody closes it.
        let work = Arc::clone(&self.work).acquire_owned().await.ok()?;
        is_newest().then_some(Held {
            _tab: busy,
            _work: work,
        })
    }

    /// Waits for a turn that no tab's newer one takes away.
    pub(super) async fn any(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.work).acquire_owned().await.ok()
    }

    /// Tells whether a tab has asked anew since a question of that number.
    pub(super) fn is_typed_over(&self, tab: &str, number: u64) -> bool {
        let tabs = self.tabs.lock().unwrap_or_else(PoisonError::into_inner);
        let tab = tabs.get(tab);
        tab.is_some_and(|tab| tab.newest.load(Ordering::SeqCst) > number)
    }

    fn tab(&self, name: &str) -> Arc<Tab> {
        let mut tabs = self.tabs.lock().unwrap_or_else(PoisonError::into_inner);
        if tabs.len() >= MOST_TABS && !tabs.contains_key(name) {
            // One that is asking is held by more than the map.
            tabs.retain(|_, tab| Arc::strong_count(tab) > 1);
        }
        Arc::clone(tabs.entry(name.to_owned()).or_default())
    }
}
