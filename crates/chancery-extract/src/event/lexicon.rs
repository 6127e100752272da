//! The words of political acts, from `data/events/*.tsv`: parsed once, then asked by number.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::EventType;
use super::frame::{Condition, Frame, Slot, Term};
use super::party::{Sector, Traits};

/// A word of the lexicon by its number; 0 is any other word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct WordId(pub(super) u16);

impl WordId {
    /// A word that the lexicon does not know.
    pub(super) const UNKNOWN: Self = Self(0);
}

/// Sets of the classes of `classes.tsv`, a bit each.
pub(super) type Classes = u64;

/// A verb or noun that takes the act below it and gives the final type; see [`operator`](super::operator).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Operator {
    Agree,
    Intend,
    Decide,
    Vow,
    Request,
    Propose,
    Insist,
    Want,
    Reject,
    Threaten,
    Warn,
    Allow,
    Try,
    Deny,
}

/// Where the parties of an act stand that does not have them in the usual places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Roles {
    /// Subject on object.
    Plain,
    /// The object visits the subject: *hosted him*.
    Guest,
    /// The object of *from* acts on the subject: *received aid from*.
    Inverse,
    /// The subject is cargo, or helpers, that come to a place.
    Arrival,
    /// The subject is let in by the place: *peacekeepers arrived in*.
    Access,
    /// Without a subject the object moves itself: *troops were deployed*.
    Mover,
    /// The subject suffers: *died in an attack by*.
    Victim,
}

/// What a frame or noun says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// No political act.
    Nothing,
    /// An act of a fixed type.
    Act {
        event_type: EventType,
        mode: Option<&'static str>,
        cameo: Option<&'static str>,
        roles: Roles,
    },
    /// An operator.
    Operator(Operator),
}

/// A row of `nouns.tsv`.
#[derive(Debug)]
pub(super) struct NounReading {
    pub(super) reading: Reading,
    pub(super) words: Vec<Term>,
}

/// What the lexicon says of one word.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) classes: Classes,
    pub(super) sector: Option<Sector>,
    /// Best first.
    pub(super) frames: Vec<Frame>,
    /// Best first.
    pub(super) nouns: Vec<NounReading>,
    pub(super) adjective: Option<Reading>,
    pub(super) light: Light,
}

/// What a verb lends to an event noun, `light.tsv`.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "a verb may be of several kinds")]
pub(super) struct Light {
    pub(super) object: bool,
    pub(super) subject: bool,
    pub(super) toll: bool,
    pub(super) announce: bool,
}

/// A row of `modes.tsv`.
#[derive(Debug)]
pub(super) struct ModeRow {
    pub(super) event_type: EventType,
    pub(super) mode: &'static str,
    pub(super) words: Vec<WordId>,
}

/// A row of `cameo.tsv`.
#[derive(Debug)]
pub(super) struct CameoRow {
    pub(super) event_type: EventType,
    pub(super) mode: Option<&'static str>,
    pub(super) below: Option<EventType>,
    pub(super) code: &'static str,
}

/// All tables.
#[derive(Debug)]
pub(super) struct Lexicon {
    ids: FxHashMap<&'static str, WordId>,
    entries: Vec<Entry>,
    classes: FxHashMap<&'static str, Classes>,
    pub(super) modes: Vec<ModeRow>,
    pub(super) cameo: Vec<CameoRow>,
}

