//! The kinds of documents, from `templates/kinds.yaml`: what each is called, which entries it wants,
//! and a first content file for each.

#[cfg(feature = "serve")]
mod agency;
mod brought;
mod copies;
pub(crate) mod entries;
mod others;
mod schema;
mod skeleton;
#[cfg(test)]
mod tests;

#[cfg(feature = "serve")]
pub(crate) use agency::{Answers, NEEDED, profile_of};
pub use copies::{Copies, copy_skeleton};
pub use entries::{Own, OwnEntry, OwnForm, OwnValues};
pub use skeleton::{PROFILE, profile_skeleton, skeleton, skeleton_with};

use crate::data::{self, DataFile};
use crate::diagnostic::{Diagnostic, Place, Result, Source, folded, is_certain, nearest};
use crate::yaml::{names::Names, text, tree, typed::Form};
use serde_json::Value;
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

/// A named kind of document (tên loại văn bản), from `templates/kinds.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// The name in the YAML: `ke-hoach`.
    pub slug: String,
    /// As printed: `KẾ HOẠCH`. Empty for kinds that print none (công văn).
    pub name: String,
    /// Abbreviation in the symbol (Phụ lục III, I): `KH`. Empty where the law gives none.
    pub abbreviation: String,
    /// The template's file name in `templates/`.
    pub template: String,
    /// The number of its form in Phụ lục III, II: `1.4`. Empty where the decree shows none.
    #[serde(rename = "mau", default)]
    pub form: String,
    /// Other names by which a content file may call it.
    #[serde(rename = "bi_danh", default)]
    pub aliases: Vec<String>,
    /// The file of `templates/new` that `vanban new` starts from, without its extension. Empty: put
    /// together of the entries.
    #[serde(rename = "khung", default)]
    pub skeleton: String,
    /// The entries of all documents that one of this kind must have.
    #[serde(rename = "bat_buoc", default = "usually_required")]
    pub required: Vec<Wanted>,
    /// The abbreviations of its symbol.
    #[serde(rename = "ky_hieu", default)]
    pub symbol: SymbolForm,
    /// Who sign a document of this kind at least, where it takes several.
    #[serde(rename = "nguoi_ky", default)]
    pub signing: Option<LeastSigning>,
    /// Documents of this kind may issue or approve another text (`ban_hanh_kem_theo`, Mẫu 1.3).
    #[serde(default)]
    pub issues: bool,
    /// Entries of its own.
    #[serde(rename = "muc", default)]
    pub entries: Vec<OwnEntry>,
}

/// The fewest who sign a document of a kind, as its form has them.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeastSigning {
    /// How many they are.
    #[serde(rename = "it_nhat")]
    pub at_least: usize,
    /// Who they are, from left to right, as words for messages.
    #[serde(rename = "mo_ta")]
    pub description: String,
}

/// The abbreviations that the symbol of a document is put together of (Phụ lục I, II.3.b).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Deserialize)]
pub enum SymbolForm {
    /// The kind's and the agency's: `KH-UBND`.
    #[default]
    #[serde(rename = "ten_loai")]
    Kind,
    /// The agency's and the drafting unit's: `UBND-VP`.
    #[serde(rename = "don_vi")]
    Unit,
    /// The document has no number and no symbol.
    #[serde(rename = "khong")]
    None,
}

/// An entry of all documents that one of a kind must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[expect(missing_docs, reason = "the entries of the YAML say it")]
pub enum Wanted {
    #[serde(rename = "dia_danh")]
    Place,
    #[serde(rename = "ngay_ban_hanh")]
    Date,
    #[serde(rename = "trich_yeu")]
    Subject,
    #[serde(rename = "kinh_gui")]
    Addressees,
    #[serde(rename = "tham_quyen")]
    Authority,
    #[serde(rename = "can_cu")]
    Bases,
    #[serde(rename = "noi_dung")]
    Body,
    #[serde(rename = "noi_nhan")]
    Recipients,
    #[serde(rename = "luu")]
    Archive,
}

