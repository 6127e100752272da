//! A small archive of invented reports that covers what layouts trip over: several parties, equal parties, wire copies,
//! no date, no target, no country, denied and planned acts, names with tabs, quotation marks and semicolons.
//!
//! Newsrooms, people and happenings are invented.

#![allow(dead_code, reason = "each test uses a part of it")]

pub(crate) mod python;

use std::sync::Arc;

use chancery_archive::rows::{
    Article, Detail, Disagreement, Entity, Finding, Office, Party, Place, Record, Role,
};
use chancery_export::{Document, Memory, Meta, Named, PlaceMention, TimeMention};
use chancery_record::{ReaderId, Span};

/// All of it.
pub(crate) fn source() -> Memory {
    let world = World::new();
    Memory {
        meta: Meta {
            query: Some("at:Tromsø OR type:CONSULT".to_owned()),
            as_of: None,
            readers: vec![ReaderId {
                version: "0.1.0".to_owned(),
                model: "en_core_web_md 3.8.0".to_owned(),
                data: "0123456789abcdef".to_owned(),
            }],
            archive: "sha256:00ff".to_owned(),
            codebooks: vec![
                ("PLOVER".to_owned(), "0.8".to_owned()),
                ("CAMEO".to_owned(), "1.1b3".to_owned()),
            ],
        },
        articles: world.articles.iter().map(|article| (**article).clone()).collect(),
        documents: documents(&world),
        entities: world.entities.iter().map(|entity| (**entity).clone()).collect(),
        records: world.records(),
        places: world.places(),
        times: world.times(),
        named: vec![(
            "fjord-1".to_owned(),
            Named {
                people: vec!["Astrid Nygaard".to_owned(), "Mikko Rantala".to_owned()],
                organisations: vec!["United Nations".to_owned()],
                locations: vec!["Tromsø".to_owned(), "Norway".to_owned()],
            },
        )],
    }
}

/// The records of `chancery read`, of the first two articles.
fn documents(world: &World) -> Vec<Document> {
    world.articles[..2]
        .iter()
        .map(|article| Document {
            article: article.id.clone(),
            json: format!(
                "{{\"id\":\"{}\",\"title\":null,\"url\":null,\"publisher\":null,\"credit\":null,\"author\":null,\
                 \"published\":\"2024-10-25\",\"language\":\"en\",\"text\":\"They met.\",\"sentences\":[{{\"start\":0,\
                 \"end\":9}}],\"actors\":[],\"places\":[],\"times\":[],\"statements\":[],\"events\":[],\"meetings\":[],\
                 \"positions\":[],\"reader\":{{\"version\":\"0.1.0\",\"model\":\"m\",\"data\":\"d\"}}}}",
                article.id
            ),
        })
        .collect()
}

struct World {
    articles: Vec<Arc<Article>>,
    entities: Vec<Arc<Entity>>,
}

const FJORD: usize = 0;
const COPY: usize = 1;
const HERALD: usize = 2;
const LETTER: usize = 3;
const UNDATED: usize = 4;

const NYGAARD: usize = 0;
const RANTALA: usize = 1;
const DARWISH: usize = 2;
const EU: usize = 3;
const BRAZIL: usize = 4;

