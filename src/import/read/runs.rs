//! The pieces of a paragraph: text with its look, tabs, breaks, marks of notes, pictures.

use super::{
    body::Body,
    styles::RunLook,
    xml::{DEEPEST, attribute, child, is, switch, value},
};
use crate::{
    diagnostic::Result,
    import::flat::{Block, Loss, Lost, Paragraph, Picture, Piece, Raised, Run},
};
use roxmltree::Node;
use unicode_normalization::UnicodeNormalization;

/// The most bytes of all pictures that are kept.
const MOST_PICTURES: usize = 128 << 20;

/// What pieces are gathered in: a paragraph, and what stands around it.
pub(super) struct Gathered {
    pub(super) at: usize,
    pub(super) pieces: Vec<Piece>,
    /// Paragraphs and tables of text boxes that hang on it.
    pub(super) boxed: Vec<Block>,
}

/// How the pieces of a paragraph look that say nothing themselves.
#[derive(Clone, Copy)]
pub(super) struct Around<'l> {
    /// The look of the paragraph's style.
    pub(super) base: &'l RunLook,
    pub(super) link: Option<&'l str>,
    pub(super) depth: usize,
}

impl Body<'_, '_> {
    /// Gathers what stands in a paragraph, or in something inside of it.
    pub(super) fn pieces(
        &mut self,
        of: Node<'_, '_>,
        around: Around<'_>,
        into: &mut Gathered,
    ) -> Result<()> {
        if around.depth > DEEPEST {
            return Ok(());
        }
        let inner = Around {
            depth: around.depth + 1,
            ..around
        };
        for node in of.children().filter(|node| node.is_element()) {
            match node.tag_name().name() {
                "r" => self.run(node, around, into)?,
                "ins" | "moveTo" if self.options.rejected => {}
                "del" | "moveFrom" if !self.options.rejected => {}
                "ins" | "moveTo" | "del" | "moveFrom" | "smartTag" | "customXml" | "sdtContent"
                | "fldSimple" | "bdo" | "dir" => {
                    self.pieces(node, inner, into)?;
                }
                "sdt" => {
                    if let Some(content) = child(node, "sdtContent") {
                        self.pieces(content, inner, into)?;
                    }
                }
                "hyperlink" => {
                    let id = attribute(node, "id").map(str::to_owned);
                    let target = match id {
                        Some(id) => self.package.target(&self.part, &id)?,
                        None => None,
                    };
                    let link = target
                        .filter(|(_, is_outside)| *is_outside)
                        .map(|(address, _)| address);
                    let inner = Around {
                        link: link.as_deref().or(around.link),
                        ..inner
                    };
                    self.pieces(node, inner, into)?;
                }
                "AlternateContent" => {
                    if let Some(chosen) = choice(node) {
                        self.pieces(chosen, inner, into)?;
                    }
                }
                "oMath" | "oMathPara" => self.lose(Lost::Equation, &words(node), into.at),
                "commentRangeStart" => self.open_comment(node, into.at),
                "commentRangeEnd" => self.close_comment(node),
                _ => {}
            }
        }
        Ok(())
    }

    fn run(&mut self, node: Node<'_, '_>, around: Around<'_>, into: &mut Gathered) -> Result<()> {
        let mut look = around.base.clone();
        if let Some(own) = child(node, "rPr") {
            let style = value(own, "rStyle").and_then(|id| self.styles.get(id));
            if let Some(style) = style {
                look.toggle(&style.run);
            }
            look.take(&RunLook::of(own));
        }
        self.inside_run(node, &look, around, into)
    }

