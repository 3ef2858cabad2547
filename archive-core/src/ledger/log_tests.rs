//! The log: growing, falling behind, coming back, and everything that must be refused.

use super::*;
use crate::finding::codes::sto;
use crate::ledger::event::{Document, Event, encode};
use crate::ledger::note::Kind;
use crate::ledger::verify;
use crate::store::{Fault, Faulty, Local, Object, StoreError};
use jiff::Timestamp;

fn key() -> Signer {
    Signer::new("archive.example/town", Kind::Note, &[5; 32]).unwrap()
}

fn entry(n: u64) -> Vec<u8> {
    let name = format!("number {n}");
    let document = Document { kind: "rule".into(), name, sha512: "00".into() };
    let second = i64::try_from(n).unwrap();
    encode(&Event::Rule(document), Timestamp::from_second(second).unwrap()).unwrap()
}

fn entries(range: Range<u64>) -> Vec<Vec<u8>> {
    range.map(entry).collect()
}

/// State and two copies in memory, each of which can fail.
struct World {
    stores: Vec<Arc<Faulty<Object>>>,
    required: bool,
}

impl World {
    fn new() -> Self {
        let store = || Arc::new(Faulty::new(Object::memory().unwrap()));
        Self { stores: vec![store(), store(), store()], required: true }
    }

    fn store(&self, n: usize) -> Arc<dyn Store> {
        Arc::clone(&self.stores[n]) as Arc<dyn Store>
    }

    fn open_with(&self, key: Signer) -> Result<Log> {
        let names = ["main", "second"];
        let place = |(n, name): (usize, &&str)| Place {
            name: (*name).to_owned(),
            store: self.store(n + 1),
            required: n == 0 || self.required,
        };
        Log::open(key, self.store(0), names.iter().enumerate().map(place).collect())
    }

    fn open(&self) -> Result<Log> {
        self.open_with(key())
    }

    fn heal(&self) {
        self.stores.iter().for_each(|store| store.heal());
    }

    /// The entries in a place, after everything about them was verified.
    fn verified(&self, n: usize) -> Result<Vec<String>> {
        let mut out = Vec::new();
        verify(&*self.stores[n], &[key().verifier()], &mut |_, entry| {
            let Some(Event::Rule(rule)) = &entry.event else { panic!("{entry:?}") };
            out.push(rule.name.clone());
            Ok(())
        })?;
        Ok(out)
    }

    fn assert_all(&self, size: u64) {
        let expected: Vec<String> = (0..size).map(|n| format!("number {n}")).collect();
        for n in 0..3 {
            assert_eq!(self.verified(n).unwrap(), expected, "place {n}");
        }
    }

    fn change(&self, n: usize, path: &str, change: impl FnOnce(&mut Vec<u8>)) {
        let key = key_of(path);
        let mut bytes = self.stores[n].read(&key, 1 << 30).unwrap();
        change(&mut bytes);
        self.stores[n].replace(&key, &bytes).unwrap();
    }
}

#[test]
fn a_log_grows_and_every_place_has_the_same() {
    let world = World::new();
    let mut log = world.open().unwrap();
    let mut size = 0;
    for step in [1, 2, 252, 1, 1, 300, 600] {
        assert_eq!(log.append(&entries(size..size + step)).unwrap(), size..size + step);
        size += step;
        world.assert_all(size);
    }
    assert_eq!(world.open().unwrap().signed(), log.signed());
    for index in [0, 1, 255, 256, 700, size - 1] {
        let signed = log.signed().unwrap();
        let proof = log.reader().prove(index, signed).unwrap();
        proof.verify(&entry(index), "archive.example/town", &key().verifier()).unwrap();
        assert!(
            proof.verify(&entry(index + 1), "archive.example/town", &key().verifier()).is_err()
        );
        assert_eq!(log.reader().entry(index).unwrap(), entry(index));
    }
}

#[test]
fn superseded_tiles_go() {
    let folder = tempfile::tempdir().unwrap();
    let open = |name: &str| Arc::new(Local::create(&folder.path().join(name)).unwrap());
    let (state, copy) = (open("state"), open("copy"));
    let store: Arc<dyn Store> = Arc::clone(&copy) as Arc<dyn Store>;
    let places = vec![Place { name: "main".into(), store, required: true }];
    let mut log = Log::open(key(), state, places).unwrap();
    for n in 0..300 {
        log.append(&entries(n..n + 1)).unwrap();
    }
    let mut found = Vec::new();
    crate::store::try_list(&*copy, &Key::root(), |entry| -> Result<()> {
        match entry {
            crate::store::Entry::File { key, .. } => found.push(key.to_string()),
            other => panic!("{other:?}"),
        }
        Ok(())
    })
    .unwrap();
    let expected = [
        "checkpoint",
        "tile/0/000",
        "tile/0/001.p/44",
        "tile/1/000.p/1",
        "tile/entries/000",
        "tile/entries/001.p/44",
    ];
    assert_eq!(found, expected);
}

