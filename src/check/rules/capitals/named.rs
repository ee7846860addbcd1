//! Names of the lists, held against how they are written.

use super::words::{
    after, before, begins, has_capital, is_foreign, is_shouted, is_small, pair_before, small, span,
    text,
};
use crate::check::lists::List;
use crate::check::reading::names::{Begins, Name, NameKind, Named};
use crate::check::reading::{Passage, TokenKind};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::Severity;

/// Compounds whose second syllable is the first word of a name: `cán bộ (tư pháp)`.
static COMPOUNDS: List = List::new(include_str!(
    "../../../../templates/check/viet-hoa-tu-ghep.txt"
));

/// How a rule takes a kind of names.
pub(super) struct Manner {
    /// Which names.
    pub(super) kind: NameKind,
    /// The level for a small letter where a capital belongs.
    pub(super) small: Severity,
    /// The level for a capital where a small letter belongs; none where the rule has nothing against it.
    pub(super) capital: Option<Severity>,
    /// Words before that prove that small letters mean a name: `tỉnh`.
    pub(super) proof: &'static [&'static str],
}

/// A name as it stands in a passage.
pub(super) struct Written {
    /// The words that begin small and should not.
    pub(super) small: Vec<usize>,
    /// The words that begin with a capital and should not.
    pub(super) capital: Vec<usize>,
    /// A capital that is there because it is a name.
    pub(super) is_proved: bool,
}

/// Words before a name that make it one of many: `các sở`.
const MANY: [&str; 7] = ["các", "những", "mọi", "mỗi", "từng", "nhiều", "một"];

/// Words before a name that let it be the river or bay itself, no firm or district that is named
/// after it: `Tổng công ty Sông Đà`.
const AROUND: [&str; 20] = [
    "trên", "tại", "ven", "bờ", "dọc", "qua", "ở", "vùng", "vực", "của", "từ", "đến", "đoạn",
    "cạnh", "gần", "thăm", "quan", "vét", "ra", "nước",
];

/// Looks at all names of a kind.
pub(super) fn tell(
    reading: &Reading<'_>,
    found: &mut Findings,
    rule: &'static Rule,
    manner: &Manner,
) {
    for named in reading.names() {
        if named.name.kind != manner.kind {
            continue;
        }
        let Some(passage) = reading.passages.get(named.passage) else {
            continue;
        };
        let range = span(passage, named.tokens.start, named.tokens.end - 1);
        if reading.own_words.cover(passage, &range) {
            continue;
        }
        if let Some(written) = written(passage, named) {
            judge(passage, named, &written, (rule, manner), found);
        }
    }
}

fn judge(
    passage: &Passage<'_>,
    named: &Named,
    written: &Written,
    (rule, manner): (&'static Rule, &Manner),
    found: &mut Findings,
) {
    let name = named.name;
    let last = before(passage, named.tokens.start);
    let is_led = manner.proof.contains(&small(passage, last));
    let is_told = if name.kind == NameKind::District {
        // `các phường thống nhất`: small letters throughout are common words.
        is_led && written.is_proved
    } else {
        is_led || written.is_proved
    };
    if !written.small.is_empty() {
        let is_name = is_told || !name.is_weak;
        let is_one_of_many = !written.is_proved && MANY.contains(&small(passage, last));
        if is_name && !is_one_of_many && !runs_on(passage, named, written) {
            let message = format!("chữ thường trong tên “{}”", name.text);
            add(
                passage,
                &written.small,
                message,
                (rule, manner.small, name),
                found,
            );
            return;
        }
    }
    let is_firm = name.kind == NameKind::Landscape && !is_landscape(passage, last);
    if let (Some(level), false, false) = (manner.capital, written.capital.is_empty(), is_firm) {
        let message = format!("chữ hoa thừa trong tên “{}”", name.text);
        add(
            passage,
            &written.capital,
            message,
            (rule, level, name),
            found,
        );
    }
}

/// Tells whether a word before a capital tells that the river or bay itself is meant.
fn is_landscape(passage: &Passage<'_>, last: Option<usize>) -> bool {
    AROUND.contains(&small(passage, last))
}

/// Tells whether a token stands in a name of the lists.
pub(super) fn covers(reading: &Reading<'_>, passage: usize, at: usize) -> bool {
    let names = reading.names();
    let first = names.partition_point(|named| (named.passage, named.tokens.end) <= (passage, at));
    names
        .get(first)
        .is_some_and(|named| named.passage == passage && named.tokens.contains(&at))
}

fn add(
    passage: &Passage<'_>,
    words: &[usize],
    message: String,
    (rule, level, name): (&'static Rule, Severity, &Name),
    found: &mut Findings,
) {
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return;
    };
    let range = span(passage, *first, *last);
    found.add(
        rule.finding_as(level, message)
            .at(passage.place(&range))
            .help(format!("viết “{}”", name.text)),
    );
}

/// How a name is written; none where its letters prove nothing: quoted, in a symbol, all capitals.
pub(super) fn written(passage: &Passage<'_>, named: &Named) -> Option<Written> {
    let start = named.tokens.start;
    if is_foreign(passage, start) || is_part(passage, named) || ends_compound(passage, start) {
        return None;
    }
    let mut all = Written {
        small: Vec::new(),
        capital: Vec::new(),
        is_proved: false,
    };
    let mut words = named.name.words.iter();
    for at in named.tokens.clone() {
        if passage.tokens.get(at)?.kind == TokenKind::Space {
            continue;
        }
        let word = words.next()?;
        if is_shouted(text(passage, Some(at))) {
            return None;
        }
        let at_start = at == named.tokens.start && begins(passage, at);
        match word.begins {
            Begins::Capital if is_small(passage, at) => all.small.push(at),
            Begins::Capital => all.is_proved |= !at_start,
            Begins::Small if has_capital(passage, at) && !at_start => all.capital.push(at),
            _ => {}
        }
    }
    Some(all)
}

/// Tells whether the first word of a name begins small and ends a compound.
fn ends_compound(passage: &Passage<'_>, start: usize) -> bool {
    is_small(passage, start)
        && after(passage, start).is_some_and(|next| COMPOUNDS.has(pair_before(passage, next)))
}

/// Tells whether a hyphen or an underscore joins the name to what stands beside it.
fn is_part(passage: &Passage<'_>, named: &Named) -> bool {
    let joins = |at: Option<usize>| matches!(text(passage, at), "-" | "_" | "/" | "@");
    joins(named.tokens.start.checked_sub(1)) || joins(Some(named.tokens.end))
}

/// Tells whether the words may belong to another name, which goes on with capitals on a side where this
/// one has them, too: `quảng Nam Định` has no Quảng Nam in it for certain.
fn runs_on(passage: &Passage<'_>, named: &Named, written: &Written) -> bool {
    if !matches!(
        named.name.kind,
        NameKind::Province | NameKind::District | NameKind::Landscape | NameKind::Region
    ) {
        return false;
    }
    let (first, end) = (named.tokens.start, named.tokens.end);
    let is_name = |at: usize| has_capital(passage, at) && !is_shouted(text(passage, Some(at)));
    let next = passage
        .tokens
        .get(end)
        .filter(|next| next.kind == TokenKind::Space);
    let behind = next.is_some() && is_name(end + 1) && has_capital(passage, end - 1);
    let last = before(passage, first).filter(|last| is_name(*last) && !begins(passage, *last));
    let ahead = last.is_some() && !written.small.contains(&first);
    let compass = ["phía", "hướng", "ông", "bà", "anh", "chị", "chí"];
    let is_led = compass.contains(&small(passage, before(passage, first)));
    behind || ahead || is_led
}
