//! `vanban serve`: the page in the browser.

use super::args::ServeArgs;
use super::{Exit, complain, complain_plain, say};
use crate::diagnostic::Diagnostics;
use crate::serve::{self, Opened, Options};

/// Serves a folder until Ctrl-C.
pub(super) fn run(args: &ServeArgs) -> Exit {
    let options = Options {
        folder: args.folder.clone(),
        port: args.port,
        templates: args.templates.clone(),
        fonts: args.fonts.clone(),
    };
    let server = match serve::open(&options) {
        Ok(Opened::Ready(server)) => server,
        Ok(Opened::Running(other)) => {
            say(&format!(
                "Trang của vanban đang chạy sẵn: {}\n",
                other.address()
            ));
            if !args.no_open {
                show(Some(other.opening()));
            }
            return Exit::Done;
        }
        Err(Diagnostics(all)) => {
            complain(&all);
            return Exit::Faults;
        }
    };
    say(&format!(
        "Trang của vanban: {} (nhấn Ctrl-C để dừng)\n",
        server.address()
    ));
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
    if !address.is_some_and(|address| serve::system::show(address.as_ref())) {
        complain_plain(
            "Không mở được trình duyệt: chép địa chỉ trên vào thanh địa chỉ của trình duyệt\n",
        );
    }
}
