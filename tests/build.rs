//! `vanban build` on every sample: what comes out, and that it always comes out the same.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking and says what it left out"
)]

mod common;

use common::{
    build, docx_parts, docx_text, outputs, referee, samples, succeeded, vanban, without_findings,
};
use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

#[test]
fn both_files_come_out_and_nothing_else() {
    for sample in samples() {
        let out = tempfile::tempdir().unwrap();
        build(&sample, out.path());
        let stem = sample.file_stem().unwrap().to_str().unwrap();
        let names: Vec<String> = outputs(out.path()).into_keys().collect();
        assert_eq!(names, [format!("{stem}.docx"), format!("{stem}.pdf")]);
    }
}

/// In two processes, in another directory, at another time: the same bytes.
#[test]
fn the_same_input_gives_the_same_bytes() {
    for sample in samples() {
        let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        build(&sample, first.path());
        let copy = tempfile::tempdir().unwrap();
        for entry in fs::read_dir(sample.parent().unwrap()).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                fs::copy(&path, copy.path().join(path.file_name().unwrap())).unwrap();
            }
        }
        let run = vanban()
            .current_dir(copy.path())
            .env("TZ", "Asia/Ho_Chi_Minh")
            .arg("build")
            .arg(sample.file_name().unwrap())
            .arg("-o")
            .arg(second.path())
            .output()
            .unwrap();
        assert!(run.status.success());
        assert_eq!(
            outputs(first.path()),
            outputs(second.path()),
            "{}",
            sample.display()
        );
    }
}

/// Many times in one process, on several threads.
#[test]
fn threads_do_not_change_the_bytes() {
    use vanban::{Resources, compile, content, docx, layout, pdf};
    let resources = Resources::embedded();
    let make = |path: &Path| {
        let loaded = content::load(path).unwrap();
        let compiled = compile(&loaded.content, &resources).unwrap();
        let pages = layout::lay_out(&compiled.sheet, &resources.fonts);
        (
            docx::write(&compiled.sheet).unwrap(),
            pdf::write(&pages, &resources.fonts).unwrap(),
        )
    };
    let all = samples();
    let expected: Vec<_> = all.iter().map(|path| make(path)).collect();
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                for (path, expected) in all.iter().zip(&expected).rev() {
                    assert!(make(path) == *expected, "{}", path.display());
                }
            });
        }
    });
}

/// NFD text (as some input methods and Mac files give it) makes the same documents, but for where in
/// the file each paragraph came from and the seal over that.
#[test]
fn decomposed_text_is_composed_silently() {
    let dir = tempfile::tempdir().unwrap();
    let composed = fs::read_to_string("samples/phuong-2/ke-hoach-2024.yaml").unwrap();
    fs::copy(
        "samples/phuong-2/co-quan.yaml",
        dir.path().join("co-quan.yaml"),
    )
    .unwrap();
    let results: Vec<_> = [composed.clone(), composed.nfd().collect()]
        .into_iter()
        .map(|text| {
            let file = dir.path().join("ke-hoach.yaml");
            fs::write(&file, text).unwrap();
            let out = tempfile::tempdir().unwrap();
            build(&file, out.path());
            let pdf = fs::read(out.path().join("ke-hoach.pdf")).unwrap();
            let mut parts = docx_parts(&out.path().join("ke-hoach.docx"));
            for place in ["customXml/item1.xml", "docProps/custom.xml"] {
                assert!(parts.remove(place).is_some());
            }
            (pdf, parts)
        })
        .collect();
    assert!(results[0] == results[1]);
}

/// The sample with its profile in a folder of its own, built there with these options; what the
/// program said.
fn build_copy(dir: &Path, options: &[&str]) -> String {
    let sample = dir.join("ke-hoach-2024.yaml");
    if !sample.exists() {
        for name in ["ke-hoach-2024.yaml", "co-quan.yaml"] {
            fs::copy(Path::new("samples/phuong-2").join(name), dir.join(name)).unwrap();
        }
    }
    let run = vanban()
        .arg("build")
        .arg(&sample)
        .args(options)
        .output()
        .unwrap();
    assert!(run.status.success());
    String::from_utf8([run.stdout, run.stderr].concat()).unwrap()
}

fn edit(dir: &Path, old: &str, new: &str) {
    let sample = dir.join("ke-hoach-2024.yaml");
    let text = fs::read_to_string(&sample).unwrap();
    assert!(text.contains(old));
    fs::write(&sample, text.replace(old, new)).unwrap();
}

