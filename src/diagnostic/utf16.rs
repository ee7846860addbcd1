//! Byte offsets of a text as offsets in UTF-16 code units, which is how pages in a browser count.

/// So many bytes lie between two places that are remembered.
const STEP: usize = 256;

/// A text with places remembered, so that each look-up goes over a few letters alone.
pub(crate) struct Utf16<'a> {
    text: &'a str,
    /// The code units before each byte that is a multiple of [`STEP`]; of a letter that begins before it, too.
    before: Vec<u32>,
}

impl<'a> Utf16<'a> {
    /// Goes over the text once.
    pub(crate) fn of(text: &'a str) -> Self {
        let mut before = Vec::with_capacity(text.len() / STEP + 1);
        let mut units = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at % STEP == 0 {
                before.push(units);
            }
            units += units_of(byte);
        }
        Self { text, before }
    }

    /// The code units before a byte of the text; behind its end, all of them.
    pub(crate) fn at(&self, byte: usize) -> u32 {
        let byte = byte.min(self.text.len());
        let known = byte / STEP;
        let (start, units) = match self.before.get(known) {
            Some(units) => (known * STEP, *units),
            // The end of a text whose length is a multiple of the step.
            None => match self.before.last() {
                Some(units) => ((self.before.len() - 1) * STEP, *units),
                None => (0, 0),
            },
        };
        let rest = &self.text.as_bytes()[start..byte];
        units + rest.iter().map(|&byte| units_of(byte)).sum::<u32>()
    }
}

/// How many code units a letter takes, told at its first byte.
fn units_of(byte: u8) -> u32 {
    match byte {
        0x80..=0xbf => 0,
        0xf0..=0xff => 2,
        _ => 1,
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
                expected += text[last..at].encode_utf16().count() as u32;
                last = at;
                prop_assert_eq!(units.at(at), expected);
            }
            prop_assert_eq!(units.at(text.len() + 9), expected);
        }
    }
}
