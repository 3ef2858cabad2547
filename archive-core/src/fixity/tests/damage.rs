//! Every kind of damage is found, told apart and named; what is good is never called damaged.

use super::world::{World, loose, sample_contents};
use crate::clock::Clock;
use crate::fixity::RunOptions;
use crate::fs;
use crate::store::{Key, Store};

type Found = Vec<(String, &'static str)>;

fn one(path: &str, state: &'static str) -> Found {
    vec![(path.to_owned(), state)]
}

#[test]
fn what_is_good_is_good() {
    for world in [World::on_disk(&["main", "second"]), World::in_memory()] {
        let aips: Vec<_> = (1..=20).map(|n| world.sample(n)).collect();
        world.store_version(aips[3], &[sample_contents(4), vec![loose("neu.txt", b"new")]]);
        for from_medium in [false, true] {
            let options = RunOptions { from_medium, ..RunOptions::default() };
            let (summary, heard) = world.run(&options).unwrap();
            assert_eq!(heard.damages.lock().unwrap().as_slice(), []);
            assert!(heard.findings.lock().unwrap().is_empty());
            for copy in &summary.copies {
                // Three inventory files at the top, two and three contents in the version; the
                // second version has three more.
                assert_eq!((copy.packages(), copy.files), (20, 20 * 8 + 3), "{copy:?}");
            }
        }
        for copy in &world.copies {
            let coverage = world.catalog.coverage(&copy.name).unwrap();
            assert_eq!((coverage.packages, coverage.checked, coverage.damaged), (20, 20, 0));
        }
    }
}

/// Every byte of a package, a bit of each; many packages in a run, each damaged elsewhere.
#[test]
fn every_flipped_bit_is_found_in_its_file() {
    const TWINS: usize = 48;
    let world = World::in_memory();
    let twins: Vec<_> = (0..TWINS).map(|_| world.files(world.sample(1))).collect();
    let places: Vec<(usize, usize)> = (0..twins[0].len())
        .flat_map(|file| (0..world.read(&twins[0][file]).len()).map(move |at| (file, at)))
        .collect();
    assert!(places.len() > 3_000, "{}", places.len());
    for (run, places) in places.chunks(TWINS).enumerate() {
        let mut expected = Vec::new();
        let mut good = Vec::new();
        for (twin, (file, at)) in twins.iter().zip(places) {
            let key = &twin[*file];
            let bytes = world.read(key);
            let mut bad = bytes.clone();
            bad[*at] ^= 1 << ((run + at) % 8);
            world.store().replace(key, &bad).unwrap();
            good.push((key, bytes));
            expected.push((key.to_string(), "corrupt"));
        }
        expected.sort();
        let (_, heard) = world.run(&RunOptions::default()).unwrap();
        let found = heard.damages.into_inner().unwrap();
        let mut found: Vec<_> = found.into_iter().map(|d| (d.path, d.state.as_str())).collect();
        found.sort();
        assert_eq!(found, expected, "run {run}");
        for (key, bytes) in good {
            world.store().replace(key, &bytes).unwrap();
        }
    }
    assert_eq!(world.states(), []);
}

#[test]
fn every_file_cut_grown_or_lost_is_found() {
    let world = World::in_memory();
    let aip = world.sample(1);
    let root = format!("{}/", world.root(aip));
    for key in world.files(aip) {
        let good = world.read(&key);
        let path = key.as_str().strip_prefix(&root).unwrap();
        let longer = [&good[..], b"x"].concat();
        for bad in [&good[..good.len() - 1], &[], &longer] {
            world.store().replace(&key, bad).unwrap();
            assert_eq!(world.states(), one(path, "corrupt"), "{} bytes", bad.len());
        }
        world.store().delete(&key).unwrap();
        assert_eq!(world.states(), one(path, "missing"));
        world.store().replace(&key, &good).unwrap();
        assert_eq!(world.states(), []);
        assert!(world.catalog.open_damage().unwrap().is_empty());
    }
}

#[test]
fn files_inside_a_bundle_are_named() {
    let world = World::in_memory();
    let aip = world.sample(1);
    let key = world.key(aip, "v1/content/0000/0001");
    let good = world.read(&key);
    let files = |bytes: &[u8]| {
        world.store().replace(&key, bytes).unwrap();
        let found = world.check();
        assert_eq!(found.len(), 1);
        found.into_iter().next().unwrap().2
    };
    let at = |what: &[u8]| good.windows(what.len()).position(|w| w == what).unwrap();
    let flipped = |at: usize| {
        let mut bad = good.clone();
        bad[at] ^= 4;
        bad
    };
    assert_eq!(files(&flipped(at(b"two"))), ["a/zwei.txt"]);
    assert_eq!(files(&flipped(0)), [""; 0], "the header of a member holds no byte of a file");
    assert_eq!(files(&good[..at(b"two")]), ["a/zwei.txt", "drei.txt"]);
    world.store().delete(&key).unwrap();
    assert_eq!(world.check()[0].2, ["a/eins.txt", "a/zwei.txt", "drei.txt"]);
    world.store().replace(&key, &good).unwrap();
    for (ordinal, file) in [("0000", "Plan.pdf"), ("0002", "metadata/preservation/premis.xml")] {
        let key = world.key(aip, &format!("v1/content/0000/{ordinal}"));
        let good = world.read(&key);
        world.store().replace(&key, b"x").unwrap();
        assert_eq!(world.check()[0].2, [file]);
        world.store().replace(&key, &good).unwrap();
    }
}

#[test]
fn files_that_changed_places_are_found() {
    let world = World::in_memory();
    let aip = world.sample(1);
    let keys = ["0000", "0002"].map(|n| world.key(aip, &format!("v1/content/0000/{n}")));
    let bytes = keys.clone().map(|key| world.read(&key));
    world.store().replace(&keys[0], &bytes[1]).unwrap();
    world.store().replace(&keys[1], &bytes[0]).unwrap();
    let both = ["0000", "0002"].map(|n| (format!("v1/content/0000/{n}"), "corrupt"));
    assert_eq!(world.states(), both);
}

#[test]
fn an_older_valid_version_put_back_is_found() {
    let world = World::in_memory();
    let aip = world.sample(1);
    let top = ["inventory.json", "inventory.json.sha512"].map(|n| world.key(aip, n));
    let old = top.clone().map(|key| world.read(&key));
    world.store_version(aip, &[sample_contents(1), vec![loose("neu", b"new")]]);
    assert_eq!(world.states(), []);
    for (key, bytes) in top.iter().zip(&old) {
        world.store().replace(key, bytes).unwrap();
    }
    for path in ["v2/inventory.json", "v2/inventory.json.sha512", "v2/content/0000/0000"] {
        world.store().delete(&world.key(aip, path)).unwrap();
    }
    let expected = [
        ("inventory.json", "corrupt"),
        ("inventory.json.sha512", "corrupt"),
        ("v2/content/0000/0000", "missing"),
        ("v2/inventory.json", "missing"),
        ("v2/inventory.json.sha512", "missing"),
    ];
    assert_eq!(world.states(), expected.map(|(path, state)| (path.to_owned(), state)));
}

#[test]
fn another_object_consistent_in_itself_is_found() {
    let (world, other) = (World::in_memory(), World::in_memory());
    let aip = world.sample(1);
    other.store_version(aip, &[vec![loose("Plan.pdf", b"forged")]]);
    for key in world.files(aip) {
        world.store().delete(&key).unwrap();
    }
    for key in other.files(aip) {
        world.store().create(&key, &other.read(&key)).unwrap();
    }
    let expected = [
        ("inventory.json", "corrupt"),
        ("inventory.json.sha512", "corrupt"),
        ("v1/content/0000/0000", "corrupt"),
        ("v1/content/0000/0001", "missing"),
        ("v1/content/0000/0002", "missing"),
        ("v1/inventory.json", "corrupt"),
        ("v1/inventory.json.sha512", "corrupt"),
    ];
    assert_eq!(world.states(), expected.map(|(path, state)| (path.to_owned(), state)));
}

#[test]
fn a_package_that_is_gone_is_missing_file_by_file() {
    let world = World::on_disk(&["main"]);
    let (aip, _) = (world.sample(1), world.sample(2));
    fs::remove_tree(&world.path(&world.root(aip))).unwrap();
    let found = world.states();
    assert_eq!(found.len(), 8);
    assert!(found.iter().all(|(_, state)| *state == "missing"), "{found:?}");
}

#[test]
fn what_nobody_put_there_is_found_in_a_package() {
    let world = World::on_disk(&["main"]);
    let aip = world.sample(1);
    let at = |path: &str| world.path(&world.root(aip)).join(path);
    fs::create_durably(&at("v1/content/0000/0003"), b"extra").unwrap();
    assert_eq!(world.states(), one("v1/content/0000/0003", "unexpected"));
    fs::remove(&at("v1/content/0000/0003")).unwrap();
    fs::create_folders(&at("v1/content/0001")).unwrap();
    assert_eq!(world.states(), one("v1/content/0001", "unexpected"));
    fs::remove_folder(&at("v1/content/0001")).unwrap();
    fs::create_durably(&at(".0123456789abcdef0123456789abcdef.tmp"), b"").unwrap();
    assert_eq!(world.states(), [], "a leftover is no damage");
}

#[cfg(unix)]
#[test]
fn a_link_is_never_the_file() {
    let world = World::on_disk(&["main"]);
    let aip = world.sample(1);
    let at = world.path(&world.key(aip, "v1/content/0000/0000"));
    let aside = world.folder.path().join("aside");
    fs::rename(&at, &aside).unwrap();
    std::os::unix::fs::symlink(&aside, &at).unwrap();
    assert_eq!(world.states(), one("v1/content/0000/0000", "corrupt"));
    fs::remove(&at).unwrap();
    fs::create_folder(&at).unwrap();
    assert_eq!(world.states(), one("v1/content/0000/0000", "corrupt"));
    fs::remove_folder(&at).unwrap();
    fs::rename(&aside, &at).unwrap();
    let folder = world.path(&world.key(aip, "v1/content"));
    let aside = world.folder.path().join("content");
    fs::rename(&folder, &aside).unwrap();
    std::os::unix::fs::symlink(&aside, &folder).unwrap();
    let found = world.states();
    assert_eq!(found.iter().filter(|(_, state)| *state == "missing").count(), 3, "{found:?}");
    assert!(found.contains(&("v1/content".to_owned(), "unexpected")), "{found:?}");
}

#[test]
fn strays_and_the_files_of_the_root_are_looked_at() {
    for world in [World::on_disk(&["main"]), World::in_memory()] {
        let aip = world.sample(1);
        let holdings = Key::new("holdings").unwrap();
        let deep = format!("abc/def/012/abcdef012{}/x", "0".repeat(55));
        let strays = ["Thumbs.db", "abc/x", &deep, "extensions/9999/x", "zzz/y/z"];
        for path in strays {
            world.store().create(&holdings.join(path).unwrap(), b"x").unwrap();
        }
        let declaration = holdings.join("0=ocfl_1.1").unwrap();
        let good = world.read(&declaration);
        world.store().replace(&declaration, b"ocfl_1.0\n").unwrap();
        let layout = holdings.join("ocfl_layout.json").unwrap();
        let layout_bytes = world.read(&layout);
        world.store().delete(&layout).unwrap();
        let (_, heard) = world.run(&RunOptions::default()).unwrap();
        let mut found = heard.damages.into_inner().unwrap();
        assert!(found.iter().all(|damage| damage.aip.is_none()));
        found.sort_by(|a, b| a.path.cmp(&b.path));
        let found: Vec<_> = found.iter().map(|d| (d.path.clone(), d.state.as_str())).collect();
        let mut expected: Vec<_> =
            strays.iter().map(|path| (format!("holdings/{path}"), "unexpected")).collect();
        expected.push((declaration.to_string(), "corrupt"));
        expected.push((layout.to_string(), "missing"));
        expected.sort();
        assert_eq!(found, expected);
        assert_eq!(world.catalog.open_damage().unwrap().len(), expected.len());
        for path in strays {
            world.store().delete(&holdings.join(path).unwrap()).unwrap();
        }
        world.store().replace(&declaration, &good).unwrap();
        world.store().replace(&layout, &layout_bytes).unwrap();
        assert_eq!(world.states(), []);
        assert!(world.catalog.open_damage().unwrap().is_empty());
        assert!(world.catalog.checked(aip, "main").unwrap().unwrap().good);
    }
}

#[test]
fn a_package_the_catalog_does_not_know_is_held_against_its_inventory() {
    for world in [World::on_disk(&["main"]), World::in_memory()] {
        let clock = Clock::Fixed(jiff::Timestamp::from_second(9).unwrap());
        let aip = crate::aip::AipId::new(clock);
        world.commit(aip, &[sample_contents(9)]);
        let (summary, heard) = world.run(&RunOptions::default()).unwrap();
        assert_eq!((summary.damaged(), summary.copies[0].packages()), (0, 1));
        assert!(heard.findings.into_inner().unwrap().is_empty());
        let bundle = world.key(aip, "v1/content/0000/0001");
        let mut bytes = world.read(&bundle);
        let at = bytes.windows(3).position(|w| w == b"two").unwrap();
        bytes[at] ^= 1;
        world.store().replace(&bundle, &bytes).unwrap();
        let found = world.check();
        let named = vec!["a/zwei.txt".to_owned()];
        assert_eq!(found, [("v1/content/0000/0001".to_owned(), "corrupt", named)]);
        world.store().replace(&world.key(aip, "inventory.json"), b"{}").unwrap();
        assert_eq!(world.states().len(), 2);
    }
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_unreadable() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::on_disk(&["main"]);
    let aip = world.sample(1);
    let at = world.path(&world.key(aip, "v1/content/0000/0000"));
    let file = fs::open(&at).unwrap();
    file.set_permissions(std::fs::Permissions::from_mode(0o0)).unwrap();
    if fs::open(&at).is_ok() {
        println!("skipped: this account may read everything");
        assert_eq!(world.states(), []);
        return;
    }
    assert_eq!(world.states(), one("v1/content/0000/0000", "unreadable"));
}
