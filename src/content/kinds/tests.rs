//! The kinds as data, by name, and their skeletons.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::*;
use crate::content::{Loaded, from_sources, from_text};
use std::path::Path;

fn kinds() -> Kinds {
    Kinds::builtin().unwrap()
}

fn folder(text: &str) -> Result<Kinds> {
    Kinds::brought(&Source::new("kinds.yaml", text))
}

/// The kinds of Điều 7, with the abbreviations of Phụ lục III, I.
#[test]
fn every_kind_of_the_decree_is_there() {
    let kinds = kinds();
    let symbols: Vec<&str> = kinds.iter().map(|k| k.abbreviation.as_str()).collect();
    assert_eq!(
        symbols.join(" "),
        "NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB  "
    );
}

/// The program's own kinds are held to the rules that hold for those of a template folder.
#[test]
fn own_kinds_are_in_order() {
    let source = Source::new("kinds.yaml", Kinds::BUILTIN);
    let read = data::read(&source).unwrap();
    brought::join(Vec::new(), read, &source).unwrap_or_else(|e| panic!("{e}"));
    assert!(!others::read().unwrap().is_empty());
    for kind in kinds().iter() {
        assert!(!kind.skeleton.is_empty(), "{}", kind.slug);
    }
}

#[test]
fn kinds_go_by_many_names() {
    let kinds = kinds();
    let slug = |name: &str| kinds.named(name).map_or("", |kind| &kind.slug);
    for (name, expected) in [
        ("ke-hoach", "ke-hoach"),
        ("Kế hoạch", "ke-hoach"),
        ("KẾ HOẠCH", "ke-hoach"),
        ("ke hoach", "ke-hoach"),
        ("KH", "ke-hoach"),
        ("HĐ", "hop-dong"),
        ("HD", "huong-dan"),
        ("Công văn", "cong-van"),
        ("Giấy uỷ quyền", "giay-uy-quyen"),
        ("Biên bản họp", "bien-ban"),
        // Three letters of which nobody knows the marks.
        ("hd", ""),
        ("", ""),
        ("kế hoặc", ""),
    ] {
        assert_eq!(slug(name), expected, "{name}");
    }
}

