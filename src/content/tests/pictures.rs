//! Pictures: from which file, from where, and when they are only warned of.

use super::*;

const SIGNATURE: &[u8] = include_bytes!("../../../tests/parity/anh-chu-ky.png");
const SEAL: &[u8] = include_bytes!("../../../tests/parity/anh-dau.png");

/// Loads `d/a.yaml` with a profile in `p.yaml` and pictures in both folders.
fn load(document: &str, profile: &str) -> Result<Loaded> {
    from_sources(Path::new("d/a.yaml"), document, &mut |path| {
        // As the system would find it.
        match path.to_str().unwrap() {
            "d/../p.yaml" => Ok(profile.as_bytes().to_vec()),
            "d/../anh/ky.png" => Ok(SIGNATURE.to_vec()),
            "d/dau.png" => Ok(SEAL.to_vec()),
            _ => Err(std::io::ErrorKind::NotFound.into()),
        }
    })
}

#[test]
fn each_is_found_from_the_file_that_names_it() {
    let profile = PROFILE.replace("ho_ten: A}", "ho_ten: A, anh_chu_ky: anh\\ky.png}");
    let loaded = load(&format!("{SHORT}anh_dau: dau.png\n"), &profile).unwrap();
    assert_eq!(loaded.warnings, []);
    let pictures = loaded.content.pictures;
    assert_eq!(
        pictures.signatories[0].signature.as_ref().unwrap().file(),
        SIGNATURE
    );
    assert_eq!(pictures.seal.unwrap().file(), SEAL);
}

#[test]
fn only_the_one_who_signs_needs_their_picture() {
    let profile = PROFILE.replace("ho_ten: A}", "ho_ten: A, anh_chu_ky: khong-co.png}");
    let loaded = load(&format!("{SHORT}nguoi_ky: pho\n"), &profile).unwrap();
    assert_eq!(
        loaded.content.pictures.signatories,
        [SignatoryPictures::default()]
    );
}

#[test]
fn a_document_may_leave_the_profiles_seal_out() {
    let profile = format!("{PROFILE}anh_dau: khong-co.png\n");
    let loaded = load(&format!("{SHORT}anh_dau: \"\"\n"), &profile).unwrap();
    assert_eq!(loaded.content.pictures.seal, None);
}

#[test]
fn colours_of_another_kind_are_warned_of() {
    let profile = PROFILE.replace("ho_ten: A}", "ho_ten: A, anh_chu_ky: d/dau.png}");
    let loaded = from_sources(Path::new("d/a.yaml"), SHORT, &mut |path| {
        Ok(match path.extension().unwrap().to_str() {
            Some("png") => SEAL.to_vec(),
            _ => profile.as_bytes().to_vec(),
        })
    })
    .unwrap();
    assert!(loaded.content.pictures.signatories[0].signature.is_some());
    let [warning] = &loaded.warnings[..] else {
        panic!("{:?}", loaded.warnings)
    };
    assert!(warning.message.contains("không phải màu xanh"));
    assert_eq!(warning.code, "mau-anh");
}

#[test]
fn paths_from_the_root_of_any_system_are_refused() {
    for path in ["/ky.png", "C:/ky.png", "\\\\may\\ky.png"] {
        let found = error(format!("{LEAST}anh_dau: '{path}'\n"));
        assert!(found.contains("phải là tương đối"), "{found}");
    }
}

const DIAGRAM: &[u8] = include_bytes!("../../../tests/parity/hinh/so-do.png");

/// A picture that the texts show is read once, is told to whoever watches, and is part of the fingerprint.
#[test]
fn pictures_of_the_text_belong_to_the_document() {
    let text = SHORT.replace(
        "noi_dung: ",
        "mo_dau: |\n  ![a](anh/a.png)\n\n  ![b]( <anh\\a b.png> \"Hình\" )\nnoi_dung: ",
    );
    let draft = |picture: &[u8]| {
        Draft::from_sources(
            Path::new("d/a.yaml"),
            text.as_str(),
            &mut |path| match path.to_str().unwrap() {
                "d/../p.yaml" => Ok(PROFILE.as_bytes().to_vec()),
                "d/anh/a.png" | "d/anh/a b.png" => Ok(picture.to_vec()),
                _ => Err(std::io::ErrorKind::NotFound.into()),
            },
            &Kinds::builtin().unwrap(),
        )
        .unwrap()
    };
    let one = draft(DIAGRAM);
    let paths: Vec<_> = one.paths().map(|path| path.to_str().unwrap()).collect();
    assert_eq!(paths[2..], ["d/anh/a.png", "d/anh/a b.png"]);
    assert_ne!(one.fingerprint(), draft(SEAL).fingerprint());
    let shown = one.content().unwrap().content.pictures.illustrations;
    assert_eq!(shown.picture("anh/a.png").unwrap().pixels(), (900, 420));
    assert!(shown.picture("anh/b.png").is_none());
}

/// What one draft has decoded, the next one takes over where the file is the same.
#[cfg(feature = "serve")]
#[test]
fn pictures_are_decoded_once_for_drafts_that_follow_one_another() {
    let text = SHORT.replace(
        "noi_dung: ",
        "mo_dau: |\n  ![a](a.png)\n\n  ![b](b.png)\nnoi_dung: ",
    );
    let kinds = Kinds::builtin().unwrap();
    let draft = |b: &[u8]| {
        let mut read = |path: &Path| {
            Ok(match path.file_name().unwrap().to_str() {
                Some("a.png") => DIAGRAM.to_vec(),
                Some("b.png") => b.to_vec(),
                _ => PROFILE.as_bytes().to_vec(),
            })
        };
        Draft::from_sources(Path::new("d/a.yaml"), text.as_str(), &mut read, &kinds).unwrap()
    };
    let first = draft(DIAGRAM);
    let shown = first.content().unwrap().content.pictures.illustrations;
    let (a, b) = (shown.picture("a.png"), shown.picture("b.png"));
    assert!(a.is_some() && b.is_some());
    let same = draft(DIAGRAM);
    same.adopt(&first);
    assert_eq!(same.0.illustrations.decoded(), 2);
    let mut changed = DIAGRAM.to_vec();
    changed.truncate(100);
    let other = draft(&changed);
    other.adopt(&first);
    assert_eq!(other.0.illustrations.decoded(), 1);
    let shown = other.content().unwrap().content.pictures.illustrations;
    assert!(shown.picture("a.png") == a && shown.picture("b.png").is_none());
}
