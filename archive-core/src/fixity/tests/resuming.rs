//! Budgets, stops, and what the reports bring back.

use super::world::{Content, Heard, World, loose, sample_contents};
use crate::aip::AipId;
use crate::catalog::{Catalog, Damage};
use crate::clock::Clock;
use crate::finding::codes::{arc, fix};
use crate::fixity::due::choose;
use crate::fixity::{
    Budget, DuePackage, Events, Outcome, Progress, RunOptions, Segment, preview_in, read_reports,
    run_in,
};
use crate::store::proof::Pace;
use crate::store::{Key, Store};
use std::sync::atomic::Ordering;
use std::time::Duration;

/// A package of many loose files of 1,000 bytes.
fn large(world: &World, number: i64, files: usize) -> AipId {
    let aip = AipId::new(Clock::Fixed(jiff::Timestamp::from_second(number).unwrap()));
    let content = |n: usize| loose(&format!("{n:04}"), &[u8::try_from(n % 251).unwrap(); 1_000]);
    world.store_version(aip, &[(0..files).map(content).collect::<Vec<Content>>()]);
    aip
}

fn budget(bytes: u64) -> RunOptions {
    RunOptions { budget: Some(Budget::Bytes(bytes)), ..RunOptions::default() }
}

#[test]
fn a_budget_goes_on_where_the_last_one_ended() {
    let world = World::in_memory();
    let aip = large(&world, 1, 60);
    let all = world.files(aip).len() as u64;
    let bad = ["v1/content/0000/0002", "v1/content/0000/0050"].map(|path| world.key(aip, path));
    for key in &bad {
        world.store().replace(key, b"bad").unwrap();
    }
    let (mut read, mut runs) = (0, 0);
    loop {
        let (summary, _) = world.run(&budget(10_000)).unwrap();
        let copy = &summary.copies[0];
        read += copy.files;
        runs += 1;
        let checked = world.catalog.checked(aip, "main").unwrap().unwrap();
        assert_eq!(checked.cursor.is_some(), copy.outcome == Outcome::Budget, "{checked:?}");
        if copy.outcome == Outcome::Complete {
            break;
        }
        assert!(runs < 20, "it does not come on");
    }
    // What was damaged before the cursor is read again each time; nothing else is.
    assert!(runs >= 5 && read < all + 2 * runs + 16 * runs, "{runs} runs, {read} of {all} files");
    let open: Vec<_> = world.catalog.open_damage().unwrap().into_iter().map(|d| d.path).collect();
    assert_eq!(open, bad.map(|key| key.to_string()));
    assert!(!world.catalog.checked(aip, "main").unwrap().unwrap().good);
}

#[test]
fn damage_before_the_cursor_is_forgotten_once_it_is_mended() {
    let world = World::in_memory();
    let aip = large(&world, 1, 40);
    let key = world.key(aip, "v1/content/0000/0001");
    let good = world.read(&key);
    world.store().replace(&key, b"bad").unwrap();
    world.run(&budget(20_000)).unwrap();
    assert_eq!(world.catalog.open_damage().unwrap().len(), 1);
    world.store().replace(&key, &good).unwrap();
    let (summary, _) = world.run(&RunOptions::default()).unwrap();
    assert_eq!(summary.damaged(), 0);
    assert!(world.catalog.open_damage().unwrap().is_empty());
}

#[test]
fn the_smallest_budget_makes_progress() {
    for budget in [Budget::Bytes(1), Budget::Bytes(0), Budget::Time(Duration::ZERO)] {
        let world = World::in_memory();
        world.sample(1);
        let options = RunOptions { budget: Some(budget), ..RunOptions::default() };
        let mut runs = 0;
        while world.run(&options).unwrap().0.copies[0].outcome == Outcome::Budget {
            runs += 1;
            assert!(runs < 20, "{budget:?} does not come on");
        }
        assert!(runs >= 4, "{budget:?} read everything at once");
    }
}

