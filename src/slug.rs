//! Vietnamese text to names in plain letters: of columns in expressions, of output files.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// `text` in lower-case ASCII letters and digits; each run of anything else is one `separator`,
/// none at the ends: `Số hộ nghèo (hộ)` is `so_ho_ngheo_ho`. Empty where no letter or digit is.
pub(crate) fn slug(text: &str, separator: char) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)) {
        let c = match c {
            'đ' | 'Đ' => 'd',
            c => c.to_ascii_lowercase(),
        };
        if !c.is_ascii_alphanumeric() {
            gap = true;
            continue;
        }
        if std::mem::take(&mut gap) && !out.is_empty() {
            out.push(separator);
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_loses_its_marks_and_nothing_else() {
        assert_eq!(slug("Số hộ nghèo (hộ)", '_'), "so_ho_ngheo_ho");
        assert_eq!(slug("  Khóm 1 ", '-'), "khom-1");
        assert_eq!(slug("ĐƯỜNG Đốc Binh Kiều", '-'), "duong-doc-binh-kieu");
        assert_eq!(slug("Tỷ lệ\n(%)", '_'), "ty_le");
        assert_eq!(slug("m²", '_'), "m2");
        assert_eq!(slug("%", '_'), "");
    }

    #[test]
    fn composed_and_decomposed_are_the_same() {
        let text = "Ngưỡng cửa Đổi mới";
        let apart: String = text.nfd().collect();
        assert_eq!(slug(&apart, '_'), slug(text, '_'));
    }
}
