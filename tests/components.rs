//! Every component of the data through every stage that meets it: what the compiler does not prove,
//! since no component has a name in the code. And a template folder with a component of its own.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod common;

use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;
use vanban::content::Pictures;
use vanban::decree::{Spacing, Style};
use vanban::diagnostic::Source;
use vanban::document::{Cell, Component, Document, Form, InLetterhead};
use vanban::sheet::{Block, Paragraph, Role, Sheet};
use vanban::{Resources, diff, document, docx, dress, layout, pdf, typography};

/// A template folder with a component of each form that the program has none of its own like.
const MORE: &str = "\
muc_do: {id: MucDo, ten: Mức độ, chu: [dam], canh: giua, co_chu: 13, thanh_phan: {phan_tu: grade, dau_trang: {o: trai_duoi, nhieu_dong: true, ngat: tu_do}}}
nhan_rieng: {id: NhanRieng, ten: Nhãn riêng, canh: trai, co_chu: 13, thut_nhan: 20, thanh_phan: {phan_tu: own-label, hinh_thuc: nhan_danh_sach}}
dong_rieng: {id: DongRieng, ten: Dòng riêng, canh: deu, co_chu: 13, ke_duoi: {phan: 0.4, day: 0.75, cach: 1}, thanh_phan: {phan_tu: own-line, noi_tiep: true, danh_so: true}}
";

/// In wrong code, with a number that stays with its word, and a note.
const TEXT: &str = "Hµ Néi, Điều 5";
const NOTE: &str = "<note>chú</note>";

struct Stage {
    resources: Resources,
    style: Style,
    sources: [Arc<Source>; 1],
}

impl Stage {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("nd30.yaml"), MORE).unwrap();
        let resources = Resources::from_dirs(Some(dir.path()), None).unwrap();
        let (style, _) = resources
            .decree()
            .unwrap()
            .style(&[], Spacing::Chosen)
            .unwrap();
        Self {
            resources,
            style,
            sources: [Source::new("a.yaml", format!("x: {TEXT}\n"))],
        }
    }

    /// A document with this markup as the element of the component, if there is any.
    fn document(&self, component: &Component, element: &str) -> Document {
        let head = |name: &str| format!("<{name}>A</{name}>");
        let mut letterhead = String::new();
        for (name, InLetterhead { needed, .. }) in self.style.components.letterhead() {
            if name == component.name {
                let needed = if needed {
                    head(name.as_str())
                } else {
                    String::new()
                };
                letterhead += if element.is_empty() { &needed } else { element };
            } else if needed {
                letterhead += &head(name.as_str());
            }
        }
        let between = match component.form {
            Form::Letterhead(_) => "",
            Form::Lines { .. } | Form::Labelled => element,
        };
        let markup = format!(
            "<document><letterhead>{letterhead}</letterhead>{between}<p>thân</p>\
             <closing><signature><title>A</title><name>B</name></signature></closing>\
             <appendix><label>Phụ lục</label><title>C</title></appendix></document>"
        );
        let markup = Source::new("m.xml", markup);
        document::parse(&markup, &self.sources, &self.style.components).unwrap()
    }

    fn dressed(&self, mut document: Document) -> Sheet {
        let rules = self.resources.typography().unwrap();
        typography::keep_together(&mut document, rules, self.style.keep_together);
        let fonts = &self.resources.fonts;
        dress::dress(&document, &self.style, fonts, rules, &Pictures::default())
            .unwrap()
            .sheet
    }
}

/// The element of a component with a text.
fn element(component: &Component, text: &str) -> String {
    let name = component.name;
    let note = if is_margin(component) { "" } else { NOTE };
    let text = match text {
        // It stands behind `x: ` in the source.
        TEXT => format!("<t at=\"0:3-{}\">{TEXT}</t>{note}", 3 + TEXT.len()),
        other => format!("{other}{note}"),
    };
    match component.form {
        Form::Labelled => format!("<{name} label=\"Nhãn:\"><item>{text}</item></{name}>"),
        Form::Lines { .. } | Form::Letterhead(_) => format!("<{name}>{text}</{name}>"),
    }
}

/// No note can stand in a margin.
fn is_margin(component: &Component) -> bool {
    matches!(component.form, Form::Letterhead(part) if part.cell.is_margin())
}

