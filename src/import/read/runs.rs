//! What stands in a line: runs, links, fields, changes, notes.

use super::fields::{Field, usable};
use super::legacy::{Font, symbol, symbols};
use super::line::{self, Raw, Told};
use super::properties::RunLook;
use super::story::{Around, Base, Draft, PAGE_NUMBER, Reader, paragraphs_of};
use super::xml::{Node, Ns};
use crate::diagnostic::Result;
use crate::import::flat::{Lost, Paragraph, Piece, Raised, Run};

/// Fields in fields.
const DEEPEST_FIELD: usize = 256;

/// The look of a run, with all that decides it.
#[derive(Debug, Clone, Default)]
struct Look {
    run: Run,
    font: Font,
    capitals: bool,
    hidden: bool,
}

impl<'t> Reader<'t, '_> {
    /// Reads what is in an element of a line.
    pub(super) fn inline(
        &mut self,
        node: Node<'t>,
        base: &Base,
        link: Option<&str>,
        draft: &mut Draft,
    ) -> Result<()> {
        for child in node.children() {
            self.inline_one(child, base, link, draft)?;
        }
        Ok(())
    }

    /// Reads an element of a line.
    pub(super) fn inline_one(
        &mut self,
        node: Node<'t>,
        base: &Base,
        link: Option<&str>,
        draft: &mut Draft,
    ) -> Result<()> {
        match (node.ns(), node.name()) {
            (Ns::W, "r") => self.run(node, base, link, draft),
            (Ns::W, "hyperlink") => {
                let place = node.attribute("anchor");
                let target = self.relation(node, "id").map(|found| found.target.clone());
                let target = match (target, place) {
                    (Some(target), Some(place)) => Some(format!("{target}#{place}")),
                    (None, Some(place)) => Some(format!("#{place}")),
                    (target, None) => target,
                };
                let own = target.and_then(usable);
                self.inline(node, base, own.as_deref().or(link), draft)
            }
            (Ns::W, "fldSimple") => {
                let field = Field::of_code(node.attribute("instr").unwrap_or_default());
                if self.fields.len() > DEEPEST_FIELD {
                    return self.inline(node, base, link, draft);
                }
                self.fields.push(field);
                self.inline(node, base, link, draft)?;
                self.fields.pop();
                Ok(())
            }
            (Ns::W, "ins" | "moveTo") if self.rejected => self.gone_in(node, base, link, draft),
            (Ns::W, "del" | "moveFrom") if !self.rejected => self.gone_in(node, base, link, draft),
            (Ns::W, "commentRangeStart") => {
                self.comment_starts(node);
                Ok(())
            }
            (Ns::W, "commentRangeEnd") => {
                self.comment_ends(node);
                Ok(())
            }
            (Ns::W, "subDoc") => self.lose(Lost::Embedded, String::new()),
            // docx.js writes drawings without a run around them.
            (Ns::W, "drawing" | "pict") if self.gone == 0 => self.drawing(node, draft),
            (Ns::W, name) if name.ends_with("Pr") => Ok(()),
            (Ns::M, "oMath" | "oMathPara") => self.equation(node),
            (Ns::Mc, "AlternateContent") => match node.chosen() {
                Some(chosen) => self.inline(chosen, base, link, draft),
                None => Ok(()),
            },
            _ => self.inline(node, base, link, draft),
        }
    }

    fn gone_in(
        &mut self,
        node: Node<'t>,
        base: &Base,
        link: Option<&str>,
        draft: &mut Draft,
    ) -> Result<()> {
        self.gone += 1;
        let result = self.inline(node, base, link, draft);
        self.gone -= 1;
        result
    }

    fn look(&self, properties: Option<Node<'t>>, base: &Base) -> Look {
        let direct = properties.map(|node| RunLook::read(node, self.theme, self.rejected));
        let direct = direct.unwrap_or_default();
        let of_style = direct.style.as_deref().and_then(|id| self.styles.run(id));
        let mut toggles = base.styled.against(&base.tabled);
        let mut plain;
        let look = match of_style {
            Some(style) => {
                toggles = toggles.against(&style.run.toggles);
                plain = base.plain.clone();
                plain.lay_plain(&style.run);
                &plain
            }
            None => &base.plain,
        };
        let toggles = toggles.or(&self.styles.defaults_run.toggles);
        let own = &direct.toggles;
        let on = |own: Option<bool>, styled: Option<bool>| own.or(styled).unwrap_or(false);
        let ascii = direct.ascii.or(look.ascii);
        let other = direct.other.or(look.other);
        Look {
            run: Run {
                text: String::new(),
                bold: on(own.bold, toggles.bold),
                italic: on(own.italic, toggles.italic),
                underline: direct.underline.or(look.underline).unwrap_or(false),
                strike: on(own.strike, toggles.strike)
                    || on(own.double_strike, toggles.double_strike),
                raised: direct.raised.or(look.raised).unwrap_or(Raised::No),
                size: direct.size.or(look.size).unwrap_or(0),
                colour: direct.colour.or(look.colour).flatten(),
                marked: direct.marked.or(look.marked).unwrap_or(false),
                link: None,
            },
            font: Font::of_run(ascii, other),
            capitals: on(own.caps, toggles.caps) || on(own.small_caps, toggles.small_caps),
            hidden: on(own.hidden, toggles.hidden),
        }
    }

    fn run(
        &mut self,
        node: Node<'t>,
        base: &Base,
        link: Option<&str>,
        draft: &mut Draft,
    ) -> Result<()> {
        let properties = node.child("rPr");
        // Where revisions are rejected, a run that was inserted is marked in its own look, too.
        let look = self.look(properties, base);
        self.run_parts(node, &look, base, link, draft)
    }

    fn run_parts(
        &mut self,
        node: Node<'t>,
        look: &Look,
        base: &Base,
        link: Option<&str>,
        draft: &mut Draft,
    ) -> Result<()> {
        for child in node.children() {
            match (child.ns(), child.name()) {
                (Ns::W, "t") => self.text(child, look, link, draft)?,
                (Ns::W, "delText") if self.rejected => self.text(child, look, link, draft)?,
                (Ns::W, "tab" | "ptab") => self.put(Piece::Tab, look, draft),
                (Ns::W, "br") => {
                    let piece = match child.attribute("type") {
                        Some("page") => Piece::Page,
                        _ => Piece::Line,
                    };
                    self.put(piece, look, draft);
                }
                (Ns::W, "cr") => self.put(Piece::Line, look, draft),
                (Ns::W, "noBreakHyphen") => self.say("\u{2011}", look, link, draft)?,
                // In TCVN3 it is a letter.
                (Ns::W, "softHyphen") => self.say("\u{ad}", look, link, draft)?,
                (Ns::W, "sym") => {
                    let font = Font::of(child.attribute("font").unwrap_or_default());
                    let code = child.attribute("char").unwrap_or_default();
                    let code = u32::from_str_radix(code.trim(), 16).ok();
                    let private = |c: &char| ('\u{e000}'..='\u{f8ff}').contains(c);
                    let sign = code.and_then(|code| {
                        symbol(code, font).or_else(|| char::from_u32(code).filter(|c| !private(c)))
                    });
                    match sign {
                        Some(sign) => {
                            let mut plain = look.clone();
                            plain.font = Font::Plain;
                            self.say(&sign.to_string(), &plain, link, draft)?;
                        }
                        None => self.lose(Lost::Drawing, String::new())?,
                    }
                }
                (Ns::W, "fldChar") => self.field(child, look, link, draft)?,
                (Ns::W, "instrText" | "delInstrText") => {
                    let open = self.fields.last_mut().filter(|field| !field.in_result);
                    if let Some(field) = open {
                        field.add_code(&child.text());
                    }
                }
                (Ns::W, "footnoteReference") => self.note(child, false, look, draft)?,
                (Ns::W, "endnoteReference") => self.note(child, true, look, draft)?,
                (Ns::W, "commentReference") => self.comment_referred(child),
                (Ns::W, "drawing" | "pict") if self.is_shown(look) => {
                    self.drawing(child, draft)?;
                }
                (Ns::W, "object") if self.is_shown(look) => self.object(child)?,
                (Ns::W, "contentPart" | "control") => self.lose(Lost::Drawing, String::new())?,
                (Ns::W, "ruby") => {
                    if let Some(text) = child.child("rubyBase") {
                        self.inline(text, base, link, draft)?;
                    }
                    if let Some(above) = child.child("rt") {
                        self.lose(Lost::Drawing, plain_text(above))?;
                    }
                }
                (Ns::Mc, "AlternateContent") => {
                    if let Some(chosen) = child.chosen() {
                        self.run_parts(chosen, look, base, link, draft)?;
                    }
                }
                (Ns::M, "oMath" | "oMathPara") => self.equation(child)?,
                (Ns::W, "r") => self.run(child, base, link, draft)?,
                (Ns::W, "rPr" | "delText" | "footnoteRef" | "endnoteRef" | "annotationRef") => {}
                _ => {}
            }
        }
        Ok(())
    }

    /// Nothing hides what stands here.
    fn is_shown(&self, look: &Look) -> bool {
        self.gone == 0 && !look.hidden && self.fields.iter().all(|field| field.in_result)
    }

    fn put(&mut self, piece: Piece, look: &Look, draft: &mut Draft) {
        if self.is_shown(look) {
            draft.pieces.push(Raw::Piece(piece));
            if self.in_said() {
                self.said.push(' ');
            }
        }
    }

    /// A `w:t`.
    fn text(
        &mut self,
        node: Node<'t>,
        look: &Look,
        link: Option<&str>,
        draft: &mut Draft,
    ) -> Result<()> {
        let text = node.text();
        let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        let text = match node.keeps_space() {
            true => &*text,
            false => text.trim_matches(is_space),
        };
        for (at, part) in text.split('\t').enumerate() {
            if at > 0 {
                self.put(Piece::Tab, look, draft);
            }
            match part.contains(['\n', '\r']) {
                true => self.say(&part.replace(['\n', '\r'], " "), look, link, draft)?,
                false => self.say(part, look, link, draft)?,
            }
        }
        Ok(())
    }

    /// Puts text into a paragraph, or where it belongs instead.
    fn say(
        &mut self,
        text: &str,
        look: &Look,
        link: Option<&str>,
        draft: &mut Draft,
    ) -> Result<()> {
        if text.is_empty() || self.gone > 0 || self.fields.iter().any(|field| !field.in_result) {
            return Ok(());
        }
        if look.hidden {
            self.spend(text.len())?;
            draft.hidden.push_str(text);
            return Ok(());
        }
        for field in &mut self.fields {
            field.has_said = true;
        }
        let page = self.only_words && self.fields.iter().any(|field| field.is_page);
        let own = self
            .fields
            .iter()
            .rev()
            .find_map(|field| field.link.as_deref());
        let link = link.or(own).map(str::to_owned);
        let link = link.filter(|_| !self.only_words);
        self.spend(text.len() + link.as_ref().map_or(0, String::len))?;
        if self.in_said() {
            self.said.push_str(text);
        }
        let text = match page {
            true => PAGE_NUMBER.to_string(),
            false => match look.font.code() {
                Some(_) => text.to_owned(),
                None => symbols(text, look.font),
            },
        };
        let run = Run {
            text,
            link,
            ..look.run.clone()
        };
        let told = Told {
            run,
            font: look.font,
            capitals: look.capitals,
        };
        line::push(&mut draft.pieces, told);
        Ok(())
    }

    fn field(
        &mut self,
        node: Node<'t>,
        look: &Look,
        link: Option<&str>,
        draft: &mut Draft,
    ) -> Result<()> {
        match node.attribute("fldCharType") {
            Some("begin") => {
                let ends = self.source.ended.contains(&node.place());
                if ends && self.fields.len() <= DEEPEST_FIELD {
                    self.fields.push(Field::begun(node));
                }
            }
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.begin_result();
                }
            }
            Some("end") => {
                let Some(field) = self.fields.pop() else {
                    return Ok(());
                };
                if field.has_said {
                    return Ok(());
                }
                if field.is_equation() {
                    return self.lose(Lost::Equation, field.code.trim().to_owned());
                }
                let printed = match field.in_result {
                    true => field.form,
                    false => field.printed_by_code(),
                };
                if let Some(text) = printed {
                    self.say(&text, look, link, draft)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// A mark of a note.
    fn note(
        &mut self,
        node: Node<'t>,
        is_endnote: bool,
        look: &Look,
        draft: &mut Draft,
    ) -> Result<()> {
        let Some(id) = node.attribute("id") else {
            return Ok(());
        };
        if !self.is_shown(look) || self.aside {
            return Ok(());
        }
        if let Some(at) = self.notes_read.get(&(is_endnote, id)) {
            draft.pieces.push(Raw::Piece(Piece::Note(*at)));
            return Ok(());
        }
        let notes = match is_endnote {
            true => &self.endnotes,
            false => &self.footnotes,
        };
        let Some(note) = notes.all.get(id).copied() else {
            return Ok(());
        };
        let source = notes.source.clone();
        let at = self.flat.notes.len();
        self.notes_read.insert((is_endnote, id), at);
        draft.pieces.push(Raw::Piece(Piece::Note(at)));
        // Its place is taken before it is read, as a note may hold others in broken files.
        self.flat.notes.push(Vec::new());
        let mut blocks = Vec::new();
        let around = Around {
            inside: true,
            ..Around::default()
        };
        self.aside_in(source, |reader| reader.blocks(note, around, &mut blocks))?;
        let mut paragraphs = paragraphs_of(blocks);
        if let Some(first) = paragraphs.first_mut() {
            strip_start(first);
        }
        if let Some(place) = self.flat.notes.get_mut(at) {
            *place = paragraphs;
        }
        Ok(())
    }

    /// An equation: its letters are told, in the order in which they stand.
    pub(super) fn equation(&mut self, node: Node<'t>) -> Result<()> {
        let mut text = String::new();
        for part in node.descendants() {
            if part.is(Ns::M, "t") || part.word() == "t" {
                text.push_str(&part.text());
            }
        }
        self.lose(Lost::Equation, text)
    }
}

/// The text of a note begins behind what stands between its mark and it.
fn strip_start(paragraph: &mut Paragraph) {
    let is_blank = |piece: &Piece| match piece {
        Piece::Tab | Piece::Leader => true,
        Piece::Text(run) => run.text.trim().is_empty(),
        Piece::Line | Piece::Page | Piece::Note(_) | Piece::Picture(_) => false,
    };
    let pieces = &mut paragraph.pieces;
    let blank = pieces.iter().position(|piece| !is_blank(piece));
    pieces.drain(..blank.unwrap_or(pieces.len()));
    if let Some(Piece::Text(run)) = pieces.first_mut() {
        run.text = run.text.trim_start().to_owned();
    }
}

/// The words of an element, paragraphs apart.
pub(super) fn plain_text(node: Node<'_>) -> String {
    let mut text = String::new();
    for part in node.descendants() {
        match part.word() {
            "t" => text.push_str(&part.text()),
            "tab" | "br" | "cr" if !text.is_empty() => text.push(' '),
            "p" if !text.is_empty() => text.push('\n'),
            _ => {}
        }
    }
    text.trim().to_owned()
}
