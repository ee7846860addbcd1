//! YAML to [`Content`]: keys, places, the agency profile, text in NFC.
//!
//! In: the text of a content file (and of the profile that it names).
//! Out: [`Content`], complete and typed, every text with its place.
//! Not here: tera expressions are still unexpanded, Markdown still unparsed.

mod appendices;
mod assemble;
mod chain;
mod charts;
mod date;
mod doubts;
mod illustrations;
mod joint;
mod kinds;
mod marks;
mod measures;
mod missing;
mod pictures;
mod print;
#[cfg(feature = "serve")]
mod profiles;
mod schema;
mod signatories;
mod tables;
#[cfg(test)]
mod tests;

pub use crate::figures::{Figure, Figures};
pub use crate::rows::RowWords;
pub use crate::yaml::Text;
pub use appendices::{Appendix, Attached, AttachedKind, HeadOfForm};
pub(crate) use chain::is_text_of_profile;
pub use chain::{is_document, is_profile};
pub use illustrations::{Illustrations, Remembered};
#[cfg(feature = "serve")]
pub(crate) use kinds::{Answers, NEEDED, profile_of};
pub use kinds::{
    Copies, Kind, Kinds, LeastSigning, Own, OwnEntry, OwnForm, OwnValues, PROFILE, SymbolForm,
    Wanted, copy_skeleton, profile_skeleton, skeleton, skeleton_with,
};
pub use marks::{Address, DraftMark, Marks};
#[cfg(feature = "serve")]
pub(crate) use profiles::{agency_of, given_by, reads_as_profile, told_of_profile};

use crate::data::DataFile;
use crate::diagnostic::{Diagnostic, Place, Result, Source};
use crate::fingerprint::Fingerprint;
use crate::picture::Picture;
use crate::tables::Table;
use crate::yaml::source;
use std::{io, path::Path, sync::Arc};

/// Why a file could not be read, in words for its writer.
pub(crate) fn unreadable(name: &str, error: &io::Error) -> Diagnostic {
    source::unreadable(name, error)
}

/// A content file that was read, and what its writer should know about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// The content.
    pub content: Content,
    /// Warnings only.
    pub warnings: Vec<Diagnostic>,
}

/// Reads a content file of one of the program's own kinds and the profiles that it names.
///
/// # Errors
/// What is wrong in the files, with its place.
pub fn load(path: &Path) -> Result<Loaded> {
    load_of(path, &Kinds::builtin()?)
}

/// [`load`] for the kinds of a set: `resources.kinds()` has those of a template folder, too.
///
/// # Errors
/// As [`load`].
pub fn load_of(path: &Path, kinds: &Kinds) -> Result<Loaded> {
    Draft::load(path, kinds)?.content()
}

/// [`load`] from the file's bytes; `read` gives the bytes of a profile or picture, by the path of
/// the file that names it joined with what that file says.
///
/// # Errors
/// As [`load`].
pub fn from_sources(
    path: &Path,
    bytes: impl Into<Vec<u8>>,
    read: &mut dyn FnMut(&Path) -> io::Result<Vec<u8>>,
) -> Result<Loaded> {
    Draft::from_sources(path, bytes, read, &Kinds::builtin()?)?.content()
}

/// A content file and its profiles, read and of the right shape, but not yet a document: a batch
/// makes one of each row from the same draft.
pub struct Draft(chain::Chain);

impl Draft {
    /// Reads a content file and the profiles that it names.
    pub fn load(path: &Path, kinds: &Kinds) -> Result<Self> {
        let bytes = source::read_file(path)
            .map_err(|error| source::unreadable(&path.to_string_lossy(), &error))?;
        Self::from_sources(path, bytes, &mut source::read_file, kinds)
    }

    /// [`Draft::load`] of a file as if it had other bytes.
    pub fn of_bytes(path: &Path, bytes: impl Into<Vec<u8>>, kinds: &Kinds) -> Result<Self> {
        Self::from_sources(path, bytes, &mut source::read_file, kinds)
    }

    /// [`Draft::load`] for [`from_sources`].
    pub fn from_sources(
        path: &Path,
        bytes: impl Into<Vec<u8>>,
        read: &mut dyn FnMut(&Path) -> io::Result<Vec<u8>>,
        kinds: &Kinds,
    ) -> Result<Self> {
        chain::read(path, bytes.into(), read, kinds).map(Self)
    }