impl Lexicon {
    /// The tables of this build.
    pub(super) fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Lexicon> = OnceLock::new();
        EMBEDDED.get_or_init(Self::load)
    }

    /// The number of a lemma, [`WordId::UNKNOWN`] for none.
    pub(super) fn id(&self, lemma: &str) -> WordId {
        self.ids.get(lemma).copied().unwrap_or_default()
    }

    /// What is known of a word.
    pub(super) fn entry(&self, word: WordId) -> &Entry {
        &self.entries[usize::from(word.0)]
    }

    /// The set of one class.
    pub(super) fn class(&self, name: &str) -> Classes {
        *self.classes.get(name).expect("a class of classes.tsv")
    }

    fn load() -> Self {
        let mut lexicon = Self {
            ids: FxHashMap::default(),
            entries: vec![Entry::default()],
            classes: FxHashMap::default(),
            modes: Vec::new(),
            cameo: Vec::new(),
        };
        lexicon.load_classes();
        lexicon.load_agents();
        lexicon.load_nouns();
        lexicon.load_verbs();
        lexicon.load_adjectives();
        lexicon.load_light();
        lexicon.load_modes();
        lexicon.load_cameo();
        lexicon
    }

    fn intern(&mut self, word: &'static str) -> WordId {
        if let Some(&id) = self.ids.get(word) {
            return id;
        }
        let id = WordId(u16::try_from(self.entries.len()).expect("fewer than 65,536 words"));
        self.ids.insert(word, id);
        self.entries.push(Entry::default());
        id
    }

    fn entry_mut(&mut self, word: &'static str) -> &mut Entry {
        let id = self.intern(word);
        &mut self.entries[usize::from(id.0)]
    }

    fn load_classes(&mut self) {
        for [word, names] in rows(include_str!("../../../../data/events/classes.tsv")) {
            for name in names.split(' ') {
                let next = 1 << self.classes.len();
                let bit = *self.classes.entry(name).or_insert(next);
                self.entry_mut(word).classes |= bit;
            }
        }
        assert!(self.classes.len() <= 64, "a class is a bit");
    }

    fn load_agents(&mut self) {
        for [word, sector] in rows(include_str!("../../../../data/events/agents.tsv")) {
            let sector = Sector::from_code(sector).expect("a sector of agents.tsv");
            self.entry_mut(word).sector = Some(sector);
        }
    }

    fn load_nouns(&mut self) {
        for [noun, reading, cameo, words] in rows(include_str!("../../../../data/events/nouns.tsv"))
        {
            let reading = reading_of(reading, cameo, "-");
            let words = match words {
                "*" => Vec::new(),
                words => words.split(' ').map(|word| self.term(word)).collect(),
            };
            self.entry_mut(noun).nouns.push(NounReading { reading, words });
        }
        for entry in &mut self.entries {
            entry.nouns.sort_by_key(|row| row.words.is_empty());
        }
    }

    fn load_verbs(&mut self) {
        let table = include_str!("../../../../data/events/verbs.tsv");
        for [verbs, frame, reading, cameo, roles] in rows(table) {
            let reading = reading_of(reading, cameo, roles);
            for verb in verbs.split(' ') {
                let conditions = match frame {
                    "*" => Vec::new(),
                    frame => frame.split(' ').map(|condition| self.condition(condition)).collect(),
                };
                self.entry_mut(verb).frames.push(Frame::new(conditions, reading));
            }
        }
        for entry in &mut self.entries {
            // Stable: the table's order decides among equals.
            entry.frames.sort_by_key(Frame::rank);
        }
    }

    fn load_adjectives(&mut self) {
        for [word, reading] in rows(include_str!("../../../../data/events/adjectives.tsv")) {
            self.entry_mut(word).adjective = Some(reading_of(reading, "-", "-"));
        }
    }

    fn load_light(&mut self) {
        for [verb, kind] in rows(include_str!("../../../../data/events/light.tsv")) {
            let light = &mut self.entry_mut(verb).light;
            match kind {
                "object" => light.object = true,
                "subject" => light.subject = true,
                "toll" => light.toll = true,
                "announce" => {
                    light.object = true;
                    light.announce = true;
                }
                other => panic!("{other} is no kind of light.tsv"),
            }
        }
    }

    fn load_modes(&mut self) {
        for [event_type, mode, words] in rows(include_str!("../../../../data/events/modes.tsv")) {
            let event_type = EventType::from_name(event_type).expect("a type of PLOVER");
            let words = words.split(' ').map(|word| self.intern(word)).collect();
            self.modes.push(ModeRow { event_type, mode, words });
        }
    }

    fn load_cameo(&mut self) {
        for [event_type, mode, below, code] in
            rows(include_str!("../../../../data/events/cameo.tsv"))
        {
            self.cameo.push(CameoRow {
                event_type: EventType::from_name(event_type).expect("a type of PLOVER"),
                mode: (mode != "*").then_some(mode),
                below: EventType::from_name(below),
                code,
            });
        }
    }

    fn condition(&mut self, text: &'static str) -> Condition {
        match text {
            "several" => return Condition::Several,
            "alone" => return Condition::Alone,
            _ => {}
        }
        let (key, values) = text.split_once('=').expect("a condition is key=value");
        if key == "comp" {
            return match values {
                "inf" => Condition::Infinitive,
                "that" => Condition::Finite,
                "any" => Condition::Complement,
                other => panic!("{other} is no complement"),
            };
        }
        if key == "part" {
            return Condition::Particle(values.split('|').collect());
        }
        let terms = values.split('|').map(|value| self.term(value)).collect();
        match key {
            "obj" => Condition::Phrase(Slot::Object, terms),
            "subj" => Condition::Phrase(Slot::Subject, terms),
            "word" => Condition::Word(terms),
            preposition => Condition::Phrase(Slot::Preposition(preposition), terms),
        }
    }

    fn term(&mut self, text: &'static str) -> Term {
        if text == "any" {
            return Term::Any;
        }
        if text == "PLACE" {
            return Term::Place;
        }
        if let Some(traits) = Traits::from_name(text) {
            return Term::Trait(traits);
        }
        if text.bytes().all(|b| b.is_ascii_uppercase()) {
            return Term::Class(self.class(text));
        }
        Term::Word(self.intern(text))
    }
}

