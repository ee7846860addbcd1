//! Files of the right shape to [`Content`]: a document's own value, else the profile's.

use super::{
    Content, Kind, Loaded, Pictures, Row, Signatory, Text,
    chain::{Chain, Layer},
    date,
    pictures::{self, Subject},
};
use crate::{
    diagnostic::{Diagnostic, Diagnostics, Result, Source},
    figures::{Figure, Figures},
    picture::Picture,
    yaml::{
        nearest, text,
        tree::{Entry, Node, Value},
        values,
    },
};
use std::{collections::BTreeMap, sync::Arc};

/// A row, and what works out an expression over it.
type Filling<'a> = (Row, &'a dyn Fn(&Text, &Row) -> Result<String>);

/// Makes the content, or tells all that stands against it.
pub(super) fn assemble(chain: &Chain, filling: Option<Filling<'_>>) -> Result<Loaded> {
    let mut assembly = Assembly {
        chain,
        filling: filling.as_ref(),
        errors: Vec::new(),
        warnings: Vec::new(),
    };
    let content = assembly.content();
    let (errors, warnings) = (assembly.errors, assembly.warnings);
    match content {
        Some(mut content) if errors.is_empty() => {
            content.row = filling.map(|(row, _)| row);
            content.fingerprint = chain.print().with_row(content.row.as_ref());
            Ok(Loaded {
                content,
                warnings: chain.warnings.iter().cloned().chain(warnings).collect(),
            })
        }
        _ => Err(Diagnostics(errors)),
    }
}

struct Assembly<'a> {
    chain: &'a Chain,
    filling: Option<&'a Filling<'a>>,
    errors: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
}

impl<'a> Assembly<'a> {
    /// `None` only after an error was noted.
    fn content(&mut self) -> Option<Content> {
        // Each is looked at before any is missed, so that all errors are told at once.
        let kind = self.kind();
        let date = self.date();
        let (signatory, signature) = self.signatory().unzip();
        let number = self.number();
        let symbol = kind.as_ref().and_then(|kind| self.symbol(kind));
        let place = self.required("dia_danh");
        let body = self.markdown("noi_dung");
        if body.is_none() {
            self.errors.push(self.chain.missing("noi_dung"));
        }
        let pictures = Pictures {
            signature: signature.flatten(),
            seal: self.seal(),
        };
        let figures = self.figures();
        let measures = self.measures();
        let recipients = self.lines("noi_nhan");
        let archive = self.archive(&recipients);
        Some(Content {
            sources: self
                .chain
                .layers
                .iter()
                .map(|l| Arc::clone(&l.source))
                .collect(),
            kind: kind?,
            superior: self.lines("co_quan_chu_quan"),
            agency: self.lines("co_quan"),
            number,
            symbol: symbol?,
            place: place?,
            date: date?,
            subject: self.lines("trich_yeu"),
            addressees: self.lines("kinh_gui"),
            authority: self.lines("tham_quyen"),
            bases: self.lines("can_cu"),
            opening: self.markdown("mo_dau"),
            body: body?,
            closing: self.markdown("ket_thuc"),
            by_line: self
                .text("moi_dong_la_doan")
                .is_some_and(|text| text.text == "true"),
            recipients,
            archive,
            signatory: signatory?,
            pictures,
            figures,
            row: None,
            fingerprint: self.chain.print().with_row(None),
            measures,
        })
    }

    fn text(&self, key: &str) -> Option<Text> {
        let (layer, entry) = self.chain.pick(key)?;
        let text = text::text(&layer.source, &entry.value);
        (!text.text.trim().is_empty()).then_some(text)
    }

    fn markdown(&self, key: &str) -> Option<Text> {
        let (layer, entry) = self.chain.pick(key)?;
        let text = text::markdown(&layer.source, &entry.value);
        (!text.text.trim().is_empty()).then_some(text)
    }

    /// A text that must be plain by now: in a batch its expressions are worked out for the row.
    fn plain(&mut self, key: &str) -> Option<Text> {
        let text = self.text(key)?;
        let text = self.filled(text);
        (!text.text.trim().is_empty()).then_some(text)
    }

