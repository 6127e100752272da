use chancery_nlp::{Dep, EntLabel, TokenId};
use rustc_hash::FxHashSet;

use crate::actor::candidate::Class;
use crate::actor::draft::Draft;
use crate::actor::lexicon::Word;
use crate::actor::name::is_capitalised;

/// A text of fewer sentences introduces nobody, so that a bare surname proves nothing there.
const INTRODUCES: u32 = 3;

/// ## What it finds
/// A name of one word that the parser takes for a person, where nothing else in the text does: it becomes a
/// name of which nothing is known.
/// ## Example
/// > Prices rose, according to **Zorbex**.
/// ## What it leaves alone
/// A word with a title, an age or a full name elsewhere; given names, surnames of people in office; a name that
/// a noun describes, that says something, or that *he* or *she* may stand for.
/// ## Source
/// Errors on the development data: news gives a person's full name, title or office at least once.
pub(super) fn doubt(draft: &mut Draft<'_, '_, '_>) {
    let doc = draft.doc;
    let n_sents = draft.candidates.last().map_or(0, |last| last.sent + 1);
    if n_sents < INTRODUCES {
        return;
    }
    // First and last words of full names: a surname may part from its full name, and still be a person's.
    let mut halves: FxHashSet<&str> = FxHashSet::default();
    for id in draft.names() {
        let name = draft.get(id);
        if name.tokens.len() > 1 && draft.class(id) == Class::Person {
            halves.insert(doc.word(name.tokens.start));
            halves.insert(doc.word(TokenId(name.tokens.end.0 - 1)));
        }
    }
    let mut supported: FxHashSet<u32> = FxHashSet::default();
    let mut lone = Vec::new();
    for id in draft.names() {
        let name = *draft.get(id);
        if draft.class(id) != Class::Person || name.plural {
            continue;
        }
        let root = draft.clusters.root(id);
        if supported.contains(&root) {
            continue;
        }
        let cluster = draft.cluster(id);
        let word = doc.word(name.tokens.start);
        let titled = name.tokens.start.prev().is_some_and(|before| {
            is_capitalised(doc.word(before))
                && draft.word(before).is(Word::TITLE.or(Word::CIVIL).or(Word::PERSON))
        });
        let speaks = doc.dep(name.head) == Dep::Nsubj
            && doc
                .head(name.head)
                .is_some_and(|verb| draft.lexicon.word(doc.lemma(verb)).is(Word::SAY));
        let is_supported = name.tokens.len() > 1
            || name.label != Some(EntLabel::Person)
            || cluster.certain_person
            || cluster.gender().is_some()
            || !cluster.nouns.is_empty()
            || titled
            || speaks
            || halves.contains(word)
            || draft.known(id).person.is_some()
            || draft.world.is_given_name(word)
            || draft.world.kb.surnames(word).next().is_some();
        if is_supported {
            supported.insert(root);
        } else {
            lone.push(id);
        }
    }
    for id in lone {
        if !supported.contains(&draft.clusters.root(id)) {
            let cluster = draft.clusters.of_mut(id);
            cluster.forget_votes();
            cluster.vote(Class::Unknown, 1);
        }
    }
}
