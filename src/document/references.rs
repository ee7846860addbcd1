//! References: what is read at each place that has a name, put where the place is referred to.
//!
//! Places are headings, articles, items of lists, tables and appendices, in the order of the text. A
//! reference to an item may ask for the article that it stands in: each place knows those around it. The
//! words of a reference are those of its place (`Điều 5`), or words of its own with the place's number
//! (`khoản 2`); both are joined by an anchor, so that a writer can make a field and a link of them.

use super::{
    Block, BlockKind, Cross, Document, Heading, HeadingForm, Inline, Inlines, List, ListMark,
    Origin, Origins, Text,
};
use crate::diagnostic::{Diagnostic, Diagnostics, Result, nearest};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Stands for an anchor in a line until it is settled.
pub(super) const ANCHOR: &str = "\u{2060}";
/// Stands for a reference in a line until it is settled.
pub(super) const REFERENCE: &str = "\u{fffc}";
/// The names of bookmarks begin so: Word hides those that begin with `_`.
const BOOKMARK: &str = "_Ref_";
/// A list in a message names so many at most.
const MOST_NAMED: usize = 8;

/// The kinds of places from the widest to the narrowest, by the functions that refer to them, and what
/// they are called.
const KINDS: [(&str, &str); 9] = [
    ("phu_luc", "phụ lục"),
    ("phan", "phần"),
    ("chuong", "chương"),
    ("muc", "mục"),
    ("tieu_muc", "tiểu mục"),
    ("dieu", "điều"),
    ("khoan", "khoản"),
    ("diem", "điểm"),
    ("bang", "bảng"),
];

fn kind(name: &str) -> Option<usize> {
    KINDS.iter().position(|(known, _)| *known == name)
}

/// The words of a place that references repeat.
#[derive(Debug, Clone)]
struct Words {
    /// The place shows its number alone: a reference says a word before it.
    bare: bool,
    /// The words that it gives for the place.
    text: String,
    /// Where these words stand.
    stand: Stand,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    /// At the start of the place's text, letter for letter, so many.
    InText(usize),
    /// In the mark of an item, which the programs count.
    InMark,
    /// Nowhere as they are.
    Nowhere,
}

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

/// Makes the first letters of a line an anchor.
fn mark(line: &mut Inlines, mut letters: usize, bookmark: &Arc<str>) {
    let mut out = Inlines::with_capacity(line.len() + 1);
    let mut is_first = true;
    for inline in std::mem::take(line) {
        let Inline::Text(mut text) = inline else {
            out.push(inline);
            continue;
        };
        let count = text.text.chars().count();
        if letters == 0 || text.marks.cross.is_some() {
            out.push(Inline::Text(text));
            continue;
        }
        let rest = (letters < count).then(|| split(&mut text, letters));
        text.marks.cross = Some(Cross::Anchor(Arc::clone(bookmark)));
        letters = match (letters, is_first) {
            // Of a place that is marked as a whole, the first piece will do.
            (usize::MAX, true) => 0,
            (letters, _) => letters - letters.min(count),
        };
        is_first = false;
        out.push(Inline::Text(text));
        out.extend(rest.map(Inline::Text));
    }
    *line = out;
}

/// Cuts a text after so many letters; gives what is behind.
fn split(text: &mut Text, letters: usize) -> Text {
    let at = text.text.char_indices().nth(letters);
    let at = at.map_or(text.text.len(), |(at, _)| at);
    let count = text.text.chars().count();
    let rest = Text {
        text: text.text.split_off(at),
        origins: text.origins.part(letters, count),
        ..text.clone()
    };
    text.origins = text.origins.part(0, letters);
    rest
}

/// The words of a reference, in the style of the mark that they stand for.
fn spoken(mark: &Text, said: Said) -> Vec<Inline> {
    let Said {
        before,
        words,
        bookmark,
    } = said;
    let origin = mark.origin().map(Origin::rewritten);
    let said = |text: &str, cross: Option<Cross>| {
        let mut said = mark.clone();
        said.marks.cross = cross;
        said.origins = Origins::of(origin, text.chars().count());
        text.clone_into(&mut said.text);
        Inline::Text(said)
    };
    let Words {
        bare: _,
        text,
        stand,
    } = words;
    match stand {
        Stand::Nowhere => vec![said(
            &format!("{before}{text}"),
            Some(Cross::Link(bookmark)),
        )],
        Stand::InText(_) | Stand::InMark => {
            let cross = match stand {
                Stand::InMark => Cross::NumberReference(bookmark),
                _ => Cross::Reference(bookmark),
            };
            let before = (!before.is_empty()).then(|| said(&before, None));
            before
                .into_iter()
                .chain([said(&text, Some(cross))])
                .collect()
        }
    }
}

/// Takes one of two blanks away that an anchor stood between.
fn join(line: &mut Inlines) {
    let [.., Inline::Text(before), Inline::Text(after)] = line.as_mut_slice() else {
        return;
    };
    if before.text.ends_with(' ') && after.text.starts_with(' ') {
        let count = after.text.chars().count();
        after.text.remove(0);
        after.origins = after.origins.part(1, count);
    }
}

