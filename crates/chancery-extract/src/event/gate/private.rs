//! Acts of those who stand for nobody but themselves: voters in a poll, donors, firms among firms, hosts of shows.
//!
//! Politics has them as its public. Their favour and blame are no acts between states, parties or offices, so that
//! an act of words or dealings counts only where somebody takes part who stands for something larger.

use chancery_nlp::{Dep, Pos, TokenId};

use super::Case;
use crate::actor::ActorKind;
use crate::clause;
use crate::event::EventType;
use crate::event::party::{Party, Sector, Traits};

impl<'a> Case<'_, 'a> {
    /// The act is nobody's business of politics.
    pub(super) fn is_private(&self) -> bool {
        use EventType::{
            Accuse, Agree, Aid, Assault, Coerce, Concede, Consult, Cooperate, Mobilize, Protest,
            Reject, Request, Retreat, Sanction, Support, Threaten,
        };
        let sources = self.sources();
        if sources.is_empty() {
            return false;
        }
        let stands = |party: &Party<'a>| self.stands_for_something(party);
        let public_source = sources.iter().any(stands);
        let event_type = self.act.event_type;
        match event_type {
            Assault | Protest | Coerce => false,
            Consult if self.act.mode == Some("visit") => !public_source,
            Consult | Cooperate => {
                !sources.iter().chain(self.targets()).any(stands)
                    || !self.is_abroad()
                        && sources.iter().chain(self.targets()).any(|p| self.is_aged(p))
            }
            Support | Accuse | Reject | Request
                if sources.iter().all(|party| self.is_polled(party)) =>
            {
                true
            }
            Support if sources.iter().all(|party| self.is_layman(party)) => true,
            Support | Accuse | Request | Reject
                if sources.iter().all(|party| self.is_aged(party)) =>
            {
                true
            }
            Agree | Sanction | Retreat => !public_source,
            Mobilize | Concede => !sources.iter().any(|party| self.holds_power(party)),
            Aid => !sources.iter().any(|party| self.holds_power(party)) && !self.is_abroad(),
            Support | Accuse | Request | Reject | Threaten => {
                !public_source && !self.targets().iter().any(stands)
            }
        }
    }

    /// Stands for something, and is no mere body without a known purpose.
    fn holds_power(&self, party: &Party<'a>) -> bool {
        let actors = self.coder.actors;
        let nondescript = party.actor.is_some_and(|id| {
            let actor = actors.get(id);
            matches!(actor.kind, ActorKind::Organisation | ActorKind::Other)
                && actor.kb.is_none()
                && actor.sector.is_none()
        });
        self.stands_for_something(party)
            && (!nondescript
                || party.is(Traits::STATE
                    | Traits::OFFICIAL
                    | Traits::FORCES
                    | Traits::REBEL
                    | Traits::JUDICIAL))
    }

    /// A state, an office, a party, forces, a court, a body of the world: by the actor layer, else by its word.
    fn stands_for_something(&self, party: &Party<'a>) -> bool {
        let coder = self.coder;
        let by_word = || {
            matches!(
                party.sector,
                Some(
                    Sector::Gov
                        | Sector::Leg
                        | Sector::Jud
                        | Sector::Mil
                        | Sector::Cop
                        | Sector::Spy
                        | Sector::Reb
                        | Sector::Prm
                        | Sector::Uaf
                        | Sector::Opp
                        | Sector::Pty
                        | Sector::State
                        | Sector::Eli
                )
            )
        };
        if party.is(Traits::STATE
            | Traits::REBEL
            | Traits::FORCES
            | Traits::LAWMAKER
            | Traits::JUDICIAL
            | Traits::OFFICIAL)
        {
            return true;
        }
        let Some(id) = party.actor else { return by_word() || party.is(Traits::ORGANISED) };
        let actor = coder.actors.get(id);
        let trade = matches!(actor.sector.as_deref(), Some("BUS" | "MNC" | "JRN" | "MED" | "EDU"));
        if trade {
            return false;
        }
        if actor.is_political() || by_word() {
            return true;
        }
        let body = party.is(Traits::ORGANISED) && !matches!(actor.country.as_deref(), Some("MNC"));
        // "the union's leader", "the group's director": who holds an office of something speaks for it.
        body || actor.kind == ActorKind::Person && !actor.roles.is_empty()
    }

    /// Those of whom a poll tells.
    fn is_polled(&self, party: &Party<'a>) -> bool {
        let coder = self.coder;
        let doc = coder.doc;
        let quantity = coder.classes(party.head) & coder.class.quantity != 0;
        let many = quantity
            || !party.is(Traits::STATE | Traits::LAWMAKER | Traits::JUDICIAL)
                && doc.lemma(party.head) != "state"
                && coder.is_plural(party.head)
            || doc.pos(party.head) == Pos::Pron
                && party.actor.is_some_and(|id| coder.actors.get(id).kind == ActorKind::People);
        many && doc.sent(self.verb).iter().any(|token| {
            matches!(
                doc.lower(token),
                "%" | "percent"
                    | "percentage"
                    | "poll"
                    | "polls"
                    | "survey"
                    | "surveys"
                    | "plurality"
            )
        })
    }

    /// Voters, fans, donors: whom politics is for.
    fn is_layman(&self, party: &Party<'a>) -> bool {
        let doc = self.coder.doc;
        let noun = clause::antecedent(doc, party.head).unwrap_or(party.head);
        let lemma = doc.lemma(noun).to_lowercase();
        matches!(
            lemma.as_str(),
            "american"
                | "americans"
                | "audience"
                | "citizen"
                | "crowd"
                | "customer"
                | "donor"
                | "elector"
                | "electorate"
                | "fan"
                | "friend"
                | "investor"
                | "man"
                | "mother"
                | "parent"
                | "people"
                | "resident"
                | "republicans"
                | "democrats"
                | "shareholder"
                | "student"
                | "tourist"
                | "troop"
                | "viewer"
                | "voter"
                | "woman"
                | "worker"
                | "youth"
        ) && !(matches!(lemma.as_str(), "republicans" | "democrats")
            && doc
                .children_as(party.head, &[Dep::Amod, Dep::Compound, Dep::Nummod])
                .next()
                .is_some())
    }

    /// *Ilan Varga, 53, a guard*: news tells the age of those who hold no office.
    fn is_aged(&self, party: &Party<'a>) -> bool {
        let doc = self.coder.doc;
        if !party.is(Traits::PERSON)
            || party.is(Traits::KNOWN | Traits::OFFICIAL | Traits::LAWMAKER)
        {
            return false;
        }
        let mention = |head: TokenId| {
            doc.children_as(head, &[Dep::Appos, Dep::Nummod, Dep::Npadvmod]).any(|age| {
                age > head
                    && doc.pos(age) == Pos::Num
                    && doc.word(age).len() == 2
                    && doc.word(TokenId(age.0 - 1)) == ","
            })
        };
        let Some(id) = party.actor else { return mention(party.head) };
        self.coder.actors.get(id).mentions.iter().any(|m| mention(m.head))
    }
}
