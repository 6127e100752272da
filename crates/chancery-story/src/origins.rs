//! Who copied whom: texts that are one text, whole or in good part.

use chancery_text::Published;
use jiff::Timestamp;

use crate::Signature;

/// An article as far as its wording goes.
#[derive(Debug, Clone, Copy)]
pub struct Copy<'a> {
    /// Unique; settles what the rest leaves open.
    pub id: &'a str,
    /// The wording.
    pub signature: &'a Signature,
    /// When it came out.
    pub published: Option<&'a Published>,
    /// The outlet.
    pub publisher: Option<&'a str>,
    /// The agency or correspondents to whom the text is credited: evidence, never enough alone.
    pub credit: Option<&'a str>,
}

/// The articles by origin. Indexes are places in the slice that was given.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origins {
    /// For each article the one that stands for its origin: of its copies the one with the least id.
    pub of: Vec<usize>,
    /// For each article the copy of the same text that came out first, where the dates tell: it alone of those with
    /// a date is earlier than every other. Itself, where there is no copy.
    pub first: Vec<Option<usize>>,
}

/// Two texts are one where the shorter shares this much of its fingerprints,
const SHARE: f64 = 0.5;
/// or this much, where one is credited to the other's agency or outlet,
const SHARE_CREDITED: f64 = 0.35;
/// and the longer this much: a digest of many reports is no copy of each of them.
const SHARE_OF_LONGER: f64 = 0.2;
/// Texts with fewer fingerprints (some 15 words) are one only if all are shared.
const FEWEST: usize = 5;
/// A fingerprint that more texts share is looked up in so many only, and in the one before: a wire text in a thousand
/// outlets needs no half million comparisons.
const LOOKED_UP: usize = 24;

/// Groups articles that are copies of one text, word for word or shortened, as outlets print what an agency sends.
///
/// A function of the set: the order of `articles` does not matter.
pub fn origins(articles: &[Copy<'_>]) -> Origins {
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_unstable_by_key(|&at| articles[at].id);
    let mut groups = Groups::new(articles.len());
    // Positions below are places in `order`, so that the least id is the least position.
    let postings = Postings::new(order.iter().map(|&at| articles[at].signature));
    let mut shared = vec![0_u32; order.len()];
    let mut met: Vec<u32> = Vec::new();
    for (position, &at) in order.iter().enumerate() {
        let article = &articles[at];
        for &fingerprint in &article.signature.fingerprints {
            let holders = postings.of(fingerprint);
            let before = holders.partition_point(|&holder| (holder as usize) < position);
            let first = &holders[..before.min(LOOKED_UP)];
            let last = holders[first.len()..before].last();
            for &other in first.iter().chain(last) {
                if shared[other as usize] == 0 {
                    met.push(other);
                }
                shared[other as usize] += 1;
            }
        }
        met.sort_unstable();
        for other in met.drain(..) {
            shared[other as usize] = 0;
            if groups.root(other as usize) == groups.root(position) {
                continue;
            }
            if is_copy(article, &articles[order[other as usize]]) {
                groups.join(other as usize, position);
            }
        }
    }
    let roots: Vec<usize> = (0..order.len()).map(|position| groups.root(position)).collect();
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); order.len()];
    for (position, &root) in roots.iter().enumerate() {
        members[root].push(order[position]);
    }
    let first: Vec<Option<usize>> =
        members.iter().map(|members| earliest(articles, members)).collect();
    let mut found = Origins { of: vec![0; articles.len()], first: vec![None; articles.len()] };
    for (position, &root) in roots.iter().enumerate() {
        found.of[order[position]] = order[root];
        found.first[order[position]] = first[root];
    }
    found
}

fn is_copy(a: &Copy<'_>, b: &Copy<'_>) -> bool {
    let (n_a, n_b) = (a.signature.fingerprints.len(), b.signature.fingerprints.len());
    let (shorter, longer) = (n_a.min(n_b), n_a.max(n_b));
    let shared = a.signature.shared(b.signature);
    if shorter < FEWEST {
        return shared == longer;
    }
    let share = if is_credited(a, b) { SHARE_CREDITED } else { SHARE };
    shared as f64 >= share * shorter as f64 && shared as f64 >= SHARE_OF_LONGER * longer as f64
}

/// One is credited to the agency or outlet of the other, or both to the same.
fn is_credited(a: &Copy<'_>, b: &Copy<'_>) -> bool {
    let names = |credit: Option<&str>, other: Option<&str>| {
        let (Some(credit), Some(other)) = (credit, other) else { return false };
        let words = |text: &str| -> Vec<String> {
            text.split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_lowercase)
                .collect()
        };
        let (credit, other) = (words(credit), words(other));
        !other.is_empty() && credit.windows(other.len()).any(|window| window == other)
    };
    names(a.credit, b.credit)
        || names(b.credit, a.credit)
        || names(a.credit, b.publisher)
        || names(b.credit, a.publisher)
}

