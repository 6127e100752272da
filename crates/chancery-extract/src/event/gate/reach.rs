//! How near a party hangs to the verb: whom an act is done to, and whom its clause merely mentions.

use chancery_nlp::{Dep, TokenId};

use super::Case;
use crate::event::coder::Coder;
use crate::event::party::{Party, Traits};

/// The way from a party up to the verb of its act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::event) enum Reach {
    /// An object or subject of the verb, or after one of its prepositions.
    Argument,
    /// The owner of the object, after a preposition of it, its modifier: *denounced the envoy's plan*.
    Inside,
    /// An object or subject of the clause that completes the verb: *urged that Ostland withdraw*.
    Complement,
    /// Anywhere else below the verb.
    Far,
}

impl<'a> Case<'_, 'a> {
    /// See [`Coder::reach`].
    pub(super) fn reach(&self, party: &Party<'a>) -> Reach {
        self.coder.reach(self.verb, party)
    }
}

impl<'a> Coder<'a> {
    /// How near a party of the act is to its verb.
    pub(in crate::event) fn reach(&self, verb: TokenId, party: &Party<'a>) -> Reach {
        let doc = self.doc;
        let mut way = [Dep::Root; 4];
        let mut n = 0;
        let mut at = party.head;
        while at != verb {
            let dep = doc.dep(at);
            // "some of the envoy's plans", "in support of the envoy": the noun passes on what it governs.
            let passes = dep == Dep::Pobj
                && matches!(way[..n].last(), Some(Dep::Prep))
                && self.classes(at) & self.class.quantity != 0;
            if passes {
                n -= 1;
            } else if !matches!(dep, Dep::Conj | Dep::Appos) {
                if n == way.len() {
                    return Reach::Far;
                }
                way[n] = dep;
                n += 1;
            }
            let Some(head) = doc.head(at) else { break };
            at = head;
        }
        if at != verb {
            // The subject of a verb above, which controls this one.
            return Reach::Argument;
        }
        let known = party.is(Traits::STATE | Traits::KNOWN);
        match &way[..n] {
            []
            | [Dep::Dobj | Dep::Nsubjpass | Dep::Dative | Dep::Nsubj | Dep::Oprd]
            | [Dep::Pobj, Dep::Prep | Dep::Agent | Dep::Dative] => Reach::Argument,
            [Dep::Poss, Dep::Dobj | Dep::Nsubjpass]
            | [Dep::Pobj, Dep::Prep, Dep::Dobj | Dep::Acomp | Dep::Nsubjpass]
            | [Dep::Poss, Dep::Pobj, Dep::Prep] => Reach::Inside,
            [Dep::Compound | Dep::Amod | Dep::Nmod, Dep::Dobj | Dep::Nsubjpass] if known => {
                Reach::Inside
            }
            [Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj | Dep::Dative, Dep::Ccomp | Dep::Xcomp]
            | [Dep::Poss, Dep::Nsubj | Dep::Dobj, Dep::Ccomp | Dep::Xcomp]
            | [Dep::Pobj, Dep::Prep, Dep::Xcomp] => Reach::Complement,
            _ => Reach::Far,
        }
    }
}
