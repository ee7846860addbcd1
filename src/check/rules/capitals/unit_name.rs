//! Names of units that the document itself writes right elsewhere: `phường An phú`.

use super::named::{self, Manner};
use super::units::{self, Known};
use super::words::{
    after, has_capital, is_foreign, is_loud, is_shouted, is_small, is_word, small, span, text,
};
use crate::check::lists::List;
use crate::check::reading::Passage;
use crate::check::reading::names::{NameKind, folded, has_names};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "VH005",
        level: Severity::Error,
        about: "Chữ thường trong tên huyện, xã, phường",
        clause: Some("Phụ lục II, III.1.a"),
    },
    name: "ten-don-vi",
    explanation: "Mọi âm tiết của tên riêng đơn vị hành chính đều viết hoa chữ cái đầu. So với phần đầu văn bản, với chỗ khác trong \
                  cùng văn bản đã viết đúng tên ấy, với danh sách tên huyện; tên chưa biết mà âm tiết sau viết thường thì chỉ lưu ý.",
    bad: "UBND phường An phú (văn bản của UBND phường An Phú)",
    good: "UBND phường An Phú",
    check,
};

/// Districts stand in a list; their names count only behind the word of a unit.
const MANNER: Manner = Manner {
    kind: NameKind::District,
    small: Severity::Error,
    capital: None,
    proof: &["phố", "huyện", "quận", "xã", "phường", "trấn", "tx", "tp"],
};

/// Syllables that names of units are made of.
static SYLLABLES: List = List::new(include_str!(
    "../../../../templates/check/am-tiet-dia-danh.txt"
));
/// Common compounds of such syllables.
static COMPOUNDS: List = List::new(include_str!(
    "../../../../templates/check/tu-ghep-dia-danh.txt"
));
/// Common words behind a name.
static COMMON: List = List::new(include_str!(
    "../../../../templates/check/sau-ten-nguoi.txt"
));

fn check(reading: &Reading<'_>, found: &mut Findings) {
    named::tell(reading, found, &RULE, &MANNER);
    let known = units::known(reading);
    for (index, passage) in reading.passages.iter().enumerate() {
        if !has_names(passage.role) || is_loud(passage) {
            continue;
        }
        for at in 0..passage.tokens.len() {
            let Some(unit) = units::unit(passage, at) else {
                continue;
            };
            let first = after(passage, unit.last).filter(|first| is_word(passage, *first));
            let Some(first) = first.filter(|first| !named::covers(reading, index, *first)) else {
                continue;
            };
            if let Some((wrong, last)) = as_known(passage, first, &known) {
                let why = "chỗ khác viết hoa";
                tell(passage, &wrong, (at, last, why), Severity::Error, found);
            } else if let Some(last) = by_syllables(passage, first) {
                let why = "âm tiết sau viết thường";
                tell(passage, &[last], (at, last, why), Severity::Warning, found);
            }
        }
    }
}

/// The small words of a known name that begins at a token, and its last token.
fn as_known(passage: &Passage<'_>, first: usize, known: &Known<'_>) -> Option<(Vec<usize>, usize)> {
    let names = known.get(small(passage, Some(first)))?;
    names.iter().find_map(|name| {
        let mut all = Vec::new();
        let (mut at, mut last) = (Some(first), first);
        for word in name {
            let here = at.filter(|here| small(passage, Some(*here)) == *word)?;
            if is_shouted(text(passage, Some(here))) || is_foreign(passage, here) {
                return None;
            }
            if is_small(passage, here) {
                all.push(here);
            }
            last = here;
            at = after(passage, here);
        }
        let runs_on =
            at.is_some_and(|at| has_capital(passage, at) && !is_shouted(text(passage, Some(at))));
        (!all.is_empty() && !runs_on).then_some((all, last))
    })
}

/// The second syllable of a name, small behind a first with a capital, where both are such as names of
/// units are made of and the name ends there: `xã Tân hòa,`.
fn by_syllables(passage: &Passage<'_>, first: usize) -> Option<usize> {
    let is_first = has_capital(passage, first)
        && SYLLABLES.has(folded(small(passage, Some(first))).as_ref())
        && !is_foreign(passage, first);
    let second = after(passage, first).filter(|second| is_first && is_small(passage, *second))?;
    let pair = passage.lower.get(span(passage, first, second))?;
    if !SYLLABLES.has(folded(small(passage, Some(second))).as_ref()) || COMPOUNDS.has(pair) {
        return None;
    }
    let next = after(passage, second).filter(|next| is_word(passage, *next));
    let ends = next.is_none_or(|next| COMMON.has(small(passage, Some(next))));
    ends.then_some(second)
}

fn tell(
    passage: &Passage<'_>,
    wrong: &[usize],
    (first, last, why): (usize, usize, &str),
    level: Severity,
    found: &mut Findings,
) {
    let (Some(from), Some(to)) = (wrong.first(), wrong.last()) else {
        return;
    };
    let name = passage.slice(&span(passage, first, last));
    found.add(
        RULE.finding_as(level, format!("chữ thường trong tên “{name}”, {why}"))
            .at(passage.place(&span(passage, *from, *to)))
            .help("viết hoa chữ cái đầu mọi âm tiết của tên riêng"),
    );
}
