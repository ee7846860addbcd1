//! Documents as typists leave them, made of flat values.

use super::*;
use crate::data::DataFile;
use crate::import::flat::{self, Align, Block, Flat, Label, Paragraph, Piece, Run};
use proptest::prelude::*;

fn read(flat: &Flat) -> (Said, Vec<Told>) {
    let kinds = Kinds::builtin().unwrap_or_else(|e| panic!("{e}"));
    let words = Words::builtin().unwrap_or_else(|e| panic!("{e}"));
    understand(flat, &words, &kinds)
}

/// A paragraph: `\t` and `\n` are a tab and a break, `**` around it is bold, `^` before it sets it in the middle.
fn paragraph(at: usize, text: &str) -> Paragraph {
    let (centred, text) = match text.strip_prefix('^') {
        Some(text) => (true, text),
        None => (false, text),
    };
    let (bold, text) = match text.strip_prefix("**") {
        Some(text) => (true, text),
        None => (false, text),
    };
    let mut pieces = Vec::new();
    let mut run = String::new();
    for c in text.chars() {
        match c {
            '\t' | '\n' => {
                pieces.push(Piece::Text(Run {
                    text: std::mem::take(&mut run),
                    bold,
                    ..Run::default()
                }));
                pieces.push(if c == '\t' { Piece::Tab } else { Piece::Line });
            }
            c => run.push(c),
        }
    }
    pieces.push(Piece::Text(Run {
        text: run,
        bold,
        ..Run::default()
    }));
    Paragraph {
        at,
        pieces,
        align: if centred {
            Align::Center
        } else {
            Align::Justify
        },
        ..Paragraph::default()
    }
}

fn typed(lines: &[&str]) -> Flat {
    let blocks = lines
        .iter()
        .enumerate()
        .map(|(nth, text)| Block::Paragraph(paragraph(nth + 1, text)));
    Flat {
        blocks: blocks.collect(),
        ..Flat::default()
    }
}

const PLAN: [&str; 24] = [
    "UBND THÀNH PHỐ X\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "**ỦY BAN NHÂN DÂN PHƯỜNG 2\tĐộc lập - Tự do - Hạnh phúc",
    "--------\t----------------",
    "Số: 12/KH-UBND\tPhường 2, ngày 05 tháng 01 năm 2024",
    "",
    "^**KẾ HOẠCH",
    "^**Tổ chức Tết trồng cây năm 2024",
    "_________",
    "Căn cứ Kế hoạch số 3/KH-UBND ngày 02/01/2024 của Ủy ban nhân dân Thành phố;",
    "Ủy ban nhân dân Phường ban hành kế hoạch như sau:",
    "**I. MỤC ĐÍCH",
    "- Giáo dục   ý thức;",
    "+ Của học sinh;",
    "1. Trồng 200 cây.",
    "2. Chăm sóc.",
    "a) Tưới nước;",
    "b) Làm cỏ.",
    "Trên đây là kế hoạch./.",
    "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN",
    "- Như trên;\tCHỦ TỊCH",
    "- Lưu: VT, VP.",
    "",
    "",
    "\tNguyễn Văn A",
];

#[test]
fn a_plan_typed_with_tabs_is_understood() {
    let (said, told) = read(&typed(&PLAN));
    assert_eq!(said.kind.as_deref(), Some("ke-hoach"));
    assert_eq!(said.agencies.len(), 1);
    assert_eq!(said.agencies[0].superior, ["UBND THÀNH PHỐ X"]);
    assert_eq!(said.agencies[0].name, ["ỦY BAN NHÂN DÂN PHƯỜNG 2"]);
    assert_eq!(
        (said.number.as_deref(), said.symbol.as_deref()),
        (Some("12"), Some("KH-UBND"))
    );
    assert_eq!(said.place.as_deref(), Some("Phường 2"));
    assert_eq!(said.subject, ["Tổ chức Tết trồng cây năm 2024"]);
    assert_eq!(said.bases.len(), 1);
    let marks: Vec<(usize, &str)> = said
        .body
        .iter()
        .filter_map(|part| match part {
            Part::Item { level, mark, .. } => Some((*level, mark.as_str())),
            _ => None,
        })
        .collect();
    assert_eq!(
        marks,
        [
            (1, "-"),
            (2, "-"),
            (1, "1."),
            (1, "2."),
            (1, "a)"),
            (1, "b)")
        ]
    );
    assert_eq!(said.closing.recipients, ["Như trên"]);
    assert_eq!(said.closing.archive.as_deref(), Some("VT, VP"));
    let signatory = &said.closing.signatories[0];
    assert_eq!(signatory.capacity, ["TM. ỦY BAN NHÂN DÂN"]);
    assert_eq!(signatory.title, ["CHỦ TỊCH"]);
    assert_eq!(signatory.name.as_deref(), Some("Nguyễn Văn A"));
    let unsure: Vec<_> = told
        .iter()
        .filter(|told| told.why != Why::Printed)
        .collect();
    assert_eq!(unsure, Vec::<&Told>::new());
}

