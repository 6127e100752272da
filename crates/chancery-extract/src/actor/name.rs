//! Names: the parser's entities with their ends repaired, proper nouns that it left out, and known names
//! that it labelled only elsewhere in the text.

use chancery_kb::{Gazetteer, LocationClass, StateId};
use chancery_nlp::{Dep, Doc, EntLabel, Pos, Tag, TokenId, TokenSpan};
use rustc_hash::{FxHashMap, FxHashSet};

use super::candidate::{Candidate, Class, Form, Gender, Keys};
use super::lexicon::{Lexicon, Word};
use super::world::{Known, World};

/// At most so many known names are tried at one word.
const SAME_FIRST_WORD: usize = 24;

/// An adjective of a state in front of a noun: *Danish*.
#[derive(Debug, Clone, Copy)]
pub(super) struct StateAdjective {
    pub(super) tokens: TokenSpan,
    pub(super) head: TokenId,
    pub(super) state: StateId,
}

/// A stretch that is a name, with the parser's label; `None` for proper nouns without one.
#[derive(Debug, Clone, Copy)]
struct Raw {
    tokens: TokenSpan,
    label: Option<EntLabel>,
}

/// Adds the names of a text to `candidates`, in order.
pub(super) fn names(
    doc: &Doc<'_>,
    lexicon: &Lexicon,
    keys: &mut Keys,
    world: &mut World<'_>,
    candidates: &mut Vec<Candidate>,
    adjectives: &mut Vec<StateAdjective>,
) {
    let mut raws = Vec::new();
    for ent in doc.ents() {
        entity(doc, lexicon, ent.tokens, ent.label, &mut raws);
    }
    let mut taken = vec![false; doc.len()];
    for raw in &raws {
        taken[raw.tokens.range()].fill(true);
    }
    proper_nouns(doc, lexicon, &taken, &mut raws);
    named_elsewhere(doc, &mut taken, &mut raws);
    raws.sort_by_key(|raw| raw.tokens);
    let halves = person_halves(doc, &raws);
    let mut reader = Classifier { doc, lexicon, keys, world, halves, adjectives };
    candidates.extend(raws.iter().filter_map(|&raw| reader.candidate(raw)));
}

/// Labels whose spans are names here.
fn is_name_label(label: EntLabel) -> bool {
    use EntLabel::{Event, Fac, Gpe, Law, Loc, Norp, Org, Person, Product, WorkOfArt};
    matches!(label, Person | Org | Gpe | Loc | Fac | Norp | Product | Event | WorkOfArt | Law)
}

fn is_dash(word: &str) -> bool {
    matches!(word, "-" | "–" | "—" | "--" | "/" | "|")
}

pub(super) fn is_capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Splits an entity at line breaks and at dashes between blanks, then cuts what is no part of the name.
fn entity(
    doc: &Doc<'_>,
    lexicon: &Lexicon,
    tokens: TokenSpan,
    label: EntLabel,
    raws: &mut Vec<Raw>,
) {
    use EntLabel::{Gpe, Loc, Org, Person};
    if !is_name_label(label) {
        return;
    }
    // "Wal - Mart" is one name with its blanks gone astray.
    let is_hyphenated = label == Org && tokens.len() == 3;
    let splits_at_dash = matches!(label, Person | Gpe | Org | Loc) && !is_hyphenated;
    let mut start = tokens.start;
    for token in tokens.iter().chain([tokens.end]) {
        let is_end = token == tokens.end;
        let splits = is_end
            || doc.pos(token) == Pos::Space
            || splits_at_dash
                && token > start
                && is_dash(doc.word(token))
                && doc.token(TokenId(token.0 - 1)).space_after;
        if !splits {
            continue;
        }
        if token > start {
            let part = TokenSpan { start, end: token };
            if let Some(tokens) = trimmed(doc, lexicon, part, label) {
                raws.push(Raw { tokens, label: Some(label) });
            }
        }
        start = token.next();
    }
}

