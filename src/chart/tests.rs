//! The drawings of figures, and that nothing covers anything or leaves the chart.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::*;
use crate::font::{FaceId, FontSet};
use rust_decimal::Decimal;

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn look() -> ChartLook {
    ChartLook {
        half_points: 22,
        height: 500,
        colours: [[31, 56, 100], [157, 195, 230], [127, 127, 127]]
            .map(Tint)
            .to_vec(),
        words: ChartWords {
            columns: "Biểu đồ cột".into(),
            stacked: "Biểu đồ cột chồng".into(),
            lines: "Biểu đồ đường".into(),
            pie: "Biểu đồ tròn".into(),
            unit: "Đơn vị tính".into(),
            unknown: "không có số liệu".into(),
        },
    }
}

fn chart(kind: ChartKind, categories: &[&str], series: &[(&str, &[&str])]) -> Chart {
    Chart {
        kind,
        unit: "hộ".into(),
        categories: categories.iter().map(ToString::to_string).collect(),
        series: series
            .iter()
            .map(|(name, values)| Series {
                name: (*name).to_owned(),
                values: values
                    .iter()
                    .map(|v| (!v.is_empty()).then(|| d(v)))
                    .collect(),
            })
            .collect(),
    }
}

fn words(plot: &Plot) -> Vec<&str> {
    let words = plot.shapes.iter().filter_map(|shape| match shape {
        Shape::Words { text, .. } => Some(text.as_str()),
        _ => None,
    });
    words.collect()
}

/// The corners of upright words: left, top, right, bottom.
fn boxes(plot: &Plot, fonts: &FontSet) -> Vec<[f64; 4]> {
    let face = fonts.face(FaceId::Regular);
    let words = plot.shapes.iter().filter_map(|shape| match shape {
        Shape::Words {
            at: (x, y),
            size,
            turned,
            text,
            ..
        } if *turned == 0.0 => Some([
            *x,
            y - 0.7 * size,
            x + face.width(text, *size),
            y + 0.2 * size,
        ]),
        _ => None,
    });
    words.collect()
}

fn check(chart: &Chart, size: (f64, f64)) -> Plot {
    let fonts = FontSet::embedded();
    let plot = plot(chart, &look(), size, &fonts);
    let boxes = boxes(&plot, &fonts);
    for (at, [left, top, right, bottom]) in boxes.iter().enumerate() {
        let inside =
            *left >= -0.5 && *right <= size.0 + 0.5 && *top >= -0.5 && *bottom <= size.1 + 0.5;
        assert!(inside, "{:?} stands out", words(&plot)[at]);
        for other in &boxes[at + 1..] {
            let meets =
                left < &other[2] && &other[0] < right && top < &other[3] && &other[1] < bottom;
            assert!(!meets, "{:?} covers something: {boxes:?}", words(&plot)[at]);
        }
    }
    let points = plot.shapes.iter().flat_map(|shape| match shape {
        Shape::Area { points, .. } | Shape::Path { points, .. } => points.clone(),
        Shape::Words { .. } => Vec::new(),
    });
    for (x, y) in points {
        assert!(
            x >= -0.1 && x <= size.0 + 0.1 && y >= -0.1 && y <= size.1 + 0.1,
            "{x} {y}"
        );
    }
    plot
}

#[test]
fn axes_begin_at_zero_and_go_in_round_steps() {
    let axis = |least, most| {
        let axis = Axis::of(d(least), d(most));
        let ticks: Vec<String> = axis.ticks().map(Chart::shown).collect();
        ticks.join(" ")
    };
    assert_eq!(axis("3", "98"), "0 20 40 60 80 100");
    assert_eq!(axis("0.2", "0.9"), "0 0,2 0,4 0,6 0,8 1");
    assert_eq!(axis("-7", "12"), "-10 -5 0 5 10 15");
    assert_eq!(axis("0", "0"), "0 1");
    assert_eq!(axis("-5", "-1"), "-5 -4 -3 -2 -1 0");
    assert_eq!(
        axis("1", "7512469825"),
        "0 2.000.000.000 4.000.000.000 6.000.000.000 8.000.000.000"
    );
}

