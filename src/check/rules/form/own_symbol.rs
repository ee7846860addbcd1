//! The document's own symbol, where it was typed, against its kind and its agency.

use crate::check::reading::citations;
use crate::check::{Findings, Reading, Rule};
use crate::content::SymbolForm;
use crate::diagnostic::{Code, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "TT004",
        level: Severity::Error,
        about: "Ký hiệu của văn bản không khớp tên loại hoặc cơ quan ban hành",
        clause: Some("Phụ lục I, Phần I, II.3.b và II.3.c"),
    },
    name: "ky-hieu-sai",
    explanation: "Ký hiệu gồm chữ viết tắt tên loại (Phụ lục III, Mục I) và chữ viết tắt tên cơ quan, giữa các nhóm có gạch \
        nối, không cách chữ; công văn không ghi chữ viết tắt tên loại. Bỏ trống ky_hieu thì vanban tự ghép đúng.",
    bad: "loai: ke-hoach\nky_hieu: QĐ-UBND",
    good: "loai: ke-hoach\nky_hieu: KH-UBND",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let content = reading.content;
    let Some(given) = &content.typed_symbol else {
        return;
    };
    let symbol = given.text.trim().trim_start_matches('/');
    let kind = &content.kind;
    let mut tell = |message: String| found.add(RULE.finding(message).at(given.place.clone()));
    if symbol.contains(char::is_whitespace) || symbol.contains(['–', '—']) {
        return tell(format!(
            "ký hiệu “{symbol}” phải viết liền, giữa các nhóm chữ là gạch nối (-)"
        ));
    }
    let Some((first, rest)) = citations::abbreviation(symbol) else {
        return;
    };
    let upper = symbol.split(['/', '-']).all(|part| {
        part.chars()
            .next()
            .is_none_or(|first| !first.is_lowercase())
    });
    if !upper {
        return tell(format!("ký hiệu “{symbol}” phải viết bằng chữ in hoa"));
    }
    match kind.symbol {
        SymbolForm::None => return,
        SymbolForm::Kind if !kind.abbreviation.is_empty() && first != kind.abbreviation => {
            return tell(format!(
                "ký hiệu ghi “{first}”, mà chữ viết tắt của {} là “{}”",
                kind.title(),
                kind.abbreviation
            ));
        }
        SymbolForm::Unit if first == "CV" || citations::is_abbreviation(first) && first != "CT" => {
            return tell(format!(
                "ký hiệu của công văn không ghi tên loại (“{first}”)"
            ));
        }
        SymbolForm::Kind | SymbolForm::Unit => {}
    }
    let agency = match kind.symbol {
        SymbolForm::Unit => symbol,
        _ => rest,
    };
    let Some(own) = &content.abbreviation else {
        return;
    };
    let own = own.text.trim();
    if content.joint.is_empty() && !agency.contains(own) {
        tell(format!(
            "ký hiệu “{symbol}” không có chữ viết tắt của cơ quan ban hành (“{own}”)"
        ));
    } else if symbol
        .trim_start_matches(|c: char| c.is_ascii_digit() || c == '/')
        .contains('/')
    {
        tell(format!(
            "giữa các nhóm chữ của ký hiệu “{symbol}” là gạch nối (-), không phải gạch chéo"
        ));
    }
}
