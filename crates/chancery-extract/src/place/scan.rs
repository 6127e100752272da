//! Names of the gazetteer in the text, with what stands around them.

use chancery_kb::{
    Entity, Gazetteer, How, KnowledgeBase, LocationClass, LocationId, NameKind, Senses,
};
use chancery_nlp::{Doc, Ent, EntLabel, Tag, TokenId, TokenSpan};
use rustc_hash::FxHashSet;

use super::accept::is_home_state;
use super::words::{Role, ShortForm, Words};

/// Longest name in tokens.
const LONGEST: u32 = 7;

/// The most that a name may be: the first of these that one of its senses is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// A state by a usual name.
    Country,
    /// A continent.
    Continent,
    /// A region, sea, river.
    Region,
    /// The Kremlin, Wall Street.
    Seat,
    /// A first-level division.
    Admin1,
    /// A town or county by its usual name: figures of the largest one's population.
    Town(u8),
    /// Only by another spelling.
    Spelling(u8),
}

impl Class {
    /// Large enough to be meant wherever it is named.
    pub(super) fn is_big(self) -> bool {
        match self {
            Self::Country | Self::Continent | Self::Region | Self::Admin1 => true,
            Self::Town(figures) => figures >= 6,
            Self::Seat | Self::Spelling(_) => false,
        }
    }
}

/// How a name lies to the entity over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// It is all of it, but for an article and a possessive.
    Equal,
    /// All but a direction in front: *northern **Mali***.
    Directed,
    /// A part.
    Inside,
    /// The two cross.
    Crossing,
    /// There is none.
    Outside,
}

/// What stands in front of a name, over articles and directions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Preposition {
    /// *in*, *near*: it asks for a place.
    Inside,
    /// *from*, *to*: it often has one.
    Toward,
    /// Neither.
    None,
}

/// A name in the text that could be a place's.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match {
    pub(super) tokens: TokenSpan,
    pub(super) senses: Senses,
    pub(super) short: Option<(ShortForm, LocationId)>,
    pub(super) class: Class,
    pub(super) ent: Option<Ent>,
    pub(super) relation: Relation,
    pub(super) preposition: Preposition,
    pub(super) is_stop: bool,
    /// *the town of X*, *X district*
    pub(super) beside_unit: bool,
}

impl Match {
    /// The label of the entity over it.
    pub(super) fn label(&self) -> Option<EntLabel> {
        self.ent.map(|ent| ent.label)
    }

    /// A preposition that asks for a place stands in front.
    pub(super) fn after_inside(&self) -> bool {
        self.preposition == Preposition::Inside
    }

    /// It has senses of its own, not those of a short form.
    pub(super) fn is_town(&self) -> bool {
        matches!(self.class, Class::Town(_) | Class::Spelling(_))
    }
}

/// All names of the gazetteer, from left to right, the longest at each place.
///
/// `beside` are the names beside nouns of units.
pub(super) fn scan(doc: &Doc<'_>, kb: &KnowledgeBase, beside: &[TokenSpan]) -> Vec<Match> {
    let gazetteer = Gazetteer::embedded();
    let words = Words::embedded();
    let mut found = Vec::new();
    let mut next = 0;
    for token in doc.ids() {
        if token.0 < next || !is_capitalised(doc, token) || doc.lower(token) == "the" {
            continue;
        }
        let Some(mut at) = longest(doc, token, gazetteer, words) else { continue };
        next = at.tokens.end.0;
        if is_demonym(doc, kb, &at) {
            continue;
        }
        take_unit_word(doc, words, &mut at);
        next = at.tokens.end.0;
        describe(doc, gazetteer, words, &mut at);
        at.beside_unit = beside
            .binary_search_by_key(&(at.tokens.start, at.tokens.end), |span| (span.start, span.end))
            .is_ok();
        found.push(at);
    }
    found
}

