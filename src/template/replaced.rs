//! tera's own filters and functions that could fill memory, work in floats, or depend on a random
//! order, under the same names.

use super::{
    filters::{decimal, from_decimal, to_decimal},
    guard::{Answer, Misuse, RANGE, Shared, check_size, inexact, printed_size, text_of},
};
use crate::figures;
use rust_decimal::{Decimal, RoundingStrategy};
use std::{borrow::Cow, cmp::Ordering, collections::HashMap};
use tera::{ArgFromValue, Kwargs, Map, State, StringInput, Value};

pub(super) fn range(_: &Shared, k: Kwargs) -> Answer {
    let start = k.get::<i128>("start")?.unwrap_or(0);
    let end = k.must_get::<i128>("end")?;
    let step = k.get::<i128>("step_by")?.unwrap_or(1);
    if step <= 0 {
        return Err(Misuse::figure(
            "`range` cần `step_by` từ 1 trở lên",
            "bỏ `step_by`, hoặc ghi số dương",
        )
        .into());
    }
    let count = end.saturating_sub(start).max(0) / step;
    if count > RANGE {
        return Err(Misuse::limit("`range` quá dài (hơn 100.000 số)", "ghi `end` nhỏ hơn").into());
    }
    let mut numbers = Vec::new();
    let mut at = start;
    while at < end {
        numbers.push(at);
        at = at.saturating_add(step);
    }
    Ok(Value::from(numbers))
}

fn safe_or_plain(safe: bool, text: String) -> Value {
    if safe {
        Value::safe_string(&text)
    } else {
        Value::from(text)
    }
}

pub(super) fn replace(_: &Shared, value: &Value, k: Kwargs, state: &State<'_>) -> Answer {
    let value = <StringInput<'_>>::from_value(value)?;
    let from = k.must_get::<&str>("from")?;
    let to = k.must_get::<StringInput>("to")?;
    let safe = state.autoescaping_enabled() && (value.is_safe() || to.is_safe());
    let (text, to) = if safe {
        (value.rendered(state)?, to.rendered(state)?)
    } else {
        (Cow::Borrowed(value.as_str()), Cow::Borrowed(to.as_str()))
    };
    let found = text.matches(from).count();
    check_size(text.len().saturating_add(found.saturating_mul(to.len())))?;
    Ok(safe_or_plain(safe, text.replace(from, &to)))
}

pub(super) fn indent(_: &Shared, value: &Value, k: Kwargs, _: &State<'_>) -> Answer {
    let value = <StringInput<'_>>::from_value(value)?;
    let width = k.get::<usize>("width")?.unwrap_or(4).min(200);
    let first = k.get::<bool>("first")?.unwrap_or(false);
    let blank = k.get::<bool>("blank")?.unwrap_or(false);
    let text = value.as_str();
    check_size(
        text.len()
            .saturating_add(text.lines().count().saturating_mul(width)),
    )?;
    let mut out = String::with_capacity(text.len());
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            out.push('\n');
        }
        if (i > 0 || first) && (blank || !line.is_empty()) {
            out.extend(std::iter::repeat_n(' ', width));
        }
        out.push_str(line);
    }
    Ok(value.inherit_safety(out))
}

pub(super) fn join(_: &Shared, value: &Value, k: Kwargs, state: &State<'_>) -> Answer {
    let items = <&[Value]>::from_value(value)?;
    let separator = k.get::<StringInput>("sep")?;
    let safe = state.autoescaping_enabled()
        && (items.iter().any(|item| item.is_string() && item.is_safe())
            || separator.as_ref().is_some_and(StringInput::is_safe));
    let between = match &separator {
        Some(s) if safe => s.rendered(state)?,
        Some(s) => Cow::Borrowed(s.as_str()),
        None => Cow::Borrowed(""),
    };
    let mut out = String::new();
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push_str(&between);
        }
        check_size(out.len().saturating_add(printed_size(item)))?;
        match (safe, item.as_str()) {
            _ if item.is_undefined() => {}
            (true, _) => out.push_str(&state.escape_if_needed(item)?),
            (false, Some(text)) => out.push_str(text),
            (false, None) => out.push_str(&text_of(item)),
        }
    }
    check_size(out.len())?;
    Ok(safe_or_plain(safe, out))
}

fn field<'v>(item: &'v Value, path: Option<&'v str>, index: usize) -> Answer<&'v Value> {
    let Some(path) = path else {
        return Ok(item);
    };
    item.get_from_path(path).ok_or_else(|| {
        Misuse::figure(
            format!("mục thứ {} của danh sách không có `{path}`", index + 1),
            "xem lại `attribute`, hoặc bổ sung khóa này cho mọi mục",
        )
        .into()
    })
}

