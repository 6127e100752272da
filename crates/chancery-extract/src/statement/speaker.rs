//! Who speaks: from the cue word to the noun phrase.

use chancery_nlp::{Dep, EntLabel, Pos, Tag, TokenId, TokenSpan};

use super::lexicon::Frame;
use super::reading::Reading;

/// How a verb comes by its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// Its own.
    Own,
    /// Its own, in the passive: the subject is no speaker.
    Passive,
    /// That of the verb with which it is coordinated.
    Conjunct,
    /// That of the verb above, or its object.
    Control,
    /// The noun that the participle or relative clause modifies.
    Noun,
    /// *it is, it seems*
    Expletive,
    /// None.
    None,
}

/// The head of a verb's subject, if it has one, and how it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Subject {
    pub(super) token: Option<TokenId>,
    pub(super) how: How,
}

/// A noun phrase that speaks, or is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Source {
    /// Its head.
    pub(super) head: TokenId,
    /// Its words, without relative clauses.
    pub(super) span: TokenSpan,
}

const SUBJECTS: [Dep; 4] = [Dep::Nsubj, Dep::Nsubjpass, Dep::Csubj, Dep::Csubjpass];

/// Deepest chain of verbs that is followed upwards.
const MOST_STEPS: u32 = 6;

impl Reading<'_, '_> {
    /// The subject of a verb: its own, else by coordination, control or modification.
    pub(super) fn subject(&self, verb: TokenId) -> Subject {
        let subject = self.subject_within(verb, MOST_STEPS);
        // `KYIV (Reuters) - The minister said`: the parser takes the place for the subject.
        let in_dateline = subject.token.and_then(|token| self.dateline_at(token));
        let beyond = in_dateline
            .and_then(|dateline| self.nearest_subject(verb).filter(|&token| token >= dateline.end));
        Subject { token: beyond.or(subject.token), ..subject }
    }

    fn subject_within(&self, verb: TokenId, steps: u32) -> Subject {
        const NONE: Subject = Subject { token: None, how: How::None };
        let doc = self.doc;
        let Some(steps) = steps.checked_sub(1) else { return NONE };
        let own = |how| move |token| Subject { token: Some(token), how };
        let mut subjects = doc.children_as(verb, &SUBJECTS);
        if let Some(first) = subjects.next() {
            // Of several the nearest before the verb: `that some say target …`.
            let token = subjects.take_while(|&next| next < verb).last().unwrap_or(first);
            let passive = matches!(doc.dep(token), Dep::Nsubjpass | Dep::Csubjpass);
            return Subject {
                token: Some(token),
                how: if passive { How::Passive } else { How::Own },
            };
        }
        if doc.child(verb, &[Dep::Expl]).is_some() {
            return Subject { token: None, how: How::Expletive };
        }
        let dep = doc.dep(verb);
        if !matches!(dep, Dep::Xcomp | Dep::Acl | Dep::Advcl) {
            let misread = doc
                .children_as(verb, &[Dep::Npadvmod, Dep::Dep, Dep::Nmod, Dep::Attr])
                .take_while(|&child| child < verb)
                .find(|&child| self.could_speak(child));
            if let Some(token) = misread {
                return own(How::Own)(token);
            }
        }
        let Some(head) = doc.head(verb) else { return NONE };
        if let Some(outer) = self.outer_verb(verb) {
            return self.subject_within(outer, steps);
        }
        match dep {
            Dep::Conj => {
                let subject = self.subject_within(head, steps);
                let how = if subject.how == How::Own { How::Conjunct } else { subject.how };
                Subject { how, ..subject }
            }
            Dep::Acl => {
                // `issued a statement saying …`: not the statement speaks, but who issued it.
                // `made an attempt to deflect it, saying …`: after a comma the subject goes on speaking.
                let document = self.lexicon.noun(doc.lemma(head)).has(Frame::Document);
                let above = match doc.dep(head) {
                    Dep::Dobj => doc.head(head).filter(|_| document || self.goes_on(verb)),
                    Dep::Pobj => doc
                        .head(head)
                        .filter(|_| document || self.goes_on(verb))
                        .and_then(|preposition| doc.head(preposition))
                        .filter(|&above| doc.pos(above) == Pos::Verb),
                    _ => None,
                };
                if let Some(above) = above {
                    let subject = self.subject_within(above, steps);
                    if subject.token.is_some() && subject.how != How::Passive {
                        return Subject { how: How::Control, ..subject };
                    }
                }
                // `adopted a plan to weaken him by calling him weak`: whose plan it is.
                if self.is_infinitive(verb)
                    && doc.dep(head) == Dep::Dobj
                    && self.lexicon.in_list("its owner acts", doc.lemma(head))
                    && let Some(above) = doc.head(head)
                {
                    let subject = self.subject_within(above, steps);
                    if subject.token.is_some() && subject.how != How::Passive {
                        return Subject { how: How::Control, ..subject };
                    }
                }
                own(How::Noun)(head)
            }
            Dep::Relcl | Dep::Amod => own(How::Noun)(head),
            Dep::Xcomp
            | Dep::Advcl
            | Dep::Pcomp
            | Dep::Prep
            | Dep::Ccomp
            | Dep::Oprd
            | Dep::Acomp
            | Dep::Attr
            | Dep::Dep
            | Dep::Parataxis
            | Dep::Advmod
            | Dep::Dobj
            | Dep::Pobj => {
                if dep == Dep::Xcomp
                    && !self.goes_on(verb)
                    && self.lexicon.in_list("object control", doc.lemma(head))
                    && let Some(object) = doc.child(head, &[Dep::Dobj])
                {
                    return own(How::Control)(object);
                }
                let subject = self.subject_within(head, steps);
                let how = match subject.how {
                    How::Passive | How::Expletive | How::None => subject.how,
                    _ => How::Control,
                };
                Subject { how, ..subject }
            }
            Dep::Aux => self.subject_within(head, steps),
            _ => NONE,
        }
    }

