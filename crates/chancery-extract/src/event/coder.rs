//! What all rules share while one document is coded: its words by number, its parties, its arguments.

use chancery_nlp::{Dep, Doc, Pos, Tag, TokenId};

use super::EventType;
use super::lexicon::{Classes, Lexicon, Operator, Roles, WordId};
use super::state::States;
use crate::actor::Actors;
use crate::clause::{self, Voice};
use crate::place::Places;

/// So many words of nominations and candidates make a text one about an election.
const CAMPAIGN_WORDS: usize = 2;

/// So many words of sport, and one in so many of the text's, make a text one about sport.
const SPORT_WORDS: usize = 3;
const SPORT_SHARE: usize = 100;

/// The classes of `classes.tsv` that the code itself asks for.
#[derive(Debug, Clone, Copy)]
pub(super) struct ClassSet {
    pub(super) quantity: Classes,
    /// Talks, visits, agreements, attacks, protests: never somebody.
    pub(super) happening: Classes,
    pub(super) talk: Classes,
    pub(super) deal: Classes,
    pub(super) aid: Classes,
    pub(super) reform: Classes,
    pub(super) reforming: Classes,
    pub(super) restraint: Classes,
    pub(super) captive: Classes,
    pub(super) proposal: Classes,
    pub(super) fight: Classes,
    pub(super) inquiry: Classes,
    pub(super) relation: Classes,
    pub(super) peacekeeper: Classes,
    pub(super) weapon: Classes,
    /// War, terror, dissent: what lifts a deed above crime.
    pub(super) unrest: Classes,
    /// Words in the names of firms, schools, clubs.
    pub(super) business: Classes,
    pub(super) hardware: Classes,
    pub(super) harm: Classes,
    pub(super) abuse: Classes,
    pub(super) agreement: Classes,
    pub(super) attacking: Classes,
    pub(super) consequence: Classes,
    pub(super) campaign: Classes,
    pub(super) reprisal: Classes,
    pub(super) commerce: Classes,
    /// Games and those who play them.
    pub(super) sport: Classes,
    /// Nouns that make one preposition with those around them: in front of.
    pub(super) relative: Classes,
    /// What is of a country and no party to anything: its language, its music.
    pub(super) culture: Classes,
    /// What speaks for its author: a resolution, a statement.
    pub(super) document: Classes,
}

impl ClassSet {
    fn new(lexicon: &Lexicon) -> Self {
        let class = |name| lexicon.class(name);
        Self {
            quantity: class("QUANTITY"),
            happening: class("TALK")
                | class("VISIT")
                | class("DEAL")
                | class("FIGHT")
                | class("PROTEST"),
            talk: class("TALK"),
            deal: class("DEAL"),
            aid: class("AID"),
            reform: class("REFORM"),
            reforming: class("REFORMING"),
            restraint: class("RESTRAINT"),
            captive: class("CAPTIVE"),
            proposal: class("PROPOSAL"),
            fight: class("FIGHT"),
            inquiry: class("INQUIRY"),
            relation: class("RELATION"),
            peacekeeper: class("PEACEKEEPER"),
            weapon: class("WEAPON"),
            unrest: class("UNREST"),
            business: class("BUSINESS"),
            hardware: class("HARDWARE"),
            harm: class("HARM"),
            abuse: class("ABUSE"),
            agreement: class("AGREEMENT"),
            attacking: class("ATTACKING"),
            consequence: class("CONSEQUENCE"),
            campaign: class("CAMPAIGN"),
            reprisal: class("REPRISAL"),
            commerce: class("COMMERCE"),
            sport: class("SPORT"),
            relative: class("RELATIVE"),
            culture: class("CULTURE"),
            document: class("DOCUMENT"),
        }
    }
}

/// The arguments of a verb with all its prepositions.
#[derive(Debug, Clone)]
pub(super) struct Args {
    pub(super) passive: bool,
    pub(super) agents: Vec<TokenId>,
    pub(super) patients: Vec<TokenId>,
    pub(super) recipients: Vec<TokenId>,
    /// Preposition and the head that follows.
    pub(super) prepositions: Vec<(TokenId, TokenId)>,
}

