//! What documents share: fonts and templates, the program's own or a user's.

use crate::{
    diagnostic::Result,
    fingerprint::{Fingerprint, Fingerprinter},
    font, template,
};
use std::path::Path;

/// What documents share: loaded once, used for any number of them, from any thread.
pub struct Resources {
    /// The four faces.
    pub fonts: font::FontSet,
    /// The templates.
    pub templates: template::Templates,
    /// Of the fonts and templates that are not the program's own.
    pub fingerprint: Fingerprint,
}

impl Resources {
    /// The program's own fonts and templates.
    pub fn embedded() -> Self {
        Self {
            fonts: font::FontSet::embedded(),
            templates: template::Templates::builtin(),
            fingerprint: Fingerprinter::default().finish(),
        }
    }

    /// The program's own, but for the folders that are given.
    ///
    /// # Errors
    /// A folder cannot be read, or what it holds is not in order.
    pub fn from_dirs(templates: Option<&Path>, fonts: Option<&Path>) -> Result<Self> {
        let mut resources = Self::embedded();
        let mut print = Fingerprinter::default();
        if let Some(dir) = templates {
            resources.templates = template::Templates::with_dir(dir)?;
            for (name, text) in resources.templates.files() {
                print.add(name.as_bytes()).add(text.as_bytes());
            }
        }
        if let Some(dir) = fonts {
            resources.fonts = font::FontSet::from_dir(dir)?;
            for face in font::FaceId::ALL {
                print.add(resources.fonts.face(face).data());
            }
        }
        resources.fingerprint = print.finish();
        Ok(resources)
    }
}
