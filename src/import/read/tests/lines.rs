//! What stands in a line: changes, fields, links, signs, notes, comments.

use super::{Docx, Lost, Piece, flat, losses, paragraph, paragraphs, run, text, texts};

#[test]
fn changes_are_accepted_or_rejected() {
    let body = format!(
        "<w:p>{}<w:ins>{}</w:ins><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del></w:p>\
         <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>\
         <w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr>{}</w:p>\
         <w:p><w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo></w:p>\
         <w:del>{}</w:del>",
        run("giữ "),
        run("mới"),
        run("một "),
        run("hai "),
        run("từ đây"),
        run("đến đây"),
        paragraph("xóa cả đoạn"),
    );
    let docx = Docx::new(&body);
    assert_eq!(texts(&docx.read()), ["giữ mới", "một hai ", "đến đây"]);
    assert_eq!(
        texts(&docx.read_rejected()),
        ["giữ cũ", "một ", "hai từ đây", "xóa cả đoạn"]
    );
    let changed = "<w:p><w:r><w:rPr><w:b/><w:rPrChange><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr><w:t>x</w:t></w:r></w:p>";
    let docx = Docx::new(changed);
    let look = |flat: &super::Flat| match &paragraphs(flat)[0].pieces[0] {
        Piece::Text(run) => (run.bold, run.italic),
        _ => (false, false),
    };
    assert_eq!(look(&docx.read()), (true, false));
    assert_eq!(look(&docx.read_rejected()), (false, true));
}

fn field(code: &str, result: &str) -> String {
    let result = match result {
        "" => String::new(),
        result => format!(
            "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}",
            run(result)
        ),
    };
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>{result}\
         <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
    )
}

#[test]
fn results_of_fields_are_text_and_codes_are_not() {
    let body = format!(
        "<w:p>{}{}</w:p><w:p><w:fldSimple w:instr=\"REF x\">{}</w:fldSimple></w:p><w:p>{}</w:p>\
         <w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>{}</w:p><w:p>{}</w:p>",
        field("PAGE", "7"),
        run(" trang"),
        run("đơn"),
        field(
            &format!(
                "IF 1 = 1</w:instrText></w:r>{}<w:r><w:instrText>",
                field("REF y", "trong mã")
            ),
            "đúng"
        ),
        run("không hết"),
        field("MACROBUTTON a bấm vào đây", ""),
    );
    assert_eq!(
        texts(&flat(&body)),
        ["7 trang", "đơn", "đúng", "không hết", "bấm vào đây"]
    );
    let eq = format!("<w:p>{}</w:p>", field("EQ \\f(1;2)", ""));
    assert_eq!(losses(&flat(&eq)), [(1, Lost::Equation, "EQ \\f(1;2)")]);
}

#[test]
fn forms_show_what_is_chosen() {
    let form = |data: &str| {
        format!(
            "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData>{data}</w:ffData></w:fldChar></w:r>\
             <w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>"
        )
    };
    let body = [
        form("<w:checkBox><w:default w:val=\"0\"/><w:checked/></w:checkBox>"),
        form("<w:checkBox><w:default w:val=\"0\"/></w:checkBox>"),
        form(
            "<w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"a\"/><w:listEntry w:val=\"b\"/></w:ddList>",
        ),
    ];
    assert_eq!(texts(&flat(&body.concat())), ["☒", "☐", "b"]);
}

#[test]
fn links_come_of_relations_and_of_fields() {
    let body = format!(
        "<w:p><w:hyperlink r:id=\"l\">{}</w:hyperlink><w:hyperlink w:anchor=\"m\">{}</w:hyperlink>{}{}</w:p>",
        run("a"),
        run("b"),
        field("HYPERLINK \"https://x.vn\"", "c"),
        run("d"),
    );
    let mut docx = Docx::new(&body);
    docx.outside.push(("l", "https://y.vn/"));
    let flat = docx.read();
    let links: Vec<_> = paragraphs(&flat)[0]
        .pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(run) => (run.text.as_str(), run.link.as_deref()),
            _ => ("", None),
        })
        .collect();
    assert_eq!(
        links,
        [
            ("a", Some("https://y.vn/")),
            ("b", Some("#m")),
            ("c", Some("https://x.vn")),
            ("d", None)
        ]
    );
}

#[test]
fn signs_are_as_they_are_seen() {
    let body = "<w:p><w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t><w:tab/><w:t>d</w:t><w:br/>\
        <w:t>e</w:t><w:br w:type=\"page\"/><w:sym w:font=\"Symbol\" w:char=\"F0B3\"/><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r></w:p>\
        <w:p><w:r><w:t>  bỏ  </w:t></w:r><w:r><w:t xml:space=\"preserve\"> giữ\t\n</w:t></w:r></w:p>\
        <w:p><w:r><w:t>u\u{200b}\u{feff}\u{31b}\u{301}</w:t></w:r></w:p>";
    assert_eq!(texts(&flat(body)), ["a\u{2011}bc→d↵e¶≥✓", "bỏ giữ→ ", "ứ"]);
}

#[test]
fn wrappers_are_looked_through() {
    let body = format!(
        "<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent><w:p><w:smartTag>{}</w:smartTag>\
         <w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt><w:customXml>{}</w:customXml><w:bdo>{}</w:bdo></w:p></w:sdtContent></w:sdt>",
        run("a"),
        run("b"),
        run("c"),
        run("d")
    );
    assert_eq!(texts(&flat(&body)), ["abcd"]);
}

