//! Font programs cut down to some glyphs, kept for the next document that wants the same.
//!
//! The documents of a batch have nearly the same letters, and to cut and deflate a face takes
//! longer than to lay a page out. What is kept is what would be made: it never changes the bytes
//! of a file.

use super::FaceId;
use crate::diagnostic::Result;
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

/// How many are kept: at about 25 KB each, 2 MiB.
const MOST: usize = 64;

/// A font program with some of its glyphs.
#[derive(Debug)]
pub(crate) struct Cut {
    /// Bytes of the font file.
    pub(crate) length: usize,
    /// The font file, deflated.
    pub(crate) deflated: Vec<u8>,
}

/// The key of a cut: a face and the glyphs that are kept of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// The face that is cut.
    pub(crate) face: FaceId,
    /// Glyphs of the face, in the order that they get.
    pub(crate) glyphs: Vec<u16>,
    /// With a table from characters to glyphs.
    pub(crate) with_cmap: bool,
}

/// The cuts that were made last, those that were asked for last at the end.
#[derive(Debug, Default)]
pub(crate) struct Cuts(Mutex<VecDeque<(Wanted, Arc<Cut>)>>);

impl Cuts {
    /// The cut that is wanted, made where it is not there.
    pub(crate) fn get(
        &self,
        wanted: Wanted,
        make: impl FnOnce(&Wanted) -> Result<Cut>,
    ) -> Result<Arc<Cut>> {
        if let Some(cut) = self.find(&wanted) {
            return Ok(cut);
        }
        // Outside of the lock: two threads may make the same, which does no harm.
        let cut = Arc::new(make(&wanted)?);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.pop_front();
        }
        kept.push_back((wanted, Arc::clone(&cut)));
        Ok(cut)
    }

    fn find(&self, wanted: &Wanted) -> Option<Arc<Cut>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().rposition(|(known, _)| known == wanted)?;
        let found = kept.remove(at)?;
        let cut = Arc::clone(&found.1);
        kept.push_back(found);
        Some(cut)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(cuts: &Cuts, glyph: u16, made: &mut usize) -> Vec<u8> {
        let wanted = Wanted {
            face: FaceId::Regular,
            glyphs: vec![0, glyph],
            with_cmap: false,
        };
        let make = |wanted: &Wanted| {
            *made += 1;
            Ok(Cut {
                length: 2,
                deflated: wanted.glyphs[1].to_be_bytes().to_vec(),
            })
        };
        cuts.get(wanted, make).unwrap().deflated.clone()
    }

    #[test]
    fn what_is_asked_for_again_is_kept_and_all_is_bounded() {
        let cuts = Cuts::default();
        let mut made = 0;
        for glyph in 1..=2 * MOST as u16 {
            assert_eq!(get(&cuts, glyph, &mut made), glyph.to_be_bytes());
            assert_eq!(get(&cuts, 1, &mut made), [0, 1]);
        }
        assert_eq!(made, 2 * MOST);
        assert_eq!(cuts.0.lock().unwrap().len(), MOST);
    }
}
