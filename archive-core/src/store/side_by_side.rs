//! What several stores do at the same time: local ones share a sync of their disk, remote ones
//! need not wait for one another.

/// Does the same with each of a few things, all at the same time, the first in this thread.
/// Gives what came of each, in their order.
pub fn side_by_side<I: Send, T: Send>(
    things: impl IntoIterator<Item = I>,
    work: impl Fn(I) -> T + Sync,
) -> Vec<T> {
    let mut things = things.into_iter();
    let Some(first) = things.next() else { return Vec::new() };
    let others: Vec<I> = things.collect();
    if others.is_empty() {
        return vec![work(first)];
    }
    let work = &work;
    std::thread::scope(|scope| {
        let others: Vec<_> =
            others.into_iter().map(|thing| scope.spawn(move || work(thing))).collect();
        let mut done = vec![work(first)];
        done.extend(
            others
                .into_iter()
                .map(|other| other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))),
        );
        done
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Barrier;

    #[test]
    fn all_are_at_work_at_the_same_time_and_answer_in_order() {
        for count in 0..5 {
            let together = Barrier::new(count);
            let done = side_by_side(0..count, |number| {
                together.wait();
                number * 2
            });
            assert_eq!(done, (0..count).map(|number| number * 2).collect::<Vec<_>>());
        }
    }
}
