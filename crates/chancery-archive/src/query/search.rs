//! Running a query.

use rusqlite::types::Value;
use rusqlite::{OptionalExtension as _, params_from_iter};
use rustc_hash::FxHashSet;

use super::parse::{Kind, Query};
use super::sql::{Condition, Sql, conditions};
use crate::error::ArchiveError;
use crate::file::Archive;

/// Where a condition holds for more rows than this, rows are walked by day and asked one by one; else the
/// condition's rows are taken and sorted.
const MANY: i64 = 20_000;

/// Counts above this are not counted out.
const COUNTED: usize = 10_000;

/// What a search found, the latest first.
#[derive(Debug, Clone, Default)]
pub struct Hits {
    /// As many as were asked for.
    pub hits: Vec<Hit>,
    /// How many findings and articles there are by kind: exact up to 10,000, else 10,001.
    pub counts: Vec<(Kind, usize)>,
}

/// A record or an article that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hit {
    /// Key of the finding that leads a record, for [`Loader::record`](crate::Loader::record).
    Record(i64),
    /// Key of an article, for [`Loader::article`](crate::Loader::article).
    Article(i64),
}

impl Archive {
    /// The first `most` records and articles that a query means, from the `from`-th on: by the day on which they
    /// happened (of an article, on which it came out), the latest first, then by id.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn search(&self, query: &Query, from: usize, most: usize) -> Result<Hits, ArchiveError> {
        let mut hits = Hits::default();
        let mut found: Vec<(Option<String>, String, Hit)> = Vec::new();
        for kind in Kind::ALL {
            let Some(conditions) = conditions(self, query, kind)? else { continue };
            let plan = self.plan(kind, conditions)?;
            found.extend(self.first(kind, &plan, from + most)?);
            let count = self.count(&plan, COUNTED + 1)?;
            if count > 0 {
                hits.counts.push((kind, count));
            }
        }
        found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        hits.hits = found.into_iter().map(|(_, _, hit)| hit).skip(from).take(most).collect();
        Ok(hits)
    }

    /// Keys of all findings of a kind (or articles) that a query means, by key.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn matching(&self, query: &Query, kind: Kind) -> Result<Vec<i64>, ArchiveError> {
        let Some(conditions) = conditions(self, query, kind)? else { return Ok(Vec::new()) };
        let plan = self.plan(kind, conditions)?;
        let run = || -> rusqlite::Result<Vec<i64>> {
            let mut keys: Vec<i64> = self
                .db
                .prepare(&format!(
                    "SELECT {} FROM {} WHERE {}",
                    plan.key, plan.table, plan.filter.text
                ))?
                .query_map(params_from_iter(&plan.filter.values), |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            keys.sort_unstable();
            Ok(keys)
        };
        run().map_err(ArchiveError::of(&self.path))
    }

    /// The number of rows that a query means, by kind, counted out.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn count_all(&self, query: &Query) -> Result<Vec<(Kind, usize)>, ArchiveError> {
        let mut counts = Vec::new();
        for kind in Kind::ALL {
            if let Some(conditions) = conditions(self, query, kind)? {
                let plan = self.plan(kind, conditions)?;
                counts.push((kind, self.count(&plan, usize::MAX >> 1)?));
            }
        }
        Ok(counts)
    }

    /// Decides through which condition's index the rows are found.
    fn plan(&self, kind: Kind, conditions: Vec<Condition>) -> Result<Plan, ArchiveError> {
        let article = kind == Kind::Article;
        let (table, key) =
            if article { ("article", "article.article") } else { ("finding", "finding.finding") };
        let mut sizes = Vec::new();
        for condition in &conditions {
            sizes.push(match &condition.keys {
                None => i64::MAX,
                Some(keys) => self
                    .db
                    .prepare_cached(&format!(
                        "SELECT count(*) FROM (SELECT * FROM ({}) LIMIT {})",
                        keys.text,
                        MANY + 1
                    ))
                    .and_then(|mut statement| {
                        statement.query_row(params_from_iter(&keys.values), |row| row.get(0))
                    })
                    .map_err(ArchiveError::of(&self.path))?,
            });
        }
        let driver =
            (0..conditions.len()).min_by_key(|&at| sizes[at]).filter(|&at| sizes[at] <= MANY);
        let mut filter = Sql::default();
        let mut parts: Vec<String> = Vec::new();
        if !article {
            // Without an index on the kind where another one leads to the rows.
            let plus = if driver.is_some() { "+" } else { "" };
            parts.push(format!("{plus}finding.kind = '{}'", kind.letter()));
        }
        for (at, condition) in conditions.into_iter().enumerate() {
            let part = match condition.keys {
                Some(keys) if driver == Some(at) => {
                    Sql { text: format!("{key} IN ({})", keys.text), values: keys.values }
                }
                _ => condition.holds,
            };
            parts.push(format!("({})", part.text));
            filter.values.extend(part.values);
        }
        filter.text = if parts.is_empty() { "1".to_owned() } else { parts.join(" AND ") };
        Ok(Plan { table, key, filter })
    }

    /// The first records (or articles) of a plan, with day and id.
    fn first(
        &self,
        kind: Kind,
        plan: &Plan,
        most: usize,
    ) -> Result<Vec<(Option<String>, String, Hit)>, ArchiveError> {
        let Plan { filter, .. } = plan;
        let run = || -> rusqlite::Result<Vec<(Option<String>, String, Hit)>> {
            let mut found = Vec::new();
            if kind == Kind::Article {
                let sql = format!(
                    "SELECT article.article, substr(article.published, 1, 10), article.id FROM article WHERE {} \
                     ORDER BY article.published DESC, article.id LIMIT {most}",
                    filter.text
                );
                let mut statement = self.db.prepare(&sql)?;
                let mut rows = statement.query(params_from_iter(&filter.values))?;
                while let Some(row) = rows.next()? {
                    found.push((row.get(1)?, row.get(2)?, Hit::Article(row.get(0)?)));
                }
                return Ok(found);
            }
            let sql = format!(
                "SELECT finding.finding, finding.first_day, finding.lead FROM finding WHERE {} \
                 ORDER BY finding.first_day DESC",
                filter.text
            );
            let mut statement = self.db.prepare(&sql)?;
            let mut rows = statement.query(params_from_iter(&filter.values))?;
            let mut seen = FxHashSet::default();
            // All of the last day that is reached, so that ties are broken by id and not by the file's order.
            let mut last: Option<Option<String>> = None;
            while let Some(row) = rows.next()? {
                let day: Option<String> = row.get(1)?;
                if found.len() >= most && last.as_ref() != Some(&day) {
                    break;
                }
                // Some days have very many; then their order is the file's.
                if found.len() >= most + COUNTED {
                    break;
                }
                let lead: i64 = row.get::<_, Option<i64>>(2)?.unwrap_or(row.get(0)?);
                if seen.insert(lead) {
                    found.push((day.clone(), self.finding_id(lead)?, Hit::Record(lead)));
                }
                last = Some(day);
            }
            Ok(found)
        };
        run().map_err(ArchiveError::of(&self.path))
    }

    fn count(&self, plan: &Plan, most: usize) -> Result<usize, ArchiveError> {
        let Plan { table, key, filter } = plan;
        // An index holds the key of every finding with its kind and day.
        let sql = format!(
            "SELECT count(*) FROM (SELECT {key} FROM {table} WHERE {} LIMIT {most})",
            filter.text
        );
        self.db
            .prepare(&sql)
            .and_then(|mut statement| {
                statement.query_row(params_from_iter(&filter.values), |row| row.get::<_, i64>(0))
            })
            .map(|count| usize::try_from(count).unwrap_or(0))
            .map_err(ArchiveError::of(&self.path))
    }

    /// `ARTICLE#e2` of a key.
    pub(crate) fn finding_id(&self, key: i64) -> rusqlite::Result<String> {
        self.db
            .prepare_cached(
                "SELECT article.id || '#' || finding.label FROM finding JOIN article ON article.article = \
                 finding.finding >> 20 WHERE finding.finding = ?1",
            )?
            .query_row([key], |row| row.get(0))
    }

    /// Key of a finding by its id, `ARTICLE#e2`, or by the id of a record that it leads or led, `e2-ARTICLE`.
    /// Ids that a finding had before its article was read again lead to it too.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn finding_key(&self, id: &str) -> Result<Option<i64>, ArchiveError> {
        let find = |id: &str| -> rusqlite::Result<Option<i64>> {
            let swapped = || id.split_once('-').map(|(label, article)| (article, label));
            let Some((article, label)) = id.split_once('#').or_else(swapped) else {
                return Ok(None);
            };
            self.db
                .prepare_cached(
                    "SELECT finding FROM finding WHERE label = ?2 AND finding BETWEEN \
                     (SELECT article << 20 FROM article WHERE id = ?1) AND \
                     (SELECT ((article + 1) << 20) - 1 FROM article WHERE id = ?1)",
                )?
                .query_row([article, label], |row| row.get(0))
                .optional()
        };
        let fails = ArchiveError::of(&self.path);
        // What an id stands for today is asked first: numbers are given again.
        if let Some(key) = find(id).map_err(&fails)? {
            return Ok(Some(key));
        }
        let new: Option<Option<String>> = self
            .db
            .query_row(
                "SELECT new FROM alias WHERE old = ?1",
                [Value::from(id.to_owned())],
                |row| row.get(0),
            )
            .optional()
            .map_err(&fails)?;
        match new.flatten() {
            Some(new) => find(&new).map_err(&fails),
            None => Ok(None),
        }
    }
}

/// How rows are found.
struct Plan {
    table: &'static str,
    key: &'static str,
    filter: Sql,
}
