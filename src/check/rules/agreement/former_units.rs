//! Units of administration that there are no more since 1 July 2025.

use super::cursor::Cursor;
use crate::check::lists::{List, Pairs};
use crate::check::reading::{Date, DatePart, Passage, Role, TokenKind};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use std::collections::HashMap;
use std::ops::Range;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NQ005",
        level: Severity::Warning,
        about: "Đơn vị hành chính không còn từ ngày 01 tháng 7 năm 2025",
        clause: Some("Nghị quyết 202/2025/QH15; Luật Tổ chức chính quyền địa phương 72/2025/QH15"),
    },
    name: "don-vi-khong-con",
    explanation: "Từ ngày 01 tháng 7 năm 2025 không còn cấp huyện (huyện, quận, thị xã, thành phố thuộc tỉnh), không còn thị trấn, và \
        29 tỉnh đã hợp nhất vào tỉnh khác. Văn bản sau ngày đó mà gọi tên đơn vị cũ như còn hoạt động là dùng lại văn bản trước. \
        Không xét chỗ nói về quá khứ (cũ, trước đây, trước khi sáp nhập), văn bản được dẫn có ngày cũ, trích dẫn trong ngoặc kép, \
        tên riêng (chợ Huyện, Bệnh viện Đa khoa huyện …).",
    bad: "Ngày 20 tháng 8 năm 2025: Ủy ban nhân dân huyện Sông Đào chịu trách nhiệm kiểm tra.",
    good: "Ngày 20 tháng 8 năm 2025: Ủy ban nhân dân xã Sông Đào chịu trách nhiệm kiểm tra.",
    check,
};

static CITIES: List = List::new(include_str!(
    "../../../../templates/check/former-cities.txt"
));
static PROVINCES: Pairs = Pairs::new(include_str!(
    "../../../../templates/check/former-provinces.txt"
));

/// What a sentence has that speaks of what was, or of another country.
const PAST: [&str; 38] = [
    "cũ",
    "trước đây",
    "trước kia",
    "trước khi",
    "trước sắp xếp",
    "nguyên chủ tịch",
    "nguyên phó",
    "nguyên bí thư",
    "nguyên trưởng",
    "sáp nhập",
    "hợp nhất",
    "sắp xếp",
    "chia tách",
    "giải thể",
    "đổi tên",
    "quê quán",
    "sinh năm",
    "sinh ngày",
    "lịch sử",
    "thời kỳ",
    "tiền thân",
    "địa giới",
    "kết thúc hoạt động",
    "dừng hoạt động",
    "chấm dứt hoạt động",
    "được nhập",
    "không tổ chức",
    "không còn",
    "bỏ cấp",
    "chuyển giao",
    "phân định",
    "kế thừa",
    "trung quốc",
    "hàn quốc",
    "nhật bản",
    "lào",
    "campuchia",
    "thái lan",
];

/// Heads of names that live on with the old unit in them.
const NAMES: [&str; 27] = [
    "trường",
    "bệnh viện",
    "thư viện",
    "học viện",
    "trung tâm",
    "công ty",
    "hội",
    "hiệp hội",
    "quỹ",
    "chợ",
    "đường",
    "cầu",
    "nhà máy",
    "công nghiệp",
    "bến",
    "cảng",
    "ga",
    "đập",
    "đài",
    "nghĩa trang",
    "chùa",
    "đình",
    "đền",
    "giải",
    "kho bạc",
    "điện lực",
    "trạm",
];

/// How many further places of a unit are shown.
const MOST: usize = 20;

/// A unit that a text names.
struct Unit {
    range: Range<usize>,
    /// Its name in small letters with the word for it, as the lists have it.
    key: String,
    /// What took the place of a province.
    now: Option<&'static str>,
    /// One past its last token.
    end: usize,
    /// What is said of it was before, or it is part of a name.
    is_past: bool,
}

fn check(reading: &Reading<'_>, found: &mut Findings) {
    if !is_after(reading) {
        return;
    }
    let mut met: HashMap<String, Vec<(usize, Unit)>> = HashMap::new();
    let mut order = Vec::new();
    for (index, passage) in reading.passages.iter().enumerate() {
        if !looks(passage) {
            continue;
        }
        for unit in units(passage) {
            let all = met.entry(unit.key.clone()).or_insert_with(|| {
                order.push(unit.key.clone());
                Vec::new()
            });
            all.push((index, unit));
        }
    }
    for key in order {
        let Some(all) = met.remove(&key) else {
            continue;
        };
        let (past, now): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, unit)| unit.is_past);
        match (now.as_slice(), past.first()) {
            ([(index, unit), more @ ..], _) => tell(reading, *index, unit, more, found),
            ([], Some((index, unit))) => {
                let passage = reading.passages.get(*index);
                let reason = "đơn vị cũ, nhắc như chuyện đã qua hoặc trong một tên riêng";
                found.unsure(
                    RULE.unsure(reason)
                        .at(passage.and_then(|p| p.place(&unit.range))),
                );
            }
            ([], None) => {}
        }
    }
}

