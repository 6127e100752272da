use chancery_nlp::{Dep, Pos, Tag, TokenId, TokenSpan};
use rustc_hash::FxHashMap;

use super::super::lexicon::Frame;
use super::super::pieces::Pieces;
use super::super::quote::Quotation;
use super::super::reading::Reading;
use super::super::speaker::{How, Source};
use super::{Candidate, cue_group};

/// ## What it finds
/// A quotation and the words beside it that say whose it is: a verb of saying after it (*"…," she said*) or
/// before it (*He added: "…"*), *according to*, a name and a colon. Quotations with one cue are one statement.
/// ## Example
/// > "The bridge stays shut," the mayor **said** on Friday.
/// ## What it leaves alone
/// Titles and fragments: the clause around them takes them along.
/// ## Source
/// Citron (Richardson 2020); O'Keefe et al. 2012; the order and windows are Chancery's own.
pub(in super::super) fn link(
    reading: &Reading<'_, '_>,
    found: &mut Vec<Candidate>,
) -> Vec<Option<usize>> {
    let quotations = &reading.quotations;
    let mut owners = vec![None; quotations.len()];
    let mut by_cue: FxHashMap<TokenId, usize> = FxHashMap::default();
    for (number, quotation) in quotations.iter().enumerate() {
        if !quotation.is_detached() {
            continue;
        }
        let surroundings = Surroundings::new(reading, number);
        let Some(cue) = surroundings.cue() else { continue };
        let index = *by_cue.entry(cue.word).or_insert_with(|| {
            found.push(surroundings.candidate(cue));
            found.len() - 1
        });
        let gap = surroundings.unquoted_rest(cue, &found[index]);
        let candidate = &mut found[index];
        candidate.content.add(quotation.tokens);
        candidate.content.add(gap);
        candidate.quotations.push(number);
        owners[number] = Some(index);
    }
    owners
}

/// Where a cue stands to its quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    After,
    Before,
    According,
    /// Another verb, and a colon: *put it this way:*
    Colon,
    /// A name and a colon.
    Label,
}

#[derive(Debug, Clone, Copy)]
struct Cue {
    word: TokenId,
    place: Place,
}

/// A quotation and the words around it, up to the quotations beside it or the ends of its paragraph.
struct Surroundings<'r, 'd, 't> {
    reading: &'r Reading<'d, 't>,
    quotation: &'r Quotation,
    before: TokenSpan,
    after: TokenSpan,
}

impl<'r, 'd, 't> Surroundings<'r, 'd, 't> {
    fn new(reading: &'r Reading<'d, 't>, number: usize) -> Self {
        let quotation = &reading.quotations[number];
        let paragraph = reading.paragraphs[quotation.paragraph];
        let beside = |number: Option<usize>| {
            number
                .and_then(|number| reading.quotations.get(number))
                .filter(|other| other.paragraph == quotation.paragraph)
        };
        let start = beside(number.checked_sub(1)).map_or(paragraph.start, |q| q.marked.end);
        let end = beside(Some(number + 1)).map_or(paragraph.end, |q| q.marked.start);
        Self {
            reading,
            quotation,
            before: TokenSpan {
                start: start.min(quotation.marked.start),
                end: quotation.marked.start,
            },
            after: TokenSpan { start: quotation.marked.end, end: end.max(quotation.marked.end) },
        }
    }

    fn cue(&self) -> Option<Cue> {
        self.cue_after().or_else(|| self.cue_before())
    }

    /// The first verb of saying after the quotation, before which stands only its subject.
    fn cue_after(&self) -> Option<Cue> {
        /// How far it may stand.
        const REACH: usize = 25;
        if !self.quotation.may_be_followed_by_its_cue() {
            return self.short_cue_after();
        }
        let (doc, reading) = (self.reading.doc, self.reading);
        let mut words = self
            .after
            .iter()
            .take_while(|&token| !matches!(doc.word(token), "." | "!" | "?"))
            .filter(|&token| doc.pos(token) != Pos::Space)
            .skip_while(|&token| {
                reading.is_mark(token)
                    || matches!(doc.word(token), "," | "—" | "–" | "-" | "'" | "’")
            })
            .take(REACH)
            .peekable();
        let start = *words.peek()?;
        // `declared “…” and said that …`
        if doc.dep(start) == Dep::Cc {
            return None;
        }
        for token in words {
            if matches!(doc.word(token), ";" | ":") {
                return None;
            }
            let is_verb = matches!(doc.pos(token), Pos::Verb | Pos::Aux)
                && !matches!(doc.dep(token), Dep::Aux | Dep::Auxpass | Dep::Amod);
            if !is_verb {
                if self.is_misread_verb(token) {
                    return Some(Cue { word: token, place: Place::After });
                }
                continue;
            }
            if reading.introduces_quotations(token) {
                if self.is_of_another(token) {
                    return None;
                }
                let between = TokenSpan { start, end: token };
                if doc.dep(token) == Dep::Root || between.iter().all(|t| self.is_of_a_subject(t)) {
                    return Some(Cue { word: token, place: Place::After });
                }
            } else if doc.pos(token) == Pos::Verb && doc.dep(token) == Dep::Root {
                return None;
            }
        }
        None
    }

