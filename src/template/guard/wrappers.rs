//! The filters and functions that [`super::instrument`] puts into templates.
//!
//! They go around what a template prints, reckons with or compares: they count it, refuse what does
//! not print, and give tera, which has floats only, values with which it stays exact.

use super::{
    limits,
    refusal::{Answer, Misuse},
    vocabulary::{RunFilter, RunFunction, Shared, register_filter, register_function},
};
use crate::{
    figures,
    template::{
        carried::{self, Print},
        data::{self, Seen},
        filters::{self, to_decimal},
    },
};
use rust_decimal::Decimal;
use std::sync::Arc;
use tera::{Kwargs, State, Tera, Value, value::ValueKind};

const FILTERS: [(&str, RunFilter); 7] = [
    ("__shown", printed),
    ("__put", put_in),
    ("__literal", literal),
    ("__reckoned", reckoned),
    ("__text", as_text),
    ("__ordered", ordered),
    ("__equal", equal),
];

const FUNCTIONS: [(&str, RunFunction); 2] = [("__step", step), ("__keep", keep)];

/// Registers all of them.
pub(super) fn register(tera: &mut Tera, shared: &Arc<Shared>) {
    for (name, run) in FILTERS {
        register_filter(tera, name, run, shared);
    }
    for (name, run) in FUNCTIONS {
        register_function(tera, name, run, shared);
    }
}

/// Stands behind the head of a loop or a component, and counts a step with the text that it prints.
fn step(shared: &Shared, k: Kwargs) -> Answer {
    shared.meter.step(k.get::<usize>("bytes")?.unwrap_or(0))?;
    Ok(Value::from(""))
}

/// Stands behind what a template keeps, and refuses a value that is too large.
fn keep(shared: &Shared, k: Kwargs) -> Answer {
    let value = k.get::<Value>("value")?.unwrap_or_else(Value::none);
    let size = limits::printed_size(&value);
    limits::check_size(size)?;
    shared.meter.step(size)?;
    Ok(Value::from(""))
}

/// Goes around each value that a template file prints.
fn printed(shared: &Shared, value: &Value, _: Kwargs, _: &State<'_>) -> Answer {
    counted(shared, value)?;
    Ok(match value.as_str() {
        Some(_) if value.is_safe() => value.clone(),
        Some(text) => Value::from(carried::settled(text, Print::Shown)),
        None if value.as_i128().is_some() => Value::from(text_of(value)),
        None => value.clone(),
    })
}

/// Goes around each value that a text of the YAML prints; the tag stands at the offset `at`. A sum
/// or a difference (`grouped`) has marks between its thousands, also a short one.
fn put_in(shared: &Shared, value: &Value, k: Kwargs, _: &State<'_>) -> Answer {
    counted(shared, value)?;
    let offset = k.get::<usize>("at")?.unwrap_or(0);
    let grouped = k.get::<bool>("grouped")?.unwrap_or(false);
    let text = match (value.kind(), value.as_i128()) {
        (ValueKind::None, _) => data::seen(Seen::Hole, offset),
        (_, Some(whole)) => match Decimal::try_from_i128_with_scale(whole, 0) {
            Ok(number) if grouped => carry(number, &figures::number(number)),
            Ok(number) => carry(number, &figures::bare(number)),
            Err(_) => value.to_string(),
        },
        _ => match value.as_str() {
            Some(text) if carried::is_pointed(text) => data::seen(Seen::Pointed, offset) + text,
            Some(text) => text.to_owned(),
            None => value.to_string(),
        },
    };
    Ok(Value::from(data::value(&text, offset)))
}

fn carry(number: Decimal, shown: &str) -> String {
    let value = carried::shown(number, shown);
    value.as_str().unwrap_or_default().to_owned()
}

/// Gives a value as it is printed.
pub(in crate::template) fn text_of(value: &Value) -> String {
    match (value.as_str(), value.as_i128()) {
        (Some(text), _) => carried::settled(text, Print::Shown).into_owned(),
        (None, Some(whole)) => Decimal::try_from_i128_with_scale(whole, 0)
            .map_or_else(|_| whole.to_string(), figures::bare),
        (None, None) => value.to_string(),
    }
}

