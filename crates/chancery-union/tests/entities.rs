//! Who becomes one over all articles.

use chancery_union::{ActorFacts, ArticleFacts, Corpus, Said};

/// Article and story, name, knowledge base's id, country, office.
type Named<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str);

fn corpus(named: &[Named<'_>]) -> Corpus {
    let mut corpus = Corpus::new();
    for (at, (place, name, kb, country, office)) in named.iter().enumerate() {
        let (article, story) = place.split_once('/').expect("article and story");
        let published = format!("2031-01-{:02}", at + 1);
        let article = corpus.article(ArticleFacts {
            id: article,
            origin: article,
            story,
            outlet: None,
            published: Some(&published),
        });
        let filled = |text: &&str| !text.is_empty();
        let (kb, country) = (Some(*kb).filter(filled), Some(*country).filter(filled));
        let kind =
            if name.contains("Union") || name.len() <= 3 { "organisation" } else { "person" };
        let entity = chancery_union::entity_id(name, kind, kb, country, 0.9);
        let roles = [(*office, None)];
        corpus.actor(
            article,
            &ActorFacts {
                entity: entity.as_deref(),
                name,
                kind,
                kb,
                country,
                roles: if office.is_empty() { &[] } else { &roles },
                ..ActorFacts::default()
            },
        );
    }
    corpus
}

/// Each entity as its id and its members.
fn entities(corpus: &Corpus) -> Vec<String> {
    let entities = corpus.entities();
    let line =
        |entity: &chancery_union::Entity| format!("{}: {}", entity.id, entity.members.join(" "));
    entities.list.iter().map(line).collect()
}

#[test]
fn a_surname_is_the_only_bearer_of_its_story() {
    let corpus = corpus(&[
        ("a/s", "Ivan Petrov", "", "RUS", ""),
        ("b/s", "Petrov", "", "RUS", ""),
        ("c/t", "Petrov", "", "RUS", ""),
    ]);
    assert_eq!(
        entities(&corpus),
        ["ivan-petrov.RUS: ivan-petrov.RUS petrov.RUS@b", "petrov.RUS@c: petrov.RUS@c"]
    );
}

#[test]
fn a_surname_of_two_bearers_is_neither() {
    let corpus = corpus(&[
        ("a/s", "Ivan Petrov", "", "RUS", ""),
        ("a/s", "Anna Petrov", "", "RUS", ""),
        ("b/s", "Petrov", "", "RUS", ""),
    ]);
    assert_eq!(corpus.entities().list.len(), 3);
}

#[test]
fn spellings_of_one_country_are_one() {
    let corpus = corpus(&[
        ("a/s", "Sergei Malkin", "", "BLR", ""),
        ("b/t", "Sergey Malkin", "", "BLR", ""),
        ("c/u", "Sergey Malkin", "", "UKR", ""),
    ]);
    assert_eq!(
        entities(&corpus),
        [
            "sergei-malkin.BLR: sergei-malkin.BLR sergey-malkin.BLR",
            "sergey-malkin.UKR: sergey-malkin.UKR"
        ]
    );
}

#[test]
fn a_name_that_is_linked_elsewhere_in_the_story_is_linked() {
    let corpus = corpus(&[
        ("a/s", "Ida Lund", "Q5", "NOR", "prime minister"),
        ("b/s", "Ida M. Lund", "", "NOR", "Prime Minister"),
        ("c/t", "Ida Lund", "Q9", "NOR", ""),
    ]);
    let entities = corpus.entities();
    assert_eq!(entities.list.len(), 2);
    let lund = &entities.list[0];
    assert_eq!((lund.id.as_str(), lund.kb.as_deref()), ("Q5", Some("Q5")));
    assert_eq!((lund.name.as_str(), lund.articles), ("Ida M. Lund", 2));
    assert_eq!(lund.names, ["Ida Lund"]);
    assert_eq!(lund.offices.len(), 1);
    assert_eq!(lund.offices[0].since.as_deref(), Some("2031-01-01"));
    assert_eq!(lund.offices[0].until.as_deref(), Some("2031-01-02"));
}

#[test]
fn an_acronym_is_the_body_of_its_story() {
    let corpus = corpus(&[("a/s", "Northern Karst Union", "", "", ""), ("a/s", "NKU", "", "", "")]);
    assert_eq!(entities(&corpus), ["northern-karst-union: nku@a northern-karst-union"]);
}

#[test]
fn what_somebody_has_said_of_two_wins() {
    let named = [
        ("a/s", "Sergei Malkin", "", "BLR", ""),
        ("b/t", "Sergey Malkin", "", "BLR", ""),
        ("c/u", "Kari Moen", "", "NOR", ""),
        ("d/v", "Kari Dahl", "", "NOR", ""),
    ];
    let mut corpus = corpus(&named);
    corpus.say_of_entities("sergei-malkin.BLR", "sergey-malkin.BLR", Said::Different);
    corpus.say_of_entities("kari-dahl.NOR", "kari-moen.NOR", Said::Same);
    let found = entities(&corpus);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.contains(&"kari-dahl.NOR: kari-dahl.NOR kari-moen.NOR".to_owned()), "{found:?}");
}
