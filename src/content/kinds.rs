//! The kinds of documents, from `templates/kinds.yaml`, and a first content file for each.

use super::{Kind, schema};
use crate::data::{self, DataFile};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Result, Source};
use crate::yaml::{nearest, tree};
use serde_json::Value;
use std::sync::{Arc, OnceLock};

/// All kinds of documents that can be written, in the order of the decree's table; those of a
/// template folder come behind. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Kinds(Arc<Known>);

#[derive(Debug)]
struct Known {
    all: Vec<Kind>,
    /// They are forms of copies, whose files have no text.
    copies: bool,
    schema: OnceLock<Value>,
}

impl Kinds {
    fn of(all: Vec<Kind>) -> Self {
        let schema = OnceLock::new();
        let copies = false;
        Self(Arc::new(Known {
            all,
            copies,
            schema,
        }))
    }

    /// Tells whether they are forms of copies.
    pub(super) fn are_copies(&self) -> bool {
        self.0.copies
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Kind> {
        self.0.all.iter()
    }

    /// The kind that a content file names.
    pub fn find(&self, slug: &str) -> Option<&Kind> {
        self.iter().find(|kind| kind.slug == slug)
    }

    /// The JSON Schema of content files of these kinds.
    pub(super) fn schema(&self) -> &Value {
        self.0.schema.get_or_init(|| {
            let mut schema = schema::DOCUMENT.clone();
            if let Some(slugs) = schema.pointer_mut(SLUGS) {
                *slugs = self
                    .iter()
                    .map(|kind| Value::from(kind.slug.as_str()))
                    .collect();
            }
            schema
        })
    }
}

/// Where the schema of content files lists the kinds.
const SLUGS: &str = "/properties/loai/enum";

impl DataFile for Kinds {
    const NAME: &'static str = "kinds.yaml";
    const BUILTIN: &'static str = include_str!("../../templates/kinds.yaml");

    fn parse(source: &Arc<Source>) -> Result<Self> {
        data::read(source).map(Self::of)
    }

    /// The file's kinds are added to the program's own; one of the same slug takes its place.
    fn brought(source: &Arc<Source>) -> Result<Self> {
        let root = data::check_syntax(source)?;
        let brought: Vec<Kind> = data::read(source)?;
        let mut all = Self::builtin()?.0.all.clone();
        let mut errors = Vec::new();
        for (index, kind) in brought.iter().enumerate() {
            if brought[..index].iter().any(|other| other.slug == kind.slug) {
                errors.push(twice(source, root.as_deref(), index, &kind.slug));
            }
            match all.iter_mut().find(|own| own.slug == kind.slug) {
                Some(own) => *own = kind.clone(),
                None => all.push(kind.clone()),
            }
        }
        match errors.is_empty() {
            true => Ok(Self::of(all)),
            false => Err(Diagnostics(errors)),
        }
    }
}

/// The forms of copies (hình thức sao), from `templates/copies.yaml`: a copy's file tells of the copy alone, and has
/// no text of its own.
#[derive(Debug, Clone)]
pub struct Copies(Kinds);

impl DataFile for Copies {
    const NAME: &'static str = "copies.yaml";
    const BUILTIN: &'static str = include_str!("../../templates/copies.yaml");

    fn parse(source: &Arc<Source>) -> Result<Self> {
        let all: Vec<Kind> = data::read(source)?;
        let kinds = Kinds::of(all);
        let mut schema = kinds.schema().clone();
        for name in OF_THE_ORIGINAL {
            if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
                required.retain(|known| known != *name);
            }
            if let Some(entries) = schema.get_mut("properties").and_then(Value::as_object_mut) {
                entries.remove(*name);
            }
        }
        let all = kinds.0.all.clone();
        Ok(Self(Kinds(Arc::new(Known {
            all,
            copies: true,
            schema: OnceLock::from(schema),
        }))))
    }
}

impl Copies {
    /// The forms as kinds of content files.
    pub fn kinds(&self) -> &Kinds {
        &self.0
    }
}

/// Entries that tell of a text, which a copy takes from the document that it is one of.
const OF_THE_ORIGINAL: &[&str] = &[
    "trich_yeu",
    "noi_dung",
    "mo_dau",
    "ket_thuc",
    "kinh_gui",
    "can_cu",
    "tham_quyen",
    "do_mat",
    "do_khan",
    "hen_gio",
    "pham_vi_luu_hanh",
    "du_thao",
    "nguoi_soan_thao",
    "so_ban",
    "co_quan_chu_quan",
    "moi_dong_la_doan",
    "don_vi_soan_thao",
    "so_lieu",
    "bang",
    "phu_luc",
    "ban_hanh_kem_theo",
];