/// A name without article, quotation marks and title, and without what the tagger glued to its end.
fn trimmed(
    doc: &Doc<'_>,
    lexicon: &Lexicon,
    span: TokenSpan,
    label: EntLabel,
) -> Option<TokenSpan> {
    let TokenSpan { mut start, mut end } = span;
    let is_person = label == EntLabel::Person;
    let last = |end: TokenId| TokenId(end.0 - 1);
    // "Skyfly Flight 12": the airline ends before the flight.
    for token in (TokenSpan { start, end }).iter().skip(1) {
        if doc.word(token) == "Flight" && token.next() < end {
            end = token;
            break;
        }
    }
    if is_person {
        for token in (TokenSpan { start, end }).iter().skip(1) {
            let word = doc.word(token);
            let is_glued = matches!(doc.word(last(token)), "-" | "’" | "'")
                && !doc.token(last(token)).space_after;
            let is_small = word.chars().all(char::is_lowercase)
                && !lexicon.word(word).is(Word::PARTICLE)
                && !is_glued;
            if is_small || matches!(word, "'s" | "’s") {
                end = token;
                break;
            }
        }
        // "Kim Il In", where the tagger takes the last syllable for a preposition.
        if end.0 - start.0 == 2
            && end.index() + 1 < doc.len()
            && doc.tag(end) == Tag::In
            && doc.word(end) == "In"
            && doc.sent_number(end) == doc.sent_number(start)
        {
            end = end.next();
        }
        // The tokenizer parts "O'" from "Brien".
        let is_mark = |token: TokenId| matches!(doc.word(token), "'" | "’");
        let ends_in_o = matches!(doc.word(last(end)), "O'" | "O’")
            || end.0 - start.0 > 2
                && is_mark(last(end))
                && doc.word(last(last(end))) == "O"
                && end.index() < doc.len()
                && is_capitalised(doc.word(end));
        if end.index() < doc.len() && ends_in_o {
            end = end.next();
        } else if end.index() + 1 < doc.len() && doc.word(last(end)) == "O" && is_mark(end) {
            end = TokenId(end.0 + 2);
        }
    }
    while end.0 - start.0 > 1
        && matches!(doc.word(last(end)), "Image" | "Photo" | "Credit" | "Getty" | "File")
    {
        end = last(end);
    }
    while start < end {
        let word = doc.word(start);
        let is_article =
            matches!(doc.lower(start), "the" | "a" | "an" | "this" | "that" | "both" | "and");
        let is_new = matches!(word, "former" | "new" | "then");
        let is_mark = doc.pos(start) == Pos::Punct || matches!(word, "'s" | "’s" | "$");
        if !(is_article || is_new || is_mark) {
            break;
        }
        start = start.next();
    }
    while start < end {
        let word = doc.word(last(end));
        let is_mark = doc.pos(last(end)) == Pos::Punct && !matches!(word, "." | ")");
        if !(is_mark || matches!(word, "'s" | "’s" | "'" | "’" | "-" | "--")) {
            break;
        }
        end = last(end);
    }
    if is_person {
        while end.0 - start.0 > 1 && lexicon.word(doc.lower(start)).is(Word::TITLE) {
            start = start.next();
        }
    }
    let is_zone = end.0 == start.0 + 1 && lexicon.word(doc.lower(start)).is(Word::ZONE);
    (start < end && !is_zone && !is_office(doc, lexicon, TokenSpan { start, end }, label))
        .then_some(TokenSpan { start, end })
}

/// "CEO", or "Home" of "Home Secretary": an office that the tagger takes for a body.
fn is_office(doc: &Doc<'_>, lexicon: &Lexicon, span: TokenSpan, label: EntLabel) -> bool {
    if label != EntLabel::Org {
        return false;
    }
    let word = |token: TokenId| lexicon.noun(doc.lower(token));
    let is_noun = span.len() == 1
        && word(span.start).is(Word::PERSON)
        && word(span.start).is(Word::TITLE.or(Word::OFFICE));
    let before_title = span.end.index() < doc.len()
        && is_capitalised(doc.word(span.end))
        && word(span.end).is(Word::TITLE)
        && span.iter().all(|token| lexicon.word(doc.lower(token)).is(Word::TITLE_BEFORE));
    is_noun || before_title
}

