//! Groups: *the two*, *both sides*, *the three countries*, *the ministers*, and which actors they are.

use chancery_nlp::{Dep, Doc, Pos, TokenId};

use super::candidate::{CandidateId, Class, Determiner};
use super::draft::Draft;
use super::lexicon::Word;
use super::{Actor, ActorKind, Actors, MentionForm, coordination};
use crate::ActorId;

/// Sentences before the group's own in which its members may be named.
const REACH: usize = 2;

/// How many a group has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Count {
    /// *the two*, *both*, *the pair*
    Exactly(usize),
    /// *the ministers*
    Several,
}

/// What its members are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Persons,
    States,
    Bodies,
    /// *the two*, *both sides*
    Any,
}

/// A group as a nominal names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) count: Count,
    pub(super) kind: Kind,
}

/// The number that a word says, from two up to nine.
pub(super) fn number(word: &str) -> Option<usize> {
    const WORDS: [&str; 8] = ["two", "three", "four", "five", "six", "seven", "eight", "nine"];
    match word {
        "both" | "pair" | "duo" => Some(2),
        "trio" => Some(3),
        _ => WORDS.iter().position(|&known| known == word).map(|at| at + 2),
    }
}

/// *the **two***, ***both***, *the **pair***: words that stand for a group without a noun of its own.
pub(super) fn stands_alone(doc: &Doc<'_>, token: TokenId) -> bool {
    let is_argument = matches!(
        doc.dep(token),
        Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj | Dep::Pobj | Dep::Appos | Dep::Dative | Dep::Poss
    );
    let counts_others = doc.children_as(token, &[Dep::Prep]).any(|of| doc.lower(of) == "of");
    let has_article = doc
        .children_as(token, &[Dep::Det])
        .any(|det| matches!(doc.lower(det), "the" | "these" | "all"));
    let is_measure = doc.ent(token).is_some_and(|ent| {
        use chancery_nlp::EntLabel::{Date, Money, Percent, Time};
        matches!(ent.label, Date | Time | Money | Percent)
    });
    let is_alone = match doc.lower(token) {
        "both" => true,
        "pair" | "duo" | "trio" => has_article && doc.pos(token) == Pos::Noun,
        word => has_article && number(word).is_some() && doc.pos(token) == Pos::Num,
    };
    is_alone && is_argument && !counts_others && !is_measure
}

/// *both **sides***, *the two **sides***: a noun of no actor that is one where it is counted.
pub(super) fn counts_sides(doc: &Doc<'_>, token: TokenId) -> bool {
    doc.lower(token) == "sides"
        && matches!(
            doc.dep(token),
            Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj | Dep::Pobj | Dep::Dative | Dep::Poss
        )
        && doc
            .children_as(token, &[Dep::Det, Dep::Predet, Dep::Nummod, Dep::Amod])
            .any(|child| matches!(doc.lower(child), "both" | "two"))
        && !doc.children_as(token, &[Dep::Prep]).any(|of| doc.lower(of) == "of")
}

/// The group that a nominal names, if it does.
pub(super) fn of_nominal(draft: &Draft<'_, '_, '_>, id: CandidateId) -> Option<Group> {
    let doc = draft.doc;
    let candidate = draft.get(id);
    if !candidate.is_nominal() || !candidate.plural || candidate.owner.is_some() {
        return None;
    }
    let head = candidate.head;
    if stands_alone(doc, head) {
        let count = Count::Exactly(number(doc.lower(head))?);
        return Some(Group { count, kind: Kind::Any });
    }
    let mut count = None;
    let mut is_definite = candidate.determiner == Determiner::Definite;
    for &child in doc.children(head) {
        match doc.dep(child) {
            Dep::Nummod => count = Some(number(doc.lower(child))?),
            Dep::Det | Dep::Predet if doc.lower(child) == "both" => {
                count = count.or(Some(2));
                is_definite = true;
            }
            // "the two Polish ministers", "the two men arrested": others than those just named.
            Dep::Amod if !matches!(doc.lower(child), "foreign" | "prime" | "warring" | "rival") => {
                return None;
            }
            Dep::Relcl | Dep::Acl | Dep::Prep | Dep::Poss | Dep::Compound => return None,
            _ => {}
        }
    }
    let word = draft.noun(head);
    let kind = match candidate.class {
        _ if counts_sides(doc, head) => Kind::Any,
        Class::Person => Kind::Persons,
        _ if word.is(Word::NATION) => Kind::States,
        Class::Body if matches!(doc.lower(head), "powers" | "governments") => Kind::Any,
        // *both parties* are those of the country, whoever was named before.
        Class::Body if doc.lower(head) == "parties" => return None,
        Class::Body => Kind::Bodies,
        _ => return None,
    };
    // "the ministers": only offices, as "the officials" may be anybody.
    let count = match count {
        Some(count) => Count::Exactly(count),
        None if word.is(Word::HEAD.or(Word::OFFICE)) && kind == Kind::Persons => Count::Several,
        None => return None,
    };
    is_definite.then_some(Group { count, kind })
}

