//! What stands between letterhead and text: kind and subject, addressees, authority, bases, the line that resolves.

use super::{
    Own, Reading, Why,
    head::rest_of,
    lines::Para,
    words::{begins, behind, is_capitals, is_one},
};
use crate::content::{Kind, SymbolForm, Wanted};
use crate::diagnostic::folded;

/// How far below the letterhead the kind may stand, in elements.
const NEAR: usize = 6;

/// The longest line of a subject that is not set in the middle, in letters.
const LONGEST_TITLE: usize = 300;

impl Reading<'_> {
    pub(super) fn opening(&mut self) {
        self.kind_and_subject();
        self.addressees();
        self.authority();
        self.bases();
        self.resolution();
    }

    /// The kind that a line names.
    fn named(&self, para: &Para) -> Option<Named> {
        let text = para.text();
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let first = lines.next()?;
        let rest: Vec<String> = lines.map(str::to_owned).collect();
        if is_one(first, &self.words.no_kinds) {
            return None;
        }
        // Thông báo, in the middle and bold, is the kind, too.
        if is_capitals(first) || para.is_centred() && para.is_bold() {
            let name = folded(first);
            let kind = self
                .kinds
                .iter()
                .find(|kind| !kind.name.is_empty() && folded(&kind.name) == name);
            if let Some(kind) = kind {
                return Some((kind.slug.clone(), first.to_owned(), rest));
            }
        }
        if first.ends_with(':') {
            return None;
        }
        // The subject goes on in the same line: KẾ HOẠCH Phát triển …
        let begins = |kind: &&Kind| {
            let rest = first.strip_prefix(kind.name.as_str());
            !kind.name.is_empty() && rest.is_some_and(|rest| rest.starts_with(' '))
        };
        let kind = self
            .kinds
            .iter()
            .filter(begins)
            .max_by_key(|kind| kind.name.len())?;
        let subject = first[kind.name.len()..].trim().to_owned();
        let rest = std::iter::once(subject).chain(rest).collect();
        Some((kind.slug.clone(), kind.name.clone(), rest))
    }

    fn peek(&self) -> Option<&Para> {
        self.elements.get(self.next)?.para()
    }

    fn kind_and_subject(&mut self) {
        let above = self.elements.iter().enumerate().skip(self.next).take(NEAR);
        let paras = above.map_while(|(index, element)| Some((index, element.para()?)));
        let found = paras
            .take_while(|(_, para)| behind(&para.text(), &self.words.addressees).is_none())
            .find_map(|(index, para)| Some((index, self.named(para)?)));
        let Some((index, (slug, name, rest))) = found else {
            return self.without_kind();
        };
        for skipped in self.next..index {
            if let Some(para) = self.elements[skipped].para() {
                self.ledger.tell(para.at, &para.text(), Why::Unplaced);
            }
        }
        let at = self.elements[index].para().map_or(0, |para| para.at);
        self.ledger.tell(at, &name, Why::Printed);
        self.said.kind = Some(slug);
        self.said.subject.clear();
        self.next = index + 1;
        self.subject(rest);
    }

    /// Lines of the subject: in the middle, up to a drawn line or the name of who decides.
    fn subject(&mut self, rest: Vec<String>) {
        self.said.subject.extend(rest);
        let decides = self
            .kind()
            .is_some_and(|kind| kind.wants(Wanted::Authority));
        while let Some(para) = self.peek() {
            let text = para.text();
            let is_first = self.said.subject.is_empty();
            let is_title = para.is_centred()
                || is_first && para.is_bold() && text.chars().count() < LONGEST_TITLE;
            let other = behind(&text, &self.words.addressees).is_some()
                || para.label.is_some()
                || para.outline.is_some() && !is_first
                || self.is_label(para)
                || self.is_sentence(&text)
                || begins(&text, &self.words.bases[..1])
                || is_one(&text, &self.words.resolutions);
            let is_authority = decides && !is_first && is_capitals(&text);
            if !is_title || other || is_authority || para.gap && !is_first {
                break;
            }
            if begins(&text, &self.words.reference) {
                break;
            }
            let lines: Vec<String> = para.split().iter().map(|para| para.text()).collect();
            self.tell_marks(self.next);
            self.said.subject.extend(lines);
            self.next += 1;
        }
    }

    /// A document whose kind is not printed: a letter, or one that an office head writes.
    fn without_kind(&mut self) {
        if !self.said.subject.is_empty() {
            let letter = self
                .kinds
                .iter()
                .find(|kind| kind.symbol == SymbolForm::Unit);
            self.said.kind = letter.map(|kind| kind.slug.clone());
            return;
        }
        let (text, at, centred) = match self.peek() {
            Some(para) => (para.text(), para.at, para.is_centred()),
            None => (String::new(), 0, false),
        };
        let is_title = centred && is_capitals(&text);
        let personal = self
            .kinds
            .iter()
            .find(|kind| kind.symbol == SymbolForm::None);
        match personal {
            Some(kind) if is_title && begins(&text, &self.words.letter_names) => {
                self.said.kind = Some(kind.slug.clone());
                if let Some(entry) = kind.entries.first() {
                    self.said.own.push((entry.name.clone(), Own::Text(text)));
                }
                self.next += 1;
                self.subject(Vec::new());
            }
            _ => {
                // The most common kind without a name; what it is called may stand in the first line.
                let letter = self
                    .kinds
                    .iter()
                    .find(|kind| kind.symbol == SymbolForm::Unit);
                self.said.kind = letter.map(|kind| kind.slug.clone());
                self.ledger.tell_beside(at, "loai", Why::Unsure);
                if is_title {
                    self.subject(Vec::new());
                }
            }
        }
    }

    fn addressees(&mut self) {
        let Some(para) = self.peek() else { return };
        let (text, at) = (para.text(), para.at);
        let Some(rest) = behind(&text, &self.words.addressees) else {
            return;
        };
        let rest = rest.trim_start_matches([':', ' ', '\t', '\n']).trim();
        let mut items: Vec<String> = rest
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect();
        let taken = items.clone();
        self.ledger.tell(at, &rest_of(&text, &taken), Why::Printed);
        self.tell_marks(self.next);
        self.next += 1;
        while let Some(para) = self.peek() {
            let text = para.text();
            let dash = dashed(
                &text,
                &self
                    .words
                    .dashes
                    .keys()
                    .map(String::as_str)
                    .collect::<Vec<_>>(),
            );
            let is_item = para.label.is_some() || dash.is_some() || items.is_empty();
            if !is_item || items.is_empty() && text.chars().count() > LONGEST_TITLE {
                break;
            }
            let ends = text.ends_with(['.', ':']);
            if text.ends_with(':') {
                break;
            }
            if let Some(label) = para.label.as_ref().filter(|label| !label.bullet) {
                let (at, label) = (para.at, label.text.clone());
                self.ledger.tell(at, &label, Why::Printed);
            }
            items.push(dash.unwrap_or(&text).trim().to_owned());
            self.tell_marks(self.next);
            self.next += 1;
            if ends {
                break;
            }
        }
        let several = items.len() > 1;
        for item in &mut items {
            let dash = dashed(item, &["-", "–", "+"]).unwrap_or(item);
            let ends: &[char] = if several {
                &[';', ',', '.', ' ']
            } else {
                &[';', ',', ' ']
            };
            *item = dash.trim().trim_end_matches(ends).to_owned();
        }
        self.said.addressees = items;
    }

    fn authority(&mut self) {
        if !self
            .kind()
            .is_some_and(|kind| kind.wants(Wanted::Authority))
        {
            return;
        }
        while let Some(para) = self.peek() {
            let text = para.text();
            let is_name = is_capitals(&text)
                && (para.is_centred() || para.is_bold())
                && !is_one(&text, &self.words.resolutions);
            if !is_name || begins(&text, &self.words.bases) {
                break;
            }
            let lines: Vec<String> = para.split().iter().map(|para| para.text()).collect();
            self.tell_marks(self.next);
            self.said.authority.extend(lines);
            self.next += 1;
        }
    }

    fn bases(&mut self) {
        let formal = self
            .kind()
            .is_some_and(|kind| kind.wants(Wanted::Authority));
        while let Some(para) = self.peek() {
            let text = para.text();
            let first = self.said.bases.is_empty();
            let words = if first && !formal {
                &self.words.bases[..1]
            } else {
                &self.words.bases[..]
            };
            let typed = dashed(&text, &["-", "–"]).unwrap_or(&text).to_owned();
            let is_one_of_more = text.ends_with([';', ',', '.']);
            let sure = para.is_italic() || formal || !first || text.ends_with(';');
            let is_basis =
                begins(&typed, words) && is_one_of_more && sure && para.outline.is_none();
            if !is_basis
                || !formal
                    && !first
                    && !para.is_italic()
                    && !text.ends_with(';')
                    && !self.open_basis()
            {
                break;
            }
            self.tell_marks(self.next);
            self.said
                .bases
                .push(typed.replace('\n', " ").trim().to_owned());
            self.next += 1;
        }
    }

    /// The basis before ends so that another one follows.
    fn open_basis(&self) -> bool {
        self.said
            .bases
            .last()
            .is_some_and(|basis| basis.ends_with([';', ',']))
    }

    fn resolution(&mut self) {
        if !self
            .kind()
            .is_some_and(|kind| kind.wants(Wanted::Authority))
        {
            return;
        }
        // An opening above it is printed below it.
        let near = (self.next..self.elements.len()).take(NEAR);
        let found = near.into_iter().find(|at| {
            let para = self.elements[*at].para();
            para.is_some_and(|para| is_one(&para.text(), &self.words.resolutions))
        });
        if let Some(index) = found.filter(|index| *index == self.next) {
            if let Some(para) = self.elements[index].para() {
                self.ledger.tell(para.at, &para.text(), Why::Printed);
            }
            self.next = index + 1;
        } else if let Some(index) = found {
            self.resolved = Some(index);
        }
    }

    /// Tells of marks of notes and pictures in a paragraph of which only the text is taken.
    pub(super) fn tell_marks(&mut self, index: usize) {
        let Some(para) = self.elements[index].para() else {
            return;
        };
        self.tell_marks_of(&para.clone());
    }

    pub(super) fn tell_marks_of(&mut self, para: &Para) {
        for span in &para.line {
            if let Some(note) = span.note {
                self.ledger
                    .tell_beside(para.at, &format!("{}", note + 1), Why::Note);
            }
            if span.picture.is_some() {
                self.ledger.tell_beside(para.at, "", Why::Picture);
            }
        }
    }
}

/// The text behind a sign that a line is typed with.
pub(super) fn dashed<'t>(text: &'t str, signs: &[&str]) -> Option<&'t str> {
    let sign = signs.iter().find(|sign| text.starts_with(**sign))?;
    let rest = &text[sign.len()..];
    let is_letter = sign.chars().all(char::is_alphanumeric);
    if is_letter && !rest.starts_with(['\t', ' ']) || rest.starts_with(*sign) {
        return None;
    }
    let rest_trimmed = rest.trim_start();
    // A number below zero is none.
    let number = rest.starts_with(|c: char| c.is_ascii_digit());
    (!number && !rest_trimmed.is_empty()).then_some(rest_trimmed)
}

/// The kind that a line names: its slug, the words that name it, and lines of a subject behind them.
type Named = (String, String, Vec<String>);
