//! The parts that docx-rs gets wrong or lacks, filled in from templates beside this file.

use super::OFFICE;
use super::package::Part;
use super::seal;
use super::xml::DECLARATION;
use crate::document::Properties;
use crate::sheet::Sheet;
use quick_xml::escape::escape;

const CORE_RELATION: &str =
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
const SETTINGS: &str = include_str!("parts/settings.xml");
const FOOTNOTE_SETTINGS: &str = include_str!("parts/settings_footnotes.xml");
const THEME: &str = include_str!("parts/theme.xml");
const FONT_TABLE: &str = include_str!("parts/font_table.xml");
const CORE: &str = include_str!("parts/core.xml");
const APP: &str = include_str!("parts/app.xml");

/// The document's language; the decree's own where the sheet says nothing.
pub(super) fn language(sheet: &Sheet) -> String {
    match sheet.properties.language.as_str() {
        "" => "vi-VN".to_owned(),
        language => escape(language).into_owned(),
    }
}

/// word/settings.xml.
pub(super) fn settings(sheet: &Sheet, notes: bool) -> String {
    let tab = sheet.default_tab.0.to_string();
    let footnotes = if notes { FOOTNOTE_SETTINGS.trim() } else { "" };
    fill(
        SETTINGS,
        &[
            ("tab", &tab),
            ("language", &language(sheet)),
            ("footnotes", footnotes),
        ],
    )
}

/// word/theme/theme1.xml.
pub(super) fn theme(sheet: &Sheet) -> String {
    fill(THEME, &[("font", &escape(sheet.font_family.as_str()))])
}

/// word/fontTable.xml.
pub(super) fn font_table(sheet: &Sheet) -> String {
    fill(FONT_TABLE, &[("font", &escape(sheet.font_family.as_str()))])
}

/// docProps/core.xml. No dates: the same input gives the same bytes on any day.
pub(super) fn core(sheet: &Sheet) -> String {
    let Properties {
        title,
        author,
        subject,
        language: _,
    } = &sheet.properties;
    fill(
        CORE,
        &[
            ("title", &escape(title.as_str())),
            ("author", &escape(author.as_str())),
            ("subject", &escape(subject.as_str())),
            ("language", &language(sheet)),
        ],
    )
}

/// docProps/app.xml.
pub(super) fn app() -> String {
    fill(APP, &[])
}

/// Puts values (already escaped) into `{{places}}` of a template; comments at its head and the
/// white space between elements do not go into the file.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::from(DECLARATION);
    let lines = template.lines().map(str::trim_start);
    let mut rest = String::new();
    lines.for_each(|line| rest.push_str(line));
    let mut rest = rest.split_once("-->").map_or(rest.as_str(), |(_, r)| r);
    // One pass, so that a value that looks like a place is left alone.
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let (name, after) = after.split_once("}}").unwrap_or((after, ""));
        let value = values.iter().find(|(n, _)| *n == name);
        out.push_str(value.map_or("", |(_, value)| value));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Files of other programs, by the end of their names.
const OTHERS: [(&str, &str); 3] = [
    ("png", "image/png"),
    ("jpeg", "image/jpeg"),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
];

/// `[Content_Types].xml`, from the parts themselves and the seal that is put on them last.
pub(super) fn content_types(parts: &[Part]) -> Part {
    let mut out = format!(
        "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    );
    for (extension, media_type) in OTHERS {
        if parts.iter().any(|part| part.name.ends_with(extension)) {
            out.push_str(&format!(
                "<Default Extension=\"{extension}\" ContentType=\"{media_type}\"/>"
            ));
        }
    }
    for part in parts {
        if let Some(media_type) = &part.media_type {
            out.push_str(&format!(
                "<Override PartName=\"/{}\" ContentType=\"{media_type}\"/>",
                part.name
            ));
        }
    }
    out.push_str(&format!(
        "<Override PartName=\"/{}\" ContentType=\"{}\"/></Types>",
        seal::NAME,
        seal::MEDIA_TYPE
    ));
    Part {
        name: "[Content_Types].xml".to_owned(),
        media_type: None,
        content: out.into_bytes(),
    }
}

/// `_rels/.rels`: what the package opens with.
pub(super) fn package_relations() -> Part {
    let mut relations = Relations::default();
    relations.add(
        "rId1",
        &format!("{OFFICE}/officeDocument"),
        "word/document.xml",
    );
    relations.add("rId2", CORE_RELATION, "docProps/core.xml");
    relations.add(
        "rId3",
        &format!("{OFFICE}/extended-properties"),
        "docProps/app.xml",
    );
    relations.add("rId4", &format!("{OFFICE}/custom-properties"), seal::NAME);
    relations.into_part("_rels/.rels")
}

/// Relations of a part to others.
#[derive(Default)]
pub(super) struct Relations {
    lines: String,
    count: usize,
}

impl Relations {
    pub(super) fn add(&mut self, id: &str, kind: &str, target: &str) {
        self.count += 1;
        self.lines.push_str(&format!(
            "<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>"
        ));
    }

    /// A part under `word/`: the kind of its relation is its file's name without a number.
    pub(super) fn add_part(&mut self, part: &Part) {
        let target = part.name.strip_prefix("word/").unwrap_or(&part.name);
        let file = target.rsplit('/').next().unwrap_or(target);
        let kind = file
            .trim_end_matches(".xml")
            .trim_end_matches(char::is_numeric);
        let id = format!("rId{}", self.count + 1);
        self.add(&id, &format!("{OFFICE}/{kind}"), target);
    }

    pub(super) fn into_part(self, name: &str) -> Part {
        Part {
            name: name.to_owned(),
            media_type: None,
            content: format!(
                "{DECLARATION}<Relationships \
                 xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}</Relationships>",
                self.lines
            )
            .into_bytes(),
        }
    }
}
