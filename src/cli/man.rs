//! `vanban man`: pages of the manual for `man`, made by clap's own generator of what `--help` tells.

use super::args::{self, ManArgs};
use super::{Exit, complain, say};
use crate::diagnostic::{Diagnostics, Result};
use crate::project::folder::unwritten;
use crate::project::{put_new, replace};
use clap::Command;
use clap_mangen::Man;
use std::{fs, io, path::Path};

/// Headings of the generator, and what they are called here. `NAME` stays: `mandb` knows a page by it.
const HEADINGS: [(&str, &str); 3] = [
    (".SH SYNOPSIS\n", ".SH \"CÁCH DÙNG\"\n"),
    (".SH DESCRIPTION\n", ".SH \"MÔ TẢ\"\n"),
    (".SH EXTRA\n", ".SH \"NÓI THÊM\"\n"),
];

/// How a page of this program begins.
const BEGINNING: &[u8] = b".ie \\n(.g .ds Aq \\(aq\n.el .ds Aq '\n.TH vanban";

pub(super) fn run(args: &ManArgs) -> Exit {
    let mut command = args::command();
    // Only then commands know their whole names.
    command.build();
    let written = match &args.output {
        None => page(command).map(|(_, page)| say(&page)),
        Some(dir) => write(command, dir),
    };
    match written {
        Ok(()) => Exit::Done,
        Err(Diagnostics(all)) => {
            complain(&all);
            Exit::Unwritten
        }
    }
}

/// Writes the page of the program and those of its commands. Pages of another version are replaced; a file that is no page of
/// this program is left as it is.
fn write(command: Command, dir: &Path) -> Result<()> {
    let commands: Vec<Command> = command.get_subcommands().cloned().collect();
    for command in [command].into_iter().chain(commands) {
        let (name, page) = page(command)?;
        let path = dir.join(name);
        match fs::read(&path) {
            Ok(old) if old.starts_with(BEGINNING) => replace(&path, &old, page.as_bytes())?,
            _ => put_new(&path, page.as_bytes())?,
        }
        say(&format!("Đã ghi {}\n", path.display()));
    }
    Ok(())
}

/// The name of a command's page, and the page.
fn page(command: Command) -> Result<(String, String)> {
    let is_program = command.has_subcommands();
    let man = Man::new(command).source(format!("vanban {}", super::version::NUMBER));
    let name = man.get_filename();
    let mut page = Vec::new();
    let render = |page: &mut Vec<u8>| -> io::Result<()> {
        man.render_title(page)?;
        man.render_name_section(page)?;
        man.render_synopsis_section(page)?;
        man.render_description_section(page)?;
        man.render_options_section(page)?;
        if is_program {
            man.render_subcommands_section(page)?;
        }
        man.render_extra_section(page)
    };
    render(&mut page).map_err(|error| unwritten(Path::new(&name), &error))?;
    let mut page = String::from_utf8_lossy(&page).into_owned();
    for (theirs, ours) in HEADINGS {
        page = page.replacen(theirs, ours, 1);
    }
    Ok((name, page))
}
