use chancery_nlp::Dep;

use super::super::reading::Reading;
use super::parenthesis::stands_alone;
use super::{Candidate, Verb, VerbRule};

/// ## What it finds
/// The sentence to which *as X noted* is added.
/// ## Example
/// > The treaty, as the chairman **noted**, has no such clause.
/// ## What it leaves alone
/// *as X told the court that …*: the verb has its own content.
/// ## Source
/// PARC 3.0 (Pareti 2016).
pub(super) struct AsClause;

impl VerbRule for AsClause {
    fn find(&self, reading: &Reading<'_, '_>, verb: &Verb) -> Option<Candidate> {
        let doc = reading.doc;
        let introduced = doc.dep(verb.token) == Dep::Advcl
            && doc
                .children_as(verb.token, &[Dep::Mark, Dep::Advmod])
                .any(|child| doc.lower(child) == "as");
        // `as she told the paper`: the object is the person spoken to.
        let told = reading.lexicon.in_list("speaks to", doc.lemma(verb.token))
            && !verb.passive
            && verb.clause.is_none()
            && verb.open.is_none();
        // `as she put it`
        let put = doc.lemma(verb.token) == "put"
            && verb.object.is_some_and(|object| doc.lower(object) == "it");
        if !introduced || !(told || put || stands_alone(reading, verb)) {
            return None;
        }
        let host = doc.head(verb.token)?;
        let content = reading.clause_without(host, doc.subtree(verb.token));
        Some(verb.candidate("statement/as-clause", 0.51, content))
    }
}
