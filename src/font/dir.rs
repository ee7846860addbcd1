//! The user's own four faces from a folder of font files, such as Windows' own.

use super::{Face, FaceId, FontSet};
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The family that the decree names (Phụ lục I, I.4); taken first where a folder has several.
const FAMILY: &str = "Times New Roman";
/// Font files that are looked at; Windows has some hundreds.
const MOST_FILES: usize = 2000;
/// A text face is smaller; larger files are passed over.
const MOST_BYTES: u64 = 32 << 20;

/// A file that may serve.
struct Candidate {
    path: PathBuf,
    data: Vec<u8>,
}

/// Reads the four faces of Times New Roman, or of the only family that has all four.
pub(super) fn read(dir: &Path) -> Result<FontSet> {
    let (mut families, unread) = families(dir)?;
    let complete: Vec<String> = families
        .iter()
        .filter(|(_, faces)| faces.len() == FaceId::ALL.len())
        .map(|(name, _)| name.clone())
        .collect();
    let chosen = match complete.iter().find(|name| *name == FAMILY) {
        Some(name) => name.clone(),
        None => match complete.as_slice() {
            [only] => only.clone(),
            // What could not be read may be what is missing.
            [] if !unread.is_empty() => return Err(Diagnostics(unread)),
            _ => return Err(none_or_many(dir, &families, &complete).into()),
        },
    };
    let faces = families.remove(&chosen).unwrap_or_default();
    let faces: Vec<Face> = faces
        .into_values()
        .map(face)
        .collect::<std::result::Result<_, _>>()?;
    // Four faces by the filter above, in the order of `FaceId`.
    <[Face; 4]>::try_from(faces)
        .map(FontSet::new)
        .map_err(|_| none_or_many(dir, &BTreeMap::new(), &[]).into())
}

type Families = BTreeMap<String, BTreeMap<FaceId, Candidate>>;

/// The families of a folder with the faces that it has of each, and the files that could not be
/// read.
fn families(dir: &Path) -> Result<(Families, Vec<Diagnostic>)> {
    let unreadable = |what: &str, path: &Path, error: std::io::Error| {
        let message = format!("không đọc được {what} “{}”: {error}", path.display());
        Diagnostic::error("phong-chu", message)
            .help("kiểm tra lại đường dẫn sau --fonts và quyền đọc")
    };
    let list = || -> std::io::Result<Vec<PathBuf>> {
        let entries = std::fs::read_dir(dir)?;
        entries.map(|entry| Ok(entry?.path())).collect()
    };
    let mut paths = list().map_err(|error| unreadable("thư mục phông chữ", dir, error))?;
    paths.retain(|path| {
        let extension = path.extension().map(|e| e.to_ascii_lowercase());
        extension.is_some_and(|e| e == "ttf" || e == "otf")
    });
    // The first of two files of one face wins, whatever order the system lists them in.
    paths.sort();
    let (mut families, mut unread) = (Families::new(), Vec::new());
    for path in paths.into_iter().take(MOST_FILES) {
        let read = || match std::fs::metadata(&path)?.len() <= MOST_BYTES {
            true => std::fs::read(&path).map(Some),
            false => Ok(None),
        };
        let data = match read() {
            Ok(Some(data)) => data,
            Ok(None) => continue,
            Err(error) => {
                unread.push(unreadable("tệp phông", &path, error));
                continue;
            }
        };
        if let Some((family, id)) = identify(&data) {
            families
                .entry(family)
                .or_default()
                .entry(id)
                .or_insert(Candidate { path, data });
        }
    }
    Ok((families, unread))
}

/// Family and face of a font file; none where it is no font, or one of another weight.
fn identify(data: &[u8]) -> Option<(String, FaceId)> {
    let face = ttf_parser::Face::parse(data, 0).ok()?;
    let family = face
        .names()
        .into_iter()
        .filter(|name| name.name_id == ttf_parser::name_id::FAMILY)
        .find_map(|name| name.to_string())?;
    Some((family, FaceId::new(face.is_bold(), face.is_italic())))
}

/// A face that may be embedded in a document.
fn face(candidate: Candidate) -> Result<Face> {
    let Candidate { path, data } = candidate;
    let refuse = |why: &str| {
        Diagnostics::from(
            Diagnostic::error(
                "phong-chu",
                format!("không dùng được “{}”: {why}", path.display()),
            )
            .help(
                "dùng phông TrueType (.ttf) cho phép nhúng, hoặc bỏ --fonts để dùng phông có sẵn",
            ),
        )
    };
    let parsed = ttf_parser::Face::parse(&data, 0).map_err(|_| refuse("tệp phông bị hỏng"))?;
    if parsed.tables().glyf.is_none() {
        return Err(refuse("đây là phông PostScript (CFF)"));
    }
    if parsed.permissions() == Some(ttf_parser::Permissions::Restricted) {
        return Err(refuse("nhà làm phông không cho nhúng vào văn bản"));
    }
    Face::parse(Cow::Owned(data)).ok_or_else(|| refuse("tệp phông bị hỏng"))
}

fn none_or_many(dir: &Path, families: &Families, complete: &[String]) -> Diagnostic {
    let dir = dir.display();
    if !complete.is_empty() {
        return Diagnostic::error(
            "phong-chu",
            format!("thư mục “{dir}” có nhiều họ phông: {}", complete.join(", ")),
        )
        .help(format!("để riêng bốn tệp của {FAMILY} vào một thư mục"));
    }
    let found = families.keys().cloned().collect::<Vec<_>>().join(", ");
    let found = if found.is_empty() {
        "không có phông nào".to_owned()
    } else {
        format!("chỉ có: {found}")
    };
    Diagnostic::error(
        "phong-chu",
        format!("thư mục “{dir}” thiếu bốn kiểu chữ đứng, đậm, nghiêng, nghiêng đậm của {FAMILY} ({found})"),
    )
    .help("chép times.ttf, timesbd.ttf, timesi.ttf, timesbi.ttf từ C:\\Windows\\Fonts vào đó")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_faces_are_found_by_what_they_are() {
        let dir = tempfile::tempdir().unwrap();
        for (index, name) in ["BoldItalic", "Regular", "Italic", "Bold"]
            .iter()
            .enumerate()
        {
            let from = format!("fonts/LiberationSerif-{name}.ttf");
            std::fs::copy(from, dir.path().join(format!("{index}.TTF"))).unwrap();
        }
        std::fs::write(dir.path().join("hong.ttf"), "không phải phông").unwrap();
        let fonts = FontSet::from_dir(dir.path()).unwrap();
        let embedded = FontSet::embedded();
        for id in FaceId::ALL {
            assert!(fonts.face(id).data() == embedded.face(id).data(), "{id:?}");
        }
    }

    #[test]
    fn a_folder_without_them_is_told_so() {
        let dir = tempfile::tempdir().unwrap();
        let told = |dir: &Path| FontSet::from_dir(dir).err().unwrap().0.remove(0).message;
        assert!(told(dir.path()).contains("không có phông nào"));
        std::fs::copy("fonts/LiberationSerif-Bold.ttf", dir.path().join("b.ttf")).unwrap();
        assert!(told(dir.path()).contains("chỉ có: Liberation Serif"));
        assert!(told(&dir.path().join("khong-co")).contains("không đọc được"));
    }
}
