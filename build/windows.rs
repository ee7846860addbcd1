//! What the desktop of Windows reads in the program: its icon, version, and how it wants to be run.

use std::{env, io};

/// Puts it into the program, where it is for Windows. embed-resource knows the compilers of resources of Microsoft, LLVM
/// and GNU, each of which has ways of its own to be found and linked.
pub(crate) fn embed() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build/windows");
    if env::var_os("CARGO_CFG_WINDOWS").is_none() {
        return Ok(());
    }
    let part = |name: &str| env::var(format!("CARGO_PKG_VERSION_{name}")).unwrap_or_default();
    let version = env::var("CARGO_PKG_VERSION").unwrap_or_default();
    let macros = [
        format!("VANBAN_VERSION={version}"),
        format!(
            "VANBAN_NUMBERS={},{},{},0",
            part("MAJOR"),
            part("MINOR"),
            part("PATCH")
        ),
    ];
    embed_resource::compile("build/windows/vanban.rc", macros)
        .manifest_required()
        .map_err(io::Error::other)
}