    /// *warned them, **noting** that*: after a comma the subject goes on speaking.
    fn goes_on(&self, verb: TokenId) -> bool {
        let doc = self.doc;
        doc.tag(verb) == Tag::Vbg
            && doc.subtree(verb).start.prev().is_some_and(|before| doc.word(before) == ",")
    }

    /// The outer verb of a verb of saying that the parser hangs inside the outer one's complement.
    ///
    /// A finite conjunct has the tense of the outer verb and not that of the verb beside which it hangs (*X
    /// said he is not … and **suggested***); a participle after a comma adds to the outermost verb of saying
    /// (*X denied that talks had failed, **saying***), unless it hangs on such a verb itself.
    pub(super) fn outer_verb(&self, verb: TokenId) -> Option<TokenId> {
        let doc = self.doc;
        let inner = doc.head(verb)?;
        if !self.reports(verb) {
            return None;
        }
        if let Some(subject) = doc.child(verb, &SUBJECTS) {
            // `X said the court should close, and he added that …`
            let goes_on = doc.dep(verb) == Dep::Conj
                && matches!(doc.lower(subject), "he" | "she" | "they")
                && self.speaks_beside_its_clause(verb, inner);
            return doc.head(inner).filter(|_| goes_on);
        }
        let above = |from: TokenId| doc.ancestors(from).take(MOST_STEPS as usize);
        match doc.dep(verb) {
            Dep::Conj
                if matches!(doc.tag(verb), Tag::Vbd | Tag::Vbz | Tag::Vbp)
                    && matches!(doc.pos(inner), Pos::Verb | Pos::Aux)
                    && (self.speaks_beside_its_clause(verb, inner)
                        || doc.tag(inner) != doc.tag(verb)
                            && !self.has_finite_auxiliary(inner, doc.tag(verb))) =>
            {
                above(inner).find(|&outer| {
                    (doc.tag(outer) == doc.tag(verb)
                        || self.has_finite_auxiliary(outer, doc.tag(verb)))
                        && doc.child(outer, &[Dep::Nsubj, Dep::Nsubjpass]).is_some()
                })
            }
            Dep::Advcl
                if self.goes_on(verb)
                    && !self.reports(inner)
                    && self.verb_frames(verb).has(Frame::Says) =>
            {
                let clauses = std::iter::once(inner).chain(above(inner));
                clauses
                    .filter_map(|clause| match doc.dep(clause) {
                        Dep::Ccomp => doc.head(clause).filter(|&outer| self.reports(outer)),
                        // `rejected the notion that talks had failed, arguing …`
                        Dep::Acl => doc
                            .ancestors(clause)
                            .find(|&outer| doc.pos(outer) == Pos::Verb)
                            .filter(|&outer| !self.verb_frames(outer).is_empty()),
                        _ => None,
                    })
                    .filter(|&outer| outer < inner)
                    .last()
            }
            _ => None,
        }
    }

