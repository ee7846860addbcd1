//! Our own faces under another family's name, as a machine has them that has that family.

use std::fs;
use std::path::Path;

const OURS: &str = "Liberation Serif";
/// Numbers of names (OpenType, `name`): the family, and that by which PDF calls a face.
const FAMILY: u16 = 1;
const POST_SCRIPT: u16 = 6;

/// Puts the four faces of a family with our measures into a folder, under the names that Windows gives the files. Its name
/// is no longer than ours.
pub(crate) fn put(dir: &Path, family: &str) {
    assert!(family.len() <= OURS.len());
    fs::create_dir_all(dir).unwrap();
    for (name, face) in [
        ("times.ttf", "Regular"),
        ("timesbd.ttf", "Bold"),
        ("timesi.ttf", "Italic"),
        ("timesbi.ttf", "BoldItalic"),
    ] {
        let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
        let mut data = fs::read(ours.join(format!("LiberationSerif-{face}.ttf"))).unwrap();
        rename(&mut data, FAMILY, family);
        let face = format!("{}-{face}", family.replace(' ', ""));
        rename(&mut data, POST_SCRIPT, face.trim_end_matches("-Regular"));
        fs::write(dir.join(name), data).unwrap();
    }
}

fn rename(data: &mut [u8], which: u16, new: &str) {
    let number = |data: &[u8], at: usize| u16::from_be_bytes(data[at..at + 2].try_into().unwrap());
    let entry = data.windows(4).position(|four| four == b"name").unwrap();
    let table = u32::from_be_bytes(data[entry + 8..entry + 12].try_into().unwrap()) as usize;
    let texts = table + usize::from(number(data, table + 4));
    for record in 0..usize::from(number(data, table + 2)) {
        let record = table + 6 + 12 * record;
        if number(data, record + 6) != which {
            continue;
        }
        let name: Vec<u8> = match number(data, record) {
            1 => new.bytes().collect(),
            _ => new.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        };
        let text = texts + usize::from(number(data, record + 10));
        data[text..text + name.len()].copy_from_slice(&name);
        data[record + 8..record + 10].copy_from_slice(&(name.len() as u16).to_be_bytes());
    }
}
