use chancery_nlp::{Dep, TokenId, TokenSpan};

use super::super::pieces::Pieces;
use super::super::reading::Reading;
use super::Candidate;

/// ## What it finds
/// The clause that *reportedly* or *allegedly* marks as somebody's; nobody is named.
/// ## Example
/// > The general **reportedly** left the country.
/// ## What it leaves alone
/// Adverbs of likelihood: *probably*.
/// ## Source
/// PARC 3.0 (Pareti 2016), adverbial cues.
pub(super) fn find(reading: &Reading<'_, '_>, adverb: TokenId) -> Option<Candidate> {
    let doc = reading.doc;
    if !matches!(doc.lower(adverb), "reportedly" | "allegedly" | "purportedly" | "supposedly")
        || doc.dep(adverb) != Dep::Advmod
    {
        return None;
    }
    let mut content = Pieces::from(doc.subtree(doc.head(adverb)?));
    content.remove(TokenSpan::one(adverb));
    Some(Candidate::new("statement/adverb", 0.4, adverb, content))
}
