//! Whatever is damaged on one copy comes back from the other, with what was there before kept; what
//! nobody has is left as it is.

use super::world::{World, loose, sample_contents, sha512};
use crate::aip::AipId;
use crate::catalog::Damage;
use crate::fixity::repair::{
    Events, Outcome, RepairOptions, RepairSummary, each_kept, release, repair_in,
};
use crate::store::proof::Pace;
use crate::store::{Entry, Fault, Key, Store, StoreError};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};

type Files = BTreeMap<Key, Vec<u8>>;

#[derive(Default)]
struct Heard(Mutex<Vec<(Damage, Outcome)>>);

impl Events for Heard {
    fn repair(&self, damage: &Damage, outcome: &Outcome) {
        self.0.lock().unwrap().push((damage.clone(), outcome.clone()));
    }
}

fn mend(world: &World, strays: bool) -> (RepairSummary, Vec<(Damage, Outcome)>) {
    let heard = Heard::default();
    let options = RepairOptions { strays, ..RepairOptions::default() };
    let summary = repair_in(&world.scene(), &options, &heard, &Pace::default()).unwrap();
    (summary, heard.0.into_inner().unwrap())
}

/// Everything that lies in the holdings of a copy.
fn holdings(store: &Arc<dyn Store>) -> Files {
    let mut keys = Vec::new();
    let mut each = |entry| {
        if let Entry::File { key, .. } = entry {
            keys.push(key);
        }
        ControlFlow::Continue(())
    };
    store.list(&Key::new("holdings").unwrap(), &mut each).unwrap();
    keys.into_iter().map(|key| (key.clone(), store.read(&key, 1 << 30).unwrap())).collect()
}

fn store(world: &World, copy: usize) -> &Arc<dyn Store> {
    world.copies[copy].folder.store()
}

/// A damage: what it makes of the bytes of a file; none removes it.
type Harm = fn(&[u8]) -> Option<Vec<u8>>;

const HARMS: [Harm; 4] = [
    |bytes| {
        let mut bad = bytes.to_vec();
        bad[bytes.len() / 2] ^= 16;
        Some(bad)
    },
    |bytes| Some(bytes[..bytes.len() - 1].to_vec()),
    |bytes| Some([bytes, b"x"].concat()),
    |_| None,
];

fn harm(store: &Arc<dyn Store>, key: &Key, harm: Harm) {
    match harm(&store.read(key, 1 << 30).unwrap()) {
        Some(bad) => store.replace(key, &bad).unwrap(),
        None => store.delete(key).unwrap(),
    }
}

#[test]
fn every_file_damaged_in_every_way_comes_back_and_the_damaged_bytes_are_kept() {
    let world = World::pair();
    let aip = world.sample(1);
    world.store_version(aip, &[sample_contents(1), vec![loose("neu", b"new")]]);
    let whole = holdings(world.store());
    for (key, way) in world.files(aip).iter().flat_map(|key| HARMS.map(|way| (key, way))) {
        for copy in [0, 1] {
            harm(store(&world, copy), key, way);
            let bad = store(&world, copy).read(key, 1 << 30).ok();
            assert_eq!(world.states().len(), 1);
            let (summary, told) = mend(&world, false);
            assert_eq!((summary.repaired, summary.left), (1, 0), "{key}: {told:?}");
            let Outcome::Repaired { evidence, .. } = &told[0].1 else { panic!("{told:?}") };
            let kept = evidence.as_ref().map(|place| {
                store(&world, copy).read(&Key::new(place.as_str()).unwrap(), 1 << 30).unwrap()
            });
            assert_eq!(kept, bad, "{key}");
            assert!(world.catalog.open_damage().unwrap().is_empty());
            assert_eq!(world.states(), []);
            assert!(holdings(store(&world, copy)) == whole, "{key}");
        }
    }
}

