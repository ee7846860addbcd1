//! Deflate for both writers, with what was deflated lately at hand.
//!
//! To set up deflate's tables takes as long as to deflate some kilobytes, and most parts of a file
//! (styles, theme, colour profile, tables of characters) are those of the file before it. So each
//! thread has one encoder, and remembers what comes again. What is remembered is what would be made:
//! it never changes the bytes of a file.

use flate2::{Compress, CompressError, Compression, Crc, FlushCompress, Status};
use std::{cell::RefCell, collections::VecDeque};

/// Level 9 gains under 2 % and costs half as much time again.
const LEVEL: u32 = 6;
/// Contents that are remembered by each thread: more than a document has parts or streams.
const MOST: usize = 64;
/// Longer contents (pages, pictures) seldom come again.
const LONGEST: usize = 64 << 10;

/// The header and checksum around the deflated bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrapping {
    /// Nothing: ZIP.
    Raw,
    /// The header and checksum of zlib: PDF.
    Zlib,
}

/// Deflates a content.
///
/// # Errors
/// The encoder refuses, which it does only where it is called in a wrong order.
pub(crate) fn deflate(content: &[u8], wrapping: Wrapping) -> Result<Vec<u8>, CompressError> {
    thread_local! {
        static DEFLATERS: [RefCell<Deflater>; 2] =
            [Wrapping::Raw, Wrapping::Zlib].map(|wrapping| RefCell::new(Deflater::new(wrapping)));
    }
    DEFLATERS.with(|deflaters| deflaters[wrapping as usize].borrow_mut().deflate(content))
}

/// Deflates one content after the other.
struct Deflater {
    encoder: Compress,
    /// Those that were asked for last at the end.
    known: VecDeque<Known>,
}

/// A content that was deflated.
struct Known {
    sum: u32,
    content: Box<[u8]>,
    deflated: Box<[u8]>,
}

impl Deflater {
    fn new(wrapping: Wrapping) -> Self {
        Self {
            encoder: Compress::new(Compression::new(LEVEL), wrapping == Wrapping::Zlib),
            known: VecDeque::new(),
        }
    }

    fn deflate(&mut self, content: &[u8]) -> Result<Vec<u8>, CompressError> {
        if content.len() > LONGEST {
            return self.encode(content);
        }
        let mut sum = Crc::new();
        sum.update(content);
        let sum = sum.sum();
        let is_it = |known: &Known| known.sum == sum && *known.content == *content;
        let known = match self.known.iter().rposition(is_it) {
            Some(at) => self.known.remove(at),
            None => None,
        };
        let known = match known {
            Some(known) => known,
            None => Known {
                sum,
                content: content.into(),
                deflated: self.encode(content)?.into(),
            },
        };
        let deflated = known.deflated.to_vec();
        if self.known.len() >= MOST {
            self.known.pop_front();
        }
        self.known.push_back(known);
        Ok(deflated)
    }

    fn encode(&mut self, content: &[u8]) -> Result<Vec<u8>, CompressError> {
        self.encoder.reset();
        let mut deflated = Vec::with_capacity(content.len() / 2 + 64);
        loop {
            let done = self.encoder.total_in() as usize;
            let rest = content.get(done..).unwrap_or_default();
            let finish = FlushCompress::Finish;
            match self.encoder.compress_vec(rest, &mut deflated, finish)? {
                Status::StreamEnd => return Ok(deflated),
                Status::Ok | Status::BufError => deflated.reserve(content.len() / 2 + 64),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Read;

    proptest! {
        #[test]
        fn what_is_deflated_inflates_to_what_it_was(contents in prop::collection::vec(
            prop::collection::vec(any::<u8>(), 0..3000), 0..20,
        )) {
            for content in contents.iter().chain(&contents) {
                let mut inflated = Vec::new();
                let zlib = deflate(content, Wrapping::Zlib)?;
                flate2::read::ZlibDecoder::new(zlib.as_slice()).read_to_end(&mut inflated)?;
                prop_assert_eq!(&inflated, content);
                inflated.clear();
                let raw = deflate(content, Wrapping::Raw)?;
                flate2::read::DeflateDecoder::new(raw.as_slice()).read_to_end(&mut inflated)?;
                prop_assert_eq!(&inflated, content);
            }
        }
    }

    #[test]
    fn what_is_remembered_is_bounded_and_changes_nothing() {
        let mut deflater = Deflater::new(Wrapping::Raw);
        let mut deflate = |content: &[u8]| deflater.deflate(content).unwrap();
        let content = |number: usize| format!("{number} {}", "vanban ".repeat(number)).into_bytes();
        let first: Vec<_> = (0..2 * MOST).map(|n| deflate(&content(n))).collect();
        let long = vec![7; LONGEST + 1];
        assert_eq!(deflate(&long), deflate(&long));
        let again: Vec<_> = (0..2 * MOST).rev().map(|n| deflate(&content(n))).collect();
        assert!(first.iter().eq(again.iter().rev()));
        assert_eq!(deflater.known.len(), MOST);
        assert!(
            deflater
                .known
                .iter()
                .all(|known| known.content.len() <= LONGEST)
        );
    }
}
