//! Nominals: nouns that name persons, bodies and places, and other nouns, which only compete for *it* and *they*.

use chancery_nlp::{Dep, Doc, EntLabel, Pos, Tag, TokenId, TokenSpan};

use super::candidate::{
    Candidate, Class, Determiner, Form, Gender, Key, Keys, Person, Premodifier,
};
use super::group;
use super::lexicon::{Lexicon, Word};

/// Adds the nominals of a text to `candidates`, which hold its names; their modifiers to `modifiers`.
pub(super) fn nominals(
    doc: &Doc<'_>,
    lexicon: &Lexicon,
    keys: &mut Keys,
    candidates: &mut Vec<Candidate>,
    modifiers: &mut Vec<Key>,
) {
    let mut covered = vec![false; doc.len()];
    let mut name_heads = vec![false; doc.len()];
    let mut starts_person = vec![false; doc.len()];
    for name in candidates.iter() {
        covered[name.tokens.range()].fill(true);
        if !name.within {
            name_heads[name.head.index()] = true;
            starts_person[name.tokens.start.index()] |= name.class == Class::Person;
        }
    }
    let mut reader = Reader { doc, lexicon, keys, modifiers };
    for token in doc.ids() {
        if covered[token.index()] {
            continue;
        }
        let is_name_head = |token: TokenId| name_heads[token.index()];
        let found = match doc.pos(token) {
            _ if group::stands_alone(doc, token) => reader.substitute(token),
            Pos::Noun | Pos::Propn => reader.noun(token, is_name_head, |next: TokenId| {
                starts_person.get(next.index()).copied().unwrap_or(false)
            }),
            Pos::Adj | Pos::Pron | Pos::Det | Pos::Num => reader.substitute(token),
            _ => None,
        };
        candidates.extend(found);
    }
}

struct Reader<'a, 'd, 't> {
    doc: &'d Doc<'t>,
    lexicon: &'a Lexicon,
    keys: &'a mut Keys,
    modifiers: &'a mut Vec<Key>,
}

