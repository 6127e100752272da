//! Speech acts and other verbs that take an act below them and give the final type.
//!
//! An act only promised, asked, threatened or refused is coded by the speech act. What is promised decides
//! too: to yield is CONCEDE, to fight THREATEN, anything else AGREE. PLOVER's manual files promised yielding
//! under AGREE, CONCEDE or RETREAT in different places; CAMEO keeps it in root 03.

use chancery_nlp::{Dep, Pos, TokenId};

use super::EventType;
use super::coder::{Act, Args, Coder};
use super::lexicon::{Operator, Reading};
use crate::clause;

use EventType::{
    Accuse, Agree, Aid, Assault, Coerce, Concede, Consult, Cooperate, Mobilize, Protest, Reject,
    Request, Retreat, Sanction, Support, Threaten,
};

/// Acts by what a promise of them amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    /// Consulting, supporting, cooperating, aiding, agreeing.
    Cooperation,
    /// Conceding, retreating.
    Yielding,
    /// Sanctions, coercion, violence, protest, mobilisation, threats.
    Conflict,
    /// Requests, rejections, accusations.
    Verbal,
}

pub(super) fn group(event_type: EventType) -> Group {
    match event_type {
        Agree | Consult | Support | Cooperate | Aid => Group::Cooperation,
        Concede | Retreat => Group::Yielding,
        Sanction | Coerce | Assault | Protest | Mobilize | Threaten => Group::Conflict,
        Request | Reject | Accuse => Group::Verbal,
    }
}

