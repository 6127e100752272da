use rustc_hash::FxHashMap;

use crate::actor::candidate::{CandidateId, Class, Key};
use crate::actor::cluster::Join;
use crate::actor::draft::Draft;
use crate::actor::lexicon::Word;
use crate::actor::name::words;

/// A short form leaves out at most so many words.
const LEFT_OUT: usize = 3;
/// A longer name that comes later counts as this much further away.
const LATER: u32 = 5_000;

/// ## What it finds
/// A body by the beginning of its name, or by its end where only a country or a town is left out.
/// ## Example
/// > **Voltra Motors** cut jobs. **Voltra** blamed tariffs.
/// ## What it leaves alone
/// *United Nations* for every *United Nations* agency; *House* for *White House*; what follows *of*.
/// ## Source
/// Relaxed string match of Lee et al. 2013, with limits found on the development data.
pub(super) fn merge(draft: &mut Draft<'_, '_, '_>) {
    let mut mentions: FxHashMap<Key, Vec<CandidateId>> = FxHashMap::default();
    let mut order = Vec::new();
    let mut by_first: FxHashMap<Box<str>, Vec<Key>> = FxHashMap::default();
    let mut by_last: FxHashMap<Box<str>, Vec<Key>> = FxHashMap::default();
    for id in draft.names() {
        let name = draft.get(id);
        if name.within {
            continue;
        }
        let of_key = mentions.entry(name.key).or_default();
        of_key.push(id);
        if of_key.len() > 1 {
            continue;
        }
        order.push(name.key);
        let text = draft.keys.text(name.key);
        if matches!(name.class, Class::Body | Class::Unknown) && words(text).count() > 1 {
            let first = words(text).next().unwrap_or_default();
            let last = words(text).next_back().unwrap_or_default();
            by_first.entry(first.into()).or_default().push(name.key);
            by_last.entry(last.into()).or_default().push(name.key);
        }
    }
    for key in order {
        let id = mentions[&key][0];
        if !matches!(
            draft.get(id).class,
            Class::Body | Class::Unknown | Class::Place | Class::Named
        ) {
            continue;
        }
        let text: Box<str> = draft.keys.text(key).into();
        let (Some(first), Some(last)) = (words(&text).next(), words(&text).next_back()) else {
            continue;
        };
        let longer = [by_first.get(first), by_last.get(last)];
        let mut best: Option<(u32, CandidateId)> = None;
        for &full in longer.into_iter().flatten().flat_map(|keys| keys.iter().take(40)) {
            let bearers = &mentions[&full];
            if full == key || draft.clusters.are_one(bearers[0], id) || !fits(draft, id, bearers[0])
            {
                continue;
            }
            let before = bearers.partition_point(|&bearer| bearer < id);
            let (distance, bearer) = match before.checked_sub(1) {
                Some(before) => (id.0 - bearers[before].0, bearers[before]),
                None => (bearers[0].0 - id.0 + LATER, bearers[0]),
            };
            if best.is_none_or(|(least, _)| distance < least) {
                best = Some((distance, bearer));
            }
        }
        if let Some((_, full)) = best {
            draft.merge(id, full, Join::ShortForm);
        }
    }
}

/// The name of `short` may stand for that of `full`, whose first mention it is.
fn fits(draft: &mut Draft<'_, '_, '_>, short: CandidateId, full: CandidateId) -> bool {
    let (name, body) = (*draft.get(short), *draft.get(full));
    let known = draft.known(short);
    let text = draft.keys.text(name.key).to_owned();
    let long_text = draft.keys.text(body.key).to_owned();
    let (part, whole): (Vec<&str>, Vec<&str>) =
        (words(&text).collect(), words(&long_text).collect());
    if whole.len() <= part.len() {
        return false;
    }
    let suffix = |word: &str| draft.lexicon.word(word.trim_end_matches(['.', ',']));
    let is_suffix = |word: &&str| suffix(word).is(Word::SUFFIX);
    let comes_later = full > short;
    if whole.starts_with(&part) {
        let rest = &whole[part.len()..];
        let is_acronym = draft.doc.span_text(name.tokens).len() > 1
            && draft.doc.span_text(name.tokens).chars().all(char::is_uppercase);
        if rest.len() > LEFT_OUT {
            return false;
        }
        // A town at the beginning of a body's name is no short form of it.
        let is_firm = suffix(rest[0]).is(Word::LEGAL) || matches!(rest[0], "airlines" | "airways");
        if name.class == Class::Place && (!is_firm || known.capital.is_some()) {
            return false;
        }
        let article = name.tokens.start.prev().map(|before| draft.doc.lower(before));
        if matches!(rest[0], "of" | "for")
            && part.len() == 1
            && is_suffix(&part[0])
            && article != Some("the")
        {
            return false;
        }
        let is_own_body = known.is_body() || is_acronym || part.len() > 1;
        if is_own_body && !rest.iter().all(is_suffix) {
            return false;
        }
        return !comes_later || rest.iter().any(is_suffix);
    }
    if !whole.ends_with(&part) || name.class == Class::Place {
        return false;
    }
    let dropped = &whole[..whole.len() - part.len()];
    let is_only_suffix = part.len() == 1 && suffix(part[0]).is(Word::LEGAL);
    if is_only_suffix
        || matches!(dropped[dropped.len() - 1], "of" | "for" | "and" | "in" | "&")
        || matches!(dropped, ["white" | "new"])
    {
        return false;
    }
    let starts_as_body = draft.lexicon.word(part[0]).is(Word::SUFFIX.or(Word::BODY));
    let dropped = dropped.join(" ");
    is_place_word(draft, &dropped, &body) || !comes_later && starts_as_body
}

/// What a short form leaves out is a state, a demonym or a place of the text.
fn is_place_word(
    draft: &mut Draft<'_, '_, '_>,
    dropped: &str,
    body: &crate::actor::candidate::Candidate,
) -> bool {
    let key = draft.keys.put(dropped);
    // The key has lost its capitals, which the knowledge base wants to see.
    let n_tokens = words(dropped).count().min(body.tokens.len());
    let start = body.tokens.start;
    let end = chancery_nlp::TokenId(start.0 + n_tokens as u32);
    let words = draft.doc.span_text(chancery_nlp::TokenSpan { start, end });
    let known = draft.world.know(key, words);
    known.state.is_some()
        || known.demonym().is_some()
        || known.capital.is_some()
        || known.region.is_some()
}
