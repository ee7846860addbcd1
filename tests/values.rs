//! Values of rows and figures in a document: signs of every sort, numbers as tables write them,
//! blanks, rows that are no data. From the cell to the text of the DOCX.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{
    made::{Made, make},
    succeeded,
    workbook::Workbook,
};
use std::fs;

/// A CSV table of one column `v`, each value in quotes.
fn csv_of(values: &[&str]) -> String {
    let rows = values
        .iter()
        .map(|v| format!("\"{}\"\n", v.replace('"', "\"\"")));
    format!("V\n{}", rows.collect::<String>())
}

fn of_text(name: &str, text: &str, says: &str, choices: &str) -> Made {
    make(name, says, choices, &|path| fs::write(path, text).unwrap())
}

/// The texts of all rows, which must be made without a word.
fn quietly(made: Made) -> Vec<String> {
    assert_eq!(made.code, 0, "{}", made.said);
    assert!(!made.said.contains("lưu ý"), "{}", made.said);
    made.texts
}

const SIGNS: [&str; 34] = [
    "20*20*6 cm",
    "5*10*300 cm",
    "a_b_c",
    "*nghiêng* và **đậm**",
    "***",
    "# 5",
    "#5",
    "- gạch",
    "+ cộng",
    "* sao",
    "1. một",
    "12) mười hai",
    "> trích",
    "| a | b |",
    "a|b",
    "\\*",
    "C:\\nha\\",
    "`mã`",
    "```",
    "~~xóa~~",
    "<b>x</b> & <",
    "&amp; &lt; &#35;",
    "[^1]",
    "[a](b) ![c](d)",
    "[x]: y",
    "- [ ] việc",
    "---",
    "===",
    "::: ngang",
    "{{ 1 + 1 }} {% if %}",
    "$x^2$",
    "a) điểm",
    "https://a.vn/?b=1&c=2",
    "\"trong\" 'ngoặc'",
];

#[test]
fn signs_in_a_value_are_printed_as_they_are() {
    for says in [
        "«{{ hang.v }}»",
        "Mua «{{ hang.v }}» ngay",
        "- Mua «{{ hang.v }}» ngay",
        "1. Mua «{{ hang.v }}»",
        "## «{{ hang.v }}»",
        "**«{{ hang.v }}»** và *nghiêng*",
        "| Cột | Hai |\n  |---|---|\n  | «{{ hang.v }}» | {{ hang.v }} |",
        "Mua «{{ hang.v }}»[^1]\n\n  [^1]: Là {{ hang.v }}.",
        "«{% if hang.v %}{{ hang.v ~ \"\" }}{% endif %}»",
    ] {
        let texts = quietly(of_text("a.csv", &csv_of(&SIGNS), says, ", cot: { v: chu }"));
        assert_eq!(texts, SIGNS, "{says}");
    }
}

#[test]
fn a_value_that_begins_a_line_stays_a_value() {
    for says in [
        "«»{{ hang.v }}^\n\n  «{{ hang.v }}»",
        "- {{ hang.v }}\n  - «{{ hang.v }}»",
        "{{ hang.v }}\n  {{ hang.v }}\n\n  «{{ hang.v }}»",
        "Đoạn\n\n  {{ hang.v }}\n\n  {{ hang.v }}\n\n  «{{ hang.v }}»",
    ] {
        let says = says.strip_prefix("«»").unwrap_or(says);
        let texts = quietly(of_text("a.csv", &csv_of(&SIGNS), says, ", cot: { v: chu }"));
        assert_eq!(texts, SIGNS, "{says}");
    }
}

#[test]
fn a_line_break_in_a_cell_is_a_line_break() {
    for says in [
        "«{{ hang.v }}»",
        "- «{{ hang.v }}»",
        "| A | B |\n  |---|---|\n  | «{{ hang.v }}» | x |",
        "## «{{ hang.v }}»",
    ] {
        let values = ["một\nhai", "một\n\n  hai\n", "\r\nmột\r\n# hai"];
        let texts = quietly(of_text("a.csv", &csv_of(&values), says, ""));
        assert_eq!(texts, ["một\nhai", "một\nhai", "một\n# hai"], "{says}");
    }
}

