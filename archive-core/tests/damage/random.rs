//! Random damage over three tenants and two copies: all of it is found, nothing else is called
//! damaged, what one copy has comes back on the other, what none has is left.

use super::kinds::Kind;
use super::world::{COPIES, Files, Package, World, read, write};
use super::{number, say};
use std::collections::{BTreeMap, BTreeSet};

/// Random numbers that can be repeated (splitmix64).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, end: u64) -> usize {
        usize::try_from(self.next() % end.max(1)).unwrap()
    }

    pub fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[0]
    }
}

/// Packages of all shapes: loose files, bundles, several versions.
fn world(random: &mut Random) -> World {
    let mut world = World::new(&["chemnitz", "floeha", "lugau"]);
    for tenant in 0..3 {
        for shape in 0..4_u64 {
            let files = if shape == 2 { 300 } else { 2 + shape };
            let mut made = Vec::new();
            for n in 0..files {
                let size = if shape == 2 { 40 } else { 3_000 };
                let bytes = (0..=random.below(size)).map(|_| random.byte()).collect();
                made.push((format!("akte/{tenant}-{shape}-{n:03}.bin"), bytes));
            }
            let number = world.store(tenant, &made, None);
            if shape == 3 {
                made.push(("nachtrag.txt".to_owned(), random.next().to_le_bytes().to_vec()));
                world.store(tenant, &made, Some(number));
            }
        }
    }
    world
}

/// What the copies of a package hold, as copy and path, that differs from what was stored.
fn wrong(package: &Package, now: &[Files; 2]) -> BTreeSet<(usize, String)> {
    let mut out = BTreeSet::new();
    for (copy, files) in now.iter().enumerate() {
        let names: BTreeSet<_> = files.keys().chain(package.files.keys()).collect();
        for name in names {
            if files.get(name) != package.files.get(name) {
                out.insert((copy, name.clone()));
            }
        }
    }
    out
}

/// Damages a package and holds what is found and repaired against what was done.
fn trial(world: &World, package: &Package, now: &[Files; 2], seed: &str) -> (u64, u64) {
    for (copy, files) in COPIES.iter().zip(now) {
        write(&world.place(package, copy), files);
    }
    let wrong = wrong(package, now);
    let found = world.check(package.tenant, Some(package.aip));
    let found: BTreeSet<_> = found
        .into_iter()
        .map(|damage| {
            let copy = COPIES.iter().position(|name| *name == damage.copy).unwrap();
            let path = damage.path.strip_prefix(&format!("{}/", package.object)).unwrap();
            (copy, path.to_owned())
        })
        .collect();
    assert_eq!(found, wrong, "{seed}: found, and really wrong");
    let done = world.repair(package.tenant, Some(package.aip), true);
    let (mut mended, mut lost) = (0, 0);
    let after = COPIES.map(|copy| read(&world.place(package, copy)));
    for (copy, name) in &wrong {
        // Sidecars, the declaration and the root inventory follow from what a version holds.
        let good = package.files.get(name);
        let has = |files: &Files| {
            files
                .iter()
                .any(|(other, bytes)| Some(bytes) == good && stored_alike(package, other, bytes))
        };
        let follows = name.ends_with(".sha512") || name.starts_with("0=");
        if follows || good.is_none() || now.iter().any(has) {
            assert_eq!(after[*copy].get(name), good, "{seed}: {name} on {copy} was not repaired");
            mended += 1;
        } else {
            assert_eq!(after[*copy].get(name), now[*copy].get(name), "{seed}: {name} was touched");
            lost += 1;
        }
    }
    assert_eq!((done.repaired + done.set_aside + done.good, done.left), (mended, lost), "{seed}");
    (mended, lost)
}

/// Whether a file must hold these bytes: bytes that moved elsewhere are not looked for.
fn stored_alike(package: &Package, name: &str, bytes: &[u8]) -> bool {
    package.files.get(name).is_some_and(|stored| stored == bytes)
}

#[test]
fn random_damage_is_found_and_repaired() {
    let (trials, seed) = (number("ARCHIVE_DAMAGES", 180), number("ARCHIVE_DAMAGE_SEED", 1));
    let mut random = Random::new(seed);
    let world = world(&mut random);
    let mut counts: BTreeMap<Kind, [u64; 3]> = BTreeMap::new();
    let mut done = 0;
    while done < trials {
        let package = &world.packages[random.below(world.packages.len() as u64)];
        let kind = Kind::ALL[usize::try_from(done % 9).unwrap()];
        let mut now = [package.files.clone(), package.files.clone()];
        let first = random.below(2);
        // One copy, both in different places, both in the same place.
        let way = random.below(4);
        let names: Vec<&String> = package.files.keys().collect();
        let name = names[random.below(names.len() as u64)];
        let older = package.older.as_ref();
        let Some(bad) = kind.apply(&package.files, older, name, &mut random) else { continue };
        now[first] = bad.clone();
        if way == 1 && !matches!(kind, Kind::Older | Kind::Together) {
            let other = names[random.below(names.len() as u64)];
            let harm = Kind::ALL[random.below(6)];
            let Some(bad) = harm.apply(&package.files, older, other, &mut random) else { continue };
            now[1 - first] = bad;
        } else if way == 2 {
            now[1 - first] = bad;
        }
        let label = format!("ARCHIVE_DAMAGE_SEED={seed}, damage {done} ({kind:?}, way {way})");
        let (mended, lost) = trial(&world, package, &now, &label);
        let count = counts.entry(kind).or_default();
        *count = [count[0] + 1, count[1] + mended, count[2] + lost];
        world.restore(package);
        done += 1;
        if done % 50 == 0 || done == trials {
            for tenant in 0..world.tenants.len() {
                assert_eq!(world.check(tenant, None), [], "{label}: a false alarm");
            }
        }
    }
    say(&format!("seed {seed}: {trials} damages, all found, no false alarm"));
    for (kind, [done, mended, lost]) in counts {
        say(&format!("{kind:?}: {done} damages; files repaired {mended}, nowhere good {lost}"));
    }
}
