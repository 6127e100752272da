//! The whole program: one article to its record, stage by stage.

use chancery_extract::{actor, event, front, meeting, place, position, statement, time};
use chancery_kb::KnowledgeBase;
use chancery_nlp::Doc;
use chancery_record::{Findings, ReaderId, Record, assemble};
use chancery_text::Article;

/// Reads a parsed article. The command, the server and the wheel all come through here.
pub fn record(
    article: &Article,
    language: &str,
    doc: &Doc<'_>,
    kb: &KnowledgeBase,
    reader: &ReaderId,
) -> Record {
    let front = front::front(doc, article);
    let published = article.published.as_ref().map(chancery_text::Published::date);
    let mut actors = actor::actors(doc, article, kb);
    let places = place::places(doc, article, &actors, kb);
    let times = time::times(doc, published.or(front.published));
    let statements = statement::statements(doc, &actors);
    let events = event::events(doc, &mut actors, &places, &times, &statements, kb);
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
