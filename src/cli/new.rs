//! `vanban new`: a commented skeleton that builds as it is, or that of an agency profile.

use super::args::NewArgs;
use super::{Exit, complain, say};
use crate::Resources;
use crate::content;
use crate::diagnostic::{Diagnostics, Result};
use crate::project::put_new;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

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

/// The year of today in Vietnam. The one place that asks for the time of day; with
/// `SOURCE_DATE_EPOCH` (seconds since 1970, as other tools take it) it is that moment's.
fn this_year() -> u16 {
    let given = std::env::var("SOURCE_DATE_EPOCH").ok();
    let given = given.and_then(|seconds| seconds.parse().ok());
    let now = given.map(Duration::from_secs).unwrap_or_else(|| {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        now.unwrap_or_default()
    });
    year(now)
}

fn year(since_1970: Duration) -> u16 {
    // Seven hours ahead, without summer time.
    let mut days = (since_1970.as_secs() + 7 * 3600) / 86_400;
    let mut year = 1970;
    loop {
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let length = 365 + u64::from(is_leap);
        if days < length || year == 9999 {
            return year;
        }
        days -= length;
        year += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_begin_at_midnight_in_vietnam() {
        for (seconds, expected) in [
            (0, 1970),
            (1_735_664_399, 2024), // 31/12/2024, 23:59:59
            (1_735_664_400, 2025),
            (951_782_400, 2000), // a leap day of a century
            (978_281_999, 2000),
            (978_282_000, 2001),
            (u64::MAX / 2, 9999),
        ] {
            assert_eq!(year(Duration::from_secs(seconds)), expected, "{seconds}");
        }
    }
}
