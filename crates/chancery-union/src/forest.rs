//! Disjoint sets (Tarjan 1975), with pairs that must stay apart.

use rustc_hash::{FxHashMap, FxHashSet};

/// Elements `0..n` in sets. The root of a set is its smallest element.
#[derive(Debug)]
pub(crate) struct Forest {
    parent: Vec<u32>,
    /// For a root, the elements that its set must not hold.
    apart: FxHashMap<u32, FxHashSet<u32>>,
}

impl Forest {
    pub(crate) fn new(n: usize) -> Self {
        Self { parent: (0..n as u32).collect(), apart: FxHashMap::default() }
    }

    pub(crate) fn root(&mut self, element: u32) -> u32 {
        let mut root = element;
        while self.parent[root as usize] != root {
            root = self.parent[root as usize];
        }
        let mut element = element;
        while self.parent[element as usize] != root {
            element = std::mem::replace(&mut self.parent[element as usize], root);
        }
        root
    }

    /// Keeps two elements in different sets from now on; has no effect on two that are one already.
    pub(crate) fn keep_apart(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            self.apart.entry(a).or_default().insert(b);
            self.apart.entry(b).or_default().insert(a);
        }
    }

    pub(crate) fn must_stay_apart(&mut self, a: u32, b: u32) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        self.apart.get(&a).is_some_and(|others| others.contains(&b))
    }

    /// Makes two sets one, unless they must stay apart. True if they are one now.
    pub(crate) fn join(&mut self, a: u32, b: u32) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return true;
        }
        if self.must_stay_apart(a, b) {
            return false;
        }
        let (root, child) = (a.min(b), a.max(b));
        self.parent[child as usize] = root;
        if let Some(others) = self.apart.remove(&child) {
            let mut others: Vec<u32> = others.into_iter().collect();
            others.sort_unstable();
            for other in others {
                if let Some(back) = self.apart.get_mut(&other) {
                    back.remove(&child);
                    back.insert(root);
                }
                self.apart.entry(root).or_default().insert(other);
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_stay_apart_is_not_joined_by_way_of_a_third() {
        let mut forest = Forest::new(5);
        forest.keep_apart(0, 2);
        assert!(forest.join(0, 1));
        assert!(!forest.join(1, 2));
        assert!(forest.join(2, 3));
        assert!(!forest.join(3, 1));
        assert!(forest.join(3, 4));
        assert_eq!(forest.root(4), 2);
        assert_eq!(forest.root(1), 0);
    }
}
