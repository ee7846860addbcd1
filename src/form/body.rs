//! The Markdown of a field as blocks for the body editor, and back, counted as browsers count.

use crate::diagnostic::Utf16;
use crate::{
    diagnostic::{Diagnostic, Result},
    markdown::blocks::{self, Block},
    yaml::edit::Slice,
};

/// The blocks of a field's value; positions are UTF-16 code units of that value.
pub(crate) fn body(markdown: &str) -> Vec<Block> {
    let offsets = Utf16::of(markdown);
    let mut all = blocks::blocks(markdown);
    for block in &mut all {
        block.from = offsets.at(block.from);
        block.to = offsets.at(block.to);
    }
    all
}

/// The slices of a field's value, in UTF-16 code units, after which it has these blocks: for an edit `text`. Blocks
/// that were read and not changed carry their `id`; positions are not looked at.
///
/// # Errors
/// No Markdown says what is wanted: marks that stand too close.
pub(crate) fn body_changes(markdown: &str, wanted: &[Block]) -> Result<Vec<Slice>> {
    let Some(changes) = blocks::changes(markdown, wanted) else {
        let message = "không ghi được phần vừa sửa thành Markdown mà giữ nguyên phần còn lại";
        let error = Diagnostic::error("khong-sua-duoc", message);
        return Err(error.help("sửa ở phần mã nguồn").into());
    };
    let offsets = Utf16::of(markdown);
    let slices = changes.into_iter().map(|(range, insert)| Slice {
        from: offsets.at(range.start),
        to: offsets.at(range.end),
        insert,
    });
    Ok(slices.collect())
}
