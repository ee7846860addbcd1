//! Markdown as clerks write it, and as they should not.

use super::{BodyMarkup, Headings, Known, RowWords, Signs, TableWords, markdown_to_markup};
use crate::data::DataFile;
use crate::diagnostic::{Diagnostics, Source};
use crate::document::testing::components;
use crate::document::{
    Block, BlockKind, Document, Inline, Inlines, OriginKind, Text, TextMap, parse,
};
use proptest::prelude::*;
use std::sync::Arc;

mod counted;
mod pasted;
mod tables;

/// Reads with the program's own words, without tables of `bang`.
pub(crate) fn with_known<T>(read: impl FnOnce(Known<'_>) -> T) -> T {
    read(Known {
        headings: &Headings::builtin().unwrap(),
        signs: &Signs::builtin().unwrap(),
        tables: &TableWords::builtin().unwrap(),
        rows: &RowWords::builtin().unwrap(),
        placing: None,
        shelf: None,
    })
}

fn read(text: &str, by_line: bool) -> Result<BodyMarkup, Diagnostics> {
    let source = Source::new("noi-dung.yaml", text);
    let map = TextMap::whole(&source, 0);
    with_known(|known| markdown_to_markup(text, &map, by_line, known))
}

fn convert(text: &str) -> Result<String, Diagnostics> {
    read(text, false).map(|body| body.markup)
}

fn markup(text: &str) -> String {
    convert(text).unwrap_or_else(|errors| panic!("{errors}"))
}

fn document(text: &str) -> Document {
    wrap(text, &markup(text))
}

fn wrap(text: &str, markup: &str) -> Document {
    let whole = format!("<document>{markup}</document>");
    let sources: [Arc<Source>; 1] = [Source::new("noi-dung.yaml", text)];
    parse(
        &Source::new("markup", whole.as_str()),
        &sources,
        &components(),
    )
    .unwrap_or_else(|errors| panic!("{errors}\n{whole}"))
}

fn errors(text: &str) -> String {
    match convert(text) {
        Ok(markup) => panic!("taken: {markup}"),
        Err(errors) => errors.to_string(),
    }
}

fn codes(text: &str) -> Vec<&'static str> {
    match convert(text) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.0.iter().map(|error| error.code).collect(),
    }
}

const EVERYTHING: &str = "\
Mở đầu dòng một
dòng hai **đậm *cả nghiêng* đậm** & <5%[^1].

# PHẦN THỨ NHẤT
# ĐÁNH GIÁ
# KẾT QUẢ

### I. MỤC TIÊU

#### 1. Mục tiêu
Dòng trên\\
dòng dưới \\* sao

# Chương II. QUY ĐỊNH
## Điều 1. Phạm vi
### a) Điểm có tiêu đề
1. Khoản một:
a) Điểm a;
b) Điểm b:

   - Gạch;
   - Gạch.

2. Khoản hai.

a) Thứ nhất:
- gạch

b) Thứ hai.

- Bảng:

[^1]: Chú thích một

    đoạn hai.

| STT | Tên | Tiền |
|:---:|-----|------:|
| 1 | A \\| B | **5** |
| 2 | thiếu |
";

#[test]
fn everything_becomes_markup() {
    insta::assert_snapshot!("everything_markup", markup(EVERYTHING));
    insta::assert_snapshot!("everything_document", document(EVERYTHING).dump());
}

#[test]
fn origins_follow_the_map() {
    let source = Source::new("a.yaml", "noi_dung: |\n  Một\n  hai **ba**\n");
    let mut map = TextMap::new(&source, 3, 14);
    map.push(0, 6, 14..20, OriginKind::Exact);
    map.push(6, 11, 22..33, OriginKind::Exact);
    let markup = with_known(|known| markdown_to_markup("Một\nhai **ba**\n", &map, false, known))
        .map(|body| body.markup);
    let markup = markup.unwrap_or_default();
    assert_eq!(
        markup,
        "<p><t at=\"3:14-19\">Một</t> <t at=\"3:22-26\">hai </t><b><t at=\"3:28-30\">ba</t></b></p>\n"
    );
}

