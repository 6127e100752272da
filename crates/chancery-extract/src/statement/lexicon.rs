//! The words that report, and with what they do so: the tables of `data/statements`.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// A pattern in which a word reports; the tables name it as [`Frames::set`] has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Frame {
    /// Says a clause, a quotation; stands in a parenthesis.
    Says,
    /// Says a quotation only.
    Quotation,
    /// Thinks a clause.
    Believes,
    /// Is evidence for a clause.
    Shows,
    /// A clause with *that* only; of an adjective or noun, its clause.
    That,
    /// To do.
    Infinitive,
    /// Somebody to do.
    PersonInfinitive,
    /// Doing.
    Ing,
    /// A thing.
    Object,
    /// *call X Y*
    ObjectName,
    /// The passive's subject is the content.
    Passive,
    /// *it is said that*, *asked whether*
    PassiveClause,
    /// *is expected to*
    PassiveInfinitive,
    /// *is seen as*
    PassiveAs,
    /// *is considered dead*
    PassiveName,
    /// *seems to*
    Seems,
    /// *express hope that*
    NounThat,
    /// *the fear is that*
    IsThat,
    /// A text through which somebody speaks.
    Document,
    /// *in his opinion*
    Opinion,
}

/// The prepositions that a table may name.
const PREPOSITIONS: [&str; 14] = [
    "about", "against", "as", "at", "behind", "for", "from", "in", "of", "on", "over", "to",
    "upon", "with",
];

/// All patterns of a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Frames {
    patterns: u32,
    /// By place in [`PREPOSITIONS`]: its object is the content.
    prepositions: u16,
    /// By place in [`PREPOSITIONS`]: the word's object and the phrase are the content.
    object_prepositions: u16,
}

impl Frames {
    /// The word has the pattern.
    pub(super) fn has(self, frame: Frame) -> bool {
        self.patterns & (1 << frame as u8) != 0
    }

    /// The word has one of the patterns.
    pub(super) fn has_any(self, frames: &[Frame]) -> bool {
        frames.iter().any(|&frame| self.has(frame))
    }

    /// *call **for***
    pub(super) fn has_preposition(self, preposition: &str) -> bool {
        bit(preposition).is_some_and(|bit| self.prepositions & bit != 0)
    }

    /// *blame X **for***
    pub(super) fn has_object_preposition(self, preposition: &str) -> bool {
        bit(preposition).is_some_and(|bit| self.object_prepositions & bit != 0)
    }

    /// The word is in no table.
    pub(super) fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// Adds the pattern that a table names; `false` for a name that is none.
    fn set(&mut self, name: &str) -> bool {
        if let Some(bit) = name.strip_prefix("prep ").and_then(bit) {
            self.prepositions |= bit;
            return true;
        }
        if let Some(bit) = name.strip_prefix("object ").and_then(bit) {
            self.object_prepositions |= bit;
            return true;
        }
        let frame = match name {
            "says" => Frame::Says,
            "quotation" => Frame::Quotation,
            "believes" => Frame::Believes,
            "shows" => Frame::Shows,
            "that" => Frame::That,
            "infinitive" => Frame::Infinitive,
            "person infinitive" => Frame::PersonInfinitive,
            "ing" => Frame::Ing,
            "object" => Frame::Object,
            "object name" => Frame::ObjectName,
            "passive" => Frame::Passive,
            "passive clause" => Frame::PassiveClause,
            "passive infinitive" => Frame::PassiveInfinitive,
            "passive as" => Frame::PassiveAs,
            "passive name" => Frame::PassiveName,
            "seems" => Frame::Seems,
            "noun that" => Frame::NounThat,
            "is that" => Frame::IsThat,
            "document" => Frame::Document,
            "opinion" => Frame::Opinion,
            _ => return false,
        };
        self.patterns |= 1 << frame as u8;
        true
    }
}

fn bit(preposition: &str) -> Option<u16> {
    PREPOSITIONS.iter().position(|&listed| listed == preposition).map(|place| 1 << place)
}

/// The tables, by lemma.
pub(super) struct Lexicon {
    verbs: FxHashMap<&'static str, Frames>,
    /// *point out*, by verb and particle.
    particle_verbs: FxHashMap<(&'static str, &'static str), Frames>,
    nouns: FxHashMap<&'static str, Frames>,
    adjectives: FxHashMap<&'static str, Frames>,
    /// *make clear*, by verb and other word.
    idioms: FxHashMap<(&'static str, &'static str), Frames>,
    /// The verbs of the idioms.
    light_verbs: FxHashSet<&'static str>,
    lists: FxHashMap<&'static str, FxHashSet<&'static str>>,
}