/// Sorts numbers by value (their digits may come as text) and texts by their letters; refuses a
/// mixture.
pub(super) fn sort(_: &Shared, value: &Value, k: Kwargs, _: &State<'_>) -> Answer {
    let items = <&[Value]>::from_value(value)?;
    let path = k.get::<&str>("attribute")?;
    let mut keyed = Vec::with_capacity(items.len());
    for (i, item) in items.iter().enumerate() {
        keyed.push((field(item, path, i)?, item));
    }
    let numbers: Option<Vec<Decimal>> = keyed.iter().map(|(key, _)| to_decimal(key)).collect();
    if let Some(numbers) = numbers {
        let mut order: Vec<usize> = (0..items.len()).collect();
        order.sort_by_key(|i| numbers[*i]);
        let sorted = order.into_iter().map(|i| items[i].clone());
        return Ok(Value::from(sorted.collect::<Vec<_>>()));
    }
    if !keyed.iter().all(|(key, _)| key.is_string()) {
        return Err(Misuse::figure(
            "không sắp xếp được: danh sách có cả số và chữ, hoặc có mục trống",
            "sắp xếp theo một khóa mà mục nào cũng có, cùng là số hoặc cùng là chữ",
        )
        .into());
    }
    keyed.sort_by(|(a, _), (b, _)| a.partial_cmp(b).unwrap_or(Ordering::Equal));
    let sorted = keyed.into_iter().map(|(_, item)| item.clone());
    Ok(Value::from(sorted.collect::<Vec<_>>()))
}

/// Gives the groups in the order of their first items; tera's come in a random order.
pub(super) fn group_by(_: &Shared, value: &Value, k: Kwargs, _: &State<'_>) -> Answer {
    let items = <&[Value]>::from_value(value)?;
    let path = k.must_get::<&str>("attribute")?;
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut groups: Vec<(String, Vec<Value>)> = Vec::new();
    for (i, item) in items.iter().enumerate() {
        let key = field(item, Some(path), i)?.to_string();
        let place = *places.entry(key.clone()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, group)) => group.push(item.clone()),
            None => groups.push((key, vec![item.clone()])),
        }
    }
    let map: Map = groups
        .into_iter()
        .map(|(key, group)| (key.into(), Value::from(group)))
        .collect();
    Ok(Value::from(map))
}

/// Takes out what comes again, as tera does by comparing each item with each; so the list is
/// bounded.
pub(super) fn unique(_: &Shared, value: &Value, _: Kwargs, _: &State<'_>) -> Answer {
    let items = <&[Value]>::from_value(value)?;
    const MOST: usize = 5000;
    if items.len() > MOST {
        return Err(Misuse::limit(
            "danh sách quá dài để lọc trùng (hơn 5.000 mục)",
            "chia nhỏ danh sách",
        )
        .on_value());
    }
    let mut out: Vec<Value> = Vec::new();
    for item in items {
        if !out.contains(item) {
            out.push(item.clone());
        }
    }
    Ok(Value::from(out))
}

/// Rounds exactly: up or down if `method` is `ceil` or `floor`, else half goes up.
pub(super) fn round(_: &Shared, value: &Value, k: Kwargs, _: &State<'_>) -> Answer {
    let number = decimal(value)?;
    let digits = k.get::<u32>("precision")?.unwrap_or(0);
    let rounded = match k.get::<&str>("method")? {
        None => figures::round(number, digits).map_err(Misuse::from)?,
        Some("ceil") => number.round_dp_with_strategy(digits, RoundingStrategy::ToPositiveInfinity),
        Some("floor") => {
            number.round_dp_with_strategy(digits, RoundingStrategy::ToNegativeInfinity)
        }
        Some(_) => {
            return Err(Misuse::figure(
                "`round` chỉ nhận `method=\"ceil\"` hoặc `method=\"floor\"`",
                "bỏ `method` để làm tròn đến số gần nhất",
            )
            .into());
        }
    };
    Ok(from_decimal(rounded))
}

pub(super) fn int(_: &Shared, value: &Value, _: Kwargs, _: &State<'_>) -> Answer {
    let number = decimal(value)?;
    if !number.fract().is_zero() {
        return Err(Misuse::figure(
            "số này có phần lẻ, không đổi thành số nguyên được",
            "làm tròn trước bằng `round`",
        )
        .on_value());
    }
    Ok(from_decimal(number))
}

pub(super) fn abs(_: &Shared, value: &Value, _: Kwargs, _: &State<'_>) -> Answer {
    decimal(value).map(|number| from_decimal(number.abs()))
}

/// Refuses: tera's floats are never exact.
pub(super) fn float(_: &Shared, _: &Value, _: Kwargs, _: &State<'_>) -> Answer {
    Err(inexact().into())
}
