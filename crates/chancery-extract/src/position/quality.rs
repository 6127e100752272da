//! What a position must have to be worth its row: somebody known who holds it, and words that stand alone.

use chancery_nlp::{Dep, Doc, EntLabel, Pos, Tag, TokenId, TokenSpan};
use chancery_text::ByteSpan;

use super::frame::{Helper, helper};
use super::{Position, Scene, Stance, Stand};
use crate::ActorId;
use crate::actor::{Actor, ActorKind, Actors, MentionForm};
use crate::clause;

/// The actor that takes the stand: somebody named, or of a known country or sector; *critics*, *many*, *a
/// woman* are nobody's stand.
pub(super) fn holder(scene: Scene<'_>, head: TokenId, stance: Stance) -> Option<ActorId> {
    let id = scene.actors.at(head)?;
    let actor = scene.actors.get(id);
    let named = actor.mentions.iter().any(|mention| mention.form == MentionForm::Name);
    let known = match scene.doc.pos(head) {
        Pos::Pron => named,
        _ => named || actor.country.is_some() || actor.sector.is_some(),
    };
    // *the pollster, which urged*: the parser tied the clause to the wrong noun.
    let astray = scene.doc.lower(head) == "which" && actor.kind == ActorKind::Person;
    let other = actor.kind == ActorKind::Other && actor.country.is_none();
    // An outlet or reporter asks and urges by trade.
    let reporter =
        actor.sector.as_deref() == Some("JRN") && matches!(stance, Stance::Urges | Stance::Demands);
    (known && !other && !astray && !reporter).then_some(id)
}

/// A proposition as it stands alone: a relative pronoun gives way to its noun, a pronoun for somebody named
/// to the name before it. `None` where nothing is said without what went before: *it*, *that point*.
pub(super) fn standing(scene: Scene<'_>, span: ByteSpan, word: TokenId) -> Option<ByteSpan> {
    let doc = scene.doc;
    let tokens = doc.tokens_in(span);
    let head = root(doc, tokens);
    // *did not say what they would support*
    let asked = tokens.end <= word && is_relative(doc, tokens.start) && tokens.len() > 1;
    // *pledged his support*
    let owned = tokens.len() == 2 && doc.pos(tokens.start) == Pos::Pron;
    // *support for the party's “stalwart allies”*: the parser lost what is owned.
    let owner = tokens.end.index() < doc.len() && doc.dep(tokens.end) == Dep::Case;
    let nothing = matches!(doc.lower(head), "nothing" | "anything" | "none");
    if asked || owned || owner || nothing {
        return None;
    }
    if tokens.len() == 1
        && (matches!(doc.pos(head), Pos::Pron | Pos::Det) || is_relative(doc, head))
    {
        if let Some(noun) = clause::antecedent(doc, head) {
            let phrase = TokenSpan { start: doc.subtree(noun).start, end: noun.next() };
            return Some(doc.byte_span(clause::trim_span(doc, phrase)));
        }
        let actor = scene.actors.get(scene.actors.at(head)?);
        return actor
            .mentions
            .iter()
            .rev()
            .find(|mention| mention.form == MentionForm::Name && mention.head < head)
            .map(|mention| mention.span);
    }
    let content = tokens.iter().filter(|&token| {
        !matches!(
            doc.pos(token),
            Pos::Det | Pos::Pron | Pos::Punct | Pos::Adp | Pos::Part | Pos::Space | Pos::Cconj
        )
    });
    let times = doc.ent(head).is_some_and(|ent| {
        matches!(ent.label, EntLabel::Date | EntLabel::Time | EntLabel::Ordinal | EntLabel::Money)
    });
    let vague = helper(doc.lemma(head)) == Some(Helper::Vague) && content.count() < 3;
    (!vague && !times).then_some(span)
}

/// Whom the stand on `proposition` is turned to. Where that is the head of the first proposition, each has its
/// own: *endorsed Lund and Wilk*. A campaign, a presidency, a movement without a name is nobody.
pub(super) fn toward(scene: Scene<'_>, stand: &Stand, proposition: ByteSpan) -> Option<ActorId> {
    let head = stand.toward?;
    let head_of = |span: ByteSpan| root(scene.doc, scene.doc.tokens_in(span));
    let itself = stand.propositions.first().is_some_and(|&first| head_of(first) == head);
    if !itself {
        return scene.actors.at(head);
    }
    let id = scene.actors.at(head_of(proposition))?;
    let actor = scene.actors.get(id);
    let named = actor.mentions.iter().any(|mention| mention.form == MentionForm::Name);
    (actor.kind != ActorKind::Other
        && (named || actor.kind != ActorKind::Organisation || actor.is_political()))
    .then_some(id)
}

/// The token whose head lies outside.
fn root(doc: &Doc<'_>, tokens: TokenSpan) -> TokenId {
    let outside = |&token: &TokenId| doc.head(token).is_none_or(|head| !tokens.contains(head));
    tokens.iter().find(outside).unwrap_or(tokens.start)
}

/// Holder or addressee is of politics, or a part of society takes a stand on a matter of politics. What a firm
/// advises its users and a coach his boxer is none.
pub(super) fn is_of_politics(actors: &Actors, position: &Position) -> bool {
    let holder = actors.get(position.holder);
    let society = matches!(holder.kind, ActorKind::People | ActorKind::Organisation)
        && matches!(holder.sector.as_deref(), Some("CVL" | "LAB" | "REL" | "SOC"))
        && !position.topics.is_empty();
    // What judges, juries and attorneys ask of each other is law.
    let political = |actor: &Actor| actor.is_political() && actor.sector.as_deref() != Some("JUD");
    society
        || political(holder)
        || position.toward.is_some_and(|toward| political(actors.get(toward)))
}

fn is_relative(doc: &Doc<'_>, token: TokenId) -> bool {
    matches!(doc.tag(token), Tag::Wp | Tag::Wdt | Tag::WpS)
}
