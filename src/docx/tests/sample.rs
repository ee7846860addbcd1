//! A sheet that holds every feature, built by hand. Measures are only for the tests.

use crate::document::{Blank, ComponentName, HeadingForm, Properties};
use crate::sheet::*;

pub(in crate::docx) const BODY: StyleId = StyleId(0);
pub(in crate::docx) const HEAD1: StyleId = StyleId(1);
pub(in crate::docx) const HEAD2: StyleId = StyleId(2);
pub(in crate::docx) const CENTRED: StyleId = StyleId(3);
pub(in crate::docx) const ITEM: StyleId = StyleId(4);
pub(in crate::docx) const CELL: StyleId = StyleId(5);
pub(in crate::docx) const NOTE: StyleId = StyleId(6);
pub(in crate::docx) const NUMBER: StyleId = StyleId(7);

pub(in crate::docx) fn plain(align: Align) -> ParagraphFormat {
    ParagraphFormat {
        align,
        ..ParagraphFormat::PLAIN
    }
}

pub(in crate::docx) fn letters(size: u32, bold: bool, italic: bool) -> RunFormat {
    RunFormat {
        size: HalfPoints(size),
        bold,
        italic,
        colour: Colour::BLACK,
        underline: false,
        script: Default::default(),
    }
}

fn style(role: Role, id: &str, name: &str, paragraph: ParagraphFormat, run: RunFormat) -> Style {
    Style {
        role,
        id: id.to_owned(),
        name: name.to_owned(),
        paragraph,
        run,
    }
}

fn styles() -> Vec<Style> {
    let body = ParagraphFormat {
        first_line: Twips(720),
        after: Twips(120),
        line: 264,
        ..plain(Align::Justify)
    };
    let heading = ParagraphFormat {
        before: Twips(120),
        after: Twips(60),
        keep_next: true,
        keep_lines: true,
        ..plain(Align::Left)
    };
    let heading_role = |form| Role::Heading { form };
    let text = letters(28, false, false);
    let strong = letters(28, true, false);
    vec![
        style(Role::Body, "LoiVan", "Lời văn", body.clone(), text),
        style(
            heading_role(HeadingForm::Roman),
            "MucLaMa",
            "Mục La Mã",
            heading.clone(),
            strong,
        ),
        style(
            heading_role(HeadingForm::Clause),
            "Khoan",
            "Khoản",
            heading,
            letters(28, true, true),
        ),
        style(
            Role::Component(ComponentName::new("motto").unwrap()),
            "TieuNgu",
            "Tiêu ngữ",
            plain(Align::Centre),
            strong,
        ),
        style(Role::ListItem, "MucDanhSach", "Mục danh sách", body, text),
        style(
            Role::TableCell,
            "OBang",
            "Ô bảng",
            plain(Align::Left),
            letters(26, false, false),
        ),
        style(
            Role::Footnote,
            "FootnoteText",
            "footnote text",
            plain(Align::Justify),
            letters(20, false, false),
        ),
        style(
            Role::PageNumber,
            "SoTrang",
            "Số trang",
            plain(Align::Centre),
            text,
        ),
    ]
}

/// A run of text in the style's own format.
pub(in crate::docx) fn words(style: StyleId, text: &str) -> Inline {
    run(text, styles()[style.0].run)
}

pub(in crate::docx) fn run(text: &str, format: RunFormat) -> Inline {
    Inline::Run(Run {
        text: text.to_owned(),
        format,
        blank: None,
        title: false,
        cross: None,
        origins: Default::default(),
    })
}

pub(in crate::docx) fn paragraph(style: StyleId, inlines: Vec<Inline>) -> Paragraph {
    Paragraph {
        style,
        format: styles()[style.0].paragraph.clone(),
        item: None,
        outline: match style {
            HEAD1 => Some(1),
            HEAD2 => Some(2),
            _ => None,
        },
        inlines,
        origin: None,
        block: None,
    }
}

pub(in crate::docx) fn line(style: StyleId, text: &str) -> Paragraph {
    paragraph(style, vec![words(style, text)])
}

pub(in crate::docx) fn item(list: usize, level: u8, mark: &str, text: &str) -> Paragraph {
    let mut item = line(ITEM, text);
    item.format.left = Twips(i32::from(level) * 360);
    item.item = Some(ListItem {
        list: ListId(list),
        level,
        mark: mark.to_owned(),
    });
    item
}

fn level(format: ListFormat, depth: i32) -> ListLevel {
    ListLevel {
        format,
        start: 1,
        left: Twips(depth * 360),
        first_line: Twips(720),
    }
}

