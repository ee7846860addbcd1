//! The agency in the opening and closing formulas against the letterhead.

use super::cursor::Cursor;
use crate::check::lists::Pairs;
use crate::check::reading::Passage;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NQ002",
        level: Severity::Error,
        about: "Cơ quan trong câu mở đầu, câu kết khác với cơ quan ban hành ở đầu văn bản",
        clause: None,
    },
    name: "co-quan-khac",
    explanation: "Câu mở đầu (“UBND phường … báo cáo … như sau:”), thẩm quyền ban hành và câu kết (“Trên đây là … của UBND phường \
        …./.”) nói về chính cơ quan ban hành, nên phải cùng tên với đầu văn bản. Khác tên thường do dùng lại văn bản của nơi khác. \
        Cơ quan khác được nhắc ở những chỗ khác của văn bản không xét.",
    bad: "ỦY BAN NHÂN DÂN PHƯỜNG AN PHÚ … Trên đây là báo cáo công tác năm của UBND phường Bình An./.",
    good: "ỦY BAN NHÂN DÂN PHƯỜNG AN PHÚ … Trên đây là báo cáo công tác năm của UBND phường An Phú./.",
    check,
};

/// Agencies that every unit of administration has, with their abbreviations.
static AGENCIES: Pairs = Pairs::new(include_str!("../../../../templates/check/agencies.txt"));

/// Words of units of administration, and how they are abbreviated.
const UNITS: [(&str, &str); 12] = [
    ("thành phố", "thành phố"),
    ("thị trấn", "thị trấn"),
    ("thị xã", "thị xã"),
    ("đặc khu", "đặc khu"),
    ("phường", "phường"),
    ("huyện", "huyện"),
    ("quận", "quận"),
    ("tỉnh", "tỉnh"),
    ("xã", "xã"),
    ("tp", "thành phố"),
    ("tx", "thị xã"),
    ("tt", "thị trấn"),
];

/// Offices of one subject matter: the words behind them are their name.
const OFFICES: [&str; 9] = [
    "sở",
    "phòng",
    "chi cục",
    "cục",
    "trung tâm",
    "công an",
    "thanh tra",
    "văn phòng",
    "trường",
];

/// What an agency does in the first person in such formulas.
const VERBS: [&str; 16] = [
    "báo cáo",
    "xây dựng",
    "ban hành",
    "trình",
    "thông báo",
    "hướng dẫn",
    "có ý kiến",
    "trả lời",
    "đề nghị",
    "yêu cầu",
    "tổng hợp",
    "đề ra",
    "triển khai",
    "phúc đáp",
    "kiến nghị",
    "quyết định",
];

/// An agency as a text names it.
#[derive(Debug)]
struct Agency {
    /// `ủy ban nhân dân`, `sở`.
    kind: String,
    /// `phường`; none for offices.
    unit: Option<&'static str>,
    /// The words of its name, folded; may be none.
    name: Vec<String>,
    /// A number among the tokens: one past its last.
    end: usize,
}

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let own = own(reading);
    if own.is_empty() {
        return;
    }
    let lines: Vec<&str> = reading
        .component("agency")
        .filter(|line| line.part == 0)
        .map(|line| line.text.trim())
        .collect();
    let look = Look {
        own: &own,
        shown: lines.join(" "),
        letterhead: reading.component("agency").find(|line| line.part == 0),
    };
    for authority in reading.component("authority").filter(|p| p.part == 0) {
        look.authority(authority, found);
    }
    let prose = || reading.prose().filter(|passage| passage.part == 0);
    for passage in prose().take(8) {
        if opens(&passage.lower) {
            look.subjects(passage, found);
        }
    }
    for passage in prose() {
        if passage.lower.trim_start().starts_with("trên đây là") {
            look.closing(passage, found);
        }
    }
}