    /// *“….” Miller said.*: a sentence of nothing but a subject and a verb of saying.
    fn short_cue_after(&self) -> Option<Cue> {
        /// Most words of such a sentence.
        const LONGEST: usize = 5;
        let (doc, reading) = (self.reading.doc, self.reading);
        let sentence = self
            .after
            .iter()
            .skip_while(|&token| reading.is_mark(token) || doc.pos(token) == Pos::Space);
        let mut last = None;
        for (place, token) in sentence.enumerate() {
            if doc.word(token) == "." {
                let word = last.filter(|&last| {
                    doc.pos(last) == Pos::Verb && reading.is_saying(last) && place >= 2
                })?;
                let bare = doc.children(word).iter().all(|&child| {
                    matches!(
                        doc.dep(child),
                        Dep::Nsubj | Dep::Advmod | Dep::Punct | Dep::Aux | Dep::Ccomp
                    )
                });
                return bare.then_some(Cue { word, place: Place::After });
            }
            if place >= LONGEST {
                return None;
            }
            last = Some(token);
        }
        None
    }

    /// *“…,” Miller notes.*: the tagger takes the verb for a noun; a name stands before it, a stop after.
    fn is_misread_verb(&self, token: TokenId) -> bool {
        let doc = self.reading.doc;
        let stands_between = token.prev().is_some_and(|before| {
            self.after.contains(before) && matches!(doc.pos(before), Pos::Propn | Pos::Pron)
        }) && token.next().index() < doc.len()
            && matches!(doc.pos(token.next()), Pos::Punct | Pos::Space);
        stands_between
            && doc.tag(token) == Tag::Nns
            && self.reading.lexicon.verb(doc.lemma(token), None).has(Frame::Says)
    }

    /// What goes on without marks between the quotation and a cue that a comma parts from it (*“A” and b, she
    /// said*); else nothing.
    fn unquoted_rest(&self, cue: Cue, candidate: &Candidate) -> TokenSpan {
        let (doc, reading) = (self.reading.doc, self.reading);
        let none = TokenSpan { start: self.after.start, end: self.after.start };
        let Some(speaker) = candidate.speaker.filter(|_| cue.place == Place::After) else {
            return none;
        };
        let group = speaker.span.start.min(candidate.cue.start);
        if group <= self.after.start || !self.after.contains(group) {
            return none;
        }
        let rest = TokenSpan { start: self.after.start, end: group };
        let parted = group.prev().is_some_and(|before| doc.word(before) == ",");
        if parted && reading.n_words(rest) >= 2 { rest } else { none }
    }

    /// *claimed that “…,” one of them **said** the two differ*: the quotation is another verb's, and this one
    /// has a clause of its own.
    fn is_of_another(&self, verb: TokenId) -> bool {
        let doc = self.reading.doc;
        self.quotation.before.is_some_and(char::is_alphanumeric)
            && doc.children_as(verb, &[Dep::Ccomp]).any(|clause| {
                clause > verb && self.reading.quotation_at(doc.subtree(clause).start).is_none()
            })
    }

    /// No verb, unless in a clause that modifies a noun.
    fn is_of_a_subject(&self, token: TokenId) -> bool {
        let doc = self.reading.doc;
        let modifies = |token: TokenId| matches!(doc.dep(token), Dep::Relcl | Dep::Acl);
        doc.dep(token) != Dep::Mark
            && (doc.pos(token) != Pos::Verb
                || modifies(token)
                || doc.dep(token) == Dep::Amod
                || doc.head(token).is_some_and(modifies))
    }

