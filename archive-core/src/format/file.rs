//! Files on disk: only those bytes are read that identification needs.

use super::budget::Grant;
use super::follower::{self, CONTAINER_BYTES, HEAD_BYTES, TAIL_BYTES};
use super::holding;
use super::watch::Scan;
use super::{Registry, Window};
use crate::error::Result;
use crate::fs::{self, Failure};
use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;

/// Bytes searched at once; small enough to stay in the cache of a core.
const PIECE: usize = 256 << 10;

/// The bytes of one file after the other, as far as identification needs them.
#[derive(Debug, Default)]
pub struct FileWindow {
    window: Window,
    /// What the budget of all files grants to this one.
    beyond: Option<Grant>,
}

impl FileWindow {
    /// Reads the beginning and the end of a file, or all of it where it is small; its memory is
    /// used again. Of ZIP and OLE2 files more is read, once so much memory is free; others are
    /// read through where something in the middle may tell more.
    pub fn read(&mut self, path: &Path, registry: &Registry) -> Result<&Window> {
        let mut file = fs::open(path)?;
        let window = &mut self.window;
        window.head.clear();
        window.middle.clear();
        window.tail.clear();
        window.head.shrink_to(2 * (HEAD_BYTES + TAIL_BYTES));
        self.beyond = None;
        // What is small is read in one go, and without being asked for its size.
        more(&mut file, &mut window.head, HEAD_BYTES, path)?;
        if window.head.len() < HEAD_BYTES {
            window.size = window.head.len() as u64;
            return Ok(&self.window);
        }
        let size = fs::stat_open(&file, path)?.size;
        let is_container = follower::is_container(&window.head);
        let most = if is_container { CONTAINER_BYTES } else { HEAD_BYTES };
        let whole = size <= (most + TAIL_BYTES) as u64;
        let wanted = if whole { most + TAIL_BYTES } else { most };
        let wanted = usize::try_from(size).map_or(wanted, |size| wanted.min(size));
        if is_container {
            self.beyond = Some(holding::BEYOND.wait(wanted.saturating_sub(HEAD_BYTES)));
            window.head.reserve_exact(wanted.saturating_sub(window.head.len()));
        }
        more(&mut file, &mut window.head, wanted, path)?;
        if !whole {
            let from = size - TAIL_BYTES as u64;
            if let Some(watch) = registry.watch(&window.head).filter(|_| !is_container) {
                let rest = (&mut file).take(from - window.head.len() as u64);
                window.middle = search(rest, Scan::new(watch, &window.head), path)?;
            }
            file.seek(SeekFrom::Start(from)).map_err(Failure::of("read", path))?;
            more(&mut file, &mut window.tail, TAIL_BYTES, path)?;
        }
        // A file that changes meanwhile has the size that was read of it.
        window.size = if whole { window.head.len() as u64 } else { size };
        Ok(&self.window)
    }
}

fn more(file: &mut File, to: &mut Vec<u8>, most: usize, path: &Path) -> Result<()> {
    let rest = most.saturating_sub(to.len()) as u64;
    file.take(rest).read_to_end(to).map_err(Failure::of("read", path))?;
    Ok(())
}

fn search(mut rest: impl Read, mut scan: Scan, path: &Path) -> Result<Vec<(u64, Vec<u8>)>> {
    let mut piece = vec![0; PIECE];
    loop {
        match rest.read(&mut piece) {
            Ok(0) => return Ok(scan.finish()),
            Ok(read) => scan.update(&piece[..read]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(Failure::of("read", path)(error).into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn what_is_read_is_what_passes_by() {
        let folder = tempfile::tempdir().unwrap();
        let registry = Registry::builtin();
        let bytes: Vec<u8> = (0..5_000_000u32).flat_map(u32::to_le_bytes).collect();
        let mut file = FileWindow::default();
        for (name, begin, size) in [
            ("empty", "", 0),
            ("small", "", 1_000),
            ("edge", "", HEAD_BYTES),
            ("both", "", HEAD_BYTES + TAIL_BYTES),
            ("large", "", 2_000_000),
            ("large.pdf", "%PDF-1.4", 2_000_000),
            ("zip", "PK\x03\x04", 2_000_000),
            ("large.zip", "PK\x03\x04", 18 << 20),
        ] {
            let content = [begin.as_bytes(), &bytes[..size]].concat();
            let path = folder.path().join(name);
            fs::create_new(&path).unwrap().write_all(&content).unwrap();
            let window = file.read(&path, &registry).unwrap();
            assert_eq!(window.size, content.len() as u64, "{name}");
            assert!(content.starts_with(&window.head) && content.ends_with(&window.tail));
            let mut follower = super::super::Follower::new(&registry);
            follower.update(&content);
            follower.finish(name);
            assert_eq!(follower.window().head, window.head, "{name}");
            assert_eq!(follower.window().middle, window.middle, "{name}");
        }
    }
}
