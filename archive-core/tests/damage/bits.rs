//! Every bit of a package of 64 KiB with its metadata: each flipped once, found, and put right from
//! the other copy. Many packages with the same content are checked in one run, each damaged
//! elsewhere.

use super::random::Random;
use super::world::{COPIES, World, read};
use super::{number, say};
use archive_core::fs;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Packages checked together.
const TWINS: usize = 128;
/// Bytes of the payload.
const PAYLOAD: usize = 64 << 10;

#[test]
fn every_bit_of_a_package_counts() {
    let step = number("ARCHIVE_DAMAGE_STEP", 997);
    let mut random = Random::new(64);
    let payload: Vec<u8> = (0..PAYLOAD).map(|_| random.byte()).collect();
    let mut world = World::new(&["chemnitz"]);
    for twin in 0..TWINS {
        // Another name each time: the same package would be a duplicate.
        world.store(0, &[(format!("{twin:04}.bin"), payload.clone())], None);
    }
    let names: Vec<String> = world.packages[0].files.keys().cloned().collect();
    let mut places = Vec::new();
    for name in &names {
        let smallest = world.packages.iter().map(|package| package.files[name].len()).min();
        let bits = smallest.unwrap() as u64 * 8;
        places.extend((0..bits).map(|bit| (name, bit)));
    }
    let total = places.len() as u64;
    let chosen: Vec<_> = places.into_iter().step_by(usize::try_from(step).unwrap()).collect();
    let flipped = chosen.len();
    for (run, chunk) in chosen.chunks(TWINS).enumerate() {
        let copy = COPIES[run % 2];
        let path = |twin: usize, name: &str| -> PathBuf {
            world.place(&world.packages[twin], copy).join(name)
        };
        let mut expected = BTreeSet::new();
        for (twin, (name, bit)) in chunk.iter().enumerate() {
            flip(&path(twin, name), *bit);
            expected.insert(format!("{}/{name}", world.packages[twin].object));
        }
        let found: BTreeSet<_> =
            world.check(0, None).into_iter().map(|damage| damage.path).collect();
        assert_eq!(found, expected, "run {run}");
        let done = world.repair(0, None, false);
        assert_eq!((done.repaired, done.left), (chunk.len() as u64, 0), "run {run}");
        for twin in 0..chunk.len() {
            let package = &world.packages[twin];
            assert!(read(&world.place(package, copy)) == package.files, "run {run}, {twin}");
        }
        world.release(copy);
    }
    say(&format!("{flipped} of {total} bits flipped, found and repaired"));
}

fn flip(path: &std::path::Path, bit: u64) {
    let mut bytes = fs::read(path, 1 << 30).unwrap();
    bytes[usize::try_from(bit / 8).unwrap()] ^= 1 << (bit % 8);
    fs::remove(path).unwrap();
    fs::create_whole(path, &bytes).unwrap();
}
