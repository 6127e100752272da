use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::project::first_key;

/// What a correction stands on: the finding as it was, so that it can be found again when its article has been
/// read by a newer program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Ground {
    /// Letter of the kind: `s`, `e`, `m`, `p`.
    pub(crate) kind: String,
    pub(crate) label: String,
    pub(crate) r#type: String,
    pub(crate) rule: String,
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// The words that proved it.
    pub(crate) evidence: String,
}

/// A finding of an article, as far as grounds are compared.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    pub(crate) key: i64,
    kind: String,
    label: String,
    r#type: String,
    start: u32,
    end: u32,
}

/// All findings of an article as the reader made them.
pub(crate) fn standing(db: &Connection, article: i64) -> rusqlite::Result<Vec<Standing>> {
    db.prepare_cached(
        "SELECT finding, kind, label, type, start, \"end\" FROM finding WHERE finding BETWEEN ?1 AND ?2 ORDER BY finding",
    )?
    .query_map([first_key(article), first_key(article + 1) - 1], |row| {
        Ok(Standing {
            key: row.get(0)?,
            kind: row.get(1)?,
            label: row.get(2)?,
            r#type: row.get(3)?,
            start: row.get(4)?,
            end: row.get(5)?,
        })
    })?
    .collect()
}

impl Ground {
    /// The finding that this is the ground of: the same; else one of its kind and type whose evidence overlaps
    /// most; else one of its kind whose evidence is mostly the same words. None where it has gone.
    pub(crate) fn find<'s>(&self, standing: &'s [Standing]) -> Option<&'s Standing> {
        let of_kind = || standing.iter().filter(|one| one.kind == self.kind);
        let same = |one: &&Standing| {
            one.label == self.label
                && one.r#type == self.r#type
                && (one.start, one.end) == (self.start, self.end)
        };
        let overlap = |one: &Standing| {
            i64::from(one.end.min(self.end)) - i64::from(one.start.max(self.start))
        };
        let most = |a: &&Standing, b: &&Standing| (overlap(a), b.key).cmp(&(overlap(b), a.key));
        of_kind()
            .find(same)
            .or_else(|| {
                of_kind().filter(|one| one.r#type == self.r#type && overlap(one) > 0).max_by(most)
            })
            .or_else(|| {
                let half = i64::from(self.end.saturating_sub(self.start)) / 2;
                of_kind().filter(|one| overlap(one) > half).max_by(most)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(key: i64, r#type: &str, start: u32, end: u32) -> Standing {
        Standing {
            key,
            kind: "e".to_owned(),
            label: format!("e{key}"),
            r#type: r#type.to_owned(),
            start,
            end,
        }
    }

    #[test]
    fn a_finding_is_found_again_by_what_it_said() {
        let ground = Ground {
            kind: "e".to_owned(),
            label: "e1".to_owned(),
            r#type: "ACCUSE".to_owned(),
            rule: "event/verb".to_owned(),
            start: 100,
            end: 150,
            evidence: String::new(),
        };
        let key = |standing: &[Standing]| ground.find(standing).map(|one| one.key);
        assert_eq!(key(&[at(1, "ACCUSE", 100, 150), at(2, "ACCUSE", 0, 50)]), Some(1));
        // It has another number now.
        assert_eq!(key(&[at(1, "REQUEST", 0, 50), at(2, "ACCUSE", 104, 150)]), Some(2));
        // It has another type now.
        assert_eq!(key(&[at(3, "REJECT", 100, 148)]), Some(3));
        // It has gone.
        assert_eq!(key(&[at(1, "ACCUSE", 200, 250), at(2, "REJECT", 140, 250)]), None);
    }
}
