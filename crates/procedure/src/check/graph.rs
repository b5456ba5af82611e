//! What follows from which state leads to which: what can be reached, where nobody can go on, which states have one future.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Every place that can be reached from the starts, the starts included, each with the place that it was reached from.
pub(crate) fn reach(next: &[Vec<usize>], starts: impl IntoIterator<Item = usize>) -> BTreeMap<usize, Option<usize>> {
    let mut came: BTreeMap<usize, Option<usize>> = starts.into_iter().map(|start| (start, None)).collect();
    let mut queue: VecDeque<usize> = came.keys().copied().collect();
    while let Some(at) = queue.pop_front() {
        for to in next.get(at).into_iter().flatten() {
            if !came.contains_key(to) {
                came.insert(*to, Some(at));
                queue.push_back(*to);
            }
        }
    }
    came
}

/// The places on the shortest way to a place, the start first.
pub(crate) fn way(came: &BTreeMap<usize, Option<usize>>, to: usize) -> Vec<usize> {
    let mut way = vec![to];
    while let Some(Some(before)) = way.last().and_then(|at| came.get(at)) {
        way.push(*before);
    }
    way.reverse();
    way
}

/// The places from which none of the goals can be reached.
pub(crate) fn dead_ends(next: &[Vec<usize>], goals: impl IntoIterator<Item = usize>) -> Vec<usize> {
    let mut back: Vec<Vec<usize>> = vec![Vec::new(); next.len()];
    for (from, to) in next.iter().enumerate().flat_map(|(from, list)| list.iter().map(move |to| (from, *to))) {
        if let Some(list) = back.get_mut(to) {
            list.push(from);
        }
    }
    let safe = reach(&back, goals);
    (0..next.len()).filter(|place| !safe.contains_key(place)).collect()
}

/// Puts places together that no sequence of acts can tell apart: the same label, and the same acts lead to places that
/// are together. Gives each place the number of its class.
pub(crate) fn classes<L: Ord + Clone, A: Ord + Clone>(labels: &[L], ways: &[Vec<(A, usize)>]) -> Vec<usize> {
    let mut class = number(labels);
    let mut count = class.iter().collect::<BTreeSet<_>>().len();
    loop {
        let told: Vec<(usize, BTreeSet<(A, usize)>)> = class
            .iter()
            .zip(ways)
            .map(|(own, ways)| {
                let futures = ways.iter().map(|(act, to)| (act.clone(), class.get(*to).copied().unwrap_or(0)));
                (*own, futures.collect())
            })
            .collect();
        class = number(&told);
        let now = class.iter().collect::<BTreeSet<_>>().len();
        if now == count {
            return class;
        }
        count = now;
    }
}

fn number<T: Ord>(items: &[T]) -> Vec<usize> {
    let mut seen: BTreeMap<&T, usize> = BTreeMap::new();
    let mut numbers = Vec::with_capacity(items.len());
    for item in items {
        let next = seen.len();
        numbers.push(*seen.entry(item).or_insert(next));
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_from_which_no_goal_is_reached_is_a_dead_end() {
        let next = vec![vec![1, 2], vec![3], vec![2], vec![]];
        assert_eq!(dead_ends(&next, [3]), [2]);
    }

    #[test]
    fn the_shortest_way_is_told_from_its_start() {
        let next = vec![vec![1, 2], vec![3], vec![3], vec![]];
        assert_eq!(way(&reach(&next, [0]), 3), [0, 1, 3]);
    }

    #[test]
    fn places_with_the_same_future_are_one_class() {
        let ways = vec![vec![('a', 1), ('b', 2)], vec![('c', 3)], vec![('c', 3)], vec![]];
        let class = classes(&["start", "mid", "mid", "end"], &ways);
        assert_eq!(class[1], class[2]);
        let ways = vec![vec![('a', 1), ('b', 2)], vec![('c', 3)], vec![('d', 3)], vec![]];
        let class = classes(&["start", "mid", "mid", "end"], &ways);
        assert_ne!(class[1], class[2]);
    }
}
