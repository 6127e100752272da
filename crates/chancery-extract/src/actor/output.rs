//! From clusters to the actors of the record.

use chancery_nlp::{Dep, EntLabel, Pos, TokenId};
use chancery_text::Article;
use rustc_hash::FxHashMap;

use super::candidate::{CandidateId, Class, Form};
use super::code::{self, Context};
use super::draft::Draft;
use super::{Actor, ActorKind, Actors, Mention, MentionForm, link, pronoun, role};
use crate::ActorId;

/// Writes the actors of a text, in the order of their first mentions.
pub(super) fn actors(draft: &mut Draft<'_, '_, '_>, article: &Article) -> Actors {
    let context = Context::new(draft, article);
    let mut members: Vec<Vec<CandidateId>> = Vec::new();
    let mut of_root: FxHashMap<u32, usize> = FxHashMap::default();
    for id in draft.ids() {
        let place = *of_root.entry(draft.clusters.root(id)).or_insert_with(|| {
            members.push(Vec::new());
            members.len() - 1
        });
        members[place].push(id);
    }
    let mut actors = Vec::new();
    let mut unlisted = Vec::new();
    for mentions in &members {
        if !is_actor(draft, mentions) {
            continue;
        }
        let Some(actor) = actor(draft, &context, mentions) else { continue };
        let number = ActorId(actors.len() as u32);
        refer(draft, mentions, number, &mut unlisted);
        actors.push(actor);
    }
    let mut found = Actors::new(draft.doc, actors, unlisted);
    let more = through_other_words(draft, &found);
    found.refer(more);
    found
}

/// The cluster is a person, body, state or people, or a place that acts.
fn is_actor(draft: &Draft<'_, '_, '_>, mentions: &[CandidateId]) -> bool {
    let cluster = draft.cluster(mentions[0]);
    let acts = || mentions.iter().any(|&id| draft.acts(id));
    let is_single = mentions.len() == 1;
    if !cluster.has_noun {
        // Pronouns that found no antecedent: *we* and *I* speak, others need each other.
        return !is_single;
    }
    match cluster.class() {
        Class::Person | Class::Body | Class::State => true,
        Class::Thing | Class::Named => false,
        Class::Unknown => !is_single || cluster.names.is_empty() || acts(),
        Class::Place => {
            let is_town = mentions.iter().any(|&id| draft.get(id).label == Some(EntLabel::Gpe));
            let is_called_otherwise = mentions.iter().any(|&id| !draft.get(id).is_name());
            !is_single && is_called_otherwise || is_town && acts()
        }
    }
}

fn actor(
    draft: &mut Draft<'_, '_, '_>,
    context: &Context,
    mentions: &[CandidateId],
) -> Option<Actor> {
    let listed: Vec<Mention> = mentions
        .iter()
        .filter(|&&id| !draft.get(id).unlisted)
        .map(|&id| mention(draft, id))
        .collect();
    let listed = without_overlaps(listed);
    listed.first()?;
    let descriptions = role::descriptions(draft, mentions);
    let code = code::code(draft, context, mentions, &descriptions);
    let link = link::link(draft, context, mentions, code.country);
    Some(Actor {
        name: name(draft, mentions),
        kind: kind(draft, mentions),
        kb: link.kb,
        wikipedia: link.wikipedia,
        country: code.country.map(str::to_owned),
        sector: code.sector.map(str::to_owned),
        cameo: code::cameo(code),
        confidence: link.confidence,
        roles: role::roles(draft, &descriptions),
        mentions: listed,
    })
}

fn mention(draft: &Draft<'_, '_, '_>, id: CandidateId) -> Mention {
    let candidate = draft.get(id);
    Mention {
        span: draft.doc.byte_span(candidate.tokens),
        tokens: candidate.tokens,
        head: candidate.head,
        form: match candidate.form {
            Form::Name => MentionForm::Name,
            Form::Nominal => MentionForm::Nominal,
            Form::Pronoun(_) => MentionForm::Pronoun,
        },
    }
}

/// Mentions of one actor do not overlap: of two the longer stays.
fn without_overlaps(mentions: Vec<Mention>) -> Vec<Mention> {
    let mut kept: Vec<Mention> = Vec::with_capacity(mentions.len());
    for mention in mentions {
        match kept.last_mut() {
            Some(last) if last.tokens.overlaps(mention.tokens) => {
                if mention.tokens.len() > last.tokens.len() {
                    *last = mention;
                }
            }
            _ => kept.push(mention),
        }
    }
    kept
}

