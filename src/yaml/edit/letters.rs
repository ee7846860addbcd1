//! Where each letter of a scalar's text is written, for changes of a few of them.

use super::{
    Change, Slice,
    lines::{Lines, indent},
    render::escaped,
    spots::{Shape, Spot},
};
use std::ops::Range;

/// The letters of a scalar.
pub(super) struct Letters<'t> {
    lines: Lines<'t>,
    runs: Vec<Run>,
    text: String,
    end: usize,
}

/// A stretch of the decoded text that begins here and is written alike, or is one character written otherwise.
struct Run {
    decoded: usize,
    source: usize,
    alike: bool,
}

/// The changes that make slices of a scalar others; none where only a scalar written anew can hold that.
pub(super) fn changes(text: &str, spot: &Spot, slices: &[Slice]) -> Option<Vec<Change>> {
    let letters = Letters::of(Lines(text), spot)?;
    let mut out = Vec::with_capacity(slices.len());
    for slice in slices {
        let range = letters.source(slice.from)?..letters.source(slice.to)?;
        let text = letters.written(&spot.shape, &range, &slice.insert)?;
        out.push(Change { range, text });
    }
    Some(out)
}

impl<'t> Letters<'t> {
    pub(super) fn of(lines: Lines<'t>, spot: &Spot) -> Option<Self> {
        let mut letters = Self {
            lines,
            runs: Vec::new(),
            text: String::new(),
            end: spot.end,
        };
        match &spot.shape {
            Shape::Plain => letters.flow(spot.value..spot.end, None)?,
            Shape::Single => letters.flow(spot.value + 1..spot.end - 1, Some(b'\''))?,
            Shape::Double => letters.flow(spot.value + 1..spot.end - 1, Some(b'"'))?,
            Shape::Block(block) if block.lines.is_empty() => return None,
            Shape::Block(block) if block.folded => {
                letters.folded(block.lines.clone(), block.indent)
            }
            Shape::Block(block) => letters.literal(block.lines.clone(), block.indent),
            _ => return None,
        }
        let told = spot.node.scalars().first().copied()?;
        let told = match spot.shape {
            Shape::Block(_) => told.trim_end_matches('\n'),
            _ => told,
        };
        (letters.text.trim_end_matches('\n') == told.trim_end_matches('\n')).then_some(letters)
    }

    fn same(&mut self, source: Range<usize>) {
        if source.is_empty() {
            return;
        }
        self.runs.push(Run {
            decoded: self.text.len(),
            source: source.start,
            alike: true,
        });
        self.text.push_str(&self.lines.0[source]);
    }

    fn other(&mut self, c: char, source: usize) {
        self.runs.push(Run {
            decoded: self.text.len(),
            source,
            alike: false,
        });
        self.text.push(c);
    }

    fn literal(&mut self, lines: Range<usize>, column: usize) {
        let mut start = lines.start;
        let mut before = None;
        while start <= lines.end {
            if let Some(end) = before {
                self.other('\n', end);
            }
            let line = self.lines.at(start);
            let end = start + line.len();
            self.same(start + indent(line).min(column)..end);
            before = Some(end);
            if self.lines.next(start) <= start || end >= lines.end {
                break;
            }
            start = self.lines.next(start);
        }
        self.end = lines.end;
    }

    /// Lines under `>`: single breaks between lines that are not further in are blanks.
    fn folded(&mut self, lines: Range<usize>, column: usize) {
        let mut start = lines.start;
        // The breaks since the last line with letters, and whether it was further in.
        let (mut breaks, mut above): (Vec<usize>, Option<bool>) = (Vec::new(), None);
        loop {
            let line = self.lines.at(start);
            let end = start + line.len();
            if !line.trim_matches(' ').is_empty() {
                let from = start + indent(line).min(column);
                let further = self.lines.0[from..].starts_with([' ', '\t']);
                match above {
                    Some(false) if !further => match breaks.as_slice() {
                        [only] => self.other(' ', *only),
                        [first, _, rest @ ..] => {
                            self.other('\n', *first);
                            rest.iter().for_each(|at| self.other('\n', *at));
                        }
                        [] => {}
                    },
                    _ => breaks.iter().for_each(|at| self.other('\n', *at)),
                }
                breaks.clear();
                above = Some(further);
                self.same(from..end);
            }
            breaks.push(end);
            let next = self.lines.next(start);
            if next <= start || end >= lines.end {
                break;
            }
            start = next;
        }
        self.end = lines.end;
    }

