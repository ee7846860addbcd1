//! Documents on disk: what has to be made is made, and what stands there as it would be made is left
//! alone.
//!
//! In: a [`Job`], one document with the folder that it goes to. Out: [`Built`], what became of it.
//! The bytes are `compile`'s; the [`folder`] knows what was written there before and what a person
//! changed since. Nothing here prints.

mod appendices;
pub(crate) mod folder;
mod job;
mod outcome;
mod pending;
mod replace;
pub(crate) mod save;
pub(crate) mod today;
pub(crate) mod versions;

pub(crate) use appendices::{APPENDIX, ATTACHED};
pub(crate) use job::{Job, Prepared};
pub(crate) use outcome::{Built, File, Outcome};
pub(crate) use pending::Pending;
pub(crate) use replace::{put_new, replace};

use crate::diagnostic::Result;
use folder::Folder;

/// Builds a document. `folder` opens its folder, which is not asked for before there is something to
/// write unless it `is_known`: a document that fails leaves nothing behind.
pub(crate) fn build<'f>(
    job: Job<'_>,
    is_known: bool,
    mut folder: impl FnMut() -> Result<&'f Folder>,
) -> Built {
    let known = match is_known.then(&mut folder).transpose() {
        Ok(known) => known,
        Err(unwritten) => return Built::of(Outcome::Unwritten(unwritten)),
    };
    match job.prepare(known) {
        Prepared::Done(built) => built,
        Prepared::Pending(pending) => pending.write(folder()),
    }
}
