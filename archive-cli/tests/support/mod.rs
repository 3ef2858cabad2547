//! What the tests of the command line share: running the program in a place of its own.

#![allow(dead_code, reason = "each test uses its own part")]

#[cfg(feature = "installation")]
pub mod authority;
pub mod schema;

use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::Value;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What came of a run.
pub struct Run {
    /// The exit code; -1 where a signal ended it.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Run {
    /// The JSON objects on standard output.
    #[track_caller]
    pub fn events(&self) -> Vec<Value> {
        let parse = |line| serde_json::from_str(line).expect("every line is JSON");
        self.out.lines().map(parse).collect()
    }

    /// The JSON objects of one kind.
    #[track_caller]
    pub fn of(&self, event: &str) -> Vec<Value> {
        self.events().into_iter().filter(|e| e["event"] == event).collect()
    }
}

/// A folder of its own, in which the program runs and nothing of the machine shows.
pub struct Place {
    folder: TempDir,
}

impl Place {
    /// An empty place.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A path in it.
    pub fn path(&self, inside: &str) -> PathBuf {
        self.folder.path().join(inside)
    }

    /// Writes a file, with the folders above it.
    pub fn write(&self, inside: &str, content: &[u8]) {
        let path = self.path(inside);
        let folder = path.parent().expect("a file lies in a folder");
        archive_core::fs::create_folders(folder).expect("a folder can be made");
        archive_core::fs::replace_durably(&path, content).expect("a file can be written");
    }

    /// Reads a text file.
    pub fn read(&self, inside: &str) -> String {
        let bytes = archive_core::fs::read(&self.path(inside), 1 << 20).expect("a file is there");
        String::from_utf8(bytes).expect("it is text")
    }

    /// The program, to be run here: no archive, tenant or locale of the machine is seen.
    pub fn command<W: AsRef<OsStr>>(&self, words: &[W]) -> assert_cmd::Command {
        let mut command = cargo_bin_cmd!("archive");
        command.current_dir(self.folder.path()).args(words).env_clear();
        command
    }

    /// Runs the program here, in English.
    pub fn run<W: AsRef<OsStr>>(&self, words: &[W]) -> Run {
        finish(&mut self.command(words))
    }

    /// Runs the program here, in German.
    pub fn german<W: AsRef<OsStr>>(&self, words: &[W]) -> Run {
        finish(self.command(words).env("LANG", "de_DE.UTF-8"))
    }

    /// What varies from run to run (times, sizes, ids, places) replaced by words.
    pub fn steady(&self, text: &str) -> String {
        let here = self.folder.path().display().to_string();
        let mut out = String::new();
        for line in text.replace(&here, "HERE").lines() {
            out.push_str(&steady_line(line));
            out.push('\n');
        }
        out
    }
}

/// A line without the time it took: ` in 0.1 s` and `, 0.1 s` at its end.
fn steady_line(line: &str) -> String {
    let Some(head) = line.strip_suffix(" s") else { return line.to_owned() };
    let head = head.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ',');
    format!("{head}TIME")
}

/// Runs a command to its end.
pub fn finish(command: &mut assert_cmd::Command) -> Run {
    let output = command.output().expect("the program starts");
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("output is UTF-8"),
        err: String::from_utf8(output.stderr).expect("messages are UTF-8"),
    }
}

/// The root of the project.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate lies in the workspace")
}
