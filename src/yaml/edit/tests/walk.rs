//! Edits by chance on every sample and fixture: only what was to change has changed.

use super::*;
use std::collections::BTreeMap;

/// Numbers that look like chance, the same in each run.
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % bound.max(1)
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// A value without its style.
#[derive(Debug, Clone, PartialEq)]
enum Plain {
    Text(String),
    List(Vec<Plain>),
    Map(Vec<(String, Plain)>),
}

impl Plain {
    fn of(node: &Node) -> Self {
        match &node.value {
            Value::Scalar(..) if node.is_null() => Self::Text(String::new()),
            Value::Scalar(text, _) => Self::Text(text.trim_end_matches('\n').to_owned()),
            Value::Seq(items) => Self::List(items.iter().map(|item| Self::of(item)).collect()),
            Value::Map(all) => Self::Map(
                all.iter()
                    .map(|e| (e.key.clone(), Self::of(&e.value)))
                    .collect(),
            ),
        }
    }

    fn at(&mut self, path: &[Step]) -> &mut Self {
        path.iter().fold(self, |here, step| match (here, step) {
            (Self::List(items), Step::Index(index)) => &mut items[*index],
            (Self::Map(all), Step::Key(key)) => {
                &mut all.iter_mut().find(|(k, _)| k == key).unwrap().1
            }
            _ => panic!("no such path"),
        })
    }

    /// All paths, with what stands there: 0 for texts, else 1 more than the number of members.
    fn paths(&self, path: &mut Vec<Step>, out: &mut Vec<(Vec<Step>, usize)>) {
        match self {
            Self::Text(_) => out.push((path.clone(), 0)),
            Self::List(items) => {
                out.push((path.clone(), items.len() + 1));
                for (index, item) in items.iter().enumerate() {
                    path.push(Step::Index(index));
                    item.paths(path, out);
                    path.pop();
                }
            }
            Self::Map(all) => {
                out.push((path.clone(), all.len() + 1));
                for (key, value) in all {
                    path.push(Step::Key(key.clone()));
                    value.paths(path, out);
                    path.pop();
                }
            }
        }
    }
}

const TEXTS: [&str; 18] = [
    "một",
    "5",
    "1.674,5",
    "Về việc: họp # 1",
    "“a”, b",
    "- c",
    "* d",
    "",
    "a\nb",
    "# I\n\n- một\n  hai\n\n::: x\n",
    "  lùi\nvào",
    "'",
    "\"q\" \\ 'r'",
    "{{ x | tien }}",
    "null",
    "true",
    "[a]",
    "a\n\n\n  b \n",
];

fn counted(all: impl Iterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    all.for_each(|one| *counts.entry(one).or_default() += 1);
    counts
}

fn comments_of(source: &Source, root: &Node) -> BTreeMap<String, usize> {
    let all = comments::every(source, root).into_iter();
    counted(all.map(|range| source.text[range].to_owned()))
}

/// An edit by chance, and what it makes of the value.
fn chosen(chance: &mut Chance, value: &Plain) -> Option<(Edit, Plain)> {
    let mut paths = Vec::new();
    value.paths(&mut Vec::new(), &mut paths);
    let (path, members) = chance.of(&paths).clone();
    let text = (*chance.of(&TEXTS)).to_owned();
    let new = Plain::Text(text.trim_end_matches('\n').to_owned());
    let wanted = Wanted::Text(text.clone());
    let mut after = value.clone();
    let edit = match (chance.below(5), members) {
        (0 | 1, 0) if !path.is_empty() => {
            *after.at(&path) = new;
            Edit::Set {
                path,
                value: wanted,
                quoted: false,
            }
        }
        (2, 0) => {
            let Plain::Text(old) = after.at(&path) else {
                return None;
            };
            let mut cuts: Vec<usize> = old
                .char_indices()
                .map(|(at, _)| at)
                .chain([old.len()])
                .collect();
            let from = *chance.of(&cuts);
            cuts.retain(|at| (from..from + 20).contains(at));
            let to = *chance.of(&cuts);
            let insert = (*chance.of(&["", "x", "\n", "\n\n- y\n", "z: ", "ư", "\nb"])).to_owned();
            old.replace_range(from..to, &insert);
            let trimmed = old.trim_end_matches('\n').len();
            old.truncate(trimmed);
            Edit::Text {
                path,
                changes: vec![Slice { from, to, insert }],
            }
        }
        (3, _) if !path.is_empty() => {
            let (last, holder) = path.split_last()?;
            match (after.at(holder), last) {
                (Plain::List(items), Step::Index(index)) => {
                    items.remove(*index);
                }
                (Plain::Map(all), Step::Key(key)) => all.retain(|(other, _)| other != key),
                _ => return None,
            }
            Edit::Remove { path }
        }
        (0, 2..) => {
            let (from, to) = (chance.below(members - 1), chance.below(members - 1));
            match after.at(&path) {
                Plain::List(items) => {
                    let item = items.remove(from);
                    items.insert(to, item);
                }
                Plain::Map(all) => {
                    let entry = all.remove(from);
                    all.insert(to, entry);
                }
                Plain::Text(_) => return None,
            }
            Edit::Move { path, from, to }
        }
        (_, 1..) => match after.at(&path) {
            Plain::List(items) => {
                let index = chance.below(items.len() + 1);
                items.insert(index, new);
                Edit::Insert {
                    path,
                    index,
                    value: wanted,
                    quoted: false,
                }
            }
            Plain::Map(all) => {
                let mut path = path;
                path.push(Step::Key("mục mới".to_owned()));
                all.push(("mục mới".to_owned(), new));
                Edit::Set {
                    path,
                    value: wanted,
                    quoted: false,
                }
            }
            Plain::Text(_) => return None,
        },
        _ => return None,
    };
    Some((edit, after))
}

