//! A look at an output folder by who writes nothing there: no lock is taken, nothing is mended or made.

use super::{OWN, Seal, disk, record::Record};
use crate::fingerprint::Fingerprint;
use std::{
    io,
    path::{Path, PathBuf},
};

/// An output folder that is only looked at.
pub(crate) struct Glance {
    dir: PathBuf,
    is_sealed: Seal,
    record: Record,
}

/// How a file that was built stands to what it would be built of now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    /// There is none.
    Missing,
    /// It was built of the same.
    Current,
    /// It was built of something else.
    Stale,
    /// A person changed or signed it since.
    Edited,
}

impl Glance {
    /// Looks at a folder; `is_sealed` judges files as in [`super::Folder::open`].
    ///
    /// # Errors
    /// Its record cannot be read.
    pub(crate) fn of(dir: &Path, is_sealed: Seal) -> io::Result<Self> {
        Ok(Self {
            dir: dir.to_owned(),
            is_sealed,
            record: Record::look(&dir.join(OWN))?,
        })
    }

    /// How the file of a name stands to these inputs, and its bytes where a person changed it.
    ///
    /// # Errors
    /// The file cannot be read.
    pub(crate) fn standing(
        &self,
        name: &str,
        inputs: Fingerprint,
    ) -> io::Result<(Standing, Option<Vec<u8>>)> {
        let Some(there) = disk::read(&self.dir.join(name))? else {
            return Ok((Standing::Missing, None));
        };
        let known = self.record.get(name);
        let is_intact = known.is_some_and(|entry| entry.digest == Fingerprint::of(&there));
        if !is_intact && !(self.is_sealed)(name, &there) {
            return Ok((Standing::Edited, Some(there)));
        }
        let is_current = is_intact && known.is_some_and(|entry| entry.inputs == inputs);
        let standing = match is_current {
            true => Standing::Current,
            false => Standing::Stale,
        };
        Ok((standing, None))
    }
}
