//! The stage as a whole: what loads, and the message for each thing that does not.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod bounds;
mod joint;
mod loading;
mod messages;
mod pictures;
mod slips;
mod syntax;

use super::*;
use crate::diagnostic::Diagnostics;
use crate::figures::Figure;
use std::{collections::HashMap, path::PathBuf};

const LEAST: &str = "\
loai: ke-hoach
co_quan: UBND PHƯỜNG 2
viet_tat: UBND
dia_danh: Phường 2
ngay_ban_hanh: /01/2024
trich_yeu: Phát triển kinh tế
noi_dung: Nội dung
nguoi_ky: {chuc_vu: CHỦ TỊCH, ho_ten: Nguyễn Văn A}
";

fn ok(text: &str) -> Content {
    from_text("a.yaml", text)
        .unwrap_or_else(|e| panic!("{e}"))
        .content
}

fn error(text: impl AsRef<[u8]>) -> String {
    match from_sources(Path::new("a.yaml"), text.as_ref(), &mut |_| {
        Err(io::ErrorKind::NotFound.into())
    }) {
        Ok(_) => "không có lỗi".to_owned(),
        Err(e) => e.to_string(),
    }
}

/// The least file with a line put in the place of a key's.
fn with(key: &str, line: &str) -> String {
    let mut text: String = LEAST
        .lines()
        .filter(|l| !l.starts_with(&format!("{key}:")))
        .map(|l| format!("{l}\n"))
        .collect();
    text.push_str(line);
    text
}

fn files(all: &[(&str, &str)]) -> Result<Loaded> {
    let all: HashMap<PathBuf, &str> = all.iter().map(|(p, t)| (PathBuf::from(p), *t)).collect();
    from_sources(
        Path::new("d/a.yaml"),
        all[Path::new("d/a.yaml")],
        &mut |path| {
            all.get(path)
                .map(|t| t.as_bytes().to_vec())
                .ok_or(io::ErrorKind::NotFound.into())
        },
    )
}

fn strings(texts: &[Text]) -> Vec<&str> {
    texts.iter().map(|t| t.text.as_str()).collect()
}

fn covered(text: &Text) -> &str {
    &text.place.source.text[text.place.range.clone()]
}

const PROFILE: &str = "\
co_quan: [UBND, PHƯỜNG 2]
viet_tat: UBND
dia_danh: Phường 2
luu: VT
nguoi_ky:
  chu-tich: {quyen_han: TM. UBND, chuc_vu: CHỦ TỊCH, ho_ten: A}
  pho: {quyen_han: [TM. UBND, KT. CHỦ TỊCH], chuc_vu: PHÓ CHỦ TỊCH, ho_ten: B}
nguoi_ky_mac_dinh: chu-tich
the_thuc: {co_chu: {noi_dung: 14, tieu_ngu: 13}}
";
const SHORT: &str = "\
loai: bao-cao
ho_so: ../p.yaml
ngay_ban_hanh: 05/01/2024
trich_yeu: X
noi_dung: Y
";
