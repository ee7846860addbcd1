//! Data files: what the program knows as data, and what a template folder may bring in its place.
//!
//! In: the text of a file such as `typography.yaml`. Out: the type that a stage works with, or what
//! is wrong in the file, with its place. Every such type is a [`DataFile`]; [`crate::Resources`]
//! holds one of each, so that a process may hold any number of sets at once. Nothing here knows
//! what the data means.

use crate::diagnostic::{Diagnostic, Diagnostics, Place, Result, Source, is_certain, nearest};
use crate::yaml::{
    names::Names,
    tree::{self, Node, Value},
};
use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// The code of the message about a broken data file.
pub(crate) const CODE: &str = "tep-du-lieu";

/// The most nodes of a data file that a template folder brings.
const MAX_NODES: usize = 100_000;

/// A type that is read from a data file of a fixed name.
pub(crate) trait DataFile: Sized {
    /// The file's name in a template folder: `typography.yaml`.
    const NAME: &'static str;
    /// The text of the program's own file.
    const BUILTIN: &'static str;

    /// Reads a whole file.
    ///
    /// # Errors
    /// What is wrong in it, with its place.
    fn parse(source: &Arc<Source>) -> Result<Self>;

    /// Reads a file that a template folder brings: it takes the place of the program's own,
    /// unless the type says that the two are laid one over the other. A file that was written for an older version
    /// lacks what came later: that is the program's own.
    ///
    /// # Errors
    /// What is wrong in the file, with its place.
    fn brought(source: &Arc<Source>) -> Result<Self> {
        check_syntax(source)?;
        Self::parse(source).or_else(|errors| {
            let whole = completed(source, Self::BUILTIN).ok_or_else(|| errors.clone())?;
            Self::parse(&whole).map_err(|_| errors)
        })
    }

    /// The program's own data.
    ///
    /// # Errors
    /// None that a user can meet: a test reads every built-in file.
    fn builtin() -> Result<Self> {
        Self::parse(&Source::new(builtin_name(Self::NAME), Self::BUILTIN))
    }
}

/// How messages call the program's own file.
pub(crate) fn builtin_name(name: &str) -> String {
    format!("{name} (có sẵn)")
}

/// A data file that is read when it is first needed, and once.
#[derive(Debug)]
pub(crate) struct Lazy<T>(OnceLock<Result<T>>);

impl<T: DataFile> Lazy<T> {
    /// The program's own, not read yet: most runs need only some of the files.
    pub(crate) fn builtin() -> Self {
        Self(OnceLock::new())
    }

    /// A file of a template folder, read at once so that what is wrong in it is told at the start.
    pub(crate) fn brought(source: &Arc<Source>) -> Result<Self> {
        T::brought(source).map(|data| Self(OnceLock::from(Ok(data))))
    }

    /// The data.
    pub(crate) fn get(&self) -> Result<&T> {
        self.0
            .get_or_init(T::builtin)
            .as_ref()
            .map_err(Diagnostics::clone)
    }
}

/// A file with the entries that it lacks, as the program's own has them. None where that changes nothing.
fn completed(brought: &Source, own: &str) -> Option<Arc<Source>> {
    let brought_tree: serde_yaml::Value = serde_yaml::from_str(&brought.text).ok()?;
    let mut whole: serde_yaml::Value = serde_yaml::from_str(own).ok()?;
    put_over(&mut whole, &brought_tree);
    let text = serde_yaml::to_string(&whole).ok()?;
    (whole != brought_tree).then(|| Source::new(brought.name.as_str(), text.as_str()))
}

/// Entry by entry, what is brought takes the place of the program's own; lists and single values are whole.
fn put_over(own: &mut serde_yaml::Value, brought: &serde_yaml::Value) {
    match (own, brought) {
        (serde_yaml::Value::Mapping(own), serde_yaml::Value::Mapping(brought)) => {
            for (key, value) in brought {
                match own.get_mut(key) {
                    Some(known) => put_over(known, value),
                    None => {
                        own.insert(key.clone(), value.clone());
                    }
                }
            }
        }
        (own, brought) => own.clone_from(brought),
    }
}

