//! Words that say that something is said or thought, each kind a rule.
//!
//! A rule looks at one cue word and says what it reports. Of the rules that fit a word the first in the
//! order of [`VERB_RULES`] counts: the order is that of how often they are right.

mod according;
mod adjective;
mod adverb;
mod as_clause;
mod call_for;
mod clause;
mod gerund;
mod idiom;
mod infinitive;
mod is_that;
mod naming;
mod noun;
mod object;
mod object_phrase;
mod opinion;
mod parenthesis;
mod passive;
mod person_infinitive;
mod phrase;
mod quotation;
mod seems;
mod support;

pub(super) mod layout;

use chancery_nlp::{Dep, Pos, Tag, TokenId, TokenSpan};

use super::lexicon::Frames;
use super::pieces::Pieces;
use super::reading::Reading;
use super::speaker::{How, Source, Subject};

pub(super) use quotation::link;

/// What a rule found: a statement in the making.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// The rule's name.
    pub(super) rule: &'static str,
    /// The share of the rule's findings that are right, before the doubts that this one raises.
    pub(super) base: f32,
    /// The verb, noun, adjective or sign that reports.
    pub(super) word: TokenId,
    /// It with its auxiliaries, negation, particle and preposition.
    pub(super) cue: TokenSpan,
    /// What is reported.
    pub(super) content: Pieces,
    /// Who says or thinks it.
    pub(super) speaker: Option<Source>,
    /// To whom.
    pub(super) addressee: Option<TokenId>,
    /// The quotations that belong to it, by number.
    pub(super) quotations: Vec<usize>,
    /// How the verb came by its subject; `Own` for what is no verb.
    pub(super) how: How,
    /// The verb of saying inside whose complement the parser has hung this one by mistake.
    pub(super) outer: Option<TokenId>,
}

impl Candidate {
    /// From what a rule knows of every finding; the rest is empty.
    pub(super) fn new(rule: &'static str, base: f32, word: TokenId, content: Pieces) -> Self {
        Self {
            rule,
            base,
            word,
            cue: TokenSpan::one(word),
            content,
            speaker: None,
            addressee: None,
            quotations: Vec::new(),
            how: How::Own,
            outer: None,
        }
    }

    /// Its speaker is told by where its words stand: beside a quotation or at the head of a paragraph.
    pub(super) fn is_laid_out(&self) -> bool {
        let name = self.rule.strip_prefix("statement/").unwrap_or(self.rule);
        name.starts_with("quotation")
            || matches!(name, "transcript" | "headline" | "tag-line" | "colon-paragraph")
    }

    /// Where it ends, cue included.
    pub(super) fn end(&self) -> TokenId {
        let cue = TokenId(self.cue.end.0 - 1);
        self.content.last().map_or(cue, |last| last.max(cue))
    }
}

/// A verb of the tables with what the rules ask of it.
pub(super) struct Verb {
    /// The verb.
    pub(super) token: TokenId,
    /// What it can do.
    pub(super) frames: Frames,
    /// Its subject.
    pub(super) subject: Subject,
    /// Who speaks.
    pub(super) speaker: Option<Source>,
    /// It stands in the passive, with or without auxiliary.
    pub(super) passive: bool,
    /// The group of auxiliaries, negation, adverbs, verb and particle.
    pub(super) cue: TokenSpan,
    /// Its object.
    pub(super) object: Option<TokenId>,
    /// Its first clause.
    pub(super) clause: Option<TokenId>,
    /// Its first open complement.
    pub(super) open: Option<TokenId>,
    /// Its object predicate.
    pub(super) predicate: Option<TokenId>,
    /// The verb of saying inside whose complement the parser has hung it by mistake.
    outer: Option<TokenId>,
    /// To whom it says so: *said **to them***, *sent **them** a letter saying*.
    hearer: Option<TokenId>,
}

impl Verb {
    /// A candidate of this verb.
    pub(super) fn candidate(&self, rule: &'static str, base: f32, content: Pieces) -> Candidate {
        let mut candidate = Candidate::new(rule, base, self.token, content);
        candidate.cue = self.cue;
        candidate.speaker = self.speaker;
        candidate.addressee = self.hearer;
        candidate.how = self.subject.how;
        candidate.outer = self.outer;
        candidate
    }

    /// Its own subject.
    pub(super) fn own_subject(&self) -> Option<TokenId> {
        self.subject.token.filter(|_| matches!(self.subject.how, How::Own | How::Passive))
    }

    /// It has a complement that could be the content.
    pub(super) fn has_complement(&self, reading: &Reading<'_, '_>) -> bool {
        self.clause.is_some()
            || self.open.is_some()
            || self.predicate.is_some()
            || self.object.is_some_and(|object| object > self.token)
            || reading.doc.child(self.token, &[Dep::Acomp, Dep::Attr]).is_some()
    }
}

