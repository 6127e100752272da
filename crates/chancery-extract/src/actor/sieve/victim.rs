use chancery_nlp::{Dep, TokenId};

use crate::actor::candidate::{CandidateId, Class, Determiner};
use crate::actor::cluster::Join;
use crate::actor::draft::Draft;
use crate::actor::lexicon::Word;

/// Sentences back.
const REACH: u32 = 4;
/// Candidates back, whatever the sentences are.
const WINDOW: u32 = 150;

/// ## What it finds
/// Whom a deed befell, by *the victim* or *the victims*.
/// ## Example
/// > Gunmen shot **two nurses** near Zenda. The **victims** had come from Strelsau.
/// ## What it leaves alone
/// Victims of something said behind the noun (*victims of the flood*); one victim where several were hurt.
/// ## Source
/// Errors on the development data; the verbs are VerbNet's classes murder-42, poison-42.2 and hurt-40.8.
pub(super) fn antecedent(
    draft: &Draft<'_, '_, '_>,
    id: CandidateId,
) -> Option<(CandidateId, Join)> {
    let nominal = *draft.get(id);
    let is_victim = nominal.determiner == Determiner::Definite
        && nominal.n_modifiers == 0
        && nominal.owner.is_none()
        && draft.lexicon.word(draft.keys.text(nominal.key)).is(Word::VICTIM);
    if !is_victim {
        return None;
    }
    (id.0.saturating_sub(WINDOW)..id.0)
        .rev()
        .map(CandidateId)
        .take_while(|&other| nominal.sent.saturating_sub(draft.get(other).sent) <= REACH)
        .find(|&other| {
            let candidate = draft.get(other);
            !candidate.is_pronoun()
                && draft.class(other) == Class::Person
                && candidate.plural == nominal.plural
                && suffers(draft, candidate.head)
        })
        .map(|other| (other, Join::RoleNoun))
}

/// The word is what a verb of harming befalls: its object, the subject of its passive or participle.
fn suffers(draft: &Draft<'_, '_, '_>, head: TokenId) -> bool {
    let doc = draft.doc;
    let harms = |verb: TokenId| draft.lexicon.word(doc.lemma(verb)).is(Word::HARM);
    let by_verb =
        matches!(doc.dep(head), Dep::Dobj | Dep::Nsubjpass) && doc.head(head).is_some_and(harms);
    by_verb || doc.children_as(head, &[Dep::Acl]).any(harms)
}
