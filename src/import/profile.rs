//! The profile that an imported document takes from: the one that was asked for, or the one that stands beside it.

use super::understand::Said;
use super::whole::Read;
use super::write::{self, Profile};
use crate::content::{self, Kinds};
use crate::diagnostic::{Diagnostic, Result};
use crate::yaml::edit::Wanted;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The name under which a profile is looked for.
const USUAL: &str = "co-quan.yaml";

/// A profile as documents take it, and one that is to be made: its path and text.
type Found = (Option<Profile>, Option<(PathBuf, String)>);

/// The profile to be taken from, and the one to be made.
///
/// # Errors
/// The file that was asked for is no profile.
pub(super) fn found(
    asked: Option<&Path>,
    target: &Path,
    said: &Said,
    kinds: &Kinds,
    read: Read<'_>,
) -> Result<Found> {
    let folder = target.parent().unwrap_or(Path::new(""));
    let mut entries_at = |path: &Path| {
        let bytes = read(path).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        content::is_text_of_profile(&text).then(|| entries_of(&text))?
    };
    let Some(path) = asked else {
        let usual = folder.join(USUAL);
        let entries = entries_at(&usual);
        let entries = entries.filter(|entries| is_of(entries, said));
        let profile = entries.map(|entries| Profile {
            path: USUAL.to_owned(),
            entries,
        });
        return Ok((profile, None));
    };
    let named = relative(path, folder);
    if !path.exists() {
        let text = write::profile(said, kinds)?;
        let entries = entries_of(&text).unwrap_or_default();
        let profile = Profile {
            path: named,
            entries,
        };
        return Ok((Some(profile), Some((path.to_path_buf(), text))));
    }
    let entries = entries_at(path);
    match entries {
        Some(entries) => Ok((
            Some(Profile {
                path: named,
                entries,
            }),
            None,
        )),
        None => {
            let message = format!("“{}” không phải là hồ sơ cơ quan", path.display());
            let error = Diagnostic::error("khong-phai-ho-so", message);
            Err(error
                .help("ghi tên một hồ sơ cơ quan, hoặc tên tệp chưa có để vanban lập hồ sơ mới")
                .into())
        }
    }
}

/// Tells whether a profile is that of the agency that a document names.
fn is_of(entries: &BTreeMap<String, Wanted>, said: &Said) -> bool {
    let words = |value: &Wanted| match value {
        Wanted::Text(text) => text.clone(),
        Wanted::List(items) => {
            let items = items.iter().map(|item| match item {
                Wanted::Text(text) => text.as_str(),
                _ => "",
            });
            items.collect::<Vec<_>>().join(" ")
        }
        _ => String::new(),
    };
    let own = entries.get("co_quan").map(words);
    let agency = said.agencies.first().map(|agency| agency.name.join(" "));
    own.is_some() && own == agency
}

fn entries_of(text: &str) -> Option<BTreeMap<String, Wanted>> {
    let value: serde_yaml::Value = serde_yaml::from_str(text).ok()?;
    match wanted(&value) {
        Wanted::Map(entries) => Some(entries.into_iter().collect()),
        _ => None,
    }
}

fn wanted(value: &serde_yaml::Value) -> Wanted {
    match value {
        serde_yaml::Value::Null => Wanted::Null,
        serde_yaml::Value::Bool(truth) => Wanted::Bool(*truth),
        serde_yaml::Value::Number(number) => Wanted::Text(number.to_string()),
        serde_yaml::Value::String(text) => Wanted::Text(text.clone()),
        serde_yaml::Value::Sequence(items) => Wanted::List(items.iter().map(wanted).collect()),
        serde_yaml::Value::Mapping(entries) => {
            let entries = entries
                .iter()
                .filter_map(|(key, value)| Some((key.as_str()?.to_owned(), wanted(value))));
            Wanted::Map(entries.collect())
        }
        serde_yaml::Value::Tagged(tagged) => wanted(&tagged.value),
    }
}

/// The path of a file as one in a folder names it.
fn relative(path: &Path, folder: &Path) -> String {
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let (path, folder) = (whole(path), whole(folder));
    let shared = path
        .components()
        .zip(folder.components())
        .take_while(|(a, b)| a == b)
        .count();
    let up = folder.components().count() - shared;
    let mut out: PathBuf = std::iter::repeat_n("..", up).collect();
    out.extend(path.components().skip(shared));
    out.to_string_lossy().replace('\\', "/")
}
