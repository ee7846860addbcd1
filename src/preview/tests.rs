//! Numbers, escapes, blanks, keys.

use super::write::Svg;
use super::*;
use crate::document::{Origin, OriginKind, Origins, Properties};
use crate::font::FaceId;
use crate::layout::{Line, Part, RuleLine, Span};
use crate::sheet::{Colour, Role};

fn span(x: f64, text: &str, space_extra: f64, origins: std::ops::Range<u32>) -> Span {
    Span {
        x,
        face: FaceId::Regular,
        size: 14.0,
        rise: 0.0,
        colour: Colour::BLACK,
        text: text.to_owned(),
        space_extra,
        blank: None,
        mark: None,
        reads: None,
        title: false,
        cross: None,
        origins,
    }
}

fn line(baseline: f64, spans: Vec<Span>, origins: &Origins) -> Item {
    let part = Part {
        role: Role::Body,
        paragraph: 0,
        cell: None,
        note: None,
        item: None,
        outline: None,
    };
    Item::Line(Line {
        part,
        baseline,
        spans,
        origins: origins.stretches().collect(),
    })
}

fn of(items: Vec<Item>) -> Pages {
    Pages {
        properties: Properties::default(),
        pages: vec![Page {
            width: 595.3,
            height: 841.9,
            items,
        }],
        outline: Vec::new(),
        fields: Vec::new(),
    }
}

fn exact(source: u16, start: u32, end: u32) -> Option<Origin> {
    let kind = OriginKind::Exact;
    Some(Origin {
        source,
        kind,
        start,
        end,
    })
}

/// What stands between the page's own tags.
fn inside(pages: &Pages, sources: &[Arc<Source>]) -> String {
    let drawn = draw(pages, sources, |_| false);
    let svg = drawn[0].svg.clone().unwrap();
    let from = svg.find('>').unwrap() + 1;
    svg[from..].strip_suffix("</svg>").unwrap().to_owned()
}

#[test]
fn numbers_have_no_digit_that_says_nothing() {
    let written = |number| {
        let mut svg = Svg::new(0.0, 0.0);
        let start = svg.text().len();
        svg.number(number).text()[start..].to_owned()
    };
    let cases = [
        (0.0, "0"),
        (-0.0001, "0"),
        (85.05, "85.05"),
        (85.0504, "85.05"),
        (-0.25, "-0.25"),
        (12.0, "12"),
        (0.001, "0.001"),
        (1.0096, "1.01"),
    ];
    for (number, expected) in cases {
        assert_eq!(written(number), expected);
    }
}

#[test]
fn letters_are_escaped_and_each_stays_one() {
    let text = "a<b>&\"c\u{2011}d\u{1}\t";
    let origins = Origins::of(None, text.chars().count());
    let pages = of(vec![line(10.0, vec![span(5.0, text, 0.0, 0..1)], &origins)]);
    assert_eq!(
        inside(&pages, &[]),
        "<text x=\"5\" y=\"10\" font-size=\"14\">a&lt;b&gt;&amp;&quot;c-d  </text>"
    );
}

#[test]
fn only_blanks_that_are_widened_are_wide() {
    let text = "Điều\u{a0}1 của";
    let origins = Origins::of(None, text.chars().count());
    let pages = of(vec![line(10.0, vec![span(5.0, text, 1.5, 0..1)], &origins)]);
    assert_eq!(
        inside(&pages, &[]),
        "<text x=\"5\" y=\"10\" font-size=\"14\" word-spacing=\"1.5\">Điều<tspan word-spacing=\"0\">\u{a0}</tspan>1 của</text>"
    );
}

#[test]
fn places_count_code_units_from_the_first_of_the_page() {
    let main = Source::new("kế-hoạch.yaml", "# 😀ề\na: Căn cứ\n");
    let profile = Source::new("co-quan.yaml", "Ủy ban");
    let start = main.text.find("Căn").unwrap() as u32;
    let space = start + "Căn".len() as u32;
    let end = space + " cứ".len() as u32;
    let mut origins = Origins::of(exact(0, start, space), 3);
    origins.push(None, 1);
    origins.push(exact(0, space + 1, end), 2);
    let first = line(
        10.0,
        vec![span(5.0, "Căn-cứ", 0.0, 0..3), span(60.0, "x", 0.0, 3..3)],
        &origins,
    );
    let other = Origins::of(exact(1, 0, "Ủy".len() as u32).map(Origin::rewritten), 2);
    let second = line(30.0, vec![span(5.0, "ỦY", 0.0, 0..1)], &other);
    let pages = of(vec![first, second]);
    let sources = [main, profile];
    let drawn = draw(&pages, &sources, |_| false);
    assert_eq!(drawn[0].base, "# 😀ề\na: ".encode_utf16().count());
    assert_eq!(
        inside(&pages, &sources),
        "<text><tspan x=\"5\" y=\"10\" font-size=\"14\"><tspan data-at=\"0-3\">Căn</tspan>-\
         <tspan data-at=\"4-6\">cứ</tspan></tspan><tspan x=\"60\" font-size=\"14\">x</tspan></text>\
         <text x=\"5\" y=\"30\" font-size=\"14\" data-at=\"0-2\" data-src=\"1\" data-as=\"rewritten\">ỦY</text>"
    );
}

#[test]
fn rules_alike_are_one_path() {
    let rule = |y: f64, width: f64| {
        Item::Rule(RuleLine {
            x0: 1.0,
            y0: y,
            x1: 9.5,
            y1: y,
            width,
            colour: Colour::BLACK,
        })
    };
    let pages = of(vec![rule(1.0, 0.5), rule(2.0, 0.5), rule(3.0, 1.0)]);
    assert_eq!(
        inside(&pages, &[]),
        "<path stroke=\"#000000\" stroke-width=\"0.5\" d=\"M1 1L9.5 1M1 2L9.5 2\"/>\
         <path stroke=\"#000000\" stroke-width=\"1\" d=\"M1 3L9.5 3\"/>"
    );
}

#[test]
fn a_page_that_is_there_is_not_made_again() {
    let origins = Origins::of(None, 1);
    let pages = of(vec![line(10.0, vec![span(5.0, "a", 0.0, 0..1)], &origins)]);
    let first = draw(&pages, &[], |_| false);
    let again = draw(&pages, &[], |key| key == first[0].key);
    assert_eq!(again[0].key, first[0].key);
    assert_eq!(
        (first[0].svg.is_some(), again[0].svg.is_some()),
        (true, false)
    );
}
