//! What our own filters and counters refuse, carried through tera's errors.
//!
//! tera keeps of a filter's error its words alone, and adds the place. So the code and the help
//! travel inside the words, between control characters that no content has.

use crate::{figures::FigureError, template::places::Codes};
use tera::{Error, ErrorKind};

/// A refusal: what is wrong and how to mend it, in Vietnamese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::template) struct Misuse {
    pub(in crate::template) code: &'static str,
    pub(in crate::template) message: String,
    pub(in crate::template) help: String,
}

const START: char = '\u{1}';
const END: char = '\u{2}';

impl Misuse {
    pub(in crate::template) fn new(
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            code,
            message: message.into(),
            help: help.into(),
        }
    }

    /// A filter given what it cannot work with.
    pub(in crate::template) fn figure(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::new(Codes::FIGURE, message, help)
    }

    /// A bound was reached.
    pub(in crate::template) fn limit(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::new(Codes::LIMIT, message, help)
    }

    /// A value that does not exist; the message is made where the tag can be read.
    pub(in crate::template) fn undefined() -> Self {
        Self::new(Codes::UNDEFINED, "", "")
    }

    /// The argument `name` has a value that does not exist.
    pub(in crate::template) fn undefined_argument(name: &str) -> Self {
        Self::new(Codes::UNDEFINED, name, "")
    }

    /// The fault lies in the value before the `|`: tera then points there.
    pub(in crate::template) fn on_value(self) -> Error {
        Error::new(ErrorKind::InvalidArgument {
            expected_type: self.packed(),
            actual_type: String::new(),
        })
    }

    fn packed(&self) -> String {
        format!(
            "{START}{}{START}{}{START}{}{END}",
            self.code, self.message, self.help
        )
    }

    /// Finds a refusal in the words of a tera error.
    pub(in crate::template) fn unpack(words: &str) -> Option<Self> {
        let start = words.find(START)? + START.len_utf8();
        let end = start + words[start..].find(END)?;
        let mut parts = words[start..end].split(START);
        let code = parts.next()?;
        Some(Self {
            code: Codes::ALL.into_iter().find(|known| *known == code)?,
            message: parts.next()?.to_owned(),
            help: parts.next()?.to_owned(),
        })
    }
}

impl From<Misuse> for Error {
    fn from(misuse: Misuse) -> Self {
        Error::message(misuse.packed())
    }
}

impl From<FigureError> for Misuse {
    fn from(error: FigureError) -> Self {
        let (code, help) = match &error {
            FigureError::DivisionByZero => (
                Codes::ZERO,
                "xem lại số dùng làm mốc so sánh, hoặc bỏ phép tính này khi mốc bằng 0",
            ),
            FigureError::TooLarge => (
                Codes::FIGURE,
                "dùng đơn vị lớn hơn, như triệu đồng, tỷ đồng",
            ),
            FigureError::TooPrecise(_) => (Codes::FIGURE, "ghi ít chữ số hơn, ví dụ `le=2`"),
            FigureError::NotACount(_) => (Codes::FIGURE, "dùng `so` cho số có phần lẻ hoặc số âm"),
            FigureError::NotRoman(_) => (Codes::FIGURE, "ghi số thường cho giá trị này"),
            FigureError::NotADate(_) => {
                (Codes::FIGURE, "ghi ngày theo dạng 2024-01-05 hoặc 5/1/2024")
            }
        };
        Self::new(code, error.to_string(), help)
    }
}
