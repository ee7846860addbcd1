//! `lien_tich`: the other agencies of a joint document.
//!
//! The decree knows no joint documents. What vanban makes of them follows the nearest forms there are
//! (văn bản quy phạm pháp luật liên tịch) and the practice of offices: `docs/nd30.md` tells of it.

use super::{
    JointAgency, Kind, OwnNumber, Text,
    assemble::{Assembly, lines, said},
    pictures::Subject,
    schema::JointEntry,
    signatories::Signed,
};
use crate::yaml::typed::Stands;

impl<'a> Assembly<'a> {
    fn joint_entries(&self) -> impl Iterator<Item = &'a JointEntry> + use<'a> {
        let given = self.document.joint.given();
        let entries = given.into_iter().flat_map(|joint| &joint.value.0);
        entries.map(|entry| &entry.value)
    }

    /// The other agencies; `kind` is for the symbols of those with numbers of their own.
    pub(super) fn joint(&mut self, kind: &Kind) -> Vec<JointAgency> {
        let entries: Vec<&JointEntry> = self.joint_entries().collect();
        let each = entries.into_iter().map(|entry| JointAgency {
            superior: lines(&entry.superior),
            agency: lines(&entry.agency),
            own_number: has_own_number(entry).then(|| OwnNumber {
                number: self.number_of(&entry.number),
                symbol: self.own_symbol(entry, kind),
            }),
        });
        each.collect()
    }

    /// Those who sign for the other agencies.
    pub(super) fn joint_signatories(&mut self) -> Vec<Signed> {
        let entries: Vec<&JointEntry> = self.joint_entries().collect();
        let mut all = Vec::new();
        for (index, entry) in entries.into_iter().enumerate() {
            let folder = self.chain.document.folder();
            let seal = self.picture(Subject::Seal, folder, &entry.seal);
            let signing = entry.signatories.given();
            let signing = signing.map_or_else(Vec::new, |all| self.all_signatories(all));
            all.extend(signing.into_iter().map(|signed| Signed {
                agency: index + 1,
                seal: seal.clone(),
                ..signed
            }));
        }
        all
    }

    /// The abbreviations of the agencies that share the number of the issuing one.
    pub(super) fn joint_abbreviations(&self) -> Vec<String> {
        let shared = self.joint_entries().filter(|entry| !has_own_number(entry));
        let abbreviations = shared.filter_map(abbreviation);
        abbreviations.map(|text| text.text.clone()).collect()
    }

    /// II.3.b for an agency with a number of its own.
    fn own_symbol(&mut self, entry: &JointEntry, kind: &Kind) -> String {
        if let Some(given) = self.plain(&entry.symbol) {
            return given.text;
        }
        let agency = abbreviation(entry).map_or("", |text| text.text.as_str());
        match kind.abbreviation.as_str() {
            "" => agency.to_owned(),
            kind => format!("{kind}-{agency}"),
        }
    }
}

/// The shape check refuses an entry without it first.
fn abbreviation(entry: &JointEntry) -> Option<&Text> {
    said(&entry.abbreviation.given()?.value.0)
}

fn has_own_number(entry: &JointEntry) -> bool {
    entry.number.mark.stands != Stands::Not || entry.symbol.mark.is_given()
}
