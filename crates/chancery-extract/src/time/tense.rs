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

/// Verbs of what is granted, stopped or put off until a day to come: *closed until Friday*.
const PUT_OFF: &[&str] = &[
    "adjourn", "allow", "ban", "bar", "cancel", "close", "defer", "delay", "detain", "extend",
    "freeze", "give", "grant", "halt", "hold", "impose", "jail", "order", "pause", "postpone",
    "prolong", "push", "put", "remand", "renew", "set", "shut", "stop", "suspend",
];

/// Modals of what is not done yet.
const MODALS: &[&str] = &[
    "will", "shall", "would", "'ll", "’ll", "wo", "may", "might", "can", "could", "must", "should",
    "ought", "to",
];

/// Climbs from `token` to its verb, and on through complements and coordination where that verb has no
/// tense of its own.
pub(super) fn tense(doc: &Doc<'_>, token: TokenId) -> Tense {
    let Some(mut verb) = verb_above(doc, token) else { return Tense::Unknown };
    for _ in 0..4 {
        if let Some(tense) = of_verb(doc, verb) {
            return tense;
        }
        let climbs =
            matches!(doc.dep(verb), Dep::Xcomp | Dep::Ccomp | Dep::Advcl | Dep::Conj | Dep::Acl);
        match doc.head(verb) {
            Some(head) if climbs && is_verb(doc, head) => verb = head,
            _ => break,
        }
    }
    Tense::Unknown
}

fn is_verb(doc: &Doc<'_>, token: TokenId) -> bool {
    matches!(doc.pos(token), Pos::Verb | Pos::Aux)
}

fn verb_above(doc: &Doc<'_>, token: TokenId) -> Option<TokenId> {
    doc.ancestors(token).take(12).find(|&above| is_verb(doc, above))
}

/// What the verb tells is not done: *must sign*, *to sign*, *that they sign*, *if they sign*.
pub(super) fn is_open(doc: &Doc<'_>, token: TokenId) -> bool {
    let Some(verb) = verb_above(doc, token) else { return false };
    let auxiliaries = || doc.children_as(verb, &[Dep::Aux, Dep::Auxpass]);
    let perfect = auxiliaries().any(|aux| matches!(doc.lower(aux), "have" | "has" | "had" | "'d"));
    let modal = auxiliaries().any(|aux| MODALS.contains(&doc.lower(aux)));
    let did = auxiliaries().any(|aux| doc.lower(aux) == "did");
    !perfect && !did && (modal || doc.tag(verb) == Tag::Vb)
}

/// *postponed the vote until Friday*
pub(super) fn is_put_off(doc: &Doc<'_>, token: TokenId) -> bool {
    let Some(verb) = verb_above(doc, token) else { return false };
    PUT_OFF.contains(&doc.lemma(verb))
        && !doc.children_as(verb, &[Dep::Aux]).any(|aux| doc.lower(aux) == "had")
}

fn of_verb(doc: &Doc<'_>, verb: TokenId) -> Option<Tense> {
    let auxiliaries = || doc.children_as(verb, &[Dep::Aux, Dep::Auxpass]);
    if auxiliaries().any(|aux| {
        // *may be signed on Monday* looks ahead; *could* as often looks back.
        matches!(
            doc.lower(aux),
            "will"
                | "shall"
                | "would"
                | "'ll"
                | "’ll"
                | "wo"
                | "may"
                | "might"
                | "can"
                | "must"
                | "should"
                | "ought"
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
    // *if they sign on Friday*
    let condition = doc
        .children_as(verb, &[Dep::Mark, Dep::Advmod])
        .any(|mark| matches!(doc.lower(mark), "if" | "unless" | "once"));
    if condition && is_finite_present(doc, verb) {
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

/// *signs*, *is signed*, *do not sign*
fn is_finite_present(doc: &Doc<'_>, verb: TokenId) -> bool {
    let present = |token: TokenId| matches!(doc.tag(token), Tag::Vbz | Tag::Vbp);
    let perfect = |token: TokenId| matches!(doc.lower(token), "have" | "has");
    let mut auxiliaries = doc.children_as(verb, &[Dep::Aux, Dep::Auxpass]);
    present(verb) || auxiliaries.any(|aux| present(aux) && !perfect(aux))
}
