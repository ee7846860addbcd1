//! Four faces from a folder of font files, such as Windows' own.

use super::{Face, FaceId, FontSet};
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The family that the decree names (Phụ lục I, I.4); taken first where a folder has several.
pub(super) const FAMILY: &str = "Times New Roman";
/// Font files that are looked at; Windows has some hundreds.
const MOST_FILES: usize = 2000;
/// A text face is smaller; larger files are passed over.
const MOST_BYTES: u64 = 32 << 20;

/// A file that may serve.
pub(super) struct Candidate {
    path: PathBuf,
    data: Vec<u8>,
}

/// The faces of a family.
pub(super) type Faces = BTreeMap<FaceId, Candidate>;

/// Why a file cannot serve.
pub(super) struct Unfit {
    pub(super) path: PathBuf,
    pub(super) why: &'static str,
}

/// Reads the four faces of Times New Roman, or of the only family that has all four.
pub(super) fn read(dir: &Path) -> Result<FontSet> {
    let paths = files(dir).map_err(|error| unreadable("thư mục phông chữ", dir, &error))?;
    let (mut families, unread) = families(paths);
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
    let Some(set) = set(faces).map_err(refused)? else {
        return Err(none_or_many(dir, &BTreeMap::new(), &[]).into());
    };
    Ok(set)
}

/// The four faces, if they may be embedded; none where they are not four.
pub(super) fn set(faces: Faces) -> std::result::Result<Option<FontSet>, Unfit> {
    // In the order of `FaceId`.
    let faces: std::result::Result<Vec<Face>, _> = faces.into_values().map(face).collect();
    Ok(<[Face; 4]>::try_from(faces?).ok().map(FontSet::new))
}

fn refused(unfit: Unfit) -> Diagnostic {
    let Unfit { path, why } = unfit;
    Diagnostic::error(
        "phong-chu",
        format!("không dùng được “{}”: {why}", path.display()),
    )
    .help("dùng phông TrueType (.ttf) cho phép nhúng, hoặc bỏ --fonts để dùng phông có sẵn")
}

fn unreadable(what: &str, path: &Path, error: &std::io::Error) -> Diagnostic {
    let message = format!("không đọc được {what} “{}”: {error}", path.display());
    Diagnostic::error("phong-chu", message).help("kiểm tra lại đường dẫn sau --fonts và quyền đọc")
}

type Families = BTreeMap<String, Faces>;

/// The font files of a folder.
fn files(dir: &Path) -> std::io::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(dir)?;
    let paths = entries.map(|entry| Ok(entry?.path()));
    let paths: std::io::Result<Vec<PathBuf>> = paths.collect();
    let is_font = |path: &PathBuf| is_font(path);
    Ok(paths?.into_iter().filter(is_font).collect())
}

/// Tells font files by their names.
pub(super) fn is_font(path: &Path) -> bool {
    let extension = path.extension().map(|e| e.to_ascii_lowercase());
    extension.is_some_and(|e| e == "ttf" || e == "otf")
}

/// The families of font files with the faces that there are of each, and the files that could not be
/// read.
pub(super) fn families(mut paths: Vec<PathBuf>) -> (Families, Vec<Diagnostic>) {
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
                unread.push(unreadable("tệp phông", &path, &error));
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
    (families, unread)
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
fn face(candidate: Candidate) -> std::result::Result<Face, Unfit> {
    let Candidate { path, data } = candidate;
    let why = match ttf_parser::Face::parse(&data, 0) {
        Err(_) => Some("tệp phông bị hỏng"),
        Ok(parsed) if parsed.tables().glyf.is_none() => Some("đây là phông PostScript (CFF)"),
        Ok(parsed) => forbidden(&parsed),
    };
    if let Some(why) = why {
        return Err(Unfit { path, why });
    }
    Face::parse(Cow::Owned(data)).ok_or(Unfit {
        path,
        why: "tệp phông bị hỏng",
    })
}

/// Why the maker of a font does not let parts of it be embedded (OS/2, fsType), if so.
fn forbidden(face: &ttf_parser::Face<'_>) -> Option<&'static str> {
    let rights = face.tables().os2?;
    if rights.permissions() == Some(ttf_parser::Permissions::Restricted) {
        return Some("nhà làm phông không cho nhúng vào văn bản");
    }
    if !rights.is_outline_embedding_allowed() {
        return Some("nhà làm phông chỉ cho nhúng ảnh chấm của chữ");
    }
    (!rights.is_subsetting_allowed()).then_some("nhà làm phông không cho nhúng một phần phông")
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
