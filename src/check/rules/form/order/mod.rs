//! Numbers of headings, articles, clauses, points and items that do not follow one another.

mod containers;
mod judge;
mod typed;

use self::containers::{Containers, Entry, LATIN, Sequence, VIETNAMESE, capital};
use self::judge::{Found, Slip, judge};
use crate::check::reading::Passage;
use crate::check::reading::labels::{self, Label, Style};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Place, Severity};
use crate::document::POINTS;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "TT020",
        level: Severity::Error,
        about: "Số thứ tự của phần, chương, mục, điều, khoản, điểm không liên tục",
        clause: Some("Phụ lục I, Phần I, II.6.đ"),
    },
    name: "thu-tu",
    explanation: "Số (chữ) thứ tự cùng một kiểu trong cùng một phần trên phải liên tục: không sót, không lặp, không đảo. \
        Điểm theo bảng chữ cái tiếng Việt: a, b, c, d, đ, e, g, h, i, k, l … (không có f, j, w, z). Số của điều chạy suốt \
        văn bản; số của khoản, điểm bắt đầu lại ở mỗi điều, mỗi khoản. Đề mục và đoạn văn có thể đánh số chung một dãy. \
        Lời trích của văn bản khác không tính.",
    bad: "1. Mục đích\n\n2. Yêu cầu\n\n4. Tổ chức thực hiện",
    good: "1. Mục đích\n\n2. Yêu cầu\n\n3. Tổ chức thực hiện",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let containers = Containers::of(reading);
    let mut sequences: Vec<Option<Sequence>> = containers.sequences.into_iter().map(Some).collect();
    // A sequence that began anew may be the rest of the one before, with a slip at its first number.
    for index in (0..sequences.len()).rev() {
        let after = sequences[index].as_ref().and_then(|one| one.after);
        let Some(after) = after.filter(|after| *after < index) else {
            continue;
        };
        let joins = match (&sequences[after], &sequences[index]) {
            (Some(before), Some(own)) => is_rest(before, own),
            _ => false,
        };
        let own = sequences[index].take_if(|_| joins);
        if let (Some(own), Some(before)) = (own, &mut sequences[after]) {
            before.entries.extend(own.entries);
        }
    }
    for sequence in sequences.iter().flatten() {
        tell(sequence, reading, found);
        prefixes(sequence, reading, found);
    }
    typed::tell(reading, found);
}

/// Tells whether a sequence is better explained as the rest of another one.
fn is_rest(before: &Sequence, own: &Sequence) -> bool {
    let Some(first) = own.entries.first() else {
        return false;
    };
    if before.entries.len() == 1 && own.entries.len() == 1 {
        let same = before.entries[0].label.value == first.label.value;
        return same && !first.announced && before.entries[0].label.letter.is_none()
            || before.entries[0].label.value == 2;
    }
    let apart = slips(&before.entries).len() + slips(&own.entries).len();
    let entries = before.entries.iter().chain(&own.entries);
    let values: Vec<&Entry> = entries.collect();
    apart > 0 && slips_of(&values).len() <= apart
}

fn slips(entries: &[Entry]) -> Vec<Found> {
    let all: Vec<&Entry> = entries.iter().collect();
    slips_of(&all)
}

fn slips_of(entries: &[&Entry]) -> Vec<Found> {
    if entries.iter().all(|entry| entry.label.letter.is_some()) {
        let by = |letters: &str| {
            let letter = |entry: &&Entry| entry.label.letter.map_or(0, |l| capital(l, letters));
            judge(&entries.iter().map(letter).collect::<Vec<_>>(), 1)
        };
        let (latin, own) = (by(LATIN), by(VIETNAMESE));
        return if own.len() <= latin.len() { own } else { latin };
    }
    let values: Vec<u32> = entries.iter().map(|entry| entry.label.value).collect();
    judge(&values, 1)
}