#[test]
fn a_changed_document_is_not_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    build_copy(dir.path(), &[]);
    for format in ["docx", "pdf"] {
        let path = dir.path().join(format!("ke-hoach-2024.{format}"));
        let new = dir.path().join(format!("ke-hoach-2024.moi.{format}"));
        let old = dir.path().join(format!("ke-hoach-2024.cu.{format}"));
        let mut changed = fs::read(&path).unwrap();
        changed.extend_from_slice(b"\n1 0 obj<<>>endobj\n%%EOF\n");
        fs::write(&path, &changed).unwrap();
        let said = build_copy(dir.path(), &[]);
        assert!(said.contains("giữ nguyên"), "{said}");
        assert!(!new.exists(), "nothing new to say");
        edit(dir.path(), "năm 2024\n", "năm  2024\n");
        let said = build_copy(dir.path(), &[]);
        assert!(said.contains(".moi.") && said.contains("--force"), "{said}");
        assert!(
            fs::read(&path).unwrap() == changed,
            "{format} was overwritten"
        );
        assert!(new.exists());
        edit(dir.path(), "năm  2024\n", "năm 2024\n");
        let said = build_copy(dir.path(), &["--force"]);
        let left = format!("ke-hoach-2024.moi.{format}");
        let told = said.contains("còn nằm cạnh") && said.contains(&left);
        assert!(told, "{said}");
        assert!(fs::read(&old).unwrap() == changed, "no backup of {format}");
        assert!(fs::read(&path).unwrap() != changed);
    }
}

#[test]
fn what_is_made_of_the_same_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    build_copy(dir.path(), &[]);
    let first = outputs(dir.path());
    let said = build_copy(dir.path(), &[]);
    assert_eq!(said.matches("Không đổi").count(), 2, "{said}");
    fs::remove_dir_all(dir.path().join(".vanban")).unwrap();
    let said = build_copy(dir.path(), &[]);
    assert_eq!(
        said.matches("Không đổi").count(),
        2,
        "without record: {said}"
    );
    let said = build_copy(dir.path(), &["--no-fields"]);
    assert_eq!(said.matches("Đã ghi").count(), 1, "the PDF alone: {said}");
    build_copy(dir.path(), &[]);
    assert!(first == outputs(dir.path()));
}

/// Fields of the sample's PDF by name, with their types.
fn fields(pdf: &Path) -> Vec<(String, String)> {
    let document = lopdf::Document::load(pdf).unwrap();
    let Ok(form) = document
        .catalog()
        .unwrap()
        .get_deref(b"AcroForm", &document)
    else {
        return Vec::new();
    };
    let all = form
        .as_dict()
        .unwrap()
        .get(b"Fields")
        .unwrap()
        .as_array()
        .unwrap();
    all.iter()
        .map(|field| {
            document
                .get_dictionary(field.as_reference().unwrap())
                .unwrap()
        })
        .map(|field| {
            let name = lopdf::decode_text_string(field.get(b"T").unwrap()).unwrap();
            let kind = field.get(b"FT").unwrap().as_name().unwrap();
            (name, String::from_utf8_lossy(kind).into_owned())
        })
        .collect()
}

/// The fonts that fields are filled in with have a glyph and a code for every letter of Vietnamese; the form says that
/// it has signatures (/SigFlags); what is added behind the file begins on a line of its own (PDF/A-2, 6.1.3).
fn fields_are_filled_in_with_all_of_vietnamese(pdf: &Path) {
    assert!(fs::read(pdf).unwrap().ends_with(b"%%EOF\n"));
    let document = lopdf::Document::load(pdf).unwrap();
    let get =
        |from: &lopdf::Dictionary, key: &[u8]| from.get_deref(key, &document).unwrap().clone();
    let below = |from: &lopdf::Dictionary, key: &[u8]| get(from, key).as_dict().unwrap().clone();
    let form = below(document.catalog().unwrap(), b"AcroForm");
    assert_eq!(get(&form, b"SigFlags").as_i64().unwrap(), 1);
    let fonts = below(&below(&form, b"DR"), b"Font");
    // The number is upright, the day italic.
    assert_eq!(fonts.len(), 2);
    let toned = ('\u{1EA0}'..='\u{1EF9}').chain("àáãèéìíòóõùúýĩũăâđêôơư".chars());
    let letters: Vec<char> = toned.flat_map(|c| c.to_uppercase().chain([c])).collect();
    for (name, _) in fonts.iter() {
        let font = below(&fonts, name);
        let descriptor = below(&font, b"FontDescriptor");
        let program = get(&descriptor, b"FontFile2");
        let program = program.as_stream().unwrap().decompressed_content().unwrap();
        let face = ttf_parser::Face::parse(&program, 0).unwrap();
        let map = get(&font, b"ToUnicode");
        let map = map.as_stream().unwrap().decompressed_content().unwrap();
        let map = String::from_utf8(map).unwrap();
        let widths = get(&font, b"Widths");
        for &letter in letters.iter().chain(['0', 'z', '–', '”'].iter()) {
            let glyph = face.glyph_index(letter).unwrap();
            let advance = f64::from(face.glyph_hor_advance(glyph).unwrap());
            let code = format!("> <{:04X}>\n", u32::from(letter));
            let at = map.find(&code).unwrap();
            let code = usize::from_str_radix(&map[at - 2..at], 16).unwrap();
            let width = widths.as_array().unwrap()[code - 1].as_float().unwrap();
            let expected = advance * 1000.0 / f64::from(face.units_per_em());
            assert!((f64::from(width) - expected).abs() < 0.01, "{letter}");
        }
    }
}