impl World {
    fn new() -> Self {
        let article = |id: &str, title: &str, publisher: &str, published: Option<&str>| Article {
            id: id.to_owned(),
            inputs: vec![format!("{id}.txt")],
            title: Some(title.to_owned()),
            url: Some(format!(
                "https://www.{}.example/{id}",
                publisher.to_lowercase().replace(' ', "-")
            )),
            publisher: Some(publisher.to_owned()),
            credit: None,
            author: Some("Oda Lien".to_owned()),
            published: published.map(str::to_owned),
            language: "en".to_owned(),
            origin: id.to_owned(),
            story: "fjord-1".to_owned(),
            length: 1200,
        };
        let articles = vec![
            article(
                "fjord-1",
                "Ministers meet in Tromsø",
                "Fjord Times",
                Some("2024-10-26T07:30:00+02:00"),
            ),
            Article {
                origin: "fjord-1".to_owned(),
                credit: Some("Norddesk".to_owned()),
                ..article("inlet-7", "Ministers meet", "Inlet Daily", Some("2024-10-26"))
            },
            article(
                "herald-3",
                "Talks \"useful\"; no\tdeal",
                "Northern Herald",
                Some("2024-10-28T12:00:00Z"),
            ),
            Article {
                url: None,
                author: None,
                story: "letter-1".to_owned(),
                ..article("letter-1", "A letter", "Embassy Letter", Some("2024-11-02"))
            },
            Article { url: None, title: None, ..article("undated-1", "", "Old Clippings", None) },
        ];
        let person = |id: &str, name: &str, title: &str| Entity {
            id: id.to_owned(),
            name: name.to_owned(),
            kind: "person".to_owned(),
            kb: id.starts_with('Q').then(|| id.to_owned()),
            wikipedia: id.starts_with('Q').then(|| name.to_owned()),
            names: vec![name.rsplit(' ').next().unwrap_or_default().to_owned()],
            offices: vec![Office {
                title: title.to_owned(),
                of: Some("Norway".to_owned()),
                since: Some("2024-10-26".to_owned()),
                until: Some("2024-11-02".to_owned()),
                articles: 3,
            }],
        };
        let entities = vec![
            person("Q990000001", "Astrid Nygaard", "foreign minister"),
            person("mikko-rantala.FIN", "Mikko Rantala", "prime minister"),
            person("Q990000003", "Leila Darwish", "special envoy"),
            Entity {
                id: "Q990000004".to_owned(),
                name: "European Union".to_owned(),
                kind: "organisation".to_owned(),
                kb: Some("Q990000004".to_owned()),
                wikipedia: Some("European Union".to_owned()),
                names: vec!["EU".to_owned()],
                offices: Vec::new(),
            },
            Entity {
                id: "BRA".to_owned(),
                name: "Brazil".to_owned(),
                kind: "state".to_owned(),
                kb: Some("BRA".to_owned()),
                wikipedia: Some("Brazil".to_owned()),
                names: Vec::new(),
                offices: Vec::new(),
            },
        ];
        Self {
            articles: articles.into_iter().map(Arc::new).collect(),
            entities: entities.into_iter().map(Arc::new).collect(),
        }
    }

    fn party(&self, role: Role, at: usize) -> Party {
        let entity = &self.entities[at];
        let (country, sector, title) = match at {
            NYGAARD => ("NOR", Some("GOV"), Some("foreign minister")),
            RANTALA => ("FIN", Some("GOV"), Some("prime minister")),
            DARWISH => ("UNO", None, Some("special envoy")),
            EU => ("EUR", None, None),
            _ => ("BRA", Some("GOV"), None),
        };
        Party {
            role,
            actor: format!("fjord-1#a{}", at + 1),
            entity: Some(entity.clone()),
            name: entity.name.clone(),
            kind: entity.kind.clone(),
            country: Some(country.to_owned()),
            sector: sector.map(str::to_owned),
            cameo: Some(format!("{country}{}", sector.unwrap_or_default())),
            title: title.map(str::to_owned),
        }
    }

    /// What only makes an event an event, of the first article and alone in its record.
    fn event(
        &self,
        number: u32,
        r#type: &str,
        mode: Option<&str>,
        cameo: &str,
        words: &str,
    ) -> Finding {
        let article = self.articles[FJORD].clone();
        let length = words.chars().count() as u32;
        let evidence = Span { start: 10 * number, end: 10 * number + length };
        Finding {
            id: format!("{}#e{number}", article.id),
            record: format!("e{number}-{}", article.id),
            article,
            status: "occurred".to_owned(),
            first_day: Some("2024-10-25".to_owned()),
            last_day: Some("2024-10-25".to_owned()),
            place: None,
            parties: Vec::new(),
            rule: "met".to_owned(),
            confidence: 0.83,
            evidence,
            evidence_text: words.to_owned(),
            sentence: number,
            chain: vec!["Fjord Times".to_owned()],
            verdict: None,
            detail: Detail::Event {
                r#type: r#type.to_owned(),
                mode: mode.map(str::to_owned),
                contexts: vec!["diplomatic".to_owned()],
                cameo: (!cameo.is_empty()).then(|| cameo.to_owned()),
                goldstein: goldstein(cameo),
                trigger: (
                    Span { start: evidence.start + 1, end: evidence.start + 4 },
                    "met".to_owned(),
                ),
            },
        }
    }

    fn records(&self) -> Vec<Record> {
        let mut records = self.events();
        records.extend([self.meeting(), self.statement(), self.denial(), self.position()]);
        records
    }

