//! Names inside longer names.

use chancery_nlp::{Doc, EntLabel, TokenId, TokenSpan};
use rustc_hash::FxHashSet;

use super::candidate::{Candidate, Class, Form, Gender, Key, Keys};
use super::lexicon::{Lexicon, Word};
use super::name::{is_capitalised, write_key};
use super::world::World;

/// Names inside longer names of bodies, things and places: "University of **Chicago**", "**Ohio** Farm Bureau".
pub(super) fn nested_names(
    doc: &Doc<'_>,
    lexicon: &Lexicon,
    keys: &mut Keys,
    world: &mut World<'_>,
    candidates: &mut Vec<Candidate>,
) {
    let places: FxHashSet<Key> = candidates
        .iter()
        .filter(|name| matches!(name.label, Some(EntLabel::Gpe | EntLabel::Loc)))
        .filter(|name| matches!(name.class, Class::State | Class::Place))
        .map(|name| name.key)
        .collect();
    let bodies: FxHashSet<Key> = candidates
        .iter()
        .filter(|name| name.label == Some(EntLabel::Org) && name.tokens.len() == 1)
        .map(|name| name.key)
        .collect();
    let mut found = Vec::new();
    let mut text = String::new();
    for name in candidates.iter() {
        let is_host =
            matches!(name.class, Class::Body | Class::Named | Class::Unknown | Class::Place);
        if !is_host || name.tokens.len() < 2 {
            continue;
        }
        let last = TokenId(name.tokens.end.0 - 1);
        let last_word = lexicon.word(doc.lower(last).trim_end_matches('.'));
        let is_event = name.label == Some(EntLabel::Event) || last_word.is(Word::EVENT);
        let mut start = name.tokens.start;
        while start < name.tokens.end {
            let at = start;
            start = start.next();
            if !is_capitalised(doc.word(at)) {
                continue;
            }
            let allowed = if at == name.tokens.start {
                is_event
                    || last_word.is(Word::BODY)
                    || last_word.is(Word::SUFFIX) && !last_word.is(Word::BRAND_SUFFIX)
            } else {
                let before = doc.lower(TokenId(at.0 - 1));
                matches!(before, "of" | "in" | "," | "for")
                    && !(before == "of" && doc.lower(name.tokens.start) == "bank")
            };
            if !allowed {
                continue;
            }
            for len in (1..=3).rev() {
                let inner = TokenSpan { start: at, end: TokenId(at.0 + len) };
                if inner.end > name.tokens.end || inner.len() == name.tokens.len() {
                    continue;
                }
                let words = doc.span_text(inner);
                write_key(words, &mut text);
                let key = keys.put(&text);
                let known = world.know(key, words);
                let is_body = is_event && (bodies.contains(&key) || known.organisation.is_some());
                if known.state.is_none() && !places.contains(&key) && !is_body {
                    continue;
                }
                let class = match known.state {
                    Some(_) => Class::State,
                    None if is_body => Class::Body,
                    None => Class::Place,
                };
                let head = TokenId(inner.end.0 - 1);
                let mut nested = Candidate::new(inner, head, Form::Name, class, key);
                nested.state = known.state;
                nested.gender = Some(Gender::Neuter);
                nested.within = true;
                found.push(nested);
                start = inner.end;
                break;
            }
        }
    }
    candidates.append(&mut found);
}