/// Reads a file that is of the type as it stands.
pub(crate) fn read<T: DeserializeOwned>(source: &Arc<Source>) -> Result<T> {
    serde_yaml::from_str(&source.text).map_err(|error| {
        let place = error.location();
        let place = place.map(|at| Place::at_line(source, at.line(), at.column()));
        let start = Place::new(source, 0..0);
        wrong(source, &error.to_string())
            .at(place.unwrap_or(start))
            .into()
    })
}

/// Reads a tree that was put together of the program's own file and `brought`.
pub(crate) fn read_tree<T: DeserializeOwned>(
    tree: &serde_yaml::Value,
    brought: &Arc<Source>,
) -> Result<T> {
    serde_path_to_error::deserialize(tree).map_err(|error| {
        let root = check_syntax(brought).ok().flatten();
        let cause = error.inner().to_string();
        let mut steps: Vec<String> = error.path().iter().map(step).collect();
        // The path ends where the key stands that is not known.
        let unknown = cause.split_once("unknown field `");
        let unknown = unknown.and_then(|(_, rest)| rest.split('`').next());
        steps.extend(unknown.map(str::to_owned));
        let found = root.map(|root| find(&root, steps.iter().map(String::as_str)));
        let Found { key, value } = found.unwrap_or_default();
        let range = if unknown.is_some() { key } else { value };
        let place = Place::new(brought, range);
        let error = wrong(brought, &cause).at(place.clone());
        let wrongly = brought.text.get(place.range.clone());
        let names = quoted(&cause);
        match surely(&names).filter(|_| cause.starts_with("unknown ")) {
            Some(name) if wrongly.is_some() => {
                let title = format!("đổi “{}” thành “{name}”", wrongly.unwrap_or_default());
                error.fix(title, place, name)
            }
            Some(_) | None => error,
        }
        .into()
    })
}

/// Syntax, and keys that stand twice, told as in content files; the file as a tree.
pub(crate) fn check_syntax(source: &Arc<Source>) -> Result<Option<Arc<Node>>> {
    tree::parse_any(source, &Names::default(), MAX_NODES)
}

/// A key, or the index of an item from 0.
fn step(segment: &Segment) -> String {
    match segment {
        Segment::Map { key } => key.clone(),
        Segment::Seq { index } => index.to_string(),
        Segment::Enum { variant } => variant.clone(),
        Segment::Unknown => String::new(),
    }
}

/// Where a path of keys and indices leads in a file.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The last key on the way.
    pub(crate) key: Range<usize>,
    /// The value; of a map, which may take pages, its key.
    pub(crate) value: Range<usize>,
}

/// Follows a path of keys and indices as far as the file goes along with it.
pub(crate) fn find<'p>(root: &Node, path: impl Iterator<Item = &'p str>) -> Found {
    let mut node = root;
    let mut found = Found::default();
    for step in path {
        let next = match &node.value {
            Value::Map(entries) => entries.iter().find(|entry| entry.key == step).map(|entry| {
                found.key = entry.key_range.clone();
                &entry.value
            }),
            Value::Seq(items) => step.parse().ok().and_then(|index: usize| items.get(index)),
            Value::Scalar(..) => None,
        };
        let Some(next) = next else {
            return found;
        };
        node = next;
        found.value = match node.value {
            Value::Map(_) => found.key.clone(),
            Value::Seq(_) | Value::Scalar(..) => node.range.clone(),
        };
    }
    found
}

