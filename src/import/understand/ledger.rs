//! The ledger of words: every word of the document is taken, printed by the program, or told.

use super::{
    Appendix, Cell, Own, Part, Said, Signatory,
    lines::{Line, plain},
};
use crate::import::flat::{Block, Flat, Paragraph, Piece};
use std::collections::BTreeMap;

/// Why something is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Why {
    /// The program prints it itself.
    Printed,
    /// Nothing is known of where it belongs.
    Unplaced,
    /// It was read as something, which may be wrong.
    Unsure,
    /// Nothing was found where something must stand.
    Missing,
    Drawing,
    Equation,
    Embedded,
    Converted,
    Header,
    Hidden,
    Comment,
    /// A note's mark stood where no note can be.
    Note,
    /// A picture of a sort that the program does not take.
    Picture,
    /// Signs that no font has.
    Sign,
    /// A table without a word.
    BlankTable,
    /// It is of another document in the same file.
    OtherDocument,
}

impl Why {
    /// The code, for programs.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Printed => "tu-in",
            Self::Unplaced => "khong-lay",
            Self::Unsure => "chua-chac",
            Self::Missing => "thieu",
            Self::Drawing => "hinh-ve",
            Self::Equation => "cong-thuc",
            Self::Embedded => "doi-tuong-nhung",
            Self::Converted => "doi-bang-ma",
            Self::Header => "dau-chan-trang",
            Self::Hidden => "chu-an",
            Self::Comment => "nhan-xet",
            Self::Note => "chu-thich",
            Self::Picture => "anh",
            Self::Sign => "ky-tu",
            Self::BlankTable => "bang-trong",
            Self::OtherDocument => "van-ban-khac",
        }
    }

    /// What a clerk is told.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::Printed => "vanban tự in phần này",
            Self::Unplaced => "không biết phần này thuộc mục nào nên không lấy",
            Self::Unsure => "đã lấy nhưng chưa chắc, cần xem lại",
            Self::Missing => "không tìm thấy, đã để dấu “…” để điền",
            Self::Drawing => "hình vẽ không lấy được",
            Self::Equation => "công thức không lấy được",
            Self::Embedded => "đối tượng nhúng không lấy được",
            Self::Converted => "chữ ở bảng mã cũ đã được đổi sang Unicode, cần đọc lại",
            Self::Header => "chữ ở đầu trang, chân trang không lấy",
            Self::Hidden => "chữ bị ẩn không lấy",
            Self::Comment => "nhận xét của Word",
            Self::Note => "chú thích ở chỗ không ghi chú thích được nên không lấy",
            Self::Picture => "ảnh không phải PNG hay JPEG nên không lấy",
            Self::Sign => "ký tự không có trong phông chữ nên không lấy",
            Self::BlankTable => "bảng không có chữ nào nên không lấy",
            Self::OtherDocument => {
                "trong tệp còn một văn bản khác: tách thành tệp riêng rồi nhập riêng"
            }
        }
    }

    /// Whether the words told are not in what was made.
    pub(crate) fn is_left_out(self) -> bool {
        !matches!(self, Self::Unsure | Self::Missing | Self::Converted)
    }
}

/// What is told of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    /// The number of the paragraph in the file, from 1; 0 where it is of none.
    pub(crate) at: usize,
    pub(crate) text: String,
    pub(crate) why: Why,
    /// It is no word of the paragraphs themselves: a comment, a header.
    pub(crate) beside: bool,
}

#[derive(Debug, Default)]
pub(super) struct Ledger {
    told: Vec<Told>,
}

impl Ledger {
    pub(super) fn tell(&mut self, at: usize, text: &str, why: Why) {
        self.push(at, text, why, false);
    }

    pub(super) fn tell_beside(&mut self, at: usize, text: &str, why: Why) {
        self.push(at, text, why, true);
    }

    fn push(&mut self, at: usize, text: &str, why: Why, beside: bool) {
        let text: Vec<&str> = text.split_whitespace().collect();
        self.told.push(Told {
            at,
            text: text.join(" "),
            why,
            beside,
        });
    }

    /// What is told, with every word that is neither taken nor told yet.
    pub(super) fn finish(mut self, flat: &Flat, said: &Said) -> Vec<Told> {
        let mut balance: BTreeMap<String, i64> = BTreeMap::new();
        for word in words_said(said) {
            *balance.entry(word).or_default() += 1;
        }
        for told in &self.told {
            if told.why.is_left_out() && !told.beside {
                for word in words_of(&told.text) {
                    *balance.entry(word).or_default() += 1;
                }
            }
        }
        // What is left over is told at the last paragraphs that have it: those before used it up.
        let mut missing: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for (at, text) in texts_of(flat) {
            for word in words_of(&text) {
                let left = balance.entry(word.clone()).or_default();
                *left -= 1;
                if *left < 0 {
                    missing.entry(at).or_default().push(word);
                }
            }
        }
        for (at, words) in missing {
            self.tell(at, &words.join(" "), Why::Unplaced);
        }
        self.told.sort_by_key(|told| told.at);
        self.told
    }
}