/// Runs of proper nouns outside all entities, without titles; "Home Secretary" names nobody.
fn proper_nouns(doc: &Doc<'_>, lexicon: &Lexicon, taken: &[bool], raws: &mut Vec<Raw>) {
    let is_loose = |token: TokenId| {
        matches!(doc.tag(token), Tag::Nnp | Tag::Nnps)
            && !taken[token.index()]
            && doc.ent(token).is_none()
    };
    let mut token = TokenId(0);
    while token.index() < doc.len() {
        let starts = is_loose(token)
            && is_capitalised(doc.word(token))
            && !lexicon.word(doc.lower(token)).is(Word::CALENDAR.or(Word::ZONE))
            && !matches!(doc.word(token), "Image" | "Photo");
        if !starts {
            token = token.next();
            continue;
        }
        let mut start = token;
        while token.index() < doc.len() && is_loose(token) {
            token = token.next();
        }
        let run = start;
        while start < token && lexicon.word(doc.lower(start)).is(Word::TITLE) {
            start = start.next();
        }
        if start == token {
            continue;
        }
        let last = TokenId(token.0 - 1);
        let is_person_noun = |token: TokenId| {
            lexicon.noun(doc.lower(token)).is(Word::PERSON)
                || doc.tag(token) == Tag::Nnps
                    && lexicon.noun(&doc.lemma(token).to_lowercase()).is(Word::PERSON)
        };
        let is_nominal = start == run
            && is_person_noun(last)
            && is_capitalised(doc.word(last))
            && token.0 - start.0 < 4;
        if !is_nominal {
            raws.push(Raw { tokens: TokenSpan { start, end: token }, label: None });
        }
    }
}

/// Names that stand elsewhere with a label, and the surnames of persons, where they have none.
fn named_elsewhere(doc: &Doc<'_>, taken: &mut [bool], raws: &mut Vec<Raw>) {
    use EntLabel::{Fac, Gpe, Loc, Org, Person};
    let mut known: FxHashMap<&str, Vec<(TokenSpan, EntLabel)>> = FxHashMap::default();
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    for raw in raws.iter() {
        let Some(label @ (Person | Org | Gpe | Loc | Fac)) = raw.label else { continue };
        let mut add = |tokens: TokenSpan| {
            if is_capitalised(doc.word(tokens.start)) && seen.insert(doc.span_text(tokens)) {
                known.entry(doc.word(tokens.start)).or_default().push((tokens, label));
            }
        };
        add(raw.tokens);
        if label == Person && raw.tokens.len() > 1 {
            add(TokenSpan { start: TokenId(raw.tokens.end.0 - 1), end: raw.tokens.end });
        }
    }
    #[expect(clippy::iter_over_hash_type, reason = "each list is sorted by itself")]
    for names in known.values_mut() {
        names.sort_by_key(|(tokens, _)| std::cmp::Reverse(tokens.len()));
        names.truncate(SAME_FIRST_WORD);
    }
    // A loose proper noun that is a known name as a whole takes its label.
    for raw in raws.iter_mut().filter(|raw| raw.label.is_none()) {
        let names = known.get(doc.word(raw.tokens.start)).map_or(&[][..], Vec::as_slice);
        let same = names.iter().find(|(name, _)| are_equal(doc, *name, raw.tokens));
        raw.label = same.map(|(_, label)| *label);
    }
    for raw in raws.iter() {
        taken[raw.tokens.range()].fill(true);
    }
    let mut token = TokenId(0);
    while token.index() < doc.len() {
        let at = token;
        token = token.next();
        if taken[at.index()] || doc.ent(at).is_some_and(|ent| !is_name_label(ent.label)) {
            continue;
        }
        let Some(names) = known.get(doc.word(at)) else { continue };
        for &(name, label) in names {
            let here = TokenSpan { start: at, end: TokenId(at.0 + name.len() as u32) };
            if here.end.index() <= doc.len()
                && are_equal(doc, name, here)
                && !taken[here.range()].contains(&true)
            {
                taken[here.range()].fill(true);
                raws.push(Raw { tokens: here, label: Some(label) });
                token = here.end;
                break;
            }
        }
    }
}

fn are_equal(doc: &Doc<'_>, a: TokenSpan, b: TokenSpan) -> bool {
    a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| doc.word(a) == doc.word(b))
}

