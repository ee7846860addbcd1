//! The least that has to be done to make a document's files: a floor for the time that vanban takes.
//!
//! `floor PACK OUT COUNT YAML…` reads and parses the YAML files, then COUNT times deflates the parts of
//! both files and writes them as vanban does: under another name, flushed to the disk, renamed. It knows
//! nothing of documents: PACK holds what vanban's own files hold, inflated (`.ci/floor.py` makes it).
//! A part that all documents of a batch share is deflated once.

use flate2::{Compress, Compression, FlushCompress, Status};
use std::{env, error::Error, fs, io::Write, path::Path};
use tempfile::NamedTempFile;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What is done with a part of a file.
const COPY: u8 = b'c';
const DEFLATE_ONCE: u8 = b'o';
/// A file ends; its extension follows.
const END: u8 = b'e';

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [pack, out, count, yaml @ ..] = args.as_slice() else {
        return Err("floor PACK OUT COUNT YAML…".into());
    };
    for file in yaml {
        let text = fs::read_to_string(file)?;
        let tree: serde_yaml::Value = serde_yaml::from_str(&text)?;
        std::hint::black_box(tree);
    }
    let pack = fs::read(pack)?;
    let out = Path::new(out);
    fs::create_dir_all(out)?;
    let mut floor = Floor {
        encoder: Compress::new(Compression::new(6), false),
        known: Vec::new(),
    };
    for number in 0..count.parse()? {
        floor.document(&pack, out, number)?;
    }
    Ok(())
}

struct Floor {
    encoder: Compress,
    /// Deflated parts that all documents share, in the order of the pack.
    known: Vec<Vec<u8>>,
}

impl Floor {
    /// Writes the files of one document.
    fn document(&mut self, pack: &[u8], out: &Path, number: usize) -> Result<(), Box<dyn Error>> {
        let (mut rest, mut shared, mut bytes) = (pack, 0, Vec::new());
        while let [what, size @ ..] = rest {
            let (size, content) = size.split_first_chunk().ok_or("cut off")?;
            let (content, next) = content.split_at(u32::from_le_bytes(*size) as usize);
            rest = next;
            match *what {
                COPY => bytes.extend(content),
                END => write(&std::mem::take(&mut bytes), content, out, number)?,
                DEFLATE_ONCE => {
                    if self.known.len() == shared {
                        let deflated = self.deflate(content)?;
                        self.known.push(deflated);
                    }
                    bytes.extend(&self.known[shared]);
                    shared += 1;
                }
                _ => bytes.extend(self.deflate(content)?),
            }
        }
        Ok(())
    }

    fn deflate(&mut self, content: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
        self.encoder.reset();
        // Enough for any content: the format adds little to what does not shrink.
        let mut deflated = Vec::with_capacity(content.len() + content.len() / 100 + 64);
        let finish = FlushCompress::Finish;
        match self.encoder.compress_vec(content, &mut deflated, finish)? {
            Status::StreamEnd => Ok(deflated),
            Status::Ok | Status::BufError => Err("no room".into()),
        }
    }
}

fn write(bytes: &[u8], extension: &[u8], out: &Path, number: usize) -> Result<(), Box<dyn Error>> {
    let mut file = NamedTempFile::new_in(out)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    let name = format!("{number}.{}", str::from_utf8(extension)?);
    file.persist(out.join(name))?;
    Ok(())
}
