//! The JSON Schemas of content files: that of all documents with what each kind adds to it.

use super::{super::schema, Kind, entries};
use crate::yaml::{
    shape,
    tree::{self as yaml, Node},
};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The entries of the document itself that every kind wants which does not say otherwise.
const USUAL: [&str; 3] = ["ngay_ban_hanh", "trich_yeu", "noi_dung"];

/// The schema of a document of any kind, for editors: all entries, and for each kind which of them
/// must stand and which it does not have.
pub(super) fn of_all(kinds: &[Kind]) -> Value {
    let mut schema = schema::DOCUMENT.clone();
    let names = kinds.iter().flat_map(written);
    let description = &schema["properties"]["loai"]["description"];
    schema["properties"]["loai"] = json!({
        "description": description,
        "type": "string",
        "enum": names.collect::<Vec<_>>(),
    });
    let mut own = Map::new();
    for kind in kinds {
        entries::add_properties(&kind.entries, &mut own);
    }
    // Kinds that want the same entries are told together.
    let mut rules: Vec<(Vec<String>, Value)> = Vec::new();
    for kind in kinds {
        let mut properties = Map::new();
        for name in own.keys() {
            properties.insert(name.clone(), Value::Bool(false));
        }
        entries::add_properties(&kind.entries, &mut properties);
        let rule = json!({ "required": required(kind), "properties": properties });
        match rules.iter_mut().find(|(_, known)| *known == rule) {
            Some((names, _)) => names.extend(written(kind)),
            None => rules.push((written(kind).collect(), rule)),
        }
    }
    if let Some(properties) = schema["properties"].as_object_mut() {
        let names = own.into_iter().map(|(name, _)| (name, Value::Bool(true)));
        properties.extend(names);
    }
    let rules = rules.into_iter().map(|(names, rule)| {
        json!({
            "if": { "properties": { "loai": { "enum": names } }, "required": ["loai"] },
            "then": rule,
        })
    });
    schema["allOf"] = rules.collect();
    schema
}

/// The names of a kind that editors offer.
fn written(kind: &Kind) -> impl Iterator<Item = String> {
    [kind.slug.clone(), kind.capital()].into_iter()
}

/// The schema of a document of one kind, which says of the entries of others whose they are.
pub(super) fn of_one(kind: &Kind, all: &[Kind]) -> Value {
    let mut schema = with(required(kind), |properties| {
        entries::add_properties(&kind.entries, properties);
    });
    let mut elsewhere: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for other in all {
        for entry in &other.entries {
            let titles = elsewhere.entry(&entry.name).or_default();
            titles.push(other.title());
        }
    }
    schema[shape::ELSEWHERE] = json!(elsewhere);
    schema
}

/// The schema of a document whose kind is not known: it may have the own entries of any, and but only
/// those that stand in it are told of, so that advice on misspelt names lists no others.
pub(super) fn of_none(kinds: &[Kind], root: &Node) -> Value {
    let stands = |name: &str| match &root.value {
        yaml::Value::Map(entries) => entries.iter().any(|entry| entry.key == name),
        yaml::Value::Scalar(..) | yaml::Value::Seq(_) => false,
    };
    with(USUAL.to_vec(), |properties| {
        let all = kinds.iter().flat_map(|kind| &kind.entries);
        let there = all.filter(|entry| stands(&entry.name));
        properties.extend(there.map(|entry| (entry.name.clone(), Value::Bool(true))));
    })
}

fn with(required: Vec<&str>, add: impl FnOnce(&mut Map<String, Value>)) -> Value {
    let mut schema = schema::DOCUMENT.clone();
    let mut all = vec!["loai"];
    all.extend(required);
    schema["required"] = json!(all);
    if let Some(properties) = schema["properties"].as_object_mut() {
        add(properties);
    }
    schema
}

/// The entries that must stand in the document itself; others may come from a profile.
fn required(kind: &Kind) -> Vec<&str> {
    let shared = kind.required.iter().map(|wanted| wanted.name());
    let own = shared.filter(|name| schema::is_of_document(name));
    own.chain(entries::required(&kind.entries)).collect()
}
