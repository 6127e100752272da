//! What goes in: articles, the actors that they name, and what they tell, in any order.

use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

use chancery_kb::name_key;

use crate::day::{Day, day};
use crate::intern::{Interner, Symbol};

/// An article of a [`Corpus`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ArticleKey(pub(crate) u32);

/// An actor of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ActorKey(pub(crate) u32);

/// A statement, event, meeting or position of an article. Counts from 0 in the order of [`Corpus::report`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ReportKey(pub(crate) u32);

impl ActorKey {
    /// Counts from 0 in the order of [`Corpus::actor`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl ReportKey {
    /// Counts from 0 in the order of [`Corpus::report`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What kind of finding a report is; its id's letter says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `e2`
    Event,
    /// `m2`
    Meeting,
    /// `p2`
    Position,
    /// `s2`
    Statement,
}

impl Kind {
    /// The letter with which ids of this kind begin.
    pub fn letter(self) -> char {
        match self {
            Self::Event => 'e',
            Self::Meeting => 'm',
            Self::Position => 'p',
            Self::Statement => 's',
        }
    }
}

/// What a party does in a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Acts, or is one of the equal parties of a reciprocal event.
    Source,
    /// Is acted upon.
    Target,
    /// Says.
    Speaker,
    /// Is spoken to.
    Addressee,
    /// Takes part in a meeting.
    Participant,
    /// Hosts a meeting.
    Host,
    /// Holds a position.
    Holder,
    /// Whom a position concerns.
    Toward,
}

/// An article, without its text.
#[derive(Debug, Clone, Copy, Default)]
pub struct ArticleFacts<'a> {
    /// Its id, which is what ties are broken by.
    pub id: &'a str,
    /// Id of the article that leads those which tell the same text.
    pub origin: &'a str,
    /// Id of the article that leads the story.
    pub story: &'a str,
    /// Who published it.
    pub outlet: Option<&'a str>,
    /// ISO 8601 date or date-time.
    pub published: Option<&'a str>,
}

/// An actor of an article, as the record has it.
#[derive(Debug, Clone, Copy, Default)]
pub struct ActorFacts<'a> {
    /// Who it may be over all articles, by [`entity_id`](crate::entity_id); none for somebody without a name.
    pub entity: Option<&'a str>,
    /// The fullest name in the article, or the words that stand for one.
    pub name: &'a str,
    /// Other names in the article: texts of mentions of the form `name`.
    pub names: &'a [&'a str],
    /// `person`, `organisation`, `state`, `people`, `armed_group`, `other`.
    pub kind: &'a str,
    /// The knowledge base's id, where the link is sure enough to be `entity` too.
    pub kb: Option<&'a str>,
    /// ISO 3166-1 alpha-3, or PLOVER's code of what is no state.
    pub country: Option<&'a str>,
    /// PLOVER sector.
    pub sector: Option<&'a str>,
    /// Offices: title, and of what.
    pub roles: &'a [(&'a str, Option<&'a str>)],
}

/// Where something happened.
#[derive(Debug, Clone, Copy, Default)]
pub struct PlaceFacts<'a> {
    /// As the gazetteer or the text has it.
    pub name: &'a str,
    /// `country`, `admin1`, `admin2`, `city`, `other`.
    pub r#type: &'a str,
    /// GeoNames id.
    pub kb: Option<&'a str>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<&'a str>,
    /// Name of the first-order division.
    pub admin1: Option<&'a str>,
}

/// A finding of an article.
#[derive(Debug, Clone, Copy)]
pub struct ReportFacts<'a> {
    /// What kind.
    pub kind: Kind,
    /// The number in its id: 2 of `e2`.
    pub number: u32,
    /// PLOVER type of an event, format of a meeting, stance of a position, kind of a statement.
    pub label: &'a str,
    /// Name of a meeting: *the Kazan summit*.
    pub name: Option<&'a str>,
    /// `occurred`, `ongoing`, `planned`, `hypothetical`, `denied`, `failed`.
    pub status: &'a str,
    /// First and last day as the text gives them; a statement's and a position's day may be left out.
    pub days: Option<(&'a str, &'a str)>,
    /// Where.
    pub place: Option<PlaceFacts<'a>>,
    /// Who, in the article's order.
    pub parties: &'a [(Role, ActorKey)],
    /// How many of what: the attendance of a meeting.
    pub numbers: &'a [(u64, &'a str)],
    /// What was said, of a statement; what it is about, of a position; the clause, of an event or meeting.
    pub words: &'a str,
    /// Number of the first event of the same happening in the article (`same_as`); of a statement, that of the
    /// statement that reports it (`reported_by`); of a position, that of the statement that tells of it.
    pub same_as: Option<u32>,
    /// Share of such findings that are right.
    pub confidence: f32,
}

