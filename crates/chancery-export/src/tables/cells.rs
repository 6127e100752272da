//! Rows of the tables, cell by cell in the order of `columns.rs`.

use std::borrow::Cow;

use chancery_archive::rows::{
    Article, Detail, Disagreement, Entity, Finding, Office, Party, Place, Role,
};
use chancery_kb::Ontology;
use chancery_record::Span;

use super::Cell;
use crate::coding::{party_id, role_name};
use crate::row::Row;
use crate::source::{Kind, PlaceMention, TimeMention};

/// A row.
pub(super) type Cells<'a> = Vec<Cell<'a>>;

fn texts(pieces: &[(Span, String)]) -> Cell<'_> {
    pieces.iter().map(|(_, text)| text.as_str()).collect()
}

fn spans(pieces: &[(Span, String)]) -> Cell<'static> {
    Cell::Spans(pieces.iter().map(|(span, _)| *span).collect())
}

fn head<'a>(row: &Row<'a>, cells: &mut Cells<'a>) {
    let day = row.day();
    cells.extend([
        Cell::from(row.id),
        Cell::from(row.status),
        Cell::from(day.map(|(day, _)| day)),
        Cell::from(day.map(|(_, from)| from.name())),
        Cell::from(row.first_day),
        Cell::from(row.last_day),
    ]);
}

fn place<'a>(place: Option<&'a Place>, cells: &mut Cells<'a>) {
    let text = |field: fn(&'a Place) -> Option<&'a str>| Cell::from(place.and_then(field));
    let number =
        |field: fn(&Place) -> Option<f64>| place.and_then(field).map_or(Cell::Null, Cell::Double);
    cells.extend([
        text(|place| Some(&place.name)),
        text(|place| Some(&place.r#type)),
        text(|place| place.kb.as_deref()),
        text(|place| place.country.as_deref()),
        text(|place| place.admin1.as_deref()),
        number(|place| place.lat),
        number(|place| place.lon),
    ]);
}

fn told<'a>(row: &Row<'a>, cells: &mut Cells<'a>) {
    cells.push(Cell::from(row.reports.len() as u32));
    cells.extend([Cell::from(row.origins), Cell::from(row.outlets)]);
}

fn document<'a>(
    article: &'a Article,
    sentence: u32,
    evidence: Span,
    text: &'a str,
    cells: &mut Cells<'a>,
) {
    cells.extend([
        Cell::from(article.id.as_str()),
        Cell::from(&article.url),
        Cell::from(&article.publisher),
        Cell::from(&article.published),
        Cell::from(sentence),
        Cell::from(evidence.start),
        Cell::from(evidence.end),
        Cell::from(text),
    ]);
}

/// The document, and what found it there.
fn ground<'a>(finding: &'a Finding, cells: &mut Cells<'a>) {
    document(&finding.article, finding.sentence, finding.evidence, &finding.evidence_text, cells);
    cells.extend([
        Cell::from(finding.rule.as_str()),
        Cell::Single(finding.confidence),
        finding.chain.iter().map(String::as_str).collect(),
        Cell::from(&finding.verdict),
    ]);
}

/// Names, ids and countries of all parties with a role.
fn parties(finding: &Finding, role: Role) -> [Cell<'_>; 3] {
    [
        finding.parties(role).map(|party| party.name.as_str()).collect(),
        finding.parties(role).map(party_id).collect(),
        // As many as there are names: nothing stands where no country is known.
        finding.parties(role).map(|party| party.country.as_deref().unwrap_or_default()).collect(),
    ]
}

fn first(finding: &Finding, role: Role) -> Option<&Party> {
    finding.parties(role).next()
}

