//! References: what is read at each place that has a name, put where the place is referred to.
//!
//! Places are headings, articles, items of lists, tables and appendices, in the order of the text. A
//! reference to an item may ask for the article that it stands in: each place knows those around it. The
//! words of a reference are those of its place (`Điều 5`), or words of its own with the place's number
//! (`khoản 2`); both are joined by an anchor, so that a writer can make a field and a link of them.

mod lines;
mod words;

pub(crate) use words::{POINTS, letter};

use super::{
    Block, BlockKind, Cross, Document, Heading, Inline, Inlines, List, ListMark, Origin, Text,
};
use crate::diagnostic::{Diagnostic, Diagnostics, Result, nearest};
use lines::{join, mark, spoken, trim};
use std::collections::BTreeMap;
use std::sync::Arc;
use words::{KINDS, Stand, Words, kind, words};

/// Stands for an anchor in a line until it is settled.
pub(super) const ANCHOR: &str = "\u{2060}";
/// Stands for a reference in a line until it is settled.
pub(super) const REFERENCE: &str = "\u{fffc}";
/// The names of bookmarks begin so: Word hides those that begin with `_`.
const BOOKMARK: &str = "_Ref_";
/// A list in a message names so many at most.
const MOST_NAMED: usize = 8;

/// A place that may be referred to.
struct Place {
    kind: usize,
    words: Words,
    /// By kind: the places that it stands in, itself among them.
    around: [Option<usize>; KINDS.len()],
    /// The name that the author gave it.
    own: Option<String>,
    /// The name of its bookmark, once something refers to it.
    bookmark: Option<Arc<str>>,
}

/// A place as the walk shows it.
enum Spot<'a> {
    Heading(&'a mut Heading),
    /// An item: its mark, its number, its first paragraph.
    Item(ListMark, u32, &'a mut Inlines),
    Appendix(&'a mut Inlines, &'a mut Vec<Inlines>),
    /// A table: its name and its caption.
    Table(Option<&'a str>, &'a mut Inlines),
}

/// Shows all places in the order of the text.
fn walk(blocks: &mut [Block], visit: &mut dyn FnMut(Spot<'_>)) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Heading(heading) => visit(Spot::Heading(heading)),
            BlockKind::Appendix { label, title, .. } => visit(Spot::Appendix(label, title)),
            BlockKind::Table(table) => {
                visit(Spot::Table(table.name.as_deref(), &mut table.caption));
            }
            BlockKind::List(list) => items(list, visit),
            _ => {}
        }
    }
}

