//! What a text says, apart from how it is written: held against what it should say after an edit.

use super::{
    super::tree::{Node, Style, Value},
    Edit, Step, Wanted,
    faults::Fault,
    render::{is_like_value, is_null},
};

/// A value as a reader takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// The characters, and whether they may mean a number, true, false or nothing.
    Scalar(String, bool),
    /// A text that may be read either way.
    Any(String),
    List(Vec<Said>),
    Map(Vec<(String, Said)>),
}

impl Said {
    /// What a tree says.
    pub(super) fn of(node: &Node) -> Self {
        match &node.value {
            Value::Scalar(text, style) => {
                let plain = matches!(style, Style::Plain | Style::Number);
                let text = match style {
                    // A file that does not end its last line does not end that of a block.
                    Style::Literal | Style::Folded => text.trim_end_matches('\n'),
                    _ => text,
                };
                match plain && is_null(text) {
                    true => Self::Scalar(String::new(), true),
                    false => Self::Scalar(text.to_owned(), plain),
                }
            }
            Value::Seq(items) => Self::List(items.iter().map(|item| Self::of(item)).collect()),
            Value::Map(entries) => {
                let entries = entries.iter();
                Self::Map(
                    entries
                        .map(|e| (e.key.clone(), Self::of(&e.value)))
                        .collect(),
                )
            }
        }
    }

    /// What a value would say.
    fn wanted(value: &Wanted, quoted: bool) -> Self {
        match value {
            Wanted::Null => Self::Scalar(String::new(), true),
            Wanted::Bool(truth) => Self::Scalar(truth.to_string(), true),
            Wanted::Number(digits) => Self::Scalar(digits.clone(), true),
            Wanted::Text(text) => {
                let text = text.trim_end_matches('\n').to_owned();
                match is_null(&text) || quoted && is_like_value(&text) {
                    true => Self::Scalar(text, false),
                    false => Self::Any(text),
                }
            }
            Wanted::List(items) => Self::List(
                items
                    .iter()
                    .map(|item| Self::wanted(item, quoted))
                    .collect(),
            ),
            Wanted::Map(entries) => {
                let entries = entries.iter();
                Self::Map(
                    entries
                        .map(|(key, value)| (key.clone(), Self::wanted(value, quoted)))
                        .collect(),
                )
            }
        }
    }

    /// Tells whether a text that was read says this.
    pub(super) fn is(&self, read: &Self) -> bool {
        match (self, read) {
            (Self::Any(text), Self::Scalar(other, _)) => text == other.trim_end_matches('\n'),
            (Self::List(items), Self::List(others)) => {
                items.len() == others.len() && items.iter().zip(others).all(|(a, b)| a.is(b))
            }
            (Self::Map(entries), Self::Map(others)) => {
                let alike = |((key, a), (other, b)): (&(String, Self), &(String, Self))| {
                    key == other && a.is(b)
                };
                entries.len() == others.len() && entries.iter().zip(others).all(alike)
            }
            _ => self == read,
        }
    }

    /// Tells whether it holds nothing.
    pub(super) fn is_nothing(&self) -> bool {
        match self {
            Self::Scalar(text, plain) => *plain && text.is_empty(),
            Self::Any(_) => false,
            Self::List(items) => items.is_empty(),
            Self::Map(entries) => entries.is_empty(),
        }
    }

    fn member(&mut self, step: &Step) -> Option<&mut Self> {
        match (self, step) {
            (Self::List(items), Step::Index(index)) => items.get_mut(*index),
            (Self::Map(entries), Step::Key(key)) => {
                let mut found = entries.iter_mut().filter(|(other, _)| other == key);
                found.next().map(|(_, value)| value)
            }
            _ => None,
        }
    }

    fn at(&mut self, path: &[Step]) -> Option<&mut Self> {
        path.iter().try_fold(self, |here, step| here.member(step))
    }

    /// Makes an edit; `index` is where a new entry comes among the others.
    pub(super) fn make(&mut self, edit: &Edit, index: Option<usize>) -> Result<(), Fault> {
        match edit {
            Edit::Set {
                path,
                value,
                quoted,
            } => self.set(path, Self::wanted(value, *quoted), index),
            Edit::Lines { path, text } => {
                let text = Wanted::Text(text.clone());
                self.set(path, Self::wanted(&text, false), index)
            }
            Edit::Insert {
                path,
                index,
                value,
                quoted,
            } => {
                let list = self.at(path).ok_or(Fault::Nowhere)?;
                if !matches!(list, Self::List(_)) && list.is_blank() {
                    *list = Self::List(Vec::new());
                }
                match list {
                    Self::List(items) if *index <= items.len() => {
                        items.insert(*index, Self::wanted(value, *quoted));
                        Ok(())
                    }
                    _ => Err(Fault::Nowhere),
                }
            }
            Edit::Remove { path } => {
                let (last, holder) = path.split_last().ok_or(Fault::Nowhere)?;
                match (self.at(holder), last) {
                    (Some(Self::List(items)), Step::Index(index)) if *index < items.len() => {
                        items.remove(*index);
                    }
                    (Some(Self::Map(entries)), Step::Key(key)) => {
                        let index = entries.iter().position(|(other, _)| other == key);
                        entries.remove(index.ok_or(Fault::Nowhere)?);
                    }
                    _ => return Err(Fault::Nowhere),
                }
                Ok(())
            }
            Edit::Move { path, from, to } => match self.at(path).ok_or(Fault::Nowhere)? {
                Self::List(items) => moved(items, *from, *to),
                Self::Map(entries) => moved(entries, *from, *to),
                _ => Err(Fault::Nowhere),
            },
            Edit::Text { path, changes } => match self.at(path).ok_or(Fault::Nowhere)? {
                Self::Scalar(text, _) => {
                    let new = sliced(text, changes).ok_or(Fault::Nowhere)?;
                    let text = Wanted::Text(new);
                    *self.at(path).ok_or(Fault::Nowhere)? = Self::wanted(&text, false);
                    Ok(())
                }
                _ => Err(Fault::Nowhere),
            },
        }
    }

