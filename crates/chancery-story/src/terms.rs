//! What an article is about: its words by their dictionary forms, with class and weight.

use chancery_nlp::{Doc, EntLabel, Pos, TokenId};
use chancery_record::Record;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::codec::{Bytes, FormatError, put, put_after};
use crate::hash::Hash;
use crate::stop_words::is_stop_word;
use crate::title;

/// What a word is, as far as it matters to telling happenings apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub(crate) enum Class {
    /// In the name of a person.
    Person,
    /// In the name of a place.
    Place,
    /// In the name of an organisation.
    Organisation,
    /// In any other name.
    Name,
    /// Part of a number.
    Number,
    /// Part of a date or time of day.
    Date,
    /// A verb.
    Verb,
    /// Other nouns, adjectives, adverbs.
    Rest,
}

impl Class {
    pub(crate) const ALL: [Self; 8] = [
        Self::Person,
        Self::Place,
        Self::Organisation,
        Self::Name,
        Self::Number,
        Self::Date,
        Self::Verb,
        Self::Rest,
    ];
}

impl Class {
    /// The class that has most, the first of equals.
    pub(crate) fn commonest(by_class: &[u32; Self::ALL.len()]) -> Self {
        Self::ALL
            .into_iter()
            .rev()
            .max_by_key(|&class| by_class[class as usize])
            .expect("there are classes")
    }
}

/// A word of an article.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Term {
    /// Of its lemma in lower case.
    pub(crate) hash: u32,
    pub(crate) class: Class,
    /// Twice the sum of its occurrences' weights, on the scale of [`WEIGHTS`].
    pub(crate) weight: u8,
}

/// Occurrences count by where they stand, in halves: in the headline 2, among the first [`LEAD`] tokens 1.5, else 1.
pub(crate) const IN_TITLE: u32 = 4;
const IN_LEAD: u32 = 3;
const IN_REST: u32 = 2;
const LEAD: u32 = 60;

/// The steps of a stored weight, in halves: four bits a term.
pub(crate) const WEIGHTS: [u32; 16] = [2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 17, 20, 26, 34, 48, 80];

/// What an article is about, in a kilobyte or two: the words of title and text by hash, with class and weight.
///
/// As bytes ([`to_bytes`](Self::to_bytes)): the version (1), the day of publication (days since 1970-01-01, zigzag,
/// plus one; 0 for none), the number of terms, then each term, by ascending hash: the difference to the hash before,
/// less one, and a byte with the class in the upper and the weight's step in the lower four bits. Numbers are LEB128.
/// A hash is the upper 28 bits of FNV-1a (64 bits) of the lemma in lower case, mixed by `MurmurHash3`'s finaliser.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Terms {
    /// Days since 1970-01-01.
    pub(crate) published: Option<i32>,
    /// By ascending hash.
    pub(crate) terms: Vec<Term>,
}

const VERSION: u8 = 1;

impl Terms {
    /// Gathers the terms of a parsed article. An article that was not read has none.
    pub fn of(doc: &Doc<'_>, record: &Record) -> Self {
        let mut found: FxHashMap<u32, [u32; Class::ALL.len()]> = FxHashMap::default();
        // By the word as the text has it, for the headline, which is not parsed.
        let mut known: FxHashMap<&str, (u32, Class)> = FxHashMap::default();
        for (id, lemma, class) in lemmas(doc) {
            let hash = Hash::new().str(&lemma).stored();
            known.entry(doc.lower(id)).or_insert((hash, class));
            let weight = if id.0 < LEAD { IN_LEAD } else { IN_REST };
            found.entry(hash).or_default()[class as usize] += weight;
        }
        for word in title::words(record.title.as_deref().unwrap_or_default()) {
            let (hash, class) = match known.get(word.as_str()) {
                Some(&known) => known,
                None if is_stop_word(&word) => continue,
                None => (Hash::new().str(&word).stored(), title::class(&word)),
            };
            found.entry(hash).or_default()[class as usize] += IN_TITLE;
        }
        let mut terms: Vec<Term> = found.into_iter().map(|(hash, by)| term(hash, &by)).collect();
        terms.sort_unstable_by_key(|term| term.hash);
        let published = record.published.as_deref().and_then(day);
        Self { published, terms }
    }