/// The message about a file that is not of its type, from what serde says of it.
fn wrong(source: &Source, cause: &str) -> Diagnostic {
    let names = quoted(cause);
    let first = names.first().copied().unwrap_or_default();
    let (message, help) = if cause.contains("unknown field") {
        (format!("không có mục nào tên “{first}”"), near(&names))
    } else if cause.contains("unknown variant") {
        (format!("không nhận “{first}” ở đây"), near(&names))
    } else if cause.contains("missing field") {
        let help = format!("thêm mục “{first}”; {COMPARE}");
        (format!("thiếu mục “{first}”"), help)
    } else if cause.contains("invalid type") || cause.contains("did not match any variant") {
        (
            "giá trị ở đây không đúng kiểu (chữ, số, danh sách hay các mục con)".to_owned(),
            COMPARE.to_owned(),
        )
    } else {
        let reason = cause.split(" at line ").next().unwrap_or(cause);
        (
            format!("không hiểu được giá trị ở đây ({reason})"),
            COMPARE.to_owned(),
        )
    };
    let message = format!("tệp dữ liệu “{}”: {message}", source.name);
    Diagnostic::error(CODE, message).help(help)
}

/// The message about an entry that is of its type but cannot be used, at its place in `source`.
pub(crate) fn fault(source: &Arc<Source>, path: &[&str], message: &str, help: &str) -> Diagnostics {
    let root = check_syntax(source).ok().flatten();
    let found = root.map(|root| find(&root, path.iter().copied()));
    let message = format!("tệp dữ liệu “{}”: {message}", source.name);
    Diagnostic::error(CODE, message)
        .at(Place::new(source, found.unwrap_or_default().value))
        .help(help)
        .into()
}

/// How a broken file is mended where nothing better is known.
const COMPARE: &str = "so với tệp gốc: vanban templates --export THƯ-MỤC";

/// The help for a name that is not known: the one that was most likely meant by the first of the names; the others are those that there are.
fn near(names: &[&str]) -> String {
    match meant(names) {
        Some(name) => format!("có phải là “{name}”?"),
        None => COMPARE.to_owned(),
    }
}

fn meant<'n>(names: &[&'n str]) -> Option<&'n str> {
    let (wrong, valid) = names.split_first()?;
    nearest(wrong, valid.iter().copied())
}

/// The names that serde puts between signs: the wrong one, then those that there are.
fn quoted(cause: &str) -> Vec<&str> {
    cause.split('`').skip(1).step_by(2).collect()
}

fn surely<'n>(names: &[&'n str]) -> Option<&'n str> {
    let (wrong, valid) = names.split_first()?;
    meant(names).filter(|name| is_certain(wrong, name, valid.iter().copied()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of which any one entry is missing, as in one that an older version wrote.
    fn lacks_any<T: DataFile>() {
        let whole: serde_yaml::Value = serde_yaml::from_str(T::BUILTIN).unwrap();
        let keys: Vec<_> = whole.as_mapping().unwrap().keys().cloned().collect();
        for key in keys {
            let mut old = whole.clone();
            old.as_mapping_mut().unwrap().remove(&key);
            let text = serde_yaml::to_string(&old).unwrap();
            let read = T::brought(&Source::new(T::NAME, text.as_str()));
            assert!(read.is_ok(), "{} without {key:?}", T::NAME);
        }
    }

    #[test]
    fn what_an_older_file_lacks_is_the_programs_own() {
        lacks_any::<crate::typography::Rules>();
        lacks_any::<crate::announced::Announcements>();
        lacks_any::<crate::wording::Writing>();
        lacks_any::<crate::decree::Decree>();
    }

    /// What is wrong is told as before: by the place in the file, not by what was added.
    #[test]
    fn a_wrong_entry_is_told_at_its_place() {
        let text = "letters: [a]\nbefore_nmber: [a]\n";
        let errors = crate::typography::Rules::brought(&Source::new("typography.yaml", text));
        let errors = errors.err().unwrap();
        assert_eq!(errors.0[0].code, CODE);
        assert!(
            errors.0[0].message.contains("before_nmber"),
            "{}",
            errors.0[0].message
        );
    }
}