#[test]
fn a_draft_is_filled_in_and_signed() {
    let out = tempfile::tempdir().unwrap();
    let sample = Path::new("samples/phuong-2/ke-hoach-2024.yaml");
    build(sample, out.path());
    let pdf = out.path().join("ke-hoach-2024.pdf");
    let named = |all: &[(&str, &str)]| -> Vec<(String, String)> {
        all.iter()
            .map(|(name, kind)| ((*name).to_owned(), (*kind).to_owned()))
            .collect()
    };
    let signatures = [("chu_ky_lanh_dao", "Sig"), ("chu_ky_co_quan", "Sig")];
    let mut expected = named(&[("so", "Tx"), ("ngay", "Tx")]);
    expected.extend(named(&signatures));
    assert_eq!(fields(&pdf), expected);
    fields_are_filled_in_with_all_of_vietnamese(&pdf);

    let run = vanban()
        .arg("build")
        .arg(sample)
        .args(["--no-fields", "-o"])
        .arg(out.path())
        .output()
        .unwrap();
    assert!(run.status.success());
    assert_eq!(fields(&pdf), []);

    // Number and date given: nothing to fill in.
    let text = fs::read_to_string(sample).unwrap();
    let text = text
        .replace("\nso: ", "\nso: 5 ")
        .replace("/01/2024", "02/01/2024");
    let file = out.path().join("ke-hoach.yaml");
    fs::write(&file, text).unwrap();
    fs::copy(
        "samples/phuong-2/co-quan.yaml",
        out.path().join("co-quan.yaml"),
    )
    .unwrap();
    build(&file, out.path());
    assert_eq!(fields(&out.path().join("ke-hoach.pdf")), named(&signatures));
}

/// The content file and its profile are inside the PDF as they are on disk, byte order mark and all.
#[test]
fn the_source_can_be_taken_back_out() {
    let dir = tempfile::tempdir().unwrap();
    let copy = |from: &str, to: &str, mark: &str| {
        let text = fs::read_to_string(format!("samples/phuong-2/{from}")).unwrap();
        fs::write(dir.path().join(to), format!("{mark}{text}")).unwrap();
    };
    copy("ke-hoach-2024.yaml", "kế hoạch.yaml", "\u{feff}");
    copy("co-quan.yaml", "co-quan.yaml", "");
    let file = dir.path().join("kế hoạch.yaml");
    let attach = || {
        let run = vanban()
            .args(["build", "--attach-source"])
            .arg(&file)
            .output()
            .unwrap();
        succeeded(&run);
        fs::read(dir.path().join("kế hoạch.pdf")).unwrap()
    };
    let pdf = attach();
    // Our own file is replaced without --force, and by the same bytes.
    assert!(attach() == pdf);
    let out = tempfile::tempdir().unwrap();
    let args = [
        OsStr::new("-saveall"),
        OsStr::new("-o"),
        out.path().as_os_str(),
        dir.path().join("kế hoạch.pdf").as_os_str(),
    ]
    .map(ToOwned::to_owned);
    let args: Vec<&OsStr> = args.iter().map(AsRef::as_ref).collect();
    let Some(run) = referee("pdfdetach", &args) else {
        return;
    };
    assert!(run.status.success());
    let mut wanted = outputs(dir.path());
    wanted.retain(|name, _| name.ends_with(".yaml"));
    assert_eq!(wanted.len(), 2);
    assert_eq!(outputs(out.path()), wanted);
}