#[test]
fn a_literal_of_the_writer_is_still_markdown() {
    let says = "«{{ \"**đậm**\" if hang.v else \"\" }}{{ \"*\" ~ hang.v ~ \"*\" }}»";
    assert_eq!(quietly(of_text("a.csv", "V\n5*6\n", says, "")), ["đậm5*6"]);
}

#[test]
fn csv_numbers_are_printed_as_their_cells_show_them() {
    let rows = "Tên;V\na;1.234,5\nb;97,5%\nc;1.674\nd;1674\ne;7.512.469.825\nf;3500101107\ng;-3,50\nh;2024\ni;04\nk;1 674\nm;0\nn;71234.6\n";
    let texts = quietly(of_text(
        "a.csv",
        rows,
        "«{{ hang.v }}{# {{ hang.ten }} #}»",
        "",
    ));
    assert_eq!(
        texts,
        [
            "1.234,5",
            "97,5%",
            "1.674",
            "1674",
            "7.512.469.825",
            "3500101107",
            "-3,50",
            "2024",
            "04",
            "1 674",
            "0",
            "71.234,6"
        ]
    );
}

#[test]
fn a_small_number_with_a_point_is_printed_as_it_stands_and_told() {
    let says = "«{{ hang.v }}»";
    let made = of_text(
        "a.csv",
        "V;x\n94.58;\n1.1;\n",
        &format!("{says}{{# hang.x #}}"),
        "",
    );
    assert_eq!(made.texts, ["94.58", "1.1"]);
    assert!(made.said.contains("so-dau-cham"), "{}", made.said);
    assert_eq!(made.said.matches("lưu ý[").count(), 1, "{}", made.said);
    let rows = "V\n94.58\n1.1\n";
    assert_eq!(
        quietly(of_text("a.csv", rows, says, ", cot: { v: chu }")),
        ["94.58", "1.1"]
    );
    let filtered = "«{{ hang.v | so }}»";
    assert_eq!(
        quietly(of_text("a.csv", rows, filtered, "")),
        ["94,58", "1,1"]
    );
    let point = ", thap_phan: \".\"";
    assert_eq!(
        quietly(of_text("a.csv", rows, says, point)),
        ["94,58", "1,1"]
    );
}

#[test]
fn the_number_of_a_row_has_no_thousands() {
    let rows = "V\n".to_owned() + &"x\n".repeat(12_345);
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.csv"), rows).unwrap();
    let profile = format!(
        "{}/samples/phuong-2/co-quan.yaml",
        env!("CARGO_MANIFEST_DIR")
    );
    let content = format!(
        "loai: ke-hoach\nho_so: {profile}\nso: \"{{{{ so_thu_tu }}}}\"\nngay_ban_hanh: /01/2024\ntrich_yeu: Rà soát\nnoi_dung: |\n  «{{{{ so_thu_tu }}}}, {{{{ so_thu_tu + 1 }}}}{{# hang.v #}}»\nnoi_nhan: [Lưu]\nluu: VT\n"
    );
    fs::write(dir.path().join("van-ban.yaml"), content).unwrap();
    let batch = "noi_dung: van-ban.yaml\nten_tep: ra-{{ so_thu_tu }}\nbang: a.csv\n";
    fs::write(dir.path().join("lo.yaml"), batch).unwrap();
    let mut command = common::vanban();
    command.args([
        "batch", "lo.yaml", "-o", "ra", "--only", "docx", "--rows", "12345",
    ]);
    let run = command.current_dir(dir.path()).output().unwrap();
    succeeded(&run);
    let text = common::docx_text(&dir.path().join("ra/ra-12345.docx"), "word/document.xml");
    let text = text.replace('\u{a0}', " ");
    assert!(
        text.contains("«12345, 12.346»") && text.contains("Số: 12345/"),
        "{text}"
    );
}

#[test]
fn a_percent_sign_is_not_doubled() {
    let says = "«{{ hang.v }}%, {{ hang.v }} %, {{ hang.v }}, {{ hang.v | so }}%»";
    let texts = quietly(of_text("a.csv", "V\n\"97,5%\"\n", says, ""));
    assert_eq!(texts, ["97,5%, 97,5 %, 97,5%, 97,5%"]);
}