#[test]
fn a_package_that_is_gone_rolled_back_or_another_one_comes_back() {
    let world = World::pair();
    let aip = world.sample(1);
    let old: Files =
        world.files(aip).into_iter().map(|key| (key.clone(), world.read(&key))).collect();
    world.store_version(aip, &[sample_contents(1), vec![loose("neu", b"new")]]);
    let other = world.sample(2);
    let whole = holdings(world.store());
    let clear = |aip: AipId| {
        for key in world.files(aip) {
            world.store().delete(&key).unwrap();
        }
    };
    // Gone.
    clear(aip);
    assert!(!world.states().is_empty());
    assert_eq!(mend(&world, false).0.left, 0);
    assert!(holdings(world.store()) == whole);
    // The older version, valid in itself.
    clear(aip);
    for (key, bytes) in &old {
        world.store().create(key, bytes).unwrap();
    }
    assert!(!world.states().is_empty());
    assert_eq!(mend(&world, false).0.left, 0);
    assert!(holdings(world.store()) == whole);
    // Another object in its place: what it has besides is taken away when that is wanted.
    let foreign: Vec<_> = world.files(other);
    clear(aip);
    for key in &foreign {
        let path = key.below(&world.root(other)).unwrap();
        world.store().create(&world.root(aip).join_key(&path).unwrap(), &world.read(key)).unwrap();
    }
    world.store().create(&world.key(aip, "v1/content/0000/0009"), b"stray").unwrap();
    world.check();
    let (summary, told) = mend(&world, false);
    assert_eq!(summary.left, 1, "{told:?}");
    let (summary, _) = mend(&world, true);
    assert_eq!((summary.set_aside, summary.left), (1, 0));
    assert!(holdings(world.store()) == whole);
    assert_eq!(world.states(), []);
}

#[test]
fn a_file_changed_together_with_its_inventory_comes_back() {
    let world = World::pair();
    let aip = world.sample(1);
    let whole = holdings(world.store());
    let content = world.key(aip, "v1/content/0000/0000");
    let (good, bad) = (world.read(&content), b"Plan X".to_vec());
    world.store().replace(&content, &bad).unwrap();
    let inventory = String::from_utf8(world.read(&world.key(aip, "inventory.json"))).unwrap();
    let forged = inventory.replace(&sha512(&good).hex(), &sha512(&bad).hex());
    assert_ne!(forged, inventory);
    let sidecar = crate::ocfl::inventory::sidecar(&sha512(forged.as_bytes()));
    for folder in ["", "v1/"] {
        let at = |name: &str| world.key(aip, &format!("{folder}{name}"));
        world.store().replace(&at("inventory.json"), forged.as_bytes()).unwrap();
        world.store().replace(&at("inventory.json.sha512"), sidecar.as_bytes()).unwrap();
    }
    assert_eq!(world.states().len(), 5);
    let (summary, told) = mend(&world, false);
    assert_eq!((summary.repaired, summary.left), (5, 0), "{told:?}");
    assert!(holdings(world.store()) == whole);
}

#[test]
fn copies_that_are_bad_in_different_files_repair_each_other() {
    let world = World::pair();
    let aip = world.sample(1);
    let whole = holdings(world.store());
    for (number, key) in world.files(aip).iter().enumerate() {
        harm(store(&world, number % 2), key, HARMS[number % HARMS.len()]);
    }
    let damaged = world.states().len() as u64;
    let (summary, told) = mend(&world, false);
    assert_eq!((summary.repaired, summary.left), (damaged, 0), "{told:?}");
    assert!(holdings(store(&world, 0)) == whole && holdings(store(&world, 1)) == whole);
    assert_eq!(world.states(), []);
}

#[test]
fn what_no_copy_has_is_said_and_left_as_it_is() {
    let world = World::pair();
    let aip = world.sample(1);
    let (content, fine) =
        (world.key(aip, "v1/content/0000/0000"), world.key(aip, "v1/content/0000/0001"));
    harm(store(&world, 0), &content, HARMS[0]);
    harm(store(&world, 1), &content, HARMS[1]);
    harm(store(&world, 0), &fine, HARMS[3]);
    let before = [0, 1].map(|copy| store(&world, copy).read(&content, 1 << 20).unwrap());
    world.check();
    let (summary, told) = mend(&world, true);
    assert_eq!((summary.repaired, summary.left), (1, 2), "{told:?}");
    let codes: Vec<_> = told
        .iter()
        .filter_map(|(_, outcome)| match outcome {
            Outcome::Left(finding) => Some(finding.code.id),
            _ => None,
        })
        .collect();
    assert_eq!(codes, ["E-FIX-020"; 2]);
    let after = [0, 1].map(|copy| store(&world, copy).read(&content, 1 << 20).unwrap());
    assert_eq!(before, after);
    assert_eq!(world.states().len(), 2, "it stays known");
}

