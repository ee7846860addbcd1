//! The rules in words: for `--explain`, for the page of all rules, for logs that programs show.

use super::{Rule, rule, rules};
use crate::diagnostic::{Code, Diagnostic, LAW, Severity};

/// The families of rules: how their codes begin, and what they are about.
const FAMILIES: [(&str, &str); 6] = [
    ("SL", "Số liệu"),
    ("NT", "Ngày tháng"),
    ("NN", "Ngôn ngữ"),
    ("VH", "Viết hoa"),
    ("TT", "Thể thức"),
    ("NQ", "Nhất quán"),
];

/// A rule in Markdown, for logs: its explanation and its examples.
pub(super) fn of_log(rule: &Rule) -> String {
    format!(
        "{}\n\n{}",
        rule.explanation,
        examples(rule, |text| {
            format!("```text\n{}\n```\n", text.trim_end())
        })
    )
}

fn examples(rule: &Rule, quoted: impl Fn(&str) -> String) -> String {
    format!(
        "Sai:\n\n{}\nĐúng:\n\n{}",
        quoted(rule.bad),
        quoted(rule.good)
    )
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "lỗi",
        Severity::Warning => "lưu ý",
        Severity::Hint => "gợi ý",
    }
}

/// What a code is about, in lines of at most so many letters: a rule's explanation, its examples and
/// its source in the law; of another message what the registry tells; of a family (`SL`) its rules.
///
/// # Errors
/// There is no such code; tells which was probably meant.
pub fn explain(name: &str, width: usize) -> Result<String, Box<Diagnostic>> {
    let name = name.trim();
    if let Some(rule) = rule(name) {
        return Ok(of_terminal(rule, width));
    }
    let Some(code) = Code::find(name) else {
        return family(name).ok_or_else(|| super::select::unknown(name));
    };
    let mut out = format!("{} ({})\n\n", code.name, level(code.level));
    out.push_str(&wrapped(&format!("{}.", code.about), width, ""));
    out.push_str(&law(code, width));
    Ok(out)
}

/// The rules of a family, a line each.
fn family(name: &str) -> Option<String> {
    let mut families = FAMILIES.iter();
    let (family, title) = families.find(|(family, _)| family.eq_ignore_ascii_case(name))?;
    let mut out = format!("{family} {title}\n\n");
    for rule in rules().filter(|rule| rule.code.name.starts_with(family)) {
        let Code { name, about, .. } = &rule.code;
        out.push_str(&format!(
            "{name} {} ({}): {about}\n",
            rule.name,
            level(rule.code.level)
        ));
    }
    Some(out)
}

fn of_terminal(rule: &Rule, width: usize) -> String {
    let mut out = format!(
        "{} {} ({})\n\n",
        rule.code.name,
        rule.name,
        level(rule.code.level)
    );
    out.push_str(&wrapped(&format!("{}.", rule.code.about), width, ""));
    out.push('\n');
    out.push_str(&wrapped(rule.explanation, width, ""));
    for (label, text) in [("Sai:", rule.bad), ("Đúng:", rule.good)] {
        out.push_str(&format!("\n{label}\n"));
        out.push_str(&wrapped(text, width, "    "));
    }
    out.push_str(&law(&rule.code, width));
    out
}

fn law(code: &Code, width: usize) -> String {
    let law = code.clause.map(|clause| format!("Căn cứ: {clause} {LAW}."));
    law.map_or_else(String::new, |law| format!("\n{}", wrapped(&law, width, "")))
}

/// Lines of at most so many letters, each behind an indentation; ends of lines stay.
fn wrapped(text: &str, width: usize, indent: &str) -> String {
    let room = width.saturating_sub(indent.chars().count()).max(20);
    let mut out = String::new();
    for line in text.trim_end().lines() {
        let own = &line[..line.len() - line.trim_start().len()];
        let mut used = 0;
        for word in line.split_whitespace() {
            let length = word.chars().count();
            if used == 0 {
                out.push_str(indent);
                out.push_str(own);
                used = own.chars().count();
            } else if used + 1 + length > room {
                out.push('\n');
                out.push_str(indent);
                used = 0;
            } else {
                out.push(' ');
                used += 1;
            }
            out.push_str(word);
            used += length;
        }
        out.push('\n');
    }
    out
}

/// The page of all rules, in Markdown (`docs/quy-tac.md`).
pub fn page() -> String {
    let mut out = String::from(HEAD);
    for (family, title) in FAMILIES {
        let of_family = || rules().filter(|rule| rule.code.name.starts_with(family));
        if of_family().next().is_none() {
            continue;
        }
        out.push_str(&format!("\n## {title} ({family})\n\n"));
        out.push_str("| mã | tên | mức | nói về |\n|---|---|---|---|\n");
        for rule in of_family() {
            let Code {
                name,
                level: of,
                about,
                clause: _,
            } = &rule.code;
            let (level, short) = (level(*of), rule.name);
            let line = format!(
                "| [{name}](#{}) | `{short}` | {level} | {about} |\n",
                anchor(rule)
            );
            out.push_str(&line);
        }
        of_family().for_each(|rule| out.push_str(&section(rule)));
    }
    out
}

fn section(rule: &Rule) -> String {
    let quoted = |text: &str| format!("```text\n{}\n```\n", text.trim_end());
    let mut out = format!("\n### {} {}\n\n", rule.code.name, rule.name);
    out.push_str(&format!("Mức: {}.", level(rule.code.level)));
    if let Some(clause) = rule.code.clause {
        out.push_str(&format!(" Căn cứ: {clause} {LAW}."));
    }
    out.push_str(&format!("\n\n{}\n\n", rule.explanation));
    out.push_str(&examples(rule, quoted));
    out
}

/// The name by which pages refer to a heading of a rule.
fn anchor(rule: &Rule) -> String {
    format!("{}-{}", rule.code.name.to_lowercase(), rule.name)
}

const HEAD: &str = "\
# Quy tắc soát văn bản

`vanban check` soát văn bản theo các quy tắc sau; `vanban check --explain MÃ` in phần của một quy tắc. Ba mức:

- **lỗi**: văn bản tự mâu thuẫn, hoặc trái câu chữ của luật, và không cách đọc nào cứu được;
- **lưu ý**: sai ở gần như mọi văn bản, nhưng có ngoại lệ chính đáng;
- **gợi ý**: hai cách viết trong một văn bản, thói quen của cơ quan, cách dùng từ.

Quy tắc chỉ báo điều nó chứng minh được từ chính văn bản. Chỗ nó chưa hiểu là *chưa xét*: không báo, cũng không coi là
đúng (`--not-evaluated` in những chỗ ấy cùng lý do). Cách bỏ qua một chỗ, cách ghi từ riêng của cơ quan:
[hướng dẫn](HUONG-DAN.md#soát-văn-bản).

Trang này lấy từ các quy tắc trong `src/check/rules/`; một phép thử giữ cho hai bên khớp nhau
(`INSTA_UPDATE=always cargo test --test codes` viết lại).
";