/// Each appendix is a DOCX and a PDF of its own: its pages, notes, title and one signature field.
#[test]
fn appendices_are_files_of_their_own() {
    let out = tempfile::tempdir().unwrap();
    let split = |extra: &[&str]| {
        let run = vanban()
            .args(["build", "samples/phuong-2/ke-hoach-2024.yaml"])
            .args(["--split-appendices", "-o"])
            .arg(out.path())
            .args(extra)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(run.status.success(), "{said}");
        without_findings(&said)
    };
    assert_eq!(split(&["--templates", "tests/appendices"]), "");
    let first = outputs(out.path());
    let names: Vec<_> = first.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "ke-hoach-2024.docx",
            "ke-hoach-2024.pdf",
            "ke-hoach-2024.phu-luc-1.docx",
            "ke-hoach-2024.phu-luc-1.pdf",
            "ke-hoach-2024.phu-luc-2.docx",
            "ke-hoach-2024.phu-luc-2.pdf",
        ]
    );
    let path = |name: &str| out.path().join(format!("ke-hoach-2024{name}"));
    let names = |pdf: &str| -> Vec<String> {
        let fields = fields(&path(pdf)).into_iter();
        fields.map(|(name, _)| name).collect()
    };
    let main = ["so", "ngay", "chu_ky_lanh_dao", "chu_ky_co_quan"];
    assert_eq!(names(".pdf"), main);
    assert_eq!(names(".phu-luc-1.pdf"), ["chu_ky_co_quan", "so"]);
    assert_eq!(names(".phu-luc-2.pdf"), ["chu_ky_co_quan"]);

    let appendix = path(".phu-luc-1.docx");
    let text = docx_text(&appendix, "word/document.xml");
    assert!(text.trim_start().starts_with("Phụ lục") && !text.contains("Phân công"));
    assert!(!docx_text(&path(".docx"), "word/document.xml").contains("Phụ lục I"));
    let notes = docx_text(&appendix, "word/footnotes.xml");
    let notes: Vec<_> = notes.split('\n').filter(|n| !n.trim().is_empty()).collect();
    assert_eq!(notes.len(), 2, "{notes:?}");
    let pdf = lopdf::Document::load(path(".phu-luc-1.pdf")).unwrap();
    let info = pdf.trailer.get_deref(b"Info", &pdf).unwrap();
    let title = info.as_dict().unwrap().get(b"Title").unwrap();
    assert_eq!(
        lopdf::decode_text_string(title).unwrap(),
        "Phụ lục I. Danh mục công trình"
    );

    // What a person signed stays, and the others are as they would be made.
    let signed = path(".phu-luc-1.pdf");
    let mut bytes = fs::read(&signed).unwrap();
    bytes.extend_from_slice(b"\n1 0 obj<<>>endobj\n%%EOF\n");
    fs::write(&signed, &bytes).unwrap();
    assert!(split(&["--templates", "tests/appendices"]).contains("phu-luc-1.pdf"));
    assert!(fs::read(&signed).unwrap() == bytes);
    assert_eq!(outputs(out.path()).len(), first.len());

    assert!(split(&[]).contains("không có phụ lục nào"));
}

/// An attached text is a file of its own, too, titled by its kind and subject, and its appendices with
/// those of the document; number and date are open in all of them.
#[test]
fn attached_texts_are_files_of_their_own() {
    let out = tempfile::tempdir().unwrap();
    let run = vanban()
        .args(["build", "samples/phuong-2/quyet-dinh-quy-che.yaml"])
        .args(["--split-appendices", "-o"])
        .arg(out.path())
        .output()
        .unwrap();
    assert!(run.status.success(), "{run:?}");
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(without_findings(&said), "");
    let parts = ["", ".kem-theo-1", ".phu-luc-1", ".phu-luc-2", ".phu-luc-3"];
    let names = parts.iter().flat_map(|part| {
        ["docx", "pdf"].map(|extension| format!("quyet-dinh-quy-che{part}.{extension}"))
    });
    let mut names: Vec<String> = names.collect();
    names.sort();
    assert!(outputs(out.path()).into_keys().eq(names));
    let path = |part: &str| out.path().join(format!("quyet-dinh-quy-che.{part}"));
    let pdf = lopdf::Document::load(path("kem-theo-1.pdf")).unwrap();
    let info = pdf.trailer.get_deref(b"Info", &pdf).unwrap();
    let title = info.as_dict().unwrap().get(b"Title").unwrap();
    assert_eq!(
        lopdf::decode_text_string(title).unwrap(),
        "QUY CHẾ Quản lý, sử dụng nhà văn hóa khóm trên địa bàn Phường 2"
    );
    let fields = fields(&path("kem-theo-1.pdf")).into_iter();
    let fields: Vec<String> = fields.map(|(name, _)| name).collect();
    assert_eq!(fields, ["chu_ky_co_quan"]);
    let text = docx_text(&path("phu-luc-2.docx"), "word/document.xml");
    assert!(text.contains("số …/…"), "{text}");
}

