//! Bounds on what a template may use: steps, output, the size of one value.
//!
//! Templates and texts come from anywhere; none may hang the program or fill its memory. Every
//! loop round, component and printed value ticks here (see [`super::instrument`]).

use super::misuse::Misuse;
use std::{
    cell::Cell,
    io::{Error, ErrorKind, Write},
};
use tera::{Value, value::ValueKind};

/// Steps a document may take.
const STEPS: u64 = 1_000_000;
/// Bytes a document may print, also into variables.
const OUTPUT: u64 = 64 << 20;
/// Bytes of one value that a filter makes or a template keeps.
pub(in crate::template) const VALUE: usize = 8 << 20;
/// Numbers that `range` gives.
pub(in crate::template) const RANGE: i128 = 100_000;

thread_local! {
    /// Steps and bytes left to the document that this thread renders. A thread renders one
    /// document at a time, and [`begin`] sets both anew: nothing passes from one to the next.
    static LEFT: Cell<(u64, u64)> = const { Cell::new((STEPS, OUTPUT)) };
}

/// A new document.
pub(in crate::template) fn begin() {
    LEFT.set((STEPS, OUTPUT));
}

/// One step that prints `bytes`.
pub(in crate::template) fn step(bytes: usize) -> Result<(), Misuse> {
    let (steps, output) = LEFT.get();
    let Some(steps) = steps.checked_sub(1) else {
        return Err(Misuse::limit(
            "vòng lặp chạy quá lâu, đã dừng sau một triệu bước",
            "giảm số lần lặp, hoặc bớt vòng lặp lồng nhau",
        ));
    };
    let Some(output) = output.checked_sub(bytes as u64) else {
        return Err(too_much());
    };
    LEFT.set((steps, output));
    Ok(())
}

fn too_much() -> Misuse {
    Misuse::limit(
        "văn bản sinh ra quá dài, đã dừng ở 64 MiB",
        "giảm số lần lặp, hoặc bớt nội dung in trong vòng lặp",
    )
}

/// Refuses a value that would print more than [`VALUE`] bytes.
pub(in crate::template) fn check_size(bytes: usize) -> Result<(), Misuse> {
    if bytes > VALUE {
        return Err(Misuse::limit(
            "giá trị này quá lớn (hơn 8 MiB)",
            "chia nhỏ giá trị, hoặc bớt lần ghép chữ",
        ));
    }
    Ok(())
}

/// About how many bytes a value prints; stops counting once past [`VALUE`].
pub(in crate::template) fn printed_size(value: &Value) -> usize {
    fn add(value: &Value, total: &mut usize) {
        if *total > VALUE {
            return;
        }
        *total += match value.kind() {
            ValueKind::String => value.as_str().map_or(0, str::len),
            _ => 8,
        };
        if let Some(map) = value.as_map() {
            for (key, value) in map {
                *total += key.as_str().map_or(8, str::len);
                add(value, total);
            }
        }
        for value in value.as_array().unwrap_or_default() {
            add(value, total);
        }
    }
    let mut total = 0;
    add(value, &mut total);
    total
}

/// Collects output, and refuses what goes beyond the bound.
#[derive(Debug, Default)]
pub(in crate::template) struct Bounded(Vec<u8>);

impl Bounded {
    /// What was written. tera writes only UTF-8.
    pub(in crate::template) fn into_string(self) -> String {
        String::from_utf8(self.0)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    }
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.0.len() + bytes.len() > OUTPUT as usize {
            return Err(Error::new(ErrorKind::FileTooLarge, "output"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The diagnostic for [`Bounded`]'s refusal.
pub(in crate::template) fn output_misuse() -> Misuse {
    too_much()
}
