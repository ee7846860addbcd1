//! Names that the rules of capitals know, found in the passages: each word of a passage is looked up
//! once, for all lists together.

use super::{Passage, Role, TokenKind};
use crate::check::lists;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

/// What is named; each has a list and a section of Phụ lục II of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameKind {
    /// Names in another script than Latin or Chinese, written down by their sound.
    Foreign,
    /// Provinces and cities under the central government.
    Province,
    /// Districts, and cities within a province: their words mean something else, too.
    District,
    /// The capital and Thành phố Hồ Chí Minh.
    Special,
    /// Rivers, mountains, bays.
    Landscape,
    /// Regions told by the points of the compass.
    Region,
    /// Agencies and organisations.
    Body,
    /// Orders, medals, titles of honour.
    Honour,
    /// Offices of the state.
    Office,
    /// Common words that have become names: Đảng, Bác Hồ.
    Own,
    /// Feasts and days of remembrance.
    Feast,
    /// Laws.
    Law,
    /// Years of the lunar calendar.
    LunarYear,
    /// Events and dynasties of history.
    Event,
    /// Books, newspapers, journals.
    Work,
}

/// All lists, each with what its entries name.
const LISTS: [(NameKind, &str); 15] = [
    (
        NameKind::Foreign,
        include_str!("../../../templates/check/viet-hoa-phien-am.txt"),
    ),
    (
        NameKind::Province,
        include_str!("../../../templates/check/viet-hoa-tinh.txt"),
    ),
    (
        NameKind::District,
        include_str!("../../../templates/check/viet-hoa-huyen.txt"),
    ),
    (
        NameKind::Special,
        include_str!("../../../templates/check/viet-hoa-dac-biet.txt"),
    ),
    (
        NameKind::Landscape,
        include_str!("../../../templates/check/viet-hoa-dia-danh.txt"),
    ),
    (
        NameKind::Region,
        include_str!("../../../templates/check/viet-hoa-vung.txt"),
    ),
    (
        NameKind::Body,
        include_str!("../../../templates/check/viet-hoa-co-quan.txt"),
    ),
    (
        NameKind::Honour,
        include_str!("../../../templates/check/viet-hoa-danh-hieu.txt"),
    ),
    (
        NameKind::Office,
        include_str!("../../../templates/check/viet-hoa-chuc-vu.txt"),
    ),
    (
        NameKind::Own,
        include_str!("../../../templates/check/viet-hoa-rieng.txt"),
    ),
    (
        NameKind::Feast,
        include_str!("../../../templates/check/viet-hoa-ngay-le.txt"),
    ),
    (
        NameKind::Law,
        include_str!("../../../templates/check/viet-hoa-luat.txt"),
    ),
    (
        NameKind::LunarYear,
        include_str!("../../../templates/check/viet-hoa-can-chi.txt"),
    ),
    (
        NameKind::Event,
        include_str!("../../../templates/check/viet-hoa-su-kien.txt"),
    ),
    (
        NameKind::Work,
        include_str!("../../../templates/check/viet-hoa-sach-bao.txt"),
    ),
];

/// How a word of a name begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Begins {
    /// With a capital.
    Capital,
    /// With a small letter.
    Small,
    /// With either; also signs and numbers.
    Either,
}

/// A word of a name, or a sign in it.
#[derive(Debug)]
pub(crate) struct NameWord {
    lower: String,
    /// How it is to begin.
    pub(crate) begins: Begins,
}

/// An entry of a list.
///
/// In the lists `~` before a word lets it begin with either; `?` before an entry tells that its words
/// mean something else, too, so that small letters alone prove nothing.
#[derive(Debug)]
pub(crate) struct Name {
    /// What it names.
    pub(crate) kind: NameKind,
    /// Its words and signs.
    pub(crate) words: Vec<NameWord>,
    /// Its words are also common ones.
    pub(crate) is_weak: bool,
    /// The name as it is to be written.
    pub(crate) text: String,
}

impl Name {
    fn read(kind: NameKind, entry: &str) -> Self {
        let (is_weak, entry) = match entry.strip_prefix('?') {
            Some(rest) => (true, rest.trim_start()),
            None => (false, entry),
        };
        let tokens = super::tokens::of(entry);
        let mut words = Vec::new();
        let mut either = false;
        for token in &tokens {
            let word = &entry[token.range.clone()];
            match token.kind {
                TokenKind::Space => continue,
                TokenKind::Sign if word == "~" => {
                    either = true;
                    continue;
                }
                _ => {}
            }
            let begins = if either || token.kind != TokenKind::Word {
                Begins::Either
            } else if word.starts_with(char::is_uppercase) {
                Begins::Capital
            } else {
                Begins::Small
            };
            either = false;
            words.push(NameWord {
                lower: folded(&word.to_lowercase()).into_owned(),
                begins,
            });
        }
        Self {
            kind,
            words,
            is_weak,
            text: entry.replace('~', ""),
        }
    }
}

/// A name in a passage, however it is written there.
pub(crate) struct Named {
    /// The passage, by its index in [`super::Reading::passages`].
    pub(crate) passage: usize,
    /// Its tokens from the first to behind the last, spaces between them counted in.
    pub(crate) tokens: Range<usize>,
    /// Which name.
    pub(crate) name: &'static Name,
}

