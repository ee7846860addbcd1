//! Named styles: one for each look that the document uses.

use crate::decree::Look;
use crate::sheet::{HalfPoints, ParagraphFormat, Role, RunFormat, Script, Style, StyleId, Twips};

/// The sheet's styles as they come into use.
#[derive(Default)]
pub(super) struct Styles(Vec<Style>);

impl Styles {
    /// The style of a role, made on first use.
    pub(super) fn id(&mut self, role: Role, look: &Look) -> StyleId {
        if let Some(index) = self.0.iter().position(|style| style.role == role) {
            return StyleId(index);
        }
        self.0.push(Style {
            role,
            id: look.id.clone(),
            name: look.name.clone(),
            paragraph: role_format(role, look),
            run: run_format(look),
        });
        StyleId(self.0.len() - 1)
    }

    /// A style like another, with smaller text: what a table wants that has no room for its own.
    pub(super) fn smaller(&mut self, id: StyleId, size: HalfPoints) -> StyleId {
        let own = &self.0[id.0];
        if own.run.size <= size {
            return id;
        }
        let points = size.points();
        let style = Style {
            id: format!("{}{}", own.id, size.0),
            name: format!("{} {points}", own.name),
            run: RunFormat { size, ..own.run },
            ..own.clone()
        };
        if let Some(index) = self.0.iter().position(|other| other.id == style.id) {
            return StyleId(index);
        }
        self.0.push(style);
        StyleId(self.0.len() - 1)
    }

    /// The run format of a style.
    pub(super) fn run(&self, id: StyleId) -> RunFormat {
        self.0[id.0].run
    }

    pub(super) fn into_vec(self) -> Vec<Style> {
        self.0
    }
}

/// Measures of a paragraph in a look, with what its role adds: a heading stays with its text.
pub(super) fn role_format(role: Role, look: &Look) -> ParagraphFormat {
    let heading = matches!(role, Role::Heading { form: _ });
    let format = paragraph_format(look);
    ParagraphFormat {
        keep_next: format.keep_next || heading,
        keep_lines: heading,
        ..format
    }
}

/// Measures of a paragraph in a look. Its rule is set where the text's width is known.
pub(super) fn paragraph_format(look: &Look) -> ParagraphFormat {
    ParagraphFormat {
        align: look.align,
        left: look.left,
        right: Twips(0),
        first_line: look.first_line,
        before: look.before,
        after: look.after,
        line: look.line,
        keep_next: look.keep_next,
        keep_lines: false,
        widow_control: true,
        page_break_before: false,
        rule_below: None,
        frame: None,
        tabs: Vec::new(),
    }
}

/// Measures of text in a look.
pub(super) fn run_format(look: &Look) -> RunFormat {
    RunFormat {
        size: look.size,
        bold: look.bold,
        italic: look.italic,
        colour: look.colour,
        underline: false,
        script: Script::Base,
    }
}