/// Every operation on every place fails, once and for good; what was signed stays signed, and
/// the next one who opens the log finds all places alike.
#[test]
fn an_append_survives_a_failure_of_any_operation() {
    for lost in 0..3 {
        for n in 1.. {
            let world = World::new();
            let mut log = world.open().unwrap();
            log.append(&entries(0..254)).unwrap();
            world.stores[lost].fail_at(n, Fault::Error(StoreError::Unreachable), true);
            let done = log.append(&entries(254..258));
            world.heal();
            let mut log = world.open().unwrap();
            let size = log.size();
            assert!(size == 254 || size == 258, "{size}");
            assert!(done.is_err() || size == 258, "what was appended is lost");
            world.assert_all(size);
            log.append(&entries(size..260)).unwrap();
            world.assert_all(260);
            if done.is_ok() {
                assert!(n > 5, "an append has more operations than {n}");
                break;
            }
        }
    }
}

#[test]
fn opening_after_a_loss_survives_a_failure_of_any_operation() {
    for lost in 0..3 {
        for n in 1.. {
            let world = World::new();
            world.open().unwrap().append(&entries(0..300)).unwrap();
            let fresh = World {
                stores: (0..3)
                    .map(|at| {
                        if at == lost {
                            Arc::new(Faulty::new(Object::memory().unwrap()))
                        } else {
                            Arc::clone(&world.stores[at])
                        }
                    })
                    .collect(),
                required: true,
            };
            fresh.stores[lost].fail_at(n, Fault::Error(StoreError::Unreachable), true);
            let opened = fresh.open();
            fresh.heal();
            assert_eq!(fresh.open().unwrap().size(), 300);
            fresh.assert_all(300);
            if opened.is_ok() {
                break;
            }
        }
    }
}

#[test]
fn a_copy_that_may_be_away_is_brought_forward_later() {
    let mut world = World::new();
    world.required = false;
    let mut log = world.open().unwrap();
    log.append(&entries(0..3)).unwrap();
    world.stores[2].fail_at(1, Fault::Error(StoreError::Unreachable), true);
    log.append(&entries(3..270)).unwrap();
    assert_eq!(log.behind().collect::<Vec<_>>(), ["second"]);
    log.append(&entries(270..280)).unwrap();
    assert_eq!(world.open().unwrap().behind().count(), 1);
    world.heal();
    assert_eq!(world.verified(2).unwrap().len(), 3, "what it had is still whole");
    assert_eq!(world.open().unwrap().behind().count(), 0);
    world.assert_all(280);
    // One that is required stops the append.
    world.stores[1].fail_at(1, Fault::Error(StoreError::Unreachable), true);
    let error = world.open().unwrap_err();
    assert_eq!(error.class(), Class::Temporary, "{error}");
    assert!(!error.is(&sto::NOT_FOUND));
}

#[test]
fn forks_and_foreign_logs_are_refused() {
    for (size, other) in [(5, 5), (5, 9), (9, 5), (300, 10)] {
        let world = World::new();
        world.open().unwrap().append(&entries(0..size)).unwrap();
        let forked = World::new();
        let mut changed = entries(0..other);
        changed[2] = entry(77);
        forked.open().unwrap().append(&changed).unwrap();
        let mixed = World {
            stores: vec![
                Arc::clone(&world.stores[0]),
                Arc::clone(&world.stores[1]),
                Arc::clone(&forked.stores[2]),
            ],
            required: true,
        };
        let error = mixed.open().unwrap_err();
        assert!(error.is(&led::FORK), "{size} and {other}: {error}");
    }
    let world = World::new();
    world.open().unwrap().append(&entries(0..5)).unwrap();
    let stranger = Signer::new("archive.example/town", Kind::Note, &[6; 32]).unwrap();
    assert!(world.open_with(stranger).unwrap_err().is(&led::NOT_SIGNED));
    let elsewhere = Signer::new("archive.example/other", Kind::Note, &[5; 32]).unwrap();
    assert!(world.open_with(elsewhere).unwrap_err().is(&led::FOREIGN));
}