/// First and last words of the text's persons, each with whether something is *in* or *near* it anywhere:
/// "Jordan" is one of them where "Ann Jordan" stands.
fn person_halves<'d>(doc: &'d Doc<'_>, raws: &[Raw]) -> FxHashMap<&'d str, bool> {
    let mut halves: FxHashMap<&str, bool> = raws
        .iter()
        .filter(|raw| raw.label == Some(EntLabel::Person) && raw.tokens.len() > 1)
        .flat_map(|raw| [raw.tokens.start, TokenId(raw.tokens.end.0 - 1)])
        .map(|token| (doc.word(token), false))
        .collect();
    for raw in raws.iter().filter(|raw| raw.tokens.len() == 1) {
        let Some(is_located) = halves.get_mut(doc.word(raw.tokens.start)) else { continue };
        let before = raw.tokens.start.prev().map_or("", |before| doc.lower(before));
        *is_located |= matches!(
            before,
            "in" | "near" | "at" | "across" | "throughout" | "outside" | "into" | "inside"
        );
    }
    halves
}

/// Writes the key of a name: lower case, without full stops and a leading "the", blanks for any white space.
pub(super) fn write_key(name: &str, key: &mut String) {
    key.clear();
    for part in name.split_whitespace() {
        if key.is_empty() && part.eq_ignore_ascii_case("the") {
            continue;
        }
        if !key.is_empty() {
            key.push(' ');
        }
        for c in part.chars() {
            match c {
                '.' => {}
                '’' => key.push('\''),
                c if c.is_ascii() => key.push(c.to_ascii_lowercase()),
                c => key.extend(c.to_lowercase()),
            }
        }
    }
}

/// The token of a span that has its place in the sentence: whose head lies outside.
pub(super) fn head_of(doc: &Doc<'_>, span: TokenSpan) -> TokenId {
    let is_outer = |token: &TokenId| doc.head(*token).is_none_or(|head| !span.contains(head));
    span.iter()
        .filter(is_outer)
        .find(|&token| matches!(doc.pos(token), Pos::Propn | Pos::Noun))
        .unwrap_or(TokenId(span.end.0 - 1))
}

/// Decides what a name names.
struct Classifier<'a, 'd, 't, 'k> {
    doc: &'d Doc<'t>,
    lexicon: &'a Lexicon,
    keys: &'a mut Keys,
    world: &'a mut World<'k>,
    halves: FxHashMap<&'d str, bool>,
    adjectives: &'a mut Vec<StateAdjective>,
}

impl Classifier<'_, '_, '_, '_> {
    fn candidate(&mut self, raw: Raw) -> Option<Candidate> {
        let doc = self.doc;
        let Raw { tokens, label } = raw;
        let text = doc.span_text(tokens);
        let mut key = String::with_capacity(text.len());
        write_key(text, &mut key);
        let key = self.keys.put(&key);
        let known = self.world.know(key, text);
        let head = head_of(doc, tokens);
        let mut name = Candidate::new(tokens, head, Form::Name, Class::Unknown, key);
        name.label = label;
        let is_homonym = tokens.len() == 1
            && match self.halves.get(doc.word(tokens.start)) {
                Some(&is_located) => label != Some(EntLabel::Gpe) || !is_located,
                None => false,
            };
        let is_territory = known.state.is_some() && self.may_be_state(raw, known);
        if is_homonym {
            name.class = Class::Person;
        } else if is_territory {
            name.class = Class::State;
            name.state = known.state;
        } else if label == Some(EntLabel::Norp) || tokens.len() <= 2 && known.demonym().is_some() {
            self.people(&mut name, known)?;
        } else {
            name.class = match label {
                None => Class::Unknown,
                Some(EntLabel::Person) => Class::Person,
                Some(EntLabel::Org) => Class::Body,
                Some(EntLabel::Gpe | EntLabel::Loc | EntLabel::Fac) => Class::Place,
                Some(_) => Class::Named,
            };
            self.correct(&mut name, known);
        }
        if name.class == Class::Person && !name.plural {
            name.gender = self.gender(tokens);
        } else if name.class != Class::Person {
            name.gender = Some(Gender::Neuter);
        }
        Some(name)
    }

