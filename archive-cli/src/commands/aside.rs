//! Moving packages aside once it is settled what becomes of them. Each entry is moved by one
//! rename, so that a crash leaves it here or there and never in both places. A package and the
//! descriptions beside it are several entries: a note in the target folder lets the next run
//! finish the move.

use super::sources::BESIDE;
use archive_core::finding::Finding;
use archive_core::finding::codes::cli;
use archive_core::fs::{self, Failure, Kind};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// What the name of a note ends in; it begins with `.` and the name that the package gets.
const NOTE: &str = ".moving";
/// Longest note, in bytes: a path.
const NOTE_BYTES: u64 = 64 << 10;

/// Moves a package into a folder, and after it the descriptions beside it that are named for it:
/// left alone, they would look like packages. Durable on return. A warning says what went wrong;
/// the package is where it was then.
pub fn move_to(package: &Path, folder: &Path) -> Option<Finding> {
    let name = package.file_name()?;
    let moved = fs::create_folders_durably(folder).and_then(|()| {
        let target = free_place(name, folder);
        let note = note_of(&target);
        let described = BESIDE.iter().any(|suffix| is_file(&with(package, suffix)));
        if described {
            let source = fs::canonical(&parent(package))?.join(name);
            fs::replace_durably(&note, &fs::raw_bytes(source.as_os_str()))?;
        }
        fs::rename(package, &target)?;
        move_beside(package, &target)?;
        make_durable(package, folder)?;
        if described { gone(fs::remove(&note)) } else { Ok(()) }
    });
    Some(not_moved(package, &moved.err()?))
}

/// Finishes the moves into a folder that a crash has interrupted. A warning says what is left.
pub fn finish(folder: &Path) -> Option<Finding> {
    let entries = match fs::read_folder(folder) {
        Err(failure) if failure.is_not_found() => return None,
        Err(failure) => return Some(not_moved(folder, &failure)),
        Ok(entries) => entries,
    };
    let notes = entries.iter().filter(|entry| entry.kind == Kind::File);
    notes.filter_map(|entry| finish_one(folder, &entry.name)).next_back()
}

fn finish_one(folder: &Path, note: &OsStr) -> Option<Finding> {
    let raw = fs::raw_bytes(note).into_owned();
    let name = raw.strip_prefix(b".")?.strip_suffix(NOTE.as_bytes())?;
    let finished = fs::path_from_bytes(name).and_then(|name| {
        let (target, note) = (folder.join(name), folder.join(note));
        let package = fs::path_from_bytes(&fs::read(&note, NOTE_BYTES)?)?;
        // Where another package has come under the old name since, the descriptions are its own.
        if fs::exists(&target) && !fs::exists(&package) {
            move_beside(&package, &target)?;
            make_durable(&package, folder)?;
        }
        gone(fs::remove(&note))
    });
    Some(not_moved(&folder.join(note), &finished.err()?))
}

fn move_beside(package: &Path, target: &Path) -> fs::Result<()> {
    for suffix in BESIDE {
        let beside = with(package, suffix);
        if is_file(&beside) {
            gone(fs::rename(&beside, &with(target, suffix)))?;
        }
    }
    Ok(())
}

/// The new names first: a loss of power must not take a package out of both folders.
fn make_durable(package: &Path, folder: &Path) -> fs::Result<()> {
    fs::sync_folder(folder)?;
    match fs::sync_folder(&parent(package)) {
        Err(failure) if failure.is_not_found() => Ok(()),
        done => done,
    }
}

/// Another run may have finished the same move.
fn gone(done: fs::Result<()>) -> fs::Result<()> {
    match done {
        Err(failure) if failure.is_not_found() => Ok(()),
        other => other,
    }
}

fn is_file(path: &Path) -> bool {
    fs::stat(path).is_ok_and(|stat| stat.kind == Kind::File)
}

