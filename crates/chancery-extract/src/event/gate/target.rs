//! Whom an act is done to, and whom its clause merely mentions.

use chancery_nlp::{Dep, Pos, TokenId};

use super::{Case, Reach};
use crate::event::EventType;
use crate::event::lexicon::Operator;
use crate::event::party::{Party, Traits};

impl<'a> Case<'_, 'a> {
    /// See [`Coder::prune`].
    pub(super) fn is_target(&self, target: &Party<'a>) -> bool {
        if self.is_matter(target) || self.is_told(target) {
            return false;
        }
        let reach = self.reach(target);
        let foreign = self.sources().iter().any(|source| source.abroad_of(*target));
        let common = target.is(Traits::CROWD | Traits::CIVIL | Traits::JOURNALIST)
            && !target.is(Traits::POLITICAL);
        let words = self.act.event_type.is_said() || self.act.event_type == EventType::Concede;
        let nameless = target.country.is_none() && !target.is(Traits::BODY | Traits::PERSON);
        if words && reach == Reach::Far && (common || nameless) && !foreign {
            return false;
        }
        // Whom a permit lets act is its object, not whoever is named further down.
        if self.act.operator == Some(Operator::Allow) && reach == Reach::Far {
            return false;
        }
        // "called for a special prosecutor" asks for one, not one.
        let wanted = self.act.event_type == EventType::Request
            && self.lemma() == "call"
            && (self.coder.doc.pos(target.head) == Pos::Noun
                || !target.is(Traits::KNOWN | Traits::PERSON | Traits::STATE))
            && self
                .coder
                .doc
                .head(target.head)
                .is_some_and(|preposition| self.coder.doc.lower(preposition) == "for");
        if wanted {
            return false;
        }
        // Nobody asks soldiers or rebels whom he only mentions, nor him who is to be freed.
        if self.act.event_type == EventType::Request {
            let freed =
                reach == Reach::Complement && self.coder.doc.dep(target.head) == Dep::Nsubjpass;
            if freed || reach == Reach::Far && target.is(Traits::ARMED) && !target.is(Traits::STATE)
            {
                return false;
            }
        }
        // Those whom one will talk about are none of those with whom.
        let talks = self.act.operator.is_none()
            && self.act.event_type == EventType::Agree
            && self.act.below.is_some_and(|(below, _)| below == EventType::Consult);
        if talks && reach == Reach::Far {
            return false;
        }
        let place = || {
            self.coder.doc.head(target.head).is_some_and(|preposition| {
                matches!(self.coder.doc.lower(preposition), "on" | "in" | "at" | "to" | "from")
            })
        };
        let protest = self.act.event_type == EventType::Protest && !target.is(Traits::POLITICAL)
            || words && target.is(Traits::JOURNALIST) && self.act.event_type != EventType::Accuse;
        !(protest && place())
    }

    /// What the act is about, is made of or is done with, not whom it is done to: the attacks that are carried
    /// out, the guards that are asked for, those an inquiry is asked into.
    fn is_matter(&self, target: &Party<'a>) -> bool {
        let coder = self.coder;
        let doc = coder.doc;
        let class = &coder.class;
        let common = doc.pos(target.head) == Pos::Noun
            && target.actor.is_none_or(|id| coder.actors.get(id).kb.is_none());
        if common && coder.classes(target.head) & class.happening != 0 {
            return true;
        }
        let reach = self.reach(target);
        // "using helicopters"
        if common && coder.classes(target.head) & class.hardware != 0 && reach > Reach::Argument {
            return true;
        }
        let object = self.args.patients.contains(&target.head);
        let preposition = doc.head(target.head).filter(|_| doc.dep(target.head) == Dep::Pobj);
        let after = |words: &[&str]| preposition.is_some_and(|p| words.contains(&doc.lower(p)));
        if self.act.event_type.is_said() {
            // "In his address", "on the Hill, they decried": what stands before the verb is where.
            let owned = doc.dep(target.head) == Dep::Poss
                && doc.head(target.head).is_some_and(|noun| {
                    doc.head(noun)
                        .is_some_and(|p| matches!(doc.lower(p), "in" | "at" | "during" | "on"))
                        && noun < self.verb
                });
            let fronted = target.head < self.verb
                && after(&["in", "at", "on", "during", "despite", "after", "before"])
                && preposition.and_then(|p| doc.head(p)) == Some(self.verb);
            // "voiced his disapproval"
            let own = doc.dep(target.head) == Dep::Poss
                && doc.pos(target.head) == Pos::Pron
                && matches!(
                    self.lemma(),
                    "voice"
                        | "express"
                        | "issue"
                        | "announce"
                        | "reaffirm"
                        | "declare"
                        | "withdraw"
                        | "repeat"
                        | "defend"
                        | "tout"
                        | "promote"
                );
            // "defended him on Facebook"
            let medium = after(&["on", "via"])
                && target.is(Traits::LABOUR)
                && doc.pos(target.head) == Pos::Propn
                && self.act.event_type != EventType::Accuse;
            if owned || fronted || own || medium {
                return true;
            }
        }
        match self.act.event_type {
            // Those who agree with each other agree about whoever else is named.
            EventType::Agree if self.sources().len() > 1 && reach > Reach::Argument => true,
            // "arrested in the town"
            EventType::Coerce
                if self.args.passive
                    && after(&["in", "at", "near"])
                    && !target.is(Traits::STATE) =>
            {
                true
            }
            // "seized power"
            EventType::Assault if common && doc.lower(target.head) == "power" => true,
            EventType::Concede
                if reach == Reach::Far
                    && self.act.operator.is_none()
                    && !target.is(Traits::STATE) =>
            {
                true
            }
            // "endorsed her for president"
            EventType::Support
                if common
                    && after(&["for", "as"])
                    && matches!(
                        doc.lemma(target.head),
                        "president"
                            | "governor"
                            | "mayor"
                            | "senator"
                            | "senate"
                            | "congress"
                            | "nominee"
                            | "leader"
                            | "chairman"
                    ) =>
            {
                true
            }
            // A case is filed in a court, not against it.
            EventType::Accuse
                if target.is(Traits::JUDICIAL) && after(&["in", "with", "at", "before"]) =>
            {
                true
            }
            // "blamed the media for his words"
            EventType::Accuse
                if self.lemma() == "blame" && !object && !self.args.patients.is_empty() =>
            {
                !after(&["on"])
                    && !doc.ancestors(target.head).any(|above| self.args.patients.contains(&above))
            }
            EventType::Threaten if reach == Reach::Far && target.is(Traits::CROWD) => true,
            EventType::Request => {
                let wanted =
                    object && matches!(self.lemma(), "request" | "seek" | "demand" | "propose");
                // "asked to question her", "called for an inquiry into him"
                let asks_leave = self.lemma() == "ask"
                    && self.args.patients.is_empty()
                    && !self.args.passive
                    && doc.child(self.verb, &[Dep::Xcomp]).is_some();
                wanted || asks_leave && reach != Reach::Argument || self.is_examined(target)
            }
            _ => false,
        }
    }

    /// Below an inquiry that is asked for.
    fn is_examined(&self, target: &Party<'a>) -> bool {
        let coder = self.coder;
        let doc = coder.doc;
        doc.ancestors(target.head).take_while(|&above| above != self.verb).any(|above| {
            let word = doc.lemma(above);
            coder.classes(above) & coder.class.inquiry != 0
                || matches!(
                    word,
                    "investigate"
                        | "probe"
                        | "impeachment"
                        | "prosecution"
                        | "prosecute"
                        | "indict"
                        | "referral"
                )
        })
    }

    /// Who hears it: *complained to an aide about*, *telling the paper that*. And another name of the source.
    fn is_told(&self, target: &Party<'a>) -> bool {
        let doc = self.coder.doc;
        let is_same = |source: &Party<'a>| {
            doc.pos(source.head) != Pos::Pron
                && source.head != target.head
                && doc
                    .ancestors(target.head)
                    .take_while(|&above| above != self.verb)
                    .any(|above| above == source.head)
                && !self.is_coordinated_below(source.head, target.head)
        };
        if self.act.event_type.is_said() && self.sources().iter().any(is_same) {
            return true;
        }
        if self.act.event_type != EventType::Accuse {
            return false;
        }
        let Some(head) = doc.head(target.head) else { return false };
        let about = doc.child(self.verb, &[Dep::Ccomp]).is_some()
            || self.coder.after(self.args, &["about", "of", "over"]).next().is_some();
        let listener = doc.dep(target.head) == Dep::Pobj
            && doc.lower(head) == "to"
            && doc.head(head).is_some_and(|verb| {
                matches!(doc.lemma(verb), "complain" | "complaint" | "lament" | "say" | "explain")
            });
        let told = matches!(doc.dep(target.head), Dep::Dobj | Dep::Dative)
            && head != self.verb
            && matches!(doc.lemma(head), "tell" | "inform" | "remind" | "assure" | "ask");
        listener && (about || !target.is_political()) || told
    }

    /// A conjunct of `first`, or below one.
    fn is_coordinated_below(&self, first: TokenId, second: TokenId) -> bool {
        let doc = self.coder.doc;
        std::iter::once(second)
            .chain(doc.ancestors(second))
            .take_while(|&at| at != first)
            .any(|at| doc.dep(at) == Dep::Conj)
    }
}