/// A rule that looks at a verb of the tables.
trait VerbRule: Sync {
    /// What the verb reports, if the rule fits.
    fn find(&self, reading: &Reading<'_, '_>, verb: &Verb) -> Option<Candidate>;
}

/// In the order in which they are asked.
const VERB_RULES: [&dyn VerbRule; 18] = [
    &idiom::Idiom,
    &clause::Clause,
    &clause::LaterClause,
    &clause::SmallQuotation,
    &parenthesis::Parenthesis,
    &as_clause::AsClause,
    &naming::Naming,
    &object_phrase::ObjectPhrase,
    &person_infinitive::PersonInfinitive,
    &infinitive::Infinitive,
    &call_for::CallFor,
    &gerund::Gerund,
    &support::SupportVerb,
    &passive::Passive,
    &phrase::VerbPhrase,
    &object::Object,
    &seems::Seems,
    &clause::SmallClause,
];

/// Asks the rules of every word of the tables that no quotation has for its cue.
pub(super) fn find(
    reading: &Reading<'_, '_>,
    taken: &dyn Fn(TokenId) -> bool,
    found: &mut Vec<Candidate>,
) {
    let doc = reading.doc;
    for token in doc.ids() {
        let candidate = match doc.pos(token) {
            Pos::Verb | Pos::Aux if !matches!(doc.dep(token), Dep::Aux | Dep::Auxpass) => {
                if doc.lower(token) == "according" {
                    according::find(reading, token)
                } else if taken(token) {
                    None
                } else {
                    let frames = reading.verb_frames(token);
                    if is_imperative(reading, token) || finds_itself(reading, token) {
                        continue;
                    }
                    adjective::find_participle(reading, token).or_else(|| {
                        let verb = (!frames.is_empty()
                            || reading.lexicon.is_light(doc.lemma(token)))
                        .then(|| verb(reading, token, frames))?;
                        VERB_RULES.iter().find_map(|rule| rule.find(reading, &verb))
                    })
                }
            }
            Pos::Noun | Pos::Propn => {
                let frames = reading.lexicon.noun(doc.lemma(token));
                if frames.is_empty() {
                    None
                } else {
                    opinion::find(reading, token, frames)
                        .or_else(|| is_that::find(reading, token, frames))
                        .or_else(|| noun::find(reading, token, frames))
                }
            }
            Pos::Adj => {
                let frames = reading.lexicon.adjective(doc.lemma(token));
                if frames.is_empty() { None } else { adjective::find(reading, token, frames) }
            }
            Pos::Adp | Pos::Sconj if doc.lower(token) == "according" => {
                according::find(reading, token)
            }
            Pos::Adp if token == doc.sent(token).start && doc.lower(token) == "in" => {
                according::in_a_poll(reading, token)
            }
            Pos::Adv => adverb::find(reading, token),
            _ => None,
        };
        found.extend(candidate.filter(|candidate| reading.n_words_of(&candidate.content) > 0));
    }
}

/// *found themselves at odds*: how it stands with them, no finding.
fn finds_itself(reading: &Reading<'_, '_>, verb: TokenId) -> bool {
    let doc = reading.doc;
    let next = verb.next();
    doc.lemma(verb) == "find"
        && next.index() < doc.len()
        && (doc.lower(next).ends_with("self") || doc.lower(next).ends_with("selves"))
}

/// *Thank you*, *Remember that*: a bare form without subject that begins its sentence.
fn is_imperative(reading: &Reading<'_, '_>, verb: TokenId) -> bool {
    let doc = reading.doc;
    matches!(doc.tag(verb), Tag::Vb | Tag::Vbp)
        && doc.dep(verb) == Dep::Root
        && doc.child(verb, &[Dep::Nsubj, Dep::Nsubjpass, Dep::Aux, Dep::Expl]).is_none()
        && !TokenSpan { start: doc.sent(verb).start, end: verb }
            .iter()
            .any(|before| reading.is_word(before))
}

