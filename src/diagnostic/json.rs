//! Messages for programs: a JSON object a message, each on a line of its own.
//!
//! Keys are Vietnamese, as in all JSON that the program writes; `docs/ma-loi.md` lists them. Every
//! key is there in every object, `null` where nothing is known.

use super::{Diagnostic, Edit, Place, position::Position};
use serde_json::{Value, json};

/// All messages, a line each.
pub fn json(diagnostics: &[Diagnostic]) -> String {
    json_of(diagnostics, None)
}

/// [`json()`], with words on what the messages are of, such as the row of a batch.
pub fn json_of(diagnostics: &[Diagnostic], of: Option<&str>) -> String {
    let lines = diagnostics.iter().map(|d| format!("{}\n", object(d, of)));
    lines.collect()
}

fn object(diagnostic: &Diagnostic, of: Option<&str>) -> Value {
    let Diagnostic {
        severity,
        code,
        message,
        place,
        related,
        help,
        fix,
        clause: _,
    } = diagnostic;
    let mut object = json!({
        "ma": code,
        "muc": severity.name(),
        "noi_dung": message,
        "cua": of,
        "cach_sua": help,
        "can_cu": diagnostic.law(),
        "lien_quan": related.iter().map(|(place, words)| {
            let mut object = json!({ "noi_dung": words });
            put_place(&mut object, Some(place));
            object
        }).collect::<Vec<_>>(),
        "sua": fix.as_deref().map(edit),
    });
    put_place(&mut object, place.as_ref());
    object
}

fn edit(edit: &Edit) -> Value {
    let Edit { title, place, text } = edit;
    let mut object = json!({ "ten": title, "thay": text });
    put_place(&mut object, Some(place));
    object
}

/// Adds the keys of a place to an object.
fn put_place(object: &mut Value, place: Option<&Place>) {
    let position = place.and_then(Position::of);
    let position = position.as_ref();
    let bytes = position.and_then(|p| p.bytes.as_ref());
    object["tep"] = json!(place.map(|place| &place.source.name));
    object["dong"] = json!(position.map(|p| p.line));
    object["cot"] = json!(position.map(|p| p.column));
    object["den_dong"] = json!(position.map(|p| p.end_line));
    object["den_cot"] = json!(position.map(|p| p.end_column));
    object["byte"] = json!(bytes.map(|bytes| [bytes.start, bytes.end]));
}

#[cfg(test)]
mod tests {
    use super::super::{Extent, Source};
    use super::*;

    #[test]
    fn a_message_is_a_line_with_all_keys() {
        let source = Source::of_file("a.yaml", "\u{feff}một: 1\nhai: \"2\"\n");
        let place = Place::new(&source, 9..12);
        let first = Place::new(&source, 0..5);
        let one = Diagnostic::warning("ngoai-luat", "sai \"nhiều\"\nlắm")
            .at(place.clone())
            .related(first, "ở đây")
            .help("sửa đi")
            .fix("đổi", place, "ba");
        let cell = Source::part("b.xlsx, ô C5", "x", Extent::Cell(5));
        let two = Diagnostic::hint("thu", "ô").at(Place::new(&cell, 0..1));
        let lines = json_of(&[one, two], Some("Hàng 5"));
        insta::assert_snapshot!(lines);
        let all: Vec<Value> = lines
            .lines()
            .map(|l| serde_json::from_str(l).unwrap())
            .collect();
        assert_eq!(all.len(), 2);
        let keys = |value: &Value| {
            value
                .as_object()
                .unwrap()
                .keys()
                .cloned()
                .collect::<Vec<_>>()
        };
        assert_eq!(keys(&all[0]), keys(&all[1]));
    }
}