    fn may_be_state(&self, raw: Raw, known: Known) -> bool {
        use EntLabel::{Fac, Gpe, Loc, Norp, Org, Person};
        let titled = raw.tokens.start.prev().is_some_and(|before| {
            is_capitalised(self.doc.word(before))
                && self.lexicon.word(self.doc.lower(before)).is(Word::CIVIL)
        });
        match raw.label {
            None | Some(Gpe | Loc | Norp | Fac | Org) => !self.is_american_town(raw),
            Some(Person) => !titled && known.person.is_none(),
            Some(_) => false,
        }
    }

    /// *Lebanon, Pennsylvania*: the town that has a state's name.
    fn is_american_town(&self, raw: Raw) -> bool {
        let doc = self.doc;
        let comma = raw.tokens.end;
        let after = comma.next();
        if after.index() >= doc.len() || doc.word(comma) != "," || !is_capitalised(doc.word(after))
        {
            return false;
        }
        let name = doc.ent(after).map_or(doc.word(after), |ent| doc.span_text(ent.tokens));
        let gazetteer = Gazetteer::embedded();
        gazetteer.senses(name).iter().any(|sense| {
            let place = gazetteer.get(sense.location);
            place.class == LocationClass::Admin1 && place.country == Some("USA")
        })
    }

    /// A demonym or another NORP: people where it is a noun, nothing where it is an adjective.
    fn people(&mut self, name: &mut Candidate, known: Known) -> Option<()> {
        let doc = self.doc;
        let last = TokenId(name.tokens.end.0 - 1);
        let modifies = matches!(doc.dep(name.head), Dep::Amod | Dep::Compound | Dep::Nmod)
            || doc.head(name.head).is_some_and(|head| {
                head > name.head
                    && doc.head(head) == doc.head(name.head)
                    && doc.dep(name.head) == Dep::Amod
            });
        let after_the = name.tokens.start.prev().is_some_and(|before| doc.lower(before) == "the");
        let ends_in_s = doc.word(last).ends_with('s') && !doc.word(last).ends_with("ss");
        let is_plural = doc.tag(last) == Tag::Nnps || ends_in_s;
        let is_noun = !modifies
            && (is_plural
                || after_the && doc.dep(name.head) != Dep::Poss
                || known.people.is_some() && matches!(doc.tag(last), Tag::Nn | Tag::Nnp));
        // "Swiss banks", "the Danish": an adjective that modifies is evidence of a country, no mention.
        if !is_noun || doc.dep(name.head) == Dep::Poss && !is_plural {
            if let Some(state) = known.demonym() {
                self.adjectives.push(StateAdjective {
                    tokens: name.tokens,
                    head: name.head,
                    state,
                });
            }
            return None;
        }
        // "the Greens" are a party by that name; "Republicans" are its people.
        let is_body = known.is_body() && known.demonym().is_none();
        let are_members = is_plural && !after_the;
        name.class = if is_body && !are_members { Class::Body } else { Class::Person };
        name.plural =
            name.class == Class::Person && (is_plural || after_the && known.people.is_none());
        name.origin = known.demonym();
        Some(())
    }

