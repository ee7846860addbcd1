//! Bytes of a text to UTF-16 code units and back, for the browser.

/// Where both counts stand in a text, every so many bytes.
pub(crate) struct Offsets<'t> {
    text: &'t str,
    /// For each step: a byte at the start of a character, and its UTF-16 offset.
    marks: Vec<(usize, usize)>,
}

const STEP: usize = 256;

impl<'t> Offsets<'t> {
    /// Counts a text once.
    pub(crate) fn new(text: &'t str) -> Self {
        let mut marks = vec![(0, 0)];
        let (mut units, mut next) = (0, STEP);
        for (at, c) in text.char_indices() {
            if at >= next {
                marks.push((at, units));
                next = at + STEP;
            }
            units += c.len_utf16();
        }
        Self { text, marks }
    }

    /// The UTF-16 offset of a byte; of one inside a character, that of the character.
    pub(crate) fn units(&self, byte: usize) -> usize {
        let (from, units) = self.mark(|mark| mark.0 <= byte);
        let behind = self.text[from..].char_indices();
        let before = behind.take_while(|(at, c)| from + at + c.len_utf8() <= byte);
        units + before.map(|(_, c)| c.len_utf16()).sum::<usize>()
    }

    /// The byte of a UTF-16 offset; none where the text is shorter or the offset is inside a character.
    pub(crate) fn byte(&self, unit: usize) -> Option<usize> {
        let (from, mut units) = self.mark(|mark| mark.1 <= unit);
        for (at, c) in self.text[from..].char_indices() {
            if units >= unit {
                return (units == unit).then_some(from + at);
            }
            units += c.len_utf16();
        }
        (units == unit).then_some(self.text.len())
    }

    fn mark(&self, is_before: impl Fn(&(usize, usize)) -> bool) -> (usize, usize) {
        let behind = self.marks.partition_point(is_before);
        self.marks[behind.saturating_sub(1)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_go_over_into_each_other() {
        let text = "Điều 5 😀 – “a”\r\n".repeat(60);
        let offsets = Offsets::new(&text);
        let mut units = 0;
        for (at, c) in text.char_indices() {
            assert_eq!(offsets.units(at), units);
            assert_eq!(offsets.byte(units), Some(at));
            if c.len_utf16() == 2 {
                assert_eq!(offsets.byte(units + 1), None);
                assert_eq!(offsets.units(at + 1), units);
            }
            units += c.len_utf16();
        }
        assert_eq!(offsets.units(text.len()), units);
        assert_eq!(offsets.byte(units), Some(text.len()));
        assert_eq!(offsets.byte(units + 1), None);
        assert_eq!(Offsets::new("").byte(0), Some(0));
    }
}