#[test]
fn packages_come_in_the_order_they_are_due() {
    let world = World::in_memory();
    let aips: Vec<_> = (1..=3).map(|n| world.sample(n)).collect();
    let only = |n: usize| RunOptions { aip: Some(aips[n]), ..RunOptions::default() };
    world.run(&only(2)).unwrap();
    world.run(&only(0)).unwrap();
    let mut order = Vec::new();
    let (due, _) = choose(&world.scene(), &world.copies[0], &RunOptions::default()).unwrap();
    due.each(&mut |due| {
        order.push(due.aip);
        Ok(true)
    })
    .unwrap();
    assert_eq!(order, [aips[1], aips[2], aips[0]]);
    let options = RunOptions { max_age: Some(Duration::from_hours(1)), ..RunOptions::default() };
    let (summary, _) = world.run(&options).unwrap();
    assert_eq!(summary.copies[0].packages(), 1, "two were checked a minute ago");
    *world.clock.lock().unwrap() += 7_200;
    assert_eq!(world.run(&options).unwrap().0.copies[0].packages(), 3);
    *world.clock.lock().unwrap() -= 90_000;
    let again = world.run(&options).unwrap().0.copies[0].packages();
    assert_eq!(again, 3, "a check from the future proves nothing");
}

#[test]
fn a_preview_lists_what_a_run_reads_and_changes_nothing() {
    let world = World::on_disk(&["main", "second"]);
    let aips: Vec<_> = (1..=3).map(|n| world.sample(n)).collect();
    world.run(&RunOptions { aip: Some(aips[0]), ..RunOptions::default() }).unwrap();
    let before = world.dump();
    let preview = |options: &RunOptions| {
        let mut found = Vec::new();
        let mut each = |due: &DuePackage| {
            assert!(due.files > 0 && due.bytes > 0 && !due.unfinished, "{due:?}");
            assert_eq!(due.checked_at.is_some(), due.aip == aips[0], "{due:?}");
            found.push((due.copy.clone(), due.aip));
            Ok(())
        };
        preview_in(&world.scene(), options, &mut each).unwrap();
        found
    };
    let order = [aips[1], aips[2], aips[0]];
    let expected: Vec<_> =
        ["main", "second"].iter().flat_map(|c| order.map(|aip| ((*c).to_owned(), aip))).collect();
    assert_eq!(preview(&RunOptions::default()), expected);
    let halves = [expected[0].clone(), expected[3].clone()];
    assert_eq!(preview(&budget(1)), halves, "a part of the budget for each copy");
    let main = RunOptions { copy: Some("main".into()), ..budget(1) };
    assert_eq!(preview(&main), expected[..1]);
    let second = RunOptions { copy: Some("second".into()), ..RunOptions::default() };
    assert_eq!(preview(&second), expected[3..]);
    assert_eq!(world.dump(), before);
}

/// Stops a run after some files.
struct Stopper<'a>(&'a Pace, Heard);

impl Events for Stopper<'_> {
    fn damage(&self, damage: &Damage) {
        self.1.damage(damage);
    }

    fn progress(&self, _copy: &str, progress: &Progress) {
        if progress.files >= 20 {
            self.0.stop.store(true, Ordering::Relaxed);
        }
    }
}

#[test]
fn a_stopped_run_goes_on() {
    let world = World::in_memory();
    let aip = large(&world, 1, 400);
    let pace = Pace::default();
    pace.stop.store(true, Ordering::Relaxed);
    let (summary, _) = world.run_paced(&RunOptions::default(), &pace).unwrap();
    assert_eq!(summary.copies[0].outcome, Outcome::Interrupted);
    assert_eq!(world.catalog.runs(9, &|_| true).unwrap()[0].ended, None);
    let pace = Pace::default();
    let stopper = Stopper(&pace, Heard::default());
    run_in(&world.scene(), &RunOptions::default(), &stopper, &pace).unwrap();
    let (summary, _) = world.run(&RunOptions::default()).unwrap();
    assert_eq!(summary.copies[0].outcome, Outcome::Complete);
    assert!(world.catalog.checked(aip, "main").unwrap().unwrap().good);
}

