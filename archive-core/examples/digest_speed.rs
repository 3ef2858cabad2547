//! Prints how fast this machine computes digests, in GB/s (10⁹ bytes a second) on one core:
//! `cargo run --release -p archive-core --example digest_speed`.
//!
//! Compare with `openssl speed -evp sha512 -bytes 1048576`.
#![expect(clippy::print_stdout, reason = "the table is what this program is for")]

use archive_core::digest::{Algorithm, Hasher, Stream512, sha512_many, update_many};
use sha2::{Digest as _, Sha512};
use std::{hint::black_box, time::Instant};

const SIZES: [(&str, usize); 3] = [("1 KiB", 1 << 10), ("40 kB", 40_000), ("1 MiB", 1 << 20)];
const STREAMS: [usize; 8] = [1, 2, 3, 4, 5, 8, 16, 64];

/// Least bytes a measurement takes, so that it lasts some tens of milliseconds.
const BYTES: usize = 48 << 20;

/// Measurements of which the median counts.
const RUNS: usize = 5;

fn main() {
    println!("SHA-512, GB/s on one core, median of {RUNS}");
    println!("message  streams  sha2, one by one  update_many  sha512_many");
    for (name, size) in SIZES {
        for streams in STREAMS {
            row(name, size, streams);
        }
    }
    println!("\none stream of 1 MiB, GB/s");
    let message = sample(1 << 20, 0);
    for algorithm in Algorithm::ALL {
        let speed = measure(message.len(), || {
            black_box(Hasher::digest(algorithm, black_box(&message)));
        });
        println!("{:<12} {speed:>5.2}", algorithm.name());
    }
}

fn row(name: &str, size: usize, streams: usize) {
    let messages: Vec<Vec<u8>> = (0..streams).map(|at| sample(size, at)).collect();
    let messages: Vec<&[u8]> = messages.iter().map(Vec::as_slice).collect();
    let alone = measure(size * streams, || {
        for message in black_box(&messages) {
            black_box(Sha512::digest(message));
        }
    });
    let pieces = measure(size * streams, || in_pieces(black_box(&messages)));
    let whole = measure(size * streams, || {
        black_box(sha512_many(black_box(&messages)));
    });
    println!("{name:<7} {streams:>8} {alone:>17.2} {pieces:>12.2} {whole:>12.2}");
}

fn in_pieces(messages: &[&[u8]]) {
    let mut streams = vec![Stream512::new(); messages.len()];
    let mut jobs: Vec<_> = streams.iter_mut().zip(messages.iter().copied()).collect();
    update_many(&mut jobs);
    for stream in streams {
        black_box(stream.finish());
    }
}

/// The median speed of work on `bytes` bytes, in GB/s.
#[expect(clippy::cast_precision_loss, reason = "a figure for people, of two places")]
fn measure(bytes: usize, mut work: impl FnMut()) -> f64 {
    let rounds = BYTES.div_ceil(bytes);
    let mut speeds = [0.0; RUNS];
    for speed in &mut speeds {
        let start = Instant::now();
        for _ in 0..rounds {
            work();
        }
        *speed = (rounds * bytes) as f64 / start.elapsed().as_secs_f64() / 1e9;
    }
    speeds.sort_by(f64::total_cmp);
    speeds[RUNS / 2]
}

fn sample(size: usize, seed: usize) -> Vec<u8> {
    (0..size).map(|at| (at.wrapping_mul(31) ^ (at >> 8) ^ seed).to_le_bytes()[0]).collect()
}
