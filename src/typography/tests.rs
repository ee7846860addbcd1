use super::*;
use crate::data::DataFile;
use crate::document::{Blank, Block, BlockKind, Inline, Text};

fn text(text: &str) -> Inline {
    Inline::Text(Text {
        text: text.to_owned(),
        bold: false,
        italic: false,
        marks: Default::default(),
        origins: Default::default(),
    })
}

fn set(mut inlines: Inlines, longest: usize, pass: impl Fn(&Pass<'_>, &mut Inlines)) -> String {
    let rules = &Rules::builtin().unwrap();
    pass(&Pass { rules, longest }, &mut inlines);
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) => text.text.replace('\u{a0}', "~").replace('\u{2011}', "="),
            Inline::Blank(blank) => format!("{{{}}}", blank.name()),
            Inline::Break => "|".to_owned(),
            Inline::Note(_) | Inline::Leader(_) | Inline::Check(_) => "^".to_owned(),
        })
        .collect()
}

fn whole_line(pass: &Pass<'_>, inlines: &mut Inlines) {
    pass.line(inlines);
}

fn whole_cell(pass: &Pass<'_>, inlines: &mut Inlines) {
    pass.cell(inlines);
}

fn glued(plain: &str) -> String {
    set(vec![text(plain)], 25, whole_line)
}

/// `~` a no-break space, `=` a no-break hyphen; the plain text is the same with space and hyphen.
#[test]
fn what_belongs_together() {
    for expected in [
        "Chương trình số~14=CTr/ĐU ngày~26 tháng~12 năm~2023 của",
        "Nghị định số~30/2020/NĐ=CP, Nghị quyết số~08/NQ=HĐND;",
        "theo Điều~5, khoản~2, điểm~a, Chương~II, Mục~1. Phần~I và Phụ lục~III",
        "đạt 94,58% giảm =5,41% (=3%), còn 5~% và 750~đồng.",
        "có 01~hộ nghèo, 45~hộ cận nghèo (40/454~em), dài 2,5~km, 300~m²; 15~tỷ đồng",
        "7.512.469.825 đồng/7.942.500.000~đồng, 7,5~tỷ đồng/8~tỷ đồng",
        "giai đoạn 2021~- 2025, từ 5%~- 7%; 2023-2024 và (27/7/1947-27/7/2023)",
        "- TT/Đảng~ủy, TT/HĐND; đảng ủy",
        "trong 30~ngày kể từ ngày~30 tháng~6; năm~2024 người dân",
        "kinh tế - xã hội, thương mại - dịch vụ, Đoạn A - B",
        "Kết thúc năm. 15~hộ nghèo; điểm ở; số lượng; mục tiêu",
        "PHẦN~I và ĐIỀU~5 của QĐ=UBND",
        "Đốc Binh Kiều-Chợ Nông sản, Nguyễn-Trãi",
        "năm~2024",
        "",
        " - ",
    ] {
        let plain = expected.replace('~', " ").replace('=', "-");
        assert_eq!(glued(&plain), expected);
    }
}

#[test]
fn gaps_and_styles_are_no_obstacle() {
    let number = vec![text("Số: "), Inline::Blank(Blank::Number), text("/KH-UBND")];
    assert_eq!(set(number, 25, whole_line), "Số:~{so}/KH=UBND");
    let date = vec![
        text("Phường 2, ngày "),
        Inline::Blank(Blank::Day),
        text(" tháng 01 năm 2024"),
    ];
    assert_eq!(
        set(date, 25, whole_line),
        "Phường~2, ngày~{ngay} tháng~01 năm~2024"
    );
    let styles = vec![text("theo Đi"), text("ều "), text("5 và 30"), text(" hộ")];
    assert_eq!(set(styles, 25, whole_line), "theo Điều~5 và 30~hộ");
    let note = vec![
        text("năm 2023"),
        Inline::Note(0),
        text(" hộ, 5"),
        Inline::Break,
        text("hộ"),
    ];
    assert_eq!(set(note, 25, whole_line), "năm~2023^ hộ, 5|hộ");
}

#[test]
fn nothing_long_is_kept_together() {
    let line = |plain: &str, longest| set(vec![text(plain)], longest, whole_line);
    // 13 characters with the space.
    assert_eq!(line("số 14-CTr/ĐU", 12), "số~14=CTr/ĐU");
    assert_eq!(line("số 14-CTr/ĐU", 11), "số 14=CTr/ĐU");
    assert_eq!(line("số 14-CTr/ĐU", 8), "số~14-CTr/ĐU");
    assert_eq!(line("số 14-CTr/ĐU", 5), "số 14-CTr/ĐU");
    let long = format!("Điều {}", "5".repeat(1_000));
    assert_eq!(line(&long, 25), long);
}

/// A narrow column must be free to end a line at any space.
#[test]
fn cells_keep_their_spaces() {
    let cell = vec![text("số 08/NQ-HĐND, Điều 5, giảm -5%")];
    assert_eq!(set(cell, 25, whole_cell), "số 08/NQ=HĐND, Điều 5, giảm =5%");
}

#[test]
fn zero_switches_it_off() {
    let block = Block {
        origin: None,
        kind: BlockKind::Paragraph(vec![text("Điều 5")]),
    };
    let mut document = Document {
        sources: Vec::new(),
        kind: None,
        properties: crate::document::Properties::default(),
        blocks: vec![block],
        notes: Vec::new(),
    };
    let before = document.clone();
    let rules = Rules::builtin().unwrap();
    keep_together(&mut document, &rules, 0);
    assert_eq!(document, before);
    keep_together(&mut document, &rules, 25);
    assert_ne!(document, before);
}

proptest::proptest! {
    /// Whatever the text: the same characters but for those two, in their order.
    #[test]
    fn only_spaces_and_hyphens_change(plain in "[ 0-9,./()%–aàđĐNQ-]{0,40}", longest in 0usize..30) {
        let line = |plain: &str| set(vec![text(plain)], longest, whole_line);
        let done = line(&plain);
        proptest::prop_assert_eq!(done.replace('~', " ").replace('=', "-"), plain);
    }
}
