//! Packs the files of the page (`vanban serve`) as gzip, as they lie in the program and as browsers take them; tells which
//! commit the program is built of; gives a program for Windows what its desktop reads.

#[path = "build/commit.rs"]
mod commit;

#[path = "build/windows.rs"]
mod windows;

use flate2::{Compression, GzBuilder};
use std::{env, fs, io, io::Write, path::Path};

/// The folder with what is bundled of the page's sources.
const PAGE: &str = "src/serve/web/dist";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed={PAGE}");
    windows::embed()?;
    let is_release = env::var_os("PROFILE").is_some_and(|profile| profile == "release");
    let commit = commit::of(Path::new("."), is_release);
    for path in commit.watched {
        println!("cargo::rerun-if-changed={}", path.display());
    }
    // Not set where nobody knows.
    if let Some(name) = commit.name {
        println!("cargo::rustc-env=VANBAN_COMMIT={name}");
    }
    let target = env::var("TARGET").unwrap_or_default();
    println!("cargo::rustc-env=VANBAN_TARGET={target}");
    if env::var_os("CARGO_FEATURE_SERVE").is_none() {
        return Ok(());
    }
    let out = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    for entry in fs::read_dir(PAGE)? {
        let file = entry?.path();
        let Some(name) = file.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        // No name and no time: the same file gives the same bytes.
        let mut packed = GzBuilder::new().write(Vec::new(), Compression::best());
        packed.write_all(&fs::read(&file)?)?;
        fs::write(Path::new(&out).join(format!("{name}.gz")), packed.finish()?)?;
    }
    Ok(())
}