    fn inside_run(
        &mut self,
        node: Node<'_, '_>,
        look: &RunLook,
        around: Around<'_>,
        into: &mut Gathered,
    ) -> Result<()> {
        let inner = Around {
            depth: around.depth + 1,
            ..around
        };
        for part in node.children().filter(|node| node.is_element()) {
            let name = part.tag_name().name();
            match name {
                "fldChar" => self.field(attribute(part, "fldCharType").unwrap_or_default()),
                // The code of a field, and what was shown of one inside of it.
                _ if self.in_code() => {}
                "t" | "delText" => self.text(part.text().unwrap_or_default(), look, around, into),
                "tab" | "ptab" => into.pieces.push(Piece::Tab),
                "br" => into.pieces.push(match attribute(part, "type") {
                    Some("page" | "column") => Piece::Page,
                    _ => Piece::Line,
                }),
                "cr" => into.pieces.push(Piece::Line),
                "noBreakHyphen" => self.text("\u{2011}", look, around, into),
                "sym" => {
                    let code =
                        attribute(part, "char").and_then(|code| u32::from_str_radix(code, 16).ok());
                    match code.and_then(char::from_u32).map(readable) {
                        Some(c) => self.text(&c.to_string(), look, around, into),
                        None => self.lose(Lost::Drawing, "", into.at),
                    }
                }
                "footnoteReference" | "endnoteReference" => {
                    let is_end = name == "endnoteReference";
                    if let Some(id) = attribute(part, "id") {
                        let note = self.note(is_end, id);
                        into.pieces.push(Piece::Note(note));
                    }
                }
                "AlternateContent" => {
                    if let Some(chosen) = choice(part)
                        && around.depth < DEEPEST
                    {
                        self.inside_run(chosen, look, inner, into)?;
                    }
                }
                "drawing" | "pict" | "object" => self.drawing(part, around, into)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str, look: &RunLook, around: Around<'_>, into: &mut Gathered) {
        if look.hidden == Some(true) {
            self.lose(Lost::Hidden, text, into.at);
            return;
        }
        // Ends of lines of the XML are blanks; signs without width are nothing to a reader.
        let seen = text
            .chars()
            .filter(|c| !matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}' | '\u{2060}' | '\r'));
        let seen = seen.map(|c| if c == '\n' { ' ' } else { readable(c) });
        let text: String = seen.nfc().collect();
        let text = if look.caps == Some(true) {
            text.to_uppercase()
        } else {
            text
        };
        self.heard(&text);
        let run = Run {
            text,
            bold: look.bold.unwrap_or_default(),
            italic: look.italic.unwrap_or_default(),
            underline: look.underline.unwrap_or_default(),
            strike: look.strike.unwrap_or_default(),
            raised: look.raised.unwrap_or(Raised::No),
            size: look.size.unwrap_or_default(),
            link: around.link.map(str::to_owned),
        };
        // Programs cut runs as they like: those of one look are one.
        if let Some(Piece::Text(last)) = into.pieces.last_mut() {
            let held = std::mem::take(&mut last.text);
            let bare = Run {
                text: String::new(),
                ..run.clone()
            };
            if *last == bare {
                last.text = held + &run.text;
                return;
            }
            last.text = held;
        }
        if !run.text.is_empty() {
            into.pieces.push(Piece::Text(run));
        }
    }

    /// A drawing: its text boxes are text, its pictures are pictures, the rest is told.
    fn drawing(
        &mut self,
        node: Node<'_, '_>,
        around: Around<'_>,
        into: &mut Gathered,
    ) -> Result<()> {
        if around.depth > DEEPEST {
            return Ok(());
        }
        let (mut is_known, mut stack) = (false, vec![node]);
        while let Some(next) = stack.pop() {
            match next.tag_name().name() {
                "txbxContent" => {
                    is_known = true;
                    let mut blocks = self.blocks(next, around.depth + 1)?;
                    blocks.iter_mut().for_each(boxed);
                    into.boxed.append(&mut blocks);
                    continue;
                }
                "AlternateContent" => {
                    stack.extend(choice(next));
                    continue;
                }
                "blip" | "imagedata" => {
                    let id = attribute(next, "embed")
                        .or_else(|| attribute(next, "id"))
                        .map(str::to_owned);
                    if let Some(picture) = self.picture(id.as_deref())? {
                        is_known = true;
                        into.pieces.push(Piece::Picture(picture));
                    }
                }
                "OLEObject" => {
                    self.lose(Lost::Embedded, "", into.at);
                    is_known = true;
                }
                _ => {}
            }
            let children: Vec<_> = next.children().filter(|node| node.is_element()).collect();
            stack.extend(children.into_iter().rev());
        }
        if !is_known {
            self.lose(Lost::Drawing, &words(node), into.at);
        }
        Ok(())
    }

    /// Keeps a picture of the package, once; none where it lies elsewhere or is too much.
    fn picture(&mut self, id: Option<&str>) -> Result<Option<usize>> {
        let Some(id) = id else { return Ok(None) };
        let Some((name, false)) = self.package.target(&self.part, id)? else {
            return Ok(None);
        };
        if let Some(known) = self.known_pictures.get(&name) {
            return Ok(Some(*known));
        }
        let Some(part) = self.package.part(&name)? else {
            return Ok(None);
        };
        let held: usize = self
            .pictures
            .iter()
            .map(|picture| picture.bytes.len())
            .sum();
        if held + part.bytes.len() > MOST_PICTURES {
            return Ok(None);
        }
        let extension = name.rsplit('.').next().unwrap_or_default().to_lowercase();
        self.pictures.push(Picture {
            extension,
            bytes: part.bytes,
        });
        let number = self.pictures.len() - 1;
        self.known_pictures.insert(name, number);
        Ok(Some(number))
    }

    /// Notes what cannot be taken.
    pub(super) fn lose(&mut self, what: Lost, text: &str, at: usize) {
        self.losses.push(Loss {
            at,
            what,
            text: text.trim().to_owned(),
        });
    }
}

/// Marks the paragraphs of a text box.
fn boxed(block: &mut Block) {
    match block {
        Block::Paragraph(Paragraph { boxed, .. }) => *boxed = true,
        Block::Table(table) => {
            let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
            cells.flat_map(|cell| &mut cell.blocks).for_each(boxed);
        }
        Block::Section(_) => {}
    }
}

/// Of several ways in which the same is written, the newest that every reader knows.
pub(super) fn choice<'a, 'x>(node: Node<'a, 'x>) -> Option<Node<'a, 'x>> {
    const KNOWN: [&str; 6] = ["wps", "wpg", "wpc", "w14", "w15", "wp14"];
    let mut choices = node.children().filter(|child| is(*child, "Choice"));
    let known = choices.find(|choice| {
        let needs = attribute(*choice, "Requires").unwrap_or_default();
        needs.split_whitespace().all(|need| KNOWN.contains(&need))
    });
    known.or_else(|| child(node, "Fallback"))
}

/// The words in something that is not taken.
fn words(node: Node<'_, '_>) -> String {
    let mut all = String::new();
    for inner in node.descendants().filter(|inner| is(*inner, "t")) {
        all.push_str(inner.text().unwrap_or_default());
    }
    all
}

/// A sign of the fonts Symbol and Wingdings, which stand in a range of their own, as the letter that it looks like.
pub(super) fn readable(c: char) -> char {
    match c {
        '\u{f0b7}' | '\u{f0a7}' | '\u{f09f}' => '•',
        '\u{f02d}' | '\u{f0be}' => '–',
        '\u{f02b}' => '+',
        '\u{f0a8}' | '\u{f06f}' | '\u{f072}' => '☐',
        '\u{f0fe}' | '\u{f052}' => '☑',
        '\u{f0fc}' => '✓',
        '\u{f0d8}' => '➢',
        '\u{f076}' => '❖',
        '\u{f0e0}' | '\u{f0ae}' => '→',
        '\u{f0b3}' => '≥',
        '\u{f0a3}' => '≤',
        '\u{f0b0}' => '°',
        '\u{f0b4}' => '×',
        '\u{f0b1}' => '±',
        '\u{f020}'..='\u{f07e}' => char::from((u32::from(c) - 0xf000) as u8),
        c => c,
    }
}

/// Whether a paragraph's mark is of a change that is not taken: it goes on in the next paragraph.
pub(super) fn is_joined(properties: Option<Node<'_, '_>>, rejected: bool) -> bool {
    let mark = properties.and_then(|node| child(node, "rPr"));
    let change = if rejected {
        ["ins", "moveTo"]
    } else {
        ["del", "moveFrom"]
    };
    mark.is_some_and(|mark| change.iter().any(|name| switch(mark, name).is_some()))
}