/// Everything that is to be made one. Filled once, in any order; what comes out does not depend on it.
#[derive(Debug, Default)]
pub struct Corpus {
    pub(crate) strings: Interner,
    pub(crate) articles: Vec<ArticleRow>,
    pub(crate) actors: Vec<ActorRow>,
    /// Roles of actors: actor, key of the title, key of what it is of, title as the text has it.
    pub(crate) roles: Vec<RoleRow>,
    /// Other names of actors.
    pub(crate) names: Vec<(ActorKey, Symbol)>,
    pub(crate) reports: Vec<ReportRow>,
    pub(crate) places: Vec<PlaceRow>,
    place_keys: FxHashMap<PlaceRow, u32>,
    pub(crate) parties: Vec<(Role, ActorKey)>,
    pub(crate) numbers: Vec<(ReportKey, u64, Symbol)>,
    /// Hashes of words in lower case; the lowest bit is set for words of four letters or more.
    pub(crate) words: Vec<u32>,
    article_keys: FxHashMap<Symbol, ArticleKey>,
    report_keys: FxHashMap<(ArticleKey, Kind, u32), ReportKey>,
    /// Findings that somebody has said to be one, or not one.
    pub(crate) report_pairs: Vec<(String, String, Said)>,
    /// Entities likewise.
    pub(crate) entity_pairs: Vec<(String, String, Said)>,
}

/// What somebody has said of two findings or two entities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Said {
    /// They are two. Where the two are said to be one by way of a third, this counts.
    Different,
    /// They are one.
    Same,
}

#[derive(Debug)]
pub(crate) struct ArticleRow {
    pub(crate) id: Symbol,
    pub(crate) origin: Symbol,
    pub(crate) story: Symbol,
    pub(crate) outlet: Symbol,
    pub(crate) day: Option<Day>,
}

#[derive(Debug)]
pub(crate) struct ActorRow {
    pub(crate) article: ArticleKey,
    pub(crate) entity: Symbol,
    pub(crate) name: Symbol,
    pub(crate) kind: ActorKind,
    pub(crate) linked: bool,
    pub(crate) country: Symbol,
    pub(crate) sector: Symbol,
    /// Key of the first office, or of the last word of a nominal.
    pub(crate) head: Symbol,
}

/// The record's kinds of actors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum ActorKind {
    Person,
    Organisation,
    State,
    People,
    ArmedGroup,
    Other,
}

impl ActorKind {
    pub(crate) fn of(word: &str) -> Self {
        match word {
            "person" => Self::Person,
            "organisation" => Self::Organisation,
            "state" => Self::State,
            "people" => Self::People,
            "armed_group" => Self::ArmedGroup,
            _ => Self::Other,
        }
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::State => "state",
            Self::People => "people",
            Self::ArmedGroup => "armed_group",
            Self::Other => "other",
        }
    }
}

#[derive(Debug)]
pub(crate) struct RoleRow {
    pub(crate) actor: ActorKey,
    pub(crate) key: Symbol,
    pub(crate) of_key: Symbol,
    pub(crate) title: Symbol,
    pub(crate) of: Symbol,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct ReportRow {
    pub(crate) article: ArticleKey,
    pub(crate) kind: Kind,
    pub(crate) status: Status,
    pub(crate) number: u32,
    pub(crate) same_as: Option<u32>,
    pub(crate) label: Symbol,
    pub(crate) name: Symbol,
    pub(crate) days: Option<(Day, Day)>,
    pub(crate) place: Option<u32>,
    pub(crate) parties: (u32, u16),
    pub(crate) words: (u32, u16),
    /// Number of words of four letters or more.
    pub(crate) n_content: u16,
    pub(crate) confidence: f32,
}

/// The record's statuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Status {
    Occurred,
    Ongoing,
    Planned,
    Hypothetical,
    Denied,
    Failed,
}

