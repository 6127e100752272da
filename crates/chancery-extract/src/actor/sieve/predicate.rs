use chancery_nlp::{Dep, TokenId};

use crate::actor::candidate::{CandidateId, Class, Form, Person};
use crate::actor::cluster::Join;
use crate::actor::draft::Draft;

/// ## What it finds
/// What a subject is, becomes or remains, and what it is called.
/// ## Example
/// > **Ann Lund** is the **mayor** of Strelsau. A **town** called **Zenda** surrendered.
/// ## What it leaves alone
/// What it is not, or may be; two names (*Ruritania is Graustark*).
/// ## Source
/// Predicate nominatives of Lee et al. 2013.
pub(super) fn merge(draft: &mut Draft<'_, '_, '_>) {
    for id in draft.ids() {
        let candidate = *draft.get(id);
        if candidate.is_pronoun() || candidate.within {
            continue;
        }
        if let Some(subject) = subject_of(draft, candidate.head) {
            let of = *draft.get(subject);
            let are_names = candidate.is_name() && of.is_name() && of.class != Class::Person;
            let numbers_agree = candidate.plural == of.plural || of.class == Class::Body;
            if !of.is_pronoun() && !are_names && numbers_agree && draft.clusters.agree(subject, id)
            {
                draft.merge(id, subject, Join::Predicate);
            }
        }
        if let Some(person) = appointed(draft, id) {
            let are_single = !draft.get(person).plural && !candidate.plural;
            if are_single && draft.clusters.agree(person, id) {
                draft.merge(id, person, Join::Predicate);
            }
        }
        if let Some(called) = called(draft, id)
            && draft.clusters.agree(called, id)
        {
            draft.merge(id, called, Join::Called);
        }
    }
}

/// The same for pronouns, once it is known for whom they stand: "She is the mayor".
pub(super) fn merge_pronouns(draft: &mut Draft<'_, '_, '_>) {
    for id in draft.ids() {
        let candidate = *draft.get(id);
        if candidate.is_pronoun() || candidate.within {
            continue;
        }
        let Some(subject) = subject_of(draft, candidate.head) else { continue };
        let of = *draft.get(subject);
        let may_be_known = matches!(of.form, Form::Pronoun(Person::Third | Person::Relative))
            && draft.cluster(subject).has_noun;
        if may_be_known
            && candidate.plural == draft.cluster(subject).plural
            && draft.class(subject).agrees(draft.class(id))
        {
            draft.merge(id, subject, Join::Predicate);
        }
    }
}

/// The subject of which `head` is predicated.
fn subject_of(draft: &Draft<'_, '_, '_>, head: TokenId) -> Option<CandidateId> {
    let doc = draft.doc;
    let verb = doc.head(head).filter(|_| doc.dep(head) == Dep::Attr)?;
    if !matches!(doc.lemma(verb), "be" | "become" | "remain") {
        return None;
    }
    let is_doubtful = doc.children(verb).iter().any(|&child| match doc.dep(child) {
        Dep::Neg => true,
        Dep::Aux => matches!(doc.lower(child), "may" | "might" | "would" | "could" | "should"),
        _ => false,
    });
    if is_doubtful {
        return None;
    }
    let subject = doc
        .child(verb, &[Dep::Nsubj])
        .or_else(|| doc.head(verb).filter(|_| doc.dep(verb) == Dep::Relcl))?;
    draft.at(subject)
}

/// Who is appointed, named or elected to what `id` names: "the appointment of X as minister".
fn appointed(draft: &Draft<'_, '_, '_>, id: CandidateId) -> Option<CandidateId> {
    let doc = draft.doc;
    let candidate = draft.get(id);
    if !candidate.is_nominal() || candidate.class != Class::Person {
        return None;
    }
    let head = candidate.head;
    let above = doc.head(head)?;
    let act = match doc.dep(head) {
        Dep::Pobj if matches!(doc.lower(above), "as" | "to") => doc.head(above)?,
        Dep::Oprd | Dep::Attr => above,
        _ => return None,
    };
    let is_choice = matches!(
        doc.lemma(act),
        "appoint"
            | "name"
            | "elect"
            | "nominate"
            | "reappoint"
            | "re-elect"
            | "install"
            | "appointment"
            | "nomination"
            | "election"
    );
    if !is_choice {
        return None;
    }
    let chosen = doc
        .child(act, &[Dep::Dobj, Dep::Nsubjpass, Dep::Poss])
        .or_else(|| {
            let of = doc.children_as(act, &[Dep::Prep]).find(|&of| doc.lower(of) == "of")?;
            doc.child(of, &[Dep::Pobj])
        })
        .filter(|&chosen| chosen != head)?;
    draft.at(chosen)
}

/// The nominal of which `id` is said to be the name: "a man named X", "the group known as X".
fn called(draft: &Draft<'_, '_, '_>, id: CandidateId) -> Option<CandidateId> {
    let doc = draft.doc;
    let head = draft.get(id).head;
    if !draft.get(id).is_name() || !matches!(doc.dep(head), Dep::Oprd | Dep::Dobj | Dep::Pobj) {
        return None;
    }
    let mut verb = doc.head(head)?;
    if doc.lower(verb) == "as" {
        verb = doc.head(verb)?;
    }
    let is_naming = matches!(
        doc.lower(verb),
        "called" | "named" | "dubbed" | "known" | "labelled" | "labeled" | "nicknamed" | "styled"
    ) && matches!(doc.dep(verb), Dep::Acl | Dep::Relcl);
    is_naming.then(|| doc.head(verb)).flatten().and_then(|noun| draft.at(noun))
}