#[test]
fn a_label_in_the_middle_and_its_title_are_a_heading() {
    let (said, _) = read(&typed(&[
        "^**QUY CHẾ",
        "^**Về A",
        "-----",
        "^**Chương I",
        "^**QUY ĐỊNH CHUNG",
        "^Một dòng ở giữa",
    ]));
    let sets: Vec<Set> = said
        .body
        .iter()
        .filter_map(|part| match part {
            Part::Paragraph { set, .. } => Some(*set),
            _ => None,
        })
        .collect();
    assert_eq!(sets, [Set::Plain, Set::Plain, Set::Centre]);
}

#[test]
fn a_closing_that_is_the_end_of_a_table_is_cut_off() {
    let cell = |column: usize, texts: &[&str]| flat::Cell {
        column,
        columns: 1,
        rows: 1,
        blocks: texts
            .iter()
            .map(|text| Block::Paragraph(paragraph(9, text)))
            .collect(),
    };
    let row = |cells: Vec<flat::Cell>| flat::Row {
        header: false,
        cells,
    };
    let rows = vec![
        row(vec![cell(0, &["Khóm 1"]), cell(1, &["12"])]),
        row(vec![
            cell(0, &["Nơi nhận:", "- Như trên;", "- Lưu: VT."]),
            cell(1, &["CHỦ TỊCH", "Lê Văn A"]),
        ]),
    ];
    let mut flat = typed(&["Số liệu như sau:"]);
    flat.blocks.push(Block::Table(flat::Table {
        columns: vec![1, 1],
        rows,
        bordered: true,
    }));
    let (said, _) = read(&flat);
    assert_eq!(said.closing.recipients, ["Như trên"]);
    assert_eq!(
        said.closing.signatories[0].name.as_deref(),
        Some("Lê Văn A")
    );
    assert!(matches!(said.body.last(), Some(Part::Table(table)) if table.rows.len() == 1));
}

/// Every word is taken or told: never fewer than the document has.
fn assert_kept(flat: &Flat) {
    let (said, told) = read(flat);
    let mut kept = words_said(&said);
    let left_out = told
        .iter()
        .filter(|told| told.why.is_left_out() && !told.beside);
    kept.extend(left_out.flat_map(|told| words_of(&told.text)));
    for (at, text) in ledger::texts_of(flat) {
        for word in words_of(&text) {
            let found = kept.iter().position(|own| *own == word);
            let found = found
                .unwrap_or_else(|| panic!("“{word}” of paragraph {at} is lost: {said:?} {told:?}"));
            kept.swap_remove(found);
        }
    }
}

#[test]
fn no_word_of_a_plan_is_lost() {
    assert_kept(&typed(&PLAN));
}

