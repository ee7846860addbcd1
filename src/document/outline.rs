//! Depths of headings to levels that do not skip.

/// Levels by the depths that were open before: `1 3 3 2` gives `1 2 2 2`.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    open: Vec<u8>,
}

impl Outline {
    /// The level of the next heading, from 1.
    pub(crate) fn level(&mut self, depth: u8) -> u8 {
        while self.open.last().is_some_and(|open| *open >= depth) {
            self.open.pop();
        }
        self.open.push(depth);
        u8::try_from(self.open.len()).unwrap_or(u8::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::Outline;

    #[test]
    fn levels_never_skip() {
        let levels = |depths: &[u8]| -> Vec<u8> {
            let mut outline = Outline::default();
            depths.iter().map(|depth| outline.level(*depth)).collect()
        };
        assert_eq!(levels(&[1, 3, 3, 2, 6, 1]), [1, 2, 2, 2, 3, 1]);
        assert_eq!(levels(&[4, 2, 3]), [1, 1, 2]);
    }
}
