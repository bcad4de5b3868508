//! Which things hang together: disjoint sets whose root is the least member.

pub(crate) struct Union {
    parents: Vec<usize>,
}

impl Union {
    pub fn new(count: usize) -> Self {
        Union { parents: (0..count).collect() }
    }

    pub fn root(&mut self, mut at: usize) -> usize {
        while self.parents[at] != at {
            self.parents[at] = self.parents[self.parents[at]];
            at = self.parents[at];
        }
        at
    }

    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parents[a.max(b)] = a.min(b);
    }

    /// The sets in order of their least members, members in order.
    pub fn groups(&mut self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = vec![Vec::new(); self.parents.len()];
        for at in 0..self.parents.len() {
            let root = self.root(at);
            groups[root].push(at);
        }
        groups.retain(|group| !group.is_empty());
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_the_least_member_in_any_order_of_joining() {
        for joins in [[(4, 2), (2, 0), (3, 1)], [(3, 1), (0, 2), (0, 4)]] {
            let mut union = Union::new(5);
            joins.into_iter().for_each(|(a, b)| union.join(a, b));
            assert_eq!(union.groups(), [vec![0, 2, 4], vec![1, 3]]);
        }
    }
}
