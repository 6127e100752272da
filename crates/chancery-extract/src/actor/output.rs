//! From clusters to the actors of the record.

use chancery_nlp::{Dep, EntLabel, Pos, TokenId};
use chancery_text::Article;
use rustc_hash::FxHashMap;

use super::candidate::{CandidateId, Class, Form, Gender};
use super::code::{self, Code, Context};
use super::draft::Draft;
use super::lexicon::Word;
use super::{
    Actor, ActorKind, Actors, Mention, MentionForm, group, link, namesakes, pronoun, role,
};
use crate::ActorId;

/// Writes the actors of a text, in the order of their first mentions.
pub(super) fn actors(draft: &mut Draft<'_, '_, '_>, article: &Article) -> Actors {
    let context = Context::new(draft, article);
    namesakes::settle(draft, &context);
    let mut members: Vec<Vec<CandidateId>> = Vec::new();
    let mut of_root: FxHashMap<u32, usize> = FxHashMap::default();
    for id in draft.ids() {
        let place = *of_root.entry(draft.clusters.root(id)).or_insert_with(|| {
            members.push(Vec::new());
            members.len() - 1
        });
        members[place].push(id);
    }
    let mut drafts: Vec<Found> = Vec::new();
    for mentions in &members {
        if is_actor(draft, mentions)
            && let Some(actor) = actor(draft, &context, mentions)
        {
            drafts.push(Found {
                actor,
                owner: owner(draft, mentions),
                words: words(draft, mentions),
                candidates: mentions.clone(),
            });
        }
    }
    states_by_adjective(draft, &mut drafts);
    countries_of_owners(&mut drafts);
    drafts.sort_by_key(|found| found.actor.mentions[0].tokens);
    let words: Vec<(TokenId, ActorId)> = drafts
        .iter()
        .enumerate()
        .flat_map(|(i, found)| found.words.iter().map(move |&word| (word, ActorId(i as u32))))
        .collect();
    let (items, candidates): (Vec<Actor>, Vec<Vec<CandidateId>>) =
        drafts.into_iter().map(|found| (found.actor, found.candidates)).unzip();
    let mut found = Actors::new(draft.doc, items, words);
    let more = through_other_words(draft, &found);
    found.refer(more);
    let groups: Vec<(ActorId, Vec<ActorId>)> = (0..)
        .map(ActorId)
        .zip(&candidates)
        .filter_map(|(id, mentions)| {
            let members = group::members(draft, &found, mentions)?;
            (!members.contains(&id)).then_some((id, members))
        })
        .collect();
    for (id, members) in &groups {
        if candidates[id.index()].iter().any(|&id| draft.get(id).is_coordination()) {
            let names: Vec<&str> =
                members.iter().map(|&member| found.get(member).name.as_str()).collect();
            let name = names.join(" and ");
            found.rename(*id, name);
        }
    }
    found.set_groups(groups);
    found
}

/// An actor that is nearly done.
struct Found {
    actor: Actor,
    /// The word that names its owner.
    owner: Option<TokenId>,
    /// Words that refer to it and are no heads of its mentions.
    words: Vec<TokenId>,
    /// The candidates that it was made of.
    candidates: Vec<CandidateId>,
}

/// What owns the first of the mentions that has an owner; allies and neighbours are not of their owner's country.
fn owner(draft: &Draft<'_, '_, '_>, mentions: &[CandidateId]) -> Option<TokenId> {
    let owner = mentions.iter().take(8).find_map(|&id| {
        let candidate = draft.get(id);
        let is_outsider = draft.lexicon.word(draft.keys.text(candidate.key)).is(Word::OUTSIDER);
        candidate.owner.filter(|_| !is_outsider)
    })?;
    Some(draft.get(owner).head)
}

