//! The kinds of documents, from `templates/kinds.yaml`, and a first content file for each.

use super::{Kind, nearest};
use crate::diagnostic::{Diagnostic, Result};
use std::sync::LazyLock;

static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    // The invariant is our own data file; `every_kind_is_read` holds it.
    serde_yaml::from_str(include_str!("../../templates/kinds.yaml")).unwrap_or_default()
});

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

/// All kinds of documents that can be written, in the order of the decree's table.
pub fn kinds() -> &'static [Kind] {
    &KINDS
}

/// An agency profile, with comments, that documents can name as it is.
pub fn profile_skeleton() -> &'static str {
    include_str!("../../templates/new/profile.yaml")
}

/// What `vanban new` calls an agency profile.
pub const PROFILE: &str = "ho-so";

/// A content file of a kind, with comments, that builds as it is: a draft of some year.
///
/// # Errors
/// There is no such kind.
pub fn skeleton(kind_slug: &str, year: u16) -> Result<String> {
    let slugs = kinds().iter().map(|kind| kind.slug.as_str());
    let slugs = slugs.chain([PROFILE]);
    kinds()
        .iter()
        .find(|kind| kind.slug == kind_slug)
        .and_then(|kind| {
            let (_, text) = SKELETONS.iter().find(|(name, _)| *name == kind.template)?;
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

    #[test]
    fn every_kind_is_read() {
        let read: std::result::Result<Vec<Kind>, _> =
            serde_yaml::from_str(include_str!("../../templates/kinds.yaml"));
        assert_eq!(
            read.map(|kinds| kinds.len()).map_err(|e| e.to_string()),
            Ok(20)
        );
        let symbols: Vec<&str> = kinds().iter().map(|k| k.abbreviation.as_str()).collect();
        assert_eq!(
            symbols.join(" "),
            "NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC TTr GUQ PG PC PB "
        );
    }

    #[test]
    fn every_skeleton_loads() {
        for kind in kinds() {
            let text = skeleton(&kind.slug, 2031).unwrap_or_else(|e| panic!("{e}"));
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
        for kind in kinds() {
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
        let error = skeleton("kế hoạch", 2031).map_err(|e| e.to_string());
        insta::assert_snapshot!(error.err().unwrap_or_default(), @r"
        lỗi[loai-la]: không có loại văn bản “kế hoạch”
        cách sửa: có phải là “ke-hoach”?
        ");
    }
}
