//! How the record of a folder stands, for who only looks: no lock is taken, nothing is mended or made.

use super::{OWN, record::Record};
use std::{io, path::Path};

/// How a record stands.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Health {
    /// Files that it tells of.
    pub(crate) files: usize,
    /// A part of it cannot be read.
    pub(crate) damaged: bool,
}

/// Looks at the record of a folder; none where vanban wrote nothing.
///
/// # Errors
/// It cannot be read.
pub(crate) fn health(dir: &Path) -> io::Result<Option<Health>> {
    match Record::count(&dir.join(OWN)) {
        Ok((files, damaged)) => Ok(Some(Health { files, damaged })),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_record_is_looked_at_and_not_mended() {
        let dir = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(health(dir.path()).ok(), Some(None));
        let own = dir.path().join(OWN);
        let _ = fs::create_dir(&own);
        let record = own.join("record.jsonl");
        let _ = fs::write(&record, "hỏng\n");
        let looked = health(dir.path()).ok().flatten();
        assert_eq!(looked.map(|looked| looked.damaged), Some(true));
        assert_eq!(fs::read_to_string(&record).unwrap_or_default(), "hỏng\n");
    }
}
