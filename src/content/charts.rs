//! `bieu_do`: the charts of a document, out of its figures.
//!
//! In: the entries as they are declared, and the figures under `so_lieu`. Out: [`Chart`]s by name, or what
//! stands against drawing them, with its place.

use super::schema::ChartEntry;
use crate::chart::{Chart, ChartKind, KINDS, MOST_CATEGORIES, MOST_SERIES, MOST_SLICES, Series};
use crate::diagnostic::nearest;
use crate::diagnostic::{Diagnostic, Place};
use crate::figures::{Figure, Figures};
use crate::rows::values::Rows;
use crate::yaml::Text;
use crate::yaml::typed::{Field, Map, Words};
use rust_decimal::Decimal;
use std::{collections::BTreeMap, sync::Arc};

const CODE: &str = "bieu-do-so-lieu";
/// Larger figures have no round axis that fits beside a chart: 15 digits.
const MOST: i64 = 1_000_000_000_000_000;

/// Charts by their names.
pub(super) type Charts = BTreeMap<String, Arc<Chart>>;

/// The charts that a document declares; what is wrong with any is told in `errors`.
pub(super) fn charts(
    field: &Field<Map<ChartEntry>>,
    figures: &Figures,
    errors: &mut Vec<Diagnostic>,
) -> Charts {
    let declared = field.given().into_iter().flat_map(|map| &map.value.0);
    let mut charts = Charts::new();
    for member in declared {
        let Some(entry) = &member.value else { continue };
        let chart = Reader {
            entry: &entry.value,
            place: &entry.place,
            figures,
        }
        .chart();
        match chart {
            Ok(chart) => {
                charts.insert(member.name.clone(), Arc::new(chart));
            }
            Err(error) => errors.push(*error),
        }
    }
    charts
}

type Read<T> = Result<T, Box<Diagnostic>>;

/// A chart on its way.
struct Reader<'a> {
    entry: &'a ChartEntry,
    /// Where the whole entry stands.
    place: &'a Place,
    figures: &'a Figures,
}

/// A row of the figures: its members, and where it stands.
type Row<'a> = (&'a [(String, Figure, Place)], &'a Place);

