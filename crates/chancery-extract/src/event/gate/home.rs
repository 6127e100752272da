//! Acts within one country: words of politicians about one another, promises to voters, orders to one's own.
//!
//! Between states the parties are few and what they say is an act. At home everybody speaks of everybody, so
//! that an act counts there only between two who are named as its parties.

use chancery_kb::{Entity, KnowledgeBase};
use chancery_nlp::{Dep, Pos};

use super::Case;
use super::reach::Reach;
use crate::event::EventType;
use crate::event::lexicon::Operator;
use crate::event::operator::{Group, group};
use crate::event::party::{Party, Traits};

/// Those who stand for something larger than themselves.
fn public() -> Traits {
    Traits::STATE
        | Traits::POLITICAL
        | Traits::OFFICIAL
        | Traits::LAWMAKER
        | Traits::JUDICIAL
        | Traits::ARMED
        | Traits::REBEL
        | Traits::ORGANISED
        | Traits::BODY
        | Traits::POLICE
}

impl<'a> Case<'_, 'a> {
    /// Parties of two countries take part, or a body of the world.
    pub(super) fn is_abroad(&self) -> bool {
        let parties = || self.sources().iter().chain(self.targets());
        let Some(first) = parties().find_map(|party| nation(party)) else { return false };
        if parties().any(|party| matches!(party.country, Some("UNO" | "EUR" | "IGO" | "NGO"))) {
            return true;
        }
        // "Arab ministers urged Ostland": speakers of no one nation face a state.
        let facing = !self.coder.campaign
            && self.targets().iter().any(|target| target.is(Traits::STATE))
            && self
                .sources()
                .iter()
                .any(|source| nation(source).is_none() && source.is_political());
        facing
            || parties().any(|party| nation(party).is_some_and(|other| !same_nation(first, other)))
    }

    /// The gate of acts at home.
    pub(super) fn home(&self) -> bool {
        let class = &self.coder.class;
        let campaign = self.coder.campaign;
        let bodies = Traits::STATE
            | Traits::FORCES
            | Traits::ORGANISED
            | Traits::BODY
            | Traits::REBEL
            | Traits::POLICE;
        match self.act.event_type {
            EventType::Agree
            | EventType::Request
            | EventType::Accuse
            | EventType::Reject
            | EventType::Threaten
            | EventType::Support
            | EventType::Concede
                if self.act.event_type != EventType::Concede || self.act.operator.is_some() =>
            {
                self.words_at_home()
            }
            EventType::Concede => {
                // "the king bowed to demands": who yields at home need not say to whom.
                let yields = || {
                    self.sources().iter().any(|source| {
                        source.country.is_some()
                            && source.is(Traits::OFFICIAL | Traits::LABOUR | Traits::CROWD)
                    })
                };
                !self.targets().is_empty() || !campaign && (self.source_is(bodies) || yields())
            }
            // Police negotiate with gunmen.
            EventType::Consult if !campaign => !self.sources().iter().all(|party| {
                party.is(Traits::POLICE)
                    || !party.is(Traits::POLITICAL | Traits::ORGANISED | Traits::PERSON)
                    || matches!(
                        self.coder.doc.lemma(party.head),
                        "suspect" | "gunman" | "witness" | "victim"
                    )
            }),
            EventType::Consult => self.encounter_at_home(),
            EventType::Cooperate if campaign => false,
            EventType::Cooperate => self.sources().iter().filter(|p| p.is(public())).count() >= 2,
            EventType::Aid => {
                !self.targets().is_empty()
                    && if campaign { self.source_is(bodies) } else { !self.sources().is_empty() }
            }
            EventType::Sanction if campaign => {
                self.act.mode == Some("convict")
                    || self.has(class.talk | class.deal | class.relation | class.proposal)
            }
            EventType::Retreat if campaign => self.act.mode == Some("resign"),
            EventType::Assault => self.violence_at_home(),
            EventType::Mobilize => self.source_is(bodies) && !campaign,
            EventType::Coerce if campaign => {
                !self.sources().iter().all(|party| party.is(Traits::PERSON))
                    || self.sources().is_empty()
            }
            _ => true,
        }
    }

    /// Words at home need a public speaker and one whom they are for.
    fn words_at_home(&self) -> bool {
        let class = &self.coder.class;
        let campaign = self.coder.campaign;
        let is_public = |party: &Party<'a>| party.is(public());
        let spoken = self.act.event_type;
        let public_source = self.sources().iter().any(is_public);
        if matches!(spoken, EventType::Support | EventType::Reject | EventType::Agree)
            && campaign
            && !public_source
        {
            return false;
        }
        let political = |parties: &[Party<'a>]| parties.iter().any(|party| party.is_political());
        if matches!(spoken, EventType::Accuse | EventType::Request)
            && !public_source
            && !political(self.targets())
        {
            return false;
        }
        // Police ask for witnesses.
        if spoken == EventType::Request && self.sources().iter().all(|s| s.is(Traits::POLICE)) {
            return false;
        }
        // A paper's advice, and suits between private people.
        if spoken == EventType::Request && self.sources().iter().all(|s| s.is(Traits::JOURNALIST)) {
            return false;
        }
        if spoken == EventType::Accuse
            && !self.targets().is_empty()
            && self
                .targets()
                .iter()
                .all(|target| !target.is(public()) && self.coder.doc.pos(target.head) == Pos::Noun)
        {
            return false;
        }
        if !campaign && self.stands_in_news(public_source) {
            return true;
        }
        // Outside of campaigns those in office promise, refuse and threaten what they can do.
        let in_office = !campaign && public_source;
        let below = self.act.below.map(|(below, _)| below);
        match spoken {
            EventType::Concede | EventType::Reject
                if below.is_some_and(|below| group(below) == Group::Yielding) =>
            {
                return true;
            }
            // "refuses to attack her" turns nobody down.
            EventType::Reject
                if below.is_some_and(|below| group(below) == Group::Conflict) && campaign =>
            {
                return false;
            }
            EventType::Reject if public_source => {
                let objects =
                    self.args.patients.iter().fold(0, |all, &o| all | self.coder.phrase_classes(o));
                if objects & (class.proposal | class.talk | class.deal) != 0 {
                    return true;
                }
            }
            EventType::Threaten
                if self.act.mode.is_some()
                    && public_source
                    && (!campaign || !self.targets().is_empty()) =>
            {
                return true;
            }
            EventType::Agree if in_office && self.has(class.reform | class.reforming) => {
                return true;
            }
            _ => {}
        }
        // A politician and his own country are no two parties.
        if !self.targets().is_empty()
            && self.targets().iter().all(|target| target.is(Traits::STATE))
            && self.source_is(Traits::OFFICIAL | Traits::LAWMAKER | Traits::STATE)
        {
            return false;
        }
        if self.targets().is_empty() {
            return self
                .source_is(Traits::STATE | Traits::FORCES | Traits::REBEL | Traits::JUDICIAL)
                || spoken == EventType::Request && self.has(class.reform);
        }
        self.targets().iter().any(|target| {
            let somebody = target.is(public())
                || target.is(Traits::KNOWN | Traits::PERSON) && !target.is(Traits::CROWD);
            somebody && self.near(target)
        })
    }

    /// Outside of campaigns: a group's threat of a deed, a party's refusal of a vote, what the forces allow.
    fn stands_in_news(&self, public_source: bool) -> bool {
        let class = &self.coder.class;
        let known = self.sources().iter().any(|party| party.country.is_some());
        match self.act.event_type {
            EventType::Threaten => known && self.act.mode.is_some(),
            EventType::Reject => {
                let objects =
                    self.args.patients.iter().fold(0, |all, &o| all | self.coder.phrase_classes(o));
                public_source && known && objects & class.reform != 0
            }
            EventType::Concede => {
                self.act.operator == Some(Operator::Allow)
                    && known
                    && self.source_is(Traits::STATE | Traits::FORCES | Traits::JUDICIAL)
            }
            _ => false,
        }
    }

    /// Those who meet must both stand for something, or be known.
    fn encounter_at_home(&self) -> bool {
        let somebody = |party: &&Party<'a>| party.is(public()) && !party.is(Traits::JOURNALIST);
        let n = self.sources().iter().chain(self.targets()).filter(somebody).count();
        n >= 2
    }

    /// Candidates fight with words.
    fn violence_at_home(&self) -> bool {
        let politician = |party: &Party<'a>| {
            party.is(Traits::OFFICIAL | Traits::LAWMAKER)
                && !party.is(Traits::STATE | Traits::FORCES | Traits::POLICE)
        };
        self.sources().is_empty() || !self.sources().iter().all(politician)
    }

    /// Near enough for the sort of act.
    fn near(&self, target: &Party<'a>) -> bool {
        match self.reach(target) {
            Reach::Argument | Reach::Inside => true,
            Reach::Complement => match self.act.event_type {
                // "complained that the premier had …", "insists the party must …"
                EventType::Accuse | EventType::Request => {
                    self.coder.doc.child(self.verb, &[Dep::Ccomp]).is_some()
                        || self.act.below.is_some()
                }
                EventType::Support => false,
                _ => self.act.below.is_some() || self.act.operator == Some(Operator::Vow),
            },
            Reach::Far => false,
        }
    }
}

/// The country of a party, as a code, or as the word that names it.
fn nation<'a>(party: &Party<'a>) -> Option<&'a str> {
    let country = party.country?;
    let code = country.bytes().all(|b| b.is_ascii_uppercase());
    (code || state_of(country).is_some()).then_some(country)
}

fn same_nation(a: &str, b: &str) -> bool {
    let code = |word: &str| state_of(word).unwrap_or_default().to_owned();
    a == b || code(a) == b || a == code(b) || !code(a).is_empty() && code(a) == code(b)
}

/// The code of the state that a word names; `None` for a town or a province.
fn state_of(word: &str) -> Option<&'static str> {
    let kb = KnowledgeBase::embedded();
    kb.names(word).find_map(|entry| match entry.entity {
        Entity::State(id) => Some(kb.state(id).iso3),
        _ => None,
    })
}