fn rebuilt(world: &World, aips: &[AipId], copy: usize) -> String {
    let file = world.folder.path().join(format!("rebuilt-{copy}.sqlite"));
    let _ = crate::fs::remove(&file);
    let catalog = Catalog::create(&file).unwrap();
    let mut fresh = World { catalog, ..World::in_memory() };
    for (number, aip) in (1..).zip(aips) {
        let inventory = world.catalog.expected(*aip).unwrap().unwrap().versions[0].1;
        fresh.record(*aip, &[sample_contents(number)], inventory);
    }
    read_reports(&world.copies[copy], &mut |segment| segment?.apply(&fresh.catalog)).unwrap();
    fresh.copies.clear();
    fresh.dump()
}

#[test]
fn a_catalog_rebuilt_from_the_reports_of_any_copy_is_the_same() {
    let world = World::on_disk(&["main", "second"]);
    let aips: Vec<_> = (1..=4).map(|n| world.sample(n)).collect();
    let same = || {
        for copy in 0..2 {
            assert_eq!(rebuilt(&world, &aips, copy), world.dump());
        }
    };
    let fast = RunOptions { segment: Duration::ZERO, ..RunOptions::default() };
    world.run(&fast).unwrap();
    same();
    let key = world.key(aips[1], "v1/content/0000/0001");
    let good = world.read(&key);
    world.store().replace(&key, b"bad").unwrap();
    let stray = Key::new("holdings/stray").unwrap();
    world.store().create(&stray, b"x").unwrap();
    world.run(&fast).unwrap();
    assert_eq!(world.catalog.open_damage().unwrap().len(), 2);
    same();
    for _ in 0..4 {
        world.run(&budget(2_500)).unwrap();
        same();
    }
    // The clock ran ahead and is put back: order is by sequence.
    *world.clock.lock().unwrap() -= 1_000_000;
    world.store().replace(&key, &good).unwrap();
    world.store().delete(&stray).unwrap();
    world.run(&fast).unwrap();
    assert!(world.catalog.open_damage().unwrap().is_empty());
    same();
}

#[test]
fn segments_are_what_the_format_says() {
    let world = World::in_memory();
    let aip = world.sample(1);
    let key = world.key(aip, "v1/content/0000/0001");
    world.store().delete(&key).unwrap();
    world.run(&RunOptions::default()).unwrap();
    let mut segments = Vec::new();
    read_reports(&world.copies[0], &mut |segment| {
        segments.push(segment?);
        Ok(())
    })
    .unwrap();
    let [segment] = &segments[..] else { panic!("{segments:?}") };
    assert_eq!(Segment::parse(&segment.to_bytes(), "x").unwrap(), *segment);
    let text = String::from_utf8(segment.to_bytes()).unwrap();
    let events: Vec<String> = text
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .map(|line| line["event"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(events, ["run", "damage", "checked", "root", "end"]);
    for cut in 0..text.len() {
        let error = Segment::parse(&text.as_bytes()[..cut], "x");
        assert!(error.is_err() || cut == text.len() - 1, "cut at {cut}");
    }
    let newer = text.replace("\"format\":1", "\"format\":2");
    assert!(Segment::parse(newer.as_bytes(), "x").unwrap_err().is(&fix::BAD_REPORT));
}

#[test]
fn one_run_on_a_copy_at_a_time() {
    let world = World::on_disk(&["main", "second"]);
    world.sample(1);
    let held = world.locks.take("fixity-main", Duration::ZERO).unwrap();
    let (summary, heard) = world.run(&RunOptions::default()).unwrap();
    assert_eq!((&*summary.copies[0].copy, summary.copies.len()), ("second", 1));
    assert_eq!((summary.busy.as_slice(), summary.left_open()), (&["main".to_owned()][..], true));
    assert!(heard.findings.lock().unwrap().iter().any(|finding| *finding.code == arc::LOCKED));
    let main = RunOptions { copy: Some("main".into()), ..RunOptions::default() };
    assert!(world.run(&main).err().unwrap().is(&arc::LOCKED), "nothing could be checked");
    let second = RunOptions { copy: Some("second".into()), ..RunOptions::default() };
    assert_eq!(world.run(&second).unwrap().0.copies.len(), 1);
    drop(held);
    assert_eq!(world.run(&RunOptions::default()).unwrap().0.copies.len(), 2);
    let none = RunOptions { copy: Some("none".into()), ..RunOptions::default() };
    assert!(world.run(&none).err().unwrap().is(&fix::UNKNOWN_COPY));
}
