use rustc_hash::FxHashMap;

use crate::actor::candidate::{CandidateId, Class};
use crate::actor::cluster::Join;
use crate::actor::draft::Draft;
use crate::actor::lexicon::Word;

/// ## What it finds
/// The initials of a longer name, and what stands in brackets behind it.
/// ## Example
/// > The **Ruritanian Liberation Front** (**RLF**) denied it. The **RLF** blamed the army.
/// ## What it leaves alone
/// *US* and *UK*, which the knowledge base knows.
/// ## Source
/// Acronym match of Lee et al. 2013.
pub(super) fn merge(draft: &mut Draft<'_, '_, '_>) {
    let names = draft.names();
    let mut by_initials: FxHashMap<String, CandidateId> = FxHashMap::default();
    for &id in &names {
        for initials in initials(draft, id) {
            by_initials.entry(initials).or_insert(id);
        }
    }
    for &id in &names {
        let name = draft.get(id);
        if name.class == Class::State {
            continue;
        }
        if let Some(acronym) = acronym(draft.doc.span_text(name.tokens))
            && let Some(&long) = by_initials.get(&acronym)
        {
            draft.merge(id, long, Join::Acronym);
            continue;
        }
        if let Some(long) = in_brackets(draft, id) {
            draft.merge(id, long, Join::Acronym);
        }
    }
}

/// The capitals of a word of two to seven letters, nearly all capitals.
fn acronym(word: &str) -> Option<String> {
    let letters: String = word.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
    let n_letters = letters.chars().count();
    let n_capitals = letters.chars().filter(|c| c.is_uppercase()).count();
    let is_acronym = (2..=7).contains(&n_letters) && n_capitals >= 2.max(n_letters - 1);
    is_acronym.then(|| letters.to_uppercase())
}

/// Initials of a name: of its capitalised words, of all its words, without the words for the sort of firm.
fn initials(draft: &Draft<'_, '_, '_>, id: CandidateId) -> Vec<String> {
    let tokens = draft.get(id).tokens;
    if tokens.len() < 2 {
        return Vec::new();
    }
    let text = draft.doc.span_text(tokens);
    let words = || text.split([' ', '-', '\n']).filter(|word| !word.is_empty());
    let first = |word: &str| word.chars().next();
    let of_capitalised: String = words().filter_map(first).filter(|c| c.is_uppercase()).collect();
    let of_all: String = words()
        .filter_map(first)
        .filter(|c| c.is_alphabetic())
        .flat_map(char::to_uppercase)
        .collect();
    let of_name: String = words()
        .filter(|word| {
            let lower = word.trim_end_matches(['.', ',']).to_lowercase();
            !draft.lexicon.word(&lower).is(Word::LEGAL)
        })
        .filter_map(first)
        .filter(|c| c.is_uppercase())
        .collect();
    let mut all = vec![of_capitalised, of_all, of_name];
    all.dedup();
    all.retain(|initials| initials.chars().count() >= 2);
    all
}

/// "Long Name (LN)", with the same first letter.
fn in_brackets(draft: &Draft<'_, '_, '_>, id: CandidateId) -> Option<CandidateId> {
    let doc = draft.doc;
    let tokens = draft.get(id).tokens;
    let open = tokens.start.prev().filter(|&open| doc.word(open) == "(")?;
    if tokens.len() > 1 || tokens.end.index() >= doc.len() || doc.word(tokens.end) != ")" {
        return None;
    }
    // The name before ends at the bracket; names stand in order, so it is a few candidates back.
    let long = (id.0.saturating_sub(4)..id.0)
        .rev()
        .map(CandidateId)
        .find(|&long| draft.get(long).is_name() && draft.get(long).tokens.end == open)?;
    let letter = |id: CandidateId| doc.span_text(draft.get(id).tokens).chars().next();
    let is_body = !matches!(draft.get(long).class, Class::Person | Class::Thing);
    (is_body && draft.get(id).class != Class::Person && letter(id) == letter(long)).then_some(long)
}
