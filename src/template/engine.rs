//! The tera engine: our filters, the counters, and tera's own filters made safe.

use super::{
    doubled,
    filters::{self, to_decimal},
    limits,
    misuse::Misuse,
    replaced,
};
use crate::figures::{self, Words};
use rust_decimal::Decimal;
use std::sync::Arc;
use tera::{Kwargs, State, Tera, TeraResult, Value, value::ValueKind};

/// An engine without templates.
pub(super) fn engine(words: &Arc<Words>) -> Tera {
    let mut tera = Tera::new();
    filters::register(&mut tera, words);
    replaced::register(&mut tera);
    doubled::register(&mut tera);
    tera.register_filter("__in", printed);
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
pub(super) fn bare_text(value: &Value) -> String {
    let text = value.as_str().unwrap_or("");
    if !value.is_safe() {
        return text.trim().to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    // Only a final `;` could be mistaken, that of an escaped character.
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
    out.trim().to_owned()
}

/// Around each value that is printed.
fn printed(value: &Value, _: Kwargs, _: &State) -> TeraResult<Value> {
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
    limits::step(bytes).map_err(Misuse::on_value)?;
    Ok(value.clone())
}

pub(super) fn inexact() -> Misuse {
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
    let is_number = value.is_number()
        || value
            .as_str()
            .is_some_and(|text| is_plain_number(text) && figures::parse(text).is_some());
    match to_decimal(value) {
        Some(number) if is_number => Ok(comparable(number)),
        _ => Ok(value.clone()),
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