/// "Israeli raids": an adjective in front of an act means the state. A state that the text names in no other
/// way is an actor by its first adjective.
fn states_by_adjective(draft: &Draft<'_, '_, '_>, drafts: &mut Vec<Found>) {
    let doc = draft.doc;
    let mut of_state: FxHashMap<&str, usize> = FxHashMap::default();
    for (i, found) in drafts.iter().enumerate() {
        if found.actor.kind == ActorKind::State
            && let Some(iso3) =
                found.actor.kb.as_deref().and_then(|kb| draft.world.kb.state_by_code(kb))
        {
            of_state.entry(iso3.1.iso3).or_insert(i);
        }
    }
    for adjective in &draft.adjectives {
        let describes_actor = describes_actor(draft, adjective.head);
        if describes_actor {
            continue;
        }
        let state = draft.world.kb.state(adjective.state);
        if let Some(&known) = of_state.get(state.iso3) {
            drafts[known].words.push(adjective.head);
            continue;
        }
        of_state.insert(state.iso3, drafts.len());
        let code = code::of_state(draft, adjective.state);
        let link = link::of_state(state);
        drafts.push(Found {
            actor: Actor {
                name: state.name.to_owned(),
                kind: ActorKind::State,
                kb: link.kb,
                wikipedia: link.wikipedia,
                country: code.country.map(str::to_owned),
                sector: code.sector.map(str::to_owned),
                cameo: code::cameo(code),
                confidence: link.confidence,
                roles: Vec::new(),
                mentions: vec![Mention {
                    span: doc.byte_span(adjective.tokens),
                    tokens: adjective.tokens,
                    head: adjective.head,
                    form: MentionForm::Nominal,
                }],
            },
            owner: None,
            words: Vec::new(),
            candidates: Vec::new(),
        });
    }
}

/// The adjective belongs to a person or body: "Danish police", "Danish Foreign Minister Ann Lund".
fn describes_actor(draft: &Draft<'_, '_, '_>, adjective: TokenId) -> bool {
    let doc = draft.doc;
    let mut at = adjective;
    while matches!(doc.dep(at), Dep::Amod | Dep::Compound | Dep::Nmod) {
        let Some(above) = doc.head(at) else { break };
        let candidate = draft.at(above).map(|id| draft.class(id));
        let is_actor = matches!(candidate, Some(Class::Person | Class::Body));
        if is_actor || draft.noun(above).is(Word::PERSON) {
            return true;
        }
        at = above;
    }
    false
}

/// Whose country is not known takes that of the owner: "supporters of the president".
fn countries_of_owners(drafts: &mut [Found]) {
    let mut by_head: FxHashMap<TokenId, usize> = FxHashMap::default();
    for (i, found) in drafts.iter().enumerate() {
        by_head.extend(found.actor.mentions.iter().map(|mention| (mention.head, i)));
    }
    for i in 0..drafts.len() {
        let actor = &drafts[i].actor;
        if actor.country.is_some() {
            continue;
        }
        let owner = drafts[i].owner.and_then(|owner| by_head.get(&owner));
        let Some(country) = owner.and_then(|&owner| drafts[owner].actor.country.clone()) else {
            continue;
        };
        let actor = &mut drafts[i].actor;
        actor.cameo = Some(code::cameo_of(&country, actor.sector.as_deref()));
        actor.country = Some(country);
    }
}

