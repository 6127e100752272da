use chancery_nlp::{Dep, Doc, EntLabel, Pos, Tag, TokenId};

use super::reality::stance;
use super::{governor, holders};
use crate::Rule;
use crate::clause;
use crate::position::frame::{Frame, Helper, StanceWord, WordClass, helper, is_calm, stance_word};
use crate::position::phrase::{proposition, propositions};
use crate::position::{Scene, Stance, Stand};

/// ## What it finds
/// A word of stance with its complement: an object, a participle, an infinitive, a clause, a phrase.
/// ## Example
/// > Norway **backs** the truce. She **called for** an early election. They **vowed** to return.
/// ## What it leaves alone
/// *backed away*, *prices that support investment*: no actor holds the stand. *Could support*, *if they
/// reject it*: a possibility. *Refused to comment*: a statement that was not made.
/// ## Source
/// VerbNet judgement-33, urge-58, promise-37.13, want-32; the frames of `data/positions/stances.tsv`.
const COMPLEMENT: Rule = Rule::new("position/complement", 0.86);

pub(super) fn stands(scene: Scene<'_>, token: TokenId, word: &StanceWord) -> Vec<Stand> {
    let Scene { doc, actors } = scene;
    let Some(stance) = stance(doc, token, word) else { return Vec::new() };
    let holders: Vec<TokenId> =
        holders(doc, token).into_iter().filter(|&head| actors.at(head).is_some()).collect();
    if holders.is_empty() {
        return Vec::new();
    }
    // *signalled its willingness to talk*, not *his willingness to be rude*.
    let shown = doc.lemma(token) != "willingness"
        || clause::light_verb(doc, token)
            .is_some_and(|verb| helper(doc.lemma(verb)) == Some(Helper::Showing));
    if !shown {
        return Vec::new();
    }
    // *called him a liar for it*
    if doc.lemma(token) == "call" && doc.child(token, &[Dep::Dobj, Dep::Oprd]).is_some() {
        return Vec::new();
    }
    for &frame in &word.frames {
        if let Some((head, toward)) = complement(scene, token, frame) {
            let propositions = match frame {
                Frame::That | Frame::ThatWill | Frame::Subjunctive => {
                    vec![proposition(doc, head, token)]
                }
                _ => propositions(doc, head, token),
            };
            // *the one whom they refused to endorse*: the object stands elsewhere.
            let torn = doc.dep(token) == Dep::Relcl
                && doc.pos(head) == Pos::Verb
                && doc.subtree(head).len() <= 2;
            if torn {
                continue;
            }
            // *called for Lund and Wilk to act*, torn: nobody calls for a person by name.
            let person = matches!(stance, Stance::Urges | Stance::Demands)
                && matches!(frame, Frame::Prep("for"))
                && doc.ent(head).is_some_and(|ent| ent.label == EntLabel::Person);
            if person {
                continue;
            }
            // What is called for is no addressee.
            let toward = toward
                .filter(|_| !matches!(stance, Stance::Urges | Stance::Demands | Stance::Promises));
            // *committed to leaving* promises; *commitment to free trade* supports.
            let promised_thing = stance == Stance::Promises
                && matches!(frame, Frame::Prep("to"))
                && doc.pos(head) != Pos::Verb;
            let stance = if promised_thing { Stance::Supports } else { stance };
            return vec![Stand {
                word: token,
                holders,
                stance,
                toward,
                propositions,
                only_of_itself: doc.pos(token) == Pos::Adj
                    && matches!(doc.lemma(token), "ready" | "willing"),
                rule: COMPLEMENT,
            }];
        }
    }
    Vec::new()
}