    /// Takes over the decoded pictures of an earlier draft, where their files are the same.
    #[cfg(feature = "serve")]
    pub(crate) fn adopt(&self, earlier: &Self) {
        self.0.illustrations.adopt(&earlier.0.illustrations);
        self.0.pictures.adopt(&earlier.0.pictures);
    }

    /// Tells whether it names pictures.
    #[cfg(feature = "serve")]
    pub(crate) fn has_pictures(&self) -> bool {
        !self.0.illustrations.is_empty() || !self.0.pictures.is_empty()
    }

    /// The files that were read: the content file first, then profiles.
    pub fn sources(&self) -> impl Iterator<Item = &Arc<Source>> {
        self.0.sources()
    }

    /// Every text of these files, as YAML reads it.
    pub fn texts(&self) -> Vec<&str> {
        self.0.texts()
    }

    /// The fingerprint of these files: of all that a document without a row is made of.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint_of(None)
    }

    /// The fingerprint of these files and a row.
    pub fn fingerprint_of(&self, row: Option<&Row>) -> Fingerprint {
        let print = self.0.pictures.fingerprint(self.0.print().with_row(row));
        let print = self.0.tables.fingerprint(print);
        self.0.illustrations.fingerprint(print)
    }

    /// The paths of these files, and of the pictures and tables that they name.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        let pictures = self.0.pictures.paths();
        let pictures = pictures.chain(self.0.illustrations.paths());
        self.0.paths().chain(pictures).chain(self.0.tables.paths())
    }

    /// The content.
    pub fn content(&self) -> Result<Loaded> {
        assemble::assemble(&self.0, None)
    }

    /// The content for a row of a batch. `expand` works out the expressions in what must be plain
    /// before the template runs (number, symbol, date, the name that stands for a signatory).
    pub fn content_of_row(
        &self,
        row: Row,
        expand: &dyn Fn(&Text, &Row) -> Result<String>,
    ) -> Result<Loaded> {
        assemble::assemble(&self.0, Some((row, expand)))
    }
}

impl Row {
    /// The name of the row's number in expressions.
    pub const NUMBER: &str = "so_thu_tu";
}

/// A row of a batch: what expressions call it, and its values.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The name in expressions: `khom` in `{{ khom.ten }}`.
    pub name: String,
    /// From 1: `so_thu_tu` in expressions.
    pub number: usize,
    /// The values by the names of their columns.
    pub figures: Figures,
}

/// Reads a content file that needs no profile.
pub fn from_text(name: &str, text: &str) -> Result<Loaded> {
    from_sources(Path::new(name), text, &mut |_| {
        Err(io::ErrorKind::NotFound.into())
    })
}

/// The JSON Schema (draft 2020-12) of content files of these kinds, for editors.
pub fn schema(kinds: &Kinds) -> String {
    pretty(kinds.schema())
}

/// The JSON Schema of agency profiles.
pub fn profile_schema() -> String {
    pretty(&schema::PROFILE)
}

pub(crate) fn pretty(schema: &serde_json::Value) -> String {
    format!("{schema:#}\n")
}

/// The date of issue (thời gian ban hành); a draft may leave the day, or day and month, blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueDate {
    /// Day of the month, 1 to 31.
    pub day: Option<u8>,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Year.
    pub year: u16,
    /// Where it stands.
    pub place: Place,
}

/// Someone who signs (Phụ lục I, II.7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signatory {
    /// Lines of the party of a contract that they sign for: `BÊN A`; empty for none.
    pub party: Vec<Text>,
    /// Lines of the capacity in which they sign (quyền hạn): `TM. ỦY BAN NHÂN DÂN`.
    pub capacity: Vec<Text>,
    /// Lines of title (chức vụ): `CHỦ TỊCH`.
    pub title: Vec<Text>,
    /// Lines of their other title (chức vụ khác, box 7b), which stands above the name.
    pub office: Vec<Text>,
    /// Full name (họ và tên).
    pub name: Text,
    /// The seal of an agency or party stands beside their signature: they are the last who sign for it.
    pub sealed: bool,
}

/// Another agency that issues the document, too (văn bản liên tịch).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JointAgency {
    /// Its superior agency, in lines; empty for none.
    pub superior: Vec<Text>,
    /// Its name, in lines.
    pub agency: Vec<Text>,
    /// Its number, apart from that of the issuing agency; none where they have one together.
    pub own_number: Option<OwnNumber>,
}

/// The number that an agency gives a joint document in its own register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnNumber {
    /// As [`Content::number`].
    pub number: Option<Text>,
    /// As [`Content::symbol`].
    pub symbol: String,
}