/// The actors that a cluster of these mentions stands for, if it is a group whose members the text names.
pub(super) fn members(
    draft: &Draft<'_, '_, '_>,
    found: &Actors,
    mentions: &[CandidateId],
) -> Option<Vec<ActorId>> {
    if let Some(&id) = mentions.iter().find(|&&id| draft.get(id).is_coordination()) {
        // *Lund, Wilk and other Liberals … they*: more than those.
        let is_all = mentions.iter().all(|&id| {
            let candidate = draft.get(id);
            !candidate.is_name() && (!candidate.is_nominal() || of_nominal(draft, id).is_some())
        });
        if !is_all {
            return None;
        }
        let heads = coordination::parts(draft.doc, draft.get(id).head);
        let members: Option<Vec<ActorId>> = heads.into_iter().map(|head| found.at(head)).collect();
        return members.filter(|members| are_distinct(members));
    }
    let (id, group) =
        mentions.iter().find_map(|&id| of_nominal(draft, id).map(|group| (id, group)))?;
    before(draft, found, id, group)
}

fn are_distinct(members: &[ActorId]) -> bool {
    members.len() > 1
        && members.iter().enumerate().all(|(at, member)| !members[..at].contains(member))
}

/// The members of a group named in the sentences before it: exactly as many as it says.
fn before(
    draft: &Draft<'_, '_, '_>,
    found: &Actors,
    id: CandidateId,
    group: Group,
) -> Option<Vec<ActorId>> {
    let kinds: &[&[ActorKind]] = match group.kind {
        Kind::Persons => &[&[ActorKind::Person]],
        Kind::States => &[&[ActorKind::State]],
        Kind::Bodies => &[&[ActorKind::Organisation, ActorKind::ArmedGroup]],
        Kind::Any => &[
            &[ActorKind::Person],
            &[ActorKind::State],
            &[ActorKind::Organisation, ActorKind::ArmedGroup],
            &[ActorKind::State, ActorKind::ArmedGroup, ActorKind::Organisation],
        ],
    };
    let n = match group.count {
        Count::Exactly(n) => n,
        Count::Several => 2,
    };
    kinds
        .iter()
        .filter_map(|kinds| search(draft, found, id, kinds, n))
        .min_by_key(|&(back, _)| back)
        .map(|(_, members)| members)
}

/// The `n` actors of these kinds that are named last, and how many sentences back one has to look for all of them.
/// A sentence with too many counts only those that take part in its clauses.
fn search(
    draft: &Draft<'_, '_, '_>,
    found: &Actors,
    id: CandidateId,
    kinds: &[ActorKind],
    n: usize,
) -> Option<(usize, Vec<ActorId>)> {
    let doc = draft.doc;
    let candidate = draft.get(id);
    let own = candidate.sent as usize;
    let mut members: Vec<ActorId> = Vec::new();
    for back in 0..=REACH.min(own) {
        let mut sent = doc.sents()[own - back];
        if back == 0 {
            sent.end = candidate.tokens.start;
        }
        let of_sent = |takes_part: bool| {
            let mut all = members.clone();
            for token in sent.iter() {
                let Some(actor) = found.at(token).filter(|&actor| {
                    is_of(found.get(actor), kinds) && is_mention(found.get(actor), token)
                }) else {
                    continue;
                };
                let counts = !takes_part || is_party(doc, token);
                if counts && !all.contains(&actor) {
                    all.push(actor);
                }
            }
            all
        };
        let all = of_sent(false);
        if all.len() == n {
            return Some((back, all));
        }
        if all.len() > n {
            let parties = of_sent(true);
            return (parties.len() == n).then_some((back, parties));
        }
        members = all;
    }
    None
}

/// One of these kinds that the text names.
fn is_of(actor: &Actor, kinds: &[ActorKind]) -> bool {
    kinds.contains(&actor.kind)
        && (actor.kind == ActorKind::State
            || actor.mentions.iter().any(|mention| mention.form == MentionForm::Name))
}

/// The token is the head of one of the actor's mentions, not just a word that refers to it.
fn is_mention(actor: &Actor, token: TokenId) -> bool {
    actor.mentions.binary_search_by_key(&token, |mention| mention.head).is_ok()
        || actor.mentions.iter().any(|mention| mention.head == token)
}

/// It takes part in a clause: its subject, its object, or whom a preposition of dealing names.
fn is_party(doc: &Doc<'_>, token: TokenId) -> bool {
    let mut at = token;
    while doc.dep(at) == Dep::Conj {
        let Some(above) = doc.head(at) else { break };
        at = above;
    }
    match doc.dep(at) {
        Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj | Dep::Dative => true,
        Dep::Pobj => doc.head(at).is_some_and(|preposition| {
            matches!(
                doc.lower(preposition),
                "with" | "between" | "by" | "to" | "against" | "among" | "alongside"
            )
        }),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn both_and_a_pair_are_two() {
        assert_eq!(number("both"), Some(2));
        assert_eq!(number("three"), Some(3));
        assert_eq!(number("one"), None);
    }
}
