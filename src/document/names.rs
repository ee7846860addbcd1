//! The words of the markup's attributes.

use super::{
    Blank, CellAlign, CellVertical, ColumnAlign, HeadingForm, ListMark, Manner, Numbering,
    Orientation, RecipientsPlace, RowKind,
};

/// `heading/@form`
pub(crate) const FORMS: &[(&str, HeadingForm)] = &[
    ("part", HeadingForm::Part),
    ("chapter", HeadingForm::Chapter),
    ("section", HeadingForm::Section),
    ("subsection", HeadingForm::Subsection),
    ("roman", HeadingForm::Roman),
    ("article", HeadingForm::Article),
    ("clause", HeadingForm::Clause),
    ("point", HeadingForm::Point),
    ("plain", HeadingForm::Plain),
];

/// `list/@mark`
pub(crate) const MARKS: &[(&str, ListMark)] = &[
    ("bullet", ListMark::Bullet),
    ("decimal", decimal(false, false)),
    ("decimal-zero", decimal(true, false)),
    ("decimal-bracket", decimal(false, true)),
    ("decimal-zero-bracket", decimal(true, true)),
    ("letter", ListMark::Letter),
];

const fn decimal(padded: bool, bracket: bool) -> ListMark {
    ListMark::Decimal(Numbering { padded, bracket })
}

/// `p/@set`
pub(crate) const MANNERS: &[(&str, Manner)] = &[
    ("right", Manner::Right),
    ("centre", Manner::Centre),
    ("quote", Manner::Quote),
];

/// `column/@align`
pub(crate) const ALIGNS: &[(&str, ColumnAlign)] = &[
    ("left", ColumnAlign::Left),
    ("centre", ColumnAlign::Centre),
    ("right", ColumnAlign::Right),
    ("auto", ColumnAlign::Auto),
];

/// `cell/@align`
pub(crate) const CELL_ALIGNS: &[(&str, CellAlign)] = &[
    ("left", CellAlign::Left),
    ("centre", CellAlign::Centre),
    ("right", CellAlign::Right),
];

/// `cell/@vertical`
pub(crate) const VERTICALS: &[(&str, CellVertical)] =
    &[("top", CellVertical::Top), ("middle", CellVertical::Middle)];

/// `row/@kind`
pub(crate) const ROWS: &[(&str, RowKind)] = &[
    ("plain", RowKind::Plain),
    ("group", RowKind::Group),
    ("subtotal", RowKind::Subtotal),
    ("total", RowKind::Total),
];

/// `appendix/@orientation`
pub(crate) const ORIENTATIONS: &[(&str, Orientation)] = &[
    ("portrait", Orientation::Portrait),
    ("landscape", Orientation::Landscape),
];

/// `closing/@recipients`
pub(crate) const PLACES: &[(&str, RecipientsPlace)] = &[
    ("beside", RecipientsPlace::Beside),
    ("below", RecipientsPlace::Below),
];

/// `signature/@seal`
pub(crate) const YES_NO: &[(&str, bool)] = &[("yes", true), ("no", false)];

/// `check/@on`
pub(crate) const TICKS: &[(&str, bool)] = &[("true", true), ("false", false)];

/// `letterhead/@of`: whether it is that of a copy.
pub(crate) const LETTERHEADS: &[(&str, bool)] = &[("document", false), ("copy", true)];

/// `blank/@name`
pub(crate) const BLANKS: &[(&str, Blank)] = &[
    ("so", Blank::Number),
    ("ngay", Blank::Day),
    ("thang", Blank::Month),
];

/// The word for a value.
pub(crate) fn word<T: PartialEq>(table: &[(&'static str, T)], value: &T) -> &'static str {
    table
        .iter()
        .find(|(_, known)| known == value)
        .map_or("", |(word, _)| word)
}

/// The value behind a word.
pub(crate) fn value<T: Copy>(table: &[(&'static str, T)], word: &str) -> Option<T> {
    table
        .iter()
        .find(|(known, _)| *known == word)
        .map(|(_, value)| *value)
}
