//! The grammar of Vietnamese syllables: onset, rime and tone.

use super::seams;
use crate::check::lists::Pairs;
use crate::check::reading::{Spelling, Tone};
use std::collections::HashMap;
use std::sync::LazyLock;

static DATA: Pairs = Pairs::new(include_str!("../../../../templates/check/syllables.txt"));

/// Letters of the longest rime.
const LONGEST: usize = 5;

/// Groups of onsets; each goes with some groups of rimes.
const ANY: u16 = 1;
const UNROUNDED: u16 = 1 << 1;
const BEFORE_FRONT: u16 = 1 << 2;
const BEFORE_BACK: u16 = 1 << 3;
const BEFORE_Y: u16 = 1 << 4;
const GI: u16 = 1 << 5;
const QU: u16 = 1 << 6;
const NONE: u16 = 1 << 7;

/// Groups of rimes, by the onsets that go with them.
const GROUPS: [(&str, u16); 7] = [
    ("vần", ANY | UNROUNDED | BEFORE_BACK | NONE),
    ("vần e ê i", ANY | UNROUNDED | BEFORE_FRONT | NONE),
    ("vần tròn môi", ANY | BEFORE_BACK | NONE),
    ("vần y", BEFORE_Y | NONE),
    ("vần sau gi", GI),
    ("vần sau qu", QU),
    ("vần không có âm đầu", NONE),
];

/// Onsets by their groups.
const ONSETS: [(&str, u16); 5] = [
    ("đầu", ANY),
    ("đầu không tròn môi", UNROUNDED),
    ("đầu trước e ê i", BEFORE_FRONT),
    ("đầu không trước e ê i", BEFORE_BACK),
    ("đầu trước y", BEFORE_Y),
];

struct Grammar {
    onsets: Vec<(Vec<char>, u16)>,
    rimes: HashMap<Vec<char>, u16>,
    own: Vec<Vec<char>>,
}

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| {
    let words = |key: &str| DATA.get(key).unwrap_or_default().split(' ');
    let letters = |word: &str| word.chars().collect::<Vec<char>>();
    let mut onsets: Vec<(Vec<char>, u16)> =
        vec![(letters("gi"), GI), (letters("qu"), QU), (Vec::new(), NONE)];
    for (key, group) in ONSETS {
        for onset in words(key).map(letters) {
            match onsets.iter_mut().find(|(known, _)| *known == onset) {
                Some((_, groups)) => *groups |= group,
                None => onsets.push((onset, group)),
            }
        }
    }
    let mut rimes: HashMap<Vec<char>, u16> = HashMap::new();
    for (key, groups) in GROUPS {
        for rime in words(key).map(letters) {
            *rimes.entry(rime).or_default() |= groups;
        }
    }
    let own = words("riêng").map(letters).collect();
    Grammar { onsets, rimes, own }
});

/// What is impossible about a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Impossible {
    /// No onset goes with a rime: letters that no syllable has.
    Letters,
    /// Onset and rime are right, but are not written so together: `nghành`, `kông`.
    Together,
    /// It ends in a stop and has a tone that stops do not have.
    Stop,
    /// It has two tones.
    Tones,
    /// The tone stands over the wrong letter: `hịên`.
    Place,
}

/// Tells what is impossible about a word that was taken apart; nothing if it is a syllable.
pub(super) fn fault(word: &Spelling) -> Option<Impossible> {
    let letters = word.letters();
    let grammar = &*GRAMMAR;
    let mut together = false;
    let known = grammar.own.iter().any(|own| own == letters)
        || grammar.onsets.iter().any(|(onset, groups)| {
            let rime = letters.strip_prefix(onset.as_slice());
            let rime = rime.filter(|rime| rime.len() <= LONGEST);
            let fitting = rime.and_then(|rime| grammar.rimes.get(rime));
            together |= fitting.is_some() && !onset.is_empty();
            fitting.is_some_and(|fitting| fitting & groups != 0)
        });
    if !known {
        let kind = if together {
            Impossible::Together
        } else {
            Impossible::Letters
        };
        return Some(kind);
    }
    if word.tones > 1 {
        return Some(Impossible::Tones);
    }
    let stop = matches!(letters, [.., 'c' | 'p' | 't'] | [.., 'c', 'h']);
    if stop && !matches!(word.tone, Tone::Rising | Tone::Heavy) {
        return Some(Impossible::Stop);
    }
    (!word.is_well_placed()).then_some(Impossible::Place)
}

/// Whether a word in small letters is a syllable.
pub(super) fn is_syllable(word: &str) -> bool {
    Spelling::of(word).is_some_and(|word| fault(&word).is_none())
}

/// The syllable that was meant where letters do not stand together so: `nghành` is ngành.
pub(super) fn meant(word: &Spelling) -> Option<String> {
    let written = word.written();
    if is_syllable(&written) {
        return Some(written);
    }
    let swaps = [
        ("ngh", "ng"),
        ("gh", "g"),
        ("k", "c"),
        ("ng", "ngh"),
        ("g", "gh"),
        ("c", "k"),
        ("q", "qu"),
    ];
    let other = swaps.iter().find_map(|(wrong, right)| {
        let rest = written.strip_prefix(wrong)?;
        let other = format!("{right}{rest}");
        is_syllable(&other).then_some(other)
    });
    other.or_else(|| without_one(&written))
}

