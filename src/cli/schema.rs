//! `vanban schema`: the JSON Schema of content files.

use super::{Exit, say};
use crate::content;

pub(super) fn execute() -> Exit {
    say(&format!("{}\n", content::schema().trim_end()));
    Exit::Done
}