    /// An empty text stands for a list or map that is to come.
    fn is_blank(&self) -> bool {
        match self {
            Self::Scalar(text, _) | Self::Any(text) => text.trim().is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Map(entries) => entries.is_empty(),
        }
    }

    fn set(&mut self, path: &[Step], value: Self, index: Option<usize>) -> Result<(), Fault> {
        let mut here = self;
        for (depth, step) in path.iter().enumerate() {
            if here.member(step).is_some() {
                here = here.member(step).ok_or(Fault::Nowhere)?;
                continue;
            }
            let rest = path[depth + 1..].iter().rev();
            let value = rest.fold(value, |value, step| match step {
                Step::Key(key) => Self::Map(vec![(key.clone(), value)]),
                Step::Index(_) => Self::List(vec![value]),
            });
            match (here, step) {
                (Self::Map(entries), Step::Key(key)) => {
                    let index = index.unwrap_or(entries.len()).min(entries.len());
                    entries.insert(index, (key.clone(), value));
                }
                (Self::List(items), Step::Index(index)) if *index == items.len() => {
                    items.push(value)
                }
                (here, Step::Key(key)) if here.is_blank() => {
                    *here = Self::Map(vec![(key.clone(), value)]);
                }
                (here, Step::Index(0)) if here.is_blank() => *here = Self::List(vec![value]),
                _ => return Err(Fault::Nowhere),
            }
            return Ok(());
        }
        *here = value;
        Ok(())
    }
}

fn moved<T>(items: &mut Vec<T>, from: usize, to: usize) -> Result<(), Fault> {
    if from >= items.len() || to >= items.len() {
        return Err(Fault::Nowhere);
    }
    let item = items.remove(from);
    items.insert(to, item);
    Ok(())
}

/// A text with slices of it changed; what lies behind its last letter are ends of lines.
pub(super) fn sliced(text: &str, slices: &[super::Slice]) -> Option<String> {
    let mut out = String::new();
    let mut done = 0;
    for slice in within(text, slices)? {
        out.push_str(text.get(done..slice.from)?);
        out.push_str(&slice.insert);
        done = slice.to;
    }
    out.push_str(text.get(done..)?);
    Some(out)
}

/// Slices that lie in a text without the ends of lines behind it.
pub(super) fn within(text: &str, slices: &[super::Slice]) -> Option<Vec<super::Slice>> {
    let length = text.trim_end_matches('\n').len();
    let mut done = 0;
    let mut out = Vec::with_capacity(slices.len());
    for slice in slices {
        let ordered = done <= slice.from && slice.from <= slice.to;
        if !ordered
            || text
                .get(slice.from.min(length)..slice.to.min(length))
                .is_none()
        {
            return None;
        }
        done = slice.to;
        let lacks = "\n".repeat(slice.from.saturating_sub(length).min(2));
        out.push(super::Slice {
            from: slice.from.min(length),
            to: slice.to.min(length),
            insert: format!(
                "{lacks}{}",
                slice.insert.replace("\r\n", "\n").replace('\r', "\n")
            ),
        });
    }
    Some(out)
}

/// Tells whether a node says a value already.
pub(super) fn is(node: &Node, wanted: &Wanted, quoted: bool) -> bool {
    Said::wanted(wanted, quoted).is(&Said::of(node))
}

/// Tells whether a number of JSON may be written over by another.
pub(super) fn stays_number(node: &Node, text: &str) -> bool {
    let is_number = |text: &str| {
        let bare = !text.contains(char::is_whitespace);
        bare && serde_json::from_str::<serde_json::Number>(text).is_ok()
    };
    matches!(&node.value, Value::Scalar(old, Style::Plain | Style::Number) if is_number(old))
        && is_number(text)
}

/// A value without what no document holds: ends of lines are `\n`, marks of byte order go.
pub(super) fn clean(value: &Wanted) -> Wanted {
    match value {
        Wanted::Text(text) => Wanted::Text(clean_text(text)),
        Wanted::List(items) => Wanted::List(items.iter().map(clean).collect()),
        Wanted::Map(entries) => {
            let entries = entries
                .iter()
                .map(|(key, value)| (key.clone(), clean(value)));
            Wanted::Map(entries.collect())
        }
        other => other.clone(),
    }
}

/// [`clean`] for a text.
pub(super) fn clean_text(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.replace('\u{feff}', "")
}