#[test]
fn an_appendix_is_not_written_over_another_document() {
    let run = vanban()
        .args(["build", "--split-appendices", "b/a.phu-luc-2.yaml"])
        .args(["a.yaml", "-o", "ra"])
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stderr).contains("cùng ra một tên"));
}

#[test]
fn only_makes_one_kind() {
    let out = tempfile::tempdir().unwrap();
    let run = vanban()
        .args([
            "build",
            "samples/phuong-2/ke-hoach-2024.yaml",
            "--only",
            "pdf",
            "-o",
        ])
        .arg(out.path())
        .output()
        .unwrap();
    assert!(run.status.success());
    assert_eq!(
        outputs(out.path()).into_keys().collect::<Vec<_>>(),
        ["ke-hoach-2024.pdf"]
    );
}

/// The fonts of a folder are used in place of the embedded ones: the same faces, the same bytes.
#[test]
fn fonts_of_a_folder_are_used() {
    let (own, embedded) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let sample = Path::new("samples/phuong-2/ke-hoach-2024.yaml");
    build(sample, embedded.path());
    let args = ["--fonts", "fonts", "-o"];
    let run = vanban()
        .arg("build")
        .arg(sample)
        .args(args)
        .arg(own.path())
        .output()
        .unwrap();
    succeeded(&run);
    assert_eq!(outputs(own.path()), outputs(embedded.path()));
    let args = ["--fonts", "templates", "-o"];
    let run = vanban()
        .arg("build")
        .arg(sample)
        .args(args)
        .arg(own.path())
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&run.stderr).contains("Times New Roman"));
}

#[test]
fn a_document_of_500_pages_works() {
    let dir = tempfile::tempdir().unwrap();
    let sample = fs::read_to_string("samples/phuong-2/ke-hoach-2024.yaml").unwrap();
    fs::copy(
        "samples/phuong-2/co-quan.yaml",
        dir.path().join("co-quan.yaml"),
    )
    .unwrap();
    let paragraph = "  Phường tiếp tục triển khai nhiệm vụ phát triển kinh tế - xã hội, phấn đấu \
                     thực hiện thắng lợi các mục tiêu của kế hoạch đề ra trong năm.\n\n"
        .repeat(9700);
    let long = sample.replace("\nket_thuc:", &format!("\n{paragraph}\nket_thuc:"));
    assert!(long.len() > sample.len());
    let file = dir.path().join("dai.yaml");
    fs::write(&file, long).unwrap();
    build(&file, dir.path());
    let pdf = fs::read(dir.path().join("dai.pdf")).unwrap();
    let pages = lopdf::Document::load_mem(&pdf).unwrap().get_pages().len();
    assert!(pages >= 500, "{pages} pages");
}

/// A row of dots that fills a line is read as one sign.
fn read_as(text: &str) -> &str {
    match text.len() > 5 && text.bytes().all(|b| b == b'.') {
        true => "…",
        false => text,
    }
}

/// What pdftotext reads, in the order of the file, is to the letter what was laid out.
#[test]
fn the_pdf_reads_as_it_was_laid_out() {
    let resources = vanban::Resources::embedded();
    for sample in samples() {
        let out = tempfile::tempdir().unwrap();
        build(&sample, out.path());
        let pdf = out
            .path()
            .join(sample.file_name().unwrap())
            .with_extension("pdf");
        let args = [OsStr::new("-raw"), pdf.as_os_str(), OsStr::new("-")];
        let Some(read) = referee("pdftotext", &args) else {
            return;
        };
        let laid: String = laid_items(&sample, &resources)
            .iter()
            .flat_map(words)
            .map(read_as)
            .collect();
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        assert!(letters(&laid).nfc().eq(letters(&laid).chars()));
        assert_eq!(
            letters(&String::from_utf8(read.stdout).unwrap()),
            letters(&laid)
        );
    }
}

