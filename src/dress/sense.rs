//! The lines of a title that read best: where they end by sense, of even length, no word alone on one.
//!
//! In: a centred paragraph of plain words. Out: the same, with the blanks kept at which a line would end
//! otherwise, and as narrow as its lines need. Where that cannot be had, nothing; `balance` evens it by width alone.

use super::Dresser;
use super::balance::LEEWAY;
use super::text::{char_width, twips_up};
use crate::sheet::{Inline, Paragraph, Twips};
use crate::typography::{self, Ending};

/// Titles of more words are texts, and are evened by their width.
const LONGEST: usize = 80;
/// A line more than the title must have, in hundredths of a torn word.
const MORE: f64 = 45.0;
/// A word alone on its line.
const ALONE: f64 = 80.0;
/// Lines of uneven length, by the square of the share that each has too much or too little.
const UNEVEN: f64 = 60.0;

/// A stretch of a title between two breaks, as its words.
struct Stretch {
    words: Vec<Word>,
}

#[derive(Clone, Copy)]
struct Word {
    /// In points.
    width: f64,
    /// Of the blank before it.
    blank: f64,
    /// That a line ends before it, in hundredths of a torn word.
    strain: f64,
    /// It is of one piece: no number is kept with it.
    single: bool,
    /// The place of the blank before it among the letters of the paragraph; the break's, for the first.
    at: usize,
}

impl Dresser<'_> {
    /// The paragraph in the lines that read best; nothing where it is not made of plain words, or where
    /// no lines read better than any.
    pub(super) fn by_sense(&self, paragraph: &Paragraph, room: Twips) -> Option<Paragraph> {
        let stretches = self.stretches(paragraph)?;
        let lines = stretches
            .iter()
            .map(|stretch| stretch.best(room.points()))
            .collect::<Option<Vec<_>>>()?;
        let each = || {
            let pairs = stretches.iter().zip(&lines);
            pairs.flat_map(|(stretch, ends)| stretch.lines(ends))
        };
        let widest = each().map(width).fold(0.0, f64::max);
        let starts: Vec<usize> = each()
            .filter_map(|line| Some(line.first()?.at))
            .skip(1)
            .collect();
        LEEWAY.into_iter().find_map(|leeway| {
            let narrow = twips_up(widest) + Twips(leeway);
            if narrow > room {
                return None;
            }
            let kept = stretches
                .iter()
                .zip(&lines)
                .flat_map(|(stretch, ends)| stretch.kept(ends, narrow.points()))
                .collect::<Vec<_>>();
            let mut set = paragraph.clone();
            keep(&mut set, &kept);
            let side = Twips((room - narrow).0 / 2);
            set.format.left += side;
            set.format.right += side;
            let as_meant = |width: Twips| {
                let mut plain = set.clone();
                (plain.format.left, plain.format.right) = (Twips(0), Twips(0));
                let lengths = self.line_lengths(&plain, width);
                let ends = lengths.iter().scan(0, |end, length| {
                    *end += length;
                    Some(*end - 1)
                });
                let ends: Vec<usize> = ends.take(lengths.len().saturating_sub(1)).collect();
                ends == starts
            };
            (as_meant(narrow) && as_meant(narrow - Twips(leeway / 2))).then_some(set)
        })
    }

    /// The words of a paragraph that has nothing but upright words and breaks.
    fn stretches(&self, paragraph: &Paragraph) -> Option<Vec<Stretch>> {
        let mut letters: Vec<(char, f64)> = Vec::new();
        for inline in &paragraph.inlines {
            match inline {
                Inline::Run(run) if run.blank.is_none() && !run.format.italic => {
                    let widths = run.text.chars();
                    letters.extend(widths.map(|c| (c, char_width(c, run.format, self.fonts))));
                }
                Inline::Break => letters.push(('\n', 0.0)),
                _ => return None,
            }
        }
        if letters.iter().filter(|(c, _)| *c == ' ').count() >= LONGEST {
            return None;
        }
        let mut stretches = Vec::new();
        let mut start = 0;
        for stretch in letters.split(|(c, _)| *c == '\n') {
            stretches.push(self.stretch(stretch, start)?);
            start += stretch.len() + 1;
        }
        Some(stretches)
    }

    fn stretch(&self, letters: &[(char, f64)], start: usize) -> Option<Stretch> {
        let text: String = letters.iter().map(|(c, _)| *c).collect();
        let endings = typography::endings(&text, self.rules);
        let ends = endings
            .iter()
            .map(|ending| ending.at)
            .chain([letters.len()]);
        let mut words: Vec<Word> = Vec::new();
        let mut from = 0;
        for (index, end) in ends.enumerate() {
            let before = index.checked_sub(1).and_then(|before| endings.get(before));
            let word = letters.get(from..end)?;
            words.push(Word {
                width: word.iter().map(|(_, width)| width).sum(),
                blank: before
                    .and_then(|before| letters.get(before.at))
                    .map_or(0.0, |(_, width)| *width),
                strain: before.map_or(0.0, |before: &Ending| f64::from(before.strain)),
                single: word.iter().all(|(c, _)| *c != '\u{a0}'),
                at: (start + from).saturating_sub(1),
            });
            from = end + 1;
        }
        Some(Stretch { words })
    }
}

