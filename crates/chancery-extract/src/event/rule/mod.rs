//! The rules, one a file, in the order in which they are asked.

mod attempt;
mod begins;
mod encounter;
mod future;
mod in_protest;
mod light_verb;
mod obligation;
mod ready;
mod refusal;
mod speech_act;
mod toll;
mod verb;
mod visit_for;

use chancery_nlp::{Dep, Pos, Tag, TokenId};

pub(super) use self::attempt::find as attempt;
pub(super) use self::encounter::find as encounter;

use super::EventType;
use super::cast::Cast;
use super::coder::{Act, Args, Coder};
use super::gate::Verdict;
use super::lexicon::Operator;
use super::party::Traits;
use crate::clause::{self, Effect, Modal};
use crate::{Rule, Status};

/// An act with its parties, not yet an event of the record.
#[derive(Debug, Clone)]
pub(super) struct Draft<'a> {
    /// The head of the clause that tells of it.
    pub(super) verb: TokenId,
    pub(super) act: Act,
    pub(super) cast: Cast<'a>,
    pub(super) status: Status,
    pub(super) rule: Rule,
}

/// What the rules make of a word.
#[derive(Debug)]
pub(super) enum Outcome<'a> {
    /// An event; what hangs on the word is part of it.
    Coded(Draft<'a>),
    /// No event, nor in what hangs on the word.
    Closed,
    /// No event here.
    Open,
}

