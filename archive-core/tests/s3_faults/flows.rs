//! What the archive does with a copy, each as three steps: what must be there before, what is done
//! in the midst of trouble, and how it must end once the trouble is over.

use super::service::Fault;
use super::world::World;
use archive_core::error::Error;
use archive_core::finding::Finding;
use archive_core::ingest::{Outcome, Status, Unfinished, review};
use archive_core::ledger::event::{Document, Event};
use archive_core::store::behaviour::{
    assert_committed, describe, inventory, placement, put, sidecar,
};
use archive_core::store::{Entry, Key, Prefixed, Store, StoreError};
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::ops::ControlFlow;

/// One thing that the archive does.
pub struct Flow {
    pub name: &'static str,
    /// Whether nothing is stored without the copy in the service.
    pub required: bool,
    pub prepare: fn(&mut World),
    /// Gives what was said of it, remarks aside.
    pub go: fn(&mut World) -> Vec<Finding>,
    /// Does it again and tells what is not as it must be.
    pub settle: fn(&mut World) -> Result<(), String>,
}

pub static ALL: [Flow; 12] = [
    Flow {
        name: "create",
        required: true,
        prepare: |world| world.number += 1,
        go: |world| said(world.store().create(&key(world), &small(world))),
        settle: settle_create,
    },
    Flow {
        name: "rewrite large",
        required: true,
        prepare: |_| {},
        go: |world| said(rewrite(world)),
        settle: |world| {
            well(rewrite(world))?;
            let found = well(world.store().read(&key(world), 64 << 20))?;
            held(found == large(world), "the large file is another")
        },
    },
    Flow {
        name: "stage and commit",
        required: true,
        prepare: |world| world.number += 1,
        go: |world| said(stage(world)),
        settle: settle_stage,
    },
    Flow {
        name: "read back",
        required: true,
        prepare: |world| world.store().replace(&key(world), &large(world)[..300_000]).unwrap(),
        go: |world| read(world).map_or_else(|error| errors(&error.into()), |_| Vec::new()),
        settle: |world| {
            held(well(read(world))? == large(world)[..300_000], "other bytes were read")
        },
    },
    Flow {
        name: "list",
        required: true,
        prepare: fill,
        go: |world| list(world).map_or_else(|error| errors(&error.into()), |_| Vec::new()),
        settle: |world| held(well(list(world))?.len() == FILES, "the listing is not whole"),
    },
    Flow {
        name: "ingest",
        required: true,
        prepare: World::new_package,
        go: |world| worst(&world.ingest()),
        settle: settle_ingest,
    },
    Flow {
        name: "recovery",
        required: true,
        prepare: |world| interrupt(world, Unfinished::Committing),
        go: recover,
        settle: settle_ingest,
    },
    Flow {
        name: "giving up",
        required: true,
        prepare: |world| {
            interrupt(world, Unfinished::Waiting);
            world.lose_source();
        },
        go: recover,
        settle: settle_given_up,
    },
    Flow {
        name: "fixity",
        required: true,
        prepare: |world| {
            if world.aip.is_none() {
                world.new_package();
                assert_eq!(world.ingest().status, Status::Stored);
            }
        },
        go: |world| {
            let (done, mut said) = world.check();
            said.extend(done.err().map(|error| error.finding().clone()));
            said
        },
        settle: |world| {
            let (done, said) = world.check();
            let done = well(done)?;
            held(said.is_empty() && done.damaged() == 0, "damage without a reason")?;
            held(!done.left_open(), "not everything was looked at")
        },
    },
    Flow { name: "sync", required: false, prepare: leave_out, go: bring, settle: settle_sync },
    Flow {
        name: "repair",
        required: true,
        prepare: damage,
        go: |world| {
            let (done, mut said) = world.repair();
            said.extend(done.err().map(|error| error.finding().clone()));
            said
        },
        settle: |world| {
            let (done, said) = world.repair();
            well(done)?;
            held(said.is_empty(), &format!("left: {said:?}"))?;
            alike(world)
        },
    },
    Flow {
        name: "ledger",
        required: true,
        prepare: |world| world.number += 1,
        go: |world| said(world.tenant().append(&[event(world)])),
        settle: |world| {
            well(world.tenant().append(&[event(world)]))?;
            attested(world)
        },
    },
];

/// Files in the folder that is listed: several pages.
const FILES: usize = 45;

fn errors(error: &Error) -> Vec<Finding> {
    vec![error.finding().clone()]
}

fn said<T, E: Into<Error>>(done: Result<T, E>) -> Vec<Finding> {
    done.map_or_else(|error| errors(&error.into()), |_| Vec::new())
}

