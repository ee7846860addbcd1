//! `vanban templates`: the built-in templates, listed or written out for a user to change.

use super::args::TemplatesArgs;
use super::{Exit, complain, say};
use crate::diagnostic::Diagnostics;
use crate::template::Templates;

pub(super) fn execute(args: &TemplatesArgs) -> Exit {
    let Some(dir) = &args.export else {
        for name in Templates::names() {
            say(&format!("{name}\n"));
        }
        return Exit::Done;
    };
    match Templates::export(dir) {
        Ok(written) => {
            for path in written {
                say(&format!("Đã ghi {}\n", path.display()));
            }
            Exit::Done
        }
        Err(Diagnostics(all)) => {
            complain(&all);
            Exit::Unwritten
        }
    }
}
