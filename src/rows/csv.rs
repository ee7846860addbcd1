//! CSV, record by record: of any length, with nothing but one record held.
//!
//! `;`, `,` or tab; UTF-8 with or without a byte order mark, or UTF-16 with one (what Excel calls
//! Unicode Text). The text of a record is kept while it is read, so that a message shows it.

use super::{
    Options, TableFile,
    grid::{self, Failure, MAX_COLUMNS, MAX_RECORD, Record, Records},
    typed::Value,
};
use crate::{
    diagnostic::{Diagnostic, Extent, Place, Result, Source},
    figures::Writing,
    yaml::source,
};
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::{
    io::{self, Cursor, Read, Seek},
    ops::Range,
};

/// The parser may have read so many bytes ahead of the record that it gives.
const AHEAD: usize = 64 << 10;
/// How often a record whose quotes are no good may be ended at its first line.
const MOST_SLIPS: usize = 1000;
/// How much of the beginning is looked at for the header line.
const HEAD: usize = 64 << 10;

/// Opens a CSV file.
pub(super) fn open(table: &TableFile) -> Result<Box<dyn Records>> {
    let name = table.path.to_string_lossy().into_owned();
    let unreadable = |error: io::Error| source::unreadable(&name, &error).at(table.place.clone());
    let (mut text, head) = beginning(table).map_err(unreadable)?;
    if let Some(error) = not_text(&head) {
        let error = error.at(table.place.clone());
        return Err(error.into());
    }
    let (delimiter, skipped) = delimiter(&head, &table.options);
    // `sep=;` is a word of Excel's to itself.
    let rest = Cursor::new(head[skipped..].to_vec())
        .chain(std::mem::replace(&mut text, Box::new(io::empty())));
    Ok(Box::new(Csv {
        reader: parser(delimiter, Kept::new(Box::new(rest))),
        begun_anew: 0,
        record: ::csv::ByteRecord::new(),
        delimiter,
        line: if skipped > 0 { 2 } else { 1 },
        name,
        short: table.short_name(),
    }))
}

fn parser(delimiter: u8, text: Kept) -> ::csv::Reader<Kept> {
    ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(AHEAD)
        .from_reader(text)
}

type Text = Box<dyn Read>;

/// The file as UTF-8 without a byte order mark, and what it begins with.
fn beginning(table: &TableFile) -> io::Result<(Text, Vec<u8>)> {
    let mut file = table.open()?;
    let mut mark = Vec::new();
    file.by_ref().take(3).read_to_end(&mut mark)?;
    let mut text: Text = match mark.as_slice() {
        [0xef, 0xbb, 0xbf] => Box::new(file),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            file.rewind()?;
            Box::new(
                DecodeReaderBytesBuilder::new()
                    .bom_sniffing(true)
                    .build(file),
            )
        }
        _ => {
            file.rewind()?;
            Box::new(file)
        }
    };
    let mut head = Vec::new();
    text.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    Ok((text, head))
}

/// Files of other kinds that were given this one's name.
fn not_text(head: &[u8]) -> Option<Diagnostic> {
    let (zip, old) = (
        head.starts_with(b"PK\x03\x04"),
        head.starts_with(&super::xlsx::OLE2),
    );
    if !zip && !old && !head.contains(&0) {
        return None;
    }
    let error = Diagnostic::error("bang-sai-loai", "tệp này không phải là bảng CSV");
    Some(error.help(if old {
        "đây là tệp Excel kiểu cũ (.xls) hoặc có mật khẩu; mở bằng Excel rồi lưu thành “CSV UTF-8” hoặc .xlsx"
    } else if zip {
        "đây là tệp Excel; đổi đuôi tên tệp thành .xlsx, hoặc mở bằng Excel rồi lưu thành “CSV UTF-8”"
    } else {
        "mở bảng bằng Excel rồi lưu thành “CSV UTF-8”, hoặc dùng thẳng tệp .xlsx"
    }))
}

