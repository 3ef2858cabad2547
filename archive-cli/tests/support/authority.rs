//! A timestamp authority on loopback: `tests/shell/authority.py`.

use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

/// How long it may take to make its keys.
const PATIENCE: Duration = Duration::from_mins(1);

/// A running authority; it ends when it is dropped.
pub struct Authority {
    folder: PathBuf,
    server: Child,
}

impl Authority {
    /// Begins one with its papers in a folder that is not there yet.
    pub fn begin(folder: &Path) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/shell/authority.py");
        let mut python = Command::new("python3");
        let server = python.arg(script).arg(folder).arg("3000").spawn();
        let server = server.expect("python3 is part of what the tests need");
        let made = Self { folder: folder.to_owned(), server };
        let begun = Instant::now();
        while !archive_core::fs::exists(&folder.join("url")) {
            assert!(begun.elapsed() < PATIENCE, "the authority does not begin");
            std::thread::sleep(Duration::from_millis(20));
        }
        made
    }

    /// Its section of `archive.toml`.
    pub fn section(&self) -> String {
        let url = archive_core::fs::read(&self.folder.join("url"), 1 << 10).expect("an address");
        let url = String::from_utf8(url).expect("text");
        let roots = self.folder.join("ca.pem");
        format!("\n[[timestamps.authorities]]\nurl = \"{url}\"\nroots = \"{}\"\n", roots.display())
    }
}

impl Drop for Authority {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
