//! Reads a content file and, one after the other, the profiles that it builds on.
//!
//! In: paths, bytes, and what reads more of them. Out: the files as their declared entries, the
//! document first. Not here: what the entries make together.

use super::{
    Illustrations, Kind, Kinds, doubts, kinds,
    pictures::Files,
    print::SourcePrint,
    schema::{self, Document, Profile, Shared},
    tables::Tables,
};
use crate::diagnostic::{Diagnostic, Diagnostics, Result, Source};
use crate::yaml::{
    meant, shape, source,
    tree::{self, Node},
    typed::{self, Choice, Field, Form, FromNode, Marked, Stands},
};
use serde_json::Value;
use std::{
    borrow::Cow,
    io,
    path::{Component, Path, PathBuf},
    sync::{Arc, OnceLock},
};

/// Tells whether a file is an agency profile: it has entries of profiles alone, and none that make a
/// document. What cannot be read or parsed is none, and told where it is built.
pub fn is_profile(path: &Path) -> bool {
    parsed(path).is_some_and(|(_, root)| has_entries_of_profiles(&root))
}

/// As [`is_profile`], of the text of a file.
pub(crate) fn is_text_of_profile(text: &str) -> bool {
    let source = Source::new("", text);
    let root = tree::parse(&source, &schema::names());
    root.is_ok_and(|root| has_entries_of_profiles(&root))
}

pub(super) fn has_entries_of_profiles(root: &Node) -> bool {
    let tree::Value::Map(entries) = &root.value else {
        return false;
    };
    let properties = schema::PROFILE.get("properties");
    let known = |entry: &tree::Entry| properties.is_some_and(|all| all.get(&entry.key).is_some());
    entries.iter().all(known)
}

/// Tells whether a file says of which kind of document it is, as no profile and no batch file does.
pub fn is_document(path: &Path) -> bool {
    let Some((source, root)) = parsed(path) else {
        return false;
    };
    let (document, _) = typed::read::<Document>(&source, &root);
    document.is_some_and(|document| document.kind.mark.stands != Stands::Not)
}

/// A file as YAML reads it; none where it is no YAML.
pub(super) fn parsed(path: &Path) -> Option<(Arc<Source>, Arc<Node>)> {
    let bytes = source::read_file(path).ok()?;
    let source = source::decode(&path.to_string_lossy(), bytes).ok()?;
    let root = tree::parse(&source, &schema::names()).ok()?;
    Some((source, root))
}

/// How to begin a file.
const BEGIN: &str = "bắt đầu từ mẫu: vanban new ke-hoach";

/// The most files: the document and its profiles.
pub(super) const MAX_FILES: usize = 8;

/// Gives the bytes of a file.
pub(crate) type ReadFile<'r> = &'r mut dyn FnMut(&Path) -> io::Result<Vec<u8>>;

/// A file that was read.
pub(super) struct Layer<F> {
    pub(super) source: Arc<Source>,
    /// Its path, as others name files from there.
    pub(super) path: PathBuf,
    /// Its entries.
    pub(super) file: F,
    /// All of it, as YAML reads it.
    pub(super) root: Arc<Node>,
}

impl<F> Layer<F> {
    /// Where the paths in the file start.
    pub(super) fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }
}

/// The two kinds of files that name the profile that they build on.
pub(super) trait File: FromNode {
    /// The schema of a file with this tree.
    fn schema<'k>(kinds: &'k Kinds, root: &Node) -> Cow<'k, Value>;
    /// The kind that a document says to be of.
    fn kind<'k>(kinds: &'k Kinds, root: &Node) -> Option<&'k Kind>;
    fn profile(&self) -> &Field<Choice>;
}

impl File for Document {
    fn schema<'k>(kinds: &'k Kinds, root: &Node) -> Cow<'k, Value> {
        kinds.check(root)
    }
    fn kind<'k>(kinds: &'k Kinds, root: &Node) -> Option<&'k Kind> {
        kinds.of_file(root)
    }
    fn profile(&self) -> &Field<Choice> {
        &self.profile
    }
}

impl File for Profile {
    fn schema<'k>(_: &'k Kinds, _: &Node) -> Cow<'k, Value> {
        Cow::Borrowed(&schema::PROFILE)
    }
    fn kind<'k>(_: &'k Kinds, _: &Node) -> Option<&'k Kind> {
        None
    }
    fn profile(&self) -> &Field<Choice> {
        &self.profile
    }
}