fn paragraphs(sheet: &Sheet) -> Vec<&Paragraph> {
    let blocks = sheet.sections.iter().flat_map(|section| &section.blocks);
    let margins = sheet.sections.iter().map(|section| &section.page);
    let mut all: Vec<&Paragraph> = margins
        .flat_map(|page| page.first_header.iter().chain(&page.first_footer))
        .collect();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => all.push(paragraph),
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                all.extend(cells.flat_map(|cell| &cell.paragraphs));
            }
        }
    }
    all
}

fn part(docx: &[u8], name: &str) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    std::io::read_to_string(package.by_name(name).unwrap()).unwrap()
}

/// How many paragraphs and headings the tag tree of a PDF has.
fn tagged(pdf: &[u8]) -> usize {
    let file = lopdf::Document::load_mem(pdf).unwrap();
    let name = |object: &lopdf::Object| {
        let name = object.as_dict().ok()?.get(b"S").ok()?.as_name().ok()?;
        Some(name.to_vec())
    };
    let elements = file.objects.values().filter_map(name);
    elements
        .filter(|name| name == b"P" || matches!(name.as_slice(), [b'H', b'1'..=b'6']))
        .count()
}

#[test]
fn every_component_goes_through_every_stage() {
    let stage = Stage::new();
    let components = &stage.style.components;
    assert!(components.iter().count() >= 13 + 3);
    for component in components.iter() {
        let name = component.name;
        let read = |text| stage.document(component, &element(component, text));
        let with = read(TEXT);
        let dump = with.dump();
        assert!(
            dump.contains(name.as_str()) && dump.contains(TEXT),
            "{name}: {dump}"
        );

        // What belongs together is kept so.
        let mut kept = with.clone();
        let rules = stage.resources.typography().unwrap();
        typography::keep_together(&mut kept, rules, stage.style.keep_together);
        assert!(kept.dump().contains("Điều⍽5"), "{name}");

        // Its note goes with the document that it stands in.
        let (main, appendices) = with.clone().split_appendices();
        assert_eq!(
            (main.notes.len(), appendices[0].notes.len()),
            (usize::from(!is_margin(component)), 0),
            "{name}"
        );

        let look = stage.style.looks.component(name).unwrap();
        let sheet = stage.dressed(with);
        let role = Role::Component(name);
        let style = sheet
            .styles
            .iter()
            .position(|style| style.role == role)
            .unwrap();
        assert_eq!(sheet.styles[style].id, look.id);
        assert!(
            paragraphs(&sheet).iter().any(|p| p.style.0 == style),
            "{name}"
        );

        let bytes = docx::write(&sheet).unwrap();
        let of_style = format!("w:styleId=\"{}\"", look.id);
        assert!(
            part(&bytes, "word/styles.xml").contains(&of_style),
            "{name}"
        );
        let in_style = format!("<w:pStyle w:val=\"{}\"/>", look.id);
        let holder = match component.form {
            Form::Letterhead(part) if part.cell == Cell::TopMargin => "word/header1.xml",
            Form::Letterhead(part) if part.cell == Cell::Foot => "word/footer1.xml",
            _ => "word/document.xml",
        };
        assert!(part(&bytes, holder).contains(&in_style), "{name}");

        let fonts = &stage.resources.fonts;
        let pages = layout::lay_out(&sheet, fonts);
        let without = stage.dressed(stage.document(component, ""));
        let without = pdf::write(&layout::lay_out(&without, fonts), fonts).unwrap();
        let with = pdf::write(&pages, fonts).unwrap();
        let needed = matches!(component.form, Form::Letterhead(part) if part.needed);
        // Its paragraph, unless the other document has one of it, too; and that of its note.
        let more = usize::from(!needed) + usize::from(!is_margin(component));
        assert_eq!(tagged(&with), tagged(&without) + more, "{name}");

        let other = stage.dressed(read("Hà Nội, Điều 6"));
        let changes = diff::diff(&sheet, &other, rules);
        let place = changes.all[0].place.what;
        assert!(
            matches!(place, diff::Where::Paragraph { role: found, .. } if found == role),
            "{name}: {place:?}"
        );
        assert!(!changes.components.get(name).unwrap().called.is_empty());
    }
}

