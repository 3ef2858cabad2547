//! Which packages of a copy a run checks, and in which order.
//!
//! The order is settled once, at the beginning: what the run itself records does not change it.
//! Memory does not grow with the number of packages.

use super::options::RunOptions;
use super::scene::Scene;
use super::strays::Roots;
use crate::aip::AipId;
use crate::archive::TenantCopy;
use crate::catalog::DueCheck;
use crate::error::Result;
use crate::sorter::{Sorted, Sorter, put_bytes, take_bytes};
use jiff::Timestamp;
use std::time::Duration;

/// Memory for the order of the packages, in bytes; what is more goes to a temporary file.
const SORTING: usize = 4 << 20;

/// The packages to be checked, in their order.
pub(super) struct Due {
    sorted: Sorted,
    /// How many of them are chosen.
    count: u64,
}

/// Chooses the packages to be checked, and notes where every known one has its object. Where one
/// package is asked for, nothing is said of the others.
pub(super) fn choose(
    scene: &Scene<'_>,
    copy: &TenantCopy,
    options: &RunOptions,
) -> Result<(Due, Sorted)> {
    let mut due = Sorter::new(SORTING);
    let mut known = Roots::default();
    if let Some(aip) = options.aip {
        let checked = scene.catalog.checked(aip, &copy.name)?;
        let (finished, cursor) = checked.map_or((None, None), |c| (c.finished, c.cursor));
        let one = DueCheck { aip, finished, cursor };
        if !is_recent(&one, options.max_age, scene.clock.now()) {
            push(&mut due, &one)?;
        }
        return Ok((Due::all(due.finish()?), known.finish()?));
    }
    let now = scene.clock.now();
    let slices = options.rules.get(&copy.name).and_then(|rules| rules.slices);
    scene.catalog.each_check(&copy.name, &mut |check| {
        known.push(&copy.holdings.object_key(&check.aip.to_string()))?;
        let recent = slices.is_none() && is_recent(&check, options.max_age, now);
        if recent { Ok(()) } else { push(&mut due, &check) }
    })?;
    let mut due = Due::all(due.finish()?);
    if let Some(slices) = slices {
        due.count = slice(scene, &due, slices, options.max_age)?;
    }
    Ok((due, known.finish()?))
}

/// How many packages, in their order, are the n-th part of all bytes at least, so that n runs read
/// everything; what is due besides belongs to it too.
fn slice(scene: &Scene<'_>, due: &Due, slices: u32, max_age: Option<Duration>) -> Result<u64> {
    let mut total = 0;
    due.each(&mut |due| {
        total += scene.catalog.stored_size(due.aip)?.1;
        Ok(true)
    })?;
    let (part, now) = (total.div_ceil(u64::from(slices.max(1))), scene.clock.now());
    let (mut count, mut bytes) = (0, 0);
    due.each(&mut |due| {
        // Of what is empty at least one package is taken.
        if count > 0 && bytes >= part && is_recent(due, max_age, now) {
            return Ok(false);
        }
        count += 1;
        bytes += scene.catalog.stored_size(due.aip)?.1;
        Ok(true)
    })?;
    Ok(count)
}

/// Whether a package was checked so recently that it may be left out. What an unfinished check
/// has begun is never recent, nor is a check that a wrong clock dated into the future.
fn is_recent(due: &DueCheck, max_age: Option<Duration>, now: Timestamp) -> bool {
    let (Some(max_age), None, Some(finished)) = (max_age, &due.cursor, &due.finished) else {
        return false;
    };
    let Ok(finished) = finished.parse::<Timestamp>() else { return false };
    let age = now.duration_since(finished);
    !age.is_negative() && age.unsigned_abs() < max_age
}

/// Unfinished checks come first, then packages never checked, then those checked longest ago.
fn push(sorter: &mut Sorter, due: &DueCheck) -> Result<()> {
    let finished = due.finished.as_deref().unwrap_or_default();
    let mut key = vec![u8::from(due.cursor.is_none()), u8::from(due.finished.is_some())];
    key.extend_from_slice(finished.as_bytes());
    key.push(0);
    key.extend_from_slice(due.aip.as_bytes());
    let mut value = due.aip.as_bytes().to_vec();
    put_bytes(&mut value, finished.as_bytes());
    put_bytes(&mut value, due.cursor.as_deref().unwrap_or_default().as_bytes());
    sorter.push(&key, &value)
}

fn parse(key: &[u8], mut value: &[u8]) -> Option<DueCheck> {
    let aip = AipId::from_bytes(*value.split_off(..16)?.first_chunk()?);
    let mut text = || String::from_utf8(take_bytes(&mut value)?.to_vec()).ok();
    let (finished, cursor) = (text()?, text()?);
    let [no_cursor, is_finished, ..] = *key else { return None };
    Some(DueCheck {
        aip,
        finished: (is_finished == 1).then_some(finished),
        cursor: (no_cursor == 0).then_some(cursor),
    })
}

impl Due {
    /// All of these.
    fn all(sorted: Sorted) -> Self {
        Self { count: sorted.len(), sorted }
    }

    /// How many packages there are.
    pub fn len(&self) -> u64 {
        self.count
    }

    /// Gives them in their order until `each` says `false`.
    pub fn each(&self, each: &mut dyn FnMut(&DueCheck) -> Result<bool>) -> Result<()> {
        let mut iter = self.sorted.iter()?;
        for _ in 0..self.count {
            let Some((key, value)) = iter.next()? else { break };
            let due = parse(key, value).expect("written above");
            if !each(&due)? {
                break;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The order, said in another way.
        #[test]
        fn the_order_is_settled_whatever_the_memory(
            checks in prop::collection::vec(
                (any::<[u8; 16]>(), prop::option::of("202[0-9]"), prop::option::of("v1/[ab]{0,3}")),
                0..60,
            ),
            memory in prop_oneof![Just(1usize), Just(SORTING)],
        ) {
            let due = |(aip, finished, cursor)| {
                DueCheck { aip: AipId::from_bytes(aip), finished, cursor }
            };
            let mut expected: Vec<DueCheck> = checks.into_iter().map(due).collect();
            let mut sorter = Sorter::new(memory);
            for due in &expected {
                push(&mut sorter, due).unwrap();
            }
            expected.sort_by_key(|due| (due.cursor.is_none(), due.finished.clone(), due.aip));
            let mut found = Vec::new();
            let sorted = Due::all(sorter.finish().unwrap());
            sorted.each(&mut |due| { found.push(due.clone()); Ok(true) }).unwrap();
            prop_assert_eq!(found, expected);
        }
    }
}
