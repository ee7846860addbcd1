//! Draws messages as text: the offending line, a mark under the place, the help.

use super::{Diagnostic, Extent, Place, Severity};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use std::ops::Range;

/// With colour for a terminal, or without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rendering {
    /// ANSI colours.
    Colour,
    /// Text alone.
    Plain,
}

/// All messages, one after the other, each ending in a newline.
pub fn render(diagnostics: &[Diagnostic], rendering: Rendering) -> String {
    draw(diagnostics, None, rendering)
}

/// [`render`] for what is no message of one of the levels, under another word than theirs.
pub fn render_as(word: &str, diagnostics: &[Diagnostic], rendering: Rendering) -> String {
    draw(diagnostics, Some(word), rendering)
}

fn draw(diagnostics: &[Diagnostic], word: Option<&str>, rendering: Rendering) -> String {
    let renderer = match rendering {
        Rendering::Colour => Renderer::styled(),
        Rendering::Plain => Renderer::plain(),
    };
    let mut out = String::new();
    for group in diagnostics.iter().flat_map(|d| groups(d, word)) {
        out.push_str(&renderer.render(&[group]));
        out.push('\n');
    }
    without_cell_places(out)
}

/// Stands after the name of a cell until the line and column that drawing adds are taken off.
const CELL_END: char = '\u{1f}';

/// Takes off what follows the names of cells: digits and colons.
fn without_cell_places(drawn: String) -> String {
    if !drawn.contains(CELL_END) {
        return drawn;
    }
    let mut pieces = drawn.split(CELL_END);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        out.push_str(piece.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit()));
    }
    out
}

fn groups<'a>(diagnostic: &'a Diagnostic, word: Option<&'a str>) -> Vec<Group<'a>> {
    let level = match (word, diagnostic.severity) {
        (Some(word), _) => Level::NOTE.with_name(word),
        (None, Severity::Error) => Level::ERROR.with_name("lỗi"),
        (None, Severity::Warning) => Level::WARNING.with_name("lưu ý"),
        (None, Severity::Hint) => Level::INFO.with_name("gợi ý"),
    };
    let mut group = Group::with_title(
        level
            .primary_title(diagnostic.message.as_str())
            .id(diagnostic.code),
    );
    if let Some(place) = &diagnostic.place {
        let shown = Shown::of(place);
        let mark = AnnotationKind::Primary.span(shown.mark.clone());
        group = shown.add(group, place, mark);
    }
    for (place, words) in &diagnostic.related {
        let shown = Shown::of(place);
        let mark = AnnotationKind::Context
            .span(shown.mark.clone())
            .label(words.as_str());
        group = shown.add(group, place, mark);
    }
    let level = Level::HELP.with_name("cách sửa");
    let shows_source = diagnostic.place.is_some() || !diagnostic.related.is_empty();
    match &diagnostic.help {
        Some(help) if shows_source => vec![group.element(level.message(help.as_str()))],
        // Without a source there is no edge for the help to hang on.
        Some(help) => vec![group, Group::with_title(level.primary_title(help.as_str()))],
        None => vec![group],
    }
}

/// How much of a line is shown behind the place (bytes, more or less).
const BEHIND: usize = 400;

/// The line that is shown. Only that: a source may be megabytes, and drawing looks at all it gets.
struct Shown<'a> {
    text: &'a str,
    number: usize,
    /// The place in the line. A block of YAML may cover pages: its first line is enough to find it.
    mark: Range<usize>,
}

