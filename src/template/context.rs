//! The expanded texts as the kind's template sees them: safe markup that carries its origin, and
//! plain strings for attributes.

use super::{
    appendices::{AppendixLines, AttachedLines},
    expand::{Expanded, Joint, Line, OwnLines, Signing},
    values,
};
use crate::{
    content::{Content, OwnEntry, OwnForm},
    diagnostic::{Diagnostic, Diagnostics, Result},
    markdown::{BodyMarkup, Known, markdown_to_markup, references},
    tables::Placing,
};
use tera::{Context, Map, Value};

/// Everything a template may name (listed in `templates/base.xml`), and what should be looked at.
pub(super) fn context(
    content: &Content,
    lines: &Expanded<'_>,
    known: Known<'_>,
) -> Result<(Context, Vec<Diagnostic>)> {
    let mut context = values::basics(content);
    for (key, texts) in lists(lines) {
        context.insert_value(key, list(texts));
    }
    for (key, text) in singles(lines) {
        context.insert_value(key, text.map_or_else(Value::none, marked));
    }
    let agency_name = lines.agency_name.as_ref();
    context.insert_value("ten_co_quan", agency_name.map_or_else(Value::none, marked));
    super::marks::insert(&mut context, content, &lines.marks);
    insert_joint(&mut context, lines);
    let signatories: Vec<Value> = lines
        .signatories
        .iter()
        .enumerate()
        .map(signatory)
        .collect();
    let last = signatories.last().cloned();
    context.insert_value("nguoi_ky", last.unwrap_or_else(Value::none));
    context.insert_value("cac_nguoi_ky", Value::from(signatories));
    for (key, text) in [
        ("tieu_de", title(content, lines)),
        ("tac_gia", agencies(lines)),
        ("chu_de", one_line(&lines.subject)),
    ] {
        context.insert_value(key, Value::from(text));
    }
    let placing = Placing::new(&lines.tables, known.tables);
    let mut markup = Markup {
        by_line: content.by_line,
        known: Known {
            shelf: Some(&content.pictures.illustrations),
            placing: Some(&placing),
            ..known
        },
        problems: Vec::new(),
        warnings: Vec::new(),
    };
    for (key, value) in markup.texts([
        lines.opening.as_ref(),
        lines.body.as_ref(),
        lines.closing.as_ref(),
    ]) {
        context.insert_value(key, value);
    }
    let attached = AttachedLines::values(&lines.attached, &mut markup);
    context.insert_value("ban_hanh_kem_theo", attached);
    let appendices = AppendixLines::values(&lines.appendices, &mut markup);
    context.insert_value("phu_luc", appendices);
    for (name, value) in markup.own(&content.kind.entries, &lines.own) {
        context.insert_value(name, value);
    }
    let Markup {
        problems,
        mut warnings,
        ..
    } = markup;
    if problems.is_empty() {
        warnings.extend(placing.unused());
        Ok((context, warnings))
    } else {
        Err(Diagnostics(problems))
    }
}

/// The texts in several lines that documents of all kinds may have, under their names.
pub(super) fn lists<'l>(lines: &'l Expanded<'_>) -> [(&'static str, &'l Vec<Line>); 7] {
    [
        ("co_quan_chu_quan", &lines.superior),
        ("co_quan", &lines.agency),
        ("trich_yeu", &lines.subject),
        ("kinh_gui", &lines.addressees),
        ("tham_quyen", &lines.authority),
        ("can_cu", &lines.bases),
        ("noi_nhan", &lines.recipients),
    ]
}

/// Those in one line.
pub(super) fn singles<'l>(lines: &'l Expanded<'_>) -> [(&'static str, Option<&'l Line>); 3] {
    [
        ("so", lines.number.as_ref()),
        ("luu", lines.archive.as_ref()),
        ("dia_danh", lines.place.as_ref()),
    ]
}

/// The other agencies of a joint document, and for each agency whether the next has the same superior
/// one: their names then stand under it together.
fn insert_joint(context: &mut Context, lines: &Expanded) {
    let own = std::iter::once(&lines.superior);
    let superiors = own.chain(lines.joint.iter().map(|one| &one.superior));
    let superiors: Vec<String> = superiors
        .map(|lines| one_line(lines).to_lowercase())
        .collect();
    let same = |index: usize| superiors.get(index) == superiors.get(index + 1);
    context.insert_value("noi_lien_tich", Value::from(same(0)));
    let each = lines.joint.iter().enumerate().map(|(index, joint)| {
        let Joint {
            superior,
            agency,
            own_number,
        } = joint;
        let superior: &[Line] = if same(index) { &[] } else { superior };
        let number = own_number.as_ref().and_then(|(number, _)| number.as_ref());
        let symbol = own_number.as_ref().map(|(_, symbol)| symbol.as_str());
        let map: Map = [
            ("co_quan_chu_quan", list(superior)),
            ("co_quan", list(agency)),
            ("noi_tiep", Value::from(same(index + 1))),
            ("so_rieng", Value::from(own_number.is_some())),
            ("so", number.map_or_else(Value::none, marked)),
            ("ky_hieu", symbol.map_or_else(Value::none, Value::from)),
        ]
        .into_iter()
        .map(|(key, value)| (key.into(), value))
        .collect();
        Value::from(map)
    });
    context.insert_value("lien_tich", Value::from(each.collect::<Vec<_>>()));
}

