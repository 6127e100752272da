//! What words may be in the reading of actors: `data/actors/words.tsv` and `nouns.tsv`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// The classes of one word, any number of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Word(u64);

/// Writes the classes as constants of [`Word`], each with its name in the table.
macro_rules! classes {
    ($($name:ident = $text:literal,)+) => {
        #[derive(Clone, Copy)]
        #[repr(u8)]
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Bit { $($name,)+ }

        impl Word {
            $(#[doc = concat!("`", $text, "` in the table.")]
            pub(super) const $name: Self = Self(1 << Bit::$name as u8);)+
        }

        const CLASSES: &[(&str, Word)] = &[$(($text, Word::$name),)+];
    };
}

classes! {
    PERSON = "person",
    BODY = "body",
    PLACE = "place",
    NOBODY = "nobody",
    PLURAL = "plural",
    MALE = "male",
    FEMALE = "female",
    VAGUE = "vague",
    COMPANY = "company",
    GENERIC = "generic",
    GOVERNMENT = "government",
    NATION = "nation",
    TOWN = "town",
    COLLECTIVE = "collective",
    HEAD = "head",
    OFFICE = "office",
    SPOKES = "spokes",
    ANYONE = "anyone",
    TITLE = "title",
    CIVIL = "civil",
    TITLE_BEFORE = "title_before",
    SUFFIX = "suffix",
    LEGAL = "legal",
    BRAND_SUFFIX = "brand_suffix",
    SITE_SUFFIX = "site_suffix",
    PARTICLE = "particle",
    SAY = "say",
    TRAVEL = "travel",
    MEASURE = "measure",
    CALENDAR = "calendar",
    ZONE = "zone",
    OUTSIDER = "outsider",
    FOREIGN = "foreign",
    INSTITUTION = "institution",
    TRADE = "trade",
    EVENT = "event",
    VICTIM = "victim",
    HARM = "harm",
    AFFECTS = "affects",
    NOTED = "noted",
    INFORMANT = "informant",
    VOICE = "voice",
}

impl Word {
    /// It is of at least one of these classes.
    pub(super) fn is(self, classes: Word) -> bool {
        self.0 & classes.0 != 0
    }

    /// Either's classes.
    pub(super) const fn or(self, other: Word) -> Word {
        Word(self.0 | other.0)
    }

    /// What a noun names.
    const NAMES: Word = Self::PERSON.or(Self::BODY).or(Self::PLACE).or(Self::NOBODY);
}

/// All words with their classes.
pub(super) struct Lexicon {
    words: FxHashMap<&'static str, Word>,
}

impl Lexicon {
    /// The tables of this build.
    pub(super) fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Lexicon> = OnceLock::new();
        EMBEDDED.get_or_init(|| {
            let mut words = FxHashMap::default();
            for (noun, class) in rows(include_str!("../../../../data/actors/nouns.tsv")) {
                words.insert(noun, class_named(class));
            }
            for (word, classes) in rows(include_str!("../../../../data/actors/words.tsv")) {
                let classes = classes.split(' ').map(class_named).fold(Word::default(), Word::or);
                words
                    .entry(word)
                    .and_modify(|known| {
                        *known = if classes.is(Word::NAMES) { classes } else { classes.or(*known) };
                    })
                    .or_insert(classes);
            }
            Self { words }
        })
    }

    /// The classes of a word in lower case.
    pub(super) fn word(&self, word: &str) -> Word {
        self.words.get(word).copied().unwrap_or_default()
    }

    /// The classes of a noun by its lemma; of an unknown compound those of its last part, of an unknown
    /// *-man* or *-woman* those of a person.
    pub(super) fn noun(&self, lemma: &str) -> Word {
        let known = self.word(lemma);
        if known.is(Word::NAMES) {
            return known;
        }
        if let Some((_, last)) = lemma.rsplit_once('-') {
            return known.or(self.noun(last));
        }
        let is_human = ["man", "men", "woman", "women", "person"]
            .iter()
            .any(|ending| lemma.len() > ending.len() + 2 && lemma.ends_with(ending));
        if is_human { known.or(Word::PERSON) } else { known }
    }
}

fn class_named(name: &str) -> Word {
    CLASSES.iter().find(|(text, _)| *text == name).map_or_else(Word::default, |(_, class)| *class)
}

/// Word and classes of each line below the head.
fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .filter_map(|line| line.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use super::{CLASSES, Lexicon, Word, rows};

    #[test]
    fn every_class_of_the_tables_is_known() {
        let words = include_str!("../../../../data/actors/words.tsv");
        let nouns = include_str!("../../../../data/actors/nouns.tsv");
        for (word, classes) in rows(words).chain(rows(nouns)) {
            for class in classes.split(' ') {
                assert!(CLASSES.iter().any(|(name, _)| *name == class), "{word}: {class}");
            }
        }
    }

    #[test]
    fn the_list_by_hand_outvotes_the_dictionary() {
        let lexicon = Lexicon::embedded();
        assert!(!lexicon.noun("side").is(Word::PERSON.or(Word::BODY).or(Word::PLACE)));
        assert!(lexicon.noun("troops").is(Word::PERSON));
        assert!(!lexicon.noun("troops").is(Word::BODY));
    }

    #[test]
    fn a_compound_goes_by_its_last_part() {
        let lexicon = Lexicon::embedded();
        assert!(lexicon.noun("ex-minister").is(Word::PERSON));
        assert!(lexicon.noun("alderwoman").is(Word::PERSON));
    }
}
