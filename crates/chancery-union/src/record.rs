//! A document's record into the corpus.

use std::collections::HashMap;

use chancery_record::{Actor, Place, Record, Span, When};
use chancery_text::CodePoints;

use crate::corpus::{
    ActorFacts, ActorKey, ArticleFacts, ArticleKey, Corpus, Kind, PlaceFacts, ReportFacts, Role,
};
use crate::ids::entity_id;

impl Corpus {
    /// Adds all that a record tells. `origin` is the id of the article that leads those with the same text, `story`
    /// of that which leads the story.
    pub fn record(&mut self, record: &Record, origin: &str, story: &str) -> ArticleKey {
        let article = self.article(ArticleFacts {
            id: &record.id,
            origin,
            story,
            outlet: record.publisher.as_deref(),
            published: record.published.as_deref(),
        });
        let text = CodePoints::new(&record.text);
        let words = |span: Span| text.words(span.start, span.end);
        let mut keys: HashMap<&str, ActorKey> = HashMap::new();
        for actor in &record.actors {
            keys.insert(&actor.id, self.record_actor(article, actor, &words));
        }
        let places: HashMap<&str, &Place> =
            record.places.iter().map(|place| (&*place.id, place)).collect();
        let place = |id: &Option<String>| {
            let place = places.get(id.as_deref()?)?;
            Some(PlaceFacts {
                name: &place.name,
                r#type: &place.r#type,
                kb: place.kb.as_deref(),
                country: place.country.as_deref(),
                admin1: place.admin1.as_deref(),
            })
        };
        let parties = |lists: &[(Role, &[String])]| -> Vec<(Role, ActorKey)> {
            let named = |(role, ids): &(Role, &[String])| {
                let role = *role;
                ids.iter().filter_map(|id| Some((role, *keys.get(&**id)?))).collect::<Vec<_>>()
            };
            lists.iter().flat_map(named).collect()
        };
        let joined =
            |spans: &[Span]| spans.iter().map(|span| words(*span)).collect::<Vec<_>>().join(" ");
        for found in &record.statements {
            let facts = ReportFacts {
                kind: Kind::Statement,
                number: number_of(&found.id),
                label: &found.kind,
                name: None,
                status: if found.negated { "denied" } else { "occurred" },
                days: None,
                place: None,
                parties: &parties(&[
                    (Role::Speaker, found.speaker.as_slice()),
                    (Role::Addressee, found.addressee.as_slice()),
                ]),
                numbers: &[],
                words: &joined(&found.content),
                same_as: found.reported_by.as_deref().map(number_of),
                confidence: found.confidence,
            };
            self.report(article, &facts);
        }
        for found in &record.events {
            let facts = ReportFacts {
                kind: Kind::Event,
                number: number_of(&found.id),
                label: &found.r#type,
                name: None,
                status: &found.status,
                days: days(found.when.as_ref()),
                place: place(&found.r#where),
                parties: &parties(&[
                    (Role::Source, &found.sources),
                    (Role::Target, &found.targets),
                ]),
                numbers: &[],
                words: words(found.evidence),
                same_as: found.same_as.as_deref().map(number_of),
                confidence: found.confidence,
            };
            self.report(article, &facts);
        }
        for found in &record.meetings {
            let numbers: Vec<(u64, &str)> =
                found.attendance.iter().map(|came| (came.count, &*came.of)).collect();
            let facts = ReportFacts {
                kind: Kind::Meeting,
                number: number_of(&found.id),
                label: &found.format,
                name: found.name.as_deref(),
                status: &found.status,
                days: days(found.when.as_ref()),
                place: place(&found.r#where),
                parties: &parties(&[
                    (Role::Participant, &found.participants),
                    (Role::Host, found.host.as_slice()),
                ]),
                numbers: &numbers,
                words: &joined(&found.evidence),
                same_as: None,
                confidence: found.confidence,
            };
            self.report(article, &facts);
        }
        for found in &record.positions {
            let facts = ReportFacts {
                kind: Kind::Position,
                number: number_of(&found.id),
                label: &found.stance,
                name: None,
                status: "occurred",
                days: None,
                place: None,
                parties: &parties(&[
                    (Role::Holder, std::slice::from_ref(&found.holder)),
                    (Role::Toward, found.toward.as_slice()),
                ]),
                numbers: &[],
                words: words(found.proposition),
                same_as: found.statement.as_deref().map(number_of),
                confidence: found.confidence,
            };
            self.report(article, &facts);
        }
        article
    }

    fn record_actor<'t>(
        &mut self,
        article: ArticleKey,
        actor: &Actor,
        words: &impl Fn(Span) -> &'t str,
    ) -> ActorKey {
        let names: Vec<&str> = actor
            .mentions
            .iter()
            .filter(|mention| mention.form == "name")
            .map(|mention| words(Span { start: mention.start, end: mention.end }))
            .collect();
        let entity = entity_id(
            &actor.name,
            &actor.kind,
            actor.kb.as_deref(),
            actor.country.as_deref(),
            actor.confidence,
        );
        let entity = entity.filter(|_| !names.is_empty() || actor.kb.is_some());
        let roles: Vec<(&str, Option<&str>)> =
            actor.roles.iter().map(|role| (&*role.title, role.of.as_deref())).collect();
        self.actor(
            article,
            &ActorFacts {
                entity: entity.as_deref(),
                name: &actor.name,
                names: &names,
                kind: &actor.kind,
                kb: actor.kb.as_deref(),
                country: actor.country.as_deref(),
                sector: actor.sector.as_deref(),
                roles: &roles,
            },
        )
    }
}

fn days(when: Option<&When>) -> Option<(&str, &str)> {
    when.map(|when| (&*when.start, &*when.end))
}

/// 2 of `e2`.
fn number_of(id: &str) -> u32 {
    id.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or(0)
}
