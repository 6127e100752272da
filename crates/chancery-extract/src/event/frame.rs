//! Frames: what must stand around a verb for it to name an act.

use chancery_nlp::{Dep, Pos, TokenId};

use super::coder::{Args, Coder};
use super::lexicon::{Classes, Reading, WordId};
use super::party::Traits;
use crate::clause;

/// Where a phrase stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// Whom or what the act befalls.
    Object,
    /// Who acts.
    Subject,
    /// After this preposition.
    Preposition(&'static str),
}

/// One alternative of a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Term {
    /// This lemma.
    Word(WordId),
    /// A word of this class.
    Class(Classes),
    /// A party of which one of these holds.
    Trait(Traits),
    /// The name of a place.
    Place,
    /// Anything.
    Any,
}

impl Term {
    /// A lemma asks more than a class, a class more than what a party is.
    fn weight(&self) -> u32 {
        match self {
            Self::Word(_) => 6,
            Self::Class(_) => 5,
            Self::Trait(_) | Self::Place => 4,
            Self::Any => 3,
        }
    }
}

/// What must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Condition {
    /// A phrase in this place is one of these.
    Phrase(Slot, Vec<Term>),
    /// The verb has one of these particles.
    Particle(Vec<&'static str>),
    /// One of these stands in the clause.
    Word(Vec<Term>),
    /// An infinitive completes the verb.
    Infinitive,
    /// A finite clause completes it.
    Finite,
    /// Either does.
    Complement,
    /// The subject is plural or coordinated.
    Several,
    /// It has no object.
    Alone,
}

impl Condition {
    fn weight(&self) -> u32 {
        match self {
            Self::Phrase(_, terms) | Self::Word(terms) => {
                terms.iter().map(Term::weight).min().unwrap_or(0)
            }
            Self::Particle(_) => 6,
            Self::Infinitive | Self::Finite | Self::Complement | Self::Several | Self::Alone => 2,
        }
    }
}

/// Conditions and what they make of the verb.
#[derive(Debug)]
pub(super) struct Frame {
    conditions: Vec<Condition>,
    pub(super) reading: Reading,
}

impl Frame {
    pub(super) fn new(conditions: Vec<Condition>, reading: Reading) -> Self {
        Self { conditions, reading }
    }

    /// Sorts frames: the one that asks most stands first, and among equals the one that says no.
    pub(super) fn rank(&self) -> (std::cmp::Reverse<u32>, bool) {
        let weight = self.conditions.iter().map(Condition::weight).sum();
        (std::cmp::Reverse(weight), self.reading != Reading::Nothing)
    }
}