impl Reader<'_, '_, '_> {
    fn noun(
        &mut self,
        token: TokenId,
        is_name_head: impl Fn(TokenId) -> bool,
        starts_person: impl Fn(TokenId) -> bool,
    ) -> Option<Candidate> {
        let doc = self.doc;
        let lemma = match doc.lower(token) {
            "authorities" => "authorities",
            "troops" => "troops",
            _ => doc.lemma(token),
        };
        let lowered;
        let lemma = if lemma.bytes().any(|b| b.is_ascii_uppercase()) {
            lowered = lemma.to_lowercase();
            lowered.as_str()
        } else {
            lemma
        };
        let word = self.lexicon.noun(lemma);
        let class = if group::counts_sides(doc, token) {
            Some(Class::Unknown)
        } else if word.is(Word::INFORMANT.or(Word::VOICE)) && self.speaks(token) {
            Some(if word.is(Word::INFORMANT) { Class::Person } else { Class::Body })
        } else {
            class_of(word)
        };
        let is_proper = matches!(doc.tag(token), Tag::Nnp | Tag::Nnps);
        if is_proper && !matches!(class, Some(Class::Person | Class::Body)) {
            return None;
        }
        let in_front = matches!(doc.dep(token), Dep::Compound | Dep::Nmod | Dep::Amod)
            && doc.head(token).is_some_and(|head| head > token);
        let before_name = in_front && doc.head(token).is_some_and(is_name_head);
        let Some(class) = class else {
            return self.thing(token, lemma, in_front);
        };
        // "secretary of state" is one office, and no state.
        let is_of_office = class == Class::Place
            && doc.lower(token) == "state"
            && token.0 >= 2
            && doc.lower(TokenId(token.0 - 1)) == "of"
            && matches!(doc.lower(TokenId(token.0 - 2)), "secretary" | "head" | "minister");
        if is_of_office {
            return None;
        }
        let is_capital = doc.word(token).chars().next().is_some_and(char::is_uppercase);
        let is_title =
            is_capital && (before_name || class == Class::Person && starts_person(token.next()));
        if is_title || in_front && !before_name {
            return None;
        }
        let key = self.keys.put(lemma);
        let mut nominal = Candidate::new(self.span(token), token, Form::Nominal, class, key);
        nominal.plural = matches!(doc.tag(token), Tag::Nns | Tag::Nnps) || word.is(Word::PLURAL);
        if before_name {
            nominal.premodifier = Premodifier::OfName;
        }
        nominal.first_modifier = self.modifiers.len() as u32;
        for &child in doc.children(token) {
            match doc.dep(child) {
                Dep::Poss => nominal.determiner = Determiner::Possessive,
                Dep::Det | Dep::Predet if nominal.determiner != Determiner::Possessive => {
                    nominal.determiner = determiner(doc.lower(child));
                }
                Dep::Amod | Dep::Compound | Dep::Nmod | Dep::Nummod if child < token => {
                    let lemma = if doc.pos(child) == Pos::Propn {
                        doc.lower(child)
                    } else {
                        doc.lemma(child)
                    };
                    self.modifiers.push(self.keys.put(lemma));
                    if doc.dep(child) == Dep::Nummod && !matches!(doc.lower(child), "one" | "1") {
                        nominal.plural = true;
                    }
                }
                _ => {}
            }
        }
        nominal.n_modifiers = self.modifiers.len() as u32 - nominal.first_modifier;
        nominal.gender = if word.is(Word::MALE) {
            Some(Gender::Male)
        } else if word.is(Word::FEMALE) {
            Some(Gender::Female)
        } else if class == Class::Person {
            None
        } else {
            Some(Gender::Neuter)
        };
        Some(nominal)
    }

    /// The noun is the subject of a verb of saying, or that according to which something is so.
    fn speaks(&self, token: TokenId) -> bool {
        let doc = self.doc;
        let Some(head) = doc.head(token) else { return false };
        match doc.dep(token) {
            Dep::Nsubj => self.lexicon.word(doc.lemma(head)).is(Word::SAY),
            Dep::Pobj => doc.head(head).is_some_and(|above| doc.lower(above) == "according"),
            _ => false,
        }
    }

    /// The noun with what stands in front of it in its phrase, without determiner.
    fn span(&self, token: TokenId) -> TokenSpan {
        let doc = self.doc;
        let mut start = token;
        while let Some(before) = start.prev() {
            use Dep::{Advmod, Amod, Compound, Nmod, Npadvmod, Nummod, Punct, Quantmod};
            let is_part = doc.head(before).is_some_and(|head| start <= head && head <= token)
                && matches!(
                    doc.dep(before),
                    Amod | Compound | Nmod | Nummod | Npadvmod | Advmod | Punct | Quantmod
                )
                && doc.pos(before) != Pos::Space
                && !matches!(doc.word(before), "," | "(" | ")" | ";" | ":" | "—" | "–");
            if !is_part {
                break;
            }
            start = before;
        }
        while start < token
            && (doc.pos(start) == Pos::Punct
                || matches!(doc.lower(start), "several" | "many" | "some" | "all" | "most"))
        {
            start = start.next();
        }
        TokenSpan { start, end: token.next() }
    }

    /// A noun that acts nowhere but may be meant by *it* or *they*.
    fn thing(&mut self, token: TokenId, lemma: &str, in_front: bool) -> Option<Candidate> {
        use EntLabel::{Cardinal, Date, Money, Ordinal, Percent, Quantity, Time};
        let doc = self.doc;
        let is_measure = doc.ent(token).is_some_and(|ent| {
            matches!(ent.label, Date | Time | Money | Percent | Cardinal | Ordinal | Quantity)
        });
        let is_word = doc.word(token).chars().next().is_some_and(char::is_alphabetic);
        let classes = self.lexicon.word(lemma);
        if in_front
            || is_measure
            || !is_word
            || doc.dep(token) == Dep::Npadvmod
            || classes.is(Word::MEASURE.or(Word::CALENDAR))
        {
            return None;
        }
        let key = self.keys.put(lemma);
        let mut thing =
            Candidate::new(TokenSpan::one(token), token, Form::Nominal, Class::Thing, key);
        thing.gender = Some(Gender::Neuter);
        thing.plural = matches!(doc.tag(token), Tag::Nns | Tag::Nnps);
        Some(thing)
    }

    /// *someone*, *the latter*, *both*: words that stand for a noun.
    fn substitute(&mut self, token: TokenId) -> Option<Candidate> {
        let doc = self.doc;
        let lower = doc.lower(token);
        let is_argument = matches!(
            doc.dep(token),
            Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj | Dep::Pobj | Dep::Appos
        );
        let (form, class) = match lower {
            "someone" | "everyone" | "anyone" | "somebody" | "everybody" | "nobody" => {
                (Form::Pronoun(Person::Third), Class::Person)
            }
            "latter" | "former" if is_argument && doc.pos(token) == Pos::Adj => {
                (Form::Nominal, Class::Unknown)
            }
            "both" if is_argument => (Form::Nominal, Class::Unknown),
            _ if group::stands_alone(doc, token) => (Form::Nominal, Class::Unknown),
            _ => return None,
        };
        let key = self.keys.put(lower);
        let mut substitute = Candidate::new(TokenSpan::one(token), token, form, class, key);
        substitute.plural = group::number(lower).is_some();
        if substitute.plural {
            substitute.determiner = Determiner::Definite;
        }
        Some(substitute)
    }
}

fn class_of(word: Word) -> Option<Class> {
    if word.is(Word::NOBODY) {
        None
    } else if word.is(Word::PERSON) {
        Some(Class::Person)
    } else if word.is(Word::BODY) {
        Some(Class::Body)
    } else if word.is(Word::PLACE) {
        Some(Class::Place)
    } else {
        None
    }
}

fn determiner(word: &str) -> Determiner {
    match word {
        "the" | "this" | "that" | "these" | "those" | "such" | "both" | "said" => {
            Determiner::Definite
        }
        _ => Determiner::Indefinite,
    }
}
