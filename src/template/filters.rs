//! Our filters: the face of [`crate::figures`] in templates.
//!
//! A figure arrives as a whole number or as one that is [`super::carried`], never as a float.

use super::{
    carried::{self, Print},
    doubled::bare_text,
    guard::{Answer, Misuse, Refusal, Shared},
};
use crate::figures::{self, Reading, Rounding};
use rust_decimal::Decimal;
use tera::{Kwargs, State, Value, value::ValueKind};

pub(super) fn money(shared: &Shared, v: &Value, k: Kwargs, _: &State<'_>) -> Answer {
    arguments(&k, "tien", &["don_vi"])?;
    let unit = k.get::<&str>("don_vi").map_err(|_| text_wanted("don_vi"))?;
    Ok(shared.words.money(decimal(v)?, unit).into())
}

pub(super) fn in_words(shared: &Shared, v: &Value, k: Kwargs, _: &State<'_>) -> Answer {
    arguments(&k, "chu", &["hoa"])?;
    let capital = k
        .get::<bool>("hoa")
        .map_err(|_| Misuse::figure("tham số `hoa` phải là true hoặc false", "ghi `hoa=true`"))?;
    let text = shared.words.number(decimal(v)?);
    Ok(Value::from(match capital {
        Some(true) => capitalised(&text),
        _ => text,
    }))
}

pub(super) fn date(shared: &Shared, v: &Value, k: Kwargs, _: &State<'_>) -> Answer {
    arguments(&k, "ngay", &[])?;
    let date = shared.words.date_of(&date_text(v)?);
    Ok(date.map_err(|error| Misuse::from(error).on_value())?.into())
}

pub(super) fn count(_: &Shared, v: &Value, k: Kwargs, _: &State<'_>) -> Answer {
    arguments(&k, "dem", &[])?;
    let counted = figures::count(decimal(&length_or_number(v)?)?);
    Ok(counted
        .map_err(|error| Misuse::from(error).on_value())?
        .into())
}

pub(super) fn roman(_: &Shared, v: &Value, k: Kwargs, _: &State<'_>) -> Answer {
    arguments(&k, "la_ma", &[])?;
    let roman = figures::roman(decimal(v)?);
    Ok(roman
        .map_err(|error| Misuse::from(error).on_value())?
        .into())
}

/// Gives its argument for what is not there, and for what is there and blank.
pub(super) fn default(_: &Shared, v: &Value, k: Kwargs, _: &State<'_>) -> Answer {
    arguments(&k, "default", &["value", "boolean"])?;
    let instead = k.must_get::<Value>("value")?;
    let falsy = k.get::<bool>("boolean")?.unwrap_or(false) && !v.is_truthy();
    let blank = v.is_undefined() || v.is_none();
    let blank = blank || v.as_str().is_some_and(|text| text.trim().is_empty());
    Ok(if blank || falsy { instead } else { v.clone() })
}

pub(super) fn number(_: &Shared, v: &Value, k: Kwargs, _: &State<'_>) -> Answer {
    arguments(&k, "so", &["le"])?;
    let value = decimal(v)?;
    let Some(digits) = digits(&k)? else {
        return Ok(figures::number(value).into());
    };
    let rounded = figures::round(value, digits).map_err(Misuse::from)?;
    Ok(figures::number(rounded).into())
}

pub(super) fn percent(_: &Shared, v: &Value, k: Kwargs, _: &State<'_>) -> Answer {
    arguments(&k, "phan_tram", &["tren", "le", "lam_tron"])?;
    let (part, whole) = (decimal(v)?, argument(&k, "phan_tram", "tren")?);
    let digits = digits(&k)?.unwrap_or(2);
    let result = figures::percent(part, whole, digits, rounding(&k)?).map_err(Misuse::from)?;
    Ok(figures::number(result).into())
}

pub(super) fn growth(_: &Shared, v: &Value, k: Kwargs, _: &State<'_>) -> Answer {
    arguments(&k, "tang_truong", &["so_voi", "le", "lam_tron"])?;
    let (value, base) = (decimal(v)?, argument(&k, "tang_truong", "so_voi")?);
    let digits = digits(&k)?.unwrap_or(2);
    let result = figures::growth(value, base, digits, rounding(&k)?).map_err(Misuse::from)?;
    Ok(figures::number(result).into())
}