/// The delimiter: as chosen, as Excel's own first line says, else the one that the header line
/// has most of; and how many bytes of the beginning are not of the table.
fn delimiter(head: &[u8], options: &Options) -> (u8, usize) {
    let mut skipped = 0;
    let mut said = None;
    let line_end = head
        .iter()
        .position(|b| *b == b'\n')
        .map_or(head.len(), |i| i + 1);
    if let [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', mark, rest @ ..] = &head[..line_end]
        && rest.iter().all(|b| matches!(b, b'\r' | b'\n'))
    {
        skipped = line_end;
        said = Some(*mark);
    }
    if let Some(mark) = options.delimiter.or(said) {
        return (mark, skipped);
    }
    let mut lines = head[skipped..].split(|b| *b == b'\n');
    let header = match &options.header {
        Some((number, _)) => {
            let first = 1 + usize::from(skipped > 0);
            lines.nth(number.saturating_sub(first))
        }
        None => lines.find(|l| {
            l.iter()
                .any(|b| !b.is_ascii_whitespace() && !matches!(b, b';' | b','))
        }),
    };
    let count = |mark: u8| {
        let mut quoted = false;
        let outside = header.unwrap_or_default().iter().filter(|b| {
            quoted ^= **b == b'"';
            !quoted && **b == mark
        });
        outside.count()
    };
    // Where two are as many, what Excel in Vietnam writes comes first; a header of one column
    // has none.
    let mut best = (b';', 0);
    for mark in [b';', b'\t', b','] {
        let many = count(mark);
        if many > best.1 {
            best = (mark, many);
        }
    }
    (best.0, skipped)
}

/// Keeps what was read since the last record began.
struct Kept {
    inner: Text,
    bytes: Vec<u8>,
    /// Where the kept part begins in `bytes`.
    start: usize,
    /// Where in `bytes` the next is to be read; at their end, where nothing is read twice.
    next: usize,
    /// How many bytes came before it.
    before: u64,
}

/// A record is longer than [`MAX_RECORD`].
#[derive(Debug, thiserror::Error)]
#[error("record too long")]
struct TooLong;

impl Kept {
    fn new(inner: Text) -> Self {
        Self {
            inner,
            bytes: Vec::new(),
            start: 0,
            next: 0,
            before: 0,
        }
    }

    /// The text again, from so many bytes before the kept part, for another parser.
    fn again(self, back: usize) -> Self {
        let start = self.start.saturating_sub(back);
        Self {
            start,
            next: start,
            before: 0,
            ..self
        }
    }

    /// The bytes up to an offset in the file; they are kept no longer.
    fn take_to(&mut self, offset: u64) -> Vec<u8> {
        let len = usize::try_from(offset.saturating_sub(self.before)).unwrap_or(usize::MAX);
        let end = self.start.saturating_add(len).min(self.bytes.len());
        let taken = self.bytes[self.start..end].to_vec();
        self.before += (end - self.start) as u64;
        self.start = end;
        // Moving the rest down for each record would be most of the work.
        if self.start > 4 * AHEAD {
            self.bytes.drain(..self.start);
            self.next -= self.start;
            self.start = 0;
        }
        taken
    }
}

impl Read for Kept {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.next - self.start > MAX_RECORD + AHEAD {
            return Err(io::Error::other(TooLong));
        }
        let mut read = (&self.bytes[self.next..]).read(buffer)?;
        if read == 0 {
            read = self.inner.read(buffer)?;
            self.bytes.extend_from_slice(&buffer[..read]);
        }
        self.next += read;
        Ok(read)
    }
}

struct Csv {
    reader: ::csv::Reader<Kept>,
    /// How often a record was ended at its first line.
    begun_anew: usize,
    record: ::csv::ByteRecord,
    delimiter: u8,
    /// The line where the next record begins.
    line: usize,
    name: String,
    short: String,
}

impl Records for Csv {
    fn next(&mut self) -> std::result::Result<Option<Record>, Box<Failure>> {
        let more = self.reader.read_byte_record(&mut self.record);
        let end = self.reader.position().byte();
        let raw = match more {
            Ok(true) => self.reader.get_mut().take_to(end),
            Ok(false) => return Ok(None),
            Err(error) => return Err(Box::new(self.stopped(&error))),
        };
        // Empty lines before the record are the parser's part of it.
        let blank = raw.iter().take_while(|b| matches!(b, b'\r' | b'\n'));
        let blank = blank.count();
        let newlines = |bytes: &[u8]| bytes.iter().filter(|b| **b == b'\n').count();
        let line = self.line + newlines(&raw[..blank]);
        self.line += newlines(&raw);
        let first_end = raw[blank..].iter().position(|b| *b == b'\n');
        let behind = first_end.map_or(0, |end| raw.len() - blank - end - 1);
        let raw = raw[blank..].trim_ascii_end_newlines();
        let last_line = line + newlines(raw);
        let failed = |error: Diagnostic| {
            Err(Box::new(Failure {
                line,
                why: error.into(),
                fatal: false,
            }))
        };
        let text = match std::str::from_utf8(raw) {
            Ok(text) => text,
            Err(error) => return failed(self.not_utf8(raw, line, error.valid_up_to())),
        };
        let source = Source::part(&self.name, text, Extent::FromLine(line));
        if text.len() > MAX_RECORD {
            return failed(too_long(Place::new(&source, 0..0)));
        }
        let ranges = ranges(text, self.delimiter);
        let ranges = match ranges {
            Ok(ranges) => ranges,
            Err(slip) => {
                let error = slip.told(&source);
                let fatal = !self.begin_anew(behind, line);
                return Err(Box::new(Failure {
                    line,
                    why: error.into(),
                    fatal,
                }));
            }
        };
        let cells = ranges.iter().zip(&self.record).map(|(range, cell)| {
            let place = Place::new(&source, range.clone());
            // The record was UTF-8 as a whole.
            let value = Value::text(&String::from_utf8_lossy(cell), true, &place);
            (value, place)
        });
        // One more than are allowed is enough to tell.
        let cells = cells.take(MAX_COLUMNS + 1).collect();
        Ok(Some(Record {
            line,
            last_line,
            cells,
            end: Place::new(&source, text.len()..text.len()),
        }))
    }

