//! The act that a word names, alone or through what hangs on it.

use chancery_nlp::{Dep, Pos, TokenId};

use super::EventType;
use super::coder::{Act, Args, Coder};
use super::lexicon::{Operator, Reading};
use crate::clause;

/// How many words an operator may stand above the act that it governs.
const DEPTH: u32 = 5;

impl Coder<'_> {
    /// The act named by `token`, a verb or noun, or by what completes it.
    pub(super) fn act(&self, token: TokenId) -> Option<Act> {
        self.act_within(token, DEPTH)
    }

    pub(super) fn act_within(&self, token: TokenId, depth: u32) -> Option<Act> {
        let depth = depth.checked_sub(1)?;
        let doc = self.doc;
        if self.is_verb(token) {
            if let Some(act) = self.verb_act(token, &self.args(token), depth) {
                return Some(act);
            }
        } else if matches!(doc.pos(token), Pos::Noun | Pos::Propn | Pos::Adj)
            && let Some(act) = self.noun_act(token, depth)
        {
            return Some(act);
        }
        self.below(token, depth)
    }

    /// The first act among what completes `token`.
    pub(super) fn below(&self, token: TokenId, depth: u32) -> Option<Act> {
        let complements = self.complements(token);
        if let Some(act) = complements.into_iter().find_map(|c| self.act_within(c, depth)) {
            return Some(act);
        }
        let doc = self.doc;
        if !self.is_verb(token) {
            return None;
        }
        doc.children_as(token, &[Dep::Conj])
            .filter(|&verb| self.is_verb(verb))
            .find_map(|verb| self.act_within(verb, depth))
    }

    /// What may hold the act that `token` governs, nearest first.
    pub(super) fn complements(&self, token: TokenId) -> Vec<TokenId> {
        let doc = self.doc;
        let mut found = Vec::new();
        for &child in doc.children(token) {
            match doc.dep(child) {
                Dep::Xcomp | Dep::Ccomp | Dep::Pcomp | Dep::Dobj | Dep::Nsubjpass | Dep::Acl => {
                    found.push(child);
                }
                Dep::Advcl if child > token && !self.is_background(child) => found.push(child),
                _ => {}
            }
        }
        for &child in doc.children(token) {
            let preposition = matches!(doc.dep(child), Dep::Prep | Dep::Dative)
                && matches!(
                    doc.lower(child),
                    "to" | "for"
                        | "on"
                        | "upon"
                        | "against"
                        | "of"
                        | "from"
                        | "in"
                        | "at"
                        | "about"
                        | "with"
                        | "over"
                );
            if preposition {
                found.extend(doc.children_as(child, &[Dep::Pobj, Dep::Pcomp]));
            }
        }
        found
    }

    /// *as …*, *after …*, *because …*: what such a clause tells is no part of the act.
    fn is_background(&self, verb: TokenId) -> bool {
        self.doc.children_as(verb, &[Dep::Mark, Dep::Advmod]).any(|mark| {
            matches!(
                self.doc.lower(mark),
                "as" | "after"
                    | "when"
                    | "while"
                    | "because"
                    | "since"
                    | "before"
                    | "although"
                    | "though"
            )
        })
    }

    /// The act of a verb by its frames, else by the event noun that it lends its clause to.
    pub(super) fn verb_act(&self, verb: TokenId, args: &Args, depth: u32) -> Option<Act> {
        if let Some(frame) = self.frame(verb, args) {
            match frame.reading {
                Reading::Nothing => return None,
                reading => {
                    if let Some(act) = self.resolve(verb, reading, args, depth) {
                        return Some(act);
                    }
                }
            }
        }
        self.light_act(verb, args, depth)
    }

    /// *held talks*, *launched an attack*, *announced a suspension of aid*
    pub(super) fn light_act(&self, verb: TokenId, args: &Args, depth: u32) -> Option<Act> {
        let doc = self.doc;
        let light = self.lexicon.entry(self.words[verb.index()]).light;
        if !light.object {
            return None;
        }
        let particle = self.after(args, &["out", "in", "with", "up"]).filter(|_| {
            matches!(doc.lemma(verb), "carry" | "begin" | "engage" | "step" | "continue")
        });
        // "made the visit to prepare for …": the noun may be parsed as subject of the infinitive.
        let misread = doc
            .children_as(verb, &[Dep::Ccomp])
            .filter(|_| args.patients.is_empty())
            .filter_map(|clause| clause::own_subject(doc, clause));
        for object in args.patients.iter().copied().chain(particle).chain(misread) {
            if doc.children(object).iter().any(|&c| doc.lower(c) == "joint")
                && !matches!(
                    doc.lemma(object),
                    "statement"
                        | "communique"
                        | "communiqué"
                        | "conference"
                        | "declaration"
                        | "letter"
                )
                && matches!(
                    doc.lemma(verb),
                    "hold" | "conduct" | "stage" | "carry" | "launch" | "begin" | "start" | "mount"
                )
            {
                return Some(Act { token: verb, ..Act::plain(object, EventType::Cooperate, None) });
            }
            let planned = matches!(doc.lemma(object), "plan" | "intention" | "decision");
            if planned && !light.announce {
                continue;
            }
            let act = self.noun_act(object, depth).or_else(|| {
                (self.classes(object) & self.class.quantity != 0)
                    .then(|| self.of_objects(object).find_map(|of| self.noun_act(of, depth)))
                    .flatten()
            });
            if act.is_some() {
                return act;
            }
        }
        None
    }

    pub(super) fn of_objects(&self, noun: TokenId) -> impl Iterator<Item = TokenId> + '_ {
        clause::preposition_objects(self.doc, noun)
            .filter(|&(preposition, _)| self.doc.lower(preposition) == "of")
            .map(|(_, object)| object)
    }

    /// The act that a noun names.
    pub(super) fn noun_act(&self, noun: TokenId, depth: u32) -> Option<Act> {
        let mut act = None;
        for row in &self.lexicon.entry(self.words[noun.index()]).nouns {
            let fits = row.words.is_empty() || {
                let mut found = false;
                self.for_each_word(noun, &mut |word, _| {
                    found |= row.words.contains(&super::frame::Term::Word(word));
                });
                found
            };
            if fits {
                act = Some(row.reading);
                break;
            }
        }
        match act? {
            Reading::Nothing => None,
            Reading::Operator(operator) => {
                let asks = matches!(operator, Operator::Request | Operator::Propose);
                if asks && self.doc.lemma(noun) == "call" && self.complements(noun).is_empty() {
                    return None;
                }
                let args = Args {
                    passive: false,
                    agents: Vec::new(),
                    patients: Vec::new(),
                    recipients: Vec::new(),
                    prepositions: clause::preposition_objects(self.doc, noun).collect(),
                };
                self.resolve(noun, Reading::Operator(operator), &args, depth)
            }
            reading @ Reading::Act { .. } => {
                let doc = self.doc;
                let Reading::Act { mut event_type, mut mode, mut cameo, roles } = reading else {
                    return None;
                };
                if doc.lemma(noun) == "protest"
                    && clause::light_verb(doc, noun).is_some_and(|verb| {
                        matches!(doc.lemma(verb), "lodge" | "file" | "deliver" | "send")
                    })
                {
                    (event_type, mode, cameo) =
                        (EventType::Accuse, Some("disapprove"), Some("114"));
                }
                // "called a strike": of workers unless bombs and planes are named
                if doc.lemma(noun) == "strike"
                    && mode.is_none()
                    && clause::light_verb(doc, noun).is_some_and(|verb| {
                        matches!(
                            doc.lemma(verb),
                            "stage"
                                | "go"
                                | "organize"
                                | "organise"
                                | "call"
                                | "join"
                                | "hold"
                                | "begin"
                                | "end"
                        )
                    })
                {
                    (event_type, mode, cameo) = (EventType::Protest, Some("strike"), Some("143"));
                }
                let plain = Act::plain(noun, event_type, mode);
                Some(Act { cameo, roles, ..plain })
            }
        }
    }
}
