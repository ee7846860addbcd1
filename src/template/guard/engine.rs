//! The tera engine: our filters, the counters, and tera's own filters made safe.

use super::{limits, misuse::Misuse};
use crate::{
    figures::{self, Words},
    template::{
        carried::{self, Print},
        data::{self, Seen},
        doubled,
        filters::{self, to_decimal},
        replaced,
    },
};
use rust_decimal::Decimal;
use std::sync::Arc;
use tera::{Kwargs, State, Tera, TeraResult, Value, value::ValueKind};

/// An engine without templates.
pub(in crate::template) fn engine(words: &Arc<Words>) -> Tera {
    let mut tera = Tera::new();
    filters::register(&mut tera, words);
    replaced::register(&mut tera);
    doubled::register(&mut tera);
    tera.register_filter("__in", printed);
    tera.register_filter("__ra", put_in);
    tera.register_filter("__tho", literal);
    tera.register_filter("__tinh", reckoned);
    tera.register_filter("__chu", as_text);
    tera.register_filter("__so", ordered);
    tera.register_filter("__bang", equal);
    tera.register_function("__buoc", |k: Kwargs, _: &State| {
        limits::step(k.get::<usize>("chu")?.unwrap_or(0))?;
        Ok::<_, tera::Error>("")
    });
    tera.register_function("__giu", |k: Kwargs, _: &State| {
        let value = k.get::<Value>("gia_tri")?.unwrap_or_else(Value::none);
        let size = limits::printed_size(&value);
        limits::check_size(size)?;
        limits::step(size)?;
        Ok::<_, tera::Error>("")
    });
    tera.register_test("mo_dau_bang", |v: &Value, k: Kwargs, _: &State| {
        let start = k.must_get::<&str>("chu")?;
        Ok::<_, tera::Error>(bare_text(v).starts_with(start))
    });
    tera.register_test("ket_thuc_bang", |v: &Value, k: Kwargs, _: &State| {
        let marks = k.must_get::<&str>("dau")?;
        Ok::<_, tera::Error>(bare_text(v).ends_with(|c| marks.contains(c)))
    });
    tera
}

/// The text of a line, without the markup that says where it came from.
pub(in crate::template) fn bare_text(value: &Value) -> String {
    let text = value.as_str().unwrap_or("");
    if !value.is_safe() {
        return text.trim().to_owned();
    }
    untagged(text).trim().to_owned()
}

/// The text of markup.
pub(in crate::template) fn untagged(markup: &str) -> String {
    let mut out = String::with_capacity(markup.len());
    let mut inside = false;
    for c in markup.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    // Only a final `;` could be mistaken, that of an escaped character.
    unescape(&out)
}

/// Markup's text as it is read.
pub(in crate::template) fn unescape(text: &str) -> String {
    let mut out = text.to_owned();
    for (escaped, plain) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ] {
        if out.contains(escaped) {
            out = out.replace(escaped, plain);
        }
    }
    out
}

/// Around each value that a template file prints.
fn printed(value: &Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    counted(value)?;
    Ok(match value.as_str() {
        Some(_) if value.is_safe() => value.clone(),
        Some(text) => Value::from(carried::settled(text, Print::Shown)),
        None if value.as_i128().is_some() => Value::from(text_of(value)),
        None => value.clone(),
    })
}

/// Around each value that a text of the YAML prints; the tag stands at the offset `tai`. A sum or a
/// difference (`nhom`) has marks between its thousands, also a short one.
fn put_in(value: &Value, k: Kwargs, _: &State) -> TeraResult<Value> {
    counted(value)?;
    let offset = k.get::<usize>("tai")?.unwrap_or(0);
    let grouped = k.get::<bool>("nhom")?.unwrap_or(false);
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

/// A value as it is printed.
pub(in crate::template) fn text_of(value: &Value) -> String {
    match (value.as_str(), value.as_i128()) {
        (Some(text), _) => carried::settled(text, Print::Shown).into_owned(),
        (None, Some(whole)) => Decimal::try_from_i128_with_scale(whole, 0)
            .map_or_else(|_| whole.to_string(), figures::bare),
        (None, None) => value.to_string(),
    }
}

/// Counts what is printed, and refuses what does not print.
fn counted(value: &Value) -> TeraResult<()> {
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
    limits::step(bytes).map_err(Misuse::on_value)
}

/// Around a value that tera reckons with or asks about: a number of a cell is a whole number of
/// tera's, or its digits; what may be two numbers is its text.
fn reckoned(value: &Value, _: Kwargs, _: &State) -> TeraResult<Value> {
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

/// Around a value that a filter for texts gets: a number as it is printed.
fn as_text(value: &Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    Ok(match value.as_str() {
        Some(text) if !value.is_safe() => Value::from(carried::settled(text, Print::Shown)),
        _ => value.clone(),
    })
}

/// Around a literal that is printed: it is the writer's own text.
fn literal(value: &Value, _: Kwargs, _: &State) -> TeraResult<Value> {
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

/// Around both sides of `<` and its kin: two whole numbers that order as the decimal does.
fn ordered(value: &Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    if value.is_array() {
        return Ok(value.clone());
    }
    Ok(comparable(filters::decimal(value)?))
}

/// Around both sides of `==` and `!=`: numbers compare by value, all else as it is.
fn equal(value: &Value, _: Kwargs, _: &State) -> TeraResult<Value> {
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

/// `007` and `2024-01-05` are names of things, not numbers.
fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && (!digits.starts_with('0') || digits == "0" || digits.starts_with("0."))
}

/// `[whole part, 28 digits after the point]`: lists compare item by item, so this orders exactly.
fn comparable(value: Decimal) -> Value {
    let floor = value.floor();
    let mut fraction = value - floor;
    fraction.rescale(28);
    Value::from(vec![
        Value::from(floor.normalize().mantissa()),
        Value::from(fraction.mantissa()),
    ])
}
