//! `templates/form.yaml`: which fields there are, in a clerk's order and words.

use super::{Members, Sort, Widget};
use crate::{
    content::{Kind, OwnEntry, OwnForm},
    data::{self, builtin_name},
    diagnostic::{Diagnostics, Result, Source},
    yaml::edit::Step,
};
use serde::Deserialize;
use std::{borrow::Cow, collections::BTreeMap, sync::OnceLock};

/// All fields of a document, or those of a profile.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Described {
    #[serde(rename = "nhom")]
    pub(super) groups: Vec<GroupSpec>,
    /// The fields of members of groups, by the names of the sets.
    #[serde(rename = "bo")]
    pub(super) sets: BTreeMap<String, Vec<FieldSpec>>,
    /// The groups of a profile.
    #[serde(rename = "ho_so")]
    profile: Vec<GroupSpec>,
    /// The order of entries in a profile.
    #[serde(rename = "thu_tu_ho_so")]
    profile_order: Vec<String>,
    /// The labels of entries that kinds have of their own.
    #[serde(rename = "muc_rieng")]
    own: BTreeMap<String, String>,
    /// The order of entries in a file.
    #[serde(rename = "thu_tu")]
    order: Vec<String>,
    /// Entries without a field, each with the reason.
    #[serde(rename = "khong_hien")]
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "a test holds it against the schema")
    )]
    pub(super) left_out: BTreeMap<String, String>,
}

/// Fields that stand together.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GroupSpec {
    #[serde(rename = "ten")]
    pub(super) title: String,
    #[serde(rename = "muc", default)]
    pub(super) fields: Vec<FieldSpec>,
    /// Of a profile: the names of fields that documents have, too, which come first.
    #[serde(rename = "chung", default)]
    shared: Vec<String>,
    /// The entries that the kind has of its own come first here.
    #[serde(rename = "muc_rieng", default)]
    pub(super) own: bool,
}

/// A field.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldSpec {
    #[serde(rename = "ten")]
    pub(super) name: String,
    #[serde(rename = "nhan")]
    pub(super) label: String,
    #[serde(rename = "goi_y", default)]
    pub(super) hint: String,
    #[serde(rename = "dang")]
    pub(super) widget: Widget,
    #[serde(rename = "bat_buoc", default)]
    pub(super) required: bool,
    /// The set that the members of a group have.
    #[serde(rename = "bo", default)]
    set: Option<String>,
    #[serde(rename = "gom", default)]
    pub(super) members: Option<Members>,
    #[serde(rename = "chon", default)]
    pub(super) choices: Vec<ChoiceSpec>,
    /// The fields of members, of an entry that a kind has of its own.
    #[serde(skip)]
    fields: Vec<FieldSpec>,
}

/// A value to choose.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChoiceSpec {
    #[serde(rename = "gia_tri")]
    pub(super) value: String,
    #[serde(rename = "ten")]
    pub(super) name: String,
}

/// The word in `order` for the entries that kinds have of their own.
const OWN: &str = "muc_rieng";

