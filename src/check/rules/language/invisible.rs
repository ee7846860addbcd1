//! Characters that no one sees: soft hyphens, zero-width spaces and joiners.

use super::source::{self, Line};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use crate::yaml::unseen;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "NN053",
        level: Severity::Error,
        about: "Ký tự không ai thấy ở giữa một từ",
        clause: None,
    },
    name: "ky-tu-khong-thay",
    explanation: "Dấu nối mềm (U+00AD), dấu cách không bề rộng (U+200B) và các ký tự cùng loại đi theo chữ \
                  chép từ trang web, PDF. Chúng chia một từ làm hai, hoặc dính hai từ làm một, mà mắt không \
                  thấy. Khi in vanban bỏ chúng đi. Ở ngoài từ thì chúng vô hại, chỉ là gợi ý.",
    bad: "nhà\u{200b}nước (giữa hai tiếng có ký tự U+200B).",
    good: "nhà nước.",
    check,
};

fn check(reading: &Reading<'_>, found: &mut Findings) {
    for line in source::lines(reading, has_any) {
        let mut inside = Vec::new();
        for (at, c) in unseen::inside_words(line.text) {
            inside.push(at);
            tell(&line, at, c, Severity::Error, found);
        }
        let outside = line.text.char_indices().filter(|(_, c)| is_told(*c));
        let outside = outside.filter(|(at, _)| !inside.contains(at));
        let mut end = 0;
        for (at, c) in outside {
            // A run of them is one place.
            let goes_on = at == end && end > 0;
            end = at + c.len_utf8();
            if !goes_on
                && !inside
                    .iter()
                    .any(|from| run(line.text, *from).contains(&at))
            {
                tell(&line, at, c, Severity::Hint, found);
            }
        }
    }
}

/// The bytes of a run of such characters.
fn run(line: &str, from: usize) -> std::ops::Range<usize> {
    let rest = &line[from..];
    let end = rest.find(|c| !is_told(c)).unwrap_or(rest.len());
    from..from + end
}

fn tell(line: &Line<'_>, at: usize, c: char, level: Severity, found: &mut Findings) {
    let place_word = match level {
        Severity::Error => "ở giữa một từ",
        _ => "ở cạnh một từ",
    };
    let message = format!("ký tự không ai thấy U+{:04X} {place_word}", u32::from(c));
    let end = run(line.text, at).end.max(at + c.len_utf8());
    let place = line.place(at..end);
    let finding = RULE.finding_as(level, message).at(place.clone());
    found.add(
        finding
            .help("nếu chỗ này là hai từ thì gõ dấu cách vào giữa")
            .fix("xóa ký tự này", place, ""),
    );
}

fn has_any(text: &str) -> bool {
    !text.is_ascii() && text.contains(is_told)
}

/// Those that come along with Vietnamese text; marks of direction, pictures and other scripts are
/// taken out in silence.
fn is_told(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}