fn parent(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn note_of(target: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(NOTE);
    target.with_file_name(name)
}

fn not_moved(place: &Path, failure: &Failure) -> Finding {
    let finding = Finding::new(&cli::NOT_MOVED).at(place.display().to_string());
    finding.with("reason", &failure.source)
}

/// A path with a suffix behind its name.
pub fn with(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// A path in the folder that nothing has yet, nor its descriptions and its note: with the name of
/// the package, else with a number behind it. A package that is called like a note never keeps
/// that name: it would be taken for one.
fn free_place(name: &OsStr, folder: &Path) -> PathBuf {
    let numbered = |number: u32| {
        let mut name = OsString::from(name);
        if number > 1 {
            name.push(format!("~{number}"));
        }
        folder.join(name)
    };
    let is_free = |target: &PathBuf| {
        let beside = BESIDE.iter().map(|suffix| with(target, suffix));
        !beside.chain([target.clone(), note_of(target)]).any(|path| fs::exists(&path))
    };
    let raw = fs::raw_bytes(name);
    let is_note = raw.starts_with(b".") && raw.ends_with(NOTE.as_bytes());
    let first = if is_note { 2 } else { 1 };
    let free = (first..=u32::MAX).map(numbered).find(is_free);
    free.expect("no folder holds four billion packages of one name")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_replaced_and_descriptions_follow() {
        let place = tempfile::tempdir().expect("a folder");
        let path = |inside: &str| place.path().join(inside);
        let write = |inside: &str| fs::replace_durably(&path(inside), inside.as_bytes());
        for number in 0..2 {
            write("akte.zip").expect("written");
            write("akte.zip.dc.xml").expect("written");
            assert!(move_to(&path("akte.zip"), &path("done")).is_none(), "{number}");
        }
        let names = fs::read_folder(&path("done")).expect("a folder").into_iter();
        let names: Vec<_> = names.map(|e| e.name.to_string_lossy().into_owned()).collect();
        assert_eq!(names, ["akte.zip", "akte.zip.dc.xml", "akte.zip~2", "akte.zip~2.dc.xml"]);
        assert_eq!(fs::read_folder(place.path()).expect("a folder").len(), 1);
        let lost = move_to(&path("missing"), &path("done")).expect("a warning");
        assert_eq!(lost.code.id, "W-CLI-022");
    }

    #[test]
    fn nothing_is_taken_for_a_note_or_replaced_that_stood_beside() {
        let place = tempfile::tempdir().expect("a folder");
        let path = |inside: &str| place.path().join(inside);
        let write = |inside: &str| fs::replace_durably(&path(inside), b"/etc/hostname");
        write(".akte.moving").expect("written");
        assert!(move_to(&path(".akte.moving"), &path("done")).is_none());
        assert!(finish(&path("done")).is_none());
        write("done/a.zip.csv").expect("written");
        for name in ["a.zip", "a.zip.csv"] {
            write(name).expect("written");
        }
        assert!(move_to(&path("a.zip"), &path("done")).is_none());
        let names = fs::read_folder(&path("done")).expect("a folder").into_iter();
        let names: Vec<_> = names.map(|e| e.name.to_string_lossy().into_owned()).collect();
        assert_eq!(names, [".akte.moving~2", "a.zip.csv", "a.zip~2", "a.zip~2.csv"]);
    }

    #[test]
    fn a_move_killed_at_any_point_is_finished() {
        for moved in ["", "a.zip", "a.zip a.zip.dc.xml"] {
            let place = tempfile::tempdir().expect("a folder");
            let real = fs::canonical(place.path()).expect("a folder");
            let path = |inside: &str| real.join(inside);
            for name in ["a.zip", "a.zip.dc.xml", "a.zip.csv"] {
                fs::replace_durably(&path(name), name.as_bytes()).expect("written");
            }
            fs::create_folders(&path("done")).expect("a folder");
            let source = path("a.zip").to_str().expect("text").as_bytes().to_owned();
            fs::replace_durably(&path("done/.a.zip.moving"), &source).expect("written");
            for name in moved.split(' ').filter(|name| !name.is_empty()) {
                fs::rename(&path(name), &path(&format!("done/{name}"))).expect("renamed");
            }
            for _ in 0..2 {
                assert!(finish(&path("done")).is_none(), "{moved}");
            }
            let names = |folder: &str| -> Vec<String> {
                let entries = fs::read_folder(&path(folder)).expect("a folder").into_iter();
                entries.map(|e| e.name.to_string_lossy().into_owned()).collect()
            };
            let all = ["a.zip", "a.zip.csv", "a.zip.dc.xml"];
            if moved.is_empty() {
                assert_eq!(names("done"), [""; 0]);
                assert_eq!(names("")[..3], all);
            } else {
                assert_eq!(names("done"), all, "{moved}");
                assert_eq!(names(""), ["done"], "{moved}");
            }
        }
    }
}