/// Pictures to print: where the document will be signed, and in its text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pictures {
    /// Those of each of [`Content::signatories`]; none at all where there is no picture.
    pub signatories: Vec<SignatoryPictures>,
    /// The issuing agency's `anh_dau` (II.8.a).
    pub seal: Option<Picture>,
    /// Pictures and charts that the texts may show.
    pub illustrations: Illustrations,
}

/// The pictures of someone who signs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SignatoryPictures {
    /// `anh_chu_ky` (II.7.d).
    pub signature: Option<Picture>,
    /// `anh_dau` of the party or agency that they sign for.
    pub seal: Option<Picture>,
}

/// A content file, complete: its own values, else those of the agency profile.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    /// The files that were read: the content file first, then profiles.
    pub sources: Vec<Arc<Source>>,
    /// The fingerprint of these files and the row.
    pub fingerprint: Fingerprint,
    /// `loai`
    pub kind: Kind,
    /// `co_quan_chu_quan`: superior agency (cơ quan chủ quản trực tiếp), in lines; empty for none.
    pub superior: Vec<Text>,
    /// `co_quan`: issuing agency (cơ quan ban hành), in lines.
    pub agency: Vec<Text>,
    /// `so`: the number, digits as written, padded below 10 (II.3.c); none in a draft.
    pub number: Option<Text>,
    /// `ky_hieu`: symbol, given or derived from kind and agency: `KH-UBND`; empty for kinds without one.
    pub symbol: String,
    /// `ky_hieu` as the file gives it.
    pub typed_symbol: Option<Text>,
    /// `viet_tat`: the abbreviation of the issuing agency.
    pub abbreviation: Option<Text>,
    /// `dia_danh`: place of issue; none where the kind wants none and the file gives none.
    pub place: Option<Text>,
    /// `ngay_ban_hanh`; none as with the place.
    pub date: Option<IssueDate>,
    /// `trich_yeu`: subject, in lines.
    pub subject: Vec<Text>,
    /// `kinh_gui`: addressees (Kính gửi, 9a).
    pub addressees: Vec<Text>,
    /// `tham_quyen`: who decides (thẩm quyền ban hành), for decisions and resolutions; in lines.
    pub authority: Vec<Text>,
    /// `can_cu`: legal bases.
    pub bases: Vec<Text>,
    /// `mo_dau`: opening, Markdown.
    pub opening: Option<Text>,
    /// `noi_dung`: body, Markdown; none as with the place.
    pub body: Option<Text>,
    /// `ket_thuc`: closing, Markdown.
    pub closing: Option<Text>,
    /// `moi_dong_la_doan`: each line of opening, body and closing is a paragraph.
    pub by_line: bool,
    /// `noi_nhan`: recipients, without dashes.
    pub recipients: Vec<Text>,
    /// `luu`: what follows `Lưu:`, e.g. `VT, VPTK`.
    pub archive: Option<Text>,
    /// Urgency, secrecy, circulation, draft, the drafter's sign.
    pub marks: Marks,
    /// Where the agency is reached.
    pub address: Address,
    /// `lien_tich`: the other agencies that issue the document; none for most documents.
    pub joint: Vec<JointAgency>,
    /// `nguoi_ky`: those who sign, from left to right; at least one. The last signs for the issuing
    /// agency, whose seal stands beside theirs; those of other agencies come behind.
    pub signatories: Vec<Signatory>,
    /// Its pictures.
    pub pictures: Pictures,
    /// The kind's own entries that the file gives.
    pub own: OwnValues,
    /// `so_lieu`
    pub figures: Figures,
    /// `bang`
    pub tables: Vec<Arc<Table>>,
    /// The row of the batch that this document is made of.
    pub row: Option<Row>,
    /// `ban_hanh_kem_theo`: texts that are issued with the document.
    pub attached: Vec<Attached>,
    /// `phu_luc`: its appendices.
    pub appendices: Vec<Appendix>,
    /// `ten_co_quan`: the agency as running text calls it.
    pub agency_name: Option<Text>,
    /// `van_ban_dien_tu`: the document is issued as an electronic one.
    pub electronic: bool,
    /// `tu_dien`: words of the office that are right though no rule of `vanban check` knows them; the
    /// document's and those of all its profiles.
    pub own_words: Vec<Text>,
    /// `the_thuc`: the document's (over the profile's) choices of measures, path to value, as
    /// `("co_chu.noi_dung", "13")`.
    pub measures: Vec<(String, Text)>,
}