    fn filled(&mut self, mut text: Text) -> Text {
        if let Some((row, expand)) = self.filling
            && text.text.contains('{')
        {
            match expand(&text, row) {
                Ok(expanded) => text.text = expanded.trim().to_owned(),
                Err(Diagnostics(found)) => self.errors.extend(found),
            }
        }
        text
    }

    fn lines(&self, key: &str) -> Vec<Text> {
        self.chain
            .pick(key)
            .map(|(layer, entry)| text::lines(&layer.source, &entry.value))
            .unwrap_or_default()
    }

    fn required(&mut self, key: &str) -> Option<Text> {
        let text = self.text(key);
        if text.is_none() {
            self.errors.push(self.chain.missing(key));
        }
        text
    }

    /// What follows `Lưu:`; none where the recipients have a line of that kind already.
    fn archive(&mut self, recipients: &[Text]) -> Option<Text> {
        let archive = self.text("luu")?;
        let Some((line, named)) = recipients
            .iter()
            .find_map(|line| Some((line, archived(&line.text)?)))
        else {
            return Some(archive);
        };
        let bare = |text: &str| text.trim_end_matches(['.', ';', ',', ' ']).to_owned();
        if bare(named) != bare(archived(&archive.text).unwrap_or(&archive.text)) {
            self.warnings.push(
                Diagnostic::warning(
                    "luu-lap",
                    "nơi nhận đã có dòng Lưu nên mục “luu” không được in",
                )
                .at(line.place.clone())
                .related(archive.place, "mục “luu” ở đây")
                .help("chỉ giữ một: bỏ dòng này ở “noi_nhan”, hoặc để trống mục “luu”"),
            );
        }
        None
    }

    fn kind(&mut self) -> Option<Kind> {
        let slug = self.required("loai")?;
        let kind = self.chain.kinds.find(&slug.text);
        if kind.is_none() {
            // The shape check refuses these first.
            self.errors.push(self.chain.missing("loai"));
        }
        kind.cloned()
    }

    fn date(&mut self) -> Option<super::IssueDate> {
        let Some((layer, entry)) = self.chain.pick("ngay_ban_hanh") else {
            self.errors.push(self.chain.missing("ngay_ban_hanh"));
            return None;
        };
        let filled = self.filled_date(&layer.source, &entry.value);
        date::read(&layer.source, filled.as_ref().unwrap_or(&entry.value))
            .map_err(|error| self.errors.push(error))
            .ok()
    }

    fn filled_date(&mut self, source: &Arc<Source>, node: &Node) -> Option<Node> {
        let Value::Scalar(text, style) = &node.value else {
            return None;
        };
        if self.filling.is_none() || !text.contains('{') {
            return None;
        }
        Some(Node {
            value: Value::Scalar(self.filled(text::text(source, node)).text, *style),
            range: node.range.clone(),
        })
    }

    /// II.3.c: numbers below 10 are written with a zero before them.
    fn number(&mut self) -> Option<Text> {
        let mut number = self.plain("so").filter(|n| !date::is_gap(&n.text))?;
        let help = if !number.text.bytes().all(|b| b.is_ascii_digit()) {
            "chỉ ghi chữ số, ví dụ 08; phần ký hiệu sau dấu gạch chéo ghi ở mục “ky_hieu”"
        } else if number.text.bytes().all(|b| b == b'0') {
            "số văn bản bắt đầu từ 01; chưa có số thì bỏ trống"
        } else {
            if number.text.len() == 1 {
                number.text.insert(0, '0');
            }
            return Some(number);
        };
        let message = format!("“{}” không phải là số văn bản", number.text);
        let error = Diagnostic::error("so-sai", message).at(number.place);
        self.errors.push(error.help(help));
        None
    }

    /// II.3.b: the kind's abbreviation and the agency's; for letters, the agency's and the unit's.
    fn symbol(&mut self, kind: &Kind) -> Option<String> {
        if let Some(given) = self.plain("ky_hieu") {
            return Some(given.text);
        }
        let agency = self.required("viet_tat");
        if kind.abbreviation.is_empty() {
            let unit = self.required("don_vi_soan_thao");
            return Some(format!("{}-{}", agency?.text, unit?.text));
        }
        Some(format!("{}-{}", kind.abbreviation, agency?.text))
    }

