//! The parts that paragraphs play.

use crate::document::{ComponentName, HeadingForm, Manner};

/// The part that a paragraph plays, for names in Word, tags in PDF and bookmarks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// A component of the data ([`Sheet::components`] tells of it)
    Component(ComponentName),
    /// A heading; its depth in the outline is the paragraph's ([`Paragraph::outline`]).
    Heading {
        /// The form that the decree gives it.
        form: HeadingForm,
    },
    /// A heading with text that runs on behind its title in the same paragraph: `Điều 1. Phê duyệt …`
    RunIn {
        /// The form that the decree gives it.
        form: HeadingForm,
    },
    /// Lời văn
    Body,
    /// Lời văn set otherwise.
    Set(Manner),
    /// An item of a list (its first paragraph).
    ListItem,
    /// A further paragraph of an item.
    ListContinuation,
    /// Header cell of a table
    TableHead,
    /// Cell of a table
    TableCell,
    /// `Nơi nhận:`
    RecipientsLabel,
    /// A line of Nơi nhận
    Recipient,
    /// Quyền hạn, chức vụ
    SignatureTitle,
    /// Chức vụ khác, above the name
    SignatureOffice,
    /// The words above the place where another agency confirms the document
    Confirmation,
    /// Họ tên
    SignatureName,
    /// Footnote text
    Footnote,
    /// Tên bảng, above a table
    TableCaption,
    /// Đơn vị tính, between caption and table
    TableUnit,
    /// Cell of a row that is the heading of the rows below it
    TableGroup,
    /// Cell of a row that sums up a group
    TableSubtotal,
    /// Cell of a row that sums up the table
    TableTotal,
    /// Page number
    PageNumber,
    /// `Phụ lục I`
    AppendixLabel,
    /// Title of an appendix
    AppendixTitle,
    /// `(Kèm theo …)`
    AppendixReference,
    /// A picture or chart, alone in its paragraph.
    Illustration,
    /// Tên hình, tên biểu đồ
    Caption,
    /// A paragraph without text that carries a line shorter than the text above it (đường kẻ)
    Rule,
}

impl Role {
    /// Tells whether paragraphs of this role that are in the outline are lines of a title: adjacent ones
    /// of one depth are one heading.
    pub(crate) fn is_title(self) -> bool {
        matches!(
            self,
            Self::Component(_) | Self::AppendixLabel | Self::AppendixTitle
        )
    }
}
