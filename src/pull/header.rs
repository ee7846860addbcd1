//! Number and date of issue: the template prints them otherwise than they are written (`5/1/2024` as `ngày 05 tháng 01`), so
//! that no letter of them has a place. They are known again by their figures.

use super::{
    put::{Put, text_at},
    seen::{Seen, letters},
    ways::{DATE, Hunk, NUMBER},
    wishes::Wisher,
};
use crate::{
    diff::LineEdit,
    yaml::edit::{Step, Wanted},
};
use std::{ops::Range, rc::Rc};

/// What the content file says.
#[derive(Default)]
pub(super) struct Header {
    number: Option<u64>,
    /// Day, month and year.
    date: Option<Vec<u64>>,
}

impl Wisher<'_, '_> {
    /// A figure of the number or of the date that became another.
    pub(super) fn header(&mut self, line: &LineEdit<'_, Seen>, hunk: &Hunk) -> Vec<Vec<Put>> {
        let (old, new) = (letters(line.old), letters(line.new));
        let (was, is) = (figures(&old), figures(&new));
        let meets =
            |place: &Range<usize>| place.start <= hunk.old.end && hunk.old.start <= place.end;
        let changed = was.iter().position(|(place, _)| meets(place));
        let Some(changed) = changed.filter(|_| was.len() == is.len()) else {
            return Vec::new();
        };
        let header = Rc::clone(self.header.get_or_insert_with(|| {
            let entry = |name: &str| text_at(&self.source.text, &key(name), self.names);
            let date =
                entry(DATE).map(|date| date.split('/').map(|p| p.trim().parse().ok()).collect());
            Rc::new(Header {
                number: entry(NUMBER).and_then(|number| number.trim().parse().ok()),
                date: date.flatten(),
            })
        }));
        let written = |at: usize| -> String { new[is[at].0.clone()].iter().collect() };
        let mut ways = Vec::new();
        let mut set = |name: &str, value| {
            let path = key(name);
            ways.push(vec![Put::Set { path, value }]);
        };
        let values: Vec<u64> = was.iter().map(|(_, value)| *value).collect();
        let dated = header.date.as_ref().and_then(|date| {
            let start = values
                .windows(date.len())
                .position(|window| window == date)?;
            Some(start..start + date.len())
        });
        match dated.filter(|place| place.contains(&changed)) {
            Some(place) => {
                let parts: Vec<String> = place.map(written).collect();
                set(DATE, Wanted::Text(parts.join("/")));
            }
            None if header.number == Some(was[changed].1) => {
                set(NUMBER, Wanted::Number(is[changed].1.to_string()));
                set(NUMBER, Wanted::Text(written(changed)));
            }
            None => {}
        }
        ways
    }
}

fn key(name: &str) -> Vec<Step> {
    vec![Step::Key(name.to_owned())]
}

/// The groups of digits among letters, with their values.
fn figures(letters: &[char]) -> Vec<(Range<usize>, u64)> {
    let mut all: Vec<(Range<usize>, u64)> = Vec::new();
    for (at, letter) in letters.iter().enumerate() {
        let Some(digit) = letter.to_digit(10).map(u64::from) else {
            continue;
        };
        match all.last_mut() {
            Some((place, value)) if place.end == at => {
                place.end = at + 1;
                *value = value.saturating_mul(10).saturating_add(digit);
            }
            _ => all.push((at..at + 1, digit)),
        }
    }
    all
}