    /// A verb of saying that the parser hangs on the verb of another's clause: *X noted that he had taught
    /// law and **added***. The outer verb's subject goes on speaking.
    fn speaks_beside_its_clause(&self, verb: TokenId, inner: TokenId) -> bool {
        let doc = self.doc;
        doc.dep(inner) == Dep::Ccomp
            && self.is_saying(verb)
            && !self.reports(inner)
            && self.quotation_at(verb).is_none()
            && doc.head(inner).is_some_and(|outer| {
                outer < inner && self.is_saying(outer) && doc.tag(outer) == doc.tag(verb)
            })
    }

    /// The verb group's tense is that of `tag`: *has said* is of the present.
    fn has_finite_auxiliary(&self, verb: TokenId, tag: Tag) -> bool {
        let doc = self.doc;
        doc.children_as(verb, &[Dep::Aux, Dep::Auxpass]).any(|auxiliary| doc.tag(auxiliary) == tag)
    }

    /// The verb says or thinks clauses.
    pub(super) fn reports(&self, verb: TokenId) -> bool {
        self.verb_frames(verb).has_any(&[Frame::Says, Frame::Believes, Frame::PersonInfinitive])
    }

    fn is_date(&self, token: TokenId) -> bool {
        self.doc.ent(token).is_some_and(|ent| matches!(ent.label, EntLabel::Date | EntLabel::Time))
    }

    /// A name or pronoun that is no date.
    fn could_speak(&self, token: TokenId) -> bool {
        let label = self.doc.ent(token).map(|ent| ent.label);
        !self.is_date(token)
            && (matches!(self.doc.pos(token), Pos::Propn | Pos::Pron)
                || matches!(label, Some(EntLabel::Person | EntLabel::Org)))
    }

    /// By whom, in the passive.
    pub(super) fn agent(&self, verb: TokenId) -> Option<TokenId> {
        let by = self.doc.child(verb, &[Dep::Agent])?;
        self.doc.child(by, &[Dep::Pobj])
    }

    /// The nearest noun, name or pronoun before the verb that could be its subject, or the one right after
    /// it: for verbs whose subject the parser has lost.
    pub(super) fn nearest_subject(&self, verb: TokenId) -> Option<TokenId> {
        const REACH: usize = 12;
        let doc = self.doc;
        let sent = doc.sent(verb);
        let before = TokenSpan { start: sent.start, end: verb };
        for token in before.iter().rev().take(REACH) {
            if matches!(doc.word(token), "." | "”" | "\"" | ":" | ";") {
                break;
            }
            let date = self.is_date(token);
            let inside = matches!(
                doc.dep(token),
                Dep::Pobj | Dep::Compound | Dep::Poss | Dep::Amod | Dep::Dobj
            );
            if matches!(doc.pos(token), Pos::Propn | Pos::Noun | Pos::Pron) && !inside && !date {
                return Some(token);
            }
            if doc.pos(token) == Pos::Verb && doc.dep(token) != Dep::Amod {
                break;
            }
        }
        let after = TokenSpan { start: verb.next(), end: sent.end };
        let first = after.iter().next()?;
        let is_object = |token| matches!(doc.dep(token), Dep::Dobj | Dep::Dative | Dep::Pobj);
        if !matches!(doc.pos(first), Pos::Propn | Pos::Pron | Pos::Det) || is_object(first) {
            return None;
        }
        after.iter().take(7).find(|&token| {
            matches!(doc.pos(token), Pos::Propn | Pos::Pron | Pos::Noun)
                && doc.dep(token) != Dep::Compound
        })
    }

    /// The noun phrase of `head` without relative, adverbial and complement clauses, without the modifier
    /// that holds `cue`, without a fronted phrase or dateline, without an age or participle after a comma.
    pub(super) fn noun_phrase(&self, head: TokenId, cue: Option<TokenId>) -> Source {
        let doc = self.doc;
        let mut span = self.phrase_around(head, cue);
        span = self.without_front(head, span);
        // `Trump on Tuesday`, `Jane Doe (Lab.)`
        let aside = TokenSpan { start: head.next(), end: span.end }.iter().find(|&token| {
            doc.word(token) == "("
                || doc.head(token) == Some(head)
                    && match doc.dep(token) {
                        Dep::Npadvmod => self.is_date(token),
                        Dep::Prep => self.is_time_phrase(token) || self.is_beside_a_person(token),
                        _ => false,
                    }
        });
        if let Some(aside) = aside {
            span.end = doc.subtree(aside).start.max(head.next()).min(aside);
        }
        let comma = TokenSpan { start: head.next(), end: span.end }.iter().find(|&token| {
            doc.word(token) == ","
                && token.next() < span.end
                && self.ends_a_name(head, token.next())
        });
        if let Some(comma) = comma {
            span.end = comma;
        }
        Source { head, span: self.trim_phrase(head, span) }
    }