#[test]
fn the_files_of_the_root_come_back() {
    let world = World::pair();
    world.sample(1);
    for path in ["holdings/0=ocfl_1.1", "holdings/ocfl_layout.json", "tenant.json"] {
        let key = Key::new(path).unwrap();
        let good = world.read(&key);
        // A letter that changes inside the record of the tenant is seen by the ledger alone.
        let ways = if path == "tenant.json" { &HARMS[1..] } else { &HARMS[..] };
        for way in ways {
            harm(world.store(), &key, *way);
            assert!(!world.states().is_empty(), "{path}");
            let (summary, told) = mend(&world, false);
            assert_eq!((summary.repaired, summary.left), (1, 0), "{path}: {told:?}");
            assert_eq!(world.read(&key), good);
        }
    }
    assert_eq!(world.states(), []);
}

/// Wherever a store fails during a repair, nothing is made worse, and repeating finishes it.
#[test]
fn a_repair_that_is_interrupted_anywhere_is_finished_later() {
    let world = World::pair();
    let aip = world.sample(1);
    let whole = holdings(world.store());
    let faults = world.faults.as_ref().unwrap();
    let keys = world.files(aip);
    let (mut points, mut ended) = (0, false);
    while !ended {
        points += 1;
        for (number, key) in keys.iter().enumerate() {
            world.store().replace(key, &whole[key]).unwrap();
            harm(world.store(), key, HARMS[number % HARMS.len()]);
        }
        world.check();
        faults.fail_at(points, Fault::Error(StoreError::Unreachable), true);
        let done = repair_in(
            &world.scene(),
            &RepairOptions::default(),
            &crate::fixity::Silent,
            &Pace::default(),
        );
        faults.heal();
        ended = done.is_ok_and(|done| done.left == 0);
        assert!(points < 500);
        mend(&world, false);
        assert!(holdings(world.store()) == whole, "after point {points}");
        assert_eq!(world.states(), [], "after point {points}");
    }
    assert!(points > 20, "{points}");
}

#[test]
fn a_copy_that_does_not_answer_is_no_bad_copy() {
    let world = World::pair();
    let aip = world.sample(1);
    let key = world.key(aip, "v1/content/0000/0000");
    harm(store(&world, 1), &key, HARMS[0]);
    world.check();
    let faults = world.faults.as_ref().unwrap();
    faults.fail_at(1, Fault::Error(StoreError::Unreachable), true);
    let (summary, told) = mend(&world, false);
    faults.heal();
    assert_eq!(summary.left, 1);
    let Outcome::Left(finding) = &told[0].1 else { panic!("{told:?}") };
    assert_eq!(finding.code.id, "E-FIX-021");
    assert_eq!(mend(&world, false).0.repaired, 1);
}

#[test]
fn evidence_is_listed_and_released() {
    let world = World::pair();
    let aip = world.sample(1);
    let key = world.key(aip, "v1/content/0000/0000");
    harm(world.store(), &key, HARMS[0]);
    let bad = world.read(&key);
    world.check();
    let (summary, _) = mend(&world, false);
    let mut kept = Vec::new();
    each_kept(&world.copies[0], &mut |one| {
        kept.push(one?);
        Ok(())
    })
    .unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].package(), &*kept[0].path), (Some(aip), key.as_str()));
    assert_eq!((kept[0].size, &kept[0].sha512), (bad.len() as u64, &sha512(&bad).hex()));
    assert_eq!(world.states(), [], "evidence is no stray");
    assert_eq!(release(&world.copies[0], summary.run).unwrap(), 1);
    let folder = Key::new("evidence").unwrap();
    assert_eq!(world.store().children(&folder).unwrap(), []);
}
