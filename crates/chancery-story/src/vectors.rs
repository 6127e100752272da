//! Terms to vectors: what a word weighs in this set of articles.

use rustc_hash::FxHashMap;

use crate::Terms;
use crate::terms::{Class, WEIGHTS};

/// An article as a vector of length 1.
#[derive(Debug, Clone, Default)]
pub(crate) struct Vector {
    /// Dimension and weight, by ascending dimension.
    pub(crate) parts: Vec<(u32, f32)>,
}

/// The vectors of a set of articles, and the number of dimensions.
#[derive(Debug)]
pub(crate) struct Space {
    pub(crate) vectors: Vec<Vector>,
    pub(crate) n_dimensions: usize,
}

/// What a word counts by its class: names tell happenings apart, dates of reporting do not.
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
}

/// Weighs the terms of all articles: (1 + ln count) × idf × class, length 1. Words of one article only are left out.
pub(crate) fn vectors(articles: &[&Terms]) -> Space {
    let mut words: FxHashMap<u32, Word> = FxHashMap::default();
    let mut n_dimensions = 0;
    for term in articles.iter().flat_map(|terms| &terms.terms) {
        let word = words.entry(term.hash).or_default();
        word.df += 1;
        word.by_class[term.class as usize] += 1;
        if word.df == 2 {
            word.dimension = n_dimensions;
            n_dimensions += 1;
        }
    }
    let n = articles.len() as f32;
    let vectors = articles
        .iter()
        .map(|terms| {
            let mut parts: Vec<(u32, f32)> = terms
                .terms
                .iter()
                .filter_map(|term| {
                    let word = &words[&term.hash];
                    if word.df < 2 {
                        return None;
                    }
                    let class = Class::ALL
                        .into_iter()
                        .rev()
                        .max_by_key(|&class| word.by_class[class as usize])
                        .expect("there are classes");
                    let idf = ((1.0 + n) / (1.0 + word.df as f32)).ln();
                    let tf = 1.0 + (WEIGHTS[usize::from(term.weight)] as f32 / 2.0).ln();
                    let weight = tf * idf * factor(class);
                    (weight > 0.0).then_some((word.dimension, weight))
                })
                .collect();
            parts.sort_unstable_by_key(|&(dimension, _)| dimension);
            let norm = parts.iter().map(|&(_, weight)| weight * weight).sum::<f32>().sqrt();
            for (_, weight) in &mut parts {
                *weight /= norm;
            }
            Vector { parts }
        })
        .collect();
    Space { vectors, n_dimensions: n_dimensions as usize }
}