/// The one that came out before all others of those with a date; none where two may be the first.
fn earliest(articles: &[Copy<'_>], members: &[usize]) -> Option<usize> {
    if let [only] = members {
        return Some(*only);
    }
    let dated: Vec<(usize, [i64; 2])> = members
        .iter()
        .filter_map(|&at| articles[at].published.map(|published| (at, span(published))))
        .collect();
    let &(first, [_, end]) = dated.iter().min_by_key(|(_, span)| *span)?;
    dated.iter().all(|&(at, [start, _])| at == first || end < start).then_some(first)
}

/// The first and the last second, in Unix time, at which it may have come out; a date without time and zone is its
/// whole day.
fn span(published: &Published) -> [i64; 2] {
    if let Ok(moment) = published.iso().parse::<Timestamp>() {
        return [moment.as_second(); 2];
    }
    let day = i64::from((published.date() - jiff::civil::date(1970, 1, 1)).get_days());
    [day * 86_400, day * 86_400 + 86_399]
}

/// Which articles have a fingerprint.
struct Postings {
    /// Ascending.
    fingerprints: Vec<u32>,
    starts: Vec<u32>,
    /// Positions, ascending for each fingerprint.
    holders: Vec<u32>,
}

impl Postings {
    fn new<'s>(signatures: impl Iterator<Item = &'s Signature>) -> Self {
        let mut pairs: Vec<(u32, u32)> = (0..)
            .zip(signatures)
            .flat_map(|(position, signature)| {
                signature.fingerprints.iter().map(move |&fingerprint| (fingerprint, position))
            })
            .collect();
        pairs.sort_unstable();
        let mut postings =
            Self { fingerprints: Vec::new(), starts: Vec::new(), holders: Vec::new() };
        for group in pairs.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
            postings.fingerprints.push(group[0].0);
            postings.starts.push(postings.holders.len() as u32);
            postings.holders.extend(group.iter().map(|&(_, position)| position));
        }
        postings.starts.push(postings.holders.len() as u32);
        postings
    }

    /// The positions of the articles that have it; none where only one has.
    fn of(&self, fingerprint: u32) -> &[u32] {
        match self.fingerprints.binary_search(&fingerprint) {
            Ok(at) => &self.holders[self.starts[at] as usize..self.starts[at + 1] as usize],
            Err(_) => &[],
        }
    }
}

/// Disjoint sets; a set's root is its least member.
struct Groups(Vec<usize>);

impl Groups {
    fn new(n: usize) -> Self {
        Self((0..n).collect())
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIRE: &str = "LUND, March 3 - The foreign ministers of Varland and Ostria will meet in Lund on Friday to \
        speak about the closed strait, both governments said on Tuesday. It will be their first meeting since the \
        ferry collision in January. Varland wants pilots on every ship; Ostria calls that a breach of the treaty of \
        the sea. Traders say that freight has become a third dearer. A spokeswoman for the port of Lund said that \
        forty ships were waiting for a berth.";

    fn found(articles: &[(&str, &str, Option<&str>, Option<&str>)]) -> Origins {
        let signatures: Vec<Signature> =
            articles.iter().map(|article| Signature::of(article.1)).collect();
        let dates: Vec<Option<Published>> =
            articles.iter().map(|a| a.2.map(|iso| Published::parse(iso).unwrap())).collect();
        let copies: Vec<Copy<'_>> = (0..articles.len())
            .map(|at| Copy {
                id: articles[at].0,
                signature: &signatures[at],
                published: dates[at].as_ref(),
                publisher: None,
                credit: articles[at].3,
            })
            .collect();
        origins(&copies)
    }

    #[test]
    fn the_first_half_of_a_wire_text_is_a_copy_and_another_report_is_none() {
        let half = format!("Our correspondents report. {}", &WIRE[18..235]);
        let other = "Ships have waited for days before the port of Lund. On Friday two foreign ministers want to \
            talk about it, and few expect much of them: neither has given way since a ferry was rammed in winter.";
        let origins = found(&[
            ("c", WIRE, Some("2024-03-03T10:00:00Z"), None),
            ("b", &half, Some("2024-03-04"), None),
            ("a", other, Some("2024-03-02"), None),
        ]);
        assert_eq!(origins.of, [1, 1, 2]);
        assert_eq!(origins.first, [Some(0), Some(0), Some(2)]);
    }

    #[test]
    fn two_copies_of_one_day_leave_open_which_was_first() {
        let origins = found(&[
            ("a", WIRE, Some("2024-03-03T10:00:00Z"), None),
            ("b", WIRE, Some("2024-03-03"), None),
            ("c", WIRE, None, None),
        ]);
        assert_eq!(origins.of, [0, 0, 0]);
        assert_eq!(origins.first, [None; 3]);
    }

    #[test]
    fn a_digest_is_no_copy_of_its_parts() {
        let other: String = (0..400).flat_map(|n| [" word".to_owned(), n.to_string()]).collect();
        let digest = format!("{other} {WIRE}");
        assert_eq!(found(&[("a", WIRE, None, None), ("b", &digest, None, None)]).of, [0, 1]);
    }

    #[test]
    fn a_credit_tips_the_balance_and_is_not_enough_alone() {
        // Some 30 of 74 words are the agency's, the others the outlet's own.
        let own: String = (0..44).flat_map(|n| [" own".to_owned(), n.to_string()]).collect();
        let cut = WIRE.find("It will be").unwrap();
        let mixed = format!("{}{own}", &WIRE[..cut]);
        let pair =
            |text: &str, credit| found(&[("a", WIRE, None, credit), ("b", text, None, credit)]);
        assert_eq!(pair(&mixed, None).of, [0, 1]);
        assert_eq!(pair(&mixed, Some("Nordpress")).of, [0, 0]);
        let else_ =
            "The minister will travel to Ostria in May for a visit of three days, the paper says.";
        assert_eq!(pair(else_, Some("Nordpress")).of, [0, 1]);
    }

    #[test]
    fn order_does_not_matter() {
        let half = &WIRE[..230];
        let one =
            found(&[("a", WIRE, None, None), ("b", half, None, None), ("c", "Else.", None, None)]);
        let other =
            found(&[("c", "Else.", None, None), ("b", half, None, None), ("a", WIRE, None, None)]);
        assert_eq!(one.of, [0, 0, 2]);
        assert_eq!(other.of, [0, 2, 2]);
    }
}