/// Collects what the rules ask of a verb.
pub(super) fn verb(reading: &Reading<'_, '_>, token: TokenId, frames: Frames) -> Verb {
    let doc = reading.doc;
    let subject = reading.subject(token);
    let (mut object, mut dative, mut clause, mut open, mut predicate) =
        (None, None, None, None, None);
    let (mut auxiliary, mut passive) = (false, false);
    for &child in doc.children(token) {
        match doc.dep(child) {
            Dep::Dobj if object.is_none() => object = Some(child),
            Dep::Dative if dative.is_none() && doc.pos(child) != Pos::Adp => dative = Some(child),
            Dep::Ccomp if clause.is_none() => clause = Some(child),
            Dep::Xcomp if open.is_none() => open = Some(child),
            Dep::Oprd if predicate.is_none() => predicate = Some(child),
            Dep::Auxpass | Dep::Nsubjpass | Dep::Csubjpass => passive = true,
            Dep::Aux => auxiliary = true,
            _ => {}
        }
    }
    // `asked the minister how …`: the clause hangs on the person.
    if clause.is_none()
        && let Some(person) = object
        && reading.lexicon.in_list("speaks to", doc.lemma(token))
    {
        clause = doc.child(person, &[Dep::Ccomp]).filter(|&clause| clause > person);
    }
    // `asked the students if …`: read as a condition.
    if clause.is_none() && reading.lexicon.in_list("asks", doc.lemma(token)) {
        clause = doc.children_as(token, &[Dep::Advcl]).find(|&clause| {
            clause > token
                && doc.child(clause, &[Dep::Mark]).is_some_and(|mark| {
                    matches!(doc.lower(mark), "if" | "whether")
                        && mark.prev().is_some_and(|before| doc.word(before) != ",")
                })
        });
    }
    let participle = doc.tag(token) == Tag::Vbn;
    let dep = doc.dep(token);
    passive |= participle
        && (matches!(dep, Dep::Acl | Dep::Amod)
            || matches!(dep, Dep::Advcl | Dep::Conj) && subject.how == How::Passive);
    // `Asked whether …, he said`: a participle that the tagger took for the past tense.
    passive |= matches!(dep, Dep::Advcl | Dep::Ccomp)
        && !matches!(subject.how, How::Own | How::Passive)
        && (participle || doc.lower(token) == "asked")
        && !auxiliary
        && (object.is_none_or(|object| object < token)
            || doc.child(token, &[Dep::Advmod, Dep::Mark]).is_some_and(|mark| {
                mark < token && matches!(doc.lower(mark), "when" | "if" | "as")
            }));
    let follows_its_clause = !reading.lexicon.in_list("speaks to", doc.lemma(token))
        && clause.is_some_and(|clause| clause < token)
        && object.is_some_and(|object| object > token)
        && token.prev().is_some_and(|before| doc.word(before) == "," || reading.is_mark(before));
    let speaker = if passive {
        reading.agent(token)
    } else {
        match subject.how {
            How::Expletive => None,
            // `…, wrote the director, …`
            How::None if follows_its_clause && matches!(doc.tag(token), Tag::Vbd | Tag::Vbz) => {
                object
            }
            How::None if matches!(doc.tag(token), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Vbn) => {
                reading.nearest_subject(token)
            }
            _ => subject.token,
        }
    };
    Verb {
        token,
        frames,
        subject,
        speaker: speaker.map(|head| reading.noun_phrase(head, Some(token))),
        passive,
        cue: cue_group(reading, token),
        object: object.or(dative),
        clause,
        open,
        predicate,
        outer: reading.outer_verb(token),
        hearer: (reading.is_saying(token) || reading.lexicon.is_light(doc.lemma(token)))
            .then(|| {
                hearer(reading, token).or_else(|| {
                    let text = text_that_says(reading, token)?;
                    hearer(reading, doc.head(text)?).or_else(|| hearer(reading, text))
                })
            })
            .flatten(),
    }
}

/// The person in a phrase with *to* or in the dative.
fn hearer(reading: &Reading<'_, '_>, verb: TokenId) -> Option<TokenId> {
    let doc = reading.doc;
    doc.children_as(verb, &[Dep::Prep, Dep::Dative]).find_map(|child| {
        let person = match doc.pos(child) {
            Pos::Adp if doc.lower(child) == "to" => doc.child(child, &[Dep::Pobj]),
            Pos::Adp => None,
            _ => Some(child),
        };
        person.filter(|&person| doc.ent(person).is_some() || doc.pos(person) == Pos::Pron)
    })
}

/// The text that says so, if it is the object of a verb: *sent them a **letter** saying that*.
fn text_that_says(reading: &Reading<'_, '_>, verb: TokenId) -> Option<TokenId> {
    let doc = reading.doc;
    let text = doc.head(verb).filter(|_| doc.dep(verb) == Dep::Acl)?;
    let is_text = reading.lexicon.noun(doc.lemma(text)).has(super::lexicon::Frame::Document);
    (is_text && doc.dep(text) == Dep::Dobj).then_some(text)
}

/// The verb with auxiliaries, negation and adverbs right before it and its particle right after it.
pub(super) fn cue_group(reading: &Reading<'_, '_>, verb: TokenId) -> TokenSpan {
    let doc = reading.doc;
    let belongs = |token: TokenId| {
        doc.head(token) == Some(verb)
            && match doc.dep(token) {
                Dep::Aux | Dep::Auxpass | Dep::Neg => true,
                Dep::Advmod => !matches!(doc.lower(token), "when" | "where" | "why" | "how"),
                _ => false,
            }
    };
    let mut span = TokenSpan::one(verb);
    while let Some(before) = span.start.prev().filter(|&before| belongs(before)) {
        span.start = before;
    }
    let particle = reading.particle(verb);
    while particle == Some(span.end) {
        span.end = span.end.next();
    }
    span
}
