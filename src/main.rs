//! The program: hands over to [`vanban::cli`].

/// Documents are made of many small pieces: with the system's allocator a batch takes an eighth longer.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    // `*.yaml` is put in full by the shell everywhere but on Windows.
    vanban::cli::run(wild::args_os())
}
