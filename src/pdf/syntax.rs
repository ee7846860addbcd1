//! Objects as they are written in a file (ISO 32000-1, 7.3).

use lopdf::{Dictionary, Object, StringFormat};
use std::io::Write;

/// Appends an object that is not a stream: those are no part of other objects.
pub(super) fn object(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend(b"null"),
        Object::Boolean(true) => out.extend(b"true"),
        Object::Boolean(false) => out.extend(b"false"),
        Object::Integer(value) => out.extend(itoa::Buffer::new().format(*value).as_bytes()),
        Object::Real(value) => display(out, value),
        Object::Name(name_) => name(out, name_),
        Object::String(text, StringFormat::Literal) => literal(out, text),
        Object::String(text, StringFormat::Hexadecimal) => hexadecimal(out, text),
        Object::Array(items) => {
            out.push(b'[');
            for (at, item) in items.iter().enumerate() {
                separated(out, item, at > 0);
            }
            out.push(b']');
        }
        Object::Dictionary(entries) => dictionary(out, entries),
        Object::Stream(stream) => dictionary(out, &stream.dict),
        Object::Reference((number, generation)) => {
            let mut digits = itoa::Buffer::new();
            out.extend(digits.format(*number).as_bytes());
            out.push(b' ');
            out.extend(digits.format(*generation).as_bytes());
            out.extend(b" R");
        }
    }
}

/// Appends a dictionary.
pub(super) fn dictionary(out: &mut Vec<u8>, entries: &Dictionary) {
    out.extend(b"<<");
    for (key, value) in entries {
        name(out, key);
        separated(out, value, true);
    }
    out.extend(b">>");
}

/// An object after another: the signs that some begin with part them well enough.
fn separated(out: &mut Vec<u8>, value: &Object, after_another: bool) {
    let begins_with_sign = match value {
        Object::Name(_) | Object::String(..) | Object::Array(_) => true,
        Object::Dictionary(_) | Object::Stream(_) => true,
        Object::Null | Object::Boolean(_) | Object::Integer(_) => false,
        Object::Real(_) | Object::Reference(_) => false,
    };
    if after_another && !begins_with_sign {
        out.push(b' ');
    }
    object(out, value);
}

/// Appends a name.
pub(super) fn name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for &byte in name {
        let is_regular = byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(&byte);
        if is_regular {
            out.push(byte);
        } else {
            out.push(b'#');
            digits(out, byte);
        }
    }
}

/// Appends a string, byte for byte but for what must be escaped.
pub(super) fn literal(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'(');
    for &byte in text {
        match byte {
            // A bare end of line would be read as \n, whichever it is.
            b'\r' => out.extend(b"\\r"),
            b'(' | b')' | b'\\' => out.extend([b'\\', byte]),
            _ => out.push(byte),
        }
    }
    out.push(b')');
}

fn hexadecimal(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'<');
    for &byte in text {
        digits(out, byte);
    }
    out.push(b'>');
}

fn digits(out: &mut Vec<u8>, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.push(DIGITS[usize::from(byte >> 4)]);
    out.push(DIGITS[usize::from(byte & 15)]);
}

/// Appends a number that is given in thousandths, with as many decimals as it needs.
pub(super) fn thousandths(out: &mut Vec<u8>, value: i64) {
    if value < 0 {
        out.push(b'-');
    }
    let (whole, rest) = (value.unsigned_abs() / 1000, value.unsigned_abs() % 1000);
    out.extend(itoa::Buffer::new().format(whole).as_bytes());
    if rest > 0 {
        let decimals = [rest / 100, rest / 10 % 10, rest % 10].map(|digit| b'0' + digit as u8);
        let last = decimals
            .iter()
            .rposition(|&digit| digit != b'0')
            .unwrap_or(0);
        out.push(b'.');
        out.extend(&decimals[..=last]);
    }
}

/// Never with an exponent, which PDF does not know.
fn display(out: &mut Vec<u8>, value: &f32) {
    // Writing to memory does not fail.
    let _ = write!(out, "{value}");
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;
    use lopdf::{Document, dictionary};
    use proptest::prelude::*;

    fn written(value: &Object) -> String {
        let mut out = Vec::new();
        object(&mut out, value);
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn objects_are_written_as_pdf_says() {
        let value = Object::Dictionary(dictionary! {
            "A B#" => vec![1.into(), Object::Real(-0.5), Object::Null, true.into(), Object::Reference((12, 0))],
            "C" => Object::string_literal("a(b)\\\r\n"),
            "D" => Object::String(vec![0, 0xAB], StringFormat::Hexadecimal),
            "E" => dictionary! { "F" => "G" },
        });
        let expected =
            "<</A#20B#23[1 -0.5 null true 12 0 R]/C(a\\(b\\)\\\\\\r\n)/D<00AB>/E<</F/G>>>>";
        assert_eq!(written(&value), expected);
    }

    #[test]
    fn decimals_are_as_many_as_needed() {
        for (value, expected) in [
            (0, "0"),
            (-5, "-0.005"),
            (14_000, "14"),
            (-12_340, "-12.34"),
            (100, "0.1"),
        ] {
            let mut out = Vec::new();
            thousandths(&mut out, value);
            assert_eq!(String::from_utf8_lossy(&out), expected);
        }
    }

    fn any_object() -> impl Strategy<Value = Object> {
        let bytes = || prop::collection::vec(any::<u8>(), 0..12);
        let name = || prop::collection::vec(1..=255_u8, 1..6);
        let leaf = prop_oneof![
            Just(Object::Null),
            any::<bool>().prop_map(Object::Boolean),
            any::<i64>().prop_map(Object::Integer),
            (-20_000_000..20_000_000).prop_map(|n: i32| Object::Real(n as f32 / 1000.0 + 0.0001)),
            name().prop_map(Object::Name),
            bytes().prop_map(|text| Object::String(text, StringFormat::Literal)),
            bytes().prop_map(|text| Object::String(text, StringFormat::Hexadecimal)),
            (1..9_u32).prop_map(|number| Object::Reference((number, 0))),
        ];
        leaf.prop_recursive(3, 20, 5, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Object::Array),
                prop::collection::vec((name(), inner), 0..5)
                    .prop_map(|entries| { Object::Dictionary(entries.into_iter().collect()) }),
            ]
        })
    }

    proptest! {
        /// lopdf reads what is written here as it reads what it writes itself.
        #[test]
        fn others_read_what_is_written(value in any_object()) {
            let mut document = Document::with_version("1.7");
            let root = document.add_object(vec![value]);
            document.trailer.set("Root", root);
            let ours = file::write(&document).unwrap().bytes;
            let mut theirs = Vec::new();
            document.save_to(&mut theirs)?;
            let [ours, theirs] = [ours, theirs].map(|bytes| Document::load_mem(&bytes).unwrap());
            prop_assert!(ours.objects.contains_key(&root));
            prop_assert_eq!(ours.objects.get(&root), theirs.objects.get(&root));
        }
    }
}