impl Lexicon {
    /// The tables that are part of the program.
    pub(super) fn embedded() -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| {
            let mut lexicon = Self {
                verbs: FxHashMap::default(),
                particle_verbs: FxHashMap::default(),
                nouns: FxHashMap::default(),
                adjectives: FxHashMap::default(),
                idioms: FxHashMap::default(),
                light_verbs: FxHashSet::default(),
                lists: FxHashMap::default(),
            };
            for (lemma, frame) in rows(include_str!("../../../../data/statements/verbs.tsv")) {
                let frames = match lemma.split_once(' ') {
                    Some(pair) => lexicon.particle_verbs.entry(pair).or_default(),
                    None => lexicon.verbs.entry(lemma).or_default(),
                };
                frames.set(frame);
            }
            for (lemma, frame) in rows(include_str!("../../../../data/statements/nouns.tsv")) {
                lexicon.nouns.entry(lemma).or_default().set(frame);
            }
            for (lemma, frame) in rows(include_str!("../../../../data/statements/adjectives.tsv")) {
                lexicon.adjectives.entry(lemma).or_default().set(frame);
            }
            for (verb, rest) in rows(include_str!("../../../../data/statements/idioms.tsv")) {
                if let Some((other, frame)) = rest.split_once('\t') {
                    lexicon.light_verbs.insert(verb);
                    lexicon.idioms.entry((verb, other)).or_default().set(frame);
                }
            }
            for (word, list) in rows(include_str!("../../../../data/statements/words.tsv")) {
                lexicon.lists.entry(list).or_default().insert(word);
            }
            lexicon
        })
    }

    /// The patterns of a verb. With a particle, those of the two together.
    pub(super) fn verb(&self, lemma: &str, particle: Option<&str>) -> Frames {
        match particle {
            None => self.verbs.get(lemma).copied().unwrap_or_default(),
            Some(particle) => {
                // A look-up by a pair of borrowed strings of another lifetime.
                let pair: (&str, &str) = (lemma, particle);
                self.particle_verbs.get(&pair).copied().unwrap_or_default()
            }
        }
    }

    /// The patterns of a noun.
    pub(super) fn noun(&self, lemma: &str) -> Frames {
        self.nouns.get(lemma).copied().unwrap_or_default()
    }

    /// The patterns of an adjective.
    pub(super) fn adjective(&self, lemma: &str) -> Frames {
        self.adjectives.get(lemma).copied().unwrap_or_default()
    }

    /// The verb is one of an idiom.
    pub(super) fn is_light(&self, verb: &str) -> bool {
        self.light_verbs.contains(verb)
    }

    /// The patterns of a light verb with another word.
    pub(super) fn idiom(&self, verb: &str, other: &str) -> Frames {
        let pair: (&str, &str) = (verb, other);
        self.idioms.get(&pair).copied().unwrap_or_default()
    }

    /// `word` is in `list` of `words.tsv`.
    pub(super) fn in_list(&self, list: &str, word: &str) -> bool {
        self.lists.get(list).is_some_and(|words| words.contains(word))
    }
}

/// The two columns of each row that is no comment.
fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .filter_map(|line| line.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use super::{Frame, Frames, Lexicon, rows};

    const TABLES: [(&str, &str); 3] = [
        ("verbs", include_str!("../../../../data/statements/verbs.tsv")),
        ("nouns", include_str!("../../../../data/statements/nouns.tsv")),
        ("adjectives", include_str!("../../../../data/statements/adjectives.tsv")),
    ];

    #[test]
    fn every_row_names_a_frame_and_rows_are_sorted_and_distinct() {
        for (name, table) in TABLES {
            let all: Vec<_> = rows(table).collect();
            for &(lemma, frame) in &all {
                assert!(Frames::default().set(frame), "{name}: {lemma}: {frame} is no frame");
            }
            assert!(all.is_sorted_by(|a, b| a < b), "{name} is not sorted");
        }
        let idioms: Vec<_> = rows(include_str!("../../../../data/statements/idioms.tsv")).collect();
        for &(verb, rest) in &idioms {
            let frame = rest.split_once('\t').map(|(_, frame)| frame);
            assert!(frame.is_some_and(|frame| Frames::default().set(frame)), "{verb} {rest}");
        }
        assert!(idioms.is_sorted_by(|a, b| a < b), "idioms are not sorted");
    }

    #[test]
    fn frames_are_found_by_lemma_and_particle() {
        let lexicon = Lexicon::embedded();
        assert!(lexicon.verb("say", None).has(Frame::Says));
        assert!(lexicon.verb("point", Some("out")).has(Frame::Says));
        assert!(lexicon.verb("blame", None).has_object_preposition("for"));
        assert!(lexicon.verb("xyzzy", None).is_empty());
    }
}
