//! Advice on a name that is none of the valid ones.

use crate::diagnostic::{Diagnostic, Place, is_certain};

/// The advice for the writer, and the name that they most likely meant.
pub(crate) struct Advice<'a> {
    pub(crate) text: String,
    pub(crate) meant: Option<&'a str>,
    /// Only one name can have been meant.
    certain: bool,
}

impl Advice<'_> {
    /// Says how to mend a name that is none of the valid ones; where one is surely meant, by a change of the
    /// text at `place` too.
    pub(crate) fn on(self, diagnostic: Diagnostic, wrong: &str, place: &Place) -> Diagnostic {
        let diagnostic = diagnostic.help(self.text);
        match self.meant {
            Some(name) if self.certain && is_plain(name) => {
                let title = format!("đổi “{wrong}” thành “{name}”");
                diagnostic.fix(title, place.clone(), name)
            }
            Some(_) | None => diagnostic,
        }
    }
}

/// Tells whether YAML reads a text as it stands: letters and digits of any script, `_` and `-` between
/// them, and single spaces.
fn is_plain(text: &str) -> bool {
    let is_inner = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ');
    text.starts_with(char::is_alphabetic)
        && text.ends_with(char::is_alphanumeric)
        && text.chars().all(is_inner)
}

/// Advice on a name that is none of the valid ones.
pub(crate) fn advice<'a>(wrong: &str, valid: impl Iterator<Item = &'a str> + Clone) -> Advice<'a> {
    let meant = crate::diagnostic::nearest(wrong, valid.clone());
    let certain = meant.is_some_and(|name| is_certain(wrong, name, valid.clone()));
    let text = match meant {
        Some(name) => format!("có phải là “{name}”?"),
        None => {
            // A mark is hard to see between commas, a tab is not seen at all.
            let is_mark = |name: &str| !name.starts_with(|c: char| c.is_alphanumeric() || c == '_');
            let seen = valid.filter(|name| !name.trim().is_empty());
            if seen.clone().any(is_mark) {
                let all: Vec<String> = seen.map(|name| format!("“{name}”")).collect();
                format!("dùng một trong các dấu: {}", all.join(" "))
            } else {
                let all: Vec<&str> = seen.collect();
                format!("dùng một trong các tên: {}", all.join(", "))
            }
        }
    };
    Advice {
        text,
        meant,
        certain,
    }
}