/// The syllable that is left when one of two same letters in a row goes: `côngg`, `thaành`.
fn without_one(word: &str) -> Option<String> {
    let letters: Vec<char> = word.chars().collect();
    let doubled = letters
        .windows(2)
        .enumerate()
        .filter(|(_, pair)| pair[0] == pair[1]);
    let mut rests = doubled.map(|(at, _)| {
        let mut rest = letters.clone();
        rest.remove(at);
        rest.into_iter().collect::<String>()
    });
    rests.find(|rest| is_syllable(rest))
}

/// The two syllables that a word is of, if the space between them is missing: `thựchiện`; those that make a
/// compound first.
pub(super) fn run_together(word: &str) -> Option<(&str, &str)> {
    let cuts = word.char_indices().skip(1).map(|(at, _)| word.split_at(at));
    let both: Vec<(&str, &str)> = cuts.filter(|(a, b)| is_word(a) && is_word(b)).collect();
    let is_compound = |(a, b): &&(&str, &str)| seams::seam(a, "", b).1 || seams::seam(b, a, "").0;
    both.iter().find(is_compound).or(both.last()).copied()
}

fn is_word(part: &str) -> bool {
    part.chars().nth(1).is_some() && is_syllable(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_of_all_kinds() {
        let words = "gì giếng giêng giết giữ gìn già giò giụa giường quy quý quốc quyết quýnh quỳnh quên quen quả quanh \
                     quạt quắn quần quất quây quơ quờ quét quỹ khuya khuỷu khuỷnh xoong boong thuở ngoằn ngoèo keng \
                     kẻng nghiêng nghề nghĩ ghi ghế ghét kể kính ký kỳ kẻ yêu yếu yên yểm yết y ý lý mỹ sĩ tỷ tỉ hy hi \
                     vy thủy thuỷ hòa hoà khỏe khoẻ khoét oải oanh oai uyên uy uẩn uất uế ngoài nguyên nguyệt tuyết \
                     tuyển chuyên truyền huých suýt tuýp luýnh đoàn loan soát hoạch toàn thoáng xoáy ngoắc hoặc hoắt \
                     loăng loẹt nhoèn bươu hươu rượu hưu lưu cứu bướu ươm ướt ước ương ưu ưng ức à ạ ấy ốc ở ủy ừ ì in ít \
                     ích ếch êm eo em én ép phuy voan buýt moóc soóc đờ người đường nghiệp nghiêm thuế thuê chuệch quệch \
                     tuần luật xuân huân quân khuân khuyên quyển bua búa mùa cửa nửa đưa xưa tía chìa rìa lia phía bia \
                     suối muối buồm muôn cuống buộc chuột gương gượng mượn lượm cướp bướp lướt rượt quều nguếch huếch hoen \
                     loét toét khoeo moóc pin pao bìu nịu địu niu diễu miếu kiêng viếng tiếp diệp ngoạm goá gòn gạo";
        for word in words.split_whitespace() {
            assert!(is_syllable(word), "{word}");
        }
    }

    #[test]
    fn what_is_no_syllable() {
        let words = [
            ("nghành", Impossible::Together),
            ("nghàng", Impossible::Together),
            ("gế", Impossible::Together),
            ("kông", Impossible::Together),
            ("kủa", Impossible::Together),
            ("cế", Impossible::Together),
            ("nge", Impossible::Together),
            ("ghạo", Impossible::Together),
            ("côngg", Impossible::Letters),
            ("đượcc", Impossible::Letters),
            ("thàhn", Impossible::Letters),
            ("thànhh", Impossible::Letters),
            ("khng", Impossible::Letters),
            ("trườn", Impossible::Stop),
            ("quôc", Impossible::Stop),
            ("việcc", Impossible::Letters),
            ("viểc", Impossible::Stop),
            ("hịên", Impossible::Place),
            ("cáchs", Impossible::Letters),
            ("thíchh", Impossible::Letters),
            ("lịchs", Impossible::Letters),
        ];
        for (word, kind) in words {
            let spelling = Spelling::of(word).unwrap();
            // `trườn` is a word of its own.
            let expected = (word != "trườn").then_some(kind);
            assert_eq!(fault(&spelling), expected, "{word}");
        }
        assert_eq!(
            meant(&Spelling::of("nghành").unwrap()).as_deref(),
            Some("ngành")
        );
        assert_eq!(
            meant(&Spelling::of("kông").unwrap()).as_deref(),
            Some("công")
        );
        assert_eq!(
            meant(&Spelling::of("côngg").unwrap()).as_deref(),
            Some("công")
        );
        assert_eq!(run_together("thựchiện"), Some(("thực", "hiện")));
    }
}
