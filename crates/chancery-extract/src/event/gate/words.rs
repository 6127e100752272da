//! What is said: agreements, support, requests, accusations, refusals, threats, concessions.

use chancery_nlp::{Dep, Pos, TokenId};

use super::{Case, Reach, weighty};
use crate::clause;
use crate::event::EventType;
use crate::event::lexicon::Operator;
use crate::event::party::Traits;

impl Case<'_, '_> {
    pub(super) fn agree(&self) -> bool {
        let coder = self.coder;
        let class = &coder.class;
        if self.act.operator.is_none() && self.act.named != EventType::Agree {
            // Another act, promised by the future.
            return self.political_source()
                && (self.weighty_target() || self.act.mode.is_some() || self.act.below.is_some());
        }
        let lemma = self.lemma();
        let grants = matches!(lemma, "agree" | "consent" | "accept");
        let below = self.act.below.map(|(event_type, _)| event_type);
        let typed = below.is_some_and(|t| {
            !matches!(
                t,
                EventType::Assault | EventType::Threaten | EventType::Protest | EventType::Coerce
            )
        });
        let objects = self.args.patients.iter().chain(
            self.args
                .prepositions
                .iter()
                .filter(|(p, _)| matches!(coder.doc.lower(*p), "to" | "with" | "on"))
                .map(|(_, head)| head),
        );
        let object_classes = objects.fold(0, |all, &head| all | coder.phrase_classes(head));
        let matter = grants
            && object_classes & (class.proposal | class.deal | class.talk | class.aid) != 0
            || lemma != "agree"
                && coder.doc.pos(self.verb) != Pos::Aux
                && self.has(
                    class.reform
                        | class.reforming
                        | class.deal
                        | class.aid
                        | class.talk
                        | class.captive
                        | class.restraint,
                )
            || matches!(lemma, "agree" | "pledge" | "promise" | "offer" | "invite" | "reach")
                && self.target_is(Traits::POLITICAL | Traits::KNOWN)
            || self.act.operator.is_none();
        let mutual =
            grants && self.sources().iter().any(|a| self.sources().iter().any(|b| a.abroad_of(*b)));
        if !typed && !matter && !mutual || !self.political_source() {
            return false;
        }
        let candidate = self.sources().iter().any(|party| {
            coder.doc.subtree(party.head).iter().any(|t| {
                matches!(
                    coder.doc.lower(t),
                    "candidate" | "nominee" | "senator" | "sen." | "rep." | "campaign"
                )
            })
        });
        if grants || matches!(lemma, "reach" | "sign" | "strike") {
            return true;
        }
        let state = self.source_is(
            Traits::STATE
                | Traits::OFFICIAL
                | Traits::FORCES
                | Traits::REBEL
                | Traits::JUDICIAL
                | Traits::ORGANISED,
        );
        let abroad = self.targets().iter().any(|t| self.sources().iter().any(|s| s.abroad_of(*t)));
        let reform = self.has(class.reform | class.reforming);
        !candidate
            && (typed && (state || abroad)
                || state
                    && (abroad || typed || reform || self.has(class.restraint | class.captive)))
    }

    pub(super) fn support(&self) -> bool {
        let coder = self.coder;
        let lemma = self.lemma();
        if !self.targets().is_empty()
            && self.targets().iter().all(|target| self.reach(target) > Reach::Inside)
            && self.args.patients.is_empty()
        {
            return false;
        }
        if matches!(
            lemma,
            "support"
                | "back"
                | "defend"
                | "favor"
                | "favour"
                | "advocate"
                | "champion"
                | "side"
                | "ally"
                | "align"
        ) {
            let matter = self.args.patients.iter().fold(0, |all, &o| all | coder.phrase_classes(o))
                & (coder.class.proposal | coder.class.deal | coder.class.talk | coder.class.fight)
                != 0;
            // "champions democracy" supports nobody.
            let creed = matches!(lemma, "advocate" | "champion" | "favor" | "favour");
            return !(creed && self.targets().is_empty())
                && (self.weighty_target()
                    || matter && self.source_is(Traits::KNOWN | Traits::STATE | Traits::OFFICIAL));
        }
        if matches!(lemma, "recognize" | "recognise") {
            return self.source_is(
                Traits::STATE | Traits::OFFICIAL | Traits::LAWMAKER | Traits::ORGANISED,
            );
        }
        if matches!(lemma, "sign" | "ratify" | "initial" | "ink" | "conclude") {
            // "signed him to a contract"
            let hired = self.targets().iter().any(|target| {
                target.is(Traits::PERSON) && self.args.patients.contains(&target.head)
            });
            return !hired && self.has(coder.class.agreement | coder.class.deal);
        }
        !self.targets().is_empty()
            || self.args.patients.iter().any(|&object| {
                coder.phrase_classes(object)
                    & (coder.class.proposal
                        | coder.class.deal
                        | coder.class.reform
                        | coder.class.talk
                        | coder.class.relation)
                    != 0
                    || matches!(
                        coder.doc.lemma(object),
                        "decision"
                            | "statement"
                            | "move"
                            | "effort"
                            | "speech"
                            | "nomination"
                            | "victory"
                            | "step"
                            | "announcement"
                            | "ruling"
                            | "progress"
                            | "outcome"
                            | "news"
                    )
            })
    }