    fn label(&self, line: usize) -> String {
        format!("{}, dòng {line}", self.short)
    }

    fn name(&self) -> String {
        self.short.clone()
    }

    fn writing(&self) -> Option<Writing> {
        // Excel writes semicolons where a comma stands before decimals.
        (self.delimiter == b';').then_some(Writing::Comma)
    }
}

trait TrimNewlines {
    fn trim_ascii_end_newlines(&self) -> &[u8];
}

impl TrimNewlines for [u8] {
    fn trim_ascii_end_newlines(&self) -> &[u8] {
        let end = self.iter().rposition(|b| !matches!(b, b'\r' | b'\n'));
        &self[..end.map_or(0, |i| i + 1)]
    }
}

impl Csv {
    /// Reads on from the second line of a record whose quotes are no good, so that no row is
    /// swallowed with it; false where that was done too often. So many bytes stand behind the first
    /// line.
    fn begin_anew(&mut self, behind: usize, line: usize) -> bool {
        if behind == 0 {
            return true;
        }
        self.begun_anew += 1;
        let none = Kept::new(Box::new(io::empty()));
        let kept = std::mem::replace(&mut self.reader, parser(self.delimiter, none)).into_inner();
        self.reader = parser(self.delimiter, kept.again(behind));
        self.line = line + 1;
        self.begun_anew <= MOST_SLIPS
    }

    fn stopped(&mut self, error: &::csv::Error) -> Failure {
        let start = Source::part(&self.name, "", Extent::FromLine(self.line));
        let place = Place::new(&start, 0..0);
        let why = match error.kind() {
            ::csv::ErrorKind::Io(error) if error.get_ref().is_some_and(|e| e.is::<TooLong>()) => {
                too_long(place)
            }
            ::csv::ErrorKind::Io(error) => source::unreadable(&self.name, error).at(place),
            _ => Diagnostic::error("bang-sai-loai", "chỗ này không đúng cú pháp CSV")
                .at(place)
                .help("mở bảng bằng Excel rồi lưu lại thành “CSV UTF-8”"),
        };
        Failure {
            line: self.line,
            why: why.into(),
            fatal: true,
        }
    }

    fn not_utf8(&self, raw: &[u8], line: usize, offset: usize) -> Diagnostic {
        // Lossy text is the same up to the first bad byte.
        let text = String::from_utf8_lossy(raw);
        let source = Source::part(&self.name, text, Extent::FromLine(line));
        let mark = '\u{fffd}'.len_utf8();
        Diagnostic::error("khong-phai-utf8", "bảng không phải là văn bản mã UTF-8")
            .at(Place::new(&source, offset..offset + mark))
            .help("mở bảng bằng Excel, chọn “Lưu thành” (Save as), kiểu “CSV UTF-8 (Comma delimited)”")
    }
}

fn too_long(place: Place) -> Diagnostic {
    grid::too_long(
        place,
        "kiểm tra dấu ngoặc kép \"…\" mở và đóng; mỗi hàng là một dòng ngắn",
    )
}

/// A quote that stands where none may; places in the text of the record.
#[derive(Debug, PartialEq, Eq)]
enum Slip {
    /// A field is opened and never closed.
    Unclosed { open: usize },
    /// Text behind the quote that closes a field.
    Behind { open: usize, close: usize },
    /// A quote in the middle of a field.
    Inside { at: usize },
}