fn tell(sequence: &Sequence, reading: &Reading<'_>, found: &mut Findings) {
    let entries = &sequence.entries;
    for Found { at, slip, due } in slips(entries) {
        let entry = &entries[at];
        let label = &entry.label;
        let place = place(reading, entry);
        let own = written(reading, entry);
        if slip == Slip::Start && (entries.len() == 1 || entry.announced) {
            let reason = format!("“{own}” mở đầu một dãy; có thể là lời trích");
            found.unsure(RULE.unsure(reason).at(place));
            continue;
        }
        let due = shown(label, Some(due));
        let before = at.checked_sub(1).and_then(|at| entries.get(at));
        let after = before.map_or(String::new(), |before| {
            format!(" đứng sau “{}”", written(reading, before))
        });
        let message = match slip {
            _ if label.value == 0 && label.letter.is_none() => format!(
                "“{own}”{after}: bảng chữ cái tiếng Việt không có chữ này ở đây, theo thứ tự phải là “{due}”"
            ),
            Slip::Swapped => format!("“{own}” đứng trước “{due}”: hai số đảo chỗ"),
            Slip::Wrong => format!("“{own}”{after}, theo thứ tự phải là “{due}”"),
            Slip::Doubled => format!("“{own}” ghi hai lần, theo thứ tự phải là “{due}”"),
            Slip::Gap => format!("“{own}”{after}: thiếu “{due}”"),
            Slip::Back => format!("“{own}”{after}: số thứ tự lùi lại, theo thứ tự phải là “{due}”"),
            Slip::Start => format!("dãy bắt đầu từ “{own}”: thiếu “{due}”"),
        };
        let mut finding = RULE.finding(message).at(place);
        let other = if slip == Slip::Swapped {
            entries.get(at + 1)
        } else {
            before
        };
        if let Some((other, place)) = other.and_then(|o| Some((o, self::place(reading, o)?))) {
            finding = finding.related(place, format!("“{}” ở đây", written(reading, other)));
        }
        found.add(finding);
    }
}

/// Tells of `2.3.` below 1.
fn prefixes(sequence: &Sequence, reading: &Reading<'_>, found: &mut Findings) {
    let odd = |entry: &&Entry| {
        entry
            .parent
            .is_some_and(|parent| parent != entry.label.prefix)
    };
    let count = sequence.entries.iter().filter(odd).count();
    // All of them odd and alike: it is the number above that is wrong, which is told there.
    if count == 0 || count == sequence.entries.len() && count > 1 {
        return;
    }
    for entry in sequence.entries.iter().filter(odd) {
        let parent = Label {
            prefix: entry.parent.unwrap_or_default(),
            ..entry.label.clone()
        };
        let message = format!(
            "“{}” không theo số của mục chứa nó, phải là “{}”",
            written(reading, entry),
            shown(&parent, None)
        );
        found.add(RULE.finding(message).at(place(reading, entry)));
    }
}

/// A label as it stands in the text, or is printed before it.
fn written(reading: &Reading<'_>, entry: &Entry) -> String {
    let range = &entry.label.range;
    let passage = reading.passages.get(entry.passage);
    match passage.filter(|_| !range.is_empty()) {
        Some(passage) => passage.slice(range).trim_end_matches([':', ' ']).to_owned(),
        None => shown(&entry.label, None),
    }
}

/// A label as it is printed, or one of its style with another value.
fn shown(label: &Label, value: Option<u32>) -> String {
    let number = value.unwrap_or(label.value);
    let letter = |number: u32| {
        let place = (number as usize).checked_sub(1);
        let letter = place.and_then(|place| POINTS.chars().nth(place));
        letter.unwrap_or('?')
    };
    match label.style {
        Style::Part => format!("Phần {}", labels::in_roman(number)),
        Style::Chapter => format!("Chương {}", labels::in_roman(number)),
        Style::Section => format!("Mục {number}"),
        Style::Subsection => format!("Tiểu mục {number}"),
        Style::Article => format!("Điều {number}"),
        Style::Roman => format!("{}.", labels::in_roman(number)),
        Style::Capital => {
            let due = value.and_then(|value| VIETNAMESE.chars().nth(value as usize - 1));
            format!("{}.", due.or(label.letter).unwrap_or('?'))
        }
        Style::Number => format!("{number}."),
        Style::Dotted(_) => {
            let mut parts = vec![number.to_string()];
            let mut prefix = label.prefix;
            while prefix > 0 {
                parts.push((prefix % 100).to_string());
                prefix /= 100;
            }
            parts.reverse();
            format!("{}.", parts.join("."))
        }
        Style::Other('(', _) => format!("({number})"),
        Style::Other('1', sign) => format!("{number}{sign}"),
        Style::Other(_, '(') => format!("({})", letter(number)),
        Style::Other(_, sign) => format!("{}{sign}", letter(number)),
        Style::Letter => format!("{})", letter(number)),
        Style::LetterStop => format!("{}.", letter(number)),
        Style::LetterDotted => format!("{}.{number})", letter(label.prefix)),
    }
}

/// Where a label stands: that of an item is not in its text, but before it on its line.
fn place(reading: &Reading<'_>, entry: &Entry) -> Option<Place> {
    let passage: &Passage<'_> = reading.passages.get(entry.passage)?;
    let range = &entry.label.range;
    if !range.is_empty() {
        let end = passage.slice(range).trim_end().len() + range.start;
        return passage.place(&(range.start..end));
    }
    typed::place(passage).or_else(|| passage.place(&(0..first(passage))))
}

/// How many bytes the first letter of a passage has.
fn first(passage: &Passage<'_>) -> usize {
    passage.text.chars().next().map_or(0, char::len_utf8)
}
