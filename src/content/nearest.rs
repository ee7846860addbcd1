//! Advice on a name that is none of the valid ones.

/// What to tell the writer, and the name that they most likely meant.
pub(crate) struct Advice<'a> {
    pub(crate) text: String,
    pub(super) meant: Option<&'a str>,
}

/// Advice on a name that is none of the valid ones.
pub(crate) fn advice<'a>(wrong: &str, valid: impl Iterator<Item = &'a str> + Clone) -> Advice<'a> {
    let meant = crate::diagnostic::nearest(wrong, valid.clone());
    let text = match meant {
        Some(name) => format!("có phải là “{name}”?"),
        None => {
            let all: Vec<&str> = valid.collect();
            format!("dùng một trong các tên: {}", all.join(", "))
        }
    };
    Advice { text, meant }
}