    /// The nearest verb of saying before the quotation, in the part of a sentence that leads up to it.
    fn cue_before(&self) -> Option<Cue> {
        let (doc, reading) = (self.reading.doc, self.reading);
        let part = self.lead();
        let last = part.iter().rfind(|&token| doc.pos(token) != Pos::Space)?;
        let mark = doc.word(last);
        let leads = matches!(mark, "," | ":" | "—" | "–" | "-" | "…" | "that" | "That")
            || !matches!(self.quotation.before, Some('.' | '!' | '?' | '"' | '”'));
        if !leads {
            return None;
        }
        for token in part.iter().rev() {
            if doc.lower(token) == "according" {
                return Some(Cue { word: token, place: Place::According });
            }
            let is_verb = matches!(doc.pos(token), Pos::Verb | Pos::Aux)
                && !matches!(doc.dep(token), Dep::Aux | Dep::Auxpass);
            // `Asked who won, she demurred: “…”`
            let asked = doc.tag(token) == Tag::Vbn
                && doc.dep(token) == Dep::Advcl
                && doc.child(token, &[Dep::Nsubj, Dep::Aux]).is_none();
            if is_verb
                && !asked
                && reading.introduces_quotations(token)
                && (matches!(mark, ":" | ",") || last.0 - token.0 <= 3)
            {
                return Some(Cue { word: token, place: Place::Before });
            }
        }
        if mark != ":" {
            return None;
        }
        let verb = part.iter().rfind(|&token| {
            doc.pos(token) == Pos::Verb
                && matches!(
                    doc.dep(token),
                    Dep::Root
                        | Dep::Conj
                        | Dep::Advcl
                        | Dep::Relcl
                        | Dep::Ccomp
                        | Dep::Xcomp
                        | Dep::Acl
                )
        });
        if let Some(word) = verb {
            return Some(Cue { word, place: Place::Colon });
        }
        let first = part.iter().find(|&token| doc.pos(token) != Pos::Space)?;
        // By-lines and places in newsletters: `By: …`, `From Vienna: …`.
        let is_label = part.len() <= 12
            && !matches!(doc.lower(first), "by" | "from" | "in" | "on" | "at" | "for");
        is_label.then_some(Cue { word: last, place: Place::Label })
    }

    /// What stands before the quotation, from the last end of a sentence on.
    fn lead(&self) -> TokenSpan {
        let doc = self.reading.doc;
        let end = self.before.end;
        let stop = self
            .before
            .iter()
            .rev()
            .skip(1)
            .find(|&token| matches!(doc.word(token), "." | "!" | "?"));
        TokenSpan { start: stop.map_or(self.before.start, TokenId::next), end }
    }

    fn candidate(&self, cue: Cue) -> Candidate {
        let (doc, reading) = (self.reading.doc, self.reading);
        let (rule, base) = match cue.place {
            Place::After => ("statement/quotation-after", 0.97),
            Place::Before => ("statement/quotation-before", 0.88),
            Place::According => ("statement/quotation-according", 0.7),
            Place::Colon | Place::Label => ("statement/quotation-colon", 0.55),
        };
        let mut candidate = Candidate::new(rule, base, cue.word, Pieces::default());
        match cue.place {
            Place::According => {
                let to = doc.children(cue.word).iter().find(|&&to| doc.lower(to) == "to").copied();
                let source = to.and_then(|to| doc.child(to, &[Dep::Pobj]));
                candidate.speaker = source.map(|head| reading.noun_phrase(head, None));
                if let Some(to) = to {
                    candidate.cue.end = to.next();
                }
            }
            Place::Label => {
                let span = reading.trim(TokenSpan { start: self.lead().start, end: cue.word });
                let head = span.iter().next_back();
                candidate.speaker = head.map(|head| Source { head, span });
            }
            Place::After | Place::Before | Place::Colon => {
                candidate.cue = cue_group(reading, cue.word);
                candidate.speaker = self.speaker(cue);
                candidate.addressee = doc
                    .child(cue.word, &[Dep::Dobj, Dep::Dative])
                    .filter(|&object| reading.quotation_at(object).is_none());
            }
        }
        candidate
    }

