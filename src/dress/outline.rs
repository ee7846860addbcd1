//! Depths in the outline: the titles of a text, and the headings of its body under them.
//!
//! A text has one title: what its first adjacent components of that sort say together (tên loại and
//! trích yếu, label and title of an appendix). A title further down, as a form in an appendix has it, is
//! one level deeper, and so are the headings below it.

use crate::document::{BlockKind, Components, Lines};
use crate::sheet::Block;

/// The depth of a text's own title.
const OUTERMOST: u8 = 1;

/// The titles above what comes next.
#[derive(Debug, Default)]
pub(super) struct Titles {
    /// How many stand over it, one in the other.
    depth: u8,
    /// The last block was one, or a part of one.
    going_on: bool,
}

impl Titles {
    /// Goes past the start of a block.
    pub(super) fn pass(&mut self, kind: &BlockKind, components: &Components) {
        match kind {
            BlockKind::Attached { .. } => *self = Self::default(),
            BlockKind::Appendix { reference, .. } => {
                self.depth = OUTERMOST;
                self.going_on = reference.is_empty();
            }
            BlockKind::Lines(Lines { component, .. })
                if components.get(*component).is_some_and(|known| known.title) =>
            {
                if !self.going_on {
                    self.depth = if self.depth == 0 {
                        OUTERMOST
                    } else {
                        OUTERMOST + 1
                    };
                }
                self.going_on = true;
            }
            BlockKind::Turn(_) => {}
            _ => self.going_on = false,
        }
    }

    /// The depth of the title that was passed last, if the block passed last is one.
    pub(super) fn title(&self) -> Option<u8> {
        self.going_on.then_some(self.depth)
    }

    /// The depth of a heading that is so deep in the body.
    pub(super) fn heading(&self, level: u8) -> u8 {
        self.depth.saturating_add(level)
    }
}

/// Makes the lines of a title headings of a depth; what has no text is none.
pub(super) fn make_title(blocks: &mut [Block], depth: u8) {
    for block in blocks {
        if let Block::Paragraph(paragraph) = block
            && !paragraph.inlines.is_empty()
        {
            paragraph.outline = Some(depth);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Component, ComponentName, Form, Inlines, Orientation};

    fn lines(name: &str) -> BlockKind {
        let component = ComponentName::new(name).unwrap();
        let lines = vec![Inlines::new()];
        BlockKind::Lines(Lines { component, lines })
    }

    fn components() -> Components {
        let mut all = Components::default();
        for (name, title) in [("kind", true), ("subject", true), ("basis", false)] {
            all.add(Component {
                name: ComponentName::new(name).unwrap(),
                form: Form::Lines { adjacent: false },
                called: String::new(),
                counted: false,
                repeats: false,
                title,
            })
            .unwrap();
        }
        all
    }

    #[test]
    fn adjacent_titles_are_one_and_a_further_one_is_deeper() {
        let components = components();
        let mut titles = Titles::default();
        assert_eq!(
            titles.heading(1),
            1,
            "without a title headings are outermost"
        );
        let mut depth = |kind: &BlockKind| {
            titles.pass(kind, &components);
            (titles.title(), titles.heading(1))
        };
        let appendix = BlockKind::Appendix {
            orientation: Orientation::Portrait,
            label: Inlines::new(),
            title: Vec::new(),
            reference: Inlines::new(),
        };
        assert_eq!(depth(&lines("kind")), (Some(1), 2));
        assert_eq!(depth(&lines("subject")), (Some(1), 2));
        assert_eq!(depth(&lines("basis")), (None, 2));
        assert_eq!(depth(&appendix), (Some(1), 2));
        assert_eq!(depth(&lines("basis")), (None, 2));
        assert_eq!(depth(&lines("kind")), (Some(2), 3), "a form in it");
        assert_eq!(depth(&lines("basis")), (None, 3));
        assert_eq!(depth(&lines("kind")), (Some(2), 3), "another form");
        assert_eq!(depth(&appendix), (Some(1), 2));
    }
}
