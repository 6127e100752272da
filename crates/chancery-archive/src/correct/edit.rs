//! Fields that can be edited, and what they may hold.

use chancery_kb::Ontology;
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::project::{SHIFT, first_key};

const STATUSES: [&str; 6] = ["occurred", "ongoing", "planned", "hypothetical", "denied", "failed"];
const FORMATS: [&str; 7] =
    ["bilateral", "multilateral", "summit", "call", "visit", "conference", "other"];
const SAYINGS: [&str; 3] = ["direct", "indirect", "mixed"];
const STANCES: [&str; 8] =
    ["supports", "opposes", "demands", "urges", "promises", "rejects", "criticises", "thanks"];

/// Roles by the field that names their actors, with the letter of the kind that has them.
const PARTIES: [(&str, &str, &str); 8] = [
    ("sources", "source", "e"),
    ("targets", "target", "e"),
    ("speaker", "speaker", "s"),
    ("addressee", "addressee", "s"),
    ("participants", "participant", "m"),
    ("host", "host", "m"),
    ("holder", "holder", "p"),
    ("toward", "toward", "p"),
];

/// Fields of a kind, for messages.
fn fields(kind: &str) -> String {
    let own: &[&str] = match kind {
        "s" => &["type", "negated", "status"],
        "e" => &["type", "mode", "cameo", "status", "first_day", "last_day", "place"],
        "m" => &["type", "name", "status", "first_day", "last_day", "place"],
        _ => &["type", "status"],
    };
    let parties = PARTIES.iter().filter(|(_, _, of)| *of == kind).map(|(field, _, _)| *field);
    own.iter().copied().chain(parties).collect::<Vec<_>>().join(", ")
}

fn one_of(field: &str, value: &str, known: &[&str]) -> Result<(), String> {
    if known.contains(&value) {
        Ok(())
    } else {
        Err(format!("{field}: {value:?} is none of {}", known.join(", ")))
    }
}

/// Whether a field of a finding may have a value; what is wrong where it may not.
pub(super) fn validate(
    db: &Connection,
    finding: i64,
    kind: &str,
    field: &str,
    value: &str,
) -> Result<(), String> {
    let ontology = Ontology::embedded();
    match (field, kind) {
        ("type", "e") => {
            let known: Vec<&str> = ontology.event_types().iter().map(|entry| entry.code).collect();
            one_of(field, value, &known)
        }
        ("type", "m") => one_of(field, value, &FORMATS),
        ("type", "s") => one_of(field, value, &SAYINGS),
        ("type", _) => one_of(field, value, &STANCES),
        ("status", _) => one_of(field, value, &STATUSES),
        ("negated", "s") => one_of(field, value, &["true", "false"]),
        ("mode", "e") | ("name", "m") => Ok(()),
        ("cameo" | "first_day" | "last_day" | "place", "e" | "m") if value.is_empty() => Ok(()),
        ("cameo", "e") => ontology
            .cameo(value)
            .map(|_| ())
            .ok_or_else(|| format!("cameo: {value:?} is no code of CAMEO")),
        ("first_day" | "last_day", "e" | "m") => value
            .parse::<Date>()
            .map(|_| ())
            .map_err(|_| format!("{field}: a day such as 2024-10-25 is expected, not {value:?}")),
        ("place", "e" | "m") => match place(db, finding, value) {
            Ok(Some(_)) => Ok(()),
            Ok(None) => Err(format!(
                "place: the article names no place {value:?}; by name, or label such as l2"
            )),
            Err(error) => Err(error.to_string()),
        },
        _ if PARTIES.iter().any(|(name, _, of)| *name == field && *of == kind) => {
            match actors(db, finding, value) {
                Ok(found) if found.iter().all(Result::is_ok) => Ok(()),
                Ok(found) => {
                    let unknown: Vec<String> = found.into_iter().filter_map(Result::err).collect();
                    Err(format!(
                        "{field}: the article has no actor {}; labels such as a3, joined by commas, are expected",
                        unknown.join(", ")
                    ))
                }
                Err(error) => Err(error.to_string()),
            }
        }
        _ => Err(format!("{field:?} cannot be edited here; there are {}", fields(kind))),
    }
}

