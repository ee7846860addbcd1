//! `vanban new`: a commented skeleton that builds as it is.

use super::args::NewArgs;
use super::output::write_new;
use super::{Exit, complain, say};
use crate::content;
use crate::diagnostic::Diagnostics;
use std::path::PathBuf;

pub(super) fn execute(args: &NewArgs) -> Exit {
    let text = match content::skeleton(&args.kind) {
        Ok(text) => text,
        Err(Diagnostics(all)) => {
            complain(&all);
            return Exit::Usage;
        }
    };
    let path = args
        .file
        .clone()
        .unwrap_or_else(|| PathBuf::from(format!("{}.yaml", args.kind)));
    match write_new(&path, &text) {
        Ok(()) => {
            say(&format!(
                "Đã viết {0}. Sửa nội dung rồi chạy: vanban build {0}\n",
                path.display()
            ));
            Exit::Done
        }
        Err(Diagnostics(all)) => {
            complain(&all);
            Exit::Unwritten
        }
    }
}