/// The error about a kind that stands twice in a file.
fn twice(source: &Arc<Source>, root: Option<&tree::Node>, index: usize, slug: &str) -> Diagnostic {
    let item = root.and_then(|root| match &root.value {
        tree::Value::Seq(items) => items.get(index),
        _ => None,
    });
    let range = item.map_or(0..0, |item| item.range.clone());
    let message = format!("tệp dữ liệu “{}”: loại “{slug}” có hai lần", source.name);
    Diagnostic::error(data::CODE, message)
        .at(Place::new(source, range))
        .help("giữ một dòng cho mỗi loại văn bản")
}

/// First content files by template: what `vanban new` starts from.
const SKELETONS: [(&str, &str); 4] = [
    ("named.xml", include_str!("../../templates/new/named.yaml")),
    (
        "resolution.xml",
        include_str!("../../templates/new/resolution.yaml"),
    ),
    (
        "decision.xml",
        include_str!("../../templates/new/decision.yaml"),
    ),
    (
        "letter.xml",
        include_str!("../../templates/new/letter.yaml"),
    ),
];

/// A copy's file, with comments; none where the slug is no form of copy.
pub fn copy_skeleton(copies: &Copies, slug: &str, year: u16) -> Option<String> {
    let form = copies.kinds().find(slug)?;
    let text = include_str!("../../templates/new/copy.yaml");
    let text = text.replace("@loai@", &form.slug);
    Some(text.replace("@nam@", &year.to_string()))
}

/// An agency profile, with comments, that documents can name as it is.
pub fn profile_skeleton() -> &'static str {
    include_str!("../../templates/new/profile.yaml")
}

/// The name of an agency profile for `vanban new`.
pub const PROFILE: &str = "ho-so";

/// A content file of a kind, with comments, that builds as it is: a draft of some year.
///
/// # Errors
/// There is no such kind.
pub fn skeleton(kinds: &Kinds, kind_slug: &str, year: u16) -> Result<String> {
    let slugs = kinds.0.all.iter().map(|kind| kind.slug.as_str());
    let slugs = slugs.chain([PROFILE]);
    kinds
        .find(kind_slug)
        .and_then(|kind| {
            let known = SKELETONS.iter().find(|(name, _)| *name == kind.template);
            // A template of the user is most likely a variant of the one for most kinds.
            let (_, text) = known.or(SKELETONS.first())?;
            let name = kind.name.to_lowercase();
            let text = text.replace("@loai@", &kind.slug).replace("@ten@", &name);
            Some(text.replace("@nam@", &year.to_string()))
        })
        .ok_or_else(|| {
            Diagnostic::error("loai-la", format!("không có loại văn bản “{kind_slug}”"))
                .help(nearest::advice(kind_slug, slugs).text)
                .into()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds() -> Kinds {
        Kinds::builtin().unwrap()
    }

    #[test]
    fn every_kind_is_read() {
        assert_eq!(kinds().iter().count(), 20);
        let kinds = kinds();
        let symbols: Vec<&str> = kinds.iter().map(|k| k.abbreviation.as_str()).collect();
        assert_eq!(
            symbols.join(" "),
            "NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC TTr GUQ PG PC PB "
        );
    }

    #[test]
    fn every_skeleton_loads() {
        for kind in kinds().iter() {
            let text = skeleton(&kinds(), &kind.slug, 2031).unwrap_or_else(|e| panic!("{e}"));
            let loaded = super::super::from_text("moi.yaml", &text)
                .unwrap_or_else(|e| panic!("{}\n{e}", kind.slug));
            assert_eq!(loaded.warnings, [], "{}", kind.slug);
            assert_eq!(loaded.content.kind, *kind);
            assert!(!text.contains('@'));
            assert_eq!(loaded.content.date.year, 2031);
        }
    }

    #[test]
    fn the_skeleton_of_a_profile_serves_every_kind() {
        let document = "loai: ke-hoach\nho_so: co-quan.yaml\nngay_ban_hanh: //2031\ntrich_yeu: Thử\nnoi_dung: Thử\n";
        let read = &mut |path: &std::path::Path| {
            assert_eq!(path, std::path::Path::new("co-quan.yaml"));
            Ok(profile_skeleton().as_bytes().to_vec())
        };
        for kind in kinds().iter() {
            let document = document.replace("ke-hoach", &kind.slug);
            let path = std::path::Path::new("a.yaml");
            let loaded = super::super::from_sources(path, document, read);
            let loaded = loaded.unwrap_or_else(|e| panic!("{}\n{e}", kind.slug));
            assert_eq!(loaded.warnings, []);
            assert_eq!(loaded.content.recipients.len(), 2);
        }
    }

    #[test]
    fn unknown_kind_is_told_the_nearest() {
        let error = skeleton(&kinds(), "kế hoạch", 2031).map_err(|e| e.to_string());
        insta::assert_snapshot!(error.err().unwrap_or_default(), @r"
        lỗi[loai-la]: không có loại văn bản “kế hoạch”
        cách sửa: có phải là “ke-hoach”?
        ");
    }
}
