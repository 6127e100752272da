//! Events: who did what to whom, in PLOVER and CAMEO.
//!
//! A sentence is coded clause by clause from the top. A verb's frame names its act ([`frame`], [`act`]); verbs of
//! promising, asking and refusing take the act below them ([`operator`]); the clause around it says how real it
//! is and who takes part ([`rule`], [`cast`]); gates keep out what is no politics ([`gate`]).

mod act;
mod behind;
mod cast;
mod certainty;
mod coder;
mod context;
mod evoke;
mod frame;
mod gate;
mod happening;
mod home;
mod lexicon;
mod mode;
mod operator;
mod party;
mod reference;
mod rule;
mod setting;
mod state;

use chancery_kb::{KnowledgeBase, Ontology};
use chancery_nlp::{Dep, Doc, Pos, TokenId, TokenSpan};
use chancery_text::ByteSpan;

use self::cast::Cast;
use self::coder::Coder;
use self::evoke::{Evoker, Participant};
use self::rule::{Draft, Outcome};
use self::setting::Reports;
use self::state::States;
use crate::actor::Actors;
use crate::place::Places;
use crate::statement::Statement;
use crate::time::Times;
use crate::{ActorId, EventId, PlaceId, Rule, StatementId, Status, When, clause};

/// A PLOVER event type (manual 2.0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the ontology in data/cc-by-sa defines them")]
pub enum EventType {
    Agree,
    Consult,
    Support,
    Concede,
    Cooperate,
    Aid,
    Retreat,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
}

impl EventType {
    /// It is done with words. A concession may be either.
    pub(crate) fn is_said(self) -> bool {
        use EventType::{Accuse, Agree, Reject, Request, Support, Threaten};
        matches!(self, Agree | Request | Accuse | Reject | Threaten | Support)
    }

    /// All types.
    pub const ALL: [Self; 16] = [
        Self::Agree,
        Self::Consult,
        Self::Support,
        Self::Concede,
        Self::Cooperate,
        Self::Aid,
        Self::Retreat,
        Self::Request,
        Self::Accuse,
        Self::Reject,
        Self::Threaten,
        Self::Protest,
        Self::Sanction,
        Self::Mobilize,
        Self::Coerce,
        Self::Assault,
    ];

    /// As PLOVER and the record have it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agree => "AGREE",
            Self::Consult => "CONSULT",
            Self::Support => "SUPPORT",
            Self::Concede => "CONCEDE",
            Self::Cooperate => "COOPERATE",
            Self::Aid => "AID",
            Self::Retreat => "RETREAT",
            Self::Request => "REQUEST",
            Self::Accuse => "ACCUSE",
            Self::Reject => "REJECT",
            Self::Threaten => "THREATEN",
            Self::Protest => "PROTEST",
            Self::Sanction => "SANCTION",
            Self::Mobilize => "MOBILIZE",
            Self::Coerce => "COERCE",
            Self::Assault => "ASSAULT",
        }
    }

    /// By its printed name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event_type| event_type.as_str() == name)
    }
}

/// Something that somebody did.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// PLOVER event type.
    pub event_type: EventType,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// CAMEO code, two to four digits.
    pub cameo: Option<String>,
    /// Goldstein scale of the CAMEO code, −10 to 10.
    pub goldstein: Option<f32>,
    /// Who did it; of a reciprocal event all parties.
    pub sources: Vec<ActorId>,
    /// To whom.
    pub targets: Vec<ActorId>,
    /// On which days.
    pub when: Option<When>,
    /// Where.
    pub place: Option<PlaceId>,
    /// How real it is.
    pub status: Status,
    /// The statement that tells of it; `None` is the outlet's own account.
    pub reported_by: Option<StatementId>,
    /// The document's first event of the same happening.
    pub same_as: Option<EventId>,
    /// The word or words that name it.
    pub trigger: ByteSpan,
    /// The clause that proves it.
    pub evidence: ByteSpan,
    /// What found it.
    pub rule: Rule,
}

/// A longer sentence is none of prose: a list, a table, a page without stops. Each clause looks at what hangs on
/// it, so that the work would grow with the square.
const LONGEST: usize = 1000;

