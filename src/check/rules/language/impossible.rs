//! A word that no Vietnamese syllable can be: `nghành`, `côngg`, `phưong`.

use super::names;
use super::odd_words::{self, Odd};
use super::syllable::{self, Impossible};
use crate::check::reading::{Passage, Spelling, Word};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use std::collections::HashMap;
use std::ops::Range;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NN003",
        level: Severity::Error,
        about: "Chữ không phải là âm tiết tiếng Việt",
        clause: None,
    },
    name: "am-tiet-sai",
    explanation: "Âm đầu, vần và thanh của chữ không ghép được thành âm tiết tiếng Việt: “nghành” (ngh chỉ đứng trước e, ê, i), \
                  “côngg” (thừa chữ), “viẹcc”, “cach” (vần có c, ch, p, t chỉ mang thanh sắc hoặc nặng). Chữ hoa, tên riêng, \
                  từ mượn, đơn vị đo và từ có gạch nối không bị xét; từ của riêng cơ quan thì thêm vào tu_dien.",
    bad: "Các nghành liên quan phối hợp.",
    good: "Các ngành liên quan phối hợp.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let mut known = HashMap::new();
    for passage in &reading.passages {
        for (word, odd) in odd_words::of(reading, passage, &mut known) {
            if let Odd::Impossible(fault) = odd {
                look(passage, word, fault, found);
            }
        }
    }
}

fn look(passage: &Passage<'_>, word: &Word, fault: Impossible, found: &mut Findings) {
    let range = passage.span(word, word);
    if names::covers(passage, &range) || hides_a_sign(passage, &range) {
        return;
    }
    let said = passage.said(word);
    let why = match fault {
        Impossible::Letters => "không ghép được thành âm tiết tiếng Việt",
        Impossible::Together => "âm đầu không viết như vậy trước vần này",
        Impossible::Stop => "âm tiết có c, ch, p, t ở cuối chỉ mang dấu sắc hoặc dấu nặng",
        Impossible::Place => "dấu thanh đặt sai chữ",
        Impossible::Tones => "có hai dấu thanh",
    };
    let mut finding = RULE
        .finding(format!("“{said}”: {why}"))
        .at(passage.place(&range));
    let meant = Spelling::of(said).and_then(|spelling| syllable::meant(&spelling));
    if let Some(meant) = meant {
        finding = finding.help(format!("có lẽ là “{meant}”"));
    } else if let Some((first, second)) = syllable::run_together(said) {
        finding = finding.help(format!("có lẽ là hai chữ viết liền: “{first} {second}”"));
    }
    found.add(finding);
}

/// Whether a sign that nobody sees stands in the word in its file: another rule tells of that, and the
/// sign may stand for a space.
fn hides_a_sign(passage: &Passage<'_>, range: &Range<usize>) -> bool {
    let place = passage.place(range);
    let there = place
        .as_ref()
        .and_then(|place| place.source.text.get(place.range.clone()));
    there.is_some_and(|there| {
        there.contains([
            '\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}',
        ])
    })
}

#[cfg(test)]
mod tests {
    use crate::check::tests::told;

    fn found(body: &str) -> Vec<String> {
        let (found, _) = told(body);
        let found = found.into_iter().filter(|told| told.contains("NN0"));
        found
            .map(|told| told.split(':').next().unwrap_or_default().to_owned())
            .collect()
    }

    #[test]
    fn impossible_words_are_found() {
        for word in [
            "nghành",
            "gế",
            "kông",
            "cế",
            "nghàng",
            "côngg",
            "phươngg",
            "thựchiện",
            "đượcc",
            "viẻc",
            "quôc",
            "hịên",
            "trongg",
            "tronng",
            "thanhh",
            "cach",
            "tâp",
            "nhiêmj",
            "quyyết",
            "đìnhh",
            "kao",
        ] {
            let all = found(&format!("Các đơn vị {word} được giao."));
            assert_eq!(all.len(), 1, "{word}: {all:?}");
        }
        let all = found("| Nội dung | Số |\n|---|---|\n| Các **nghành** | 12 |");
        assert_eq!(all, ["Error NN003 nghành"]);
    }

    #[test]
    fn names_loans_and_signs_are_left_alone() {
        for body in [
            "Xã Krông Bông, Chư Prông, Pác Nặm và Đắk Tô.",
            "Đặt camera, container, internet, website online của logo.",
            "Dài 5 km, nặng 12 kg, dùng 30 kWh, rộng 7 m2, 5 m³.",
            "Ông Vla-đi-mia ở Mát-xcơ-va và v.v. theo đ/c Bình.",
            "Theo best practice và “benchmark” của họ, file data.csv.",
            "Chương IV, mục iv, khoản a, điểm đ.",
            "Trạm ôtô, axít, bêtông, cà-phê, xe buýt, rơ-moóc.",
            "Vận động theo phong trào, khuya khoắt, ngoằn ngoèo, khuỷu tay, quýnh.",
        ] {
            assert!(found(body).is_empty(), "{body}: {:?}", found(body));
        }
    }
}