/// Makes edits by chance on a text: how many were made, and how many refused.
pub(super) fn walked(name: &str, text: &str, count: usize) -> (usize, usize) {
    let names = Names::default();
    let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Ok((source, Some(root))) = parsed(bare, &names) else {
        return (0, 0);
    };
    let (value, comments) = (Plain::of(&root), comments_of(&source, &root));
    let seed = name
        .bytes()
        .chain(text.bytes().take(99))
        .fold(7_u64, |h, b| h.wrapping_mul(31) ^ u64::from(b));
    let mut chance = Chance(seed | 1);
    let (mut made, mut refused) = (0, 0);
    for _ in 0..count {
        let Some((edit, wanted)) = chosen(&mut chance, &value) else {
            continue;
        };
        let shown = || format!("{name}: {edit:?}");
        let all = match changes(text, std::slice::from_ref(&edit)) {
            Ok(all) => all,
            Err(_)
                if bare.contains(['&', '*', '?'])
                    || bare.contains("[b: 1")
                    || value == Plain::Map(Vec::new()) =>
            {
                refused += 1;
                continue;
            }
            Err(told) => panic!("{}\n{told}", shown()),
        };
        made += 1;
        let new = changes::applied(text, &all);
        assert_eq!(
            text.starts_with('\u{feff}'),
            new.starts_with('\u{feff}'),
            "{}",
            shown()
        );
        let read = parsed(new.strip_prefix('\u{feff}').unwrap_or(&new), &names);
        let (new_source, new_root) = read.unwrap_or_else(|e| panic!("{}\n{e}", shown()));
        let said = new_root.as_ref().map(|root| Plain::of(root));
        let nothing = matches!(&wanted, Plain::Map(all) if all.is_empty())
            || matches!(&wanted, Plain::List(all) if all.is_empty());
        match said {
            None => assert!(nothing, "{}\n{new}", shown()),
            Some(said) => assert_eq!(said, wanted, "{}\n{new}", shown()),
        }
        // Each byte outside of the ranges is where it was, and they are no larger than they must be.
        for change in &all {
            let old = &text[change.range.clone()];
            assert!(old != change.text, "{}", shown());
            let first = (old.chars().next(), change.text.chars().next());
            assert!(
                first.0.is_none() || first.0 != first.1,
                "{} {change:?}",
                shown()
            );
        }
        let left = new_root.map_or_else(BTreeMap::new, |root| comments_of(&new_source, &root));
        match edit {
            Edit::Remove { .. } => {
                let gone = comments
                    .iter()
                    .filter(|(c, n)| left.get(*c).copied().unwrap_or(0) < **n);
                let text = all
                    .iter()
                    .map(|change| &text[change.range.clone()])
                    .collect::<String>();
                gone.for_each(|(c, _)| {
                    assert!(
                        text.contains(c) || new.contains(c),
                        "{}: {c} is lost",
                        shown()
                    )
                });
            }
            _ => assert_eq!(left, comments, "{}\n{new}", shown()),
        }
        if text.contains("\r\n") && !text.replace("\r\n", "").contains('\n') {
            assert!(!new.replace("\r\n", "").contains('\n'), "{}", shown());
        }
    }
    (made, refused)
}

#[test]
fn edits_by_chance_on_every_file_change_only_what_they_should() {
    let count = std::env::var("EDITS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(3);
    let (mut made, mut refused, mut read, mut failed) = (0, 0, 0, 0);
    for (path, text) in crate::yaml::testing::texts(&["samples", "tests", "templates"]) {
        if text.len() > 300_000 {
            continue;
        }
        let name = path.to_string_lossy().into_owned();
        let windows = text.replace("\r\n", "\n").replace('\n', "\r\n");
        let cut = text.trim_end().to_owned();
        for (kind, text) in [("", &text), (" CRLF", &windows), (" cut", &cut)] {
            let name = format!("{name}{kind}");
            // All that fail are shown, not the first alone.
            let Ok((m, r)) = std::panic::catch_unwind(|| walked(&name, text, count)) else {
                failed += 1;
                continue;
            };
            made += m;
            refused += r;
            read += usize::from(m > 0);
        }
    }
    assert_eq!(failed, 0);
    assert!(
        made > 3000 && refused * 10 < made,
        "{made} edits of {read} texts, {refused} refused"
    );
}
