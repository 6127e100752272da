//! Actors: every person, organisation, state, people and group of the text, with all that refers to it.

mod candidate;
mod cluster;
mod code;
mod coordination;
mod draft;
mod group;
mod lexicon;
mod link;
mod name;
mod namesakes;
mod nested;
mod nominal;
mod output;
mod pronoun;
mod quotation;
mod role;
mod sieve;
mod world;

use chancery_kb::KnowledgeBase;
use chancery_nlp::{Doc, TokenId, TokenSpan};
use chancery_text::{Article, ByteSpan};

use crate::ActorId;

/// What an actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActorKind {
    /// A human being.
    Person,
    /// A body with a name or a seat: ministry, party, company, international organisation.
    Organisation,
    /// A state, also where its capital or government is named for it.
    State,
    /// A people, the inhabitants of a place, a crowd.
    People,
    /// A rebel group, militia or the like.
    ArmedGroup,
    /// Anything else that acts.
    Other,
}

impl ActorKind {
    /// As the record has it.
    pub fn as_str(self) -> &'static str {
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

/// How a mention refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionForm {
    /// *Vladimir Putin*
    Name,
    /// *UN chief*
    Nominal,
    /// *he*, *whose*, *we*
    Pronoun,
}

impl MentionForm {
    /// As the record has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Nominal => "nominal",
            Self::Pronoun => "pronoun",
        }
    }
}

/// One place where the text refers to an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// Its words, as the record lists them.
    pub span: ByteSpan,
    /// Its tokens.
    pub tokens: TokenSpan,
    /// Its head: the noun or pronoun, or the head of the name.
    pub head: TokenId,
    /// How it refers.
    pub form: MentionForm,
}

/// An office or function that the text gives an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// *Foreign Minister*
    pub title: String,
    /// What it is a role of: *Russia*, *the UN*.
    pub of: Option<String>,
    /// The words that say so.
    pub evidence: ByteSpan,
}

/// One distinct actor of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    /// Its fullest name in the text, or of a nameless actor its first nominal.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Wikidata `Q…`, or ISO 3166-1 alpha-3 for a state.
    pub kb: Option<String>,
    /// English Wikipedia title.
    pub wikipedia: Option<String>,
    /// The state that it acts for (alpha-3), or IGO, UNO, EUR, NGO, ISM, IMG, MNC.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// CAMEO actor code, `RUSGOV`.
    pub cameo: Option<String>,
    /// How sure the link to the knowledge base is, 0 to 1.
    pub confidence: f32,
    /// Offices that the text names.
    pub roles: Vec<Role>,
    /// In the text's order, not overlapping, at least one.
    pub mentions: Vec<Mention>,
}

impl Actor {
    /// Somebody of politics: a state, a side in a war, a body of states, an officeholder known to the knowledge
    /// base, or one whose sector is of politics; no company, team, policeman or private person.
    pub fn is_political(&self) -> bool {
        const SECTORS: [&str; 12] =
            ["GOV", "LEG", "JUD", "MIL", "SPY", "OPP", "PTY", "REB", "SEP", "UAF", "INT", "ELI"];
        const BODIES: [&str; 6] = ["IGO", "UNO", "EUR", "IMG", "NGO", "ISM"];
        let is_one_of =
            |code: Option<&str>, of: &[&str]| code.is_some_and(|code| of.contains(&code));
        matches!(self.kind, ActorKind::State | ActorKind::ArmedGroup)
            || is_one_of(self.sector.as_deref(), &SECTORS)
            || is_one_of(self.country.as_deref(), &BODIES)
            || self.kind == ActorKind::Person && self.kb.is_some() && self.country.is_some()
            // *the BRICS countries*
            || self.kind == ActorKind::Other && self.country.is_some()
    }
}

