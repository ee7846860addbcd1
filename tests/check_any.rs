//! `vanban check` on any text: it never stops, its places are those of the file, its mends can be made, and mends
//! leave all other bytes.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use proptest::prelude::*;
use std::{path::Path, sync::LazyLock};
use vanban::check::{self, Report, Selection, mend};
use vanban::diagnostic::{Result, Source};
use vanban::{Resources, compile, content};

static RESOURCES: LazyLock<Resources> = LazyLock::new(Resources::embedded);

fn document(body: &str) -> String {
    let body = body.replace('\n', "\n  ");
    format!(
        "# đầu tệp\nloai: bao-cao\nco_quan: UBND PHƯỜNG AN PHÚ\nviet_tat: UBND\ndia_danh: An Phú\n\
         ngay_ban_hanh: 15/03/2024\nso: 12\ntrich_yeu: Kết quả công tác năm 2024 # dặn\ncan_cu: [Luật Thử số 1/2020/QH14]\n\
         noi_dung: |\n  {body}\nnguoi_ky: {{chuc_vu: CHỦ TỊCH, ho_ten: Trần Thị Bình}}\nnoi_nhan: [Như trên]\nluu: VT\n"
    )
}

fn look(text: &str) -> Result<Report> {
    let mut read = |_: &Path| Err(std::io::ErrorKind::NotFound.into());
    let loaded = content::from_sources("a.yaml".as_ref(), text, &mut read)?;
    let compiled = compile(&loaded.content, &RESOURCES)?;
    let everything = Selection::default();
    let told = compiled.warnings.clone();
    Ok(check::check_with(
        &loaded.content,
        &compiled,
        None,
        &everything,
        told,
    ))
}

/// What stands in official texts, and what stands there by mistake.
const PIECES: &[&str] = &[
    "Ủy ban nhân dân",
    "ủy",
    "nhân",
    "dân",
    "dân",
    "đạt",
    "tỷ lệ",
    "220/439",
    "người",
    "51,11%",
    "%%",
    "%",
    "đđ",
    "đ",
    "tăng",
    "giảm",
    "so với cùng kỳ",
    "(",
    ")",
    "“",
    "”",
    "\"",
    "gồm",
    "trong đó",
    "tổng số",
    "1.",
    "a)",
    "b)",
    "đ)",
    "Điều 5.",
    "Khoản 2",
    "khoản 2 Điều 5",
    "Nghị định số 30/2020/NĐ-CP",
    "ngày 31/02/2024",
    "ngày 5 tháng 3 năm 2024",
    "thứ Hai",
    "thứ hai",
    "năm 2023",
    "2024",
    ",",
    ".",
    ";",
    ":",
    " ,",
    "..",
    "...",
    "./.",
    "-",
    "–",
    "—",
    "…",
    "|",
    "\n",
    "\n\n",
    "\n\n- ",
    "\n\n1. ",
    "\n\n# ",
    "\n\n## I. ",
    "\n\n| A | B |\n|---|---|\n| ",
    " | ",
    " |\n| Tổng | ",
    "**",
    "*",
    "_",
    "[^1]",
    "\n\n[^1]: ",
    "7.512.469",
    "7,512,469",
    "97.5%",
    "đồng",
    "triệu đồng",
    "(Bằng chữ: một triệu đồng)",
    "05",
    "5",
    "Phường 2",
    "phường",
    "TP.",
    "v.v.",
    "Tết",
    "UBND",
    "HĐND",
    "KT.",
    "TM.",
    "hoà",
    "hòa",
    "quý",
    "lý",
    "lí",
    "nga\u{300}y",
    "\u{200b}",
    "\u{a0}",
    "\u{ad}",
    "Ñöôïc",
    "®¬n",
    "а",
    "о",
    "ddax",
    "tieesng",
    "km²",
    "°C",
    "±",
    "{{ 1 + 2 }}",
    "{{ so_lieu.x }}",
    "😀",
    "Krông Bông",
    "từ",
    "đến",
    "huyện",
    "tỉnh",
    "Kính gửi:",
    "Nơi nhận:",
    "Trên đây là",
    "Căn cứ",
    "Phụ lục I",
    "này",
    "và",
    "và",
    "các",
    "của",
    "0",
    "00",
    "1/0",
    "0/0",
    "99999999999999999999",
    "-5",
    "1e9",
    "½",
    "٣",
    "３",
    "\u{301}",
];

fn body() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => "[0-9]{1,4}([.,/][0-9]{1,3}){0,3}(%|đ| %)?",
        1 => "\\PC{0,4}",
    ];
    let piece = (piece, prop_oneof![4 => Just(" "), 1 => Just("")]);
    prop::collection::vec(piece, 1..60).prop_map(|pieces| {
        let body: String = pieces
            .iter()
            .flat_map(|(piece, space)| [piece.as_str(), space])
            .collect();
        format!("Báo cáo như sau: {body}")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_checked(body in body()) {
        let text = document(&body);
        let Ok(report) = look(&text) else { return Ok(()); };
        let all = report.findings.iter().chain(&report.unevaluated);
        for finding in all {
            let places = finding.place.iter().chain(finding.related.iter().map(|(place, _)| place));
            for place in places {
                prop_assert!(place.source.text.get(place.range.clone()).is_some(), "{finding:?}");
            }
            prop_assert!(!finding.message.is_empty() && !finding.message.ends_with('.'), "{}", finding.message);
            if let Some(fix) = &finding.fix {
                let there = fix.place.source.text.get(fix.place.range.clone());
                prop_assert!(there.is_some_and(|there| there != fix.text), "{finding:?}");
            }
        }
    }

    #[test]
    fn mends_leave_all_other_bytes(body in body()) {
        let text = document(&body);
        let Ok(report) = look(&text) else { return Ok(()); };
        let source = Source::of_file("a.yaml", text.as_str());
        let mut again = |source: &Source| look(&source.text);
        let mended = mend::mend(&source, report, &mut again);
        // Outside of the body nothing is touched.
        let start = text.find("noi_dung").unwrap();
        let end = text.rfind("nguoi_ky").unwrap();
        let after = &mended.source.text;
        prop_assert!(after.ends_with(&text[end..]));
        if !mended.made.iter().any(|made| made.place.as_ref().unwrap().range.start < start) {
            prop_assert!(after.starts_with(&text[..start]));
        }
        if mended.made.is_empty() {
            prop_assert_eq!(after, &text);
        }
        // Nothing is left to be made.
        let report = look(after).unwrap();
        let twice = mend::mend(&mended.source, report, &mut again);
        prop_assert_eq!(&twice.source.text, after);
    }
}
