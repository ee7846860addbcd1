//! Whether a justified line could be torn at all, told without breaking the text into lines.
//!
//! A line ends before a word only because the word, with the blanks before it, does not fit, not even
//! with the blanks squeezed as far as Word squeezes them. So less than their width is spare on it, and
//! the rest of its room is text. Where the blanks in that much text before the word are wide enough,
//! they are not stretched far, wherever the line may begin. Most words are short and most lines have a
//! dozen blanks: then one pass over the letters spares breaking the paragraph into lines.

use super::Limits;
use crate::dress::text::{char_width, mark_width};
use crate::layout::measure::{self, Setting};
use crate::sheet::{Inline, Paragraph, Twips};

/// Against the rounding of sums, in points.
const SLACK: f64 = 0.01;

/// A word: what stands between two blanks.
#[derive(Debug, Clone, Copy, Default)]
struct Word {
    /// Width of all that stands before it in the paragraph, and of the blanks in that.
    start: f64,
    blanks_before: f64,
    /// Width of the word, and of the blanks right before it.
    width: f64,
    blanks: f64,
}

/// False only where no line of the paragraph is torn. Of lines that end with a break nothing is told.
pub(super) fn may_be_torn(paragraph: &Paragraph, setting: Setting<'_>, limits: Limits) -> bool {
    match words(paragraph, setting) {
        Some(words) => any_torn(&words, room(paragraph, setting), limits),
        None => true,
    }
}

/// The words of a paragraph; none where a break parts it.
fn words(paragraph: &Paragraph, setting: Setting<'_>) -> Option<Vec<Word>> {
    let mut words = vec![Word::default()];
    let mut put = |c: char, width: f64| {
        let Some(word) = words.last_mut() else { return };
        if c != ' ' {
            word.width += width;
        } else if word.width == 0.0 {
            // Further blanks.
            word.start += width;
            word.blanks += width;
        } else {
            let next = Word {
                start: word.start + word.width + width,
                blanks_before: word.blanks_before + word.blanks,
                width: 0.0,
                blanks: width,
            };
            words.push(next);
        }
    };
    for inline in &paragraph.inlines {
        match inline {
            Inline::Run(run) => {
                for c in run.text.chars() {
                    put(c, char_width(c, run.format, setting.fonts));
                }
            }
            Inline::Note { note, format } => put('*', mark_width(*note, *format, setting.fonts)),
            Inline::Break | Inline::Leader(_) | Inline::Check { .. } => return None,
            Inline::Picture(_) => {}
        }
    }
    Some(words)
}

/// The room of the paragraph's narrowest line: the first has less where it is indented or has a mark.
fn room(paragraph: &Paragraph, setting: Setting<'_>) -> f64 {
    let format = &paragraph.format;
    let rest = setting.column - format.left - format.right;
    let lead = super::text::lead(paragraph, setting);
    (rest - format.first_line.max(Twips(0))).points() - lead
}

fn any_torn(words: &[Word], room: f64, limits: Limits) -> bool {
    // In widths of the blanks: the line that is torn would have them gain more than this, and so could
    // have them lose that much for the word.
    let gained = limits.stretch - 1.0;
    let lost = measure::shrunk_by(gained);
    let could_tear = |&(at, word): &(usize, &Word)| {
        if word.start + word.width <= room {
            // All that stands before it fits on the first line, and so does the word.
            return false;
        }
        // Spare is less than this, and less by `lost` of the blanks in the line.
        let spare = word.width + (1.0 - lost) * word.blanks + SLACK;
        let text_end = word.start - word.blanks;
        let line_start = text_end - (room - spare);
        // Blanks before the first word that begins on the line may hang at the end of the line before.
        let first = words[..at].partition_point(|before| before.start < line_start);
        let Some(first) = words[..at].get(first) else {
            return true;
        };
        let blanks = word.blanks_before - (first.blanks_before + first.blanks);
        blanks * (gained + lost) < spare
    };
    words.iter().enumerate().any(|one| could_tear(&one))
}

#[cfg(test)]
mod tests {
    use super::super::text::Text;
    use super::*;
    use crate::document::Origins;
    use crate::font::FontSet;
    use crate::sheet::{
        Align, HalfPoints, NoteId, ParagraphFormat, Run, RunFormat, Script, StyleId,
    };
    use proptest::prelude::*;
    use std::sync::LazyLock;

    const TEXT: RunFormat = RunFormat {
        size: HalfPoints(28),
        bold: false,
        italic: false,
        colour: crate::sheet::Colour::BLACK,
        underline: false,
        script: Script::Base,
    };
    const LIMITS: Limits = Limits {
        stretch: 2.0,
        give_up: 3.0,
        long_word: 20,
    };

    fn fonts() -> &'static FontSet {
        static FONTS: LazyLock<FontSet> = LazyLock::new(FontSet::embedded);
        &FONTS
    }

    fn paragraph(texts: &[String], first_line: i32) -> Paragraph {
        let mut inlines = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            let format = RunFormat {
                bold: index % 2 == 1,
                ..TEXT
            };
            inlines.push(Inline::Run(Run {
                text: text.clone(),
                format,
                blank: None,
                title: false,
                cross: None,
                origins: Origins::default(),
            }));
            inlines.push(Inline::Note {
                note: NoteId(index),
                format,
            });
        }
        Paragraph {
            style: StyleId(0),
            format: ParagraphFormat {
                align: Align::Justify,
                first_line: Twips(first_line),
                ..ParagraphFormat::PLAIN
            },
            item: None,
            outline: None,
            inlines,
            origin: None,
            block: None,
        }
    }

    fn setting(fonts: &FontSet, column: i32) -> Setting<'_> {
        Setting {
            fonts,
            style: TEXT,
            note: None,
            column: Twips(column),
        }
    }

    /// Words as they come in documents, among them long ones, kept phrases and some blanks in a row.
    fn text() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            12 => prop::sample::select(vec!["ở", "kế", "người", "nghiêng", "phường", "thực"]),
            2 => prop::sample::select(vec!["ngày\u{a0}05\u{a0}tháng\u{a0}3", "30/2020/NĐ\u{2011}CP"]),
            1 => prop::sample::select(vec!["…………………………", "thu-tuc-hanh-chinh-cong", " ", "-"]),
        ];
        prop::collection::vec(word, 1..60).prop_map(|words| words.join(" "))
    }

    proptest! {
        /// A paragraph that is ruled out here has no torn line when it is laid out.
        #[test]
        fn no_torn_line_is_missed(
            texts in prop::collection::vec(text(), 1..4),
            first_line in -600..800_i32,
            column in 1500..9500_i32,
        ) {
            let (paragraph, setting) = (paragraph(&texts, first_line), setting(fonts(), column));
            let is_torn = Text::of(&paragraph, setting, LIMITS).may_be_torn();
            prop_assert!(!is_torn || may_be_torn(&paragraph, setting, LIMITS));
        }
    }

    #[test]
    fn text_of_short_words_is_ruled_out_and_a_long_one_is_not() {
        let setting = setting(fonts(), 9355);
        let short =
            "Căn cứ Luật Tổ chức chính quyền địa phương và các văn bản hướng dẫn ".repeat(9);
        let may = |text: String| may_be_torn(&paragraph(&[text], 720), setting, LIMITS);
        assert!(!may(short.clone()));
        assert!(may(format!(
            "{short}https://congkhai.vidu.vn/thutuc/tracuu {short}"
        )));
    }
}
