//! The parts of an encounter that stand around its word: place, time, duration, topics, privacy, attendance.

use chancery_nlp::{Dep, Doc, EntLabel, Pos, Tag, TokenId};
use chancery_text::ByteSpan;

use super::word::{Signal, Trigger, signal, verb_trigger};
use super::{Attendance, Scene};
use crate::actor::ActorKind;
use crate::clause;
use crate::place::PlaceKind;
use crate::time::{Timex, TimexKind};
use crate::{PlaceId, When};

/// Arcs that a circumstance may be away from its word.
const REACH: usize = 4;

/// `token` hangs on one of `words`, with no other verb in between.
fn hangs_on(doc: &Doc<'_>, token: TokenId, words: &[TokenId]) -> bool {
    let mut at = token;
    for _ in 0..REACH {
        if words.contains(&at) {
            return true;
        }
        if at != token && matches!(doc.pos(at), Pos::Verb | Pos::Aux) {
            return false;
        }
        let Some(head) = doc.head(at) else { return false };
        at = head;
    }
    words.contains(&at)
}

/// The dates and times that hang on the words, nearest to the first word first. Those after *ahead of*,
/// *before*, *since* are not the encounter's.
fn times_of<'a>(scene: Scene<'a>, words: &[TokenId]) -> Vec<&'a Timex> {
    let Scene { doc, times, .. } = scene;
    let sent = doc.sent(words[0]);
    let mut found: Vec<(u32, &Timex)> = Vec::new();
    for token in sent.iter() {
        let Some(timex) = times.at(token) else { continue };
        // The expression's own head is the token whose head lies outside.
        let within = doc.head(token).is_some_and(|head| timex_holds(doc, timex, head));
        if within || !hangs_on(doc, token, words) {
            continue;
        }
        let own = |above: &TokenId| !words.contains(above);
        // *for the first time in two years* is no length.
        let length = timex.kind == TimexKind::Duration;
        let governed = doc.ancestors(token).take(3).take_while(own).any(|above| {
            matches!(doc.pos(above), Pos::Adp | Pos::Sconj)
                && (matches!(doc.lower(above), "before" | "since" | "until" | "after" | "ahead")
                    || length && matches!(doc.lower(above), "in" | "within"))
        });
        if !governed {
            found.push((token.0.abs_diff(words[0].0), timex));
        }
    }
    found.sort_by_key(|&(distance, _)| distance);
    found.into_iter().map(|(_, timex)| timex).collect()
}

fn timex_holds(doc: &Doc<'_>, timex: &Timex, token: TokenId) -> bool {
    timex.span.contains(doc.token(token).span)
}

/// The days of the encounter. With none at the word, *earlier that day* and *the same day* are left to the
/// caller.
pub(super) fn when(scene: Scene<'_>, words: &[TokenId]) -> Option<When> {
    times_of(scene, words)
        .into_iter()
        .filter(|timex| matches!(timex.kind, TimexKind::Date | TimexKind::Time))
        .find_map(|timex| timex.when)
}

/// An expression of this kind hangs on the word.
pub(super) fn has_time_of(scene: Scene<'_>, word: TokenId, kind: TimexKind) -> bool {
    times_of(scene, &[word]).into_iter().any(|timex| timex.kind == kind)
}

/// How long it lasted: *three-day*, *for two hours*.
pub(super) fn duration(scene: Scene<'_>, words: &[TokenId]) -> Option<String> {
    times_of(scene, words)
        .into_iter()
        .find(|timex| timex.kind == TimexKind::Duration && timex.value.starts_with('P'))
        .filter(|timex| timex.value.chars().any(|c| c.is_ascii_digit()))
        .map(|timex| timex.value.clone())
}

/// Where it took place: a place in, at or to which the words are tied; else one in front (*Kazan summit*).
pub(super) fn place(scene: Scene<'_>, words: &[TokenId]) -> Option<PlaceId> {
    let Scene { doc, places, .. } = scene;
    let sent = doc.sent(words[0]);
    let tied = |token: TokenId| {
        let place = places.at(token)?;
        // *to his Florida resort*: the place stands in front of a building.
        let object = match doc.dep(token) {
            Dep::Compound | Dep::Poss | Dep::Nmod => doc.head(token)?,
            _ => token,
        };
        let preposition = doc.head(object).filter(|_| doc.dep(object) == Dep::Pobj)?;
        let near = matches!(doc.lower(preposition), "in" | "at" | "to" | "near" | "on" | "outside");
        // *the crisis in Ukraine* is no place of the meeting.
        let holder = doc.head(preposition)?;
        // *talks with her counterpart in Lund*: the parser may tie the place to the person.
        let to_person = || {
            scene.actors.at(holder).is_some_and(|actor| {
                scene.actors.get(actor).kind == ActorKind::Person && hangs_on(doc, holder, words)
            })
        };
        let tied = words.contains(&holder) || through_building(doc, holder, words) || to_person();
        (near && tied).then_some(place)
    };
    let mut found = sent.iter().filter_map(|token| tied(token).map(|place| (token, place)));
    let nearest = found.by_ref().min_by_key(|(token, place)| {
        let coarse = scene.places.get(*place).kind == PlaceKind::Country;
        (coarse, token.0.abs_diff(words[0].0))
    });
    nearest.map(|(_, place)| place).or_else(|| place_of_clause(scene, words)).or_else(|| {
        doc.children_as(words[0], &[Dep::Compound, Dep::Nmod])
            .filter(|&child| doc.pos(child) == Pos::Propn)
            .find_map(|child| places.at(child))
            .filter(|&place| scene.places.get(place).kind != PlaceKind::Country)
    })
}