/// Tells whether a paragraph announces all that follows.
fn opens(lower: &str) -> bool {
    let lower = lower.trim_end();
    let Some(lower) = lower.strip_suffix([':', '.']) else {
        return false;
    };
    let ends = ["như sau", "sau đây", "sau", "dưới đây"];
    ends.iter().any(|end| lower.ends_with(end))
}

/// The agencies that issue the document.
fn own(reading: &Reading<'_>) -> Vec<Agency> {
    let joint = reading.content.joint.iter();
    let joint = joint.map(|other| other.agency.as_slice());
    let all = std::iter::once(reading.content.agency.as_slice()).chain(joint);
    let read = |lines: &[crate::yaml::Text]| {
        let lines: Vec<&str> = lines.iter().map(|line| line.text.trim()).collect();
        named(&lines.join(" "))
    };
    all.filter_map(read).collect()
}

/// The agency that a line in capitals names.
fn named(line: &str) -> Option<Agency> {
    let lower: String = line.nfc().collect::<String>().to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let joined = words.join(" ");
    let begins = |name: &str| {
        let rest = joined.strip_prefix(name)?;
        (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim_start().to_owned())
    };
    let all = AGENCIES.all().iter().rev();
    let agency = all
        .filter_map(|(short, full)| Some((begins(short)?, *full)))
        .min_by_key(|(rest, _)| rest.len());
    if let Some((rest, kind)) = agency {
        let mut units = UNITS.iter();
        let (unit, name) = units.find_map(|(word, unit)| {
            let rest = rest.strip_prefix(word)?;
            rest.strip_prefix(['.', ' ']).map(|name| (*unit, name))
        })?;
        return Some(Agency {
            kind: kind.to_owned(),
            unit: Some(unit),
            name: name.split_whitespace().map(fold).collect(),
            end: 0,
        });
    }
    let mut offices = OFFICES.iter();
    let (office, rest) = offices.find_map(|office| Some((*office, begins(office)?)))?;
    let name: Vec<String> = rest.split_whitespace().map(fold).collect();
    (!name.is_empty()).then(|| Agency {
        kind: office.to_owned(),
        unit: None,
        name,
        end: 0,
    })
}

/// A word in small letters with its tone behind it, so that `hoà` is `hòa`; a number without zeros in front.
fn fold(word: &str) -> String {
    let digits = word.trim_matches(|c: char| !c.is_alphanumeric());
    if digits.chars().all(|c| c.is_ascii_digit()) {
        return digits.trim_start_matches('0').to_owned();
    }
    let is_tone = |c: &char| matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
    let lower = digits.to_lowercase();
    let mut folded: String = lower.nfd().filter(|c| !is_tone(c)).collect();
    folded.extend(lower.nfd().find(is_tone));
    folded
}

/// How an agency that a text names stands to those that issue the document.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Own,
    Other,
    Unsure,
}

struct Look<'l, 'a> {
    own: &'l [Agency],
    shown: String,
    letterhead: Option<&'l Passage<'a>>,
}

impl Look<'_, '_> {
    /// The line that tells who decides.
    fn authority(&self, passage: &Passage<'_>, found: &mut Findings) {
        let text = passage.text.trim();
        let line = ["CHỦ TỊCH ", "GIÁM ĐỐC ", "TRƯỞNG "];
        let line = line.iter().find_map(|office| text.strip_prefix(office));
        let Some(agency) = named(line.unwrap_or(text)) else {
            return;
        };
        if self.verdict(&agency) == Verdict::Other {
            self.tell(passage, 0..passage.text.len(), found);
        }
    }