/// Key of a place of the finding's article, by label or name.
fn place(db: &Connection, finding: i64, value: &str) -> rusqlite::Result<Option<i64>> {
    let article = finding >> SHIFT;
    db.query_row(
        "SELECT place FROM place WHERE place BETWEEN ?1 AND ?2 AND (label = ?3 OR name = ?3 COLLATE NOCASE) \
         ORDER BY place LIMIT 1",
        params![first_key(article), first_key(article + 1) - 1, value],
        |row| row.get(0),
    )
    .optional()
}

type Found = Result<(i64, Option<i64>, Option<String>), String>;

/// Actors of the finding's article by label, joined by commas.
fn actors(db: &Connection, finding: i64, value: &str) -> rusqlite::Result<Vec<Found>> {
    let article = finding >> SHIFT;
    value
        .split([',', ';'])
        .map(str::trim)
        .filter(|label| !label.is_empty())
        .map(|label| {
            let label = label.rsplit('#').next().unwrap_or(label);
            let found = db
                .query_row(
                    "SELECT actor, entity, country FROM actor WHERE actor BETWEEN ?1 AND ?2 AND label = ?3",
                    params![first_key(article), first_key(article + 1) - 1, label],
                    |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
                )
                .optional()?;
            Ok(found.ok_or_else(|| label.to_owned()))
        })
        .collect()
}

/// Sets a field of a finding's row; a value that no longer can be is passed over.
pub(super) fn set(
    db: &Connection,
    finding: i64,
    kind: &str,
    field: &str,
    value: &str,
) -> rusqlite::Result<()> {
    if validate(db, finding, kind, field, value).is_err() {
        return Ok(());
    }
    let given = (!value.is_empty()).then_some(value);
    let update = |table: &str, column: &str, value: &dyn rusqlite::ToSql| -> rusqlite::Result<()> {
        db.execute(
            &format!("UPDATE {table} SET {column} = ?2 WHERE finding = ?1"),
            params![finding, value],
        )?;
        Ok(())
    };
    match field {
        "type" | "status" => update("finding", field, &value)?,
        "first_day" | "last_day" => update("finding", field, &given)?,
        "mode" => update("event", field, &given)?,
        "cameo" => {
            update("event", field, &given)?;
            let scale = given.and_then(|code| Ontology::embedded().goldstein(code));
            update("event", "goldstein", &scale.map(crate::project::rounded))?;
        }
        "name" => update("meeting", field, &given)?,
        "negated" => {
            update("statement", field, &(value == "true"))?;
            update("finding", "status", &(if value == "true" { "denied" } else { "occurred" }))?;
        }
        "place" => {
            let place = given.map(|name| place(db, finding, name)).transpose()?.flatten();
            update("finding", field, &place)?;
        }
        _ => {
            if let Some((_, role, _)) = PARTIES.iter().find(|(name, _, _)| *name == field) {
                set_parties(db, finding, role, value)?;
            }
        }
    }
    db.execute("UPDATE finding SET verdict = 'edited' WHERE finding = ?1", [finding])?;
    Ok(())
}

fn set_parties(db: &Connection, finding: i64, role: &str, value: &str) -> rusqlite::Result<()> {
    db.execute("DELETE FROM party WHERE finding = ?1 AND role = ?2", params![finding, role])?;
    let first: i64 = db.query_row(
        "SELECT coalesce(max(number), -1) + 1 FROM party WHERE finding = ?1",
        [finding],
        |row| row.get(0),
    )?;
    let actors = actors(db, finding, value)?.into_iter().flatten();
    for (number, (actor, entity, country)) in (first..).zip(actors) {
        db.execute(
            "INSERT INTO party (finding, number, role, actor, entity, country) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![finding, number, role, actor, entity, country],
        )?;
    }
    Ok(())
}