/// Finds the events of a text, clause by clause. States that only an adjective or a place names become actors
/// where an event needs them.
pub fn events(
    doc: &Doc<'_>,
    actors: &mut Actors,
    places: &Places,
    times: &Times,
    statements: &[Statement],
    kb: &KnowledgeBase,
) -> Vec<Event> {
    let states = States::new(doc, places, kb);
    let coder = Coder::new(doc, actors, places, &states);
    let reports = Reports::new(doc, statements);
    let mut consumed = vec![false; doc.len()];
    let mut drafts = Vec::new();
    for &sent in doc.sents().iter().filter(|sent| sent.len() <= LONGEST) {
        coder.code_sentence(sent, &mut consumed, &mut drafts);
    }
    drafts.retain(|draft| coder.is_sure(draft));
    drafts.sort_by_key(|draft| draft.act.token);
    let mut events: Vec<Event> =
        drafts.iter().map(|draft| coder.event(draft, times, reports.at(draft.act.token))).collect();
    let casts: Vec<Cast<'_>> = drafts.into_iter().map(|draft| draft.cast).collect();
    let casts: Vec<[Vec<Participant>; 2]> = casts
        .iter()
        .map(|cast| {
            [&cast.sources, &cast.targets].map(|side| side.iter().map(Participant::of).collect())
        })
        .collect();
    let mut evoker = Evoker::new(doc, actors, places, kb, &states);
    for (event, [sources, targets]) in events.iter_mut().zip(&casts) {
        event.sources = sides(&mut evoker, actors, sources, &[]);
        event.targets = sides(&mut evoker, actors, targets, &event.sources);
        home::settle(doc, &states, actors, event);
    }
    let lemmas: Vec<&str> = events.iter().map(|event| lemma(doc, event.trigger)).collect();
    happening::link(&mut events, &lemmas);
    events
}

/// *killed two and wounded five*: one happening in two verbs.
fn one_attack(first: &Draft<'_>, second: &Draft<'_>) -> bool {
    let sources = |draft: &Draft<'_>| -> Vec<TokenId> {
        draft.cast.sources.iter().map(|party| party.head).collect()
    };
    first.act.event_type == EventType::Assault
        && second.act.event_type == EventType::Assault
        && sources(first) == sources(second)
        && first.status == second.status
}

fn lemma<'d>(doc: &'d Doc<'_>, trigger: ByteSpan) -> &'d str {
    doc.lemma(doc.tokens_in(trigger).start)
}

/// The actors of one side, without repetition and without those of the other.
fn sides(
    evoker: &mut Evoker<'_>,
    actors: &mut Actors,
    parties: &[Participant],
    other: &[ActorId],
) -> Vec<ActorId> {
    let mut ids = Vec::new();
    for party in parties {
        if let Some(id) = evoker.actor(actors, party)
            && !ids.contains(&id)
            && !other.contains(&id)
        {
            ids.push(id);
        }
    }
    ids
}

impl<'a> Coder<'a> {
    fn code_sentence(&self, sent: TokenSpan, consumed: &mut [bool], drafts: &mut Vec<Draft<'a>>) {
        let protest = sent.iter().any(|token| self.doc.lower(token) == "protest");
        let mut triggers: Vec<(usize, TokenId)> = sent
            .iter()
            .filter(|&token| self.is_trigger(token, protest))
            .map(|token| (self.depth(token), token))
            .collect();
        triggers.sort_unstable();
        for (_, token) in triggers {
            if consumed[token.index()] {
                continue;
            }
            let outcome = if self.is_verb(token) {
                self.code_verb(token)
            } else {
                if let Some(draft) = rule::encounter(self, token) {
                    // What is told beside the encounter stays to be coded.
                    drafts.push(draft);
                    continue;
                }
                rule::attempt(self, token).map_or(Outcome::Open, Outcome::Coded)
            };
            match outcome {
                Outcome::Coded(draft) => {
                    self.consume(token, consumed);
                    if let Some(first) = drafts.iter_mut().rev().take(8).find(|first| {
                        self.coordinated_with(draft.verb, first.verb) && one_attack(first, &draft)
                    }) {
                        first.cast.targets.extend(draft.cast.targets);
                    } else {
                        drafts.push(draft);
                    }
                }
                Outcome::Closed => self.consume(token, consumed),
                Outcome::Open => {}
            }
        }
    }

