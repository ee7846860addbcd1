//! `vanban schema`: the JSON Schema of content files, agency profiles or batch files.

use super::args::SchemaArgs;
use super::{Exit, say};
use crate::{batch, content};

pub(super) fn run(args: &SchemaArgs) -> Exit {
    let schema = match (args.batch, args.profile) {
        (true, _) => batch::schema(),
        (_, true) => content::profile_schema(),
        _ => content::schema(),
    };
    say(&format!("{}\n", schema.trim_end()));
    Exit::Done
}