#[test]
fn one_branch_is_read() {
    let branch = |requires: &str| {
        format!(
            "<w:p><mc:AlternateContent><mc:Choice Requires=\"{requires}\">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:p>",
            run("mới"),
            run("cũ")
        )
    };
    let body = [branch("wps"), branch("wpi"), branch("lạ")].concat();
    assert_eq!(texts(&flat(&body)), ["mới", "cũ", "cũ"]);
}

#[test]
fn hidden_text_is_told_and_left_out() {
    let body =
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>hiện</w:t></w:r></w:p>";
    let flat = flat(body);
    assert_eq!(texts(&flat), ["hiện"]);
    assert_eq!(losses(&flat), [(1, Lost::Hidden, "ẩn")]);
}

#[test]
fn notes_are_read_in_the_order_of_their_marks() {
    let note = |kind: &str, id: u32, text: &str| {
        format!(
            "<w:{kind} w:id=\"{id}\"><w:p><w:r><w:{kind}Ref/></w:r>{}</w:p></w:{kind}>",
            run(text)
        )
    };
    let mark = |kind: &str, id: u32| format!("<w:r><w:{kind}Reference w:id=\"{id}\"/></w:r>");
    let body = format!(
        "{}<w:p>{}{}{}</w:p>",
        paragraph("đầu"),
        mark("footnote", 3),
        mark("endnote", 2),
        mark("footnote", 2)
    );
    let footnotes = [
        "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>".to_owned(),
        note("footnote", 2, " hai"),
        note("footnote", 3, " ba"),
    ];
    let docx = Docx::new(&body)
        .part("footnotes", "footnotes.xml", &footnotes.concat())
        .part("endnotes", "endnotes.xml", &note("endnote", 2, " cuối"));
    let flat = docx.read();
    assert_eq!(texts(&flat), ["đầu", "[^0][^1][^2]"]);
    let notes: Vec<_> = flat
        .notes
        .iter()
        .flatten()
        .map(|p| (p.at, text(p)))
        .collect();
    assert_eq!(
        notes,
        [
            (2, "ba".to_owned()),
            (2, "cuối".to_owned()),
            (2, "hai".to_owned())
        ]
    );
}

#[test]
fn comments_have_the_words_that_they_are_about() {
    let body = format!(
        "{}<w:p>{}<w:commentRangeStart w:id=\"0\"/>{}</w:p><w:p>{}<w:commentRangeEnd w:id=\"0\"/>\
         <w:r><w:commentReference w:id=\"0\"/></w:r>{}<w:r><w:commentReference w:id=\"1\"/></w:r></w:p>",
        paragraph("đầu"),
        run("ngoài "),
        run("từ đây "),
        run("đến đây"),
        run(" ngoài"),
    );
    let comments = format!(
        "<w:comment w:id=\"0\" w:author=\"Lan\">{}{}</w:comment><w:comment w:id=\"1\" w:author=\"Hà\">{}</w:comment>",
        paragraph("Sửa lại"),
        paragraph("cho đúng"),
        paragraph("Thiếu"),
    );
    let flat = Docx::new(&body)
        .part("comments", "comments.xml", &comments)
        .read();
    let all: Vec<_> = flat
        .comments
        .iter()
        .map(|c| (c.at, c.author.as_str(), c.about.as_str(), c.text.as_str()))
        .collect();
    assert_eq!(
        all,
        [
            (2, "Lan", "từ đây đến đây", "Sửa lại\ncho đúng"),
            (3, "Hà", "", "Thiếu")
        ]
    );
}

#[test]
fn headers_are_told_where_they_have_words() {
    let page = |before: &str| format!("<w:p>{}{}</w:p>", run(before), field("PAGE", "3"));
    let header = |name: &str, content: &str| {
        let section = format!("<w:sectPr><w:headerReference r:id=\"{name}\"/></w:sectPr>");
        let docx = Docx::new(&format!("{}{section}", paragraph("x")));
        let flat = docx.part("header", name, content).read();
        losses(&flat).first().map(|loss| loss.2.to_owned())
    };
    assert_eq!(header("h1.xml", &page("")), None);
    assert_eq!(header("h2.xml", &page("Trang ")), None);
    assert_eq!(header("h3.xml", &paragraph(" - ")), None);
    assert_eq!(
        header("h4.xml", &(paragraph("ỦY BAN NHÂN DÂN") + &page("Trang "))),
        Some("ỦY BAN NHÂN DÂN".to_owned())
    );
}

#[test]
fn strict_files_are_read_as_others() {
    let docx = Docx::new(&paragraph("chặt"));
    let strict = [
        (
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
        (
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    ];
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(docx.pack())).unwrap();
    let mut files = Vec::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut file, &mut text).unwrap();
        for (one, other) in strict {
            text = text.replace(one, other);
        }
        files.push((file.name().unwrap().to_string(), text.into_bytes()));
    }
    let flat =
        crate::import::read::read(&super::zipped(&files), super::Options::default()).unwrap();
    assert_eq!(texts(&flat), ["chặt"]);
}

#[test]
fn tabs_that_dots_lead_to_are_room_to_write_in() {
    let look = "<w:pPr><w:tabs><w:tab w:val=\"left\" w:leader=\"dot\" w:pos=\"9000\"/><w:tab w:val=\"clear\" w:pos=\"720\"/>\
        <w:tab w:val=\"left\" w:pos=\"4000\"/></w:tabs></w:pPr>";
    let body = format!(
        "<w:p>{look}{}<w:r><w:tab/></w:r>{}<w:r><w:tab/></w:r></w:p>",
        run("Họ tên"),
        run("Ngày sinh:")
    );
    assert_eq!(texts(&flat(&body)), ["Họ tên→Ngày sinh:…"]);
}