    /// *Doe in her speech*: where or when a person speaks, not who it is.
    fn is_beside_a_person(&self, preposition: TokenId) -> bool {
        let doc = self.doc;
        let person = doc.head(preposition).and_then(|head| doc.ent(head));
        matches!(doc.lower(preposition), "in" | "during" | "on" | "after" | "before")
            && person.is_some_and(|ent| ent.label == EntLabel::Person)
    }

    /// What follows a comma is no apposition or conjunct: *…, 59*, *…, citing*, *…, in Kyiv*; or it is a long one.
    fn ends_a_name(&self, head: TokenId, after: TokenId) -> bool {
        /// Longest apposition that stays with the name.
        const LONGEST: usize = 9;
        let doc = self.doc;
        if doc.pos(after) == Pos::Num || matches!(doc.tag(after), Tag::Vbg | Tag::Vbn) {
            return true;
        }
        let of_head = doc.children(head).iter().find(|&&child| doc.subtree(child).contains(after));
        of_head.is_some_and(|&child| match doc.dep(child) {
            Dep::Conj | Dep::Punct | Dep::Cc => false,
            Dep::Appos => doc.subtree(child).len() > LONGEST,
            _ => true,
        })
    }

    /// The unbroken stretch around `head` of its subtree less what does not belong to a name.
    fn phrase_around(&self, head: TokenId, cue: Option<TokenId>) -> TokenSpan {
        /// Longest half of a phrase that is looked at.
        const REACH: u32 = 60;
        let doc = self.doc;
        let subtree = doc.subtree(head);
        let mut span = TokenSpan {
            start: subtree.start.max(TokenId(head.0.saturating_sub(REACH))),
            end: subtree.end.min(TokenId(head.0 + REACH)),
        };
        for token in span.iter() {
            if token == head {
                continue;
            }
            let own = doc.head(token) == Some(head);
            let clause = matches!(
                doc.dep(token),
                Dep::Relcl | Dep::Advcl | Dep::Ccomp | Dep::Parataxis | Dep::Xcomp
            );
            let focus = own
                && token < head
                && doc.dep(token) == Dep::Advmod
                && self.lexicon.in_list("focus adverb", doc.lower(token));
            let holds_cue = cue.is_some_and(|cue| doc.subtree(token).contains(cue))
                && matches!(
                    doc.dep(token),
                    Dep::Acl | Dep::Relcl | Dep::Advcl | Dep::Amod | Dep::Prep
                );
            if !(clause || focus || holds_cue) {
                continue;
            }
            let cut = doc.subtree(token);
            if cut.contains(head) {
                continue;
            }
            if token < head {
                span.start = span.start.max(cut.end.min(head));
            } else {
                span.end = span.end.min(cut.start.max(head.next()));
            }
        }
        span
    }

    /// Takes off what stands before the phrase proper: *In an interview with Y, the …*, *KAZAN - The …*.
    fn without_front(&self, head: TokenId, span: TokenSpan) -> TokenSpan {
        let doc = self.doc;
        let front = TokenSpan { start: span.start, end: head };
        let mut start = span.start;
        if matches!(doc.pos(span.start), Pos::Adp | Pos::Sconj)
            && let Some(comma) = front.iter().rfind(|&token| doc.word(token) == ",")
        {
            start = comma.next();
        }
        let dash = TokenSpan { start, end: head }.iter().take(7).rev().find(|&token| {
            matches!(doc.word(token), "—" | "–" | "--" | ")")
                || doc.word(token) == "-" && doc.token(token).space_after
        });
        if let Some(dash) = dash
            && !doc.word(start).chars().any(char::is_lowercase)
        {
            start = dash.next();
        }
        TokenSpan { start, end: span.end }
    }

