//! Ids of actors over all articles.

use chancery_record::Actor;

/// The entity that an actor is taken for by itself: its Wikidata id or its state's code; else its full name
/// and country (`ivan-petrov.RUS`); else, of a person with one name, itself alone (`ARTICLE#a5`). None for
/// somebody without a name.
pub(crate) fn entity_id(actor: &Actor, article: &str) -> Option<String> {
    if let Some(kb) = &actor.kb {
        return Some(kb.clone());
    }
    if !actor.mentions.iter().any(|mention| mention.form == "name") {
        return None;
    }
    let mut slug = String::with_capacity(actor.name.len());
    let mut words = 0;
    for word in actor.name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if words > 0 {
            slug.push('-');
        }
        slug.extend(word.chars().flat_map(char::to_lowercase));
        words += 1;
    }
    match words {
        0 => None,
        1 if actor.kind == "person" => Some(format!("{article}#{}", actor.id)),
        _ => {
            if let Some(country) = &actor.country {
                slug.push('.');
                slug.push_str(country);
            }
            Some(slug)
        }
    }
}
