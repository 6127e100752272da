//! Stretches of text that may refer to an actor, before it is known to which.

use std::ops::Range;

use chancery_kb::StateId;
use chancery_nlp::{EntLabel, TokenId, TokenSpan};
use rustc_hash::FxHashMap;

/// A candidate's place in the text's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct CandidateId(pub(super) u32);

impl CandidateId {
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a candidate is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Class {
    /// A person, or people where it is plural.
    Person,
    /// A body: company, ministry, party, army.
    Body,
    /// A state or a territory with a code of its own.
    State,
    /// A place, also a state's part.
    Place,
    /// A capitalised word of which nothing is known.
    Unknown,
    /// A named thing: product, law, event, work. It may be *it*, and is no actor.
    Named,
    /// Any other noun. It may be *it* or *they*, and is no actor.
    Thing,
}

impl Class {
    pub(super) const COUNT: usize = 7;
    /// Classes that say what something is, the first where votes are even.
    pub(super) const ACTORS: [Self; 5] =
        [Self::Person, Self::Body, Self::State, Self::Place, Self::Thing];
    /// Classes that count only where there is no better.
    pub(super) const OTHERS: [Self; 2] = [Self::Named, Self::Unknown];

    /// One and the same may be called both.
    pub(super) fn agrees(self, other: Self) -> bool {
        use Class::{Named, Place, State, Thing, Unknown};
        match (self, other) {
            (Thing, _) | (_, Thing) => false,
            (Unknown | Named, _) | (_, Unknown | Named) | (State, Place) | (Place, State) => true,
            (a, b) => a == b,
        }
    }
}

/// With which of *he*, *she*, *it* a candidate goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Gender {
    Male,
    Female,
    Neuter,
}

/// The person of a pronoun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Person {
    /// *I*, *we*
    First,
    /// *you*
    Second,
    /// *he*, *it*, *they*; also *everyone*.
    Third,
    /// *who*, *which*
    Relative,
}

impl Person {
    /// Whom it means depends on who speaks.
    pub(super) fn is_speech(self) -> bool {
        matches!(self, Self::First | Self::Second)
    }
}

/// How a candidate refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Name,
    Nominal,
    Pronoun(Person),
    /// *Lund and Wilk*: no mention of the record, but what *they* and *the two* stand for.
    Coordination,
}

/// What stands before a nominal and makes it known or new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Determiner {
    /// Nothing.
    Bare,
    /// *the, this, that, these, those, such, both*
    Definite,
    /// *his*, *Denmark's*
    Possessive,
    /// *a*, *some*, *every*
    Indefinite,
}

/// Where a nominal stands in front of another noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Premodifier {
    /// It does not.
    No,
    /// In front of a name: *carmaker Voltra*.
    OfName,
}

/// A stretch of text that may refer to an actor.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Candidate {
    /// Its words, without determiner.
    pub(super) tokens: TokenSpan,
    /// The word that has its place in the sentence.
    pub(super) head: TokenId,
    pub(super) form: Form,
    pub(super) class: Class,
    pub(super) plural: bool,
    pub(super) gender: Option<Gender>,
    /// The name without "the", full stops and case; the lemma of a nominal; the word of a pronoun.
    pub(super) key: Key,
    /// The state that it names.
    pub(super) state: Option<StateId>,
    /// The state that a people or a body belongs to by its own words: *Danes*.
    pub(super) origin: Option<StateId>,
    /// Can only be a person.
    pub(super) certain: bool,
    /// Lies within a longer name and never stands for its head.
    pub(super) within: bool,
    /// The label that the name was found with; `None` for a loose proper noun and for what is no name.
    pub(super) label: Option<EntLabel>,
    pub(super) determiner: Determiner,
    pub(super) premodifier: Premodifier,
    /// *Ruritania* in *Ruritania's army* and *the army of Ruritania*.
    pub(super) owner: Option<CandidateId>,
    /// Number of its sentence.
    pub(super) sent: u32,
    /// Number of the quotation in which it stands.
    pub(super) quotation: Option<u32>,
    /// Is said elsewhere in the same words: "Voltra" in "the Voltra company".
    pub(super) unlisted: bool,
    pub(super) first_modifier: u32,
    pub(super) n_modifiers: u32,
}

impl Candidate {
    /// A candidate of one word with nothing known.
    pub(super) fn new(
        tokens: TokenSpan,
        head: TokenId,
        form: Form,
        class: Class,
        key: Key,
    ) -> Self {
        Self {
            tokens,
            head,
            form,
            class,
            plural: false,
            gender: None,
            key,
            state: None,
            origin: None,
            certain: false,
            within: false,
            label: None,
            determiner: Determiner::Bare,
            premodifier: Premodifier::No,
            owner: None,
            sent: 0,
            quotation: None,
            unlisted: false,
            first_modifier: 0,
            n_modifiers: 0,
        }
    }

    pub(super) fn is_name(&self) -> bool {
        self.form == Form::Name
    }

    pub(super) fn is_nominal(&self) -> bool {
        self.form == Form::Nominal
    }

    pub(super) fn is_coordination(&self) -> bool {
        self.form == Form::Coordination
    }

    pub(super) fn is_pronoun(&self) -> bool {
        matches!(self.form, Form::Pronoun(_))
    }

    /// Where its modifiers stand in the list of all.
    pub(super) fn modifiers(&self) -> Range<usize> {
        self.first_modifier as usize..(self.first_modifier + self.n_modifiers) as usize
    }
}

/// A string of the document by number: equal strings have equal keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Key(u32);

impl Key {
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// The strings of a document, each once.
#[derive(Debug, Default)]
pub(super) struct Keys {
    numbers: FxHashMap<Box<str>, Key>,
    texts: Vec<Box<str>>,
}

impl Keys {
    pub(super) fn put(&mut self, text: &str) -> Key {
        if let Some(&key) = self.numbers.get(text) {
            return key;
        }
        let key = Key(self.texts.len() as u32);
        self.numbers.insert(text.into(), key);
        self.texts.push(text.into());
        key
    }

    pub(super) fn text(&self, key: Key) -> &str {
        &self.texts[key.index()]
    }
}
