//! The whole program: one article to its record, stage by stage.

use chancery_extract::{actor, event, front, meeting, place, position, statement, time};
use chancery_kb::KnowledgeBase;
use chancery_nlp::{Doc, Pipeline};
use chancery_record::{Findings, ReaderId, Record, assemble, unread};
use chancery_text::{Article, Published};

use crate::language::language;
use crate::paragraphs::paragraph_starts;

/// The language pipeline and the knowledge base, ready to read. One for the program, and a [`Worker`] of it
/// for each thread.
#[derive(Debug)]
pub struct Reader {
    pipeline: Pipeline,
    kb: &'static KnowledgeBase,
    id: ReaderId,
}

impl Reader {
    /// `model` names the weights of the pipeline, as the record gives it.
    pub fn new(pipeline: Pipeline, model: &str) -> Self {
        let kb = KnowledgeBase::embedded();
        let id = ReaderId {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            model: model.to_owned(),
            data: env!("CHANCERY_DATA_DIGEST").to_owned(),
        };
        Self { pipeline, kb, id }
    }

    /// Who reads: what a record's `reader` will say.
    pub fn id(&self) -> &ReaderId {
        &self.id
    }

    /// What one thread needs to read article after article.
    pub fn worker(&self) -> Worker<'_> {
        Worker { reader: self, nlp: self.pipeline.worker() }
    }
}

/// A reader with the working space of one thread. What it reads depends on the article alone.
#[derive(Debug)]
pub struct Worker<'r> {
    reader: &'r Reader,
    nlp: chancery_nlp::Worker,
}

impl Worker<'_> {
    /// Reads one article. The command, the server and the wheel all come through here.
    pub fn read(&mut self, article: &Article) -> Record {
        self.read_with_doc(article).1
    }

    /// Reads one article and gives its parse too; of a text in a language that is not read, an empty one.
    pub fn read_with_doc<'t>(&mut self, article: &'t Article) -> (Doc<'t>, Record) {
        let language = language(article);
        let Reader { kb, id, .. } = self.reader;
        if language != "en" {
            let doc = Doc::new(&article.text, &[], Vec::new(), Vec::new());
            return (doc, unread(article, &language, id));
        }
        let doc = self.nlp.parse_from(&article.text, &paragraph_starts(&article.text));
        let record = record(article, &language, &doc, kb, id);
        (doc, record)
    }

    /// The language pipeline alone, as spaCy runs it.
    pub fn parse<'t>(&mut self, text: &'t str) -> Doc<'t> {
        self.nlp.parse(text)
    }
}

/// The record of a parsed article, whoever has parsed it.
pub fn record(
    article: &Article,
    language: &str,
    doc: &Doc<'_>,
    kb: &KnowledgeBase,
    reader: &ReaderId,
) -> Record {
    let front = front::front(doc, article);
    let published = article.published.as_ref().map(Published::date);
    let mut actors = actor::actors(doc, article, kb);
    let places = place::places(doc, article, &actors, kb);
    let times = time::times(doc, published.or(front.published));
    let statements = statement::statements(doc, &actors);
    let mut events = event::events(doc, &mut actors, &places, &times, &statements, kb);
    // *The two agreed*: the parties are those two.
    for event in &mut events {
        event.sources = actors.each(&event.sources);
        event.targets = actors.each(&event.targets);
        event.targets.retain(|target| !event.sources.contains(target));
    }
    let meetings = meeting::meetings(doc, &actors, &places, &times, &statements, &events);
    let positions = position::positions(doc, &actors, &statements, &events, kb);
    let findings = Findings {
        front: &front,
        actors: &actors,
        places: &places,
        times: &times,
        statements: &statements,
        events: &events,
        meetings: &meetings,
        positions: &positions,
    };
    assemble(article, language, doc, findings, reader)
}
