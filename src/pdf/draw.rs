//! Lines, rules and pictures to the content of pages.
//!
//! In: pages with every position decided, y downwards. Out: the same in PDF's coordinates, y
//! upwards. A page begins black; colours are set for the marks that have one (III.2). All that is
//! drawn stands in marked content: of an element of the tag tree, or as an artifact.

use super::content::Content;
use super::fonts::{Fonts, resource};
use super::links::{Link, Targets};
use super::tags::{Artifact, Owner, Tags};
use super::{pictures, plot};
use crate::diagnostic::Result;
use crate::font::{FaceId, FontSet, Shift, is_mark};
use crate::layout::{Graphic, Item, Line, Page, PlacedPicture, RuleLine, Span};
use crate::sheet::Colour;
use lopdf::{Dictionary, Object, dictionary, text_string};

/// Draws all pages and tells the tags what stands where.
pub(super) fn pages(
    pages: &[Page],
    fonts: (&Fonts, &FontSet),
    tags: &mut Tags,
    (targets, links): (&Targets, &mut Vec<Link>),
) -> Result<Vec<Vec<u8>>> {
    let numbered = pages.iter().enumerate();
    numbered
        .map(|(at, sheet)| page(at, sheet, fonts, tags, (targets, links)))
        .collect()
}

fn page(
    at: usize,
    page: &Page,
    (fonts, set): (&Fonts, &FontSet),
    tags: &mut Tags,
    (targets, links): (&Targets, &mut Vec<Link>),
) -> Result<Vec<u8>> {
    let Page {
        width: _, // for printpdf
        height,
        items,
    } = page;
    let mut pen = Pen {
        tags,
        targets,
        links,
        fonts,
        set,
        page: at,
        height: *height,
        owner: None,
        in_text: false,
        font: None,
        thickness: None,
        filled: Colour::BLACK,
        stroked: Colour::BLACK,
        pictures: 0,
        codes: Vec::new(),
        content: Content::default(),
    };
    for item in items {
        match item {
            Item::Line(line) => pen.line(line)?,
            Item::Rule(rule) => pen.rule(rule)?,
            Item::Picture(picture) => pen.picture(picture)?,
        }
    }
    pen.close();
    Ok(pen.content.into_bytes())
}

/// Writes the content of one page, and no state that stands already.
struct Pen<'t> {
    tags: &'t mut Tags,
    targets: &'t Targets,
    links: &'t mut Vec<Link>,
    fonts: &'t Fonts,
    /// The whole faces, which know where marks stand.
    set: &'t FontSet,
    /// Index of the page.
    page: usize,
    height: f64,
    /// To whom the marked content belongs that is open, and the paragraph, where it is text of one: each
    /// line of a title is read by itself.
    owner: Option<(Owner, Option<u32>)>,
    /// A text section is open, inside the marked content.
    in_text: bool,
    font: Option<(FaceId, f64)>,
    thickness: Option<f64>,
    /// The colour of text.
    filled: Colour,
    /// The colour of lines.
    stroked: Colour,
    /// How many pictures the page has so far.
    pictures: usize,
    /// Codes of the text at hand.
    codes: Vec<u8>,
    content: Content,
}

