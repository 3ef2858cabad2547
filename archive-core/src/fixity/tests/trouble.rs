//! Trouble that is no damage: stores that do not answer, packages in the making, wrong indexes.

use super::world::{World, loose, sample_contents};
use crate::aip::AipId;
use crate::clock::Clock;
use crate::finding::Code;
use crate::finding::codes::fix;
use crate::fixity::{Outcome, RunOptions};
use crate::fs;
use crate::store::{Fault, Key, Store, StoreError};

fn codes(heard: &super::world::Heard) -> Vec<&'static Code> {
    heard.findings.lock().unwrap().iter().map(|finding| finding.code).collect()
}

fn new_aip(second: i64) -> AipId {
    AipId::new(Clock::Fixed(jiff::Timestamp::from_second(second).unwrap()))
}

/// Every call fails once, in every way: nothing is ever called damaged, and the next run is well.
#[test]
fn a_single_fault_is_never_damage() {
    let world = World::in_memory();
    let aip = world.sample(1);
    let faults = world.faults.as_ref().unwrap();
    let options = RunOptions { aip: Some(aip), threads: 1, ..RunOptions::default() };
    let before = faults.operations();
    world.run(&options).unwrap();
    let points = faults.operations() - before;
    assert!(points > 10, "{points}");
    let ways: [fn(crate::store::At) -> StoreError; 3] =
        [StoreError::Unreachable, StoreError::Unreadable, StoreError::Permission];
    for n in 1..=points {
        for way in ways.map(Fault::Error).into_iter().chain([Fault::ShortRead(3)]) {
            faults.fail_at(n, way, false);
            let outcome = world.run(&options);
            faults.heal();
            if let Ok((summary, heard)) = outcome {
                assert_eq!(summary.damaged(), 0, "call {n}, {way:?}: {:?}", codes(&heard));
            }
            assert!(world.catalog.open_damage().unwrap().is_empty(), "call {n}, {way:?}");
        }
    }
    assert_eq!(world.states(), []);
}

#[test]
fn a_store_that_does_not_answer_leaves_the_check_due() {
    let world = World::in_memory();
    let aip = world.sample(1);
    let faults = world.faults.as_ref().unwrap();
    let options = RunOptions { aip: Some(aip), threads: 1, ..RunOptions::default() };
    // The listing of the names of reports comes first, then the package.
    let mut unreachable = 0;
    for n in 1..8 {
        faults.fail_at(n, Fault::Error(StoreError::Unreachable), false);
        let outcome = world.run(&options);
        faults.heal();
        let Ok((summary, heard)) = outcome else { continue };
        if summary.copies[0].unreachable() == 1 {
            unreachable += 1;
            assert!(summary.left_open());
            assert!(codes(&heard).contains(&&fix::UNREACHABLE));
            let checked = world.catalog.checked(aip, "main").unwrap();
            assert!(checked.is_none_or(|checked| checked.finished.is_some()));
        }
    }
    assert!(unreachable >= 3, "{unreachable}");
}

#[test]
fn a_file_that_read_wrongly_once_is_a_warning() {
    let world = World::in_memory();
    let aip = world.sample(1);
    let faults = world.faults.as_ref().unwrap();
    let options = RunOptions { aip: Some(aip), threads: 1, ..RunOptions::default() };
    let mut flickered = 0;
    for n in 1..12 {
        faults.fail_at(n, Fault::ShortRead(2), false);
        let (summary, heard) = world.run(&options).unwrap();
        faults.heal();
        assert_eq!(summary.damaged(), 0);
        flickered += codes(&heard).iter().filter(|code| ***code == fix::FLICKERED).count();
    }
    assert_eq!(flickered, 8, "each file of the package once");
}

