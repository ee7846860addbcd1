//! The content of each row, for who looks at the documents and makes none.

use super::{Run, in_chunks, row_of};
use crate::content::Loaded;
use crate::diagnostic::Result;
use rayon::prelude::*;

impl Run<'_> {
    /// Works on the content of every row that is chosen, on all cores, and hands on what came of it: the row's
    /// number, its words for messages, and that. In the order of the rows.
    ///
    /// # Errors
    /// The table can no longer be read.
    pub(crate) fn look<T: Send>(
        &self,
        work: &(dyn Fn(Result<Loaded>) -> T + Sync),
        each: &mut dyn FnMut(usize, &str, T),
    ) -> Result<()> {
        let mut rows = self.batch.rows.open()?;
        let selection = &self.choices.selection;
        let mut selected = rows
            .by_ref()
            .take_while(|row| !selection.is_past(row.number))
            .filter(|row| selection.includes(row.number));
        let templates = &self.resources.templates;
        in_chunks(&mut selected, &mut |chunk| {
            let done = chunk.into_par_iter().map(|row| {
                let (number, label) = (row.number, row.label.clone());
                let content = row_of(self.batch, &self.used, row).and_then(|row| {
                    self.draft
                        .content_of_row(row, &|text, row| templates.line(text, row))
                });
                (number, label, work(content))
            });
            let done: Vec<_> = done.collect();
            for (number, label, result) in done {
                each(number, &label, result);
            }
            Ok(())
        })
    }
}
