//! Slips in a file that YAML lets pass: its text would be printed other than it was meant.
//!
//! In: a marked tree of the right shape. Out: warnings, each kind told once, at the first place.

use super::schema::appendices::is_form;
use crate::diagnostic::{Diagnostic, Place, Source};
use crate::yaml::{
    comments,
    tree::{Node, Style, Value},
    typed::Form,
};
use std::{ops::Range, sync::Arc};

/// So many lines are named in a message.
const MOST_NAMED: usize = 8;

/// Tells of characters that no one sees, of text that was cut off as a comment, of Markdown where
/// none is read, and of gaps of a skeleton that nobody filled. `form` knows the entries by name.
pub(super) fn check(
    source: &Arc<Source>,
    root: &Node,
    form: &dyn Fn(&str) -> Option<Form>,
) -> Vec<Diagnostic> {
    let mut slips = Slips {
        source,
        form,
        cut: Vec::new(),
        marks: Vec::new(),
        gaps: Vec::new(),
    };
    if let Value::Map(entries) = &root.value {
        for entry in entries {
            let form = form(&entry.key);
            if form != Some(Form::Choice) {
                let is_markdown = matches!(form, Some(Form::Markdown | Form::Figures));
                slips.node(&entry.value, is_markdown);
            }
        }
    }
    let cut = slips.told(&slips.cut, |more| {
        Diagnostic::warning(
            "chu-bi-cat",
            format!("chữ từ dấu # trở đi bị hiểu là ghi chú nên không được in{more}"),
        )
        .help(
            "nếu là chữ của văn bản thì đặt cả nội dung trong dấu ngoặc kép \"…\"; \
             nếu đúng là ghi chú thì đưa lên một dòng riêng, hoặc để hai dấu cách trước dấu #",
        )
    });
    let marks = slips.told(&slips.marks, |more| {
        Diagnostic::warning(
            "dau-markdown",
            format!("mục này in nguyên từng chữ, dấu ở đây không thành chữ đậm, nghiêng hay chú thích{more}"),
        )
        .help("bỏ dấu **, *, _ hoặc [^…]; chữ đậm, nghiêng và chú thích chỉ viết được trong mo_dau, noi_dung, ket_thuc")
    });
    let gaps = slips.told(&slips.gaps, |more| {
        Diagnostic::warning("con-cho-trong", format!("chỗ “…” này chưa điền{more}")).help(
            "thay “…” bằng chữ của văn bản; chỗ để điền tay sau khi in thì ghi nhiều dấu chấm: ……",
        )
    });
    cut.into_iter().chain(marks).chain(gaps).collect()
}

struct Slips<'a> {
    source: &'a Arc<Source>,
    form: &'a dyn Fn(&str) -> Option<Form>,
    cut: Vec<Range<usize>>,
    marks: Vec<Range<usize>>,
    gaps: Vec<Range<usize>>,
}

impl Slips<'_> {
    /// Trees are at most as deep as the parser lets them be.
    fn node(&mut self, node: &Node, is_markdown: bool) {
        match &node.value {
            Value::Scalar(text, style) => {
                if *style == Style::Plain {
                    self.cut.extend(cut(&self.source.text, &node.range, text));
                }
                let covered = self.source.text.get(node.range.clone());
                if let Some(mark) = covered.filter(|_| !is_markdown).and_then(mark) {
                    let start = node.range.start;
                    self.marks.push(start + mark.start..start + mark.end);
                }
                let start = node.range.start;
                let gaps = gaps(covered.unwrap_or_default());
                self.gaps
                    .extend(gaps.map(|at| start + at..start + at + GAP.len_utf8()));
            }
            Value::Seq(items) => items.iter().for_each(|item| self.node(item, is_markdown)),
            Value::Map(entries) => {
                let gaps = self.gaps.len();
                for entry in entries {
                    match (self.form)(&entry.key) {
                        Some(Form::Choice) => {}
                        // Entries within entries have a form of their own; figures have any name.
                        Some(Form::Markdown) => self.node(&entry.value, true),
                        _ => self.node(&entry.value, is_markdown),
                    }
                }
                // A form is filled in by others.
                if is_form(entries) {
                    self.gaps.truncate(gaps);
                }
            }
        }
    }

    /// A message at the first of some places that names the lines of the others.
    fn told(
        &self,
        places: &[Range<usize>],
        message: impl FnOnce(String) -> Diagnostic,
    ) -> Option<Diagnostic> {
        let (first, others) = places.split_first()?;
        let lines = others.iter().take(8 * MOST_NAMED);
        let mut lines: Vec<String> = lines
            .map(|range| self.source.line_column(range.start).0.to_string())
            .collect();
        lines.dedup();
        let is_cut = lines.len() > MOST_NAMED || others.len() > 8 * MOST_NAMED;
        lines.truncate(MOST_NAMED);
        let more = match others.len() {
            0 => String::new(),
            count => {
                let rest = if is_cut { ", …" } else { "" };
                format!(" (và {count} chỗ nữa, dòng {}{rest})", lines.join(", "))
            }
        };
        Some(message(more).at(Place::new(self.source, first.clone())))
    }
}