#[test]
fn a_copy_that_is_gone_is_not_damaged_and_the_others_are_checked() {
    let world = World::on_disk(&["main", "second"]);
    let aip = world.sample(1);
    let bad = world.copies[1].holdings.object_key(&aip.to_string()).join("inventory.json");
    world.copies[1].folder.store().replace(&bad.unwrap(), b"bad").unwrap();
    let copy = world.folder.path().join("copies/main");
    let aside = world.folder.path().join("aside");
    // As after unmounting: the folder is there and empty.
    fs::rename(&copy.join("chemnitz"), &aside).unwrap();
    let (summary, heard) = world.run(&RunOptions::default()).unwrap();
    let [first, second] = &summary.copies[..] else { panic!("{summary:?}") };
    assert!(first.gone && !second.gone && summary.left_open());
    assert_eq!((first.damaged(), second.damaged()), (0, 1));
    assert_eq!(second.outcome, Outcome::Complete);
    assert!(codes(&heard).contains(&&fix::COPY_GONE), "{:?}", codes(&heard));
    assert_eq!(world.catalog.open_damage().unwrap().len(), 1);
    assert_eq!(world.catalog.checked(aip, "main").unwrap(), None);
    assert!(!fs::exists(&copy.join("chemnitz")), "nothing is written to where it was");
    fs::rename(&aside, &copy.join("chemnitz")).unwrap();
    let main = RunOptions { copy: Some("main".into()), ..RunOptions::default() };
    assert_eq!(world.run(&main).unwrap().0.damaged(), 0);
}

#[test]
fn a_copy_that_stops_answering_is_given_up_after_some_packages() {
    let world = World::in_memory();
    // Whoever lists packages runs ahead of whoever notices: far fewer than all are tried.
    let count = 120;
    for number in 0..count {
        world.sample(number);
    }
    let faults = world.faults.as_ref().unwrap();
    let options = RunOptions { threads: 1, ..RunOptions::default() };
    faults.fail_at(30, Fault::Error(StoreError::Unreachable), true);
    let (summary, heard) = world.run(&options).unwrap();
    faults.heal();
    let copy = &summary.copies[0];
    assert!(copy.gone && copy.damaged() == 0 && copy.unreachable() < 100, "{copy:?}");
    assert!(codes(&heard).contains(&&fix::COPY_GONE), "{:?}", codes(&heard));
    let again = world.run(&options).unwrap().0;
    assert_eq!((again.damaged(), again.copies[0].packages()), (0, u64::try_from(count).unwrap()));
}

#[test]
fn a_package_in_the_making_is_not_damaged() {
    for world in [World::on_disk(&["main"]), World::in_memory()] {
        let aip = world.sample(1);
        let versions = [sample_contents(1), vec![loose("neu", b"new")]];
        let digest = world.commit(aip, &versions);
        let journal = world.journals().join(format!("{}.v2.jsonl", aip.uuid()));
        fs::create_durably(&journal, b"").unwrap();
        let (summary, heard) = world.run(&RunOptions::default()).unwrap();
        assert_eq!((summary.damaged(), summary.copies[0].unsettled()), (0, 1));
        assert_eq!(codes(&heard), [&fix::UNSETTLED]);
        assert_eq!(world.catalog.checked(aip, "main").unwrap(), None, "it stays due");
        world.record(aip, &versions, digest);
        fs::remove(&journal).unwrap();
        assert_eq!(world.states(), []);
    }
}

#[test]
fn a_version_that_nobody_made_is_damage() {
    let world = World::in_memory();
    let aip = world.sample(1);
    world.commit(aip, &[sample_contents(1), vec![loose("neu", b"new")]]);
    let found = world.states();
    let unexpected = found.iter().filter(|(_, state)| *state == "unexpected").count();
    assert_eq!((found.len(), unexpected), (5, 3), "{found:?}");
}

#[test]
fn unfinished_versions_of_a_bucket_are_no_strays() {
    let world = World::in_memory();
    let (aip, copy) = (new_aip(7), &world.copies[0]);
    let id = aip.to_string();
    let object = copy.holdings.object_key(&id);
    let stage = copy.folder.store().stage(&copy.folder.placement(object, &id, 1, "w")).unwrap();
    let sink = stage.create(&Key::new("v1/content/0000/0000").unwrap()).unwrap();
    sink.finish().unwrap();
    assert_eq!(world.states(), []);
    let claim = Key::new(format!("claims/{}.v1", aip.uuid())).unwrap();
    world.store().delete(&claim).unwrap();
    assert_eq!(world.states(), [("v1/content/0000/0000".to_owned(), "unexpected")]);
}

#[test]
fn a_wrong_catalog_is_not_damage() {
    let world = World::in_memory();
    let aip = world.sample(1);
    let inventory = super::world::sha512(&world.read(&world.key(aip, "inventory.json")));
    let mut wrong = sample_contents(1);
    wrong[0] = loose("Plan.pdf", b"something else");
    world.record(aip, &[wrong], inventory);
    let (summary, heard) = world.run(&RunOptions::default()).unwrap();
    assert_eq!(summary.damaged(), 0);
    assert!(codes(&heard).contains(&&fix::CATALOG_DIFFERS));
}
