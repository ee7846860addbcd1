//! `nguoi_ky`: those who sign, by their own entries or by their names in a profile.
//!
//! In: the files of a document. Out: each signatory with the pictures that are theirs.

use super::{
    Signatory, SignatoryPictures, Text,
    assemble::{Assembly, lines},
    pictures::Subject,
    schema::SignatoryEntry,
};
use crate::{
    diagnostic::Diagnostic,
    picture::Picture,
    yaml::{nearest, typed::ScalarOr},
};
use std::path::Path;

/// Someone who signs, and the pictures that are theirs.
pub(super) struct Signed {
    signatory: Signatory,
    pictures: SignatoryPictures,
    /// They sign for the issuing agency.
    of_agency: bool,
}

impl Signed {
    /// The words of the party that they sign for.
    fn party(&self) -> Vec<String> {
        let party = self.signatory.party.iter();
        party.map(|line| line.text.trim().to_lowercase()).collect()
    }
}

impl Assembly<'_> {
    /// Those who sign, in their order; at least one. None only after an error was noted.
    pub(super) fn signatories(&mut self) -> Option<Vec<Signed>> {
        let before = self.errors.len();
        let mut all = Vec::new();
        match self.document.signatories.given() {
            Some(own) => {
                for one in &own.value.0 {
                    all.extend(match &one.value {
                        ScalarOr::Map(entry) => {
                            let signed = self.signatory_entry(self.chain.document.folder(), entry);
                            // A party with an entry of its own may be another.
                            signed.map(|signed| Signed {
                                of_agency: signed.signatory.party.is_empty(),
                                ..signed
                            })
                        }
                        ScalarOr::Scalar(name) => {
                            let name = self.filled(name.clone());
                            self.known_signatory(&name)
                        }
                    });
                }
            }
            None => {
                for name in self.default_signatories() {
                    all.extend(self.known_signatory(&name));
                }
            }
        }
        if all.is_empty() && self.errors.len() == before {
            self.errors.push(self.chain.missing_signatory());
        }
        (!all.is_empty()).then_some(all)
    }

    fn default_signatories(&self) -> Vec<Text> {
        let mut profiles = self.chain.profiles.iter();
        let given = profiles.find_map(|layer| layer.file.default_signatories.given());
        given.map_or_else(Vec::new, |names| names.value.0.clone())
    }

    /// The one whom a profile knows by this name.
    fn known_signatory(&mut self, name: &Text) -> Option<Signed> {
        let mut known = self.chain.profiles.iter().filter_map(|layer| {
            let people = layer.file.signatories.given()?;
            let mut people = people.value.0.iter();
            let named = people.find(|person| person.name == name.text)?;
            Some((layer.folder(), named))
        });
        match known.next() {
            Some((folder, person)) => match &person.value {
                Some(entry) => self.signatory_entry(folder, &entry.value),
                None => {
                    self.errors.push(self.chain.missing_signatory());
                    None
                }
            },
            None => {
                self.unknown_signatory(name);
                None
            }
        }
    }

    fn unknown_signatory(&mut self, name: &Text) {
        let profiles = self.chain.profiles.iter();
        let names: Vec<&str> = profiles
            .filter_map(|layer| layer.file.signatories.given())
            .flat_map(|people| &people.value.0)
            .map(|person| person.name.as_str())
            .collect();
        let message = format!("hồ sơ cơ quan không có người ký “{}”", name.text);
        let error = Diagnostic::error("nguoi-ky-la", message).at(name.place.clone());
        self.errors.push(if names.is_empty() {
            error.help("ghi người ký gồm quyen_han, chuc_vu, ho_ten, hoặc ghi những người ký vào hồ sơ cơ quan")
        } else {
            nearest::advice(&name.text, names.into_iter()).on(error, &name.text, &name.place)
        });
    }

    fn signatory_entry(&mut self, folder: &Path, entry: &SignatoryEntry) -> Option<Signed> {
        let Some(name) = entry.name.given() else {
            // The shape check refuses this first.
            self.errors.push(self.chain.missing_signatory());
            return None;
        };
        let signatory = Signatory {
            party: lines(&entry.party),
            capacity: lines(&entry.capacity),
            title: lines(&entry.title),
            office: lines(&entry.office),
            name: name.value.0.clone(),
            sealed: false,
        };
        let pictures = SignatoryPictures {
            signature: self.picture(Subject::Signature, folder, &entry.signature),
            seal: self.picture(Subject::Seal, folder, &entry.seal),
        };
        Some(Signed {
            signatory,
            pictures,
            of_agency: true,
        })
    }
}

/// Tells of each whether a seal stands beside their signature: beside that of the last who signs for an
/// agency or for a party. The agency's own seal stands beside those who sign for no one else.
pub(super) fn sealed(
    all: Vec<Signed>,
    seal: Option<&Picture>,
) -> Vec<(Signatory, SignatoryPictures)> {
    let parties: Vec<Vec<String>> = all.iter().map(|one| one.party()).collect();
    let each = all.into_iter().enumerate();
    each.map(|(index, one)| {
        let Signed {
            mut signatory,
            mut pictures,
            of_agency,
        } = one;
        signatory.sealed = parties.get(index + 1) != parties.get(index);
        if signatory.sealed && of_agency && pictures.seal.is_none() {
            pictures.seal = seal.cloned();
        }
        (signatory, pictures)
    })
    .collect()
}
