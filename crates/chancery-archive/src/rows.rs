//! What the archive gives back: articles, actors and findings as plain data, each with the way back to its
//! words. Searching, exporting and the page are made of these.
//!
//! Text positions count Unicode code points, as in the record format. Days are ISO 8601 (`2024-10-25`).

use std::sync::Arc;

use chancery_record::Span;

/// An article, without its text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Article {
    /// Derived from the article's identity: its address, its publisher and input id, or its text.
    pub id: String,
    /// Ids under which it came in, sorted.
    pub inputs: Vec<String>,
    /// Headline.
    pub title: Option<String>,
    /// Canonical address.
    pub url: Option<String>,
    /// The outlet.
    pub publisher: Option<String>,
    /// The agency that the outlet credits.
    pub credit: Option<String>,
    /// By-line.
    pub author: Option<String>,
    /// ISO 8601 date or date-time of publication.
    pub published: Option<String>,
    /// ISO 639-1.
    pub language: String,
    /// Id of the article that leads those which tell the same text: wire copies have one origin.
    pub origin: String,
    /// Id of the article that leads the story.
    pub story: String,
    /// Length of the text in code points.
    pub length: u32,
}

impl Article {
    /// The day of publication, `YYYY-MM-DD`.
    pub fn day(&self) -> Option<&str> {
        self.published.as_deref().and_then(|published| published.get(..10))
    }
}

/// Somebody who acts, over all articles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entity {
    /// Wikidata `Q…`, a state's alpha-3 code, or for what is not linked a name and a country
    /// (`ivan-petrov.RUS`).
    pub id: String,
    /// The fullest name.
    pub name: String,
    /// As the record's: `person`, `organisation`, `state`, `people`, `armed_group`, `other`.
    pub kind: String,
    /// Wikidata id, or alpha-3 code of a state.
    pub kb: Option<String>,
    /// English Wikipedia title.
    pub wikipedia: Option<String>,
    /// Other names that articles use, sorted.
    pub names: Vec<String>,
    /// Offices and other roles, with the days of the first and the last report of each.
    pub offices: Vec<Office>,
}

/// A role that articles give to an entity.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Office {
    /// `foreign minister`.
    pub title: String,
    /// Of what body or state, as the text has it.
    pub of: Option<String>,
    /// Day of the first report.
    pub since: Option<String>,
    /// Day of the last report.
    pub until: Option<String>,
    /// Number of articles that say so.
    pub articles: u32,
}

/// A party of a finding, as its article has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// What it does in the finding.
    pub role: Role,
    /// The article's actor, `ARTICLE#a3`.
    pub actor: String,
    /// The entity over all articles; none for somebody without a name.
    pub entity: Option<Arc<Entity>>,
    /// Name, or the words that stand for one.
    pub name: String,
    /// `person`, `organisation`, `state`, `people`, `armed_group`, `other`.
    pub kind: String,
    /// ISO 3166-1 alpha-3 code of the state it acts for, or PLOVER's code (IGO, UNO, EUR, NGO, ISM, IMG, MNC).
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// CAMEO actor code, `RUSGOV`.
    pub cameo: Option<String>,
    /// Role at the date, `foreign minister`.
    pub title: Option<String>,
}

/// What a party does in a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Acts (PLOVER: actor), or is one of the equal parties of a reciprocal event.
    Source,
    /// Is acted upon (PLOVER: recipient).
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

impl Role {
    /// All roles, as the tables name them.
    pub const NAMES: [(&'static str, Self); 8] = [
        ("source", Self::Source),
        ("target", Self::Target),
        ("speaker", Self::Speaker),
        ("addressee", Self::Addressee),
        ("participant", Self::Participant),
        ("host", Self::Host),
        ("holder", Self::Holder),
        ("toward", Self::Toward),
    ];

    /// The role that the tables call so; they hold no other.
    pub(crate) fn from_name(name: &str) -> Self {
        Self::NAMES.iter().find(|(known, _)| *known == name).map_or(Self::Source, |(_, role)| *role)
    }

    /// As the tables name it.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, role)| *role == self).map_or("source", |(name, _)| name)
    }
}

/// Where something happened.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Place {
    /// Name as the gazetteer has it, else as the text has it.
    pub name: String,
    /// `country`, `admin1`, `admin2`, `city`, `other`.
    pub r#type: String,
    /// GeoNames id.
    pub kb: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Name of the first-order division.
    pub admin1: Option<String>,
    /// WGS 84 degrees.
    pub lat: Option<f64>,
    /// WGS 84 degrees.
    pub lon: Option<f64>,
}

