//! `vanban serve`: the page in the browser.

use super::args::{DataArgs, ServeArgs};
use super::fonts::Telling;
use super::{Exit, background, complain, complain_plain, documents, say};
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::serve::{self, Opened, Options, Shared};
use std::{
    env,
    ffi::OsString,
    panic,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

/// The program ends so long after the last request, where nobody has a terminal to end it in.
const LEFT_ALONE: Duration = Duration::from_secs(12 * 3600);

/// Serves a folder until Ctrl-C, or lets it be served in the background.
pub(super) fn run(args: &ServeArgs) -> Exit {
    let folder = match args.my_documents {
        true => documents::folder(),
        false => Ok(args.folder.clone()),
    };
    let folder = match folder {
        Ok(folder) => folder,
        Err(diagnostic) => {
            complain(&[diagnostic]);
            return Exit::Faults;
        }
    };
    if args.stop {
        return stop(&folder);
    }
    if args.background {
        let own = ["--background", "--my-documents"];
        let mut again: Vec<OsString> = env::args_os()
            .skip(1)
            .filter(|argument| !own.iter().any(|own| argument == own))
            .collect();
        if args.my_documents {
            again.push(folder.into_os_string());
        }
        again.push("--alone".into());
        return match background::start(again) {
            Ok(exit) => exit,
            Err(error) => {
                complain(&[unstarted(&error)]);
                Exit::Faults
            }
        };
    }
    let options = Options {
        folder,
        port: args.port,
        shared: shared(args.data.clone()),
        left_alone: args.alone.then_some(LEFT_ALONE),
    };
    serve(options, !args.no_open)
}

/// Serves for a double click on the program, in the background: the folder that it lies in, or that of a clerk who has chosen
/// none.
pub(super) fn alone(folder: Option<PathBuf>) -> Exit {
    let folder = match folder.map_or_else(documents::folder, Ok) {
        Ok(folder) => folder,
        Err(diagnostic) => {
            complain(&[diagnostic]);
            return Exit::Faults;
        }
    };
    let arguments = ["serve".into(), "--alone".into(), folder.clone().into()];
    if let Ok(exit) = background::start(arguments.into()) {
        return exit;
    }
    // A window that stays is better than no page.
    let options = Options {
        folder,
        port: 0,
        shared: shared(DataArgs::default()),
        left_alone: Some(LEFT_ALONE),
    };
    serve(options, true)
}

/// Ends the server of a folder.
fn stop(folder: &Path) -> Exit {
    match serve::stop(folder) {
        Ok(true) => say("Đã dừng trang của vanban.\n"),
        Ok(false) => say("Không có trang nào của vanban đang chạy ở thư mục ấy.\n"),
        Err(Diagnostics(all)) => {
            complain(&all);
            return Exit::Faults;
        }
    }
    Exit::Done
}

/// The error where the system does not start the program once more.
fn unstarted(error: &std::io::Error) -> Diagnostic {
    let message = format!("không chạy ngầm được: hệ điều hành từ chối ({error})");
    Diagnostic::error("khong-mo-cong", message).help("chạy lại, không có --background")
}

/// What documents share, read as other commands read it: what is built here is what they build.
fn shared(data: DataArgs) -> Shared {
    let folders = data.folders().collect();
    let told = AtomicBool::new(false);
    let read = move || {
        let telling = match told.swap(true, Ordering::Relaxed) {
            false => Telling::Told,
            true => Telling::Silent,
        };
        data.templates.as_deref().map_or(Ok(()), inside)?;
        data.resources(telling)
    };
    Shared {
        read: Box::new(read),
        folders,
    }
}

fn serve(options: Options, open: bool) -> Exit {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(|place| format!(" ({place})"));
        complain_plain(&format!(
            "Lỗi của chương trình{}; trang vẫn chạy, văn bản không mất gì: báo cho người phụ trách phần mềm\n",
            place.unwrap_or_default()
        ));
    }));
    let in_background = options.left_alone.is_some();
    let server = match serve::open(options) {
        Ok(Opened::Ready(server)) => server,
        Ok(Opened::Running(other)) => {
            say(&format!(
                "Trang của vanban đang chạy sẵn: {}\n",
                other.address()
            ));
            if open {
                show(Some(other.opening()));
            }
            return Exit::Done;
        }
        Err(Diagnostics(all)) => {
            complain(&all);
            return Exit::Faults;
        }
    };
    let end = match in_background {
        true => "dừng: vanban serve --stop",
        false => "nhấn Ctrl-C để dừng",
    };
    say(&format!("Trang của vanban: {} ({end})\n", server.address()));
    if open {
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

/// Refuses a folder of templates in which a link leads out of it.
fn inside(templates: &Path) -> Result<()> {
    // A folder that cannot be read is told of by who reads it.
    let (Ok(root), Ok(entries)) = (templates.canonicalize(), templates.read_dir()) else {
        return Ok(());
    };
    let mut paths = entries.flatten().map(|entry| entry.path());
    let leads_out = |path: &PathBuf| {
        let there = path.canonicalize();
        there.is_ok_and(|there| !there.starts_with(&root))
    };
    match paths.find(leads_out) {
        None => Ok(()),
        Some(path) => {
            let message = format!(
                "tệp mẫu “{}” là liên kết ra ngoài thư mục mẫu",
                path.display()
            );
            let error = Diagnostic::error("tep-mau", message);
            Err(error
                .help("chép hẳn tệp ấy vào thư mục mẫu thay cho liên kết")
                .into())
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