/// The comment behind a text without quotes, where it looks like the rest of the text: `ấp # 5`,
/// `#5`, or one space only where who writes a comment leaves more.
fn cut(source: &str, range: &Range<usize>, text: &str) -> Option<Range<usize>> {
    let mut words = text.split_whitespace();
    if !text.chars().any(char::is_alphabetic) {
        return None;
    }
    let end = range.start + source.get(range.clone())?.trim_end().len();
    let line = source.get(end..)?.lines().next()?.trim_end();
    let comment = line.trim_start_matches([' ', '\t']);
    let behind = comment.strip_prefix('#')?;
    if comments::is_word(behind) {
        return None;
    }
    let space = line.len() - comment.len();
    let numbered = behind
        .trim_start()
        .starts_with(|c: char| c.is_ascii_digit());
    let attached = behind.starts_with(|c: char| c.is_alphanumeric());
    let likely = numbered || attached || (space == 1 && words.nth(1).is_some());
    (space > 0 && likely).then(|| end + space..end + line.len())
}

/// The sign that stands in skeletons for what is to be written.
const GAP: char = '…';

/// Where a text has the sign of a gap: alone between blanks, strokes and stops. Behind a comma it ends a
/// list that goes on; several of them are a line to be filled in by hand.
fn gaps(covered: &str) -> impl Iterator<Item = usize> {
    let quotes = ['"', '\''];
    covered.match_indices(GAP).filter_map(move |(at, sign)| {
        let before = covered[..at].trim_start_matches(quotes);
        let after = covered[at + sign.len()..].trim_end_matches(quotes);
        let opens = |c: char| c.is_whitespace() || c == '/';
        let ends = |c: char| opens(c) || matches!(c, '.' | ',' | ';' | ':' | '?' | '!' | '-');
        let is_free = before.chars().next_back().is_none_or(opens)
            && after.chars().next().is_none_or(ends)
            && !after.starts_with("..");
        let is_list = before.trim_end().ends_with([',', ';', GAP]);
        let goes_on = after.trim_start().starts_with(GAP);
        (is_free && !is_list && !goes_on).then_some(at)
    })
}

/// The first `**`, `*…*`, `_…_` or `[^…]` of a text.
fn mark(text: &str) -> Option<Range<usize>> {
    let strong = text.find("**").map(|at| at..at + 2);
    let note = text.find("[^").and_then(|at| {
        let end = text[at..].find(']')?;
        Some(at..at + end + 1)
    });
    let all = [strong, note, emphasis(text, '*'), emphasis(text, '_')];
    all.into_iter().flatten().min_by_key(|range| range.start)
}

