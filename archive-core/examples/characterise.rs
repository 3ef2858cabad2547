//! Prints what is found out about each named file, one JSON object a line, with the time taken in
//! microseconds: `scripts/compare-characteristics` holds it against other programs.

use archive_core::format::characterise_slice;
use std::path::Path;
use std::time::Instant;

/// Largest file that is looked at, in bytes.
const LIMIT: u64 = 1 << 30;

#[expect(clippy::print_stdout, reason = "printing is all it does")]
fn main() -> archive_core::Result<()> {
    for path in std::env::args().skip(1) {
        let bytes = archive_core::fs::read(Path::new(&path), LIMIT)?;
        let begin = Instant::now();
        let found = characterise_slice(&bytes);
        let micros = u64::try_from(begin.elapsed().as_micros()).unwrap_or(u64::MAX);
        println!("{}", serde_json::json!({ "path": path, "micros": micros, "found": found }));
    }
    Ok(())
}
