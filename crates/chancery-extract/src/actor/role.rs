//! Offices and functions that the text gives a person: titles, appositions, predicates.

use chancery_nlp::{Dep, Pos, TokenId, TokenSpan};

use super::Role;
use super::candidate::{CandidateId, Class};
use super::draft::Draft;
use super::lexicon::Word;

/// A title has at most so many words.
const LONGEST: u32 = 9;
/// Words in front of a name that may belong to its title.
const BEFORE_NAME: u32 = 8;

/// Words that say what somebody is, and where they stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Description {
    /// All its words: *foreign minister of Ruritania*.
    pub(super) tokens: TokenSpan,
    /// The noun: *minister*.
    pub(super) head: TokenId,
}

/// What the text says of a person by titles in front of names and by nominals joined to it in so many words.
///
/// Nominals that were found to mean the person only by their noun say nothing new and may be wrong.
pub(super) fn descriptions(
    draft: &Draft<'_, '_, '_>,
    mentions: &[CandidateId],
) -> Vec<Description> {
    let is_named = mentions.iter().any(|&id| draft.get(id).is_name());
    mentions
        .iter()
        .filter_map(|&id| {
            let candidate = draft.get(id);
            if candidate.is_name() {
                return title(draft, id);
            }
            let is_stated = draft.clusters.joined(id).is_some_and(super::cluster::Join::is_stated)
                || !is_named
                || draft.joins_stated(id);
            (candidate.is_nominal() && candidate.class == Class::Person && is_stated)
                .then(|| nominal(draft, id))
        })
        .collect()
}

/// The title in front of a name.
fn title(draft: &Draft<'_, '_, '_>, id: CandidateId) -> Option<Description> {
    let doc = draft.doc;
    let name = draft.get(id).tokens.start;
    let mut start = name;
    while let Some(before) = start.prev() {
        let is_part = name.0 - start.0 < BEFORE_NAME
            && doc.sent_number(before) == doc.sent_number(name)
            && (matches!(
                doc.dep(before),
                Dep::Compound | Dep::Amod | Dep::Nmod | Dep::Poss | Dep::Case
            ) || matches!(doc.word(before), "'s" | "’s" | "of")
                || draft.word(before).is(Word::TITLE))
            && matches!(doc.pos(before), Pos::Noun | Pos::Propn | Pos::Adj | Pos::Part | Pos::Adp);
        // "Secretary-General" is three tokens, the second a hyphen.
        let is_hyphen = doc.word(before) == "-"
            && before.prev().is_some_and(|half| doc.lower(half) == "secretary");
        if !(is_part || is_hyphen) {
            break;
        }
        start = before;
    }
    while start < name && matches!(doc.pos(start), Pos::Adp | Pos::Part | Pos::Det | Pos::Punct) {
        start = start.next();
    }
    let tokens = TokenSpan { start, end: name };
    let is_role =
        |token: &TokenId| draft.word(*token).is(Word::TITLE) || draft.noun(*token).is(Word::PERSON);
    let head = tokens.iter().rev().find(is_role)?;
    let last = TokenId(name.0 - 1);
    (!matches!(doc.word(last), "'s" | "’s" | "of") && name.0 - head.0 <= 4)
        .then_some(Description { tokens, head })
}

/// A nominal with the phrase that says of what: "minister of defence", "envoy to Ruritania".
fn nominal(draft: &Draft<'_, '_, '_>, id: CandidateId) -> Description {
    let doc = draft.doc;
    let candidate = draft.get(id);
    let mut start = candidate.tokens.start;
    // "Ruritania's foreign minister": the owner belongs to the office.
    if let Some(poss) = doc.child(candidate.head, &[Dep::Poss])
        && doc.pos(poss) == Pos::Propn
        && poss < start
    {
        start = doc.subtree(poss).start;
    }
    let mut end = candidate.tokens.end;
    let word = draft.word(candidate.head).or(draft.noun(candidate.head));
    let is_office = word.is(Word::OFFICE.or(Word::HEAD).or(Word::TITLE));
    let may_follow = |preposition: &str| match preposition {
        "of" | "for" | "to" => true,
        "at" | "in" | "on" => is_office,
        _ => false,
    };
    if end.index() < doc.len()
        && may_follow(doc.lower(end))
        && doc.head(end) == Some(candidate.head)
    {
        let phrase = TokenSpan { start: end, end: doc.subtree(end).end };
        let stop = phrase
            .iter()
            .skip(1)
            .find(|&token| {
                matches!(doc.dep(token), Dep::Relcl | Dep::Acl | Dep::Appos)
                    || matches!(doc.word(token), "," | "(" | "-" | "—")
                    || doc.pos(token) == Pos::Space
            })
            .unwrap_or(phrase.end);
        if stop.0 > end.0 + 1 && stop.0 - start.0 <= LONGEST {
            end = stop;
        }
    }
    Description { tokens: TokenSpan { start, end }, head: candidate.head }
}

