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
