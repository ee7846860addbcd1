//! Drops the objects that nothing refers to and numbers the others from 1, in their order.
//!
//! lopdf has functions for both, but they look each reference up in a list of all the references
//! before it: their time grows with the square of the number of objects.

use super::broken;
use crate::diagnostic::Result;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};

/// Leaves what the trailer leads to, numbered without gaps.
///
/// # Errors
/// A reference to an object that is not there: with the new numbers it would lead to another one.
pub(super) fn tidy(document: &mut Document) -> Result<()> {
    let used = reachable(document);
    let objects = std::mem::take(&mut document.objects);
    let kept: Vec<_> = objects
        .into_iter()
        .filter(|(id, _)| used.contains(id))
        .collect();
    let numbers: BTreeMap<ObjectId, ObjectId> = kept
        .iter()
        .zip(1..)
        .map(|((id, _), number)| (*id, (number, id.1)))
        .collect();
    let mut dangling = None;
    let mut renumber = |id: &mut ObjectId| match numbers.get(id) {
        Some(number) => *id = *number,
        None => dangling = Some(*id),
    };
    references_in(&mut document.trailer, &mut renumber);
    document.max_id = kept.len() as u32;
    for (((_, generation), mut object), number) in kept.into_iter().zip(1..) {
        references(&mut object, &mut renumber);
        document.objects.insert((number, generation), object);
    }
    match dangling {
        Some((number, _)) => Err(broken(format!("không có đối tượng {number}"))),
        None => Ok(()),
    }
}

/// The objects that the trailer leads to.
fn reachable(document: &mut Document) -> BTreeSet<ObjectId> {
    let mut used = BTreeSet::new();
    let mut open = Vec::new();
    references_in(&mut document.trailer, &mut |id| open.push(*id));
    while let Some(id) = open.pop() {
        if used.insert(id)
            && let Some(object) = document.objects.get_mut(&id)
        {
            references(object, &mut |id| open.push(*id));
        }
    }
    used
}

/// Calls `each` with every reference in an object.
fn references(object: &mut Object, each: &mut impl FnMut(&mut ObjectId)) {
    match object {
        Object::Reference(id) => each(id),
        Object::Array(items) => {
            for item in items {
                references(item, each);
            }
        }
        Object::Dictionary(entries) => references_in(entries, each),
        Object::Stream(stream) => references_in(&mut stream.dict, each),
        Object::Null
        | Object::Boolean(_)
        | Object::Integer(_)
        | Object::Real(_)
        | Object::Name(_)
        | Object::String(..) => {}
    }
}

/// Calls `each` with every reference in a dictionary.
fn references_in(entries: &mut Dictionary, each: &mut impl FnMut(&mut ObjectId)) {
    for (_, entry) in entries.iter_mut() {
        references(entry, each);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    #[test]
    fn a_reference_to_nothing_is_a_fault() {
        let mut document = Document::with_version("1.7");
        let root = document.add_object(dictionary! { "Lost" => Object::Reference((7, 0)) });
        document.trailer.set("Root", root);
        assert!(tidy(&mut document).is_err());
    }

    #[test]
    fn what_nothing_refers_to_is_dropped_and_the_rest_closes_up() {
        let mut document = Document::with_version("1.7");
        let lost = document.add_object(Object::Integer(1));
        let leaf = document.add_object(Object::Integer(2));
        let root = document.new_object_id();
        // It refers to itself, and to the leaf from a list in a list.
        let list = vec![Object::Array(vec![Object::Reference(leaf)])];
        let entries = dictionary! { "Leaf" => list, "Self" => Object::Reference(root) };
        document.set_object(root, entries);
        document.trailer.set("Root", root);
        tidy(&mut document).unwrap();
        assert!(lost < leaf);
        let ids: Vec<_> = document.objects.keys().copied().collect();
        assert_eq!(ids, [(1, 0), (2, 0)]);
        assert_eq!(document.objects[&(1, 0)], Object::Integer(2));
        let root = document.trailer.get(b"Root").unwrap();
        assert_eq!(root, &Object::Reference((2, 0)));
        let leaf = vec![Object::Array(vec![Object::Reference((1, 0))])];
        let entries = dictionary! { "Leaf" => leaf, "Self" => Object::Reference((2, 0)) };
        assert_eq!(document.objects[&(2, 0)], Object::Dictionary(entries));
    }
}