/// *Lund, where the two will meet*: the place that the relative clause is about.
fn place_of_clause(scene: Scene<'_>, words: &[TokenId]) -> Option<PlaceId> {
    let Scene { doc, places, .. } = scene;
    words.iter().find_map(|&word| {
        doc.children_as(word, &[Dep::Advmod]).find(|&adverb| doc.lower(adverb) == "where")?;
        let of = doc.head(word).filter(|_| matches!(doc.dep(word), Dep::Relcl | Dep::Advcl))?;
        // The parser may hang the clause on the verb before the place.
        places.at(of).or_else(|| {
            let comma = doc.subtree(word).start.prev()?;
            let before = if doc.lower(comma) == "," { comma.prev()? } else { comma };
            places.at(before)
        })
    })
}

/// *at his estate in Florida*, *behind closed doors in Lund*: the place stands below a building.
fn through_building(doc: &Doc<'_>, holder: TokenId, words: &[TokenId]) -> bool {
    doc.pos(holder) == Pos::Noun
        && doc.dep(holder) == Dep::Pobj
        && doc.head(holder).is_some_and(|preposition| {
            matches!(doc.lower(preposition), "at" | "in" | "behind")
                && doc.head(preposition).is_some_and(|above| words.contains(&above))
        })
}

/// Behind closed doors, as a word beside or the phrase says.
pub(super) fn is_private(doc: &Doc<'_>, words: &[TokenId]) -> bool {
    words.iter().any(|&word| {
        doc.children(word).iter().any(|&child| match doc.dep(child) {
            Dep::Amod | Dep::Advmod | Dep::Compound | Dep::Acomp => {
                signal(doc.lower(child)) == Some(Signal::Private)
                    || doc.lower(child) == "door" && closed(doc, child)
            }
            Dep::Prep => match doc.lower(child) {
                "in" => doc
                    .child(child, &[Dep::Pobj, Dep::Amod, Dep::Advmod])
                    .is_some_and(|o| matches!(doc.lower(o), "private" | "secret")),
                "behind" => doc.child(child, &[Dep::Pobj]).is_some_and(|doors| closed(doc, doors)),
                "off" => doc.child(child, &[Dep::Pobj]).is_some_and(|o| doc.lower(o) == "record"),
                _ => false,
            },
            _ => false,
        })
    })
}

fn closed(doc: &Doc<'_>, doors: TokenId) -> bool {
    doc.children_as(doors, &[Dep::Amod]).any(|adjective| doc.lower(adjective) == "closed")
}

