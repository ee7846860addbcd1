//! From a place in a YAML text to the value that is written there: the way back from what a document printed.

use super::{
    Step,
    letters::Letters,
    lines::Lines,
    parsed,
    spots::{self, Spot},
};
use crate::{diagnostic::Result, yaml::names::Names};
use std::{collections::HashMap, ops::Range};

/// A text whose values are looked for by their places.
pub(crate) struct Written<'t> {
    text: &'t str,
    root: Option<Spot>,
    /// The letters of scalars that were found before, by where they begin.
    letters: HashMap<usize, Option<Letters<'t>>>,
}

/// A scalar that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// The path that leads to it.
    pub(crate) path: Vec<Step>,
    /// Its decoded text.
    pub(crate) text: String,
    /// The place that was looked for, in the decoded text; none where it cannot be told.
    pub(crate) range: Option<Range<usize>>,
    /// It is an item of a list.
    pub(crate) is_item: bool,
}

impl<'t> Written<'t> {
    /// Reads a text, which has no byte order mark.
    ///
    /// # Errors
    /// The text is no YAML.
    pub(crate) fn new(text: &'t str, names: &Names) -> Result<Self> {
        let (_, root) = parsed(text, names)?;
        Ok(Self {
            text,
            root: root.and_then(|root| spots::of(text, &root)),
            letters: HashMap::new(),
        })
    }

    /// The scalar in which a range of bytes stands; none where there is none, or where an alias stands for it, too.
    pub(crate) fn at(&mut self, range: &Range<usize>) -> Option<Found> {
        let mut spot = self.root.as_ref()?;
        let (mut path, mut is_item) = (Vec::new(), false);
        while let Some(members) = spot.members() {
            is_item = spot.is_list();
            let behind = members.partition_point(|member| member.head <= range.start);
            let index = behind.checked_sub(1)?;
            let member = &members[index];
            path.push(match &member.key {
                Some(key) => Step::Key(key.clone()),
                None => Step::Index(index),
            });
            spot = &member.spot;
        }
        if spot.shared || range.start < spot.value || range.end > spot.end {
            return None;
        }
        let lines = Lines(self.text);
        let letters = self.letters.entry(spot.value);
        let letters = letters.or_insert_with(|| Letters::of(lines, spot));
        let (text, range) = match letters {
            Some(letters) => {
                let from = letters.decoded(range.start);
                let to = letters.decoded(range.end);
                let range = from.zip(to).filter(|(from, to)| from <= to);
                (letters.text().to_owned(), range.map(|(from, to)| from..to))
            }
            None => (spot.node.scalars().concat(), None),
        };
        Some(Found {
            path,
            text,
            range,
            is_item,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_letter_is_found_where_it_is_written() {
        let text = "a: một\nb:\n  - \"hai \\\"ba\\\"\"\n  - bốn # chú\nc: |\n  năm\n  sáu\n\n  bảy\nd: {e: 'tám ''chín'''}\n";
        let names = Names::default();
        let mut written = Written::new(text, &names).unwrap_or_else(|e| panic!("{e:?}"));
        for (word, path, is_item) in [
            ("một", "[Key(\"a\")]", false),
            ("hai", "[Key(\"b\"), Index(0)]", true),
            ("ba", "[Key(\"b\"), Index(0)]", true),
            ("bốn", "[Key(\"b\"), Index(1)]", true),
            ("sáu", "[Key(\"c\")]", false),
            ("bảy", "[Key(\"c\")]", false),
            ("chín", "[Key(\"d\"), Key(\"e\")]", false),
        ] {
            let at = text.find(word).unwrap_or_else(|| panic!("{word}"));
            let found = written
                .at(&(at..at + word.len()))
                .unwrap_or_else(|| panic!("{word}"));
            assert_eq!(format!("{:?}", found.path), path);
            assert_eq!(found.is_item, is_item, "{word}");
            let range = found.range.unwrap_or_else(|| panic!("{word}"));
            assert_eq!(&found.text[range], word);
        }
        let comment = text.find("chú").unwrap_or_default();
        assert_eq!(written.at(&(comment..comment + 2)), None);
    }
}