pub(super) fn difference(_: &Shared, v: &Value, k: Kwargs, _: &State<'_>) -> Answer {
    arguments(&k, "hieu", &["tru"])?;
    let (value, other) = (decimal(v)?, argument(&k, "hieu", "tru")?);
    let result = figures::difference(value, other).map_err(Misuse::from)?;
    Ok(from_decimal(result))
}

pub(super) fn sum(_: &Shared, v: &Value, k: Kwargs, _: &State<'_>) -> Answer {
    arguments(&k, "tong", &["theo"])?;
    let field = k.get::<&str>("theo").map_err(|_| text_wanted("theo"))?;
    let items: Vec<&Value> = match (v.as_array(), v.as_map()) {
        (Some(items), _) => items.iter().collect(),
        (None, Some(map)) => map.values().collect(),
        _ if v.is_undefined() => return Err(Misuse::undefined().on_value()),
        _ => {
            let help =
                "dùng `tong` sau một danh sách, ví dụ `{{ so_lieu.thu | tong(theo=\"so_tien\") }}`";
            return Err(
                Misuse::figure("`tong` cần một danh sách hoặc một nhóm số liệu", help).on_value(),
            );
        }
    };
    let values: Vec<Decimal> = items
        .into_iter()
        .enumerate()
        .map(|(i, item)| sum_item(i, item, field))
        .collect::<Answer<_>>()?;
    let total = figures::sum(values).map_err(Misuse::from)?;
    Ok(from_decimal(total))
}

fn sum_item(i: usize, item: &Value, field: Option<&str>) -> Answer<Decimal> {
    let found = match field {
        None => Some(item),
        Some(path) => item.get_from_path(path),
    };
    found.and_then(to_decimal).ok_or_else(|| {
        let what = field.map_or(String::new(), |path| format!(" `{path}`"));
        Misuse::figure(
            format!("không cộng được: mục thứ {} không có số{what}", i + 1),
            "mỗi mục của danh sách phải có một số để cộng; bớt hoặc bổ sung mục này",
        )
        .into()
    })
}

/// Reads the decimal that a value is, if it is one.
pub(super) fn to_decimal(value: &Value) -> Option<Decimal> {
    if let Some(whole) = value.as_i128() {
        return Decimal::try_from_i128_with_scale(whole, 0).ok();
    }
    carried::read(value.as_str()?).number()
}

/// Makes a value of a decimal that was worked out.
pub(super) fn from_decimal(value: Decimal) -> Value {
    carried::of(value.normalize())
}

/// Reads the decimal before the `|`, or refuses the value.
pub(super) fn decimal(value: &Value) -> Answer<Decimal> {
    to_decimal(value).ok_or_else(|| not_a_number(value).on_value())
}

fn not_a_number(value: &Value) -> Misuse {
    let help = "ghi số bằng chữ số, không có dấu chấm ngăn hàng nghìn, ví dụ 7512469825 hoặc 94.58";
    match value.kind() {
        ValueKind::Undefined => Misuse::undefined(),
        ValueKind::None => Misuse::figure(
            "số liệu này chưa có giá trị",
            "ghi số cho số liệu này, hoặc bọc chỗ này trong `{% if … %} … {% endif %}`",
        ),
        ValueKind::String => not_read(&bare_text(value), help),
        _ => Misuse::figure("giá trị này không phải là số", help),
    }
}

/// Says what is wrong with a text that is no number, or may be two.
fn not_read(text: &str, help: &str) -> Misuse {
    let written = carried::settled(text, Print::Shown);
    let short = shortened(&written);
    match carried::read(text) {
        Reading::Either { grouped, decimals } => Misuse::figure(
            format!(
                "“{short}” đọc được hai cách: {grouped}, hoặc {}",
                decimal_words(decimals)
            ),
            format!(
                "ghi {grouped}, hoặc {}; ở bảng thì ghi cách viết số ở mục “thap_phan” cạnh mục “tep”",
                decimal_words(decimals)
            ),
        ),
        Reading::Number { .. } | Reading::TooLong | Reading::No => {
            Misuse::figure(format!("“{short}” không phải là số"), help)
        }
    }
}

/// Writes a decimal with a comma: `1,674`.
fn decimal_words(value: Decimal) -> String {
    value.to_string().replace('.', ",")
}

