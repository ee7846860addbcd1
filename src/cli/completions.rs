//! `vanban completions`: what a shell needs to complete the arguments of the program, made by clap's own generator.

use super::args::{self, CompletionsArgs};
use super::{Exit, say};

pub(super) fn run(args: &CompletionsArgs) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut args::command(), args::NAME, &mut script);
    say(&String::from_utf8_lossy(&script));
    Exit::Done
}
