//! Numbers that the author leaves to the program.

use super::{document, markup, read};
use crate::document::{BlockKind, Inline, Inlines, OriginKind};

fn plain(line: &Inlines) -> String {
    let texts = line.iter().filter_map(|inline| match inline {
        Inline::Text(text) => Some(text.text.as_str()),
        _ => None,
    });
    texts.collect()
}

/// The headings of a text: the words of each, its lines apart by `|`.
fn headings(text: &str) -> Vec<String> {
    let blocks = document(text).blocks.into_iter();
    let headings = blocks.filter_map(|block| match block.kind {
        BlockKind::Heading(heading) => {
            let lines = std::iter::once(&heading.label).chain(&heading.title);
            let lines = lines.map(plain).filter(|line| !line.is_empty());
            Some(lines.collect::<Vec<_>>().join("|"))
        }
        _ => None,
    });
    headings.collect()
}

/// The messages about a text.
fn told(text: &str) -> Vec<String> {
    let warnings = read(text, false).unwrap().warnings;
    let told = warnings.iter();
    told.map(|warning| format!("{}: {}", warning.code, warning.message))
        .collect()
}

#[test]
fn articles_run_through_and_sections_begin_anew() {
    let text = "# Chương #\n\n# QUY ĐỊNH CHUNG\n\n## Mục #\n\n## MỘT\n\n### Điều #. Phạm vi\n\nA.\n\n\
                ## Mục #. HAI\n\n### Tiểu mục #\n\n### BA\n\n#### Điều #. Đối tượng\n\nB.\n\n\
                # Chương #. THI HÀNH\n\n## Mục #\n\n## BỐN\n\n### Điều #: Hiệu lực\n\nC.\n\n\
                # Phần #\n\n# NĂM\n\n# Chương #\n\n# SÁU\n\n## Điều #\n\nD.\n";
    let expected = [
        "Chương I|QUY ĐỊNH CHUNG",
        "Mục 1|MỘT",
        "Điều 1. Phạm vi",
        "Mục 2.|HAI",
        "Tiểu mục 1|BA",
        "Điều 2. Đối tượng",
        "Chương II.|THI HÀNH",
        "Mục 1|BỐN",
        "Điều 3: Hiệu lực",
        "Phần I|NĂM",
        "Chương III|SÁU",
        "Điều 4",
    ];
    assert_eq!(headings(text), expected);
    assert!(told(text).is_empty());
}

#[test]
fn headings_without_hashes_are_counted() {
    let text = "Chương #\n\nQUY ĐỊNH CHUNG\n\n**Điều #.** Phê duyệt kế hoạch.\n\nĐiều #. Giao văn phòng.\n\n\
                **Điều #. Hiệu lực**\n\nTừ ngày ký.\n";
    let expected = [
        "Chương I|QUY ĐỊNH CHUNG",
        "Điều 1.",
        "Điều 2.",
        "Điều 3. Hiệu lực",
    ];
    assert_eq!(headings(text), expected);
    assert!(told(text).is_empty());
}

#[test]
fn numbers_by_hand_set_the_count_on() {
    let text = "# Điều #. A\n\nA.\n\n# Điều 5. B\n\nA.\n\n# Điều 5a. C\n\nA.\n\n# Điều #. D\n\nA.\n\n\
                # Chương thứ ba\n\n# E\n\n# Chương #\n\n# G\n";
    let expected = [
        "Điều 1. A",
        "Điều 5. B",
        "Điều 5a. C",
        "Điều 6. D",
        "Chương thứ ba|E",
        "Chương IV|G",
    ];
    assert_eq!(headings(text), expected);
    assert!(told(text).is_empty());
}

#[test]
fn numbers_that_go_back_are_told_once() {
    let text = "# Điều #. A\n\nA.\n\n# Điều 1. B\n\nA.\n\n# Điều #. C\n\nA.\n\n# Điều 2. D\n\nA.\n";
    assert_eq!(
        told(text),
        ["so-de-muc: “Điều 1” đứng sau số 1, mà số của đề mục phải tăng dần (và 1 dòng nữa: 13)"]
    );
    // Who counts by hand is let alone.
    assert!(told("# Điều 2. A\n\nA.\n\n# Điều 1. B\n\nA.\n").is_empty());
}

#[test]
fn signs_that_are_no_numbers_are_told() {
    for text in ["Điều #.Tên điều.\n", "# Chương # QUY ĐỊNH\n"] {
        assert_eq!(
            told(text),
            ["so-de-muc: dấu # ở đây không thành số, in ra nguyên dấu #"],
            "{text}"
        );
    }
    for text in [
        "# Điều \\#. Tên\n\nA.\n",
        "# Chương \\#\n\n# TÊN\n",
        "Điều \\#. Tên.\n",
        "Theo Điều # của luật.\n",
        "# Danh mục #\n",
    ] {
        assert!(told(text).is_empty(), "{text}");
        assert_eq!(markup(text).contains('#'), !text.contains("Danh"), "{text}");
    }
}

#[test]
fn a_counted_number_is_made_of_its_sign() {
    for text in [
        "# Điều #. Tên\n\nA.\n",
        "# Chương #\n\n# TÊN\n",
        "# **Chương** #\n\n# TÊN\n",
        "**Điều #.** Lời văn.\n",
    ] {
        let document = document(text);
        let BlockKind::Heading(heading) = &document.blocks[0].kind else {
            panic!("{text}");
        };
        let lines = heading.label.iter().chain(heading.title.iter().flatten());
        let texts = lines.filter_map(|inline| match inline {
            Inline::Text(text) => Some(text),
            _ => None,
        });
        let stretches = texts.flat_map(|text| text.origins.stretches());
        let made = stretches.filter_map(|stretch| stretch.origin);
        let made: Vec<_> = made
            .filter(|origin| origin.kind == OriginKind::Rewritten)
            .map(|origin| origin.slice(&document.sources))
            .collect();
        assert_eq!(made, [Some("#")], "{text}");
    }
}
