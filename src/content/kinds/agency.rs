//! A first agency profile, of what a clerk answers.

use crate::slug::slug;
use crate::yaml::text::normal;
use serde::Deserialize;
use std::fmt::Write;

/// What is asked of a clerk whose office has no profile yet.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Answers {
    #[serde(rename = "co_quan_chu_quan")]
    superior: Vec<String>,
    #[serde(rename = "co_quan")]
    agency: Vec<String>,
    #[serde(rename = "viet_tat")]
    abbreviation: String,
    #[serde(rename = "don_vi_soan_thao")]
    unit: String,
    #[serde(rename = "dia_danh")]
    place: String,
    #[serde(rename = "nguoi_ky")]
    signatory: Signatory,
    #[serde(rename = "noi_nhan")]
    recipients: Vec<String>,
    #[serde(rename = "luu")]
    archive: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Signatory {
    #[serde(rename = "quyen_han")]
    capacity: Vec<String>,
    #[serde(rename = "chuc_vu")]
    title: String,
    #[serde(rename = "ho_ten")]
    name: String,
}

/// What a profile must say, so that documents that build on it need not.
pub(crate) const NEEDED: [&str; 4] = ["co_quan", "viet_tat", "dia_danh", "nguoi_ky_mac_dinh"];

/// The text of the profile, with comments; what was not answered is not there.
pub(crate) fn profile_of(answers: &Answers) -> String {
    let Answers {
        superior,
        agency,
        abbreviation,
        unit,
        place,
        signatory,
        recipients,
        archive,
    } = answers;
    let Signatory {
        capacity,
        title,
        name,
    } = signatory;
    let mut out = String::from(
        "# Hồ sơ cơ quan: những phần mà mọi văn bản của cơ quan dùng chung. Văn bản tự ghi mục nào thì dùng mục của nó.\n\n",
    );
    let line = |text: &String| std::slice::from_ref(text).to_vec();
    put(&mut out, "", "co_quan_chu_quan", superior);
    put(&mut out, "", "co_quan", agency);
    put(&mut out, "", "viet_tat", &line(abbreviation));
    put(&mut out, "", "don_vi_soan_thao", &line(unit));
    put(&mut out, "", "dia_danh", &line(place));
    let mut signing = String::new();
    put(&mut signing, "    ", "quyen_han", capacity);
    put(&mut signing, "    ", "chuc_vu", &line(title));
    put(&mut signing, "    ", "ho_ten", &line(name));
    if !signing.is_empty() {
        let called = slug(title, '_');
        let starts = called.starts_with(|c: char| c.is_ascii_alphabetic());
        let called = if starts { called.as_str() } else { "nguoi_ky" };
        // Invariant: writing to a string does not fail.
        let _ = write!(
            out,
            "\n# Mỗi người ký một tên gọi ngắn; văn bản chọn bằng “nguoi_ky: {called}”.\nnguoi_ky:\n  {called}:\n{signing}nguoi_ky_mac_dinh: {called}\n\n"
        );
    }
    put(&mut out, "", "noi_nhan", recipients);
    put(&mut out, "", "luu", &line(archive));
    out
}

/// Writes an entry of one line or of several; none of none.
fn put(out: &mut String, indent: &str, name: &str, lines: &[String]) {
    let lines = lines.iter().map(|line| normal(line.trim()));
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    // Invariant: writing to a string does not fail.
    let _ = match lines.as_slice() {
        [] => Ok(()),
        [line] => writeln!(out, "{indent}{name}: {}", scalar(line)),
        lines => {
            let items = lines
                .iter()
                .map(|line| format!("\n{indent}  - {}", scalar(line)));
            writeln!(out, "{indent}{name}:{}", items.collect::<String>())
        }
    };
}

/// A line as YAML takes it: plain where it begins with a letter and no sign means anything.
fn scalar(line: &str) -> String {
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let is_plain = line.starts_with(char::is_alphabetic)
        && !line.ends_with(':')
        && !line.contains(": ")
        && !line.contains(" #")
        && !line.contains(|c: char| c.is_control() || matches!(c, '{' | '}' | '\\' | '"'))
        && !words.contains(&line.to_lowercase().as_str());
    match is_plain {
        true => line.to_owned(),
        // A text of JSON is one of YAML.
        false => serde_json::Value::from(line).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{Kinds, Loaded, from_sources, skeleton_with};
    use crate::data::DataFile;
    use std::path::Path;

    fn loaded(answers: serde_json::Value) -> Loaded {
        let answers: Answers = serde_json::from_value(answers).unwrap_or_else(|e| panic!("{e}"));
        let text = profile_of(&answers);
        let read = &mut |_: &Path| Ok(text.clone().into_bytes());
        let given = crate::content::given_by(Path::new("co-quan.yaml"), read);
        let kinds = Kinds::builtin().unwrap_or_else(|e| panic!("{e}"));
        let plan = skeleton_with(&kinds, "ke-hoach", 2031, "co-quan.yaml", &given);
        let plan = plan.unwrap_or_else(|e| panic!("{e}"));
        from_sources(Path::new("a.yaml"), plan, read).unwrap_or_else(|e| panic!("{e}\n{text}"))
    }

    #[test]
    fn what_is_answered_is_what_a_document_says() {
        for odd in [
            "ỦY BAN NHÂN DÂN",
            "Sở: Tài chính",
            "# một",
            "- hai",
            "*ba",
            "true",
            "12",
            "a #b",
            "“Bốn”",
            "\"năm\" \\ 'sáu'",
            "@bảy",
            "tám:",
        ] {
            let answers = serde_json::json!({
                "co_quan": [odd, "PHƯỜNG 2"], "viet_tat": "UBND", "dia_danh": odd, "luu": "VT",
                "nguoi_ky": { "quyen_han": ["TM. ỦY BAN NHÂN DÂN"], "chuc_vu": "CHỦ TỊCH", "ho_ten": odd },
            });
            let content = loaded(answers).content;
            assert_eq!(content.agency[0].text, odd);
            assert_eq!(content.place.map(|place| place.text).as_deref(), Some(odd));
            assert_eq!(content.signatories[0].name.text, odd);
        }
    }
}
