//! Rules of the archive: an age, an amount a day, hours.

use super::world::World;
use crate::config::{Amount, FixityPolicy, Period};
use crate::finding::codes::fix;
use crate::fixity::{Outcome, RunOptions, preview_in, read_reports};
use std::collections::BTreeMap;

/// The worlds of these tests begin at 22:13 UTC, and each call of theirs is a minute later.
fn rules(per_day: Option<u64>, window: Option<&str>) -> RunOptions {
    let policy = FixityPolicy {
        max_age: Period::days(1),
        per_day: per_day.map(Amount),
        requests_per_day: None,
        window: window.map(|window| window.parse().unwrap()),
        slices: None,
    };
    let rules = [("main".to_owned(), policy)].into();
    RunOptions { rules, threads: 1, ..RunOptions::default() }
}

fn due(world: &World, options: &RunOptions) -> usize {
    let mut count = 0;
    preview_in(&world.scene(), options, &mut |_| {
        count += 1;
        Ok(())
    })
    .unwrap();
    count
}

#[test]
fn a_day_is_spent_once_however_many_runs_it_has() {
    let world = World::in_memory();
    for number in 1..=6 {
        world.sample(number);
    }
    // Less than one package, so that each run ends in the middle.
    let options = rules(Some(600), None);
    let first = world.run(&options).unwrap().0;
    assert_eq!(first.copies[0].outcome, Outcome::Budget);
    assert!(first.copies[0].bytes >= 600 && first.copies[0].packages() < 6, "{first:?}");
    let (second, heard) = world.run(&options).unwrap();
    assert!(second.copies.is_empty() && !second.left_open());
    assert_eq!(second.resting, ["main"]);
    assert!(heard.findings.lock().unwrap().iter().all(|finding| *finding.code == fix::DAY_SPENT));
    assert_eq!(due(&world, &options), 0);
    // The reports on the copy know as much as the catalog.
    let mut bytes = 0;
    let main = &world.copies[0];
    read_reports(main, &mut |segment| {
        bytes = bytes.max(segment?.end.bytes);
        Ok(())
    })
    .unwrap();
    assert_eq!(world.catalog.checked_since("main", "2023-11-14T00:00:00Z").unwrap().1, bytes);
    *world.clock.lock().unwrap() += 2 * 3_600;
    assert!(world.run(&options).unwrap().0.copies[0].files > 0, "a new day");
    let asked = RunOptions { rules: BTreeMap::new(), ..options };
    assert_eq!(world.run(&asked).unwrap().0.copies[0].outcome, Outcome::Complete);
}

#[test]
fn outside_its_hours_a_copy_rests_and_the_others_are_checked() {
    let world = World::on_disk(&["main", "second"]);
    world.sample(1);
    let (summary, heard) = world.run(&rules(None, Some("08:00-12:00"))).unwrap();
    assert_eq!((&*summary.copies[0].copy, summary.copies.len()), ("second", 1));
    let told = heard.findings.lock().unwrap();
    assert!(told.iter().any(|finding| *finding.code == fix::OUTSIDE_WINDOW), "{told:?}");
    let inside = rules(None, Some("22:00-05:00"));
    assert_eq!(world.run(&inside).unwrap().0.copies.len(), 2);
    assert_eq!(world.run(&inside).unwrap().0.copies[0].files, 0, "no check is a day old");
    assert_eq!(due(&world, &inside), 1, "the other copy has no rules");
}

fn with(change: impl FnOnce(&mut FixityPolicy)) -> RunOptions {
    let mut options = rules(None, None);
    change(options.rules.get_mut("main").unwrap());
    options
}

#[test]
fn a_day_has_only_so_many_requests() {
    let world = World::in_memory();
    for number in 1..=6 {
        world.sample(number);
    }
    let options = with(|policy| policy.requests_per_day = Some(3));
    let first = world.run(&options).unwrap().0;
    assert_eq!((first.copies[0].files, &first.copies[0].outcome), (3, &Outcome::Budget));
    let (second, heard) = world.run(&options).unwrap();
    assert_eq!(second.resting, ["main"]);
    assert!(heard.findings.lock().unwrap().iter().all(|finding| *finding.code == fix::DAY_SPENT));
    *world.clock.lock().unwrap() += 86_400;
    assert_eq!(world.run(&options).unwrap().0.copies[0].files, 3, "a new day");
}

#[test]
fn as_many_runs_as_there_are_slices_read_everything_once() {
    for slices in [1, 2, 3, 4, 7, 100] {
        let world = World::in_memory();
        for number in 1..=9 {
            world.sample(number);
        }
        let options = with(|policy| {
            policy.slices = Some(slices);
            policy.max_age = Period::days(3_650);
        });
        let mut seen = Vec::new();
        for _ in 0..slices.min(9) {
            preview_in(&world.scene(), &options, &mut |due| {
                seen.push(due.aip);
                Ok(())
            })
            .unwrap();
            assert_eq!(world.run(&options).unwrap().0.copies[0].outcome, Outcome::Complete);
        }
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 9, "{slices} slices");
        let coverage = world.catalog.coverage("main").unwrap();
        assert_eq!((coverage.checked, coverage.packages), (9, 9), "{slices} slices");
    }
}

#[test]
fn what_is_due_comes_on_top_of_a_slice() {
    let world = World::in_memory();
    for number in 1..=6 {
        world.sample(number);
    }
    let options = with(|policy| policy.slices = Some(6));
    assert_eq!(due(&world, &options), 6, "nothing was ever read");
    world.run(&options).unwrap();
    assert_eq!(due(&world, &options), 1);
    *world.clock.lock().unwrap() += 2 * 86_400;
    assert_eq!(due(&world, &options), 6, "all are older than a day");
}
