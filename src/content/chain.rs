//! Reads a content file and, one after the other, the profiles that it builds on.
//!
//! Out: the files as marked trees whose shape is right, the document first.

use super::{
    Kinds, doubts,
    file::{Document, Profile},
    pictures::Files,
};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Result, Source};
use crate::fingerprint::SourcePrint;
use crate::yaml::{
    meant, shape, slips, source, text,
    tree::{self, Entry, Node},
    unseen,
};
use schemars::schema_for;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::{
    collections::BTreeSet,
    io,
    path::{Component, Path, PathBuf},
    sync::{Arc, LazyLock, OnceLock},
};

/// Without the kinds, which are data ([`Kinds::schema`]): told by the types alone.
pub(super) static DOCUMENT_SCHEMA: LazyLock<Value> =
    LazyLock::new(|| schema_for!(Document).to_value());
/// Told by the types alone.
pub(super) static PROFILE_SCHEMA: LazyLock<Value> =
    LazyLock::new(|| schema_for!(Profile).to_value());

/// The names of all entries of content files and profiles, wherever they stand.
static KEYS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let mut keys = BTreeSet::new();
    let mut open = vec![&*DOCUMENT_SCHEMA, &*PROFILE_SCHEMA];
    while let Some(schema) = open.pop() {
        for (word, inner) in schema.as_object().into_iter().flatten() {
            if word == "properties" {
                keys.extend(
                    inner
                        .as_object()
                        .into_iter()
                        .flat_map(|all| all.keys())
                        .map(String::as_str),
                );
            }
            open.push(inner);
        }
        open.extend(schema.as_array().into_iter().flatten());
    }
    keys
});

/// Whether content files or profiles have an entry of this name.
pub(crate) fn is_key(name: &str) -> bool {
    KEYS.contains(name)
}

/// Whether a file is an agency profile: it has entries of profiles alone, and none that make a
/// document. What cannot be read or parsed is none, and told where it is built.
pub fn is_profile(path: &Path) -> bool {
    let root = || {
        let bytes = source::read_file(path).ok()?;
        tree::parse(&source::decode(&path.to_string_lossy(), bytes).ok()?).ok()
    };
    let Some(root) = root() else {
        return false;
    };
    let tree::Value::Map(entries) = &root.value else {
        return false;
    };
    let properties = PROFILE_SCHEMA.get("properties");
    let known = |entry: &Entry| properties.is_some_and(|all| all.get(&entry.key).is_some());
    entries.iter().all(known)
}

/// How to begin a file.
const BEGIN: &str = "bắt đầu từ mẫu: vanban new ke-hoach";

/// The most files: the document and its profiles.
const MAX_FILES: usize = 8;

/// What a profile may give, but some file must.
const REQUIRED: [&str; 3] = ["co_quan", "dia_danh", "nguoi_ky"];

/// Gives the bytes of a file.
pub(super) type ReadFile<'r> = &'r mut dyn FnMut(&Path) -> io::Result<Vec<u8>>;

/// A file that was read.
pub(super) struct Layer {
    pub(super) source: Arc<Source>,
    pub(super) root: Arc<Node>,
    /// Its path, as others name files from there.
    pub(super) path: PathBuf,
}

impl Layer {
    /// Where the paths in the file start.
    pub(super) fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }
}

/// The files of a document: itself first, then its profile, that profile's, …
pub(super) struct Chain {
    pub(super) layers: Vec<Layer>,
    /// The pictures that they name.
    pub(super) pictures: Files,
    pub(super) warnings: Vec<Diagnostic>,
    /// What documents may be.
    pub(super) kinds: Kinds,
    print: OnceLock<SourcePrint>,
}

impl Chain {
    /// Of the texts of the files.
    pub(super) fn print(&self) -> &SourcePrint {
        let sources = || SourcePrint::of(self.layers.iter().map(|layer| &*layer.source));
        self.print.get_or_init(sources)
    }

    /// The nearest file that gives a key, even if it gives it empty.
    pub(super) fn pick(&self, key: &str) -> Option<(&Layer, &Entry)> {
        self.layers.iter().find_map(|layer| {
            let entry = layer.root.entry(key)?;
            (!entry.value.is_null()).then_some((layer, entry))
        })
    }

    /// The message about a key that no file gives, at the top of the document.
    pub(super) fn missing(&self, key: &str) -> Diagnostic {
        let remarks = self.layers.iter().filter_map(|layer| {
            let entry = layer.root.entry(key)?;
            meant::commented(&layer.source, entry)
        });
        if let Some(remark) = { remarks }.next() {
            return remark.as_error();
        }
        let properties = DOCUMENT_SCHEMA.get("properties");
        let description = properties
            .and_then(|all| all.get(key))
            .and_then(shape::description);
        let place = match self.pick(key) {
            Some((layer, entry)) => Some(Place::new(&layer.source, entry.key_range.clone())),
            None => self.layers.first().map(|layer| {
                let entry = layer.root.entry(key).or(layer.root.entry("loai"));
                let range = entry.map_or(0..0, |entry| entry.key_range.clone());
                Place::new(&layer.source, range)
            }),
        };
        shape::missing(key, description).at(place)
    }
}