fn any_block() -> impl Strategy<Value = Block> {
    let text = prop_oneof![
        prop::sample::select(PLAN.to_vec()).prop_map(str::to_owned),
        prop::sample::select(vec![
            "Phụ lục I",
            "^PHỤ LỤC 2: DANH SÁCH",
            "(Kèm theo Kế hoạch số 1)",
            "V/v họp",
            "Kính gửi: Sở A",
            "^QUYẾT ĐỊNH",
            "QUYẾT ĐỊNH:",
            "Điều 1. A",
            "Chương I\nB",
            "KT. CHỦ TỊCH",
            "Số:  /UBND",
            "{{ a }} {% b"
        ])
        .prop_map(str::to_owned),
        "[a-zA-ZĐđ0-9 ,.;:()\\-+/\t]{0,30}",
    ];
    let label = prop::option::of(prop::sample::select(vec![
        ("1.", 0, false),
        ("-", 1, true),
        ("a)", 0, false),
        ("Điều 3.", 0, false),
    ]));
    let one = (text, label, any::<bool>(), prop::option::of(0_u8..4)).prop_map(
        |(text, label, page, outline)| Paragraph {
            label: label.map(|(text, level, bullet)| Label {
                text: text.to_owned(),
                level,
                bullet,
            }),
            page_before: page,
            outline,
            ..paragraph(1, &text)
        },
    );
    let cell = prop::collection::vec(one.clone().prop_map(Block::Paragraph), 0..4);
    let table = (
        prop::collection::vec(prop::collection::vec(cell, 1..4), 1..4),
        any::<bool>(),
    )
        .prop_map(|(rows, bordered)| {
            let rows = rows.into_iter().map(|cells| flat::Row {
                header: false,
                cells: cells
                    .into_iter()
                    .enumerate()
                    .map(|(column, blocks)| flat::Cell {
                        column,
                        columns: 1,
                        rows: 1,
                        blocks,
                    })
                    .collect(),
            });
            Block::Table(flat::Table {
                columns: vec![100; 3],
                rows: rows.collect(),
                bordered,
            })
        });
    prop_oneof![4 => one.prop_map(Block::Paragraph), 1 => table]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn no_word_of_any_document_is_lost(blocks in prop::collection::vec(any_block(), 0..25)) {
        assert_kept(&Flat { blocks, ..Flat::default() });
    }
}

/// Lines brought to the middle with spaces or tabs, the kind in small letters, a subject of two lines.
#[test]
fn blanks_bring_a_line_to_the_middle() {
    for (kind, lead) in [
        ("QUYẾT ĐỊNH", "                 "),
        ("Quyết định", "\t\t\t"),
    ] {
        let lines = [
            HEAD[0].to_owned(),
            HEAD[1].to_owned(),
            HEAD[2].to_owned(),
            format!("**{lead}{kind}"),
            format!("**{lead}Về việc thành lập Tổ công tác"),
            format!("**{lead}phòng, chống thiên tai"),
            String::new(),
            format!("**{lead}CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ A"),
            "Căn cứ Luật Đê điều;".to_owned(),
            format!("**{lead}QUYẾT ĐỊNH:"),
            "Điều 1. Thành lập Tổ công tác.".to_owned(),
        ];
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let (said, _) = read(&typed(&lines));
        assert_eq!(said.kind.as_deref(), Some("quyet-dinh"), "{kind}");
        assert_eq!(
            said.subject,
            ["Về việc thành lập Tổ công tác", "phòng, chống thiên tai"]
        );
        assert_eq!(said.authority, ["CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ A"]);
        assert_eq!(said.bases.len(), 1);
        assert_eq!(said.body.len(), 1, "{:?}", said.body);
    }
}

const HEAD: [&str; 3] = [
    "**ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "**XÃ A\tĐộc lập - Tự do - Hạnh phúc",
    "Số: 12/KH-UBND\tXã A, ngày 05 tháng 01 năm 2024",
];

fn body_of(lines: &[&str]) -> Said {
    let lines: Vec<&str> = HEAD
        .iter()
        .chain(["", "^**BÁO CÁO", "^**Kết quả", ""].iter())
        .chain(lines)
        .copied()
        .collect();
    read(&typed(&lines)).0
}

#[test]
fn a_kind_and_its_subject_in_one_paragraph_are_no_letterhead() {
    let lines: Vec<&str> = HEAD
        .iter()
        .copied()
        .chain(["^**TỜ TRÌNH\nVề việc sửa cầu", "Ủy ban nhân dân xã trình."])
        .collect();
    let (said, _) = read(&typed(&lines));
    assert_eq!(said.kind.as_deref(), Some("to-trinh"));
    assert_eq!(said.subject, ["Về việc sửa cầu"]);
    // A chapter's title is no kind.
    let (said, _) = read(&typed(&[
        "^**Chương I",
        "^**QUY ĐỊNH CHUNG",
        "Nội dung của chương.",
    ]));
    assert_ne!(said.kind.as_deref(), Some("quy-dinh"));
}

/// Names of an agency stand bold beside a place and date that is not.
#[test]
fn each_part_of_a_line_has_its_own_look() {
    let mut flat = typed(&[
        "ỦY BAN NHÂN DÂN XÃ A\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TRƯỜNG TIỂU HỌC\tĐộc lập - Tự do - Hạnh phúc",
        "LÊ LAI\tXã A, ngày 05 tháng 01 năm 2024",
        "Số: 12/KH-LL",
        "^**KẾ HOẠCH",
        "^**Năm học",
    ]);
    for (at, bold) in [(1, true), (2, true)] {
        if let Block::Paragraph(paragraph) = &mut flat.blocks[at]
            && let Some(Piece::Text(run)) = paragraph.pieces.first_mut()
        {
            run.bold = bold;
        }
    }
    let (said, _) = read(&flat);
    assert_eq!(said.agencies.len(), 1);
    assert_eq!(said.agencies[0].superior, ["ỦY BAN NHÂN DÂN XÃ A"]);
    assert_eq!(said.agencies[0].name, ["TRƯỜNG TIỂU HỌC", "LÊ LAI"]);
}

