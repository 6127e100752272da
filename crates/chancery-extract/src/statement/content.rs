//! What is reported: from the complement of a cue to its words.

use chancery_nlp::{Dep, Pos, Tag, TokenId, TokenSpan};

use super::cue::Verb;
use super::lexicon::Frame;
use super::pieces::Pieces;
use super::reading::Reading;

/// What a clause begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ClauseKind {
    /// *that he would come*
    That,
    /// *whether he would come*
    Question,
    /// *he would come*
    Bare,
    /// *for him to come*
    Infinitive,
    /// *it a success*
    Small,
}

impl Reading<'_, '_> {
    /// The kind of a clause by its verb.
    pub(super) fn clause_kind(&self, clause: TokenId) -> ClauseKind {
        let doc = self.doc;
        if doc.child(clause, &[Dep::Mark]).is_some_and(|mark| doc.lower(mark) == "that") {
            return ClauseKind::That;
        }
        if self.is_infinitive(clause) {
            return ClauseKind::Infinitive;
        }
        let span = doc.subtree(clause);
        let first = span.iter().find(|&token| self.is_word(token)).unwrap_or(span.start);
        if self.lexicon.in_list("question word", doc.lower(first)) {
            return ClauseKind::Question;
        }
        let finite = |tag| matches!(tag, Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md);
        let is_finite = finite(doc.tag(clause))
            || doc.children_as(clause, &[Dep::Aux, Dep::Auxpass]).any(|aux| finite(doc.tag(aux)));
        if is_finite { ClauseKind::Bare } else { ClauseKind::Small }
    }

    /// *to* and the bare form.
    pub(super) fn is_infinitive(&self, verb: TokenId) -> bool {
        self.doc.child(verb, &[Dep::Aux]).is_some_and(|aux| self.doc.tag(aux) == Tag::To)
    }

    /// The words of all clauses of a verb, with what the parser parted from them.
    pub(super) fn clauses(&self, verb: &Verb) -> Option<(ClauseKind, Pieces)> {
        let doc = self.doc;
        // `Many agree — in fact, some say …`: what a dash or colon sets off is no part.
        let alone = verb.object.or(verb.open).is_none_or(|complement| complement < verb.token)
            && doc.children_as(verb.token, &[Dep::Ccomp]).all(|clause| clause < verb.token);
        let set_off = |clause: TokenId| {
            let end = doc.subtree(clause).end;
            let next = TokenSpan { start: end.min(verb.token), end: verb.token };
            next.iter()
                .find(|&token| doc.pos(token) != Pos::Space)
                .is_some_and(|token| matches!(doc.word(token), ":" | ";" | "—" | "–" | "--" | "-"))
        };
        let mut clauses = doc
            .children_as(verb.token, &[Dep::Ccomp])
            .filter(|&clause| alone || clause > verb.token || !set_off(clause))
            .peekable();
        let mut first =
            clauses.next().or(verb.clause.filter(|&clause| alone || clause > verb.token))?;
        // A clause before the verb belongs to it only if a comma or mark parts it from the subject.
        if let Some(&second) = clauses.peek()
            && first < verb.token
            && verb.token < second
        {
            let last = TokenId(doc.subtree(first).end.0 - 1);
            let parts = |token: TokenId| {
                token.index() < doc.len()
                    && (self.is_mark(token)
                        || matches!(doc.word(token), "," | "—" | "–" | "?" | "!"))
            };
            let follows = verb.cue.end == doc.subtree(second).start && !self.is_mark(last);
            if follows || !parts(last) && !parts(last.next()) {
                first = clauses.next()?;
            }
        }
        let kind = self.clause_kind(first);
        let mut span = doc.subtree(first);
        if let Some(subject) = self.subject_read_as_object(verb, first, kind) {
            span.start = span.start.min(doc.subtree(subject).start);
        }
        let mut content = Pieces::from(span);
        for clause in clauses {
            let parted = first > verb.token
                && doc.subtree(clause).start.prev().is_some_and(|before| {
                    matches!(doc.word(before), "-" | "—" | "–" | "--" | ":" | ";")
                });
            if clause < verb.token || !parted {
                content.add(doc.subtree(clause));
            }
        }
        // `a law that he says is unjust`: the parser takes the speaker for part of the clause.
        if let Some(own) = verb.own_subject().filter(|&own| content.contains(own)) {
            content.remove(doc.subtree(own));
        }
        self.add_stray_conjuncts(verb, &mut content);
        for adverbial in doc.children_as(verb.token, &[Dep::Advcl]) {
            let span = doc.subtree(adverbial);
            if content.last().is_some_and(|last| last < span.start)
                && matches!(doc.lower(span.start), "because" | "if" | "unless")
            {
                content.add(span);
            }
        }
        content.remove(verb.cue);
        (!content.is_empty()).then_some((kind, content))
    }

