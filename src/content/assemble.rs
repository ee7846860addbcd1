//! Files of the right shape to [`Content`]: a document's own value, else the profile's.

use super::{
    Content, IssueDate, Kind, Loaded, OwnValues, Pictures, Row, SymbolForm, Text, Wanted,
    chain::Chain,
    charts, date,
    kinds::entries,
    pictures::{self, Subject},
    schema::{Document, Shared},
    signatories,
};
use crate::{
    diagnostic::{Diagnostic, Diagnostics, Result},
    figures::{Figure, Figures},
    picture::Picture,
    tables::Table,
    yaml::typed::{Choice, Field, Lines, Markdown, Marked, ScalarOr, Words, YesNo},
};
use std::{collections::BTreeMap, path::Path, sync::Arc};

/// A row, and what works out an expression over it.
type Filling<'a> = (Row, &'a dyn Fn(&Text, &Row) -> Result<String>);

/// Makes the content, or tells all that stands against it.
pub(super) fn assemble(chain: &Chain, filling: Option<Filling<'_>>) -> Result<Loaded> {
    let mut assembly = Assembly {
        chain,
        document: &chain.document.file,
        filling: filling.as_ref(),
        errors: Vec::new(),
        warnings: Vec::new(),
    };
    let content = assembly.content();
    let (errors, warnings) = (assembly.errors, assembly.warnings);
    match content {
        Some(mut content) if errors.is_empty() => {
            content.row = filling.map(|(row, _)| row);
            content.fingerprint = chain.print().with_row(content.row.as_ref());
            Ok(Loaded {
                content,
                warnings: chain.warnings.iter().cloned().chain(warnings).collect(),
            })
        }
        _ => Err(Diagnostics(errors)),
    }
}

pub(super) struct Assembly<'a> {
    pub(super) chain: &'a Chain,
    pub(super) document: &'a Document,
    filling: Option<&'a Filling<'a>>,
    pub(super) errors: Vec<Diagnostic>,
    pub(super) warnings: Vec<Diagnostic>,
}

impl<'a> Assembly<'a> {
    /// `None` only after an error was noted.
    fn content(&mut self) -> Option<Content> {
        let document = self.document;
        // Each is looked at before any is missed, so that all errors are told at once.
        let kind = self.kind();
        let date = self.date(wants(kind.as_ref(), Wanted::Date));
        let signatories = self.signatories();
        if let (Some(kind), Some(all)) = (&kind, &signatories) {
            self.check_least(kind, all.len());
        }
        let number = self.number();
        let symbol = kind.as_ref().and_then(|kind| self.symbol(kind));
        let joint = kind.as_ref().map(|kind| self.joint(kind));
        let place = match wants(kind.as_ref(), Wanted::Place) {
            true => self.required(|all| &all.place),
            false => self.text(|all| &all.place),
        };
        let marks = self.marks(number.as_ref());
        let body = markdown(&document.body);
        if body.is_none() && wants(kind.as_ref(), Wanted::Body) {
            let missing = self.chain.missing_own(&document.body.mark);
            self.errors.push(missing);
        }
        let own = self.own(kind.as_ref());
        let seal = self.seal();
        let figures = self.figures();
        let charts = charts::charts(&self.document.charts, &figures, &mut self.errors);
        let tables = self.tables();
        let measures = self.measures();
        let recipients = self.lines(|all| &all.recipients);
        let archive = self.archive(&recipients);
        let attached = kind.as_ref().map(|kind| self.attached(kind, document));
        let appendices = self.appendices(&document.appendices);
        let signatories = signatories::sealed(signatories?, seal.as_ref());
        let (signatories, of_each): (Vec<_>, Vec<_>) = signatories.into_iter().unzip();
        let pictures = Pictures {
            signatories: of_each,
            seal,
            illustrations: self.chain.illustrations.with_charts(charts),
        };
        Some(Content {
            sources: self.chain.sources().map(Arc::clone).collect(),
            kind: kind?,
            superior: self.lines(|all| &all.superior),
            agency: self.lines(|all| &all.agency),
            number,
            symbol: symbol?,
            typed_symbol: typed(&document.symbol),
            abbreviation: self.text(|all| &all.abbreviation),
            place,
            date,
            subject: lines(&document.subject),
            addressees: lines(&document.addressees),
            authority: self.lines(|all| &all.authority),
            bases: lines(&document.bases),
            opening: markdown(&document.opening),
            body,
            closing: markdown(&document.closing),
            by_line: self.is_set(|all| &all.by_line),
            recipients,
            archive,
            marks,
            address: self.address(),
            joint: joint?,
            signatories,
            pictures,
            own,
            figures,
            attached: attached?,
            appendices,
            agency_name: self.text(|all| &all.agency_name),
            electronic: self.is_set(|all| &all.electronic),
            own_words: self.own_words(),
            tables,
            row: None,
            fingerprint: self.chain.print().with_row(None),
            measures,
        })
    }