/// A failure in words.
fn well<T, E: std::fmt::Display>(done: Result<T, E>) -> Result<T, String> {
    done.map_err(|error| format!("without trouble: {error}"))
}

fn held(holds: bool, otherwise: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(otherwise.to_owned()) }
}

fn key(world: &World) -> Key {
    Key::new(format!("files/{:06}", world.number)).unwrap()
}

fn small(world: &World) -> Vec<u8> {
    format!("the file with the number {}", world.number).into_bytes()
}

/// Two parts and a bit, not alike at any place.
fn large(world: &World) -> Vec<u8> {
    let pattern = |at: usize| ((at >> 16) ^ (at >> 8) ^ at).to_le_bytes()[0];
    let mut out: Vec<u8> = (0..17 << 20).step_by(1 << 10).map(pattern).collect();
    out = out.repeat(1 << 10);
    out.extend(small(world));
    out
}

fn settle_create(world: &mut World) -> Result<(), String> {
    match world.store().create(&key(world), &small(world)) {
        Ok(()) | Err(StoreError::AlreadyExists(_)) => {}
        Err(error) => return Err(error.to_string()),
    }
    let found = well(world.store().read(&key(world), 1 << 20))?;
    held(found == small(world), "the file is another")?;
    let other = world.store().create(&key(world), b"other");
    held(matches!(other, Err(StoreError::AlreadyExists(_))), "it was created twice")
}

fn rewrite(world: &World) -> Result<(), StoreError> {
    let mut sink = world.store().rewrite(&key(world))?;
    let written = sink.write_all(&large(world));
    written.map_err(|error| StoreError::system("write", &key(world), error))?;
    sink.finish()
}

/// Stages what is not staged yet and commits; a version that is committed is well.
fn stage(world: &World) -> Result<(), StoreError> {
    let store = part(world);
    let stage = match store.stage(&placement(1, "w")) {
        Err(StoreError::AlreadyExists(_)) => return Ok(()),
        stage => stage?,
    };
    for (path, _) in stage.staged()? {
        stage.remove(&path)?;
    }
    let files = [
        (Key::new("v1/content/0000/0000").unwrap(), b"content".to_vec()),
        (Key::new("v1/inventory.json").unwrap(), inventory(1)),
        (Key::new("v1/inventory.json.sha512").unwrap(), sidecar(1)),
    ];
    for (path, bytes) in files {
        let mut sink = stage.create(&path)?;
        let written = sink.write_all(&bytes);
        written.map_err(|error| StoreError::system("write", &path, error))?;
        sink.finish()?;
    }
    stage.commit()
}

/// A place of its own for each object.
fn part(world: &World) -> Prefixed<impl Store + use<>> {
    let prefix = Key::new(format!("part-{:06}", world.number)).unwrap();
    Prefixed::new(world.store(), prefix)
}

fn settle_stage(world: &mut World) -> Result<(), String> {
    well(stage(world))?;
    assert_committed(&part(world), 1);
    // What a second version needs is there.
    let stage = well(part(world).stage(&placement(2, "w")))?;
    put(&*stage, "v2/content/0000/0000", b"content");
    describe(&*stage, 2);
    well(stage.commit())?;
    assert_committed(&part(world), 2);
    Ok(())
}

fn read(world: &World) -> Result<Vec<u8>, StoreError> {
    let (store, mut out) = (world.store(), Vec::new());
    let mut reader = store.open(&key(world), Some(0..100_000))?;
    let broken = |error| StoreError::system("read", &key(world), error);
    reader.read_to_end(&mut out).map_err(broken)?;
    out.truncate(0);
    store.open_from_medium(&key(world))?.read_to_end(&mut out).map_err(broken)?;
    Ok(out)
}

fn fill(world: &mut World) {
    if world.number > 0 {
        return;
    }
    for _ in 0..FILES {
        world.number += 1;
        world.store().replace(&key(world), b"x").unwrap();
    }
}

fn list(world: &World) -> Result<BTreeSet<Key>, StoreError> {
    let mut out = BTreeSet::new();
    world.store().list(&Key::new("files").unwrap(), &mut |entry| {
        let Entry::File { key, .. } = entry else { panic!("{entry:?}") };
        assert!(out.insert(key), "given twice");
        ControlFlow::Continue(())
    })?;
    Ok(out)
}

/// What an ingest failed for.
fn worst(outcome: &Outcome) -> Vec<Finding> {
    let errors = outcome.findings.iter().filter(|f| f.severity().as_str() == "error");
    errors.cloned().collect()
}

