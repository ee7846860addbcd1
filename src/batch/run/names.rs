//! Names of outputs: plain letters, inside the output folder, good on every system, each once.

use super::super::Batch;
use crate::{
    Resources,
    content::Row,
    diagnostic::{Diagnostic, Result},
    fingerprint::Fingerprint,
    slug::{is_device, slug},
};
use std::collections::HashMap;

const CODE: &str = "ten-tep-sai";
/// The longest name, without extension: Windows has 260 characters for a whole path.
const LONGEST: usize = 120;
/// Characters that no name may hold: they would lead out of the folder, or Windows refuses them.
const FORBIDDEN: [char; 9] = ['/', '\\', ':', '*', '?', '"', '<', '>', '|'];

/// The name of a row's files, without extension.
pub(super) fn name(batch: &Batch, resources: &Resources, row: &Row) -> Result<String> {
    let written = resources.templates.line(&batch.name, row)?;
    let written = written.trim();
    let wrong = |message: String, help: &str| {
        let diagnostic = Diagnostic::error(CODE, message).at(batch.name.place.clone());
        Err(diagnostic.help(help).into())
    };
    if let Some(c) = written
        .chars()
        .find(|c| FORBIDDEN.contains(c) || c.is_control())
    {
        let shown = if c.is_control() { ' ' } else { c };
        return wrong(
            format!("tên tệp “{written}” có ký tự “{shown}” không dùng được trong tên tệp"),
            "bỏ ký tự ấy khỏi ten_tep hoặc khỏi cột mà ten_tep dùng; kết quả luôn nằm ngay trong thư mục kết quả",
        );
    }
    let name = slug(written, '-');
    if name.is_empty() {
        return wrong(
            format!("tên tệp “{written}” không có chữ hay số nào"),
            "ghi ten_tep có cột nào luôn có giá trị, ví dụ ke-hoach-{{ hang.ten }}",
        );
    }
    if name.len() > LONGEST {
        return wrong(
            format!("tên tệp dài {} ký tự, nhiều nhất {LONGEST}", name.len()),
            "dùng cột ngắn hơn trong ten_tep",
        );
    }
    if is_device(&name) {
        return wrong(
            format!("Windows không cho đặt tên tệp “{name}”"),
            "thêm chữ vào ten_tep, ví dụ ke-hoach-{{ hang.ten }}",
        );
    }
    Ok(name)
}

/// All names. They are long and batches longer, so only digests are held, and what is known of the
/// rows is forgotten: should two be equal, the rows are gone through once more.
#[derive(Default)]
pub(super) struct Names(Vec<u64>);

impl Names {
    /// Adds a name.
    pub(super) fn add(&mut self, name: &str) {
        self.0.push(digest(name));
    }

    /// Those that two rows have.
    pub(super) fn twice(mut self) -> Option<Twice> {
        self.0.sort_unstable();
        let pairs = self.0.windows(2).filter(|pair| pair[0] == pair[1]);
        let twice: HashMap<u64, Option<usize>> = pairs.map(|pair| (pair[0], None)).collect();
        (!twice.is_empty()).then_some(Twice(twice))
    }
}

fn digest(name: &str) -> u64 {
    Fingerprint::of(name.as_bytes()).short()
}

/// Names that two rows have, with the first of the rows that was come upon.
pub(super) struct Twice(HashMap<u64, Option<usize>>);

impl Twice {
    /// Refuses the second row of a name.
    pub(super) fn look_for(&mut self, batch: &Batch, name: &str, number: usize) -> Result<()> {
        let Some(known) = self.0.get_mut(&digest(name)) else {
            return Ok(());
        };
        let Some(first) = known.replace(number) else {
            return Ok(());
        };
        Err(Diagnostic::error(
            "trung-ten-ket-qua",
            format!("hàng {first} và hàng {number} cùng ra một tên kết quả “{name}”: chưa ghi gì"),
        )
        .at(batch.name.place.clone())
        .help("thêm vào ten_tep một cột mà mỗi hàng một khác, hoặc {{ so_thu_tu }}")
        .into())
    }
}
