//! The program once more, without a window, for who has no terminal to keep open.

use super::{Exit, complain_plain, say};
use std::{
    env,
    ffi::OsString,
    io::{self, BufRead, BufReader},
    process::{Command, Stdio},
};

/// Starts it with these arguments and waits until it tells its first line, or ends.
///
/// # Errors
/// It could not be started.
pub(super) fn start(arguments: Vec<OsString>) -> io::Result<Exit> {
    let mut command = Command::new(env::current_exe()?);
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    apart(&mut command);
    let mut child = command.spawn()?;
    let mut line = String::new();
    if let Some(told) = child.stdout.take() {
        BufReader::new(told).read_line(&mut line)?;
    }
    if !line.is_empty() {
        say(&line);
        return Ok(Exit::Done);
    }
    let ended = child.wait_with_output()?;
    complain_plain(&String::from_utf8_lossy(&ended.stderr));
    Ok(match ended.status.code() {
        Some(0) => Exit::Done,
        Some(2) => Exit::Usage,
        Some(3) => Exit::Unwritten,
        _ => Exit::Faults,
    })
}

/// Nothing that ends this program ends the other.
#[cfg(unix)]
fn apart(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

/// Nothing that ends this program ends the other, and no window is opened for it.
#[cfg(windows)]
fn apart(command: &mut Command) {
    use std::os::windows::process::CommandExt;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NO_WINDOW);
}
