//! Changes for other programs: JSON with Vietnamese keys, as in the YAML.

use crate::diff::{Change, ChangeKind, Changes, FigureChange, Span, SpanKind, Text, told};
use crate::document::Components;
use crate::figures::number;
use serde_json::{Value, json};

/// The report, on lines of its own.
pub(super) fn report(changes: &Changes) -> String {
    let Changes {
        all,
        measures,
        components,
    } = changes;
    let report = json!({
        "thay_doi": all.iter().map(|one| change(one, components)).collect::<Vec<_>>(),
        "so_do_khac": measures,
    });
    format!("{report:#}\n")
}

fn change(change: &Change, components: &Components) -> Value {
    let Change { place, kind } = change;
    let (kind, what) = match kind {
        ChangeKind::Added(text) => ("them", whole(text)),
        ChangeKind::Removed(text) => ("bo", whole(text)),
        ChangeKind::Edited { spans, figures } => (
            "sua",
            json!({
                "doan": spans.iter().map(span).collect::<Vec<_>>(),
                "so_lieu": figures.iter().map(figure).collect::<Vec<_>>(),
            }),
        ),
        ChangeKind::Recast { from, text } => (
            "doi_vai",
            json!({ "truoc": told::role(*from, components), "chu": text }),
        ),
        ChangeKind::Renumbered(marks) => ("danh_so_lai", json!(marks)),
    };
    json!({
        "cho": told::place(place, components),
        "dong": place.line,
        "loai": kind,
        "noi_dung": what,
    })
}

fn whole(text: &Text) -> Value {
    let Text { mark, rows } = text;
    json!({ "dau_muc": mark, "hang": rows })
}

fn span(span: &Span) -> Value {
    let kind = match span.kind {
        SpanKind::Kept => "giu",
        SpanKind::Added => "them",
        SpanKind::Removed => "bo",
        SpanKind::Restyled => "doi_kieu_chu",
    };
    json!({ "loai": kind, "chu": span.text })
}

fn figure(change: &FigureChange) -> Value {
    json!({
        "cu": change.old,
        "moi": change.new,
        "chenh": number(change.difference),
        "phan_tram": change.percent.map(number),
    })
}
