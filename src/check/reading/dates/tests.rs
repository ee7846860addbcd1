//! Dates told from other numbers.

use super::*;
use crate::document::{Inline, Inlines, Marks, Origins, Text};

fn shown(text: &str) -> Vec<String> {
    let piece = Text {
        text: text.to_owned(),
        bold: false,
        italic: false,
        marks: Marks::default(),
        origins: Origins::default(),
    };
    let line: Inlines = vec![Inline::Text(piece)];
    let passage = Passage::new(&line, super::super::Role::Paragraph, (0, 0), &[]);
    let part = |part: &Option<DatePart>| {
        part.as_ref()
            .map_or("–".to_owned(), |part| part.value.to_string())
    };
    let show = |date: &Date| {
        format!(
            "{}: {}.{}.{}{}{}",
            &text[date.range.clone()],
            part(&date.day),
            part(&date.month),
            part(&date.year),
            if date.lunar { " lunar" } else { "" },
            if date.certain { "" } else { "?" }
        )
    };
    passage.dates().iter().map(show).collect()
}

#[test]
fn dates_are_read() {
    for (text, dates) in [
        ("Ngày 05/3/2024, họp", &["05/3/2024: 5.3.2024"][..]),
        ("ngày 5 tháng 3 năm 2024", &["5 tháng 3 năm 2024: 5.3.2024"]),
        (
            "ngày 05 và 06 tháng 3 năm 2024",
            &["05: 5.3.2024", "06 tháng 3 năm 2024: 6.3.2024"],
        ),
        (
            "các ngày 05, 06 và ngày 07/3",
            &["05: 5.3.–", "06: 6.3.–", "07/3: 7.3.–"],
        ),
        ("từ 01 đến 10/3", &["01: 1.3.–?", "10/3: 10.3.–?"]),
        (
            "từ ngày 25/4 đến 02/5/2024",
            &["25/4: 25.4.–", "02/5/2024: 2.5.2024"],
        ),
        (
            "từ 25/4 đến hết ngày 31/4",
            &["25/4: 25.4.–", "31/4: 31.4.–"],
        ),
        (
            "(27/7/1947 - 27/7/2023)",
            &["27/7/1947: 27.7.1947", "27/7/2023: 27.7.2023"],
        ),
        (
            "(27/7/1947-27/7/2023)",
            &["27/7/1947: 27.7.1947", "27/7/2023: 27.7.2023"],
        ),
        (
            "tháng 13 năm 2024 và tháng 02/2024",
            &["13 năm 2024: –.13.2024", "02/2024: –.2.2024"],
        ),
        ("15-20/3/2024", &["15: 15.3.2024", "20/3/2024: 20.3.2024"]),
        (
            "ngày 5/3-10/3/2024",
            &["5/3: 5.3.–", "10/3/2024: 10.3.2024"],
        ),
        ("đến 12/2024", &["12/2024: –.12.2024?"]),
        ("thứ Hai, 05/3", &["05/3: 5.3.–"]),
        ("Chủ nhật (15/01)", &["15/01: 15.1.–"]),
        ("sáng 30/02 họp", &["30/02: 30.2.–"]),
        ("ngày … tháng 3 năm 2024", &["3 năm 2024: –.3.2024"]),
        ("ngày tháng 3 năm 2024", &["3 năm 2024: –.3.2024"]),
        ("ngày 15.3.2024", &["15.3.2024: 15.3.2024"]),
        ("15-3-2024", &["15-3-2024: 15.3.2024"]),
        ("ngày 10 tháng 3 âm lịch", &["10 tháng 3: 10.3.– lunar"]),
        ("mùng 10/3", &["10/3: 10.3.– lunar"]),
        (
            "ngày 30 tháng 02 năm Giáp Thìn",
            &["30 tháng 02: 30.2.– lunar"],
        ),
    ] {
        assert_eq!(shown(text), dates, "{text}");
    }
}

#[test]
fn other_numbers_are_none() {
    for text in [
        "04/07 lao động, đạt 57,14%",
        "8,81%/8,93% (40/454 em)",
        "24/24 giờ, tỷ lệ 1/500",
        "hẻm 12/3/2020, số 45/12/2000 Lê Lợi",
        "Nghị định số 126/2027/NĐ-CP",
        "15 ngày, 06 tháng",
        "trong 10 ngày",
        "1.234.567 đồng, 5.12.345",
        "Lương tháng 13",
        "giai đoạn 2021 - 2025",
    ] {
        assert_eq!(shown(text), [] as [&str; 0], "{text}");
    }
}

#[test]
fn weekdays_follow_the_calendar() {
    for (year, month, day, weekday) in [
        (2024, 1, 15, 0),
        (2024, 2, 29, 3),
        (2000, 1, 1, 5),
        (1945, 9, 2, 6),
        (2026, 11, 27, 4),
    ] {
        let day = Day::new(year, month, day).unwrap();
        assert_eq!(day.weekday(), weekday, "{day:?}");
    }
    assert_eq!(Day::new(2023, 2, 29), None);
    let days = |a: Day, b: Day| b.number() - a.number();
    let (first, last) = (Day::new(2023, 12, 31), Day::new(2024, 3, 1));
    assert_eq!(first.zip(last).map(|(a, b)| days(a, b)), Some(61));
}
