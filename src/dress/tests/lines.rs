//! Lines that are not torn, and titles in lines of even length.

use super::*;
use crate::font::FaceId;

/// 6 letters, as many as a Vietnamese word has.
const WORDS: &str = "người nghiêng phường đánh giá kết quả thực hiện nhiệm vụ phát triển kinh tế";
const LONG: [&str; 8] = [
    "https://congkhai.vidu.vn/thutuc/tracuu/ketqua?nam=2024&amp;loai=thongbao",
    "https://congkhai.vidu.vn/thu-tuc/tra-cuu/ket-qua?nam=2024&amp;loai=thong-bao&amp;trang=1",
    "https://congkhai.vidu.vn/thutuc/tracuu/ketqua?donvi=vanphong&amp;sapxep=ngaygiamdan&amp;namhoc=2023&amp;trang=12",
    "nguyenvanan.phuong2@caolanh.dongthap.gov.vn",
    "…………………………………………………",
    ".................................................................................",
    "số 08/2023/NQ-HĐND-BTT,",
    "7.512.469.825 đồng/7.942.500.000 đồng",
];

fn words(count: usize) -> String {
    let words: Vec<&str> = WORDS.split(' ').cycle().take(count).collect();
    words.join(" ")
}

/// How far the blanks of each line of 14 pt are stretched, as a multiple of their width, and the most
/// that they may be: twice before an address; thrice where only a shorter word could help.
fn stretches(lines: &[Set]) -> Vec<(f64, f64, &str)> {
    let blank = fonts().face(FaceId::Regular).width(" ", 14.0);
    let mut out = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let text = line.line.spans.iter().filter(|span| span.mark.is_none());
        let text: String = text.map(|span| span.text.as_str()).collect();
        let next = lines
            .get(index + 1)
            .and_then(|next| next.text.split(' ').next());
        let long = next.is_some_and(|word| word.chars().count() > 20);
        if text.trim().contains(' ') {
            let most = if long { 2.0 } else { 3.0 };
            out.push((1.0 + line.extra() / blank, most, line.text.as_str()));
        }
    }
    out
}

/// A long word after any number of words, in a paragraph and in a list item: the line before is not
/// torn, and the text is what it was.
#[test]
fn long_words_and_kept_phrases_tear_no_line() {
    for long in LONG {
        for before in 0..26 {
            let text = format!("{} {long} {}", words(before), words(20));
            let text = text.trim();
            for body in [
                format!("<p>{text}</p>"),
                format!("<list mark=\"bullet\"><item><p>{text}</p></item></list>"),
            ] {
                let sheet = sheet(&body, &[]);
                let found = set(&sheet);
                for (stretch, most, line) in stretches(&found) {
                    assert!(stretch < most + 0.05, "{stretch}: {line}\n{body}");
                }
                let plain = text.replace("&amp;", "&");
                let read = found.iter().fold(String::new(), |mut read, line| {
                    // An address is broken without a blank.
                    let glue = plain.starts_with(&format!("{read} "));
                    read.push_str(if glue { " " } else { "" });
                    read.push_str(line.text.trim_start_matches("- "));
                    read
                });
                assert_eq!(read, plain);
            }
        }
    }
}

/// Only signs at the line's end give way, and no more of them than help.
#[test]
fn only_torn_lines_are_touched() {
    let text = format!("{}, theo Điều 5 và khoản 2 {}", words(6), words(30));
    let sheet = sheet(&format!("<p>{text}</p>"), &[]);
    let Some(Block::Paragraph(paragraph)) = sheet.sections[0].blocks.first() else {
        panic!("no paragraph");
    };
    let [crate::sheet::Inline::Run(run)] = paragraph.inlines.as_slice() else {
        panic!("{:?}", paragraph.inlines);
    };
    assert!(run.text.contains("Điều\u{a0}5 và khoản\u{a0}2"));
}

/// Notes stand on lines of their own width.
#[test]
fn notes_are_not_torn_either() {
    let body = format!("<p>a<note>xem tại {} hay hỏi</note></p>", LONG[2]);
    let found = set(&sheet(&body, &[]));
    let torn = stretches(&found)
        .into_iter()
        .find(|(stretch, ..)| *stretch > 2.0);
    assert_eq!(torn, None);
}

/// Headings and titles made bold by hand are not stretched; a bold sentence is text, and so
/// is one that leads on to a list.
#[test]
fn headings_are_not_justified() {
    let title = words(24);
    for form in ["roman", "article", "clause", "point", "plain"] {
        let body = format!(
            "<heading form=\"{form}\" level=\"1\"><title>{title}</title></heading><p>a</p>"
        );
        let found = set(&sheet(&body, &[]));
        assert!(found.iter().all(|line| line.extra() == 0.0), "{form}");
    }
    let bold = |end: &str| {
        let found = set(&sheet(&format!("<p><b>{title}{end}</b></p>"), &[]));
        found[0].extra()
    };
    assert_eq!(bold(""), 0.0);
    assert!(bold(".") > 0.0);
    assert!(bold(":") > 0.0);
}

/// Titles of 1 to 60 words take no line more than they must, and their lines differ by little more
/// than a word.
#[test]
fn titles_have_lines_of_even_length() {
    let width = |line: &Set| 595.3 - 2.0 * (line.left() - (85.05 - 42.5) / 2.0);
    for count in 1..=60 {
        let title = words(count);
        let found = set(&sheet(
            &format!("<kind>A</kind><subject>{title}</subject><p>a</p>"),
            &[],
        ));
        let lines: Vec<&Set> = found
            .iter()
            .filter(|line| line.role == component("subject"))
            .collect();
        assert_eq!(of(component("subject"), &found).join(" "), title);
        let widths: Vec<f64> = lines.iter().map(|line| width(line)).collect();
        let total: f64 = widths.iter().sum();
        let widest = widths.iter().copied().fold(0.0, f64::max);
        let narrowest = widths.iter().copied().fold(f64::MAX, f64::min);
        // As many lines as the text is wide, but for what kept words and ragged ends cost.
        assert!(
            lines.len() as f64 <= (total / 467.0 + 1.2).ceil(),
            "{count}: {widths:?}"
        );
        if lines.len() > 1 {
            assert!(narrowest > widest * 0.55, "{count}: {widths:?}");
        }
    }
}

/// The rule under a title goes by its widest line (II.5.b: 1/3 to 1/2 of it).
#[test]
fn rules_go_by_the_widest_line() {
    let found = sheet(
        &format!("<kind>A</kind><subject>{}</subject><p>a</p>", words(22)),
        &[],
    );
    let lines = set(&found);
    let widest = lines
        .iter()
        .filter(|line| line.role == component("subject"))
        .map(|line| 595.3 - 2.0 * (line.left() - (85.05 - 42.5) / 2.0))
        .fold(0.0, f64::max);
    let rule = found.sections[0]
        .blocks
        .iter()
        .find_map(|block| match block {
            Block::Paragraph(paragraph) => paragraph.format.rule_below.map(|_| &paragraph.format),
            Block::Table(_) => None,
        });
    let rule = rule.unwrap();
    let length = 467.75 - (rule.left + rule.right).points();
    assert!(
        (0.333..0.5).contains(&(length / widest)),
        "{length} {widest}"
    );
}

/// The role of a component.
fn component(name: &str) -> Role {
    Role::Component(crate::document::ComponentName::new(name).unwrap())
}
