use super::*;

fn shown(text: &str) -> String {
    let all = blocks(text).into_iter().map(|block| {
        let line = |line: &[Inline]| -> String {
            let pieces = line.iter().map(|piece| {
                let mut out = piece.text.replace('\n', "⏎");
                for (has, sign) in [
                    (piece.bold, "b"),
                    (piece.italic, "i"),
                    (piece.underline, "u"),
                ] {
                    if has {
                        out = format!("{sign}({out})");
                    }
                }
                match &piece.note {
                    Some(note) => format!("^{note}"),
                    None if piece.breaks => "↵".to_owned(),
                    None => out,
                }
            });
            pieces.collect()
        };
        let rows = block.rows.iter().map(|row| {
            row.iter()
                .map(|cell| line(cell))
                .collect::<Vec<_>>()
                .join(" | ")
        });
        let rows = rows.collect::<Vec<_>>().join(" / ");
        let Block {
            kind,
            level,
            mark,
            raw,
            ..
        } = &block;
        format!(
            "{kind:?} {level} {mark} {}{rows}{}\n",
            line(&block.inlines),
            raw.replace('\n', "⏎")
        )
    });
    all.collect()
}

const TEXT: &str = "\
# PHẦN THỨ NHẤT

Một **đậm** và *nghiêng*, __gạch__; {{ so_lieu.a * so_lieu.b }}[^1]
dòng hai.

1. Một
2. Hai
   - a
   - b

   tiếp

- x

- y

| A | B |
|---|--:|
| 1 | 2<br>3 |

::: bang thu

[^1]: Lời chú **đậm**.

> trích

\\- không phải gạch
";