impl Status {
    fn of(word: &str) -> Self {
        match word {
            "ongoing" => Self::Ongoing,
            "planned" => Self::Planned,
            "hypothetical" => Self::Hypothetical,
            "denied" => Self::Denied,
            "failed" => Self::Failed,
            _ => Self::Occurred,
        }
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Occurred => "occurred",
            Self::Ongoing => "ongoing",
            Self::Planned => "planned",
            Self::Hypothetical => "hypothetical",
            Self::Denied => "denied",
            Self::Failed => "failed",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct PlaceRow {
    pub(crate) name: Symbol,
    pub(crate) key: Symbol,
    pub(crate) kb: Symbol,
    pub(crate) country: Symbol,
    pub(crate) admin1: Symbol,
    pub(crate) extent: Extent,
}

/// How large a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Extent {
    Country,
    Admin1,
    Admin2,
    City,
    Other,
}

/// Words of so many letters count as content.
const CONTENT: usize = 4;

/// A report has at most this many parties, words and numbers; what comes after is not compared.
const MOST_PARTIES: usize = 64;
const MOST_WORDS: usize = 400;
const MOST_NUMBERS: usize = 16;

impl Corpus {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an article, or finds the one of that id.
    pub fn article(&mut self, facts: ArticleFacts<'_>) -> ArticleKey {
        let id = self.strings.symbol(facts.id);
        if let Some(key) = self.article_keys.get(&id) {
            return *key;
        }
        let key = ArticleKey(number(self.articles.len()));
        self.articles.push(ArticleRow {
            id,
            origin: self.strings.symbol(facts.origin),
            story: self.strings.symbol(facts.story),
            outlet: self.strings.optional(facts.outlet),
            day: facts.published.and_then(day),
        });
        self.article_keys.insert(id, key);
        key
    }

    /// Adds an actor of an article.
    pub fn actor(&mut self, article: ArticleKey, facts: &ActorFacts<'_>) -> ActorKey {
        let key = ActorKey(number(self.actors.len()));
        let strings = &mut self.strings;
        let mut head = Symbol::NONE;
        for &(title, of) in facts.roles {
            let title_key = strings.optional(Some(&name_key(title)));
            if !head.is_some() {
                head = title_key;
            }
            if facts.entity.is_some() && title_key.is_some() {
                let of_key = strings.optional(of.map(name_key).as_deref());
                let (title, of) = (strings.symbol(title), strings.optional(of));
                self.roles.push(RoleRow { actor: key, key: title_key, of_key, title, of });
            }
        }
        if !head.is_some() && facts.entity.is_none() {
            let name = name_key(facts.name);
            head = strings.optional(name.split(' ').next_back());
        }
        self.actors.push(ActorRow {
            article,
            entity: strings.optional(facts.entity),
            name: strings.symbol(facts.name),
            kind: ActorKind::of(facts.kind),
            linked: facts.entity.is_some() && facts.entity == facts.kb,
            country: strings.optional(facts.country),
            sector: strings.optional(facts.sector),
            head,
        });
        if facts.entity.is_some() {
            for name in facts.names.iter().filter(|name| **name != facts.name) {
                self.names.push((key, strings.symbol(name)));
            }
        }
        key
    }

    /// Adds a finding of an article; its parties are actors of the same article.
    pub fn report(&mut self, article: ArticleKey, facts: &ReportFacts<'_>) -> ReportKey {
        let key = ReportKey(number(self.reports.len()));
        let days = facts.days.and_then(|(first, last)| Some((day(first)?, day(last)?)));
        let place = facts.place.map(|place| self.place(&place));
        let parties = &facts.parties[..facts.parties.len().min(MOST_PARTIES)];
        let parties_start = number(self.parties.len());
        self.parties.extend_from_slice(parties);
        for (count, of) in facts.numbers.iter().take(MOST_NUMBERS) {
            let of = self.strings.symbol(of);
            self.numbers.push((key, *count, of));
        }
        let words_start = number(self.words.len());
        let mut n_content = 0;
        let mut lower = String::new();
        let words = facts.words.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
        for word in words.filter(|word| !word.is_empty()).take(MOST_WORDS) {
            lower.clear();
            lower.extend(word.trim_matches(['\'', '’']).chars().flat_map(char::to_lowercase));
            if lower.is_empty() {
                continue;
            }
            let is_content = lower.chars().count() >= CONTENT;
            n_content += u16::from(is_content);
            self.words.push(word_hash(&lower) & !1 | u32::from(is_content));
        }
        let n_words = self.words.len() as u32 - words_start;
        self.reports.push(ReportRow {
            article,
            kind: facts.kind,
            status: Status::of(facts.status),
            number: facts.number,
            same_as: facts.same_as,
            label: self.strings.symbol(facts.label),
            name: self.strings.optional(facts.name.map(name_key).as_deref()),
            days: days.map(|(first, last)| (first, last.max(first))),
            place,
            parties: (parties_start, parties.len() as u16),
            words: (words_start, n_words as u16),
            n_content,
            confidence: facts.confidence,
        });
        self.report_keys.insert((article, facts.kind, facts.number), key);
        key
    }

    /// Notes what somebody has said of two findings, `ARTICLE#e2` each. Findings that are not there are passed over.
    pub fn say_of_reports(&mut self, one: &str, other: &str, said: Said) {
        self.report_pairs.push((one.to_owned(), other.to_owned(), said));
    }

