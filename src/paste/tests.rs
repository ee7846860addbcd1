//! Clipboards as Word, Excel, LibreOffice and browsers fill them: the shapes are theirs, the words are not.

use super::*;
use std::fs;

fn of(name: &str) -> String {
    fs::read_to_string(format!("src/paste/fixtures/{name}.html")).unwrap()
}

#[test]
fn what_programs_copy_is_text_of_a_document() {
    for name in ["word", "excel", "libreoffice", "web"] {
        insta::assert_snapshot!(name, read(&of(name)).markdown);
    }
}

#[test]
fn tables_are_cells() {
    let shown = |cells: Vec<Vec<String>>| {
        cells
            .iter()
            .map(|row| format!("{row:?}\n"))
            .collect::<String>()
    };
    insta::assert_snapshot!(
        "cells",
        shown(read(&of("excel")).cells.unwrap()) + &shown(read(&of("word")).cells.unwrap())
    );
    assert_eq!(read("<p>a</p>").cells, None);
}

#[test]
fn what_comes_out_is_read_as_what_it_was() {
    let odd = [
        "",
        "a",
        "<p>",
        "<table>",
        "<table><tr><td>x",
        "<li>x",
        "<p>::: bang x</p><p># a</p>",
        "<p>|a|</p>",
        "<p>{{ a * b }} *c*</p>",
        "<p>a<b>b</b>c<i> d </i></p>",
        "<p>**</p>",
        "<h1>a<br>b</h1>",
        "<pre>a\n  b</pre>",
        "<p>&lt;b&gt; [x] \\ `c`</p>",
        "<table><tr><td colspan=9999999 rowspan=99999999>x</td></tr><tr><td>y</td></tr></table>",
    ];
    let files = ["word", "excel", "libreoffice", "web"].map(of);
    for html in odd.into_iter().chain(files.iter().map(String::as_str)) {
        let markdown = read(html).markdown;
        let all = blocks::blocks(&markdown);
        assert_eq!(blocks::changes(&markdown, &all), Some(Vec::new()), "{html}");
        assert!(
            !markdown.contains("<o:p>") && !markdown.contains("mso-"),
            "{markdown}"
        );
        let nfc: String = markdown.nfc().collect();
        assert_eq!(nfc, markdown);
    }
    let deep = format!(
        "{}x{}",
        "<div><b>".repeat(3_000),
        "</b></div>".repeat(3_000)
    );
    assert!(read(&deep).markdown.contains('x'));
    let wide = format!("<table>{}</table>", "<tr><td>a<td>b".repeat(3_000));
    assert_eq!(read(&wide).cells.unwrap().len(), 3_000);
}

/// What was pasted is built as it is, whichever program it came from.
#[test]
fn what_comes_out_builds() {
    let head = "loai: ke-hoach\nco_quan: ỦY BAN\nviet_tat: UB\ndia_danh: Mẫu\nngay_ban_hanh: 05/01/2024\ntrich_yeu: Thử\n\
        nguoi_ky: {chuc_vu: CHỦ TỊCH, ho_ten: Nguyễn Văn A}\nnoi_dung: |\n";
    let resources = crate::Resources::embedded();
    for name in ["word", "excel", "libreoffice", "web"] {
        let body = read(&of(name)).markdown;
        let lines: String = body.lines().map(|line| format!("  {line}\n")).collect();
        let text = format!("{head}{lines}");
        let loaded =
            crate::content::from_sources("a.yaml".as_ref(), text, &mut |path| fs::read(path));
        let loaded = loaded.unwrap_or_else(|e| panic!("{name}\n{e}"));
        crate::compile(&loaded.content, &resources).unwrap_or_else(|e| panic!("{name}\n{e}"));
    }
}