    /// As they are stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        put(
            &mut bytes,
            self.published.map_or(0, |day| ((day << 1) ^ (day >> 31)).cast_unsigned() + 1),
        );
        put(&mut bytes, self.terms.len() as u32);
        let mut last = None;
        for term in &self.terms {
            put_after(&mut bytes, last, term.hash);
            bytes.push((term.class as u8) << 4 | term.weight);
            last = Some(term.hash);
        }
        bytes
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// Where the bytes are of another version or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut bytes = Bytes::of(bytes, "terms", VERSION)?;
        let published = bytes
            .number()?
            .checked_sub(1)
            .map(|zigzag| (zigzag >> 1).cast_signed() ^ -(zigzag & 1).cast_signed());
        let count = bytes.count()?;
        let mut terms = Vec::with_capacity(count);
        let mut last = None;
        for _ in 0..count {
            let hash = bytes.after(last)?;
            let packed = bytes.byte()?;
            let class = *Class::ALL.get(usize::from(packed >> 4)).ok_or(bytes.damaged())?;
            terms.push(Term { hash, class, weight: packed & 0x0f });
            last = Some(hash);
        }
        bytes.end()?;
        Ok(Self { published, terms })
    }
}

/// The dictionary forms, in lower case, of a text's words that may tell what it is about, in order.
fn lemmas<'d>(doc: &'d Doc<'_>) -> impl Iterator<Item = (TokenId, String, Class)> + 'd {
    doc.ids().filter_map(|id| {
        let class = class(doc, id)?;
        let lemma = doc.lemma(id).to_lowercase();
        let counts = lemma.contains(char::is_alphanumeric) && !is_stop_word(&lemma);
        counts.then_some((id, lemma, class))
    })
}

