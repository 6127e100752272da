//! Pronouns, without those that stand for nothing: "it rains", "it is clear that".

use chancery_nlp::{Dep, Doc, Pos, Tag, TokenId, TokenSpan};

use super::candidate::{Candidate, Class, Form, Gender, Keys, Person};

/// Adds the pronouns of a text to `candidates`.
pub(super) fn pronouns(doc: &Doc<'_>, keys: &mut Keys, candidates: &mut Vec<Candidate>) {
    for token in doc.ids() {
        if !matches!(doc.pos(token), Pos::Pron | Pos::Det | Pos::Adj | Pos::Propn) {
            continue;
        }
        let lower = doc.lower(token);
        let Some((person, plural, gender)) = pronoun(lower) else { continue };
        let stands_for_something = match lower {
            "us" => doc.word(token) != "US",
            "mine" => doc.pos(token) == Pos::Pron,
            "it" => !is_expletive(doc, token),
            "that" | "which" | "who" | "whom" | "whose" => antecedent(doc, token).is_some(),
            _ => true,
        };
        if !stands_for_something {
            continue;
        }
        let key = keys.put(lower);
        let mut found = Candidate::new(
            TokenSpan::one(token),
            token,
            Form::Pronoun(person),
            Class::Unknown,
            key,
        );
        found.plural = plural;
        found.gender = gender;
        candidates.push(found);
    }
}

/// Person, plural, gender.
fn pronoun(lower: &str) -> Option<(Person, bool, Option<Gender>)> {
    use Gender::{Female, Male, Neuter};
    use Person::{First, Relative, Second, Third};
    Some(match lower {
        "he" | "him" | "his" | "himself" => (Third, false, Some(Male)),
        "she" | "her" | "hers" | "herself" => (Third, false, Some(Female)),
        "it" | "its" | "itself" => (Third, false, Some(Neuter)),
        "they" | "them" | "their" | "theirs" | "themselves" => (Third, true, None),
        "i" | "me" | "my" | "mine" | "myself" => (First, false, None),
        "we" | "us" | "our" | "ours" | "ourselves" => (First, true, None),
        "you" | "your" | "yours" | "yourself" | "yourselves" => (Second, false, None),
        "who" | "whom" | "whose" | "which" | "that" => (Relative, false, None),
        _ => return None,
    })
}

/// The noun that a relative pronoun stands for: the head of its relative clause.
pub(super) fn antecedent(doc: &Doc<'_>, pronoun: TokenId) -> Option<TokenId> {
    if !matches!(doc.tag(pronoun), Tag::Wdt | Tag::Wp | Tag::WpS) {
        return None;
    }
    for above in doc.ancestors(pronoun) {
        match doc.dep(above) {
            Dep::Relcl => return doc.head(above),
            Dep::Root | Dep::Ccomp | Dep::Advcl | Dep::Acl => return None,
            _ => {}
        }
    }
    None
}

/// "It" that stands for nothing, or for a clause that follows.
fn is_expletive(doc: &Doc<'_>, token: TokenId) -> bool {
    let dep = doc.dep(token);
    if dep == Dep::Expl {
        return true;
    }
    if !matches!(dep, Dep::Nsubj | Dep::Nsubjpass) {
        return false;
    }
    let Some(verb) = doc.head(token) else { return false };
    let has = |deps: &[Dep]| doc.child(verb, deps).is_some();
    match doc.lemma(verb) {
        "seem" | "appear" | "happen" | "turn" => has(&[Dep::Ccomp, Dep::Xcomp, Dep::Advcl]),
        "rain" | "snow" => true,
        "take" | "make" => has(&[Dep::Xcomp]),
        "be" => doc.children_as(verb, &[Dep::Acomp, Dep::Attr]).filter(|&c| c > verb).any(|c| {
            let clauses = [Dep::Ccomp, Dep::Xcomp, Dep::Acl, Dep::Relcl];
            matches!(doc.lemma(c), "time" | "day" | "morning" | "night")
                || has(&[Dep::Csubj])
                || doc.children_as(c, &clauses).any(|clause| clause > c)
                || doc.children_as(verb, &clauses).any(|clause| clause > c)
        }),
        _ => dep == Dep::Nsubjpass && has(&[Dep::Ccomp, Dep::Csubj]),
    }
}
