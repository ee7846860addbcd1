//! Names: Vietnamese text in plain letters (of columns in expressions, of output files), and names that no file may have.

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

/// Tells whether Windows takes a name of a file, whatever its extension, for a device: what is written to it is gone.
pub(crate) fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let stem = stem.to_lowercase();
    let is_numbered = ["com", "lpt"].iter().any(|port| {
        let mut rest = stem.strip_prefix(port).unwrap_or_default().chars();
        let digit = |c: char| c.is_ascii_digit() || matches!(c, '¹' | '²' | '³');
        rest.next().is_some_and(digit) && rest.next().is_none()
    });
    is_numbered || ["con", "prn", "aux", "nul", "conin$", "conout$"].contains(&stem.as_str())
}

/// A name as systems compare it that do not tell capitals from small letters, nor letters composed in one way from the
/// same letters composed in another.
pub(crate) fn folded(name: &str) -> String {
    name.nfc().collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_known_by_any_extension() {
        for name in [
            "NUL",
            "nul.yaml",
            "Con.tar.gz",
            "COM1",
            "lpt9.docx",
            "com¹.yaml",
            "nul .yaml",
            "AUX.pdf",
            "CONOUT$",
        ] {
            assert!(is_device(name), "{name}");
        }
        for name in [
            "",
            "con-1",
            "Còn.yaml",
            "com.yaml",
            "com10.yaml",
            "nulla",
            "ke-hoach.nul",
            "lpt",
        ] {
            assert!(!is_device(name), "{name}");
        }
    }

    #[test]
    fn names_are_one_where_only_capitals_or_composition_differ() {
        let apart: String = "KẾ HOẠCH".nfd().collect();
        assert_eq!(folded("Kế hoạch"), folded(&apart));
        assert_ne!(folded("Kế hoạch"), folded("Ke hoach"));
    }

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