fn alike(world: &World) -> Result<(), String> {
    world.difference(&world.object()).or_else(|| world.leftovers()).map_or(Ok(()), Err)
}

/// The package is stored once, and nothing is left of unfinished work.
fn settle_ingest(world: &mut World) -> Result<(), String> {
    let outcome = world.ingest();
    let stored = matches!(outcome.status, Status::Stored | Status::Duplicate);
    held(stored, &format!("{:?}", outcome.findings))?;
    let packages = world.tenant().catalog().summary().unwrap().packages;
    held(packages == world.number, &format!("{packages} packages, not {}", world.number))?;
    held(world.local(&world.object()).keys().all(|name| !name.contains("/v2/")), "two versions")?;
    alike(world)
}

/// Lets an ingest fail where it leaves this behind, each time at another request.
fn interrupt(world: &mut World, wanted: Unfinished) {
    if world.points.is_empty() {
        world.new_package();
        let before = world.service.seen();
        world.ingest();
        let whole = world.service.seen() - before;
        let leaves = |at: &u64| {
            fail_at(world, *at) && {
                let left = review(&world.tenant(), false).unwrap();
                let found = left.iter().any(|(_, left)| *left.as_ref().unwrap() == wanted);
                world.ingest();
                found
            }
        };
        world.points = (1..=whole).filter(leaves).collect();
        assert!(!world.points.is_empty(), "{wanted:?} never came");
    }
    let number = usize::try_from(world.number).unwrap();
    fail_at(world, world.points[number % world.points.len()]);
}

/// Takes in a new package while the service fails from this request on; whether that stopped it.
fn fail_at(world: &mut World, at: u64) -> bool {
    world.new_package();
    world.service.fail_at(at, Fault::Internal, true);
    let outcome = world.ingest();
    world.service.heal();
    outcome.status != Status::Stored
}

/// Nothing is left of a package whose source is gone.
fn settle_given_up(world: &mut World) -> Result<(), String> {
    let left = recover(world);
    held(left.is_empty(), &format!("{left:?}"))?;
    let open = well(review(&world.tenant(), false))?;
    held(open.is_empty(), &format!("{open:?}"))?;
    world.leftovers().map_or(Ok(()), Err)
}

fn recover(world: &mut World) -> Vec<Finding> {
    match review(&world.tenant(), true) {
        Ok(found) => {
            let failed = found.into_iter().filter_map(|(_, found)| found.err());
            failed.map(|error| error.finding().clone()).collect()
        }
        Err(error) => errors(&error),
    }
}

/// Takes in a package while the service does not answer: the copy there lacks it.
fn leave_out(world: &mut World) {
    world.new_package();
    world.service.fail_at(1, Fault::ResetBefore, true);
    let outcome = world.ingest();
    assert_eq!(outcome.status, Status::Stored, "{:?}", outcome.findings);
    world.service.heal();
}

fn bring(world: &mut World) -> Vec<Finding> {
    let (done, mut said) = world.sync();
    said.extend(done.err().map(|error| error.finding().clone()));
    said
}

fn settle_sync(world: &mut World) -> Result<(), String> {
    let (done, said) = world.sync();
    let done = well(done)?;
    held(done.failed == 0 && done.behind == 0, &format!("{done:?} {said:?}"))?;
    alike(world)
}

/// Damages a content file of the package on the service and lets it be found.
fn damage(world: &mut World) {
    if world.aip.is_none() {
        world.new_package();
        assert_eq!(world.ingest().status, Status::Stored);
    }
    world.number += 1;
    let files = world.remote(&world.object());
    let content: Vec<_> = files.keys().filter(|name| name.contains("/content/")).collect();
    let name = content[usize::try_from(world.number).unwrap() % content.len()];
    world.bucket().spoil(&format!("copy/chemnitz/{name}"));
    let (done, _) = world.check();
    assert_eq!(done.unwrap().damaged(), 1);
}

/// Both copies have the same log. Partial tiles that a later one has superseded may be left where
/// the trouble was: nobody reads them.
fn attested(world: &World) -> Result<(), String> {
    let (mut local, mut remote) = (world.local("ledger/"), world.remote("ledger/"));
    let (here, there) = (local.clone(), remote.clone());
    local.retain(|name, _| !name.contains(".p/") || there.contains_key(name));
    remote.retain(|name, _| !name.contains(".p/") || here.contains_key(name));
    held(local == remote && !local.is_empty(), "the logs differ")
}

fn event(world: &World) -> Event {
    Event::Report(Document {
        kind: "test".into(),
        name: format!("reports/fixity/2026/{}.jsonl", world.number),
        sha512: "0".repeat(128),
    })
}