    /// Who signs, with the picture of their signature.
    fn signatory(&mut self) -> Option<(Signatory, Option<Picture>)> {
        let (document, profiles) = self.chain.layers.split_first()?;
        let own = document
            .root
            .entry("nguoi_ky")
            .filter(|e| !e.value.is_null());
        let name = match own {
            Some(entry) if matches!(entry.value.value, Value::Map(_)) => {
                return self.signatory_entry(document, entry);
            }
            Some(entry) => self.filled(text::text(&document.source, &entry.value)),
            None => match self.text("nguoi_ky_mac_dinh") {
                Some(name) => name,
                None => {
                    self.errors.push(self.chain.missing("nguoi_ky"));
                    return None;
                }
            },
        };
        let found = profiles.iter().find_map(|layer| {
            let entry = layer.root.entry("nguoi_ky")?.value.entry(&name.text)?;
            Some((layer, entry))
        });
        match found {
            Some((layer, entry)) => self.signatory_entry(layer, entry),
            None => {
                self.unknown_signatory(&name, profiles);
                None
            }
        }
    }

    fn unknown_signatory(&mut self, name: &Text, profiles: &[Layer]) {
        let names: Vec<&str> = profiles
            .iter()
            .filter_map(|layer| layer.root.entry("nguoi_ky"))
            .flat_map(|entry| match &entry.value.value {
                Value::Map(entries) => entries.as_slice(),
                _ => &[],
            })
            .map(|entry| entry.key.as_str())
            .collect();
        let message = format!("hồ sơ cơ quan không có người ký “{}”", name.text);
        let error = Diagnostic::error("nguoi-ky-la", message).at(name.place.clone());
        self.errors.push(if names.is_empty() {
            error.help("ghi người ký gồm quyen_han, chuc_vu, ho_ten, hoặc ghi những người ký vào hồ sơ cơ quan")
        } else {
            nearest::advice(&name.text, names.into_iter()).on(error, &name.text, &name.place)
        });
    }

    fn signatory_entry(
        &mut self,
        layer: &'a Layer,
        entry: &'a Entry,
    ) -> Option<(Signatory, Option<Picture>)> {
        let get = |key: &str| entry.value.entry(key).filter(|e| !e.value.is_null());
        let lines = |key: &str| {
            get(key)
                .map(|e| text::lines(&layer.source, &e.value))
                .unwrap_or_default()
        };
        match get("ho_ten") {
            Some(name) => {
                let signatory = Signatory {
                    authority: lines("quyen_han"),
                    title: lines("chuc_vu"),
                    name: text::text(&layer.source, &name.value),
                };
                let picture = get("anh_chu_ky")
                    .and_then(|entry| self.picture(Subject::Signature, (layer, entry)));
                Some((signatory, picture))
            }
            None => {
                // The shape check refuses this first.
                self.errors.push(self.chain.missing("nguoi_ky"));
                None
            }
        }
    }

    fn seal(&mut self) -> Option<Picture> {
        let found = self.chain.pick("anh_dau")?;
        self.picture(Subject::Seal, found)
    }

    fn picture(&mut self, subject: Subject, named: (&Layer, &Entry)) -> Option<Picture> {
        match pictures::find(subject, named, &self.chain.pictures) {
            Ok(found) => {
                let (picture, warning) = found?;
                self.warnings.extend(warning);
                Some(picture)
            }
            Err(error) => {
                self.errors.push(*error);
                None
            }
        }
    }

    fn figures(&mut self) -> Figures {
        match self.chain.pick("so_lieu") {
            Some((layer, entry)) => values::figures(&layer.source, &entry.value, &mut self.errors),
            None => Figures(Figure::Map(Vec::new())),
        }
    }

    /// Leaf by leaf the document's over the profile's.
    fn measures(&mut self) -> Vec<(String, Text)> {
        let mut all = BTreeMap::new();
        for layer in self.chain.layers.iter().rev() {
            let tree: Option<&Node> = layer.root.entry("the_thuc").map(|e| &*e.value);
            if let Some(tree) = tree {
                values::measures(&layer.source, tree, &mut all, &mut self.errors);
            }
        }
        all.into_iter().collect()
    }
}

/// What stands behind `Lưu:` in a line that begins so, with or without a dash.
fn archived(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let (word, rest) = line.split_once(':')?;
    (word.trim_end().to_lowercase() == "lưu").then(|| rest.trim())
}
