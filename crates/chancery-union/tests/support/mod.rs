//! Articles with codes written by hand.

use chancery_union::{
    ActorFacts, ActorKey, ArticleFacts, ArticleKey, Corpus, Group, Kind, PlaceFacts, ReportFacts,
    Role, entity_id,
};

/// An actor: name (or noun in lower case), kind, country, sector, office.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Who(pub &'static str, pub &'static str, pub &'static str, pub &'static str);

/// A finding of an article; what is not given is empty.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told {
    pub kind: Kind,
    pub label: &'static str,
    pub sources: &'static [Who],
    pub targets: &'static [Who],
    pub status: &'static str,
    pub days: Option<(&'static str, &'static str)>,
    /// City and country; a country alone has an empty city.
    pub place: Option<(&'static str, &'static str)>,
    pub words: &'static str,
    pub numbers: &'static [(u64, &'static str)],
}

pub(crate) const NOTHING: Told = Told {
    kind: Kind::Meeting,
    label: "bilateral",
    sources: &[],
    targets: &[],
    status: "occurred",
    days: None,
    place: None,
    words: "",
    numbers: &[],
};

/// An article: id, day, story, findings.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Telling<'a>(pub &'a str, pub &'a str, pub &'a str, pub &'a [Told]);

pub(crate) fn add(corpus: &mut Corpus, telling: Telling<'_>) {
    let Telling(id, published, story, told) = telling;
    let article = corpus.article(ArticleFacts {
        id,
        origin: id,
        story,
        outlet: Some(id),
        published: Some(published),
    });
    let mut numbers = [0_u32; 4];
    for told in told {
        let number = &mut numbers[told.kind as usize];
        *number += 1;
        let number = *number;
        let roles = match told.kind {
            Kind::Statement => (Role::Speaker, Role::Addressee),
            Kind::Event => (Role::Source, Role::Target),
            Kind::Meeting => (Role::Participant, Role::Host),
            Kind::Position => (Role::Holder, Role::Toward),
        };
        let sources: Vec<_> =
            told.sources.iter().map(|who| (roles.0, actor(corpus, article, *who))).collect();
        let targets: Vec<_> =
            told.targets.iter().map(|who| (roles.1, actor(corpus, article, *who))).collect();
        let place = told.place.map(|(city, country)| PlaceFacts {
            name: if city.is_empty() { country } else { city },
            r#type: if city.is_empty() { "country" } else { "city" },
            country: Some(country),
            ..PlaceFacts::default()
        });
        let facts = ReportFacts {
            kind: told.kind,
            number,
            label: told.label,
            name: None,
            status: told.status,
            days: told.days,
            place,
            parties: &[sources, targets].concat(),
            numbers: told.numbers,
            words: told.words,
            same_as: None,
            confidence: 0.8,
        };
        corpus.report(article, &facts);
    }
}

pub(crate) fn actor(corpus: &mut Corpus, article: ArticleKey, who: Who) -> ActorKey {
    let Who(name, kind, country, office) = who;
    let country = Some(country).filter(|country| !country.is_empty());
    let kb = (kind == "state").then_some(country).flatten();
    let entity = entity_id(name, kind, kb, country, 0.9);
    let roles = [(office, None)];
    let facts = ActorFacts {
        entity: entity.as_deref(),
        name,
        kind,
        kb,
        country,
        sector: Some("GOV"),
        roles: if office.is_empty() { &[] } else { &roles },
        ..ActorFacts::default()
    };
    corpus.actor(article, &facts)
}

/// The groups, each as the ids of its reports, sorted.
pub(crate) fn unite(corpus: &Corpus) -> Vec<String> {
    let groups = corpus.unite(&corpus.entities());
    groups.iter().map(|group| ids(corpus, group)).collect()
}

pub(crate) fn ids(corpus: &Corpus, group: &Group) -> String {
    let ids = group.reports.iter().map(|report| corpus.report_id(*report));
    ids.collect::<Vec<_>>().join(" ")
}