    /// *he believes **the talks** will fail*: the object right after the verb is the clause's subject.
    fn subject_read_as_object(
        &self,
        verb: &Verb,
        clause: TokenId,
        kind: ClauseKind,
    ) -> Option<TokenId> {
        let doc = self.doc;
        if clause < verb.token
            || kind == ClauseKind::That
            || doc.child(clause, &[Dep::Nsubj, Dep::Nsubjpass, Dep::Expl, Dep::Csubj]).is_some()
            || self.lexicon.in_list("speaks to", doc.lemma(verb.token))
        {
            return None;
        }
        doc.children_as(verb.token, &[Dep::Dobj])
            .rfind(|&object| verb.token < object && object < clause)
    }

    /// A verb coordinated with the cue, without subject, in another tense, no verb of saying, belongs to
    /// the content.
    fn add_stray_conjuncts(&self, verb: &Verb, content: &mut Pieces) {
        let doc = self.doc;
        for conjunct in doc.children_as(verb.token, &[Dep::Conj]) {
            if content.last().is_some_and(|last| last < conjunct)
                && doc.child(conjunct, &[Dep::Nsubj, Dep::Nsubjpass]).is_none()
                && doc.tag(conjunct) != doc.tag(verb.token)
                && !self.verb_frames(conjunct).has_any(&[Frame::Says, Frame::Believes])
            {
                content.add(doc.subtree(conjunct));
            }
        }
    }

    /// The words of an object: no relative clause after a comma, with a clause of purpose after it.
    pub(super) fn object_words(&self, verb: &Verb, object: TokenId) -> Pieces {
        let doc = self.doc;
        let span = self.without_aside(object);
        let mut content = Pieces::from(span);
        if verb.open.is_none() {
            for adverbial in doc.children_as(verb.token, &[Dep::Advcl]) {
                let purpose = doc.subtree(adverbial);
                if purpose.start > object
                    && doc.lower(purpose.start) == "to"
                    && purpose.start.prev().is_some_and(|before| doc.word(before) != ",")
                {
                    content.add(purpose);
                }
            }
        }
        content.remove(verb.cue);
        content
    }

    /// A noun's words without a relative clause that a comma or dash sets off at their end.
    pub(super) fn without_aside(&self, noun: TokenId) -> TokenSpan {
        let doc = self.doc;
        let mut span = doc.subtree(noun);
        for relative in doc.children_as(noun, &[Dep::Relcl]) {
            let clause = doc.subtree(relative);
            let Some(before) = clause.start.prev() else { continue };
            if self.n_words(TokenSpan { start: clause.end.min(span.end), end: span.end }) == 0
                && matches!(doc.lower(clause.start), "which" | "who" | "whose" | "where")
                && matches!(doc.word(before), "," | "—" | "–")
            {
                span.end = before.max(span.start.next());
            }
        }
        span
    }

    /// The words of a prepositional phrase without the preposition.
    pub(super) fn phrase_words(&self, preposition: TokenId) -> Pieces {
        let mut content = Pieces::from(self.doc.subtree(preposition));
        content.remove(TokenSpan::one(preposition));
        content
    }

    /// The clause to which `part` is added, without it: the sentence, unless the clause depends on another.
    pub(super) fn clause_without(&self, host: TokenId, part: TokenSpan) -> Pieces {
        let doc = self.doc;
        if !matches!(doc.dep(host), Dep::Ccomp | Dep::Pcomp | Dep::Relcl | Dep::Advcl)
            || !matches!(doc.pos(host), Pos::Verb | Pos::Aux)
        {
            return self.sentence_without(part);
        }
        let mut content = Pieces::from(doc.subtree(host));
        content.remove(part);
        content
    }

    /// The sentence without `part`.
    pub(super) fn sentence_without(&self, part: TokenSpan) -> Pieces {
        let sentence = self.doc.sent(part.start);
        let mut content = Pieces::from(sentence);
        content.remove(part);
        if let Some(dateline) = self.dateline_at(sentence.start) {
            content.remove(dateline);
        }
        content
    }

    /// Tells when or where: *on Monday*, *in May*.
    pub(super) fn is_time_phrase(&self, preposition: TokenId) -> bool {
        use chancery_nlp::EntLabel::{Date, Time};
        let doc = self.doc;
        matches!(doc.lower(preposition), "on" | "in" | "at" | "during" | "after" | "before")
            && doc
                .subtree(preposition)
                .iter()
                .filter(|&token| token != preposition && doc.pos(token) != Pos::Space)
                .take(3)
                .any(|token| doc.ent(token).is_some_and(|ent| matches!(ent.label, Date | Time)))
    }
}