fn shortened(text: &str) -> String {
    let short: String = text.chars().take(40).filter(|c| !c.is_control()).collect();
    if short.len() < text.len() {
        short + "…"
    } else {
        short
    }
}

/// Reads a named argument that must be there and be a number.
fn argument(k: &Kwargs, filter: &str, name: &'static str) -> Answer<Decimal> {
    let Some(value) = k.get::<Value>(name)? else {
        return Err(Misuse::figure(
            format!("bộ lọc `{filter}` thiếu tham số `{name}`"),
            format!("ghi `{filter}({name}=…)`"),
        )
        .into());
    };
    if value.is_undefined() {
        return Err(Misuse::undefined_argument(name).into());
    }
    to_decimal(&value).ok_or_else(|| {
        let misuse = not_a_number(&value);
        Misuse::figure(format!("tham số `{name}`: {}", misuse.message), misuse.help).into()
    })
}

/// Refuses arguments that the filter does not know.
fn arguments(k: &Kwargs, filter: &str, known: &[&str]) -> Answer<()> {
    let mut unknown: Vec<&str> = k
        .iter()
        .filter_map(|(key, _)| key.as_str())
        .filter(|key| !known.contains(key))
        .collect();
    unknown.sort_unstable();
    let Some(name) = unknown.first() else {
        return Ok(());
    };
    let help = match known {
        [] => format!("`{filter}` không có tham số nào"),
        _ => format!("`{filter}` có: {}", known.join(", ")),
    };
    Err(Misuse::figure(format!("bộ lọc `{filter}` không có tham số `{name}`"), help).into())
}

fn text_wanted(name: &str) -> Refusal {
    Misuse::figure(
        format!("tham số `{name}` phải là chữ"),
        format!("ghi `{name}=\"…\"`, chữ trong dấu nháy"),
    )
    .into()
}

fn digits(k: &Kwargs) -> Answer<Option<u32>> {
    k.get::<u32>("le").map_err(|_| {
        Misuse::figure(
            "tham số `le` phải là số nguyên từ 0 đến 20",
            "ghi số chữ số sau dấu phẩy, ví dụ `le=2`",
        )
        .into()
    })
}

fn rounding(k: &Kwargs) -> Answer<Rounding> {
    match k.get::<&str>("lam_tron").unwrap_or(Some("")) {
        None | Some("gan_nhat") => Ok(Rounding::HalfUp),
        Some("cat_bot") => Ok(Rounding::Cut),
        Some(_) => Err(Misuse::figure(
            "tham số `lam_tron` chỉ nhận \"gan_nhat\" hoặc \"cat_bot\"",
            "bỏ `lam_tron` để làm tròn đến số gần nhất; `lam_tron=\"cat_bot\"` để bỏ phần lẻ thừa",
        )
        .into()),
    }
}

/// Gives the number of entries of a list or a map, and any other value as it is.
fn length_or_number(value: &Value) -> Answer<Value> {
    match value.kind() {
        ValueKind::Array | ValueKind::Map => Ok(Value::from(value.len().unwrap_or(0))),
        _ => Ok(value.clone()),
    }
}

/// Reads a date from a text, or from the map `{ngay, thang, nam}` of `ngay_ban_hanh`.
fn date_text(value: &Value) -> Answer<String> {
    if let Some(text) = value.as_str() {
        return Ok(carried::settled(text, Print::Shown).into_owned());
    }
    let part = |name| value.get_from_path(name).filter(|v| !v.is_none());
    if let (Some(day), Some(month), Some(year)) = (part("ngay"), part("thang"), part("nam")) {
        return Ok(format!("{day}/{month}/{year}"));
    }
    let misuse = match value.kind() {
        ValueKind::Undefined => Misuse::undefined(),
        ValueKind::Map => Misuse::figure(
            "ngày này còn để trống",
            "ghi đủ ngày, tháng, năm, hoặc viết riêng từng phần trong câu",
        ),
        _ => Misuse::figure(
            "giá trị này không phải là ngày",
            "ghi ngày theo dạng 2024-01-05 hoặc 5/1/2024",
        ),
    };
    Err(misuse.on_value())
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| {
        first.to_uppercase().collect::<String>() + chars.as_str()
    })
}
