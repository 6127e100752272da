//! Who stands behind a thing that acts: the owner of a weapon, the author of a resolution, the unnamed who laid a bomb.

use chancery_nlp::{Dep, Pos, TokenId};

use super::coder::{Args, Coder};
use super::party::{Party, Sector, Traits};
use crate::clause;

impl<'a> Coder<'a> {
    /// *an Ostland missile*, *Ostland's artillery*: whose weapons they are.
    pub(super) fn owners_of_arms(&self, agents: &[TokenId]) -> Vec<Party<'a>> {
        let arms = self.class.weapon | self.class.hardware;
        let mut owners = Vec::new();
        for &agent in agents {
            if self.classes(agent) & arms != 0 {
                let front = [Dep::Amod, Dep::Compound, Dep::Nmod, Dep::Poss];
                owners.extend(
                    self.doc
                        .children_as(agent, &front)
                        .filter(|&child| self.states.at(child).is_some())
                        .filter_map(|child| self.party(child)),
                );
            }
        }
        owners
    }

    /// *a resolution of the council*, *an Ostland statement*: whose words they are.
    pub(super) fn authors(&self, agents: &[TokenId]) -> Vec<Party<'a>> {
        let doc = self.doc;
        let front = [Dep::Amod, Dep::Compound, Dep::Nmod, Dep::Poss];
        let mut owners = Vec::new();
        for &agent in agents {
            if self.classes(agent) & self.class.document != 0 {
                owners.extend(doc.children_as(agent, &front));
                owners.extend(
                    clause::preposition_objects(doc, agent)
                        .filter(|&(prep, _)| matches!(doc.lower(prep), "of" | "by" | "from"))
                        .map(|(_, object)| object),
                );
            }
        }
        let mut authors = self.parties(&owners);
        authors.retain(|party| party.is(Traits::STATE | Traits::KNOWN | Traits::ORGANISED));
        authors.truncate(1);
        authors
    }

    /// *A car bomb killed*: whoever laid it is not named; PLOVER codes unidentified armed forces of the
    /// country where they strike, which the weapon's own word stands for.
    pub(super) fn unnamed_attackers(
        &self,
        agents: &[TokenId],
        args: &Args,
        targets: &[Party<'a>],
    ) -> Vec<Party<'a>> {
        let means = self.class.weapon | self.class.fight;
        let Some(&head) = agents
            .iter()
            .find(|&&agent| self.doc.pos(agent) == Pos::Noun && self.classes(agent) & means != 0)
        else {
            return Vec::new();
        };
        let place = self
            .after(args, &["in", "at", "near", "outside"])
            .chain(clause::preposition_objects(self.doc, head).map(|(_, object)| object))
            .find_map(|object| self.country_word(object));
        let country = place
            .or_else(|| targets.iter().find_map(|target| target.country))
            .or_else(|| self.doc.sent(head).iter().find_map(|token| self.states.country(token)));
        let Some(country) = country.filter(|code| code.bytes().all(|b| b.is_ascii_uppercase()))
        else {
            return Vec::new();
        };
        vec![Party {
            head,
            actor: self.actors.at(head),
            traits: Traits::ACTOR | Traits::ARMED,
            country: Some(country),
            sector: Some(Sector::Uaf),
        }]
    }
}
