//! Drawings, equations, objects.

use super::{Docx, Lost, flat, losses, paragraph, paragraphs, run, texts};

fn in_box(content: &str) -> String {
    let content = format!("<w:txbxContent>{content}</w:txbxContent>");
    format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor><wp:extent cx=\"9\" cy=\"9\"/><a:graphic>\
         <a:graphicData><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
}

#[test]
fn text_boxes_stand_behind_their_anchor() {
    let body = format!(
        "<w:p>{}{}{}</w:p>{}",
        run("trước "),
        in_box(&(paragraph("một") + &format!("<w:p>{}</w:p>", in_box(&paragraph("trong"))))),
        run("sau"),
        paragraph("cuối")
    );
    let flat = flat(&body);
    assert_eq!(texts(&flat), ["trước sau", "một", "", "trong", "cuối"]);
    let all: Vec<_> = paragraphs(&flat).iter().map(|p| (p.at, p.boxed)).collect();
    assert_eq!(
        all,
        [(1, false), (2, true), (3, true), (4, true), (5, false)]
    );
    assert!(flat.losses.is_empty());
    let old = format!(
        "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
        paragraph("cũ")
    );
    assert_eq!(texts(&super::flat(&old)), ["", "cũ"]);
}

#[test]
fn pictures_are_taken_once() {
    let picture = |id: &str| {
        format!("<w:p><w:r><w:drawing><a:blip r:embed=\"{id}\"/></w:drawing></w:r></w:p>")
    };
    let body = [picture("anh.jpg"), picture("anh.jpg"), picture("mất")].concat();
    let flat = Docx::new(&body)
        .bytes_part("image", "anh.jpg", b"\x89PNG...")
        .read();
    assert_eq!(texts(&flat), ["[ảnh 0]", "[ảnh 0]", ""]);
    assert_eq!(flat.pictures.len(), 1);
    assert_eq!(flat.pictures[0].extension, "png");
    assert_eq!(losses(&flat), [(3, Lost::Drawing, "")]);
}

#[test]
fn what_cannot_be_taken_is_told() {
    let body = format!(
        "<w:p><m:oMathPara><m:oMath><m:r><m:t>x=</m:t></m:r><m:r><m:t>1</m:t></m:r></m:oMath></m:oMathPara></w:p>\
         <w:p><w:r><w:object><o:OLEObject ProgID=\"Excel.Sheet.12\"/></w:object></w:r></w:p>\
         <w:p><w:r><w:object><o:OLEObject ProgID=\"Equation.3\"/></w:object></w:r></w:p>\
         <w:p><w:r><w:pict><v:line from=\"0,0\" to=\"9,0\"/></w:pict></w:r></w:p>\
         <w:p><w:r><w:pict><v:oval/></w:pict></w:r></w:p>\
         <w:p><w:r><w:pict><v:shape><v:textpath string=\"MẬT\"/></v:shape></w:pict></w:r></w:p>\
         <w:p><w:r><w:drawing><a:graphic><c:chart r:id=\"bieu-do.xml\"/></a:graphic></w:drawing></w:r></w:p>\
         <w:altChunk r:id=\"x\"/>{}",
        paragraph("hết")
    );
    let chart = "<c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" \
        xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><a:t>Thu chi</a:t><c:v>12</c:v></c:chartSpace>";
    let docx = Docx::new(&body).bytes_part("chart", "bieu-do.xml", chart.as_bytes());
    assert_eq!(
        losses(&docx.read()),
        [
            (1, Lost::Equation, "x=1"),
            (2, Lost::Embedded, ""),
            (3, Lost::Equation, ""),
            (5, Lost::Drawing, ""),
            (6, Lost::Drawing, "MẬT"),
            (7, Lost::Drawing, "Thu chi 12"),
            (7, Lost::Embedded, ""),
        ]
    );
}

#[test]
fn what_a_picture_shows_is_kept() {
    let body = "<w:p><w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"a\" descr=\"Sơ đồ tổ chức\"/><a:graphic><a:blip r:embed=\"anh.png\"/>\
        </a:graphic></wp:inline></w:drawing></w:r></w:p>";
    let flat = Docx::new(body)
        .bytes_part("image", "anh.png", b"\x89PNG...")
        .read();
    assert_eq!(flat.pictures[0].alt, "Sơ đồ tổ chức");
}
