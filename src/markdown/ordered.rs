//! Numbers of lists: Markdown counts for itself from the first number on, and forgets how it was
//! written.

use super::report::Report;
use super::tree::{Item, List};
use crate::{
    diagnostic::Diagnostic,
    document::{ListMark, Numbering},
};

/// The marks of a list that begins with this source.
pub(super) fn mark(start: Option<u64>, source: &str) -> ListMark {
    if start.is_none() {
        return ListMark::Bullet;
    }
    let (digits, rest) = digits(source);
    ListMark::Decimal(Numbering {
        padded: digits.len() > 1 && digits.starts_with('0'),
        bracket: rest.starts_with(')'),
    })
}

/// An item about to be added: its number must be the one that will be printed.
/// (All items may also repeat the first one's number, as is usual in Markdown.)
pub(super) fn check(list: &List, item: &Item, report: &mut Report<'_>) {
    let ListMark::Decimal(numbering) = list.mark else {
        return;
    };
    let text = report.slice(item.at.clone());
    let (written, _) = digits(text);
    let Ok(number) = written.parse::<u32>() else {
        return;
    };
    let second = list.items.get(1).and_then(|item| {
        let (digits, _) = digits(report.slice(item.at.clone()));
        digits.parse().ok()
    });
    let repeats = number == list.start && second.is_none_or(|second: u32| second == list.start);
    let count = u32::try_from(list.items.len()).unwrap_or(u32::MAX);
    let due = list.start.saturating_add(count);
    let wanted = numbering.digits(if repeats { number } else { due });
    if written == wanted {
        return;
    }
    if goes_on_from_a_slip(list, number, report) {
        return;
    }
    let help = if list.items.is_empty() {
        format!(
            "danh sách viết số 0 đứng trước chỉ có hai chữ số: sửa thành {wanted}; \
             nếu là chữ của văn bản thì viết {written}\\. và để một dòng trống giữa các dòng"
        )
    } else {
        format!("sửa thành {wanted}; nếu bắt đầu một danh sách khác thì đặt một đoạn văn ở giữa")
    };
    report.error(
        item.at.clone(),
        Diagnostic::error(
            "so-thu-tu",
            format!("mục này ghi số {written} nhưng theo thứ tự phải là {wanted}"),
        )
        .help(help),
    );
}

/// Tells whether a number is right behind the one before, or at its place in the list, where the one before was
/// told to be wrong already: one slip is told once.
fn goes_on_from_a_slip(list: &List, number: u32, report: &Report<'_>) -> bool {
    let count = u32::try_from(list.items.len()).unwrap_or(u32::MAX);
    let before = list.items.last().and_then(|item| {
        let (digits, _) = digits(report.slice(item.at.clone()));
        digits.parse::<u32>().ok()
    });
    let slipped =
        before.filter(|before| before.saturating_add(1) != list.start.saturating_add(count));
    slipped.is_some_and(|before| {
        number == before.saturating_add(1) || number == count.saturating_add(1)
    })
}

/// The digits that a text starts with, and the rest.
fn digits(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_ascii_digit());
    text.split_at(end.unwrap_or(text.len()))
}