/// The rows of a table, each of `N` fields.
fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        fields.try_into().unwrap_or_else(|_| panic!("{line:?} has not {N} fields"))
    })
}

fn reading_of(reading: &'static str, cameo: &'static str, roles: &str) -> Reading {
    let operator = match reading {
        "none" => return Reading::Nothing,
        "agree" => Operator::Agree,
        "intend" => Operator::Intend,
        "decide" => Operator::Decide,
        "vow" => Operator::Vow,
        "request" => Operator::Request,
        "propose" => Operator::Propose,
        "insist" => Operator::Insist,
        "want" => Operator::Want,
        "reject" => Operator::Reject,
        "threaten" => Operator::Threaten,
        "warn" => Operator::Warn,
        "allow" => Operator::Allow,
        "try" => Operator::Try,
        "deny" => Operator::Deny,
        act => {
            let (event_type, mode) = act.split_once('.').map_or((act, None), |(t, m)| (t, Some(m)));
            let event_type =
                EventType::from_name(event_type).unwrap_or_else(|| panic!("{act:?} is no reading"));
            let roles = match roles {
                "-" => Roles::Plain,
                "guest" => Roles::Guest,
                "inverse" => Roles::Inverse,
                "arrival" => Roles::Arrival,
                "access" => Roles::Access,
                "self" => Roles::Mover,
                "victim" => Roles::Victim,
                other => panic!("{other} is no value of roles"),
            };
            let cameo = (cameo != "-").then_some(cameo);
            return Reading::Act { event_type, mode, cameo, roles };
        }
    };
    Reading::Operator(operator)
}

#[cfg(test)]
mod tests {
    use super::Lexicon;

    #[test]
    fn every_table_loads() {
        let lexicon = Lexicon::embedded();
        assert!(!lexicon.entry(lexicon.id("meet")).frames.is_empty());
        assert!(!lexicon.entry(lexicon.id("talk")).nouns.is_empty());
    }
}
