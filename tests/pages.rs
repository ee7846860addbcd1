//! Where pages end: every shape of an ending after every length of text before it.
//!
//! What must hold on the pages that the PDF is drawn from: no page with the signature and no text,
//! no heading and no header row at the foot of a page, the mark of a note and the first line of the
//! note on one page, no row cut that a page can hold, a row of sums on the page of the row before it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use vanban::compile::{Format, Options, to_files};
use vanban::layout::{Item, Line, Mark, Page, Pages};
use vanban::sheet::{Role, TableRole};
use vanban::{Resources, compile, content, layout};

const PROFILE: &str = "co_quan:
  - ỦY BAN NHÂN DÂN
  - XÃ ĐÔNG HÒA
viet_tat: UBND
dia_danh: Đông Hòa
nguoi_ky:
  chu_tich:
    quyen_han: TM. ỦY BAN NHÂN DÂN
    chuc_vu: CHỦ TỊCH
    ho_ten: Trần Văn Mẫu
nguoi_ky_mac_dinh: chu_tich
";

/// Each takes about a line of the body.
const SENTENCES: [&str; 3] = [
    "Các bộ phận chuyên môn rà soát số liệu của đơn vị mình và đối chiếu với sổ theo dõi. ",
    "Người dân có ý kiến thì ghi vào phiếu, bỏ vào hòm thư hoặc gửi qua cổng thông tin. ",
    "Trưởng các ấp thông báo lịch họp trên loa truyền thanh và niêm yết tại nhà văn hóa. ",
];

fn text(count: usize) -> String {
    let sentences = SENTENCES.iter().cycle().take(count);
    sentences.copied().collect::<String>().trim_end().to_owned()
}

/// Paragraphs of four lines, and one of what is left.
fn before(lines: usize) -> String {
    let full = (0..lines / 4).map(|_| 4);
    let rest = Some(lines % 4).filter(|rest| *rest > 0);
    full.chain(rest).map(|n| text(n) + "\n\n").collect()
}

fn note(number: usize, count: usize) -> String {
    format!("\n\n[^{number}]: {}", text(count))
}

/// A table of so many rows; the cells of the second column go on with so many sentences.
fn table(rows: usize, long: usize, head: &str, marked: Option<usize>) -> String {
    let mut made = format!("| STT | Tên ấp{head} | Số hộ |\n|--:|---|--:|\n");
    for row in 1..=rows {
        let mark = if marked == Some(row) { "[^1]" } else { "" };
        made += &format!(
            "| {row} | Ấp {row} {}{mark} | {} |\n",
            text(long),
            100 + row
        );
    }
    made
}

/// A row of `count` sentences between rows of a line.
fn tall(count: usize, above: usize, below: usize) -> String {
    let short = "| 1 | ngắn | 2 |\n";
    let row = format!("| 2 | {} | 3 |\n", text(count));
    let head = "| STT | Việc | Số |\n|--:|---|--:|\n";
    format!("{head}{}{row}{}", short.repeat(above), short.repeat(below))
}

