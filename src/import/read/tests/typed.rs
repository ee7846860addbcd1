//! A letter as typists type it, whole.

use super::{Docx, STYLES_OF_WORD, run};
use crate::import::flat::{Block, Flat, Paragraph, Piece, Raised, Run};

fn marked(run: &Run) -> String {
    let mut text = run.text.clone();
    for (is_on, mark) in [
        (run.bold, "**"),
        (run.italic, "_"),
        (run.underline, "~"),
        (run.raised == Raised::Above, "^"),
    ] {
        if is_on {
            text = format!("{mark}{text}{mark}");
        }
    }
    match &run.link {
        Some(link) => format!("[{text}]({link})"),
        None => text,
    }
}

fn line(paragraph: &Paragraph) -> String {
    let mut line = format!("{} {:?}", paragraph.at, paragraph.align);
    if (paragraph.left, paragraph.first) != (0, 0) {
        line += &format!(" {}/{}", paragraph.left, paragraph.first);
    }
    for (is_on, word) in [
        (paragraph.page_before, " trang mới"),
        (paragraph.ruled, " kẻ"),
        (paragraph.boxed, " khung"),
    ] {
        line += if is_on { word } else { "" };
    }
    line += &paragraph
        .outline
        .map_or(String::new(), |level| format!(" đề mục {level}"));
    line += &format!(" «{}»: ", paragraph.style.as_deref().unwrap_or_default());
    if let Some(label) = &paragraph.label {
        line += &format!("<{} {}> ", label.text, label.level);
    }
    for piece in &paragraph.pieces {
        match piece {
            Piece::Text(run) => line += &marked(run),
            Piece::Tab => line.push('→'),
            Piece::Leader => line.push('…'),
            Piece::Line => line.push('↵'),
            Piece::Page => line.push('¶'),
            Piece::Note(at) => line += &format!("[^{at}]"),
            Piece::Picture(at) => line += &format!("[ảnh {at}]"),
        }
    }
    line
}

fn dump(blocks: &[Block], depth: usize, out: &mut String) {
    let start = "    ".repeat(depth);
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => *out += &format!("{start}{}\n", line(paragraph)),
            Block::Table(table) => {
                let lines = if table.bordered {
                    "kẻ"
                } else {
                    "không kẻ"
                };
                *out += &format!("{start}bảng {lines} {:?}\n", table.columns);
                for (at, row) in table.rows.iter().enumerate() {
                    for cell in &row.cells {
                        let header = if row.header { " đầu" } else { "" };
                        *out += &format!(
                            "{start}  hàng {at}{header} cột {}+{}×{}\n",
                            cell.column, cell.columns, cell.rows
                        );
                        dump(&cell.blocks, depth + 1, out);
                    }
                }
            }
            Block::Section(section) => *out += &format!("{start}{section:?}\n"),
        }
    }
}

fn whole(flat: &Flat) -> String {
    let mut out = String::new();
    dump(&flat.blocks, 0, &mut out);
    for (at, note) in flat.notes.iter().enumerate() {
        for paragraph in note {
            out += &format!("chú thích {at}: {}\n", line(paragraph));
        }
    }
    for loss in &flat.losses {
        out += &format!("{:?} ở {}: {}\n", loss.what, loss.at, loss.text);
    }
    out
}

