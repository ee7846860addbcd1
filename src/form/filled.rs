//! The fields of a document, filled in from its tree.

use super::{
    About, Choice, Field, Form, Group, Item, Members, Message, Sort, Span, Widget,
    described::{Described, FieldSpec},
    grid,
    profile::{Profiles, entry},
    read,
};
use crate::{
    content::{Kind, NEEDED, SymbolForm, Wanted},
    diagnostic::{Diagnostic, Severity, Source, Utf16},
    yaml::{
        edit::Step,
        tree::{Entry, Node, Value},
    },
};
use serde_json::{Value as Json, json};
use std::{ops::Range, sync::Arc};

/// What fields are filled from.
pub(super) struct Filler<'a> {
    pub(super) source: &'a Arc<Source>,
    pub(super) root: &'a Node,
    pub(super) described: &'a Described,
    pub(super) kind: Option<&'a Kind>,
    pub(super) profiles: &'a Profiles,
    pub(super) about: &'a About<'a>,
    /// Of the text as it was given.
    pub(super) offsets: &'a Utf16<'a>,
    /// The bytes before the text of the source: a byte order mark.
    pub(super) before: usize,
}

/// The entries that every document must have, beside those of its kind.
const ALWAYS: [&str; 3] = ["loai", "co_quan", "nguoi_ky"];