#[test]
fn a_title_alone_signs_and_recipients_may_stand_below() {
    let said = body_of(&[
        "Nội dung.",
        "",
        "^**HIỆU TRƯỞNG",
        "",
        "",
        "^**Nguyễn Hữu An",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
    ]);
    assert_eq!(said.closing.signatories.len(), 1);
    assert_eq!(
        said.closing.signatories[0].name.as_deref(),
        Some("Nguyễn Hữu An")
    );
    assert_eq!(said.closing.recipients, ["Như trên"]);
    // Two who sign in a table, the recipients below it.
    let cell = |column: usize, title: &str, name: &str| flat::Cell {
        column,
        columns: 1,
        rows: 1,
        blocks: [title, "", "", name]
            .iter()
            .map(|text| Block::Paragraph(paragraph(40, text)))
            .collect(),
    };
    let mut flat = typed(&[
        HEAD[0],
        HEAD[1],
        HEAD[2],
        "",
        "^**BIÊN BẢN",
        "^**Họp",
        "",
        "Nội dung.",
    ]);
    flat.blocks.push(Block::Table(flat::Table {
        columns: vec![4000, 4000],
        rows: vec![flat::Row {
            header: false,
            cells: vec![
                cell(0, "^**THƯ KÝ", "^**Lê Thị B"),
                cell(1, "^**CHỦ TỌA", "^**Lê Văn C"),
            ],
        }],
        bordered: false,
    }));
    for text in ["Nơi nhận:", "- Thành phần dự họp;", "- Lưu: VT."] {
        flat.blocks.push(Block::Paragraph(paragraph(41, text)));
    }
    let (said, _) = read(&flat);
    assert_eq!(said.closing.signatories.len(), 2);
    assert_eq!(said.closing.recipients, ["Thành phần dự họp"]);
    assert_eq!(said.closing.archive.as_deref(), Some("VT"));
    assert!(said.appendices.is_empty());
}

#[test]
fn headings_are_known_by_any_look() {
    let mut flat = typed(&[
        HEAD[0],
        HEAD[1],
        HEAD[2],
        "",
        "^**BÁO CÁO",
        "^**Kết quả",
        "",
        "1. Về y tế",
        "Nội dung.",
        "a) Trạm xá",
        "Nội dung.",
        "^**Chương I\nQUY ĐỊNH CHUNG",
    ]);
    for at in [7, 9] {
        if let Block::Paragraph(paragraph) = &mut flat.blocks[at]
            && let Some(Piece::Text(run)) = paragraph.pieces.first_mut()
        {
            run.italic = true;
        }
    }
    let (said, _) = read(&flat);
    assert!(
        matches!(&said.body[0], Part::Paragraph { line, .. } if line[0].bold),
        "{:?}",
        said.body
    );
    assert!(
        matches!(&said.body[2], Part::Heading { level: 6, .. }),
        "{:?}",
        said.body
    );
    let labels = said.body[4..].iter().map(|part| match part {
        Part::Paragraph { line, .. } => lines::plain(line),
        _ => String::new(),
    });
    assert_eq!(labels.collect::<Vec<_>>(), ["Chương I", "QUY ĐỊNH CHUNG"]);
    // Letters below a number that announces them.
    let said = body_of(&[
        "1. Ban Chỉ huy:",
        "a) trực gác;",
        "b) báo cáo.",
        "2. Các ấp.",
    ]);
    let levels = said.body.iter().map(|part| match part {
        Part::Item { level, .. } => *level,
        _ => 0,
    });
    assert_eq!(levels.collect::<Vec<_>>(), [1, 2, 2, 1]);
}

