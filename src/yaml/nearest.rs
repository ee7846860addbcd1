//! Advice on a name that is none of the valid ones.

/// What to tell the writer, and the name that they most likely meant.
pub(crate) struct Advice<'a> {
    pub(crate) text: String,
    pub(crate) meant: Option<&'a str>,
}

/// Advice on a name that is none of the valid ones.
pub(crate) fn advice<'a>(wrong: &str, valid: impl Iterator<Item = &'a str> + Clone) -> Advice<'a> {
    let meant = crate::diagnostic::nearest(wrong, valid.clone());
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
    Advice { text, meant }
}
