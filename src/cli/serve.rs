//! `vanban serve`: the page in the browser.

use super::args::ServeArgs;
use super::{Exit, complain, complain_plain, say};
use crate::diagnostic::Diagnostics;
use crate::serve::{self, Options};
use std::process::{Command, Stdio};

/// Serves a folder until Ctrl-C.
pub(super) fn run(args: &ServeArgs) -> Exit {
    let options = Options {
        folder: args.folder.clone(),
        port: args.port,
        templates: args.templates.clone(),
        fonts: args.fonts.clone(),
    };
    let server = match serve::open(&options) {
        Ok(server) => server,
        Err(Diagnostics(all)) => {
            complain(&all);
            return Exit::Faults;
        }
    };
    say(&format!("Trang của vanban: {} (nhấn Ctrl-C để dừng)\n", server.address()));
    if !args.no_open {
        show(server.opening());
    }
    match server.run() {
        Ok(()) => Exit::Done,
        Err(Diagnostics(all)) => {
            complain(&all);
            Exit::Faults
        }
    }
}

/// Opens an address in the browser of the system.
fn show(address: Option<String>) {
    let opened = address.is_some_and(|address| {
        let mut command = match () {
            () if cfg!(windows) => {
                let mut command = Command::new("rundll32");
                command.arg("url.dll,FileProtocolHandler");
                command
            }
            () if cfg!(target_os = "macos") => Command::new("open"),
            () => Command::new("xdg-open"),
        };
        command.arg(address);
        let quiet = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        quiet.spawn().is_ok()
    });
    if !opened {
        complain_plain("Không mở được trình duyệt: chép địa chỉ trên vào thanh địa chỉ của trình duyệt\n");
    }
}