/// The different words by which [`Terms`] knows a text, sorted: what a table of document frequencies counts.
pub fn words_of(doc: &Doc<'_>) -> Vec<String> {
    let mut words: Vec<String> = lemmas(doc).map(|(_, lemma, _)| lemma).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The class of a word that may tell what the article is about.
fn class(doc: &Doc<'_>, id: TokenId) -> Option<Class> {
    let pos = doc.pos(id);
    if !matches!(pos, Pos::Noun | Pos::Propn | Pos::Verb | Pos::Adj | Pos::Adv | Pos::Num | Pos::X)
    {
        return None;
    }
    let named = doc.ent(id).map(|ent| ent.label);
    Some(match named {
        Some(EntLabel::Person) => Class::Person,
        Some(EntLabel::Gpe | EntLabel::Loc | EntLabel::Fac) => Class::Place,
        Some(EntLabel::Org) => Class::Organisation,
        Some(EntLabel::Date | EntLabel::Time) => Class::Date,
        Some(
            EntLabel::Norp
            | EntLabel::Event
            | EntLabel::Product
            | EntLabel::WorkOfArt
            | EntLabel::Law
            | EntLabel::Language,
        ) => Class::Name,
        _ => match pos {
            Pos::Propn => Class::Name,
            Pos::Num => Class::Number,
            Pos::Verb => Class::Verb,
            _ => Class::Rest,
        },
    })
}

/// The term of a hash, given its weight in each class: the heaviest class, the first of equals.
fn term(hash: u32, by_class: &[u32; Class::ALL.len()]) -> Term {
    let sum: u32 = by_class.iter().sum();
    let class = Class::commonest(by_class);
    let weight = WEIGHTS.iter().rposition(|&step| step <= sum).unwrap_or(0) as u8;
    Term { hash, class, weight }
}

/// Days since 1970-01-01 of an ISO 8601 date or date-time.
fn day(iso: &str) -> Option<i32> {
    let date: Date = iso.get(..10)?.parse().ok()?;
    let epoch = jiff::civil::date(1970, 1, 1);
    (date - epoch).get_days().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(published: Option<i32>) -> Terms {
        let term = |hash, class, weight| Term { hash, class, weight };
        let terms = vec![
            term(0, Class::Person, 0),
            term(1, Class::Rest, 15),
            term((1 << 28) - 1, Class::Date, 7),
        ];
        Terms { published, terms }
    }

    #[test]
    fn bytes_come_back() {
        for published in [None, Some(0), Some(-400), Some(20_000)] {
            let terms = terms(published);
            assert_eq!(Terms::from_bytes(&terms.to_bytes()), Ok(terms));
        }
        assert_eq!(Terms::from_bytes(&Terms::default().to_bytes()), Ok(Terms::default()));
    }

    #[test]
    fn torn_or_foreign_bytes_are_an_error() {
        let bytes = terms(Some(1)).to_bytes();
        for end in 0..bytes.len() {
            assert!(Terms::from_bytes(&bytes[..end]).is_err(), "{end}");
        }
        let mut unknown_class = bytes.clone();
        *unknown_class.last_mut().unwrap() = 0xf0;
        assert!(Terms::from_bytes(&unknown_class).is_err());
        assert!(Terms::from_bytes(&[7, 0, 0]).is_err());
    }

    #[test]
    fn days_count_from_1970() {
        assert_eq!(day("1970-01-02T03:04:05Z"), Some(1));
        assert_eq!(day("1969-12-31"), Some(-1));
        assert_eq!(day("soon"), None);
    }

    #[test]
    fn headline_lead_and_rest_weigh_in_and_the_text_lends_its_forms() {
        use chancery_nlp::{Dep, Ent, Tag, TokenParts, TokenSpan};
        use chancery_text::ByteSpan;

        let text = "Envoys left Lund";
        let part = |start, end, tag, pos, lemma, head| TokenParts {
            span: ByteSpan::at(start, end),
            space_after: end < text.len() as u32,
            tag,
            pos,
            morph: "",
            lemma,
            head,
            dep: Dep::Root,
            sent_start: start == 0,
        };
        let parts = [
            part(0, 6, Tag::Nns, Pos::Noun, "envoy", 1),
            part(7, 11, Tag::Vbd, Pos::Verb, "leave", 1),
            part(12, 16, Tag::Nnp, Pos::Propn, "Lund", 1),
        ];
        let lund = Ent { tokens: TokenSpan::new(2, 3), label: EntLabel::Gpe };
        let doc = Doc::new(text, &parts, vec![lund], Vec::new());
        let record: Record = serde_json::from_value(serde_json::json!({
            "id": "a", "title": "Envoys' 2 bags and Lund", "url": null, "publisher": null, "credit": null,
            "author": null, "published": "1970-01-03", "language": "en", "text": text,
            "sentences": [], "actors": [], "places": [], "times": [], "statements": [],
            "events": [], "meetings": [], "positions": [],
            "reader": {"version": "", "model": "", "data": ""},
        }))
        .expect("it is a record");
        let terms = Terms::of(&doc, &record);
        let of = |word: &str| {
            let hash = Hash::new().str(word).stored();
            let term = terms.terms.iter().find(|term| term.hash == hash)?;
            Some((term.class, WEIGHTS[usize::from(term.weight)]))
        };
        assert_eq!(of("envoy"), Some((Class::Rest, 7)));
        assert_eq!(of("lund"), Some((Class::Place, 7)));
        assert_eq!(of("leave"), Some((Class::Verb, 3)));
        assert_eq!(of("2"), Some((Class::Number, 4)));
        assert_eq!(of("bags"), Some((Class::Rest, 4)));
        assert_eq!([of("and"), of("envoys")], [None; 2]);
        assert_eq!(terms.published, Some(2));
    }

    #[test]
    fn a_term_has_the_class_that_weighs_most_and_the_step_below_its_sum() {
        let term = term(5, &[0, 4, 0, 0, 0, 0, 0, 5]);
        assert_eq!((term.class, WEIGHTS[usize::from(term.weight)]), (Class::Rest, 8));
        let tie = super::term(5, &[0, 2, 2, 0, 0, 0, 0, 0]);
        assert_eq!(tie.class, Class::Place);
    }
}