#[test]
fn numbers_of_cells_reckon_and_compare() {
    let says = "«{{ hang.v + 1 }} {% if hang.v > 1000 %}lớn{% endif %} {% if hang.v == 1674 %}bằng{% endif %} {{ hang.v | hieu(tru=\"0,5\") }} {{ [hang.v, 1] | tong }}{% if hang.w %}!{% endif %}»";
    let texts = quietly(of_text("a.csv", "V;W\n1.674;0%\n", says, ""));
    assert_eq!(texts, ["1675 lớn bằng 1.673,5 1.675"]);
}

#[test]
fn one_mark_before_three_digits_is_read_as_its_column_is() {
    let says = "«{{ hang.v | so }}»";
    for (name, rows, choices, expected) in [
        // What Excel in Vietnam writes.
        (
            "a.csv",
            "V;x\n1.674;\n12.345;\n",
            "",
            ["1.674", "12.345"].as_slice(),
        ),
        ("a.csv", "V;x\n1.674;\n12,5;\n", "", &["1.674", "12,5"]),
        // What programs write, where the column tells.
        ("a.csv", "V,x\n1.674,\n94.58,\n", "", &["1,674", "94,58"]),
        (
            "a.csv",
            "V,x\n\"1,674\",\n\"12,345,678\",\n",
            "",
            &["1.674", "12.345.678"],
        ),
        // What the batch file says.
        ("a.csv", "V,x\n1.674,\n", ", thap_phan: \",\"", &["1.674"]),
        ("a.csv", "V;x\n1.674;\n", ", thap_phan: \".\"", &["1,674"]),
        (
            "a.json",
            "[{\"v\": \"1.674\"}]",
            ", thap_phan: \",\"",
            &["1.674"],
        ),
        ("a.yaml", "- {v: 1.674}\n", ", thap_phan: \".\"", &["1,674"]),
        ("a.json", "[{\"v\": 1.674}]", "", &["1,674"]),
    ] {
        let made = of_text(name, rows, &says.replace("»", "{# hang.x #}»"), choices);
        assert_eq!(made.texts, expected, "{rows}: {}", made.said);
    }
    // Text in a sheet: the third cell tells the writing of the column.
    let texts = |values: &[&str]| {
        let cell = |(row, value): (usize, &&str)| {
            format!(
                "<row r='{row}'><c r='A{row}' t='inlineStr'><is><t>a</t></is></c><c r='B{row}' t='inlineStr'><is><t>{value}</t></is></c></row>"
            )
        };
        let rows: String = (2..).zip(values).map(cell).collect();
        let says = "«{{ hang.so_ho | so }}{# hang.ten #}»";
        make("a.xlsx", says, "", &|path| {
            Workbook::of_rows(&rows).save(path)
        })
    };
    let made = texts(&["1.674", "12.345", "7.512.469"]);
    assert_eq!(
        made.texts,
        ["1.674", "12.345", "7.512.469"],
        "{}",
        made.said
    );
    let made = texts(&["1.674", "12.5"]);
    assert_eq!(made.texts, ["1,674", "12,5"], "{}", made.said);
}

#[test]
fn what_may_be_two_numbers_is_refused_with_both() {
    let says = "«{{ hang.v | so }}{# hang.x #}»";
    for (name, rows, choices) in [
        ("a.csv", "V,x\n1.674,\n", ""),
        ("a.csv", "V,x\n\"1,674\",\n", ""),
        ("a.csv", "V\tx\n1.674\t\n", ""),
        ("a.csv", "V;x\n94.58;\n1.674;\n", ""),
        ("a.csv", "V,x\n\"94,5\",\n94.58,\n1.674,\n", ""),
        ("a.csv", "V,x\n1.674,\n", ", cot: { v: so }"),
        ("a.json", "[{\"v\": \"1.674\"}]", ""),
        ("a.json", "[{\"v\": \"1,674\"}]", ", cot: { v: so }"),
        ("a.yaml", "- {v: 1.674}\n", ""),
    ] {
        let made = of_text(name, rows, says, choices);
        assert_eq!(made.code, 1, "{rows}: {}", made.said);
        assert!(
            made.said.contains("hai cách: 1674, hoặc 1,674"),
            "{rows}: {}",
            made.said
        );
    }
    let made = of_text("a.csv", "V,x\n1.674,\n", says, "");
    insta::assert_snapshot!("so-hai-cach", made.said);
    let made = of_text("a.csv", "V,x\n1.674,\n", says, ", cot: { v: so }");
    insta::assert_snapshot!("so-hai-cach-o-cot", made.said);
    // As it stands it needs no reading.
    let made = of_text("a.csv", "V,x\n1.674,\n", "«{{ hang.v }}{# hang.x #}»", "");
    assert_eq!(quietly(made), ["1.674"]);
}