impl Reader<'_> {
    fn chart(&self) -> Read<Chart> {
        let kind = self.kind()?;
        let held;
        let figure = match &self.wanted(&self.entry.rows)?.0 {
            Rows::Path(path) => self.at(path)?,
            Rows::Own(rows) => {
                let mut errors = Vec::new();
                held = rows.figure(&mut errors);
                if let Some(error) = errors.into_iter().next() {
                    return Err(Box::new(error));
                }
                &held
            }
        };
        let rows = self.rows(figure)?;
        let named = self.wanted(&self.entry.categories)?;
        let Words(key) = named;
        let categories = rows
            .iter()
            .map(|row| category(row, key))
            .collect::<Read<_>>()?;
        let series = self.series(&rows, key)?;
        let unit = self.entry.unit.given();
        let chart = Chart {
            kind,
            unit: unit.map_or(String::new(), |unit| unit.value.0.text.trim().to_owned()),
            categories,
            series,
        };
        self.check(&chart)?;
        Ok(chart)
    }

    /// A value that must be given; the shape check refuses the lack of it first.
    fn wanted<'e, T>(&self, field: &'e Field<T>) -> Read<&'e T> {
        field.given().map(|given| &given.value).ok_or_else(|| {
            refused(
                self.place,
                format!("biểu đồ thiếu mục “{}”", field.mark.name),
            )
            .help("ghi đủ loai, du_lieu, nhom, day")
            .into()
        })
    }

    fn kind(&self) -> Read<ChartKind> {
        let given = &self.wanted(&self.entry.kind)?.0;
        let found = KINDS.iter().find(|(name, _)| *name == given.text);
        found.map(|(_, kind)| *kind).ok_or_else(|| {
            refused(
                &given.place,
                format!("không có loại biểu đồ “{}”", given.text),
            )
            .help("loai là một trong: cot, cot-chong, duong, tron")
            .into()
        })
    }

    /// The figures behind `so_lieu.a.b`.
    fn at(&self, path: &Text) -> Read<&Figure> {
        let mut keys = path.text.trim().split('.');
        let mut here = &self.figures.0;
        let mut walked = keys.next().unwrap_or_default().to_owned();
        let gone =
            |message: String, help: String| Box::new(refused(&path.place, message).help(help));
        if walked != "so_lieu" {
            let help = "ghi đường dẫn tới một danh sách, ví dụ so_lieu.khom, hoặc ghi các hàng ngay dưới du_lieu";
            let message = format!("“{}” không phải là đường dẫn tới số liệu", path.text);
            return Err(gone(message, help.to_owned()));
        }
        for key in keys {
            let members = match here {
                Figure::Map(members) => &members[..],
                _ => &[],
            };
            let Some((_, figure, _)) = members.iter().find(|(name, _, _)| name == key) else {
                let names = members.iter().map(|(name, _, _)| name.as_str());
                let help = match nearest(key, names) {
                    Some(near) => format!("có phải là {walked}.{near}?"),
                    None => format!("ghi số liệu này dưới {walked}"),
                };
                return Err(gone(format!("không có số liệu {walked}.{key}"), help));
            };
            here = figure;
            walked = format!("{walked}.{key}");
        }
        Ok(here)
    }

    fn rows<'f>(&self, figure: &'f Figure) -> Read<Vec<Row<'f>>> {
        let items = match figure {
            Figure::List(items) if !items.is_empty() => items,
            _ => {
                return Err(refused(
                    self.place,
                    "du_lieu của biểu đồ không có hàng nào".to_owned(),
                )
                .help("du_lieu là danh sách các hàng, ví dụ: - {ten: Khóm 1, ho_ngheo: 12}")
                .into());
            }
        };
        let row = |(figure, place): &'f (Figure, Place)| match figure {
            Figure::Map(members) => Ok((&members[..], place)),
            _ => Err(
                refused(place, "hàng này của du_lieu không có các mục".to_owned())
                    .help("viết mỗi hàng như {ten: Khóm 1, ho_ngheo: 12}")
                    .into(),
            ),
        };
        items.iter().map(row).collect()
    }

    fn series(&self, rows: &[Row<'_>], categories: &Text) -> Read<Vec<Series>> {
        let Map(declared) = self.wanted(&self.entry.series)?;
        let series = declared.iter().map(|member| {
            let key = member.name.as_str();
            let name = member.value.as_ref();
            let name = name.map_or(key.to_owned(), |name| name.value.0.text.trim().to_owned());
            let place = member.value.as_ref().map_or(self.place, |name| &name.place);
            let has = |(members, _): &Row<'_>| members.iter().any(|(name, _, _)| name == key);
            if !rows.iter().any(has) {
                let members = rows.iter().flat_map(|(members, _)| members.iter());
                let names = members.map(|(name, _, _)| name.as_str());
                let names = names.filter(|name| *name != categories.text.trim());
                let near = nearest(key, names);
                let near = near.map_or(String::new(), |near| format!("có phải là {near}? "));
                return Err(
                    refused(place, format!("không hàng nào của du_lieu có cột “{key}”"))
                        .help(format!("{near}tên dưới “day” là tên cột của du_lieu"))
                        .into(),
                );
            }
            let values = rows.iter().map(|row| number(row, key));
            Ok(Series {
                name,
                values: values.collect::<Read<_>>()?,
            })
        });
        series.collect()
    }

    /// Refuses what cannot be drawn so that it can be read.
    fn check(&self, chart: &Chart) -> Read<()> {
        let (series, categories) = (chart.series.len(), chart.categories.len());
        let pie = chart.kind == ChartKind::Pie;
        let (message, help) = if chart.values().next().is_none() {
            (
                "biểu đồ không có số liệu nào".to_owned(),
                "ghi số liệu, hoặc bỏ biểu đồ".to_owned(),
            )
        } else if series > MOST_SERIES {
            (
                format!("biểu đồ có {series} dãy số liệu: quá nhiều để phân biệt được"),
                format!(
                    "để nhiều nhất {MOST_SERIES} dãy; còn lại làm thành bảng hoặc biểu đồ khác"
                ),
            )
        } else if !pie && categories > MOST_CATEGORIES {
            (
                format!("biểu đồ có {categories} nhóm: quá nhiều để đọc được"),
                format!("để nhiều nhất {MOST_CATEGORIES} nhóm; còn lại làm thành bảng"),
            )
        } else if pie && (series != 1 || categories > MOST_SLICES) {
            (
                "biểu đồ tròn có một dãy số liệu và nhiều nhất 8 phần".to_owned(),
                "gộp các phần nhỏ thành “Khác”, hoặc dùng loai: cot".to_owned(),
            )
        } else if pie
            && chart
                .values()
                .any(|value| value.is_sign_negative() && !value.is_zero())
        {
            (
                "biểu đồ tròn không vẽ được số âm".to_owned(),
                "dùng loai: cot".to_owned(),
            )
        } else if pie && chart.values().all(|value| value.is_zero()) {
            (
                "biểu đồ tròn có tổng bằng 0".to_owned(),
                "kiểm tra lại số liệu, hoặc bỏ biểu đồ".to_owned(),
            )
        } else {
            return Ok(());
        };
        Err(refused(self.place, message).help(help).into())
    }
}

/// The name of a row's category: a text, or a number as it is shown (a year).
fn category((members, place): &Row<'_>, key: &Text) -> Read<String> {
    let found = members.iter().find(|(name, _, _)| *name == key.text.trim());
    match found.map(|(_, figure, _)| figure) {
        Some(Figure::Text(text)) if !text.trim().is_empty() => Ok(text.trim().to_owned()),
        Some(Figure::Number { shown, .. }) => Ok(shown.clone()),
        _ => Err(refused(
            place,
            format!("hàng này của du_lieu không có tên nhóm “{}”", key.text),
        )
        .help("mục “nhom” của biểu đồ là tên cột mang tên của từng hàng")
        .into()),
    }
}

/// The figure of a row; none where it is not known.
fn number((members, _): &Row<'_>, key: &str) -> Read<Option<Decimal>> {
    let found = members.iter().find(|(name, _, _)| name == key);
    let Some((_, figure, place)) = found else {
        return Ok(None);
    };
    match figure {
        Figure::Blank => Ok(None),
        Figure::Number { value, shown: _ } if value.abs() < Decimal::from(MOST) => Ok(Some(*value)),
        Figure::Number { .. } => Err(refused(place, "số này quá lớn để vẽ".to_owned())
            .help("chọn đơn vị lớn hơn, ví dụ tỷ đồng")
            .into()),
        _ => Err(refused(place, format!("“{key}” ở đây không phải là số"))
            .help("ghi một con số; chưa có số liệu thì bỏ trống")
            .into()),
    }
}

fn refused(place: &Place, message: String) -> Diagnostic {
    Diagnostic::error(CODE, message).at(place.clone())
}
