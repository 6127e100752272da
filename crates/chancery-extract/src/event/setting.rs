//! When and where an act takes place, and who tells of it.

use chancery_nlp::{Dep, Doc, Pos, TokenId};

use super::coder::Coder;
use crate::place::PlaceKind;
use crate::statement::Statement;
use crate::time::Times;
use crate::{PlaceId, StatementId, When, clause};

/// By token: the innermost statement in whose content it stands.
pub(super) struct Reports(Vec<Option<StatementId>>);

impl Reports {
    pub(super) fn new(doc: &Doc<'_>, statements: &[Statement]) -> Self {
        let mut by_token = vec![None; doc.len()];
        // Outer statements come before those that they report.
        for (i, statement) in statements.iter().enumerate() {
            for &piece in &statement.content {
                for token in doc.tokens_in(piece).iter() {
                    by_token[token.index()] = Some(StatementId(i as u32));
                }
            }
        }
        Self(by_token)
    }

    pub(super) fn at(&self, token: TokenId) -> Option<StatementId> {
        self.0[token.index()]
    }
}

/// The tokens of a clause of its own: below `verb`, but not below another verb with a subject.
fn own_tokens<'d>(doc: &'d Doc<'_>, verb: TokenId) -> impl Iterator<Item = TokenId> + 'd {
    doc.subtree(verb).iter().filter(move |&token| {
        std::iter::once(token).chain(doc.ancestors(token)).take_while(|&t| t != verb).all(|above| {
            !matches!(doc.dep(above), Dep::Relcl | Dep::Ccomp | Dep::Advcl | Dep::Parataxis)
        }) && doc.dominates(verb, token)
    })
}

impl Coder<'_> {
    /// The days of an act: the time expression of its clause that stands nearest below the verb.
    pub(super) fn when(&self, verb: TokenId, times: &Times) -> Option<When> {
        let doc = self.doc;
        let depth = |token: TokenId| {
            std::iter::once(token).chain(doc.ancestors(token)).take_while(|&t| t != verb).count()
        };
        if times.items().is_empty() {
            return None;
        }
        let own = own_tokens(doc, verb)
            .filter_map(|token| Some((depth(token), times.at(token)?.when?)))
            .min_by_key(|&(depth, _)| depth);
        if let Some((_, when)) = own {
            return Some(when);
        }
        // "visited Ostland to hold talks on Monday": a shared clause tells the day.
        let above = match doc.dep(verb) {
            Dep::Xcomp | Dep::Conj | Dep::Advcl => doc.head(verb)?,
            _ => return None,
        };
        doc.children_as(above, &[Dep::Npadvmod, Dep::Prep, Dep::Advmod])
            .flat_map(|child| doc.subtree(child).iter())
            .find_map(|token| times.at(token)?.when)
    }

    /// The place of an act: after *in*, *at*, *near* below the verb or its object.
    pub(super) fn location(&self, verb: TokenId, encounter: bool) -> Option<PlaceId> {
        let doc = self.doc;
        if self.places.items().is_empty() {
            return None;
        }
        let located = |token: TokenId| {
            clause::preposition_objects(doc, token)
                .filter(|&(preposition, _)| {
                    matches!(
                        doc.lower(preposition),
                        "in" | "at" | "near" | "outside" | "inside" | "around"
                    )
                })
                .map(|(_, object)| object)
                .collect::<Vec<_>>()
        };
        let mut objects = located(verb);
        for object in doc.children_as(verb, &[Dep::Dobj, Dep::Nsubjpass]) {
            objects.extend(located(object));
        }
        let below = objects.into_iter().find_map(|object| {
            let name = |token: TokenId| {
                (doc.pos(token) == Pos::Propn).then(|| self.places.at(token)).flatten()
            };
            name(object).or_else(|| {
                doc.children_as(object, &[Dep::Compound, Dep::Appos, Dep::Prep]).find_map(|child| {
                    if doc.dep(child) == Dep::Prep {
                        let of = (doc.lower(child) == "of")
                            .then(|| doc.child(child, &[Dep::Pobj]))
                            .flatten()?;
                        return name(of);
                    }
                    name(child)
                })
            })
        });
        below.or_else(|| if encounter { self.only_town(verb) } else { None })
    }

    /// The one town that the sentence names: those who meet are taken to meet there.
    fn only_town(&self, verb: TokenId) -> Option<PlaceId> {
        let mut towns = self
            .doc
            .sent(verb)
            .iter()
            .filter_map(|token| self.places.at(token))
            .filter(|&place| self.places.get(place).kind == PlaceKind::City);
        let first = towns.next()?;
        towns.all(|town| town == first).then_some(first)
    }
}
