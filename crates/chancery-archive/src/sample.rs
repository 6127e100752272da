//! Coding sheets: findings drawn to be judged by people, and what their verdicts say.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest as _, Sha256};

use crate::correct::Ground;
use crate::error::ArchiveError;
use crate::file::Archive;
use crate::query::{Kind, Query};

/// What findings are counted apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stratum {
    /// PLOVER type, kind of statement, format, stance.
    Type,
    /// The rule.
    Rule,
}

/// How often findings were right, by those who judged them.
#[derive(Debug, Clone, PartialEq)]
pub struct Precision {
    /// `event`, `meeting` …
    pub kind: &'static str,
    /// Type or rule; `all` for all of a kind.
    pub stratum: String,
    /// Findings that the latest verdict calls right.
    pub right: u64,
    /// Findings with a verdict.
    pub judged: u64,
}

impl Precision {
    /// The share, and its 95 % interval after Wilson (1927).
    pub fn share(&self) -> (f64, f64, f64) {
        let (n, right) = (self.judged as f64, self.right as f64);
        if self.judged == 0 {
            return (0.0, 0.0, 1.0);
        }
        let z = 1.959_963_984_540_054;
        let share = right / n;
        let middle = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
        let half =
            z / (1.0 + z * z / n) * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
        (share, (middle - half).max(0.0), (middle + half).min(1.0))
    }
}

/// How far coders agree where two or more have judged the same findings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// Findings that two or more have judged.
    pub findings: usize,
    /// Coders.
    pub coders: usize,
    /// Krippendorff's alpha for nominal data (Krippendorff 2011); none where all verdicts are the same.
    pub alpha: Option<f64>,
}

impl Archive {
    /// Draws `n` findings of a kind that a query means, as many of each stratum as there can be evenly, always the
    /// same for a seed whatever the order in which articles came in; sorted by stratum and id. Keys for
    /// [`Loader::finding`](crate::Loader::finding).
    ///
    /// # Errors
    /// Where the database fails.
    pub fn draw(
        &self,
        query: &Query,
        kind: Kind,
        by: Stratum,
        n: usize,
        seed: u64,
    ) -> Result<Vec<(String, i64)>, ArchiveError> {
        let mut strata: BTreeMap<String, Vec<([u8; 32], String, i64)>> = BTreeMap::new();
        let mut select = self
            .db
            .prepare(
                "SELECT type, (SELECT name FROM rule WHERE rule.rule = finding.rule) FROM finding WHERE finding = ?1",
            )
            .map_err(ArchiveError::of(&self.path))?;
        for key in self.matching(query, kind)? {
            let mut read = || -> rusqlite::Result<(String, String)> {
                let column = usize::from(by == Stratum::Rule);
                Ok((select.query_row([key], |row| row.get(column))?, self.finding_id(key)?))
            };
            let (stratum, id) = read().map_err(ArchiveError::of(&self.path))?;
            let lot: [u8; 32] = Sha256::digest(format!("{seed}\u{1f}{id}").as_bytes()).into();
            strata.entry(stratum).or_default().push((lot, id, key));
        }
        for lots in strata.values_mut() {
            lots.sort_unstable();
            lots.reverse();
        }
        let mut drawn: Vec<(String, String, i64)> = Vec::new();
        while drawn.len() < n {
            let before = drawn.len();
            for (stratum, lots) in &mut strata {
                if drawn.len() < n
                    && let Some((_, id, key)) = lots.pop()
                {
                    drawn.push((stratum.clone(), id, key));
                }
            }
            if drawn.len() == before {
                break;
            }
        }
        drawn.sort_unstable();
        Ok(drawn.into_iter().map(|(stratum, _, key)| (stratum, key)).collect())
    }