#[test]
fn every_stage_can_be_shown() {
    for stage in ["markup", "document", "sheet", "layout"] {
        let run = vanban()
            .args([
                "build",
                "samples/phuong-2/ke-hoach-2024.yaml",
                "--emit",
                stage,
            ])
            .output()
            .unwrap();
        assert!(run.status.success());
        assert!(
            String::from_utf8(run.stdout).unwrap().contains("KẾ HOẠCH"),
            "{stage}"
        );
    }
}

#[test]
fn a_new_file_builds_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let kinds = vanban::Resources::embedded();
    for kind in kinds.kinds().unwrap().iter() {
        let kind = kind.slug.as_str();
        let run = vanban()
            .current_dir(dir.path())
            .args(["new", kind])
            .output()
            .unwrap();
        succeeded(&run);
        let file = dir.path().join(format!("{kind}.yaml"));
        build(&file, dir.path());
        let again = vanban()
            .current_dir(dir.path())
            .args(["new", kind])
            .output()
            .unwrap();
        assert_eq!(
            again.status.code(),
            Some(3),
            "an existing file must not be overwritten"
        );
    }
}

#[test]
fn a_new_profile_serves_a_new_document_of_this_year() {
    let dir = tempfile::tempdir().unwrap();
    let new = |kind: &str| {
        let mut command = vanban();
        let command = command.current_dir(dir.path()).args(["new", kind]);
        let run = command.env("SOURCE_DATE_EPOCH", "1924900000").output();
        let run = run.unwrap();
        (run.status.code(), String::from_utf8(run.stdout).unwrap())
    };
    let (code, said) = new("ho-so");
    assert_eq!(code, Some(0));
    assert!(said.contains("ho_so: co-quan.yaml"), "{said}");
    assert_eq!(new("ho-so").0, Some(3), "it is not overwritten");
    assert_eq!(new("ke-hoach").0, Some(0));
    let path = dir.path().join("ke-hoach.yaml");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("ngay_ban_hanh: //2030 "), "{text}");
    let text = text.replace("# ho_so: co-quan.yaml", "ho_so: co-quan.yaml");
    fs::write(&path, text).unwrap();

    // All of a folder: the profile is passed over with a line, and is no fault.
    let run = vanban()
        .current_dir(dir.path())
        .args(["build", "co-quan.yaml", "ke-hoach.yaml"])
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(0));
    let said = String::from_utf8(run.stderr).unwrap();
    let of_profile: Vec<_> = said
        .lines()
        .filter(|l| l.contains("co-quan.yaml") && !l.trim_start().starts_with("-->"))
        .collect();
    assert_eq!(of_profile.len(), 1, "{said}");
    assert!(
        of_profile[0].contains("“co-quan.yaml”: đây là hồ sơ cơ quan"),
        "{said}"
    );
    assert!(dir.path().join("ke-hoach.pdf").exists());
    assert!(!dir.path().join("co-quan.pdf").exists());

    // On its own it was not meant to be passed over.
    let mut alone = vanban();
    let alone = alone
        .current_dir(dir.path())
        .args(["build", "co-quan.yaml"]);
    assert_eq!(alone.output().unwrap().status.code(), Some(1));
}

#[test]
fn files_of_other_programs_are_told_by_their_names() {
    let dir = tempfile::tempdir().unwrap();
    build(Path::new("samples/phuong-2/ke-hoach-2024.yaml"), dir.path());
    for (from, to, said) in [
        (
            "ke-hoach-2024.docx",
            "x.docx",
            "“x.docx” là tệp Word (.docx), không phải tệp YAML",
        ),
        (
            "ke-hoach-2024.docx",
            "x.yaml",
            "“x.yaml” là tệp Word (.docx)",
        ),
        ("ke-hoach-2024.pdf", "x.pdf", "“x.pdf” là tệp PDF"),
    ] {
        fs::copy(dir.path().join(from), dir.path().join(to)).unwrap();
        let mut command = vanban();
        let run = command.current_dir(dir.path()).args(["build", to]).output();
        let run = run.unwrap();
        let told = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(1));
        assert!(told.contains(said) && told.contains("cách sửa"), "{told}");
    }
}

#[test]
fn exported_templates_give_the_same_document() {
    let dir = tempfile::tempdir().unwrap();
    let templates = dir.path().join("mau");
    let run = vanban()
        .args(["templates", "--export"])
        .arg(&templates)
        .output()
        .unwrap();
    assert!(run.status.success());
    let sample = "samples/phuong-2/ke-hoach-2024.yaml";
    let emit = |extra: &[&OsStr]| {
        let run = vanban()
            .args(["build", sample, "--emit", "markup"])
            .args(extra)
            .output()
            .unwrap();
        assert!(run.status.success());
        run.stdout
    };
    let own = emit(&[OsStr::new("--templates"), templates.as_os_str()]);
    assert_eq!(own, emit(&[]));
}

