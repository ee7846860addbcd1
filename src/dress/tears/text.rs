//! One justified paragraph letter by letter: which of its lines are torn, and what mends them.

use super::Limits;
use crate::document::{Deal, Origins};
use crate::dress::text::{char_width, check_width, mark_width};
use crate::layout::measure::{self, LEAST_LEADER, Setting};
use crate::sheet::{Inline, Paragraph, ParagraphFormat, Run, Twips};
use std::ops::Range;

/// How much of a line is put into a trial, in widths of the line: the line, and what decides it.
const TRIAL: f64 = 3.0;

/// At these no line ends ([`crate::typography`]).
const KEPT_BLANK: char = '\u{a0}';
const KEPT_HYPHEN: char = '\u{2011}';

/// A letter, or what takes the place of one.
#[derive(Clone, Copy)]
struct Letter {
    /// Index of its inline.
    inline: usize,
    /// The letter; none for a note's mark or a break.
    sign: Option<char>,
    width: f64,
    /// Ends its line by itself.
    ends: bool,
    /// A line never ends in a gap to be filled in.
    gap: bool,
}

/// Width of what stands before the text on the first line: the mark of an item or of a note.
pub(super) fn lead(paragraph: &Paragraph, setting: Setting<'_>) -> f64 {
    let of_style = |c| char_width(c, setting.style, setting.fonts);
    let item = paragraph.item.as_ref();
    let item = item.map(|item| item.mark.chars().chain([' ']).map(of_style).sum());
    let note = setting
        .note
        .map(|(note, format)| mark_width(note, format, setting.fonts) + of_style(' '));
    item.or(note).unwrap_or_default()
}

/// A paragraph letter by letter.
pub(super) struct Text<'a> {
    paragraph: &'a Paragraph,
    setting: Setting<'a>,
    limits: Limits,
    letters: Vec<Letter>,
    /// Width of what stands before the text on the first line.
    lead: f64,
    /// Letters behind which a break is put.
    breaks: Vec<usize>,
}

impl<'a> Text<'a> {
    pub(super) fn of(paragraph: &'a Paragraph, setting: Setting<'a>, limits: Limits) -> Self {
        let mut letters = Vec::new();
        for (inline, one) in paragraph.inlines.iter().enumerate() {
            let letter = |sign, width, ends, gap| Letter {
                inline,
                sign,
                width,
                ends,
                gap,
            };
            match one {
                Inline::Run(run) => {
                    let gap = run.blank.is_some();
                    letters.extend(run.text.chars().map(|c| {
                        letter(
                            Some(c),
                            char_width(c, run.format, setting.fonts),
                            false,
                            gap,
                        )
                    }));
                }
                Inline::Note { note, format } => {
                    let width = mark_width(*note, *format, setting.fonts);
                    letters.push(letter(None, width, false, false));
                }
                Inline::Break => letters.push(letter(None, 0.0, true, false)),
                Inline::Leader(run) => {
                    let dot = char_width('.', run.format, setting.fonts);
                    letters.push(letter(None, dot * LEAST_LEADER.len() as f64, false, false));
                }
                Inline::Check { ticked: _, format } => {
                    letters.push(letter(None, check_width(*format), false, false));
                }
                Inline::Picture(_) => {}
            }
        }
        Self {
            paragraph,
            setting,
            limits,
            letters,
            lead: lead(paragraph, setting),
            breaks: Vec::new(),
        }
    }

    /// Tells whether there is something to mend. Most paragraphs have no torn line, and one look at all
    /// their lines tells; where breaks part the text, only the walk does.
    pub(super) fn may_be_torn(&self) -> bool {
        if self.letters.iter().any(|letter| letter.ends) {
            return true;
        }
        let mut start = 0;
        measure::lines(self.paragraph, self.setting)
            .into_iter()
            .any(|count| {
                let line = start..(start + count).min(self.letters.len());
                start = line.end;
                self.is_torn(line)
            })
    }

    /// Walks through the lines and mends each that is torn.
    pub(super) fn mend(&mut self) {
        let mut start = 0;
        while start < self.letters.len() {
            start = match self.line_end(start) {
                end if self.is_torn(start..end) => self.mend_line(start..end),
                end => end,
            };
        }
    }