/// Reads the files and checks their shape.
pub(super) fn read(
    path: &Path,
    bytes: Vec<u8>,
    read: ReadFile<'_>,
    kinds: &Kinds,
) -> Result<Chain> {
    let mut errors = Vec::new();
    let mut misspelt = Vec::new();
    let mut chain = Chain {
        layers: Vec::new(),
        pictures: Files::default(),
        warnings: Vec::new(),
        kinds: kinds.clone(),
        print: OnceLock::new(),
    };
    let mut seen: Vec<PathBuf> = Vec::new();
    let mut next = Some((normal(path), path.to_path_buf(), bytes));
    let mut whole = true;
    while let Some((id, shown, bytes)) = next.take() {
        let parsed = source::decode(&shown.to_string_lossy(), bytes).and_then(|source| {
            let root = tree::parse(&source)?;
            Ok(Layer {
                source,
                root,
                path: shown,
            })
        });
        let layer = match parsed {
            Ok(layer) => layer,
            Err(Diagnostics(found)) => {
                errors.extend(found.into_iter().map(|error| error.or_help(BEGIN)));
                whole = false;
                break;
            }
        };
        let is_document = seen.is_empty();
        seen.push(id);
        let meant = meant::check(&layer.source, &layer.root);
        chain.warnings.extend(meant.warnings);
        if !meant.errors.is_empty() {
            // What it says cannot be told from what it was meant to say.
            errors.extend(meant.errors);
            whole = false;
            break;
        }
        let findings = shape::check(&layer.source, &layer.root, schema_of(is_document, kinds));
        if findings.errors.is_empty() {
            errors.extend(typed(&layer, is_document));
        }
        errors.extend(findings.errors);
        misspelt.extend(findings.misspelt);
        chain.warnings.extend(findings.warnings);
        chain
            .warnings
            .extend(doubts::check(&layer.source, &layer.root));
        match profile_of(&layer, &seen, &chain.layers, read) {
            Ok(found) => next = found,
            Err(error) => {
                errors.push(*error);
                whole = false;
            }
        }
        chain.layers.push(layer);
    }
    // Without all files nobody knows what is missing.
    if whole {
        errors.extend(missing(&chain, &misspelt));
    }
    if errors.is_empty() {
        chain.pictures = Files::read(&chain.layers, read);
        Ok(chain)
    } else {
        Err(Diagnostics(errors))
    }
}

fn missing(chain: &Chain, misspelt: &[String]) -> Vec<Diagnostic> {
    REQUIRED
        .into_iter()
        .filter(|key| !misspelt.iter().any(|m| m == key))
        .filter(|key| match chain.pick(key) {
            Some((_, entry)) => entry.value.is_blank(),
            None => true,
        })
        .filter(|key| *key != "nguoi_ky" || chain.pick("nguoi_ky_mac_dinh").is_none())
        .map(|key| chain.missing(key))
        .collect()
}

type Next = Option<(PathBuf, PathBuf, Vec<u8>)>;

/// The profile that a file names: its path made comparable, its path to show, its bytes.
fn profile_of(
    layer: &Layer,
    seen: &[PathBuf],
    before: &[Layer],
    read: ReadFile<'_>,
) -> std::result::Result<Next, Box<Diagnostic>> {
    let Some(entry) = layer.root.entry("ho_so").filter(|e| !e.value.is_blank()) else {
        return Ok(None);
    };
    let named = text::text(&layer.source, &entry.value);
    // Writers on Windows use its separator; the file goes to others as well.
    let relative = named.text.replace('\\', "/");
    let path = layer.folder().join(relative);
    let id = normal(&path);
    if let Some(first) = seen.iter().position(|path| *path == id) {
        let ring = Diagnostic::error("ho-so-vong", "hồ sơ cơ quan dựa theo chính nó")
            .at(named.place)
            .help("bỏ mục “ho_so” này hoặc ghi tên hồ sơ khác");
        let related = before.iter().skip(first).filter_map(|layer| {
            let entry = layer.root.entry("ho_so")?;
            Some(Place::new(&layer.source, entry.value.range.clone()))
        });
        let ring = related.fold(ring, |d, place| d.related(place, "đã được gọi từ đây"));
        return Err(Box::new(ring));
    }
    if seen.len() == MAX_FILES {
        let error = Diagnostic::error("ho-so-vong", "quá nhiều hồ sơ cơ quan dựa theo nhau")
            .at(named.place)
            .help(format!("gộp lại; nhiều nhất {} hồ sơ", MAX_FILES - 1));
        return Err(Box::new(error));
    }
    match read(&path) {
        Ok(bytes) => Ok(Some((id, path, bytes))),
        Err(error) => {
            let error = source::unreadable(&path.to_string_lossy(), &error);
            Err(Box::new(error.at(named.place)))
        }
    }
}

/// A path without `.` and without what `..` takes back.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if normal.file_name().is_some() => {
                normal.pop();
            }
            other => normal.push(other),
        }
    }
    normal
}

fn schema_of(is_document: bool, kinds: &Kinds) -> &Value {
    if is_document {
        kinds.schema()
    } else {
        &PROFILE_SCHEMA
    }
}

/// The last word on the format is serde's.
fn typed(layer: &Layer, is_document: bool) -> Option<Diagnostic> {
    if is_document {
        deserialize::<Document>(&layer.source)
    } else {
        deserialize::<Profile>(&layer.source)
    }
}

/// Why serde refuses a file, if it does.
pub(crate) fn deserialize<T: DeserializeOwned>(source: &Arc<Source>) -> Option<Diagnostic> {
    let error = serde_yaml::from_str::<T>(&unseen::for_yaml(&source.text)).err()?;
    let place = error
        .location()
        .map(|at| Place::at_line(source, at.line(), at.column()));
    if let Some(slip) = place
        .as_ref()
        .and_then(|at| slips::before(source, at.range.start))
    {
        return Some(slip);
    }
    Some(
        Diagnostic::error("cu-phap-yaml", format!("không hiểu được chỗ này ({error})"))
            .at(place)
            .help("kiểm tra thụt dòng, dấu hai chấm và dấu ngoặc ở dòng này và dòng trước"),
    )
}