    /// A text of the document that must be plain by now: in a batch its expressions are worked
    /// out for the row.
    pub(super) fn plain(&mut self, field: &Field<Words>) -> Option<Text> {
        let Words(text) = &field.filled()?.value;
        let text = self.filled(text.clone());
        said(&text).cloned()
    }

    /// A text whose expressions are worked out for the row, in a batch.
    pub(super) fn filled(&mut self, mut text: Text) -> Text {
        if let Some((row, expand)) = self.filling
            && text.text.contains('{')
        {
            match expand(&text, row) {
                Ok(expanded) => text.text = expanded.trim().to_owned(),
                Err(Diagnostics(found)) => self.errors.extend(found),
            }
        }
        text
    }

    /// Tells whether the nearest file that says so says yes.
    fn is_set(&self, field: impl Fn(&Shared) -> &Field<YesNo>) -> bool {
        let picked = self.chain.pick(field);
        matches!(picked.map(|picked| &picked.value), Some(YesNo(true)))
    }

    pub(super) fn text(&self, field: impl Fn(&Shared) -> &Field<Words>) -> Option<Text> {
        said(&self.chain.pick(field)?.value.0).cloned()
    }

    fn lines(&self, field: impl Fn(&Shared) -> &Field<Lines>) -> Vec<Text> {
        let picked = self.chain.pick(field);
        picked.map_or_else(Vec::new, |lines| lines.value.0.clone())
    }

    /// The own words of all files: a document adds some to those of its office.
    fn own_words(&self) -> Vec<Text> {
        let files = self.chain.shared();
        files
            .flat_map(|(_, shared)| lines(&shared.own_words))
            .collect()
    }

    fn required(&mut self, field: impl Fn(&Shared) -> &Field<Words>) -> Option<Text> {
        let text = self.text(&field);
        if text.is_none() {
            self.errors.push(self.chain.missing(field));
        }
        text
    }

    /// The text that follows `Lưu:`; none where the recipients have a line of that kind already.
    fn archive(&mut self, recipients: &[Text]) -> Option<Text> {
        let archive = self.text(|all| &all.archive)?;
        let Some((line, named)) = recipients
            .iter()
            .find_map(|line| Some((line, archived(&line.text)?)))
        else {
            return Some(archive);
        };
        let bare = |text: &str| text.trim_end_matches(['.', ';', ',', ' ']).to_owned();
        if bare(named) != bare(archived(&archive.text).unwrap_or(&archive.text)) {
            self.warnings.push(
                Diagnostic::warning(
                    "luu-lap",
                    "nơi nhận đã có dòng Lưu nên mục “luu” không được in",
                )
                .at(line.place.clone())
                .related(archive.place, "mục “luu” ở đây")
                .help("chỉ giữ một: bỏ dòng này ở “noi_nhan”, hoặc để trống mục “luu”"),
            );
        }
        None
    }

    fn kind(&mut self) -> Option<Kind> {
        let given = self.document.kind.given();
        let slug = given.and_then(|Marked { value, .. }| said(&value.0));
        let kind = slug.and_then(|slug| self.chain.kinds.named(slug.text.trim()));
        if kind.is_none() {
            // The shape check refuses these first.
            let missing = self.chain.missing_own(&self.document.kind.mark);
            self.errors.push(missing);
        }
        kind.cloned()
    }

    fn date(&mut self, is_wanted: bool) -> Option<IssueDate> {
        let Some(given) = self.document.date.given() else {
            if is_wanted {
                let missing = self.chain.missing_own(&self.document.date.mark);
                self.errors.push(missing);
            }
            return None;
        };
        let read = match &given.value {
            ScalarOr::Scalar(text) => {
                let filled = self.filled(text.clone());
                date::written(&filled.text, &given.place)
            }
            ScalarOr::Map(parts) => date::in_parts(parts, &given.place),
        };
        read.map_err(|error| self.errors.push(error)).ok()
    }

    fn number(&mut self) -> Option<Text> {
        self.number_of(&self.document.number)
    }