/// List 0: decimal, dashes under it. List 1: letters, decimals under them.
fn lists() -> Vec<ListDefinition> {
    let decimal = |depth| {
        let suffix = ".".to_owned();
        let padded = false;
        level(ListFormat::Decimal { suffix, padded }, depth)
    };
    let dash = level(ListFormat::Bullet("-".to_owned()), 1);
    vec![
        ListDefinition {
            levels: vec![decimal(0), dash],
        },
        ListDefinition {
            levels: vec![level(ListFormat::Fixed, 0), decimal(1)],
        },
    ]
}

fn table(role: TableRole, columns: &[i32], border: Option<u32>, rows: Vec<Row>) -> Block {
    let side = if border.is_some() { 108 } else { 0 };
    Block::Table(Table {
        role,
        columns: columns.iter().map(|c| Twips(*c)).collect(),
        indent: Twips(0),
        padding: Padding {
            top: Twips(0),
            right: Twips(side),
            bottom: Twips(0),
            left: Twips(side),
        },
        border,
        rows,
        words: match role {
            TableRole::Data => "Bảng 1. Chỉ tiêu".to_owned(),
            TableRole::Letterhead | TableRole::Closing => "Chỉ để xếp chữ".to_owned(),
        },
        origin: None,
    })
}

fn cell(vertical: VerticalAlign, paragraphs: Vec<Paragraph>) -> Cell {
    Cell {
        paragraphs,
        vertical,
        across: 1,
        down: Down::Rows(1),
    }
}

fn letterhead() -> Block {
    let mut ruled = line(CENTRED, "Độc lập - Tự do - Hạnh phúc");
    ruled.format.left = Twips(1000);
    ruled.format.right = Twips(1000);
    ruled.format.rule_below = Some(Rule {
        eighths: 6,
        space: 1,
    });
    let number = paragraph(
        CENTRED,
        vec![
            run("Số: ", letters(26, false, false)),
            Inline::Run(Run {
                text: "\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}".to_owned(),
                format: letters(26, false, false),
                blank: Some(Blank::Number),
                title: false,
                cross: None,
                origins: Default::default(),
            }),
            run("/KH-UBND", letters(26, false, false)),
        ],
    );
    let left = vec![line(CENTRED, "ỦY BAN NHÂN DÂN"), number];
    let right = vec![line(CENTRED, "CỘNG HÒA XÃ HỘI"), ruled];
    let cells = vec![
        cell(VerticalAlign::Top, left),
        cell(VerticalAlign::Top, right),
    ];
    let row = Row {
        cells,
        header: false,
        cant_split: true,
    };
    table(TableRole::Letterhead, &[3600, 5472], None, vec![row])
}

pub(in crate::docx) fn data() -> Block {
    let mut rows = vec![data_row(true, ["TT", "Nội dung", "Đơn vị"])];
    for index in 1..=40 {
        rows.push(data_row(
            false,
            [&index.to_string(), "Xây dựng kế hoạch", "Sở Tài chính"],
        ));
    }
    table(TableRole::Data, &[800, 5272, 3000], Some(4), rows)
}

fn data_row(header: bool, texts: [&str; 3]) -> Row {
    let vertical = if header {
        VerticalAlign::Middle
    } else {
        VerticalAlign::Top
    };
    Row {
        cells: texts
            .iter()
            .map(|text| cell(vertical, vec![line(CELL, text)]))
            .collect(),
        header,
        cant_split: true,
    }
}

fn page(width: i32, height: i32) -> PageSetup {
    PageSetup {
        width: Twips(width),
        height: Twips(height),
        top: Twips(1134),
        right: Twips(1134),
        bottom: Twips(1134),
        left: Twips(1701),
        header: Twips(567),
        footer: Twips(567),
        first_header: Vec::new(),
        first_footer: Vec::new(),
        page_number: PageNumber {
            start: Some(1),
            style: NUMBER,
            paragraph: plain(Align::Centre),
            run: letters(28, false, false),
        },
    }
}

/// Text long enough to wrap over several lines.
const LONG: &str = "Căn cứ Luật Tổ chức chính quyền địa phương và các quy định có liên quan, \
    Ủy ban nhân dân tỉnh ban hành kế hoạch triển khai thực hiện nhiệm vụ trọng tâm trong năm, \
    yêu cầu các cơ quan, đơn vị nghiêm túc thực hiện";

