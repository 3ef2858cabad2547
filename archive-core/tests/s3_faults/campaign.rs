//! Every flow with every fault at each of its requests, once and lasting.

use super::flows::{self, Flow};
use super::service::Fault;
use super::world::World;
use super::{number, say};
use archive_core::finding::{Class, Finding, Lang};
use std::collections::BTreeMap;

/// So many times the requests of a flow without trouble are not too many: three tries of three
/// requests each, and one that asks for the reason.
const REQUESTS: u64 = 20;
/// More memory than all trials together may take, in KiB: the service holds its bucket in it too.
const MEMORY: u64 = 1 << 20;

/// What trials of one flow with one fault came to.
#[derive(Debug, Default)]
struct Sum {
    trials: u64,
    /// It ended well in spite of the trouble.
    well: u64,
    /// It failed as temporary.
    temporary: u64,
    /// It told that bytes differ, which they did.
    differed: u64,
    /// Requests, by the most that a trial had.
    most: u64,
}

/// A choice among trials that is the same for the same seed.
fn is_chosen(seed: u64, flow: &str, fault: Fault, at: u64, lasting: bool) -> bool {
    let of = number("ARCHIVE_STORE_FAULTS", 40).max(1);
    let name = format!("{seed} {flow} {fault:?} {at} {lasting}");
    u64::from(crc32fast::hash(name.as_bytes())).is_multiple_of(of)
}

/// Runs what was chosen of a flow; gives what went wrong.
fn run(flow: &Flow, seed: u64, sums: &mut BTreeMap<String, Sum>) -> Vec<String> {
    let mut world = World::new(flow.required);
    let mut wrong = Vec::new();
    let mut clean = 0;
    for _ in 0..2 {
        (flow.prepare)(&mut world);
        let before = world.service.seen();
        let said = (flow.go)(&mut world);
        assert!(said.is_empty(), "{} without trouble: {said:?}", flow.name);
        clean = world.service.seen() - before;
        (flow.settle)(&mut world).unwrap_or_else(|why| panic!("{}: {why}", flow.name));
        assert!(clean > 0, "{} asks for nothing", flow.name);
    }
    for fault in Fault::ALL {
        let sum = sums.entry(format!("{fault:?}")).or_default();
        for at in 1..=clean {
            for lasting in [false, true] {
                if is_chosen(seed, flow.name, fault, at, lasting) {
                    let name = format!("{} {fault:?} {at} lasting={lasting}", flow.name);
                    let done = trial(flow, &mut world, (fault, at, lasting), clean, sum);
                    wrong.extend(done.err().map(|why| format!("{name}: {why}")));
                }
            }
        }
    }
    wrong
}

fn trial(
    flow: &Flow,
    world: &mut World,
    (fault, at, lasting): (Fault, u64, bool),
    clean: u64,
    sum: &mut Sum,
) -> Result<(), String> {
    (flow.prepare)(world);
    let before = world.service.seen();
    world.service.fail_at(at, fault, lasting);
    let said = (flow.go)(world);
    let requests = world.service.seen() - before;
    let hit = world.service.heal() > 0;
    let judged = judge(&said, fault, lasting);
    if hit {
        sum.trials += 1;
        sum.most = sum.most.max(requests);
        match &judged {
            Ok(true) => sum.differed += 1,
            _ if said.is_empty() => sum.well += 1,
            _ => sum.temporary += 1,
        }
    }
    let settled = (flow.settle)(world);
    judged?;
    settled?;
    if requests > clean * REQUESTS {
        return Err(format!("{requests} requests, where {clean} do"));
    }
    Ok(())
}

/// Whether what was said is what may be said: that it passes, or that bytes differ where they do.
fn judge(said: &[Finding], fault: Fault, lasting: bool) -> Result<bool, String> {
    let differ = fault == Fault::Short && lasting;
    let mut differed = false;
    for finding in said {
        match finding.code.class {
            Class::Temporary => {}
            Class::Integrity | Class::Failed if differ => differed = true,
            class => {
                return Err(format!("{class:?} {} {}", finding.code.id, finding.message(Lang::En)));
            }
        }
    }
    Ok(differed)
}

#[test]
fn trouble_between_the_archive_and_a_store() {
    let seed = number("ARCHIVE_STORE_SEED", 1);
    say(&format!("seed {seed}"));
    let only = std::env::var("ARCHIVE_STORE_FLOW").ok();
    let flows = flows::ALL.iter().filter(|f| only.as_ref().is_none_or(|only| only == f.name));
    let mut wrong = Vec::new();
    say("flow             | fault          | trials | well | temporary | differed | requests");
    std::thread::scope(|scope| {
        let one = |flow: &'static Flow| {
            scope.spawn(move || {
                let mut sums = BTreeMap::new();
                (flow, run(flow, seed, &mut sums), sums)
            })
        };
        let running: Vec<_> = flows.map(one).collect();
        for flow in running {
            let (flow, found, sums) = flow.join().unwrap();
            wrong.extend(found);
            for (fault, sum) in sums.iter().filter(|(_, sum)| sum.trials > 0) {
                say(&format!(
                    "{:16} | {fault:14} | {:6} | {:4} | {:9} | {:8} | {:8}",
                    flow.name, sum.trials, sum.well, sum.temporary, sum.differed, sum.most
                ));
            }
        }
    });
    say(&format!("memory at most {} MiB", memory() >> 10));
    assert!(wrong.is_empty(), "{} trials ended wrongly:\n{}", wrong.len(), wrong.join("\n"));
    assert!(memory() < MEMORY, "{} KiB of memory", memory());
}

/// The most memory that the process had so far, in KiB; nothing where the system does not tell.
fn memory() -> u64 {
    let status = std::path::Path::new("/proc/self/status");
    let text = archive_core::fs::read(status, 1 << 20).unwrap_or_default();
    let text = String::from_utf8_lossy(&text).into_owned();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
    number.unwrap_or(0)
}
