//! Fields: what Word works out (pages, links, sums). Their results are text, their codes are not.

use super::properties::bounded;
use super::xml::Node;
use std::collections::BTreeSet;

/// The longest code that is looked at.
const LONGEST_CODE: usize = 4096;
/// The longest address that Word takes.
const LONGEST_LINK: usize = 2083;

/// A field that is not over.
#[derive(Debug, Clone, Default)]
pub(super) struct Field {
    pub(super) code: String,
    /// Its result is being read.
    pub(super) in_result: bool,
    pub(super) link: Option<String>,
    /// It prints a number of a page.
    pub(super) is_page: bool,
    /// What a form shows that has no result: a box, the chosen entry.
    pub(super) form: Option<String>,
    pub(super) has_said: bool,
}

impl Field {
    /// A field as it begins, with what forms keep there.
    pub(super) fn begun(node: Node<'_>) -> Self {
        Self {
            form: node.child("ffData").and_then(form),
            ..Self::default()
        }
    }

    /// A field whose code is known, and whose result follows.
    pub(super) fn of_code(code: &str) -> Self {
        let mut field = Self::default();
        field.add_code(code);
        field.begin_result();
        field
    }

    pub(super) fn add_code(&mut self, code: &str) {
        let left = LONGEST_CODE.saturating_sub(self.code.len());
        self.code.extend(code.chars().take(left));
    }

    pub(super) fn begin_result(&mut self) {
        self.in_result = true;
        let words = words(&self.code);
        let name = words.first().map(|name| name.to_uppercase());
        match name.as_deref() {
            Some("HYPERLINK") => self.link = link(&words),
            Some("PAGE" | "NUMPAGES" | "SECTIONPAGES") => self.is_page = true,
            _ => {}
        }
    }

    /// What a field without a result prints, where its code says that.
    pub(super) fn printed_by_code(&self) -> Option<String> {
        if let Some(form) = &self.form {
            return Some(form.clone());
        }
        let mut words = self.code.trim().splitn(3, ' ');
        let name = words.next()?.to_uppercase();
        let is_button = matches!(name.as_str(), "MACROBUTTON" | "GOTOBUTTON");
        words.nth(1).filter(|_| is_button).map(str::to_owned)
    }

    /// An equation of old Word.
    pub(super) fn is_equation(&self) -> bool {
        words(&self.code)
            .first()
            .is_some_and(|name| name.eq_ignore_ascii_case("EQ"))
    }
}

fn form(data: Node<'_>) -> Option<String> {
    if let Some(check) = data.child("checkBox") {
        let state = check.child("checked").or_else(|| check.child("default"));
        let sign = if state.is_some_and(Node::switch) {
            "☒"
        } else {
            "☐"
        };
        return Some(sign.to_owned());
    }
    let list = data.child("ddList")?;
    let chosen = list.value_of("result").or_else(|| list.value_of("default"));
    let chosen = chosen.and_then(|v| v.parse().ok()).unwrap_or(0);
    let mut entries = list.children().filter(|node| node.word() == "listEntry");
    entries.nth(chosen).and_then(Node::value).map(bounded)
}

/// The words of a code; what stands in quotation marks is one.
fn words(code: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let (mut quoted, mut was_quoted) = (false, false);
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                quoted = !quoted;
                was_quoted = true;
            }
            '\\' if quoted && matches!(chars.peek(), Some('"' | '\\')) => word.extend(chars.next()),
            c if c.is_whitespace() && !quoted => {
                if was_quoted || !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                was_quoted = false;
            }
            c => word.push(c),
        }
    }
    if was_quoted || !word.is_empty() {
        words.push(word);
    }
    words
}

fn link(words: &[String]) -> Option<String> {
    let mut target = String::new();
    let mut place = None;
    let mut rest = words.iter().skip(1);
    while let Some(word) = rest.next() {
        match word.as_str() {
            "\\l" => place = rest.next(),
            "\\o" | "\\t" => {
                rest.next();
            }
            word if word.starts_with('\\') => {}
            word => target = word.to_owned(),
        }
    }
    if let Some(place) = place {
        target = format!("{target}#{place}");
    }
    usable(target)
}

/// A link that is one.
pub(super) fn usable(target: String) -> Option<String> {
    (!target.is_empty() && target.len() <= LONGEST_LINK).then_some(target)
}

/// The beginnings of fields that end: one that never ends would take the rest of the text for its code.
pub(super) fn ended(root: Node<'_>) -> BTreeSet<u32> {
    let mut open: Vec<u32> = Vec::new();
    let mut ended = BTreeSet::new();
    for node in root.descendants().filter(|node| node.word() == "fldChar") {
        match node.attribute("fldCharType") {
            Some("begin") => open.push(node.place()),
            Some("end") => ended.extend(open.pop()),
            _ => {}
        }
    }
    ended
}

#[cfg(test)]
mod tests {
    use super::Field;

    #[test]
    fn codes_tell_where_links_lead() {
        for (code, link) in [
            (
                r#" HYPERLINK "https://a.vn/b c" "#,
                Some("https://a.vn/b c"),
            ),
            (r#"HYPERLINK \l "_Toc1" \o "tới""#, Some("#_Toc1")),
            (r#"HYPERLINK "a.docx" \l x"#, Some("a.docx#x")),
            (r#"HYPERLINK "C:\\a\\b.docx""#, Some(r"C:\a\b.docx")),
            ("HYPERLINK", None),
            ("REF x", None),
        ] {
            assert_eq!(Field::of_code(code).link.as_deref(), link, "{code}");
        }
        assert!(Field::of_code(" page \\* MERGEFORMAT").is_page);
    }
}
