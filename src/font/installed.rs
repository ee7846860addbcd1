//! Times New Roman as the machine has it: the typeface that the decree names (Phụ lục I, I.4).
//!
//! In: the folders where systems keep fonts. Out: its four faces, if they are as wide and as high as the program's
//! own. Lines are measured with them, and Word measures with the ones that it has: a face of other measures under that
//! name is not used.

use super::dir::{self, FAMILY};
use super::{Face, FaceId, FontSet};
use crate::diagnostic::Diagnostic;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// How deep folders of fonts are gone into, and how many entries are looked at.
const DEEPEST: usize = 6;
const MOST_ENTRIES: usize = 50_000;
/// So many letters are told of.
const MOST_TOLD: usize = 5;

/// What was found of Times New Roman.
pub enum Installed {
    /// The machine has none, or not all four faces.
    Missing,
    /// It has.
    Found {
        /// The faces.
        fonts: Box<FontSet>,
        /// The folder that they are in.
        dir: PathBuf,
    },
    /// It has one that is not used; the warning says why.
    Refused(Box<Diagnostic>),
}

/// The sorts of systems, by where they keep fonts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum System {
    Windows,
    MacOs,
    Other,
}

impl System {
    fn own() -> Self {
        if cfg!(windows) {
            Self::Windows
        } else if cfg!(target_os = "macos") {
            Self::MacOs
        } else {
            Self::Other
        }
    }
}

/// Looks for it in the folders of the system.
pub(super) fn find() -> Installed {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let folders = folders(System::own(), &variable);
    find_in(&folders, FAMILY, &FontSet::embedded())
}

/// Looks for a family of the measures of `like` in folders, those of the system first.
fn find_in(folders: &[PathBuf], family: &str, like: &FontSet) -> Installed {
    let mut refused = None;
    for (dir, paths) in by_folder(folders) {
        let (mut families, _) = dir::families(paths);
        let faces = families.remove(family).unwrap_or_default();
        let why = match dir::set(faces) {
            Ok(None) => continue,
            Ok(Some(fonts)) => match differs(&fonts, like) {
                None => {
                    return Installed::Found {
                        fonts: Box::new(fonts),
                        dir,
                    };
                }
                Some(why) => why,
            },
            Err(unfit) => format!("tệp “{}”: {}", unfit.path.display(), unfit.why),
        };
        refused = refused.or_else(|| Some(warning(family, &dir, &why)));
    }
    refused.map_or(Installed::Missing, |warning| {
        Installed::Refused(Box::new(warning))
    })
}

fn warning(family: &str, dir: &Path, why: &str) -> Diagnostic {
    let dir = dir.display();
    let message = format!("không dùng {family} của máy (“{dir}”) cho PDF: {why}");
    Diagnostic::warning("phong-chu-may", message).help(format!(
        "PDF dùng phông có sẵn, rộng hẹp như {family}; thêm --fonts co-san để khỏi nhắc, hoặc --fonts THƯ MỤC có bản {family} khác"
    ))
}

/// Why faces cannot stand in the place of others: they are not as high, lack a letter, or have it in another width.
fn differs(fonts: &FontSet, like: &FontSet) -> Option<String> {
    FaceId::ALL.into_iter().find_map(|id| {
        let (face, like) = (fonts.face(id), like.face(id));
        let style = match id {
            FaceId::Regular => "đứng",
            FaceId::Bold => "đậm",
            FaceId::Italic => "nghiêng",
            FaceId::BoldItalic => "nghiêng đậm",
        };
        let (lacking, other): (Vec<char>, Vec<char>) = measured()
            .filter(|&letter| scaled(face, letter, like) != scaled(like, letter, face))
            .partition(|&letter| face.glyph(letter).is_none());
        if !lacking.is_empty() {
            return Some(format!("kiểu {style} thiếu {}", told(&lacking)));
        }
        if !other.is_empty() {
            return Some(format!(
                "kiểu {style} có {} rộng khác phông có sẵn",
                told(&other)
            ));
        }
        let heights = [10.0, 1000.0].map(|size| {
            let all = [Face::ascent, Face::descent, Face::line_gap];
            all.map(|of| of(face, size)) == all.map(|of| of(like, size))
        });
        (heights != [true; 2]).then(|| format!("kiểu {style} có chiều cao dòng khác phông có sẵn"))
    })
}

/// The characters whose widths count: what Vietnamese documents are made of.
fn measured() -> impl Iterator<Item = char> {
    // Latin with its marks; the soft hyphen is never drawn.
    let latin = (' '..='~')
        .chain('\u{a0}'..='\u{ff}')
        .filter(|&c| c != '\u{ad}');
    let letters = "ăĂđĐĩĨũŨơƠưƯ".chars().chain('\u{1EA0}'..='\u{1EF9}');
    latin.chain(letters).chain("–—‘’“”…•‰".chars())
}

/// The advance of a letter in units that two faces share.
fn scaled(face: &Face, letter: char, with: &Face) -> Option<u64> {
    let (_, advance) = face.glyph(letter)?;
    Some(u64::from(advance) * u64::from(with.units_per_em()))
}

