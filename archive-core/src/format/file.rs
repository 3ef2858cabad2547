//! Files on disk: only those bytes are read that identification needs.

use super::Window;
use super::follower::{self, CONTAINER_BYTES, HEAD_BYTES, TAIL_BYTES};
use crate::error::Result;
use crate::fs::{self, Failure};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

impl Window {
    /// Reads the beginning and the end of a file, or all of it where it is small, into this
    /// window; its memory is used again. Of ZIP and OLE2 files more is read.
    pub fn read(&mut self, path: &Path) -> Result<()> {
        let mut file = fs::open(path)?;
        self.head.clear();
        self.tail.clear();
        self.head.shrink_to(2 * (HEAD_BYTES + TAIL_BYTES));
        // What is small is read in one go, and without being asked for its size.
        self.more(&mut file, HEAD_BYTES, path)?;
        if self.head.len() < HEAD_BYTES {
            self.size = self.head.len() as u64;
            return Ok(());
        }
        let size = fs::stat_open(&file, path)?.size;
        let most = if follower::is_container(&self.head) { CONTAINER_BYTES } else { HEAD_BYTES };
        let whole = size <= (most + TAIL_BYTES) as u64;
        self.more(&mut file, if whole { most + TAIL_BYTES } else { most }, path)?;
        if !whole {
            let from = size - TAIL_BYTES as u64;
            file.seek(SeekFrom::Start(from)).map_err(Failure::of("read", path))?;
            let tail = (&mut file).take(TAIL_BYTES as u64).read_to_end(&mut self.tail);
            tail.map_err(Failure::of("read", path))?;
        }
        // A file that changes meanwhile has the size that was read of it.
        self.size = if whole { self.head.len() as u64 } else { size };
        Ok(())
    }

    fn more(&mut self, file: &mut File, most: usize, path: &Path) -> Result<()> {
        let rest = most.saturating_sub(self.head.len()) as u64;
        file.take(rest).read_to_end(&mut self.head).map_err(Failure::of("read", path))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn what_is_read_is_what_passes_by() {
        let folder = tempfile::tempdir().unwrap();
        let registry = super::super::Registry::builtin();
        let bytes: Vec<u8> = (0..5_000_000u32).flat_map(u32::to_le_bytes).collect();
        let mut window = Window::default();
        for (name, begin, size) in [
            ("empty", "", 0),
            ("small", "", 1_000),
            ("edge", "", HEAD_BYTES),
            ("both", "", HEAD_BYTES + TAIL_BYTES),
            ("large", "", 2_000_000),
            ("zip", "PK\x03\x04", 2_000_000),
            ("large.zip", "PK\x03\x04", 18 << 20),
        ] {
            let content = [begin.as_bytes(), &bytes[..size]].concat();
            let path = folder.path().join(name);
            fs::create_new(&path).unwrap().write_all(&content).unwrap();
            window.read(&path).unwrap();
            assert_eq!(window.size, content.len() as u64, "{name}");
            assert!(content.starts_with(&window.head) && content.ends_with(&window.tail));
            let mut follower = super::super::Follower::new(&registry);
            follower.update(&content);
            follower.finish(name);
            assert_eq!(follower.window().head, window.head, "{name}");
        }
    }
}
