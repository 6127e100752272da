use chancery_archive::rows::{Article, Entity, Record};

use crate::error::ExportError;
use crate::row::Row;
use crate::source::{Document, Each, Kind, Meta, Named, PlaceMention, Source, TimeMention};

/// A source that holds all of it in memory: for tests, and for records that come from elsewhere than an archive.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    /// Where it comes from.
    pub meta: Meta,
    /// Articles.
    pub articles: Vec<Article>,
    /// Raw records.
    pub documents: Vec<Document>,
    /// Entities.
    pub entities: Vec<Entity>,
    /// Consolidated records of all kinds; those without a report are passed over.
    pub records: Vec<Record>,
    /// Names of places.
    pub places: Vec<PlaceMention>,
    /// Times.
    pub times: Vec<TimeMention>,
    /// Ids of articles, with what they name.
    pub named: Vec<(String, Named)>,
}

/// Walks over `items` in the order of their keys.
fn walk<T, K: Ord>(
    items: &[T],
    key: impl Fn(&T) -> K,
    each: Each<'_, T>,
) -> Result<(), ExportError> {
    let mut sorted: Vec<&T> = items.iter().collect();
    sorted.sort_by_key(|item| key(item));
    sorted.into_iter().try_for_each(each)
}

impl Source for Memory {
    fn meta(&self) -> &Meta {
        &self.meta
    }

    fn articles(&self, each: Each<'_, Article>) -> Result<(), ExportError> {
        walk(&self.articles, |article| article.id.clone(), each)
    }

    fn documents(&self, each: Each<'_, Document>) -> Result<(), ExportError> {
        walk(&self.documents, |document| document.article.clone(), each)
    }

    fn entities(&self, each: Each<'_, Entity>) -> Result<(), ExportError> {
        walk(&self.entities, |entity| entity.id.clone(), each)
    }

    fn records(&self, kind: Kind, each: Each<'_, Record>) -> Result<(), ExportError> {
        let of_kind: Vec<&Record> = self
            .records
            .iter()
            .filter(|record| record.reports.first().is_some_and(|lead| Kind::of(lead) == kind))
            .collect();
        let day = |record: &Record| Row::of_record(record)?.day().map(|(day, _)| day.to_owned());
        walk(&of_kind, |record| (day(record), record.id.clone()), &mut |record: &&Record| {
            each(record)
        })
    }

    fn places(&self, each: Each<'_, PlaceMention>) -> Result<(), ExportError> {
        walk(&self.places, |place| (place.article.id.clone(), place.evidence), each)
    }

    fn times(&self, each: Each<'_, TimeMention>) -> Result<(), ExportError> {
        walk(&self.times, |time| (time.article.id.clone(), time.evidence), each)
    }

    fn named(&self, article: &Article) -> Result<Named, ExportError> {
        let named = self.named.iter().find(|(id, _)| *id == article.id);
        Ok(named.map(|(_, named)| named.clone()).unwrap_or_default())
    }
}
