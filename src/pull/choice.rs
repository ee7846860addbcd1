//! Whose words are taken where both the person and the YAML changed the same paragraph.

use std::{collections::BTreeMap, str::FromStr};

/// One of the two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Word,
    Yaml,
}

/// What was chosen. Conflicts have numbers from 1, in the order of the document: the same two sides give the same ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Chosen {
    /// Nothing yet: the YAML stays, and who asks is told.
    #[default]
    Nothing,
    All(Side),
    Each(BTreeMap<usize, Side>),
}

impl Chosen {
    /// The side of the conflict of a number.
    pub(crate) fn side(&self, number: usize) -> Option<Side> {
        match self {
            Self::Nothing => None,
            Self::All(side) => Some(*side),
            Self::Each(sides) => sides.get(&number).copied(),
        }
    }
}

impl FromStr for Side {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "word" => Ok(Self::Word),
            "yaml" => Ok(Self::Yaml),
            _ => Err(format!("“{text}” không phải word hay yaml")),
        }
    }
}

/// `word`, `yaml`, or `1=word,2=yaml`.
impl FromStr for Chosen {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if !text.contains('=') {
            return text.parse().map(Self::All);
        }
        let each = text.split(',').map(|one| {
            let (number, side) = one.split_once('=').ok_or_else(|| one.to_owned())?;
            let number = number.trim().parse().map_err(|_| number.to_owned())?;
            Ok((number, side.trim().parse()?))
        });
        each.collect::<Result<_, String>>().map(Self::Each)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_are_chosen_for_all_or_by_number() {
        let chosen = |text: &str| text.parse::<Chosen>();
        assert_eq!(chosen("word"), Ok(Chosen::All(Side::Word)));
        let each = chosen("1=word, 3=yaml").unwrap_or_default();
        let sides = [1, 2, 3].map(|number| each.side(number));
        assert_eq!(sides, [Some(Side::Word), None, Some(Side::Yaml)]);
        for wrong in [
            "",
            "Word",
            "1",
            "1=",
            "=word",
            "1=word,",
            "-1=word",
            "1=word;2=yaml",
        ] {
            assert!(chosen(wrong).is_err(), "{wrong}");
        }
    }
}