impl<'a> Shown<'a> {
    fn of(place: &'a Place) -> Self {
        let text = place.source.text.as_str();
        let boundary = |mut at: usize| {
            at = at.min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let at = boundary(place.range.start);
        let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let whole = text[at..]
            .find('\n')
            .map_or(text.len(), |newline| at + newline);
        let end = boundary(whole.min(at + BEHIND)).max(at);
        let mark_end = boundary(place.range.end).clamp(at, end);
        Self {
            text: &text[start..end],
            number: place.source.line_column(start).0,
            mark: at - start..mark_end - start,
        }
    }

    fn add(&self, group: Group<'a>, place: &'a Place, mark: Annotation<'a>) -> Group<'a> {
        let name = place.source.name.as_str();
        let snippet = Snippet::source(self.text).line_start(self.number);
        let snippet = snippet.annotation(mark);
        match place.source.extent {
            Extent::Whole | Extent::FromLine(_) => group.element(snippet.path(name)),
            // The cell's name says all: there are no lines and columns to it.
            Extent::Cell(_) => group.element(snippet.path(format!("{name}{CELL_END}"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Source;
    use super::*;

    fn shown(text: &str, range: Range<usize>) -> String {
        let place = Place::new(&Source::new("a.yaml", text), range);
        render(
            &[Diagnostic::error("thu", "sai").at(place)],
            Rendering::Plain,
        )
    }

    #[test]
    fn shows_the_line_and_marks_the_place() {
        insta::assert_snapshot!(shown("một: 1\nhai: 2\nba: 3\n", 11..14), @"
        lỗi[thu]: sai
         --> a.yaml:2:3
          |
        2 | hai: 2
          |   ^^^
        ");
    }

    #[test]
    fn levels_have_names() {
        let all = [
            Diagnostic::error("thu", "a"),
            Diagnostic::warning("thu", "b"),
            Diagnostic::hint("thu", "c"),
        ];
        insta::assert_snapshot!(render(&all, Rendering::Plain), @"
        lỗi[thu]: a
        lưu ý[thu]: b
        gợi ý[thu]: c
        ");
        assert!(Severity::Hint < Severity::Warning && Severity::Warning < Severity::Error);
    }

    #[test]
    fn a_block_is_shown_by_its_first_line() {
        insta::assert_snapshot!(shown("a: |\n  một\n  hai\n", 7..19), @"
        lỗi[thu]: sai
         --> a.yaml:2:3
          |
        2 |   một
          |   ^^^
        ");
    }

    #[test]
    fn a_part_is_numbered_as_in_its_file() {
        let shown = |extent, text: &str, range| {
            let source = Source::part("khom.csv", text, extent);
            assert_eq!(source.line_column(0), (source.first_line(), 1));
            let (line, column) = source.line_column(text.len());
            assert_eq!(source.offset(line, column), text.len());
            let error = Diagnostic::error("thu", "sai").at(Place::new(&source, range));
            render(&[error], Rendering::Plain)
        };
        insta::assert_snapshot!(shown(Extent::FromLine(9), "a;\"b\nc\";d", 9..10), @r##"
        lỗi[thu]: sai
          --> khom.csv:10:5
           |
        10 | c";d
           |     ^
        "##);
    }

    #[test]
    fn a_cell_is_told_by_its_name_alone() {
        let source = Source::part("khom.xlsx, trang “Khóm”, ô B12", "x", Extent::Cell(12));
        let error = Diagnostic::error("thu", "sai").at(Place::new(&source, 0..1));
        let error = error.related(Place::new(&source, 0..1), "đây");
        let told = render(std::slice::from_ref(&error), Rendering::Plain);
        assert!(
            told.contains("--> khom.xlsx, trang “Khóm”, ô B12\n"),
            "{told}"
        );
        assert!(!told.contains(CELL_END) && !told.contains("B12:"), "{told}");
        let coloured = render(&[error], Rendering::Colour);
        assert!(
            coloured.contains("ô B12") && !coloured.contains("B12:"),
            "{coloured}"
        );
    }

    #[test]
    fn odd_places_are_drawn_all_the_same() {
        for (text, range) in [
            ("", 0..0),
            ("á", 1..1),
            ("a", 5..9),
            ("a\n", 2..2),
            ("\n\n", 1..2),
        ] {
            assert!(shown(text, range).contains("sai"));
        }
        let long = "x".repeat(10_000_000);
        assert!(shown(&long, 20..30).len() < 2000);
    }
}