    /// Takes punctuation, blanks and conjunctions off both ends, but not the marks of a nickname.
    fn trim_phrase(&self, head: TokenId, mut span: TokenSpan) -> TokenSpan {
        let doc = self.doc;
        let edge = |token: TokenId| {
            !self.is_mark(token)
                && (matches!(doc.pos(token), Pos::Punct | Pos::Space | Pos::Cconj)
                    || doc.dep(token) == Dep::Preconj)
        };
        while span.end.0 > head.0 + 1 && edge(TokenId(span.end.0 - 1)) {
            span.end.0 -= 1;
        }
        while span.start < head && edge(span.start) {
            span.start.0 += 1;
        }
        span
    }

    /// The subject of the active verb whose object the noun is, unless it is a pronoun as well.
    fn subject_of_governor(&self, noun: TokenId) -> Option<Source> {
        let doc = self.doc;
        let verb = doc.head(noun).filter(|_| doc.dep(noun) == Dep::Dobj)?;
        let subject = self.subject(verb);
        let token = subject.token.filter(|&token| doc.pos(token) != Pos::Pron)?;
        matches!(subject.how, How::Own | How::Conjunct | How::Control)
            .then(|| self.noun_phrase(token, Some(noun)))
    }

    /// Whose a noun is: *X's claim*, *a warning from X*, *the opinion of X*, *X made the claim*.
    pub(super) fn noun_source(&self, noun: TokenId) -> Option<(Source, NounSource)> {
        let doc = self.doc;
        if let Some(owner) = doc.child(noun, &[Dep::Poss]) {
            // `The guests posted their thoughts on it`: who posted them is named in full.
            let poster = self.subject_of_governor(noun).filter(|_| doc.pos(owner) == Pos::Pron);
            let source = poster.unwrap_or_else(|| self.noun_phrase(owner, None));
            return Some((source, NounSource::Owner));
        }
        // `Norway criticised the Polish decision to close it`: Poland's.
        let adjective = doc.children_as(noun, &[Dep::Amod]).find(|&child| {
            child < noun
                && doc.pos(child) == Pos::Adj
                && doc.ent(child).is_some_and(|ent| ent.label == EntLabel::Norp)
        });
        if let Some(adjective) = adjective {
            let span = TokenSpan::one(adjective);
            return Some((Source { head: adjective, span }, NounSource::Owner));
        }
        for preposition in doc.children_as(noun, &[Dep::Prep]) {
            let Some(object) = doc.child(preposition, &[Dep::Pobj]) else { continue };
            let named = doc.ent(object).is_some_and(|ent| {
                matches!(
                    ent.label,
                    EntLabel::Person | EntLabel::Org | EntLabel::Norp | EntLabel::Gpe
                )
            });
            match doc.lower(preposition) {
                "by" | "from" => {
                    return Some((self.noun_phrase(object, None), NounSource::By(preposition)));
                }
                "of" if named => {
                    return Some((self.noun_phrase(object, None), NounSource::By(preposition)));
                }
                _ => {}
            }
        }
        let head = doc.head(noun)?;
        match doc.dep(noun) {
            Dep::Dobj => {
                let subject = self.subject(head);
                if let Some(token) = subject.token
                    && subject.how != How::Passive
                {
                    return Some((self.noun_phrase(token, Some(noun)), NounSource::Verb));
                }
            }
            Dep::Nsubjpass => {
                if let Some(agent) = self.agent(head) {
                    return Some((self.noun_phrase(agent, None), NounSource::Verb));
                }
            }
            Dep::Pobj => {
                let verb = doc.head(head).filter(|&verb| doc.pos(verb) == Pos::Verb)?;
                let subject = self.subject(verb);
                if let Some(token) = subject.token
                    && matches!(subject.how, How::Own | How::Conjunct | How::Control)
                {
                    return Some((self.noun_phrase(token, Some(noun)), NounSource::Phrase));
                }
            }
            _ => {}
        }
        let modifier = doc.children_as(noun, &[Dep::Amod, Dep::Compound]).find(|&child| {
            doc.ent(child).is_some_and(|ent| {
                matches!(
                    ent.label,
                    EntLabel::Person | EntLabel::Org | EntLabel::Norp | EntLabel::Gpe
                )
            })
        })?;
        Some((Source { head: modifier, span: TokenSpan::one(modifier) }, NounSource::Modifier))
    }
}

/// How a noun comes by its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NounSource {
    /// *X's claim*
    Owner,
    /// *a claim by X*; the preposition.
    By(TokenId),
    /// *X made the claim*
    Verb,
    /// *X left with the hope*
    Phrase,
    /// *the Polish claim*
    Modifier,
}