impl Described {
    /// The program's own description of a sort of files, read once.
    pub(super) fn builtin(sort: Sort) -> Result<&'static Self> {
        static READ: OnceLock<Result<(Described, Described)>> = OnceLock::new();
        let read = || {
            let text = include_str!("../../templates/form.yaml");
            let document: Self = data::read(&Source::new(builtin_name("form.yaml"), text))?;
            let profile = document.of_profile();
            Ok((document, profile))
        };
        let read = READ.get_or_init(read).as_ref();
        let (document, profile) = read.map_err(Diagnostics::clone)?;
        Ok(match sort {
            Sort::Document => document,
            Sort::Profile => profile,
        })
    }

    fn of_profile(&self) -> Self {
        let fields = || self.groups.iter().flat_map(|group| &group.fields);
        let groups = self.profile.iter().map(|group| {
            let shared = group.shared.iter();
            let shared = shared.filter_map(|name| fields().find(|field| field.name == *name));
            GroupSpec {
                title: group.title.clone(),
                fields: shared.chain(&group.fields).cloned().collect(),
                shared: Vec::new(),
                own: false,
            }
        });
        Self {
            groups: groups.collect(),
            order: self.profile_order.clone(),
            ..self.clone()
        }
    }

    /// The fields of the members of a group.
    pub(super) fn members<'d>(&'d self, field: &'d FieldSpec) -> &'d [FieldSpec] {
        match &field.set {
            Some(set) => self.sets.get(set).map_or(&[], Vec::as_slice),
            None => &field.fields,
        }
    }

    /// The fields of entries that a kind has of its own.
    pub(super) fn own(&self, entries: &[OwnEntry]) -> Vec<FieldSpec> {
        let field = |entry: &OwnEntry| {
            let (widget, members) = match entry.form {
                OwnForm::Line => (Widget::Line, None),
                OwnForm::Lines => (Widget::List, None),
                OwnForm::Markdown => (Widget::Markdown, None),
                OwnForm::Groups => (Widget::Group, Some(Members::List)),
            };
            FieldSpec {
                name: entry.name.clone(),
                label: self.label(entry),
                hint: entry.description.clone(),
                widget,
                required: entry.required,
                set: None,
                members,
                choices: Vec::new(),
                fields: self.own(&entry.entries),
            }
        };
        entries.iter().map(field).collect()
    }

    /// What an own entry is called: by the words here, else by the first of its explanation.
    fn label(&self, entry: &OwnEntry) -> String {
        let own = self.own.get(&entry.name);
        own.cloned().unwrap_or_else(|| {
            let words = entry.description.split([',', '.', '(', ';', ':']).next();
            words.unwrap_or_default().trim().to_owned()
        })
    }

    /// The field of the first key of a path, in documents of a kind.
    fn top(&self, kind: Option<&Kind>, name: &str) -> Option<Cow<'_, FieldSpec>> {
        let mut all = self.groups.iter().flat_map(|group| &group.fields);
        if let Some(field) = all.find(|field| field.name == name) {
            return Some(Cow::Borrowed(field));
        }
        let own = self.own(&kind?.entries);
        let found = own.into_iter().find(|field| field.name == name);
        found.map(Cow::Owned)
    }

    /// The innermost field that a path leads to or into, and how many of its steps lead there.
    pub(super) fn field(&self, kind: Option<&Kind>, path: &[Step]) -> Option<(FieldSpec, usize)> {
        let Step::Key(first) = path.first()? else {
            return None;
        };
        let mut field = self.top(kind, first)?.into_owned();
        let mut depth = 1;
        while let Some(members) = field.members {
            // A list of one may stand there without a list.
            let inside = match (members, path.get(depth)) {
                (Members::List, Some(Step::Index(_))) | (Members::Named, Some(Step::Key(_))) => {
                    depth + 1
                }
                (Members::List | Members::One, Some(Step::Key(_))) => depth,
                _ => break,
            };
            let Some(Step::Key(name)) = path.get(inside) else {
                break;
            };
            let found = self
                .members(&field)
                .iter()
                .find(|inner| inner.name == *name)
                .cloned();
            let Some(inner) = found else {
                break;
            };
            (field, depth) = (inner, inside + 1);
        }
        Some((field, depth))
    }

    /// The order of the entries of the map at a path.
    pub(super) fn order(&self, kind: Option<&Kind>, path: &[Step]) -> Vec<String> {
        if path.is_empty() {
            let own = kind.map_or(&[][..], |kind| &kind.entries);
            let names = self.order.iter().flat_map(|name| match name == OWN {
                true => own.iter().map(|entry| entry.name.clone()).collect(),
                false => vec![name.clone()],
            });
            return names.collect();
        }
        let Some((field, depth)) = self.field(kind, path) else {
            return Vec::new();
        };
        let at_member = match field.members {
            Some(Members::One) => path.len() == depth,
            Some(Members::List) => path.len() <= depth + 1,
            Some(Members::Named) => path.len() == depth + 1,
            None => false,
        };
        let fields = self.members(&field).iter().filter(|_| at_member);
        fields.map(|field| field.name.clone()).collect()
    }
}
