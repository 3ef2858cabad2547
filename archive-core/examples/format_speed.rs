//! How fast formats are told from bytes that pass once, and from bytes that are all held, so that
//! every signature looks everywhere: one thread, bytes in memory.
//! `cargo run --release -p archive-core --example format_speed [--signatures FILE FILE] FILE…`
#![allow(clippy::print_stdout, reason = "an example that measures")]

use archive_core::format::{Follower, Identification, Registry};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Bytes of a file that are looked at as one that is held as a whole.
const HELD: usize = 64 << 20;
/// Bytes that pass at a time.
const PIECE: usize = 1 << 20;
/// Measurements of which the median counts.
const RUNS: usize = 5;

fn main() {
    let mut paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let registry = if paths.first().is_some_and(|word| word.as_os_str() == "--signatures") {
        let given: Vec<PathBuf> = paths.drain(..3).skip(1).collect();
        Registry::open(&given[0], Some(&given[1])).expect("signature files").into()
    } else {
        Registry::builtin()
    };
    for path in paths {
        measure(&registry, &path);
    }
}

fn measure(registry: &Registry, path: &Path) {
    let mut bytes = Vec::new();
    let mut file = archive_core::fs::open(path).expect("a readable file");
    file.read_to_end(&mut bytes).expect("a readable file");
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let passing = median(bytes.len(), || {
        let mut follower = Follower::new(registry);
        bytes.chunks(PIECE).for_each(|piece| follower.update(piece));
        follower.finish(&name)
    });
    let held = &bytes[..bytes.len().min(HELD)];
    let whole = median(held.len(), || registry.identify(&name, held));
    println!("{name:<16} passing {passing:>7.0} MB/s   held {whole:>7.0} MB/s");
}

/// The median speed of work on so many bytes, in MB/s.
#[expect(clippy::cast_precision_loss, reason = "a figure for people, without decimals")]
fn median(bytes: usize, work: impl Fn() -> Identification) -> f64 {
    let mut speeds = [0.0; RUNS];
    for speed in &mut speeds {
        let begun = Instant::now();
        std::hint::black_box(work());
        *speed = bytes as f64 / 1e6 / begun.elapsed().as_secs_f64();
    }
    speeds.sort_by(f64::total_cmp);
    speeds[RUNS / 2]
}