/// Counts what is printed, and refuses what does not print.
fn counted(shared: &Shared, value: &Value) -> Answer<()> {
    let bytes = match value.kind() {
        ValueKind::Undefined => return Err(Misuse::undefined().on_value()),
        ValueKind::Array | ValueKind::Map => {
            let help = "chọn một mục bên trong (`.ten_khoa`), hoặc lặp qua bằng `{% for … %}`";
            return Err(
                Misuse::figure("đây là cả một nhóm, không in ra thành chữ được", help).on_value(),
            );
        }
        ValueKind::F64 => return Err(inexact().on_value()),
        ValueKind::String => value.as_str().map_or(0, str::len),
        _ => 8,
    };
    shared.meter.step(bytes).map_err(Misuse::on_value)
}

/// Goes around a value that tera reckons with or asks about: a number of a cell is a whole number
/// of tera's, or its digits; what may be two numbers is its text.
fn reckoned(_: &Shared, value: &Value, _: Kwargs, _: &State<'_>) -> Answer {
    let Some(text) = value.as_str().filter(|_| !value.is_safe()) else {
        return Ok(value.clone());
    };
    Ok(match to_decimal(value) {
        Some(number) if carried::is_number(text) => {
            let number = number.normalize();
            match number.scale() {
                0 => Value::from(number.mantissa()),
                _ => Value::from(number.to_string()),
            }
        }
        _ => Value::from(carried::settled(text, Print::Shown)),
    })
}

/// Goes around a value that a filter for texts gets: a number as it is printed.
fn as_text(_: &Shared, value: &Value, _: Kwargs, _: &State<'_>) -> Answer {
    Ok(match value.as_str() {
        Some(text) if !value.is_safe() => Value::from(carried::settled(text, Print::Shown)),
        _ => value.clone(),
    })
}

/// Goes around a literal that is printed: it is the writer's own text.
fn literal(_: &Shared, value: &Value, _: Kwargs, _: &State<'_>) -> Answer {
    Ok(Value::from(data::literal(
        value.as_str().unwrap_or_default(),
    )))
}

pub(in crate::template) fn inexact() -> Misuse {
    Misuse::figure(
        "số này không chính xác (số thực của máy)",
        "dùng các bộ lọc `so`, `phan_tram`, `hieu`, `tong`: chúng tính chính xác",
    )
}

/// Goes around both sides of `<` and its kin: two whole numbers that order as the decimal does.
fn ordered(_: &Shared, value: &Value, _: Kwargs, _: &State<'_>) -> Answer {
    if value.is_array() {
        return Ok(value.clone());
    }
    Ok(comparable(filters::decimal(value)?))
}

/// Goes around both sides of `==` and `!=`: numbers compare by value, all else as it is.
fn equal(_: &Shared, value: &Value, _: Kwargs, _: &State<'_>) -> Answer {
    if value.is_undefined() {
        return Err(Misuse::undefined().on_value());
    }
    let text = value.as_str().filter(|_| !value.is_safe());
    let is_number = match text {
        Some(text) => carried::is_number(text) || is_plain_number(text),
        None => value.is_number(),
    };
    match (to_decimal(value), text) {
        (Some(number), _) if is_number => Ok(comparable(number)),
        (_, Some(text)) => Ok(Value::from(carried::settled(text, Print::Shown))),
        (_, None) => Ok(value.clone()),
    }
}

/// Tells whether a text is a number as tera writes it; `007` and `2024-01-05` are names of things.
fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && (!digits.starts_with('0') || digits == "0" || digits.starts_with("0."))
}

/// Makes `[whole part, 28 digits after the point]` of a number: lists compare item by item, so this
/// orders exactly.
fn comparable(value: Decimal) -> Value {
    let floor = value.floor();
    let mut fraction = value - floor;
    fraction.rescale(28);
    Value::from(vec![
        Value::from(floor.normalize().mantissa()),
        Value::from(fraction.mantissa()),
    ])
}