/// The names of all agencies that issue the document.
fn agencies(lines: &Expanded) -> String {
    let own = std::iter::once(&lines.agency);
    let all = own.chain(lines.joint.iter().map(|one| &one.agency));
    let all: Vec<String> = all.map(|lines| one_line(lines)).collect();
    all.join(" - ")
}

/// Markdown texts made into markup, and what was found on the way.
pub(super) struct Markup<'k> {
    by_line: bool,
    known: Known<'k>,
    problems: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
}

impl Markup<'_> {
    /// Opening, body and closing by their names.
    pub(super) fn texts(&mut self, texts: [Option<&Line>; 3]) -> [(&'static str, Value); 3] {
        let [opening, body, closing] = texts;
        [
            ("mo_dau", self.text(opening)),
            ("noi_dung", self.text(body)),
            ("ket_thuc", self.text(closing)),
        ]
    }

    /// One text.
    pub(super) fn text(&mut self, line: Option<&Line>) -> Value {
        let read =
            |line: &Line| markdown_to_markup(&line.text, &line.map, self.by_line, self.known);
        match line.map(read) {
            None => Value::none(),
            Some(Ok(BodyMarkup { markup, warnings })) => {
                self.warnings.extend(warnings);
                Value::safe_string(&markup)
            }
            Some(Err(Diagnostics(found))) => {
                self.problems.extend(found);
                Value::none()
            }
        }
    }

    /// The values of a kind's own entries; those that the file does not give are blank, so that a
    /// template may ask for them.
    fn own(&mut self, entries: &[OwnEntry], given: &[(String, OwnLines)]) -> Vec<(String, Value)> {
        let mut all = Vec::with_capacity(entries.len());
        for entry in entries {
            let given = given.iter().find(|(name, _)| *name == entry.name);
            let value = match given.map(|(_, value)| value) {
                Some(OwnLines::Line(line)) => marked(line),
                Some(OwnLines::Lines(lines)) => list(lines),
                Some(OwnLines::Markdown(line)) => self.text(Some(line)),
                Some(OwnLines::Groups(groups)) => {
                    let group = |group: &Vec<(String, OwnLines)>| {
                        let members = self.own(&entry.entries, group).into_iter();
                        let map: Map = members.map(|(key, value)| (key.into(), value)).collect();
                        Value::from(map)
                    };
                    Value::from(groups.iter().map(group).collect::<Vec<_>>())
                }
                None => match entry.form {
                    OwnForm::Line | OwnForm::Markdown => Value::none(),
                    OwnForm::Lines | OwnForm::Groups => Value::from(Vec::<Value>::new()),
                },
            };
            all.push((entry.name.clone(), value));
        }
        all
    }
}

/// Someone who signs, and their number from 0.
fn signatory((number, signing): (usize, &Signing)) -> Value {
    let Signing {
        party,
        capacity,
        title,
        office,
        name,
        sealed,
    } = signing;
    let map: Map = [
        ("thu_tu", Value::from(number as u64 + 1)),
        ("ben", list(party)),
        ("quyen_han", list(capacity)),
        ("chuc_vu", list(title)),
        ("chuc_vu_khac", list(office)),
        ("ho_ten", marked(name)),
        ("dong_dau", Value::from(*sealed)),
    ]
    .into_iter()
    .map(|(key, value)| (key.into(), value))
    .collect();
    Value::from(map)
}

pub(super) fn list(lines: &[Line]) -> Value {
    Value::from(lines.iter().map(marked).collect::<Vec<_>>())
}

/// The text in `<t at="…">`, one for each of its origins.
pub(super) fn marked(line: &Line) -> Value {
    let start = line.text.len() - line.text.trim_start().len();
    let end = line.text.trim_end().len().max(start);
    let mut out = String::with_capacity(line.text.len() + 32);
    for (part, origin) in line.map.pieces(start..end) {
        for piece in references::pieces(&line.text[part]) {
            match (piece, origin) {
                (references::Piece::Reference(reference), origin) => {
                    out.push_str(&references::element(reference, origin, escape));
                }
                (references::Piece::Words(words), Some(origin)) => {
                    out.push_str(&origin.tag());
                    out.push_str(&escape(words));
                    out.push_str("</t>");
                }
                (references::Piece::Words(words), None) => out.push_str(&escape(words)),
            }
        }
    }
    Value::safe_string(&out)
}

/// Joins the name of the kind and the subject into one line.
fn title(content: &Content, lines: &Expanded<'_>) -> String {
    format!("{} {}", content.kind.name, one_line(&lines.subject))
        .trim()
        .to_owned()
}

/// Joins lines into one, without breaks.
pub(super) fn one_line(lines: &[Line]) -> String {
    let words: Vec<&str> = lines
        .iter()
        .flat_map(|line| line.text.split_whitespace())
        .collect();
    references::without(&words.join(" "))
}

/// Escapes a text so that XML reads it as text, also inside an attribute.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