#[test]
fn columns_have_their_figures_over_them() {
    let years = ["Năm 2021", "Năm 2022", "Năm 2023"];
    let one = chart(
        ChartKind::Columns,
        &years,
        &[("Hộ nghèo", &["120", "98.5", "-15"])],
    );
    let plot = check(&one, (450.0, 220.0));
    let words = words(&plot);
    for word in ["Đơn vị tính: hộ", "120", "98,5", "-15", "Năm 2022"] {
        assert!(words.contains(&word), "{words:?}");
    }
    // A single series needs no legend.
    assert!(!words.contains(&"Hộ nghèo"));
    let two = chart(
        ChartKind::Columns,
        &years,
        &[
            ("Hộ nghèo", &["120", "98", "1250"]),
            ("Hộ cận nghèo", &["80", "", "75"]),
        ],
    );
    let plot = check(&two, (450.0, 220.0));
    assert!(self::words(&plot).contains(&"Hộ cận nghèo"));
}

#[test]
fn many_long_names_are_turned_or_left_out() {
    let names: Vec<String> = (1..=40)
        .map(|n| format!("Khu dân cư văn hóa Khóm {n}"))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let values = vec!["1234"; 40];
    for kind in [ChartKind::Columns, ChartKind::Lines] {
        let plot = check(
            &chart(kind, &names, &[("a", &values), ("b", &values)]),
            (450.0, 240.0),
        );
        let turned = plot
            .shapes
            .iter()
            .filter(|shape| matches!(shape, Shape::Words { turned, .. } if *turned > 0.0));
        let count = turned.count();
        assert!(count > 10 && count <= 40, "{count}");
    }
    let long = chart(
        ChartKind::Columns,
        &["Tỷ lệ người dân tham gia bảo hiểm y tế", "Khác"],
        &[("a", &["1", "2"])],
    );
    let plot = check(&long, (300.0, 200.0));
    assert!(
        words(&plot).contains(&"Tỷ lệ người dân tham gia bảo"),
        "{:?}",
        words(&plot)
    );
}

#[test]
fn stacked_columns_reach_their_sums() {
    let years = ["2022", "2023"];
    let sums = chart(
        ChartKind::Stacked,
        &years,
        &[("a", &["30", "45"]), ("b", &["50", "60"])],
    );
    let plot = check(&sums, (400.0, 200.0));
    // Up to 105: the axis ends at 120 or 150.
    assert!(
        words(&plot)
            .iter()
            .any(|word| ["120", "150"].contains(word)),
        "{:?}",
        words(&plot)
    );
}

#[test]
fn a_gap_in_a_line_stays_a_gap() {
    let months = ["1", "2", "3", "4", "5"];
    let line = chart(
        ChartKind::Lines,
        &months,
        &[("a", &["1", "2", "", "4", "5"])],
    );
    let plot = check(&line, (400.0, 200.0));
    let strokes = plot
        .shapes
        .iter()
        .filter(|shape| matches!(shape, Shape::Path { stroke, .. } if stroke.width > 1.0));
    assert_eq!(strokes.count(), 2);
}

#[test]
fn a_pie_tells_shares() {
    let pie = chart(
        ChartKind::Pie,
        &["Đạt", "Chưa đạt", "Rất ít"],
        &[("", &["70", "29.5", "0.5"])],
    );
    let plot = check(&pie, (400.0, 220.0));
    let words = words(&plot);
    for word in [
        "Đạt: 70 (70%)",
        "Chưa đạt: 29,5 (29,5%)",
        "Rất ít: 0,5 (0,5%)",
        "70%",
    ] {
        assert!(words.contains(&word), "{words:?}");
    }
    check(
        &chart(ChartKind::Pie, &["Đạt", "Khác"], &[("", &["7", "0"])]),
        (300.0, 200.0),
    );
}

#[test]
fn a_chart_is_told_by_its_figures() {
    let years = ["Năm 2022", "Năm 2023"];
    let two = chart(
        ChartKind::Lines,
        &years,
        &[("Thu", &["1234.5", ""]), ("Chi", &["9", "10"])],
    );
    assert_eq!(
        two.told(&look().words),
        "Biểu đồ đường (Đơn vị tính: hộ). Năm 2022: Thu 1.234,5, Chi 9; Năm 2023: Thu không có số liệu, Chi 10."
    );
    assert_ne!(
        two.digest(),
        chart(ChartKind::Columns, &years, &[]).digest()
    );
}