fn told(letters: &[char]) -> String {
    let shown = letters.iter().take(MOST_TOLD);
    let shown: Vec<String> = shown.map(|letter| format!("“{letter}”")).collect();
    let more = match letters.len() > MOST_TOLD {
        true => " …",
        false => "",
    };
    format!("chữ {}{more}", shown.join(", "))
}

/// Files that may be of the family, by the folders that they are in; what comes first is taken first.
fn by_folder(folders: &[PathBuf]) -> Vec<(PathBuf, Vec<PathBuf>)> {
    let mut found: Vec<(PathBuf, Vec<PathBuf>)> = Vec::new();
    let mut entries = 0;
    for folder in folders {
        let mut of_folder = BTreeMap::new();
        walk(folder, DEEPEST, &mut entries, &mut of_folder);
        for (dir, paths) in of_folder {
            if found.iter().all(|(known, _)| *known != dir) {
                found.push((dir, paths));
            }
        }
    }
    found
}

fn walk(
    folder: &Path,
    deepest: usize,
    entries: &mut usize,
    found: &mut BTreeMap<PathBuf, Vec<PathBuf>>,
) {
    // A folder that is not there, or is not ours to read, has no fonts for us.
    let Ok(list) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in list.flatten() {
        *entries += 1;
        if *entries > MOST_ENTRIES {
            return;
        }
        let path = entry.path();
        if is_named_so(&path) {
            found.entry(folder.to_owned()).or_default().push(path);
        } else if deepest > 0 && path.extension().is_none() && path.is_dir() {
            walk(&path, deepest - 1, entries, found);
        }
    }
}

/// Tells files of the family by their names, so that not all fonts of a machine need be read: `timesbd.ttf` in Windows,
/// `Times New Roman Bold.ttf` in macOS, `Times_New_Roman_Bold.ttf` of Microsoft's core fonts.
fn is_named_so(path: &Path) -> bool {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    stem.to_ascii_lowercase().starts_with("times") && dir::is_font(path)
}

/// The folders in which a system keeps fonts, its own before the user's.
fn folders(system: System, variable: &dyn Fn(&str) -> Option<OsString>) -> Vec<PathBuf> {
    let below = |name: &str, rest: &str| variable(name).map(|base| Path::new(&base).join(rest));
    let some = |folders: [Option<PathBuf>; 3]| folders.into_iter().flatten().collect();
    match system {
        System::Windows => some([
            below("SystemRoot", "Fonts").or_else(|| below("WINDIR", "Fonts")),
            below("LOCALAPPDATA", "Microsoft\\Windows\\Fonts"),
            None,
        ]),
        System::MacOs => some([
            Some("/System/Library/Fonts".into()),
            Some("/Library/Fonts".into()),
            below("HOME", "Library/Fonts"),
        ]),
        System::Other => fontconfig(variable),
    }
}

/// The folders that fontconfig is told of, or those that it is told of as a rule.
fn fontconfig(variable: &dyn Fn(&str) -> Option<OsString>) -> Vec<PathBuf> {
    let own = variable("FONTCONFIG_FILE").map(PathBuf::from);
    let files = match own {
        Some(file) => vec![file],
        None => vec![
            "/etc/fonts/fonts.conf".into(),
            "/etc/fonts/local.conf".into(),
        ],
    };
    let texts = files
        .iter()
        .filter_map(|file| std::fs::read_to_string(file).ok());
    let found: Vec<PathBuf> = texts.flat_map(|text| named(&text, variable)).collect();
    if !found.is_empty() {
        return found;
    }
    let usual = "<fontconfig><dir>/usr/share/fonts</dir><dir>/usr/local/share/fonts</dir>\
                 <dir prefix=\"xdg\">fonts</dir><dir>~/.fonts</dir></fontconfig>";
    named(usual, variable)
}

/// The folders that a file of fontconfig's names.
fn named(text: &str, variable: &dyn Fn(&str) -> Option<OsString>) -> Vec<PathBuf> {
    let options = roxmltree::ParsingOptions {
        allow_dtd: true,
        ..roxmltree::ParsingOptions::default()
    };
    let Ok(file) = roxmltree::Document::parse_with_options(text, options) else {
        return Vec::new();
    };
    let home = variable("HOME").map(PathBuf::from);
    let data = variable("XDG_DATA_HOME").map(PathBuf::from);
    let data = data.or_else(|| Some(home.as_ref()?.join(".local/share")));
    let folder = |node: roxmltree::Node<'_, '_>| {
        let path = node.text()?.trim();
        match (node.attribute("prefix"), path.strip_prefix("~/")) {
            (Some("xdg"), _) => Some(data.as_ref()?.join(path)),
            (_, Some(rest)) => Some(home.as_ref()?.join(rest)),
            (_, None) => Some(PathBuf::from(path)),
        }
    };
    let root = file.root_element().children();
    let all = root.filter(|node| node.has_tag_name("dir"));
    // A path that is not whole depends on where the program is run.
    all.filter_map(folder)
        .filter(|path| path.is_absolute())
        .collect()
}

#[cfg(test)]
mod tests;