/// The files of a document: itself, then its profile, that profile's, …
pub(super) struct Chain {
    pub(super) document: Layer<Document>,
    pub(super) profiles: Vec<Layer<Profile>>,
    /// The pictures that they name.
    pub(super) pictures: Files,
    /// The tables of the document.
    pub(super) tables: Tables,
    /// The pictures that the texts of the document show.
    pub(super) illustrations: Illustrations,
    pub(super) warnings: Vec<Diagnostic>,
    /// The kinds that documents may be of.
    pub(super) kinds: Kinds,
    print: OnceLock<SourcePrint>,
}

impl Chain {
    /// The texts of the files.
    pub(super) fn sources(&self) -> impl Iterator<Item = &Arc<Source>> {
        let profiles = self.profiles.iter().map(|layer| &layer.source);
        std::iter::once(&self.document.source).chain(profiles)
    }

    /// Every text of the files, as YAML reads it.
    pub(super) fn texts(&self) -> Vec<&str> {
        let profiles = self.profiles.iter().map(|layer| &layer.root);
        let roots = std::iter::once(&self.document.root).chain(profiles);
        roots.flat_map(|root| root.scalars()).collect()
    }

    /// The paths of the files.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        let profiles = self.profiles.iter().map(|layer| layer.path.as_path());
        std::iter::once(self.document.path.as_path()).chain(profiles)
    }

    /// The entries of each file that documents and profiles have alike, with the folder
    /// that its paths start from.
    pub(super) fn shared(&self) -> impl DoubleEndedIterator<Item = (&Path, &Shared)> {
        let profiles = self.profiles.iter();
        let profiles = profiles.map(|layer| (layer.folder(), &layer.file.shared));
        std::iter::once((self.document.folder(), &self.document.file.shared)).chain(profiles)
    }

    /// Every text of the document itself, as YAML reads it.
    pub(super) fn own_texts(&self) -> Vec<&str> {
        self.document.root.scalars()
    }

    /// A digest of the texts of the files.
    pub(super) fn print(&self) -> &SourcePrint {
        let sources = || SourcePrint::of(self.sources().map(|source| &**source));
        self.print.get_or_init(sources)
    }

    /// The value that the nearest file gives to an entry, even if it says nothing.
    pub(super) fn pick<T>(&self, field: impl Fn(&Shared) -> &Field<T>) -> Option<&Marked<T>> {
        self.shared().find_map(|(_, shared)| field(shared).given())
    }
}

/// The faults that were found while the files were read.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) errors: Vec<Diagnostic>,
    pub(super) warnings: Vec<Diagnostic>,
    /// Names of entries that misspelt ones most likely mean.
    misspelt: Vec<String>,
}

impl Findings {
    /// Reads a file as far as it is what it should be; none where it is not the YAML that its
    /// writer meant.
    pub(super) fn layer<F: File>(
        &mut self,
        path: PathBuf,
        bytes: Vec<u8>,
        kinds: &Kinds,
    ) -> Option<Layer<F>> {
        let parsed = source::decode(&path.to_string_lossy(), bytes)
            .and_then(|source| Ok((tree::parse(&source, kinds.names())?, source)));
        let (root, source) = match parsed {
            Ok(parsed) => parsed,
            Err(Diagnostics(found)) => {
                let found = found.into_iter().map(|error| error.or_help(BEGIN));
                self.errors.extend(found);
                return None;
            }
        };
        let kind = F::kind(kinds, &root);
        let is_markdown = |name: &str| kinds::form(kind, name) == Some(Form::Markdown);
        let meant = meant::check(&source, &root, kinds.names(), &is_markdown);
        self.warnings.extend(meant.warnings);
        if !meant.errors.is_empty() {
            // What it says cannot be told from what it was meant to say.
            self.errors.extend(meant.errors);
            return None;
        }
        let file = self.typed(&source, &root, kinds)?;
        Some(Layer {
            source,
            path,
            file,
            root,
        })
    }

    /// The entries of a file, whose shape is checked.
    fn typed<F: File>(
        &mut self,
        source: &Arc<Source>,
        root: &Arc<Node>,
        kinds: &Kinds,
    ) -> Option<F> {
        let schema = F::schema(kinds, root);
        let found = shape::check(source, root, &schema, kinds.names());
        let (file, faults) = typed::read::<F>(source, root);
        if found.errors.is_empty() {
            self.errors.extend(faults);
        }
        self.errors.extend(found.errors);
        self.misspelt.extend(found.misspelt);
        self.warnings.extend(found.warnings);
        let form = |name: &str| kinds::form(F::kind(kinds, root), name);
        self.warnings.extend(doubts::check(source, root, &form));
        file
    }
}