fn text() -> Vec<Block> {
    let mut subject = line(CENTRED, "Về việc thử nghiệm");
    subject.format.after = Twips(240);
    let mut kept = line(HEAD2, "2. Yêu cầu");
    kept.format.keep_next = false;
    let note = |index| Inline::Note {
        note: NoteId(index),
        format: letters(28, false, false),
    };
    let paragraphs = vec![
        line(CENTRED, "KẾ HOẠCH"),
        subject,
        line(HEAD1, "I. MỤC ĐÍCH, YÊU CẦU"),
        line(HEAD2, "1. Mục đích"),
        paragraph(
            BODY,
            vec![
                words(BODY, LONG),
                note(0),
                words(BODY, ", gồm "),
                run("đậm", letters(28, true, false)),
                words(BODY, " và "),
                run("nghiêng", letters(28, false, true)),
                words(BODY, "."),
            ],
        ),
        kept,
        paragraph(
            BODY,
            vec![words(BODY, LONG), Inline::Break, words(BODY, LONG), note(1)],
        ),
        item(0, 0, "1.", LONG),
        item(0, 1, "-", "Gạch đầu dòng thứ nhất;"),
        item(0, 1, "-", "Gạch đầu dòng thứ hai."),
        item(0, 0, "2.", "Mục thứ hai."),
        item(1, 0, "c)", "Điểm c;"),
        item(1, 1, "1.", "Một;"),
        item(1, 1, "2.", "Hai."),
        item(1, 0, "d)", "Điểm d;"),
        item(1, 1, "1.", "Lại một."),
        item(1, 0, "đ)", "Điểm đ."),
    ];
    paragraphs.into_iter().map(Block::Paragraph).collect()
}

pub(in crate::docx) fn closing() -> Block {
    let small = letters(22, false, false);
    let left = vec![
        paragraph(CELL, vec![run("Nơi nhận:", letters(24, true, true))]),
        paragraph(CELL, vec![run("- Như trên;", small)]),
        paragraph(CELL, vec![run("- Lưu: VT.", small)]),
    ];
    let mut name = line(CENTRED, "Nguyễn Văn A");
    name.format.before = Twips(1400);
    let right = vec![
        line(CENTRED, "TM. ỦY BAN NHÂN DÂN"),
        line(CENTRED, "CHỦ TỊCH"),
        name,
    ];
    let row = Row {
        cells: vec![
            cell(VerticalAlign::Top, left),
            cell(VerticalAlign::Top, right),
        ],
        header: false,
        cant_split: true,
    };
    table(TableRole::Closing, &[4536, 4536], None, vec![row])
}

fn notes() -> Vec<Note> {
    ["Luật số 72/2025/QH15.", "Xem phụ lục kèm theo."]
        .iter()
        .map(|text| Note {
            paragraphs: vec![line(NOTE, text)],
            mark: letters(20, false, false),
        })
        .collect()
}

/// Every feature, two sections.
pub(in crate::docx) fn sheet() -> Sheet {
    let mut first = vec![letterhead()];
    first.extend(text());
    first.push(data());
    first.push(closing());
    let mut appendix = line(CENTRED, "Phụ lục I");
    appendix.format.keep_next = true;
    let second = vec![
        Block::Paragraph(appendix),
        Block::Paragraph(line(BODY, LONG)),
    ];
    small(vec![
        (page(11906, 16838), first),
        (page(16838, 11906), second),
    ])
}

/// The sections given, with the styles, lists and notes of [`sheet`].
pub(in crate::docx) fn small(sections: Vec<(PageSetup, Vec<Block>)>) -> Sheet {
    Sheet {
        components: crate::decree::Style::nd30(&[]).unwrap().0.components,
        sources: Vec::new(),
        fingerprint: None,
        properties: Properties {
            title: "Kế hoạch thử & nghiệm".to_owned(),
            author: "Ủy ban nhân dân".to_owned(),
            subject: "Thử <nghiệm>".to_owned(),
            language: "vi-VN".to_owned(),
        },
        font_family: "Times New Roman".to_owned(),
        table_style: Some(TableStyle {
            id: "KieuBang".to_owned(),
            name: "Bảng văn bản".to_owned(),
            padding: Padding {
                top: Twips(0),
                right: Twips(108),
                bottom: Twips(0),
                left: Twips(108),
            },
            border: 4,
        }),
        corner_signature: None,
        signing_places: Vec::new(),
        signing: crate::sheet::Signing {
            leader: crate::sheet::BoxSize {
                width: Twips(3400),
                height: Twips(1400),
            },
            agency: crate::sheet::BoxSize {
                width: Twips(2000),
                height: Twips(2000),
            },
            overlap: 333,
        },
        default_tab: Twips(720),
        styles: styles(),
        lists: lists(),
        sections: sections
            .into_iter()
            .map(|(page, blocks)| Section { page, blocks })
            .collect(),
        notes: notes(),
        note_settings: NoteSettings {
            separator_width: Twips(2880),
            separator: plain(Align::Left),
            separator_run: letters(20, false, false),
        },
    }
}

/// One upright section with these blocks.
pub(in crate::docx) fn of(blocks: Vec<Block>) -> Sheet {
    small(vec![(page(11906, 16838), blocks)])
}

/// Tables beside each other and at the ends of sections.
pub(in crate::docx) fn tables() -> Sheet {
    small(vec![
        (page(11906, 16838), vec![letterhead(), closing()]),
        (page(11906, 16838), vec![closing()]),
    ])
}