/// A row of the table of its kind.
pub(super) fn record<'a>(row: &Row<'a>) -> Cells<'a> {
    let lead = row.lead;
    let mut cells = Vec::with_capacity(48);
    head(row, &mut cells);
    match &lead.detail {
        Detail::Event { r#type, mode, contexts, cameo, goldstein, trigger } => {
            let quad = Ontology::embedded()
                .event_types()
                .iter()
                .find(|entry| entry.code == r#type)
                .map(|entry| entry.quad_class);
            cells.extend([
                Cell::from(r#type.as_str()),
                Cell::from(mode),
                contexts.iter().map(String::as_str).collect(),
                Cell::from(cameo),
                goldstein.map_or(Cell::Null, Cell::Single),
                quad.map_or(Cell::Null, |quad| Cell::Integer(i64::from(quad))),
            ]);
            cells.extend(parties(lead, Role::Source));
            cells.extend(parties(lead, Role::Target));
            cells.extend([
                Cell::from(trigger.1.as_str()),
                Cell::from(trigger.0.start),
                Cell::from(trigger.0.end),
            ]);
            place(row.place, &mut cells);
        }
        Detail::Meeting { name, format, private, attendance, duration, topics, evidence } => {
            cells.extend([Cell::from(name), Cell::from(format.as_str()), Cell::Flag(*private)]);
            cells.extend(parties(lead, Role::Participant));
            let host = first(lead, Role::Host);
            cells.extend([
                Cell::from(host.map(|host| host.name.as_str())),
                Cell::from(host.map(party_id)),
                Cell::Counts(
                    attendance
                        .iter()
                        .map(|(count, of)| (*count, Cow::Borrowed(of.as_str())))
                        .collect(),
                ),
                Cell::from(duration),
                texts(topics),
                spans(topics),
                texts(evidence),
                spans(evidence),
            ]);
            place(row.place, &mut cells);
        }
        Detail::Statement { kind, content, cue, negated } => {
            let speaker = first(lead, Role::Speaker);
            let addressee = first(lead, Role::Addressee);
            cells.extend([
                Cell::from(kind.as_str()),
                Cell::from(speaker.map(|speaker| speaker.name.as_str())),
                Cell::from(speaker.map(party_id)),
                Cell::from(speaker.and_then(|speaker| speaker.title.as_deref())),
                Cell::from(speaker.and_then(|speaker| speaker.country.as_deref())),
                Cell::from(addressee.map(|addressee| addressee.name.as_str())),
                Cell::from(addressee.map(party_id)),
                texts(content),
                spans(content),
                Cell::from(cue.as_ref().map(|(_, cue)| cue.as_str())),
                cue.as_ref().map_or(Cell::Null, |(span, _)| Cell::from(span.start)),
                cue.as_ref().map_or(Cell::Null, |(span, _)| Cell::from(span.end)),
                Cell::Flag(*negated),
            ]);
        }
        Detail::Position { stance, proposition, topics } => {
            let holder = first(lead, Role::Holder);
            let toward = first(lead, Role::Toward);
            cells.extend([
                Cell::from(holder.map(|holder| holder.name.as_str())),
                Cell::from(holder.map(party_id)),
                Cell::from(holder.and_then(|holder| holder.country.as_deref())),
                Cell::from(stance.as_str()),
                Cell::from(toward.map(|toward| toward.name.as_str())),
                Cell::from(toward.map(party_id)),
                Cell::from(proposition.1.as_str()),
                Cell::from(proposition.0.start),
                Cell::from(proposition.0.end),
                topics.iter().map(String::as_str).collect(),
            ]);
        }
    }
    told(row, &mut cells);
    ground(lead, &mut cells);
    cells
}

/// A row of `parties`.
pub(super) fn party<'a>(row: &Row<'a>, finding: &'a Finding, number: u32) -> Cells<'a> {
    let party = &finding.parties[number as usize - 1];
    let mut cells = of_report(row, finding);
    cells.extend([
        Cell::from(number),
        Cell::from(role_name(party.role)),
        Cell::from(party.actor.as_str()),
        Cell::from(party.entity.as_ref().map(|entity| entity.id.as_str())),
        Cell::from(party.name.as_str()),
        Cell::from(party.kind.as_str()),
        Cell::from(&party.country),
        Cell::from(&party.sector),
        Cell::from(&party.cameo),
        Cell::from(&party.title),
    ]);
    ground(finding, &mut cells);
    cells
}

/// A row of `reports`.
pub(super) fn report<'a>(row: &Row<'a>, finding: &'a Finding) -> Cells<'a> {
    let mut cells = of_report(row, finding);
    cells.extend([
        Cell::from(finding.status.as_str()),
        Cell::from(&finding.first_day),
        Cell::from(&finding.last_day),
    ]);
    place(finding.place.as_ref(), &mut cells);
    ground(finding, &mut cells);
    cells
}

fn of_report<'a>(row: &Row<'a>, finding: &'a Finding) -> Cells<'a> {
    vec![
        Cell::from(row.id),
        Cell::from(Kind::of(finding).name()),
        Cell::from(finding.id.as_str()),
        Cell::Flag(finding.id == row.lead.id),
    ]
}

/// A row of `disagreements`: one of the values on which reports differ.
pub(super) fn disagreement<'a>(
    row: &Row<'a>,
    disagreement: &'a Disagreement,
    number: u32,
) -> Cells<'a> {
    let (value, findings) = &disagreement.values[number as usize - 1];
    vec![
        Cell::from(row.id),
        Cell::from(Kind::of(row.lead).name()),
        Cell::from(disagreement.about.as_str()),
        Cell::from(number),
        Cell::from(value.as_str()),
        findings.iter().map(String::as_str).collect(),
    ]
}

