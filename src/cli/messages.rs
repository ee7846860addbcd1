//! Messages on standard error, in the form that was asked for (`--message-format`).
//!
//! A process has one standard error, so what is asked for is kept for the process. Lines that are no
//! messages are for people alone: where programs read, they are left out.

use super::args::MessageFormat;
use crate::check;
use crate::diagnostic::{Diagnostic, Rendering, json_of, render, sarif};
use std::io::Write;
use std::sync::{Mutex, OnceLock, PoisonError};

static FORMAT: OnceLock<MessageFormat> = OnceLock::new();

/// A SARIF log is one whole: its messages wait for the end.
static HELD: Mutex<Vec<Diagnostic>> = Mutex::new(Vec::new());

/// Says once, at the start, how messages are to be written.
pub(super) fn set_format(format: MessageFormat) {
    // Nobody sets it twice.
    let _ = FORMAT.set(format);
}

fn format() -> MessageFormat {
    FORMAT.get().copied().unwrap_or_default()
}

/// Writes messages; for people in colour on a terminal.
pub(super) fn complain(diagnostics: &[Diagnostic]) {
    complain_of("", diagnostics);
}

/// Writes messages that are of something, such as the row of a batch, under a heading that says so.
pub(super) fn complain_of(heading: &str, diagnostics: &[Diagnostic]) {
    match format() {
        MessageFormat::Text => {
            if !heading.is_empty() {
                write(&format!("{heading}\n"));
            }
            write(&render(diagnostics, Rendering::Colour));
        }
        MessageFormat::Json => {
            let of = Some(heading).filter(|heading| !heading.is_empty());
            write(&json_of(diagnostics, of));
        }
        MessageFormat::Sarif => held(|held| held.extend_from_slice(diagnostics)),
    }
}

/// A line for people that is no message.
pub(super) fn complain_plain(text: &str) {
    if format() == MessageFormat::Text {
        write(text);
    }
}

/// Writes what waited for the end.
pub(super) fn finish() {
    if format() == MessageFormat::Sarif {
        write(&sarif(&held(std::mem::take), &check::descriptors()));
    }
}

fn held<T>(work: impl FnOnce(&mut Vec<Diagnostic>) -> T) -> T {
    work(&mut HELD.lock().unwrap_or_else(PoisonError::into_inner))
}

fn write(text: &str) {
    // There is nowhere left to tell that standard error is gone.
    let _ = anstream::stderr().write_all(text.as_bytes());
}
