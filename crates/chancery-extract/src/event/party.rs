//! Parties: the heads of noun phrases as those who act, by the actor layer and, where that is silent, by
//! the common nouns of `data/events/agents.tsv`.

use chancery_nlp::{Dep, EntLabel, Pos, Tag, TokenId, TokenSpan};

use super::coder::Coder;
use crate::actor::ActorKind;
use crate::place::PlaceKind;
use crate::{ActorId, clause};

/// A PLOVER sector, as far as the gates ask for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Sector {
    Gov,
    Leg,
    Jud,
    Mil,
    Cop,
    Spy,
    Reb,
    Prm,
    Uaf,
    Opp,
    Pty,
    Cvl,
    Edu,
    Jrn,
    Lab,
    Agr,
    Bus,
    Med,
    Rel,
    Ref,
    Crm,
    Eli,
    /// Organised, of whatever sector.
    Body,
    /// A state, or a side in a conflict.
    State,
}

impl Sector {
    pub(super) fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "GOV" => Self::Gov,
            "LEG" => Self::Leg,
            "JUD" => Self::Jud,
            "MIL" => Self::Mil,
            "COP" => Self::Cop,
            "SPY" => Self::Spy,
            "REB" => Self::Reb,
            "PRM" => Self::Prm,
            "UAF" => Self::Uaf,
            "OPP" => Self::Opp,
            "PTY" => Self::Pty,
            "CVL" | "SOC" | "JEW" => Self::Cvl,
            "EDU" => Self::Edu,
            "JRN" => Self::Jrn,
            "LAB" => Self::Lab,
            "AGR" => Self::Agr,
            "BUS" | "MNC" => Self::Bus,
            "MED" | "HLH" => Self::Med,
            "REL" => Self::Rel,
            "REF" => Self::Ref,
            "CRM" => Self::Crm,
            "ELI" => Self::Eli,
            "BODY" => Self::Body,
            "STATE" => Self::State,
            _ => return None,
        })
    }

    /// PLOVER's code; `None` where the word alone does not tell it.
    pub(super) fn code(self) -> Option<&'static str> {
        Some(match self {
            Self::Gov => "GOV",
            Self::Leg => "LEG",
            Self::Jud => "JUD",
            Self::Mil => "MIL",
            Self::Cop => "COP",
            Self::Spy => "SPY",
            Self::Reb => "REB",
            Self::Prm => "PRM",
            Self::Uaf => "UAF",
            Self::Opp => "OPP",
            Self::Pty => "PTY",
            Self::Cvl => "CVL",
            Self::Edu => "EDU",
            Self::Jrn => "JRN",
            Self::Lab => "LAB",
            Self::Agr => "AGR",
            Self::Bus => "BUS",
            Self::Med => "MED",
            Self::Rel => "REL",
            Self::Ref => "REF",
            Self::Crm => "CRM",
            Self::Eli => "ELI",
            Self::Body | Self::State => return None,
        })
    }

    fn traits(self) -> Traits {
        let more = match self {
            Self::Gov => Traits::POLITICAL | Traits::OFFICIAL,
            Self::Leg => Traits::POLITICAL | Traits::LAWMAKER,
            Self::Jud => Traits::POLITICAL | Traits::JUDICIAL,
            Self::Mil => Traits::POLITICAL | Traits::ARMED | Traits::FORCES,
            Self::Cop => Traits::POLITICAL | Traits::ARMED | Traits::FORCES | Traits::POLICE,
            Self::Reb => Traits::POLITICAL | Traits::ARMED | Traits::REBEL,
            Self::Prm | Self::Uaf => Traits::POLITICAL | Traits::ARMED,
            Self::Spy | Self::Opp | Self::Pty => Traits::POLITICAL,
            Self::Edu | Self::Lab | Self::Agr | Self::Med => {
                Traits::CIVIL | Traits::CROWD | Traits::LABOUR
            }
            Self::Bus => Traits::CIVIL | Traits::LABOUR,
            Self::Jrn => Traits::CIVIL | Traits::JOURNALIST,
            Self::Cvl | Self::Rel | Self::Ref => Traits::CIVIL | Traits::CROWD,
            Self::Crm => Traits::CIVIL | Traits::ARMED,
            Self::Eli => Traits::CIVIL | Traits::OFFICIAL,
            Self::Body => Traits::default(),
            Self::State => Traits::POLITICAL | Traits::STATE | Traits::OFFICIAL,
        };
        more | Traits::ACTOR
    }
}

