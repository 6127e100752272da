use chancery_extract::actor::{self, Actors};
use chancery_extract::front::Front;
use chancery_extract::place::{self, Places};
use chancery_extract::time::Times;
use chancery_extract::{
    ActorId, EventId, PlaceId, StatementId, event, meeting, position, statement,
};
use chancery_nlp::Doc;
use chancery_text::{Article, ByteSpan, CodePoints};

use crate::record::{
    Actor, Attendance, Event, Meeting, Mention, Place, PlaceMention, Position, ReaderId, Record,
    Role, Span, Statement, Time, When,
};

/// All findings of one document, each layer in the text's order.
#[derive(Debug, Clone, Copy)]
pub struct Findings<'a> {
    /// Dateline, by-line, credit.
    pub front: &'a Front,
    /// Actors.
    pub actors: &'a Actors,
    /// Places.
    pub places: &'a Places,
    /// Times.
    pub times: &'a Times,
    /// Statements.
    pub statements: &'a [statement::Statement],
    /// Events.
    pub events: &'a [event::Event],
    /// Meetings.
    pub meetings: &'a [meeting::Meeting],
    /// Positions.
    pub positions: &'a [position::Position],
}

/// Puts the record of one document together. `language` is ISO 639-1.
pub fn assemble(
    article: &Article,
    language: &str,
    doc: &Doc<'_>,
    findings: Findings<'_>,
    reader: &ReaderId,
) -> Record {
    let Findings { front, actors, places, times, statements, events, meetings, positions } =
        findings;
    let order = actors.in_text_order();
    let writer = Writer { points: CodePoints::new(&article.text), numbers: numbers(&order) };
    Record {
        sentences: doc.sents().iter().filter_map(|&sent| writer.sentence(doc, sent)).collect(),
        actors: order
            .iter()
            .map(|&id| writer.actor(id, actors.get(id), actors.members(id)))
            .collect(),
        places: numbered(places.items()).map(|(n, place)| writer.place(n, place)).collect(),
        times: times
            .items()
            .iter()
            .map(|timex| {
                let Span { start, end } = writer.span(timex.span);
                let (r#type, value) = (timex.kind.as_str().to_owned(), timex.value.clone());
                Time { start, end, r#type, value, confidence: timex.confidence }
            })
            .collect(),
        statements: numbered(statements).map(|(n, found)| writer.statement(n, found)).collect(),
        events: numbered(events).map(|(n, found)| writer.event(n, found)).collect(),
        meetings: numbered(meetings).map(|(n, found)| writer.meeting(n, found)).collect(),
        positions: numbered(positions).map(|(n, found)| writer.position(n, found)).collect(),
        credit: front.credit.clone(),
        author: article.author.clone().or_else(|| front.author.clone()),
        published: match &article.published {
            Some(given) => Some(given.iso().to_owned()),
            None => front.published.map(|date| date.to_string()),
        },
        ..unread(article, language, reader)
    }
}

/// The record of a document that is not read, for its language or its emptiness: empty layers.
pub fn unread(article: &Article, language: &str, reader: &ReaderId) -> Record {
    Record {
        id: article.id.clone(),
        title: article.title.clone(),
        url: article.url.clone(),
        publisher: article.publisher.clone(),
        credit: None,
        author: article.author.clone(),
        published: article.published.as_ref().map(|given| given.iso().to_owned()),
        language: language.to_owned(),
        text: article.text.clone(),
        sentences: Vec::new(),
        actors: Vec::new(),
        places: Vec::new(),
        times: Vec::new(),
        statements: Vec::new(),
        events: Vec::new(),
        meetings: Vec::new(),
        positions: Vec::new(),
        reader: reader.clone(),
    }
}

fn numbered<T>(items: &[T]) -> impl Iterator<Item = (u32, &T)> {
    (0..).zip(items)
}

/// The number of each actor, 1 for the first in `order`.
fn numbers(order: &[ActorId]) -> Vec<u32> {
    let mut numbers = vec![0; order.len()];
    for (n, id) in (1..).zip(order) {
        numbers[id.index()] = n;
    }
    numbers
}

fn place_id(PlaceId(n): PlaceId) -> String {
    format!("l{}", n + 1)
}

fn statement_id(StatementId(n): StatementId) -> String {
    format!("s{}", n + 1)
}

fn event_id(EventId(n): EventId) -> String {
    format!("e{}", n + 1)
}

fn when(when: chancery_extract::When) -> When {
    When { start: when.start().to_string(), end: when.end().to_string() }
}

struct Writer<'t> {
    points: CodePoints<'t>,
    /// By actor.
    numbers: Vec<u32>,
}

impl Writer<'_> {
    fn actor_id(&self, id: ActorId) -> String {
        format!("a{}", self.numbers[id.index()])
    }

    fn actor_ids(&self, actors: &[ActorId]) -> Vec<String> {
        actors.iter().map(|&id| self.actor_id(id)).collect()
    }

    fn span(&self, span: ByteSpan) -> Span {
        let (start, end) = self.points.span(span);
        Span { start, end }
    }

    fn spans(&self, spans: &[ByteSpan]) -> Vec<Span> {
        spans.iter().map(|&span| self.span(span)).collect()
    }

    /// A sentence without the white space around it; `None` where it is nothing else.
    fn sentence(&self, doc: &Doc<'_>, sent: chancery_nlp::TokenSpan) -> Option<Span> {
        let span = doc.byte_span(sent);
        let words = span.of(doc.text());
        let start = span.start() + (words.len() - words.trim_start().len()) as u32;
        let end = span.end() - (words.len() - words.trim_end().len()) as u32;
        (start < end).then(|| self.span(ByteSpan::at(start, end)))
    }

    fn actor(&self, id: ActorId, actor: &actor::Actor, members: &[ActorId]) -> Actor {
        Actor {
            id: self.actor_id(id),
            name: actor.name.clone(),
            kind: actor.kind.as_str().to_owned(),
            kb: actor.kb.clone(),
            wikipedia: actor.wikipedia.clone(),
            country: actor.country.clone(),
            sector: actor.sector.clone(),
            cameo: actor.cameo.clone(),
            confidence: actor.confidence,
            roles: actor
                .roles
                .iter()
                .map(|role| Role {
                    title: role.title.clone(),
                    of: role.of.clone(),
                    evidence: self.span(role.evidence),
                })
                .collect(),
            mentions: actor
                .mentions
                .iter()
                .map(|mention| {
                    let Span { start, end } = self.span(mention.span);
                    Mention { start, end, form: mention.form.as_str().to_owned() }
                })
                .collect(),
            members: self.actor_ids(members),
        }
    }

    fn place(&self, n: u32, place: &place::Place) -> Place {
        Place {
            id: place_id(PlaceId(n)),
            name: place.name.clone(),
            r#type: place.kind.as_str().to_owned(),
            kb: place.kb.clone(),
            wikipedia: place.wikipedia.clone(),
            country: place.country.clone(),
            admin1: place.admin1.clone(),
            lat: place.point.map(|point| point.lat),
            lon: place.point.map(|point| point.lon),
            confidence: place.confidence,
            mentions: place
                .mentions
                .iter()
                .map(|mention| {
                    let Span { start, end } = self.span(mention.span);
                    PlaceMention { start, end, within: mention.within }
                })
                .collect(),
        }
    }

    fn statement(&self, n: u32, found: &statement::Statement) -> Statement {
        Statement {
            id: statement_id(StatementId(n)),
            kind: found.kind.as_str().to_owned(),
            speaker: found.speaker.actor().map(|id| self.actor_id(id)),
            speaker_span: found.speaker.span().map(|span| self.span(span)),
            addressee: found.addressee.map(|id| self.actor_id(id)),
            cue: found.cue.map(|span| self.span(span)),
            content: self.spans(&found.content),
            reported_by: found.reported_by.map(statement_id),
            negated: found.negated,
            rule: found.rule.name.to_owned(),
            confidence: found.rule.confidence,
        }
    }

    fn event(&self, n: u32, found: &event::Event) -> Event {
        Event {
            id: event_id(EventId(n)),
            r#type: found.event_type.as_str().to_owned(),
            mode: found.mode.clone(),
            contexts: found.contexts.clone(),
            cameo: found.cameo.clone(),
            goldstein: found.goldstein,
            sources: self.actor_ids(&found.sources),
            targets: self.actor_ids(&found.targets),
            when: found.when.map(when),
            r#where: found.place.map(place_id),
            status: found.status.as_str().to_owned(),
            reported_by: found.reported_by.map(statement_id),
            same_as: found.same_as.map(event_id),
            trigger: self.span(found.trigger),
            evidence: self.span(found.evidence),
            rule: found.rule.name.to_owned(),
            confidence: found.rule.confidence,
        }
    }

    fn meeting(&self, n: u32, found: &meeting::Meeting) -> Meeting {
        Meeting {
            id: format!("m{}", n + 1),
            name: found.name.clone(),
            format: found.format.as_str().to_owned(),
            private: found.private,
            participants: self.actor_ids(&found.participants),
            attendance: found
                .attendance
                .iter()
                .map(|attendance| Attendance {
                    count: attendance.count,
                    of: attendance.of.clone(),
                    evidence: self.span(attendance.evidence),
                })
                .collect(),
            host: found.host.map(|id| self.actor_id(id)),
            r#where: found.place.map(place_id),
            when: found.when.map(when),
            duration: found.duration.clone(),
            topics: self.spans(&found.topics),
            status: found.status.as_str().to_owned(),
            reported_by: found.reported_by.map(statement_id),
            events: found.events.iter().copied().map(event_id).collect(),
            evidence: self.spans(&found.evidence),
            rule: found.rule.name.to_owned(),
            confidence: found.rule.confidence,
        }
    }

    fn position(&self, n: u32, found: &position::Position) -> Position {
        Position {
            id: format!("p{}", n + 1),
            holder: self.actor_id(found.holder),
            stance: found.stance.as_str().to_owned(),
            toward: found.toward.map(|id| self.actor_id(id)),
            proposition: self.span(found.proposition),
            topics: found.topics.clone(),
            statement: found.statement.map(statement_id),
            evidence: self.span(found.evidence),
            rule: found.rule.name.to_owned(),
            confidence: found.rule.confidence,
        }
    }
}
