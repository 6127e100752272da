use rusqlite::{Connection, params};

use super::edit;
use super::ground::{Ground, standing};

/// A correction of a finding that holds.
pub(super) struct Holding {
    pub(super) number: i64,
    pub(super) action: String,
    pub(super) target: String,
    pub(super) field: Option<String>,
    pub(super) value: Option<String>,
    pub(super) who: String,
    pub(super) made: String,
    pub(super) ground: Ground,
}

/// Corrections of an article's findings that were not undone, in the order in which they were made.
pub(super) fn holding(db: &Connection, article: &str) -> rusqlite::Result<Vec<Holding>> {
    let mut select = db.prepare_cached(
        "SELECT correction, action, target, field, value, who, made, ground FROM correction \
         WHERE target >= ?1 || '#' AND target < ?1 || '$' AND action IN ('accept', 'reject', 'edit') \
         AND ground IS NOT NULL AND NOT EXISTS (SELECT 1 FROM correction AS undo WHERE undo.action = 'undo' \
         AND undo.target = CAST(correction.correction AS TEXT)) ORDER BY correction",
    )?;
    let mut rows = select.query([article])?;
    let mut holding = Vec::new();
    while let Some(row) = rows.next()? {
        let Ok(ground) = serde_json::from_str(row.get_ref(7)?.as_str()?) else { continue };
        holding.push(Holding {
            number: row.get(0)?,
            action: row.get(1)?,
            target: row.get(2)?,
            field: row.get(3)?,
            value: row.get(4)?,
            who: row.get(5)?,
            made: row.get(6)?,
            ground,
        });
    }
    Ok(holding)
}

/// Applies what people said of an article's findings to its rows, fresh from the reader: what was rejected goes,
/// what was edited changes. Where two decide differently the later counts.
pub(crate) fn apply(db: &Connection, article: i64, id: &str) -> rusqlite::Result<()> {
    let holding = holding(db, id)?;
    if holding.is_empty() {
        return Ok(());
    }
    // Grounds are compared with the findings as they were read, before any edit.
    let standing = standing(db, article)?;
    let mut rejected: Vec<(i64, bool)> = Vec::new();
    for one in &holding {
        let Some(found) = one.ground.find(&standing) else { continue };
        match one.action.as_str() {
            "edit" => {
                if let (Some(field), Some(value)) = (&one.field, &one.value) {
                    edit::set(db, found.key, &one.ground.kind, field, value)?;
                }
            }
            action => {
                let reject = action == "reject";
                match rejected.iter_mut().find(|(key, _)| *key == found.key) {
                    Some((_, verdict)) => *verdict = reject,
                    None => rejected.push((found.key, reject)),
                }
            }
        }
    }
    for (finding, reject) in rejected {
        if reject {
            remove(db, finding)?;
        } else {
            db.execute(
                "UPDATE finding SET verdict = coalesce(verdict, 'accepted') WHERE finding = ?1",
                [finding],
            )?;
        }
    }
    Ok(())
}

fn remove(db: &Connection, finding: i64) -> rusqlite::Result<()> {
    for table in ["finding", "party", "statement", "event", "meeting", "position"] {
        db.prepare_cached(&format!("DELETE FROM {table} WHERE finding = ?1"))?
            .execute([finding])?;
    }
    db.prepare_cached("DELETE FROM finding_words WHERE rowid = ?1")?.execute(params![finding])?;
    Ok(())
}