/// What a party is, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Traits(u32);

impl std::ops::BitOr for Traits {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl std::ops::BitOrAssign for Traits {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl Traits {
    /// Somebody, not a thing.
    pub(super) const ACTOR: Self = Self(1);
    /// State, official, body, armed group.
    pub(super) const POLITICAL: Self = Self(1 << 1);
    /// A state, its capital or seat of government.
    pub(super) const STATE: Self = Self(1 << 2);
    /// Bears arms.
    pub(super) const ARMED: Self = Self(1 << 3);
    /// Forces of a state.
    pub(super) const FORCES: Self = Self(1 << 4);
    /// Rebels.
    pub(super) const REBEL: Self = Self(1 << 5);
    /// Holds an office of government, or did.
    pub(super) const OFFICIAL: Self = Self(1 << 6);
    /// Sits in a parliament.
    pub(super) const LAWMAKER: Self = Self(1 << 7);
    /// A court, a judge.
    pub(super) const JUDICIAL: Self = Self(1 << 8);
    /// Has no part in power.
    pub(super) const CIVIL: Self = Self(1 << 9);
    /// Many people, or one of them.
    pub(super) const CROWD: Self = Self(1 << 10);
    /// Works, studies: may go on strike.
    pub(super) const LABOUR: Self = Self(1 << 11);
    /// Reports.
    pub(super) const JOURNALIST: Self = Self(1 << 12);
    /// A human being.
    pub(super) const PERSON: Self = Self(1 << 13);
    /// A body with a name.
    pub(super) const BODY: Self = Self(1 << 14);
    /// Linked to the knowledge base or of a known country.
    pub(super) const KNOWN: Self = Self(1 << 15);
    /// A party, union, front: organised, of whatever sector.
    pub(super) const ORGANISED: Self = Self(1 << 16);
    /// Of the police.
    pub(super) const POLICE: Self = Self(1 << 17);

    /// The names that the frames use.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "ACTOR" => Self::ACTOR,
            "POLITICAL" => Self::POLITICAL,
            "ARMED" => Self::ARMED,
            "CROWD" => Self::CROWD,
            "LABOUR" => Self::LABOUR,
            "CIVIL" => Self::CIVIL,
            "PERSON" => Self::PERSON,
            "JOURNALIST" => Self::JOURNALIST,
            "STATE" => Self::STATE,
            "BODY" => Self::BODY,
            _ => return None,
        })
    }

    fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// One of `other` holds.
    pub(super) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// Somebody in a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Party<'a> {
    /// Head of the phrase, after quantities and relative pronouns.
    pub(super) head: TokenId,
    /// The actor of the record.
    pub(super) actor: Option<ActorId>,
    /// What it is.
    pub(super) traits: Traits,
    /// Its country's code, or the word that names the country.
    pub(super) country: Option<&'a str>,
    /// What its own word says, where the actor layer does not list it.
    pub(super) sector: Option<Sector>,
}

impl Party<'_> {
    pub(super) fn is(self, traits: Traits) -> bool {
        self.traits.meets(traits)
    }

    pub(super) fn is_political(self) -> bool {
        self.is(Traits::POLITICAL)
    }

    /// The same head, or the same actor.
    pub(super) fn same(self, other: Self) -> bool {
        self.head == other.head || self.actor.is_some() && self.actor == other.actor
    }

    /// Both countries are known and differ.
    pub(super) fn abroad_of(self, other: Self) -> bool {
        matches!((self.country, other.country), (Some(a), Some(b)) if a != b)
    }
}

