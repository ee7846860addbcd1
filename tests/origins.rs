//! Every text run of the pages goes back to the bytes of the YAML that it stands in, or to the
//! expression that printed it, and the same text stands there.
//!
//! Walked are the samples and `tests/parity`, `tests/diff` and `tests/words`: drop a file in.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking and says what it left out"
)]

mod common;

use common::files_in;
use proptest::{collection::vec, prelude::*, sample::select};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use vanban::diagnostic::Source;
use vanban::document::{Origin, OriginKind};
use vanban::layout::{Item, Line, Pages, Span};
use vanban::sheet::{Block, Paragraph, Role};
use vanban::{Resources, compile, content, layout};

/// Every content file that stands for itself; a profile has no kind.
fn contents() -> Vec<PathBuf> {
    let folders = ["tests/parity", "tests/diff", "tests/words"];
    let files = folders.iter().flat_map(|folder| files_in(folder, "yaml"));
    let files = files.filter(|path| {
        let text = std::fs::read_to_string(path).unwrap();
        text.lines().any(|line| line.starts_with("loai:"))
    });
    common::samples().into_iter().chain(files).collect()
}

/// Characters as the typesetting leaves them: kinds of blanks and hyphens, and capitals, are its own.
fn plain(text: &str) -> String {
    let letter = |c: char| match c {
        '\u{a0}' | '\n' => ' ',
        '\u{2011}' => '-',
        c => c,
    };
    text.chars().map(letter).collect()
}

/// Whether a text as it is printed is one as it stands in the file.
fn is_same(printed: &str, written: &str) -> bool {
    let (printed, written) = (plain(printed), plain(written));
    printed == written || printed == written.to_uppercase()
}