    /// A scalar without quotes, or what stands between them.
    fn flow(&mut self, range: Range<usize>, quote: Option<u8>) -> Option<()> {
        let bytes = self.lines.0.as_bytes();
        self.end = range.end;
        let (mut at, mut from) = (range.start, range.start);
        while at < range.end {
            let fold = self.fold(at, range.end);
            let escape = match bytes[at] {
                b'\\' if quote == Some(b'"') => true,
                b'\'' if quote == Some(b'\'') => true,
                _ => false,
            };
            if fold.is_empty() && !escape {
                at += self.lines.0[at..].chars().next()?.len_utf8();
                continue;
            }
            self.same(from..at);
            if escape {
                at = self.escape(at, range.end)?;
            } else {
                match fold.as_slice() {
                    [_] => self.other(' ', at),
                    [_, rest @ ..] => {
                        self.other('\n', at);
                        rest[1..].iter().for_each(|at| self.other('\n', *at));
                    }
                    [] => {}
                }
                at = self.lines.skip_blanks(*fold.last()?).min(range.end);
            }
            from = at;
        }
        self.same(from..range.end);
        Some(())
    }

    /// The starts of the lines behind the breaks that stand, with blanks around them, at an offset.
    fn fold(&self, at: usize, end: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut here = at;
        loop {
            here = self.lines.skip_blanks(here);
            let rest = &self.lines.0[here.min(end)..end];
            let length = match rest {
                rest if rest.starts_with("\r\n") => 2,
                rest if rest.starts_with('\n') => 1,
                _ => return found,
            };
            here += length;
            found.push(here);
        }
    }

    /// Reads an escape; where it ends.
    fn escape(&mut self, at: usize, end: usize) -> Option<usize> {
        let bytes = self.lines.0.as_bytes();
        if bytes[at] == b'\'' {
            self.other('\'', at);
            return Some(at + 2);
        }
        let sign = self.lines.0[at + 1..end].chars().next()?;
        let digits = match sign {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            '\n' | '\r' => {
                let next = self.lines.next(at);
                return Some(self.lines.skip_blanks(next).min(end));
            }
            _ => 0,
        };
        let behind = at + 1 + sign.len_utf8();
        let c = match sign {
            '0' => '\0',
            'a' => '\u{7}',
            'b' => '\u{8}',
            't' | '\t' => '\t',
            'n' => '\n',
            'v' => '\u{b}',
            'f' => '\u{c}',
            'r' => '\r',
            'e' => '\u{1b}',
            'N' => '\u{85}',
            '_' => '\u{a0}',
            'L' => '\u{2028}',
            'P' => '\u{2029}',
            'x' | 'u' | 'U' => {
                let number = self.lines.0.get(behind..behind + digits)?;
                char::from_u32(u32::from_str_radix(number, 16).ok()?)?
            }
            c => c,
        };
        self.other(c, at);
        Some(behind + digits)
    }

    /// Where a decoded offset is written.
    fn source(&self, decoded: usize) -> Option<usize> {
        if decoded >= self.text.len() {
            return (decoded == self.text.len()).then_some(self.end);
        }
        let behind = self.runs.partition_point(|run| run.decoded <= decoded);
        let run = self.runs.get(behind.checked_sub(1)?)?;
        match run.alike {
            true => Some(run.source + decoded - run.decoded),
            false => (decoded == run.decoded).then_some(run.source),
        }
    }

    /// The text that is written there.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where in the decoded text an offset of the file stands; none between what is written for two letters.
    pub(super) fn decoded(&self, source: usize) -> Option<usize> {
        if source == self.end {
            return Some(self.text.len());
        }
        let behind = self.runs.partition_point(|run| run.source <= source);
        let run = self.runs.get(behind.checked_sub(1)?)?;
        let next = self
            .runs
            .get(behind)
            .map_or(self.text.len(), |run| run.decoded);
        let at = run.decoded + (source - run.source);
        match run.alike {
            true => (at <= next).then_some(at),
            false => (source == run.source).then_some(run.decoded),
        }
    }

    /// A text as it is written in place of a range.
    fn written(&self, shape: &Shape, range: &Range<usize>, insert: &str) -> Option<String> {
        match shape {
            Shape::Double => {
                let mut out = String::new();
                escaped(insert, &mut out);
                Some(out)
            }
            Shape::Block(block) if !block.folded => Some(self.lined(range, insert, block.indent)),
            _ if insert.contains('\n') => None,
            Shape::Single => Some(insert.replace('\'', "''")),
            _ => Some(insert.to_owned()),
        }
    }

    /// A text with the indentation of a block.
    fn lined(&self, range: &Range<usize>, insert: &str, column: usize) -> String {
        let spaces = " ".repeat(column);
        let start = self.lines.start(range.start);
        let rest = &self.lines.0[range.end..];
        let ends = rest.is_empty() || rest.starts_with(['\n', '\r']);
        // A blank line may have fewer spaces than the others.
        let lacks = column.saturating_sub(range.start - start);
        let mut out = String::new();
        let lines: Vec<&str> = insert.split('\n').collect();
        for (index, line) in lines.iter().enumerate() {
            let filled = !line.is_empty() || index + 1 == lines.len() && !ends;
            if index > 0 {
                out.push_str(self.lines.line_break(range.start));
            }
            match index {
                0 if filled => out.push_str(&spaces[..lacks]),
                _ if filled => out.push_str(&spaces),
                _ => {}
            }
            out.push_str(line);
        }
        out
    }
}