/// What a statement, an event, a meeting and a position have in common.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// `ARTICLE#e2`.
    pub id: String,
    /// Id of the consolidated record, made of its leading report: `e2-ARTICLE`.
    pub record: String,
    /// Where it was read.
    pub article: Arc<Article>,
    /// As an event's: `occurred`, `ongoing`, `planned`, `hypothetical`, `denied`, `failed`. A statement
    /// has `occurred`, or `denied` where it is negated.
    pub status: String,
    /// First day, where the text gives a time; of a statement and a position the day of the report.
    pub first_day: Option<String>,
    /// Last day, included.
    pub last_day: Option<String>,
    /// Where.
    pub place: Option<Place>,
    /// Parties in the article's order.
    pub parties: Vec<Party>,
    /// Rule that made it.
    pub rule: String,
    /// Share of such findings that are right.
    pub confidence: f32,
    /// The words that prove it: position in the article's text.
    pub evidence: Span,
    /// The words themselves.
    pub evidence_text: String,
    /// Number of the sentence in which the evidence begins, from 1.
    pub sentence: u32,
    /// Who said so: outlet, agency, then the speakers through whom it came, outermost first.
    pub chain: Vec<String>,
    /// `accepted` or `edited`, where somebody has said so.
    pub verdict: Option<String>,
    /// The rest, by kind.
    pub detail: Detail,
}

impl Finding {
    /// Parties with a role, in the article's order.
    pub fn parties(&self, role: Role) -> impl Iterator<Item = &Party> {
        self.parties.iter().filter(move |party| party.role == role)
    }
}

/// What only one kind of finding has. Texts are cut from the article.
#[derive(Debug, Clone, PartialEq)]
pub enum Detail {
    /// Who said what.
    Statement {
        /// `direct`, `indirect`, `mixed`.
        kind: String,
        /// What was said, piece by piece, quotation marks included.
        content: Vec<(Span, String)>,
        /// `said`, `according to`.
        cue: Option<(Span, String)>,
        /// The speaker is said not to have said it.
        negated: bool,
    },
    /// Who did what to whom.
    Event {
        /// PLOVER event type.
        r#type: String,
        /// PLOVER mode.
        mode: Option<String>,
        /// PLOVER contexts.
        contexts: Vec<String>,
        /// CAMEO code, digits kept as text.
        cameo: Option<String>,
        /// Goldstein scale, −10 to 10.
        goldstein: Option<f32>,
        /// The word that tells of it.
        trigger: (Span, String),
    },
    /// Who met.
    Meeting {
        /// `the Kazan summit`.
        name: Option<String>,
        /// `bilateral`, `multilateral`, `summit`, `call`, `visit`, `conference`, `other`.
        format: String,
        /// Behind closed doors.
        private: bool,
        /// Counts of those who came, and of what.
        attendance: Vec<(u64, String)>,
        /// TIMEX3 duration.
        duration: Option<String>,
        /// What it was about, in the text's words.
        topics: Vec<(Span, String)>,
        /// All stretches of text that tell of it.
        evidence: Vec<(Span, String)>,
    },
    /// Who supports, opposes, demands what.
    Position {
        /// `supports`, `opposes`, `demands`, `urges`, `promises`, `rejects`, `criticises`, `thanks`.
        stance: String,
        /// What it is about, in the text's words.
        proposition: (Span, String),
        /// Codes of `data/topics.tsv`.
        topics: Vec<String>,
    },
}

/// Several reports of one thing, told as one.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Made of the leading report's id: `m1-ARTICLE`. Ids made of the other reports lead here too.
    pub id: String,
    /// Reports, the leading one first, then by day of publication and id.
    pub reports: Vec<Finding>,
    /// What most origins say, where they differ; else what all say.
    pub status: String,
    /// First day, likewise.
    pub first_day: Option<String>,
    /// Last day, likewise.
    pub last_day: Option<String>,
    /// Where, likewise.
    pub place: Option<Place>,
    /// Number of different texts behind the reports (wire copies count once).
    pub origins: u32,
    /// Number of outlets.
    pub outlets: u32,
    /// Where reports differ: `status`, `when`, `where`, `who`, `numbers`, and who says what.
    pub disagreements: Vec<Disagreement>,
}

/// One point on which reports differ.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Disagreement {
    /// `status`, `when`, `where`, `who`, `numbers`.
    pub about: String,
    /// Each value, with the finding ids of the reports that give it; the commonest first.
    pub values: Vec<(String, Vec<String>)>,
}