/// Reads the files and checks their shape.
pub(super) fn read(
    path: &Path,
    bytes: Vec<u8>,
    read: ReadFile<'_>,
    kinds: &Kinds,
) -> Result<Chain> {
    let mut findings = Findings::default();
    let Some(document) = findings.layer::<Document>(path.to_path_buf(), bytes, kinds) else {
        return Err(Diagnostics(findings.errors));
    };
    let unknown = kinds.unknown_in(&document.source, &document.root);
    findings.errors.splice(..0, unknown);
    let mut chain = Chain {
        document,
        profiles: Vec::new(),
        pictures: Files::default(),
        tables: Tables::default(),
        illustrations: Illustrations::default(),
        warnings: Vec::new(),
        kinds: kinds.clone(),
        print: OnceLock::new(),
    };
    let whole = add_profiles(&mut chain, path, &mut findings, read);
    // Without all files nobody knows what is missing.
    if whole {
        let missing = chain.all_missing(&findings.misspelt);
        findings.errors.extend(missing);
    }
    if findings.errors.is_empty() {
        chain.pictures = Files::read(&chain, read);
        chain.tables = Tables::open(&chain, read);
        chain.illustrations = Illustrations::read(&chain, read);
        chain.warnings = findings.warnings;
        Ok(chain)
    } else {
        Err(Diagnostics(findings.errors))
    }
}

/// Reads the profiles, one after the other; whether all could be read.
fn add_profiles(
    chain: &mut Chain,
    path: &Path,
    findings: &mut Findings,
    read: ReadFile<'_>,
) -> bool {
    let mut seen = vec![normal(path)];
    loop {
        let next = match profile_of(chain, &seen, read) {
            Ok(Some(next)) => next,
            Ok(None) => return true,
            Err(error) => {
                findings.errors.push(*error);
                return false;
            }
        };
        let (id, shown, bytes) = next;
        seen.push(id);
        let Some(layer) = findings.layer::<Profile>(shown, bytes, &chain.kinds) else {
            return false;
        };
        chain.profiles.push(layer);
    }
}

type Next = Option<(PathBuf, PathBuf, Vec<u8>)>;

/// The profile that the last file names: its path made comparable, its path to show, its bytes.
fn profile_of(
    chain: &Chain,
    seen: &[PathBuf],
    read: ReadFile<'_>,
) -> std::result::Result<Next, Box<Diagnostic>> {
    let profiles = chain.profiles.iter();
    let profiles = profiles.map(|layer| (layer.folder(), layer.file.profile()));
    let named: Vec<(&Path, &Field<Choice>)> =
        std::iter::once((chain.document.folder(), chain.document.file.profile()))
            .chain(profiles)
            .collect();
    let last = named
        .last()
        .and_then(|(folder, field)| Some((folder, field.filled()?)));
    let Some((folder, last)) = last else {
        return Ok(None);
    };
    let named_text = &last.value.0;
    // Writers on Windows use its separator; the file goes to others as well.
    let path = folder.join(named_text.text.replace('\\', "/"));
    let id = normal(&path);
    let place = named_text.place.clone();
    if let Some(first) = seen.iter().position(|path| *path == id) {
        let ring = Diagnostic::error("ho-so-vong", "hồ sơ cơ quan dựa theo chính nó")
            .at(place)
            .help("bỏ mục “ho_so” này hoặc ghi tên hồ sơ khác");
        let before = &named[first.min(named.len() - 1)..named.len() - 1];
        let related = before.iter().filter_map(|(_, field)| field.given());
        let ring = related.fold(ring, |ring, named| {
            ring.related(named.place.clone(), "đã được gọi từ đây")
        });
        return Err(Box::new(ring));
    }
    if seen.len() == MAX_FILES {
        let error = Diagnostic::error("ho-so-vong", "quá nhiều hồ sơ cơ quan dựa theo nhau")
            .at(place)
            .help(format!("gộp lại; nhiều nhất {} hồ sơ", MAX_FILES - 1));
        return Err(Box::new(error));
    }
    match read(&path) {
        Ok(bytes) => Ok(Some((id, path, bytes))),
        Err(error) => {
            let error = source::unreadable(&path.to_string_lossy(), &error);
            Err(Box::new(error.at(place)))
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
