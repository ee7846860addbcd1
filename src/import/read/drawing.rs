//! Drawings: pictures are taken, text boxes are read, lines say nothing, all else is told.

use super::line::Raw;
use super::properties::bounded;
use super::story::{Around, Draft, Reader};
use super::xml::{Node, Ns, Tree, number};
use crate::diagnostic::Result;
use crate::import::flat::{Lost, Picture, Piece};

/// The most letters of a chart's or SmartArt's words.
const MOST_WORDS: usize = 4096;

/// What a drawing was found to hold.
#[derive(Default)]
struct Found {
    anything: bool,
    /// It is a line, drawn from one point to another.
    line: bool,
    /// What it shows, as whoever made it describes it.
    alt: String,
}

impl<'t> Reader<'t, '_> {
    /// A `w:drawing` or `w:pict`.
    pub(super) fn drawing(&mut self, node: Node<'t>, draft: &mut Draft) -> Result<()> {
        let mut found = Found::default();
        self.shapes(node, draft, &mut found)?;
        match found.anything || found.line {
            true => Ok(()),
            false => self.lose(Lost::Drawing, String::new()),
        }
    }

    fn shapes(&mut self, node: Node<'t>, draft: &mut Draft, found: &mut Found) -> Result<()> {
        for child in node.children() {
            match (child.ns(), child.name()) {
                (Ns::Mc, "AlternateContent") => {
                    if let Some(chosen) = child.chosen() {
                        self.shapes(chosen, draft, found)?;
                    }
                    continue;
                }
                (Ns::W, "txbxContent") => {
                    found.anything = true;
                    let around = Around {
                        boxed: true,
                        inside: true,
                        table: None,
                    };
                    let fields = std::mem::take(&mut self.fields);
                    let here = self.here;
                    let mut blocks = Vec::new();
                    self.blocks(child, around, &mut blocks)?;
                    self.here = here;
                    self.fields = fields;
                    draft.boxes.append(&mut blocks);
                    continue;
                }
                (Ns::A, "blip") => {
                    found.anything = true;
                    let name = ["embed", "link"]
                        .into_iter()
                        .find(|name| child.attribute_of(&[Ns::R], name).is_some());
                    self.picture(child, name.unwrap_or("embed"), &found.alt, draft)?;
                    continue;
                }
                (Ns::V, "imagedata") => {
                    found.anything = true;
                    self.picture(child, "id", &found.alt, draft)?;
                    continue;
                }
                (Ns::V, "textpath") => {
                    found.anything = true;
                    let text = child.attribute("string").unwrap_or_default();
                    self.lose(Lost::Drawing, text.chars().take(MOST_WORDS).collect())?;
                }
                (_, "docPr") => {
                    found.alt = bounded(child.attribute("descr").unwrap_or_default());
                }
                (Ns::V, "line") => found.line = true,
                (Ns::V, _) if is_rule(child) => found.line = true,
                (Ns::O, "OLEObject") => {
                    found.anything = true;
                    self.embedded(Some(child))?;
                }
                (Ns::Chart, "chart") => {
                    found.anything = true;
                    let words = self.words_of(child, "id")?;
                    self.lose(Lost::Drawing, words)?;
                }
                (Ns::Dgm, "relIds") => {
                    found.anything = true;
                    let words = self.words_of(child, "dm")?;
                    self.lose(Lost::Drawing, words)?;
                }
                (Ns::A, "t") => {
                    // Text that DrawingML itself has, in groups of old drawings.
                    found.anything = true;
                    let text = child.text().into_owned();
                    self.lose(Lost::Drawing, text)?;
                }
                (Ns::A, "prstGeom") => {
                    let shape = child.attribute("prst").unwrap_or_default();
                    found.line |= shape == "line" || shape.contains("Connector");
                }
                (_, "extent") => {
                    let side = |name: &str| child.attribute(name).and_then(number);
                    found.line |= side("cx") == Some(0) || side("cy") == Some(0);
                }
                _ => {}
            }
            self.shapes(child, draft, found)?;
        }
        Ok(())
    }

    /// A `w:object`: a sheet, an equation of old Word, a file.
    pub(super) fn object(&mut self, node: Node<'t>) -> Result<()> {
        let mut inside = node.descendants();
        self.embedded(inside.find(|node| node.is(Ns::O, "OLEObject")))
    }

    fn embedded(&mut self, object: Option<Node<'t>>) -> Result<()> {
        let program = object.and_then(|node| node.attribute("ProgID"));
        let program = program.unwrap_or_default();
        let what = match program.starts_with("Equation") {
            true => Lost::Equation,
            false => Lost::Embedded,
        };
        self.lose(what, String::new())
    }

    fn picture(&mut self, node: Node<'t>, name: &str, alt: &str, draft: &mut Draft) -> Result<()> {
        if self.only_words {
            return Ok(());
        }
        let Some(relation) = self.relation(node, name) else {
            return self.lose(Lost::Drawing, String::new());
        };
        if relation.is_outside {
            return self.lose(Lost::Drawing, bounded(&relation.target));
        }
        let at = match self.pictures.get(&relation.target) {
            Some(at) => *at,
            None => {
                let at = self.package.picture(&relation.target)?.map(|bytes| {
                    self.flat.pictures.push(Picture {
                        extension: extension(&relation.target, &bytes),
                        bytes,
                        alt: alt.to_owned(),
                    });
                    self.flat.pictures.len() - 1
                });
                self.pictures.insert(relation.target.clone(), at);
                at
            }
        };
        match at {
            Some(at) => {
                draft.pieces.push(Raw::Piece(Piece::Picture(at)));
                Ok(())
            }
            None => self.lose(Lost::Drawing, String::new()),
        }
    }

    /// The words of a chart or of SmartArt, which have a part of their own.
    fn words_of(&mut self, node: Node<'t>, name: &str) -> Result<String> {
        let relation = self.relation(node, name).filter(|found| !found.is_outside);
        // A part is read once; who names it again gets nothing more.
        let Some(relation) = relation.filter(|_| !self.only_words) else {
            return Ok(String::new());
        };
        if self
            .pictures
            .insert(relation.target.clone(), None)
            .is_some()
        {
            return Ok(String::new());
        }
        let Some(part) = self.package.part(&relation.target)? else {
            return Ok(String::new());
        };
        Ok(words(&part.tree()?))
    }
}

fn words(tree: &Tree<'_>) -> String {
    let mut words = String::new();
    for node in tree.root().descendants() {
        // The values that a chart shows, and all text of DrawingML.
        if words.len() < MOST_WORDS && (node.is(Ns::A, "t") || node.is(Ns::Chart, "v")) {
            if !words.is_empty() {
                words.push(' ');
            }
            words.extend(node.text().chars().take(MOST_WORDS));
        }
    }
    words
}

/// A rule across the page (`o:hr`).
fn is_rule(node: Node<'_>) -> bool {
    matches!(node.attribute_of(&[Ns::O], "hr"), Some("t" | "true"))
}

/// What a picture is, by its first bytes, else by the name of its part.
fn extension(name: &str, bytes: &[u8]) -> String {
    let known: [(&[u8], &str); 4] = [
        (b"\x89PNG", "png"),
        (b"\xff\xd8\xff", "jpeg"),
        (b"GIF8", "gif"),
        (b"BM", "bmp"),
    ];
    if let Some((_, extension)) = known.iter().find(|(start, _)| bytes.starts_with(start)) {
        return (*extension).to_owned();
    }
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let extension = bounded(extension).to_lowercase();
    match extension.as_str() {
        "jpg" | "jpe" | "jfif" => "jpeg".to_owned(),
        _ => extension,
    }
}