/// All names by their first words, the longest first.
fn names() -> &'static HashMap<&'static str, Vec<&'static Name>> {
    static NAMES: OnceLock<Vec<Name>> = OnceLock::new();
    static BY_WORD: OnceLock<HashMap<&'static str, Vec<&'static Name>>> = OnceLock::new();
    BY_WORD.get_or_init(|| {
        let all = NAMES.get_or_init(|| {
            let read =
                |(kind, list)| lists::entries(list).map(move |entry| Name::read(kind, entry));
            let mut all: Vec<Name> = LISTS.into_iter().flat_map(read).collect();
            all.sort_by_key(|name| std::cmp::Reverse(name.words.len()));
            all
        });
        let mut by_word: HashMap<&str, Vec<&Name>> = HashMap::new();
        for name in all {
            if let Some(first) = name.words.first() {
                by_word.entry(&first.lower).or_default().push(name);
            }
        }
        by_word
    })
}

/// The names in the passages in which capitals mean something, in reading order.
pub(super) fn find(passages: &[Passage<'_>]) -> Vec<Named> {
    let names = names();
    let mut found = Vec::new();
    for (index, passage) in passages.iter().enumerate() {
        if !has_names(passage.role) {
            continue;
        }
        let mut at = 0;
        while let Some(token) = passage.tokens.get(at) {
            let matched = (token.kind == TokenKind::Word)
                .then(|| names.get(folded(passage.small(token)).as_ref()))
                .flatten()
                .and_then(|names| longest(passage, at, names));
            let Some((name, end)) = matched else {
                at += 1;
                continue;
            };
            found.push(Named {
                passage: index,
                tokens: at..end,
                name,
            });
            at = end;
        }
    }
    found
}

/// Tells whether names are written in a passage as they are in a sentence: not in the letterhead and
/// in signatures, whose letters are all capitals.
pub(crate) fn has_names(role: Role) -> bool {
    match role {
        Role::Component(name) => !matches!(
            name.as_str(),
            "national-title"
                | "motto"
                | "superior"
                | "agency"
                | "number"
                | "place-date"
                | "kind"
                | "kind-alone"
                | "authority"
                | "address"
                | "form-national-title"
                | "form-motto"
        ),
        Role::Capacity(_)
        | Role::Title(_)
        | Role::Office(_)
        | Role::Name(_)
        | Role::Label(_)
        | Role::RecipientsLabel
        | Role::AppendixLabel
        | Role::HeadingLabel(..)
        | Role::Confirmation => false,
        _ => true,
    }
}

/// The longest of the names that stands at a token, and the token behind it.
fn longest(
    passage: &Passage<'_>,
    at: usize,
    names: &[&'static Name],
) -> Option<(&'static Name, usize)> {
    names
        .iter()
        .find_map(|name| end(passage, at, name).map(|end| (*name, end)))
}

/// The token behind a name that stands at a token.
fn end(passage: &Passage<'_>, at: usize, name: &Name) -> Option<usize> {
    let mut at = at;
    for (index, word) in name.words.iter().enumerate() {
        if index > 0 && passage.tokens.get(at)?.kind == TokenKind::Space {
            at += 1;
        }
        let token = passage.tokens.get(at)?;
        let here = passage.small(token);
        let same = match here {
            "–" => word.lower == "-",
            here => folded(here) == word.lower.as_str(),
        };
        if !same {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// A word in small letters with its tone mark on the first of the vowels in `òa`, `òe`, `ùy`: both
/// places of the mark are in use.
pub(crate) fn folded(word: &str) -> Cow<'_, str> {
    const ENDS: [(&str, &str); 15] = [
        ("oà", "òa"),
        ("oá", "óa"),
        ("oả", "ỏa"),
        ("oã", "õa"),
        ("oạ", "ọa"),
        ("oè", "òe"),
        ("oé", "óe"),
        ("oẻ", "ỏe"),
        ("oẽ", "õe"),
        ("oẹ", "ọe"),
        ("uỳ", "ùy"),
        ("uý", "úy"),
        ("uỷ", "ủy"),
        ("uỹ", "ũy"),
        ("uỵ", "ụy"),
    ];
    let ends = word.len() >= 3 && !word.starts_with('q');
    let last = word
        .chars()
        .next_back()
        .filter(|last| ends && !last.is_ascii());
    if last.is_some() {
        for (old, new) in ENDS {
            if let Some(start) = word.strip_suffix(old) {
                return Cow::Owned(format!("{start}{new}"));
            }
        }
    }
    Cow::Borrowed(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_places_of_the_tone_mark_are_one() {
        for (word, fold) in [
            ("hoà", "hòa"),
            ("uỷ", "ủy"),
            ("thuỷ", "thủy"),
            ("quý", "quý"),
            ("và", "và"),
            ("hóa", "hóa"),
        ] {
            assert_eq!(folded(word), fold);
        }
    }

    #[test]
    fn no_name_is_in_the_lists_twice() {
        let mut seen = std::collections::BTreeMap::new();
        for (kind, list) in LISTS {
            for entry in lists::entries(list) {
                let name = Name::read(kind, entry);
                assert!(!name.words.is_empty(), "{entry}");
                let key: Vec<String> = name.words.into_iter().map(|word| word.lower).collect();
                let before = seen.insert(key, entry);
                assert_eq!(before, None, "{entry} twice");
            }
        }
    }
}
