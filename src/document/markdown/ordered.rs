//! Numbers of decimal lists: Markdown counts for itself from the first number on.

use super::report::Report;
use super::tree::{Item, List};
use crate::{diagnostic::Diagnostic, document::ListMark};

/// An item about to be added: its number must be the one that will be printed.
/// (All items may also repeat the first one's number, as is usual in Markdown.)
pub(super) fn check(list: &List, item: &Item, report: &mut Report<'_>) {
    if list.mark != ListMark::Decimal || list.items.is_empty() {
        return;
    }
    let Some(written) = number(report.slice(item.at.clone())) else {
        return;
    };
    let second = list
        .items
        .get(1)
        .and_then(|item| number(report.slice(item.at.clone())));
    let repeats = written == list.start && second.is_none_or(|second| second == list.start);
    let due = list
        .start
        .saturating_add(u32::try_from(list.items.len()).unwrap_or(u32::MAX));
    if written == due || repeats {
        return;
    }
    report.error(
        item.at.clone(),
        Diagnostic::error(
            "so-thu-tu",
            format!("mục này ghi số {written} nhưng theo thứ tự phải là {due}"),
        )
        .help(format!(
            "sửa thành {due}; nếu bắt đầu một danh sách khác thì đặt một đoạn văn ở giữa"
        )),
    );
}

fn number(text: &str) -> Option<u32> {
    let text = text.trim_start();
    let digits = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    text[..digits].parse().ok()
}
