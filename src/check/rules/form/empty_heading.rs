//! Headings with nothing below them, and with a single heading below them.

use crate::check::reading::{Passage, Role};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use crate::document::HeadingForm;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "TT022",
        level: Severity::Hint,
        about: "Đề mục không có nội dung, hoặc chỉ có một đề mục con",
        clause: None,
    },
    name: "de-muc-trong",
    explanation: "Dưới mỗi đề mục phải có lời văn, bảng hoặc đề mục con; một đề mục không chia thành một phần duy nhất (chương có một điều thì được). Khoản, điểm \
        viết thành câu (có dấu ở cuối) không tính.",
    bad: "## I. KẾT QUẢ\n\n## II. KIẾN NGHỊ\n\nĐề nghị cấp kinh phí.",
    good: "## I. KẾT QUẢ\n\nĐã hoàn thành.\n\n## II. KIẾN NGHỊ\n\nĐề nghị cấp kinh phí.",
    check,
};

/// A heading, with the number of headings right below it.
struct Open<'r, 'a> {
    passage: &'r Passage<'a>,
    form: HeadingForm,
    level: u8,
    children: usize,
    child: Option<&'r Passage<'a>>,
    child_form: Option<HeadingForm>,
    has_text: bool,
}

fn check(reading: &Reading<'_>, found: &mut Findings) {
    let mut open: Vec<Open<'_, '_>> = Vec::new();
    let mut single = None;
    let mut part = 0;
    for passage in &reading.passages {
        if passage.part != part {
            part = passage.part;
            close(&mut open, 0, &mut single, found);
        }
        match passage.role {
            Role::Heading(form, level) => {
                // A title of several lines is one heading.
                let is_title = open
                    .last()
                    .is_some_and(|open| open.passage.block == passage.block);
                if is_title {
                    continue;
                }
                close(&mut open, level, &mut single, found);
                if let Some(parent) = open.last_mut() {
                    parent.children += 1;
                    parent.child = Some(passage);
                    parent.child_form = Some(form);
                }
                open.push(Open {
                    passage,
                    form,
                    level,
                    children: 0,
                    child: None,
                    child_form: None,
                    has_text: false,
                });
            }
            Role::HeadingLabel(..) => {}
            Role::Note(_) | Role::RecipientsLabel | Role::Recipient => {
                close(&mut open, 0, &mut single, found);
            }
            _ => {
                if let Some(heading) = open.last_mut() {
                    heading.has_text = true;
                }
            }
        }
    }
    close(&mut open, 0, &mut single, found);
    if let Some((parent, child)) = single {
        let message = format!("“{}” chỉ có một đề mục con", short(parent));
        let mut finding = RULE.finding(message).at(child.whole());
        if let Some(place) = parent.whole() {
            finding = finding.related(place, "đề mục chứa nó");
        }
        found.add(finding);
    }
}

/// A heading with the single one below it.
type Single<'r, 'a> = Option<(&'r Passage<'a>, &'r Passage<'a>)>;

/// Closes headings of a level and those below.
fn close<'r, 'a>(
    open: &mut Vec<Open<'r, 'a>>,
    level: u8,
    single: &mut Single<'r, 'a>,
    found: &mut Findings,
) {
    while open.last().is_some_and(|last| last.level >= level) {
        let Some(heading) = open.pop() else {
            return;
        };
        let text = heading.passage.text.trim_end();
        let is_sentence = matches!(
            heading.form,
            HeadingForm::Clause | HeadingForm::Point | HeadingForm::Article | HeadingForm::Plain
        ) && (text.ends_with(['.', ';', ':', ',', '/'])
            || text.chars().count() > 80);
        if heading.children == 0 && !heading.has_text && !is_sentence {
            let message = format!("đề mục “{}” không có nội dung", short(heading.passage));
            found.add(RULE.finding(message).at(heading.passage.whole()));
        }
        let is_article = heading.child_form == Some(HeadingForm::Article);
        if heading.children == 1 && !heading.has_text && !is_article && single.is_none() {
            *single = heading.child.map(|child| (heading.passage, child));
        }
    }
}

/// The first words of a heading.
fn short(passage: &Passage<'_>) -> String {
    let words: Vec<&str> = passage.text.split_whitespace().collect();
    match words.len() > 8 {
        true => format!("{} …", words[..8].join(" ")),
        false => words.join(" "),
    }
}