#[test]
fn refused_constructs_are_named_with_their_place() {
    let cases = [
        "",
        "Ảnh ![con dấu](dau.png) ở đây",
        "Xem [cổng](https://a.vn) nhé",
        "Xem <https://a.vn> nhé",
        "Chữ <b>đậm</b>",
        "<!-- ghi chú -->",
        "<div>\nkhối\n</div>",
        "Gõ `lệnh` này",
        "```\nmã\n```",
        "Đoạn một.\n\n    Đoạn thụt dòng.",
        "- Một\n  > Trích",
        "Trên\n\n---\n\nDưới",
        "Tiêu đề nhầm\n---",
        "[a]: https://a.vn",
        "Chữ[^1]",
        "Chữ\n\n[^1]: thừa",
        "Chữ[^1] và [^1]\n\n[^1]: chú",
        "Chữ[^1]\n\n[^1]: chú\n\n[^1]: nữa",
        "Chữ[^1][^2]\n\n[^1]: chú [^2]\n\n[^2]: sâu",
        "Chữ[^1]\n\n[^1]:\n    - danh sách",
        "| a | b |\n|---|---|\n| 1 | 2 | 3 |",
        "| a | b |\n|---|---|\n| 1 | 2 |\nNguồn: UBND",
        "| a | b |\n|---|---|---|\n| 1 | 2 |",
        "|  |  |\n|---|---|\n|  |  |",
        "**Về kinh tế:**Ước thu",
        "#Tiêu đề",
        "#",
        "- a\n-\n- b",
        "1. a\n2. b\n4. c",
        "a) một\n\nb) hai\n\nd) bốn",
        "- gạch\nb) hai",
        "- - a",
        "- a\n\n  # Tiêu đề",
        "&nbsp;",
        "a\\\n\\\nb",
        "a &#7; b",
    ];
    let all: Vec<String> = cases
        .iter()
        .map(|case| format!("== {case:?}\n{}", errors(case)))
        .collect();
    insta::assert_snapshot!("refused", all.join("\n"));
}