#[test]
fn what_a_cell_shows_is_what_a_column_of_texts_gets() {
    let formats = [
        "000000000000",
        "mm/yyyy",
        "d/m/yyyy",
        "#,##0.00",
        "0000 000 000",
        "mmm-yy",
        "# ?/?",
    ];
    let shown = |style: usize, value: &str, choices: &str| {
        let cell = format!("<c r='B2' s='{style}'><v>{value}</v></c>");
        let rows = format!("<row r='2'><c r='A2' t='inlineStr'><is><t>a</t></is></c>{cell}</row>");
        let says = "«{{ hang.so_ho }}{# hang.ten #}»";
        make("a.xlsx", says, choices, &|path| {
            Workbook::of_rows(&rows).with_formats(&formats).save(path);
        })
    };
    let text = ", cot: { so_ho: chu }";
    for (style, value, choices, expected) in [
        (1, "12345678901", text, "012345678901"),
        (1, "12345678901", "", "012345678901"),
        (0, "0100", text, "0100"),
        (0, "0100", "", "0100"),
        (0, "3500101107", "", "3500101107"),
        (0, "1234.5", "", "1.234,5"),
        (0, "1234.5", text, "1234,5"),
        (2, "45327", text, "02/2024"),
        (2, "45327", "", "02/2024"),
        (2, "45327", ", cot: { so_ho: ngay }", "05/02/2024"),
        (3, "45327", text, "5/2/2024"),
        (3, "45327", "", "05/02/2024"),
        (4, "71234.567", text, "71.234,57"),
        (4, "71234.567", "", "71.234,567"),
        (5, "912345678", text, "0912 345 678"),
        (7, "0.5", "", "0,5"),
    ] {
        let made = shown(style, value, choices);
        assert_eq!(made.texts, [expected], "{value} {style}: {}", made.said);
    }
    for (style, value, choices) in [(6, "45327", text), (6, "45327", ""), (7, "0.5", text)] {
        let made = shown(style, value, choices);
        assert_eq!(made.code, 1);
        assert!(
            made.said.contains("o-dinh-dang") && made.said.contains("ô B2"),
            "{}",
            made.said
        );
    }
}

#[test]
fn errors_of_a_sheet_matter_where_their_column_is_used() {
    for error in [
        "#SPILL!", "#CALC!", "#FIELD!", "#BUSY!", "#N/A", "#REF!", "#DIV/0!",
    ] {
        let row = |n: usize, cell: &str| {
            format!(
                "<row r='{n}'><c r='A{n}' t='inlineStr'><is><t>Khóm {n}</t></is></c>{cell}</row>"
            )
        };
        let rows = row(2, &format!("<c r='B2' t='e'><f>X()</f><v>{error}</v></c>"))
            + &row(3, "<c r='B3'><v>5</v></c>");
        let made = |says: &str| {
            make("a.xlsx", says, "", &|path| {
                Workbook::of_rows(&rows).save(path)
            })
        };
        let used = made("«{{ hang.ten }}: {{ hang.so_ho }}»");
        assert_eq!(used.code, 1, "{error}");
        assert!(
            used.said.contains(error) && used.said.contains("ô B2"),
            "{}",
            used.said
        );
        assert_eq!(used.count, 1, "{}", used.said);
        let unused = made("«{{ hang.ten }}»");
        assert_eq!((unused.code, unused.texts.len()), (0, 2), "{}", unused.said);
    }
}