    fn events(&self) -> Vec<Record> {
        use Role::{Source, Target};
        let mut records = Vec::new();

        // Equal parties, three reports of which two are one text, no day in the text.
        let talks = Finding {
            first_day: None,
            last_day: None,
            place: Some(tromso()),
            parties: [NYGAARD, RANTALA, DARWISH].map(|at| self.party(Source, at)).to_vec(),
            ..self.event(1, "CONSULT", None, "040", "Nygaard met Rantala and the envoy")
        };
        let copy = of(&talks, &self.articles[COPY], 1);
        let herald = Finding {
            sentence: 3,
            parties: talks.parties[..2].to_vec(),
            ..of(&talks, &self.articles[HERALD], 4)
        };
        records.push(Record {
            reports: vec![talks.clone(), copy, herald],
            origins: 2,
            outlets: 3,
            disagreements: vec![Disagreement {
                about: "who".to_owned(),
                values: vec![
                    (
                        "Astrid Nygaard, Leila Darwish, Mikko Rantala".to_owned(),
                        vec!["fjord-1#e1".to_owned(), "inlet-7#e1".to_owned()],
                    ),
                    ("Astrid Nygaard, Mikko Rantala".to_owned(), vec!["herald-3#e4".to_owned()]),
                ],
            }],
            ..alone(talks)
        });

        // A visit: the guest and the host.
        records.push(alone(Finding {
            place: Some(country("Norway", "NOR", 62.0, 10.0)),
            last_day: Some("2024-10-27".to_owned()),
            parties: vec![self.party(Source, RANTALA), self.party(Target, NYGAARD)],
            ..self.event(2, "CONSULT", Some("visit"), "042", "Rantala visited Norway")
        }));

        // Nameless parties, still going on, no CAMEO code of its own.
        records.push(alone(Finding {
            status: "ongoing".to_owned(),
            place: Some(Place {
                name: "Kivu".to_owned(),
                r#type: "admin1".to_owned(),
                country: Some("COD".to_owned()),
                ..Place::default()
            }),
            parties: vec![
                nameless(Source, 11, "rebels", Some("COD"), Some("REB")),
                nameless(Target, 12, "aid workers", Some("NGO"), Some("MED")),
            ],
            ..self.event(3, "ASSAULT", Some("firearms"), "", "rebels fired at aid workers")
        }));

        // Nobody is acted upon; a place in the United States.
        records.push(alone(Finding {
            place: Some(Place {
                name: "Austin".to_owned(),
                r#type: "city".to_owned(),
                kb: Some("4671654".to_owned()),
                country: Some("USA".to_owned()),
                admin1: Some("Texas".to_owned()),
                lat: Some(30.267),
                lon: Some(-97.743),
            }),
            parties: vec![nameless(Source, 13, "students", Some("USA"), Some("EDU"))],
            ..self.event(4, "PROTEST", Some("demo"), "141", "students marched")
        }));

        // Names that would break a table; several on both sides; letters without an address.
        let ministry = Party {
            name: "Ministry of \"Trade; Fish\"\tand Forests".to_owned(),
            kind: "organisation".to_owned(),
            ..nameless(Source, 14, "", Some("XKX"), Some("GOV"))
        };
        let accusation = Finding {
            first_day: Some("2024-11-01".to_owned()),
            last_day: None,
            parties: vec![
                ministry,
                self.party(Source, EU),
                self.party(Target, BRAZIL),
                nameless(Target, 15, "reporters", None, Some("JRN")),
            ],
            ..self.event(
                5,
                "ACCUSE",
                Some("disapprove"),
                "111",
                "the ministry and the EU criticised",
            )
        };
        records.push(alone(of(&accusation, &self.articles[LETTER], 5)));

        // A type with a recipient, of equal parties.
        records.push(alone(Finding {
            parties: vec![self.party(Source, NYGAARD), self.party(Source, BRAZIL)],
            ..self.event(6, "COOPERATE", None, "061", "Norway and Brazil traded fish")
        }));

        // The same act between the same two on the same day, in another record.
        records.push(alone(Finding {
            parties: vec![self.party(Source, RANTALA), self.party(Target, NYGAARD)],
            ..self.event(7, "CONSULT", Some("visit"), "042", "Rantala was in Norway again")
        }));

        // What did not happen, or not yet.
        for (number, status, r#type, cameo) in [
            (8, "planned", "AGREE", "036"),
            (9, "denied", "ASSAULT", "190"),
            (10, "failed", "REJECT", "120"),
        ] {
            records.push(alone(Finding {
                status: status.to_owned(),
                parties: vec![self.party(Source, NYGAARD), self.party(Target, BRAZIL)],
                ..self.event(number, r#type, None, cameo, "Nygaard and Brazil did not")
            }));
        }

        // No recipient where PLOVER asks for one.
        records.push(alone(Finding {
            parties: vec![self.party(Source, EU)],
            ..self.event(11, "SANCTION", None, "163", "the EU imposed sanctions")
        }));

        // No day in the text, none of the article.
        let undated = Finding {
            first_day: None,
            last_day: None,
            parties: vec![self.party(Source, EU), self.party(Target, BRAZIL)],
            ..self.event(12, "AID", None, "070", "the EU helped")
        };
        records.push(alone(of(&undated, &self.articles[UNDATED], 12)));

        // One's own people.
        records.push(alone(Finding {
            parties: vec![
                nameless(Source, 16, "police", Some("BRA"), Some("COP")),
                nameless(Target, 17, "Strikers", Some("BRA"), Some("LAB")),
            ],
            ..self.event(13, "COERCE", Some("arrest"), "173", "police held the strikers")
        }));
        records
    }

    fn meeting(&self) -> Record {
        let words = "talks in Tromsø";
        let span = Span { start: 40, end: 55 };
        let meeting = Finding {
            id: "fjord-1#m1".to_owned(),
            record: "m1-fjord-1".to_owned(),
            place: Some(tromso()),
            parties: vec![
                self.party(Role::Participant, NYGAARD),
                self.party(Role::Participant, RANTALA),
                self.party(Role::Participant, DARWISH),
                self.party(Role::Host, NYGAARD),
            ],
            evidence: span,
            evidence_text: words.to_owned(),
            detail: Detail::Meeting {
                name: Some("the Tromsø talks".to_owned()),
                format: "multilateral".to_owned(),
                private: true,
                attendance: vec![(40, "delegates".to_owned())],
                duration: Some("PT2H".to_owned()),
                topics: vec![(Span { start: 60, end: 70 }, "cod quotas".to_owned())],
                evidence: vec![
                    (span, words.to_owned()),
                    (Span { start: 80, end: 89 }, "the talks".to_owned()),
                ],
            },
            ..self.event(1, "CONSULT", None, "040", words)
        };
        let herald = Finding {
            id: "herald-3#m2".to_owned(),
            first_day: Some("2024-10-26".to_owned()),
            last_day: Some("2024-10-26".to_owned()),
            article: self.articles[HERALD].clone(),
            ..meeting.clone()
        };
        Record { reports: vec![meeting.clone(), herald], origins: 2, outlets: 2, ..alone(meeting) }
    }

    fn statement(&self) -> Record {
        alone(Finding {
            id: "herald-3#s1".to_owned(),
            record: "s1-herald-3".to_owned(),
            article: self.articles[HERALD].clone(),
            first_day: Some("2024-10-28".to_owned()),
            last_day: Some("2024-10-28".to_owned()),
            parties: vec![self.party(Role::Speaker, NYGAARD), self.party(Role::Addressee, RANTALA)],
            detail: Detail::Statement {
                kind: "mixed".to_owned(),
                content: vec![
                    (Span { start: 5, end: 22 }, "\"We were, frankly,".to_owned()),
                    (Span { start: 40, end: 50 }, "far apart\"".to_owned()),
                ],
                cue: Some((Span { start: 23, end: 27 }, "said".to_owned())),
                negated: false,
            },
            ..self.event(1, "CONSULT", None, "", "Nygaard said they were far apart")
        })
    }

    /// Something that somebody is said not to have said.
    fn denial(&self) -> Record {
        alone(Finding {
            id: "letter-1#s2".to_owned(),
            record: "s2-letter-1".to_owned(),
            article: self.articles[LETTER].clone(),
            status: "denied".to_owned(),
            first_day: Some("2024-11-02".to_owned()),
            last_day: Some("2024-11-02".to_owned()),
            parties: vec![nameless(Role::Speaker, 21, "an official", None, None)],
            detail: Detail::Statement {
                kind: "indirect".to_owned(),
                content: vec![(Span { start: 30, end: 50 }, "that a deal was made".to_owned())],
                cue: None,
                negated: true,
            },
            ..self.event(2, "CONSULT", None, "", "an official did not say")
        })
    }

    fn position(&self) -> Record {
        alone(Finding {
            id: "herald-3#p1".to_owned(),
            record: "p1-herald-3".to_owned(),
            article: self.articles[HERALD].clone(),
            first_day: Some("2024-10-28".to_owned()),
            last_day: Some("2024-10-28".to_owned()),
            parties: vec![self.party(Role::Holder, NYGAARD), self.party(Role::Toward, BRAZIL)],
            detail: Detail::Position {
                stance: "opposes".to_owned(),
                proposition: (Span { start: 70, end: 87 }, "a ban on \"trawls\"".to_owned()),
                topics: vec!["fisheries".to_owned()],
            },
            ..self.event(3, "ACCUSE", None, "", "Nygaard opposed a ban on \"trawls\"")
        })
    }

    fn places(&self) -> Vec<PlaceMention> {
        vec![PlaceMention {
            id: "fjord-1#l1".to_owned(),
            article: self.articles[FJORD].clone(),
            place: tromso(),
            wikipedia: Some("Tromsø".to_owned()),
            within: false,
            confidence: 0.97,
            evidence: Span { start: 49, end: 55 },
            evidence_text: "Tromsø".to_owned(),
            sentence: 2,
        }]
    }

    fn times(&self) -> Vec<TimeMention> {
        vec![TimeMention {
            id: "fjord-1#t1".to_owned(),
            article: self.articles[FJORD].clone(),
            r#type: "DATE".to_owned(),
            value: "2024-10-25".to_owned(),
            confidence: 0.9,
            evidence: Span { start: 90, end: 96 },
            evidence_text: "Friday".to_owned(),
            sentence: 4,
        }]
    }
}

/// A finding told by another article.
fn of(finding: &Finding, article: &Arc<Article>, number: u32) -> Finding {
    Finding {
        id: format!("{}#e{number}", article.id),
        record: match article.id.as_str() {
            "inlet-7" | "herald-3" => finding.record.clone(),
            id => format!("e{number}-{id}"),
        },
        article: article.clone(),
        ..finding.clone()
    }
}

/// A record of one report.
fn alone(finding: Finding) -> Record {
    Record {
        id: finding.record.clone(),
        status: finding.status.clone(),
        first_day: finding.first_day.clone(),
        last_day: finding.last_day.clone(),
        place: finding.place.clone(),
        reports: vec![finding],
        origins: 1,
        outlets: 1,
        disagreements: Vec::new(),
    }
}

fn nameless(
    role: Role,
    number: u32,
    name: &str,
    country: Option<&str>,
    sector: Option<&str>,
) -> Party {
    Party {
        role,
        actor: format!("fjord-1#a{number}"),
        entity: None,
        name: name.to_owned(),
        kind: "other".to_owned(),
        country: country.map(str::to_owned),
        sector: sector.map(str::to_owned),
        cameo: country.map(|country| format!("{country}{}", sector.unwrap_or_default())),
        title: None,
    }
}

/// As GDELT's scale has it.
fn goldstein(cameo: &str) -> Option<f32> {
    Some(match cameo {
        "036" => 4.0,
        "040" => 1.0,
        "042" => 1.9,
        "061" => 6.4,
        "070" => 7.0,
        "111" => -2.0,
        "120" => -4.0,
        "141" => -6.5,
        "163" => -8.0,
        "173" => -5.0,
        "190" => -10.0,
        _ => return None,
    })
}

fn tromso() -> Place {
    Place {
        name: "Tromsø".to_owned(),
        r#type: "city".to_owned(),
        kb: Some("3133895".to_owned()),
        country: Some("NOR".to_owned()),
        admin1: Some("Troms".to_owned()),
        lat: Some(69.6489),
        lon: Some(18.9551),
    }
}

fn country(name: &str, code: &str, lat: f64, lon: f64) -> Place {
    Place {
        name: name.to_owned(),
        r#type: "country".to_owned(),
        kb: None,
        country: Some(code.to_owned()),
        admin1: None,
        lat: Some(lat),
        lon: Some(lon),
    }
}