#[test]
fn unknown_kinds_get_a_true_answer() {
    let kinds = kinds();
    let told = [
        "kế hoạc",
        "hd",
        "Thông tư",
        "Nghị định",
        "Kết luận",
        "Nghị quyết của Đảng ủy",
        "sao y",
        "giấy khen",
        "xyz",
    ];
    let told: Vec<String> = told
        .map(|name| crate::diagnostic::Diagnostics::from(kinds.unknown(name)).to_string())
        .to_vec();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn every_skeleton_loads() {
    for kind in kinds().iter() {
        let text = skeleton(&kinds(), &kind.slug, 2031).unwrap_or_else(|e| panic!("{e}"));
        let Loaded { content, warnings } =
            from_text("moi.yaml", &text).unwrap_or_else(|e| panic!("{}\n{e}", kind.slug));
        let codes: Vec<&str> = warnings.iter().map(|warning| warning.code).collect();
        assert_eq!(codes, ["con-cho-trong"], "{}", kind.slug);
        assert_eq!(content.kind, *kind);
        assert!(!text.contains('@'), "{text}");
        assert!(content.date.is_none_or(|date| date.year == 2031));
        let above = content.addressees.is_empty() && content.kind.entries.is_empty();
        assert!(!above || !text.contains("Như trên"), "{}", kind.slug);
    }
}

#[test]
fn the_skeleton_of_a_profile_serves_every_kind() {
    let read = &mut |path: &Path| {
        assert_eq!(path, Path::new("co-quan.yaml"));
        Ok(profile_skeleton().as_bytes().to_vec())
    };
    for kind in kinds().iter() {
        let text = skeleton(&kinds(), &kind.slug, 2031).unwrap();
        // Without what the profile gives.
        let mut out = String::from("ho_so: co-quan.yaml\n");
        let mut left_out = false;
        for line in text.lines() {
            let key = line.split(':').next().unwrap_or_default();
            if !line.starts_with([' ', '#']) && !line.is_empty() {
                let shared = [
                    "co_quan", "viet_tat", "dia_danh", "nguoi_ky", "noi_nhan", "luu",
                ];
                left_out = shared.contains(&key);
            }
            if !left_out {
                out.push_str(line);
                out.push('\n');
            }
        }
        let loaded = from_sources(Path::new("a.yaml"), out, read);
        let loaded = loaded.unwrap_or_else(|e| panic!("{}\n{e}", kind.slug));
        assert_eq!(loaded.content.recipients.len(), 2);
    }
}

/// A kind of a folder without a skeleton gets one of its entries.
#[test]
fn a_skeleton_is_put_together_of_the_entries() {
    let kinds = folder(
        "- slug: giay-khen\n  name: GIẤY KHEN\n  abbreviation: GK\n  template: named.xml\n  muc:\n\
         \x20   - {ten: nguoi_duoc_khen, bat_buoc: true, mo_ta: Người được khen.}\n\
         \x20   - {ten: thanh_tich, dang: cac_dong, mo_ta: Thành tích.}\n\
         \x20   - {ten: loi_khen, dang: markdown, bat_buoc: true, mo_ta: Lời khen.}\n\
         \x20   - {ten: nguoi_nhan, dang: nhom, bat_buoc: true, it_nhat: 2, mo_ta: Các người nhận., muc: [{ten: ho_ten, bat_buoc: true, mo_ta: Họ tên.}, {ten: to, dang: cac_dong, mo_ta: Các tổ.}]}\n",
    );
    let kinds = kinds.unwrap();
    let text = skeleton(&kinds, "Giấy khen", 2031).unwrap();
    insta::assert_snapshot!(text);
    let read = &mut |_: &Path| Err(std::io::ErrorKind::NotFound.into());
    let draft = crate::content::Draft::from_sources(Path::new("a.yaml"), text, read, &kinds);
    let content = draft
        .unwrap_or_else(|e| panic!("{e}"))
        .content()
        .unwrap()
        .content;
    assert_eq!(content.own.len(), 3, "{:?}", content.own);
}

#[test]
fn what_is_wrong_in_kinds_of_a_folder_is_told_at_its_place() {
    let kind = "- slug: giay-khen\n  name: GIẤY KHEN\n  abbreviation: GK\n  template: named.xml\n";
    let told = [
        "  muc: [{ten: noi_dung, mo_ta: A}]\n",
        "  muc: [{ten: Người, mo_ta: A}]\n",
        "  muc: [{ten: a, mo_ta: A}, {ten: a, mo_ta: A}]\n",
        "  muc: [{ten: a, dang: nhom, mo_ta: A}]\n",
        "  muc: [{ten: a, mo_ta: A, muc: [{ten: b, mo_ta: B}]}]\n",
        "  muc: [{ten: a, dang: bang, mo_ta: A}]\n",
        "  bat_buoc: [trich_yeu, noi_dng]\n",
        "  bi_danh: [Kế hoạch]\n",
    ];
    let told = told.map(|line| {
        folder(&format!("{kind}{line}"))
            .err()
            .map(|e| e.to_string())
    });
    let told: Vec<String> = told.into_iter().map(Option::unwrap_or_default).collect();
    insta::assert_snapshot!(told.join("\n"));
}

/// The page that shows them has a picture of each (`.ci/kinds.py` makes them).
#[test]
fn the_contact_sheet_shows_every_kind() {
    let page = std::fs::read_to_string("docs/cac-loai.md").unwrap();
    for kind in kinds().iter() {
        let picture = format!("cac-loai/{}.png", kind.slug);
        assert!(page.contains(&picture), "{picture}");
        assert!(Path::new("docs").join(&picture).exists(), "{picture}");
    }
}
