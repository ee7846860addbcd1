//! The writing of a column's numbers, told by all of them.
//!
//! Only a table with a cell that may be read in two ways is gone through for it, once, with nothing
//! held of it but two marks a column.

use super::{Table, grid, typed::Value};
use crate::figures::{self, Reading, Rule, Writing};
use std::sync::{Arc, OnceLock};

/// The rule of writing that the numbers of one column have been seen to follow.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Told {
    comma: bool,
    point: bool,
}

/// The judgement on each column of a table; it is reached once, when it is first asked for.
pub(super) type Judged = Arc<OnceLock<Vec<Told>>>;

/// Tells whether a cell may be read as two numbers.
pub(super) fn is_doubtful(value: &Value) -> bool {
    match value {
        Value::Text { text, .. } => {
            matches!(
                figures::read(text, Rule::Text(None)),
                Reading::Either { .. }
            )
        }
        _ => false,
    }
}

/// The writing of a column, by its index in the records; `known` is that of the whole table. None
/// where the column says both, or another one than the table.
pub(super) fn writing(table: &Table, index: usize, known: Option<Writing>) -> Option<Writing> {
    let Some(judged) = table.judged() else {
        return known;
    };
    let all = judged.get_or_init(|| judge(table));
    match all.get(index).copied().unwrap_or_default() {
        Told {
            comma: true,
            point: true,
        } => None,
        Told {
            comma: true,
            point: false,
        } => Some(Writing::Comma),
        Told {
            comma: false,
            point: true,
        } if known == Some(Writing::Comma) => None,
        Told {
            comma: false,
            point: true,
        } => Some(Writing::Point),
        Told {
            comma: false,
            point: false,
        } => known,
    }
}

fn judge(table: &Table) -> Vec<Told> {
    let mut all: Vec<Told> = Vec::new();
    let Some((Ok(mut records), options)) = table.records() else {
        return all;
    };
    if grid::header(&mut *records, options).is_err() {
        return all;
    }
    loop {
        let record = match records.next() {
            Ok(Some(record)) => record,
            // Its own turn tells of it.
            Err(failure) if !failure.fatal => continue,
            Ok(None) | Err(_) => return all,
        };
        for (index, (value, _)) in record.cells.iter().enumerate() {
            let Value::Text { text, .. } = value else {
                continue;
            };
            let Reading::Number {
                told: Some(told), ..
            } = figures::read(text, Rule::Text(None))
            else {
                continue;
            };
            if all.len() <= index {
                all.resize(index + 1, Told::default());
            }
            match told {
                Writing::Comma => all[index].comma = true,
                Writing::Point => all[index].point = true,
            }
        }
    }
}