/// A stretch between two single signs, which stand at the edges of words and inside of which no
/// white space touches them.
fn emphasis(text: &str, sign: char) -> Option<Range<usize>> {
    let mut open = None;
    let mut before: Option<char> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, c)| c);
        let free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != sign);
        let inner = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && c != sign);
        // `(*)` stands for a note that is written by hand.
        let bracketed = before == Some('(') && next == Some(')');
        if c == sign && !bracketed {
            match open {
                Some(start) if inner(before) && free(next) => return Some(start..at + 1),
                _ if free(before) && inner(next) => open = Some(at),
                _ => {}
            }
        }
        before = Some(c);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::schema;
    use super::*;

    fn codes(text: &str) -> Vec<&'static str> {
        let source = Source::new("a.yaml", text);
        let root =
            crate::yaml::tree::parse(&source, &schema::names()).unwrap_or_else(|e| panic!("{e}"));
        check(&source, &root, &schema::form)
            .iter()
            .map(|found| found.code)
            .collect()
    }

    #[test]
    fn text_behind_a_hash_is_told_and_comments_are_not() {
        for text in [
            "trich_yeu: Bàn giao nhà văn hóa ấp # 5 và sân # 6\n",
            "trich_yeu: Bàn giao ấp  #5\n",
            "trich_yeu: Bàn giao #BanGiao\n",
            "trich_yeu: Bàn giao # và sân\n",
            "can_cu:\n  - Căn cứ Công văn # 12\n",
            "noi_dung: Một đoạn # 5\n",
            "nguoi_ky: {ho_ten: Trần Văn # 1\n}\n",
        ] {
            assert_eq!(codes(text), ["chu-bi-cat"], "{text}");
        }
        for text in [
            "loai: ke-hoach # loại văn bản\n",
            "so: 5 # số\n",
            "ngay_ban_hanh: /01/2024 # 5\n",
            "ho_so: co-quan.yaml # 2 hồ sơ\n",
            "viet_tat: UBND # chữ viết tắt\n",
            "trich_yeu: Bàn giao nhà   # trích yếu\n",
            "trich_yeu: Bàn giao nhà\n# 5 dòng\n",
            "trich_yeu: 'Bàn giao ấp # 5'\n",
            "noi_dung: |\n  # 5. Đề mục # 5\n",
            "so_lieu:\n  ho_ngheo: 12 # 5 hộ mới\n",
        ] {
            assert_eq!(codes(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn markdown_where_none_is_read_is_told() {
        for text in [
            "dự thảo **Quy chế**",
            "dự thảo *Quy chế*",
            "dự thảo _Quy chế_",
            "Luật[^1]",
            "**",
        ] {
            assert_eq!(
                codes(&format!("trich_yeu: a {text} b\n")),
                ["dau-markdown"],
                "{text}"
            );
            assert_eq!(
                codes(&format!("noi_nhan: [\"{text}\"]\n")),
                ["dau-markdown"],
                "{text}"
            );
            assert_eq!(codes(&format!("noi_dung: a {text} b\n")), [""; 0], "{text}");
        }
        for text in [
            "5*3*2",
            "a_b_c",
            "số ____/QĐ",
            "A (*) và B (*)",
            "5 * 3 * 2",
            "x* và y*",
        ] {
            assert_eq!(
                codes(&format!("trich_yeu: a {text} b\n")),
                [""; 0],
                "{text}"
            );
        }
    }

    #[test]
    fn gaps_of_skeletons_are_told_and_dots_for_a_pen_are_not() {
        for text in [
            "trich_yeu: …\n",
            "trich_yeu: \"…\"\n",
            "dia_danh: Phường …\n",
            "can_cu: [Căn cứ Luật …]\n",
            "can_cu:\n  - Căn cứ Nghị định số …/2020/NĐ-CP\n",
            "noi_dung: |\n  1. …\n",
            "noi_dung: |\n  Đến năm …./.\n",
            "nguoi_ky: {ho_ten: …}\n",
        ] {
            assert_eq!(codes(text), ["con-cho-trong"], "{text}");
        }
        for text in [
            "noi_dung: bàn, ghế, …\n",
            "noi_dung: (sách, vở …)…\n",
            "noi_dung: kể cả lễ tết…\n",
            "noi_dung: \"Căn cứ (…) và […]\"\n",
            "noi_dung: Ông (bà) ……………\n",
            "noi_dung: Ông (bà) … … …\n",
            "noi_dung: Ông (bà) …..............\n",
            "noi_dung: '{{ so_lieu.a | default(value=\"…\") }}'\n",
            "ho_so: …\n",
        ] {
            assert_eq!(codes(text), [""; 0], "{text}");
        }
    }
}
