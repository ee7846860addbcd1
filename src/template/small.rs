//! `{{ co_quan | ten_thuong(giu="UBND", don_vi="phường,tỉnh", nganh="sở", tru="xã hội") }}`: a name in
//! capitals as running text writes it (Nghị định 30/2020/NĐ-CP, Phụ lục II): `ỦY BAN NHÂN DÂN PHƯỜNG 2` →
//! `Ủy ban nhân dân Phường 2`. The lines of a list are joined. The words stand in the template; a name
//! that is not in capitals is left as it is.

use super::{
    doubled::{Piece, pieces},
    guard::{Answer, Shared},
};
use tera::{Kwargs, State, Value};

pub(super) fn name(_: &Shared, value: &Value, k: Kwargs, _: &State<'_>) -> Answer {
    let list = |key| Ok::<_, tera::Error>(phrases(k.get::<&str>(key)?.unwrap_or("")));
    let words = Words {
        kept: list("giu")?,
        units: list("don_vi")?,
        branches: list("nganh")?,
        no_units: list("tru")?,
    };
    let lines = value
        .as_array()
        .map_or_else(|| vec![value], |lines| lines.iter().collect());
    let mut all: Vec<Piece> = Vec::new();
    for line in lines {
        if !all.is_empty() {
            all.push(Piece {
                origin: None,
                text: " ".to_owned(),
            });
        }
        all.extend(pieces(line));
    }
    let text: String = all.iter().map(|piece| piece.text.as_str()).collect();
    let small = words.small(&text);
    let mut letters = small.chars();
    let mut out = String::with_capacity(text.len() + 32);
    for Piece { origin, text } in all {
        let made: String = letters.by_ref().take(text.chars().count()).collect();
        let origin = match made == text {
            true => origin,
            false => origin.map(crate::document::Origin::rewritten),
        };
        out.push_str(&Piece { origin, text: made }.markup());
    }
    Ok(Value::safe_string(&out))
}

/// Each phrase between commas as its words.
fn phrases(list: &str) -> Vec<Vec<String>> {
    let phrases = list.split(',').map(|phrase| phrase.split_whitespace());
    phrases
        .map(|words| words.map(str::to_owned).collect::<Vec<_>>())
        .filter(|words| !words.is_empty())
        .collect()
}

/// The words that decide about capitals.
struct Words {
    /// Abbreviations, which stay.
    kept: Vec<Vec<String>>,
    /// Units of administration: a proper name follows.
    units: Vec<Vec<String>>,
    /// Offices that are named after their field.
    branches: Vec<Vec<String>>,
    /// Words that look like a unit and are none.
    no_units: Vec<Vec<String>>,
}

impl Words {
    /// The name with as many letters as it had.
    fn small(&self, text: &str) -> String {
        if text.chars().any(char::is_lowercase) {
            return text.to_owned();
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        let small: Vec<String> = words
            .iter()
            .map(|word| word.chars().map(lower).collect())
            .collect();
        let mut capital = vec![false; words.len()];
        if let Some(first) = capital.first_mut() {
            *first = true;
        }
        let starts = |phrases: &[Vec<String>], at: usize| {
            let fits = |phrase: &&Vec<String>| small[at..].starts_with(phrase);
            phrases.iter().filter(fits).map(Vec::len).max()
        };
        let mut in_field = false;
        let mut in_name = false;
        let mut at = 0;
        while at < words.len() {
            let unit = match starts(&self.no_units, at) {
                Some(_) => None,
                None => starts(&self.units, at),
            };
            if let Some(length) = unit {
                (in_field, in_name) = (false, true);
                let behind = words.get(at + length);
                capital[at] |= behind.is_some_and(|next| is_number(next));
                at += length;
                continue;
            }
            if at == 0
                && let Some(length) = starts(&self.branches, at)
            {
                in_field = true;
                if let Some(next) = capital.get_mut(length) {
                    *next = true;
                }
                at += length;
                continue;
            }
            capital[at] |= in_name || (in_field && at > 0 && small[at - 1] == AND);
            at += 1;
        }
        let mut out = String::with_capacity(text.len());
        let mut seen = 0;
        let mut inside = false;
        for c in text.chars() {
            let begins = !c.is_whitespace() && !inside;
            inside = !c.is_whitespace();
            seen += usize::from(begins);
            let index = seen.saturating_sub(1);
            let keeps = inside && (is_number(words[index]) || self.keeps(words[index]));
            out.push(match keeps || (begins && capital[index]) {
                true => c,
                false => lower(c),
            });
        }
        out
    }

    fn keeps(&self, word: &str) -> bool {
        self.kept.iter().any(|phrase| *phrase == [word])
    }
}

/// Joins two fields in the name of an office.
const AND: &str = "và";

/// A number in figures or in Roman ones.
fn is_number(word: &str) -> bool {
    let roman = word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    roman || word.bytes().any(|b| b.is_ascii_digit())
}

/// A letter in its small form, where that is one letter.
fn lower(c: char) -> char {
    let mut small = c.to_lowercase();
    match (small.next(), small.next()) {
        (Some(only), None) => only,
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_running_text_has_them() {
        let words = Words {
            kept: phrases("UBND,HĐND"),
            units: phrases("phường,xã,tỉnh,thành phố"),
            branches: phrases("sở,phòng"),
            no_units: phrases("xã hội"),
        };
        for (name, written) in [
            ("ỦY BAN NHÂN DÂN PHƯỜNG 2", "Ủy ban nhân dân Phường 2"),
            ("ỦY BAN NHÂN DÂN XÃ MỸ PHƯỚC", "Ủy ban nhân dân xã Mỹ Phước"),
            ("UBND TỈNH SÓC TRĂNG", "UBND tỉnh Sóc Trăng"),
            ("HĐND PHƯỜNG V", "HĐND Phường V"),
            ("SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG", "Sở Tài nguyên và Môi trường"),
            (
                "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI TỈNH A",
                "Sở Lao động - thương binh và Xã hội tỉnh A",
            ),
            (
                "PHÒNG KINH TẾ THÀNH PHỐ CẦN THƠ",
                "Phòng Kinh tế thành phố Cần Thơ",
            ),
            ("Uỷ ban PHƯỜNG 2", "Uỷ ban PHƯỜNG 2"),
            ("QUYẾT ĐỊNH", "Quyết định"),
            ("", ""),
        ] {
            assert_eq!(words.small(name), written);
        }
    }
}