/// Lists nest at most nine deep.
fn items(list: &mut List, visit: &mut dyn FnMut(Spot<'_>)) {
    for (number, item) in (list.start..).zip(&mut list.items) {
        for (index, block) in item.iter_mut().enumerate() {
            match &mut block.kind {
                BlockKind::Paragraph(line) if index == 0 => {
                    visit(Spot::Item(list.mark, number, line));
                }
                BlockKind::List(nested) => items(nested, visit),
                _ => {}
            }
        }
    }
}

/// Puts the words of their places into references.
///
/// # Errors
/// Two places of one name, a name where no place is, a reference to what is not there.
pub(super) fn settle(document: &mut Document) -> Result<()> {
    let mut any = false;
    document.each_line(&mut |_, line| any |= line.iter().any(is_mark));
    if !any {
        return Ok(());
    }
    let mut blocks = std::mem::take(&mut document.blocks);
    let mut index = Index::of(&mut blocks);
    document.blocks = blocks;
    let mut errors = std::mem::take(&mut index.errors);
    document.each_line_mut(&mut |_, line| {
        if line.iter().any(is_mark) {
            *line = index.settled(std::mem::take(line), &mut errors);
        }
    });
    if !errors.is_empty() {
        let told = errors
            .into_iter()
            .map(|(origin, error)| error.at(document.place(origin)));
        return Err(Diagnostics(told.collect()));
    }
    index.anchor(&mut document.blocks);
    Ok(())
}

fn is_mark(inline: &Inline) -> bool {
    anchor(inline).is_some() || reference(inline).is_some()
}

/// The name of an anchor that is not settled.
fn anchor(inline: &Inline) -> Option<&Text> {
    match inline {
        Inline::Text(text) if text.text == ANCHOR && text.marks.cross.is_some() => Some(text),
        _ => None,
    }
}

fn reference(inline: &Inline) -> Option<&Text> {
    match inline {
        Inline::Text(text) if text.text == REFERENCE && text.marks.cross.is_some() => Some(text),
        _ => None,
    }
}

/// The name that a mark carries.
fn name(text: &Text) -> &str {
    match &text.marks.cross {
        Some(Cross::Anchor(name) | Cross::Link(name)) => name,
        _ => "",
    }
}

/// The words of a reference.
struct Said {
    /// The word before a number that is alone, with its blank.
    before: String,
    words: Words,
    /// The name of the place's bookmark.
    bookmark: Arc<str>,
}

type Faults = Vec<(Option<Origin>, Diagnostic)>;

/// The places of a document.
struct Index {
    places: Vec<Place>,
    names: BTreeMap<String, usize>,
    errors: Faults,
}

impl Index {
    fn of(blocks: &mut [Block]) -> Self {
        let mut index = Self {
            places: Vec::new(),
            names: BTreeMap::new(),
            errors: Vec::new(),
        };
        let mut open = [None; KINDS.len()];
        walk(blocks, &mut |spot| index.add(&spot, &mut open));
        index
    }

    fn add(&mut self, spot: &Spot<'_>, open: &mut [Option<usize>; KINDS.len()]) {
        let known = words(spot);
        let at = self.places.len();
        if let Some((kind, _)) = &known {
            // What is narrower ends; a table stands in what is open.
            let is_table = KINDS[*kind].0 == "bang";
            open[*kind..].fill(None);
            open[*kind] = (!is_table).then_some(at);
        }
        let mut around = *open;
        // Places of no kind keep their number in the walk.
        let (kind, words) = known.unwrap_or((KINDS.len(), Words::none()));
        if let Some(itself) = around.get_mut(kind) {
            *itself = Some(at);
        }
        self.places.push(Place {
            kind,
            words,
            around,
            own: None,
            bookmark: None,
        });
        let lines: Vec<&Inlines> = match spot {
            Spot::Heading(heading) => {
                let titles = heading.title.iter();
                titles.chain([&heading.label, &heading.text]).collect()
            }
            Spot::Item(_, _, line) => vec![line],
            Spot::Appendix(label, title) => title.iter().chain([&**label]).collect(),
            Spot::Table(own, caption) => {
                if let Some(own) = own {
                    self.names.entry((*own).to_owned()).or_insert(at);
                }
                vec![caption]
            }
        };
        for text in lines.into_iter().flatten().filter_map(anchor) {
            if let Some(place) = self.places.last_mut() {
                place.own.get_or_insert_with(|| name(text).to_owned());
            }
            if self.names.insert(name(text).to_owned(), at).is_some() {
                self.errors.push((text.origin(), twice(name(text))));
            }
        }
    }

    /// A line with the words of its references, and without the marks of anchors.
    fn settled(&mut self, line: Inlines, errors: &mut Faults) -> Inlines {
        let mut out = Inlines::with_capacity(line.len() + 2);
        let mut gap = false;
        for inline in line {
            if let Some(text) = anchor(&inline) {
                if !self.names.contains_key(name(text)) {
                    errors.push((text.origin(), misplaced(name(text))));
                }
                gap = true;
                continue;
            }
            match reference(&inline) {
                Some(text) => match self.words_of(name(text)) {
                    Ok(words) => out.extend(spoken(text, words)),
                    Err(error) => errors.push((text.origin(), error)),
                },
                None => out.push(inline),
            }
            if std::mem::take(&mut gap) {
                join(&mut out);
            }
        }
        trim(&mut out);
        out
    }

    /// The words of a reference, and the part of them that repeats its place.
    fn words_of(&mut self, reference: &str) -> std::result::Result<Said, Diagnostic> {
        let (asked, rest) = reference.split_once(':').unwrap_or(("", reference));
        let (word, name) = rest.split_once(':').unwrap_or(("", rest));
        let Some(&named) = self.names.get(name) else {
            return Err(self.missing(name));
        };
        let kind = kind(asked).unwrap_or(KINDS.len());
        let around = self.places[named].around.get(kind).copied().flatten();
        let Some(at) = around else {
            return Err(self.outside(asked, name, named));
        };
        let place = &mut self.places[at];
        let own = &place.own;
        let bookmark = place.bookmark.get_or_insert_with(|| match own {
            Some(name) => format!("{BOOKMARK}{}", name.replace('-', "_")).into(),
            // Names of authors have no capitals.
            None => format!("{BOOKMARK}P{at}").into(),
        });
        let before = match (place.words.bare, word) {
            (true, word) if !word.is_empty() => format!("{word} "),
            _ => String::new(),
        };
        Ok(Said {
            before,
            words: place.words.clone(),
            bookmark: Arc::clone(bookmark),
        })
    }

    fn missing(&self, name: &str) -> Diagnostic {
        let known = || self.names.keys().map(String::as_str);
        let help = match nearest(name, known()) {
            Some(near) => format!("có phải là “{near}”?"),
            None if self.names.is_empty() => {
                format!(
                    "đặt tên cho chỗ được dẫn chiếu: viết [#{name}] ở cuối dòng đề mục, điều, khoản hoặc điểm"
                )
            }
            None => {
                let some: Vec<&str> = known().take(MOST_NAMED).collect();
                let more = if self.names.len() > MOST_NAMED {
                    ", …"
                } else {
                    ""
                };
                format!(
                    "các tên đã đặt: {}{more}; đặt tên bằng [#{name}] ở cuối dòng được dẫn chiếu",
                    some.join(", ")
                )
            }
        };
        Diagnostic::error(
            "dan-chieu-thieu",
            format!("không có chỗ nào tên “{name}” để dẫn chiếu"),
        )
        .help(help)
    }

    fn outside(&self, asked: &str, name: &str, named: usize) -> Diagnostic {
        let called = |kind: usize| KINDS.get(kind).map_or("chỗ khác", |(_, called)| called);
        let is = called(self.places[named].kind);
        let wanted = kind(asked).map_or(asked, called);
        let own = KINDS.get(self.places[named].kind);
        let help = match own {
            Some((function, _)) => {
                format!("“{name}” là {is}: viết {{{{ {function}(\"{name}\") }}}}")
            }
            None => format!("đặt [#{name}] ở dòng của {wanted} cần dẫn chiếu"),
        };
        Diagnostic::error(
            "dan-chieu-sai",
            format!("“{name}” không phải là {wanted} và không nằm trong {wanted} nào"),
        )
        .help(help)
    }

    /// Marks the words of the places that something refers to.
    fn anchor(&self, blocks: &mut [Block]) {
        let mut places = self.places.iter();
        walk(blocks, &mut |spot| {
            let Some(Place {
                words,
                bookmark: Some(bookmark),
                ..
            }) = places.next()
            else {
                return;
            };
            let line = match spot {
                Spot::Heading(heading) if !heading.label.is_empty() => Some(&mut heading.label),
                Spot::Heading(heading) => heading.title.first_mut(),
                Spot::Item(_, _, line) | Spot::Appendix(line, _) | Spot::Table(_, line) => {
                    Some(line)
                }
            };
            let Some(line) = line else { return };
            let letters = match words.stand {
                Stand::InText(letters) => letters,
                // All of the paragraph's first words.
                Stand::InMark | Stand::Nowhere => usize::MAX,
            };
            mark(line, letters, bookmark);
        });
    }
}

fn twice(name: &str) -> Diagnostic {
    Diagnostic::error("neo-trung", format!("tên “{name}” đặt cho hai chỗ"))
        .help("mỗi chỗ một tên: đổi một trong hai, và sửa các dẫn chiếu đến chỗ ấy")
}

fn misplaced(name: &str) -> Diagnostic {
    Diagnostic::error(
        "neo-sai-cho",
        format!("[#{name}] không nằm ở đề mục, điều, khoản, điểm hay tên bảng nào"),
    )
    .help(format!(
        "đặt [#{name}] ở cuối dòng đề mục hoặc ở đầu mục đánh số, đánh chữ; nếu là chữ của văn bản thì viết \\[#{name}]"
    ))
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Source;
    use crate::document::testing::components;
    use crate::document::{Document, parse};

    #[test]
    fn points_are_lettered_as_lists_print_them() {
        let (style, _) = crate::decree::Style::nd30(&[]).unwrap();
        let alphabet = style.list_marks.alphabet;
        let letters: Vec<String> = (1..).take(alphabet.len()).map(super::letter).collect();
        assert_eq!(letters, alphabet);
    }

    fn read(markup: &str) -> Document {
        let markup = Source::new("markup", format!("<document>{markup}</document>"));
        parse(&markup, &[], &components()).unwrap_or_else(|errors| panic!("{errors}"))
    }

    #[test]
    fn references_say_what_their_places_say() {
        let text = "<p>Theo <ref kind=\"khoan\" to=\"k\" word=\"khoản\"/> <ref kind=\"dieu\" to=\"k\"/> \
                    <ref kind=\"chuong\" to=\"a\"/>.</p>";
        let article = |number, title: &str| {
            format!(
                "<heading form=\"article\" level=\"2\"><title>Điều {number}. {title}</title></heading>"
            )
        };
        let chapter = "<heading form=\"chapter\" level=\"1\"><label>CHƯƠNG II</label><title>A</title></heading>";
        let list = "<list mark=\"decimal\"><item><p>Một</p></item><item><p><anchor name=\"k\"/> Hai</p></item></list>";
        let named = article(7, "Hai <anchor name=\"a\"/>");
        let document = read(&format!(
            "{text}{chapter}{}{named}{list}",
            article(6, "Một")
        ));
        let dump = document.dump();
        assert!(
            dump.contains("p Theo khoản 2 Điều 7 Chương II.\n"),
            "{dump}"
        );
        assert!(dump.contains("title Điều 7. Hai\n"), "{dump}");
        assert!(dump.contains("p Hai\n"), "{dump}");
    }
}
