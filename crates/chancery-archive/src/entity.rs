//! Ids of actors over all articles.

use chancery_record::Actor;

/// The entity that an actor is taken for by itself. A surname alone, or a body of any
/// state, stands for somebody of this article only: `petrov.RUS@ARTICLE`. None for somebody without a name.
pub(crate) fn entity_id(actor: &Actor, article: &str) -> Option<String> {
    let id = chancery_union::entity_id(
        &actor.name,
        &actor.kind,
        actor.kb.as_deref(),
        actor.country.as_deref(),
        actor.confidence,
    )?;
    let alone = actor.kb.as_ref() != Some(&id)
        && chancery_union::counts_within_story(&id, &actor.kind, actor.country.as_deref());
    Some(if alone { format!("{id}@{article}") } else { id })
}

/// The id without the article.
pub(crate) fn bare(id: &str) -> &str {
    id.split_once('@').map_or(id, |(bare, _)| bare)
}
