//! `vanban templates`: the built-in templates, listed or written out for a user to change.

use super::args::TemplatesArgs;
use super::{Exit, complain, say};
use crate::Resources;
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::project::put_new;
use std::{io, path::Path};

pub(super) fn run(args: &TemplatesArgs) -> Exit {
    let Some(dir) = &args.export else {
        for (name, _) in Resources::originals() {
            say(&format!("{name}\n"));
        }
        return Exit::Done;
    };
    match export(dir) {
        Ok(()) => Exit::Done,
        Err(Diagnostics(all)) => {
            complain(&all);
            Exit::Unwritten
        }
    }
}

/// Writes those that are not there yet, each whole or not at all. Where one that is there differs,
/// somebody changed it: then nothing is written.
fn export(dir: &Path) -> Result<()> {
    let mut new = Vec::new();
    let mut problems = Vec::new();
    for (name, text) in Resources::originals() {
        let path = dir.join(name);
        match std::fs::read(&path) {
            Ok(there) if there == text.as_bytes() => {}
            Ok(_) => {
                let message = format!("tệp “{}” đã có và khác mẫu gốc", path.display());
                let error = Diagnostic::error("mau-da-sua", message);
                problems.push(error.help("đổi tên tệp đó, hoặc xuất mẫu ra thư mục khác"));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => new.push((path, text)),
            Err(error) => {
                let message = format!("không đọc được “{}”: {error}", path.display());
                let error = Diagnostic::error("khong-doc-duoc", message);
                problems.push(error.help("xem lại đường dẫn và quyền truy cập"));
            }
        }
    }
    if !problems.is_empty() {
        return Err(Diagnostics(problems));
    }
    for (path, text) in new {
        put_new(&path, text.as_bytes())?;
        say(&format!("Đã ghi {}\n", path.display()));
    }
    Ok(())
}
