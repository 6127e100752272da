//! Work on many items at once, results in the items' order, never more than a few items in memory.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::thread;

use crossbeam_channel::bounded;

/// Items that may be under way for each worker: enough to keep it busy while the oldest is waited for.
const AHEAD: usize = 8;

/// Runs `work` over `items` on `jobs` threads and hands each result to `sink` in the items' order.
///
/// Each thread makes its own worker with `worker`. With one job everything runs on the calling thread.
/// `sink` may break off: then no further item is taken, and what was under way is dropped.
pub fn ordered<T, W, R>(
    items: impl Iterator<Item = T> + Send,
    jobs: usize,
    worker: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, T) -> R + Sync,
    mut sink: impl FnMut(R) -> ControlFlow<()>,
) where
    T: Send,
    R: Send,
{
    if jobs <= 1 {
        let mut worker = worker();
        let _ = items.into_iter().try_for_each(|item| sink(work(&mut worker, item)));
        return;
    }
    let in_flight = jobs * AHEAD;
    // A permit for each item under way, given back when its result has been handed on.
    let (give_permit, take_permit) = bounded::<()>(in_flight);
    let (send_item, items_sent) = bounded::<(usize, T)>(in_flight);
    let (send_result, results) = bounded::<(usize, R)>(in_flight);
    for _ in 0..in_flight {
        give_permit.send(()).expect("the receiver is in scope");
    }
    thread::scope(|scope| {
        scope.spawn(move || {
            for numbered in items.enumerate() {
                // Either end is gone when the sink has broken off.
                if take_permit.recv().is_err() || send_item.send(numbered).is_err() {
                    return;
                }
            }
        });
        for _ in 0..jobs {
            let (items_sent, send_result) = (items_sent.clone(), send_result.clone());
            let (worker, work) = (&worker, &work);
            scope.spawn(move || {
                let mut worker = worker();
                for (number, item) in items_sent {
                    if send_result.send((number, work(&mut worker, item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop((items_sent, send_result));
        // Dropped with this closure, so that the feeder does not wait for a permit for ever.
        let give_permit = give_permit;
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        for (number, result) in results {
            waiting.insert(number, result);
            while let Some(result) = waiting.remove(&next) {
                next += 1;
                // The feeder may have ended; then nobody waits for permits.
                let _ = give_permit.try_send(());
                if sink(result).is_break() {
                    return;
                }
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_items_whatever_their_cost() {
        for jobs in [1, 2, 5] {
            let mut seen = Vec::new();
            let work = |count: &mut u32, item: u64| {
                *count += 1;
                thread::sleep(std::time::Duration::from_micros(item * 37 % 300));
                item * 2
            };
            ordered(
                0..200,
                jobs,
                || 0,
                work,
                |result| {
                    seen.push(result);
                    ControlFlow::Continue(())
                },
            );
            assert_eq!(seen, (0..200).map(|item| item * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_sink_that_breaks_off_ends_an_endless_input() {
        for jobs in [1, 3] {
            let mut seen = 0;
            ordered(
                0..,
                jobs,
                || (),
                |(), item: u64| item,
                |item| {
                    seen = item;
                    if item == 10 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                },
            );
            assert_eq!(seen, 10);
        }
    }
}
