//! Bounds on what a rendering may use: steps, output, the size of one value.
//!
//! Templates and texts come from anywhere; none may hang the program or fill its memory. Every
//! loop round, component and printed value ticks here (see [`super::instrument`]).

use super::refusal::Misuse;
use std::{
    io::{Error, ErrorKind, Write},
    sync::{Mutex, MutexGuard, PoisonError},
};
use tera::{Value, value::ValueKind};

/// The steps and bytes that a rendering may use.
#[derive(Debug, Clone, Copy)]
pub(in crate::template) struct Limits {
    steps: u64,
    /// Bytes that it may print, also into variables.
    output: u64,
}

impl Limits {
    /// The limits of a document.
    pub(in crate::template) const DOCUMENT: Self = Self {
        steps: 1_000_000,
        output: OUTPUT as u64,
    };

    #[cfg(test)]
    pub(super) const fn of(steps: u64, output: u64) -> Self {
        Self { steps, output }
    }
}

/// The most bytes that may come out of one template.
const OUTPUT: usize = 64 << 20;
/// The most bytes of one value that a filter makes or a template keeps.
pub(in crate::template) const VALUE: usize = 8 << 20;
/// The most numbers that `range` gives.
pub(in crate::template) const RANGE: i128 = 100_000;

/// Counts what one rendering may still use, and keeps what stopped it. The filters of the rendering
/// share it with each other and with no other rendering.
#[derive(Debug)]
pub(in crate::template) struct Meter(Mutex<Left>);

#[derive(Debug)]
struct Left {
    steps: u64,
    output: u64,
    /// The last refusal of a filter, until it is told.
    misuse: Option<Misuse>,
}

impl Meter {
    pub(super) fn new() -> Self {
        Self(Mutex::new(Left {
            steps: 0,
            output: 0,
            misuse: None,
        }))
    }

    fn left(&self) -> MutexGuard<'_, Left> {
        // Numbers are whole also where a thread stopped between them.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a rendering, which has all of its limits before it.
    pub(super) fn begin(&self, Limits { steps, output }: Limits) {
        *self.left() = Left {
            steps,
            output,
            misuse: None,
        };
    }

    /// Counts one step that prints so many bytes, and refuses it beyond the limits.
    pub(in crate::template) fn step(&self, bytes: usize) -> Result<(), Misuse> {
        let mut left = self.left();
        let Some(steps) = left.steps.checked_sub(1) else {
            return Err(Misuse::limit(
                "vòng lặp chạy quá lâu, đã dừng sau một triệu bước",
                "giảm số lần lặp, hoặc bớt vòng lặp lồng nhau",
            ));
        };
        let Some(output) = left.output.checked_sub(bytes as u64) else {
            return Err(too_much());
        };
        (left.steps, left.output) = (steps, output);
        Ok(())
    }

    /// Keeps what a filter refused until tera has come back with the place.
    pub(super) fn put_down(&self, misuse: Misuse) {
        self.left().misuse = Some(misuse);
    }

    /// Takes out what was put down last.
    pub(super) fn take_misuse(&self) -> Option<Misuse> {
        self.left().misuse.take()
    }
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

/// Estimates how many bytes a value prints; stops counting once past [`VALUE`].
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
#[derive(Debug)]
pub(super) struct Bounded(Vec<u8>);

impl Bounded {
    /// An empty one with room for so many bytes to begin with.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self(Vec::with_capacity(bytes))
    }

    /// The output as text; tera writes nothing but UTF-8.
    pub(super) fn into_string(self) -> String {
        String::from_utf8(self.0)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    }
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.0.len() + bytes.len() > OUTPUT {
            return Err(Error::new(ErrorKind::FileTooLarge, "output"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Says what is wrong where [`Bounded`] refused to take more.
pub(super) fn output_misuse() -> Misuse {
    too_much()
}
