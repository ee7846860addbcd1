//! Everything that documents share: fonts, templates and data, loaded once and used for any number of them.
//!
//! In: nothing, or a folder of templates and one of fonts. Out: [`Resources`]. A stage is handed the
//! part that it needs, never the whole; sets that differ can live side by side in a process.

use super::attach;
use crate::{
    announced::Announcements,
    content::{Copies, Kinds, RowWords},
    data::{DataFile, Lazy},
    decree::Decree,
    diagnostic::{Result, Source},
    fingerprint::{Fingerprint, Fingerprinter},
    font,
    markdown::{Headings, Known, Signs},
    tables::TableWords,
    template::{self, Templates},
    typography,
};
use std::{collections::BTreeMap, path::Path, sync::Arc};

/// Everything that documents share: loaded once, used for any number of them, from any thread.
pub struct Resources {
    /// The four faces.
    pub fonts: font::FontSet,
    /// The templates.
    pub templates: Templates,
    /// Tells apart sets that may make other files of the same content: it covers every font and every
    /// file of a template folder that is not the program's own.
    pub fingerprint: Fingerprint,
    data: Data,
}

/// One of each data file, the program's own or a template folder's.
struct Data {
    kinds: Lazy<Kinds>,
    copies: Lazy<Copies>,
    decree: Lazy<Decree>,
    headings: Lazy<Headings>,
    signs: Lazy<Signs>,
    typography: Lazy<typography::Rules>,
    announcements: Lazy<Announcements>,
    rows: Lazy<RowWords>,
    tables: Lazy<TableWords>,
    attachments: Lazy<attach::Words>,
}

/// The data files that a template folder may bring beside templates.
const DATA_FILES: [&str; 10] = [
    Kinds::NAME,
    Copies::NAME,
    Decree::NAME,
    Headings::NAME,
    Signs::NAME,
    typography::Rules::NAME,
    Announcements::NAME,
    RowWords::NAME,
    TableWords::NAME,
    attach::Words::NAME,
];

impl Resources {
    /// The program's own fonts, templates and data.
    pub fn embedded() -> Self {
        Self {
            fonts: font::FontSet::embedded(),
            templates: Templates::builtin(),
            fingerprint: Fingerprinter::default().finish(),
            data: Data::builtin(),
        }
    }

    /// The program's own, but for what the folders that are given bring: a template, or a data file
    /// such as `typography.yaml`, takes the place of the one of its name; the kinds of a `kinds.yaml`
    /// are added, one of the same slug takes the place of the program's; the entries of an
    /// `nd30.yaml` are laid over the program's.
    ///
    /// # Errors
    /// A folder cannot be read, or what it holds is not in order.
    pub fn from_dirs(templates: Option<&Path>, fonts: Option<&Path>) -> Result<Self> {
        let mut resources = Self::embedded();
        let mut print = Fingerprinter::default();
        if let Some(dir) = templates {
            let files = template::folder::read(dir, &DATA_FILES)?;
            resources.templates = Templates::with_files(&files)?;
            resources.data = Data::brought(&files)?;
            for (name, file) in &files {
                print.add(name.as_bytes()).add(file.text.as_bytes());
            }
        }
        resources.fingerprint = print.finish();
        match fonts {
            None => Ok(resources),
            Some(dir) => Ok(resources.with_fonts(font::FontSet::from_dir(dir)?)),
        }
    }

    /// The same, set in other faces; files that were set in these are told apart.
    pub fn with_fonts(mut self, fonts: font::FontSet) -> Self {
        let mut print = Fingerprinter::default();
        print.add(self.fingerprint.to_string().as_bytes());
        for face in font::FaceId::ALL {
            print.add(fonts.face(face).data());
        }
        self.fonts = fonts;
        self.fingerprint = print.finish();
        self
    }

    /// Name and text of each of the program's own files that a template folder may bring.
    pub fn originals() -> impl Iterator<Item = (&'static str, &'static str)> {
        let data = DATA_FILES.into_iter().zip([
            Kinds::BUILTIN,
            Copies::BUILTIN,
            Decree::BUILTIN,
            Headings::BUILTIN,
            Signs::BUILTIN,
            typography::Rules::BUILTIN,
            Announcements::BUILTIN,
            RowWords::BUILTIN,
            TableWords::BUILTIN,
            attach::Words::BUILTIN,
        ]);
        Templates::originals().chain(data)
    }

    /// The kinds of documents.
    ///
    /// # Errors
    /// None that a user can meet, here and below: files of a folder are read by [`Self::from_dirs`],
    /// and a test reads the program's own.
    pub fn kinds(&self) -> Result<&Kinds> {
        self.data.kinds.get()
    }

    /// The forms of copies.
    ///
    /// # Errors
    /// As [`Self::kinds`].
    pub fn copies(&self) -> Result<&Copies> {
        self.data.copies.get()
    }

    /// The measures, before agency and document choose.
    ///
    /// # Errors
    /// As [`Self::kinds`].
    pub fn decree(&self) -> Result<&Decree> {
        self.data.decree.get()
    }

    /// The words and signs that Markdown is read by.
    ///
    /// # Errors
    /// As [`Self::kinds`].
    pub fn markdown(&self) -> Result<Known<'_>> {
        Ok(Known {
            headings: self.data.headings.get()?,
            signs: self.data.signs.get()?,
            tables: self.data.tables.get()?,
            rows: self.data.rows.get()?,
            placing: None,
            shelf: None,
        })
    }

    /// Which words and numbers stay on one line.
    ///
    /// # Errors
    /// As [`Self::kinds`].
    pub fn typography(&self) -> Result<&typography::Rules> {
        self.data.typography.get()
    }

    /// The words by which texts announce appendices.
    ///
    /// # Errors
    /// As [`Self::kinds`].
    pub fn announcements(&self) -> Result<&Announcements> {
        self.data.announcements.get()
    }

    /// The words by which rows of a table are known that are no data.
    ///
    /// # Errors
    /// As [`Self::kinds`].
    pub fn rows(&self) -> Result<&RowWords> {
        self.data.rows.get()
    }

    /// The words that are said of the files that a PDF carries.
    ///
    /// # Errors
    /// As [`Self::kinds`].
    pub fn attachments(&self) -> Result<&attach::Words> {
        self.data.attachments.get()
    }
}

impl Data {
    fn builtin() -> Self {
        Self {
            kinds: Lazy::builtin(),
            copies: Lazy::builtin(),
            decree: Lazy::builtin(),
            headings: Lazy::builtin(),
            signs: Lazy::builtin(),
            typography: Lazy::builtin(),
            announcements: Lazy::builtin(),
            rows: Lazy::builtin(),
            tables: Lazy::builtin(),
            attachments: Lazy::builtin(),
        }
    }

    /// The program's own, but for the files that a folder brings.
    fn brought(files: &BTreeMap<String, Arc<Source>>) -> Result<Self> {
        Ok(Self {
            kinds: of(files)?,
            copies: of(files)?,
            decree: of(files)?,
            headings: of(files)?,
            signs: of(files)?,
            typography: of(files)?,
            announcements: of(files)?,
            rows: of(files)?,
            tables: of(files)?,
            attachments: of(files)?,
        })
    }
}

fn of<T: DataFile>(files: &BTreeMap<String, Arc<Source>>) -> Result<Lazy<T>> {
    match files.get(T::NAME) {
        Some(source) => Lazy::brought(source),
        None => Ok(Lazy::builtin()),
    }
}