/// The complement's head and, where it names one, whom the stand is turned to.
fn complement(
    scene: Scene<'_>,
    token: TokenId,
    frame: Frame,
) -> Option<(TokenId, Option<TokenId>)> {
    let Scene { doc, actors } = scene;
    let acts = |head: TokenId| actors.at(head).is_some();
    match frame {
        Frame::Object => {
            let object = object(doc, token)?;
            Some((object, acts(object).then_some(object)))
        }
        Frame::Matter => object(doc, token).filter(|&object| !acts(object)).map(|o| (o, None)),
        Frame::Calm => {
            object(doc, token).filter(|&object| is_calm(doc.lemma(object))).map(|o| (o, None))
        }
        Frame::Agreement => {
            let lasting = doc.children_as(token, &[Dep::Advmod]).any(|adverb| {
                matches!(doc.lower(adverb), "long" | "always" | "repeatedly" | "consistently")
            });
            object(doc, token)
                .filter(|&object| lasting && is_calm(doc.lemma(object)))
                .map(|o| (o, None))
        }
        Frame::Ing => doc
            .children_as(token, &[Dep::Xcomp, Dep::Ccomp, Dep::Pcomp])
            .find(|&child| doc.tag(child) == Tag::Vbg)
            .map(|child| (child, None)),
        // *has my blessing to talk*: the infinitive may hang on the verb.
        Frame::Inf => clause::complements(doc, token)
            .into_iter()
            .chain(clause::light_verb(doc, token).into_iter().flat_map(|verb| {
                doc.children_as(verb, &[Dep::Advcl, Dep::Xcomp]).filter(|&child| child > token)
            }))
            .find(|&child| is_infinitive(doc, child))
            .map(|child| (child, None)),
        Frame::InfAct => clause::complements(doc, token)
            .into_iter()
            .find(|&child| {
                is_infinitive(doc, child) && helper(doc.lemma(child)) != Some(Helper::Speech)
            })
            .map(|child| (child, None)),
        Frame::That => doc.child(token, &[Dep::Ccomp]).filter(|&c| c > token).map(|c| (c, None)),
        Frame::InfStance => clause::complements(doc, token)
            .into_iter()
            .find(|&child| {
                is_infinitive(doc, child)
                    && stance_word(doc.lemma(child), WordClass::Verb)
                        .is_some_and(|word| word.stance == Stance::Supports)
            })
            .map(|child| (child, None)),
        Frame::Claim => object(doc, token)
            .filter(|&object| helper(doc.lemma(object)) == Some(Helper::Claim))
            .map(|object| (object, None)),
        Frame::ThatWill => doc
            .child(token, &[Dep::Ccomp])
            .filter(|&child| {
                child > token
                    && matches!(
                        clause::modal(doc, child),
                        Some(clause::Modal::Will | clause::Modal::Would)
                    )
            })
            .map(|child| (child, None)),
        Frame::Subjunctive => doc
            .children_as(token, &[Dep::Ccomp])
            .find(|&child| {
                clause::modal(doc, child) == Some(clause::Modal::Must)
                    || doc.tag(child) == Tag::Vb
                        && clause::modal(doc, child).is_none()
                        && !is_infinitive(doc, child)
            })
            .map(|child| (child, None)),
        Frame::PrepMatter(preposition) => prep_object(doc, token, preposition)
            .filter(|&object| !acts(object) && helper(doc.lemma(object)).is_none())
            .map(|object| (object, None)),
        Frame::Prep(preposition) => prep_object(doc, token, preposition)
            // *argued for the second time that it is open*
            .filter(|&object| preposition != "for" || !is_occasion(doc, token, object))
            .map(|object| (object, acts(object).then_some(object))),
        _ => None,
    }
}

/// *for the second time*, *for the third debate that …*: when, not what.
fn is_occasion(doc: &Doc<'_>, token: TokenId, object: TokenId) -> bool {
    doc.child(token, &[Dep::Ccomp]).is_some() || doc.lemma(object) == "time"
}

/// The direct object, or the noun for which a relative clause or participle leaves it out.
fn object(doc: &Doc<'_>, token: TokenId) -> Option<TokenId> {
    let arguments = clause::arguments(doc, token);
    arguments.patients.first().copied().filter(|_| doc.pos(token) == Pos::Verb)
}

/// The object of `preposition` below the word, a participle too: *committed to resolving it*.
pub(super) fn prep_object(doc: &Doc<'_>, token: TokenId, preposition: &str) -> Option<TokenId> {
    let of = |above: TokenId| {
        doc.children_as(above, &[Dep::Prep, Dep::Agent, Dep::Dative, Dep::Prt])
            .find(|&prep| doc.lower(prep) == preposition)
            .and_then(|prep| doc.child(prep, &[Dep::Pobj, Dep::Pcomp]))
    };
    // *voiced support for it*: the phrase may hang on the verb.
    of(token).or_else(|| of(governor(doc, token)).filter(|_| doc.pos(token) == Pos::Noun))
}

/// *to leave*
pub(super) fn is_infinitive(doc: &Doc<'_>, verb: TokenId) -> bool {
    doc.children_as(verb, &[Dep::Aux]).any(|aux| doc.tag(aux) == Tag::To)
}
