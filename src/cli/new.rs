//! `vanban new`: a commented skeleton that builds as it is, or that of an agency profile.

use super::args::NewArgs;
use super::{Exit, complain, say};
use crate::Resources;
use crate::content;
use crate::diagnostic::{Diagnostics, Result};
use crate::project::put_new;
use crate::project::today::this_year;
use std::path::PathBuf;

/// The name of a profile that the skeletons of documents speak of.
const PROFILE_FILE: &str = "co-quan.yaml";

pub(super) fn run(args: &NewArgs) -> Exit {
    let is_profile = args.kind == content::PROFILE;
    let written: Result<(String, String)> = match is_profile {
        true => Ok((
            PROFILE_FILE.to_owned(),
            content::profile_skeleton().to_owned(),
        )),
        false => skeleton(args),
    };
    let (name, text) = match written {
        Ok(written) => written,
        Err(Diagnostics(all)) => {
            complain(&all);
            return Exit::Usage;
        }
    };
    let path = args.file.clone().unwrap_or_else(|| PathBuf::from(name));
    if let Err(Diagnostics(all)) = put_new(&path, text.as_bytes()) {
        complain(&all);
        return Exit::Unwritten;
    }
    let path = path.display();
    say(&match is_profile {
        true => format!("Đã viết {path}. Sửa nội dung rồi ghi “ho_so: {path}” vào tệp văn bản\n"),
        false => format!("Đã viết {path}. Sửa nội dung rồi chạy: vanban build {path}\n"),
    });
    Exit::Done
}

/// A first content file of the kind that was asked for, and its name.
fn skeleton(args: &NewArgs) -> Result<(String, String)> {
    let resources = Resources::from_dirs(args.templates.as_deref(), None)?;
    if let Some(of_copy) = content::copy_skeleton(resources.copies()?, &args.kind, this_year()) {
        return Ok(of_copy);
    }
    let kinds = resources.kinds()?;
    let text = content::skeleton(kinds, &args.kind, this_year())?;
    let slug = kinds.named(&args.kind).map(|kind| kind.slug.as_str());
    Ok((format!("{}.yaml", slug.unwrap_or(&args.kind)), text))
}
