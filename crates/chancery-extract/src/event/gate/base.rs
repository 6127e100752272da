//! The gates that every act passes: it has parties, is told as a fact, and is no everyday crime.

use chancery_nlp::{Dep, Pos, Tag, TokenId};

use super::Case;
use crate::clause;
use crate::event::EventType;
use crate::event::operator::{Group, group};
use crate::event::party::{Party, Traits};

impl<'a> Case<'_, 'a> {
    /// The least that an act needs: a political source, or a civil one facing somebody political.
    pub(super) fn has_parties(&self) -> bool {
        let somebody = !self.sources().is_empty();
        match self.act.event_type {
            EventType::Protest => somebody,
            EventType::Assault | EventType::Coerce => {
                self.source_is(Traits::POLITICAL)
                    || somebody && !self.targets().is_empty()
                    || !somebody
                        && !self.is_done_by_a_thing()
                        && (self.target_is(Traits::POLITICAL | Traits::OFFICIAL)
                            || !self.targets().is_empty() && self.coder.names_a_country(self.verb))
            }
            EventType::Sanction
            | EventType::Retreat
            | EventType::Aid
            | EventType::Concede
            | EventType::Mobilize
            | EventType::Accuse
                if !somebody =>
            {
                // "an editorial that accuses him": who does is not told, and is no secret either.
                let hidden = self.act.event_type != EventType::Accuse
                    || !self.coder.is_verb(self.verb)
                    || clause::is_passive(self.coder.doc, self.verb);
                hidden && self.target_is(Traits::POLITICAL) && self.coder.names_a_country(self.verb)
            }
            // What a crowd asks of nobody in particular it asks of those in power.
            EventType::Request if self.asks_of_power() => true,
            _ => {
                self.political_source()
                    || somebody
                        && self.target_is(Traits::POLITICAL)
                        && self
                            .sources()
                            .iter()
                            .chain(self.targets())
                            .any(|party| party.country.is_some() || party.is(Traits::KNOWN))
            }
        }
    }

    /// *Footage captured her*: the subject is no weapon and no fight, and nobody stands behind it.
    fn is_done_by_a_thing(&self) -> bool {
        let doc = self.coder.doc;
        let class = &self.coder.class;
        let means = class.weapon | class.hardware | class.fight;
        doc.child(self.verb, &[Dep::Dobj]).is_some()
            && clause::own_subject(doc, self.verb).is_some_and(|subject| {
                doc.pos(subject) == Pos::Noun && self.coder.phrase_classes(subject) & means == 0
            })
    }

    /// Told as a fact: no question, no rhetoric, no habit, no generic *those who*.
    pub(super) fn is_asserted(&self) -> bool {
        let doc = self.coder.doc;
        let verb = self.verb;
        let act = self.act;
        let same = !self.sources().is_empty()
            && !self.targets().is_empty()
            && self.sources().iter().all(|s| {
                self.targets().iter().any(|t| s.same(*t) || self.coder.is_namesake(*s, *t))
            });
        if same {
            return false;
        }
        if act.event_type != EventType::Reject
            && self.args.patients.iter().any(|&object| {
                doc.children_as(object, &[Dep::Det])
                    .any(|det| matches!(doc.lower(det), "no" | "little"))
            })
        {
            return false;
        }
        let sent = doc.sent(verb);
        let question = sent.iter().rev().take(3).any(|token| doc.word(token) == "?");
        if question {
            return false;
        }
        if clause::in_quotes(doc, verb)
            && (!matches!(doc.tag(verb), Tag::Vbd | Tag::Vbn) || self.sources().is_empty())
        {
            return false;
        }
        if doc.children_as(verb, &[Dep::Mark]).any(|mark| {
            matches!(doc.lower(mark), "until" | "before" | "whether" | "unless" | "lest")
        }) {
            return false;
        }
        if matches!(doc.dep(verb), Dep::Relcl | Dep::Acl)
            && let Some(noun) = doc.head(verb)
            && matches!(doc.tag(noun), Tag::Nn | Tag::Nns)
            && doc
                .child(noun, &[Dep::Det, Dep::Poss, Dep::Amod, Dep::Compound, Dep::Nummod])
                .is_none()
        {
            return false;
        }
        if self.is_background() {
            return false;
        }
        let material = matches!(group(act.event_type), Group::Conflict | Group::Yielding)
            && act.event_type != EventType::Threaten
            || matches!(act.event_type, EventType::Aid | EventType::Cooperate | EventType::Consult);
        let habitual = matches!(doc.tag(verb), Tag::Vbz | Tag::Vbp)
            && doc.child(verb, &[Dep::Aux]).is_none()
            && doc.dep(verb) != Dep::Root
            && act.operator.is_none();
        !(material && habitual)
    }

    /// A crowd demands that somebody yield, or what only those in power can give.
    fn asks_of_power(&self) -> bool {
        let class = &self.coder.class;
        let yields = self.act.below.is_some_and(|(below, _)| group(below) == Group::Yielding);
        let known = self.sources().iter().any(|party| party.country.is_some());
        self.source_is(Traits::CROWD)
            && (yields
                || known
                    && self.lemma() == "demand"
                    && self.has(class.reform | class.aid | class.restraint | class.captive))
    }

    /// Clauses that tell of nothing done: below an adjective (*comfortable telling*), *when* with a present, a
    /// participle after a noun that leaves its doer out (*the man accused of*), what the parser could not place.
    fn is_background(&self) -> bool {
        let doc = self.coder.doc;
        let verb = self.verb;
        let mut first = verb;
        while doc.dep(first) == Dep::Conj && clause::own_subject(doc, first).is_none() {
            let Some(head) = doc.head(first) else { break };
            first = head;
        }
        if doc.dep(first) == Dep::Xcomp
            && doc.head(first).is_some_and(|head| doc.pos(head) == Pos::Adj)
        {
            return true;
        }
        // "is comfortable telling"
        if doc.dep(verb) == Dep::Advcl
            && doc.tag(verb) == Tag::Vbg
            && doc.head(verb).is_some_and(|head| {
                doc.lemma(head) == "be" && doc.child(head, &[Dep::Acomp]).is_some_and(|a| a < verb)
            })
            && verb.0 > 0
            && doc.word(TokenId(verb.0 - 1)) != ","
        {
            return true;
        }
        if doc.dep(verb) == Dep::Dep || doc.dep(verb) == Dep::Pobj && self.coder.is_verb(verb) {
            return true;
        }
        if doc.dep(verb) == Dep::Advcl
            && matches!(doc.tag(verb), Tag::Vbz | Tag::Vbp)
            && doc.children_as(verb, &[Dep::Advmod, Dep::Mark]).any(|mark| {
                matches!(doc.lower(mark), "when" | "whenever" | "while" | "as" | "where")
            })
        {
            return true;
        }
        let words = group(self.act.event_type) == Group::Verbal;
        let crowd = self.sources().iter().all(|party| party.is(Traits::CROWD));
        words
            && match doc.dep(verb) {
                Dep::Acl => match doc.tag(verb) {
                    Tag::Vbn => self.sources().is_empty(),
                    Tag::Vbg => crowd,
                    _ => false,
                },
                Dep::Relcl => self.sources().is_empty() && self.args.passive,
                // "leaders who backed the bloc, pushing for trade"
                Dep::Advcl => doc.tag(verb) == Tag::Vbg && self.targets().is_empty(),
                _ => false,
            }
    }

    /// Speech acts of private people count only toward somebody political.
    pub(super) fn speaker(&self) -> bool {
        if self.act.event_type == EventType::Request && self.asks_of_power() {
            return true;
        }
        let private = |party: &Party<'a>| {
            !party.is(Traits::POLITICAL | Traits::STATE | Traits::ORGANISED | Traits::KNOWN)
                || party.is(Traits::JOURNALIST | Traits::CIVIL) && !party.is(Traits::POLITICAL)
        };
        if self.sources().is_empty() || !self.sources().iter().all(private) {
            return true;
        }
        if self.act.event_type == EventType::Threaten && self.act.mode.is_some() {
            return self.sources().iter().any(|party| party.country.is_some());
        }
        self.target_is(Traits::POLITICAL)
            && self.sources().iter().any(|party| {
                party.country.is_some()
                    || party.is(Traits::CIVIL | Traits::OFFICIAL | Traits::PERSON)
            })
    }

    /// The sentence speaks of robbers, drunk drivers, gangs or bail.
    pub(super) fn is_everyday_crime(&self) -> bool {
        let doc = self.coder.doc;
        doc.sent(self.verb).iter().any(|token| {
            matches!(
                doc.lemma(token),
                "bail"
                    | "burglar"
                    | "burglary"
                    | "carjack"
                    | "cocaine"
                    | "courtroom"
                    | "drunk"
                    | "extortion"
                    | "gang"
                    | "heroin"
                    | "inmate"
                    | "jewel"
                    | "jewellery"
                    | "jewelry"
                    | "mob"
                    | "racketeering"
                    | "rape"
                    | "robber"
                    | "robbery"
                    | "shoplift"
                    | "theft"
                    | "thief"
            )
        })
    }

    /// Violence, arrests, charges and inquiries of everyday crime: nobody takes part who stands for a state
    /// or a cause, and the sentence speaks of neither war nor dissent.
    pub(super) fn is_crime(&self) -> bool {
        let policing = match self.act.event_type {
            EventType::Assault => true,
            EventType::Coerce => matches!(self.act.mode, Some("arrest" | "seize")),
            EventType::Accuse => {
                self.act.mode == Some("investigate")
                    || self.act.mode == Some("allege")
                        && matches!(self.lemma(), "charge" | "indict" | "arraign" | "sue")
            }
            EventType::Sanction => self.act.mode == Some("convict"),
            EventType::Concede => {
                matches!(self.lemma(), "acquit" | "drop" | "absolve" | "exonerate")
            }
            _ => false,
        };
        // What police and gunmen do besides: clear a house, free hostages, give up.
        let duty = matches!(
            self.act.event_type,
            EventType::Aid | EventType::Retreat | EventType::Threaten | EventType::Coerce
        ) && !self.sources().is_empty()
            && self.sources().iter().all(|party| {
                party.is(Traits::POLICE)
                    || matches!(
                        self.coder.doc.lemma(party.head),
                        "gunman" | "officer" | "deputy" | "prosecutor" | "suspect" | "shooter"
                    )
            });
        if !policing && !duty {
            return false;
        }
        let doc = self.coder.doc;
        let sheriff = doc.sent(self.verb).iter().any(|token| doc.lemma(token) == "sheriff");
        let public = |party: &Party<'a>| {
            let forces = party.is(Traits::FORCES) && !party.is(Traits::POLICE);
            let armed = party.is(Traits::ARMED)
                && !party.is(Traits::POLICE | Traits::PERSON)
                && self.coder.is_plural(party.head);
            // A sheriff's deputy sits in no parliament.
            let lawmaker = party.is(Traits::LAWMAKER) && !sheriff;
            forces || armed || lawmaker || party.is(Traits::STATE | Traits::REBEL)
        };
        let organised =
            |party: &Party<'a>| party.is(Traits::ORGANISED) && !party.is(Traits::POLICE);
        let shooting = self.act.event_type == EventType::Assault && self.source_is(Traits::POLICE);
        let parties = || self.sources().iter().chain(self.targets());
        let official = self.targets().iter().any(|party| {
            party.is(Traits::OFFICIAL | Traits::JOURNALIST) && !party.is(Traits::POLICE)
                || organised(party)
        });
        let abroad = self.sources().iter().any(|s| self.targets().iter().any(|t| s.abroad_of(*t)));
        let coder = self.coder;
        let unrest = || {
            coder.doc.sent(self.verb).iter().any(|token| {
                coder.classes(token) & coder.class.unrest != 0 && coder.doc.lemma(token) != "mob"
            })
        };
        if shooting {
            return false;
        }
        if self.is_everyday_crime() && !abroad && !unrest() {
            return true;
        }
        !(parties().any(public) || official || abroad || unrest())
    }
}