    /// Agencies that are the subject of what a paragraph announces.
    fn subjects(&self, passage: &Passage<'_>, found: &mut Findings) {
        let cursor = Cursor { passage };
        let mut last = None;
        for at in 0..passage.tokens.len() {
            if !cursor.is_word(at) || passage.is_quoted(cursor.start(at)) {
                continue;
            }
            let before = cursor.before(at).map_or("", |before| cursor.small(before));
            if !matches!(before, "" | "," | ";" | "." | ")") && at > 0 {
                continue;
            }
            let Some(agency) = self.agency(cursor, at) else {
                continue;
            };
            if acts(cursor, agency.end) {
                last = Some((at, agency));
            }
        }
        let Some((at, agency)) = last else {
            return;
        };
        let range = cursor.range(at, agency.end);
        // What an act did that is cited behind is no act of this document.
        let cites = passage
            .symbols
            .iter()
            .any(|symbol| symbol.start > range.end);
        match self.verdict(&agency) {
            Verdict::Own => {}
            Verdict::Other if !cites => self.tell(passage, range, found),
            _ => found.unsure(
                RULE.unsure("cơ quan này có thể không phải là cơ quan ban hành")
                    .at(passage.place(&range)),
            ),
        }
    }

    /// `Trên đây là … của UBND …./.`, `Trên đây là …, UBND … báo cáo …./.`
    fn closing(&self, passage: &Passage<'_>, found: &mut Findings) {
        let cursor = Cursor { passage };
        for at in 0..passage.tokens.len() {
            let is_of = match cursor.small(at) {
                "của" => true,
                "," => false,
                _ => continue,
            };
            let from = cursor.skip(at + 1);
            let Some(agency) = self.agency(cursor, from) else {
                continue;
            };
            if passage.is_quoted(cursor.start(from)) {
                continue;
            }
            let next = cursor.skip(agency.end);
            let ends = matches!(cursor.text(next), "." | "," | ";" | "");
            let is_ours = if is_of {
                ends && !told_by(cursor, at)
            } else {
                acts(cursor, agency.end)
            };
            if !is_ours {
                continue;
            }
            let range = cursor.range(from, agency.end);
            match self.verdict(&agency) {
                Verdict::Own => {}
                Verdict::Other => self.tell(passage, range, found),
                Verdict::Unsure => found.unsure(
                    RULE.unsure("cơ quan này có thể không phải là cơ quan ban hành")
                        .at(passage.place(&range)),
                ),
            }
        }
    }

    fn tell(&self, passage: &Passage<'_>, range: Range<usize>, found: &mut Findings) {
        let Some(letterhead) = self.letterhead else {
            return;
        };
        let message = format!(
            "“{}” không phải là cơ quan ban hành ghi ở đầu văn bản: “{}”",
            passage.slice(&range).trim(),
            self.shown
        );
        let mut finding = RULE
            .finding(message)
            .at(passage.place(&range))
            .help("sửa tên cơ quan cho khớp với đầu văn bản");
        if let Some(place) = letterhead.whole() {
            finding = finding.related(place, "cơ quan ban hành ở đầu văn bản");
        }
        found.add(finding);
    }

    fn verdict(&self, agency: &Agency) -> Verdict {
        let mut verdict = Verdict::Unsure;
        for own in self.own {
            match own.compare(agency) {
                Verdict::Own => return Verdict::Own,
                Verdict::Other => verdict = Verdict::Other,
                Verdict::Unsure => {}
            }
        }
        verdict
    }

    /// The agency that is named from a token on.
    fn agency(&self, cursor: Cursor<'_, '_>, at: usize) -> Option<Agency> {
        let kinds = AGENCIES.all().iter().rev();
        let mut kinds = kinds.filter_map(|(short, full)| Some((cursor.words(at, short)?, *full)));
        if let Some((next, kind)) = kinds.next() {
            let mut next = cursor.skip(next);
            if let Some(behind) = cursor.words(next, "việt nam") {
                next = cursor.skip(behind);
            }
            let mut units = UNITS.iter();
            let (unit, end) =
                units.find_map(|(word, unit)| Some((*unit, cursor.words(next, word)?)))?;
            let (name, end) = name(cursor, end);
            return Some(Agency {
                kind: kind.to_owned(),
                unit: Some(unit),
                name,
                end,
            });
        }
        if !cursor.is_capital(at) {
            return None;
        }
        let mut offices = OFFICES.iter();
        let (office, next) =
            offices.find_map(|office| Some((*office, cursor.words(at, office)?)))?;
        let own = self.own.iter().find(|own| own.kind == office)?;
        let (name, end) = office_name(cursor, next, own);
        Some(Agency {
            kind: office.to_owned(),
            unit: None,
            name,
            end,
        })
    }
}