/// All actors of a document, and which token refers to which.
#[derive(Debug, Clone, Default)]
pub struct Actors {
    items: Vec<Actor>,
    /// By token: the actor whose mention has its head there, or to which an unlisted word refers.
    refers: Vec<Option<ActorId>>,
    /// Groups with their members, by group.
    groups: Vec<(ActorId, Vec<ActorId>)>,
}

impl Actors {
    /// `items` in the order of their first mentions. `unlisted` are words that refer to an actor but are
    /// no mentions of the record: most relative pronouns, words inside a longer name's span.
    pub fn new(
        doc: &Doc<'_>,
        items: Vec<Actor>,
        unlisted: impl IntoIterator<Item = (TokenId, ActorId)>,
    ) -> Self {
        let mut refers = vec![None; doc.len()];
        for (token, actor) in unlisted {
            refers[token.index()] = Some(actor);
        }
        for (i, actor) in items.iter().enumerate() {
            for mention in &actor.mentions {
                refers[mention.head.index()] = Some(ActorId(i as u32));
            }
        }
        Self { items, refers, groups: Vec::new() }
    }

    fn rename(&mut self, id: ActorId, name: String) {
        self.items[id.index()].name = name;
    }

    /// Groups with their members, by group.
    pub(crate) fn set_groups(&mut self, groups: Vec<(ActorId, Vec<ActorId>)>) {
        self.groups = groups;
    }

    /// Of a group (*the two leaders*) those whom it consists of, as far as the text names them; else none.
    pub fn members(&self, group: ActorId) -> &[ActorId] {
        self.groups
            .binary_search_by_key(&group, |&(id, _)| id)
            .map_or(&[], |at| self.groups[at].1.as_slice())
    }

    /// Each of these actors, a group by its members, without repetition.
    pub fn each(&self, actors: &[ActorId]) -> Vec<ActorId> {
        let mut each = Vec::with_capacity(actors.len());
        for &actor in actors {
            let members = self.members(actor);
            let members = if members.is_empty() { &[actor] } else { members };
            for &member in members {
                if !each.contains(&member) {
                    each.push(member);
                }
            }
        }
        each
    }

    /// More words that refer to an actor and are no mentions of the record.
    pub(crate) fn refer(&mut self, words: impl IntoIterator<Item = (TokenId, ActorId)>) {
        for (token, actor) in words {
            self.refers[token.index()].get_or_insert(actor);
        }
    }

    /// All; those that a later layer added stand at the end.
    pub fn items(&self) -> &[Actor] {
        &self.items
    }

    /// All in the order of their first mentions.
    pub fn in_text_order(&self) -> Vec<ActorId> {
        let mut order: Vec<ActorId> = (0..self.items.len() as u32).map(ActorId).collect();
        order.sort_by_key(|&id| self.get(id).mentions.first().map(|mention| mention.span));
        order
    }

    /// Adds an actor that a later layer needs: a state that only an adjective or a place names.
    pub(crate) fn add(&mut self, actor: Actor) -> ActorId {
        let id = ActorId(self.items.len() as u32);
        for mention in &actor.mentions {
            self.refers[mention.head.index()] = Some(id);
        }
        self.items.push(actor);
        id
    }

    /// Gives an actor the country that a later layer finds.
    pub(crate) fn settle_country(&mut self, id: ActorId, country: String, cameo: Option<String>) {
        let actor = &mut self.items[id.index()];
        actor.country = Some(country);
        actor.cameo = cameo;
    }

    /// One actor.
    pub fn get(&self, actor: ActorId) -> &Actor {
        &self.items[actor.index()]
    }

    /// The actor to which the head `token` refers, by a listed mention or not (*who*, *which*).
    pub fn at(&self, token: TokenId) -> Option<ActorId> {
        self.refers[token.index()]
    }
}

/// Finds the actors of a text.
pub fn actors(doc: &Doc<'_>, article: &Article, kb: &KnowledgeBase) -> Actors {
    let mut draft = draft::Draft::new(doc, kb);
    sieve::run(&mut draft);
    output::actors(&mut draft, article)
}
