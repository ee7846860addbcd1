//! Entries that must stand in some file of a document, and stand in none.

use super::{
    Wanted,
    chain::Chain,
    schema::{self, Shared},
};
use crate::diagnostic::{Diagnostic, Place};
use crate::yaml::{
    shape,
    typed::{Field, Mark},
};

impl Chain {
    /// The message about an entry that the files do not give, at the top of the document.
    pub(super) fn missing<T>(&self, field: impl Fn(&Shared) -> &Field<T>) -> Diagnostic
    where
        T: 'static,
    {
        self.told_missing(&self.marks(|all| &field(all).mark))
    }

    /// As [`Chain::missing`], of the one who signs.
    pub(super) fn missing_signatory(&self) -> Diagnostic {
        self.told_missing(&self.signatories())
    }

    /// As [`Chain::missing`], of an entry that profiles do not have.
    pub(super) fn missing_own(&self, own: &Mark) -> Diagnostic {
        let others = Vec::new();
        self.told_missing(&Marks { own, others })
    }

    fn told_missing(&self, marks: &Marks<'_>) -> Diagnostic {
        if let Some(remark) = marks.all().find_map(Mark::remark) {
            return remark.as_error();
        }
        let name = marks.own.name;
        let properties = schema::DOCUMENT.get("properties");
        let description = properties
            .and_then(|all| all.get(name))
            .and_then(shape::description);
        let own = &marks.own.key;
        let place = match marks.given() {
            Some(mark) => &mark.key,
            None if own.is_some() => own,
            None => &self.document.file.kind.mark.key,
        };
        let top = || Place::new(&self.document.source, 0..0);
        shape::missing(name, description).at(place.clone().unwrap_or_else(top))
    }

    /// An entry of documents and profiles, as it stands in each file.
    fn marks(&self, mark: impl Fn(&Shared) -> &Mark) -> Marks<'_> {
        let profiles = self.profiles.iter();
        Marks {
            own: mark(&self.document.file.shared),
            others: profiles.map(|layer| mark(&layer.file.shared)).collect(),
        }
    }

    /// The entries of those who sign.
    fn signatories(&self) -> Marks<'_> {
        let profiles = self.profiles.iter();
        Marks {
            own: &self.document.file.signatories.mark,
            others: profiles.map(|layer| &layer.file.signatories.mark).collect(),
        }
    }

    /// Messages for entries that a profile may give, but some file must.
    pub(super) fn all_missing(&self, misspelt: &[String]) -> Vec<Diagnostic> {
        let mut required = vec![self.marks(|all| &all.agency.mark)];
        let kind = self.kinds.of_file(&self.document.root);
        for wanted in kind.into_iter().flat_map(|kind| &kind.required) {
            required.extend(match wanted {
                Wanted::Place => Some(self.marks(|all| &all.place.mark)),
                Wanted::Authority => Some(self.marks(|all| &all.authority.mark)),
                Wanted::Recipients => Some(self.marks(|all| &all.recipients.mark)),
                Wanted::Archive => Some(self.marks(|all| &all.archive.mark)),
                // Those of the document itself are told by the shape check.
                Wanted::Date
                | Wanted::Subject
                | Wanted::Addressees
                | Wanted::Bases
                | Wanted::Body => None,
            });
        }
        let mut profiles = self.profiles.iter();
        if !profiles.any(|layer| layer.file.default_signatories.mark.is_given()) {
            required.push(self.signatories());
        }
        let is_missing = |marks: &&Marks<'_>| {
            let is_known = misspelt.iter().any(|name| name == marks.own.name);
            !is_known && marks.given().is_none_or(Mark::is_blank)
        };
        let missing = required.iter().filter(is_missing);
        missing.map(|marks| self.told_missing(marks)).collect()
    }
}

/// An entry as it stands in the document, and in the profiles that may have it.
struct Marks<'c> {
    own: &'c Mark,
    others: Vec<&'c Mark>,
}

impl<'c> Marks<'c> {
    fn all(&self) -> impl Iterator<Item = &'c Mark> {
        std::iter::once(self.own).chain(self.others.iter().copied())
    }

    /// The nearest that has a value, even if it says nothing.
    fn given(&self) -> Option<&'c Mark> {
        self.all().find(|mark| mark.is_given())
    }
}
