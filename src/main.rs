//! The program: hands over to [`vanban::cli`].

fn main() -> std::process::ExitCode {
    vanban::cli::run(std::env::args_os())
}
