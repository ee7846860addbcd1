//! Documents that were looked at last, for their pictures: those are decoded once, not with every letter.

use crate::content::Draft;
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

/// Documents that are remembered; each may hold the pictures of a long report.
const MOST: usize = 4;

/// The last draft of each document that names pictures, the newest first.
#[derive(Default)]
pub(super) struct Recent(Mutex<VecDeque<(String, Arc<Draft>)>>);

impl Recent {
    /// Hands over the pictures that the last draft of a document has decoded, and remembers this one in its place.
    pub(super) fn follow(&self, path: &str, draft: &Arc<Draft>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = all.iter().position(|(known, _)| known == path);
        let before = before.and_then(|at| all.remove(at));
        if draft.has_pictures() {
            all.truncate(MOST - 1);
            all.push_front((path.to_owned(), Arc::clone(draft)));
        }
        // Comparing files takes a while.
        drop(all);
        if let Some((_, before)) = before {
            draft.adopt(&before);
        }
    }
}
