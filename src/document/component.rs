//! Components: what the markup calls a line or lines with a look and a place of their own.
//!
//! Which ones there are is data (`thanh_phan` in `templates/nd30.yaml`, and a template folder's own
//! entries beside it): the style reads them into a [`Components`] table, markup is read by it, and a
//! sheet carries it to the writers. Nothing in Rust names a single component.

use std::fmt;

/// The name of a component: that of its element in the markup. It is held in place, so that every
/// paragraph, line and tag can carry it, and is the same in two documents of different tables.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ComponentName([u8; ComponentName::LONGEST]);

impl ComponentName {
    /// The most letters of a name.
    pub const LONGEST: usize = 24;

    /// A name of small letters, digits and hyphens that begins with a letter; none for any other.
    pub fn new(name: &str) -> Option<Self> {
        let sign = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let begins = name.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
        if !begins || name.len() > Self::LONGEST || !name.bytes().all(sign) {
            return None;
        }
        let mut bytes = [0; Self::LONGEST];
        bytes[..name.len()].copy_from_slice(name.as_bytes());
        Some(Self(bytes))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        let end = self.0.iter().position(|&b| b == 0).unwrap_or(self.0.len());
        // `new` lets only ASCII in.
        std::str::from_utf8(&self.0[..end]).unwrap_or_default()
    }
}

impl fmt::Debug for ComponentName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl fmt::Display for ComponentName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// A component as far as its text goes; how it looks is the style's to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// Its element, and its identity.
    pub name: ComponentName,
    /// How its element is written and where it stands.
    pub form: Form,
    /// The name by which a reader of changes is told of it: `căn cứ`.
    pub called: String,
    /// Documents may have many of it, one like the other: changes tell them by number, and compare
    /// them by their words alone. What is not so is known by its place.
    pub counted: bool,
    /// In Word, Enter at its end begins another one.
    pub repeats: bool,
    /// It is the title of the text below it, or a part of that: a heading in Word and for those who
    /// do not see the page. Only [`Form::Lines`] can be one.
    pub title: bool,
}

/// How the element of a component is written and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// An element between the others, a line or paragraph of text.
    Lines {
        /// Adjacent elements are lines of one block.
        adjacent: bool,
    },
    /// An element with a `label` and an `<item>` a line.
    Labelled,
    /// An element within `<letterhead>`, a line of text.
    Letterhead(InLetterhead),
}

/// Where in the letterhead a component stands, and how its lines are broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InLetterhead {
    /// One of the four cells.
    pub cell: Cell,
    /// A letterhead without it is refused.
    pub needed: bool,
    /// There may be several lines of it.
    pub several: bool,
    /// The way in which a line breaks that is too long.
    pub breaks: Breaks,
}

/// A cell of the letterhead; they are read column after column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    /// No cell, but the top margin of the first page, above the right column (ô số 11).
    TopMargin,
    /// The issuing agency's.
    LeftTop,
    /// That of the document's number.
    LeftBottom,
    /// Quốc hiệu's.
    RightTop,
    /// That of place and date.
    RightBottom,
    /// No cell, but the foot of the first page (ô số 13).
    Foot,
}

impl Cell {
    /// Tells whether it stands outside the text of the page, where nothing can be noted at.
    pub fn is_margin(self) -> bool {
        matches!(self, Self::TopMargin | Self::Foot)
    }
}

/// The ways in which a line of the letterhead breaks that is too long for its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breaks {
    /// The column gives it room for a line if it can; else it is broken into even lines.
    Evenly,
    /// As [`Self::Evenly`], but it asks for no more room than its longest word needs.
    Freely,
    /// It is kept whole as long as the page can hold it, and then broken at its hyphens.
    AtHyphens,
    /// The date in it goes to a line of its own.
    BeforeDate,
}

/// All components, in the order of the data.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Components(Vec<Component>);

/// The markup's own elements between components; no component can be called so.
const OWN: [&str; 11] = [
    "letterhead",
    "heading",
    "p",
    "list",
    "table",
    "picture",
    "chart",
    "closing",
    "landscape",
    "appendix",
    "attached",
];

impl Components {
    /// Adds a component; gives its name back if the markup has such an element already.
    ///
    /// # Errors
    /// The name is taken.
    pub fn add(&mut self, component: Component) -> Result<(), ComponentName> {
        let name = component.name;
        if OWN.contains(&name.as_str()) || self.get(name).is_some() {
            return Err(name);
        }
        self.0.push(component);
        Ok(())
    }

    /// The component of a name.
    pub fn get(&self, name: ComponentName) -> Option<&Component> {
        self.0.iter().find(|component| component.name == name)
    }

    /// The component of an element.
    pub(super) fn element(&self, name: &str) -> Option<&Component> {
        self.get(ComponentName::new(name)?)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Component> {
        self.0.iter()
    }

    /// Those of the letterhead as they are read: column after column, downwards.
    pub fn letterhead(&self) -> Vec<(ComponentName, InLetterhead)> {
        let parts = self.0.iter().filter_map(|component| match component.form {
            Form::Letterhead(part) => Some((component.name, part)),
            Form::Lines { .. } | Form::Labelled => None,
        });
        let mut parts: Vec<_> = parts.collect();
        // Within a cell the order of the data stays.
        parts.sort_by_key(|(_, part)| part.cell);
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_elements() {
        let name = ComponentName::new("place-date").unwrap();
        assert_eq!(name.as_str(), "place-date");
        assert_eq!(
            ComponentName::new(&"a".repeat(24)).unwrap().as_str(),
            "a".repeat(24)
        );
        for wrong in ["", "A", "1a", "-a", "a b", "ấn", "a:b", &"a".repeat(25)] {
            assert_eq!(ComponentName::new(wrong), None, "{wrong}");
        }
    }
}
