//! The digest of all that a document is made of: the files that were read, and the row of a batch.

use super::Row;
use crate::{
    diagnostic::Source,
    figures::{Figure, Figures, bare},
    fingerprint::{Fingerprint, Fingerprinter},
};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A digest of the files that a document is made of, to which the row of a batch may be added.
#[derive(Clone)]
pub(super) struct SourcePrint {
    print: Fingerprinter,
    /// Whether a text names the number of its row, so that it counts, too.
    counts: bool,
}

impl SourcePrint {
    /// The digest of some files. Their names and places do not count, nor whether letters are
    /// composed.
    pub(super) fn of<'a>(sources: impl IntoIterator<Item = &'a Source>) -> Self {
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

    /// The digest of the files and a row.
    pub(super) fn with_row(&self, row: Option<&Row>) -> Fingerprint {
        let Self { mut print, counts } = self.clone();
        if let Some(row) = row {
            let Row {
                name,
                number,
                figures: Figures(figure),
            } = row;
            print.add(name.as_bytes());
            add_figure(&mut print, figure);
            if counts {
                print.add(&number.to_be_bytes());
            }
        }
        print.finish()
    }
}

/// Adds a figure: its kind, its value, and what is printed of it.
fn add_figure(print: &mut Fingerprinter, figure: &Figure) {
    match figure {
        Figure::Number { value, shown } => {
            print.add(b"number").add(value.to_string().as_bytes());
            // What is printed bare counts where the number does not tell it.
            match *shown == bare(*value) {
                true => print,
                false => print.add(shown.as_bytes()),
            }
        }
        Figure::Text(text) => print.add(b"text").add(text.as_bytes()),
        Figure::Bool(value) => print.add(b"bool").add(&[u8::from(*value)]),
        Figure::Blank => print.add(b"blank"),
        Figure::List(items) => {
            print.add(b"list").add(&items.len().to_be_bytes());
            items.iter().for_each(|(item, _)| add_figure(print, item));
            print
        }
        Figure::Map(entries) => {
            print.add(b"map").add(&entries.len().to_be_bytes());
            for (key, value, _) in entries {
                print.add(key.as_bytes());
                add_figure(print, value);
            }
            print
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

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
            add_figure(
                &mut print,
                &Figure::Number {
                    value: value.into(),
                    shown: shown.to_owned(),
                },
            );
            print.finish()
        };
        assert_ne!(of(1674, "1.674"), of(1674, "1674"));
        assert_ne!(of(97, "97%"), of(97, "97"));
        assert_ne!(of(97, "97"), of(98, "98"));
    }
}