fn longest(doc: &Doc<'_>, start: TokenId, gazetteer: &Gazetteer, words: &Words) -> Option<Match> {
    let mut walk = gazetteer.walk();
    let mut best = None;
    for end in start.0 + 1..=(start.0 + LONGEST).min(doc.len() as u32) {
        let last = TokenId(end - 1);
        let word = doc.word(last);
        if end > start.0 + 1 && breaks(word) || word.contains('$') {
            break;
        }
        let tokens = TokenSpan::new(start.0, end);
        let blank = last.prev().is_some_and(|before| doc.token(before).space_after);
        let goes_on = walk.push(word, blank && last != start);
        if let Some(short) = words.short(doc.span_text(tokens)) {
            best = Some((tokens, Senses::default(), Some(short)));
        } else if goes_on && ends_name(doc, last, start) {
            let senses = walk.senses();
            // *Dublin City* is another spelling of Dublin, so in *Dublin City Manager* the name is Dublin.
            let next = TokenId(end);
            let goes_on = next.index() < doc.len() && words.is(doc.lower(next), Role::Body);
            let lesser = best.is_some() && doc.lower(last) == "city" && goes_on && {
                matches!(class_of(gazetteer, senses), Class::Spelling(_) | Class::Admin1)
            };
            if !senses.is_empty() && !lesser {
                best = Some((tokens, senses, None));
            }
        }
        if !goes_on && end > start.0 + 1 {
            break;
        }
    }
    let (mut tokens, mut senses, short) = best?;
    // *the State of Ohio*: the name is Ohio.
    if tokens.len() > 2
        && matches!(doc.lower(start), "state" | "commonwealth" | "province")
        && doc.lower(start.next()) == "of"
    {
        let rest = TokenSpan { start: start.next().next(), end: tokens.end };
        let of = gazetteer.senses(doc.span_text(rest));
        if !of.is_empty() {
            (tokens, senses) = (rest, of);
        }
    }
    Some(Match {
        tokens,
        senses,
        short,
        class: Class::Admin1,
        ent: None,
        relation: Relation::Outside,
        preposition: Preposition::None,
        is_stop: false,
        beside_unit: false,
    })
}

/// Marks over which no name goes.
fn breaks(word: &str) -> bool {
    word.contains(['\n', ';', ',', '—', '–', '(', ')', '…', '"', '“', '”', ':', '|', '[', ']', '/'])
}

/// A name ends in a word with a capital, not in a mark or a possessive.
fn ends_name(doc: &Doc<'_>, last: TokenId, start: TokenId) -> bool {
    doc.tag(last) != Tag::Pos
        && doc.word(last).contains(char::is_alphanumeric)
        && (last == start || doc.word(last).contains(char::is_uppercase))
}

pub(super) fn is_capitalised(doc: &Doc<'_>, token: TokenId) -> bool {
    doc.word(token).starts_with(char::is_uppercase)
}

/// *Danish*, *the Turks*: places have names, not adjectives. A word that is both (*Korea*) is a name.
fn is_demonym(doc: &Doc<'_>, kb: &KnowledgeBase, at: &Match) -> bool {
    if at.short.is_some() || at.tokens.len() > 2 {
        return false;
    }
    let mut demonym = false;
    for entry in kb.names(doc.span_text(at.tokens)) {
        if matches!(entry.entity, Entity::State(_) | Entity::Region(_)) {
            if matches!(entry.how, How::Name | How::Short) {
                return false;
            }
            demonym |= entry.how.is_demonym();
        }
    }
    demonym
}

/// *Kisii **Province*** where the gazetteer has *Kisii*, unless a body's name goes on.
fn take_unit_word(doc: &Doc<'_>, words: &Words, at: &mut Match) {
    let next = at.tokens.end;
    if at.short.is_some() || next.index() >= doc.len() || !is_capitalised(doc, next) {
        return;
    }
    let unit = words.is(doc.lower(next), Role::Unit)
        || matches!(doc.lower(next), "island" | "islands" | "peninsula");
    let label = doc.ent(next).map(|ent| ent.label);
    // *Michigan State* is a university.
    let university = doc.lower(next) == "state"
        && at.senses.iter().any(|sense| is_home_state(Gazetteer::embedded(), sense.location));
    if !unit
        || university
        || !matches!(label, None | Some(EntLabel::Gpe | EntLabel::Loc | EntLabel::Org))
    {
        return;
    }
    let after = next.next();
    let body_goes_on =
        label == Some(EntLabel::Org) || after.index() < doc.len() && is_capitalised(doc, after);
    if !body_goes_on {
        at.tokens.end = after;
    }
}

