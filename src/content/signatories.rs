//! `nguoi_ky`: those who sign, by their own entries or by their names in a profile.
//!
//! In: the files of a document. Out: each signatory with the pictures that are theirs.

use super::{
    Kind, LeastSigning, Signatory, SignatoryPictures, Text,
    assemble::{Assembly, lines},
    pictures::Subject,
    schema::SignatoryEntry,
};
use crate::{
    diagnostic::{Diagnostic, LAW},
    picture::Picture,
    yaml::{
        nearest,
        typed::{Marked, OneOrMany, ScalarOr},
    },
};
use std::path::Path;

/// The most who sign one document.
const MOST: usize = 60;

/// Someone who signs, and the pictures that are theirs.
pub(super) struct Signed {
    pub(super) signatory: Signatory,
    pub(super) pictures: SignatoryPictures,
    /// The agency that they sign for: 0 the issuing one, then those of a joint document.
    pub(super) agency: usize,
    /// They sign for that agency, not for another party.
    pub(super) of_agency: bool,
    /// The seal of that agency, if it is not the issuing one.
    pub(super) seal: Option<Picture>,
}

impl Signed {
    /// The agency and the words of the party that they sign for.
    fn party(&self) -> (usize, Vec<String>) {
        let party = self.signatory.party.iter();
        let party = party.map(|line| line.text.trim().to_lowercase());
        (self.agency, party.collect())
    }
}

impl Assembly<'_> {
    /// Those who sign, in their order; at least one. None only after an error was noted.
    pub(super) fn signatories(&mut self) -> Option<Vec<Signed>> {
        let before = self.errors.len();
        let mut all = match self.document.signatories.given() {
            Some(own) => self.all_signatories(own),
            None => {
                let names = self.default_signatories().into_iter();
                names
                    .filter_map(|name| self.known_signatory(&name))
                    .collect()
            }
        };
        if all.is_empty() && self.errors.len() == before {
            self.errors.push(self.chain.missing_signatory());
        }
        all.extend(self.joint_signatories());
        if all.len() > MOST {
            self.too_many(all.len());
        }
        (!all.is_empty()).then_some(all)
    }

    /// Those of an entry, by their own entries or by their names.
    pub(super) fn all_signatories(
        &mut self,
        given: &Marked<OneOrMany<ScalarOr<SignatoryEntry>>>,
    ) -> Vec<Signed> {
        let mut all = Vec::new();
        for one in &given.value.0 {
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
        all
    }

    /// Tells of a document that fewer sign than the form of its kind has.
    pub(super) fn check_least(&mut self, kind: &Kind, count: usize) {
        let Some(LeastSigning {
            at_least,
            description,
        }) = &kind.signing
        else {
            return;
        };
        if count >= *at_least {
            return;
        }
        let own = self.document.signatories.mark.key.as_ref();
        let place = own.or(self.document.kind.mark.key.as_ref()).cloned();
        let title = kind.title();
        let message = format!("{title} có ít nhất {at_least} người ký, ở đây mới có {count}");
        let help = format!(
            "ghi đủ ở mục “nguoi_ky”, mỗi người một dấu “-”, từ trái sang phải: {description}"
        );
        let warning = Diagnostic::warning("it-nguoi-ky", message);
        let warning = warning.at(place).help(help);
        self.warnings.push(match kind.form.as_str() {
            "" => warning,
            form => warning.clause(format!("Phụ lục III, Mẫu {form} {LAW}")),
        });
    }

    fn too_many(&mut self, count: usize) {
        let own = self.document.signatories.given();
        let place = own.map(|own| own.place.clone());
        let message = format!("{count} người cùng ký một văn bản: nhiều nhất {MOST} người");
        let error = Diagnostic::error("nguoi-ky-qua-nhieu", message).help(
            "giữ những người ký chính, những người khác ghi vào một bảng ở phụ lục để ký tên",
        );
        self.errors.push(match place {
            Some(place) => error.at(place),
            None => error,
        });
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
            agency: 0,
            of_agency: true,
            seal: None,
        })
    }
}

/// Tells of each whether a seal stands beside their signature: beside that of the last who signs for an
/// agency or for a party. The agency's own seal stands beside those who sign for no one else.
pub(super) fn sealed(
    all: Vec<Signed>,
    seal: Option<&Picture>,
) -> Vec<(Signatory, SignatoryPictures)> {
    let parties: Vec<_> = all.iter().map(|one| one.party()).collect();
    let each = all.into_iter().enumerate();
    each.map(|(index, one)| {
        let Signed {
            mut signatory,
            mut pictures,
            agency,
            of_agency,
            seal: agencys,
        } = one;
        signatory.sealed = parties.get(index + 1) != parties.get(index);
        if signatory.sealed && of_agency && pictures.seal.is_none() {
            pictures.seal = match agency {
                0 => seal.cloned(),
                _ => agencys,
            };
        }
        (signatory, pictures)
    })
    .collect()
}