impl Draft<'_, '_, '_> {
    /// Another mention was joined to this one by apposition or the like.
    pub(super) fn joins_stated(&self, id: CandidateId) -> bool {
        // Joins are kept with the later of two; the other lies close by.
        let near = (id.0 + 1..(id.0 + 4).min(self.candidates.len() as u32)).map(CandidateId);
        near.into_iter().any(|other| {
            self.clusters.are_one(id, other)
                && self.get(other).is_name()
                && self.clusters.joined(other).is_some_and(super::cluster::Join::is_stated)
        })
    }
}

/// The roles of a person for the record; `of` is filled where the words name a state or body.
pub(super) fn roles(draft: &mut Draft<'_, '_, '_>, descriptions: &[Description]) -> Vec<Role> {
    let doc = draft.doc;
    let mut roles: Vec<Role> = Vec::new();
    for description in descriptions {
        let head = draft.word(description.head).or(draft.noun(description.head));
        let civil_only = description.tokens.len() == 1
            && head.is(Word::CIVIL)
            && !is_office(draft, description.head);
        if head.is(Word::VAGUE) || civil_only {
            continue;
        }
        let evidence = doc.byte_span(description.tokens);
        let (core, of) = parted(draft, description);
        let title = doc.span_text(core).split_whitespace().collect::<Vec<_>>().join(" ");
        let known = roles.iter_mut().find(|role| role.title.eq_ignore_ascii_case(&title));
        match known {
            Some(role) => role.of = role.of.take().or(of),
            None => roles.push(Role { title, of, evidence }),
        }
    }
    roles
}

/// The office by itself, and the state, body or place whose it is: *foreign minister*, *Denmark*.
fn parted(draft: &mut Draft<'_, '_, '_>, description: &Description) -> (TokenSpan, Option<String>) {
    let doc = draft.doc;
    let TokenSpan { mut start, mut end } = description.tokens;
    let mut of = None;
    // In front: "Danish", "the CIA", "Ruritania's".
    while start < description.head {
        let named =
            draft.named_from(start).filter(|&id| draft.get(id).tokens.end <= description.head);
        if let Some(id) = named {
            of.get_or_insert_with(|| doc.span_text(draft.get(id).tokens).to_owned());
            start = draft.get(id).tokens.end;
        } else if let Some(state) = draft.state_at(start) {
            of.get_or_insert_with(|| draft.world.kb.state(state).name.to_owned());
            start = start.next();
        } else if of.is_some() && matches!(doc.word(start), "'s" | "’s" | "'" | "’") {
            start = start.next();
        } else {
            break;
        }
    }
    // Behind: "of the Czech Republic", "to Egypt".
    let mut preposition = description.head.next();
    while preposition < end && !matches!(doc.lower(preposition), "of" | "for" | "to" | "at" | "in")
    {
        preposition = preposition.next();
    }
    if preposition.0 + 1 < end.0 {
        let object = if doc.lower(preposition.next()) == "the" {
            preposition.next().next()
        } else {
            preposition.next()
        };
        let named = draft.named_from(object).filter(|&id| draft.get(id).tokens.end >= end);
        if let Some(id) = named {
            of.get_or_insert_with(|| doc.span_text(draft.get(id).tokens).to_owned());
            let is_sent_to = matches!(doc.lower(preposition), "to");
            end = if is_sent_to { end } else { preposition };
        }
    }
    (TokenSpan { start, end }, of)
}

impl Draft<'_, '_, '_> {
    /// The name of a state, body or place that begins at a token.
    fn named_from(&self, token: TokenId) -> Option<CandidateId> {
        self.name_from(token).filter(|&id| self.class(id) != Class::Person)
    }
}

/// *Dr* and *Mr* say nothing, *Gen* and *Sen* do.
fn is_office(draft: &Draft<'_, '_, '_>, token: TokenId) -> bool {
    let lower = draft.doc.lower(token).trim_end_matches('.');
    draft.world.kb.title(lower).is_some_and(|title| title.use_ != chancery_kb::TitleUse::Address)
}
