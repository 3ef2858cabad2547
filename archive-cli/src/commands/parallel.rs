//! Several packages at a time, reported in the order given, with bounded memory.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};

/// Packages under way or waiting for their turn to be reported, for each worker.
const AHEAD: usize = 8;

/// Does `work` on each item with `jobs` threads and gives the results to `each` on the caller's
/// thread, in the order of the items. Items are taken as they are needed; at most [`AHEAD`] of
/// them for each worker are between being taken and being reported. A panic of a worker reaches
/// the caller.
pub fn in_order<T: Send, R: Send>(
    items: impl Iterator<Item = T> + Send,
    jobs: usize,
    work: impl Fn(T) -> R + Sync,
    mut each: impl FnMut(R),
) {
    let jobs = jobs.max(1);
    let (permit_in, permit_out) = sync_channel::<()>(jobs * AHEAD);
    let (result_in, result_out) = channel();
    let items = Mutex::new(items.enumerate());
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            let (permit, results) = (permit_in.clone(), result_in.clone());
            let (items, work) = (&items, &work);
            scope.spawn(move || {
                // A permit is taken before an item, so that the oldest item always has one.
                while permit.send(()).is_ok() {
                    if !next(items, work, &results) {
                        return;
                    }
                }
            });
        }
        drop((permit_in, result_in));
        collect(&result_out, &permit_out, &mut each);
        // Workers that wait for a permit when the caller is done shall not wait for ever.
        drop(permit_out);
    });
}

/// Does `work` on each item with `jobs` threads and gives the results to `each` on the caller's
/// thread, each as soon as it is there. For items that come over days: none waits for another. A
/// panic of a worker reaches the caller once no worker waits for an item any more.
#[cfg(feature = "installation")]
pub fn as_done<T: Send, R: Send>(
    items: impl Iterator<Item = T> + Send,
    jobs: usize,
    work: impl Fn(T) -> R + Sync,
    mut each: impl FnMut(R),
) {
    let (result_in, result_out) = channel();
    let items = Mutex::new(items.enumerate());
    std::thread::scope(|scope| {
        for _ in 0..jobs.max(1) {
            let (results, items, work) = (result_in.clone(), &items, &work);
            scope.spawn(move || while next(items, work, &results) {});
        }
        drop(result_in);
        for (_, outcome) in result_out {
            each(outcome.unwrap_or_else(|panic| resume_unwind(panic)));
        }
    });
}

type Outcome<R> = (usize, std::thread::Result<R>);

/// Works on the next item; whether there was one.
fn next<T, R>(
    items: &Mutex<impl Iterator<Item = (usize, T)>>,
    work: &impl Fn(T) -> R,
    results: &Sender<Outcome<R>>,
) -> bool {
    let item = items.lock().unwrap_or_else(PoisonError::into_inner).next();
    let Some((turn, item)) = item else { return false };
    let outcome = catch_unwind(AssertUnwindSafe(|| work(item)));
    results.send((turn, outcome)).is_ok()
}

fn collect<R>(results: &Receiver<Outcome<R>>, permits: &Receiver<()>, each: &mut impl FnMut(R)) {
    let mut waiting = BTreeMap::new();
    let mut turn = 0;
    for (number, outcome) in results {
        waiting.insert(number, outcome.unwrap_or_else(|panic| resume_unwind(panic)));
        while let Some(result) = waiting.remove(&turn) {
            each(result);
            turn += 1;
            let _ = permits.recv();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    #[test]
    fn results_come_in_order_and_few_are_ahead() {
        let (taken, reported) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let most = AtomicUsize::new(0);
        let items = (0..500_usize).inspect(|_| {
            let ahead = taken.fetch_add(1, Ordering::SeqCst) - reported.load(Ordering::SeqCst);
            most.fetch_max(ahead, Ordering::SeqCst);
        });
        let mut seen = Vec::new();
        let slow_first = |n: usize| {
            if n == 0 {
                std::thread::sleep(Duration::from_millis(50));
            }
            n * 2
        };
        in_order(items, 4, slow_first, |n| {
            reported.fetch_add(1, Ordering::SeqCst);
            seen.push(n);
        });
        assert_eq!(seen, (0..500).map(|n| n * 2).collect::<Vec<_>>());
        assert!(most.load(Ordering::SeqCst) <= 4 * AHEAD, "{most:?}");
    }

    #[test]
    fn a_panic_of_a_worker_reaches_the_caller() {
        let run = || in_order(0..100, 3, |n| assert!(n != 50, "fifty"), |()| {});
        assert!(catch_unwind(run).is_err());
    }

    #[test]
    #[cfg(feature = "installation")]
    fn a_slow_item_holds_back_no_other() {
        let mut seen = Vec::new();
        let slow_first = |n: usize| {
            std::thread::sleep(Duration::from_millis(if n == 0 { 300 } else { 1 }));
            n
        };
        as_done(0..20, 2, slow_first, |n| seen.push(n));
        assert_eq!(seen.last(), Some(&0), "{seen:?}");
        seen.sort_unstable();
        assert_eq!(seen, (0..20).collect::<Vec<_>>());
    }

    #[test]
    fn nothing_to_do_is_done() {
        in_order(std::iter::empty::<()>(), 2, |()| (), |()| panic!("nothing was given"));
    }
}
