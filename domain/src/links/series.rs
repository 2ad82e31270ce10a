//! Series: records that hang together by links, whichever way round.

use std::collections::BTreeMap;

/// The connected parts of a graph, each as the places of its edges. A part stands where its first edge stands, and its
/// edges keep their order.
#[must_use]
pub fn series<T: Ord>(edges: &[(T, T)]) -> Vec<Vec<usize>> {
    let mut names: BTreeMap<&T, usize> = BTreeMap::new();
    let mut parents: Vec<usize> = Vec::new();
    let mut ends = Vec::with_capacity(edges.len());
    for (a, b) in edges {
        let [a, b] = [a, b].map(|end| {
            *names.entry(end).or_insert_with(|| {
                parents.push(parents.len());
                parents.len() - 1
            })
        });
        let (root_a, root_b) = (root(&mut parents, a), root(&mut parents, b));
        parents[root_b] = root_a;
        ends.push(a);
    }
    let mut parts: Vec<Vec<usize>> = Vec::new();
    let mut part_of: BTreeMap<usize, usize> = BTreeMap::new();
    for (edge, end) in ends.into_iter().enumerate() {
        let part = *part_of.entry(root(&mut parents, end)).or_insert_with(|| {
            parts.push(Vec::new());
            parts.len() - 1
        });
        parts[part].push(edge);
    }
    parts
}

fn root(parents: &mut [usize], mut node: usize) -> usize {
    while parents[node] != node {
        // Halves the way for the next who asks.
        parents[node] = parents[parents[node]];
        node = parents[node];
    }
    node
}