    /// Mends a torn line and tells where the next begins.
    fn mend_line(&mut self, line: Range<usize>) -> usize {
        let mut best = (self.stretch(line.clone()), line.end, Vec::new());
        for way in self.ways(line.clone()) {
            let (stretch, end) = self.tried(line.start, &way);
            if stretch < best.0 {
                best = (stretch, end, way);
            }
            if best.0 <= self.limits.stretch {
                break;
            }
        }
        let (stretch, end, way) = best;
        self.give_way(&way);
        let next = self.word(end).count();
        let limit = match next > self.limits.long_word {
            true => self.limits.stretch,
            false => self.limits.give_up,
        };
        if stretch <= limit {
            return end;
        }
        let mut letters = self.letters[line.start..end].iter();
        // A line may end in the middle of an address: that goes over as well.
        match letters.rposition(|letter| letter.sign == Some(' ')) {
            Some(blank) => {
                self.breaks.push(line.start + blank);
                line.start + blank + 1
            }
            None => end,
        }
    }

    /// The signs that can give way for a torn line, the least harm first: a blank in the word behind it; no-break
    /// blanks in the line, which Word does not stretch; both; a hyphen in the word behind it.
    fn ways(&self, line: Range<usize>) -> Vec<Vec<usize>> {
        let joints =
            |at: &usize, sign| self.letters[*at].sign == Some(sign) && !self.letters[*at].gap;
        // The first word decides where the line before ends: it stays as it is.
        let first = self.word(line.start).count();
        let inside = (line.start + first).min(line.end)..line.end;
        let inside: Vec<usize> = inside.filter(|at| joints(at, KEPT_BLANK)).collect();
        let room = self.room(line.start == 0);
        let mut used = 0.0;
        let near = self.word(line.end).take_while(|at| {
            used += self.letters[*at].width;
            used <= room
        });
        let near: Vec<usize> = near.collect();
        // LibreOffice breaks `14-CTr/ĐU` before it and never in it: a slash behind a hyphen keeps it.
        let slash = self
            .word(line.end)
            .filter(|at| self.letters[*at].sign == Some('/'));
        let slash = slash.last().unwrap_or(line.end);
        let free = |at: &usize, sign| joints(at, sign) && (sign == KEPT_BLANK || *at > slash);
        let near = |sign| near.iter().rev().copied().filter(move |at| free(at, sign));
        let with_inside = |at| std::iter::once(at).chain(inside.iter().copied()).collect();
        let one = |at| vec![at];
        let mut ways: Vec<Vec<usize>> = near(KEPT_BLANK).map(one).collect();
        ways.extend(near(KEPT_BLANK).map(with_inside));
        ways.push(inside.clone());
        ways.extend(near(KEPT_HYPHEN).map(one));
        ways.extend(near(KEPT_HYPHEN).map(with_inside));
        ways
    }

    /// The letters of the word that begins at `start`.
    fn word(&self, start: usize) -> impl Iterator<Item = usize> {
        let ends = |letter: &Letter| letter.sign == Some(' ') || letter.ends;
        (start..self.letters.len()).take_while(move |at| !ends(&self.letters[*at]))
    }

    fn give_way(&mut self, way: &[usize]) {
        for &at in way {
            let sign = &mut self.letters[at].sign;
            *sign = match *sign {
                Some(KEPT_BLANK) => Some(' '),
                Some(KEPT_HYPHEN) => Some('-'),
                other => other,
            };
        }
    }

    /// How far a line is stretched where something gives way, and where it ends then.
    fn tried(&mut self, start: usize, way: &[usize]) -> (f64, usize) {
        let kept: Vec<Option<char>> = way.iter().map(|&at| self.letters[at].sign).collect();
        self.give_way(way);
        let end = self.line_end(start);
        let stretch = self.stretch(start..end);
        for (&at, sign) in way.iter().zip(kept) {
            self.letters[at].sign = sign;
        }
        (stretch, end)
    }

