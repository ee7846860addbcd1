//! What stands behind the closing: attached texts and appendices, each on pages of its own.

use super::{
    Appendix, Attached, Part, Reading, Set, Why,
    head::{has_number, head_end, rest_of},
    lines::{Element, What},
    words::{begins, behind, is_capitals, small},
};

/// How far below its first line the line in brackets of an appendix stands, in elements.
const NEAR: usize = 8;

/// The longest line of a title, in letters.
const LONGEST_TITLE: usize = 300;

impl Reading<'_> {
    pub(super) fn parts(&mut self) {
        let starts = self.starts();
        // What stands between the closing and the first of them belongs to none.
        let first = starts.first().copied().unwrap_or(self.elements.len());
        let rest: Vec<Element> = self.elements[self.next..first].to_vec();
        self.left_over(&rest);
        for (nth, start) in starts.iter().enumerate() {
            let end = starts.get(nth + 1).copied().unwrap_or(self.elements.len());
            self.part(*start, end);
        }
        self.next = self.elements.len();
    }

    /// Words behind the closing that no part begins: one appendix, which is told.
    fn left_over(&mut self, rest: &[Element]) {
        let Some(first) = rest.first() else { return };
        let at = match &first.what {
            What::Para(para) => para.at,
            What::Table(grid) => grid
                .rows
                .iter()
                .flat_map(|row| &row.cells)
                .flat_map(|cell| &cell.paras)
                .next()
                .map_or(0, |para| para.at),
        };
        let body = self.body(rest, first.landscape);
        let says = |part: &Part| !matches!(part, Part::PageBreak | Part::Turned { .. });
        if !body.iter().any(says) {
            return;
        }
        self.ledger.tell_beside(at, "phu_luc", Why::Unsure);
        self.said.appendices.push(Appendix {
            landscape: first.landscape,
            body,
            ..Appendix::default()
        });
    }

    fn starts(&self) -> Vec<usize> {
        let mut out: Vec<usize> = Vec::new();
        for at in self.next..self.elements.len() {
            let element = &self.elements[at];
            let is_start = match &element.what {
                What::Para(para) => {
                    let text = para.text();
                    let short = text.chars().count() < LONGEST_TITLE;
                    let named = begins(&text, &self.words.appendix)
                        && short
                        && para.label.is_none()
                        && (para.is_centred() || element.fresh);
                    let referred = || {
                        let below = self.elements[at..]
                            .iter()
                            .take(NEAR)
                            .map_while(Element::para);
                        below
                            .into_iter()
                            .any(|para| begins(&para.text(), &self.words.reference))
                    };
                    let is_title = (para.is_centred() || is_capitals(&text)) && short;
                    named && (element.fresh || para.is_centred())
                        || element.fresh && is_title && referred()
                }
                What::Table(_) => {
                    element.fresh
                        && head_end(self.elements, at, self.words).is_some_and(|end| end == at + 1)
                }
            };
            // The first line of an appendix, not one of its title.
            let within = out.last().is_some_and(|last| {
                at - last < NEAR
                    && self.elements[*last..at]
                        .iter()
                        .all(|element| element.para().is_some())
                    && !element.fresh
            });
            if is_start && !within {
                out.push(at);
            }
        }
        out
    }

    fn part(&mut self, start: usize, end: usize) {
        match &self.elements[start].what {
            What::Table(_) => self.attached(start, end),
            What::Para(_) => self.appendix(start, end),
        }
    }

    fn attached(&mut self, start: usize, end: usize) {
        let head = head_end(self.elements, start, self.words).unwrap_or(start + 1);
        // A letterhead with a number, and no line that says what the text goes with: another document in the file.
        let is_other = has_number(&self.elements[start..head], self.words)
            && !self.elements[head..end]
                .iter()
                .take(NEAR)
                .map_while(Element::para)
                .any(|para| begins(&para.text(), &self.words.reference));
        let why = if is_other {
            Why::OtherDocument
        } else {
            Why::Printed
        };
        for element in &self.elements[start..head] {
            self.tell_all(element, why);
        }
        let mut attached = Attached {
            landscape: self.elements[start].landscape,
            ..Attached::default()
        };
        let mut at = head;
        let mut named = false;
        while let Some(para) = self.elements[..end].get(at).and_then(Element::para) {
            let text = para.text();
            if begins(&text, &self.words.reference) {
                let words = text.trim_start_matches('(');
                let cut = small(words)
                    .find(" quyết định")
                    .or_else(|| small(words).find(" số "));
                let words = cut.and_then(|cut| words.get(..cut)).map(str::trim);
                // The usual words are the program's own.
                attached.words = words
                    .filter(|words| {
                        small(words) != small(self.words.reference[0].trim_start_matches('('))
                    })
                    .map(str::to_owned);
                self.ledger.tell(
                    para.at,
                    &rest_of(&text, attached.words.iter()),
                    Why::Printed,
                );
                at += 1;
                break;
            }
            if named && (!para.is_centred() || para.gap && !attached.subject.is_empty())
                || attached.subject.len() > 6
            {
                break;
            }
            let (para_at, lines) = (para.at, para.split());
            for line in lines {
                let text = line.text();
                if named {
                    attached.subject.push(text);
                    continue;
                }
                named = true;
                let known = self
                    .kinds
                    .iter()
                    .find(|kind| !kind.name.is_empty() && kind.name == text);
                attached.kind = known.map_or(text.clone(), |kind| kind.slug.clone());
                self.ledger.tell(para_at, &text, Why::Printed);
            }
            self.tell_marks(at);
            at += 1;
        }
        // A closing of its own has who signed the document.
        let elements = &self.elements[at.min(end)..end];
        let from = self.next;
        self.next = at.min(end);
        let closing = self.closing_at().min(end);
        self.next = from;
        let count = closing - at.min(end);
        for element in &elements[count..] {
            let is_closing = element.table().is_some_and(|grid| !grid.bordered);
            attached.signed |= is_closing;
            self.tell_all(element, why);
        }
        attached.body = self.body(&elements[..count], attached.landscape);
        if attached.kind.is_empty() {
            attached.kind = "…".to_owned();
        }
        self.said.attached.push(attached);
    }

    /// Words that the program prints by itself.
    fn print(&mut self, element: &Element) {
        self.tell_all(element, Why::Printed);
    }

    /// Tells all words of an element.
    fn tell_all(&mut self, element: &Element, why: Why) {
        let paras = match &element.what {
            What::Para(para) => vec![para],
            What::Table(grid) => grid
                .rows
                .iter()
                .flat_map(|row| &row.cells)
                .flat_map(|cell| &cell.paras)
                .collect(),
        };
        for para in paras {
            let text: Vec<String> = [
                para.label.as_ref().map(|label| label.text.clone()),
                Some(para.text()),
            ]
            .into_iter()
            .flatten()
            .collect();
            self.ledger.tell(para.at, &text.join(" "), why);
        }
    }

    fn appendix(&mut self, start: usize, end: usize) {
        let mut appendix = Appendix {
            landscape: self.elements[start].landscape,
            ..Appendix::default()
        };
        let mut at = start;
        let mut labelled = false;
        let has_reference = self.elements[start..end]
            .iter()
            .take(NEAR)
            .map_while(Element::para)
            .any(|para| begins(&para.text(), &self.words.reference));
        let mut of_attached = false;
        while let Some(para) = self.elements[..end].get(at).and_then(Element::para) {
            let text = para.text();
            if begins(&text, &self.words.reference) {
                let low = small(&text);
                of_attached =
                    self.said.attached.last().is_some() && low.matches("kèm theo").count() > 1;
                self.ledger.tell(para.at, &text, Why::Printed);
                at += 1;
                break;
            }
            let is_title = at == start
                || has_reference
                || para.is_centred() && !para.gap && is_capitals(&text);
            if !is_title
                || text.chars().count() > LONGEST_TITLE
                || at > start && begins(&text, &self.words.unit)
            {
                break;
            }
            let (para_at, lines) = (para.at, para.split());
            self.tell_marks(at);
            for line in lines {
                let text = line.text();
                if labelled || !begins(&text, &self.words.appendix) {
                    labelled = true;
                    appendix.title.push(text);
                    continue;
                }
                labelled = true;
                let counted = behind(&text, &self.words.appendix[0]);
                match counted {
                    Some(rest) => {
                        // Phụ lục I. TÊN, or Phụ lục 1: TÊN
                        let rest = rest.trim_start_matches([':', '.', ' ']);
                        let (number, title) =
                            rest.split_once([':', '.', ' ']).unwrap_or((rest, ""));
                        let is_number = number
                            .chars()
                            .all(|c| c.is_ascii_digit() || "IVXLC".contains(c))
                            && number.len() < 8;
                        let title = if is_number { title } else { rest };
                        let title = title.trim_start_matches([':', '.', '-', ' ']).to_owned();
                        self.ledger
                            .tell(para_at, &rest_of(&text, [&title]), Why::Printed);
                        if !title.is_empty() {
                            appendix.title.push(title);
                        }
                    }
                    None => appendix.label = Some(text),
                }
            }
            at += 1;
        }
        // A form may have Quốc hiệu of its own.
        if let Some(form) =
            head_end(&self.elements[..end], at, self.words).filter(|form| *form <= at + 3)
        {
            let is_table = self.elements[at].table().is_some();
            for index in at..form {
                let element = self.elements[index].clone();
                self.print(&element);
            }
            appendix.head = Some(is_table);
            at = form;
            while let Some(para) = self.elements[..end].get(at).and_then(Element::para) {
                if !para.is_centred() || para.text().chars().count() > LONGEST_TITLE {
                    break;
                }
                appendix
                    .form_title
                    .extend(para.split().iter().map(|para| para.text()));
                self.tell_marks(at);
                at += 1;
            }
        }
        appendix.body = self.body(&self.elements[at..end], appendix.landscape);
        let says = |part: &Part| !matches!(part, Part::PageBreak | Part::Turned { .. });
        if !appendix.body.iter().any(says) {
            let line = vec![super::lines::Span {
                text: "…".to_owned(),
                ..Default::default()
            }];
            appendix.body.push(Part::Paragraph {
                line,
                set: Set::Plain,
            });
        }
        match self.said.attached.last_mut().filter(|_| of_attached) {
            Some(attached) => attached.appendices.push(appendix),
            None => self.said.appendices.push(appendix),
        }
    }
}