/// A report that has no room is told of, and the exit code says so.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_standard_output_is_told() {
    for arguments in [&["schema"][..], &["templates"], &["--help"]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full");
        let run = vanban().args(arguments).stdout(full.unwrap()).output();
        let run = run.unwrap();
        let said = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(3), "{arguments:?}");
        assert_eq!(said.matches("ổ đĩa đầy").count(), 1, "{said}");
    }
}

#[test]
fn exported_templates_leave_what_somebody_changed() {
    let dir = tempfile::tempdir().unwrap();
    let export = || {
        let mut command = vanban();
        command.args(["templates", "--export"]).arg(dir.path());
        let run = command.output().unwrap();
        let said = String::from_utf8(run.stdout).unwrap().lines().count();
        (run.status.code(), said)
    };
    let all = vanban::Resources::originals().count();
    assert_eq!(export(), (Some(0), all));
    assert_eq!(export(), (Some(0), 0), "the same: left alone");
    fs::write(dir.path().join("named.xml"), "khác").unwrap();
    fs::remove_file(dir.path().join("letter.xml")).unwrap();
    assert_eq!(export(), (Some(3), 0));
    assert!(
        !dir.path().join("letter.xml").exists(),
        "nothing is written"
    );
    let changed = fs::read_to_string(dir.path().join("named.xml")).unwrap();
    assert_eq!(changed, "khác");
}

#[test]
fn the_schemas_know_every_key_of_the_samples() {
    for (option, sample) in [
        (None, "phuong-2/ke-hoach-2024.yaml"),
        (Some("--profile"), "phuong-2/co-quan.yaml"),
        (Some("--batch"), "khom/lo-khom.yaml"),
    ] {
        let run = vanban().arg("schema").args(option).output().unwrap();
        let schema: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
        let sample = fs::read_to_string(Path::new("samples").join(sample)).unwrap();
        let keys = sample.lines().filter_map(|line| line.split_once(':'));
        let is_key = |key: &str| key.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        let mut seen = 0;
        for (key, _) in keys.filter(|(key, _)| is_key(key)) {
            assert!(schema["properties"].get(key).is_some(), "{option:?} {key}");
            seen += 1;
        }
        assert!(seen >= 3, "{option:?}");
    }
}

/// The words of the plan's original, in order, in both files (the PDF by way of the layout). `tests/text` holds the original's
/// text without the marks of lists (Word counts those) and, apart, its notes.
#[test]
fn no_word_of_the_original_is_lost() {
    let resources = vanban::Resources::embedded();
    let originals = common::files_in("tests/text", "txt");
    let mut seen = 0;
    for sample in samples() {
        let stem = sample.file_stem().unwrap().to_str().unwrap();
        let out = tempfile::tempdir().unwrap();
        for original in &originals {
            let name = original.file_name().unwrap().to_str().unwrap();
            if !name.starts_with(&format!("{stem}.")) {
                continue;
            }
            build(&sample, out.path());
            let wanted = fs::read_to_string(original).unwrap();
            let part = if name.contains("notes") {
                "word/footnotes.xml"
            } else {
                "word/document.xml"
            };
            assert_in_order(
                &wanted,
                &docx_text(&out.path().join(format!("{stem}.docx")), part),
                name,
            );
            assert_in_order(&wanted, &laid_text(&sample, &resources), name);
            seen += 1;
        }
    }
    assert_eq!(seen, originals.len(), "an original has no sample");
}

/// The text as it is laid out, a paragraph a line, without the raised marks of notes. That the PDF
/// reads so is another test.
fn laid_text(sample: &Path, resources: &vanban::Resources) -> String {
    let mut out = String::new();
    let mut paragraph = None;
    for line in laid_lines(sample, resources) {
        if paragraph != Some(line.part.paragraph) {
            out.push('\n');
            paragraph = Some(line.part.paragraph);
        }
        for span in line.spans.iter().filter(|span| span.rise == 0.0) {
            out.push_str(&span.text);
        }
        // Ended by a break of its own, not by the margin.
        if !out.ends_with([' ', '-', '–']) {
            out.push('\n');
        }
    }
    out
}