    /// Where the line that begins at `start` ends, as the layout would have it.
    fn line_end(&self, start: usize) -> usize {
        let most = TRIAL * self.setting.column.points();
        let mut used = 0.0;
        let mut end = start;
        while used <= most
            && let Some(letter) = self.letters.get(end)
            && !letter.ends
        {
            used += letter.width;
            end += 1;
        }
        let opens = start == 0;
        let format = &self.paragraph.format;
        let trial = Paragraph {
            style: self.paragraph.style,
            format: ParagraphFormat {
                first_line: if opens { format.first_line } else { Twips(0) },
                ..format.clone()
            },
            item: self.paragraph.item.clone().filter(|_| opens),
            outline: None,
            inlines: self.inlines(start..end, &[]),
            origin: None,
            block: None,
        };
        let setting = Setting {
            note: self.setting.note.filter(|_| opens),
            ..self.setting
        };
        let first = measure::lines(&trial, setting).first().copied();
        let line = start + first.unwrap_or_default().min(end - start);
        // A break is part of the line that it ends.
        let ends = line == end && self.letters.get(end).is_some_and(|letter| letter.ends);
        (line + usize::from(ends)).max(start + 1)
    }

    fn is_torn(&self, line: Range<usize>) -> bool {
        self.stretch(line) > self.limits.stretch
    }

    /// How many times as wide as they are the blanks of a line become. A paragraph's last line, or one
    /// with a break at its end, is not stretched, and neither are no-break blanks in any.
    fn stretch(&self, line: Range<usize>) -> f64 {
        let letters = &self.letters[line.clone()];
        if line.end == self.letters.len() || letters.last().is_none_or(|letter| letter.ends) {
            return 1.0;
        }
        let end = letters.iter().rposition(|letter| letter.sign != Some(' '));
        let letters = &letters[..end.map_or(0, |end| end + 1)];
        let blanks = letters.iter().filter(|letter| letter.sign == Some(' '));
        let wide: f64 = blanks.map(|letter| letter.width).sum();
        let lead = if line.start == 0 { self.lead } else { 0.0 };
        let used: f64 = letters.iter().map(|letter| letter.width).sum();
        let spare = self.room(line.start == 0) - lead - used;
        match wide > 0.0 {
            true => 1.0 + spare.max(0.0) / wide,
            false => 1.0,
        }
    }

    /// Width of the first line or of another.
    fn room(&self, first: bool) -> f64 {
        let format = &self.paragraph.format;
        let indent = if first { format.first_line } else { Twips(0) };
        (self.setting.column - format.left - format.right - indent).points()
    }

    /// Some letters as inlines, with a break behind each of `breaks`; where they came from is not told.
    fn inlines(&self, range: Range<usize>, breaks: &[usize]) -> Vec<Inline> {
        let mut out: Vec<Inline> = Vec::new();
        let mut before = None;
        for at in range {
            let letter = self.letters[at];
            let source = &self.paragraph.inlines[letter.inline];
            match (letter.sign, source, out.last_mut()) {
                (Some(c), Inline::Run(_), Some(Inline::Run(open)))
                    if before == Some(letter.inline) =>
                {
                    open.text.push(c);
                }
                (Some(c), Inline::Run(run), _) => out.push(Inline::Run(Run {
                    text: c.to_string(),
                    format: run.format,
                    blank: run.blank,
                    title: run.title,
                    cross: run.cross.clone(),
                    origins: Origins::default(),
                })),
                (_, other, _) => out.push(other.clone()),
            }
            before = Some(letter.inline);
            if breaks.binary_search(&at).is_ok() {
                out.push(Inline::Break);
                before = None;
            }
        }
        out
    }

    /// The mended text. Pictures take no room: they stay before the text.
    pub(super) fn into_inlines(self) -> Vec<Inline> {
        let inlines = &self.paragraph.inlines;
        let mut text = self.inlines(0..self.letters.len(), &self.breaks);
        // No letter went or came: their origins are dealt out anew in order.
        let mut deal = Deal::new(runs(inlines).flat_map(|run| run.origins.stretches()));
        for inline in &mut text {
            if let Inline::Run(run) = inline {
                run.origins = deal.take(run.text.chars().count());
            }
        }
        let pictures = inlines.iter();
        let pictures = pictures.filter(|inline| matches!(inline, Inline::Picture(_)));
        pictures.cloned().chain(text).collect()
    }
}

fn runs(inlines: &[Inline]) -> impl Iterator<Item = &Run> {
    inlines.iter().filter_map(|inline| match inline {
        Inline::Run(run) => Some(run),
        Inline::Break
        | Inline::Note { .. }
        | Inline::Picture(_)
        | Inline::Leader(_)
        | Inline::Check { .. } => None,
    })
}
