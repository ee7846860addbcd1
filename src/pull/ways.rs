//! The ways in which the YAML may say what became of some letters: by their own bytes, by a gap that was filled in, by
//! the figure that an expression prints, by the words around them, by the whole paragraph.

use super::{
    markup::{inlines, inserts, text},
    put::{BlockEdit as Blocked, Put},
    seen::{Letter, Seen, letters},
    wishes::{Field, Reason, Wisher},
};
use crate::{
    diff::LineEdit,
    document::{Blank, Origin, OriginKind},
    figures::{Rule, Writing, read},
    markdown::blocks::{self, Block, Kind},
    sheet::reading::{Line, Sign, What},
    yaml::edit::{Found, Step, Wanted},
};
use std::{ops::Range, rc::Rc};

/// The index of the content file among the sources of a document.
const CONTENT: u16 = 0;
/// The entries that a number and a date are filled into.
pub(super) const NUMBER: &str = "so";
pub(super) const DATE: &str = "ngay_ban_hanh";
/// The tree of figures, whose values expressions print.
const FIGURES: &str = "so_lieu";

/// A block of a field of Markdown.
pub(super) struct InField {
    pub(super) path: Vec<Step>,
    pub(super) field: Field,
    /// Its place among the blocks.
    pub(super) id: usize,
}

impl InField {
    pub(super) fn block(&self) -> &Block {
        &self.field.1[self.id]
    }
}

impl Wisher<'_, '_> {
    /// The ranges of the content file that stand for letters of a line, or between two of them.
    pub(super) fn exact(&self, line: &Line<Seen>, old: &Range<usize>) -> Vec<Range<usize>> {
        let origin = |at: usize| {
            let origin = line.signs.get(at)?.form.origin?;
            let is_exact = origin.kind == OriginKind::Exact && origin.source == CONTENT;
            is_exact.then_some(origin.start as usize..origin.end as usize)
        };
        // The mark of a note has no letters of its own in the document: it stands right behind what is before it.
        let mark = |at: usize| {
            let sign = line.signs.get(at)?;
            let before = origin(at.checked_sub(1)?)?.end;
            let rest = self.source.text.get(before..)?;
            let is_mark = matches!(sign.what, What::Note(_)) && rest.starts_with("[^");
            let end = is_mark.then(|| rest.find(']')).flatten()?;
            Some(before..before + end + 1)
        };
        let origin = |at: usize| origin(at).or_else(|| mark(at));
        if old.is_empty() {
            let before = old.start.checked_sub(1).and_then(origin);
            let behind = origin(old.start);
            let ends = [
                before.map(|o| o.end..o.end),
                behind.map(|o| o.start..o.start),
            ];
            return ends.into_iter().flatten().collect();
        }
        let all: Option<Vec<_>> = old.clone().map(origin).collect();
        let Some(all) = all else { return Vec::new() };
        let is_ordered = all.windows(2).all(|pair| pair[0].end <= pair[1].start);
        match (all.first(), all.last()) {
            (Some(first), Some(last)) if is_ordered => {
                std::iter::once(first.start..last.end).collect()
            }
            _ => Vec::new(),
        }
    }

    /// A gap for the number, the day or the month that was filled in.
    pub(super) fn filled_in(
        &self,
        line: &Line<Seen>,
        old: &Range<usize>,
        come: &[Sign<Seen>],
    ) -> Vec<Vec<Put>> {
        let blank = line.signs.get(old.clone()).into_iter().flatten();
        let Some(blank) = blank.filter_map(|sign| sign.form.blank).next() else {
            return Vec::new();
        };
        let value = text(come).trim().to_owned();
        let key = |name: &str| vec![Step::Key(name.to_owned())];
        match blank {
            Blank::Number => vec![vec![Put::Set {
                path: key(NUMBER),
                value: Wanted::Text(value),
            }]],
            Blank::Day => vec![vec![Put::Date {
                path: key(DATE),
                part: 0,
                value,
            }]],
            Blank::Month => vec![vec![Put::Date {
                path: key(DATE),
                part: 1,
                value,
            }]],
        }
    }

