//! Appendices and attached texts on their way into the template: `phu_luc`, `ban_hanh_kem_theo`.
//!
//! In: [`Appendix`] and [`Attached`]. Out: lists of maps, their texts as those of the document.

use super::{
    context::{Markup, list, marked, one_line},
    expand::{Line, Work},
};
use crate::content::{Appendix, Attached, AttachedKind, HeadOfForm};
use crate::document::{Orientation, names};
use tera::{Map, Value};

/// The texts of an appendix, expanded.
#[derive(Debug)]
pub(super) struct AppendixLines<'c> {
    appendix: &'c Appendix,
    title: Vec<Line>,
    label: Option<Line>,
    form_title: Vec<Line>,
    texts: [Option<Line>; 3],
    table: Option<Line>,
}

/// The texts of an attached text, expanded.
#[derive(Debug)]
pub(super) struct AttachedLines<'c> {
    attached: &'c Attached,
    /// None for a kind that is known by its name.
    kind: Option<Line>,
    subject: Vec<Line>,
    words: Option<Line>,
    texts: [Option<Line>; 3],
    appendices: Vec<AppendixLines<'c>>,
}

impl<'c> AppendixLines<'c> {
    pub(super) fn expand(appendices: &'c [Appendix], work: &mut Work<'_>) -> Vec<Self> {
        let expand = |appendix: &'c Appendix| Self {
            appendix,
            title: work.all(&appendix.title),
            label: appendix.label.as_ref().map(|text| work.one(text)),
            form_title: work.all(&appendix.form_title),
            texts: [&appendix.opening, &appendix.body, &appendix.closing]
                .map(|text| text.as_ref().map(|text| work.prose(text))),
            table: appendix.table.as_ref().map(|name| work.placed(name)),
        };
        appendices.iter().map(expand).collect()
    }

    /// The list for the template. Appendices are counted where there are several (III.1.a); what has
    /// a label of its own is not.
    pub(super) fn values(all: &[Self], markup: &mut Markup<'_>) -> Value {
        let counted = all.iter().filter(|one| one.label.is_none()).count();
        let mut number = 0_u64;
        let values = all.iter().map(|one| {
            let is_counted = one.label.is_none() && counted > 1;
            number += u64::from(is_counted);
            let head = one.appendix.head.map(|head| match head {
                HeadOfForm::NationalTitle => "quoc-hieu",
                HeadOfForm::Agency => "co-quan",
            });
            let own = [
                (
                    "so",
                    is_counted
                        .then_some(number)
                        .map_or_else(Value::none, Value::from),
                ),
                ("nhan", one.label.as_ref().map_or_else(Value::none, marked)),
                ("ten", list(&one.title)),
                ("huong", turned(one.appendix.landscape)),
                ("dau_mau", head.map_or_else(Value::none, Value::from)),
                ("ten_mau", list(&one.form_title)),
            ];
            let [opening, body, closing] = one.texts.each_ref().map(Option::as_ref);
            // Tables are numbered in the order of the text.
            let before = markup.texts([opening, body, None]);
            let table = ("bang", markup.text(one.table.as_ref()));
            let behind = ("ket_thuc", markup.text(closing));
            let texts = before.into_iter().take(2).chain([table, behind]);
            map(own, texts)
        });
        Value::from(values.collect::<Vec<_>>())
    }
}

impl<'c> AttachedLines<'c> {
    pub(super) fn expand(attached: &'c [Attached], work: &mut Work<'_>) -> Vec<Self> {
        let expand = |attached: &'c Attached| Self {
            attached,
            kind: match &attached.kind {
                AttachedKind::Known(_) => None,
                AttachedKind::Named(name) => Some(work.one(name)),
            },
            subject: work.all(&attached.subject),
            words: attached.words.as_ref().map(|text| work.one(text)),
            texts: [
                attached.opening.as_ref(),
                Some(&attached.body),
                attached.closing.as_ref(),
            ]
            .map(|text| text.map(|text| work.prose(text))),
            appendices: AppendixLines::expand(&attached.appendices, work),
        };
        attached.iter().map(expand).collect()
    }

    /// The list for the template.
    pub(super) fn values(all: &[Self], markup: &mut Markup<'_>) -> Value {
        let values = all.iter().map(|one| {
            let (kind, name) = match (&one.attached.kind, &one.kind) {
                (AttachedKind::Known(name), _) => (Value::from(name.as_str()), name.as_str()),
                (AttachedKind::Named(_), Some(line)) => (marked(line), line.text.trim()),
                (AttachedKind::Named(name), None) => (Value::none(), name.text.as_str()),
            };
            let title = format!("{name} {}", one_line(&one.subject));
            let own = [
                ("ten_loai", kind),
                ("trich_yeu", list(&one.subject)),
                ("tieu_de", Value::from(title.trim())),
                ("huong", turned(one.attached.landscape)),
                (
                    "dong_kem_theo",
                    one.words.as_ref().map_or_else(Value::none, marked),
                ),
                ("co_chu_ky", Value::from(one.attached.signed)),
                ("phu_luc", AppendixLines::values(&one.appendices, markup)),
            ];
            map(own, markup.texts(one.texts.each_ref().map(Option::as_ref)))
        });
        Value::from(values.collect::<Vec<_>>())
    }
}

fn map<'k>(
    own: impl IntoIterator<Item = (&'k str, Value)>,
    texts: impl IntoIterator<Item = (&'k str, Value)>,
) -> Value {
    let entries = own.into_iter().chain(texts);
    let entries = entries.map(|(key, value)| (key.to_owned().into(), value));
    Value::from(entries.collect::<Map>())
}

/// The attribute of the markup.
fn turned(landscape: bool) -> Value {
    let orientation = match landscape {
        true => Orientation::Landscape,
        false => Orientation::Portrait,
    };
    Value::from(names::word(names::ORIENTATIONS, &orientation))
}
