//! Places that the gazetteer does not have: whole entities, known by their label, their words or the
//! preposition in front.

use chancery_kb::Gazetteer;
use chancery_nlp::{Doc, Ent, EntLabel, TokenSpan};

use super::scan::{Class, after_directions, class_of, core, is_capitalised};
use super::words::{Role, Words};

/// A place name that is all of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Whole {
    pub(super) tokens: TokenSpan,
    /// It replaces names inside it: *Kesho* in *Kesho River*.
    pub(super) replaces: bool,
    /// A street, airport, church: a name in it need not be its town's.
    pub(super) facility: bool,
}

/// The place that an entity is as a whole, where none of its words is one already; `taken` tells whether one is.
pub(super) fn whole(doc: &Doc<'_>, ent: Ent, taken: bool) -> Option<Whole> {
    let words = Words::embedded();
    let tokens = core(doc, ent.tokens);
    // The kind of thing is told by the last word, the first, or the one before *of*: *Kesho River*, *Lake
    // Kesho*, *the Gulf of Kesho*, but not *the Kesho Highway Patrol*.
    let has = |role| {
        tokens.iter().any(|token| {
            is_capitalised(doc, token)
                && words.is(doc.lower(token), role)
                && (token == tokens.start
                    || token.next() == tokens.end
                    || token.next().next() == tokens.end
                        && words.is(doc.lower(token.next()), Role::Unit)
                    || doc.lower(token.next()) == "of")
        })
    };
    let digits = doc.span_text(tokens).contains(|c: char| c.is_ascii_digit());
    let broken = doc.span_text(tokens).contains('\n');
    if broken || words.is_stop(&Gazetteer::key(doc.span_text(tokens))) {
        return None;
    }
    let capitals = tokens.iter().all(|token| is_capitalised(doc, token) || doc.lower(token) == "-");
    let facility = has(Role::Facility) && !digits;
    match ent.label {
        EntLabel::Fac if facility => Some(Whole { tokens, replaces: true, facility: true }),
        EntLabel::Org | EntLabel::Person | EntLabel::Product if ends_in_street(doc, tokens) => {
            Some(Whole { tokens, replaces: true, facility: true })
        }
        EntLabel::Gpe | EntLabel::Loc if taken => {
            let directed = after_directions(doc, words, tokens) != tokens.start;
            (has(Role::Nature) && capitals && !directed && tokens.len() > 1).then_some(Whole {
                tokens,
                replaces: true,
                facility: false,
            })
        }
        _ if taken => None,
        EntLabel::Gpe | EntLabel::Loc => unknown(doc, words, ent, tokens),
        _ => None,
    }
}

fn unknown(doc: &Doc<'_>, words: &Words, ent: Ent, tokens: TokenSpan) -> Option<Whole> {
    let gazetteer = Gazetteer::embedded();
    let place = |tokens| Some(Whole { tokens, replaces: false, facility: false });
    let start = after_directions(doc, words, tokens);
    if start != tokens.start {
        let rest = TokenSpan { start, end: tokens.end };
        let senses = gazetteer.senses(doc.span_text(rest));
        if !senses.is_empty() && is_capitalised(doc, start) {
            let large = matches!(
                class_of(gazetteer, senses),
                Class::Country | Class::Continent | Class::Region | Class::Admin1
            );
            // *Northern Mali* is a part of Mali, *North Brenford* another town than Brenford.
            return place(if is_capitalised(doc, tokens.start) && !large { tokens } else { rest });
        }
    }
    let first_upper = is_capitalised(doc, tokens.start);
    let before = ent.tokens.start.prev().map_or("", |before| doc.lower(before));
    let asked = words.is(before, Role::Inside) || matches!(before, "from" | "at");
    let last = tokens.end.0 - 1;
    let unit = words.is(doc.lower(chancery_nlp::TokenId(last)), Role::Unit);
    let capitals = tokens.iter().all(|token| is_capitalised(doc, token));
    let some_known = capitals
        && tokens.len() > 1
        && tokens.iter().any(|token| !gazetteer.senses(doc.word(token)).is_empty());
    let nature = tokens
        .iter()
        .any(|token| is_capitalised(doc, token) && words.is(doc.lower(token), Role::Nature));
    match ent.label {
        EntLabel::Gpe if first_upper && (asked || unit || some_known) => place(tokens),
        EntLabel::Loc if nature => place(tokens),
        _ => None,
    }
}

fn ends_in_street(doc: &Doc<'_>, tokens: TokenSpan) -> bool {
    let last = chancery_nlp::TokenId(tokens.end.0 - 1);
    tokens.len() > 1
        && matches!(
            doc.word(last),
            "Street"
                | "Avenue"
                | "Road"
                | "Parkway"
                | "Drive"
                | "Airport"
                | "Bridge"
                | "Park"
                | "Boulevard"
        )
}