    /// A figure that an expression prints: it is changed where it stands.
    pub(super) fn printed(
        &self,
        line: &Line<Seen>,
        old: &Range<usize>,
        come: &[Sign<Seen>],
    ) -> Vec<Vec<Put>> {
        let inside = if old.is_empty() {
            old.start.saturating_sub(1)..old.start + 1
        } else {
            old.clone()
        };
        let printed =
            |sign: &Sign<Seen>| sign.form.origin.filter(|o| o.kind == OriginKind::Printed);
        let Some(origin) = line
            .signs
            .get(inside)
            .into_iter()
            .flatten()
            .find_map(printed)
        else {
            return Vec::new();
        };
        let is_same = |at: &usize| line.signs.get(*at).and_then(printed) == Some(origin);
        let start = (0..=old.start.min(line.signs.len()))
            .rev()
            .take_while(|at| *at == old.start || is_same(at))
            .last();
        let start = start.unwrap_or(old.start);
        let end = (old.end..line.signs.len())
            .take_while(is_same)
            .last()
            .map_or(old.end, |at| at + 1);
        if origin.source != CONTENT || !old.clone().all(|at| is_same(&at)) {
            return Vec::new();
        }
        let new = format!(
            "{}{}{}",
            text(&line.signs[start..old.start]),
            text(come),
            text(&line.signs[old.end..end])
        );
        let expression = origin.slice(self.sources).unwrap_or_default();
        let Some(path) = path_of(expression) else {
            return Vec::new();
        };
        // What a filter prints beside the number (`đồng`) is no part of it.
        let is_beside = |c: char| !c.is_ascii_digit() && c != '-';
        let figure = new.trim_matches(is_beside).trim_end_matches('-');
        let mut values = Vec::new();
        for rule in [Rule::Text(Some(Writing::Comma)), Rule::Document] {
            if let Some(number) = read(figure, rule).number() {
                values.push(Wanted::Number(number.normalize().to_string()));
            }
        }
        values.push(Wanted::Text(new.trim().to_owned()));
        values.dedup();
        let set = |value| {
            vec![Put::Set {
                path: path.clone(),
                value,
            }]
        };
        values.into_iter().map(set).collect()
    }

    /// Letters that do not stand in the file as they are printed: found by the words around them.
    pub(super) fn rewritten(
        &mut self,
        line: &Line<Seen>,
        old: &Range<usize>,
        come: &[Sign<Seen>],
    ) -> Vec<Vec<Put>> {
        let near = [
            old.start,
            old.start.wrapping_sub(1),
            old.end.wrapping_sub(1),
        ];
        let origin = near
            .into_iter()
            .find_map(|at| line.signs.get(at)?.form.origin);
        let Some(origin) = origin.filter(|o| o.source == CONTENT) else {
            return Vec::new();
        };
        let Some(found) = self.written.at(&range(origin)) else {
            return Vec::new();
        };
        // A mark of a note is written by its name.
        let written = |(sign, letter): (&Sign<Seen>, char)| match sign.what {
            What::Note(note) => match self.notes.old_name(note) {
                Some(name) => format!("[^{name}]"),
                None => letter.to_string(),
            },
            _ => letter.to_string(),
        };
        let all: Vec<String> = (line.signs.iter().zip(letters(line)))
            .map(written)
            .collect();
        // As many letters around as make it the only place.
        for around in [0, 4, 12, 40] {
            let from = old.start.saturating_sub(around);
            let to = (old.end + around).min(all.len());
            let context: String = all[from..to].concat();
            let mut places = found.text.match_indices(&context);
            if let (false, Some((at, _)), None) = (context.is_empty(), places.next(), places.next())
            {
                let bytes = |range: Range<usize>| all[range].iter().map(String::len).sum::<usize>();
                let start = at + bytes(from..old.start);
                let range = start..start + bytes(old.clone());
                let put = |insert| {
                    vec![Put::Decoded {
                        path: found.path.clone(),
                        range: range.clone(),
                        insert,
                    }]
                };
                return inserts(come, &self.notes).into_iter().map(put).collect();
            }
        }
        Vec::new()
    }

    /// The whole paragraph written anew, where no expression prints a part of it.
    pub(super) fn whole_block(&mut self, line: &LineEdit<'_, Seen>) -> Vec<Vec<Put>> {
        let Some(place) = self.block_of(line.old) else {
            return Vec::new();
        };
        let block = place.block();
        let is_changed = line.old.signs.iter().any(|sign| sign.form.changed);
        let written = &place.field.0[block.from..block.to];
        if is_changed || written.contains("{{") || block.kind == Kind::Table {
            return Vec::new();
        }
        let edit = Blocked::Inlines(place.id, inlines(&line.new.signs, &self.notes));
        let path = place.path;
        vec![vec![Put::Blocks { path, edit }]]
    }

    /// Puts into all ways what the notes need whose marks come and go with them.
    pub(super) fn with_notes(
        &mut self,
        near: &Line<Seen>,
        gone: &[Sign<Seen>],
        come: &[Sign<Seen>],
        ways: &mut [Vec<Put>],
    ) {
        let is_note = |sign: &Sign<Seen>| matches!(sign.what, What::Note(_));
        if !gone.iter().chain(come).any(is_note) {
            return;
        }
        let Some(found) = self.found(near) else {
            return;
        };
        for way in ways {
            way.extend(self.notes.gone(&found.path, gone));
            way.extend(self.notes.come(&found.path, come));
        }
    }

    /// A paragraph that comes right behind the line of another, as text: where that one stands in a block of another kind.
    pub(super) fn behind_line(&mut self, near: &Line<Seen>, come: &Line<Seen>) -> Option<Vec<Put>> {
        let found = self.found(near)?;
        let range = line_of(&found.text, found.range?.start);
        let line = found.text[range.clone()].trim_end();
        let inner = line.trim_start();
        let blanks = &line[..line.len() - inner.len()];
        let digits = inner.trim_start_matches(|c: char| c.is_ascii_digit());
        let mark = match inner.split_once(' ') {
            Some((mark @ ("-" | "*" | "+"), _)) => mark,
            _ if digits.len() < inner.len() && digits.starts_with(". ") => "1.",
            _ => "",
        };
        let words = blocks::line(&inlines(&come.signs, &self.notes));
        let end = range.start + line.len();
        Some(vec![Put::Decoded {
            path: found.path,
            range: end..end,
            insert: match mark {
                "" => format!("\n\n{blanks}{words}"),
                mark => format!("\n{blanks}{mark} {words}"),
            },
        }])
    }

