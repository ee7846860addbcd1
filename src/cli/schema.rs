//! `vanban schema`: the JSON Schema of content files, agency profiles or batch files.

use super::args::SchemaArgs;
use super::{Exit, complain, say};
use crate::diagnostic::Diagnostics;
use crate::{Resources, batch, content};

pub(super) fn run(args: &SchemaArgs) -> Exit {
    let of_documents = || {
        let resources = Resources::from_dirs(args.templates.as_deref(), None)?;
        Ok(content::schema(resources.kinds()?))
    };
    let schema = match (args.batch, args.profile) {
        (true, _) => Ok(batch::schema()),
        (_, true) => Ok(content::profile_schema()),
        _ => of_documents(),
    };
    let schema = match schema {
        Ok(schema) => schema,
        Err(Diagnostics(all)) => {
            complain(&all);
            return Exit::Faults;
        }
    };
    say(&format!("{}\n", schema.trim_end()));
    Exit::Done
}
