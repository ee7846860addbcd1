//! A walk through the XML of a workbook before anything of it is held.
//!
//! What is read later keeps strings, styles and names in memory, trusts counts that the file
//! tells, and reckons with cells as they are named. So all of that is counted, measured and
//! checked first, with nothing held but one tag or text at a time.

use super::{container, facts::Facts};
use crate::diagnostic::Diagnostic;
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use std::io::{self, BufReader, Read};

/// The most bytes of a tag or a text, and of a whole cell.
const MAX_CELL: u64 = 1 << 20;
/// The most bytes of a tag whose words every style of a cell has a copy of.
const MAX_STYLE_TAG: usize = 1 << 10;
/// Excel's own limit of rows in a sheet.
const MAX_ROWS: u64 = 1_048_576;
/// Likewise.
const MAX_COLUMNS: u64 = 16_384;

/// How to mend a cell that is too long.
pub(super) const SHORTEN: &str = "rút ngắn chữ trong ô; Excel chỉ giữ được 32.767 ký tự mỗi ô";

/// How to mend a workbook that holds more than its table.
const COPY: &str =
    "chép riêng bảng dữ liệu sang một tệp Excel mới (dán giá trị), hoặc lưu thành “CSV UTF-8”";

/// The parts of a workbook that are held in memory.
struct Held {
    /// The element, by its local name.
    element: &'static str,
    /// The most of them.
    most: u64,
    /// The most bytes of all of them.
    bytes: u64,
    /// In words.
    what: &'static str,
}

const fn held(element: &'static str, most: u64, mebibytes: u64, what: &'static str) -> Held {
    Held {
        element,
        most,
        bytes: mebibytes << 20,
        what,
    }
}

/// Excel itself has at most 65,490 styles of cells.
const HELD: [Held; 10] = [
    held("si", 2_000_000, 128, "đoạn chữ"),
    held("xf", 150_000, 64, "kiểu ô"),
    held("numFmt", 100_000, 16, "kiểu số"),
    held("font", 100_000, 32, "phông chữ"),
    held("fill", 100_000, 32, "kiểu nền"),
    held("border", 100_000, 64, "kiểu viền"),
    held("definedName", 100_000, 16, "tên vùng"),
    held("sheet", 10_000, 8, "trang"),
    held("Relationship", 100_000, 16, "liên kết"),
    held("mergeCell", 1_000_000, 64, "vùng ô gộp"),
];

/// Looks through the parts of one workbook.
#[derive(Default)]
pub(super) struct Scan {
    /// The facts of its sheets.
    pub(super) facts: Facts,
    counts: [u64; HELD.len()],
    bytes: [u64; HELD.len()],
}

/// A part, and how much of it was read since that was last asked.
struct Metered<R> {
    part: R,
    since: u64,
    too_long: bool,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.since > MAX_CELL {
            self.too_long = true;
            return Err(io::Error::other("too long"));
        }
        let read = self.part.read(buffer)?;
        self.since += read as u64;
        Ok(read)
    }
}

/// Where the walk stands.
#[derive(Default)]
struct Inside {
    /// Which of [`HELD`], and where it began.
    held: Option<(usize, u64)>,
    /// A cell: its name, and where it began.
    cell: Option<(String, u64)>,
}

impl Scan {
    /// Looks through a part, to its end. What is no XML is left for its reader to complain of.
    pub(super) fn part(&mut self, name: &str, part: impl Read) -> io::Result<Option<Diagnostic>> {
        self.facts.begin(name);
        let mut xml = Reader::from_reader(BufReader::new(Metered {
            part,
            since: 0,
            too_long: false,
        }));
        // As the workbook's reader has it.
        let config = xml.config_mut();
        config.check_end_names = false;
        config.expand_empty_elements = true;
        let mut buffer = Vec::new();
        let mut inside = Inside::default();
        loop {
            buffer.clear();
            let event = xml.read_event_into(&mut buffer);
            let found = match event {
                Ok(Event::Eof) => return Ok(None),
                Ok(Event::DocType(_)) => Some(doctype()),
                Ok(Event::Start(tag)) => {
                    self.facts.start(&tag);
                    self.start(&tag, &mut inside, xml.buffer_position())
                }
                Ok(Event::End(tag)) => {
                    let name = tag.local_name();
                    self.facts.end(name.as_ref());
                    self.end(name.as_ref(), &mut inside, xml.buffer_position())
                }
                Ok(Event::Text(text)) => self.facts.text(text.as_ref()),
                Ok(_) => None,
                Err(_) if xml.get_ref().get_ref().too_long => Some(inside.too_long()),
                Err(quick_xml::Error::Io(error)) => {
                    return Err(io::Error::new(error.kind(), error));
                }
                Err(_) => {
                    let mut rest = xml.into_inner().into_inner().part;
                    io::copy(&mut rest, &mut io::sink())?;
                    return Ok(None);
                }
            };
            xml.get_mut().get_mut().since = 0;
            let found = found.or_else(|| inside.grown(xml.buffer_position()));
            if found.is_some() {
                return Ok(found);
            }
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, inside: &mut Inside, at: u64) -> Option<Diagnostic> {
        let name = tag.local_name();
        let name = name.as_ref();
        if let Some(index) = HELD.iter().position(|held| held.element == name) {
            inside.held = Some((index, at));
            self.counts[index] += 1;
            if self.counts[index] > HELD[index].most {
                return Some(too_many(&HELD[index]));
            }
        }
        match name {
            "c" => {
                let cell = attribute(tag, "r").unwrap_or_default();
                let found = misplaced(&cell);
                inside.cell = Some((cell, at));
                found
            }
            "row" => misplaced(&attribute(tag, "r")?),
            "dimension" | "mergeCell" | "f" => misplaced(&attribute(tag, "ref")?),
            "sst" => {
                let told: u64 = attribute(tag, "uniqueCount")?.parse().unwrap_or(u64::MAX);
                (told > HELD[0].most).then(|| too_many(&HELD[0]))
            }
            "numFmt" | "name" if tag.len() > MAX_STYLE_TAG => Some(long_style()),
            "Relationship" => unseen(tag),
            _ => None,
        }
    }

    fn end(&mut self, name: &str, inside: &mut Inside, at: u64) -> Option<Diagnostic> {
        if name == "c" {
            inside.cell = None;
        }
        let (index, start) = inside.held.filter(|(i, _)| HELD[*i].element == name)?;
        inside.held = None;
        self.bytes[index] += at - start;
        (self.bytes[index] > HELD[index].bytes).then(container::too_large)
    }
}

impl Inside {
    /// A cell or a string that goes on for too long, in however many parts.
    fn grown(&self, at: u64) -> Option<Diagnostic> {
        let cell = self.cell.as_ref().map(|(_, start)| *start);
        let held = self.held.map(|(_, start)| start);
        let start = cell.into_iter().chain(held).min()?;
        (at - start > MAX_CELL).then(|| self.too_long())
    }

