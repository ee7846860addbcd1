use super::*;
use crate::compile::is_untouched;

fn output(name: &str, text: &str, inputs: &str) -> Output {
    Output {
        name: name.to_owned(),
        bytes: text.as_bytes().to_vec(),
        inputs: Fingerprint::of(inputs.as_bytes()),
        pages: 2,
    }
}

fn open(dir: &Path) -> Folder {
    let (folder, warnings) =
        Folder::open(dir, None, is_untouched, &mut || panic!("waits")).unwrap();
    assert_eq!(warnings, []);
    folder
}

fn put(folder: &Folder, text: &str, inputs: &str, force: bool) -> Fate {
    let fates = folder.write(&[output("a.docx", text, inputs)], force);
    fates.unwrap().remove(0)
}

fn state(folder: &Folder, inputs: &str) -> State {
    let state = folder.state("a.docx", Fingerprint::of(inputs.as_bytes()));
    state.unwrap()
}

fn read(dir: &Path, name: &str) -> String {
    fs::read_to_string(dir.join(name)).unwrap()
}

#[test]
fn a_file_is_due_until_it_is_made_of_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let folder = open(dir.path());
    assert_eq!(state(&folder, "1"), State::Due);
    assert_eq!(put(&folder, "one", "1", false), Fate::Made);
    assert_eq!(state(&folder, "1"), State::Current { pages: 2 });
    assert_eq!(state(&folder, "2"), State::Due);
    drop(folder);
    let folder = open(dir.path());
    assert_eq!(state(&folder, "1"), State::Current { pages: 2 });
    assert_eq!(put(&folder, "two", "2", false), Fate::Made);
    assert_eq!(put(&folder, "two", "3", false), Fate::Same);
    assert_eq!(read(dir.path(), "a.docx"), "two");
    fs::remove_file(dir.path().join("a.docx")).unwrap();
    assert_eq!(state(&folder, "3"), State::Due);
}

#[test]
fn what_a_person_changed_stays() {
    let dir = tempfile::tempdir().unwrap();
    let folder = open(dir.path());
    put(&folder, "one", "1", false);
    fs::write(dir.path().join("a.docx"), "mine").unwrap();
    assert_eq!(state(&folder, "1"), State::Edited { pages: 2 });
    assert_eq!(state(&folder, "2"), State::Due);
    let beside = Fate::Beside("a.moi.docx".to_owned());
    assert_eq!(put(&folder, "two", "2", false), beside);
    assert_eq!(state(&folder, "2"), State::Edited { pages: 2 });
    assert_eq!(
        put(&folder, "three", "3", false),
        beside,
        "our own is replaced"
    );
    fs::write(dir.path().join("a.moi.docx"), "mine, too").unwrap();
    let second = Fate::Beside("a.moi-2.docx".to_owned());
    assert_eq!(put(&folder, "four", "4", false), second);
    assert_eq!(state(&folder, "4"), State::Edited { pages: 2 });
    assert_eq!(read(dir.path(), "a.docx"), "mine");
    assert_eq!(read(dir.path(), "a.moi.docx"), "mine, too");
    assert_eq!(read(dir.path(), "a.moi-2.docx"), "four");
    let backed = Fate::Backed("a.cu.docx".to_owned());
    assert_eq!(put(&folder, "five", "5", true), backed);
    assert_eq!(read(dir.path(), "a.cu.docx"), "mine");
    assert_eq!(read(dir.path(), "a.docx"), "five");
}

#[test]
fn a_file_that_nobody_knows_is_somebodys_work() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.docx"), "theirs").unwrap();
    let folder = open(dir.path());
    assert_eq!(state(&folder, "1"), State::Due);
    let beside = Fate::Beside("a.moi.docx".to_owned());
    assert_eq!(put(&folder, "one", "1", false), beside);
}

#[test]
fn a_damaged_record_is_made_anew() {
    let dir = tempfile::tempdir().unwrap();
    let folder = open(dir.path());
    put(&folder, "one", "1", false);
    drop(folder);
    let path = dir.path().join(".vanban/record.jsonl");
    let whole = fs::read(&path).unwrap();
    for (damage, warned) in [
        (&b"\xff\x00garbage\n"[..], 1),
        (
            b"{\"file\":\"b\",\"inputs\":\"0\",\"digest\":\"0\",\"pages\":1}\n",
            1,
        ),
        (b"{\"file\":\"b.do", 0), // killed while writing
    ] {
        fs::write(&path, [&whole[..], damage].concat()).unwrap();
        let (folder, warnings) = Folder::open(dir.path(), None, is_untouched, &mut || ()).unwrap();
        assert_eq!(warnings.len(), warned);
        assert_eq!(state(&folder, "1"), State::Current { pages: 2 });
        drop(folder);
        assert_eq!(fs::read(&path).unwrap(), whole, "mended");
    }
    fs::write(&path, [b'x'; 200_000]).unwrap();
    let (folder, warnings) = Folder::open(dir.path(), None, is_untouched, &mut || ()).unwrap();
    assert_eq!(warnings.len(), 1);
    assert_eq!(state(&folder, "1"), State::Due);
}

