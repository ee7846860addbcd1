//! Agency profiles by themselves, for who makes and edits them.

use super::{
    Kinds,
    chain::{Findings, MAX_FILES, ReadFile, has_entries_of_profiles, parsed},
    schema::{self, Profile},
};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::yaml::{source, tree, typed};
use std::{collections::BTreeSet, path::Path};

/// The entry that documents have and profiles do not.
const KIND: &str = "loai";

/// What is told of a profile by itself; none where the bytes are not known to be a profile's and do not read as one.
pub(crate) fn told_of_profile(
    path: &Path,
    bytes: &[u8],
    is_known: bool,
    kinds: &Kinds,
) -> Option<Vec<Diagnostic>> {
    let source = source::decode(&path.to_string_lossy(), bytes.to_vec()).ok()?;
    let is_ours = || is_known || reads_as_profile(&source.text);
    match tree::parse(&source, &schema::names()) {
        Ok(root) if has_entries_of_profiles(&root) || is_ours() => {}
        Ok(_) => return None,
        Err(Diagnostics(told)) => return is_ours().then_some(told),
    }
    let mut findings = Findings::default();
    findings.layer::<Profile>(path.to_owned(), bytes.to_vec(), kinds);
    let mut told = findings.errors;
    told.extend(findings.warnings);
    Some(told)
}

/// Tells whether most lines at the left edge of a text name entries of profiles and none the kind of a document: it is
/// a profile, also where a fault in it hides that from who reads it as YAML.
pub(crate) fn reads_as_profile(text: &str) -> bool {
    let lines = text.lines().filter_map(|line| line.split_once(':'));
    let keys = lines.map(|(key, _)| key.trim_end());
    let keys: Vec<&str> = keys
        .filter(|key| !key.is_empty() && !key.starts_with([' ', '\t', '#', '-', '}', ']']))
        .collect();
    let properties = schema::PROFILE.get("properties");
    let known = |key: &&&str| properties.is_some_and(|all| all.get(key).is_some());
    let ours = keys.iter().filter(known).count();
    ours * 2 > keys.len() && !keys.contains(&KIND)
}

/// The agency of a profile as its file says it, in one line; empty where it says none.
pub(crate) fn agency_of(path: &Path) -> String {
    let profile = parsed(path).and_then(|(source, root)| typed::read::<Profile>(&source, &root).0);
    let lines = profile
        .as_ref()
        .and_then(|profile| profile.shared.agency.given());
    let lines = lines.into_iter().flat_map(|lines| &lines.value.0);
    let lines: Vec<&str> = lines.map(|line| line.text.trim()).collect();
    lines.join(" ")
}

/// The names of the entries that the profile at a path and those that it builds on give to documents; `read` gives
/// the bytes of files.
pub(crate) fn given_by(path: &Path, read: ReadFile<'_>) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut path = path.to_owned();
    for _ in 1..MAX_FILES {
        let Ok(bytes) = read(&path) else { break };
        let source = source::decode(&path.to_string_lossy(), bytes);
        let parsed =
            source.and_then(|source| Ok((tree::parse(&source, &schema::names())?, source)));
        let Ok((root, source)) = parsed else { break };
        if let tree::Value::Map(entries) = &root.value {
            all.extend(entries.iter().map(|entry| entry.key.clone()));
        }
        let (profile, _) = typed::read::<Profile>(&source, &root);
        let next = profile
            .as_ref()
            .and_then(|profile| profile.profile.filled());
        let Some(next) = next else { break };
        let folder = path.parent().unwrap_or(Path::new(""));
        path = folder.join(next.value.0.text.replace('\\', "/"));
    }
    all
}