/// The act that a verb or noun names, as a type, before anybody is asked who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Act {
    /// The word that names it.
    pub(super) token: TokenId,
    pub(super) event_type: EventType,
    pub(super) mode: Option<&'static str>,
    pub(super) cameo: Option<&'static str>,
    pub(super) roles: Roles,
    /// The type as the words give it, before negation or the future made it another.
    pub(super) named: EventType,
    /// The operator that gave the type, if one did.
    pub(super) operator: Option<Operator>,
    /// The act that the operator governs.
    pub(super) below: Option<(EventType, TokenId)>,
}

impl Act {
    pub(super) fn plain(token: TokenId, event_type: EventType, mode: Option<&'static str>) -> Self {
        Self {
            token,
            event_type,
            mode,
            cameo: None,
            roles: Roles::Plain,
            named: event_type,
            operator: None,
            below: None,
        }
    }
}

/// One document and what is known of it.
pub(super) struct Coder<'a> {
    pub(super) doc: &'a Doc<'a>,
    pub(super) actors: &'a Actors,
    pub(super) places: &'a Places,
    pub(super) states: &'a States<'a>,
    pub(super) lexicon: &'static Lexicon,
    /// By token.
    pub(super) words: Vec<WordId>,
    pub(super) class: ClassSet,
    /// The text is about an election.
    pub(super) campaign: bool,
    /// The text is about sport.
    pub(super) sport: bool,
}

impl<'a> Coder<'a> {
    pub(super) fn new(
        doc: &'a Doc<'a>,
        actors: &'a Actors,
        places: &'a Places,
        states: &'a States<'a>,
    ) -> Self {
        let lexicon = Lexicon::embedded();
        let mut words: Vec<WordId> = doc.ids().map(|token| word(doc, lexicon, token)).collect();
        join_hyphens(doc, lexicon, &mut words);
        let class = ClassSet::new(lexicon);
        let electoral = words.iter().filter(|&&word| {
            let classes = lexicon.entry(word).classes;
            classes & class.campaign != 0 && classes & class.quantity == 0
        });
        let campaign = electoral.take(CAMPAIGN_WORDS).count() == CAMPAIGN_WORDS;
        let sporting =
            words.iter().filter(|&&word| lexicon.entry(word).classes & class.sport != 0).count();
        let sport = sporting >= SPORT_WORDS && sporting * SPORT_SHARE >= words.len();
        Self { doc, actors, places, states, lexicon, words, class, campaign, sport }
    }

    pub(super) fn classes(&self, token: TokenId) -> Classes {
        self.lexicon.entry(self.words[token.index()]).classes
    }

    pub(super) fn args(&self, verb: TokenId) -> Args {
        let found = clause::arguments(self.doc, verb);
        let prepositions: Vec<(TokenId, TokenId)> = clause::preposition_objects(self.doc, verb)
            .flat_map(|pair| self.beyond(pair))
            .collect();
        let mut recipients = found.recipients;
        let mut patients = found.patients;
        if patients.is_empty() {
            // "voted down the treaty": a particle that was taken for a preposition.
            let particle = self.doc.children_as(verb, &[Dep::Prep]).find(|&preposition| {
                preposition == verb.next()
                    && matches!(self.doc.lower(preposition), "down" | "off" | "up" | "out")
            });
            patients.extend(particle.and_then(|p| self.doc.child(p, &[Dep::Pobj])));
        }
        if patients.is_empty() {
            patients.extend(self.shared_object(verb));
        }
        if recipients.is_empty() && !patients.is_empty() {
            recipients.extend(
                prepositions
                    .iter()
                    .filter(|(p, _)| self.doc.dep(*p) == Dep::Dative)
                    .map(|&(_, head)| head),
            );
        }
        Args {
            passive: found.voice == Voice::Passive,
            agents: found.agents,
            patients,
            recipients,
            prepositions,
        }
    }

