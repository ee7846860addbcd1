//! A document's appendices and attached texts as documents of their own (Phụ lục I, II.8.b, III.1.d):
//! files that are sent, and signed, apart.

use super::{Block, BlockKind, Document, Inline, Inlines, Note, Properties};
use std::collections::BTreeSet;

impl Document {
    /// The document up to what goes with it, and a document for each appendix and each attached text.
    /// Notes are counted anew in each; each is titled by its own label and title, and its subject is
    /// the title of the document that it goes with.
    pub fn split_appendices(self) -> (Self, Vec<Self>) {
        let Self {
            sources,
            kind,
            properties,
            blocks,
            notes,
        } = self;
        let mut parts = vec![Vec::new()];
        for block in blocks {
            if begins_part(&block) {
                parts.push(Vec::new());
            }
            if let Some(part) = parts.last_mut() {
                part.push(block);
            }
        }
        let mut documents = parts.into_iter().map(|mut blocks| Self {
            sources: sources.clone(),
            kind: kind.clone(),
            properties: of_part(&properties, &blocks),
            notes: take_notes(&mut blocks, &notes),
            blocks,
        });
        let main = documents.next().unwrap_or_else(|| Self {
            sources: sources.clone(),
            kind: kind.clone(),
            properties: properties.clone(),
            blocks: Vec::new(),
            notes: Vec::new(),
        });
        (main, documents.collect())
    }

    /// Tells whether it goes with a document, in a file of its own: an appendix or an attached text.
    pub fn is_apart(&self) -> bool {
        self.blocks.first().is_some_and(begins_part)
    }

    /// Tells whether it is an attached text in a file of its own.
    pub fn is_attached(&self) -> bool {
        let first = self.blocks.first().map(|block| &block.kind);
        matches!(first, Some(BlockKind::Attached { .. }))
    }
}

/// Tells whether a block begins an appendix or an attached text.
fn begins_part(block: &Block) -> bool {
    matches!(
        block.kind,
        BlockKind::Appendix { .. } | BlockKind::Attached { .. }
    )
}

/// The whole document's properties for one part of it.
fn of_part(whole: &Properties, blocks: &[Block]) -> Properties {
    let title = match blocks.first().map(|b| &b.kind) {
        Some(BlockKind::Appendix { label, title, .. }) => {
            let title: Vec<String> = title.iter().map(plain).collect();
            let mut name = vec![plain(label), title.join(" ")];
            name.retain(|text| !text.is_empty());
            name.join(". ")
        }
        Some(BlockKind::Attached { title, .. }) => title.clone(),
        _ => return whole.clone(),
    };
    Properties {
        title,
        author: whole.author.clone(),
        subject: whole.title.clone(),
        language: whole.language.clone(),
    }
}

fn plain(line: &Inlines) -> String {
    let pieces = line.iter().map(|inline| match inline {
        Inline::Text(text) => text.text.as_str(),
        Inline::Blank { .. } | Inline::Break => " ",
        Inline::Leader(_) => "…",
        Inline::Note(_) | Inline::Check(_) => "",
    });
    let text: String = pieces.collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The notes whose marks stand in these blocks; the marks are told their new numbers.
fn take_notes(blocks: &mut [Block], notes: &[Note]) -> Vec<Note> {
    let mut used = BTreeSet::new();
    each_note(blocks, &mut |note| {
        used.insert(*note);
    });
    // In the order of the document, which is that of the marks.
    let used: Vec<usize> = used.into_iter().collect();
    each_note(blocks, &mut |note| {
        *note = used.binary_search(note).unwrap_or_default();
    });
    used.iter()
        .filter_map(|&note| notes.get(note).cloned())
        .collect()
}

fn each_note(blocks: &mut [Block], change: &mut dyn FnMut(&mut usize)) {
    for block in blocks {
        block.each_line_mut(&mut |_, line| {
            for inline in line {
                if let Inline::Note(note) = inline {
                    change(note);
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Source;
    use crate::document::{Document, parse, testing::components};

    fn document(body: &str) -> Document {
        let markup = format!(
            r#"<document kind="ke-hoach" lang="vi-VN" title="Kế hoạch 5" author="A" subject="S">{body}</document>"#
        );
        parse(&Source::new("thử", markup), &[], &components()).unwrap()
    }

    const NOTE: &str = r#"<note><p>CHỮ</p></note>"#;

    /// Each appendix has its own notes, counted from 1, and the main document keeps the others.
    #[test]
    fn notes_go_with_their_marks() {
        let note = |text: &str| NOTE.replace("CHỮ", text);
        let whole = document(&format!(
            "<p>a{}</p>\
             <appendix><label>Phụ lục I</label><title>MỘT{}</title><title>HAI</title></appendix>\
             <list mark=\"bullet\" start=\"1\"><item><p>b{}</p></item></list>\
             <table><column/><row><cell>c{}</cell></row></table>\
             <appendix><label>Phụ lục II</label><title>BA</title></appendix>\
             <heading form=\"plain\" level=\"1\"><title>d{}</title></heading>",
            note("một"),
            note("hai"),
            note("ba"),
            note("bốn"),
            note("năm")
        ));
        let (main, appendices) = whole.split_appendices();
        assert!(!main.is_apart() && appendices.iter().all(Document::is_apart));
        let told: Vec<String> = std::iter::once(&main)
            .chain(&appendices)
            .map(Document::dump)
            .collect();
        insta::assert_snapshot!(told.join("\n"));
    }

    #[test]
    fn without_appendices_nothing_changes() {
        let whole = document(&format!("<p>a{NOTE}</p>"));
        assert_eq!(whole.clone().split_appendices(), (whole, Vec::new()));
    }
}
