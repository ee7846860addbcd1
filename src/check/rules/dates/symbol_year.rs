//! The year in the symbol of an act against its date: `15/2023/NĐ-CP ngày 05/3/2024`.

use super::acts;
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NT009",
        level: Severity::Warning,
        about: "Năm trong số, ký hiệu của văn bản khác năm của ngày đi liền",
        clause: None,
    },
    name: "nam-ky-hieu",
    explanation: "Văn bản quy phạm pháp luật mang năm ban hành trong số, ký hiệu (15/2024/NĐ-CP), nên năm ấy \
                  phải là năm của ngày ban hành ghi liền sau.",
    bad: "Nghị định số 15/2023/NĐ-CP ngày 05/3/2024.",
    good: "Nghị định số 15/2024/NĐ-CP ngày 05/3/2024.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for passage in &reading.passages {
        if passage.symbols.is_empty() {
            continue;
        }
        for date in passage.dates() {
            let (Some(year), Some(symbol)) = (&date.year, acts::symbol_before(passage, date))
            else {
                continue;
            };
            // A date after the document is a fault of its own.
            let issued = reading.content.date.as_ref();
            if issued.is_some_and(|issued| year.value > issued.year) {
                continue;
            }
            let text = passage.slice(&symbol);
            let Some((of_symbol, at)) = acts::year(text).filter(|(one, _)| *one != year.value)
            else {
                continue;
            };
            let range = symbol.start + at..symbol.start + at + 4;
            let Some(place) = passage.place(&range) else {
                continue;
            };
            let message = format!(
                "“{text}” mang năm {of_symbol}, ngày đi liền là năm {}",
                year.value
            );
            let mut finding = RULE.finding(message).at(place);
            if let Some(place) = passage.place(&year.range) {
                finding = finding.related(place, "năm của ngày ban hành");
            }
            found.add(finding);
        }
    }
}
