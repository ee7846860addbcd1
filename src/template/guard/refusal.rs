//! The refusals of our own filters, and their way past tera.
//!
//! tera keeps of a filter's error its words alone, and adds the place. So what a filter of ours
//! refuses is put down in the rendering's [`Meter`](super::limits::Meter), and tera is told no more
//! than that there is something.

use crate::{figures::FigureError, template::codes::Codes};
use tera::{Error, ErrorKind, Value};

/// Says what is wrong with a value or a call and how to mend it, in Vietnamese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::template) struct Misuse {
    pub(in crate::template) code: &'static str,
    pub(in crate::template) message: String,
    pub(in crate::template) help: String,
    /// The argument whose value does not exist, if that is what is wrong.
    pub(in crate::template) argument: Option<&'static str>,
}

/// The reason why a filter, a function or a test gives nothing.
#[derive(Debug)]
pub(in crate::template) enum Refusal {
    /// We refuse the call.
    Call(Misuse),
    /// We refuse the value before the `|`.
    Value(Misuse),
    /// tera refuses an argument: it is missing, or of another type.
    Tera(Error),
}

/// The result of a filter, a function or a test of ours.
pub(in crate::template) type Answer<T = Value> = Result<T, Refusal>;

/// The words that tera is told in place of a [`Misuse`].
const TOLD_ELSEWHERE: &str = "vanban";

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
            argument: None,
        }
    }

    /// A filter is given what it cannot work with.
    pub(in crate::template) fn figure(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::new(Codes::FIGURE, message, help)
    }

    /// A bound was reached.
    pub(in crate::template) fn limit(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::new(Codes::LIMIT, message, help)
    }

    /// A value does not exist; the message is made where the tag can be read.
    pub(in crate::template) fn undefined() -> Self {
        Self::new(Codes::UNDEFINED, "", "")
    }

    /// The argument `name` has a value that does not exist.
    pub(in crate::template) fn undefined_argument(name: &'static str) -> Self {
        Self {
            argument: Some(name),
            ..Self::undefined()
        }
    }

    /// The fault lies in the value before the `|`.
    pub(in crate::template) fn on_value(self) -> Refusal {
        Refusal::Value(self)
    }
}

impl Refusal {
    /// Makes the error for tera, after what is ours went to `put_down`. tera points at the value
    /// before the `|` where the type of an argument is wrong, else at the call.
    pub(super) fn into_error(self, put_down: impl FnOnce(Misuse)) -> Error {
        match self {
            Self::Call(misuse) => {
                put_down(misuse);
                Error::message(TOLD_ELSEWHERE)
            }
            Self::Value(misuse) => {
                put_down(misuse);
                Error::new(value_error())
            }
            Self::Tera(error) => error,
        }
    }

    /// Tells whether the words of an error of tera's say that a [`Misuse`] was put down.
    pub(super) fn is_told_elsewhere(words: &str) -> bool {
        words == TOLD_ELSEWHERE || words == value_error().to_string()
    }
}

fn value_error() -> ErrorKind {
    ErrorKind::InvalidArgument {
        expected_type: TOLD_ELSEWHERE.to_owned(),
        actual_type: String::new(),
    }
}

impl From<Misuse> for Refusal {
    fn from(misuse: Misuse) -> Self {
        Self::Call(misuse)
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Tera(error)
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