    /// The scalar in which a line begins.
    pub(super) fn found(&mut self, line: &Line<Seen>) -> Option<Found> {
        let own = |sign: &Sign<Seen>| sign.form.origin.filter(|o| o.source == CONTENT);
        let exact = line
            .signs
            .iter()
            .filter_map(own)
            .find(|o| o.kind == OriginKind::Exact);
        let origin = exact.or_else(|| line.signs.iter().find_map(own))?;
        self.written.at(&range(origin))
    }

    /// The block of Markdown in which a line begins.
    pub(super) fn block_of(&mut self, line: &Line<Seen>) -> Option<InField> {
        let Found {
            path, text, range, ..
        } = self.found(line)?;
        let at = range?.start;
        let field = self.fields.entry(path.clone());
        let field = field.or_insert_with(|| {
            let blocks = blocks::blocks(&text);
            Rc::new((text, blocks))
        });
        let behind = field.1.partition_point(|block| block.from <= at);
        let id = behind.checked_sub(1).filter(|id| at <= field.1[*id].to)?;
        Some(InField {
            path,
            field: Rc::clone(field),
            id,
        })
    }

    /// The line of the content file near a letter.
    pub(super) fn line_near(&self, line: &Line<Seen>, at: usize) -> Option<usize> {
        let near = line
            .signs
            .iter()
            .skip(at)
            .chain(line.signs.iter().take(at).rev());
        let origin = near
            .filter_map(|sign| sign.form.origin)
            .find(|o| o.source == CONTENT)?;
        Some(self.source.line_column(origin.start as usize).0)
    }

    /// Why letters of a line may not be changed.
    pub(super) fn reason(&self, line: &Line<Seen>, old: &Range<usize>) -> Reason {
        let from = old.start.saturating_sub(usize::from(old.is_empty()));
        let to = (old.end + usize::from(old.is_empty())).min(line.signs.len());
        let forms: Vec<Letter> = line.signs[from.min(to)..to]
            .iter()
            .map(|sign| sign.form)
            .collect();
        if forms.iter().any(|form| form.changed) {
            return Reason::Conflict;
        }
        for origin in forms.iter().filter_map(|form| form.origin) {
            if origin.source != CONTENT {
                let source = self.sources.get(usize::from(origin.source));
                let file = source.map_or_else(String::new, |source| source.name.clone());
                let line = source.map_or(0, |source| source.line_column(origin.start as usize).0);
                return Reason::Elsewhere { file, line };
            }
            if origin.kind == OriginKind::Printed {
                return Reason::Computed(
                    origin
                        .slice(self.sources)
                        .unwrap_or_default()
                        .trim()
                        .to_owned(),
                );
            }
        }
        match forms.iter().any(|form| form.origin.is_some()) {
            true => Reason::NoWay,
            false => Reason::Template,
        }
    }
}

/// A stretch of a line that became another.
#[derive(Debug, Clone)]
pub(super) struct Hunk {
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

/// A hunk without the letters that are the same at its ends.
pub(super) fn trimmed(line: &LineEdit<'_, Seen>, hunk: Hunk) -> Hunk {
    let (old, new) = (
        &line.old.signs[hunk.old.clone()],
        &line.new.signs[hunk.new.clone()],
    );
    let same = |(a, b): &(&Sign<Seen>, &Sign<Seen>)| {
        a.what == b.what
            && (a.bold, a.italic) == (b.bold, b.italic)
            && matches!(a.what, What::Letter(_))
    };
    let before = old.iter().zip(new).take_while(same).count();
    let (old, new) = (&old[before..], &new[before..]);
    let behind = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(same)
        .count();
    Hunk {
        old: hunk.old.start + before..hunk.old.end - behind,
        new: hunk.new.start + before..hunk.new.end - behind,
    }
}

pub(super) fn range(origin: Origin) -> Range<usize> {
    origin.start as usize..origin.end as usize
}

/// The line of a text, with its end, in which an offset stands.
pub(super) fn line_of(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[at..]
        .find('\n')
        .map_or(text.len(), |newline| at + newline + 1);
    start..end
}

/// The figure that an expression prints: `{{ so_lieu.chi.thuc_hien | tien }}`.
pub(super) fn path_of(expression: &str) -> Option<Vec<Step>> {
    let inner = expression
        .trim()
        .trim_start_matches("{{")
        .trim_end_matches("}}");
    let name = inner.split('|').next()?.trim();
    let is_name =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '_');
    let parts: Vec<&str> = name.split('.').collect();
    (parts.len() > 1 && parts[0] == FIGURES && parts.iter().all(|part| is_name(part))).then(|| {
        parts
            .into_iter()
            .map(|part| Step::Key(part.to_owned()))
            .collect()
    })
}