/// No blank stands at the ends of a line.
fn trim(line: &mut Inlines) {
    if let Some(Inline::Text(first)) = line.first_mut()
        && first.text.starts_with(' ')
    {
        let count = first.text.chars().count();
        first.text.remove(0);
        first.origins = first.origins.part(1, count);
    }
    if let Some(Inline::Text(last)) = line.last_mut()
        && last.text.ends_with(' ')
    {
        let count = last.text.chars().count();
        last.text.pop();
        last.origins = last.origins.part(0, count - 1);
    }
    line.retain(|inline| !matches!(inline, Inline::Text(text) if text.text.is_empty()));
}

impl Words {
    fn none() -> Self {
        Self {
            bare: false,
            text: String::new(),
            stand: Stand::Nowhere,
        }
    }

    /// The first words of a text, as they stand there where they are written as a reference writes them.
    fn opening(text: &str, count: usize) -> Self {
        let found = text
            .split(' ')
            .filter(|word| !word.is_empty() && *word != ANCHOR);
        let found: Vec<&str> = found.take(count).collect();
        let stands = found.join(" ");
        let stands = stands.trim_end_matches(['.', ':', ')']);
        let text = as_in_a_sentence(stands);
        let stand = match text == stands {
            true => Stand::InText(stands.chars().count()),
            false => Stand::Nowhere,
        };
        Self {
            bare: false,
            text,
            stand,
        }
    }
}

/// `CHƯƠNG II` as a sentence has it: `Chương II`. The number stays.
fn as_in_a_sentence(words: &str) -> String {
    let (word, number) = words.split_once(' ').unwrap_or((words, ""));
    let is_upper = word.chars().count() > 1 && !word.chars().any(char::is_lowercase);
    if !is_upper {
        return words.to_owned();
    }
    let mut letters = word.chars();
    let first: String = letters.by_ref().take(1).collect();
    let word = first + &letters.as_str().to_lowercase();
    // Numbers in words are lowered, too: PHẦN THỨ NHẤT.
    let is_words = number.contains(' ');
    let number = if is_words {
        number.to_lowercase()
    } else {
        number.to_owned()
    };
    format!("{word} {number}").trim_end().to_owned()
}

/// The kind of a place, and the words that references to it say.
fn words(spot: &Spot<'_>) -> Option<(usize, Words)> {
    let numbered = |text: &str| Words {
        bare: true,
        ..Words::opening(text, 1)
    };
    let (name, words) = match spot {
        Spot::Heading(heading) => {
            let label = plain(&heading.label);
            let title = heading.title.first().map_or(String::new(), plain);
            let all = label.split(' ').count();
            match heading.form {
                HeadingForm::Part => ("phan", Words::opening(&label, all)),
                HeadingForm::Chapter => ("chuong", Words::opening(&label, all)),
                HeadingForm::Section => ("muc", Words::opening(&label, all)),
                HeadingForm::Subsection => ("tieu_muc", Words::opening(&label, all)),
                HeadingForm::Roman => ("muc", numbered(&title)),
                HeadingForm::Article => ("dieu", Words::opening(&title, 2)),
                HeadingForm::Clause => ("khoan", numbered(&title)),
                HeadingForm::Point => ("diem", numbered(&title)),
                HeadingForm::Plain => return None,
            }
        }
        Spot::Item(ListMark::Decimal(numbering), number, _) => (
            "khoan",
            Words {
                bare: true,
                text: numbering.digits(*number),
                stand: Stand::InMark,
            },
        ),
        Spot::Item(ListMark::Letter, number, _) => (
            "diem",
            Words {
                bare: true,
                text: letter(*number),
                stand: Stand::Nowhere,
            },
        ),
        Spot::Item(ListMark::Bullet, ..) => return None,
        Spot::Appendix(label, _) => ("phu_luc", Words::opening(&plain(label), 2)),
        Spot::Table(_, caption) if caption.is_empty() => return None,
        Spot::Table(_, caption) => ("bang", Words::opening(&plain(caption), 2)),
    };
    Some((kind(name)?, words))
}

/// The letters of points in turn (Phụ lục I, II.6.đ); a test holds them to those of `nd30.yaml`.
pub(crate) const POINTS: &str = "abcdđeghiklmnopqrstuvxy";

/// The letter of a point by its number, from 1, as lists print it.
pub(crate) fn letter(number: u32) -> String {
    let count = POINTS.chars().count();
    let index = (number as usize).saturating_sub(1);
    let letter = POINTS.chars().nth(index % count).unwrap_or('a');
    letter.to_string().repeat(index / count + 1)
}

fn plain(line: &Inlines) -> String {
    let words = line.iter().map(|inline| match inline {
        Inline::Text(text) if text.text != ANCHOR => text.text.replace('\u{a0}', " "),
        Inline::Break => " ".to_owned(),
        _ => String::new(),
    });
    words.collect()
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