impl Pen<'_> {
    /// Goes on in the marked content of an owner, opened where it is not.
    fn mark(&mut self, owner: Owner, paragraph: Option<u32>) {
        let paragraph = paragraph.filter(|_| matches!(owner, Owner::Element(_)));
        if self.owner == Some((owner, paragraph)) {
            return;
        }
        self.close();
        let (tag, properties) = match owner {
            Owner::Element(element) => {
                let (tag, number) = self.tags.content(element, self.page);
                (tag, dictionary! { "MCID" => number as i64 })
            }
            Owner::Artifact(artifact) => ("Artifact", kind(artifact)),
        };
        self.content.begin_marked(tag, &properties);
        self.owner = Some((owner, paragraph));
    }

    /// Ends what is open.
    fn close(&mut self) {
        if std::mem::take(&mut self.in_text) {
            self.content.operator("ET");
        }
        if self.owner.take().is_some() {
            self.content.operator("EMC");
        }
    }

    fn line(&mut self, line: &Line) -> Result<()> {
        let Line {
            part,
            baseline,
            spans,
            origins: _,
        } = line;
        for span in spans.iter().filter(|span| !span.text.is_empty()) {
            let mut owner = self.tags.owner(*part, span);
            let link = self
                .targets
                .link(self.page, (*part, span), *baseline, self.set);
            if let (Some(link), Owner::Element(element)) = (link, owner) {
                let element = self.tags.link(element, self.links.len());
                self.links.push(link);
                owner = Owner::Element(element);
            }
            self.mark(owner, Some(part.paragraph));
            if !std::mem::replace(&mut self.in_text, true) {
                self.content.operator("BT");
            }
            self.span(span, *baseline)?;
        }
        Ok(())
    }

    fn span(&mut self, span: &Span, baseline: f64) -> Result<()> {
        let Span {
            x,
            face,
            size,
            rise,
            colour,
            text,
            space_extra: _, // for stretches
            blank: _,       // for tags
            mark: _,        // for tags
            reads,
            title: _, // for tags
            cross: _, // for links
            origins: _,
        } = span;
        if let Some(words) = reads {
            // In the element's own content: what is drawn is read as this.
            let words = dictionary! { "ActualText" => text_string(words) };
            self.content.begin_marked("Span", &words);
        }
        if self.font != Some((*face, *size)) {
            self.font = Some((*face, *size));
            self.content.font(resource(*face), *size)?;
        }
        if std::mem::replace(&mut self.filled, *colour) != *colour {
            self.ink(*colour, ["g", "rg"])?;
        }
        let y = self.height - (baseline - rise);
        self.content.draw("Tm", &[1.0, 0.0, 0.0, 1.0, *x, y])?;
        let mut start = 0;
        let mut letter = None;
        let mut marks = Vec::new();
        for (at, c) in text.char_indices() {
            if !is_mark(c) {
                letter = Some(c);
                marks.clear();
                continue;
            }
            marks.push(c);
            let shift = letter.and_then(|letter| self.set.face(*face).mark(letter, &marks));
            if let Some(shift) = shift {
                self.text(span, &text[start..at])?;
                start = at + c.len_utf8();
                self.mark_over(span, c, shift)?;
            }
        }
        self.text(span, &text[start..])?;
        if reads.is_some() {
            self.content.operator("EMC");
        }
        Ok(())
    }

    /// A mark that is moved over its letter; what follows goes on where it would.
    fn mark_over(&mut self, span: &Span, mark: char, shift: Shift) -> Result<()> {
        let em = f64::from(self.set.face(span.face).units_per_em());
        let code = self.fonts.code(span.face, mark)?;
        let aside = f64::from(shift.x) * 1000.0 / em;
        self.content
            .draw("Ts", &[f64::from(shift.y) * span.size / em])?;
        self.content
            .pieces(&[], [(-aside, code.as_slice()), (aside, &[])])?;
        self.content.draw("Ts", &[0.0])
    }

    /// A stretch of a span.
    fn text(&mut self, span: &Span, text: &str) -> Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        let (face, size, space_extra) = (span.face, span.size, span.space_extra);
        self.codes.clear();
        let mut ends = Vec::new();
        for c in text.chars() {
            self.codes.extend(self.fonts.code(face, c)?);
            if c == ' ' {
                ends.push(self.codes.len());
            }
        }
        if space_extra == 0.0 {
            self.content.text(&self.codes);
            return Ok(());
        }
        // The operator for word spacing (Tw) would be shorter, but has no effect on codes of two
        // bytes. A space that ends the text needs none.
        ends.retain(|&end| end < self.codes.len());
        let offset = -space_extra * 1000.0 / size;
        let first = ends.first().copied().unwrap_or(self.codes.len());
        let nexts = ends.iter().skip(1).copied().chain([self.codes.len()]);
        let rest = ends.iter().zip(nexts);
        let rest = rest.map(|(&start, end)| (offset, &self.codes[start..end]));
        self.content.pieces(&self.codes[..first], rest)
    }

    fn rule(&mut self, rule: &RuleLine) -> Result<()> {
        let RuleLine {
            x0,
            y0,
            x1,
            y1,
            width,
            colour,
        } = *rule;
        self.mark(Owner::Artifact(Artifact::Rule), None);
        if std::mem::replace(&mut self.stroked, colour) != colour {
            self.ink(colour, ["G", "RG"])?;
        }
        if self.thickness != Some(width) {
            self.thickness = Some(width);
            self.content.draw("w", &[width])?;
        }
        self.content.draw("m", &[x0, self.height - y0])?;
        self.content.draw("l", &[x1, self.height - y1])?;
        self.content.operator("S");
        Ok(())
    }

    /// Sets a colour, by the operator of shades of grey where it is black, which is how a page begins.
    fn ink(&mut self, colour: Colour, [grey, colours]: [&str; 2]) -> Result<()> {
        let Colour { red, green, blue } = colour;
        if colour == Colour::BLACK {
            return self.content.draw(grey, &[0.0]);
        }
        let shares = [red, green, blue].map(|share| f64::from(share) / 255.0);
        self.content.draw(colours, &shares)
    }

    fn picture(&mut self, placed: &PlacedPicture) -> Result<()> {
        let PlacedPicture {
            part,
            graphic,
            description,
            left,
            top,
            right,
            bottom,
        } = placed;
        let (x, y) = (*left, self.height - bottom);
        let (far_x, far_y) = (*right, self.height - top);
        let corners = [x, y, far_x, far_y].map(|side| side as f32);
        let figure = self.tags.figure(*part, description, corners);
        self.mark(Owner::Element(figure), None);
        if let Graphic::Plot(plot) = graphic {
            return plot::draw(plot, (x, far_y), self.fonts, &mut self.content);
        }
        self.content.operator("q");
        let scale = [far_x - x, 0.0, 0.0, far_y - y, x, y];
        self.content.draw("cm", &scale)?;
        self.content
            .object(&pictures::name(self.page, self.pictures));
        self.content.operator("Q");
        self.pictures += 1;
        Ok(())
    }
}

/// The properties of an artifact's marked content.
fn kind(artifact: Artifact) -> Dictionary {
    let name = |name: &str| Object::Name(name.into());
    match artifact {
        Artifact::PageNumber => {
            dictionary! { "Type" => name("Pagination"), "Subtype" => name("Header") }
        }
        Artifact::RepeatedRow => dictionary! { "Type" => name("Pagination") },
        Artifact::Rule | Artifact::Gap => dictionary! { "Type" => name("Layout") },
    }
}
