//! A selection of an archive, as exports take it.

use std::cell::RefCell;

use chancery_archive::query::{Kind as Found, Query};
use chancery_archive::rows::{Article, Entity, Place, Record};
use chancery_archive::{Archive, ArchiveError, Loader, Selection};
use chancery_export::{
    Document, Each, ExportError, Kind, Meta, Named, PlaceMention, Source, TimeMention,
};
use chancery_record::{Record as Read, Span};
use chancery_text::CodePoints;

/// What a query means in an archive.
#[derive(Debug)]
pub struct Selected<'a> {
    archive: &'a Archive,
    loader: RefCell<Loader<'a>>,
    selection: Selection,
    meta: Meta,
}

/// Codebooks of what is exported, with their versions.
const CODEBOOKS: [(&str, &str); 2] = [("PLOVER", "0.8"), ("CAMEO", "1.1b3")];

impl<'a> Selected<'a> {
    /// Selects; `as_of` is the day as of which the archive is asked, where it is.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn new(
        archive: &'a Archive,
        query: &Query,
        as_of: Option<String>,
    ) -> Result<Self, ArchiveError> {
        let selection = archive.select(query)?;
        let provenance = archive.provenance()?;
        let query = query.to_string();
        let meta = Meta {
            query: (!query.is_empty()).then_some(query),
            as_of,
            readers: provenance.readers,
            archive: provenance.digest,
            codebooks: CODEBOOKS
                .iter()
                .map(|(name, version)| ((*name).to_owned(), (*version).to_owned()))
                .collect(),
        };
        Ok(Self { archive, loader: RefCell::new(archive.loader()), selection, meta })
    }

    fn article(&self, key: i64) -> Result<std::sync::Arc<Article>, ExportError> {
        self.loader.borrow_mut().article(key).map_err(fails)
    }

    fn document(&self, key: i64) -> Result<Read, ExportError> {
        self.loader.borrow_mut().document(key).map_err(fails)
    }
}

fn fails(error: ArchiveError) -> ExportError {
    ExportError::Source(Box::new(error))
}

/// Number of the sentence in which a position lies, from 1.
fn sentence(record: &Read, at: u32) -> u32 {
    (record.sentences.partition_point(|sentence| sentence.start <= at) as u32).max(1)
}

/// The words of a span.
fn cut(record: &Read, points: &CodePoints, span: Span) -> String {
    let (start, end) = (points.byte(span.start), points.byte(span.end));
    record.text.get(start as usize..end as usize).unwrap_or_default().to_owned()
}

impl Source for Selected<'_> {
    fn meta(&self) -> &Meta {
        &self.meta
    }

    fn articles(&self, each: Each<'_, Article>) -> Result<(), ExportError> {
        self.selection.articles.iter().try_for_each(|key| each(&*self.article(*key)?))
    }

    fn documents(&self, each: Each<'_, Document>) -> Result<(), ExportError> {
        self.selection.articles.iter().try_for_each(|key| {
            let article = self.article(*key)?.id.clone();
            let json = serde_json::to_string(&self.document(*key)?).expect("a record is JSON");
            each(&Document { article, json })
        })
    }

    fn entities(&self, each: Each<'_, Entity>) -> Result<(), ExportError> {
        self.selection.entities.iter().try_for_each(|key| {
            let entity = self.loader.borrow_mut().entity(*key).map_err(fails)?;
            each(&entity)
        })
    }

    fn records(&self, kind: Kind, each: Each<'_, Record>) -> Result<(), ExportError> {
        let wanted = match kind {
            Kind::Statement => Found::Statement,
            Kind::Event => Found::Event,
            Kind::Meeting => Found::Meeting,
            Kind::Position => Found::Position,
        };
        let leads = self.selection.records.iter().filter(|(kind, _)| *kind == wanted);
        leads.flat_map(|(_, leads)| leads).try_for_each(|lead| {
            let record = self.loader.borrow_mut().record(*lead).map_err(fails)?;
            each(&record)
        })
    }

    fn places(&self, each: Each<'_, PlaceMention>) -> Result<(), ExportError> {
        for key in &self.selection.articles {
            let (article, record) = (self.article(*key)?, self.document(*key)?);
            let points = CodePoints::new(&record.text);
            let mut mentions: Vec<PlaceMention> = Vec::new();
            for place in &record.places {
                for mention in &place.mentions {
                    let evidence = Span { start: mention.start, end: mention.end };
                    mentions.push(PlaceMention {
                        id: format!("{}#{}", article.id, place.id),
                        article: std::sync::Arc::clone(&article),
                        place: Place {
                            name: place.name.clone(),
                            r#type: place.r#type.clone(),
                            kb: place.kb.clone(),
                            country: place.country.clone(),
                            admin1: place.admin1.clone(),
                            lat: place.lat,
                            lon: place.lon,
                        },
                        wikipedia: place.wikipedia.clone(),
                        within: mention.within,
                        confidence: place.confidence,
                        evidence,
                        evidence_text: cut(&record, &points, evidence),
                        sentence: sentence(&record, mention.start),
                    });
                }
            }
            mentions.sort_by(|a, b| {
                (a.evidence.start, a.evidence.end, &a.id).cmp(&(
                    b.evidence.start,
                    b.evidence.end,
                    &b.id,
                ))
            });
            mentions.iter().try_for_each(&mut *each)?;
        }
        Ok(())
    }

    fn times(&self, each: Each<'_, TimeMention>) -> Result<(), ExportError> {
        for key in &self.selection.articles {
            let (article, record) = (self.article(*key)?, self.document(*key)?);
            let points = CodePoints::new(&record.text);
            for (number, time) in record.times.iter().enumerate() {
                let evidence = Span { start: time.start, end: time.end };
                each(&TimeMention {
                    id: format!("{}#t{}", article.id, number + 1),
                    article: std::sync::Arc::clone(&article),
                    r#type: time.r#type.clone(),
                    value: time.value.clone(),
                    confidence: time.confidence,
                    evidence,
                    evidence_text: cut(&record, &points, evidence),
                    sentence: sentence(&record, time.start),
                })?;
            }
        }
        Ok(())
    }

    fn named(&self, article: &Article) -> Result<Named, ExportError> {
        let Some(key) = self.archive.article_key(&article.id).map_err(fails)? else {
            return Ok(Named::default());
        };
        let record = self.document(key)?;
        let mut named = Named::default();
        for actor in &record.actors {
            if !actor.mentions.iter().any(|mention| mention.form == "name") {
                continue;
            }
            let list = match actor.kind.as_str() {
                "person" => &mut named.people,
                "organisation" | "armed_group" => &mut named.organisations,
                _ => continue,
            };
            if !list.contains(&actor.name) {
                list.push(actor.name.clone());
            }
        }
        for place in &record.places {
            if !named.locations.contains(&place.name) {
                named.locations.push(place.name.clone());
            }
        }
        Ok(named)
    }
}
