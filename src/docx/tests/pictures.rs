//! Pictures over the text, read back from the parts.

use super::super::package::pack;
use super::sample::{BODY, of, paragraph, words};
use super::{Part, build, part, write};
use crate::picture::Picture;
use crate::sheet::{
    Block, BoxSize, Drawing, FloatingPicture, Graphic, Illustration, Image, Inline, Sheet, Twips,
};

const FILES: [&[u8]; 2] = [
    include_bytes!("../../../tests/parity/anh-chu-ky.png"),
    include_bytes!("../../../tests/parity/anh-dau.png"),
];

fn pictured() -> Sheet {
    let picture = |file: &[u8], words: &str| {
        Inline::Picture(Drawing::Floating(FloatingPicture {
            picture: Picture::from_png(file.to_vec()).unwrap(),
            description: words.to_owned(),
            across: Twips(-40),
            down: Twips(10),
            size: BoxSize {
                width: Twips(600),
                height: Twips(300),
            },
        }))
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

fn illustrated(file: &[u8], words: &str) -> Block {
    let inline = Inline::Picture(Drawing::Standing(Illustration {
        graphic: Graphic::Image(Image::read(file).unwrap()),
        description: words.to_owned(),
        size: BoxSize {
            width: Twips(6000),
            height: Twips(3000),
        },
    }));
    Block::Paragraph(paragraph(BODY, vec![inline]))
}

const DIAGRAM: &[u8] = include_bytes!("../../../tests/parity/hinh/so-do.png");
const PHOTOGRAPH: &[u8] = include_bytes!("../../../tests/parity/hinh/canh-dong.jpg");

#[test]
fn an_illustration_stands_in_its_line_and_its_file_is_held_once() {
    let sheet = of(vec![
        illustrated(DIAGRAM, "sơ đồ \"A\""),
        illustrated(PHOTOGRAPH, "cánh đồng"),
        illustrated(DIAGRAM, "lần nữa"),
    ]);
    let parts = build(&sheet).unwrap();
    let document = text_of(&parts, "word/document.xml");
    assert_eq!(document.matches("<wp:inline ").count(), 3);
    assert!(document.contains("descr=\"sơ đồ &quot;A&quot;\""));
    assert!(document.contains("<wp:extent cx=\"3810000\" cy=\"1905000\"/>"));
    let embedded: Vec<&str> = document
        .split("r:embed=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert_eq!(embedded, ["rIdPicture1", "rIdPicture2", "rIdPicture1"]);
    let media: Vec<&str> = parts
        .iter()
        .map(|part| part.name.as_str())
        .filter(|name| name.contains("media"))
        .collect();
    assert_eq!(media, ["word/media/image1.png", "word/media/image2.jpeg"]);
    let types = text_of(&parts, "[Content_Types].xml");
    assert!(types.contains("Extension=\"jpeg\" ContentType=\"image/jpeg\""));
}

/// Both versions of a picture that was changed stand in the document of changes.
#[test]
fn a_changed_illustration_is_a_revision() {
    let [old, new] = [DIAGRAM, PHOTOGRAPH].map(|file| of(vec![illustrated(file, "hình")]));
    let parts = super::super::redline::build(&old, &new).unwrap();
    let document = text_of(&parts, "word/document.xml");
    for revision in ["<w:del ", "<w:ins "] {
        let change = document.split(revision).nth(1).unwrap();
        assert!(change.contains("<wp:inline "), "{document}");
    }
    let media = parts.iter().filter(|part| part.name.contains("media"));
    assert_eq!(media.count(), 2);
    let same = super::super::redline::build(&old, &old.clone()).unwrap();
    assert!(!text_of(&same, "word/document.xml").contains("<w:ins "));
}

fn text_of<'p>(parts: &'p [Part], name: &str) -> &'p str {
    parts.iter().find(|part| part.name == name).unwrap().text()
}
