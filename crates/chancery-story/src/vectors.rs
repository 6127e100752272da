//! Terms to vectors: what a word weighs in this set of articles.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use crate::Terms;
use crate::background::Background;
use crate::terms::{Class, WEIGHTS};

/// A sparse vector of length 1, or of no words at all: dimension and weight, by ascending dimension.
pub(crate) type Vector = Vec<(u32, f32)>;

/// An article in the space of words.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Point {
    /// All words, the heaviest [`HEAVIEST`] of them.
    pub(crate) words: Vector,
    /// The numbers alone.
    pub(crate) numbers: Vector,
    /// Day of publication, counted from 1970-01-01.
    pub(crate) day: Option<i32>,
}

/// A set of articles in the space of its words.
#[derive(Debug)]
pub(crate) struct Space {
    pub(crate) points: Vec<Point>,
    pub(crate) n_dimensions: usize,
}

/// An article's words beyond the heaviest say little about its story and cost time.
const HEAVIEST: usize = 150;
/// What an article of the background counts beside one of the set.
const BACKGROUND: f32 = 0.5;

/// What a word counts by its class: names tell happenings apart, the dates of reports hardly.
fn factor(class: Class) -> f32 {
    match class {
        Class::Person => 2.0,
        Class::Place | Class::Organisation | Class::Name | Class::Number => 1.5,
        Class::Date => 0.5,
        Class::Verb => 0.7,
        Class::Rest => 1.0,
    }
}

/// What is known of a word over all articles.
#[derive(Default)]
struct Word {
    /// Articles that have it.
    df: u32,
    by_class: [u32; Class::ALL.len()],
    dimension: u32,
    /// Inverse document frequency times the factor of its commonest class.
    weight: f32,
    is_number: bool,
}

/// Weighs the terms of all articles: (1 + ln count) × idf × class. Words of one article only are left out before
/// the length is made 1.
///
/// idf = ln ((1 + n + B/2) / (1 + df + b/2)), with n articles of which df have the word, and B texts of the
/// background of which b have it: a set that tells of one thing would otherwise take its own subject for a
/// common word.
pub(crate) fn space(articles: &[&Terms]) -> Space {
    let mut words: FxHashMap<u32, Word> = FxHashMap::default();
    let mut shared: Vec<u32> = Vec::new();
    for term in articles.iter().flat_map(|terms| &terms.terms) {
        let word = words.entry(term.hash).or_default();
        word.df += 1;
        word.by_class[term.class as usize] += 1;
        if word.df == 2 {
            word.dimension = shared.len() as u32;
            shared.push(term.hash);
        }
    }
    let background = Background::embedded();
    let n = 1.0 + articles.len() as f32 + BACKGROUND * background.n;
    for &hash in &shared {
        let word = words.get_mut(&hash).expect("it was counted");
        let class = Class::commonest(&word.by_class);
        let df = 1.0 + word.df as f32 + BACKGROUND * background.df(hash);
        word.weight = (n / df).ln() * factor(class);
        word.is_number = class == Class::Number;
    }
    let points = articles.iter().map(|terms| point(terms, &words)).collect();
    Space { points, n_dimensions: shared.len() }
}

fn point(terms: &Terms, words: &FxHashMap<u32, Word>) -> Point {
    let mut weighed: Vec<(u32, f32)> = Vec::with_capacity(terms.terms.len());
    let mut numbers: Vec<(u32, f32)> = Vec::new();
    for term in &terms.terms {
        let word = &words[&term.hash];
        let count = WEIGHTS[usize::from(term.weight)] as f32 / 2.0;
        let weight = (1.0 + count.ln()) * word.weight;
        if word.df < 2 || weight <= 0.0 {
            continue;
        }
        weighed.push((word.dimension, weight));
        if word.is_number {
            numbers.push((word.dimension, weight));
        }
    }
    if weighed.len() > HEAVIEST {
        weighed.select_nth_unstable_by(HEAVIEST, |&a, &b| heavier_first(a, b));
        weighed.truncate(HEAVIEST);
    }
    Point { words: unit(weighed), numbers: unit(numbers), day: terms.published }
}

/// The heavier first, of equals the lesser dimension.
pub(crate) fn heavier_first(a: (u32, f32), b: (u32, f32)) -> Ordering {
    b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))
}

fn unit(mut parts: Vec<(u32, f32)>) -> Vector {
    parts.sort_unstable_by_key(|&(dimension, _)| dimension);
    let norm = parts.iter().map(|&(_, weight)| weight * weight).sum::<f32>().sqrt();
    for (_, weight) in &mut parts {
        *weight /= norm;
    }
    parts
}

/// The scalar product: of two vectors of length 1 their cosine.
pub(crate) fn dot(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut sum = 0.0;
    while let (Some(&&(x, weight)), Some(&&(y, other))) = (a.peek(), b.peek()) {
        if x <= y {
            a.next();
        }
        if y <= x {
            b.next();
        }
        if x == y {
            sum += weight * other;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::Term;

    fn terms(words: &[(u32, Class)]) -> Terms {
        let terms = words.iter().map(|&(hash, class)| Term { hash, class, weight: 0 }).collect();
        Terms { published: None, terms }
    }

    #[test]
    fn names_weigh_more_and_words_of_one_article_nothing() {
        let one = terms(&[(1, Class::Person), (2, Class::Rest), (3, Class::Rest)]);
        let other = terms(&[(1, Class::Person), (2, Class::Rest), (4, Class::Number)]);
        let space = space(&[&one, &other]);
        assert_eq!(space.n_dimensions, 2);
        let [(_, person), (_, rest)] = space.points[0].words[..] else { panic!("two words") };
        assert!((person / rest - 2.0).abs() < 1e-6);
        assert!((dot(&space.points[0].words, &space.points[1].words) - 1.0).abs() < 1e-6);
        assert!(space.points[1].numbers.is_empty());
    }

    #[test]
    fn numbers_make_a_vector_of_their_own() {
        let one = terms(&[(1, Class::Number), (2, Class::Rest)]);
        let space = space(&[&one, &one.clone()]);
        assert_eq!(space.points[0].numbers, [(0, 1.0)]);
    }

    #[test]
    fn the_product_is_over_common_dimensions() {
        assert!(
            (dot(&[(0, 1.0), (2, 2.0), (5, 3.0)], &[(1, 1.0), (2, 2.0), (5, 1.0)]) - 7.0).abs()
                < 1e-6
        );
        assert!(dot(&[], &[(1, 1.0)]).abs() < 1e-6);
    }
}