    /// *in front of the embassy*, *on behalf of Ostland*: what stands below the *of*.
    fn beyond(&self, (preposition, head): (TokenId, TokenId)) -> Vec<(TokenId, TokenId)> {
        if self.classes(head) & self.class.relative == 0
            || !matches!(self.doc.lower(preposition), "in" | "on" | "at")
        {
            return vec![(preposition, head)];
        }
        let below: Vec<(TokenId, TokenId)> =
            self.of_objects(head).map(|object| (preposition, object)).collect();
        if below.is_empty() { vec![(preposition, head)] } else { below }
    }

    /// *helped Ostland build*, *set free the captives*: the object stands in the clause below.
    fn shared_object(&self, verb: TokenId) -> Vec<TokenId> {
        let doc = self.doc;
        let clause = match doc.lemma(verb) {
            // Everybody helps somebody win; only whom a country owns is helped here.
            "help" | "assist" => doc.child(verb, &[Dep::Ccomp, Dep::Xcomp]).filter(|&clause| {
                clause::own_subject(doc, clause)
                    .is_some_and(|subject| self.country_word(subject).is_some())
            }),
            "set" => doc
                .children_as(verb, &[Dep::Advcl, Dep::Ccomp, Dep::Xcomp, Dep::Acomp, Dep::Oprd])
                .find(|&child| doc.lower(child) == "free"),
            _ => None,
        };
        let object = clause.and_then(|clause| {
            clause::own_subject(doc, clause).or_else(|| doc.child(clause, &[Dep::Dobj]))
        });
        object.map_or_else(Vec::new, |object| clause::conjuncts(doc, object))
    }

    pub(super) fn is_infinitive(&self, verb: TokenId) -> bool {
        self.doc.children_as(verb, &[Dep::Aux]).any(|aux| self.doc.tag(aux) == Tag::To)
    }

    pub(super) fn is_verb(&self, token: TokenId) -> bool {
        matches!(self.doc.pos(token), Pos::Verb | Pos::Aux)
    }

    /// The objects of some prepositions of a verb.
    pub(super) fn after<'x>(
        &'x self,
        args: &'x Args,
        prepositions: &'x [&str],
    ) -> impl Iterator<Item = TokenId> + 'x {
        args.prepositions
            .iter()
            .filter(move |(p, _)| prepositions.contains(&self.doc.lower(*p)))
            .map(|&(_, head)| head)
    }

    /// A verb's clause has one of these words.
    pub(super) fn clause_has(&self, token: TokenId, lowers: &[&str]) -> bool {
        self.doc.subtree(token).iter().any(|t| lowers.contains(&self.doc.lower(t)))
    }
}

/// A token's number in the lexicon: by its lemma, for a name by its words.
fn word(doc: &Doc<'_>, lexicon: &Lexicon, token: TokenId) -> WordId {
    match doc.pos(token) {
        Pos::Punct | Pos::Space | Pos::Det | Pos::Cconj => WordId::UNKNOWN,
        Pos::Propn => lexicon.id(doc.lower(token)),
        _ => {
            let id = lexicon.id(doc.lemma(token));
            if id != WordId::UNKNOWN {
                return id;
            }
            lexicon.id(doc.lower(token))
        }
    }
}

/// *cease-fire* is three tokens; the first and last stand for the whole word.
fn join_hyphens(doc: &Doc<'_>, lexicon: &Lexicon, words: &mut [WordId]) {
    for token in doc.ids().skip(1) {
        if doc.word(token) != "-" || token.index() + 1 >= doc.len() {
            continue;
        }
        let (before, after) = (TokenId(token.0 - 1), token.next());
        if doc.token(before).space_after || doc.token(token).space_after {
            continue;
        }
        let joined = format!("{}-{}", doc.lower(before), doc.lemma(after));
        let id = lexicon.id(&joined);
        if id != WordId::UNKNOWN {
            words[before.index()] = id;
            words[after.index()] = id;
        }
    }
}