/// The texts that an item is drawn with.
fn words(item: &vanban::layout::Item) -> Vec<&str> {
    use vanban::layout::{Graphic, Item, Shape};
    match item {
        Item::Line(line) => line.spans.iter().map(|span| span.text.as_str()).collect(),
        Item::Picture(placed) => match &placed.graphic {
            Graphic::Plot(plot) => {
                let words = plot.shapes.iter().filter_map(|shape| match shape {
                    Shape::Words { text, .. } => Some(text.as_str()),
                    Shape::Area { .. } | Shape::Path { .. } => None,
                });
                words.collect()
            }
            Graphic::Stamp(_) | Graphic::Image(_) => Vec::new(),
        },
        Item::Rule(_) => Vec::new(),
    }
}

fn laid_lines(sample: &Path, resources: &vanban::Resources) -> Vec<vanban::layout::Line> {
    use vanban::layout::Item;
    let items = laid_items(sample, resources).into_iter();
    let lines = items.filter_map(|item| match item {
        Item::Line(line) => Some(line),
        Item::Rule(_) | Item::Picture(_) => None,
    });
    lines.collect()
}

fn laid_items(sample: &Path, resources: &vanban::Resources) -> Vec<vanban::layout::Item> {
    let content = vanban::content::load(sample).unwrap().content;
    let sheet = vanban::compile(&content, resources).unwrap().sheet;
    vanban::layout::lay_out(&sheet, &resources.fonts)
        .pages
        .into_iter()
        .flat_map(|page| page.items)
        .collect()
}

fn assert_in_order(wanted: &str, text: &str, name: &str) {
    let mut words = text.split_whitespace();
    for (index, line) in wanted.lines().enumerate() {
        for word in line.split_whitespace() {
            let found = words.any(|found| found == word);
            assert!(found, "{name}:{}: “{word}” is missing", index + 1);
        }
    }
}

/// Files of appendices that are no more stay where they are, and are told of.
#[test]
fn appendices_that_are_left_over_are_told_of() {
    let dir = tempfile::tempdir().unwrap();
    let (fewer, out) = (dir.path().join("mau"), dir.path().join("ra"));
    fs::create_dir(&fewer).unwrap();
    let template = fs::read_to_string("tests/appendices/named.xml").unwrap();
    let (before, rest) = template.split_once("<appendix><label>Phụ lục II<").unwrap();
    let (_, after) = rest.split_once("{% endblock phu_luc %}").unwrap();
    let template = format!("{before}{{% endblock phu_luc %}}{after}");
    fs::write(fewer.join("named.xml"), template).unwrap();
    let split = |templates: Option<&Path>| {
        let mut command = vanban();
        command.args(["build", "samples/phuong-2/ke-hoach-2024.yaml"]);
        command.args(["--split-appendices", "-o"]).arg(&out);
        if let Some(templates) = templates {
            command.arg("--templates").arg(templates);
        }
        let run = command.output().unwrap();
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(run.status.success(), "{said}");
        without_findings(&said)
    };
    assert_eq!(split(Some(Path::new("tests/appendices"))), "");
    // A person's own file, and one that a person has put away.
    fs::write(out.join("ke-hoach-2024.phu-luc-3.pdf"), "của tôi").unwrap();
    fs::remove_file(out.join("ke-hoach-2024.phu-luc-2.docx")).unwrap();
    let before = outputs(&out);
    let said = split(Some(&fewer));
    insta::assert_snapshot!(said, @"
    lưu ý[phu-luc-thua]: “ke-hoach-2024” nay chỉ có 1 phụ lục, mà còn tệp của phụ lục làm lần trước: ke-hoach-2024.phu-luc-2.pdf
    cách sửa: không gửi kèm các tệp ấy; xem lại rồi tự xóa, vanban không xóa tệp nào
    ");
    // Nothing changed since, and it is told again.
    assert_eq!(split(Some(&fewer)), said);
    let after = outputs(&out);
    assert!(after.keys().eq(before.keys()), "{:?}", after.keys());
    let said = split(None);
    assert!(said.contains("không có phụ lục, mà còn"), "{said}");
    assert!(said.contains("ke-hoach-2024.phu-luc-1.docx, ke-hoach-2024.phu-luc-1.pdf, ke-hoach-2024.phu-luc-2.pdf\n"), "{said}");
    fs::remove_file(out.join("ke-hoach-2024.phu-luc-2.pdf")).unwrap();
    assert_eq!(split(Some(&fewer)), "");
    let mut whole = vanban();
    whole.args(["build", "samples/phuong-2/ke-hoach-2024.yaml", "-o"]);
    let run = whole.arg(&out).output().unwrap();
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(run.status.success(), "{said}");
    assert!(said.contains("không tách phụ lục, mà còn"), "{said}");
}
