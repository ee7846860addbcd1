//! Packs the files of the page (`vanban serve`) as gzip, as they lie in the program and as browsers take them.

#[path = "build/windows.rs"]
mod windows;

use flate2::{Compression, GzBuilder};
use std::{env, fs, io, io::Write, path::Path};

/// The folder with what is bundled of the page's sources.
const PAGE: &str = "src/serve/web/dist";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed={PAGE}");
    windows::embed()?;
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
