//! Pictures over the text, read back from the parts.

use super::super::package::pack;
use super::sample::{BODY, of, paragraph, words};
use super::{Part, build, part, write};
use crate::picture::Picture;
use crate::sheet::{Block, BoxSize, FloatingPicture, Inline, Sheet, Twips};

const FILES: [&[u8]; 2] = [
    include_bytes!("../../../tests/parity/anh-chu-ky.png"),
    include_bytes!("../../../tests/parity/anh-dau.png"),
];

fn pictured() -> Sheet {
    let picture = |file: &[u8], words: &str| {
        Inline::Picture(FloatingPicture {
            picture: Picture::from_png(file.to_vec()).unwrap(),
            description: words.to_owned(),
            across: Twips(-40),
            down: Twips(10),
            size: BoxSize {
                width: Twips(600),
                height: Twips(300),
            },
        })
    };
    let inlines = vec![
        picture(FILES[0], "chữ ký <A>"),
        picture(FILES[1], "dấu"),
        words(BODY, "tên"),
    ];
    of(vec![Block::Paragraph(paragraph(BODY, inlines))])
}

#[test]
fn a_picture_is_anchored_where_it_hangs_and_its_file_is_beside_it() {
    let sheet = pictured();
    let document = part(&sheet, "word/document.xml");
    let document = roxmltree::Document::parse(&document).unwrap();
    let all = |name: &str| -> Vec<_> {
        document
            .descendants()
            .filter(|node| node.tag_name().name() == name)
            .collect()
    };
    let offsets: Vec<_> = all("posOffset").iter().filter_map(|n| n.text()).collect();
    assert_eq!(offsets, ["-25400", "6350", "-25400", "6350"]);
    for (number, (anchor, words)) in all("anchor")
        .into_iter()
        .zip(["chữ ký <A>", "dấu"])
        .enumerate()
    {
        let number = (number + 1).to_string();
        assert_eq!(anchor.attribute("relativeHeight"), Some(&*number));
        let told = anchor.children().find(|n| n.tag_name().name() == "docPr");
        assert_eq!(told.unwrap().attribute("descr"), Some(words));
        assert_eq!(told.unwrap().attribute("id"), Some(&*number));
    }
    assert_eq!(all("anchor").len(), 2);
    assert_eq!(all("rStyle").len(), 0, "a stand-in is left");

    let parts = build(&sheet).unwrap();
    for (number, file) in FILES.iter().enumerate() {
        let name = format!("word/media/image{}.png", number + 1);
        let media = parts.iter().find(|part| part.name == name).unwrap();
        assert_eq!(media.content, *file);
    }
    let relations = part(&sheet, "word/_rels/document.xml.rels");
    assert!(relations.contains("Id=\"rIdPicture2\""));
    assert!(relations.contains("Target=\"media/image2.png\""));
    assert!(part(&sheet, "[Content_Types].xml").contains("Extension=\"png\""));
}

#[test]
fn the_seal_covers_the_files() {
    let bytes = write(&pictured()).unwrap();
    assert!(super::super::is_untouched(&bytes));
    let mut parts = build(&pictured()).unwrap();
    let media = |part: &&mut Part| part.name == "word/media/image1.png";
    let changed = parts.iter_mut().find(media).unwrap();
    changed.content = FILES[1].to_vec();
    assert!(!super::super::is_untouched(&pack(&parts).unwrap()));
}

#[test]
fn a_document_without_pictures_knows_nothing_of_them() {
    let sheet = of(vec![Block::Paragraph(paragraph(BODY, Vec::new()))]);
    assert!(!part(&sheet, "[Content_Types].xml").contains("png"));
}