impl Agency {
    /// How another stands to this one, which issues the document.
    fn compare(&self, other: &Self) -> Verdict {
        if self.kind != other.kind {
            return Verdict::Unsure;
        }
        if self.unit != other.unit {
            return Verdict::Other;
        }
        let both = self.name.iter().zip(&other.name);
        if both.into_iter().all(|(one, other)| one == other) {
            Verdict::Own
        } else {
            Verdict::Other
        }
    }
}

/// The capital words and numbers of a name from a token on.
fn name(cursor: Cursor<'_, '_>, from: usize) -> (Vec<String>, usize) {
    let mut words = Vec::new();
    let mut end = from;
    // `TP. Trà Vinh`
    let mut next = cursor.skip(end + usize::from(cursor.text(end) == "."));
    while words.len() < 6 {
        let number = cursor.text(next).chars().all(|c| c.is_ascii_digit());
        let number = number && !cursor.text(next).is_empty() && words.is_empty();
        if !cursor.is_capital(next) && !number {
            break;
        }
        words.push(fold(cursor.text(next)));
        end = next + 1;
        next = cursor.skip(end);
        // `Bà Rịa - Vũng Tàu`
        if cursor.text(next) == "-" && cursor.is_capital(cursor.skip(next + 1)) {
            words.push(String::new());
            next = cursor.skip(next + 1);
        }
    }
    (words, end)
}

/// The name of an office: as far as it is our own, and the first capital word that is not.
fn office_name(cursor: Cursor<'_, '_>, from: usize, own: &Agency) -> (Vec<String>, usize) {
    let mut words = Vec::new();
    let mut end = from;
    for wanted in &own.name {
        let next = cursor.skip(end);
        let word = fold(cursor.text(next));
        let is_own = word == *wanted;
        if !is_own && !cursor.is_capital(next) {
            break;
        }
        words.push(word);
        end = next + 1;
        if !is_own {
            return (words, rest_of_name(cursor, end));
        }
    }
    (words, end)
}

/// Where the name of another office ends: before a sign or what the office does.
fn rest_of_name(cursor: Cursor<'_, '_>, from: usize) -> usize {
    let mut end = from;
    for _ in 0..10 {
        let next = cursor.skip(end);
        if !cursor.is_word(next) || acts(cursor, end) {
            break;
        }
        end = next + 1;
    }
    end
}

/// Tells whether one of the verbs of such formulas follows.
fn acts(cursor: Cursor<'_, '_>, at: usize) -> bool {
    let mut at = cursor.skip(at);
    for _ in 0..2 {
        if matches!(cursor.small(at), "kính" | "xin" | "trân" | "trọng") {
            at = cursor.skip(at + 1);
        }
    }
    VERBS.iter().any(|verb| cursor.words(at, verb).is_some())
}

/// Tells whether `của` is said of what another agency said or did: `theo chỉ đạo của`, `Kế hoạch số 5/KH-UBND của`.
fn told_by(cursor: Cursor<'_, '_>, of: usize) -> bool {
    let words = [
        "đạo", "nghị", "cầu", "kiến", "dẫn", "công", "theo", "lệnh", "luận", "trình", "báo",
    ];
    let from = of.saturating_sub(16);
    let near = cursor.range(from, of);
    let cites = cursor
        .passage
        .symbols
        .iter()
        .any(|symbol| symbol.start >= near.start && symbol.end <= near.end);
    let by = (from..of).any(|at| cursor.small(at) == "theo");
    let before = cursor.before(of).map_or("", |before| cursor.small(before));
    let heard = words.contains(&before) && by;
    cites || heard || matches!(before, "đạo" | "kiến" | "luận" | "cầu")
}
