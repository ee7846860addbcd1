//! Names of outputs: plain letters, inside the output folder, good on every system, each once.

use super::super::Batch;
use crate::{
    Resources,
    content::Row,
    diagnostic::{Diagnostic, Result},
    fingerprint::Fingerprint,
    slug::slug,
};
use std::collections::HashMap;

const CODE: &str = "ten-tep-sai";
/// The longest name, without extension: Windows has 260 characters for a whole path.
const LONGEST: usize = 120;
/// What no name may hold: folders would be left, or Windows refuses it.
const FORBIDDEN: [char; 9] = ['/', '\\', ':', '*', '?', '"', '<', '>', '|'];
/// What Windows keeps for devices, with any extension.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

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
    let device = name.trim_end_matches(|c: char| c.is_ascii_digit());
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
    if name.len() - device.len() <= 1 && DEVICES.contains(&device) {
        return wrong(
            format!("Windows không cho đặt tên tệp “{name}”"),
            "thêm chữ vào ten_tep, ví dụ ke-hoach-{{ hang.ten }}",
        );
    }
    Ok(name)
}

/// The names that are taken, each with the number of its row. Names are long and batches longer,
/// so only digests are held.
#[derive(Default)]
pub(super) struct Names(HashMap<u64, usize>);

impl Names {
    /// Takes a name for a row.
    pub(super) fn add(&mut self, batch: &Batch, name: &str, number: usize) -> Result<()> {
        let digest = Fingerprint::of(name.as_bytes()).short();
        let Some(first) = self.0.insert(digest, number) else {
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