impl<'a> Coder<'a> {
    /// Asks the rules about a verb.
    pub(super) fn code_verb(&self, verb: TokenId) -> Outcome<'a> {
        let doc = self.doc;
        if matches!(doc.dep(verb), Dep::Amod | Dep::Compound | Dep::Aux | Dep::Auxpass) {
            return Outcome::Open;
        }
        // "is to blame" says nothing of its subject's doings.
        if doc.lemma(verb) == "blame"
            && self.is_infinitive(verb)
            && doc.head(verb).is_some_and(|head| doc.lemma(head) == "be")
        {
            return Outcome::Open;
        }
        let args = self.args(verb);
        if let Some(draft) = toll::find(self, verb, &args) {
            return Outcome::Coded(draft);
        }
        let mut found = speech_act::find(self, verb, &args)
            .or_else(|| verb::find(self, verb, &args))
            .or_else(|| light_verb::find(self, verb, &args))
            .or_else(|| ready::find(self, verb))
            .or_else(|| visit_for::find(self, verb, &args));
        if found.is_some_and(|(act, _)| act.event_type != EventType::Protest)
            && self.has_civil_agent(&args)
        {
            found = in_protest::find(self, verb, &args).or(found);
        }
        if found.is_none()
            && let Some(draft) =
                begins::find(self, verb, &args).or_else(|| obligation::find(self, verb))
        {
            return Outcome::Coded(draft);
        }
        if found.is_some_and(|(act, _)| obligation::applies_to(&act))
            && let Some(draft) = obligation::find(self, verb)
        {
            return Outcome::Coded(draft);
        }
        let Some((act, rule)) = found.or_else(|| in_protest::find(self, verb, &args)) else {
            return Outcome::Open;
        };
        self.code_act(verb, act, rule, &args)
    }

    /// Those who act hold no power: what they do in protest is protest, whatever the verb.
    fn has_civil_agent(&self, args: &Args) -> bool {
        let agents = self.parties(&args.agents);
        !agents.is_empty()
            && agents.iter().all(|party| {
                party.is(Traits::CIVIL | Traits::LABOUR)
                    && !party.is(Traits::ARMED | Traits::OFFICIAL | Traits::STATE)
            })
    }

    /// From the act that a clause names to the event that it tells.
    fn code_act(&self, verb: TokenId, act: Act, rule: Rule, args: &Args) -> Outcome<'a> {
        let (act, rule, status) = match self.told(verb, act, rule, args) {
            Told::As(act, rule, status) => (act, rule, status),
            Told::Not => return Outcome::Closed,
            Told::Background => return Outcome::Open,
        };
        let Some(mut cast) = self.cast(verb, &act, args) else { return Outcome::Open };
        self.prune(verb, &act, args, &mut cast);
        let act = match self.gate(verb, &act, args, &cast) {
            Verdict::Keep => act,
            Verdict::Drop => return Outcome::Open,
            Verdict::Retype(event_type, mode) => {
                Act { event_type, mode, named: event_type, cameo: None, ..act }
            }
        };
        if act.event_type == EventType::Assault && cast.sources.is_empty() {
            cast.sources = self.unnamed_attackers(&args.agents, args, &cast.targets);
        }
        Outcome::Coded(Draft { verb, act, cast, status, rule })
    }

    /// How the clause tells of its act: as real, as its subject's own future, as refused, or not at all.
    fn told(&self, verb: TokenId, act: Act, rule: Rule, args: &Args) -> Told {
        let doc = self.doc;
        let mut modal = clause::modal(doc, verb);
        let mut negated = clause::is_negated(doc, verb);
        let mut status = Status::Occurred;
        if let Some(governor) = clause::governor(doc, verb) {
            let nonfinite = clause::tense(doc, verb) == clause::Tense::Untensed;
            if nonfinite {
                match governor.effect {
                    Effect::Aspect | Effect::Ongoing => {
                        modal = modal.or_else(|| clause::modal(doc, governor.token));
                        negated |= clause::is_negated(doc, governor.token);
                        if governor.effect == Effect::Ongoing {
                            status = Status::Ongoing;
                        }
                    }
                    Effect::Plan if clause::is_negated(doc, governor.token) => return Told::Not,
                    Effect::Plan => modal = Some(Modal::Will),
                    Effect::Wish | Effect::Fail | Effect::Deny => return Told::Not,
                    Effect::Speech => {}
                }
            } else if governor.effect == Effect::Speech && self.is_denied(governor.token) {
                status = Status::Denied;
            } else if matches!(governor.effect, Effect::Deny | Effect::Wish)
                && governor.token < verb
            {
                // "accused him of …, a charge he denied": what stands in front is told for itself.
                return Told::Not;
            }
        } else if self.is_headline_future(verb) {
            modal = Some(Modal::Will);
        } else if self.is_purpose(verb) {
            return Told::Background;
        }
        // "would advocate allowing": what a modal holds off holds off what completes it.
        if doc.dep(verb) == Dep::Xcomp
            && modal.is_none()
            && doc.head(verb).is_some_and(|head| {
                clause::governor_word(doc, head).is_none() && clause::modal(doc, head).is_some()
            })
        {
            return Told::Not;
        }
        if self.is_loose(verb, &act) {
            return Told::Background;
        }
        // "would have insisted": it did not come to that.
        if modal == Some(Modal::Would)
            && doc.children_as(verb, &[Dep::Aux]).any(|aux| doc.lower(aux) == "have")
        {
            return Told::Not;
        }
        let planned = clause::governor(doc, verb).is_some_and(|g| g.effect == Effect::Plan);
        let conditional = clause::condition(doc, verb).is_some();
        if negated && (act.event_type != act.named || negation_is_in(&act)) {
            // The operator has taken the negation in.
        } else if negated {
            return match refusal::find(self, verb, act, modal) {
                Some((act, rule)) => Told::As(act, rule, status),
                None => Told::Not,
            };
        } else if modal == Some(Modal::Will)
            || modal == Some(Modal::Would) && self.is_reported(verb)
        {
            if conditional || self.has_participle_condition(verb) {
                return Told::Not;
            }
            return match future::find(self, verb, act, args) {
                // "will sue": announced, not done.
                Some((act, rule))
                    if act.event_type == super::EventType::Accuse
                        || (self.campaign || planned)
                            && act.event_type == super::EventType::Request =>
                {
                    Told::As(act, rule, Status::Planned)
                }
                Some((act, rule)) => Told::As(act, rule, status),
                None => Told::Not,
            };
        } else if modal.is_some() || conditional {
            return Told::Not;
        }
        if status == Status::Occurred && clause::status(doc, verb) == Some(Status::Ongoing) {
            status = Status::Ongoing;
        }
        Told::As(act, rule, status)
    }

    /// *Ostland to back the truce*
    fn is_headline_future(&self, verb: TokenId) -> bool {
        let doc = self.doc;
        doc.head(verb).is_none()
            && doc.tag(verb) == Tag::Vb
            && self.is_infinitive(verb)
            && clause::own_subject(doc, verb).is_some()
    }

    /// An infinitive of purpose or after a noun: *to discuss*, *a plan to visit*.
    fn is_purpose(&self, verb: TokenId) -> bool {
        let doc = self.doc;
        let infinitive = self.is_infinitive(verb);
        match doc.dep(verb) {
            Dep::Advcl | Dep::Acl | Dep::Relcl | Dep::Pcomp => {
                infinitive || doc.dep(verb) != Dep::Pcomp && doc.tag(verb) == Tag::Vb
            }
            Dep::Xcomp => {
                infinitive
                    || doc.head(verb).is_some_and(|head| doc.pos(head) != Pos::Verb)
                        && doc.tag(verb) == Tag::Vb
            }
            _ => false,
        }
    }

    /// Participles that modify loosely, gerunds that are subjects or stand after a preposition.
    fn is_loose(&self, verb: TokenId, act: &Act) -> bool {
        use super::EventType::{Assault, Coerce, Consult, Protest, Retreat, Sanction};
        let doc = self.doc;
        match doc.dep(verb) {
            Dep::Acomp | Dep::Oprd => {
                doc.tag(verb) == Tag::Vbn
                    && doc.child(verb, &[Dep::Auxpass, Dep::Nsubjpass]).is_none()
            }
            Dep::Csubj | Dep::Amod => true,
            // "in the vanguard on resisting migrants and championing …"
            Dep::Conj
                if doc.tag(verb) == Tag::Vbg
                    && doc.head(verb).is_some_and(|first| doc.dep(first) == Dep::Pcomp)
                    && clause::own_subject(doc, verb).is_none() =>
            {
                true
            }
            Dep::Pcomp => {
                let preposition = doc.head(verb).map_or("", |head| doc.lower(head));
                let material = matches!(
                    act.event_type,
                    Assault | Coerce | Consult | Protest | Sanction | Retreat
                );
                let told = matches!(preposition, "after" | "by" | "since" | "upon")
                    || matches!(preposition, "in" | "with" | "while") && doc.tag(verb) == Tag::Vbg;
                !(material && told)
            }
            _ => false,
        }
    }

    /// *denies claims that …*
    fn is_denied(&self, claim: TokenId) -> bool {
        let doc = self.doc;
        doc.dep(claim) == Dep::Dobj
            && doc
                .head(claim)
                .and_then(|verb| clause::governor_word(doc, verb))
                .is_some_and(|governor| governor.effect == Effect::Deny)
    }

    /// Below a verb of saying, where *would* is the future of the past.
    fn is_reported(&self, verb: TokenId) -> bool {
        let doc = self.doc;
        let mut at = verb;
        while matches!(doc.dep(at), Dep::Conj | Dep::Xcomp) {
            let Some(head) = doc.head(at) else { return false };
            at = head;
        }
        matches!(doc.dep(at), Dep::Ccomp | Dep::Parataxis)
            && doc.head(at).and_then(|head| clause::governor_word(doc, head)).is_some_and(
                |governor| matches!(governor.effect, Effect::Speech | Effect::Plan | Effect::Wish),
            )
    }

    /// *if elected*
    fn has_participle_condition(&self, verb: TokenId) -> bool {
        self.doc.children_as(verb, &[Dep::Advcl]).any(|clause| {
            self.doc.tag(clause) == Tag::Vbn
                && self.doc.children(clause).iter().any(|&mark| self.doc.lower(mark) == "if")
        })
    }
}

/// The type comes from the negation: *did not agree* is REJECT.
fn negation_is_in(act: &Act) -> bool {
    act.event_type == EventType::Reject
        && matches!(act.operator, Some(Operator::Agree | Operator::Allow))
}

/// How a clause tells of an act.
enum Told {
    As(Act, Rule, Status),
    /// As not done, nor is anything below it.
    Not,
    /// As background: what is below may still count.
    Background,
}