type Shape = (&'static str, fn(usize) -> String);

const SHAPES: &[Shape] = &[
    ("bảng", |n| table(n, 0, "", None)),
    ("bảng ngang", |n| {
        format!("Kèm theo.\n\n::: ngang\n\n{}\n:::", table(n, 0, "", None))
    }),
    ("bảng, chú thích ở hàng cuối", |n| {
        table(n, 0, "", Some(n)) + &note(1, 4)
    }),
    ("bảng, chú thích ở hàng đầu", |n| {
        table(n, 0, "", Some(1)) + &note(1, 4)
    }),
    ("một hàng", |n| before(n) + &table(1, 0, "", None)),
    ("năm hàng", |n| before(n) + &table(5, 0, "", None)),
    ("hàng dài", |n| before(n) + &table(4, 5, "", None)),
    ("hàng dài, đoạn sau", |n| {
        before(n) + &table(4, 5, "", None) + "\n" + &text(3)
    }),
    ("chú thích ở đầu bảng", |n| {
        before(n) + &table(3, 0, "[^1]", None) + &note(1, 4)
    }),
    ("chú thích ở ô", |n| {
        before(n) + &table(5, 3, "", Some(3)) + &note(1, 8)
    }),
    ("dòng cộng", |n| {
        before(n) + &table(4, 0, "", None) + "| | Tổng cộng | 999 |\n"
    }),
    ("dòng cộng, đoạn sau", |n| {
        before(n) + &table(4, 0, "", None) + "| | Cộng (I) | 999 |\n\n" + &text(2)
    }),
    ("đề mục, bảng", |n| {
        before(n) + "## 1. Kết quả\n\n" + &table(4, 2, "", None)
    }),
    ("đề mục, bảng, chú thích", |n| {
        before(n) + "## 1. Kết quả\n\n" + &table(4, 0, "", Some(1)) + &note(1, 4)
    }),
    ("hàng quá trang", |n| before(5) + &tall(n * 2, 2, 2)),
    ("hàng quá trang ở đầu", |n| {
        before(5) + &tall(n * 2, 0, 2)
    }),
    ("hàng quá trang ở cuối", |n| {
        before(5) + &tall(n * 2, 2, 0)
    }),
    ("đoạn", |n| before(n) + "Đề nghị thực hiện."),
    ("đoạn dài", |n| text(n * 2)),
    ("đoạn, chú thích 3 dòng", |n| {
        before(n) + "Đề nghị thực hiện[^1]." + &note(1, 4)
    }),
    ("đoạn, chú thích 9 dòng", |n| {
        before(n) + "Đề nghị thực hiện[^1]." + &note(1, 12)
    }),
    ("chú thích giữa đoạn", |n| {
        before(n) + &text(3) + "[^1] " + &text(2) + &note(1, 5)
    }),
    ("hai chú thích", |n| {
        before(n) + &text(2) + "[^1]\n\nĐề nghị thực hiện[^2]." + &note(1, 3) + &note(2, 6)
    }),
    ("mục cuối, chú thích", |n| {
        before(n) + "- Mục thứ nhất;\n- Mục thứ hai[^1]." + &note(1, 4)
    }),
    ("mục đầu, chú thích", |n| {
        before(n) + "- Mục thứ nhất[^1];\n- Mục thứ hai." + &note(1, 4)
    }),
    ("đề mục", |n| {
        before(n) + "## 1. Kết quả\n\n" + &text(3)
    }),
    ("hai đề mục, mục", |n| {
        before(n) + "## I. KẾT QUẢ\n\n### 1. Số liệu\n\n- Mục thứ nhất;\n- Mục thứ hai."
    }),
    ("đề mục, chú thích", |n| {
        before(n) + "## 1. Kết quả[^1]\n\n" + &text(3) + &note(1, 4)
    }),
    ("đề mục, đoạn, chú thích", |n| {
        before(n) + "## 1. Kết quả\n\n" + &text(2) + "[^1]\n\n" + &text(3) + &note(1, 4)
    }),
];

fn pages(body: &str, resources: &Resources) -> Pages {
    let compiled = compile(&loaded(body, "").content, resources).unwrap();
    layout::lay_out(&compiled.sheet, &resources.fonts)
}

/// A document of this body, with more at its head.
fn loaded(body: &str, head: &str) -> content::Loaded {
    let body: String = body.lines().map(|line| format!("  {line}\n")).collect();
    let file = format!(
        "loai: thong-bao\nho_so: co-quan.yaml\nso: 5\nngay_ban_hanh: 05/01/2024\n\
         trich_yeu: Lịch làm việc\n{head}noi_dung: |\n{body}noi_nhan: [Như trên]\nluu: VT\n"
    );
    let mut read = |_: &Path| Ok(PROFILE.as_bytes().to_vec());
    content::from_sources("v.yaml".as_ref(), file, &mut read).unwrap()
}

fn lines(page: &Page) -> impl Iterator<Item = &Line> {
    page.items.iter().filter_map(|item| match item {
        Item::Line(line) => Some(line),
        Item::Rule(_) | Item::Picture(_) => None,
    })
}

fn is_in(line: &Line, role: TableRole) -> bool {
    line.part.cell.is_some_and(|cell| cell.role == role)
}

/// A line of what the document says, but for notes and what is set again.
fn is_text(line: &Line) -> bool {
    line.part.note.is_none()
        && line.part.role != Role::PageNumber
        && !line.part.cell.is_some_and(|cell| cell.repeated)
        && !is_in(line, TableRole::Letterhead)
}

/// What is wrong with the pages.
fn faults(pages: &Pages) -> Vec<String> {
    let mut faults = Vec::new();
    let mut rows: BTreeMap<(u32, u32), BTreeSet<usize>> = BTreeMap::new();
    let mut heights: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    for (number, page) in pages.pages.iter().enumerate() {
        let text: Vec<&Line> = lines(page).filter(|line| is_text(line)).collect();
        if text.is_empty() {
            faults.push(format!("page {number} is empty"));
        }
        if text.iter().all(|line| is_in(line, TableRole::Closing)) {
            faults.push(format!("page {number} has the signature alone"));
        }
        let last = text.last().map(|line| line.part);
        if last.is_some_and(|part| {
            matches!(part.role, Role::Heading { .. }) || part.cell.is_some_and(|cell| cell.header)
        }) {
            faults.push(format!("page {number} ends in a heading or header row"));
        }
        let marks = |wanted: fn(&Mark, &Line) -> Option<usize>| -> BTreeSet<usize> {
            let spans =
                lines(page).flat_map(|line| line.spans.iter().map(move |span| (span, line)));
            spans
                .filter_map(|(span, line)| wanted(span.mark.as_ref()?, line))
                .collect()
        };
        let referred = marks(|mark, line| match mark {
            Mark::Reference(note) if is_text(line) => Some(note.0),
            Mark::Reference(_) | Mark::Item | Mark::Note => None,
        });
        let begun = marks(|mark, line| match mark {
            Mark::Note => line.part.note.map(|note| note.0),
            Mark::Reference(_) | Mark::Item => None,
        });
        if referred != begun {
            faults.push(format!(
                "page {number}: marks {referred:?}, notes {begun:?}"
            ));
        }
        for line in &text {
            if let Some(cell) = line.part.cell.filter(|cell| cell.role == TableRole::Data) {
                let key = (cell.table, cell.row);
                rows.entry(key).or_default().insert(number);
                *heights.entry(key).or_default() += if cell.column == 1 { 13.8 } else { 0.0 };
            }
        }
    }
    for (key, on) in &rows {
        // The text of a page is 728 pt high, of which the header row takes one line or two; a last
        // row goes over pages if the page cannot hold the signature, too.
        let is_last = !rows.contains_key(&(key.0, key.1 + 1));
        let page = if is_last { 420.0 } else { 570.0 };
        if on.len() > 1 && heights[key] < page {
            faults.push(format!("row {key:?} is on pages {on:?}"));
        }
    }
    faults.extend(parted_sums(pages));
    faults
}

fn parted_sums(pages: &Pages) -> Vec<String> {
    let mut page_of = BTreeMap::new();
    let mut sums = Vec::new();
    for (number, page) in pages.pages.iter().enumerate() {
        for line in lines(page).filter(|line| is_text(line)) {
            let Some(cell) = line.part.cell else { continue };
            page_of.insert((cell.table, cell.row), number);
            if line.spans.iter().any(|span| span.text.contains("ộng"))
                && cell.role == TableRole::Data
            {
                sums.push((cell.table, cell.row));
            }
        }
    }
    let parted = sums.iter().filter(|(table, row)| {
        row.checked_sub(1)
            .is_some_and(|above| page_of[&(*table, above)] != page_of[&(*table, *row)])
    });
    parted.map(|key| format!("sum {key:?} is parted")).collect()
}

#[test]
fn no_page_ends_badly() {
    let resources = Resources::embedded();
    let found: Vec<String> = std::thread::scope(|scope| {
        let sweeps: Vec<_> = (0..2)
            .map(|half| {
                let resources = &resources;
                scope.spawn(move || {
                    let mut found = Vec::new();
                    for (name, shape) in SHAPES.iter().skip(half).step_by(2) {
                        for length in 1..=60 {
                            for fault in faults(&pages(&shape(length), resources)) {
                                found.push(format!("{name} {length}: {fault}"));
                            }
                        }
                    }
                    found
                })
            })
            .collect();
        sweeps
            .into_iter()
            .flat_map(|sweep| sweep.join().unwrap())
            .collect()
    });
    assert!(
        found.is_empty(),
        "{} faults:\n{}",
        found.len(),
        found.join("\n")
    );
}

/// Rows run on: only the last one goes overleaf with the signature, under its header row.
#[test]
fn a_table_before_the_signature_is_not_dragged_along() {
    let found = pages(&table(32, 0, "", None), &Resources::embedded());
    assert_eq!(found.pages.len(), 2);
    let cells = |page: usize| -> Vec<u32> {
        let data = lines(&found.pages[page]).filter(|line| is_in(line, TableRole::Data));
        let rows = data.filter_map(|line| line.part.cell.map(|cell| cell.row));
        rows.collect::<BTreeSet<_>>().into_iter().collect()
    };
    assert_eq!(cells(0), (0..=31).collect::<Vec<_>>());
    assert_eq!(cells(1), [0, 32]);
}

/// Pages and messages of a document made whole.
fn made(body: &str, head: &str) -> (usize, Vec<String>) {
    let content = loaded(body, head).content;
    let options = Options {
        only: Some(Format::Docx),
        ..Options::default()
    };
    let made = to_files(&content, &Resources::embedded(), options).unwrap();
    let warnings = made.compiled.warnings.iter();
    let told = warnings.map(|warning| {
        let help = warning.help.clone().unwrap_or_default();
        format!("{}: {help}", warning.message)
    });
    (made.pages.pages.len(), told.collect())
}

#[test]
fn a_line_with_the_signature_is_drawn_in_within_the_law() {
    let asked = "the_thuc: { vua_trang: true }\n";
    let body = |lines: usize| before(lines) + "Đề nghị thực hiện.";
    // The first length that takes a second page, as the decree's measures have it.
    let length = (1..60).find(|n| made(&body(*n), "").0 == 2).unwrap();
    let (_, told) = made(&body(length), "");
    assert!(
        told.len() == 1
            && told[0].starts_with("trang 2 chỉ có 1 dòng lời văn cùng chữ ký")
            && told[0].contains("vua_trang: true")
            && told[0].contains("cuoi_trang.cho_ky 72 → 54"),
        "{told:?}"
    );
    assert_eq!(made(&body(length), asked), (1, Vec::new()));
    assert_eq!(made(&body(length - 1), asked), (1, Vec::new()));
    // Too much for the law's measures: told to who asks, and set as without asking.
    let long = (length..60)
        .find(|n| made(&body(*n), asked).0 == 2)
        .unwrap();
    let (pages, told) = made(&body(long), asked);
    assert!(
        pages == 2 && told.len() == 1 && told[0].contains("đã thử mà không đủ"),
        "{told:?}"
    );
    assert_eq!(made(&body(long), ""), (2, Vec::new()));
}

/// The spaces that only follow the forms cost no page: they give way, unless somebody chose them.
#[test]
fn spaces_of_the_forms_give_way_before_a_page_is_begun() {
    let chosen = "the_thuc: { ten_loai: { truoc: 33 }, trich_yeu: { sau: 18 }, so_ky_hieu: { truoc: 12 }, dia_danh: { truoc: 12 } }\n";
    let narrow = "the_thuc: { ten_loai: { truoc: 18 }, trich_yeu: { sau: 12 }, so_ky_hieu: { truoc: 8 }, dia_danh: { truoc: 8 } }\n";
    let body = |lines: usize| before(lines) + "Đề nghị thực hiện.";
    let two = |head: &str| (1..60).find(|n| made(&body(*n), head).0 == 2).unwrap();
    let (stays, gives, least) = (two(chosen), two(""), two(narrow));
    assert!(stays < gives, "{stays} {gives}");
    assert_eq!(gives, least);
    assert_eq!(made(&body(gives - 1), ""), (1, Vec::new()));
}