    pub(super) fn request(&self) -> bool {
        let class = &self.coder.class;
        let typed = self.act.below.is_some();
        if self.act.operator == Some(Operator::Want)
            && !self
                .targets()
                .iter()
                .any(|target| !target.is(Traits::CROWD) && self.reach(target) <= Reach::Complement)
        {
            return false;
        }
        // "demanded to know"
        if self.coder.doc.children_as(self.verb, &[Dep::Xcomp]).any(|clause| {
            matches!(self.coder.doc.lemma(clause), "know" | "see" | "hear" | "understand")
        }) {
            return false;
        }
        // Who is asked is the subject of what is asked for.
        if matches!(self.act.operator, Some(Operator::Propose | Operator::Insist))
            && self.coder.doc.child(self.verb, &[Dep::Ccomp]).is_some()
            && !self.targets().is_empty()
            && self.targets().iter().all(|target| self.reach(target) == Reach::Far)
        {
            return false;
        }
        if self.weighty_target() {
            let bare_order = self.lemma() == "order"
                && !typed
                && self.coder.doc.child(self.verb, &[Dep::Xcomp, Dep::Ccomp]).is_none();
            return !bare_order;
        }
        typed
            || self.has(
                class.reform
                    | class.aid
                    | class.talk
                    | class.deal
                    | class.restraint
                    | class.fight
                    | class.inquiry
                    | class.captive,
            )
    }

    pub(super) fn accuse(&self) -> bool {
        let coder = self.coder;
        if self.act.mode == Some("investigate") {
            return self.political_source()
                && (self.weighty_target()
                    || self.source_is(Traits::JUDICIAL | Traits::LAWMAKER)
                    || self.has(coder.class.abuse));
        }
        let attributive = coder.doc.dep(self.verb) == Dep::Relcl;
        // "laments hosting refugees" blames no refugees.
        let clause = coder.doc.child(self.verb, &[Dep::Xcomp]).is_some();
        // "blamed the attack on a film" accuses nobody.
        if self.act.mode == Some("allege") && self.targets().is_empty() && !self.args.passive {
            return false;
        }
        if clause && self.targets().iter().all(|target| self.reach(target) > Reach::Inside) {
            return false;
        }
        !self.targets().is_empty() || self.source_is(Traits::KNOWN | Traits::STATE) && !attributive
    }

    pub(super) fn reject(&self) -> bool {
        let coder = self.coder;
        let class = &coder.class;
        if self.act.named != EventType::Reject || clause::is_negated(coder.doc, self.verb) {
            return self.political_source() && coder.doc.dep(self.verb) != Dep::Relcl;
        }
        let against: Vec<TokenId> = coder.after(self.args, &["against", "to"]).collect();
        let objects = self
            .args
            .patients
            .iter()
            .chain(&against)
            .fold(0, |all, &o| all | coder.phrase_classes(o));
        // "opposed the war in Ostland" says no to nobody there.
        if objects & class.fight != 0
            && objects & (class.proposal | class.talk | class.deal) == 0
            && self.act.below.is_none()
        {
            return false;
        }
        // "was asked to leave, and refused"
        let bare = self.args.patients.is_empty()
            && against.is_empty()
            && coder.doc.child(self.verb, &[Dep::Xcomp, Dep::Ccomp]).is_none();
        if bare && self.act.operator.is_some() && self.targets().is_empty() {
            return false;
        }
        let near_target = self.targets().iter().any(|target| {
            let foreign = self.sources().iter().any(|source| source.abroad_of(*target));
            weighty(target) && (foreign || self.reach(target) <= Reach::Inside)
        });
        if near_target
            || self.act.below.is_some()
            || objects
                & (class.proposal
                    | class.talk
                    | class.aid
                    | class.deal
                    | class.reform
                    | class.fight
                    | class.restraint
                    | class.peacekeeper)
                != 0
        {
            return true;
        }
        self.source_is(Traits::STATE | Traits::REBEL | Traits::FORCES | Traits::ORGANISED)
            && coder.doc.child(self.verb, &[Dep::Xcomp]).is_some()
            && !clause::in_quotes(coder.doc, self.verb)
    }

    pub(super) fn threaten(&self) -> bool {
        let class = &self.coder.class;
        if self.act.operator == Some(Operator::Warn) && self.act.mode.is_none() {
            if self.args.patients.is_empty()
                && self.coder.after(self.args, &["against", "of"]).next().is_some()
            {
                return false;
            }
            if self.source_is(Traits::ARMED) && !self.targets().is_empty() {
                return true;
            }
            // "warned that the deal was a mistake" threatens nobody.
            if !self.targets().iter().any(|target| self.reach(target) == Reach::Argument) {
                return false;
            }
            return self.target_is(Traits::POLITICAL | Traits::KNOWN)
                && self.source_is(Traits::POLITICAL | Traits::KNOWN);
        }
        self.weighty_target() || self.act.mode.is_some() || self.has(class.consequence)
    }

    pub(super) fn concede(&self) -> bool {
        if self.act.operator != Some(Operator::Allow) {
            return true;
        }
        self.source_is(
            Traits::STATE | Traits::OFFICIAL | Traits::JUDICIAL | Traits::ARMED | Traits::ORGANISED,
        ) && self.targets().iter().any(|party| {
            party.is(Traits::POLITICAL
                | Traits::CIVIL
                | Traits::CROWD
                | Traits::KNOWN
                | Traits::PERSON)
        })
    }
}
