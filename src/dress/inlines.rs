//! Changes of blanks and hyphens in the lines of the letterhead.
//!
//! No letter changes: a no-break space is a space to a reader, a no-break hyphen a hyphen.

use crate::sheet::{Inline, Run};

/// Lets a line end at its hyphens and nowhere else: for a number that is too long to be kept whole.
pub(super) fn break_at_hyphens(inlines: &mut [Inline]) {
    for run in runs(inlines) {
        run.text = run.text.replace('\u{2011}', "-").replace(' ', "\u{a0}");
    }
}

/// Lets a line end at each of its blanks: for a text that has a line to itself, and no room to spare.
pub(super) fn break_at_blanks(inlines: &mut [Inline]) {
    for inline in inlines {
        if let Inline::Run(run) = inline {
            run.text = run.text.replace('\u{a0}', " ");
        }
    }
}

/// How many blanks the longest gap has that is left for a figure.
pub(super) fn longest_gap(inlines: &[Inline]) -> usize {
    let gaps = inlines.iter().map(|inline| match inline {
        Inline::Run(run) if run.blank.is_some() => run.text.chars().count(),
        _ => 0,
    });
    gaps.max().unwrap_or(0)
}

/// Shortens gaps to so many blanks.
pub(super) fn shorten_gaps(inlines: &mut [Inline], gap: usize) {
    for inline in inlines {
        if let Inline::Run(run) = inline
            && run.blank.is_some()
        {
            run.text = run.text.chars().take(gap).collect();
            run.origins = run.origins.part(0, run.text.chars().count());
        }
    }
}

/// Keeps all on one line that stands behind the last of some separators.
pub(super) fn keep_from(inlines: &mut [Inline], separator: &str) {
    let Some((index, at)) = last(inlines, separator) else {
        return;
    };
    for (number, inline) in inlines.iter_mut().enumerate().skip(index) {
        if let Inline::Run(run) = inline {
            let start = if number == index { at } else { 0 };
            let kept = run.text[start..].replace(' ', "\u{a0}");
            run.text.replace_range(start.., &kept);
        }
    }
}

/// The text up to the last of some separators, and what stands behind it; the whole text where there
/// is none.
pub(super) fn parts(inlines: &[Inline], separator: &str) -> Vec<Vec<Inline>> {
    let mut inlines = inlines.to_vec();
    let Some((index, at)) = last(&inlines, separator) else {
        return vec![inlines];
    };
    keep_from(&mut inlines, separator);
    let (mut before, mut behind) = (inlines[..=index].to_vec(), inlines.split_off(index));
    if let (Some(Inline::Run(end)), Some(Inline::Run(start))) =
        (before.last_mut(), behind.first_mut())
    {
        let chars = end.text.chars().count();
        let before = end.text[..at].chars().count();
        end.text.truncate(at);
        end.text.truncate(end.text.trim_end_matches(' ').len());
        end.origins = end.origins.part(0, end.text.chars().count());
        start.text.replace_range(..at, "");
        start.origins = start.origins.part(before, chars);
    }
    vec![before, behind]
}

/// Which inline holds the last of some separators, and where in it what follows begins.
fn last(inlines: &[Inline], separator: &str) -> Option<(usize, usize)> {
    let of_run = |(index, inline): (usize, &Inline)| match inline {
        Inline::Run(run) => {
            let at = run.text.rfind(separator)?;
            Some((index, at + separator.len()))
        }
        Inline::Break
        | Inline::Note { .. }
        | Inline::Picture(_)
        | Inline::Leader(_)
        | Inline::Check { .. } => None,
    };
    inlines.iter().enumerate().rev().find_map(of_run)
}

fn runs(inlines: &mut [Inline]) -> impl Iterator<Item = &mut Run> {
    inlines.iter_mut().filter_map(|inline| match inline {
        Inline::Run(run) if run.blank.is_none() => Some(run),
        Inline::Run(_)
        | Inline::Break
        | Inline::Note { .. }
        | Inline::Picture(_)
        | Inline::Leader(_)
        | Inline::Check { .. } => None,
    })
}