    /// The verb's subject if it stands outside quotation marks, else the noun phrase beside the verb.
    fn speaker(&self, cue: Cue) -> Option<Source> {
        let (doc, reading) = (self.reading.doc, self.reading);
        let verb = cue.word;
        if doc.child(verb, &[Dep::Auxpass, Dep::Nsubjpass]).is_some() {
            // `is quoted as saying`: the subject speaks.
            let quoted = doc
                .child(verb, &[Dep::Nsubjpass])
                .filter(|_| doc.lemma(verb) == "quote" && doc.child(verb, &[Dep::Prep]).is_some());
            let speaker = quoted.or_else(|| reading.agent(verb));
            return speaker.map(|speaker| reading.noun_phrase(speaker, None));
        }
        let around = if cue.place == Place::After { self.after } else { self.before };
        let subject = reading.subject(verb);
        let subject = subject.token.filter(|_| subject.how != How::Expletive);
        let here = subject.filter(|&head| around.contains(head));
        let beside = || self.phrase_beside(verb, around);
        let elsewhere = || {
            let head = subject.filter(|&head| reading.quotation_at(head).is_none())?;
            Some(reading.noun_phrase(head, None))
        };
        match here {
            Some(head) => Some(self.outside_quotations(reading.noun_phrase(head, None))),
            None if cue.place == Place::After => beside().or_else(elsewhere),
            None => elsewhere().or_else(beside),
        }
        .or_else(|| self.capital_beside(verb, around))
        .or_else(|| {
            let head = reading.nearest_subject(verb)?;
            Some(reading.noun_phrase(head, None))
        })
    }

    /// A phrase without what lies in quotation marks at its ends.
    fn outside_quotations(&self, source: Source) -> Source {
        let quoted = |token: TokenId| self.quotation.marked.contains(token);
        let mut span = source.span;
        while span.start < source.head && quoted(span.start) {
            span.start = span.start.next();
        }
        while span.end > source.head.next() && quoted(TokenId(span.end.0 - 1)) {
            span.end.0 -= 1;
        }
        Source { span, ..source }
    }

    /// A word with a capital right before or after the verb: a name that is also a preposition or the like.
    fn capital_beside(&self, verb: TokenId, around: TokenSpan) -> Option<Source> {
        let doc = self.reading.doc;
        let beside = [verb.prev(), Some(verb.next())];
        let head = beside.into_iter().flatten().find(|&token| {
            around.contains(token) && doc.word(token).starts_with(char::is_uppercase)
        })?;
        Some(Source { head, span: TokenSpan::one(head) })
    }

    /// The noun phrase right before or after the verb, by the order of words alone.
    fn phrase_beside(&self, verb: TokenId, around: TokenSpan) -> Option<Source> {
        let doc = self.reading.doc;
        // A name that the tagger does not know may be an interjection to it.
        let is_name = |token: TokenId| {
            matches!(doc.pos(token), Pos::Intj | Pos::X)
                && doc.word(token).starts_with(char::is_uppercase)
        };
        let is_head = |token: &TokenId| {
            matches!(doc.pos(*token), Pos::Propn | Pos::Noun | Pos::Pron) || is_name(*token)
        };
        let nominal = |token: TokenId| {
            is_head(&token)
                || matches!(doc.pos(token), Pos::Det | Pos::Adj | Pos::Num)
                || matches!(doc.word(token), "'s" | "’s" | "of" | "-")
        };
        let before = TokenSpan { start: around.start.min(verb), end: verb };
        let mut end = verb;
        for token in before.iter().rev() {
            if !matches!(doc.pos(token), Pos::Aux | Pos::Adv | Pos::Part) {
                break;
            }
            end = token;
        }
        let start = TokenSpan { start: before.start, end }
            .iter()
            .rev()
            .take_while(|&token| nominal(token))
            .last()
            .unwrap_or(end);
        let left = TokenSpan { start, end };
        if let Some(head) = left.iter().rfind(is_head) {
            return Some(Source { head, span: left });
        }
        if self.reading.lexicon.in_list("speaks to", doc.lemma(verb)) {
            return None;
        }
        let right = TokenSpan { start: verb.next().min(around.end), end: around.end };
        let end = right
            .iter()
            .take_while(|&token| nominal(token) || doc.word(token) == ".")
            .last()
            .map_or(right.start, TokenId::next);
        let head = TokenSpan { start: right.start, end }.iter().rfind(is_head)?;
        Some(Source { head, span: TokenSpan { start: right.start, end: head.next() } })
    }
}