/// A row of `articles`.
pub(super) fn article(article: &Article) -> Cells<'_> {
    vec![
        Cell::from(article.id.as_str()),
        article.inputs.iter().map(String::as_str).collect(),
        Cell::from(&article.title),
        Cell::from(&article.url),
        Cell::from(&article.publisher),
        Cell::from(&article.credit),
        Cell::from(&article.author),
        Cell::from(&article.published),
        Cell::from(article.day()),
        Cell::from(article.language.as_str()),
        Cell::from(article.origin.as_str()),
        Cell::from(article.story.as_str()),
        Cell::from(article.length),
    ]
}

/// A row of `entities`.
pub(super) fn entity(entity: &Entity) -> Cells<'_> {
    vec![
        Cell::from(entity.id.as_str()),
        Cell::from(entity.name.as_str()),
        Cell::from(entity.kind.as_str()),
        Cell::from(&entity.kb),
        Cell::from(&entity.wikipedia),
        entity.names.iter().map(String::as_str).collect(),
    ]
}

/// A row of `offices`.
pub(super) fn office<'a>(entity: &'a Entity, office: &'a Office, number: u32) -> Cells<'a> {
    vec![
        Cell::from(entity.id.as_str()),
        Cell::from(entity.name.as_str()),
        Cell::from(number),
        Cell::from(office.title.as_str()),
        Cell::from(&office.of),
        Cell::from(&office.since),
        Cell::from(&office.until),
        Cell::from(office.articles),
    ]
}

/// A row of `places`.
pub(super) fn place_mention(mention: &PlaceMention) -> Cells<'_> {
    let mut cells = vec![
        Cell::from(mention.id.as_str()),
        Cell::from(mention.place.name.as_str()),
        Cell::from(mention.place.r#type.as_str()),
        Cell::from(&mention.place.kb),
        Cell::from(&mention.wikipedia),
        Cell::from(&mention.place.country),
        Cell::from(&mention.place.admin1),
        mention.place.lat.map_or(Cell::Null, Cell::Double),
        mention.place.lon.map_or(Cell::Null, Cell::Double),
        Cell::Flag(mention.within),
        Cell::Single(mention.confidence),
    ];
    document(
        &mention.article,
        mention.sentence,
        mention.evidence,
        &mention.evidence_text,
        &mut cells,
    );
    cells
}

/// A row of `times`.
pub(super) fn time_mention(mention: &TimeMention) -> Cells<'_> {
    let mut cells = vec![
        Cell::from(mention.id.as_str()),
        Cell::from(mention.r#type.as_str()),
        Cell::from(mention.value.as_str()),
        Cell::Single(mention.confidence),
    ];
    document(
        &mention.article,
        mention.sentence,
        mention.evidence,
        &mention.evidence_text,
        &mut cells,
    );
    cells
}
