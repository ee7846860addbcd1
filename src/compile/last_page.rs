//! The last page: whether little more than the signature stands on it, and what is said of that.
//!
//! In: pages as they are, and as they would be with the least measures that the decree allows
//! (`vua_trang` in `templates/nd30.yaml`). Out: a message, and whether the latter are to be taken.

use crate::{
    decree::Lowered,
    diagnostic::Diagnostic,
    layout::{Item, Line, Page, Pages},
    sheet::{Role, TableRole},
};
use std::collections::BTreeSet;

/// Code of the message.
pub(crate) const CODE: &str = "trang-cuoi-it-chu";

/// So few lines are hardly worth a page.
pub(crate) const FEW: usize = 2;

/// So many lines may stand over because of spaces alone: the last paragraph goes with the signature.
pub(crate) const SOME: usize = 8;

/// Lines that stand over with the signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Over {
    /// Index of the page with the signature.
    pub(crate) page: usize,
    /// How many lines they are.
    pub(crate) lines: usize,
}

/// The lines that stand over on a further page with the signature, `most` of them; none where the signature is
/// on the first page, or in better company.
pub(crate) fn over(pages: &Pages, most: usize) -> Option<Over> {
    let page = signed(pages)?;
    let lines = text_lines(pages.pages.get(page)?);
    (page > 0 && lines <= most).then_some(Over { page, lines })
}

/// Tells whether the page with the signature comes earlier than it did.
pub(crate) fn is_drawn_in(over: Over, fitted: &Pages) -> bool {
    signed(fitted).is_some_and(|page| page < over.page)
}

/// The warning about the few lines: where they would fit, what would do it; where it was asked for in vain, that nothing
/// within the law does.
pub(crate) fn message(over: Over, lowered: &[Lowered], fits: bool) -> Diagnostic {
    let Over { page, lines } = over;
    let over = format!("trang {} chỉ có {lines} dòng lời văn cùng chữ ký", page + 1);
    let measures: Vec<String> = lowered
        .iter()
        .map(|Lowered { path, from, to }| format!("{path} {from} → {to}"))
        .collect();
    let measures = measures.join("; ");
    if fits {
        return Diagnostic::warning(CODE, over).help(format!(
            "ghi the_thuc: {{ vua_trang: true }} để kéo về trang trước mà vẫn đúng quy định ({measures})"
        ));
    }
    let tried = match lowered.is_empty() {
        true => "các khoảng cách đã nhỏ nhất trong phạm vi quy định".to_owned(),
        false => format!("vua_trang đã thử mà không đủ ({measures}), nên giữ số đo cũ"),
    };
    Diagnostic::warning(CODE, over).help(format!(
        "{tried}; rút gọn lời văn, hoặc chọn noi_dung.co_chu: 13 nếu đang dùng cỡ 14"
    ))
}

/// Index of the first page with the name of the one who signs.
fn signed(pages: &Pages) -> Option<usize> {
    let is_signed = |page: &Page| lines(page).any(|line| line.part.role == Role::SignatureName);
    pages.pages.iter().position(is_signed)
}

fn lines(page: &Page) -> impl Iterator<Item = &Line> {
    page.items.iter().filter_map(|item| match item {
        Item::Line(line) => Some(line),
        Item::Rule(_) | Item::Picture(_) => None,
    })
}

/// Lines of text; the cells of a row side by side are one.
fn text_lines(page: &Page) -> usize {
    let text = lines(page).filter(|line| {
        let cell = line.part.cell;
        line.part.note.is_none()
            && line.part.role != Role::PageNumber
            && !cell.is_some_and(|cell| cell.repeated || cell.role == TableRole::Closing)
    });
    let heights = text.map(|line| (line.baseline * 20.0).round() as i64);
    let shows = |item: &Item| matches!(item, Item::Picture(placed) if placed.part.role == Role::Illustration);
    let count = heights.collect::<BTreeSet<_>>().len();
    // A page with an illustration is no empty one.
    count
        + if page.items.iter().any(shows) {
            SOME + 1
        } else {
            0
        }
}