/// The units that a passage names. One that it calls old once is old wherever it names it.
fn units(passage: &Passage<'_>) -> Vec<Unit> {
    let cursor = Cursor { passage };
    let mut units: Vec<Unit> = Vec::new();
    for at in 0..passage.tokens.len() {
        if let Some(mut unit) = unit(cursor, at) {
            unit.is_past = speaks_of_past(cursor, at, unit.end);
            units.push(unit);
        }
    }
    for at in 0..units.len() {
        if is_called_old(cursor, units[at].end) {
            let key = units[at].key.clone();
            let same = units.iter_mut().filter(|unit| unit.key == key);
            same.for_each(|unit| unit.is_past = true);
        }
    }
    units
}

/// Tells whether the document is of July 2025 or later.
fn is_after(reading: &Reading<'_>) -> bool {
    let date = reading.content.date.as_ref();
    date.is_some_and(|date| (date.year, date.month.unwrap_or(0)) >= (2025, 7))
}

fn looks(passage: &Passage<'_>) -> bool {
    let component = ["superior", "agency", "subject", "addressees", "authority"];
    passage.role.is_prose()
        || passage.role.is_heading()
        || matches!(passage.role, Role::Cell { .. } | Role::Recipient)
        || component.iter().any(|name| passage.is(name))
}

/// The unit that is named from a token on.
fn unit(cursor: Cursor<'_, '_>, at: usize) -> Option<Unit> {
    if !cursor.is_word(at) {
        return None;
    }
    let (word, next) = match cursor.small(at) {
        "huyện" => ("huyện", at + 1),
        "quận" => ("quận", at + 1),
        "tỉnh" => ("tỉnh", at + 1),
        "thị" => ["thị xã", "thị trấn"]
            .into_iter()
            .find_map(|word| Some((word, cursor.words(at, word)?)))?,
        "thành" => ("thành phố", cursor.words(at, "thành phố")?),
        "tp" => ("thành phố", at + 1),
        _ => return None,
    };
    let start = cursor.start(at);
    if cursor.passage.is_quoted(start) || cursor.passage.is_symbol(start) {
        return None;
    }
    let next = cursor.skip(next + usize::from(word == "thành phố" && cursor.text(next) == "."));
    let named = name(cursor, word, next);
    let Some((name, end, now)) = named else {
        return of_a_kind(cursor, word, (at, next));
    };
    Some(Unit {
        range: cursor.range(at, end),
        key: format!("{word} {name}"),
        now,
        end,
        is_past: false,
    })
}

/// A sort of units that there is no more, no name behind it: `Ủy ban nhân dân huyện`, `xã, phường, thị trấn`.
fn of_a_kind(cursor: Cursor<'_, '_>, word: &str, (at, next): (usize, usize)) -> Option<Unit> {
    if matches!(word, "tỉnh" | "thành phố") {
        return None;
    }
    let before = cursor.before(at).map_or("", |before| cursor.small(before));
    if matches!(before, "liên" | "tri" | "chợ" | "đường" | "phố") {
        return None;
    }
    let end = next - usize::from(cursor.kind(next - 1) == Some(TokenKind::Space));
    Some(Unit {
        range: cursor.range(at, end),
        key: word.to_owned(),
        now: None,
        end,
        is_past: false,
    })
}

/// The name behind the word of a unit that there is no more, the token behind it, and what took its place.
fn name(
    cursor: Cursor<'_, '_>,
    word: &str,
    from: usize,
) -> Option<(String, usize, Option<&'static str>)> {
    let number = cursor.kind(from) == Some(TokenKind::Number);
    if number && word == "quận" && cursor.text(from).len() <= 2 {
        return Some((cursor.text(from).to_owned(), from + 1, None));
    }
    if !cursor.is_capital(from) {
        return None;
    }
    let listed = matches!(word, "tỉnh" | "thành phố");
    let mut best = None;
    let mut end = from;
    for _ in 0..6 {
        let capital = cursor.is_capital(end);
        let dash = cursor.text(end) == "-" && cursor.is_capital(cursor.skip(end + 1));
        if !capital && !dash {
            break;
        }
        let name = cursor.phrase(from, end + 1);
        if !listed {
            best = Some((name, end + 1, None));
        } else if word == "tỉnh" {
            if let Some(now) = PROVINCES.get(&plain(name)) {
                best = Some((name, end + 1, Some(now)));
            }
        } else if CITIES.has(&plain(name)) {
            best = Some((name, end + 1, None));
        }
        end = cursor.skip(end + 1);
    }
    let (name, end, now) = best?;
    Some((plain(name), end, now))
}