/// The words of a text: what stands between signs and blanks.
pub(crate) fn words_of(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The texts of all paragraphs with their numbers, labels too; then those of notes.
pub(crate) fn texts_of(flat: &Flat) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    let mut open = vec![flat.blocks.iter()];
    while let Some(blocks) = open.last_mut() {
        let Some(block) = blocks.next() else {
            open.pop();
            continue;
        };
        match block {
            Block::Paragraph(paragraph) => out.push(text_of(paragraph)),
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                let mut inner: Vec<_> = cells.map(|cell| cell.blocks.iter()).collect();
                inner.reverse();
                open.extend(inner);
            }
            Block::Section(_) => {}
        }
    }
    out.extend(flat.notes.iter().flatten().map(text_of));
    out
}

fn text_of(paragraph: &Paragraph) -> (usize, String) {
    let label = paragraph.label.iter().map(|label| label.text.as_str());
    let mut text: String = label.chain([" "]).collect();
    for piece in &paragraph.pieces {
        match piece {
            Piece::Text(run) => text.push_str(&run.text.replace('\u{ad}', "")),
            Piece::Tab | Piece::Leader | Piece::Line | Piece::Page => text.push(' '),
            Piece::Note(_) | Piece::Picture(_) => {}
        }
    }
    (paragraph.at, text)
}

/// The words of what was taken.
pub(crate) fn words_said(said: &Said) -> Vec<String> {
    let mut out = Texts(Vec::new());
    out.said(said);
    let words = out.0.iter().flat_map(|text| words_of(text));
    words.collect()
}

struct Texts(Vec<String>);

impl Texts {
    fn all<'t>(&mut self, texts: impl IntoIterator<Item = &'t String>) {
        self.0.extend(texts.into_iter().cloned());
    }

    fn line(&mut self, line: &Line) {
        self.0.push(plain(line));
    }

    fn said(&mut self, said: &Said) {
        let Said {
            agencies,
            number,
            symbol,
            others,
            place,
            date,
            secrecy: _,
            urgency: _,
            deadline,
            circulation,
            draft,
            kind: _,
            subject,
            addressees,
            authority,
            bases,
            own,
            body,
            closing,
            attached,
            appendices,
            notes,
        } = said;
        for agency in agencies {
            self.all(agency.superior.iter().chain(&agency.name));
        }
        let date = date
            .iter()
            .flat_map(|date| [&date.day, &date.month, &date.year]);
        self.all(
            [number, symbol, place, deadline, circulation]
                .into_iter()
                .chain(date)
                .flatten(),
        );
        for (number, symbol) in others {
            self.all(number.iter().chain([symbol]));
        }
        self.all(draft.iter().flatten());
        self.all(
            [subject, addressees, authority, bases]
                .into_iter()
                .flatten(),
        );
        for (_, own) in own {
            match own {
                Own::Text(text) => self.0.push(text.clone()),
                Own::Lines(lines) => self.all(lines),
                Own::Groups(groups) => self.all(groups.iter().flatten().map(|(_, text)| text)),
            }
        }
        self.parts(body);
        self.all(&closing.recipients);
        self.all(
            [&closing.archive, &closing.drafter, &closing.copies]
                .into_iter()
                .flatten(),
        );
        for signatory in &closing.signatories {
            let Signatory {
                party,
                capacity,
                title,
                office,
                name,
            } = signatory;
            self.all(
                [party, capacity, title, office]
                    .into_iter()
                    .flatten()
                    .chain(name),
            );
        }
        for attached in attached {
            self.all(attached.subject.iter().chain(&attached.words));
            self.parts(&attached.body);
            attached
                .appendices
                .iter()
                .for_each(|appendix| self.appendix(appendix));
        }
        appendices
            .iter()
            .for_each(|appendix| self.appendix(appendix));
        notes.iter().flatten().for_each(|line| self.line(line));
    }

    fn appendix(&mut self, appendix: &Appendix) {
        self.all(
            appendix
                .label
                .iter()
                .chain(&appendix.title)
                .chain(&appendix.form_title),
        );
        self.parts(&appendix.body);
    }

    fn parts(&mut self, parts: &[Part]) {
        for part in parts {
            match part {
                Part::Heading { lines, .. } | Part::Quote(lines) => {
                    lines.iter().for_each(|line| self.line(line))
                }
                Part::Paragraph { line, .. } => self.line(line),
                Part::Item { mark, line, .. } => {
                    self.0.push(mark.clone());
                    self.line(line);
                }
                Part::Table(table) => {
                    for cell in table.rows.iter().flatten() {
                        if let Cell::Text(lines) = cell {
                            lines.iter().for_each(|line| self.line(line));
                        }
                    }
                }
                Part::Picture { caption, .. } => self.all(caption),
                Part::PageBreak | Part::Turned { .. } => {}
            }
        }
    }
}