/// What the parties talked about: *about*, *on*, *over* below the noun, *to discuss X*.
pub(super) fn topics(scene: Scene<'_>, words: &[TokenId]) -> Vec<ByteSpan> {
    let Scene { doc, times, places, .. } = scene;
    let mut found = Vec::new();
    for &word in words {
        for (preposition, object) in clause::preposition_objects(doc, word) {
            let about = match doc.lower(preposition) {
                "about" | "regarding" | "concerning" => true,
                // *on Capitol Hill*, *on the sidelines*, *over lunch* are no topics.
                "on" | "over" => {
                    doc.pos(word) == Pos::Noun
                        && places.at(object).is_none()
                        && doc.pos(object) != Pos::Propn
                        && !matches!(
                            signal(doc.lemma(object)),
                            Some(Signal::Occasion | Signal::Journey)
                        )
                        && super::word::noun_trigger(doc.lemma(object)).is_none()
                }
                _ => false,
            };
            let names = !matches!(doc.pos(object), Pos::Pron | Pos::Det);
            if about && names && times.at(object).is_none() {
                found.extend(topic_spans(doc, object));
            }
        }
        for &child in doc.children(word) {
            let purpose = matches!(doc.dep(child), Dep::Advcl | Dep::Acl | Dep::Xcomp | Dep::Relcl);
            if !purpose {
                continue;
            }
            let verbs = std::iter::once(child).chain(doc.children_as(child, &[Dep::Conj]));
            for verb in verbs {
                let trigger = verb_trigger(doc.lemma(verb));
                // *his visit to stress the need for talks*: said there, so its topic.
                let raised = trigger == Some(Trigger::Raise)
                    && doc.children_as(verb, &[Dep::Aux]).any(|aux| doc.tag(aux) == Tag::To);
                if raised || trigger == Some(Trigger::Discuss) {
                    found.extend(discussed(doc, verb));
                }
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// *the summit, which saw leaders gather to discuss X*: what is discussed in the noun's own relative clause.
pub(super) fn topics_of_relative_clause(doc: &Doc<'_>, noun: TokenId) -> Vec<ByteSpan> {
    doc.children_as(noun, &[Dep::Relcl])
        .flat_map(|clause| doc.subtree(clause).iter())
        .filter(|&token| {
            doc.pos(token) == Pos::Verb && verb_trigger(doc.lemma(token)) == Some(Trigger::Discuss)
        })
        .flat_map(|verb| discussed(doc, verb))
        .collect()
}

/// The objects of *discuss* and its like, each a span.
pub(super) fn discussed(doc: &Doc<'_>, verb: TokenId) -> Vec<ByteSpan> {
    let object = doc.child(verb, &[Dep::Dobj]).filter(|&object| {
        !matches!(doc.pos(object), Pos::Pron | Pos::Det)
            && signal(doc.lower(object)) != Some(Signal::Press)
    });
    let Some(object) = object else { return Vec::new() };
    let mut found = topic_spans(doc, object);
    // *, as well as the financial system*
    for &child in doc.children(object).iter().chain(doc.children(verb)) {
        if doc.dep(child) == Dep::Cc && doc.lower(child) == "well" {
            continue;
        }
        if doc.dep(child) == Dep::Prep
            && matches!(doc.lower(child), "including" | "as")
            && let Some(more) = doc.child(child, &[Dep::Pobj])
        {
            found.extend(topic_spans(doc, more));
        }
    }
    found
}

/// A noun phrase and what is coordinated with it, each a span without its conjuncts.
fn topic_spans(doc: &Doc<'_>, head: TokenId) -> Vec<ByteSpan> {
    let heads = clause::conjuncts(doc, head);
    let mut spans = Vec::new();
    for &head in &heads {
        let mut span = doc.subtree(head);
        for &child in doc.children(head) {
            let cuts = child > head
                && matches!(
                    doc.dep(child),
                    Dep::Cc
                        | Dep::Conj
                        | Dep::Punct
                        | Dep::Relcl
                        | Dep::Acl
                        | Dep::Advcl
                        | Dep::Appos
                );
            if cuts {
                span.end = doc.subtree(child).start.max(head.next());
                break;
            }
            if child < head && doc.dep(child) == Dep::Det && child == span.start {
                span.start = child.next();
            }
        }
        let span = doc.byte_span(clause::trim_span(doc, span));
        if !spans.contains(&span) {
            spans.push(span);
        }
    }
    spans
}

/// A number of people or bodies: *high-level delegations from 36 nations*, *nearly 500 soldiers*.
pub(super) fn attendance(doc: &Doc<'_>, head: TokenId) -> Vec<Attendance> {
    let mut found = Vec::new();
    for head in clause::conjuncts(doc, head) {
        let below = clause::preposition_objects(doc, head)
            .filter(|&(preposition, _)| matches!(doc.lower(preposition), "from" | "of"))
            .map(|(_, object)| object);
        for noun in std::iter::once(head).chain(below) {
            let Some(number) = doc.child(noun, &[Dep::Nummod]) else { continue };
            // *from all five branches* counts no guests.
            if doc.children_as(noun, &[Dep::Det, Dep::Predet]).any(|all| doc.lower(all) == "all") {
                continue;
            }
            let Some(count) = number_value(doc.lower(number)) else { continue };
            // *three days*, *two hours* count no people.
            if doc.ent(number).is_some_and(|ent| {
                matches!(
                    ent.label,
                    EntLabel::Date | EntLabel::Time | EntLabel::Money | EntLabel::Percent
                )
            }) {
                continue;
            }
            let last = last_word(doc, noun);
            let evidence = doc.byte_span(chancery_nlp::TokenSpan {
                start: number,
                end: last.next().max(number.next()),
            });
            let start = number.next();
            let words = chancery_nlp::TokenSpan { start, end: last.next().max(start) };
            found.push(Attendance { count, of: doc.span_text(words).to_owned(), evidence });
        }
    }
    found
}

/// *heads **of state***: the noun alone would say nothing.
fn last_word(doc: &Doc<'_>, noun: TokenId) -> TokenId {
    let of = doc.children_as(noun, &[Dep::Prep]).find(|&of| doc.lower(of) == "of");
    of.filter(|_| doc.lemma(noun) == "head").and_then(|of| doc.child(of, &[Dep::Pobj])).map_or(
        noun,
        |object| {
            // *heads of state and government*
            clause::conjuncts(doc, object).into_iter().max().unwrap_or(object)
        },
    )
}

/// *36*, *1,200*, *twelve*.
fn number_value(word: &str) -> Option<u64> {
    const WORDS: [&str; 21] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    if let Some(value) = WORDS.iter().position(|&known| known == word) {
        return Some(value as u64);
    }
    let digits: String = word.chars().filter(|&c| c != ',').collect();
    digits.parse().ok()
}