#[test]
fn what_a_killed_run_left_is_swept() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["tmp", "tmp-0-of-2"] {
        let own = dir.path().join(OWN).join(name);
        fs::create_dir_all(&own).unwrap();
        fs::write(own.join(".tmpAbc"), "half").unwrap();
    }
    let folder = open(dir.path());
    put(&folder, "one", "1", false);
    drop(folder);
    let left: Vec<_> = fs::read_dir(dir.path().join(OWN))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("tmp"))
        .collect();
    assert_eq!(left, [""; 0]);
}

#[test]
fn parts_run_side_by_side_and_the_next_run_knows_all() {
    let dir = tempfile::tempdir().unwrap();
    let share = |index| Some(Share { index, count: 2 });
    let (first, _) =
        Folder::open(dir.path(), share(0), is_untouched, &mut || panic!("waits")).unwrap();
    let (second, _) =
        Folder::open(dir.path(), share(1), is_untouched, &mut || panic!("waits")).unwrap();
    first.write(&[output("a.docx", "a", "1")], false).unwrap();
    second.write(&[output("b.docx", "b", "1")], false).unwrap();
    drop((first, second));
    let folder = open(dir.path());
    let inputs = Fingerprint::of(b"1");
    for name in ["a.docx", "b.docx"] {
        assert_eq!(folder.state(name, inputs), Ok(State::Current { pages: 2 }));
    }
    drop(folder);
    let names: Vec<_> = fs::read_dir(dir.path().join(OWN))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("record"))
        .collect();
    assert_eq!(names, ["record.jsonl"]);
}

#[test]
fn a_second_run_waits() {
    let dir = tempfile::tempdir().unwrap();
    let folder = open(dir.path());
    put(&folder, "one", "1", false);
    let (told, waits) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        let second = scope.spawn(|| {
            let waiting = &mut || told.send(()).unwrap();
            let (folder, _) = Folder::open(dir.path(), None, is_untouched, waiting).unwrap();
            state(&folder, "2")
        });
        waits.recv().unwrap();
        put(&folder, "two", "2", false);
        drop(folder);
        assert_eq!(second.join().unwrap(), State::Current { pages: 2 });
    });
}

/// The files of a folder, but for those that vanban keeps for itself.
fn contents(dir: &Path) -> Vec<String> {
    let files = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.is_file());
    files
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}

/// Every operation on a file in turn fails, for every reason: what a person wrote is somewhere in
/// the folder after it, as the failure is in the result, and the next run ends as if nothing had
/// happened.
#[test]
fn no_failure_loses_what_a_person_wrote() {
    use io::ErrorKind::{Other, PermissionDenied, StorageFull};
    let mut failures = 0;
    for (kind, force) in [PermissionDenied, StorageFull, Other]
        .into_iter()
        .flat_map(|kind| [(kind, false), (kind, true)])
    {
        for operations in 0.. {
            let dir = tempfile::tempdir().unwrap();
            let folder = open(dir.path());
            put(&folder, "one", "1", false);
            for (name, text) in [
                ("a.docx", "mine"),
                ("a.moi.docx", "mine, too"),
                ("a.cu.docx", "my backup"),
            ] {
                fs::write(dir.path().join(name), text).unwrap();
            }
            let inputs = Fingerprint::of(b"2");
            let run = || {
                if !force {
                    folder.state("a.docx", inputs)?;
                }
                folder.write(&[output("a.docx", "two", "2")], force)
            };
            disk::fault::after(operations, kind);
            let result = run();
            let failed = disk::fault::end();
            assert_eq!(result.is_err(), failed, "{kind} {force} {operations}");
            let there = contents(dir.path());
            for text in ["mine", "mine, too", "my backup"] {
                let kept = there.iter().any(|file| file == text);
                assert!(kept, "{text} is lost: {kind} {force} {operations}");
            }
            run().unwrap();
            assert!(contents(dir.path()).contains(&"two".to_owned()));
            if !failed {
                break;
            }
            failures += 1;
        }
    }
    assert!(failures >= 30, "{failures}");
}