fn describe(doc: &Doc<'_>, gazetteer: &Gazetteer, words: &Words, at: &mut Match) {
    if at.short.is_none() {
        at.class = class_of(gazetteer, at.senses);
        at.is_stop = words.is_stop(&Gazetteer::key(doc.span_text(at.tokens)));
    }
    at.ent = at.tokens.iter().find_map(|token| doc.ent(token));
    at.relation = match at.ent {
        None => Relation::Outside,
        Some(ent) => {
            let core = core(doc, ent.tokens);
            let start = after_directions(doc, words, core);
            if core == at.tokens {
                Relation::Equal
            } else if start == at.tokens.start && core.end == at.tokens.end {
                Relation::Directed
            } else if core.covers(at.tokens) {
                Relation::Inside
            } else if at.tokens.covers(core) {
                // A name longer than its entity: the parser has seen a part of it.
                Relation::Equal
            } else {
                Relation::Crossing
            }
        }
    };
    let mut before = at.tokens.start.prev();
    while let Some(token) = before {
        let lower = doc.lower(token);
        if !(lower == "the" || lower == "nearby" || words.is(lower, Role::Direction)) {
            if words.is(lower, Role::Inside) {
                at.preposition = Preposition::Inside;
            } else if words.is(lower, Role::Toward) {
                at.preposition = Preposition::Toward;
            }
            break;
        }
        before = token.prev();
    }
}

/// The entity without an article in front and a possessive behind.
pub(super) fn core(doc: &Doc<'_>, mut tokens: TokenSpan) -> TokenSpan {
    while tokens.len() > 1
        && (doc.tag(tokens.start) == Tag::Dt || doc.tag(tokens.start) == Tag::Space)
    {
        tokens.start = tokens.start.next();
    }
    while tokens.len() > 1 {
        let last = TokenId(tokens.end.0 - 1);
        if doc.tag(last) != Tag::Pos && doc.word(last).contains(char::is_alphanumeric) {
            break;
        }
        tokens.end = last;
    }
    tokens
}

/// The first token after directions in front: *north*, *south-eastern*, *downtown*.
pub(super) fn after_directions(doc: &Doc<'_>, words: &Words, tokens: TokenSpan) -> TokenId {
    let mut start = tokens.start;
    while start.next() < tokens.end {
        let hyphen = doc.lower(start) == "-";
        if !hyphen && !words.is(doc.lower(start), Role::Direction) {
            break;
        }
        start = start.next();
    }
    start
}

/// The most that one of the senses is.
pub(super) fn class_of(gazetteer: &Gazetteer, senses: Senses) -> Class {
    let (mut town, mut spelling) = (None, 0);
    let mut class: Option<Class> = None;
    for sense in senses.iter() {
        let location = gazetteer.get(sense.location);
        if sense.kind > NameKind::Short {
            spelling = spelling.max(location.population);
            continue;
        }
        let own = match location.class {
            LocationClass::Country => Class::Country,
            LocationClass::Continent => Class::Continent,
            LocationClass::Region => Class::Region,
            LocationClass::Seat => Class::Seat,
            _ if location.prominent => Class::Region,
            LocationClass::Admin1 => Class::Admin1,
            LocationClass::Admin2 | LocationClass::City => {
                town = town.max(Some(location.population));
                continue;
            }
        };
        class = Some(class.map_or(own, |class| class.min(own)));
    }
    let figures = |population: u32| population.checked_ilog10().map_or(1, |log| log as u8 + 1);
    class.unwrap_or_else(|| match town {
        Some(population) => Class::Town(figures(population)),
        None => Class::Spelling(figures(spelling)),
    })
}

/// Words of people's names of two words and more.
pub(super) fn words_of_people<'d>(doc: &'d Doc<'_>) -> FxHashSet<&'d str> {
    doc.ents()
        .iter()
        .filter(|ent| ent.label == EntLabel::Person && core(doc, ent.tokens).len() > 1)
        .flat_map(|ent| ent.tokens.iter())
        .filter(|&token| is_capitalised(doc, token))
        .map(|token| doc.word(token))
        .collect()
}
