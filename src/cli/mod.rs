//! The command line: arguments as typed, a file a command, messages and exit codes.
//!
//! In: the arguments of the process. Out: text on standard output, messages on standard error, an exit
//! code (see `Exit`). Only this module prints; nothing is decided here that a library's user would miss.

mod args;
#[cfg(feature = "serve")]
mod background;
mod batch;
mod build;
mod check;
mod completions;
mod copy;
mod diff;
mod doctor;
#[cfg(feature = "serve")]
mod documents;
mod double_click;
mod dropped;
mod fonts;
mod import;
mod kinds;
mod man;
mod messages;
mod new;
mod output;
mod pull;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod templates;
mod version;
mod watch;

use crate::project::folder::unwritten;
use args::{Command, Parsed};
use messages::{complain, complain_of, complain_plain};
use std::{
    ffi::OsString,
    io::{self, Write},
    path::Path,
    process::ExitCode,
    sync::atomic::{AtomicBool, Ordering},
};

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
enum Exit {
    /// Everything was made.
    Done = 0,
    /// A file that was given has errors; nothing was written for it.
    Faults = 1,
    /// The command line is not understood; nothing was done.
    Usage = 2,
    /// A result could not be written.
    Unwritten = 3,
}

/// Runs the program with the arguments of the process, its own name first.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut args: Vec<OsString> = args.into_iter().collect();
    #[cfg(feature = "serve")]
    if args.len() <= 1 && double_click::is_double_click() {
        let exit = serve::alone(double_click::folder());
        if exit != Exit::Done {
            double_click::hold_window();
        }
        return ExitCode::from(exit as u8);
    }
    let dropped = dropped::command(args.get(1..).unwrap_or_default());
    let is_dropped = dropped.is_some();
    if is_dropped && double_click::opened_window() {
        return ExitCode::SUCCESS;
    }
    match dropped {
        Some(Ok(meant)) => drop(args.splice(1.., meant)),
        Some(Err(diagnostic)) => {
            complain(&[diagnostic]);
            double_click::hold_window();
            return ExitCode::from(Exit::Usage as u8);
        }
        None => {}
    }
    let exit = match args::parse(args) {
        Parsed::Command(command, format) => {
            messages::set_format(format);
            dispatch(command)
        }
        Parsed::Text(text) => {
            say(&text);
            Exit::Done
        }
        Parsed::Wrong(diagnostic) => {
            complain(&[diagnostic]);
            Exit::Usage
        }
    };
    let exit = exit.max(told(anstream::stdout().flush()));
    messages::finish();
    if is_dropped {
        double_click::hold_window();
    }
    ExitCode::from(exit as u8)
}

fn dispatch(command: Command) -> Exit {
    match command {
        Command::Build(args) => build::run(&args),
        Command::Batch(args) => batch::run(&args),
        Command::Watch(args) => watch::run(&args),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(&args),
        Command::Report(args) => batch::report(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Pull(args) => pull::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Copy(args) => copy::run(&args),
        Command::New(args) => new::run(&args),
        Command::Kinds(args) => kinds::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Templates(args) => templates::run(&args),
        Command::Doctor(args) => doctor::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
    }
}

/// Writes a text to standard output as it is.
fn say(text: &str) {
    told(anstream::stdout().write_all(text.as_bytes()));
}

/// How a run ended whose results go to standard output. A closed pipe is the reader's choice, a
/// full disk is a report that nobody will read.
fn told(written: io::Result<()>) -> Exit {
    static FAILED: AtomicBool = AtomicBool::new(false);
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            // Once is enough.
            if !FAILED.swap(true, Ordering::Relaxed) {
                complain(&[unwritten(Path::new("stdout"), &error)]);
            }
        }
        Ok(()) | Err(_) => {}
    }
    match FAILED.load(Ordering::Relaxed) {
        true => Exit::Unwritten,
        false => Exit::Done,
    }
}
