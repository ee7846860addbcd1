//! Builds small sheets for the tests of layout.

use crate::document::{Origins, Properties};
use crate::sheet::*;

/// Plain 14 pt text.
pub(super) const TEXT: RunFormat = RunFormat {
    size: HalfPoints(28),
    bold: false,
    italic: false,
    colour: Colour::BLACK,
    underline: false,
    script: Script::Base,
};

/// 10 pt text.
pub(super) const SMALL: RunFormat = RunFormat {
    size: HalfPoints(20),
    bold: false,
    italic: false,
    colour: Colour::BLACK,
    underline: false,
    script: Script::Base,
};

/// A sentence of 26 words.
pub(super) const SENTENCE: &str = "Căn cứ Luật Tổ chức chính quyền địa phương và các văn bản \
     hướng dẫn thi hành luật này của các cơ quan nhà nước có thẩm quyền. ";

/// Single spacing, no indents, widow control.
pub(super) fn format(align: Align) -> ParagraphFormat {
    ParagraphFormat {
        align,
        ..ParagraphFormat::PLAIN
    }
}

/// A run.
pub(super) fn run(text: &str, format: RunFormat) -> Inline {
    Inline::Run(Run {
        text: text.to_owned(),
        format,
        blank: None,
        title: false,
        cross: None,
        origins: Origins::of(None, text.chars().count()),
    })
}

/// A left-aligned paragraph of the body.
pub(super) fn paragraph(text: &str) -> Paragraph {
    Paragraph {
        style: StyleId(0),
        format: format(Align::Left),
        item: None,
        outline: None,
        inlines: vec![run(text, TEXT)],
        origin: None,
        block: None,
    }
}

/// A paragraph changed.
pub(super) fn with(text: &str, change: impl FnOnce(&mut Paragraph)) -> Paragraph {
    let mut made = paragraph(text);
    change(&mut made);
    made
}

/// `count` paragraphs of one line: `l0`, `l1` …
pub(super) fn fill(count: usize) -> Vec<Block> {
    (0..count)
        .map(|i| Block::Paragraph(paragraph(&format!("l{i}"))))
        .collect()
}

/// A note of one 10 pt paragraph.
pub(super) fn note(text: &str) -> Note {
    Note {
        paragraphs: vec![Paragraph {
            style: StyleId(2),
            inlines: vec![run(text, SMALL)],
            ..paragraph("")
        }],
        mark: SMALL,
    }
}

/// The mark of a note in the text.
pub(super) fn mark(note: usize) -> Inline {
    Inline::Note {
        note: NoteId(note),
        format: TEXT,
    }
}

/// A data table: 150 pt and 317 pt columns, half-point borders.
pub(super) fn table(rows: Vec<Row>) -> Table {
    Table {
        role: TableRole::Data,
        columns: vec![Twips(3000), Twips(6354)],
        indent: Twips(0),
        padding: Padding {
            top: Twips(0),
            right: Twips(108),
            bottom: Twips(0),
            left: Twips(108),
        },
        border: Some(4),
        rows,
        words: String::new(),
        origin: None,
    }
}

/// A row of two cells.
pub(super) fn row(left: &str, right: &str) -> Row {
    let cell = |text| Cell {
        paragraphs: vec![paragraph(text)],
        vertical: VerticalAlign::Top,
        across: 1,
        down: crate::sheet::Down::Rows(1),
    };
    Row {
        cells: vec![cell(left), cell(right)],
        header: false,
        cant_split: false,
    }
}

/// A sheet of one A4 section, margins 20, 15, 20, 30 mm: 45 lines of 14 pt.
pub(super) fn sheet(blocks: Vec<Block>) -> Sheet {
    let style = |role, id: &str, run| Style {
        role,
        id: id.to_owned(),
        name: id.to_owned(),
        paragraph: format(Align::Left),
        run,
    };
    Sheet {
        components: Default::default(),
        sources: Vec::new(),
        fingerprint: None,
        properties: Properties::default(),
        font_family: "Times New Roman".to_owned(),
        corner_signature: None,
        signing_places: Vec::new(),
        signing: crate::sheet::Signing {
            leader: BoxSize {
                width: Twips(3400),
                height: Twips(1400),
            },
            agency: BoxSize {
                width: Twips(2000),
                height: Twips(2000),
            },
            overlap: 333,
        },
        default_tab: Twips(720),
        styles: vec![
            style(Role::Body, "Body", TEXT),
            style(
                Role::Heading {
                    form: crate::document::HeadingForm::Article,
                },
                "Dieu",
                TEXT,
            ),
            style(Role::Footnote, "Footnote", SMALL),
            style(Role::PageNumber, "PageNumber", TEXT),
        ],
        table_style: None,
        lists: Vec::new(),
        sections: vec![section(blocks)],
        notes: Vec::new(),
        note_settings: NoteSettings {
            separator_width: Twips(2880),
            separator: format(Align::Left),
            separator_run: RunFormat {
                size: HalfPoints(11),
                ..SMALL
            },
        },
    }
}

/// An A4 section.
pub(super) fn section(blocks: Vec<Block>) -> Section {
    Section {
        page: PageSetup {
            width: Twips(11906),
            height: Twips(16838),
            top: Twips(1134),
            right: Twips(850),
            bottom: Twips(1134),
            left: Twips(1701),
            header: Twips(567),
            footer: Twips(567),
            first_header: Vec::new(),
            first_footer: Vec::new(),
            page_number: PageNumber {
                start: Some(1),
                style: StyleId(3),
                paragraph: format(Align::Centre),
                run: TEXT,
            },
        },
        blocks,
    }
}
