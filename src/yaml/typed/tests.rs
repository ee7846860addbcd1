//! Entries of a made-up file, read and told.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use super::*;
use crate::yaml::{names::Names, tree};

entries! {
    /// The inner entries.
    struct Inner {
        name: Words = "ten",
    }
}

entries! {
    /// Entries that several files have alike.
    struct Common {
        lines: Lines = "dong",
    }
}

entries! {
    /// A whole file.
    struct Whole {
        ..common: Common,
        #[schemars(required, description = "Một đoạn.")]
        text: Markdown = "doan",
        people: Map<Inner> = "nguoi",
        either: ScalarOr<Inner> = "hoac",
    }
}

fn of(text: &str) -> (Option<Whole>, Vec<Diagnostic>) {
    let source = Source::new("a.yaml", text);
    let root = tree::parse(&source, &Names::default()).unwrap();
    read(&source, &root)
}

fn covered(place: &Place) -> &str {
    &place.source.text[place.range.clone()]
}

#[test]
fn entries_come_with_their_places() {
    let text = "doan: 'Một  '\ndong: [a, '', b]\nnguoi: {x: {ten: X}, y: }\nhoac: {ten: ~}\n";
    let (whole, faults) = of(text);
    let whole = whole.unwrap();
    assert_eq!(faults, []);
    let text = whole.text.given().unwrap();
    assert_eq!(
        (text.value.0.text.as_str(), covered(&text.place)),
        ("Một", "'Một  '")
    );
    assert_eq!(covered(whole.text.mark.key.as_ref().unwrap()), "doan");
    assert_eq!(whole.common.lines.given().unwrap().value.0.len(), 2);
    let people = &whole.people.given().unwrap().value.0;
    assert_eq!(
        (people[0].name.as_str(), people[1].name.as_str()),
        ("x", "y")
    );
    assert!(people[0].value.is_some() && people[1].value.is_none());
    let ScalarOr::Map(inner) = &whole.either.given().unwrap().value else {
        panic!("a map is no text");
    };
    assert_eq!(inner.name.mark.stands, Stands::Empty);
    assert!(inner.name.given().is_none());
}

#[test]
fn what_an_entry_says_is_told_apart() {
    let stands = |text: &str| of(text).0.unwrap().text.mark.stands;
    for (text, expected) in [
        ("hoac: a", Stands::Not),
        ("doan:", Stands::Empty),
        ("doan: ''", Stands::Blank),
        ("doan: a", Stands::Filled),
        ("doan: [a]", Stands::Filled),
    ] {
        assert_eq!(stands(text), expected, "{text}");
    }
    assert!(of("doan: ''").0.unwrap().text.filled().is_none());
    let remark = of("doan: # a").0.unwrap().text.mark.remark();
    assert_eq!(remark.unwrap().code, "loi-dan");
}

#[test]
fn what_does_not_fit_is_a_fault_and_no_default() {
    for (text, at) in [
        ("doan: [a]", "[a]"),
        ("dong: {a: b}", "{a: b}"),
        ("dong: [a, [b]]", "[a, [b]]"),
        ("nguoi: a", "a"),
        ("nguoi: {x: a}", "a"),
        ("hoac: {ten: {a: b}}", "{a: b}"),
    ] {
        let (_, faults) = of(text);
        let places: Vec<_> = faults.iter().flat_map(|fault| &fault.place).collect();
        let places: Vec<_> = places.into_iter().map(covered).collect();
        assert_eq!(places, [at], "{text}");
    }
}

#[test]
fn the_schema_is_of_the_same_declaration() {
    let schema = schemars::schema_for!(Whole).to_value();
    let mut properties: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
    properties.sort();
    assert_eq!(properties, ["doan", "dong", "hoac", "nguoi"]);
    assert_eq!(schema["required"], serde_json::json!(["doan"]));
    assert_eq!(schema["additionalProperties"], false);
    assert_eq!(schema["properties"]["doan"]["description"], "Một đoạn.");
    assert_eq!(Whole::ENTRIES[0], ("doan", Form::Markdown));
}