/// The longest name, else the first nominal, else the first pronoun.
fn name(draft: &Draft<'_, '_, '_>, mentions: &[CandidateId]) -> String {
    let text = |id: CandidateId| {
        draft.doc.span_text(draft.get(id).tokens).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let state = draft.cluster(mentions[0]).state;
    if let Some(state) = state {
        return draft.world.kb.state(state).name.to_owned();
    }
    let longest = mentions
        .iter()
        .rev()
        .filter(|&&id| draft.get(id).is_name())
        .max_by_key(|&&id| draft.get(id).tokens.len());
    let nominal = || mentions.iter().find(|&&id| draft.get(id).is_nominal());
    text(*longest.or_else(nominal).unwrap_or(&mentions[0]))
}

fn kind(draft: &Draft<'_, '_, '_>, mentions: &[CandidateId]) -> ActorKind {
    let cluster = draft.cluster(mentions[0]);
    if cluster.state.is_some() {
        return ActorKind::State;
    }
    match cluster.class() {
        Class::Person | Class::Unknown
            if cluster.plural && (cluster.class() == Class::Person || !cluster.is_named()) =>
        {
            ActorKind::People
        }
        Class::State => ActorKind::State,
        Class::Body | Class::Unknown if is_armed_group(draft, mentions) => ActorKind::ArmedGroup,
        Class::Body => ActorKind::Organisation,
        Class::Unknown if cluster.is_named() => ActorKind::Organisation,
        Class::Person | Class::Unknown => ActorKind::Person,
        _ => ActorKind::Other,
    }
}

fn is_armed_group(draft: &Draft<'_, '_, '_>, mentions: &[CandidateId]) -> bool {
    mentions.iter().any(|&id| {
        let candidate = draft.get(id);
        if candidate.is_name() {
            let known = draft.known(id);
            return known.armed_group.is_some() && known.organisation.is_none();
        }
        candidate.is_nominal()
            && matches!(draft.keys.text(candidate.key), "militia" | "guerrilla" | "insurgency")
    })
}

/// All words of an actor's names refer to it, wherever the parser has put the head.
fn refer(
    draft: &Draft<'_, '_, '_>,
    mentions: &[CandidateId],
    number: ActorId,
    unlisted: &mut Vec<(TokenId, ActorId)>,
) {
    for &id in mentions {
        let candidate = draft.get(id);
        if candidate.is_name() && !candidate.within {
            unlisted.extend(candidate.tokens.iter().map(|token| (token, number)));
        } else if candidate.unlisted {
            unlisted.push((candidate.head, number));
        }
    }
}

/// Words that stand for an actor's mention: relative pronouns, and what counts or parts them
/// (*dozens of protesters*, *some of the ministers*).
fn through_other_words(draft: &Draft<'_, '_, '_>, found: &Actors) -> Vec<(TokenId, ActorId)> {
    let doc = draft.doc;
    let mut more = Vec::new();
    for id in draft.ids() {
        let candidate = draft.get(id);
        if matches!(candidate.form, Form::Pronoun(super::candidate::Person::Relative)) {
            let noun = pronoun::antecedent(doc, candidate.head);
            if let Some(actor) = noun.and_then(|noun| found.at(noun))
                && found.at(candidate.head).is_none()
            {
                more.push((candidate.head, actor));
            }
        }
        if doc.dep(candidate.head) == Dep::Pobj {
            let counted = doc
                .head(candidate.head)
                .filter(|&of| doc.lower(of) == "of")
                .and_then(|of| doc.head(of))
                .filter(|&part| found.at(part).is_none() && is_part(draft, part));
            if let (Some(part), Some(actor)) = (counted, found.at(candidate.head)) {
                more.push((part, actor));
            }
        }
    }
    more
}

/// A word that counts or parts what "of" names behind it.
fn is_part(draft: &Draft<'_, '_, '_>, token: TokenId) -> bool {
    let doc = draft.doc;
    matches!(doc.pos(token), Pos::Num | Pos::Det | Pos::Pron)
        || matches!(
            doc.lemma(token),
            "dozen"
                | "hundred"
                | "thousand"
                | "million"
                | "score"
                | "number"
                | "majority"
                | "minority"
                | "rest"
                | "part"
                | "half"
                | "handful"
                | "pair"
                | "couple"
                | "crowd"
                | "group"
                | "lot"
                | "many"
                | "most"
                | "several"
                | "all"
                | "some"
                | "few"
        )
}