fn look(look: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{look}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn line_of(look_of_paragraph: &str, content: &str) -> String {
    format!("<w:p><w:pPr>{look_of_paragraph}</w:pPr>{content}</w:p>")
}

const CENTER: &str = "<w:jc w:val=\"center\"/>";
const BODY: &str = "<w:jc w:val=\"both\"/><w:ind w:firstLine=\"720\"/>";

fn numbered(level: u32) -> String {
    format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr>")
}

fn letter() -> String {
    let cell = |content: &str| format!("<w:tc><w:tcPr/>{content}</w:tc>");
    let none =
        "<w:tblPr/><w:tblGrid><w:gridCol w:w=\"3500\"/><w:gridCol w:w=\"5800\"/></w:tblGrid>";
    let letterhead = format!(
        "<w:tbl>{none}<w:tr>{}{}</w:tr></w:tbl>",
        cell(
            &(line_of(CENTER, &run("UBND HUYỆN A"))
                + &line_of(CENTER, &look("<w:b/>", "ỦY BAN NHÂN DÂN XÃ B"))
                + &line_of(CENTER, &run("Số:      /KH-UBND")))
        ),
        cell(
            &(line_of(
                CENTER,
                &look("<w:b/>", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
            ) + &line_of(
                &format!("{CENTER}<w:pBdr><w:bottom w:val=\"single\"/></w:pBdr>"),
                &look("<w:b/>", "Độc lập - Tự do - Hạnh phúc")
            ) + &line_of(CENTER, &look("<w:i/>", "B, ngày     tháng 5 năm 2024")))
        ),
    );
    let grid = "<w:tblPr><w:tblStyle w:val=\"TableGrid\"/></w:tblPr>\
        <w:tblGrid><w:gridCol w:w=\"700\"/><w:gridCol w:w=\"4000\"/><w:gridCol w:w=\"4600\"/></w:tblGrid>";
    let table = format!(
        "<w:tbl>{grid}<w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}{}</w:tr><w:tr>{}<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>{}</w:tc></w:tr></w:tbl>",
        cell(&line_of(CENTER, &look("<w:b/>", "TT"))),
        cell(&line_of(CENTER, &look("<w:b/>", "Việc"))),
        cell(&line_of(CENTER, &look("<w:b/>", "Đơn vị"))),
        cell(&line_of(CENTER, &run("1"))),
        cell(&line_of("", &run("Rà soát, cả xã"))),
    );
    let body = [
        letterhead,
        line_of(CENTER, ""),
        line_of(CENTER, &look("<w:b/><w:caps/>", "Kế hoạch")),
        line_of(
            CENTER,
            &(look("<w:b/>", "Kiểm tra công tác")
                + "<w:r><w:br/></w:r>"
                + &look("<w:b/>", "năm 2024")),
        ),
        line_of(CENTER, &run("_______________")),
        line_of(
            BODY,
            &(look("<w:i/>", "Căn cứ Luật số 77/2015/QH13")
                + "<w:r><w:footnoteReference w:id=\"2\"/></w:r>"
                + &look("<w:i/>", ";")),
        ),
        line_of("<w:pStyle w:val=\"Heading1\"/>", &run("I. MỤC ĐÍCH")),
        line_of(&numbered(0), &run("Đánh giá")),
        line_of(
            &numbered(1),
            &(run("diện tích 5 m") + &look("<w:vertAlign w:val=\"superscript\"/>", "2")),
        ),
        line_of(
            &numbered(1),
            "<w:r><w:t>tiếp</w:t><w:tab/><w:t>theo</w:t></w:r>",
        ),
        line_of(&numbered(0), &look("<w:u w:val=\"single\"/>", "Chấn chỉnh")),
        line_of(
            BODY,
            &look(
                "<w:rFonts w:ascii=\".VnTime\" w:hAnsi=\".VnTime\"/>",
                "§iÒu chØnh kÞp thêi",
            ),
        ),
        table,
        line_of(
            "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/></w:sectPr>",
            "",
        ),
        line_of("<w:pageBreakBefore/>", &run("Phụ lục")),
        "<w:sectPr><w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/></w:sectPr>"
            .to_owned(),
    ];
    body.concat()
}

#[test]
fn a_letter_is_as_its_typist_left_it() {
    let numbering = "<w:abstractNum w:abstractNumId=\"3\">\
        <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/><w:pPr><w:ind w:left=\"720\" w:hanging=\"360\"/></w:pPr></w:lvl>\
        <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"%2)\"/></w:lvl></w:abstractNum>\
        <w:num w:numId=\"1\"><w:abstractNumId w:val=\"3\"/></w:num>";
    let note = format!(
        "<w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/></w:r>{}</w:p></w:footnote>",
        run(" Sửa đổi năm 2019.")
    );
    let flat = Docx::new(&letter())
        .part("styles", "styles.xml", STYLES_OF_WORD)
        .part("numbering", "numbering.xml", numbering)
        .part("footnotes", "footnotes.xml", &note)
        .read();
    insta::assert_snapshot!(whole(&flat));
}