#[test]
fn changed_swapped_and_missing_tiles_are_found() {
    let world = World::new();
    world.open().unwrap().append(&entries(0..600)).unwrap();
    let paths = [
        "tile/0/000",
        "tile/0/001",
        "tile/0/002.p/88",
        "tile/1/000.p/2",
        "tile/entries/000",
        "tile/entries/001",
        "tile/entries/002.p/88",
        CHECKPOINT,
    ];
    for path in paths {
        let before = world.stores[1].read(&key_of(path), 1 << 30).unwrap();
        for at in [0, before.len() / 2, before.len() - 1] {
            world.change(1, path, |bytes| bytes[at] ^= 1);
            world.verified(1).unwrap_err();
            world.change(1, path, |bytes| bytes.clone_from(&before));
        }
        world.stores[1].delete(&key_of(path)).unwrap();
        let found = world.verified(1);
        assert!(found.is_err() || (path == CHECKPOINT && found.unwrap().is_empty()), "{path}");
        world.stores[1].replace(&key_of(path), &before).unwrap();
    }
    for kind in ["entries", "0"] {
        let path = |n: u32| key_of(&format!("tile/{kind}/00{n}"));
        let tiles = [0, 1].map(|n| world.stores[1].read(&path(n), 1 << 30).unwrap());
        world.stores[1].replace(&path(0), &tiles[1]).unwrap();
        world.stores[1].replace(&path(1), &tiles[0]).unwrap();
        world.verified(1).unwrap_err();
        world.stores[1].replace(&path(0), &tiles[0]).unwrap();
        world.stores[1].replace(&path(1), &tiles[1]).unwrap();
    }
    world.assert_all(600);
}

#[test]
fn a_copy_that_was_set_back_is_brought_forward() {
    let world = World::new();
    let mut log = world.open().unwrap();
    log.append(&entries(0..10)).unwrap();
    let old = log.signed().unwrap().to_string();
    let tiles = ["tile/0/000.p/10", "tile/entries/000.p/10"];
    let kept = tiles.map(|path| world.stores[1].read(&key_of(path), 1 << 20).unwrap());
    log.append(&entries(10..400)).unwrap();
    world.change(1, CHECKPOINT, |bytes| *bytes = old.clone().into_bytes());
    for (path, bytes) in tiles.iter().zip(&kept) {
        world.stores[1].replace(&key_of(path), bytes).unwrap();
    }
    assert_eq!(world.verified(1).unwrap().len(), 10);
    world.open().unwrap();
    world.assert_all(400);
}

#[test]
fn times_that_run_backwards_are_told() {
    let world = World::new();
    let mut log = world.open().unwrap();
    log.append(&[entry(5), entry(9), entry(7), entry(8)]).unwrap();
    let found = verify(&*world.stores[1], &[key().verifier()], &mut |_, _| Ok(())).unwrap();
    assert_eq!(found.out_of_order, [2]);
}

#[test]
fn another_process_is_noticed() {
    let world = World::new();
    let (mut one, mut two) = (world.open().unwrap(), world.open().unwrap());
    assert!(one.is_current().unwrap());
    two.append(&entries(0..1)).unwrap();
    assert!(!one.is_current().unwrap() && two.is_current().unwrap());
    one = world.open().unwrap();
    assert_eq!(one.append(&entries(1..2)).unwrap(), 1..2);
    world.assert_all(2);
}

#[test]
fn what_is_fed_at_once_is_signed_as_one() {
    let world = World::new();
    let mut log = world.open().unwrap();
    log.append(&entries(0..3)).unwrap();
    let feed =
        |each: &mut dyn FnMut(&[u8]) -> Result<()>| (3..700).try_for_each(|n| each(&entry(n)));
    assert_eq!(log.append_fed(&feed).unwrap(), 3..700);
    world.assert_all(700);
    log.append(&entries(700..703)).unwrap();
    world.assert_all(703);
    let half = |each: &mut dyn FnMut(&[u8]) -> Result<()>| {
        (703..1_100).try_for_each(|n| each(&entry(n)))?;
        Err(Error::new(&led::BAD_ENTRY))
    };
    assert!(log.append_fed(&half).is_err());
    let mut log = world.open().unwrap();
    assert_eq!(log.size(), 703, "nothing of it was signed");
    log.append(&entries(703..1_200)).unwrap();
    world.assert_all(1_200);
}

fn first() -> Vec<u8> {
    let keys = Event::Key {
        key: key().verifier().to_string(),
        previous: None,
        installation: "i".into(),
        signature: None,
    };
    encode(&keys, Timestamp::UNIX_EPOCH).unwrap()
}

fn successor() -> Signer {
    Signer::new("archive.example/town", Kind::Note, &[9; 32]).unwrap()
}

