//! Text that was copied from Word.

use super::*;

fn taken(text: &str, by_line: bool) -> (String, String) {
    let body = read(text, by_line).unwrap_or_else(|errors| panic!("{text}\n{errors}"));
    let told: Vec<String> = body
        .warnings
        .iter()
        .map(|warning| {
            let place = warning.place.as_ref().unwrap();
            let (line, _) = place.source.line_column(place.range.start);
            format!("{} {line}", warning.code)
        })
        .collect();
    (bare(&body.markup), told.join(", "))
}

/// The markup without the places.
fn bare(markup: &str) -> String {
    let mut out = String::new();
    for (n, piece) in markup.split("<t at=\"").enumerate() {
        out.push_str(match n {
            0 => piece,
            _ => piece.split_once("\">").map_or("", |(_, rest)| rest),
        });
    }
    out.replace("</t>", "")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Signs that Word, PDF and web pages have for a dash, with the blank behind them.
#[test]
fn signs_of_lists_are_dashes_and_told_once() {
    let list = "<list mark=\"bullet\"> <item> <p>Một</p> </item> <item> <p>Hai</p> </item> </list>";
    for sign in "•●○◦▪■□►➢✓❖∙·‣–—―−‐‑+\u{f0b7}\u{f0a7}\u{f0d8}\u{f0fc}".chars()
    {
        for space in [" ", "\t", "\u{a0}", "          ", "\u{a0}\u{a0} ", " \t "] {
            for end in ["\n", "\r\n"] {
                let text = format!("{sign}{space}Một{end}{sign}{space}Hai{end}");
                let expected = (list.to_owned(), "dau-dau-dong 1".to_owned());
                assert_eq!(taken(&text, false), expected, "{text:?}");
                assert_eq!(taken(&text, true), expected, "{text:?}");
            }
        }
    }
    for text in [
        "•Một\n•Hai\n",
        "-Một\n-Hai\n",
        "–Một\n–Hai\n",
        "o\tMột\no\tHai\n",
        "\t•\tMột\n\t•\tHai\n",
    ] {
        assert_eq!(
            taken(text, false),
            (list.to_owned(), "dau-dau-dong 1".to_owned()),
            "{text:?}"
        );
    }
    assert_eq!(
        taken("-\u{a0}Một\n-\tHai\n", false),
        (list.to_owned(), String::new())
    );
}

#[test]
fn what_is_no_sign_of_a_list_stays() {
    for text in [
        "-5 độ\n",
        "giai đoạn 2021\n– 2025 của xã\n",
        "số 12/QĐ\n-UBND ngày\n",
        "o xa\n",
        "+84 901\n",
        "–––\n",
    ] {
        let (markup, told) = taken(text, false);
        assert!(
            markup.starts_with("<p>") && told.is_empty(),
            "{text:?} {markup} {told}"
        );
    }
}

#[test]
fn items_below_items_keep_their_level() {
    let expected = "<list mark=\"bullet\"> <item> <p>Một</p> <list mark=\"bullet\"> <item> <p>Con</p> </item> </list> </item> </list>";
    for text in ["• Một\n  – Con\n", "- Một\n\t+ Con\n", "•\tMột\n\to\tCon\n"] {
        assert_eq!(taken(text, false).0, expected, "{text:?}");
    }
}

#[test]
fn lines_that_were_meant_as_paragraphs_are_told() {
    for text in [
        "Đoạn một.\nĐoạn hai\n",
        "Đoạn một;\nĐoạn hai\n",
        "Gồm:\nĐoạn hai\n",
        "Hết./.\nĐoạn hai\n",
        "(Đoạn một.)\nĐoạn hai\n",
        "“Đoạn một.”\nĐoạn hai\n",
        "Đoạn một\nI. PHẦN\n",
        "Đoạn một\n2. Phần\n",
        "Đoạn một\n1.1. Phần\n",
        "Đoạn một\nb) Phần\n",
        "Đoạn một\n2/ Phần\n",
        "Đoạn một\nĐiều 5. Phần\n",
        "Đoạn một\nChương II\n",
        "Đoạn một\nPhần thứ hai\n",
        "Điều 1 Phạm vi\nĐiều 2 Đối tượng\n",
        "- Mục một.\nĐoạn sau\n",
        "- Mục một\nĐoạn sau\n",
        "Chữ[^1].\n\n[^1]: Lời một.\n",
    ] {
        let second = if text.contains("[^") {
            String::new()
        } else {
            "dong-bi-noi 2".to_owned()
        };
        assert_eq!(taken(text, false).1, second, "{text:?}");
        assert_eq!(
            taken(&text.replace('\n', "\r\n"), false).1,
            second,
            "{text:?}"
        );
        assert_eq!(taken(text, true).1, "", "{text:?}");
    }
    for text in [
        "Một dòng dài\nnối sang dòng sau\n",
        "- Mục của xã\n  Hòa Bình\n",
        "- Mục của\nxã\n",
        "theo quy định tại\nĐiều 5 Luật Đất đai\n",
        "tại TP.\nHồ Chí Minh\n",
        "Dòng một.\\\nDòng hai\n",
        "Đoạn một.\n\nĐoạn hai.\n",
    ] {
        assert_eq!(taken(text, false).1, "", "{text:?}");
    }
}

#[test]
fn each_line_is_a_paragraph_where_asked_for() {
    let text = "Đoạn một\nĐoạn hai\n- mục\n- mục hai\nĐoạn ba\n| A | B |\n|---|---|\n| 1 | 2 |\nĐoạn bốn\\\ngãy\n";
    let (markup, told) = taken(text, true);
    insta::assert_snapshot!(markup, @r#"<p>Đoạn một</p> <p>Đoạn hai</p> <list mark="bullet"> <item> <p>mục</p> </item> <item> <p>mục hai</p> </item> </list> <p>Đoạn ba</p> <table> <column width="0" align="auto"/> <column width="0" align="auto"/> <head><row><cell>A</cell><cell>B</cell></row></head> <row><cell>1</cell><cell>2</cell></row> </table> <p>Đoạn bốn<br/>gãy</p>"#);
    assert_eq!(told, "");
    let body = read(text, true).unwrap();
    let start = text.find("Đoạn ba").unwrap();
    assert!(
        body.markup
            .contains(&format!("<t at=\"0:{start}-{}\">Đoạn ba", start + 10)),
        "{}",
        body.markup
    );
}

#[test]
fn rows_with_tabs_are_named() {
    assert_eq!(taken("STT\tTên\n1\tAn\n", false).1, "dau-tab 1");
    assert_eq!(taken("Đoạn\t\n\n\tĐoạn\n", false).1, "");
    assert_eq!(taken("| A\t| B |\n|---|---|\n", false).1, "");
}

#[test]
fn stars_between_letters_and_figures_are_letters() {
    for (text, expected) in [
        ("5*3*2", "5*3*2"),
        ("20*20*6 cm, 5*10*300", "20*20*6 cm, 5*10*300"),
        ("a*b*c", "a*b*c"),
        ("5_3_2 a_b_c", "5_3_2 a_b_c"),
        ("2**3**4", "2**3**4"),
        ("5*3 và *nghiêng*", "5*3 và <i>nghiêng</i>"),
        ("**5*3** m", "<b>5*3</b> m"),
        ("**Về kinh tế**Ước", "<b>Về kinh tế</b>Ước"),
    ] {
        assert_eq!(
            taken(text, false),
            (format!("<p>{expected}</p>"), String::new())
        );
    }
}

#[test]
fn rows_without_a_row_of_dashes_are_refused() {
    for rows in 1..6 {
        let text = "| a | b |\n".repeat(rows);
        assert_eq!(codes(&text), ["bang-thieu-gach"], "{text}");
        assert_eq!(
            codes(&format!("Đoạn:\n{text}")),
            ["bang-thieu-gach"],
            "{text}"
        );
        assert_eq!(
            codes(&format!("- mục\n\n  {}", text.replace('\n', "\n  "))),
            ["bang-thieu-gach"]
        );
        let open = "a | b\n".repeat(rows);
        assert_eq!(codes(&open).is_empty(), rows == 1, "{open}");
    }
    assert_eq!(codes("a \\| b\nc \\| d\n"), [""; 0]);
    assert_eq!(
        codes("| a | b |\n|---|---|\n\n| 1 | 2 |\n"),
        ["bang-thieu-gach"]
    );
}

#[test]
fn numbers_of_lists_are_printed_as_written() {
    for (text, mark) in [
        ("1. a\n2. b\n", "decimal"),
        ("01. a\n02. b\n", "decimal-zero"),
        ("09. a\n10. b\n", "decimal-zero"),
        ("1) a\n2) b\n", "decimal-bracket"),
        ("12) a\n13) b\n", "decimal-bracket"),
        ("01) a\n02) b\n", "decimal-zero-bracket"),
    ] {
        assert!(
            markup(text).starts_with(&format!("<list mark=\"{mark}\"")),
            "{text}"
        );
    }
    for text in ["01. a\n2. b\n", "1. a\n02. b\n", "001. a\n002. b\n"] {
        assert_eq!(codes(text)[0], "so-thu-tu", "{text}");
    }
}

#[test]
fn a_break_of_word_is_a_line_break() {
    let text = "Một\u{2028}hai\u{2028}\n\n\u{2028}Ba\n";
    assert_eq!(taken(text, false).0, "<p>Một<br/>hai</p> <p>Ba</p>");
}

#[test]
fn rows_with_too_few_cells_are_told() {
    let told = |row: &str| taken(&format!("| a | b |\n|---|---|\n{row}\n"), false).1;
    assert_eq!(told("| 1 |"), "bang-thieu-o 3");
    for row in ["| 1 | 2 |", "| 1 | |", "|| 2 |", "1 | 2"] {
        assert_eq!(told(row), "", "{row}");
    }
}
