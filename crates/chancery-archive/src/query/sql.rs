//! Conditions as SQL.

use jiff::civil::Date;
use rusqlite::types::Value;

use super::parse::{Filter, Kind, Query, Term};
use crate::error::ArchiveError;
use crate::file::Archive;

/// A piece of SQL with its parameters.
#[derive(Debug, Clone, Default)]
pub(super) struct Sql {
    pub(super) text: String,
    pub(super) values: Vec<Value>,
}

impl Sql {
    fn new(text: impl Into<String>, values: impl IntoIterator<Item = Value>) -> Self {
        Self { text: text.into(), values: values.into_iter().collect() }
    }

    fn none() -> Self {
        Self::new("0", [])
    }
}

/// A condition in the ways in which it can be asked.
#[derive(Debug, Clone)]
pub(super) struct Condition {
    /// Of one row at hand.
    pub(super) holds: Sql,
    /// The keys of all rows for which it holds, where that is found through an index.
    pub(super) keys: Option<Sql>,
}

/// The conditions of a query on rows of one kind; `None` where none of that kind can be meant.
pub(super) fn conditions(
    archive: &Archive,
    query: &Query,
    kind: Kind,
) -> Result<Option<Vec<Condition>>, ArchiveError> {
    let mut conditions = Vec::new();
    for alternatives in &query.terms {
        let mut meant = Vec::new();
        for term in alternatives {
            if let Some(condition) = condition(archive, term, kind)? {
                meant.push(condition);
            }
        }
        match meant.len() {
            0 => return Ok(None),
            1 => conditions.extend(meant),
            _ => conditions.push(any(&meant)),
        }
    }
    Ok(Some(conditions))
}

fn any(alternatives: &[Condition]) -> Condition {
    let join = |parts: Vec<&Sql>, between: &str| Sql {
        text: parts.iter().map(|part| format!("({})", part.text)).collect::<Vec<_>>().join(between),
        values: parts.iter().flat_map(|part| part.values.clone()).collect(),
    };
    let union: Option<Vec<&Sql>> = alternatives.iter().map(|one| one.keys.as_ref()).collect();
    Condition {
        holds: join(alternatives.iter().map(|one| &one.holds).collect(), " OR "),
        keys: union.map(|parts| Sql {
            text: parts
                .iter()
                .map(|part| format!("SELECT * FROM ({})", part.text))
                .collect::<Vec<_>>()
                .join(" UNION "),
            values: parts.iter().flat_map(|part| part.values.clone()).collect(),
        }),
    }
}

/// `None`: rows of this kind are never meant by it.
fn condition(
    archive: &Archive,
    term: &Term,
    kind: Kind,
) -> Result<Option<Condition>, ArchiveError> {
    let article = kind == Kind::Article;
    let finding_only = |condition: Condition| (!article).then_some(condition);
    let condition = match &term.filter {
        Filter::Words(words) => Some(words_in(words, article)),
        Filter::Said(name) if kind == Kind::Statement => Some(party(archive, name, &["speaker"])?),
        Filter::Met(name) if kind == Kind::Meeting => {
            Some(party(archive, name, &["participant", "host"])?)
        }
        Filter::Said(_) | Filter::Met(_) => None,
        Filter::Actor(name) => finding_only(party(archive, name, &[])?),
        Filter::Country(name) => finding_only(country(archive, name)?),
        Filter::At(name) => finding_only(place(archive, name)?),
        Filter::About(topic) => finding_only(about(topic, kind)),
        Filter::Type(name) => finding_only(of_type(name, kind)),
        Filter::Status(status) => finding_only(Condition {
            holds: Sql::new("finding.status = ?", [Value::from(status.clone())]),
            keys: None,
        }),
        Filter::Kind(wanted) => {
            (*wanted == kind).then(|| Condition { holds: Sql::new("1", []), keys: None })
        }
        Filter::Outlet(name) => Some(outlet(name, article)),
        Filter::Since(day) => Some(happened(article, *day, "last_day", ">=")),
        Filter::Until(day) => Some(happened(article, *day, "first_day", "<=")),
        Filter::Published(first, last) => Some(published(*first, *last, article)),
    };
    if !term.not {
        return Ok(condition);
    }
    // What cannot be meant does not hold: `-said:Lund` keeps meetings. But `-kind:event` leaves events out.
    Ok(match condition {
        None => Some(Condition { holds: Sql::new("1", []), keys: None }),
        Some(condition) => Some(Condition {
            holds: Sql {
                text: format!("NOT coalesce(({}), 0)", condition.holds.text),
                values: condition.holds.values,
            },
            keys: None,
        }),
    })
}