impl Coder<'_> {
    /// What a reading makes of `token`.
    pub(super) fn resolve(
        &self,
        token: TokenId,
        reading: Reading,
        args: &Args,
        depth: u32,
    ) -> Option<Act> {
        match reading {
            Reading::Nothing => None,
            Reading::Act { event_type, mode, cameo, roles } => {
                Some(Act { cameo, roles, ..Act::plain(token, event_type, mode) })
            }
            Reading::Operator(operator) => self.operate(token, operator, args, depth),
        }
    }

    fn operate(&self, token: TokenId, operator: Operator, args: &Args, depth: u32) -> Option<Act> {
        let below = self.complements(token).into_iter().find_map(|c| self.act_within(c, depth));
        let (event_type, mode) = self.speech_act(token, operator, args, below.as_ref())?;
        let own = below.filter(|act| act.event_type == event_type && operator == Operator::Decide);
        Some(Act {
            token,
            event_type,
            mode,
            cameo: own.and_then(|act| act.cameo),
            roles: own.map_or(super::lexicon::Roles::Plain, |act| act.roles),
            named: event_type,
            operator: Some(operator),
            below: below.map(|act| (act.event_type, act.token)),
        })
    }

    fn speech_act(
        &self,
        token: TokenId,
        operator: Operator,
        args: &Args,
        below: Option<&Act>,
    ) -> Option<(EventType, Option<&'static str>)> {
        let lemma = self.doc.lemma(token);
        let negated = clause::is_negated(self.doc, token);
        match operator {
            Operator::Agree | Operator::Intend | Operator::Decide | Operator::Vow => {
                self.commitment(token, operator, args, below)
            }
            Operator::Request => {
                (!negated || lemma == "ask").then(|| (Request, self.request_mode(token, below)))
            }
            Operator::Want => {
                // What one state wants of another it asks, whatever it is.
                let foreign = || {
                    self.doc.children_as(token, &[Dep::Xcomp, Dep::Ccomp]).any(|clause| {
                        clause::own_subject(self.doc, clause)
                            .and_then(|subject| self.states.at(subject))
                            .is_some()
                    })
                };
                (below.is_some() || foreign()).then_some(())?;
                // "wanted to thank him" asks nobody.
                let other = !args.patients.is_empty()
                    || self
                        .doc
                        .children_as(token, &[Dep::Xcomp, Dep::Ccomp])
                        .any(|clause| clause::own_subject(self.doc, clause).is_some());
                other.then_some(())?;
                (!negated).then(|| (Request, self.request_mode(token, below)))
            }
            Operator::Insist => (self.is_subjunctive(token) && !negated)
                .then(|| (Request, self.request_mode(token, below))),
            Operator::Propose => match below?.event_type {
                Consult | Cooperate | Aid | Agree | Support => Some((Agree, None)),
                // "suggested that they had …" asks for nothing.
                _ if lemma == "suggest" && !self.is_subjunctive(token) => None,
                _ => Some((Request, self.request_mode(token, below))),
            },
            Operator::Reject => {
                if negated || self.is_silence(token, below) {
                    return None;
                }
                let mode =
                    if lemma == "veto" { Some("yield") } else { self.request_mode(token, below) };
                Some((Reject, mode))
            }
            Operator::Threaten | Operator::Warn => Some((Threaten, threat_mode(below))),
            Operator::Allow => {
                let access = args.patients.iter().chain(&self.complements(token)).any(|&object| {
                    self.phrase_classes(object) & (self.class.peacekeeper | self.class.aid) != 0
                        || self.clause_subject_classes(object) & self.class.peacekeeper != 0
                });
                if negated {
                    return Some((Reject, Some("yield")));
                }
                Some(if access { (Retreat, Some("access")) } else { (Concede, None) })
            }
            Operator::Try => {
                let act = below?;
                let violent = matches!(act.event_type, Assault | Coerce);
                let direct = self.doc.head(act.token) == Some(token) && self.is_verb(act.token);
                (violent && direct).then_some((act.event_type, act.mode))
            }
            Operator::Deny => {
                // "denied Iran's claim": somebody's words are contradicted.
                let claim = args.patients.iter().any(|&object| {
                    let nominal = clause::noun_arguments(self.doc, object);
                    let mut owners = nominal.agents.into_iter().chain(nominal.modifiers);
                    owners.any(|head| self.party(head).is_some_and(|p| p.country.is_some()))
                });
                (claim && !negated).then_some((Reject, None))
            }
        }
    }

    /// *that Ostland withdraw*, *that it should*
    fn is_subjunctive(&self, token: TokenId) -> bool {
        self.doc.children_as(token, &[Dep::Ccomp]).any(|clause| {
            self.doc.tag(clause) == chancery_nlp::Tag::Vb
                && clause::modal(self.doc, clause).is_none_or(|m| m == clause::Modal::Must)
                || clause::modal(self.doc, clause) == Some(clause::Modal::Must)
        })
    }

    fn clause_subject_classes(&self, clause: TokenId) -> u64 {
        clause::own_subject(self.doc, clause).map_or(0, |subject| self.phrase_classes(subject))
    }

    fn commitment(
        &self,
        token: TokenId,
        operator: Operator,
        args: &Args,
        below: Option<&Act>,
    ) -> Option<(EventType, Option<&'static str>)> {
        let doc = self.doc;
        let lemma = doc.lemma(token);
        let grants = matches!(lemma, "agree" | "accept" | "consent");
        let reprisal =
            || args.patients.iter().any(|&o| self.phrase_classes(o) & self.class.reprisal != 0);
        if matches!(lemma, "promise" | "pledge" | "vow") && reprisal() {
            return Some((Threaten, None));
        }
        if clause::is_negated(doc, token) {
            return (operator == Operator::Agree).then_some((Reject, None));
        }
        if operator == Operator::Intend && self.is_far(token, below) {
            return None;
        }
        let Some(act) = below else {
            return match operator {
                Operator::Vow
                    if self.clause_classes(token)
                        & (self.class.reprisal | self.class.attacking)
                        != 0 =>
                {
                    Some((Threaten, None))
                }
                Operator::Agree | Operator::Vow => Some((Agree, None)),
                _ => None,
            };
        };
        if clause::is_negated(doc, act.token) {
            return Some(match group(act.event_type) {
                Group::Cooperation | Group::Yielding => (Reject, None),
                Group::Conflict | Group::Verbal => (Agree, None),
            });
        }
        match group(act.event_type) {
            Group::Conflict => Some(match operator {
                Operator::Decide if lemma == "resolve" && act.event_type != Sanction => {
                    (Threaten, threat_mode(below))
                }
                Operator::Decide if act.event_type != Threaten => (act.event_type, act.mode),
                Operator::Agree if grants => (Agree, None),
                // "pledged to send troops": to a friend; a threat is vowed or intended.
                Operator::Agree if act.event_type == Mobilize => (Agree, None),
                _ => (Threaten, threat_mode(below)),
            }),
            Group::Yielding => Some((Concede, None)),
            Group::Cooperation => match operator {
                Operator::Decide => {
                    Some((act.event_type, act.mode)).filter(|_| act.event_type != Agree)
                }
                _ => Some((Agree, None)),
            },
            Group::Verbal => match (operator, act.event_type) {
                (Operator::Agree, Request) if grants && doc.pos(act.token) == Pos::Noun => {
                    Some((Concede, None))
                }
                (Operator::Agree, _) if lemma == "agree" => Some((Agree, None)),
                (Operator::Agree | Operator::Vow, event_type) => Some((event_type, act.mode)),
                // "voted to condemn": the vote is the condemnation.
                (Operator::Decide, event_type) if lemma == "vote" => Some((event_type, act.mode)),
                _ => None,
            },
        }
    }

    /// The act stands not in the infinitive itself but deeper: *plans to win and to end the war*.
    fn is_far(&self, token: TokenId, below: Option<&Act>) -> bool {
        let Some(infinitive) = self.doc.child(token, &[Dep::Xcomp]) else { return false };
        below.is_none_or(|act| {
            act.token != infinitive
                && self.verb_act(infinitive, &self.args(infinitive), 3).is_none()
        })
    }

    /// *declined to comment*, *refused to name*: nobody asked for a political act.
    fn is_silence(&self, token: TokenId, below: Option<&Act>) -> bool {
        let doc = self.doc;
        if !matches!(doc.lemma(token), "decline" | "refuse") {
            return false;
        }
        if below.is_some_and(|act| act.event_type == Accuse && self.is_verb(act.token)) {
            return true;
        }
        below.is_none_or(|act| act.event_type != Aid)
            && doc.children_as(token, &[Dep::Xcomp]).any(|verb| {
                matches!(
                    doc.lemma(verb),
                    "comment"
                        | "say"
                        | "address"
                        | "claim"
                        | "speculate"
                        | "predict"
                        | "rule"
                        | "believe"
                        | "elaborate"
                        | "disclose"
                        | "identify"
                        | "name"
                        | "discuss"
                        | "answer"
                        | "specify"
                )
            })
    }

    /// What is asked or refused: help, talks, change, or that somebody give way.
    pub(super) fn request_mode(&self, token: TokenId, below: Option<&Act>) -> Option<&'static str> {
        if let Some(act) = below {
            match act.event_type {
                Consult => return Some("meet"),
                Aid | Cooperate | Support | Agree => return Some("assist"),
                _ if act.mode == Some("resign") => return Some("change"),
                Retreat | Concede | Assault | Sanction | Coerce | Protest | Mobilize => {
                    return Some("yield");
                }
                Request | Reject | Accuse | Threaten => {}
            }
        }
        (self.clause_classes(token) & (self.class.reform | self.class.reforming) != 0)
            .then_some("change")
    }
}

/// With what somebody is threatened.
pub(super) fn threat_mode(below: Option<&Act>) -> Option<&'static str> {
    let act = below?;
    match act.event_type {
        Assault | Mobilize => Some("violence"),
        Coerce if act.mode == Some("arrest") => Some("arrest"),
        Coerce => Some("restrict"),
        Protest if act.mode == Some("boycott") => Some("restrict"),
        Sanction if act.mode == Some("expel") => Some("expel"),
        Sanction | Reject => Some("relations"),
        _ => None,
    }
}