/// Letters and figures alone, those of escapes (`\u1ec3`) too.
fn letters(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let mut pieces = text.split("\\u");
    let mut text = pieces.next().unwrap_or("").to_owned();
    for piece in pieces {
        let (digits, rest) = piece.split_at(4);
        text.extend(char::from_u32(u32::from_str_radix(digits, 16).unwrap()));
        text.push_str(rest);
    }
    let letters = text.nfc().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether a text of a role may be words of the template: what it adds to the texts of the YAML.
fn may_be_of_template(role: Role, text: &str) -> bool {
    match role {
        Role::Component(name) => may_be_of_component(name.as_str(), text),
        Role::RecipientsLabel | Role::AppendixReference => true,
        Role::AppendixLabel => text.starts_with("Phụ lục"),
        Role::PageNumber => text.bytes().all(|b| b.is_ascii_digit()),
        Role::Recipient => ["Lưu: ", ";", ".", ". ", ".(", ")"].contains(&text),
        // A party of a contract signs by someone.
        Role::SignatureTitle => text == "ĐẠI DIỆN ",
        Role::Body | Role::Confirmation => is_of_a_form(text),
        // Where a line of the YAML ends within a paragraph.
        _ => text == " ",
    }
}

/// Tells whether a text stands in a template: the words of a form, such as `Thời gian: `. Its date is read and
/// written anew.
fn is_of_a_form(text: &str) -> bool {
    let plain = |text: &str| -> String {
        let words = text.split_whitespace();
        let words = words.filter(|word| !word.bytes().all(|b| b.is_ascii_digit() || b == b','));
        words.collect::<Vec<_>>().join(" ")
    };
    let wanted = plain(text);
    let stands = |words: &str| Resources::originals().any(|(_, file)| plain(file).contains(words));
    let parts = wanted.split("ngày tháng năm");
    // The word for the meeting and what is said of it stand apart in the template.
    let mut parts = parts.flat_map(|part| part.split("Cuộc họp "));
    parts.all(|words| stands(words.trim()))
}

/// Whether a text may be the number of a heading that the author left to the program.
fn is_counted(text: &str) -> bool {
    let is_all = |signs: &str| text.chars().all(|c| signs.contains(c));
    !text.is_empty() && (is_all("0123456789") || is_all("IVXLC"))
}

/// As [`may_be_of_template`], of a component by the name of its element.
fn may_be_of_component(name: &str, text: &str) -> bool {
    match name {
        "national-title" | "motto" | "kind" | "resolution" => true,
        "form-national-title" | "form-motto" | "attached-reference" => true,
        "top-secret" | "secret" | "confidential" | "flash" | "immediate" | "urgent" => true,
        "draft" => ["DỰ THẢO", "DỰ THẢO LẦN "].contains(&text),
        "deadline" => text == "Đến ",
        "address" => ["ĐT: ", ", Fax: ", "E-mail: ", ", Website: "].contains(&text),
        // The names of agencies that issue a document together.
        "agency" => [" -", "\u{a0}-", " "].contains(&text),
        // The symbol may be put together from the kind and the agency's abbreviation.
        "number" => text == "Số: " || !text.contains(' '),
        // The date is read and written anew.
        "place-date" => text.split_whitespace().all(|word| {
            ["ngày", "tháng", "năm", ","].contains(&word)
                || word.bytes().all(|b| b.is_ascii_digit())
        }),
        "about" => text == "V/v ",
        "addressees" => ["Kính gửi:", "Kính gửi: ", "- ", ";", "."].contains(&text),
        "kind-alone" => true,
        "telegram-from" => text == " điện:",
        "telegram-to" => ["- ", ";", "."].contains(&text),
        "introduces" => text.trim().is_empty() || text == " trân trọng giới thiệu:",
        "party" => text.starts_with("BÊN ") && text.ends_with(": "),
        "basis" => [";", "."].contains(&text),
        _ => text == " ",
    }
}

/// What was found on the pages of a document.
#[derive(Default)]
struct Found {
    exact: usize,
    printed: usize,
    rewritten: usize,
    /// Words of templates, marks and page numbers.
    none: usize,
    faults: Vec<String>,
    /// The ranges of what is taken letter for letter.
    ranges: Vec<(u16, u32, u32)>,
}

impl Found {
    fn pages(&mut self, pages: &Pages, sources: &[Arc<Source>]) {
        for item in pages.pages.iter().flat_map(|page| &page.items) {
            if let Item::Line(line) = item {
                for span in &line.spans {
                    self.span(line, span, sources);
                }
            }
        }
    }

    fn span(&mut self, line: &Line, span: &Span, sources: &[Arc<Source>]) {
        let mut rest = span.text.chars();
        for stretch in line.origins_of(span) {
            let text: String = rest.by_ref().take(stretch.chars as usize).collect();
            if text.chars().count() != stretch.chars as usize {
                self.faults.push(format!("{:?} is too long", span.text));
            }
            match stretch.origin {
                _ if span.mark.is_some() || span.blank.is_some() => {
                    if stretch.origin.is_some() {
                        self.faults.push(format!("{text:?} is a mark or gap"));
                    }
                }
                Some(origin) => self.text(&text, origin, sources),
                None => {
                    self.none += 1;
                    let role = line.part.role;
                    if !may_be_of_template(role, &plain(&text)) {
                        self.faults
                            .push(format!("{role:?} {text:?} came from nowhere"));
                    }
                }
            }
        }
        if rest.next().is_some() {
            self.faults
                .push(format!("{:?} is not told whole", span.text));
        }
    }

    /// Whether an entry of `bang` works a text out: sums, percentages, numbers of rows and groups, files.
    fn of_table(&self, written: &str) -> bool {
        ["true", "tt", "tt_nhom", "la_ma", "chu_cai"].contains(&written)
            || written.contains(" / ")
            || [".csv", ".xlsx"].iter().any(|end| written.ends_with(end))
    }

    fn text(&mut self, text: &str, origin: Origin, sources: &[Arc<Source>]) {
        let written = origin.slice(sources).unwrap_or("nothing");
        let fits = match origin.kind {
            OriginKind::Exact => {
                self.exact += 1;
                self.ranges.push((origin.source, origin.start, origin.end));
                is_same(text, written)
            }
            OriginKind::Printed => {
                self.printed += 1;
                // Or an entry of a table, which works it out or names the file that it stands in.
                written.starts_with("{{") && written.ends_with("}}")
                    || self.of_table(written)
                    || plain(text).starts_with("Bảng ")
                    || plain(text).starts_with("Đơn vị tính:")
            }
            OriginKind::Rewritten => {
                self.rewritten += 1;
                // A number below ten gets a zero in front (II.3.c).
                letters(written).contains(letters(text).trim_start_matches('0'))
                    || written == "#" && is_counted(text)
            }
        };
        if !fits {
            let kind = origin.kind;
            self.faults
                .push(format!("{kind:?} {text:?} is not {written:?}"));
        }
    }
}

fn found(path: &Path, resources: &Resources) -> Found {
    let content = content::load(path).unwrap().content;
    let compiled = compile(&content, resources).unwrap();
    let pages = layout::lay_out(&compiled.sheet, &resources.fonts);
    let mut found = Found::default();
    found.pages(&pages, &compiled.document.sources);
    found
}

#[test]
fn every_run_of_the_pages_goes_back_to_the_yaml() {
    let resources = Resources::embedded();
    let mut faults = Vec::new();
    let mut counts = [0; 4];
    for path in contents() {
        let found = found(&path, &resources);
        let told = found.faults.iter();
        faults.extend(told.map(|fault| format!("{}: {fault}", path.display())));
        let ways = [found.exact, found.printed, found.rewritten, found.none];
        counts = std::array::from_fn(|way| counts[way] + ways[way]);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let [exact, printed, rewritten, none] = counts;
    assert!(exact > 8000 && printed > 10, "{counts:?}");
    assert!(rewritten < exact / 50 && none < exact / 2, "{counts:?}");
}

/// The sample is written with few expressions and no escapes: all else is there letter for letter.
#[test]
fn the_sample_is_told_whole() {
    let path = Path::new("samples/phuong-2/ke-hoach-2024.yaml");
    let found = found(path, &Resources::embedded());
    let ways = (found.exact, found.printed, found.rewritten, found.none);
    assert_eq!(found.faults, [""; 0]);
    assert_eq!(ways, (178, 2, 0, 22));
}

/// Every paragraph of the sheet knows its block, and stands within the block's range.
#[test]
fn paragraphs_stand_within_their_blocks() {
    let resources = Resources::embedded();
    let path = Path::new("samples/phuong-2/ke-hoach-2024.yaml");
    let content = content::load(path).unwrap().content;
    let compiled = compile(&content, &resources).unwrap();
    let blocks = &compiled.document.blocks;
    let mut seen = vec![false; blocks.len()];
    let mut check = |paragraph: &Paragraph| {
        let index = paragraph.block.unwrap() as usize;
        seen[index] = true;
        if let (Some(part), Some(whole)) = (paragraph.origin, blocks[index].origin) {
            assert!(
                part.source != whole.source || whole.start <= part.start && part.end <= whole.end,
                "{part:?} is not in {whole:?}"
            );
        }
    };
    for block in compiled.sheet.sections.iter().flat_map(|s| &s.blocks) {
        match block {
            Block::Paragraph(paragraph) => check(paragraph),
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.flat_map(|cell| &cell.paragraphs).for_each(&mut check);
            }
        }
    }
    assert!(seen.iter().all(|seen| *seen), "{seen:?}");
}

/// A source that is one letter longer in front: each text now stands a letter further on.
#[test]
fn a_wrong_place_is_noticed() {
    let resources = Resources::embedded();
    let path = Path::new("samples/phuong-2/ke-hoach-2024.yaml");
    let content = content::load(path).unwrap().content;
    let compiled = compile(&content, &resources).unwrap();
    let pages = layout::lay_out(&compiled.sheet, &resources.fonts);
    let shifted = compiled.document.sources.iter();
    let shifted: Vec<_> = shifted
        .map(|source| Source::new(source.name.as_str(), format!("#{}", source.text)))
        .collect();
    let mut found = Found::default();
    found.pages(&pages, &shifted);
    assert!(found.faults.len() > found.exact * 9 / 10);
}

/// Words as writers and what they copy from have them, in the body: some are written otherwise than
/// they are printed.
const WORDS: &[&str] = &[
    "Điều",
    "kế hoạch,",
    "**đậm**",
    "*nghiêng vừa*",
    "e\u{302}\u{301}m",
    "nhà\u{200b}văn",
    "a\u{2003}b",
    "2*3",
    "5\\*",
    "A &amp; B",
    "<5%",
    "{{ so_lieu.so }}",
    "x{{ so_lieu.chu }}y",
    "{{ so_lieu.chu }}{{ so_lieu.so }}%",
    "hai  cách",
    "30/2020/NĐ-CP",
    "năm 2024",
    "ghi\tchú",
];

/// How a block of the body begins.
const STARTS: &[&str] = &["", "", "# ", "## I. ", "- ", "• ", "-\t", "a) x\n\n  b) "];

/// A text as a value of the YAML, in each way of writing.
fn scalar(text: &str, way: usize) -> String {
    let escaped = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        c if !c.is_ascii() && (c as u32).is_multiple_of(3) => format!("\\u{:04x}", c as u32),
        c => c.to_string(),
    };
    let folded = text.replacen(' ', "\n  ", 1);
    match way {
        0 => text.to_owned(),
        1 => format!("'{}'", text.replace('\'', "''")),
        2 => format!("\"{}\"", text.chars().map(escaped).collect::<String>()),
        3 => format!("|\n  {text}"),
        4 => format!(">\n  {folded}"),
        _ => folded,
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]
    #[test]
    fn what_is_exact_stands_there(
        blocks in vec((0..STARTS.len(), vec(0..WORDS.len(), 1..30)), 1..8),
        subject in vec(select(vec!["Ông 'A'", "phát triển", "“kinh tế”", "ế\u{ad}a", "e\u{301}"]), 2..12),
        way in 0..6_usize,
    ) {
        let body: Vec<String> = blocks
            .iter()
            .map(|(start, words)| {
                let words: Vec<&str> = words.iter().map(|word| WORDS[*word]).collect();
                format!("  {}Lời {}\n", STARTS[*start], words.join(" "))
            })
            .collect();
        let yaml = format!(
            "loai: ke-hoach\nco_quan: UBND\nky_hieu: KH-UBND\ndia_danh: Phường 2\nngay_ban_hanh: 05/01/2024\n\
             trich_yeu: {}\nnoi_nhan: [\"Như trên\"]\nnguoi_ky: {{chuc_vu: CHỦ TỊCH, ho_ten: Lê A}}\n\
             so_lieu: {{so: 12.5, chu: \"*chữ*\"}}\nnoi_dung: |\n{}",
            scalar(&subject.join(" "), way),
            body.join("\n"),
        );
        let resources = Resources::embedded();
        let content = content::from_text("a.yaml", &yaml).unwrap().content;
        let compiled = compile(&content, &resources).unwrap();
        let pages = layout::lay_out(&compiled.sheet, &resources.fonts);
        let mut found = Found::default();
        found.pages(&pages, &compiled.document.sources);
        prop_assert!(found.faults.is_empty(), "{}\n{yaml}", found.faults.join("\n"));
        prop_assert!(found.exact >= blocks.len());
        // No letter of the file is printed twice.
        found.ranges.sort();
        for pair in found.ranges.windows(2) {
            prop_assert!(pair[0].2 <= pair[1].1, "{pair:?} overlap\n{yaml}");
        }
    }
}
