//! Sentences that a kind's template prints around the kind's own entries.

use super::{
    Date, Own, Reading, Why, head::rest_of, lines::Element, opening::dashed, words::behind,
};

/// A piece of a sentence: words, or a gap with its name.
enum Piece<'s> {
    Words(&'s str),
    Gap(&'s str),
}

impl Reading<'_> {
    /// Takes the sentences of the kind's own form out of its text; the rest is handed back.
    pub(super) fn sentences(&mut self, elements: &[Element]) -> Vec<Element> {
        let Some(sentences) = self
            .said
            .kind
            .as_ref()
            .and_then(|kind| self.words.sentences.get(kind))
        else {
            return elements.to_vec();
        };
        let mut used = vec![false; sentences.len()];
        let mut out = Vec::new();
        let mut rest = elements.iter().peekable();
        while let Some(element) = rest.next() {
            let Some(para) = element.para() else {
                out.push(element.clone());
                continue;
            };
            let text = para.text().replace('\n', " ");
            let is_group = |sentence: &str| sentence.contains('/');
            let found = sentences.iter().enumerate().find_map(|(index, sentence)| {
                let gaps =
                    matched(&text, sentence).filter(|_| !used[index] || is_group(sentence))?;
                let new = gaps.iter().all(|(name, _)| self.is_new(name, sentence));
                new.then_some((index, gaps))
            });
            let Some((index, gaps)) = found else {
                out.push(element.clone());
                continue;
            };
            used[index] = true;
            let kept: Vec<String> = gaps
                .iter()
                .filter(|(name, _)| *name != "_")
                .map(|(_, text)| text.clone())
                .collect();
            self.ledger
                .tell(para.at, &rest_of(&text, &kept), Why::Printed);
            self.tell_marks_of(para);
            for (name, text) in gaps {
                let Some(name) = name.strip_suffix('*') else {
                    self.fill(name, text);
                    continue;
                };
                let is_open = text.is_empty();
                let mut lines: Vec<String> = Some(text)
                    .filter(|text| !text.is_empty())
                    .into_iter()
                    .collect();
                loop {
                    if !is_open {
                        break;
                    }
                    let Some(para) = rest.peek().and_then(|element| element.para()) else {
                        break;
                    };
                    let text = para.text();
                    let dash = dashed(&text, &["-", "–", "+", "•"]);
                    if para.label.is_none() && dash.is_none() {
                        break;
                    }
                    if let Some(label) = para.label.as_ref().filter(|label| !label.bullet) {
                        self.ledger.tell(para.at, &label.text, Why::Printed);
                    }
                    lines.push(
                        dash.unwrap_or(&text)
                            .trim_end_matches([';', ',', '.', ' '])
                            .to_owned(),
                    );
                    rest.next();
                }
                self.said.own.push((name.to_owned(), Own::Lines(lines)));
            }
        }
        out
    }

    /// Tells whether a text is a sentence of the kind's own form.
    pub(super) fn is_sentence(&self, text: &str) -> bool {
        let own = self
            .said
            .kind
            .as_ref()
            .and_then(|kind| self.words.sentences.get(kind));
        let mut own = own.into_iter().flatten();
        own.any(|sentence| matched(text, sentence).is_some())
    }

    fn is_new(&self, name: &str, sentence: &str) -> bool {
        let name = name.trim_end_matches('*');
        let Some((group, entry)) = name.split_once('/') else {
            return name == "_" || !self.said.own.iter().any(|(known, _)| known == name);
        };
        // The first entry of a group begins one; the others are of the last.
        let begins = sentence.contains("{_}");
        let last = self.said.own.iter().find_map(|(known, own)| match own {
            Own::Groups(groups) if known == group => groups.last(),
            _ => None,
        });
        begins || last.is_some_and(|last| !last.iter().any(|(known, _)| known == entry))
    }

    fn fill(&mut self, name: &str, text: String) {
        let date = self.said.date.get_or_insert_with(Date::default);
        let given = Some(text.clone()).filter(|text| !text.is_empty());
        match name {
            "_" => return,
            "ngay" => return date.day = given,
            "thang" => return date.month = given,
            "nam" => return date.year = given,
            _ => {}
        }
        let Some((group, entry)) = name.split_once('/') else {
            self.said.own.push((name.to_owned(), Own::Text(text)));
            return;
        };
        if !self.said.own.iter().any(|(known, _)| known == group) {
            self.said
                .own
                .push((group.to_owned(), Own::Groups(Vec::new())));
        }
        for (known, own) in &mut self.said.own {
            let Own::Groups(groups) = own else { continue };
            if known != group {
                continue;
            }
            let is_first = groups
                .last()
                .is_none_or(|last| last.iter().any(|(known, _)| known == entry));
            if is_first {
                groups.push(Vec::new());
            }
            if let Some(last) = groups.last_mut() {
                last.push((entry.to_owned(), text.clone()));
            }
        }
    }
}

/// What stands in the gaps of a sentence, if the text is one of it.
fn matched<'s>(text: &str, sentence: &'s str) -> Option<Vec<(&'s str, String)>> {
    let mut gaps = Vec::new();
    let mut rest = text.trim();
    let mut open: Option<&str> = None;
    for piece in pieces(sentence) {
        match piece {
            Piece::Gap(name) => open = Some(name),
            Piece::Words(words) => {
                let words = words.trim();
                if words.is_empty() {
                    continue;
                }
                let Some(name) = open.take() else {
                    rest = behind(rest, words)?.trim_start();
                    continue;
                };
                let at = rest
                    .char_indices()
                    .map(|(at, _)| at)
                    .find(|at| {
                        behind(&rest[*at..], words).is_some() && !rest[*at..].starts_with(' ')
                    })
                    .or_else(|| {
                        words
                            .chars()
                            .all(|c| "./".contains(c))
                            .then_some(rest.len())
                    })?;
                gaps.push((name, rest[..at].trim().to_owned()));
                rest = behind(&rest[at..], words).unwrap_or_default().trim_start();
            }
        }
    }
    match open {
        Some(name) => gaps.push((name, rest.trim().to_owned())),
        None if !rest.trim().is_empty() => return None,
        None => {}
    }
    let long = |(name, text): &(&str, String)| *name == "_" && text.chars().count() > 120;
    (!gaps.iter().any(long)).then_some(gaps)
}

fn pieces(sentence: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    for part in sentence.split('{') {
        match part.split_once('}') {
            Some((name, words)) => {
                out.push(Piece::Gap(name));
                out.push(Piece::Words(words));
            }
            None => out.push(Piece::Words(part)),
        }
    }
    out
}