fn hand_over(log: &mut Log) -> Result<u64> {
    log.hand_over(successor(), "i".into(), Timestamp::UNIX_EPOCH)
}

/// Every operation of a rotation fails on every place: the log can always be opened with one of
/// the two keys, and is whole.
#[test]
fn a_rotation_survives_a_failure_of_any_operation() {
    for lost in 0..3 {
        for n in 1.. {
            let world = World::new();
            let mut log = world.open().unwrap();
            log.append(&[first(), entry(1)]).unwrap();
            world.stores[lost].fail_at(n, Fault::Error(StoreError::Unreachable), true);
            let done = hand_over(&mut log);
            world.heal();
            let after = world.open_with(successor());
            let mut log = match (&done, after) {
                (_, Ok(log)) => log,
                (Ok(_), Err(error)) => panic!("{lost}, {n}: {error}"),
                (Err(_), Err(_)) => {
                    let mut log = world.open().unwrap();
                    assert_eq!(hand_over(&mut log).unwrap(), 2);
                    log
                }
            };
            assert_eq!(log.append(&[entry(2)]).unwrap(), 3..4);
            for store in &world.stores {
                let keys = [key().verifier(), successor().verifier()];
                verify(&**store, &keys, &mut |_, _| Ok(())).unwrap();
            }
            if done.is_ok() {
                break;
            }
        }
    }
}

#[test]
fn a_copy_that_was_away_while_the_key_changed_is_brought_forward() {
    let mut world = World::new();
    world.required = false;
    let mut log = world.open().unwrap();
    log.append(&[first(), entry(1)]).unwrap();
    world.stores[2].fail_at(1, Fault::Error(StoreError::Unreachable), true);
    hand_over(&mut log).unwrap();
    log.append(&[entry(2)]).unwrap();
    world.heal();
    let new = [successor().verifier()];
    assert!(verify(&*world.stores[2], &new, &mut |_, _| Ok(())).is_err());
    assert_eq!(world.open_with(successor()).unwrap().behind().count(), 0);
    verify(&*world.stores[2], &new, &mut |_, _| Ok(())).unwrap();
    assert!(world.open().unwrap_err().is(&led::NOT_SIGNED), "the old key goes on with nothing");
}

/// Who has stolen the key that was replaced can neither go on with the log nor set it back.
#[test]
fn a_replaced_key_signs_nothing_any_more() {
    for (kept, more) in [(1, 1), (2, 1), (2, 2), (2, 9)] {
        let world = World::new();
        let mut log = world.open().unwrap();
        log.append(&[first(), entry(1)]).unwrap();
        hand_over(&mut log).unwrap();
        log.append(&[entry(2)]).unwrap();
        let thief = World::new();
        let all: Vec<Vec<u8>> = [first(), entry(1)].into_iter().take(kept).collect();
        let mut forged = thief.open().unwrap();
        forged.append(&all).unwrap();
        forged.append(&entries(50..50 + more)).unwrap();
        let mixed = World {
            stores: vec![
                Arc::clone(&world.stores[0]),
                Arc::clone(&world.stores[1]),
                Arc::clone(&thief.stores[2]),
            ],
            required: true,
        };
        let error = mixed.open_with(successor()).unwrap_err();
        assert!(error.is(&led::NOT_SIGNED) || error.is(&led::FORK), "{kept}, {more}: {error}");
        let new = [successor().verifier()];
        assert!(verify(&*mixed.stores[2], &new, &mut |_, _| Ok(())).is_err());
    }
}

#[test]
fn a_key_that_nobody_handed_over_to_is_refused() {
    let (own, new) = (key(), successor());
    let good = |index| rotation::entry(&own, &new.verifier(), "i".into(), index);
    let mut stolen = good(1);
    if let Event::Key { signature: Some(signature), .. } = &mut stolen {
        signature.replace_range(..4, "AAAA");
    }
    let own_made = rotation::entry(&new, &new.verifier(), "i".into(), 1);
    let foreign_word = rotation::recovery(&own.verifier(), &new, &new.verifier(), 1);
    for bad in [good(2), stolen, own_made, foreign_word] {
        let world = World::new();
        let bytes = encode(&bad, Timestamp::UNIX_EPOCH).unwrap();
        world.open().unwrap().append(&[first(), bytes]).unwrap();
        let keys = [own.verifier()];
        let error = verify(&*world.stores[1], &keys, &mut |_, _| Ok(())).unwrap_err();
        assert!(error.is(&led::NOT_HANDED_OVER), "{error}");
    }
}