#[test]
fn hidden_rows_and_columns_are_told_and_may_be_left_out() {
    let row = |n: usize, hidden: &str| {
        format!(
            "<row r='{n}' {hidden}><c r='A{n}' t='inlineStr'><is><t>Khóm {n}</t></is></c><c r='B{n}'><v>{n}</v></c></row>"
        )
    };
    let rows = row(2, "") + &row(3, "hidden='1'") + &row(4, "") + &row(5, "ht='0'");
    let says = "«{{ hang.ten }}{# hang.so_ho #}»";
    let made = |choices: &str| {
        make("a.xlsx", says, choices, &|path| {
            Workbook::of_rows(&rows).save(path)
        })
    };
    let told = made("");
    assert_eq!(told.texts.len(), 4);
    assert!(
        told.said.contains("2 hàng đang ẩn") && told.said.contains("dòng 3, 5"),
        "{}",
        told.said
    );
    let seen = quietly(made(", hang: hien"));
    assert_eq!(seen, ["Khóm 2", "Khóm 4"]);
    assert_eq!(quietly(made(", hang: tat_ca")).len(), 4);
    assert_eq!(quietly(made(", hang: hien, bo_hang: [4]")), ["Khóm 2"]);
}

#[test]
fn rows_that_are_no_data_are_told_and_may_be_left_out() {
    let rows = "STT;Tên;Số hộ;Ghi chú\n1;2;3;4\n1;Khóm 1;412;\n2;Khóm 2;438;\n;Tổng cộng;850;\n;;;Ngày 5 tháng 1 năm 2024\n;Người lập biểu;;\n";
    let says = "«{{ hang.ten | default(value=\"\") }}{# hang.stt hang.so_ho hang.ghi_chu #}»";
    let says = says.replace(
        "hang.stt",
        "{{ hang.stt }} {{ hang.so_ho }} {{ hang.ghi_chu }}",
    );
    let told = of_text("a.csv", rows, &says, "");
    assert_eq!(told.texts.len(), 6, "{}", told.said);
    for word in [
        "hang-so-cot",
        "dòng 2",
        "hang-tong",
        "dòng 5",
        "hang-ky",
        "dòng 6, 7",
    ] {
        assert!(told.said.contains(word), "{word}: {}", told.said);
    }
    for choice in ["[so_cot, tong, ky]", "[2, 5-7]", "[so_cot, Tổng cộng, 6-7]"] {
        let texts = quietly(of_text(
            "a.csv",
            rows,
            &says,
            &format!(", bo_hang: {choice}"),
        ));
        assert_eq!(texts, ["Khóm 1", "Khóm 2"], "{choice}");
    }
    let slip = of_text("a.csv", rows, &says, ", bo_hang: [so_cot, tong, ky, Cộng]");
    assert!(slip.said.contains("không trúng hàng nào"), "{}", slip.said);
}

#[test]
fn a_blank_has_a_default_or_is_told() {
    let rows = "Tên;Ghi chú\nẤp 1;\n;x\n";
    let says = "«{{ hang.ten }}: {{ hang.ghi_chu | default(value=\"không\") }}»";
    let made = of_text("a.csv", rows, says, "");
    assert_eq!(made.texts, ["Ấp 1: không", ": x"]);
    assert!(
        made.said.contains("lưu ý[o-trong]") && made.said.contains("Hàng 2 (a.csv, dòng 3)"),
        "{}",
        made.said
    );
    // A cell of a table may well be blank.
    let says = "«»\n\n  | A | B |\n  |---|---|\n  | {{ hang.ten }} | {{ hang.ghi_chu }} |";
    quietly(of_text("a.csv", rows, says, ""));
}

#[test]
fn a_column_that_no_tag_uses_is_told() {
    let rows = "Tên;Ghi chú;Mã\nẤp 1;x;7\n";
    let says = "«{{ hang.ten }}» hang.ghi_chu {# hang.ma #} {{ \"hang\" }}";
    let made = of_text("a.csv", rows, says, "");
    for (column, told) in [("Ghi chú", true), ("Mã", false)] {
        let words = format!("cột “{column}” không được dùng ở đâu");
        assert_eq!(made.said.contains(&words), told, "{}", made.said);
    }
    // Quotes that YAML escapes are no quotes of the tag.
    let says = "«{{ hang.ten }}»\nket_thuc: \"{{ hang.ghi_chu | default(value=\\\"không\\\") }} {{ hang.ma }}.\"";
    quietly(of_text("a.csv", rows, says, ""));
}