/// Width of a line in points.
fn width(line: &[Word]) -> f64 {
    let words: f64 = line.iter().map(|word| word.width).sum();
    words + line.iter().skip(1).map(|word| word.blank).sum::<f64>()
}

impl Stretch {
    /// Where its lines end, so that they read best in some room: for each line, the word after its last.
    fn best(&self, room: f64) -> Option<Vec<usize>> {
        let least = self.fewest(room)?;
        let (fewest, more) = (self.even(least, room), self.even(least + 1, room));
        let cost =
            |found: &Option<(f64, Vec<usize>)>| found.as_ref().map_or(f64::MAX, |(cost, _)| *cost);
        let best = if cost(&more) + MORE < cost(&fewest) {
            more
        } else {
            fewest
        };
        best.map(|(_, ends)| ends)
    }

    /// The fewest lines that it takes.
    fn fewest(&self, room: f64) -> Option<usize> {
        let (mut lines, mut pen) = (1, 0.0);
        for word in &self.words {
            if word.width > room {
                return None;
            }
            if pen > 0.0 && pen + word.blank + word.width > room {
                lines += 1;
                pen = word.width;
            } else {
                pen += word.blank + word.width;
            }
        }
        Some(lines)
    }

    /// The best way to part it into so many lines, and what that costs.
    fn even(&self, lines: usize, room: f64) -> Option<(f64, Vec<usize>)> {
        let count = self.words.len();
        if lines > count {
            return None;
        }
        let target = width(&self.words) / lines as f64;
        let cost = |start: usize, end: usize| {
            let line = &self.words[start..end];
            let wide = width(line);
            if wide > room {
                return f64::INFINITY;
            }
            let share = (wide - target) / target.max(1.0);
            let is_alone = matches!(line, [only] if only.single) && lines > 1 && count > 2;
            let alone = if is_alone { ALONE } else { 0.0 };
            let strain = self.words.get(end).map_or(0.0, |next| next.strain);
            UNEVEN * share * share + alone + strain
        };
        // What the first words cost at best in so many lines, and where the last of these begins.
        let mut best = vec![(f64::INFINITY, 0); count + 1];
        best[0].0 = 0.0;
        let mut ways = Vec::new();
        for _ in 0..lines {
            let mut next = vec![(f64::INFINITY, 0); count + 1];
            for (end, slot) in next.iter_mut().enumerate().skip(1) {
                for start in (0..end).rev() {
                    let line = cost(start, end);
                    if line.is_infinite() {
                        break;
                    }
                    let all = best[start].0 + line;
                    if all < slot.0 {
                        *slot = (all, start);
                    }
                }
            }
            ways.push(next.clone());
            best = next;
        }
        let (cost, _) = best[count];
        if cost.is_infinite() {
            return None;
        }
        let mut ends = Vec::new();
        let mut end = count;
        for way in ways.iter().rev() {
            ends.push(end);
            end = way[end].1;
        }
        ends.reverse();
        Some((cost, ends))
    }

    fn lines<'s>(&'s self, ends: &'s [usize]) -> impl Iterator<Item = &'s [Word]> {
        let starts = [0].into_iter().chain(ends.iter().copied());
        starts
            .zip(ends)
            .map(|(start, &end)| &self.words[start..end])
    }

    /// The blanks that must not end a line, so that in some room each line ends where it is meant to: the first
    /// words of a line are kept together as long as they would find room on the line before.
    fn kept(&self, ends: &[usize], room: f64) -> Vec<usize> {
        let lines: Vec<&[Word]> = self.lines(ends).collect();
        let mut kept = Vec::new();
        for pair in lines.windows(2) {
            let (Some(first), rest) = (pair[1].first(), pair[1].get(1..).unwrap_or_default())
            else {
                continue;
            };
            let mut pen = width(pair[0]) + first.blank + first.width;
            for word in rest {
                if pen > room {
                    break;
                }
                kept.push(word.at);
                pen += word.blank + word.width;
            }
        }
        kept
    }
}

/// Keeps some of the blanks of a paragraph, told by their places among its letters.
fn keep(paragraph: &mut Paragraph, places: &[usize]) {
    let mut at = 0;
    for inline in &mut paragraph.inlines {
        match inline {
            Inline::Run(run) => {
                let kept = run.text.chars().enumerate().map(|(index, c)| {
                    match c == ' ' && places.contains(&(at + index)) {
                        true => '\u{a0}',
                        false => c,
                    }
                });
                let text: String = kept.collect();
                at += text.chars().count();
                run.text = text;
            }
            _ => at += 1,
        }
    }
}