/// A file that cannot be read is not taken for one that is not there, whatever the error.
#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_left_alone() {
    let link = |dir: &Path, name: &str, to: &str| {
        std::os::unix::fs::symlink(to, dir.join(name)).unwrap();
    };
    for to in ["a.docx", "khong/co.docx"] {
        let dir = tempfile::tempdir().unwrap();
        let folder = open(dir.path());
        link(dir.path(), "a.docx", to);
        for force in [false, true] {
            let refused = folder.write(&[output("a.docx", "one", "1")], force);
            let message = refused.unwrap_err().to_string();
            assert!(message.contains("khong-doc-duoc"), "{message}");
        }
        assert_eq!(
            fs::read_link(dir.path().join("a.docx")).unwrap(),
            Path::new(to)
        );
        assert_eq!(contents(dir.path()), [""; 0]);
    }
    // A name for the backup, too, is free only where nothing has it.
    let dir = tempfile::tempdir().unwrap();
    let folder = open(dir.path());
    fs::write(dir.path().join("a.docx"), "mine").unwrap();
    link(dir.path(), "a.cu.docx", "khong/co.docx");
    let backed = Fate::Backed("a.cu-2.docx".to_owned());
    assert_eq!(put(&folder, "one", "1", true), backed);
}

/// A run that was killed while it wrote its record anew leaves a file, not a folder.
#[test]
fn a_file_that_a_killed_run_left_is_swept() {
    let dir = tempfile::tempdir().unwrap();
    let own = dir.path().join(OWN);
    fs::create_dir_all(&own).unwrap();
    fs::write(own.join("tmpAbCdEf"), "half a record").unwrap();
    drop(open(dir.path()));
    assert!(!own.join("tmpAbCdEf").exists());
}

/// A document that is open in Word is not replaced; the new one stands beside it, and takes its name as soon as it can.
#[test]
fn a_file_that_another_program_has_is_tried_again() {
    let dir = tempfile::tempdir().unwrap();
    let folder = open(dir.path());
    put(&folder, "one", "1", false);
    // Longer than anybody waits, then free for the file beside.
    let in_the_way = || disk::fault::busy_for(7);
    let held = Fate::Held("a.moi.docx".to_owned());
    in_the_way();
    assert_eq!(put(&folder, "two", "2", false), held);
    assert_eq!(read(dir.path(), "a.docx"), "one");
    assert_eq!(read(dir.path(), "a.moi.docx"), "two");
    assert_eq!(state(&folder, "2"), State::Due, "it is tried again");
    in_the_way();
    assert_eq!(
        put(&folder, "three", "3", false),
        held,
        "our own is replaced"
    );
    assert_eq!(read(dir.path(), "a.moi.docx"), "three");
    // What stands beside is open, too.
    disk::fault::busy_for(14);
    let second = Fate::Held("a.moi-2.docx".to_owned());
    assert_eq!(put(&folder, "four", "4", false), second);
    assert_eq!(put(&folder, "four", "4", false), Fate::Made);
    assert_eq!(read(dir.path(), "a.docx"), "four");
    assert_eq!(folder.newer("a.docx").len(), 2, "they are told of");
    assert_eq!(
        taken(Path::new("a.docx"), Path::new("a.moi.docx")).code,
        "tep-dang-mo"
    );
    // A person's work that is open is neither replaced nor taken away.
    fs::write(dir.path().join("a.docx"), "mine").unwrap();
    in_the_way();
    let beside = put(&folder, "five", "5", true);
    assert_eq!(beside, held);
    assert_eq!(read(dir.path(), "a.docx"), "mine");
    // Nothing can be written anywhere: an error that says why.
    disk::fault::busy_for(usize::MAX);
    let refused = folder.write(&[output("b.docx", "one", "1")], false);
    disk::fault::busy_for(0);
    let message = refused.unwrap_err().to_string();
    assert!(message.contains("đang mở tệp này"), "{message}");
    assert!(!dir.path().join("b.docx").exists());
}

/// Nobody is told that a file was written that went to a device.
#[test]
fn names_of_devices_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let folder = open(dir.path());
    let refused = folder.write(&[output("nul.docx", "one", "1")], false);
    let message = refused.unwrap_err().to_string();
    assert!(message.contains("thiết bị"), "{message}");
}