/// What is wrong in the declaration of a component is told at its place.
#[test]
fn slips_in_a_declaration_are_told_at_their_place() {
    let refused = |entry: &str| {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("nd30.yaml"), entry).unwrap();
        let error = Resources::from_dirs(Some(dir.path()), None).err().unwrap();
        let place = error.0[0].place.as_ref().unwrap();
        (
            error.0[0].message.clone(),
            place.source.text[place.range.clone()].to_owned(),
        )
    };
    let entry = |id: &str, said: &str| {
        format!("rieng: {{id: {id}, ten: Riêng, canh: giua, co_chu: 13, thanh_phan: {{{said}}}}}\n")
    };
    for (id, said, at, message) in [
        (
            "Rieng",
            "phan_tu: Riêng",
            "Riêng",
            "không dùng làm tên phần tử được",
        ),
        ("Rieng", "phan_tu: heading", "heading", "<heading> đã có"),
        ("Rieng", "phan_tu: basis", "basis", "<basis> đã có"),
        ("CanCu", "phan_tu: own", "CanCu", "mã kiểu “CanCu”"),
        ("LoiVan", "phan_tu: own", "LoiVan", "mã kiểu “LoiVan”"),
        (
            "Rieng",
            "phan_tu: own, hinh_thuc: bang",
            "bang",
            "không nhận “bang”",
        ),
        (
            "Rieng",
            "phan_tu: own, tieu_de: true, hinh_thuc: nhan_danh_sach",
            "true",
            "<own> không làm tiêu đề của văn bản được",
        ),
        (
            "Rieng",
            "phan_tu: own, noi: true",
            "noi",
            "không có mục nào tên “noi”",
        ),
    ] {
        let (told, shown) = refused(&entry(id, said));
        assert!(told.contains(message), "{told}");
        assert_eq!(shown, at, "{told}");
    }
}

/// A document that was read by the components of another style cannot be set.
#[test]
fn a_component_without_a_look_is_told() {
    let stage = Stage::new();
    let component = stage.style.components.iter().last().unwrap();
    let document = stage.document(component, &element(component, TEXT));
    let (own, _) = Style::nd30(&[]).unwrap();
    let rules = stage.resources.typography().unwrap();
    let fonts = &stage.resources.fonts;
    let error = dress::dress(&document, &own, fonts, rules, &Pictures::default()).unwrap_err();
    assert_eq!(error.0[0].code, "thanh-phan-la");
    assert!(error.0[0].message.contains("<own-line>"));
}

/// A kind with a component of its own: a line in `kinds.yaml`, an entry in `nd30.yaml`, a template.
#[test]
fn a_folder_brings_a_kind_with_a_component_of_its_own() {
    let out = tempfile::tempdir().unwrap();
    let build = |file: &Path| {
        let mut command = common::vanban();
        command.args(["build", "--templates", "tests/own-kind/mau", "-o"]);
        command.arg(out.path()).arg(file).output().unwrap()
    };
    let run = build(Path::new("tests/own-kind/giay-khen.yaml"));
    common::succeeded(&run);
    let docx = std::fs::read(out.path().join("giay-khen.docx")).unwrap();
    assert!(part(&docx, "word/styles.xml").contains("<w:name w:val=\"Người được khen\"/>"));
    let body = part(&docx, "word/document.xml");
    assert_eq!(
        body.matches("<w:pStyle w:val=\"NguoiDuocKhen\"/>").count(),
        2
    );
    // Its mark stands in a frame, in its colour.
    assert!(
        body.contains("<w:top w:val=\"single\" w:sz=\"8\""),
        "{body}"
    );
    assert!(body.contains("w:color=\"1F4E9E\""), "{body}");
    let pdf = std::fs::read(out.path().join("giay-khen.pdf")).unwrap();
    assert!(tagged(&pdf) > 2);

    // What its template prints is known by its line of the YAML.
    let text = std::fs::read_to_string("tests/own-kind/giay-khen.yaml").unwrap();
    let wrong = out.path().join("sai.yaml");
    std::fs::write(&wrong, text.replace("Khóm 3", "Khóm 3 ☃")).unwrap();
    let run = build(&wrong);
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!(run.status.code(), Some(1));
    assert!(
        told.contains("lỗi[thieu-chu]") && told.contains("sai.yaml:11:"),
        "{told}"
    );
    assert!(told.contains("- Tổ trưởng Tổ 5, Khóm 3 ☃"), "{told}");
}
