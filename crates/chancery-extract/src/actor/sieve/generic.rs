use chancery_nlp::Dep;

use crate::actor::candidate::Class;
use crate::actor::cluster::Join;
use crate::actor::draft::Draft;
use crate::actor::lexicon::Word;

/// ## What it finds
/// A general word for a body behind its name, which makes one mention of both.
/// ## Example
/// > The **Voltra company** closed a plant.
/// ## What it leaves alone
/// *the Voltra unit*, *the Lund administration*: parts of a body, or another.
/// ## Source
/// Errors on the development data.
pub(super) fn merge(draft: &mut Draft<'_, '_, '_>) {
    let doc = draft.doc;
    for id in draft.nominals() {
        let nominal = *draft.get(id);
        let word = draft.lexicon.word(draft.keys.text(nominal.key));
        if nominal.class != Class::Body || nominal.plural || !word.is(Word::GENERIC) {
            continue;
        }
        let name = doc
            .children_as(nominal.head, &[Dep::Compound, Dep::Nmod])
            .filter(|&child| child < nominal.head)
            .filter_map(|child| draft.at(child))
            .find(|&name| {
                let name = draft.get(name);
                name.is_name()
                    && matches!(name.class, Class::Body | Class::Unknown)
                    && name.tokens.end <= nominal.head
            });
        if let Some(name) = name {
            draft.merge(id, name, Join::Generic);
            if nominal.tokens.covers(draft.get(name).tokens) {
                draft.candidates[name.index()].unlisted = true;
            }
        }
    }
}