/// The cluster is a person, body, state or people, or a place that acts.
fn is_actor(draft: &Draft<'_, '_, '_>, mentions: &[CandidateId]) -> bool {
    let cluster = draft.cluster(mentions[0]);
    let acts = || mentions.iter().any(|&id| draft.acts(id));
    let is_single = mentions.len() == 1;
    if !cluster.has_noun {
        // Pronouns that found no antecedent; *it* and *its* alone say nothing.
        return !is_single && cluster.gender() != Some(Gender::Neuter);
    }
    match cluster.class() {
        Class::Person | Class::Body | Class::State => true,
        Class::Thing | Class::Named => false,
        Class::Unknown => !is_single || cluster.names.is_empty() || acts(),
        Class::Place => {
            let is_town = mentions.iter().any(|&id| draft.get(id).label == Some(EntLabel::Gpe));
            let is_called_otherwise = mentions.iter().any(|&id| !draft.get(id).is_name());
            let takes_part = mentions.iter().any(|&id| draft.acts(id) || draft.is_acted_upon(id));
            let noun_is = |class| {
                cluster.nouns.iter().any(|&n| draft.lexicon.word(draft.keys.text(n)).is(class))
            };
            // "The BRICS countries agreed" act; "left the country" is a place.
            !is_single && is_called_otherwise
                || (is_town || noun_is(Word::TOWN)) && takes_part
                || noun_is(Word::NATION) && acts()
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
    let cluster = draft.cluster(mentions[0]);
    let is_person = cluster.class() == Class::Person;
    let is_single = is_person && !cluster.plural;
    let descriptions = if is_person { role::descriptions(draft, mentions) } else { Vec::new() };
    let code = code::code(draft, context, mentions, &descriptions);
    let link = link::link(draft, context, mentions, code.country, &descriptions);
    Some(Actor {
        name: name(draft, mentions),
        kind: kind(draft, mentions, code),
        kb: link.kb,
        wikipedia: link.wikipedia,
        country: code.country.map(str::to_owned),
        sector: code.sector.map(str::to_owned),
        cameo: code::cameo(code),
        confidence: link.confidence,
        roles: if is_single { role::roles(draft, &descriptions) } else { Vec::new() },
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
            Form::Nominal | Form::Coordination => MentionForm::Nominal,
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
    let nominal = || {
        mentions.iter().find(|&&id| draft.get(id).is_nominal() || draft.get(id).is_coordination())
    };
    text(*longest.or_else(nominal).unwrap_or(&mentions[0]))
}

fn kind(draft: &Draft<'_, '_, '_>, mentions: &[CandidateId], code: Code) -> ActorKind {
    let cluster = draft.cluster(mentions[0]);
    if cluster.state.is_some() {
        return ActorKind::State;
    }
    // *Norway and Poland*, for which a pronoun stands, are no state.
    if cluster.names.is_empty() && mentions.iter().any(|&id| draft.get(id).is_coordination()) {
        return if cluster.class() == Class::Person { ActorKind::People } else { ActorKind::Other };
    }
    match cluster.class() {
        Class::Person | Class::Unknown
            if cluster.plural && (cluster.class() == Class::Person || !cluster.is_named()) =>
        {
            ActorKind::People
        }
        Class::State => ActorKind::State,
        Class::Body | Class::Unknown if is_armed_group(draft, mentions, code) => {
            ActorKind::ArmedGroup
        }
        Class::Body => ActorKind::Organisation,
        Class::Unknown if cluster.is_named() => ActorKind::Organisation,
        Class::Person | Class::Unknown => ActorKind::Person,
        _ => ActorKind::Other,
    }
}

fn is_armed_group(draft: &Draft<'_, '_, '_>, mentions: &[CandidateId], code: Code) -> bool {
    let is_party = mentions.iter().any(|&id| draft.known(id).organisation.is_some());
    let fights = matches!(code.sector, Some("REB" | "PRM" | "UAF"));
    fights && !is_party
        || mentions.iter().any(|&id| {
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
fn words(draft: &Draft<'_, '_, '_>, mentions: &[CandidateId]) -> Vec<TokenId> {
    let mut words = Vec::new();
    for &id in mentions {
        let candidate = draft.get(id);
        if candidate.is_coordination() {
            continue;
        }
        if candidate.is_name() && !candidate.within {
            words.extend(candidate.tokens.iter());
        } else if candidate.unlisted {
            words.push(candidate.head);
        }
    }
    words
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
        if doc.dep(candidate.head) == Dep::Pobj && !candidate.is_coordination() {
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