impl<'a> Coder<'a> {
    /// The party that the phrase of `head` names; `None` for a thing.
    pub(super) fn party(&self, head: TokenId) -> Option<Party<'a>> {
        self.party_within(head, 4)
    }

    fn party_within(&self, head: TokenId, depth: u32) -> Option<Party<'a>> {
        let doc = self.doc;
        let depth = depth.checked_sub(1)?;
        let actor = self.actors.at(head);
        if self.is_paper(head) {
            return None;
        }
        if doc.pos(head) == Pos::Pron {
            if clause::antecedent(doc, head).is_some_and(|noun| self.is_feast(noun)) {
                return None;
            }
            if let Some(actor) = actor {
                return Some(self.known_party(head, actor));
            }
            return self.pronoun(head).and_then(|noun| self.party_within(noun, depth));
        }
        let quantity = self.classes(head) & self.class.quantity != 0 || doc.pos(head) == Pos::Num;
        let nameless = |id: ActorId| {
            let actor = self.actors.get(id);
            actor.kb.is_none() && actor.country.is_none() && doc.pos(head) == Pos::Noun
        };
        if quantity
            && actor.is_none_or(nameless)
            && let Some(of) = self.of_object(head)
            && (actor.is_none() || self.party_within(of, depth).is_some())
        {
            return self.party_within(of, depth);
        }
        // "her leadership", "his presidency": what somebody is.
        if doc.pos(head) == Pos::Noun
            && matches!(doc.lemma(head), "leadership" | "presidency" | "candidacy" | "nomination")
            && let Some(owner) = doc.child(head, &[Dep::Poss])
            && self.party_within(owner, depth).is_some_and(|owner| owner.is(Traits::PERSON))
        {
            return self.party_within(owner, depth);
        }
        if self.is_feast(head) {
            return None;
        }
        let mut party =
            Party { head, actor, traits: Traits::default(), country: None, sector: None };
        if let Some(actor) = actor {
            party = self.known_party(head, actor);
        }
        self.add_nominal(&mut party);
        (party.is(Traits::ACTOR) && !self.is_thing(&party)).then_some(party)
    }

    /// One's name holds the other's: *Ilan Varga* and *Ilan Varga Calls*, which a headline made of it.
    pub(super) fn is_namesake(&self, party: Party<'_>, other: Party<'_>) -> bool {
        let (Some(a), Some(b)) = (party.actor, other.actor) else { return false };
        let (a, b) = (&self.actors.get(a).name, &self.actors.get(b).name);
        let holds = |long: &str, short: &str| {
            short.contains(' ')
                && long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '))
        };
        holds(a, b) || holds(b, a)
    }

    /// A treaty, a law, a case in court: written, whatever its name was taken for.
    fn is_paper(&self, head: TokenId) -> bool {
        let doc = self.doc;
        if doc.pos(head) != Pos::Propn {
            return false;
        }
        let paper = matches!(
            doc.lower(head),
            "accord"
                | "act"
                | "agreement"
                | "amendment"
                | "bill"
                | "constitution"
                | "deal"
                | "initiative"
                | "pact"
                | "partnership"
                | "plan"
                | "program"
                | "programme"
                | "protocol"
                | "treaty"
        ) && self
            .actors
            .at(head)
            .is_none_or(|id| self.actors.get(id).kind != ActorKind::Person);
        let next = TokenId(head.0 + 1);
        let versus = next.index() < doc.len() && matches!(doc.lower(next), "v." | "vs." | "vs");
        let before = head.0.checked_sub(1).map(TokenId);
        paper || versus || before.is_some_and(|t| matches!(doc.lower(t), "v." | "vs."))
    }

    /// *a dinner party*, *a rescue mission*: what people do or go to.
    fn is_feast(&self, head: TokenId) -> bool {
        let doc = self.doc;
        doc.pos(head) == Pos::Noun
            && matches!(doc.lemma(head), "party" | "mission" | "bank" | "campaign")
            && doc.children_as(head, &[Dep::Compound, Dep::Nmod, Dep::Amod]).any(|modifier| {
                matches!(
                    doc.lower(modifier),
                    "dinner"
                        | "watch"
                        | "birthday"
                        | "holiday"
                        | "cocktail"
                        | "garden"
                        | "tea"
                        | "wedding"
                        | "christmas"
                        | "phone"
                        | "rescue"
                        | "search"
                        | "fishing"
                        | "ad"
                        | "advertising"
                        | "bombing"
                        | "marketing"
                        | "smear"
                        | "hunting"
                )
            })
    }

    /// Listed as an actor, but a common noun that is neither somebody's name for people nor linked.
    fn is_thing(&self, party: &Party<'a>) -> bool {
        let Some(id) = party.actor else { return false };
        let actor = self.actors.get(id);
        if actor.kb.is_none() && self.classes(party.head) & self.class.happening != 0 {
            return true;
        }
        self.doc.pos(party.head) == Pos::Noun
            && matches!(actor.kind, ActorKind::Other | ActorKind::Organisation)
            && actor.kb.is_none()
            && actor.sector.is_none()
            && self.lexicon.entry(self.words[party.head.index()]).sector.is_none()
    }

    fn known_party(&self, head: TokenId, id: ActorId) -> Party<'a> {
        let actor = self.actors.get(id);
        let mut traits = Traits::ACTOR;
        if let Some(sector) = actor.sector.as_deref().and_then(Sector::from_code) {
            traits |= sector.traits();
        }
        traits |= match actor.kind {
            ActorKind::State => Traits::POLITICAL | Traits::STATE | Traits::KNOWN,
            ActorKind::ArmedGroup => {
                Traits::POLITICAL | Traits::ARMED | Traits::REBEL | Traits::BODY
            }
            // A common noun may be taken for a body; what its words say decides then.
            ActorKind::Organisation if self.doc.pos(head) == Pos::Noun => Traits::default(),
            ActorKind::Organisation if self.is_business(head) && actor.kb.is_none() => {
                Traits::CIVIL | Traits::LABOUR
            }
            ActorKind::Organisation => Traits::BODY | Traits::ORGANISED | Traits::POLITICAL,
            ActorKind::Person => Traits::PERSON,
            // "Ostland's troops", a party's politicians are many, and no crowd.
            ActorKind::People
                if traits.meets(Traits::FORCES) || actor.sector.as_deref() == Some("PTY") =>
            {
                Traits::default()
            }
            ActorKind::People => Traits::CROWD,
            // "stood by Moscow": a capital acts for its state.
            ActorKind::Other if self.states.at(head).is_some() && self.is_argument(head) => {
                Traits::POLITICAL | Traits::STATE | Traits::KNOWN
            }
            ActorKind::Other => Traits::default(),
        };
        if actor.kb.is_some() {
            traits |= Traits::KNOWN | Traits::POLITICAL;
        }
        if matches!(actor.country.as_deref(), Some("IGO" | "UNO" | "EUR" | "NGO" | "ISM")) {
            traits |= Traits::POLITICAL | Traits::ORGANISED | Traits::KNOWN;
        }
        let word = self.lexicon.entry(self.words[head.index()]).sector;
        if actor.kind == ActorKind::Organisation && word.is_none_or(|sector| sector == Sector::Body)
        {
            traits = traits.without(Traits::CROWD);
        }
        if matches!(actor.country.as_deref(), Some("MNC")) {
            traits = Traits::ACTOR | Traits::CIVIL | Traits::LABOUR;
        }
        Party { head, actor: Some(id), traits, country: actor.country.as_deref(), sector: None }
    }

    /// What the words of the phrase say.
    fn add_nominal(&self, party: &mut Party<'a>) {
        let doc = self.doc;
        let head = party.head;
        let label = doc.ent(head).map(|ent| ent.label);
        let sector = if doc.pos(head) == Pos::Propn && party.actor.is_some() {
            None
        } else {
            self.lexicon.entry(self.words[head.index()]).sector
        };
        let mut title = None;
        let mut former = false;
        for &child in doc.children(head) {
            let front = matches!(
                doc.dep(child),
                Dep::Compound | Dep::Nmod | Dep::Amod | Dep::Poss | Dep::Appos
            );
            if !front {
                continue;
            }
            match doc.lower(child) {
                "former" | "ex" => former = true,
                "opposition" => title = Some(Sector::Opp),
                "rebel" | "guerrilla" | "separatist" | "insurgent" | "militant" => {
                    title = Some(Sector::Reb);
                }
                _ if title.is_none() && doc.dep(child) != Dep::Poss => {
                    title = self.lexicon.entry(self.words[child.index()]).sector;
                }
                _ => {}
            }
        }
        let named = matches!(label, Some(EntLabel::Person | EntLabel::Org));
        let sector = match (sector, title) {
            (_, Some(Sector::Opp | Sector::Reb)) => title,
            (Some(Sector::Body) | None, Some(inner))
                if doc.pos(head) != Pos::Propn || named || sector.is_some() =>
            {
                // "rebel camp", "security forces", "President Varga"
                (sector.is_some() || named).then_some(inner).or(sector)
            }
            (own, _) => own,
        };
        let sector = match sector {
            Some(Sector::Gov | Sector::Leg) if former => Some(Sector::Eli),
            other => other,
        };
        if party.actor.is_none() {
            party.sector = sector;
        }
        if let Some(sector) = sector {
            // What the actor layer says of a sector holds.
            let known = party.actor.is_some_and(|id| self.actors.get(id).sector.is_some());
            let silent = known && sector != Sector::State;
            party.traits |= if silent { Traits::ACTOR } else { sector.traits() };
            if sector == Sector::Body
                && (doc.pos(head) == Pos::Propn || title.is_some() || self.has_name_in_front(head))
            {
                party.traits |= Traits::POLITICAL | Traits::ORGANISED;
            }
        }
        match label {
            Some(EntLabel::Gpe) if party.actor.is_none() && self.is_town(head) => {
                party.traits |= Traits::ACTOR;
            }
            // "Shi'ites", "Tatars": people, and no state.
            Some(EntLabel::Norp)
                if party.actor.is_none() && self.states.country(head).is_none() =>
            {
                let people = Traits::ACTOR | Traits::CROWD | Traits::CIVIL;
                party.traits |= if self.is_plural(head) { people } else { Traits::default() };
            }
            Some(EntLabel::Gpe | EntLabel::Norp) if party.actor.is_none() => {
                party.traits |= Traits::ACTOR | Traits::POLITICAL | Traits::STATE | Traits::KNOWN;
            }
            Some(EntLabel::Org) if doc.pos(head) == Pos::Propn && self.is_business(head) => {
                party.traits |= Traits::ACTOR | Traits::CIVIL | Traits::LABOUR;
            }
            Some(EntLabel::Org) if doc.pos(head) == Pos::Propn => {
                party.traits |=
                    Traits::ACTOR | Traits::POLITICAL | Traits::ORGANISED | Traits::BODY;
            }
            Some(EntLabel::Person) => party.traits |= Traits::ACTOR | Traits::PERSON,
            _ => {}
        }
        if party.country.is_none() {
            party.country = self.country_word(head);
        }
        if party.is(Traits::ACTOR) && doc.pos(head) == Pos::Noun && party.country.is_some() {
            party.traits |= Traits::KNOWN;
        }
    }

    /// Subject or object, and no mere whereabouts.
    fn is_argument(&self, head: TokenId) -> bool {
        let doc = self.doc;
        match doc.dep(head) {
            Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj | Dep::Dative | Dep::Poss | Dep::Conj => true,
            Dep::Pobj => doc.head(head).is_some_and(|preposition| {
                matches!(
                    doc.lower(preposition),
                    "by" | "with" | "against" | "between" | "on" | "upon"
                )
            }),
            _ => false,
        }
    }

    /// A place that is no country.
    fn is_town(&self, head: TokenId) -> bool {
        self.places.at(head).is_some_and(|place| self.places.get(place).kind != PlaceKind::Country)
    }

    /// *Moss Tea Co.*, *Lindholm High School*
    fn is_business(&self, head: TokenId) -> bool {
        let name = self.doc.ent(head).map_or(TokenSpan::one(head), |ent| ent.tokens);
        name.iter().any(|token| self.classes(token) & self.class.business != 0)
    }

    fn has_name_in_front(&self, head: TokenId) -> bool {
        self.doc.children_as(head, &[Dep::Compound, Dep::Amod, Dep::Nmod, Dep::Poss]).any(|child| {
            self.doc.pos(child) == Pos::Propn
                || matches!(
                    self.doc.lower(child),
                    "rights"
                        | "human"
                        | "political"
                        | "aid"
                        | "relief"
                        | "ethnic"
                        | "armed"
                        | "terrorist"
                        | "opposition"
                )
        })
    }

    /// The country that the phrase names, by its code or, where that is unknown, by its word.
    pub(super) fn country_word(&self, head: TokenId) -> Option<&'a str> {
        let doc = self.doc;
        let code = |token: TokenId| self.states.country(token).unwrap_or(doc.lower(token));
        let names = |token: TokenId| {
            doc.ent(token).is_some_and(|ent| matches!(ent.label, EntLabel::Gpe | EntLabel::Norp))
        };
        if names(head) && (self.states.country(head).is_some() || !self.is_plural(head)) {
            return Some(code(head));
        }
        let front = doc
            .children_as(head, &[Dep::Compound, Dep::Amod, Dep::Nmod, Dep::Poss, Dep::Appos])
            .find_map(|child| {
                let below = || {
                    doc.children_as(child, &[Dep::Compound, Dep::Amod, Dep::Poss])
                        .find(|&c| names(c))
                };
                names(child).then_some(child).or_else(below)
            });
        // "UN planes": of the body that stands in front.
        let body = || {
            doc.children_as(head, &[Dep::Compound, Dep::Nmod, Dep::Poss]).find_map(|child| {
                let actor = self.actors.get(self.actors.at(child)?);
                actor.kb.as_ref()?;
                actor.country.as_deref()
            })
        };
        if front.is_none()
            && let Some(country) = body()
        {
            return Some(country);
        }
        front
            .or_else(|| {
                clause::preposition_objects(doc, head)
                    .filter(|&(preposition, _)| {
                        matches!(doc.lower(preposition), "of" | "in" | "from" | "for")
                    })
                    .map(|(_, object)| object)
                    .find(|&object| names(object))
            })
            .map(code)
    }

    fn of_object(&self, head: TokenId) -> Option<TokenId> {
        self.doc
            .children_as(head, &[Dep::Prep])
            .filter(|&prep| self.doc.lower(prep) == "of")
            .find_map(|prep| self.doc.child(prep, &[Dep::Pobj]))
    }

    /// The noun that a pronoun is taken to stand for, where the actor layer says nothing: the antecedent,
    /// else the first subject of the sentence or of the one before.
    fn pronoun(&self, pronoun: TokenId) -> Option<TokenId> {
        let doc = self.doc;
        if let Some(noun) = clause::antecedent(doc, pronoun) {
            return Some(noun);
        }
        if !matches!(
            doc.lower(pronoun),
            "he" | "she" | "it" | "they" | "him" | "her" | "them" | "his" | "its" | "their"
        ) {
            return None;
        }
        let number = doc.sent_number(pronoun);
        let singular = matches!(doc.lower(pronoun), "he" | "she" | "him" | "her" | "his");
        let subject = |sent: chancery_nlp::TokenSpan| {
            sent.iter().filter(|&t| t < pronoun).find(|&token| {
                matches!(doc.dep(token), Dep::Nsubj | Dep::Nsubjpass)
                    && doc.pos(token) != Pos::Pron
                    && !(singular && matches!(doc.tag(token), Tag::Nns | Tag::Nnps))
                    && (self.actors.at(token).is_some()
                        || doc.ent(token).is_some()
                        || self.lexicon.entry(self.words[token.index()]).sector.is_some())
            })
        };
        subject(doc.sents()[number]).or_else(|| subject(doc.sents()[number.checked_sub(1)?]))
    }

    pub(super) fn is_place(&self, head: TokenId) -> bool {
        self.places.at(head).is_some()
            || self.doc.ent(head).is_some_and(|ent| {
                matches!(ent.label, EntLabel::Gpe | EntLabel::Loc | EntLabel::Fac)
            })
    }

    pub(super) fn is_plural(&self, head: TokenId) -> bool {
        matches!(self.doc.tag(head), Tag::Nns | Tag::Nnps)
            || matches!(self.doc.lower(head), "they" | "we" | "them")
    }
}
