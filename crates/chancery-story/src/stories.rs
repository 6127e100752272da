//! Articles on one happening.

use crate::Terms;
use crate::linkage::{Cluster, Linkage};
use crate::pairs::{CAP, Likeness, Pair, fading, pairs};
use crate::vectors::{Point, Space, Vector, dot, space};

/// An article as far as its story goes.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// Unique; settles what the rest leaves open.
    pub id: &'a str,
    /// What it is about.
    pub terms: &'a Terms,
}

/// Groups articles that tell of one happening: for each the place, in `articles`, of the one that stands for its
/// story, which of the story's articles is the one with the least id.
///
/// A function of the set: the order of `articles` does not matter.
pub fn stories(articles: &[Report<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_unstable_by_key(|&at| articles[at].id);
    let terms: Vec<&Terms> = order.iter().map(|&at| articles[at].terms).collect();
    let least = clusters(&space(&terms));
    let mut found = vec![0; articles.len()];
    for (position, &at) in order.iter().enumerate() {
        found[at] = order[least[position] as usize];
    }
    found
}

/// So often the clusters of a crowd are held against each other anew; each time they are fewer.
const ROUNDS: usize = 5;

/// For each article the least of its cluster.
fn clusters(space: &Space) -> Vec<u32> {
    let found = pairs(space);
    let mut linkage = Linkage::of_articles(space.points.len(), &found.pairs);
    drop(found.pairs);
    linkage.run();
    let mut holders = linkage.holders();
    // A crowd of reports, of whose pairs not all were listed, stands in several clusters now.
    let rounds = if found.truncated { ROUNDS } else { 0 };
    for _ in 0..rounds {
        let mut crowds: Vec<Crowd> = Vec::new();
        crowds.resize_with(space.points.len(), Crowd::default);
        for (point, &holder) in space.points.iter().zip(&holders) {
            crowds[holder as usize].add(point);
        }
        let links: Vec<Pair> = linkage
            .links()
            .map(|[a, b]| Pair {
                articles: [a, b],
                likeness: crowds[a as usize].to(&crowds[b as usize]),
            })
            .collect();
        linkage = Linkage::new(crowds.iter().map(Crowd::cluster).collect(), &links);
        linkage.run();
        let outer = linkage.holders();
        let before = holders.clone();
        for holder in &mut holders {
            *holder = outer[*holder as usize];
        }
        if holders == before {
            break;
        }
    }
    holders
}

/// A cluster by the sums of its articles' vectors, from which the sums over all pairs follow without listing them:
/// (Σa)·(Σb) is the sum of all a·b.
#[derive(Debug, Default)]
struct Crowd {
    n: u32,
    words: Vector,
    numbers: Vector,
    /// Articles whose words have no length have no product with themselves.
    with_numbers: u32,
    days: i64,
    dated: u32,
}

impl Crowd {
    fn add(&mut self, point: &Point) {
        self.n += 1;
        self.words = plus(&self.words, &point.words);
        if !point.numbers.is_empty() {
            self.numbers = plus(&self.numbers, &point.numbers);
            self.with_numbers += 1;
        }
        if let Some(day) = point.day {
            self.days += i64::from(day);
            self.dated += 1;
        }
    }

    fn cluster(&self) -> Cluster {
        let half = |sums: &Vector, n: u32| ((dot(sums, sums) - n as f32) / 2.0).max(0.0);
        let pairs = self.n as f32 * (self.n as f32 - 1.0) / 2.0;
        let words = half(&self.words, self.n).min(CAP * pairs);
        let within = Likeness { words, numbers: half(&self.numbers, self.with_numbers) };
        Cluster::new(self.n, within)
    }

    fn to(&self, other: &Self) -> Likeness {
        let day = |crowd: &Self| (crowd.dated > 0).then(|| crowd.days as f32 / crowd.dated as f32);
        let days = day(self).zip(day(other)).map_or(0.0, |(a, b)| (a - b).abs());
        let most = CAP * self.n as f32 * other.n as f32;
        let words = dot(&self.words, &other.words).min(most) * fading(days);
        Likeness { words, numbers: dot(&self.numbers, &other.numbers) }
    }
}

/// The sum of two vectors.
fn plus(a: &Vector, b: &Vector) -> Vector {
    let mut sum = Vec::with_capacity(a.len() + b.len());
    let (mut a, mut b) = (a.iter().copied().peekable(), b.iter().copied().peekable());
    loop {
        let part = match (a.peek(), b.peek()) {
            (None, None) => return sum,
            (Some(&(x, weight)), Some(&(y, other))) if x == y => {
                a.next();
                b.next();
                (x, weight + other)
            }
            (Some(&part), next) if next.is_none_or(|&(y, _)| part.0 < y) => {
                a.next();
                part
            }
            (_, next) => {
                let part = *next.expect("one of the two has a part left");
                b.next();
                part
            }
        };
        sum.push(part);
    }
}
