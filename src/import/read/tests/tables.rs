//! Tables.

use super::{Docx, Lost, flat, losses, paragraph, table, texts};
use crate::import::flat::Table;

fn cell(properties: &str, text: &str) -> String {
    format!(
        "<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>",
        paragraph(text)
    )
}

fn rows(rows: &[&[String]]) -> String {
    rows.iter()
        .map(|row| format!("<w:tr>{}</w:tr>", row.concat()))
        .collect()
}

/// Each cell as `column+columns×rows`.
fn grid(table: &Table) -> Vec<String> {
    let row = |row: &crate::import::flat::Row| {
        let cells = row.cells.iter();
        let cells = cells.map(|cell| format!("{}+{}×{}", cell.column, cell.columns, cell.rows));
        cells.collect::<Vec<_>>().join(" ")
    };
    table.rows.iter().map(row).collect()
}

#[test]
fn merged_cells_make_a_grid() {
    let down = "<w:vMerge w:val=\"restart\"/>";
    let on = "<w:vMerge/>";
    let body = format!(
        "<w:tbl><w:tblGrid><w:gridCol w:w=\"100\"/><w:gridCol w:w=\"200\"/><w:gridCol w:w=\"300\"/></w:tblGrid>{}{}</w:tbl>",
        rows(&[
            &[cell(down, "a"), cell("<w:gridSpan w:val=\"2\"/>", "b")],
            &[cell(on, ""), cell("", "c"), cell(down, "d")],
            &[cell(on, "khuất"), cell("", "e"), cell(on, "")],
            &[cell("", "g")],
        ]),
        "<w:tr><w:trPr><w:gridBefore w:val=\"1\"/><w:gridAfter w:val=\"1\"/></w:trPr><w:tc><w:p/></w:tc></w:tr>",
    );
    let flat = flat(&body);
    let table = table(&flat);
    assert_eq!(
        grid(table),
        [
            "0+1×3 1+2×1",
            "1+1×1 2+1×2",
            "1+1×1",
            "0+1×1 1+2×1",
            "0+1×1 1+1×1 2+1×1"
        ]
    );
    assert_eq!(table.columns, [100, 200, 300]);
    assert!(!table.bordered);
    assert_eq!(losses(&flat), [(6, Lost::Hidden, "khuất")]);
}

#[test]
fn cells_merged_sideways_by_old_word_are_one() {
    let body = format!(
        "<w:tbl>{}</w:tbl>",
        rows(&[
            &[
                cell("<w:hMerge w:val=\"restart\"/>", "a"),
                cell("<w:hMerge/>", ""),
                cell("", "b")
            ],
            &[cell("", "c"), cell("", "d"), cell("", "e")],
        ])
    );
    assert_eq!(
        grid(table(&flat(&body))),
        ["0+2×1 2+1×1", "0+1×1 1+1×1 2+1×1"]
    );
}

#[test]
fn lines_come_of_style_table_and_cell() {
    let styles = "<w:style w:type=\"table\" w:styleId=\"G\"><w:name w:val=\"Table Grid\"/><w:tblPr><w:tblBorders>\
        <w:top w:val=\"single\"/><w:insideH w:val=\"single\"/></w:tblBorders></w:tblPr></w:style>\
        <w:style w:type=\"table\" w:styleId=\"D\"><w:name w:val=\"Con\"/><w:basedOn w:val=\"G\"/></w:style>";
    let bordered = |properties: &str, cell_properties: &str| {
        let body = format!(
            "<w:tbl><w:tblPr>{properties}</w:tblPr>{}</w:tbl>",
            rows(&[&[cell(cell_properties, "a")], &[cell(cell_properties, "b")]])
        );
        table(&Docx::new(&body).part("styles", "styles.xml", styles).read()).bordered
    };
    let none = "<w:top w:val=\"nil\"/><w:bottom w:val=\"none\"/><w:insideH w:val=\"nil\"/>";
    assert!(!bordered("", ""));
    assert!(bordered("<w:tblStyle w:val=\"D\"/>", ""));
    assert!(!bordered(
        &format!("<w:tblStyle w:val=\"D\"/><w:tblBorders>{none}</w:tblBorders>"),
        ""
    ));
    assert!(!bordered(
        "<w:tblStyle w:val=\"G\"/>",
        &format!("<w:tcBorders>{none}</w:tcBorders>")
    ));
    assert!(bordered(
        "",
        "<w:tcBorders><w:left w:val=\"single\"/></w:tcBorders>"
    ));
}

#[test]
fn rows_and_nested_tables_are_kept() {
    let body = "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:p/></w:tc></w:tr>\
        <w:sdt><w:sdtContent><w:tr><w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>trong</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:sdtContent></w:sdt>\
        <w:tr><w:trPr><w:del/><w:tblHeader/></w:trPr><w:tc><w:p><w:r><w:t>xóa</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let flat = flat(body);
    assert_eq!(texts(&flat), ["|", "", "|", "|", "trong", ""]);
    let headers: Vec<_> = table(&flat).rows.iter().map(|row| row.header).collect();
    assert_eq!(headers, [true, false]);
    assert!(texts(&Docx::new(body).read_rejected()).contains(&"xóa".to_owned()));
}
