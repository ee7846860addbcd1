//! Lines and blanks of a YAML text.

/// A text by its lines.
#[derive(Clone, Copy)]
pub(super) struct Lines<'t>(pub(super) &'t str);

impl<'t> Lines<'t> {
    /// The start of the line of an offset.
    pub(super) fn start(self, at: usize) -> usize {
        self.0[..at].rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// The end of the line of an offset, before its line break.
    pub(super) fn end(self, at: usize) -> usize {
        let end = self.0[at..].find('\n').map_or(self.0.len(), |i| at + i);
        match end > at && self.0[..end].ends_with('\r') && end < self.0.len() {
            true => end - 1,
            false => end,
        }
    }

    /// The start of the line behind that of an offset; the end of the text where there is none.
    pub(super) fn next(self, at: usize) -> usize {
        let newline = self.0[at..].find('\n');
        newline.map_or(self.0.len(), |i| at + i + 1)
    }

    /// The column of an offset, in characters from 0.
    pub(super) fn column(self, at: usize) -> usize {
        self.0[self.start(at)..at].chars().count()
    }

    /// The line that begins at an offset, without its break.
    pub(super) fn at(self, start: usize) -> &'t str {
        &self.0[start..self.end(start)]
    }

    /// Tells whether nothing but blanks stands before an offset on its line.
    pub(super) fn begins(self, at: usize) -> bool {
        self.0[self.start(at)..at].trim().is_empty()
    }

    /// Behind spaces and tabs.
    pub(super) fn skip_blanks(self, at: usize) -> usize {
        let rest = &self.0[at..];
        at + rest.len() - rest.trim_start_matches([' ', '\t']).len()
    }

    /// Behind blanks, line breaks and comments.
    pub(super) fn skip(self, mut at: usize) -> usize {
        loop {
            let rest = &self.0[at..];
            at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
            let free = at == 0 || self.0[..at].ends_with([' ', '\t', '\n', '\r']);
            if !(free && self.0[at..].starts_with('#')) {
                return at;
            }
            at = self.end(at);
        }
    }

    /// The line break of the text at an offset: that of its line, else of the one above.
    pub(super) fn line_break(self, at: usize) -> &'static str {
        let near = self.0[at..].find('\n').map(|i| at + i);
        let near = near.or_else(|| self.0[..at].rfind('\n'));
        match near {
            Some(newline) if self.0[..newline].ends_with('\r') => "\r\n",
            _ => "\n",
        }
    }

    /// The byte that stands at an offset.
    pub(super) fn byte(self, at: usize) -> Option<u8> {
        self.0.as_bytes().get(at).copied()
    }
}

/// The spaces at the start of a line.
pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Tells whether a line is nothing but a comment.
pub(super) fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#')
}