/// The words as FTS5 reads them: each in quotation marks, in this order.
fn phrase(words: &str) -> String {
    format!("\"{}\"", words.replace('"', " "))
}

fn words_in(words: &str, article: bool) -> Condition {
    let table = if article { "article_words" } else { "finding_words" };
    let key = if article { "article.article" } else { "finding.finding" };
    let phrase = Value::from(phrase(words));
    Condition {
        holds: Sql::new(
            format!("EXISTS (SELECT 1 FROM {table} WHERE rowid = {key} AND {table} MATCH ?)"),
            [phrase.clone()],
        ),
        keys: Some(Sql::new(format!("SELECT rowid FROM {table} WHERE {table} MATCH ?"), [phrase])),
    }
}

/// Entities that a name means: by id; else those that are called just so; else those of whose names it is a part.
fn entities(archive: &Archive, name: &str) -> Result<Vec<i64>, ArchiveError> {
    let ask = |sql: &str, value: &str| -> rusqlite::Result<Vec<i64>> {
        archive.db.prepare_cached(sql)?.query_map([value], |row| row.get(0))?.collect()
    };
    let find = || -> rusqlite::Result<Vec<i64>> {
        let by_id = ask("SELECT entity FROM entity WHERE id = ?1", name)?;
        let found = if by_id.is_empty() {
            let by_words = ask(
                "SELECT rowid FROM entity_words WHERE entity_words MATCH ?1 LIMIT 2000",
                &phrase(name),
            )?;
            let mut exact = Vec::new();
            let mut called = archive.db.prepare_cached(
                "SELECT 1 FROM entity WHERE entity = ?1 AND (lower(name) = lower(?2) OR EXISTS \
                 (SELECT 1 FROM json_each(names) WHERE lower(value) = lower(?2)))",
            )?;
            for &entity in &by_words {
                if called.exists(rusqlite::params![entity, name])? {
                    exact.push(entity);
                }
            }
            if exact.is_empty() { by_words } else { exact }
        } else {
            by_id
        };
        // All that turned out to be the same.
        let mut all = Vec::new();
        let mut same = archive.db.prepare_cached(
            "SELECT entity FROM entity WHERE entity = ?1 OR same_as = ?1 \
             OR entity = (SELECT same_as FROM entity WHERE entity = ?1) \
             OR same_as = (SELECT same_as FROM entity WHERE entity = ?1)",
        )?;
        for entity in found {
            for one in same.query_map([entity], |row| row.get(0))? {
                all.push(one?);
            }
        }
        all.sort_unstable();
        all.dedup();
        Ok(all)
    };
    find().map_err(ArchiveError::of(&archive.path))
}

fn list(keys: &[i64]) -> String {
    keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

fn party(archive: &Archive, name: &str, roles: &[&str]) -> Result<Condition, ArchiveError> {
    let entities = entities(archive, name)?;
    if entities.is_empty() {
        return Ok(Condition {
            holds: Sql::none(),
            keys: Some(Sql::new("SELECT NULL WHERE 0", [])),
        });
    }
    let roles = if roles.is_empty() {
        String::new()
    } else {
        format!(" AND role IN ('{}')", roles.join("','"))
    };
    let which = format!("entity IN ({}){roles}", list(&entities));
    Ok(through_party(&which, []))
}

fn through_party(which: &str, values: impl IntoIterator<Item = Value> + Clone) -> Condition {
    Condition {
        holds: Sql::new(
            format!(
                "EXISTS (SELECT 1 FROM party WHERE party.finding = finding.finding AND {which})"
            ),
            values.clone(),
        ),
        keys: Some(Sql::new(format!("SELECT finding FROM party WHERE {which}"), values)),
    }
}

/// Alpha-3 or PLOVER code of a country, given as such or by name.
fn country_code(archive: &Archive, name: &str) -> Result<String, ArchiveError> {
    let code = name.trim().to_uppercase();
    if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Ok(code);
    }
    let mut found: Vec<String> = Vec::new();
    for entity in entities(archive, name)? {
        let state: Option<String> = archive
            .db
            .query_row(
                "SELECT CASE WHEN kind = 'state' THEN kb END FROM entity WHERE entity = ?1",
                [entity],
                |row| row.get(0),
            )
            .map_err(ArchiveError::of(&archive.path))?;
        found.extend(state);
    }
    found.sort_by_key(|code| (code.len() != 3, code.clone()));
    Ok(found.into_iter().next().unwrap_or(code))
}

