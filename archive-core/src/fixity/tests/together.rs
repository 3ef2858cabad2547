//! Copies checked side by side.

use super::world::World;
use crate::aip::AipId;
use crate::fixity::{Events, Outcome, PackageState, RunOptions, run_in};
use crate::store::Store;
use crate::store::proof::Pace;
use std::sync::{Condvar, Mutex};
use std::time::Duration;

/// Holds each copy at its first package until another one has come to its own.
#[derive(Default)]
struct Meeting {
    seen: Mutex<Vec<String>>,
    came: Condvar,
}

impl Events for Meeting {
    fn package(&self, copy: &str, _aip: Option<AipId>, _state: PackageState) {
        let mut seen = self.seen.lock().unwrap();
        if !seen.iter().any(|name| name == copy) {
            seen.push(copy.to_owned());
            self.came.notify_all();
        }
        let alone = |seen: &mut Vec<String>| seen.len() < 2;
        let long = Duration::from_mins(1);
        let (_seen, waited) = self.came.wait_timeout_while(seen, long, alone).unwrap();
        assert!(!waited.timed_out(), "{copy} is checked alone");
    }
}

#[test]
fn no_copy_waits_for_another() {
    let world = World::on_disk(&["main", "second"]);
    world.sample(1);
    // Even with fewer threads than copies.
    for threads in [1, 4] {
        let options = RunOptions { threads, ..RunOptions::default() };
        let (meeting, pace) = (Meeting::default(), Pace::default());
        let summary = run_in(&world.scene(), &options, &meeting, &pace).unwrap();
        let names: Vec<_> = summary.copies.iter().map(|copy| &*copy.copy).collect();
        assert_eq!(names, ["main", "second"]);
        assert!(summary.copies.iter().all(|copy| copy.packages() == 1));
    }
}

#[test]
fn the_same_damage_on_two_copies_is_found_on_both() {
    let world = World::on_disk(&["main", "second"]);
    let packages: Vec<_> = (1..=20).map(|number| world.sample(number)).collect();
    for copy in &world.copies {
        for aip in &packages {
            let root = copy.holdings.object_key(&aip.to_string());
            copy.folder.store().replace(&root.join("inventory.json").unwrap(), b"bad").unwrap();
        }
    }
    let (summary, _) = world.run(&RunOptions { threads: 8, ..RunOptions::default() }).unwrap();
    for copy in &summary.copies {
        assert_eq!((copy.damaged(), copy.unsettled()), (20, 0), "{}", copy.copy);
    }
}

#[test]
fn a_budget_is_shared_and_ends_only_who_needs_more() {
    let world = World::on_disk(&["main", "second"]);
    world.sample(1);
    world.sample(2);
    let second = RunOptions { copy: Some("second".into()), ..RunOptions::default() };
    world.run(&second).unwrap();
    let due = RunOptions {
        max_age: Some(Duration::from_hours(24)),
        budget: Some(crate::fixity::Budget::Bytes(1)),
        threads: 2,
        ..RunOptions::default()
    };
    let summary = world.run(&due).unwrap().0;
    let [main, second] = &summary.copies[..] else { panic!("{summary:?}") };
    assert_eq!((main.outcome, main.files), (Outcome::Budget, 1));
    assert_eq!((second.outcome, second.files), (Outcome::Complete, 0));
    let both = RunOptions { max_age: None, ..due };
    let files: u64 = world.run(&both).unwrap().0.copies.iter().map(|copy| copy.files).sum();
    assert_eq!(files, 1, "one budget for both");
}