/// A name as the lists write it: `hoà` as `hòa`.
fn plain(name: &str) -> String {
    let pairs = [
        ("oà", "òa"),
        ("oá", "óa"),
        ("oả", "ỏa"),
        ("oã", "õa"),
        ("oạ", "ọa"),
        ("uỷ", "ủy"),
        ("uý", "úy"),
        ("bắc cạn", "bắc kạn"),
        ("đăk", "đắk"),
        ("kontum", "kon tum"),
    ];
    let mut name = name.to_owned();
    for (other, usual) in pairs {
        if name.contains(other) {
            name = name.replace(other, usual);
        }
    }
    name
}

/// Tells whether `(cũ)` or the like follows.
fn is_called_old(cursor: Cursor<'_, '_>, end: usize) -> bool {
    let open = cursor.skip(end);
    match cursor.small(open) {
        "cũ" => true,
        "(" => (open..open + 8).any(|at| matches!(cursor.small(at), "cũ" | "trước")),
        _ => false,
    }
}

/// Tells whether the sentence around some tokens speaks of the time before, or the unit stands in a name.
fn speaks_of_past(cursor: Cursor<'_, '_>, at: usize, end: usize) -> bool {
    let passage = cursor.passage;
    let ends =
        |at: usize| matches!(cursor.text(at), "." | ";") && cursor.text(at + 1).starts_with(' ');
    let from = (0..at)
        .rev()
        .take(200)
        .find(|at| ends(*at))
        .map_or(0, |at| at + 1);
    let last = passage.tokens.len();
    let to = (end..last).take(200).find(|at| ends(*at)).unwrap_or(last);
    let sentence = cursor.range(from, to);
    let lower = passage.lower.get(sentence.clone()).unwrap_or_default();
    if PAST.iter().any(|word| contains_word(lower, word)) {
        return true;
    }
    let dates = passage.dates().iter();
    let mut dates =
        dates.filter(|date| date.range.start >= sentence.start && date.range.end <= sentence.end);
    let part = |part: &Option<DatePart>| part.as_ref().map(|part| part.value);
    // The day of the change itself tells of it, too.
    let is_past = |date: &Date| {
        let month = (part(&date.year), part(&date.month).unwrap_or(1));
        let change = (month.1, part(&date.day)) == (7, Some(1));
        month
            .0
            .is_some_and(|year| (year, month.1) < (2025, 7) || change && year == 2025)
    };
    if dates.any(is_past) {
        return true;
    }
    // `năm 2024`, `giai đoạn 2021 - 2025`
    let years = (from..to).filter(|at| cursor.kind(*at) == Some(TokenKind::Number));
    let mut years = years.filter_map(|at| cursor.text(at).parse::<u16>().ok());
    if years.any(|year| (1930..2025).contains(&year)) {
        return true;
    }
    stands_in_name(cursor, from, at)
}

/// Tells whether a word stands in a text, whole.
fn contains_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let behind = text
            .get(at + word.len()..)
            .and_then(|text| text.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(char::is_alphanumeric)
    })
}

/// Tells whether the unit stands behind the head of a name, nothing but words between.
fn stands_in_name(cursor: Cursor<'_, '_>, from: usize, at: usize) -> bool {
    let mut back = at;
    for _ in 0..12 {
        let Some(before) = cursor.before(back).filter(|before| *before >= from) else {
            return false;
        };
        if !cursor.is_word(before) {
            return false;
        }
        let word = cursor.small(before);
        // `Ủy ban nhân dân huyện …` is the unit itself.
        if matches!(word, "dân" | "ubnd" | "hđnd" | "của" | "tại" | "ở") {
            return false;
        }
        let two = cursor.before(before).map_or(before, |first| first);
        if NAMES.contains(&word) || NAMES.contains(&cursor.phrase(two, before + 1)) {
            return true;
        }
        back = before;
    }
    false
}

/// Tells of a unit at its first place, with the others.
fn tell(
    reading: &Reading<'_>,
    index: usize,
    unit: &Unit,
    more: &[(usize, Unit)],
    found: &mut Findings,
) {
    let Some(passage) = reading.passages.get(index) else {
        return;
    };
    let name = passage.slice(&unit.range);
    let times = match more.len() {
        0 => String::new(),
        more => format!(" (còn {more} chỗ nữa)"),
    };
    let message = match unit.now {
        Some(now) => format!("“{name}” không còn từ ngày 01/7/2025, nay thuộc {now}{times}"),
        None => format!(
            "“{name}” không còn từ ngày 01/7/2025: không tổ chức cấp huyện, không còn thị trấn{times}"
        ),
    };
    let mut finding = RULE
        .finding(message)
        .at(passage.place(&unit.range))
        .help("ghi tên đơn vị mới; nếu nói về trước đó thì thêm “(cũ)” hoặc “trước khi sắp xếp”");
    for (index, unit) in more.iter().take(MOST) {
        let passage = reading.passages.get(*index);
        if let Some(place) = passage.and_then(|passage| passage.place(&unit.range)) {
            finding = finding.related(place, "cũng ở đây");
        }
    }
    found.add(finding);
}