fn country(archive: &Archive, name: &str) -> Result<Condition, ArchiveError> {
    let code = country_code(archive, name)?;
    Ok(through_party("country = ?", [Value::from(code)]))
}

fn place(archive: &Archive, name: &str) -> Result<Condition, ArchiveError> {
    let code = country_code(archive, name)?;
    let values = [Value::from(name.to_owned()), Value::from(name.to_owned()), Value::from(code)];
    let which = "name = ? COLLATE NOCASE OR admin1 = ? COLLATE NOCASE OR country = ?";
    Ok(Condition {
        holds: Sql::new(
            format!("EXISTS (SELECT 1 FROM place WHERE place.place = finding.place AND ({which}))"),
            values.clone(),
        ),
        keys: Some(Sql::new(
            format!(
                "SELECT finding FROM finding WHERE place IN (SELECT place FROM place WHERE {which})"
            ),
            values,
        )),
    })
}

fn about(topic: &str, kind: Kind) -> Condition {
    let words = words_in(topic, false);
    let (table, column) = match kind {
        Kind::Event => ("event", "contexts"),
        Kind::Position => ("position", "topics"),
        _ => return words,
    };
    let code = Value::from(topic.to_owned());
    let mut values = words.holds.values;
    values.push(code);
    Condition {
        holds: Sql {
            text: format!(
                "{} OR EXISTS (SELECT 1 FROM {table}, json_each({table}.{column}) WHERE {table}.finding = \
                 finding.finding AND value = ? COLLATE NOCASE)",
                words.holds.text
            ),
            values,
        },
        keys: None,
    }
}

fn of_type(name: &str, kind: Kind) -> Condition {
    if kind == Kind::Event && !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit()) {
        return Condition {
            holds: Sql::new(
                "EXISTS (SELECT 1 FROM event WHERE event.finding = finding.finding AND cameo LIKE ? || '%')",
                [Value::from(name.to_owned())],
            ),
            keys: None,
        };
    }
    let name = if kind == Kind::Event { name.to_uppercase() } else { name.to_lowercase() };
    Condition { holds: Sql::new("finding.type = ?", [Value::from(name)]), keys: None }
}

/// A condition on the article of a row.
fn of_article(condition: &str, values: Vec<Value>, article: bool) -> Sql {
    if article {
        return Sql { text: condition.to_owned(), values };
    }
    Sql {
        text: format!(
            "EXISTS (SELECT 1 FROM article WHERE article.article = finding.finding >> 20 AND {condition})"
        ),
        values,
    }
}

fn outlet(name: &str, article: bool) -> Condition {
    let like = format!("%{}%", name.replace(['%', '_'], " "));
    Condition {
        holds: of_article("article.publisher LIKE ?", vec![Value::from(like)], article),
        keys: None,
    }
}

/// A finding without a day counts on the day of its report.
fn happened(article: bool, day: Date, column: &str, compares: &str) -> Condition {
    let day = Value::from(day.to_string());
    if article {
        return Condition {
            holds: Sql::new(format!("substr(article.published, 1, 10) {compares} ?"), [day]),
            keys: None,
        };
    }
    let column = match column {
        "last_day" => "coalesce(finding.last_day, finding.first_day)",
        _ => "finding.first_day",
    };
    Condition {
        holds: Sql::new(
            format!(
                "({column} {compares} ? OR (finding.first_day IS NULL AND EXISTS (SELECT 1 FROM article WHERE \
                 article.article = finding.finding >> 20 AND substr(article.published, 1, 10) {compares} ?)))"
            ),
            [day.clone(), day],
        ),
        keys: None,
    }
}

fn published(first: Option<Date>, last: Option<Date>, article: bool) -> Condition {
    let mut parts = Vec::new();
    let mut values = Vec::new();
    if let Some(first) = first {
        parts.push("article.published >= ?");
        values.push(Value::from(first.to_string()));
    }
    if let Some(last) = last {
        // Date-times of the last day follow its date.
        parts.push("article.published < ?");
        values.push(Value::from(last.tomorrow().unwrap_or(last).to_string()));
    }
    let condition = if parts.is_empty() {
        "article.published IS NOT NULL".to_owned()
    } else {
        parts.join(" AND ")
    };
    Condition { holds: of_article(&condition, values, article), keys: None }
}