impl Slip {
    fn told(&self, source: &std::sync::Arc<Source>) -> Diagnostic {
        let quote = |at: usize| Place::new(source, at..at + 1);
        let error = |message| Diagnostic::error("ngoac-kep", message);
        const DOUBLE: &str =
            "dấu ngoặc kép nằm trong nội dung thì đặt cả ô trong \"…\" và viết dấu ấy hai lần \"\"";
        match self {
            Self::Unclosed { open } => error("dấu ngoặc kép mở và đóng không khớp nhau ở hàng này")
                .at(quote(*open))
                .help(format!("thêm dấu ngoặc kép đóng; {DOUBLE}")),
            Self::Behind { open, close } => {
                error("dấu ngoặc kép mở ô này đóng lại trước khi hết ô: sau dấu đóng còn chữ")
                    .at(quote(*open))
                    .related(quote(*close), "dấu đóng ở đây")
                    .help(format!(
                        "thêm dấu ngoặc kép đóng còn thiếu ở cuối ô; {DOUBLE}"
                    ))
            }
            Self::Inside { at } => error("dấu ngoặc kép ở giữa ô").at(quote(*at)).help(DOUBLE),
        }
    }
}

/// Where each field stands in the text of a record, without its quotes.
fn ranges(text: &str, delimiter: u8) -> std::result::Result<Vec<Range<usize>>, Slip> {
    let bytes = text.as_bytes();
    let mut all = Vec::new();
    let mut at = 0;
    loop {
        let start = at;
        let mut inside = None;
        if bytes.get(at) == Some(&b'"') {
            at += 1;
            loop {
                let quote = bytes[at..].iter().position(|b| *b == b'"');
                at += quote.ok_or(Slip::Unclosed { open: start })?;
                if bytes.get(at + 1) != Some(&b'"') {
                    break;
                }
                at += 2;
            }
            inside = Some(start + 1..at);
        }
        let end = bytes[at..].iter().position(|b| *b == delimiter);
        let stop = end.map_or(bytes.len(), |i| at + i);
        match inside {
            Some(_) if stop > at + 1 => {
                return Err(Slip::Behind {
                    open: start,
                    close: at,
                });
            }
            Some(inside) => all.push(inside),
            None => match text[start..stop].find('"') {
                Some(quote) => return Err(Slip::Inside { at: start + quote }),
                None => all.push(start..stop),
            },
        }
        if end.is_none() {
            return Ok(all);
        }
        at = stop + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{data::DataFile, rows::RowWords};

    #[test]
    fn fields_are_found_as_the_parser_finds_them() {
        for text in ["a;b;c", "\"a;b\";c", "\"a\"\"b\";;\"\"", "", ";"] {
            let mut reader = ::csv::ReaderBuilder::new()
                .has_headers(false)
                .delimiter(b';')
                .from_reader(text.as_bytes());
            let mut record = ::csv::StringRecord::new();
            if !reader.read_record(&mut record).unwrap() {
                continue;
            }
            let ranges = ranges(text, b';').unwrap();
            assert_eq!(ranges.len(), record.len(), "{text}");
            for (range, field) in ranges.iter().zip(&record) {
                let raw = text[range.clone()].replace("\"\"", "\"");
                assert!(field.starts_with(&raw), "{text}: {raw} {field}");
            }
        }
        for (text, slip) in [
            ("a;\"b", Slip::Unclosed { open: 2 }),
            ("a;\"b\"c;d", Slip::Behind { open: 2, close: 4 }),
            ("a;\"b\" ;d", Slip::Behind { open: 2, close: 4 }),
            ("a;b\"c;d", Slip::Inside { at: 3 }),
            ("a; \"b\";d", Slip::Inside { at: 3 }),
        ] {
            assert_eq!(ranges(text, b';'), Err(slip), "{text}");
        }
    }

    #[test]
    fn the_delimiter_is_that_of_the_header_line() {
        let words = RowWords::builtin().unwrap();
        let found = |head: &str| {
            let (mark, skipped) = delimiter(head.as_bytes(), &Options::plain(&words));
            (mark as char, skipped)
        };
        assert_eq!(found("a;b;c\n1,5;2,5;3"), (';', 0));
        assert_eq!(found("a,b\n"), (',', 0));
        assert_eq!(found("a\tb, c\td"), ('\t', 0));
        assert_eq!(found("\"a,b\";c"), (';', 0));
        assert_eq!(found("\n\n;;\na,b"), (',', 0));
        assert_eq!(found("ten\nKhóm 1"), (';', 0));
        assert_eq!(found("sep=|\r\na|b"), ('|', 7));
    }
}
