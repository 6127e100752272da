//! Whether the clause around a time expression looks ahead or back.

use chancery_nlp::{Dep, Doc, Pos, Tag, TokenId};

/// Where the verb above a time expression points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    /// *has continued*: it began before, and may go on.
    Perfect,
    Present,
    /// *is visiting*: under way, or arranged.
    Progressive,
    Future,
    /// No verb that tells.
    Unknown,
}

/// Verbs and adjectives whose infinitive lies ahead: *due to meet*, *plans to visit*.
const AHEAD: &[&str] = &[
    "set", "due", "plan", "expect", "schedule", "slate", "aim", "intend", "hope", "want", "likely",
    "begin", "ready", "poise", "go", "need", "agree", "decide", "ask", "prepare", "invite",
    "promise", "vow", "pledge", "suppose", "be",
];

/// Participles that look ahead by themselves: *talks scheduled for Monday*.
const SCHEDULED: &[&str] = &["due", "scheduled", "slated", "set", "expected", "planned"];

/// Climbs from `token` to its verb, and on through complements and coordination where that verb has no
/// tense of its own.
pub(super) fn tense(doc: &Doc<'_>, token: TokenId) -> Tense {
    let is_verb = |token: TokenId| matches!(doc.pos(token), Pos::Verb | Pos::Aux);
    let Some(mut verb) = doc.ancestors(token).take(12).find(|&above| is_verb(above)) else {
        return Tense::Unknown;
    };
    for _ in 0..4 {
        if let Some(tense) = of_verb(doc, verb) {
            return tense;
        }
        let climbs =
            matches!(doc.dep(verb), Dep::Xcomp | Dep::Ccomp | Dep::Advcl | Dep::Conj | Dep::Acl);
        match doc.head(verb) {
            Some(head) if climbs && is_verb(head) => verb = head,
            _ => break,
        }
    }
    Tense::Unknown
}

fn of_verb(doc: &Doc<'_>, verb: TokenId) -> Option<Tense> {
    let auxiliaries = || doc.children_as(verb, &[Dep::Aux, Dep::Auxpass]);
    if auxiliaries().any(|aux| {
        // *may be signed on Monday* looks ahead; *could* and *should* as often look back.
        matches!(
            doc.lower(aux),
            "will" | "shall" | "would" | "'ll" | "’ll" | "wo" | "may" | "might" | "can"
        ) && !auxiliaries().any(|aux| doc.lower(aux) == "have")
    }) {
        return Some(Tense::Future);
    }
    if auxiliaries().any(|aux| doc.lower(aux) == "to") {
        let ahead = doc.head(verb).is_some_and(|head| {
            AHEAD.contains(&doc.lower(head)) || AHEAD.contains(&doc.lemma(head))
        });
        if ahead || matches!(doc.dep(verb), Dep::Relcl | Dep::Acl) {
            return Some(Tense::Future);
        }
    }
    if matches!(doc.tag(verb), Tag::Vbn | Tag::Jj) && SCHEDULED.contains(&doc.lower(verb)) {
        return Some(Tense::Future);
    }
    if doc.tag(verb) == Tag::Vbd || auxiliaries().any(|aux| doc.tag(aux) == Tag::Vbd) {
        return Some(Tense::Past);
    }
    if auxiliaries().any(|aux| matches!(doc.lower(aux), "have" | "has")) {
        return Some(Tense::Perfect);
    }
    let progressive = doc.tag(verb) == Tag::Vbg
        && auxiliaries().any(|aux| matches!(doc.tag(aux), Tag::Vbz | Tag::Vbp));
    if progressive {
        return Some(Tense::Progressive);
    }
    matches!(doc.tag(verb), Tag::Vbz | Tag::Vbp).then_some(Tense::Present)
}