    /// II.3.c: numbers below 10 are written with a zero before them.
    pub(super) fn number_of(&mut self, field: &Field<Words>) -> Option<Text> {
        let mut number = self.plain(field)?;
        if date::is_gap(&number.text) {
            return None;
        }
        let help = if !number.text.bytes().all(|b| b.is_ascii_digit()) {
            "chỉ ghi chữ số, ví dụ 08; phần ký hiệu sau dấu gạch chéo ghi ở mục “ky_hieu”"
        } else if number.text.bytes().all(|b| b == b'0') {
            "số văn bản bắt đầu từ 01; chưa có số thì bỏ trống"
        } else {
            if number.text.len() == 1 {
                number.text.insert(0, '0');
            }
            return Some(number);
        };
        let message = format!("“{}” không phải là số văn bản", number.text);
        let error = Diagnostic::error("so-sai", message).at(number.place);
        self.errors.push(error.help(help));
        None
    }

    /// The values of the kind's own entries.
    fn own(&mut self, kind: Option<&Kind>) -> OwnValues {
        let Some(kind) = kind else {
            return Vec::new();
        };
        let (source, root) = (&self.chain.document.source, &self.chain.document.root);
        let few = entries::too_few(&kind.entries, source, root);
        self.errors.extend(few);
        entries::read(&kind.entries, source, root)
    }

    /// II.3.b: the kind's abbreviation and the agency's; for letters, the agency's and the unit's. The
    /// agencies that share a joint document's number stand in it all.
    fn symbol(&mut self, kind: &Kind) -> Option<String> {
        if kind.symbol == SymbolForm::None {
            return Some(String::new());
        }
        if let Some(given) = self.plain(&self.document.symbol) {
            return Some(given.text);
        }
        let agency = self.required(|all| &all.abbreviation).map(|agency| {
            let own = std::iter::once(agency.text);
            let all: Vec<String> = own.chain(self.joint_abbreviations()).collect();
            all.join("-")
        });
        if kind.symbol == SymbolForm::Unit {
            let unit = self.required(|all| &all.unit);
            return Some(format!("{}-{}", agency?, unit?.text));
        }
        Some(format!("{}-{}", kind.abbreviation, agency?))
    }

    fn seal(&mut self) -> Option<Picture> {
        let mut files = self.chain.shared();
        let (folder, shared) = files.find(|(_, shared)| shared.seal.given().is_some())?;
        self.picture(Subject::Seal, folder, &shared.seal)
    }

    pub(super) fn picture(
        &mut self,
        subject: Subject,
        folder: &Path,
        field: &Field<Choice>,
    ) -> Option<Picture> {
        let Choice(named) = &field.filled()?.value;
        match pictures::find(subject, folder, named, &self.chain.pictures) {
            Ok((picture, warning)) => {
                self.warnings.extend(warning);
                Some(picture)
            }
            Err(error) => {
                self.errors.push(*error);
                None
            }
        }
    }

    fn figures(&mut self) -> Figures {
        match self.document.figures.given() {
            Some(tree) => tree.value.figures(&mut self.errors),
            None => Figures(Figure::Map(Vec::new())),
        }
    }

    fn tables(&mut self) -> Vec<Arc<Table>> {
        let read = self.chain.tables.read(self.chain);
        self.errors.extend(read.errors.iter().cloned());
        self.warnings.extend(read.warnings.iter().cloned());
        read.tables.clone()
    }

    /// Leaf by leaf the document's over the profile's.
    fn measures(&mut self) -> Vec<(String, Text)> {
        let mut all = BTreeMap::new();
        for (_, shared) in self.chain.shared().rev() {
            if let Some(tree) = shared.measures.given() {
                tree.value.leaves(&mut all, &mut self.errors);
            }
        }
        all.into_iter().collect()
    }
}

/// Tells whether a document must have an entry; one of no known kind, which was told, need not.
fn wants(kind: Option<&Kind>, entry: Wanted) -> bool {
    kind.is_some_and(|kind| kind.wants(entry))
}

/// A text as it was typed; none that an expression is to print.
fn typed(field: &Field<Words>) -> Option<Text> {
    let Words(text) = &field.filled()?.value;
    said(text).filter(|text| !text.text.contains('{')).cloned()
}

/// A text, unless it says nothing.
pub(super) fn said(text: &Text) -> Option<&Text> {
    (!text.text.trim().is_empty()).then_some(text)
}

pub(super) fn markdown(field: &Field<Markdown>) -> Option<Text> {
    said(&field.given()?.value.0).cloned()
}

pub(super) fn lines(field: &Field<Lines>) -> Vec<Text> {
    let given = field.given();
    given.map_or_else(Vec::new, |lines| lines.value.0.clone())
}

/// The text behind `Lưu:` in a line that begins so, with or without a dash.
fn archived(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let (word, rest) = line.split_once(':')?;
    (word.trim_end().to_lowercase() == "lưu").then(|| rest.trim())
}