    /// The lexicon or a rule has something to say of the word.
    fn is_trigger(&self, token: TokenId, protest: bool) -> bool {
        let doc = self.doc;
        let entry = self.lexicon.entry(self.words[token.index()]);
        match doc.pos(token) {
            Pos::Verb | Pos::Aux => {
                !entry.frames.is_empty()
                    || entry.light.object
                    || entry.light.subject
                    || entry.light.toll
                    || matches!(doc.lemma(token), "be" | "remain")
                    || clause::modal(doc, token) == Some(clause::Modal::Must)
                    || protest
            }
            Pos::Noun => {
                matches!(doc.lemma(token), "attempt" | "plot" | "bid")
                    || doc.dep(token) == Dep::Pobj
                        && (entry.classes & self.class.talk != 0 || doc.lemma(token) == "call")
            }
            _ => false,
        }
    }

    /// Arcs to the root; one to a clause of saying does not count.
    fn depth(&self, token: TokenId) -> usize {
        let doc = self.doc;
        std::iter::once(token)
            .chain(doc.ancestors(token))
            .filter(|&at| {
                let speech = matches!(doc.dep(at), Dep::Ccomp | Dep::Parataxis)
                    && doc
                        .head(at)
                        .and_then(|head| clause::governor_word(doc, head))
                        .is_some_and(|governor| governor.effect == clause::Effect::Speech);
                doc.head(at).is_some() && !speech
            })
            .count()
    }

    /// What hangs on a coded word belongs to its event, but for clauses that tell of something else:
    /// relative clauses, adverbial clauses with a subject of their own, coordinated verbs.
    fn consume(&self, token: TokenId, consumed: &mut [bool]) {
        let doc = self.doc;
        let subtree = doc.subtree(token);
        for below in subtree.iter() {
            if below == token {
                consumed[below.index()] = true;
                continue;
            }
            let mut at = below;
            let mut separate = false;
            let mut inside = false;
            for _ in 0..subtree.len() {
                separate |= match doc.dep(at) {
                    Dep::Relcl => true,
                    Dep::Advcl => clause::own_subject(doc, at).is_some(),
                    Dep::Conj => self.is_verb(at) && self.coordinated_with(at, token),
                    _ => false,
                };
                let Some(head) = doc.head(at) else { break };
                if head == token {
                    inside = true;
                    break;
                }
                at = head;
            }
            if inside && !separate {
                consumed[below.index()] = true;
            }
        }
    }

    fn coordinated_with(&self, verb: TokenId, first: TokenId) -> bool {
        let doc = self.doc;
        let mut at = verb;
        while doc.dep(at) == Dep::Conj {
            let Some(head) = doc.head(at) else { return false };
            if !self.is_verb(head) {
                return false;
            }
            if head == first {
                return true;
            }
            at = head;
        }
        false
    }

    /// The record's event.
    fn event(&self, draft: &Draft<'a>, times: &Times, reported_by: Option<StatementId>) -> Event {
        let doc = self.doc;
        let mode = self.mode(draft.verb, &draft.act, &draft.cast);
        let cameo = self.cameo(&draft.act, mode);
        let trigger = draft.act.token;
        let evidence = clause::clause_span(doc, draft.verb).cover(doc.token(trigger).span);
        Event {
            event_type: draft.act.event_type,
            mode: mode.map(str::to_owned),
            contexts: context::contexts(doc, doc.tokens_in(evidence), draft.act.event_type),
            goldstein: cameo.and_then(|code| Ontology::embedded().goldstein(code)),
            cameo: cameo.map(str::to_owned),
            sources: Vec::new(),
            targets: Vec::new(),
            when: self.when(draft.verb, times),
            place: self.location(draft.verb, draft.act.event_type == EventType::Consult),
            status: draft.status,
            reported_by,
            same_as: None,
            trigger: doc.token(trigger).span,
            evidence,
            rule: Rule { confidence: self.certainty(draft), ..draft.rule },
        }
    }
}