#[test]
fn what_an_amendment_quotes_counts_and_heads_nothing() {
    let said = body_of(&[
        "1. Sửa đổi Điều 5 như sau:",
        "**“Điều 5. Chế độ họp",
        "1. Theo “quy chế riêng”:",
        "b) Lấy ý kiến bằng văn bản.”.",
        "2. Sửa đổi khoản 2 như sau:",
        "\"2. Năm người.\"",
        "3. Khẩu hiệu:",
        "“Đoàn kết”",
        "4. Thay như sau:",
        "“1. Không có dấu đóng",
        "2. Hết.",
    ]);
    let parts = said.body.iter().map(|part| match part {
        Part::Quote(lines) => lines.len(),
        Part::Item { .. } => 10,
        _ => 0,
    });
    assert_eq!(
        parts.collect::<Vec<_>>(),
        [10, 3, 10, 1, 10, 0, 10, 0, 10],
        "a slogan is no unit of a text, and what does not end is no quotation"
    );
}

#[test]
fn another_document_in_the_same_file_is_told() {
    let cell = |column: usize, lines: [&str; 3]| flat::Cell {
        column,
        columns: 1,
        rows: 1,
        blocks: lines
            .iter()
            .map(|text| Block::Paragraph(paragraph(30, text)))
            .collect(),
    };
    let mut flat = body_of_flat(&[
        "Nội dung./.",
        "Nơi nhận:\tCHỦ TỊCH",
        "- Lưu: VT.",
        "",
        "\tLê Văn A",
    ]);
    let mut fresh = paragraph(29, "");
    fresh.pieces.push(Piece::Page);
    flat.blocks.push(Block::Paragraph(fresh));
    let left = cell(0, ["^**ỦY BAN NHÂN DÂN", "^**XÃ B", "^Số: 41/GM-UBND"]);
    let right = cell(
        1,
        [
            "^**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "^**Độc lập - Tự do - Hạnh phúc",
            "^Xã B, ngày 02 tháng 9 năm 2025",
        ],
    );
    flat.blocks.push(Block::Table(flat::Table {
        columns: vec![4000, 5000],
        rows: vec![flat::Row {
            header: false,
            cells: vec![left, right],
        }],
        bordered: false,
    }));
    for text in ["^**GIẤY MỜI", "^**Họp", "Kính mời dự họp."] {
        flat.blocks.push(Block::Paragraph(paragraph(31, text)));
    }
    let (said, told) = read(&flat);
    assert_eq!(said.number.as_deref(), Some("12"));
    assert!(
        told.iter()
            .any(|told| told.why == Why::OtherDocument && told.text.contains("41/GM-UBND")),
        "{told:?}"
    );
}

fn body_of_flat(lines: &[&str]) -> Flat {
    let lines: Vec<&str> = HEAD
        .iter()
        .chain(["", "^**BÁO CÁO", "^**Kết quả", ""].iter())
        .chain(lines)
        .copied()
        .collect();
    typed(&lines)
}

#[test]
fn a_table_without_words_and_a_note_alone_build() {
    let mut flat = body_of_flat(&["Nội dung."]);
    let cells = (0..2).map(|column| flat::Cell {
        column,
        columns: 1,
        rows: 1,
        blocks: vec![Block::Paragraph(paragraph(30, ""))],
    });
    flat.blocks.push(Block::Table(flat::Table {
        columns: vec![4000, 5000],
        rows: vec![flat::Row {
            header: false,
            cells: cells.collect(),
        }],
        bordered: true,
    }));
    let mut note = paragraph(31, "");
    note.pieces.push(Piece::Note(0));
    flat.blocks.push(Block::Paragraph(note));
    flat.notes.push(vec![paragraph(32, "Chú thích.")]);
    let (said, told) = read(&flat);
    assert!(told.iter().any(|told| told.why == Why::BlankTable));
    assert!(!said.body.iter().any(|part| matches!(part, Part::Table(_))));
    let last = said.body.last();
    assert!(
        matches!(last, Some(Part::Paragraph { line, .. }) if lines::plain(line) == "…"),
        "{last:?}"
    );
}

/// A text about Quốc hiệu is no letterhead.
#[test]
fn a_letterhead_stands_above_all_text() {
    let long = "Quốc hiệu “CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM” được trình bày bằng chữ in hoa, cỡ chữ từ 12 đến 13, kiểu chữ đứng, đậm.";
    let (said, _) = read(&typed(&[
        "^**HƯỚNG DẪN",
        "^**Trình bày văn bản",
        "",
        "1. Quốc hiệu và Tiêu ngữ",
        long,
    ]));
    assert!(said.agencies.is_empty(), "{:?}", said.agencies);
    assert_eq!(said.kind.as_deref(), Some("huong-dan"));
}