impl Filler<'_> {
    pub(super) fn form(&self) -> Form {
        let mut groups: Vec<Group> = Vec::new();
        for group in &self.described.groups {
            let mut fields = Vec::new();
            if let (true, Some(kind)) = (group.own, self.kind) {
                let own = self.described.own(&kind.entries);
                fields.extend(own.iter().map(|spec| self.top(spec)));
            }
            let shown = group.fields.iter().filter(|spec| self.has(spec));
            fields.extend(shown.map(|spec| self.top(spec)));
            groups.push(Group {
                title: group.title.clone(),
                fields,
            });
        }
        let mut told: Vec<Option<&Diagnostic>> = self.about.told.iter().map(Some).collect();
        // What says that an entry is missing points at another.
        for by_name in [true, false] {
            let fields = groups.iter_mut().flat_map(|group| &mut group.fields);
            fields.for_each(|field| self.tell(field, by_name, &mut told));
        }
        Form { groups }
    }

    /// Tells whether documents of the kind have an entry, or this one does.
    fn has(&self, spec: &FieldSpec) -> bool {
        let Some(kind) = self.kind.filter(|_| entry(self.root, &spec.name).is_none()) else {
            return true;
        };
        match spec.name.as_str() {
            "so" | "ky_hieu" => kind.symbol != SymbolForm::None,
            "ban_hanh_kem_theo" => kind.issues,
            _ => true,
        }
    }

    /// A field of the document itself.
    fn top(&self, spec: &FieldSpec) -> Field {
        let path = vec![Step::Key(spec.name.clone())];
        let mut field = self.field(spec, path, Some(self.root));
        let wanted = |kind: &Kind| {
            kind.required
                .iter()
                .any(|wanted: &Wanted| wanted.name() == spec.name)
        };
        let always: &[&str] = match self.about.sort {
            Sort::Document => &ALWAYS,
            Sort::Profile => &NEEDED,
        };
        field.required |= always.contains(&spec.name.as_str()) || self.kind.is_some_and(wanted);
        if spec.name == "loai" {
            if let Some(kind) = self.kind {
                field.value = json!(kind.slug);
            }
            let kinds = self.about.kinds.iter();
            field.options = kinds
                .map(|kind| choice(&kind.slug, &kind.capital()))
                .collect();
        }
        let is_there = entry(self.root, &spec.name).is_some_and(|entry| !entry.value.is_null());
        if spec.name != super::PROFILE && !is_there {
            field.from_profile = self.given_by_profile(spec);
        }
        field
    }

    fn given_by_profile(&self, spec: &FieldSpec) -> Option<Json> {
        if spec.widget == Widget::Signatories {
            let (_, names) = self.profiles.entry("nguoi_ky_mac_dinh")?;
            return Some(json!(read::lines(names)));
        }
        let (source, node) = self.profiles.entry(&spec.name)?;
        Some(read::value(spec.widget, source, node)).filter(|value| !value.is_null())
    }

    /// A field of a map; the map may not be there yet.
    fn field(&self, spec: &FieldSpec, path: Vec<Step>, map: Option<&Node>) -> Field {
        let found = map.and_then(|map| entry(map, &spec.name));
        let mut field = self.empty(spec, path);
        let node = found.map(|entry| &entry.value);
        if let Some(node) = node {
            field.value = read::value(spec.widget, self.source, node);
        }
        if let Some(entry) = found {
            field.range = Some(self.span(entry.key_range.start..self.end(entry)));
            field.value_range = self.own(entry).then(|| self.of(&entry.value)).flatten();
        }
        if spec.widget == Widget::Table {
            let own = |node: &Node| self.of(node);
            field.grid = Some(grid::grid(map, node.map(|node| &**node), &field.path, &own));
        }
        if let (Widget::Figures, Some(node)) = (spec.widget, node) {
            field.figures = grid::figures(node, &field.path);
            if let Value::Scalar(..) = &node.value {
                field.value = json!(read::raw(node));
            }
        }
        if let (Some(members), Some(node)) = (spec.members, node) {
            field.items = self.items(spec, members, &field.path, node);
        }
        field
    }

    /// A field that nothing is known of but what it is.
    fn empty(&self, spec: &FieldSpec, path: Vec<Step>) -> Field {
        let mut options: Vec<Choice> = spec
            .choices
            .iter()
            .map(|c| choice(&c.value, &c.name))
            .collect();
        if spec.widget == Widget::Signatories {
            options = self.people();
        }
        let inner = self.described.members(spec).iter();
        let item = inner.map(|inner| {
            let path = vec![Step::Key(inner.name.clone())];
            self.empty(inner, path)
        });
        Field {
            label: spec.label.clone(),
            hint: spec.hint.clone(),
            widget: spec.widget,
            required: spec.required,
            value: Json::Null,
            from_profile: None,
            options,
            range: None,
            value_range: None,
            messages: Vec::new(),
            items: Vec::new(),
            item: item.collect(),
            members: spec.members,
            grid: None,
            figures: Vec::new(),
            path,
        }
    }

    /// Those who sign, as the profiles know them.
    fn people(&self) -> Vec<Choice> {
        let mut all: Vec<Choice> = Vec::new();
        for person in self.profiles.members("nguoi_ky") {
            let part =
                |name| entry(&person.value, name).map_or_else(Vec::new, |e| read::lines(&e.value));
            let words = [part("chuc_vu").join(" "), part("ho_ten").join(" ")];
            if !all.iter().any(|known| known.value == person.key) {
                all.push(choice(&person.key, &words.join(" – ")));
            }
        }
        all
    }

    fn items(&self, spec: &FieldSpec, members: Members, path: &[Step], node: &Node) -> Vec<Item> {
        let with = |step: Step| path.iter().cloned().chain([step]).collect::<Vec<_>>();
        match (members, &node.value) {
            (_, Value::Scalar(..)) if node.is_null() => Vec::new(),
            (Members::List, Value::Seq(items)) => {
                let items = items.iter().enumerate();
                let items = items
                    .map(|(index, item)| self.item(spec, with(Step::Index(index)), item, index));
                items.collect()
            }
            (Members::Named, Value::Map(all)) => {
                let items = all.iter().enumerate().map(|(index, entry)| {
                    let path = with(Step::Key(entry.key.clone()));
                    let mut item = self.item(spec, path, &entry.value, index);
                    item.title.clone_from(&entry.key);
                    item
                });
                items.collect()
            }
            (Members::Named, _) => Vec::new(),
            _ => vec![self.item(spec, path.to_vec(), node, 0)],
        }
    }

    fn item(&self, spec: &FieldSpec, path: Vec<Step>, node: &Node, index: usize) -> Item {
        let inner = self.described.members(spec);
        let is_map = matches!(node.value, Value::Map(_)) || node.is_null();
        let fields = inner.iter().map(|inner| {
            let mut at = path.clone();
            at.push(Step::Key(inner.name.clone()));
            self.field(inner, at, Some(node))
        });
        let mut fields: Vec<Field> = match is_map || spec.members == Some(Members::Named) {
            true => fields.collect(),
            false => Vec::new(),
        };
        // `ten-cot: so` says the kind of a column alone.
        let short = inner
            .iter()
            .position(|inner| inner.name == super::COLUMN_KIND);
        if let (false, Some(at)) = (is_map, short) {
            fields[at].value = json!(read::raw(node));
            fields[at].value_range = self.of(node);
        }
        let title = match read::raw(node) {
            "" => self.title(node),
            name => Some(name.to_owned()),
        };
        Item {
            path,
            title: title.unwrap_or_else(|| format!("{} {}", spec.label, index + 1)),
            fields,
        }
    }

    /// The words by which a member is known.
    fn title(&self, node: &Node) -> Option<String> {
        let names = [
            "ten",
            "ho_ten",
            "tieu_de",
            "trich_yeu",
            "co_quan",
            "ten_mau",
            "nhan",
        ];
        let mut found = names.iter().filter_map(|name| {
            let lines = read::lines(&entry(node, name)?.value);
            Some(lines.join(" ")).filter(|text| !text.trim().is_empty())
        });
        found.next()
    }

    /// Takes the messages about a field: those that name it as missing, or those at its place. Those about fields
    /// in it are theirs.
    fn tell(&self, field: &mut Field, by_name: bool, told: &mut Vec<Option<&Diagnostic>>) {
        for inner in field.items.iter_mut().flat_map(|item| &mut item.fields) {
            self.tell(inner, by_name, told);
        }
        let says_something = !field.value.is_null() || !field.items.is_empty();
        let missing = missing(&field.path);
        for one in told.iter_mut() {
            let Some(diagnostic) = one else { continue };
            let is_of = match (by_name, field.range) {
                (true, _) => {
                    let lacks = diagnostic.code == "thieu-muc" && !says_something;
                    lacks && diagnostic.message.contains(&missing)
                }
                (false, Some(range)) => self.is_in(diagnostic, range),
                (false, None) => false,
            };
            if is_of {
                field.messages.push(message(diagnostic));
                *one = None;
            }
        }
    }

    fn is_in(&self, diagnostic: &Diagnostic, range: Span) -> bool {
        let Some(place) = &diagnostic.place else {
            return false;
        };
        let own = place.source.text == self.source.text;
        own && (range.from..range.to.max(range.from + 1))
            .contains(&self.span(place.range.clone()).from)
    }

    /// Tells whether the value of an entry stands behind its key, not elsewhere under an anchor.
    fn own(&self, entry: &Entry) -> bool {
        entry.value.range.start >= entry.key_range.end
    }

    fn end(&self, entry: &Entry) -> usize {
        let value = &entry.value.range;
        match self.own(entry) && value.end > value.start {
            true => value.start + self.written(value.clone()).trim_end().len(),
            false => entry.key_range.end,
        }
    }

    fn written(&self, range: Range<usize>) -> &str {
        self.source.text.get(range).unwrap_or_default()
    }

    fn of(&self, node: &Node) -> Option<Span> {
        let range = node.range.clone();
        let end = range.start + self.written(range.clone()).trim_end().len();
        (!range.is_empty()).then(|| self.span(range.start..end))
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span {
            from: self.offsets.at(range.start + self.before),
            to: self.offsets.at(range.end + self.before),
        }
    }
}

/// How a message names an entry that is missing: `“nguoi_ky.ho_ten”`, `“phu_luc, dòng 2.ten”`.
fn missing(path: &[Step]) -> String {
    let mut name = String::new();
    for step in path {
        match step {
            Step::Key(key) if name.is_empty() => name.push_str(key),
            Step::Key(key) => {
                name.push('.');
                name.push_str(key);
            }
            Step::Index(index) => name.push_str(&format!(", dòng {}", index + 1)),
        }
    }
    format!("“{name}”")
}

fn choice(value: &str, name: &str) -> Choice {
    Choice {
        value: value.to_owned(),
        name: name.to_owned(),
    }
}

fn message(of: &Diagnostic) -> Message {
    Message {
        level: match of.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        },
        code: of.code,
        message: of.message.clone(),
        help: of.help.clone(),
    }
}
