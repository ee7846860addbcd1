//! `<closing>`: Nơi nhận, those who sign, and a box for confirmation.

use super::Reader;
use super::blocks::{labelled, needed, needed_lines, once, once_text};
use super::inline::text;
use super::node::{attribute, attributes, children, choice, name, number};
use crate::diagnostic::Result;
use crate::document::{Closing, Confirmation, RecipientsPlace, Signature, names};
use roxmltree::Node as Xml;

pub(super) fn closing(reader: &mut Reader<'_>, node: Xml<'_, '_>) -> Result<Closing> {
    attributes(reader, node, &["recipients"])?;
    let (mut recipients, mut signatures, mut box_below) = (None, Vec::new(), None);
    for child in children(reader, node)? {
        match name(child) {
            "recipients" => {
                let value = labelled(reader, child)?;
                once(reader, &mut recipients, child, value)?;
            }
            "signature" => signatures.push(signature(reader, child)?),
            "confirmation" => {
                let value = confirmation(reader, child)?;
                once(reader, &mut box_below, child, value)?;
            }
            _ => {
                let help = "trong <closing> có: recipients, signature, confirmation";
                return Err(reader.unknown(child, help));
            }
        }
    }
    let (recipients_label, recipients) = recipients.unwrap_or_default();
    let signatures = (!signatures.is_empty()).then_some(signatures);
    let signatures = needed(reader, signatures, node, "signature")?;
    let usual = match signatures.len() {
        1 => RecipientsPlace::Beside,
        _ => RecipientsPlace::Below,
    };
    Ok(Closing {
        place: choice(reader, node, "recipients", names::PLACES, Some(usual))?,
        recipients_label,
        recipients,
        signatures: sealed(signatures),
        confirmation: box_below,
    })
}

/// Where no signature says whether a seal stands beside it, it stands beside the last, who signs for
/// the agency.
fn sealed(all: Vec<(Option<bool>, Signature)>) -> Vec<Signature> {
    let last = all.len() - 1;
    let said = all.iter().any(|(sealed, _)| sealed.is_some());
    let each = all.into_iter().enumerate();
    each.map(|(index, (sealed, signature))| Signature {
        sealed: sealed.unwrap_or(!said && index == last),
        ..signature
    })
    .collect()
}

/// A signature, and what it says of a seal.
fn signature(reader: &mut Reader<'_>, node: Xml<'_, '_>) -> Result<(Option<bool>, Signature)> {
    attributes(reader, node, &["person", "seal"])?;
    let sealed = match attribute(node, "seal") {
        Some(_) => Some(choice(reader, node, "seal", names::YES_NO, None)?),
        None => None,
    };
    let person = match attribute(node, "person") {
        Some(_) => number::<u32>(reader, node, "person", None)?.checked_sub(1),
        None => None,
    };
    let mut signature = Signature {
        person,
        ..Signature::default()
    };
    let mut signer = None;
    for child in children(reader, node)? {
        match name(child) {
            // Not the component of this name, which is thẩm quyền ban hành: here it is quyền hạn.
            "authority" => signature.capacity.push(text(reader, child)?),
            "title" => signature.title.push(text(reader, child)?),
            "office" => signature.office.push(text(reader, child)?),
            "name" => once_text(reader, &mut signer, child)?,
            _ => {
                let help = "trong <signature> có: authority, title, office, name";
                return Err(reader.unknown(child, help));
            }
        }
    }
    signature.name = needed(reader, signer, node, "name")?;
    Ok((sealed, signature))
}

fn confirmation(reader: &mut Reader<'_>, node: Xml<'_, '_>) -> Result<Confirmation> {
    attributes(reader, node, &[])?;
    let (mut title, mut signer) = (Vec::new(), None);
    for child in children(reader, node)? {
        match name(child) {
            "title" => title.push(text(reader, child)?),
            "name" => once_text(reader, &mut signer, child)?,
            _ => return Err(reader.unknown(child, "trong <confirmation> có: title, name")),
        }
    }
    Ok(Confirmation {
        title: needed_lines(reader, title, node, "title")?,
        name: signer.unwrap_or_default(),
    })
}
