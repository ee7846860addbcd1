//! What is typed into a field as edits of the file, whatever way the file writes the entry in.

use super::{
    Members, Widget,
    described::{Described, FieldSpec},
    read,
};
use crate::{
    content::Kind,
    diagnostic::{Source, Utf16},
    yaml::{
        edit::{Edit, Slice, Step, Wanted},
        tree::{Node, Style, Value},
    },
};
use std::sync::Arc;

/// A text that edits are typed into.
pub(super) struct Typed<'a> {
    pub(super) source: &'a Arc<Source>,
    pub(super) root: Option<&'a Arc<Node>>,
    pub(super) described: &'a Described,
    pub(super) kind: Option<&'a Kind>,
}

impl Typed<'_> {
    /// The edit of the file that an edit of a field is; none where the path is no field's and the edit is made as it is.
    pub(super) fn edit(&self, edit: &Edit) -> Edit {
        let path = match edit {
            Edit::Set { path, .. }
            | Edit::Insert { path, .. }
            | Edit::Remove { path }
            | Edit::Move { path, .. }
            | Edit::Lines { path, .. }
            | Edit::Text { path, .. } => path,
        };
        let field = self.described.field(self.kind, path);
        let made = field
            .and_then(|(field, depth)| self.of_field(edit, &field, &path[..depth], &path[depth..]));
        made.unwrap_or_else(|| match edit {
            Edit::Text { path, changes } => {
                self.slices(path, changes).unwrap_or_else(|| edit.clone())
            }
            _ => edit.clone(),
        })
    }

    fn at(&self, path: &[Step]) -> Option<&Arc<Node>> {
        path.iter()
            .try_fold(self.root?, |here, step| match (&here.value, step) {
                (Value::Seq(items), Step::Index(index)) => items.get(*index),
                (Value::Map(all), Step::Key(key)) => {
                    let mut found = all.iter().filter(|entry| entry.key == *key);
                    found.next().map(|entry| &entry.value)
                }
                _ => None,
            })
    }

    /// The edit of a field at a path; `rest` leads on inside of it.
    fn of_field(
        &self,
        edit: &Edit,
        field: &FieldSpec,
        path: &[Step],
        rest: &[Step],
    ) -> Option<Edit> {
        let node = self.at(path);
        match (field.widget, rest) {
            (Widget::Text | Widget::Markdown, []) => self.text(edit, field.widget, path, node),
            (Widget::List | Widget::Recipients, _) => self.list(edit, path, rest, node?),
            (Widget::Signatories | Widget::Group, _) if field.members == Some(Members::List) => {
                self.list(edit, path, rest, node?)
            }
            (Widget::Group, _) => None,
            _ => self.column(edit, path),
        }
    }

    /// A text of lines, or Markdown.
    fn text(
        &self,
        edit: &Edit,
        widget: Widget,
        path: &[Step],
        node: Option<&Arc<Node>>,
    ) -> Option<Edit> {
        let shown = node.map(|node| match widget {
            Widget::Markdown => read::markdown(self.source, node),
            _ => read::lines(node).join("\n"),
        });
        let shown = shown.unwrap_or_default();
        let (new, slices) = match edit {
            Edit::Set {
                value: Wanted::Text(text),
                ..
            } => (text.clone(), None),
            Edit::Text { changes, .. } => {
                let slices = in_bytes(&shown, changes)?;
                (sliced(&shown, &slices)?, Some(slices))
            }
            _ => return None,
        };
        let path = path.to_vec();
        let set = |value: Wanted| Edit::Set {
            path: path.clone(),
            value,
            quoted: false,
        };
        let is_list = node.is_some_and(|node| matches!(node.value, Value::Seq(_)));
        if is_list {
            let lines = new.lines().map(|line| Wanted::Text(line.to_owned()));
            return Some(set(Wanted::List(lines.collect())));
        }
        if widget == Widget::Text {
            let as_shown = node.is_some_and(|node| read::raw(node) == shown);
            return Some(match slices.filter(|_| as_shown) {
                Some(changes) => Edit::Text { path, changes },
                None => set(Wanted::Text(new)),
            });
        }
        let as_written = node.is_some_and(|node| read::is_as_written(self.source, node));
        let is_block =
            node.is_some_and(|node| matches!(node.value, Value::Scalar(_, Style::Literal)));
        Some(match (slices, node) {
            (Some(changes), Some(_)) if as_written && is_block => Edit::Text { path, changes },
            (_, Some(node)) if as_written && !node.is_blank() && !new.contains('\n') => {
                set(Wanted::Text(new))
            }
            _ => Edit::Lines { path, text: new },
        })
    }

    /// A list that the file may write as a line, as lines, or as its only member.
    fn list(&self, edit: &Edit, path: &[Step], rest: &[Step], node: &Node) -> Option<Edit> {
        if matches!(node.value, Value::Seq(_)) || node.is_blank() {
            return None;
        }
        let mut items: Vec<Wanted> = match &node.value {
            Value::Scalar(..) => read::lines(node).into_iter().map(Wanted::Text).collect(),
            _ => vec![wanted(node)],
        };
        match (edit, rest) {
            (Edit::Insert { index, value, .. }, []) if *index <= items.len() => {
                items.insert(*index, value.clone())
            }
            (Edit::Move { from, to, .. }, []) if *from < items.len() && *to < items.len() => {
                let item = items.remove(*from);
                items.insert(*to, item);
            }
            (Edit::Remove { .. }, [Step::Index(index)]) if *index < items.len() => {
                items.remove(*index);
            }
            (Edit::Set { value, .. }, [Step::Index(index)]) if *index <= items.len() => {
                items.splice(*index..items.len().min(index + 1), [value.clone()]);
            }
            (Edit::Text { changes, .. }, [Step::Index(index)]) => {
                let Some(Wanted::Text(line)) = items.get_mut(*index) else {
                    return None;
                };
                let slices = in_bytes(line, changes)?;
                *line = sliced(line, &slices)?;
            }
            _ => return None,
        }
        // A line that stays alone stays a line.
        let value = match (items.as_slice(), &node.value) {
            ([Wanted::Text(only)], Value::Scalar(..)) => Wanted::Text(only.clone()),
            _ => Wanted::List(items),
        };
        Some(Edit::Set {
            path: path.to_vec(),
            value,
            quoted: false,
        })
    }

    /// An entry of a column that the file declares by its kind alone: `ten-cot: so`.
    fn column(&self, edit: &Edit, path: &[Step]) -> Option<Edit> {
        let (Step::Key(name), holder) = path.split_last()? else {
            return None;
        };
        let node = self.at(holder).filter(|_| !holder.is_empty())?;
        let (Value::Scalar(..), false) = (&node.value, node.is_blank()) else {
            return None;
        };
        let kind = (super::COLUMN_KIND.to_owned(), wanted(node));
        let value = match edit {
            Edit::Set { value, .. } if name == super::COLUMN_KIND => value.clone(),
            Edit::Set { value, .. } => Wanted::Map(vec![(name.clone(), value.clone()), kind]),
            _ => return None,
        };
        Some(Edit::Set {
            path: holder.to_vec(),
            value,
            quoted: false,
        })
    }

    /// Slices that count bytes.
    fn slices(&self, path: &[Step], changes: &[Slice]) -> Option<Edit> {
        let shown = read::raw(self.at(path)?);
        let changes = in_bytes(shown, changes)?;
        Some(Edit::Text {
            path: path.to_vec(),
            changes,
        })
    }
}

fn in_bytes(text: &str, slices: &[Slice]) -> Option<Vec<Slice>> {
    let offsets = Utf16::of(text);
    let slices = slices.iter().map(|slice| {
        Some(Slice {
            from: offsets.byte(slice.from)?,
            to: offsets.byte(slice.to)?,
            insert: slice.insert.clone(),
        })
    });
    slices.collect()
}

fn sliced(text: &str, slices: &[Slice]) -> Option<String> {
    let mut out = String::new();
    let mut done = 0;
    for slice in slices {
        out.push_str(text.get(done..slice.from)?);
        out.push_str(&slice.insert);
        done = slice.to.max(slice.from);
    }
    out.push_str(text.get(done..)?);
    Some(out)
}

/// What a node says, to be written elsewhere.
fn wanted(node: &Node) -> Wanted {
    match &node.value {
        Value::Scalar(..) if node.is_null() => Wanted::Null,
        Value::Scalar(text, _) => Wanted::Text(text.clone()),
        Value::Seq(items) => Wanted::List(items.iter().map(|item| wanted(item)).collect()),
        Value::Map(all) => Wanted::Map(
            all.iter()
                .map(|e| (e.key.clone(), wanted(&e.value)))
                .collect(),
        ),
    }
}
