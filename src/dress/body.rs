//! Components of lines and of a label with lines, headings, paragraphs, the head of an appendix.

use super::Dresser;
use super::outline::make_title;
use super::styles::run_format;
use crate::decree::Look;
use crate::document::{self, Heading, HeadingForm, Inlines, Labelled, Manner, Origin, Origins};
use crate::font::FaceId;
use crate::sheet::{Align, Block, Inline, Paragraph, Role, Twips};

impl Dresser<'_> {
    /// A component of several lines, a paragraph each, and the rule of its look under them: only the
    /// last has the space below.
    pub(super) fn lines(
        &mut self,
        role: Role,
        look: &Look,
        lines: &[Inlines],
        origin: Option<Origin>,
    ) -> Vec<Block> {
        let count = lines.len();
        let mut paragraphs: Vec<_> = lines
            .iter()
            .map(|line| self.paragraph(role, look, line, origin))
            .collect();
        for paragraph in paragraphs.iter_mut().take(count.saturating_sub(1)) {
            paragraph.format.after = Twips(0);
            paragraph.format.keep_next = true;
        }
        for paragraph in paragraphs.iter_mut().skip(1) {
            paragraph.format.before = Twips(0);
        }
        if let Some(framed) = self.framed(&paragraphs, look, self.column) {
            return vec![Block::Paragraph(framed)];
        }
        for paragraph in &mut paragraphs {
            if paragraph.format.align == Align::Justify && is_title(&paragraph.inlines) {
                paragraph.format.align = Align::Left;
            }
            self.leaders(paragraph, self.column);
            self.balance(paragraph, self.column);
        }
        let above = self.rule(look.rule_above, self.column, self.column);
        let above = above.map(|mut rule| {
            rule.format.before = paragraphs
                .first_mut()
                .map_or(Twips(0), |first| std::mem::take(&mut first.format.before));
            rule.format.keep_next = true;
            Block::Paragraph(rule)
        });
        let lines = self.with_rule(paragraphs, look);
        above.into_iter().chain(lines).collect()
    }

    /// Lines, and under them the rule of their look: the space below is below the rule.
    fn with_rule(&mut self, mut paragraphs: Vec<Paragraph>, look: &Look) -> Vec<Block> {
        if look.rule.is_none() {
            return paragraphs.into_iter().map(Block::Paragraph).collect();
        }
        let column = self.column;
        let width = self.widest(&paragraphs, column);
        let mut rule = self.rule(look.rule, width, column);
        if let (Some(rule), Some(last)) = (&mut rule, paragraphs.last_mut()) {
            rule.format.after = std::mem::take(&mut last.format.after);
            rule.format.keep_next = last.format.keep_next;
        }
        paragraphs
            .into_iter()
            .chain(rule)
            .map(Block::Paragraph)
            .collect()
    }

    /// Phần, chương, mục, điều, khoản, điểm (II.6.đ): label and title on lines of their own are
    /// one paragraph, so that Word lists them as one heading.
    pub(super) fn heading(&mut self, heading: &Heading, origin: Option<Origin>) -> Block {
        let Heading {
            form,
            level,
            label,
            title,
            text,
        } = heading;
        let look = self.style.looks.heading(*form);
        if let ([title], false) = (title.as_slice(), text.is_empty()) {
            return self.run_in(*form, *level, (title, text), origin);
        }
        let mut paragraph = self.paragraph(Role::Heading { form: *form }, look, label, origin);
        paragraph.outline = Some(self.titles.heading(*level));
        paragraph.origin = origin;
        for line in title {
            if !paragraph.inlines.is_empty() {
                paragraph.inlines.push(Inline::Break);
            }
            let upper = look.upper || look.upper_title;
            let set = self.inlines(look, line, upper);
            paragraph.inlines.extend(set);
        }
        self.balance(&mut paragraph, self.column);
        Block::Paragraph(paragraph)
    }

    /// A heading behind whose title text runs on: `Điều 1. Phê duyệt …`. It is set as lời văn, the
    /// title as the titles of its form are.
    fn run_in(
        &mut self,
        form: HeadingForm,
        level: u8,
        (title, text): (&Inlines, &Inlines),
        origin: Option<Origin>,
    ) -> Block {
        let looks = &self.style.looks;
        let (look, body) = (looks.heading(form), &looks.run_in);
        let mut paragraph = self.paragraph(Role::RunIn { form }, body, &Inlines::new(), origin);
        paragraph.outline = Some(self.titles.heading(level));
        let mut inlines = self.inlines(look, title, look.upper);
        for inline in &mut inlines {
            if let Inline::Run(run) = inline {
                run.title = true;
            }
        }
        paragraph.inlines = inlines;
        let mut behind = self.inlines(body, text, body.upper);
        if let Some(Inline::Run(first)) = behind.first_mut() {
            // The blank between: of no place in the source.
            first.text.insert(0, ' ');
            let mut origins = Origins::of(None, 1);
            origins.append(&first.origins);
            first.origins = origins;
        }
        paragraph.inlines.extend(behind);
        self.leaders(&mut paragraph, self.column);
        Block::Paragraph(paragraph)
    }

    /// A paragraph that is set otherwise than lời văn is.
    pub(super) fn set(
        &mut self,
        manner: Manner,
        inlines: &Inlines,
        origin: Option<Origin>,
    ) -> Vec<Block> {
        let looks = &self.style.looks;
        let look = match manner {
            Manner::Right => &looks.right,
            Manner::Centre => &looks.centred,
            Manner::Quote => &looks.quote,
        };
        let lines = std::slice::from_ref(inlines);
        let indent = look.label_indent;
        let mut blocks = self.lines(Role::Set(manner), look, lines, origin);
        for block in &mut blocks {
            if let Block::Paragraph(paragraph) = block {
                paragraph.format.left = indent;
            }
        }
        blocks
    }

    /// A label and lines: one line stands beside the label, as Kính gửi has it (II.9.d), several
    /// below, under the colon.
    pub(super) fn labelled(&mut self, labelled: &Labelled, origin: Option<Origin>) -> Vec<Block> {
        let Labelled {
            component,
            label,
            items,
        } = labelled;
        let look = self.look(*component, origin);
        let role = Role::Component(*component);
        if let [only] = items.as_slice() {
            let mut inlines = label.clone();
            inlines.push(document::Inline::Text(document::Text {
                text: " ".to_owned(),
                bold: false,
                italic: false,
                marks: Default::default(),
                origins: Origins::of(None, 1),
            }));
            inlines.extend(only.iter().cloned());
            let mut paragraph = self.paragraph(role, look, &inlines, origin);
            paragraph.format.align = Align::Centre;
            self.balance(&mut paragraph, self.column);
            return vec![Block::Paragraph(paragraph)];
        }
        let mut first = self.paragraph(role, look, label, origin);
        let indent = look.label_indent;
        let colon = self
            .fonts
            .face(FaceId::Regular)
            .width(":", look.size.points());
        let under_colon =
            indent + self.width(&first.inlines) - Twips((colon * 20.0).round() as i32);
        first.format.left = indent;
        first.format.after = Twips(0);
        first.format.keep_next = true;
        let mut paragraphs = vec![first];
        for item in items {
            let mut paragraph = self.paragraph(role, look, item, origin);
            paragraph.format.left = under_colon;
            paragraph.format.before = Twips(0);
            paragraph.format.after = Twips(0);
            paragraph.format.keep_next = true;
            paragraphs.push(paragraph);
        }
        if let Some(last) = paragraphs.last_mut() {
            last.format.after = look.after;
            last.format.keep_next = look.keep_next;
        }
        self.itemize(&mut paragraphs[1..], run_format(look));
        paragraphs.into_iter().map(Block::Paragraph).collect()
    }

    /// The head of an appendix (III.1.b, c).
    pub(super) fn appendix(
        &mut self,
        label: &Inlines,
        title: &[Inlines],
        reference: &Inlines,
        origin: Option<Origin>,
    ) -> Vec<Block> {
        let looks = &self.style.looks;
        let label = std::slice::from_ref(label);
        let mut blocks = self.lines(Role::AppendixLabel, &looks.appendix_label, label, origin);
        if !title.is_empty() {
            blocks.extend(self.lines(Role::AppendixTitle, &looks.appendix_title, title, origin));
        }
        make_title(&mut blocks, self.titles.heading(0));
        if reference.is_empty() {
            return blocks;
        }
        let reference = std::slice::from_ref(reference);
        let look = &looks.appendix_reference;
        blocks.extend(self.lines(Role::AppendixReference, look, reference, origin));
        blocks
    }
}

/// Tells whether a paragraph is a title that was made bold by hand: bold from end to end, and
/// without the stop of a sentence or of what leads on to a list.
pub(super) fn is_title(inlines: &[Inline]) -> bool {
    let mut last = None;
    for inline in inlines {
        match inline {
            Inline::Run(run) => {
                if let Some(c) = run.text.trim_end().chars().last() {
                    if !run.format.bold {
                        return false;
                    }
                    last = Some(c);
                }
            }
            // A form's line is no title.
            Inline::Leader(_) | Inline::Check { .. } => return false,
            Inline::Break | Inline::Note { .. } | Inline::Picture(_) => {}
        }
    }
    last.is_some_and(|c| !matches!(c, '.' | ',' | ':' | ';' | '!' | '?' | '…'))
}
