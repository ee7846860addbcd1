//! Widths of columns: whatever a table holds, no word is cut while a longer one can be, and no column
//! is narrower than its words.
//!
//! Made-up tables of 2 to 9 columns, and of 70, with and without shares, with addresses, marks of notes and
//! cells over several columns. Each is laid out whole or refused with the message on too many columns.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::Path;
use vanban::layout::{Item, Mark, Pages};
use vanban::sheet::{Block, TableRole, Twips};
use vanban::{Resources, compile, content, layout};

const PROFILE: &str = "co_quan:
  - ỦY BAN NHÂN DÂN
  - XÃ ĐÔNG HÒA
viet_tat: UBND
dia_danh: Đông Hòa
nguoi_ky:
  chu_tich: {chuc_vu: CHỦ TỊCH, ho_ten: Trần Văn Mẫu}
nguoi_ky_mac_dinh: chu_tich
";

/// A word of more letters than this may be cut (`tu_lien` of `nd30.yaml`).
const WHOLE_WORD: usize = 20;

const SHORT: &[&str] = &[
    "Rà soát hồ sơ",
    "11/04/2022",
    "7.512.469.825",
    "-5,41%",
    "Nguyễn Thị Hoàng Oanh",
    "Nghiêng",
    "30/2020/NĐ-CP",
    "ngày 05 tháng 3 năm 2020",
    "Quyết định số 1245/QĐ-UBND ngày 28 tháng 12",
    "Nghị quyết số 08/2023/NQ-HĐND",
    "7.512.469.825 đồng",
    "điểm a khoản 3 Điều 7",
    "Văn phòng HĐND và UBND",
    "Chương trình/kế hoạch",
    "",
];
const LONG: &[&str] = &[
    "https://congkhai.vidu.vn/thu-tuc/tra-cuu/ket-qua?nam=2024&loai=thong-bao&trang=12",
    "nguyenthihoangoanh.2024@caolanh.dongthap.gov.vn",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "C:/ho-so/2024/quy-1/bao_cao_ket_qua_thuc_hien_nhiem_vu_phat_trien_kinh_te.xlsx",
];
const SENTENCE: &str = "Các bộ phận chuyên môn rà soát số liệu của đơn vị mình và đối chiếu với \
     sổ theo dõi, báo cáo trước ngày 25 hằng tháng";

/// Numbers that look drawn at random, the same in every run.
struct Dice(u64);

