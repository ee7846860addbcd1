//! Pictures and charts of the body (hình, biểu đồ): what is shown, its words, its width.

use super::Inlines;

/// A picture or chart that stands between paragraphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Illustration {
    /// The thing that it shows.
    pub subject: Subject,
    /// The words for those who do not see it; may be empty.
    pub description: Inlines,
    /// Tên hình, below it: `Hình 1. Sơ đồ tổ chức`; may be empty.
    pub caption: Inlines,
    /// Its width; none: as its file has it.
    pub width: Option<Width>,
}

/// The thing that an illustration shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A picture, by the path that the content gives it.
    Picture(String),
    /// A chart, by its name in `bieu_do`.
    Chart(String),
}

/// How wide an illustration is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// Thousandths of the width between the margins.
    Share(u32),
    /// Micrometres.
    Length(u32),
}

impl Width {
    /// Reads `80%`, `12cm`, `7,5 cm` or `120mm`: up to the whole width, or up to a metre.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let unit = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','))?;
        let (number, unit) = text.split_at(unit);
        let number: f64 = number.replace(',', ".").parse().ok()?;
        let (factor, most) = match unit.trim() {
            "%" => (10.0, 1000.0),
            "cm" => (10_000.0, 1_000_000.0),
            "mm" => (1_000.0, 1_000_000.0),
            _ => return None,
        };
        let value = (number * factor).round();
        if !(1.0..=most).contains(&value) {
            return None;
        }
        // In bounds by now.
        let value = value as u32;
        Some(match unit.trim() {
            "%" => Self::Share(value),
            _ => Self::Length(value),
        })
    }
}

/// The width as a clerk types it: `80%`, `12cm`, `120mm`.
impl std::fmt::Display for Width {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Self::Share(thousandths) => write!(f, "{}%", f64::from(thousandths) / 10.0),
            Self::Length(micrometres) => write!(f, "{}mm", f64::from(micrometres) / 1000.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Width;

    #[test]
    fn widths_are_read_as_clerks_write_them() {
        let read = |text| Width::read(text).map(|width| width.to_string());
        for (text, width) in [
            ("80%", "80%"),
            ("12cm", "120mm"),
            (" 7,5 cm", "75mm"),
            ("66.6 %", "66.6%"),
        ] {
            assert_eq!(read(text).as_deref(), Some(width));
        }
        for wrong in [
            "", "80", "0%", "120%", "2m", "1.2.3cm", "-5cm", "999cm", "cm",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
