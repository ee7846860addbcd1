use super::*;
use std::fs;
use tempfile::TempDir;

const OURS: &str = "Liberation Serif";
const NAMES: [(&str, &str); 4] = [
    ("times.ttf", "Regular"),
    ("timesbd.ttf", "Bold"),
    ("timesi.ttf", "Italic"),
    ("timesbi.ttf", "BoldItalic"),
];

/// Our own faces under the names that Windows gives files, the first of them changed.
fn windows(change: fn(&mut Vec<u8>)) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    put(dir.path(), change);
    dir
}

fn put(dir: &Path, change: fn(&mut Vec<u8>)) {
    for (index, (name, face)) in NAMES.into_iter().enumerate() {
        let mut data = fs::read(format!("fonts/LiberationSerif-{face}.ttf")).unwrap();
        if index == 0 {
            change(&mut data);
        }
        fs::write(dir.join(name), data).unwrap();
    }
}

/// Where a table of a font begins.
fn table(data: &[u8], tag: &[u8; 4]) -> usize {
    let entry = data.windows(4).position(|four| four == tag).unwrap();
    u32::from_be_bytes(data[entry + 8..entry + 12].try_into().unwrap()) as usize
}

fn look(folders: &[&Path]) -> Installed {
    let folders: Vec<PathBuf> = folders.iter().map(|&path| path.to_owned()).collect();
    find_in(&folders, OURS, &FontSet::embedded())
}

fn refusal(change: fn(&mut Vec<u8>)) -> String {
    match look(&[windows(change).path()]) {
        Installed::Refused(warning) => warning.message,
        Installed::Missing => panic!("missing"),
        Installed::Found { .. } => panic!("found"),
    }
}

#[test]
fn four_faces_of_the_same_measures_are_found() {
    let dir = windows(|_| {});
    let Installed::Found { fonts, dir: at } = look(&[dir.path()]) else {
        panic!()
    };
    assert_eq!(at, dir.path());
    let ours = FontSet::embedded();
    for id in FaceId::ALL {
        assert!(fonts.face(id).data() == ours.face(id).data());
    }
    // Below the folder, as distributions have it; in a folder of another family it is not.
    let above = tempfile::tempdir().unwrap();
    let below = above.path().join("truetype/msttcorefonts");
    fs::create_dir_all(&below).unwrap();
    put(&below, |_| {});
    assert!(matches!(look(&[above.path()]), Installed::Found { dir, .. } if dir == below));
    let folders = [dir.path().to_owned()];
    let other = find_in(&folders, FAMILY, &ours);
    assert!(matches!(other, Installed::Missing));
}

#[test]
fn three_faces_are_not_enough() {
    let dir = windows(|_| {});
    fs::remove_file(dir.path().join("timesbi.ttf")).unwrap();
    assert!(matches!(look(&[dir.path()]), Installed::Missing));
    assert!(matches!(
        look(&[&dir.path().join("khong-co")]),
        Installed::Missing
    ));
}

#[test]
fn faces_of_other_measures_are_refused() {
    // The width of each letter that has two units more than the space; the first glyphs are enough.
    let wider = refusal(|data| {
        let widths = table(data, b"hmtx");
        let glyph = ttf_parser::Face::parse(data, 0).unwrap().glyph_index('ế');
        let at = widths + 4 * usize::from(glyph.unwrap().0);
        data[at + 1] ^= 2;
    });
    assert!(wider.contains("kiểu đứng có chữ “ế” rộng khác"), "{wider}");
    let higher = refusal(|data| {
        let ascent = table(data, b"hhea") + 4;
        data[ascent + 1] ^= 1;
    });
    assert!(higher.contains("chiều cao dòng"), "{higher}");
    // Without the table of characters all letters are lacking: five of them are told.
    let lacking = refusal(|data| {
        let entry = data.windows(4).position(|four| four == b"cmap").unwrap();
        data[entry..entry + 4].copy_from_slice(b"xxxx");
    });
    assert!(
        lacking.contains("kiểu đứng thiếu chữ “ ”, “!”"),
        "{lacking}"
    );
    assert!(lacking.ends_with("…"), "{lacking}");
}

#[test]
fn rights_of_the_maker_are_heeded() {
    for (right, why) in [
        (0x0002_u16, "không cho nhúng vào văn bản"),
        (0x0100, "không cho nhúng một phần phông"),
        (0x0200, "chỉ cho nhúng ảnh chấm"),
    ] {
        let dir = windows(|_| {});
        let path = dir.path().join("times.ttf");
        let mut data = fs::read(&path).unwrap();
        let at = table(&data, b"OS/2") + 8;
        data[at..at + 2].copy_from_slice(&right.to_be_bytes());
        fs::write(&path, data).unwrap();
        let Installed::Refused(warning) = look(&[dir.path()]) else {
            panic!("{right:x}")
        };
        assert!(warning.message.contains(why), "{}", warning.message);
        // A folder of one's own is told the same.
        let error = FontSet::from_dir(dir.path()).err().unwrap().0.remove(0);
        assert!(error.message.contains(why), "{}", error.message);
        // One that serves behind it is taken all the same.
        let good = windows(|_| {});
        let found = look(&[dir.path(), good.path()]);
        assert!(matches!(found, Installed::Found { dir, .. } if dir == good.path()));
    }
    // To print and to edit may be embedded (Times New Roman says 8).
    let edited = windows(|data| {
        let at = table(data, b"OS/2") + 8;
        data[at + 1] = 8;
    });
    assert!(matches!(look(&[edited.path()]), Installed::Found { .. }));
}

#[test]
fn systems_keep_fonts_in_their_folders() {
    let variable = |name: &str| {
        let value = match name {
            "SystemRoot" => "C:/Windows",
            "LOCALAPPDATA" => "C:/Users/a/AppData/Local",
            "HOME" => "/home/a",
            "FONTCONFIG_FILE" => "/khong/co",
            _ => return None,
        };
        Some(OsString::from(value))
    };
    let of = |system| {
        let all = folders(system, &variable).into_iter();
        let all = all.map(|path| path.to_string_lossy().replace('\\', "/"));
        all.collect::<Vec<_>>()
    };
    assert_eq!(
        of(System::Windows),
        [
            "C:/Windows/Fonts",
            "C:/Users/a/AppData/Local/Microsoft/Windows/Fonts"
        ]
    );
    assert!(of(System::MacOs).contains(&"/home/a/Library/Fonts".to_owned()));
    assert_eq!(
        of(System::Other),
        [
            "/usr/share/fonts",
            "/usr/local/share/fonts",
            "/home/a/.local/share/fonts",
            "/home/a/.fonts"
        ]
    );
    let text = "<!DOCTYPE fontconfig SYSTEM \"urn:fontconfig:fonts.dtd\">\n<fontconfig><!-- a -->\
                <dir>/mnt/fonts</dir><dir>fonts</dir><dir prefix=\"cwd\">x</dir></fontconfig>";
    assert_eq!(named(text, &variable), [PathBuf::from("/mnt/fonts")]);
    assert!(named("<fontconfig>", &variable).is_empty());
}

#[test]
fn what_counts_is_what_vietnamese_is_written_in() {
    let all: Vec<char> = measured().collect();
    assert_eq!(all.len(), 95 + 95 + 12 + 90 + 9);
    let ours = FontSet::embedded();
    assert_eq!(differs(&ours, &FontSet::embedded()), None);
}