    fn too_long(&self) -> Diagnostic {
        let what = match &self.cell {
            Some((cell, _)) if !cell.is_empty() => format!("ô {cell} của bảng tính"),
            _ => "một ô của bảng tính".to_owned(),
        };
        Diagnostic::error(
            "o-qua-dai",
            format!("{what} dài hơn {} MiB", MAX_CELL >> 20),
        )
        .help(SHORTEN)
    }
}

pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok()??;
    Some(attribute.value.as_ref().to_owned())
}

/// Rows, cells and ranges outside of a sheet, or from the end to the beginning. What is none at
/// all is left for the reader to complain of.
fn misplaced(written: &str) -> Option<Diagnostic> {
    let mut corners = written.split(':').map(corner);
    let (first, second) = (corners.next()?, corners.next());
    let good = |(row, column): (u64, u64)| (1..=MAX_ROWS).contains(&row) && column <= MAX_COLUMNS;
    let backwards = |(row, column): (u64, u64)| row < first.0 || column < first.1;
    if written.is_empty() || good(first) && second.is_none_or(|it| good(it) && !backwards(it)) {
        return None;
    }
    let shown: String = written.chars().take(40).collect();
    Some(container::broken(&format!(
        "vị trí “{shown}” không có trên trang tính nào"
    )))
}

/// Row and column from 1 of `C4`; what is too large stays so.
pub(super) fn corner(written: &str) -> (u64, u64) {
    let (mut row, mut column) = (0_u64, 0_u64);
    for byte in written.bytes() {
        match byte.to_ascii_uppercase() {
            letter @ b'A'..=b'Z' => {
                column = column
                    .saturating_mul(26)
                    .saturating_add(u64::from(letter - b'A') + 1);
            }
            digit @ b'0'..=b'9' => {
                row = row
                    .saturating_mul(10)
                    .saturating_add(u64::from(digit - b'0'));
            }
            _ => {}
        }
    }
    (row, column)
}

/// A sheet or a book among the parts that are not looked through.
fn unseen(tag: &BytesStart<'_>) -> Option<Diagnostic> {
    let kind = attribute(tag, "Type")?;
    let target = attribute(tag, "Target")?;
    // An entity would be undone by the reader.
    let is_read = kind.ends_with("officeDocument") || kind.ends_with("sheet") || kind.contains('&');
    (is_read && !container::is_looked_through(target.trim_start_matches('/')))
        .then(|| container::broken(&format!("trang “{target}” không phải là XML")))
}

fn too_many(held: &Held) -> Diagnostic {
    let message = format!("bảng tính có hơn {} {}", grouped(held.most), held.what);
    Diagnostic::error("bang-qua-lon", message).help(COPY)
}

fn long_style() -> Diagnostic {
    let message = "bảng tính có kiểu số hoặc tên phông chữ dài quá mức";
    Diagnostic::error("bang-hong", message).help(COPY)
}

fn doctype() -> Diagnostic {
    let message = "tệp bảng tính có khai báo DOCTYPE, thứ mà Excel không bao giờ ghi";
    Diagnostic::error("bang-hong", message)
        .help("chỉ dùng bảng có nguồn tin cậy; mở được bằng Excel thì lưu lại thành .xlsx")
}

/// `2.000.000`
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}