impl Wanted {
    /// The name in the YAML.
    pub fn name(self) -> &'static str {
        match self {
            Self::Place => "dia_danh",
            Self::Date => "ngay_ban_hanh",
            Self::Subject => "trich_yeu",
            Self::Addressees => "kinh_gui",
            Self::Authority => "tham_quyen",
            Self::Bases => "can_cu",
            Self::Body => "noi_dung",
            Self::Recipients => "noi_nhan",
            Self::Archive => "luu",
        }
    }
}

fn usually_required() -> Vec<Wanted> {
    vec![Wanted::Place, Wanted::Date, Wanted::Subject, Wanted::Body]
}

impl Kind {
    /// Tells whether a document of the kind must have an entry.
    pub fn wants(&self, entry: Wanted) -> bool {
        self.required.contains(&entry)
    }

    /// The name in a sentence: `kế hoạch`; of a kind that prints none, what else it is called.
    pub fn title(&self) -> String {
        let called = self.aliases.first().filter(|_| self.name.is_empty());
        called.unwrap_or(&self.name).to_lowercase()
    }

    /// The name as a clerk writes it at the start of a line: `Kế hoạch`.
    pub(crate) fn capital(&self) -> String {
        let title = self.title();
        let mut letters = title.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect()
    }

    /// Tells whether the kind has this name, whatever its case, its marks and the signs between words.
    fn is_called(&self, name: &str) -> bool {
        let names = [&self.slug, &self.name].into_iter().chain(&self.aliases);
        let mut names = names.filter(|own| !own.is_empty());
        names.any(|own| folded(own) == name)
    }
}

/// All kinds of documents that can be written, in the order of the decree's table; those of a
/// template folder come behind. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Kinds(Arc<Known>);

#[derive(Debug)]
struct Known {
    all: Vec<Kind>,
    /// The names of all entries of content files and profiles.
    names: OnceLock<Names>,
    /// The schema for editors.
    schema: OnceLock<Value>,
    /// The schemas that content files of each kind are checked by.
    checks: Vec<OnceLock<Value>>,
}

impl Kinds {
    fn of(all: Vec<Kind>) -> Self {
        let checks = all.iter().map(|_| OnceLock::new()).collect();
        Self(Arc::new(Known {
            all,
            names: OnceLock::new(),
            schema: OnceLock::new(),
            checks,
        }))
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Kind> {
        self.0.all.iter()
    }

    /// The kind of a slug.
    pub fn find(&self, slug: &str) -> Option<&Kind> {
        self.iter().find(|kind| kind.slug == slug)
    }

    /// The kind that a writer names, if it can be but one: by its slug, its name or another one, in any case, with or without
    /// marks; or by its abbreviation as the decree writes it.
    pub fn named(&self, name: &str) -> Option<&Kind> {
        let exact = || self.find(name);
        let abbreviated = || self.iter().find(|kind| kind.abbreviation == name);
        let named = || {
            let name = folded(name);
            let mut all = self.iter().filter(|kind| kind.is_called(&name));
            let first = all.next()?;
            all.next().is_none().then_some(first)
        };
        let kind = exact().or_else(abbreviated).or_else(named);
        kind.filter(|_| !name.trim().is_empty())
    }

    /// The kind that the tree of a content file names.
    pub(crate) fn of_file(&self, root: &tree::Node) -> Option<&Kind> {
        self.named(&called(root)?.0)
    }

    /// The message about a kind that there is none of, and what to do.
    pub fn unknown(&self, name: &str) -> Diagnostic {
        self.told_unknown(name, None)
    }

    /// The message about the kind that the tree of a content file names, if there is none such.
    pub(super) fn unknown_in(&self, source: &Arc<Source>, root: &tree::Node) -> Option<Diagnostic> {
        let (name, node) = called(root)?;
        if name.trim().is_empty() || self.named(&name).is_some() {
            return None;
        }
        let place = Place::new(source, node.range.clone());
        Some(self.told_unknown(&name, Some(place)))
    }

    fn told_unknown(&self, name: &str, place: Option<Place>) -> Diagnostic {
        if let Some(other) = others::find(name) {
            let message = format!("vanban không soạn “{name}”: đó là {}", other.are);
            let error = Diagnostic::error("loai-la", message).at(place);
            return error.help(format!(
                "{}; các loại soạn được: vanban kinds",
                other.instead
            ));
        }
        let message = format!("không có loại văn bản “{name}”");
        let error = Diagnostic::error("loai-la", message).at(place.clone());
        let meant = self.abbreviated(name);
        if !meant.is_empty() {
            let meant = meant.join(" hay ");
            return error.help(format!("có phải là {meant}?"));
        }
        let names = |kind: &'_ Kind| -> Vec<String> {
            let own = [kind.slug.clone(), kind.name.clone()];
            own.into_iter()
                .chain(kind.aliases.iter().cloned())
                .collect()
        };
        let all: Vec<(String, &Kind)> = self
            .iter()
            .flat_map(|kind| names(kind).into_iter().map(move |name| (name, kind)))
            .filter(|(name, _)| !name.is_empty())
            .collect();
        let near = nearest(name, all.iter().map(|(name, _)| name.as_str()));
        let near = near.and_then(|near| all.iter().find(|(name, _)| name == near));
        let Some((_, kind)) = near else {
            return error.help("xem các loại: vanban kinds");
        };
        let error = error.help(format!("có phải là “{}”?", kind.slug));
        let slugs = self.iter().map(|kind| kind.slug.as_str());
        match place.filter(|_| is_certain(name, &kind.slug, slugs)) {
            Some(place) => {
                let title = format!("đổi “{name}” thành “{}”", kind.slug);
                error.fix(title, place, kind.slug.as_str())
            }
            None => error,
        }
    }