impl Dice {
    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % end
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

/// A table in Markdown with the notes that it marks, and what stands in its cells.
struct Made {
    body: String,
    /// By row and column.
    cells: BTreeMap<(u32, u32), String>,
}

fn made(columns: usize, dice: &mut Dice) -> Made {
    let mut notes = String::new();
    let mut texts = BTreeMap::new();
    let mut count = 0;
    // What sort of text stands in each column: one in six has addresses, one in three sentences.
    let sorts: Vec<usize> = (0..columns).map(|_| dice.below(6)).collect();
    let mut cell = |sort: usize, at: (usize, usize), dice: &mut Dice| {
        let mut text = match sort {
            0 => dice.one(LONG).to_owned(),
            1 if columns < 8 => SENTENCE.to_owned(),
            _ => dice.one(SHORT).to_owned(),
        };
        texts.insert((at.0 as u32, at.1 as u32), text.clone());
        if !text.is_empty() && dice.below(5) == 0 {
            count += 1;
            text += &format!("[^{count}]");
            notes += &format!("\n[^{count}]: Theo báo cáo.\n");
        }
        text
    };
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut body = row((0..columns).map(|at| cell(2, (0, at), dice)).collect());
    let shares = dice.below(2) == 0;
    let dashes = |dice: &mut Dice| "-".repeat(if shares { 1 + dice.below(30) } else { 3 });
    body += &row((0..columns).map(|_| dashes(dice)).collect());
    for at in 1..5 {
        // Where the cell lies over that to its right.
        let over = (dice.below(3) == 0).then(|| 1 + dice.below(columns - 1));
        let sorts = sorts.iter().enumerate();
        let cells = sorts.map(|(column, &sort)| match over {
            Some(over) if over == column => "<".to_owned(),
            _ => cell(sort, (at, column), dice),
        });
        body += &row(cells.collect());
    }
    body += &notes;
    Made { body, cells: texts }
}

/// The document of this body, or the codes of what is wrong with it.
fn laid_out(body: &str, resources: &Resources) -> Result<(Pages, Vec<Twips>), Vec<String>> {
    let body: String = body.lines().map(|line| format!("  {line}\n")).collect();
    let file = format!(
        "loai: thong-bao\nho_so: co-quan.yaml\nso: 5\nngay_ban_hanh: 05/01/2024\n\
         trich_yeu: Lịch làm việc\nnoi_dung: |\n{body}noi_nhan: [Như trên]\nluu: VT\n"
    );
    let mut read = |_: &Path| Ok(PROFILE.as_bytes().to_vec());
    let loaded = content::from_sources("v.yaml".as_ref(), file, &mut read).unwrap();
    let compiled = compile(&loaded.content, resources).map_err(|errors| {
        errors
            .0
            .iter()
            .map(|error| error.code.to_string())
            .collect::<Vec<_>>()
    })?;
    let blocks = compiled
        .sheet
        .sections
        .iter()
        .flat_map(|section| &section.blocks);
    let table = blocks.filter_map(|block| match block {
        Block::Table(table) if table.role == TableRole::Data => Some(table.columns.clone()),
        _ => None,
    });
    let columns = table.flatten().collect();
    Ok((layout::lay_out(&compiled.sheet, &resources.fonts), columns))
}

/// The pieces that a word may be parted into: after hyphens.
fn pieces(word: &str) -> Vec<String> {
    let parts: Vec<&str> = word.split_inclusive('-').collect();
    let ends = |from: usize| (from + 1..=parts.len()).map(move |to| (from, to));
    let all = (0..parts.len()).flat_map(ends);
    all.map(|(from, to)| parts[from..to].concat()).collect()
}

/// What is cut in the cells of tables.
fn faults(pages: &Pages, cells: &BTreeMap<(u32, u32), String>) -> Vec<String> {
    let mut faults = Vec::new();
    for line in pages.pages.iter().flat_map(|page| &page.items) {
        let Item::Line(line) = line else { continue };
        let Some(cell) = line.part.cell.filter(|cell| cell.role == TableRole::Data) else {
            continue;
        };
        let words: Vec<&str> = cells[&(cell.row, cell.column)].split(' ').collect();
        let (long, short): (Vec<&str>, Vec<&str>) = words
            .into_iter()
            .partition(|word| word.chars().count() > WHOLE_WORD);
        let whole: Vec<String> = short.iter().flat_map(|word| pieces(word)).collect();
        let mut text = String::new();
        for (index, span) in line.spans.iter().enumerate() {
            match span.mark {
                Some(Mark::Reference(_)) if index == 0 && long.is_empty() => {
                    faults.push(format!("mark {} alone", span.text))
                }
                Some(Mark::Reference(_)) => {}
                _ => text += &span.text,
            }
        }
        for word in text.replace('\u{a0}', " ").split_whitespace() {
            if !whole.iter().any(|whole| whole == word)
                && !long.iter().any(|long| long.contains(word))
            {
                faults.push(format!("“{word}” in “{text}”"));
            }
        }
    }
    faults
}

#[test]
fn words_are_whole_or_the_table_is_refused() {
    let resources = Resources::embedded();
    let mut found = BTreeMap::new();
    let mut dice = Dice(17);
    for columns in (2..=9).chain([70]) {
        for _ in 0..if columns == 70 { 1 } else { 30 } {
            let Made { body, cells } = made(columns, &mut dice);
            let outcome = match laid_out(&body, &resources) {
                Ok((pages, widths)) => {
                    assert_eq!(widths.iter().map(|width| width.0).sum::<i32>(), 9355);
                    let faults = faults(&pages, &cells);
                    assert!(
                        faults.is_empty(),
                        "{columns}: {faults:#?}\n{body}{widths:?}"
                    );
                    "whole"
                }
                Err(codes) => {
                    assert_eq!(codes, ["bang-qua-nhieu-cot"], "{body}");
                    "refused"
                }
            };
            *found.entry((columns, outcome)).or_insert(0) += 1;
        }
    }
    let refused = |columns| found.get(&(columns, "refused")).copied().unwrap_or(0);
    assert!((2..=4).all(|columns| refused(columns) == 0), "{found:?}");
    assert_eq!(found.get(&(70, "refused")), Some(&1));
}

/// The lines of the third cell of a table of one row below its header: a number of a document, with
/// amounts beside it.
fn number_beside(amounts: &[&str]) -> Vec<String> {
    let number = "Theo Văn bản số 2542/2020/NQ-HĐND ngày 05 tháng 3";
    let amount = amounts.join(" | ");
    let body = format!(
        "| Công trình | Thời gian | Nội dung | Nội dung | Đơn vị tính |{}\n\
         |---|---|---|---|---|{}\n\
         | Bờ kè | 03/03/2024 | {number} | {number} | trường hợp | {amount} |\n",
        " Kinh phí |".repeat(amounts.len()),
        "---|".repeat(amounts.len()),
    );
    let (pages, _) = laid_out(&body, &Resources::embedded()).unwrap();
    let lines = pages.pages.iter().flat_map(|page| &page.items);
    let texts = lines.filter_map(|item| match item {
        Item::Line(line)
            if line
                .part
                .cell
                .is_some_and(|cell| (cell.row, cell.column) == (1, 2)) =>
        {
            let text: String = line.spans.iter().map(|span| span.text.as_str()).collect();
            Some(text.trim_end().replace('\u{a0}', " "))
        }
        _ => None,
    });
    texts.collect()
}

/// What is kept together stays so where it has room; where it has none, its blanks give way, then its
/// hyphens.
#[test]
fn phrases_give_way_before_a_table_is_refused() {
    let by_blanks = number_beside(&["8.807.790.411"]);
    assert!(
        by_blanks.contains(&"2542/2020/NQ-HĐND".to_owned()),
        "{by_blanks:?}"
    );
    let by_hyphens = number_beside(&["8.807.790.411", "790.411"]);
    assert!(
        by_hyphens.contains(&"2542/2020/NQ-".to_owned()),
        "{by_hyphens:?}"
    );
    assert!(by_hyphens.iter().any(|line| line.starts_with("HĐND")));
}

/// A table whose words have no room gets narrower margins, then smaller text, in it alone; it is told once.
#[test]
fn tables_without_room_get_smaller_text() {
    let amounts = |count: usize| {
        let amounts = " 7.512.469.825 |".repeat(count);
        let (head, dashes) = (" a |".repeat(count), "---|".repeat(count));
        let body = format!("|{head}\n|{dashes}\n|{amounts}\n\n| a | b |\n|---|---|\n| c | d |\n");
        let (pages, _) = laid_out(&body, &Resources::embedded()).unwrap();
        let mut sizes = Vec::new();
        for line in pages.pages.iter().flat_map(|page| &page.items) {
            if let Item::Line(line) = line
                && line
                    .part
                    .cell
                    .is_some_and(|cell| cell.role == TableRole::Data)
            {
                sizes.extend(line.spans.iter().map(|span| span.size));
            }
        }
        assert_eq!(
            sizes.last(),
            Some(&12.0),
            "the other table has its own size"
        );
        sizes.first().copied().unwrap()
    };
    let sizes: Vec<f64> = (5..=8).map(amounts).collect();
    assert_eq!(sizes, [12.0, 12.0, 10.0, 9.0]);
}

/// The mark of a note is one sign in Word, however many digits it has.
#[test]
fn marks_of_notes_are_never_parted() {
    let mut body: String = (1..10).map(|note| format!("Câu[^{note}]. ")).collect();
    body += "\n\n| a | b |\n|--|------------------------------|\n";
    for letters in 21..70 {
        body += &format!(
            "| {}[^{}] | {SENTENCE} |\n",
            "a".repeat(letters),
            letters - 11
        );
    }
    for note in 1..59 {
        body += &format!("\n[^{note}]: Theo báo cáo.\n");
    }
    let (pages, _) = laid_out(&body, &Resources::embedded()).unwrap();
    let mut marks = 0;
    for line in pages.pages.iter().flat_map(|page| &page.items) {
        let Item::Line(line) = line else { continue };
        for span in &line.spans {
            if let Some(Mark::Reference(note)) = span.mark {
                assert_eq!(span.text.as_str(), (note.0 + 1).to_string());
                marks += 1;
            }
        }
    }
    assert_eq!(marks, 58);
}
