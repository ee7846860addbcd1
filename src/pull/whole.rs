//! The whole way of a pull: an edited DOCX and a content file in, the text of the content file out. Nothing is
//! written; other files are read by what the caller hands in.

use super::{Chosen, Pulled, Sides, pull};
use crate::{
    compile::{self, Resources, last_built},
    content::Content,
    diagnostic::{Diagnostic, Diagnostics, Result, Source},
    docx::Made,
    import::{self, Options, flat::Flat},
    sheet::Sheet,
};
use std::{path::Path, sync::Arc};

/// A DOCX that a person edited.
pub(crate) struct Edited {
    /// The name of the file, for messages.
    pub(crate) name: String,
    pub(crate) flat: Flat,
    /// What it tells of how it was made.
    pub(crate) made: Option<Made>,
}

impl Edited {
    /// Reads one.
    ///
    /// # Errors
    /// It is no DOCX that can be read.
    pub(crate) fn read(name: &str, bytes: &[u8], options: Options) -> Result<Self> {
        let named = |mut diagnostic: Diagnostic| {
            diagnostic.message = format!("“{name}”: {}", diagnostic.message);
            diagnostic
        };
        let flat = import::read(bytes, options)
            .map_err(|Diagnostics(all)| Diagnostics(all.into_iter().map(named).collect()))?;
        Ok(Self {
            name: name.to_owned(),
            flat,
            made: Made::of(bytes),
        })
    }
}

/// The content file that changes go into.
pub(crate) struct Asked<'a> {
    /// Its path, for messages.
    pub(crate) file: &'a Path,
    pub(crate) bytes: &'a [u8],
    /// What bytes of a content file of this path say.
    pub(crate) content: &'a dyn Fn(&[u8]) -> Result<Content>,
    /// What was kept of the document as it was built last.
    pub(crate) kept: &'a dyn Fn() -> Option<String>,
    pub(crate) chosen: Chosen,
}

/// What came of it.
pub(crate) struct Outcome {
    pub(crate) pulled: Pulled,
    pub(crate) source: Arc<Source>,
    /// The document before and after.
    pub(crate) sheets: (Sheet, Sheet),
    /// The document as it was built is not known any more: who changed what is guessed by its paragraphs.
    pub(crate) lost: Option<Diagnostic>,
}

/// Pulls what a person edited into the text of a content file.
///
/// # Errors
/// The content file makes no document.
pub(crate) fn outcome(
    edited: &Edited,
    asked: &Asked<'_>,
    resources: &Resources,
) -> Result<Outcome> {
    let Edited { name, flat, made } = edited;
    let content = (asked.content)(asked.bytes)?;
    let now = compile::compile(&content, resources)?.sheet;
    let Some(source) = now.sources.first().map(Arc::clone) else {
        return Err(Diagnostic::error("khong-ro-yaml", "văn bản này không có tệp YAML").into());
    };
    if made.is_none() && !super::is_of(flat, &now)? {
        let message = format!(
            "“{name}” không phải văn bản của “{}”: không do vanban làm ra từ tệp ấy",
            asked.file.display()
        );
        return Err(Diagnostic::error("khac-van-ban", message)
            .help("tệp của nơi khác thì nhập thành văn bản mới: vanban import TỆP.docx")
            .into());
    }
    let print = content.fingerprint.to_string();
    let is_as_made = made
        .as_ref()
        .is_some_and(|made| made.of.as_ref() == Some(&print));
    let then = match made {
        Some(made) if !is_as_made => then(asked, made, resources)?,
        _ => None,
    };
    let lost = (!is_as_made && then.is_none()).then(|| {
        let message = format!("không còn bản gốc của “{name}”: so từng đoạn với tệp YAML đang có");
        Diagnostic::warning("mat-ban-goc", message)
    });
    let compile = |text: &str| -> Result<Sheet> {
        let content = (asked.content)(text.as_bytes())?;
        Ok(compile::compile(&content, resources)?.sheet)
    };
    let pulled = pull(&Sides {
        edited: flat,
        source: &source,
        now: &now,
        then: then.as_ref(),
        made: made.as_ref().filter(|_| lost.is_some()),
        chosen: asked.chosen.clone(),
        names: resources.kinds()?.names(),
        compile: &compile,
    })?;
    let after = compile(&pulled.text)?;
    Ok(Outcome {
        pulled,
        source,
        sheets: (now, after),
        lost,
    })
}

/// The document as it was built last, where the DOCX was made as that.
fn then(asked: &Asked<'_>, made: &Made, resources: &Resources) -> Result<Option<Sheet>> {
    // A record that cannot be read is as good as none.
    let Some(kept) = (asked.kept)() else {
        return Ok(None);
    };
    let is_it = made.of.is_some() && last_built::fingerprint(&kept) == made.of;
    is_it
        .then(|| last_built::read(&asked.file.display().to_string(), &kept, resources))
        .transpose()
}
