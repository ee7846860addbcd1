//! Tables as other programs write them, end to end: formats, dates, percentages.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{
    made::{Made, make},
    workbook::Workbook,
};
use std::{fs, path::Path};

fn of_book(book: &Workbook, says: &str, choices: &str) -> Made {
    make("a.xlsx", says, choices, &|path| book.save(path))
}

/// A row of a name and of what the second cell holds.
fn row(cell: &str) -> String {
    format!("<row r='2'><c r='A2' t='inlineStr'><is><t>Khóm 1</t></is></c>{cell}</row>")
}

#[test]
fn a_percentage_is_what_the_sheet_shows() {
    let book = Workbook::of_rows(&row("<c r='B2' s='1'><v>0.975</v></c>")).with_formats(&["0.0%"]);
    let says = "«{{ hang.so_ho | so }}%; {{ hang.so_ho }}; {{ hang.so_ho | so(le=1) }}»";
    let made = of_book(&book, says, "");
    assert_eq!(made.code, 0, "{}", made.said);
    assert_eq!(made.texts, ["97,5%; 97,5%; 97,5"]);
    // Kept as text, it has its sign.
    let made = of_book(&book, "«{{ hang.so_ho }}»", ", cot: { so_ho: chu }");
    assert_eq!(made.texts, ["97,5%"]);
}

const DATES: [&str; 3] = ["dd/mm/yyyy", "dd/mm/yyyy hh:mm", "[h]:mm"];

/// The workbook of a serial number under one of [`DATES`], from 1.
fn of_date(serial: &str, style: usize) -> Workbook {
    Workbook::of_rows(&row(&format!("<c r='B2' s='{style}'><v>{serial}</v></c>")))
        .with_formats(&DATES)
}

#[test]
fn dates_are_those_that_excel_shows() {
    for (serial, style, date) in [
        ("45327", 1, "05/02/2024"),
        ("45327", 2, "05/02/2024"),
        ("1", 1, "01/01/1900"),
        ("59", 1, "28/02/1900"),
        ("61", 1, "01/03/1900"),
        ("2958465", 1, "31/12/9999"),
    ] {
        let made = of_book(&of_date(serial, style), "«{{ hang.so_ho }}»", "");
        assert_eq!(made.texts, [date], "{serial}: {}", made.said);
    }
    // Workbooks that began on a Macintosh.
    for (serial, date) in [("43865", "05/02/2024"), ("0", "01/01/1904")] {
        for yes in ["1", "true"] {
            let made = of_book(
                &of_date(serial, 1).since_1904(yes),
                "«{{ hang.so_ho }}»",
                "",
            );
            assert_eq!(made.texts, [date], "{serial}: {}", made.said);
        }
    }
}

#[test]
fn what_is_no_date_is_told() {
    // The 29th of February 1900 is in Excel's calendar only.
    for (serial, style, code) in [
        ("45327.5", 1, "o-co-gio"),
        ("45327.25", 2, "o-co-gio"),
        ("0.5", 1, "o-co-gio"),
        ("1.5", 3, "o-co-gio"),
        ("2", 3, "o-co-gio"),
        ("60", 1, "ngay-khong-co"),
        ("0", 1, "ngay-khong-co"),
        ("-5", 1, "ngay-khong-co"),
        ("2958466", 1, "ngay-khong-co"),
        ("1e300", 1, "ngay-khong-co"),
        ("nan", 1, "ngay-khong-co"),
    ] {
        let made = of_book(&of_date(serial, style), "«{{ hang.so_ho }}»", "");
        assert_eq!(
            (made.code, made.texts.len()),
            (1, 0),
            "{serial}: {}",
            made.said
        );
        assert!(made.said.contains(code), "{serial}: {}", made.said);
        assert!(made.said.contains("ô B2") && made.said.contains("cách sửa"));
    }
    let told = |serial, style| {
        of_book(
            &of_date(serial, style),
            "«{{ hang.so_ho }} {{ hang.ten }}»",
            "",
        )
        .said
    };
    insta::assert_snapshot!("ngay-co-gio", told("45327.5", 2));
    insta::assert_snapshot!("ngay-khong-co", told("60", 1));
}

#[test]
fn workbooks_with_macros_are_read() {
    let book = Workbook::of_rows(&row("<c r='B2'><v>412</v></c>"))
        .with("xl/vbaProject.bin", vec![0xd0; 2 << 20]);
    let made = make("a.xlsm", "«{{ hang.so_ho }}»", "", &|path| {
        book.save(path)
    });
    assert_eq!(made.texts, ["412"], "{}", made.said);
}

#[test]
fn tables_of_other_programs() {
    let mut old = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    old.resize(2048, 0);
    let zip = |names: &[&str]| {
        let names = names.iter();
        names.fold(Workbook::new(""), |book, name| book.with(name, "<x/>"))
    };
    let mut all = String::new();
    let mut tell = |name: &str, save: &dyn Fn(&Path)| {
        let made = make(name, "«{{ hang.ten }}»", "", save);
        assert_eq!((made.code, made.texts.len()), (1, 0), "{}", made.said);
        all += &made.said;
    };
    for name in ["a.xls", "a.xlsb", "a.ods", "a.docx", "a.xlsx", "a.csv"] {
        tell(name, &|path| fs::write(path, &old).unwrap());
    }
    for names in [
        ["content.xml", "META-INF/manifest.xml"].as_slice(),
        &["xl/workbook.bin"],
        &["word/document.xml"],
    ] {
        tell("a.xlsx", &|path| zip(names).save(path));
    }
    tell("a.xlsx", &|path| fs::write(path, "Tên;Số hộ\n").unwrap());
    insta::assert_snapshot!("kieu-khac", all);
}
