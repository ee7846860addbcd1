//! The sign at the end of the text: `./.`

use crate::check::reading::{BLANK, Passage, Role};
use crate::check::{Findings, Reading, Rule};
use crate::diagnostic::{Code, Severity};
use crate::document::BlockKind;

pub(in crate::check) static RULE: Rule = Rule {
    code: Code {
        name: "TT050",
        level: Severity::Warning,
        about: "Lời văn không kết thúc bằng “./.”",
        clause: Some("Phụ lục III, Mục II"),
    },
    name: "het-van-ban",
    explanation: "Mọi mẫu của Phụ lục III kết thúc lời văn bằng “./.”, kể cả khi sau đó còn bảng hay phụ lục; văn bản ban hành kèm \
        theo cũng vậy. Dấu này chỉ đặt một lần, ở cuối.",
    bad: "Đề nghị các khu phố thực hiện.",
    good: "Đề nghị các khu phố thực hiện./.",
    check,
};

const SIGN: &str = "./.";

/// Kinds whose forms end otherwise, or that the decree has no form for.
const OTHERS: [&str; 8] = [
    "hop-dong",
    "ban-ghi-nho",
    "ban-thoa-thuan",
    "thu-cong",
    "giay-nghi-phep",
    "giay-gioi-thieu",
    "bien-ban",
    "phieu-gui",
];

fn check(reading: &Reading<'_>, found: &mut Findings) {
    if OTHERS.contains(&reading.content.kind.slug.as_str()) {
        return;
    }
    part(reading, 0, found);
    let mut number = 0;
    for block in &reading.document.blocks {
        match block.kind {
            BlockKind::Attached { .. } => {
                number += 1;
                part(reading, number, found);
            }
            BlockKind::Appendix { .. } => number += 1,
            _ => {}
        }
    }
}

/// Looks at a part of the document.
fn part(reading: &Reading<'_>, number: usize, found: &mut Findings) {
    let is_text = |passage: &&Passage<'_>| {
        let role = passage.role;
        passage.part == number && role.is_prose() && !matches!(role, Role::Note(_))
    };
    let texts: Vec<&Passage<'_>> = reading.passages.iter().filter(is_text).collect();
    let Some((last, earlier)) = texts.split_last() else {
        return;
    };
    let mut is_ended = false;
    for passage in earlier {
        let text = passage.text.trim_end();
        if !text.ends_with(SIGN) {
            continue;
        }
        is_ended = true;
        // Notes below a table that follows the text are no more of it.
        if !table_between(reading, passage, last) {
            let range = text.len() - SIGN.len()..text.len();
            let message = "“./.” đứng giữa lời văn; chỉ đặt ở cuối văn bản";
            found.add(RULE.finding(message).at(passage.place(&range)));
        }
    }
    let is_ours = last.whole().is_some();
    if is_ours && (!is_ended || last.text.contains('/')) {
        end(last, found);
    }
}

fn table_between(reading: &Reading<'_>, from: &Passage<'_>, to: &Passage<'_>) -> bool {
    let blocks = reading.document.blocks.get(from.block..=to.block);
    let mut blocks = blocks.unwrap_or_default().iter();
    blocks.any(|block| matches!(block.kind, BlockKind::Table(_) | BlockKind::Illustration(_)))
}

/// Looks at the end of the last text.
fn end(passage: &Passage<'_>, found: &mut Findings) {
    let text = passage.text.trim_end();
    if text.ends_with(SIGN) && !text.ends_with("/././.")
        || text.ends_with([BLANK, '…', ':', '☐', '☑'])
    {
        if text.ends_with(':') {
            let reason = "lời văn kết thúc bằng dấu hai chấm; phần sau là bảng hay hình";
            found.unsure(
                RULE.unsure(reason)
                    .at(passage.place(&(text.len() - 1..text.len()))),
            );
        }
        return;
    }
    let core = text.trim_end_matches(['.', '/', ';', ',', ' ', '\\']);
    let signs = core.len()..text.len();
    let typed = &text[signs.clone()];
    let message = match typed {
        "" => "lời văn kết thúc mà không có “./.”".to_owned(),
        "." | ";" | "," => format!("lời văn kết thúc bằng “{typed}”, phải là “./.”"),
        _ => format!("dấu hết văn bản viết là “./.”, không viết “{typed}”"),
    };
    let last = core.char_indices().next_back().map_or(0, |(at, _)| at);
    let (range, mended) = match typed.is_empty() {
        true => (last..core.len(), format!("{}{SIGN}", &core[last..])),
        false => (signs, SIGN.to_owned()),
    };
    let mut finding = RULE.finding(message).at(passage.place(&range));
    if let Some(place) = passage.editable(&range) {
        finding = finding.fix("kết thúc bằng “./.”", place, mended);
    }
    found.add(finding);
}