    /// The kinds whose abbreviation this may be, had it the right case and marks.
    fn abbreviated(&self, name: &str) -> Vec<String> {
        let name = folded(name);
        let all = self.iter().filter(|kind| !kind.abbreviation.is_empty());
        let all = all.filter(|kind| folded(&kind.abbreviation) == name);
        all.map(|kind| format!("“{}” ({})", kind.slug, kind.abbreviation))
            .collect()
    }

    /// The names of all entries of content files and profiles, wherever they stand.
    pub(crate) fn names(&self) -> &Names {
        self.0.names.get_or_init(|| {
            let own = self.iter().flat_map(|kind| entries::names(&kind.entries));
            super::schema::names().with(own)
        })
    }

    /// The JSON Schema of content files of these kinds, for editors.
    pub(crate) fn schema(&self) -> &Value {
        self.0.schema.get_or_init(|| schema::of_all(&self.0.all))
    }

    /// The JSON Schema that a content file with this tree is checked by.
    pub(super) fn check(&self, root: &tree::Node) -> Cow<'_, Value> {
        let Known { all, checks, .. } = &*self.0;
        let Some(kind) = self.of_file(root) else {
            return Cow::Owned(schema::of_none(all, root));
        };
        let index = all.iter().position(|known| known == kind);
        match index.and_then(|index| checks.get(index)) {
            Some(check) => Cow::Borrowed(check.get_or_init(|| schema::of_one(kind, all))),
            None => Cow::Owned(schema::of_one(kind, all)),
        }
    }
}

/// The form of the scalars of an entry in a document of this kind.
pub(super) fn form(kind: Option<&Kind>, name: &str) -> Option<Form> {
    let own = || entries::form(&kind?.entries, name);
    super::schema::form(name).or_else(own)
}

/// The words of a content file under `loai`, and their place.
fn called(root: &tree::Node) -> Option<(String, &tree::Node)> {
    let tree::Value::Map(entries) = &root.value else {
        return None;
    };
    let entry = entries.iter().find(|entry| entry.key == "loai")?;
    match &entry.value.value {
        tree::Value::Scalar(name, _) => Some((text::normal(name.trim()), &entry.value)),
        tree::Value::Seq(_) | tree::Value::Map(_) => None,
    }
}

impl DataFile for Kinds {
    const NAME: &'static str = "kinds.yaml";
    const BUILTIN: &'static str = include_str!("../../../templates/kinds.yaml");

    fn parse(source: &Arc<Source>) -> Result<Self> {
        data::read(source).map(Self::of)
    }

    /// The file's kinds are added to the program's own; one of the same slug takes its place.
    fn brought(source: &Arc<Source>) -> Result<Self> {
        data::check_syntax(source)?;
        let own = Self::builtin()?.0.all.clone();
        brought::join(own, data::read(source)?, source).map(Self::of)
    }
}
