//! Moving packages aside once it is settled what becomes of them. One rename each, so that a crash
//! leaves a package here or there and never in both places.

use super::sources::BESIDE;
use archive_core::finding::Finding;
use archive_core::finding::codes::cli;
use archive_core::fs::{self, Kind};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// Moves a package into a folder, and after it the descriptions beside it that are named for it:
/// left alone, they would look like packages. A warning says what went wrong; the package is
/// where it was then.
pub fn move_to(package: &Path, folder: &Path) -> Option<Finding> {
    let name = package.file_name()?;
    let moved = fs::create_folders(folder).and_then(|()| {
        let target = free_place(name, folder);
        fs::rename(package, &target)?;
        for suffix in BESIDE {
            let beside = with(package, suffix);
            if fs::stat(&beside).is_ok_and(|stat| stat.kind == Kind::File) {
                fs::rename(&beside, &with(&target, suffix))?;
            }
        }
        Ok(())
    });
    let failure = moved.err()?;
    let finding = Finding::new(&cli::NOT_MOVED).at(package.display().to_string());
    Some(finding.with("reason", &failure.source))
}

/// A path with a suffix behind its name.
pub fn with(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// A path in the folder that nothing has yet: with the name of the package, else with a number
/// behind it.
fn free_place(name: &OsStr, folder: &Path) -> PathBuf {
    let numbered = |number: u32| {
        let mut name = OsString::from(name);
        if number > 1 {
            name.push(format!("~{number}"));
        }
        folder.join(name)
    };
    let free = (1..=u32::MAX).map(numbered).find(|target| !fs::exists(target));
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
}