    /// Notes what somebody has said of two entities, by the ids that [`entity_id`](crate::entity_id) gives.
    pub fn say_of_entities(&mut self, one: &str, other: &str, said: Said) {
        self.entity_pairs.push((one.to_owned(), other.to_owned(), said));
    }

    /// Number of reports.
    pub fn n_reports(&self) -> usize {
        self.reports.len()
    }

    /// A report's id, `ARTICLE#e2`.
    pub fn report_id(&self, key: ReportKey) -> String {
        let report = &self.reports[key.index()];
        let article = self.strings.text(self.articles[report.article.0 as usize].id);
        format!("{article}#{}{}", report.kind.letter(), report.number)
    }

    /// The report of this id, `ARTICLE#e2`.
    pub fn find_report(&self, id: &str) -> Option<ReportKey> {
        let (article, local) = id.rsplit_once('#')?;
        let kind = match local.as_bytes().first()? {
            b'e' => Kind::Event,
            b'm' => Kind::Meeting,
            b'p' => Kind::Position,
            b's' => Kind::Statement,
            _ => return None,
        };
        let article = *self.article_keys.get(&self.strings.find(article))?;
        self.report_keys.get(&(article, kind, local[1..].parse().ok()?)).copied()
    }

    pub(crate) fn report_of(
        &self,
        article: ArticleKey,
        kind: Kind,
        number: u32,
    ) -> Option<ReportKey> {
        self.report_keys.get(&(article, kind, number)).copied()
    }

    /// Numbers of a report. They stand in the order of the reports.
    pub(crate) fn numbers_of(&self, report: ReportKey) -> impl Iterator<Item = (u64, Symbol)> {
        let first = self.numbers.partition_point(|(other, ..)| other.0 < report.0);
        let own = self.numbers[first..].iter().take_while(move |(other, ..)| *other == report);
        own.map(|(_, count, of)| (*count, *of))
    }

    /// The story of the article of this id.
    pub(crate) fn story_of(&self, article: &str) -> Symbol {
        let key = self.article_keys.get(&self.strings.find(article));
        key.map_or(Symbol::NONE, |key| self.articles[key.0 as usize].story)
    }

    pub(crate) fn article_of(&self, report: &ReportRow) -> &ArticleRow {
        &self.articles[report.article.0 as usize]
    }

    pub(crate) fn parties_of(&self, report: &ReportRow) -> &[(Role, ActorKey)] {
        &self.parties[report.parties.0 as usize..][..usize::from(report.parties.1)]
    }

    pub(crate) fn words_of(&self, report: &ReportRow) -> &[u32] {
        &self.words[report.words.0 as usize..][..usize::from(report.words.1)]
    }

    /// Reports in the order of their publication, then of their ids: the order in which ties are broken. An
    /// article without a date comes last. `ranks[report]` is the place of a report.
    pub(crate) fn ranks(&self) -> Vec<u32> {
        let mut by_id: Vec<u32> = (0..number(self.articles.len())).collect();
        by_id.sort_unstable_by_key(|article| {
            let article = &self.articles[*article as usize];
            (article.day.unwrap_or(Day::MAX), self.strings.text(article.id))
        });
        let mut article_rank = vec![0_u32; by_id.len()];
        for (rank, article) in by_id.iter().enumerate() {
            article_rank[*article as usize] = rank as u32;
        }
        let mut order: Vec<u32> = (0..number(self.reports.len())).collect();
        order.sort_unstable_by_key(|report| {
            let row = &self.reports[*report as usize];
            (article_rank[row.article.0 as usize], row.kind, row.number)
        });
        let mut ranks = vec![0_u32; order.len()];
        for (rank, report) in order.iter().enumerate() {
            ranks[*report as usize] = rank as u32;
        }
        ranks
    }

    fn place(&mut self, facts: &PlaceFacts<'_>) -> u32 {
        let strings = &mut self.strings;
        let row = PlaceRow {
            name: strings.symbol(facts.name),
            key: strings.optional(Some(&name_key(facts.name))),
            kb: strings.optional(facts.kb),
            country: strings.optional(facts.country),
            admin1: strings.optional(facts.admin1.map(name_key).as_deref()),
            extent: match facts.r#type {
                "country" => Extent::Country,
                "admin1" => Extent::Admin1,
                "admin2" => Extent::Admin2,
                "city" => Extent::City,
                _ => Extent::Other,
            },
        };
        let places = &mut self.places;
        *self.place_keys.entry(row).or_insert_with(|| {
            places.push(row);
            number(places.len()) - 1
        })
    }
}

/// Does not depend on the order of arrival, unlike a symbol.
pub(crate) fn word_hash(word: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    hasher.finish() as u32
}

pub(crate) fn number(index: usize) -> u32 {
    u32::try_from(index).expect("fewer than 2³² rows")
}