    /// The share of judged findings that are right, by kind and stratum, `all` of a kind first; and how far those
    /// who judged agree. A verdict is an `accept` or a `reject`; an `edit` says that something was wrong.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn precision(&self, by: Stratum) -> Result<(Vec<Precision>, Agreement), ArchiveError> {
        let verdicts = self.verdicts().map_err(ArchiveError::of(&self.path))?;
        // The latest verdict of anybody counts for the share, the latest of each coder for agreement.
        let mut latest: BTreeMap<&str, (&Ground, bool)> = BTreeMap::new();
        let mut by_coder: BTreeMap<&str, BTreeMap<&str, bool>> = BTreeMap::new();
        for (id, who, right, ground) in &verdicts {
            latest.insert(id, (ground, *right));
            by_coder.entry(id).or_default().insert(who, *right);
        }
        let mut counts: BTreeMap<(&'static str, String), (u64, u64)> = BTreeMap::new();
        for (ground, right) in latest.values() {
            let kind = match ground.kind.as_str() {
                "s" => "statement",
                "e" => "event",
                "m" => "meeting",
                _ => "position",
            };
            let stratum = if by == Stratum::Type { &ground.r#type } else { &ground.rule };
            // "all" sorts before nothing else: an empty name stands for it until it is told.
            for name in [String::new(), stratum.clone()] {
                let count = counts.entry((kind, name)).or_default();
                count.0 += u64::from(*right);
                count.1 += 1;
            }
        }
        let precision = counts
            .into_iter()
            .map(|((kind, name), (right, judged))| Precision {
                kind,
                stratum: if name.is_empty() { "all".to_owned() } else { name },
                right,
                judged,
            })
            .collect();
        let units: Vec<Vec<bool>> =
            by_coder.values().map(|coders| coders.values().copied().collect()).collect();
        let coders: BTreeSet<&str> = by_coder
            .values()
            .filter(|unit| unit.len() > 1)
            .flat_map(|unit| unit.keys().copied())
            .collect();
        Ok((
            precision,
            Agreement {
                findings: units.iter().filter(|unit| unit.len() > 1).count(),
                coders: coders.len(),
                alpha: alpha(&units),
            },
        ))
    }

    /// Verdicts that were not undone, in order: finding, coder, whether it is right, ground.
    fn verdicts(&self) -> rusqlite::Result<Vec<(String, String, bool, Ground)>> {
        let mut select = self.db.prepare(
            "SELECT target, who, action = 'accept', ground FROM correction WHERE action IN ('accept', 'reject', 'edit') \
             AND ground IS NOT NULL AND NOT EXISTS (SELECT 1 FROM correction AS undo WHERE undo.action = 'undo' \
             AND undo.target = CAST(correction.correction AS TEXT)) ORDER BY correction",
        )?;
        let mut rows = select.query([])?;
        let mut verdicts = Vec::new();
        while let Some(row) = rows.next()? {
            if let Ok(ground) = serde_json::from_str(row.get_ref(3)?.as_str()?) {
                verdicts.push((row.get(0)?, row.get(1)?, row.get(2)?, ground));
            }
        }
        Ok(verdicts)
    }
}

/// Krippendorff's alpha for two values over units of any number of verdicts; units with one verdict say nothing.
fn alpha(units: &[Vec<bool>]) -> Option<f64> {
    let (mut disagreement, mut yes, mut all) = (0.0, 0.0, 0.0);
    for unit in units.iter().filter(|unit| unit.len() > 1) {
        let n = unit.len() as f64;
        let right = unit.iter().filter(|verdict| **verdict).count() as f64;
        disagreement += 2.0 * right * (n - right) / (n - 1.0);
        yes += right;
        all += n;
    }
    let expected = 2.0 * yes * (all - yes) / (all - 1.0);
    (all > 1.0 && expected > 0.0).then(|| 1.0 - disagreement / expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alpha_is_that_of_the_textbook() {
        // Two coders, ten units, after Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", part A:
        // alpha = 0.095.
        let a = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0];
        let b = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0];
        let units: Vec<Vec<bool>> = a.iter().zip(b).map(|(a, b)| vec![*a == 1, b == 1]).collect();
        assert!((alpha(&units).unwrap() - 0.095).abs() < 5e-4);
        assert_eq!(alpha(&[vec![true, true], vec![true]]), None);
    }

    #[test]
    fn intervals_are_wilsons() {
        let (share, low, high) =
            Precision { kind: "event", stratum: String::new(), right: 34, judged: 60 }.share();
        assert!(
            (share - 0.567).abs() < 1e-3
                && (low - 0.441).abs() < 1e-3
                && (high - 0.684).abs() < 1e-3
        );
    }
}
