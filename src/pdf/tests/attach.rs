//! Files inside the file, read back.

use super::{dictionary, file, load, sample, text, tool};
use crate::pdf::{Attachment, Options, is_untouched, write_with};
use lopdf::{Document, Object, decode_text_string};
use md5::{Digest, Md5};
use std::process::Command;

fn attachment(name: &str, bytes: &[u8]) -> Attachment {
    Attachment {
        name: name.to_owned(),
        description: format!("Tệp {name}"),
        media_type: "application/yaml".to_owned(),
        bytes: bytes.to_vec(),
    }
}

fn options() -> Options {
    let long = "noi_dung: /ID[<0\r\n".repeat(500);
    Options {
        attachments: vec![
            attachment("kế hoạch.yaml", long.as_bytes()),
            attachment("Đơn vị.yaml", b"\xef\xbb\xbfa: 1"),
            attachment("a.yaml", b""),
        ],
    }
}

/// Name and bytes by the name tree, checked against what the specification says.
fn embedded(document: &Document) -> Vec<(String, Vec<u8>)> {
    let catalog = document.catalog().unwrap();
    let tree = dictionary(
        document,
        dictionary(document, catalog, "Names"),
        "EmbeddedFiles",
    );
    let names = tree.get(b"Names").unwrap().as_array().unwrap();
    let keys: Vec<&[u8]> = names
        .iter()
        .step_by(2)
        .map(|k| k.as_str().unwrap())
        .collect();
    assert!(keys.is_sorted(), "{keys:?}");
    let pairs = names.chunks(2).map(|pair| {
        let name = decode_text_string(&pair[0]).unwrap();
        let id = pair[1].as_reference().unwrap();
        let specification = document.get_dictionary(id).unwrap();
        assert_eq!(text(specification, "UF"), name);
        assert_eq!(text(specification, "F"), name);
        assert_eq!(text(specification, "Desc"), format!("Tệp {name}"));
        let relation = specification.get(b"AFRelationship").unwrap();
        assert_eq!(relation.as_name().unwrap(), b"Source");
        let file = dictionary(document, specification, "EF")
            .get(b"UF")
            .unwrap();
        let stream = document.get_object(file.as_reference().unwrap()).unwrap();
        let stream = stream.as_stream().unwrap();
        assert_eq!(
            stream.dict.get(b"Subtype").unwrap().as_name().unwrap(),
            b"application/yaml"
        );
        let bytes = if stream.dict.has(b"Filter") {
            stream.decompressed_content().unwrap()
        } else {
            stream.content.clone()
        };
        let parameters = dictionary(document, &stream.dict, "Params");
        let size = parameters.get(b"Size").unwrap();
        assert_eq!(size.as_i64().unwrap(), bytes.len() as i64);
        let sum = parameters.get(b"CheckSum").unwrap();
        assert_eq!(sum.as_str().unwrap(), Md5::digest(&bytes).as_slice());
        (name, bytes)
    });
    pairs.collect()
}

#[test]
fn attached_files_come_back() {
    let (fonts, pages, plain) = sample();
    let options = options();
    let bytes = write_with(&pages, &fonts, &options).unwrap();
    assert_eq!(write_with(&pages, &fonts, &options).unwrap(), bytes);
    assert!(is_untouched(&bytes) && bytes != plain);

    let document = load(&bytes);
    let mut wanted: Vec<_> = options
        .attachments
        .iter()
        .map(|a| (a.name.clone(), a.bytes.clone()))
        .collect();
    wanted.sort();
    assert_eq!(embedded(&document), wanted);
    let associated = document.catalog().unwrap().get(b"AF").unwrap();
    let order: Vec<String> = associated
        .as_array()
        .unwrap()
        .iter()
        .map(Object::as_reference)
        .map(|id| text(document.get_dictionary(id.unwrap()).unwrap(), "UF"))
        .collect();
    assert_eq!(order, ["kế hoạch.yaml", "Đơn vị.yaml", "a.yaml"]);

    let path = file("attached.pdf", &bytes);
    tool(Command::new("qpdf").arg("--check").arg(&path));
    if let Some(list) = tool(Command::new("pdfdetach").arg("-list").arg(&path)) {
        assert!(list.starts_with("3 embedded files"), "{list}");
    }
}

#[test]
fn the_standard_is_that_of_the_content() {
    let (fonts, pages, plain) = sample();
    let attached = write_with(&pages, &fonts, &options()).unwrap();
    let has = |bytes: &[u8], part: &str| {
        let part = format!("<pdfaid:part>{part}</pdfaid:part>");
        bytes.windows(part.len()).any(|w| w == part.as_bytes())
    };
    assert!(has(&plain, "2") && !has(&plain, "3"));
    assert!(has(&attached, "3") && !has(&attached, "2"));
}

#[test]
fn two_files_of_one_name_are_refused() {
    let (fonts, pages, _) = sample();
    let attachments = vec![attachment("a.yaml", b"1"), attachment("a.yaml", b"2")];
    assert!(write_with(&pages, &fonts, &Options { attachments }).is_err());
}