#[test]
fn a_text_is_read_as_blocks() {
    insta::assert_snapshot!(shown(TEXT), @r"
    Heading 1  PHẦN THỨ NHẤT
    Paragraph 0  Một b(đậm) và i(nghiêng), u(gạch); {{ so_lieu.a * so_lieu.b }}^1⏎dòng hai.
    Item 1 1. Một
    Item 1 2. Hai
    Item 2 - a
    Item 2 - b
    Paragraph 1  tiếp
    Item 1 - x
    Item 1 - y
    Table 0  A | B / 1 | 2↵3
    Directive 0  ::: bang thu
    Note 0 1 Lời chú b(đậm).
    Raw 0  > trích
    Paragraph 0  - không phải gạch
    ");
}

fn after(text: &str, change: impl FnOnce(&mut Vec<Block>)) -> String {
    let mut all = blocks(text);
    change(&mut all);
    let Some(changes) = changes(text, &all) else {
        return "!".to_owned();
    };
    let (mut out, mut done) = (String::new(), 0);
    for (range, come) in changes {
        out.push_str(&text[done..range.start]);
        out.push_str(&come);
        done = range.end;
    }
    out + &text[done..]
}

fn line(text: &str) -> Vec<Inline> {
    vec![Inline {
        text: text.to_owned(),
        ..Inline::default()
    }]
}

#[test]
fn what_is_changed_is_written_and_nothing_else() {
    let same = after(TEXT, |_| {});
    assert_eq!(same, TEXT);
    assert_eq!(
        after(TEXT, |all| all[0].level = 2),
        TEXT.replace("# PHẦN", "## PHẦN")
    );
    assert_eq!(
        after(TEXT, |all| all[2].inlines = line("- 1. *x*")),
        TEXT.replace("1. Một", "1. \\- 1. \\*x\\*")
    );
    assert_eq!(
        after(TEXT, |all| all[4].inlines = line("a\nb")),
        TEXT.replace("- a", "- a\n     b")
    );
    assert_eq!(
        after(TEXT, |all| {
            all.remove(3);
        }),
        TEXT.replace("2. Hai\n", "")
    );
    assert_eq!(
        after(TEXT, |all| {
            all.remove(5);
        }),
        TEXT.replace("   - b\n", "")
    );
    assert_eq!(
        after(TEXT, |all| all[9].rows[1][0] = line("một|hai")),
        TEXT.replace("| 1 |", "| một\\|hai |")
    );
    let new = |kind, text: &str| Block {
        kind,
        level: usize::from(kind == Kind::Heading),
        inlines: line(text),
        ..Block::default()
    };
    assert_eq!(
        after(TEXT, |all| all.insert(1, new(Kind::Paragraph, "Lời # mới"))),
        TEXT.replace("NHẤT\n", "NHẤT\n\nLời # mới\n")
    );
    assert_eq!(
        after(TEXT, |all| all.insert(0, new(Kind::Heading, "A"))),
        format!("# A\n\n{TEXT}")
    );
    assert_eq!(
        after(TEXT, |all| all.push(new(Kind::Paragraph, "Hết"))),
        format!("{}\n\nHết\n", TEXT.trim_end())
    );
    assert_eq!(
        after(TEXT, |all| {
            all.remove(0);
        }),
        TEXT.replace("# PHẦN THỨ NHẤT\n\n", "")
    );
    assert_eq!(
        after("một\n\nhai\n", |all| {
            all.remove(1);
        }),
        "một\n"
    );
    assert_eq!(after("", |all| all.push(new(Kind::Paragraph, "a"))), "a");
    let item = Block {
        kind: Kind::Item,
        level: 2,
        mark: "-".to_owned(),
        inlines: line("c"),
        ..Block::default()
    };
    assert_eq!(
        after(TEXT, |all| all.insert(6, item)),
        TEXT.replace("   - b\n", "   - b\n   - c\n")
    );
}

#[test]
fn an_item_goes_into_the_one_before_and_out_again() {
    let level = |text: &str, at: usize, level: usize| {
        after(text, |all| {
            all[at].level = level;
            if all[at].mark != "-" {
                all[at].mark = "1.".to_owned();
            }
        })
    };
    assert_eq!(level("- a\n- b\n- c\n", 1, 2), "- a\n  - b\n- c\n");
    assert_eq!(level("- a\n  - b\n- c\n", 1, 1), "- a\n- b\n- c\n");
    assert_eq!(level("- a\n  - b\n", 1, 1), "- a\n- b\n");
    assert_eq!(level("- a\n- b\n", 1, 2), "- a\n  - b\n");
    assert_eq!(level("1. a\n2. b\n", 1, 2), "1. a\n   1. b\n");
    assert_eq!(level("- a\n\n- b\n\nc\n", 1, 2), "- a\n\n  - b\n\nc\n");
}

#[test]
fn a_block_becomes_another_kind_where_it_stands() {
    let become_ = |text: &str, at: usize, kind: Kind, level: usize| {
        after(text, |all| {
            all[at].kind = kind;
            all[at].level = level;
            all[at].mark = String::from(if kind == Kind::Item { "-" } else { "" });
        })
    };
    let heading = |text, at| become_(text, at, Kind::Heading, 2);
    assert_eq!(heading("- a\n  - b\n- c\n", 1), "- a\n## b\n- c\n");
    assert_eq!(heading("- a\n- b\n- c\n", 1), "- a\n## b\n- c\n");
    assert_eq!(heading("a\n\nb\n\nc\n", 1), "a\n\n## b\n\nc\n");
    let line = |text, at| become_(text, at, Kind::Paragraph, 0);
    assert_eq!(line("- a\n- b\n- c\n", 1), "- a\n\nb\n\n- c\n");
    assert_eq!(line("- a\n- b\n- c\n", 2), "- a\n- b\n\nc\n");
    assert_eq!(line("- a\n- b\n", 0), "a\n- b\n");
    assert_eq!(line("- a\n  - b\n- c\n", 1), "- a\n\nb\n\n- c\n");
    assert_eq!(line("1. a\n2. b\n3. c\n", 1), "1. a\n\nb\n\n3. c\n");
    assert_eq!(line("- a\n\n- b\n\n- c\n", 1), "- a\n\nb\n\n- c\n");
    assert_eq!(line("# a\nb\n", 0), "a\n\nb\n");
    assert_eq!(line("a\n# b\nc\n", 1), "a\n\nb\n\nc\n");
    let item = |text, at| become_(text, at, Kind::Item, 1);
    assert_eq!(item("a\n\nb\n\nc\n", 1), "a\n\n- b\n\nc\n");
    assert_eq!(item("# a\nb\n# c\n", 1), "# a\n- b\n# c\n");
}

/// Each Markdown text of every file: read, written back, and one word changed in every block.
#[test]
fn every_text_keeps_its_bytes() {
    let (mut texts, mut count, mut raw, mut stubborn) = (0, 0, 0, 0);
    for (path, file) in crate::yaml::testing::texts(&["samples", "tests"]) {
        let source = crate::diagnostic::Source::new("a", file);
        let Ok(root) = crate::yaml::tree::parse(&source, &crate::yaml::names::Names::default())
        else {
            continue;
        };
        for text in root
            .scalars()
            .into_iter()
            .filter(|text| text.contains('\n') && text.len() < 20_000)
        {
            let all = blocks(text);
            assert_eq!(
                changes(text, &all),
                Some(Vec::new()),
                "{}: {text}",
                path.display()
            );
            texts += 1;
            count += all.len();
            raw += all.iter().filter(|block| block.is_raw()).count();
            for block in all.windows(2) {
                assert!(block[0].to <= block[1].from, "{text}");
            }
            for index in (0..all.len()).step_by(1 + all.len() / 5) {
                let mut new = all.clone();
                let Some(piece) = new[index].inlines.iter_mut().find(|p| !p.text.is_empty()) else {
                    continue;
                };
                piece.text.push('ơ');
                let Some(made) = changes(text, &new) else {
                    stubborn += 1;
                    continue;
                };
                for (range, _) in made {
                    assert!(
                        range.start >= all[index].from && range.end <= all[index].to,
                        "{}: {text}",
                        path.display()
                    );
                }
            }
        }
    }
    assert!(
        texts > 200 && raw * 8 < count && stubborn * 50 < count,
        "{texts} {count} {raw} {stubborn}"
    );
}

#[test]
fn signs_in_bold_text_are_letters() {
    let bold = |text: &str| super::Inline {
        text: text.to_owned(),
        bold: true,
        ..super::Inline::default()
    };
    for text in [
        "Đoạn *sao* 50%",
        "Đoạn *sao*",
        "a * b",
        "*sao* a",
        "[^1] a",
        "_a_ b",
        "Đoạn *sao* 50% [ngoặc].",
    ] {
        let block = super::Block {
            inlines: vec![bold(text)],
            ..super::Block::default()
        };
        let made = super::changes("", &[block]);
        assert!(made.is_some(), "{text}");
    }
}

#[test]
fn a_row_that_goes_leaves_the_other_rows_as_they_are_written() {
    let text = "Bảng:\n\n| TT  | Khóm | Số tiền |\n|---|:--|---|\n| 1 | Khóm 1 | 951.000 |\n|  2 | ^ | 1. a |\n| 3 | ^ | 953.000 |\n\nCuối.";
    let made = after(text, |all| {
        all[1].rows.remove(2);
    });
    assert_eq!(made, text.replace("|  2 | ^ | 1. a |\n", ""));
    let made = after(text, |all| {
        let row = all[1].rows[3].clone();
        all[1].rows.insert(2, row);
    });
    let rows = "| 1 | Khóm 1 | 951.000 |\n| 3 | ^ | 953.000 |\n|  2 | ^ | 1. a |";
    assert!(made.contains(rows), "{made}");
}