#[test]
fn text_is_kept_to_the_letter() {
    let text =
        "\"ngoặc\" -- ... (c) 1\u{a0}000 \\*sao\\* &lt;p&gt; <5 ~~x~~ $y$ :smile: www.a.vn \\[^1]";
    let document = document(text);
    insta::assert_snapshot!(document.dump(), @r#"
    document lang=vi-VN
      source 0 noi-dung.yaml
      p @0:1:1 "ngoặc" -- ... (c) 1⍽000 *sao* <p> <5 ~~x~~ $y$ :smile: www.a.vn [^1]
    "#);
}

#[test]
fn a_label_may_have_a_note() {
    let made = markup("# Phần I[^1]\n# TIÊU ĐỀ\n\nLời.\n\n[^1]: Chú thích.");
    let label = "<label><t at=\"0:2-10\">Phần I</t><note>";
    assert!(made.contains(label), "{made}");
    assert_eq!(made.matches("<title>").count(), 1, "{made}");
}

#[test]
fn lone_letters_stay_paragraphs() {
    assert_eq!(
        markup("a) một mình"),
        "<p><t at=\"0:0-14\">a) một mình</t></p>\n"
    );
    assert_eq!(
        markup("b) hai\n\nc) ba").matches("<list").count(),
        0,
        "a run starts at a)"
    );
    assert_eq!(markup("a) x\nb) y").matches("<item").count(), 2);
    assert_eq!(
        markup("**a)** x\n\n**b)** y").matches("<item").count(),
        2,
        "a bold marker is a marker"
    );
}

#[test]
fn column_shares_come_from_the_dashes() {
    let widths = |rule: &str| -> Vec<u32> {
        let table = markup(&format!("|a|b|\n{rule}\n|1|2|"));
        table
            .split("width=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next()?.parse().ok())
            .collect()
    };
    assert_eq!(widths("|---|---|"), [0, 0]);
    assert_eq!(widths("|-|--|"), [0, 0]);
    assert_eq!(widths("|----------|:--------:|"), [10, 8]);
    assert_eq!(widths("|------|------|"), [0, 0]);
}

#[test]
fn turned_pages_end_what_stands_above() {
    let text =
        "- mục\r\n::: ngang  \r\n| a | b |\r\n|---|---|\r\n| 1 | 2 |\r\n:::\r\nĐoạn \\::: sau";
    let shape: Vec<String> = markup(text)
        .lines()
        .map(|line| line.split(['>', ' ']).next().unwrap_or_default().to_owned())
        .filter(|tag| ["<list", "<landscape", "<table", "</landscape", "<p"].contains(&&**tag))
        .collect();
    let expected = ["<list", "<landscape", "<table", "</landscape", "<p"];
    assert_eq!(shape, expected, "{}", markup(text));
    assert!(document(text).dump().contains("p @0:7:1 Đoạn ::: sau"));
}

#[test]
fn marks_of_turned_pages_come_in_pairs() {
    for text in [
        "::: ngang\nmột",
        "một\n:::",
        "::: ngang\nmột\n::: ngang\nhai\n:::",
        "::: doc\nmột\n:::",
        "::: ngang\n\n:::",
        "- một\n  ::: ngang",
    ] {
        let found = codes(text);
        assert!(
            found.iter().all(|code| *code == "trang-ngang"),
            "{text}: {found:?}"
        );
        assert!(!found.is_empty(), "{text}");
    }
}

#[test]
fn an_empty_header_row_means_no_header() {
    assert!(!markup("| | |\n|--|--|\n| 1 | 2 |").contains("<head>"));
}

#[test]
fn deep_lists_give_one_message() {
    let list = |depth: usize| -> String {
        (0..depth)
            .map(|n| format!("{}- cấp {n}\n", "  ".repeat(n)))
            .collect()
    };
    assert!(convert(&list(9)).is_ok());
    assert_eq!(codes(&list(10)), ["danh-sach-sau"]);
    assert_eq!(codes(&list(50)), ["danh-sach-sau"]);
}

#[test]
fn masses_of_signs_are_fast_and_safe() {
    let start = std::time::Instant::now();
    for sign in [
        ">", "*", "[", "(", "_", "[^", "**a*", "<", "![", "1. ", "- a\n", "a) ", "|", "\\", "`a`",
        "\n",
    ] {
        let _ = convert(&sign.repeat(100_000 / sign.len()));
    }
    let elapsed = start.elapsed();
    assert!(elapsed.as_secs() < 60, "{elapsed:?}");
}

/// The plan of Phường 2 in our conventions.
const PLAN: &str = include_str!("fixtures/ke-hoach-2024.md");

/// The words of the fixture without Markdown's signs and without the footnote's text.
fn plan_words() -> Vec<String> {
    let body = PLAN.split("[^1]: ").next().unwrap_or_default();
    let line = |line: &str| {
        let item = line.strip_prefix("- ").unwrap_or(line);
        match item.split_once(". ") {
            Some((number, text)) if number.bytes().all(|b| b.is_ascii_digit()) => text.to_owned(),
            _ => item.trim_start_matches('#').to_owned(),
        }
    };
    let text: Vec<String> = body.lines().map(line).collect();
    let text = text.join("\n").replace("[^1]", "").replace("**", "");
    text.replace('\\', "")
        .split_whitespace()
        .map(str::to_owned)
        .collect()
}

fn collect(blocks: &[Block], out: &mut String) {
    let mut add = |line: &Inlines| {
        for inline in line {
            if let Inline::Text(text) = inline {
                out.push_str(&text.text);
            }
        }
        out.push('\n');
    };
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(line) => add(line),
            BlockKind::Heading(heading) => {
                add(&heading.label);
                heading.title.iter().for_each(&mut add);
            }
            BlockKind::List(list) => {
                for item in &list.items {
                    let mut inner = String::new();
                    collect(item, &mut inner);
                    add(&vec![Inline::Text(Text {
                        text: inner,
                        bold: false,
                        italic: false,
                        marks: Default::default(),
                        origins: Default::default(),
                    })]);
                }
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn the_plan_keeps_every_word() {
    let document = document(PLAN);
    let mut read = String::new();
    collect(&document.blocks, &mut read);
    let read: Vec<&str> = read.split_whitespace().collect();
    let written = plan_words();
    for (index, (read, written)) in read.iter().zip(&written).enumerate() {
        assert_eq!(read, written, "word {index}");
    }
    assert_eq!(read.len(), written.len());
    assert_eq!(document.notes.len(), 1);
    let dump = document.dump();
    let lines = dump
        .lines()
        .map(|line| line.chars().take(90).collect::<String>() + "\n");
    insta::assert_snapshot!("plan_outline", lines.collect::<String>());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_parses_or_is_refused(text in "\\PC{0,80}") {
        if let Ok(markup) = convert(&text) {
            wrap(&text, &markup);
        }
    }

    #[test]
    fn any_markdown_parses_or_is_refused(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "#", " ", "\n", "\n\n", "- ", "1. ", "a) ", "b) ", "**", "*", "_", "[^1]", "[^1]: ", "|",
                "|---|", "<", ">", "&", "&amp;", "&#7;", "\\", "`", "chữ", "Phần I", "    ", "\t", "]", "[",
                "!", "\r\n", "\0", "\u{301}", "\u{a0}", "2. ", "]]>", "  \n", "Điều 1.", "đ",
            ]),
            0..40,
        )
    ) {
        let text = pieces.concat();
        if let Ok(markup) = convert(&text) {
            wrap(&text, &markup);
        }
    }
}

const WITHOUT_HASHES: &str = "\
CHƯƠNG I
QUY ĐỊNH CHUNG

**Điều 1.** Phê duyệt kế hoạch với các nội dung sau:

1. Mục tiêu: một.

2. Nhiệm vụ: hai.

**Điều 2. Phạm vi điều chỉnh**

Quy chế này quy định việc.

Điều 3. Giải thích từ ngữ

Trong Quy chế này:

Điều 4. Quyết định này có hiệu lực kể từ ngày ký.

**Điều 5**. Chánh Văn phòng chịu trách nhiệm thi hành.

Chương II

**TỔ CHỨC THỰC HIỆN**

Điều 6 Luật Đất đai là lời văn.

I. KẾT QUẢ

**1. Về kinh tế**

Tăng.

II\\. không phải đề mục.
";

#[test]
fn headings_without_hashes_are_headings() {
    insta::assert_snapshot!(document(WITHOUT_HASHES).dump());
    let body = read(WITHOUT_HASHES, false).unwrap();
    assert_eq!(body.warnings, []);
}

#[test]
fn what_may_be_a_heading_is_told() {
    let text =
        "I. Kết quả đạt được\n\nTốt.\n\n1. Mục tiêu\n\nMột đoạn.\n\nMục 2. Nội dung họp\n\nPhần.\n";
    let body = read(text, false).unwrap();
    insta::assert_snapshot!(Diagnostics(body.warnings).to_string());
}

#[test]
fn signs_of_forms_are_apart_from_words() {
    let line = |text: &str| markup(text).replace("</t>", "").trim().to_owned();
    let bare = |text: &str| {
        let line = line(text);
        let mut parts = line.split("<t at=\"");
        let mut out = parts.next().unwrap_or("").to_owned();
        for part in parts {
            out.push_str(part.split_once("\">").map_or(part, |(_, text)| text));
        }
        out
    };
    for (text, expected) in [
        ("m^2^ và CO~2~.", "<p>m<sup>2</sup> và CO<sub>2</sub>.</p>"),
        (
            "2^ 3^, ~5 đến ~6, ~~x~~, a^b",
            "<p>2^ 3^, ~5 đến ~6, ~~x~~, a^b</p>",
        ),
        (
            "__gạch **đậm**__ và **đậm**",
            "<p><u>gạch </u><b><u>đậm</u></b> và <b>đậm</b></p>",
        ),
        (
            "Tên:..... [x] \\[x] v.v.....",
            "<p>Tên:<leader>.....</leader> <check on=\"true\"/> [x] v.v.....</p>",
        ),
        (
            "::: phai\nMột\nhai\n:::",
            "<p set=\"right\">Một<br/>hai</p>",
        ),
        (
            "> 2. Hai\n> a) Ba",
            "<p set=\"quote\">2. Hai</p>\n<p set=\"quote\">a) Ba</p>",
        ),
        (
            "Một\n\n::: sang-trang\n\nHai",
            "<p>Một</p>\n<page-break/>\n<p>Hai</p>",
        ),
    ] {
        assert_eq!(bare(text), expected, "{text}");
        let _ = document(text);
    }
}
