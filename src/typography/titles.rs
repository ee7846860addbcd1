//! Where a line of a title may end, and how ill it would read there.
//!
//! In: the text of a title. Out: its blanks, each with its strain. Which words belong together is data
//! (`templates/typography.yaml`); that a name is written in capitals is the text's own.

use super::rules::{Rules, bare, opened};

/// A blank at which a line of a title may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ending {
    /// Its place in the text, in characters.
    pub(crate) at: usize,
    /// How ill it reads, in hundredths of a word torn in two; 0 where it reads well.
    pub(crate) strain: u32,
}

/// A compound of two words torn, one of three, a longer one.
const TORN: [u32; 3] = [100, 80, 45];
/// A line that ends with a word that leads on (`VÀ`, `CỦA`), or with what a name is of (`PHƯỜNG`).
const LED: u32 = 30;
/// A name torn behind its first word, its second, a later one.
const NAME: [u32; 3] = [75, 60, 40];
/// No name of a place has more words.
const LONGEST_NAME: usize = 4;

/// The blanks of a title, from the first to the last.
pub(crate) fn endings(text: &str, rules: &Rules) -> Vec<Ending> {
    let mut at = 0;
    let mut words: Vec<(usize, &str)> = Vec::new();
    for word in text.split(' ') {
        if !word.is_empty() {
            words.push((at, word));
        }
        at += word.chars().count() + 1;
    }
    let texts: Vec<&str> = words.iter().map(|(_, word)| *word).collect();
    let mut strains = vec![0; texts.len()];
    compounds(&texts, rules, &mut strains);
    leads(&texts, rules, &mut strains);
    names(&texts, rules, &mut strains);
    let behind = words.iter().zip(strains).skip(1);
    behind
        .map(|(&(start, _), strain)| Ending {
            at: start - 1,
            strain,
        })
        .collect()
}

/// Words that read as one.
fn compounds(words: &[&str], rules: &Rules, strains: &mut [u32]) {
    for start in 0..words.len() {
        for length in rules.title_phrases(&words[start..]) {
            let torn = TORN[length.clamp(2, TORN.len() + 1) - 2];
            for strain in strains.iter_mut().skip(start + 1).take(length - 1) {
                *strain = torn.max(*strain);
            }
        }
    }
}

/// Words that lead on, and dashes, which stay with what is before them.
fn leads(words: &[&str], rules: &Rules, strains: &mut [u32]) {
    for (index, pair) in words.windows(2).enumerate() {
        let strain = &mut strains[index + 1];
        if matches!(pair[1], "-" | "–" | "—") {
            *strain = TORN[0];
        } else if rules.leads_on(pair[0]) {
            *strain = LED.max(*strain);
        }
    }
}

/// Names of places and persons: behind what they are of (`PHƯỜNG`), or by their capitals.
fn names(words: &[&str], rules: &Rules, strains: &mut [u32]) {
    let capitals = words
        .iter()
        .all(|word| !word.chars().any(char::is_lowercase));
    let is_capital = |word: &str| opened(word).starts_with(char::is_uppercase);
    for start in 0..words.len() {
        let unit = rules.title_unit(&words[start..]);
        let first = start + unit;
        if unit == 0 || first >= words.len() {
            continue;
        }
        strains[first] = LED.max(strains[first]);
        for (number, index) in (first + 1..words.len()).take(LONGEST_NAME - 1).enumerate() {
            let (before, word) = (words[index - 1], words[index]);
            let ended = bare(before) != opened(before)
                || rules.leads_on(word)
                || rules.title_unit(&words[index..]) > 0
                || !is_capital(word);
            if ended {
                break;
            }
            strains[index] = NAME[number.min(NAME.len() - 1)].max(strains[index]);
        }
    }
    for index in 1..words.len() {
        let (before, word) = (words[index - 1], words[index]);
        let one =
            !capitals && bare(before) == opened(before) && is_capital(before) && is_capital(word);
        if one && index > 1 {
            strains[index] = NAME[0].max(strains[index]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::DataFile;

    /// The text with `|` where a line may end well, `/` where it leads on.
    fn marked(text: &str) -> String {
        let rules = Rules::builtin().unwrap();
        let mut chars: Vec<char> = text.chars().collect();
        for ending in endings(text, &rules) {
            assert_eq!(chars[ending.at], ' ');
            chars[ending.at] = match ending.strain {
                0 => '|',
                LED => '/',
                _ => ' ',
            };
        }
        chars.into_iter().collect()
    }

    #[test]
    fn lines_end_between_compounds_and_names() {
        for marks in [
            "SỞ|NÔNG NGHIỆP|VÀ/MÔI TRƯỜNG",
            "ỦY BAN NHÂN DÂN|TỈNH/ĐỒNG THÁP",
            "ỦY BAN NHÂN DÂN|THÀNH PHỐ/HỒ CHÍ MINH",
            "ỦY BAN NHÂN DÂN|TỈNH/BÀ RỊA -|VŨNG|TÀU",
            "TL.|CHỦ TỊCH|ỦY BAN NHÂN DÂN|TỈNH",
            "Về/việc|thành lập|Tổ/công nghệ|số/cộng đồng|ấp/Bình Hòa",
        ] {
            let text = marks.replace(['|', '/'], " ");
            assert_eq!(marked(&text), marks, "{text}");
        }
    }
}
