//! Charts in the package: the part, its figures, the workbook behind it.

use super::{Part, build};
use crate::{Resources, compile, content};
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;

fn parts(path: &str) -> Vec<Part> {
    let loaded = content::load(path.as_ref()).unwrap();
    let compiled = compile(&loaded.content, &Resources::embedded()).unwrap();
    build(&compiled.sheet).unwrap()
}

fn of<'p>(parts: &'p [Part], name: &str) -> &'p Part {
    let part = parts.iter().find(|part| part.name == name);
    part.unwrap_or_else(|| panic!("no {name}"))
}

#[test]
fn a_chart_is_a_part_with_its_figures() {
    let parts = parts("samples/phuong-2/bao-cao-bieu-do.yaml");
    let document = of(&parts, "word/document.xml").text();
    assert_eq!(document.matches("<c:chart ").count(), 2);
    assert!(document.contains("descr=\"Biểu đồ cột (Đơn vị tính: hộ). 2020: Hộ nghèo 186,"));
    let relations = of(&parts, "word/_rels/document.xml.rels").text();
    let types = of(&parts, "[Content_Types].xml").text();
    for number in [1, 2] {
        assert!(relations.contains(&format!("Target=\"charts/chart{number}.xml\"")));
        assert!(types.contains(&format!("/word/charts/chart{number}.xml")));
    }
    let chart = of(&parts, "word/charts/chart1.xml").text();
    assert!(chart.contains("<c:barDir val=\"col\"/>"));
    assert!(chart.contains("<c:f>Sheet1!$C$2:$C$6</c:f>"));
    assert!(chart.contains("<c:pt idx=\"4\"><c:v>118</c:v></c:pt>"));
    assert!(
        of(&parts, "word/charts/chart2.xml")
            .text()
            .contains("<c:lineChart>")
    );
}

/// Who edits the figures in Word finds them in a table: read back by another program.
#[test]
fn the_workbook_holds_the_figures() {
    let parts = parts("samples/phuong-2/bao-cao-bieu-do.yaml");
    let part = of(&parts, "word/embeddings/Microsoft_Excel_Worksheet1.xlsx");
    let mut book = Xlsx::new(Cursor::new(part.content.as_slice())).unwrap();
    let sheet = book.worksheet_range("Sheet1").unwrap();
    let text = |row, column| match sheet.get_value((row, column)) {
        Some(Data::Empty) | None => String::new(),
        Some(cell) => cell.to_string(),
    };
    let rows: Vec<[String; 3]> = (0..6)
        .map(|row| [0, 1, 2].map(|column| text(row, column)))
        .collect();
    assert_eq!(rows[0], ["", "Hộ nghèo", "Hộ cận nghèo"]);
    assert_eq!(rows[1], ["2020", "186", "241"]);
    assert_eq!(rows[5], ["2024", "54", "118"]);
}

/// Word puts figures where they cover one another; a small piece of a column has none.
#[test]
fn pieces_without_room_have_no_figure() {
    let parts = parts("tests/parity/bieu-do.yaml");
    let stacked = of(&parts, "word/charts/chart1.xml").text();
    assert!(stacked.contains("<c:overlap val=\"100\"/>"));
    assert_eq!(stacked.matches("<c:delete val=\"1\"/></c:dLbl>").count(), 5);
    let pie = of(&parts, "word/charts/chart2.xml").text();
    assert_eq!(pie.matches("<c:dPt>").count(), 4);
    assert!(pie.contains("<c:showPercent val=\"1\"/>"));
}
