//! Clauses: what every rule about acts asks of a verb: its subject and objects through passives, control,
//! relative clauses and conjunction; negation, modality, tense; how real the act is.
//!
//! All functions are pure and look at the parse alone. They take the head of a clause, most often a verb,
//! and give heads of noun phrases; which actor a head refers to is the actor layer's matter.
//! Dependencies are ClearNLP's, as in OntoNotes 5: the auxiliary hangs on the verb, the copula is the head.

mod arguments;
mod extent;
mod governor;
mod mood;
mod nominal;
mod subject;
#[cfg(test)]
mod tests;

pub use arguments::{
    Arguments, Voice, arguments, complements, is_passive, particle, preposition_objects, voice,
};
pub use extent::{clause, clause_span, in_quotes, trim_span};
pub use governor::{Control, Effect, Governor, governor, governor_word};
pub use mood::{
    Modal, Tense, condition, is_negated, is_progressive, modal, negation, status, tense,
};
pub use nominal::{NounArguments, light_verb, noun_arguments};
pub use subject::{antecedent, conjuncts, own_subject, subject, subjects};
