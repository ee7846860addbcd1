//! Fingerprints: whether two documents come from the same input, without asking a clock.

use crate::{
    content::Row,
    diagnostic::Source,
    figures::{Figure, Figures, bare},
};
use sha2::{Digest, Sha256};
use std::{fmt, str::FromStr};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A SHA-256 digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The digest of bytes as they are.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Enough of it to tell some millions apart.
    pub(crate) fn short(self) -> u64 {
        let [a, b, c, d, e, f, g, h, ..] = self.0;
        u64::from_be_bytes([a, b, c, d, e, f, g, h])
    }
}

/// Of the files that documents are made of, before a row of a batch is added.
#[derive(Clone)]
pub struct SourcePrint {
    print: Fingerprinter,
    /// A text names the number of its row.
    counts: bool,
}

impl SourcePrint {
    /// Names and places of the files do not count, nor whether letters are composed.
    pub fn of<'a>(sources: impl IntoIterator<Item = &'a Source>) -> Self {
        let mut print = Fingerprinter::default();
        let mut counts = false;
        for source in sources {
            let text = &source.text;
            counts |= text.contains(Row::NUMBER);
            match is_nfc(text) {
                true => print.add(text.as_bytes()),
                false => print.add(text.nfc().collect::<String>().as_bytes()),
            };
        }
        Self { print, counts }
    }

    /// Of the files and a row.
    pub fn with_row(&self, row: Option<&Row>) -> Fingerprint {
        let Self { mut print, counts } = self.clone();
        if let Some(row) = row {
            let Row {
                name,
                number,
                figures: Figures(figure),
            } = row;
            print.add(name.as_bytes());
            print.figure(figure);
            if counts {
                print.add(&number.to_be_bytes());
            }
        }
        print.finish()
    }
}

/// Takes a fingerprint of several parts; where one ends and the next begins counts.
#[derive(Clone, Default)]
pub struct Fingerprinter(Sha256);

impl Fingerprinter {
    /// Adds a part.
    pub fn add(&mut self, part: &[u8]) -> &mut Self {
        self.0.update((part.len() as u64).to_be_bytes());
        self.0.update(part);
        self
    }

    /// The fingerprint of all parts.
    pub fn finish(self) -> Fingerprint {
        Fingerprint(self.0.finalize().into())
    }

    fn figure(&mut self, figure: &Figure) {
        match figure {
            Figure::Number { value, shown } => {
                self.add(b"number").add(value.to_string().as_bytes());
                // What is printed bare counts where the number does not tell it.
                match *shown == bare(*value) {
                    true => self,
                    false => self.add(shown.as_bytes()),
                }
            }
            Figure::Text(text) => self.add(b"text").add(text.as_bytes()),
            Figure::Bool(value) => self.add(b"bool").add(&[u8::from(*value)]),
            Figure::Blank => self.add(b"blank"),
            Figure::List(items) => {
                self.add(b"list").add(&items.len().to_be_bytes());
                items.iter().for_each(|(item, _)| self.figure(item));
                self
            }
            Figure::Map(entries) => {
                self.add(b"map").add(&entries.len().to_be_bytes());
                for (key, value, _) in entries {
                    self.add(key.as_bytes());
                    self.figure(value);
                }
                self
            }
        };
    }
}

/// 64 hexadecimal digits.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Fingerprint {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut bytes = [0; 32];
        let pairs = text.as_bytes().chunks_exact(2);
        if text.len() != 64 || !pairs.remainder().is_empty() {
            return Err(());
        }
        for (byte, pair) in bytes.iter_mut().zip(pairs) {
            let digit = |c: u8| char::from(c).to_digit(16).ok_or(());
            *byte = u8::try_from(digit(pair[0])? * 16 + digit(pair[1])?).map_err(|_| ())?;
        }
        Ok(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        let print = Fingerprint::of(b"abc");
        assert!(print.to_string().starts_with("ba7816bf"));
        assert_eq!(print.to_string().parse(), Ok(print));
        assert_eq!("ba78".parse::<Fingerprint>(), Err(()));
        assert_eq!("x".repeat(64).parse::<Fingerprint>(), Err(()));
    }

    #[test]
    fn the_end_of_a_part_counts() {
        let of = |parts: [&str; 2]| {
            let sources = parts.map(|text| Source::new("a", text));
            SourcePrint::of(sources.iter().map(|s| &**s)).with_row(None)
        };
        assert_ne!(of(["ab", "c"]), of(["a", "bc"]));
        assert_eq!(of(["ab", "c"]), of(["ab", "c"]));
    }

    #[test]
    fn what_a_cell_shows_counts() {
        let of = |value: i64, shown: &str| {
            let mut print = Fingerprinter::default();
            print.figure(&Figure::Number {
                value: value.into(),
                shown: shown.to_owned(),
            });
            print.finish()
        };
        assert_ne!(of(1674, "1.674"), of(1674, "1674"));
        assert_ne!(of(97, "97%"), of(97, "97"));
        assert_ne!(of(97, "97"), of(98, "98"));
    }
}
