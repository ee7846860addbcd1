//! Byte offsets of a text as offsets in UTF-16 code units and back: pages in a browser count so.

/// So many bytes lie between two places that are remembered.
const STEP: usize = 256;

/// A text with places remembered, so that each look-up goes over a few letters alone.
pub(crate) struct Utf16<'a> {
    text: &'a str,
    /// For each step: a byte at the start of a letter, and the code units before it.
    marks: Vec<(usize, usize)>,
}

impl<'a> Utf16<'a> {
    /// Goes over the text once.
    pub(crate) fn of(text: &'a str) -> Self {
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

    /// The code units before a byte; of one inside a letter, before the letter; behind the end, all of them.
    pub(crate) fn at(&self, byte: usize) -> usize {
        let (from, units) = self.mark(|mark| mark.0 <= byte);
        let behind = self.text[from..].char_indices();
        let before = behind.take_while(|(at, c)| from + at + c.len_utf8() <= byte);
        units + before.map(|(_, c)| c.len_utf16()).sum::<usize>()
    }

    /// The byte with so many code units before it; none where the text is shorter or it is inside a letter.
    #[cfg(feature = "serve")]
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
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_letter_is_counted_as_the_standard_library_counts(text in "[a-zđẾ😀\n]{0,700}") {
            let units = Utf16::of(&text);
            let letters = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            let mut expected = 0;
            let mut last = 0;
            for at in letters {
                expected += text[last..at].encode_utf16().count();
                last = at;
                prop_assert_eq!(units.at(at), expected);
            }
            prop_assert_eq!(units.at(text.len() + 9), expected);
        }
    }

    #[cfg(feature = "serve")]
    #[test]
    fn counts_go_over_into_each_other() {
        let text = "Điều 5 😀 – “a”\r\n".repeat(60);
        let counted = Utf16::of(&text);
        let mut units = 0;
        for (at, c) in text.char_indices() {
            assert_eq!(counted.at(at), units);
            assert_eq!(counted.byte(units), Some(at));
            if c.len_utf16() == 2 {
                assert_eq!(counted.byte(units + 1), None);
                assert_eq!(counted.at(at + 1), units);
            }
            units += c.len_utf16();
        }
        assert_eq!(counted.at(text.len()), units);
        assert_eq!(counted.byte(units), Some(text.len()));
        assert_eq!(counted.byte(units + 1), None);
        assert_eq!(Utf16::of("").byte(0), Some(0));
    }
}