#[test]
fn quotes_in_odd_places_are_told_and_swallow_nothing() {
    let says = "«{{ hang.ten }}{# {{ hang.stt }} #}»";
    for (rows, made, line) in [
        (
            "STT;Tên\n1;Chợ\n2;\"Quán\n3;Trường\n4;\"Hẻm 5\"\n5;Đình\n",
            4,
            3,
        ),
        ("STT;Tên\n1;Chợ\n2;Quán \"Bà\"\n3;Đình\n", 2, 3),
        ("STT;Tên\n1;\"Chợ\" cũ\n2;Đình\n", 1, 2),
        ("STT;Tên\n1; \"Chợ\"\n2;Đình\n", 1, 2),
        ("STT;Tên\n1;\"Chợ\n2;Đình\n3;Trường\n", 2, 2),
        (
            "STT;Tên\r\n1;\"Chợ\r\n2;Đình\r\n\r\n3;\"Trường\"\r\n4;X\r\n",
            3,
            2,
        ),
    ] {
        let run = of_text("a.csv", rows, says, "");
        assert_eq!(run.code, 1, "{rows}");
        assert!(
            run.said.contains(&format!("a.csv:{line}:")),
            "{rows}: {}",
            run.said
        );
        assert_eq!(run.count, made, "{rows}: {}", run.said);
    }
}

#[test]
fn many_quotes_in_odd_places_take_no_longer() {
    let rows = "STT;Tên\n".to_owned() + &"1;\"Chợ\n".repeat(200_000);
    let started = std::time::Instant::now();
    let run = of_text("a.csv", &rows, "«{{ hang.ten }}{# hang.stt #}»", "");
    assert_eq!(run.code, 1);
    assert!(started.elapsed().as_secs() < 120, "{:?}", started.elapsed());
}

#[test]
fn json_is_read_by_its_own_rules() {
    let says = "«{{ hang.ten }} {{ hang.v | so }} {{ hang.v }}»";
    let rows = "[\n\t{\"ten\":\t\"\\u1ea4p \\\"1\\\" \\\\\", \"v\": 412.0},\r\n{\"v\":1.2e3,\"ten\":\"a: b # c\"},\n{\"ten\": \"- x\", \"v\": -12345.50}]";
    let texts = quietly(of_text("a.json", rows, says, ""));
    assert_eq!(
        texts,
        [
            "Ấp \"1\" \\ 412 412",
            "a: b # c 1.200 1200",
            "- x -12.345,5 -12.345,5"
        ]
    );
    let mut all = String::new();
    for wrong in [
        "[{\"ten\": \"a\", \"v\": NaN}]",
        "[{\"ten\": \"a\", // ghi chú\n \"v\": 1}]",
        "[{\"ten\": \"a\", \"v\": 1,}]",
        "[{\"ten\": 'a', \"v\": 1}]",
        "[{ten: \"a\", \"v\": 1}]",
        "[{\"ten\": \"a\tb\", \"v\": 1}]",
        "[{\"ten\": \"a\\d\", \"v\": 1}]",
        "[{\"ten\": \"a\", \"v\": 012}]",
        "[{\"ten\": \"a\", \"v\": 1}",
        "[{\"ten\": \"a\" \"v\": 1}]",
        "[{\"ten\": \"a\", \"v\": 1, \"ten\": \"b\"}]",
        "[{\"ten\": \"a\\u0007\", \"v\": 1}]",
        "[{\"ten\": \"a\", \"v\": 123456789012345678901234567890123}]",
        "- ten: a\n",
    ] {
        let made = of_text("a.json", wrong, says, "");
        assert_eq!(
            (made.code, made.texts.len()),
            (1, 0),
            "{wrong}: {}",
            made.said
        );
        all += &made.said;
    }
    let deep = format!(
        "[{{\"ten\": {}1{}}}]",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert!(of_text("a.json", &deep, says, "").said.contains("qua-sau"));
    insta::assert_snapshot!("json-sai", all);
}