    /// What the words of a name, its neighbours and the knowledge base say against its label.
    fn correct(&mut self, name: &mut Candidate, known: Known) {
        let doc = self.doc;
        let (tokens, lexicon) = (name.tokens, self.lexicon);
        let last = TokenId(tokens.end.0 - 1);
        let (first_word, last_word) = (lexicon.word(doc.lower(tokens.start)), self.suffix(last));
        let before = tokens.start.prev();
        let before_word = before.map_or(Word::default(), |before| lexicon.word(doc.lower(before)));
        let before_is_capital = before.is_some_and(|before| is_capitalised(doc.word(before)));
        let is_long = tokens.len() > 1;
        let class = name.class;
        let ends_as_body = class != Class::Body
            && is_long
            && last_word.is(Word::SUFFIX)
            && !(class == Class::Place && last_word.is(Word::SITE_SUFFIX));
        let is_known =
            known.is_body() && !(class == Class::Person && (is_long || known.n_people > 0));
        let ends_as_event = is_long && last_word.is(Word::EVENT) && !known.is_body();
        if ends_as_event && class != Class::Person {
            name.class = Class::Named;
        } else if ends_as_body || is_known {
            name.class = Class::Body;
        } else if class == Class::Unknown
            && before_is_capital
            && before_word.is(Word::TITLE)
            && !is_long
        {
            name.class = Class::Person;
        }
        // "Airbus A350" is an aircraft.
        if name.class == Class::Body
            && tokens.end.index() < doc.len()
            && is_model(doc.word(tokens.end))
        {
            let has_letter = doc.word(tokens.end).bytes().any(|b| b.is_ascii_alphabetic());
            let is_part = matches!(doc.dep(last), Dep::Compound | Dep::Nmod | Dep::Nummod);
            if (has_letter || is_part) && doc.token(last).space_after {
                name.class = Class::Named;
            }
        }
        let full_name = (2..=3).contains(&tokens.len())
            && tokens.iter().all(|token| is_capitalised(doc.word(token)))
            && self.world.is_given_name(doc.word(tokens.start));
        let rest_are_no_words = tokens.iter().skip(1).all(|token| {
            let word = lexicon.noun(doc.lower(token)).or(self.suffix(token));
            !word.is(Word::SUFFIX.or(Word::BODY).or(Word::PLACE).or(Word::PERSON))
        });
        if full_name && name.class == Class::Person {
            name.certain = true;
        } else if full_name
            && matches!(name.class, Class::Body | Class::Unknown | Class::Place)
            && !known.is_body()
            && known.capital.is_none()
            && known.region.is_none()
            && rest_are_no_words
            && !first_word.is(Word::SUFFIX.or(Word::BODY).or(Word::PLACE))
            && name.label != Some(EntLabel::Gpe)
        {
            name.class = Class::Person;
            name.certain = true;
        }
        let is_named = matches!(name.class, Class::Named);
        if !is_named && self.has_age(tokens.end) || before_is_capital && before_word.is(Word::CIVIL)
        {
            name.class = Class::Person;
            name.certain = true;
        }
    }

    /// The classes of a word at the end of a name, full stop or not.
    fn suffix(&self, token: TokenId) -> Word {
        self.lexicon.word(self.doc.lower(token).trim_end_matches('.'))
    }

    /// ", 34," follows.
    fn has_age(&self, after: TokenId) -> bool {
        let doc = self.doc;
        after.index() + 2 < doc.len()
            && doc.word(after) == ","
            && matches!(doc.word(after.next()).as_bytes(), [b'1'..=b'9', b'0'..=b'9'])
            && matches!(doc.word(after.next().next()), "," | ".")
    }

    fn gender(&mut self, tokens: TokenSpan) -> Option<Gender> {
        let doc = self.doc;
        if let Some(before) = tokens.start.prev() {
            let word = self.lexicon.word(doc.lower(before));
            if word.is(Word::MALE) {
                return Some(Gender::Male);
            }
            if word.is(Word::FEMALE) {
                return Some(Gender::Female);
            }
        }
        if tokens.len() == 1 {
            return None;
        }
        self.world.gender_of(doc.word(tokens.start))
    }
}

/// *A350*, *737*, *F-16*
fn is_model(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    (2..=4).contains(&digits)
        && word.len() <= digits + 3
        && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// A name's words, parted by blanks and hyphens.
pub(super) fn words(key: &str) -> impl DoubleEndedIterator<Item = &str> {
    key.split([' ', '-']).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{is_model, words, write_key};

    fn key(name: &str) -> String {
        let mut key = String::new();
        write_key(name, &mut key);
        key
    }

    #[test]
    fn a_key_has_no_article_no_full_stops_and_no_case() {
        assert_eq!(key("The U.S. Navy"), "us navy");
        assert_eq!(key("The"), "");
        assert_eq!(key("Côte\nd’Ivoire"), "côte d'ivoire");
    }

    #[test]
    fn hyphens_part_words() {
        assert_eq!(words("kim jong-un").collect::<Vec<_>>(), ["kim", "jong", "un"]);
    }

    #[test]
    fn a_model_has_digits_and_few_letters() {
        assert!(is_model("A350") && is_model("737") && is_model("F-16"));
        assert!(!is_model("2024-10-25") && !is_model("Flight") && !is_model("7"));
    }
}
