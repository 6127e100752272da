//! Times the union of a made-up corpus: `scale [N_ARTICLES]` (100,000 without). Stories of one to twelve articles, each
//! with 20 statements, 3 events, a meeting every third article and 40 actors of whom ten have names.

use std::time::Instant;

use anyhow::Result;
use chancery_union::{
    ActorFacts, ActorKey, ArticleFacts, Corpus, Kind, ReportFacts, Role, entity_id,
};

/// `SplitMix64` (Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }
}

const COUNTRIES: [&str; 12] =
    ["USA", "CHN", "RUS", "UKR", "FRA", "DEU", "GBR", "ISR", "IRN", "IND", "TUR", "JPN"];
const TYPES: [&str; 8] =
    ["CONSULT", "ACCUSE", "ASSAULT", "REQUEST", "SUPPORT", "THREATEN", "COERCE", "AGREE"];

#[expect(clippy::print_stdout, reason = "it reports its measurement")]
fn main() -> Result<()> {
    let n_articles: u64 =
        std::env::args().nth(1).map(|n| n.parse()).transpose()?.unwrap_or(100_000);
    let mut random = Random(1);
    let mut corpus = Corpus::new();
    let start = Instant::now();
    let (mut in_story, mut story, mut day, mut cast) = (0, String::new(), 0, Vec::new());
    for article in 0..n_articles {
        let id = format!("{article:08x}");
        if in_story == 0 {
            in_story = 1 + random.below(12);
            story.clone_from(&id);
            day = random.below(3000);
            cast = (0..8).map(|_| random.below(3000)).collect();
        }
        in_story -= 1;
        let date = date(day + random.below(3));
        let outlet = format!("outlet {}", random.below(40));
        let key = corpus.article(ArticleFacts {
            id: &id,
            origin: &id,
            story: &story,
            outlet: Some(&outlet),
            published: Some(&date),
        });
        let actors: Vec<ActorKey> = (0..40_u64)
            .map(|at| {
                let who = if at < 8 { cast[at as usize] } else { random.below(200_000) };
                let country = COUNTRIES[(who % 12) as usize];
                let family = format!("Fam{}", who % 5000);
                let (name, kind) = match at {
                    0..8 => (format!("Given{} {family}", who % 97), "person"),
                    8..10 => (family, "person"),
                    _ => (format!("{} officials", who % 50), "person"),
                };
                let kb = (at < 4).then(|| format!("Q{who}"));
                let entity = entity_id(&name, kind, kb.as_deref(), Some(country), 0.9);
                corpus.actor(
                    key,
                    &ActorFacts {
                        entity: entity.as_deref(),
                        name: &name,
                        kind,
                        kb: kb.as_deref(),
                        country: Some(country),
                        sector: Some("GOV"),
                        roles: &[("foreign minister", None)],
                        ..ActorFacts::default()
                    },
                )
            })
            .collect();
        let mut report = |kind, number, label, parties: &[(Role, ActorKey)], words: &str| {
            let facts = ReportFacts {
                kind,
                number,
                label,
                name: None,
                status: "occurred",
                days: (random.below(3) == 0).then_some((&*date, &*date)),
                place: None,
                parties,
                numbers: &[],
                words,
                same_as: None,
                confidence: 0.8,
            };
            corpus.report(key, &facts);
        };
        for number in 0..20_u32 {
            let speaker = actors[(number % 13) as usize];
            let told = cast[(number % 8) as usize] + u64::from(number) + article % 3;
            let words: Vec<String> =
                (0..18).map(|at| format!("word{}", (told * 31 + at * 7) % 9001)).collect();
            report(
                Kind::Statement,
                number,
                "direct",
                &[(Role::Speaker, speaker)],
                &words.join(" "),
            );
        }
        for number in 0..3_u32 {
            let at = (number as usize) * 2;
            let parties = [(Role::Source, actors[at]), (Role::Target, actors[at + 1])];
            report(
                Kind::Event,
                number,
                TYPES[(article % 8) as usize],
                &parties,
                "the ministers met here today",
            );
        }
        if article % 3 == 0 {
            let parties = [(Role::Participant, actors[0]), (Role::Participant, actors[1])];
            report(Kind::Meeting, 1, "bilateral", &parties, "the ministers met here today");
        }
    }
    println!(
        "{n_articles} articles, {} reports: filled in {:.1?}",
        corpus.n_reports(),
        start.elapsed()
    );
    let start = Instant::now();
    let entities = corpus.entities();
    println!("{} entities in {:.1?}", entities.list.len(), start.elapsed());
    let start = Instant::now();
    let groups = corpus.unite(&entities);
    println!("{} groups in {:.1?}", groups.len(), start.elapsed());
    Ok(())
}

/// A day of the years from 2010, all months being of 28 days.
fn date(day: u64) -> String {
    format!("{}-{:02}-{:02}", 2010 + day / 336, day / 28 % 12 + 1, day % 28 + 1)
}