impl Coder<'_> {
    /// The best frame of `verb` that holds.
    pub(super) fn frame(&self, verb: TokenId, args: &Args) -> Option<&'static Frame> {
        let frames = &self.lexicon.entry(self.words[verb.index()]).frames;
        frames.iter().find(|frame| frame.conditions.iter().all(|c| self.holds(c, verb, args)))
    }

    fn holds(&self, condition: &Condition, verb: TokenId, args: &Args) -> bool {
        let doc = self.doc;
        match condition {
            Condition::Phrase(Slot::Object, terms) => {
                args.patients.iter().any(|&head| self.is_one_of(head, terms))
            }
            Condition::Phrase(Slot::Subject, terms) => {
                args.agents.iter().any(|&head| self.is_one_of(head, terms))
            }
            Condition::Phrase(Slot::Preposition(word), terms) => {
                let fits = |(prep, head)| doc.lower(prep) == *word && self.is_one_of(head, terms);
                // "On the air, he called him a friend": what opens the sentence is no complement.
                let opens = |prep: TokenId| {
                    prep < verb && doc.dep(verb) != Dep::Relcl && matches!(*word, "on" | "for")
                };
                args.prepositions.iter().copied().any(|(p, head)| fits((p, head)) && !opens(p))
                    // "faced criticism from": the phrase may hang on the object.
                    || args.patients.iter().any(|&object| {
                        clause::preposition_objects(doc, object).any(fits)
                    })
            }
            Condition::Particle(particles) => {
                self.particles(verb).any(|particle| particles.contains(&doc.lower(particle)))
            }
            Condition::Word(terms) => doc.subtree(verb).iter().any(|token| {
                token != verb
                    && terms.iter().any(|term| match *term {
                        Term::Word(word) => self.words[token.index()] == word,
                        Term::Class(classes) => self.classes(token) & classes != 0,
                        _ => false,
                    })
            }),
            Condition::Infinitive => self.complement_is(verb, true),
            Condition::Finite => self.complement_is(verb, false),
            Condition::Complement => doc.child(verb, &[Dep::Xcomp, Dep::Ccomp]).is_some(),
            Condition::Several => {
                args.agents.len() > 1 || args.agents.iter().any(|&head| self.is_plural(head))
            }
            Condition::Alone => args.patients.is_empty(),
        }
    }

    fn complement_is(&self, verb: TokenId, infinitive: bool) -> bool {
        self.doc
            .children_as(verb, &[Dep::Xcomp, Dep::Ccomp])
            .any(|clause| self.is_infinitive(clause) == infinitive)
    }

    /// Adverbs that may be particles, and particles.
    fn particles(&self, verb: TokenId) -> impl Iterator<Item = TokenId> + '_ {
        self.doc.children_as(verb, &[Dep::Prt, Dep::Advmod, Dep::Prep]).filter(move |&child| {
            self.doc.dep(child) != Dep::Prep
                || self.doc.child(child, &[Dep::Pobj, Dep::Pcomp]).is_none()
                || child == verb.next() && matches!(self.doc.lower(child), "down" | "off" | "up" | "out")
                // "pulled out of the city"
                || self.doc.child(child, &[Dep::Prep]).is_some()
        })
    }

    fn is_one_of(&self, head: TokenId, terms: &[Term]) -> bool {
        if terms.contains(&Term::Any) {
            return true;
        }
        let mut classes = 0;
        let mut found = false;
        self.for_each_word(head, &mut |word, token| {
            classes |= self.lexicon.entry(word).classes;
            found |= terms.contains(&Term::Word(word));
            let _ = token;
        });
        found
            || terms.iter().any(|term| match *term {
                Term::Class(class) => classes & class != 0,
                Term::Trait(traits) => self.party(head).is_some_and(|p| p.traits.meets(traits)),
                Term::Place => self.is_place(head),
                Term::Word(_) | Term::Any => false,
            })
    }

    /// Visits the words that say what the phrase of `head` is: the head, nouns and some adjectives in front,
    /// conjuncts, and what stands below the *of* of a head of quantity.
    pub(super) fn for_each_word(&self, head: TokenId, visit: &mut dyn FnMut(WordId, TokenId)) {
        self.visit_words(head, visit, 4);
    }

    fn visit_words(&self, head: TokenId, visit: &mut dyn FnMut(WordId, TokenId), depth: u32) {
        let doc = self.doc;
        if depth == 0 {
            return;
        }
        visit(self.words[head.index()], head);
        let quantity = self.classes(head) & self.class.quantity != 0 || doc.pos(head) == Pos::Num;
        for &child in doc.children(head) {
            match doc.dep(child) {
                Dep::Compound | Dep::Nmod | Dep::Conj => self.visit_words(child, visit, depth - 1),
                Dep::Amod => visit(self.words[child.index()], child),
                Dep::Prep if quantity && doc.lower(child) == "of" => {
                    for object in doc.children_as(child, &[Dep::Pobj]) {
                        self.visit_words(object, visit, depth - 1);
                    }
                }
                _ => {}
            }
        }
    }

    /// The classes of all words of a phrase.
    pub(super) fn phrase_classes(&self, head: TokenId) -> Classes {
        let mut classes = 0;
        self.for_each_word(head, &mut |word, _| classes |= self.lexicon.entry(word).classes);
        classes
    }

    /// The classes of all words below a token.
    pub(super) fn clause_classes(&self, token: TokenId) -> Classes {
        self.doc
            .subtree(token)
            .iter()
            .filter(|&t| t != token)
            .fold(0, |all, t| all | self.classes(t))
    }
}
