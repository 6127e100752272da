use crate::agent::read_agents;
use crate::armed_group::read_armed_groups;
use crate::given_name::read_given_names;
use crate::key::write_key;
use crate::names::{NameIndex, Names, Sections};
use crate::organisation::read_organisations;
use crate::person::People;
use crate::phrases::Phrases;
use crate::region::read_regions;
use crate::state::read_states;
use crate::title::read_titles;
use crate::topic::Topics;
use crate::{
    Agent, ArmedGroup, ArmedGroupId, GivenName, Held, NameEntry, OfficeClass, Organisation,
    OrganisationId, Person, PersonId, Region, RegionId, State, StateId, Term, Title, Topic,
};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// All that is known of states, people and organisations.
///
/// The names, people and terms are one block of bytes that `build.rs` lays out from `data/`; it is read in
/// place. The other tables hold a few thousand rows and are split into cells once.
pub struct KnowledgeBase {
    names: NameIndex,
    people: People,
    states: Vec<State>,
    organisations: Vec<Organisation>,
    armed_groups: Vec<ArmedGroup>,
    regions: Vec<Region>,
    agents: Vec<Agent>,
    agent_phrases: Phrases,
    titles: Vec<Title>,
    title_phrases: Phrases,
    given_names: FxHashMap<&'static str, GivenName>,
    topics: Topics,
}

static BLOCK: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/kb.bin"));
include!(concat!(env!("OUT_DIR"), "/organisation_tables.rs"));

impl KnowledgeBase {
    /// The one that the program carries.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<KnowledgeBase> = OnceLock::new();
        EMBEDDED.get_or_init(|| {
            let sections = Sections::new(BLOCK);
            let agents = read_agents(include_str!("../../../data/agents.tsv"));
            let titles = read_titles(include_str!("../../../data/titles.tsv"));
            Self {
                names: NameIndex::new(sections),
                people: People::new(sections),
                states: read_states(include_str!("../../../data/states.tsv")),
                organisations: read_organisations(&ORGANISATION_TABLES),
                armed_groups: read_armed_groups(include_str!("../../../data/armed-groups.tsv")),
                regions: read_regions(include_str!("../../../data/regions.tsv")),
                agent_phrases: Phrases::new(agents.iter().map(|agent| agent.phrase.to_owned())),
                agents,
                title_phrases: Phrases::new(titles.iter().map(|title| title.title.to_lowercase())),
                titles,
                topics: Topics::read(include_str!("../../../data/topics.tsv")),
                given_names: read_given_names(include_str!("../../../data/given-names.tsv")),
            }
        })
    }

    /// What a whole name may mean, the most prominent first; surnames alone are left to [`Self::surnames`].
    ///
    /// Case, full stops, hyphens, accents, a leading "the" and a possessive 's make no difference, but a name without any
    /// capital names nothing, and short acronyms must stand in capitals (*US*, not *us* or *Us*). A body is also found with a
    /// legal form at its end (*Nokia Oyj*).
    pub fn names(&self, name: &str) -> Names {
        self.names.names(name)
    }

    /// The people who bear a surname, the most prominent first.
    pub fn surnames(&self, surname: &str) -> Names {
        self.names.surnames(surname)
    }

    /// Number of words of the longest name that begins with this word; 0 if none does.
    ///
    /// Words are parted by blanks and hyphens: *al-Qaeda* has two.
    pub fn longest_name_from(&self, word: &str) -> usize {
        self.names.longest_from(word)
    }

    /// The longest known name at the start of `text` that ends at one of `ends` (bytes, ascending), as
    /// the index of that end and the meanings.
    pub fn longest_name(&self, text: &str, ends: &[usize]) -> Option<(usize, Names)> {
        let first = &text[..*ends.first()?];
        let longest = self.longest_name_from(first);
        if longest == 0 {
            return None;
        }
        ends.iter().enumerate().take(2 * longest).rev().find_map(|(index, end)| {
            let names = self.names(&text[..*end]);
            names.clone().next().map(|_| (index, names))
        })
    }

    /// The common noun of this phrase: singular (or a word for many as it stands) and in lower case.
    pub fn agent(&self, phrase: &str) -> Option<&Agent> {
        self.agent_phrases.row(phrase).map(|row| &self.agents[row])
    }

    /// The longest agent noun with which the words end, and how many words it has.
    ///
    /// The words are in lower case, the last one as lemma: `["danish", "foreign", "minister"]` ends in *foreign minister*.
    pub fn agent_ending<W: AsRef<str>>(&self, words: &[W]) -> Option<(&Agent, usize)> {
        self.agent_phrases.ending(words).map(|(row, n_words)| (&self.agents[row], n_words))
    }

    /// The title of this wording in lower case without full stops: `lt gen`.
    pub fn title(&self, title: &str) -> Option<&Title> {
        self.title_phrases.row(title).map(|row| &self.titles[row])
    }

    /// The longest title with which the words end, and how many words it has; words as in [`Self::title`].
    pub fn title_ending<W: AsRef<str>>(&self, words: &[W]) -> Option<(&Title, usize)> {
        self.title_phrases.ending(words).map(|(row, n_words)| (&self.titles[row], n_words))
    }

    /// Who bears a given name: men or women; case and accents make no difference.
    pub fn given_name(&self, name: &str) -> Option<GivenName> {
        let mut key = String::with_capacity(name.len());
        write_key(name, &mut key);
        self.given_names.get(key.as_str()).copied()
    }

    /// The topics of `data/topics.tsv`.
    pub fn topics(&self) -> &[Topic] {
        &self.topics.all
    }

    /// The topic that the longest phrase at the end of the words names, and that phrase's number of words.
    ///
    /// The words are in lower case, the last one as lemma: `["the", "peace", "talk"]`.
    pub fn topic_ending<W: AsRef<str>>(&self, words: &[W]) -> Option<(&Topic, usize)> {
        self.topics.ending(words)
    }

    /// The state of an id.
    pub fn state(&self, StateId(id): StateId) -> &State {
        &self.states[usize::from(id)]
    }

    /// The state of an ISO 3166-1 alpha-3 code.
    pub fn state_by_code(&self, iso3: &str) -> Option<(StateId, &State)> {
        let index = self.states.binary_search_by(|state| state.iso3.cmp(iso3)).ok()?;
        Some((StateId(index as u16), &self.states[index]))
    }

    /// All states, by code.
    pub fn states(&self) -> &[State] {
        &self.states
    }

    /// The organisation of an id.
    pub fn organisation(&self, OrganisationId(id): OrganisationId) -> &Organisation {
        &self.organisations[usize::from(id)]
    }

    /// All organisations.
    pub fn organisations(&self) -> &[Organisation] {
        &self.organisations
    }

    /// The armed group of an id.
    pub fn armed_group(&self, ArmedGroupId(id): ArmedGroupId) -> &ArmedGroup {
        &self.armed_groups[usize::from(id)]
    }

    /// All armed groups.
    pub fn armed_groups(&self) -> &[ArmedGroup] {
        &self.armed_groups
    }

    /// The region of an id.
    pub fn region(&self, RegionId(id): RegionId) -> &Region {
        &self.regions[usize::from(id)]
    }

    /// All regions.
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// The person of an id.
    pub fn person(&self, id: PersonId) -> Person {
        self.people.person(id)
    }

    /// How many people are known.
    pub fn n_people(&self) -> usize {
        self.people.len()
    }

    /// A person's terms in office, by start.
    pub fn terms(&self, id: PersonId) -> impl Iterator<Item = Term> {
        self.people.terms_of(id)
    }

    /// Who bears this full name or surname and held an office on that day, the surest and most prominent first.
    ///
    /// *Perhaps* comes after *Yes*: no end of the term is known (see [`Term::on`]).
    pub fn holders(&self, name: &str, date: Date) -> Vec<(NameEntry, Term, Held)> {
        let entries = self.names(name).chain(self.surnames(name));
        let mut holders: Vec<_> = entries
            .filter_map(|entry| match entry.entity {
                crate::Entity::Person(person) => Some((entry, person)),
                _ => None,
            })
            .flat_map(|(entry, person)| {
                self.terms(person).map(move |term| (entry, term, term.on(date)))
            })
            .filter(|(_, _, held)| *held != Held::No)
            .collect();
        holders.sort_by_key(|(entry, _, held)| {
            (std::cmp::Reverse(*held), std::cmp::Reverse(entry.prominence))
        });
        holders
    }

    /// Who held an office of a state on a day: "the Russian president" is `("RUS", President)`.
    ///
    /// Of several the one who came last, and a sure one before a possible one. A term whose end is unknown is passed over once a
    /// successor is known.
    pub fn office_holder(
        &self,
        country: &str,
        class: OfficeClass,
        date: Date,
    ) -> Option<(Term, Held)> {
        self.people
            .terms_in(country, class)
            .map(|term| (term, term.on(date)))
            .filter(|(_, held)| *held != Held::No)
            .max_by_key(|(term, held)| (*held, term.start))
    }
}

impl std::fmt::Debug for KnowledgeBase {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("KnowledgeBase").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Entity, How};

    fn meanings(name: &str) -> Vec<String> {
        let kb = KnowledgeBase::embedded();
        kb.names(name)
            .map(|entry| match entry.entity {
                Entity::State(id) => format!("{} {:?}", kb.state(id).iso3, entry.how),
                Entity::Organisation(id) => format!("{} {:?}", kb.organisation(id).name, entry.how),
                Entity::ArmedGroup(id) => format!("{} {:?}", kb.armed_group(id).name, entry.how),
                Entity::Person(id) => format!("{} {:?}", kb.person(id).name, entry.how),
                Entity::Region(id) => format!("{} {:?}", kb.region(id).name, entry.how),
            })
            .collect()
    }

    #[test]
    fn a_short_acronym_is_found_in_capitals_only() {
        assert_eq!(meanings("U.S."), ["USA Short"]);
        assert_eq!(meanings("US"), meanings("U.S."));
        assert!(meanings("us").is_empty());
        assert!(meanings("Us").is_empty());
    }

    #[test]
    fn names_fold_accents_hyphens_and_the_article() {
        assert_eq!(meanings("the Netherlands"), ["NLD Name"]);
        assert_eq!(meanings("Cote d’Ivoire"), ["CIV Short"]);
        assert_eq!(meanings("Congo Brazzaville"), ["COG Alias"]);
        assert_eq!(meanings("Uruguay’s"), ["URY Name"]);
    }

    #[test]
    fn a_shared_name_gives_every_bearer() {
        assert_eq!(meanings("Congo"), ["COD Alias", "COG Alias"]);
    }

    #[test]
    fn demonyms_tell_adjective_and_people_apart() {
        assert_eq!(meanings("Danish"), ["DNK Adjective"]);
        assert_eq!(meanings("Danes"), ["DNK People"]);
        assert!(
            KnowledgeBase::embedded()
                .names("Danes")
                .next()
                .is_some_and(|entry| entry.how == How::People)
        );
    }

    #[test]
    fn the_longest_name_wins() {
        let kb = KnowledgeBase::embedded();
        let text = "Papua New Guinea said";
        let (end, names) = kb.longest_name(text, &[5, 9, 16, 21]).expect("the state is known");
        assert_eq!((end, names.count()), (2, 1));
    }

    fn holder(country: &str, class: OfficeClass, date: Date) -> Option<(&'static str, Held)> {
        let kb = KnowledgeBase::embedded();
        kb.office_holder(country, class, date)
            .map(|(term, held)| (kb.person(term.person).name, held))
    }

    #[test]
    fn an_office_has_its_holder_of_the_day() {
        use OfficeClass::{ForeignMinister, HeadOfGovernment, President};
        use jiff::civil::date;
        assert_eq!(
            holder("RUS", President, date(2024, 10, 25)),
            Some(("Vladimir Putin", Held::Yes))
        );
        assert_eq!(
            holder("RUS", President, date(2010, 1, 1)),
            Some(("Dmitry Medvedev", Held::Yes))
        );
        assert_eq!(holder("USA", President, date(1996, 5, 1)), Some(("Bill Clinton", Held::Yes)));
        assert_eq!(
            holder("DEU", HeadOfGovernment, date(2015, 7, 1)),
            Some(("Angela Merkel", Held::Yes))
        );
        assert_eq!(
            holder("GBR", HeadOfGovernment, date(2023, 7, 1)),
            Some(("Rishi Sunak", Held::Yes))
        );
        assert_eq!(
            holder("USA", ForeignMinister, date(2003, 2, 5)),
            Some(("Colin Powell", Held::Yes))
        );
        assert_eq!(
            holder("FRA", ForeignMinister, date(2013, 2, 5)),
            Some(("Laurent Fabius", Held::Yes))
        );
        assert_eq!(
            holder("RUS", President, date(2026, 6, 1)),
            Some(("Vladimir Putin", Held::Perhaps))
        );
    }

    #[test]
    fn a_surname_and_a_day_find_the_holder() {
        let kb = KnowledgeBase::embedded();
        let holders = kb.holders("Putin", jiff::civil::date(2024, 10, 25));
        assert_eq!(
            holders.first().map(|(_, term, _)| (kb.person(term.person).name, term.country)),
            Some(("Vladimir Putin", "RUS"))
        );
        assert_eq!(meanings("Volodymyr Zelensky"), ["Volodymyr Zelenskyy Alias"]);
        assert_eq!(meanings("Antonio Guterres"), ["António Guterres Name"]);
        assert!(kb.surnames("Clinton").count() >= 2);
    }

    #[test]
    fn bodies_and_groups_are_found_by_their_usual_names() {
        assert_eq!(meanings("UN"), ["United Nations Acronym"]);
        assert!(meanings("un").is_empty());
        assert_eq!(meanings("Nato"), ["NATO Name"]);
        assert_eq!(meanings("Hizbollah"), ["Hezbollah Alias"]);
        assert_eq!(meanings("Downing Street"), ["Downing Street Name"]);
        assert_eq!(meanings("al-Qaida").first().map(String::as_str), Some("Al-Qaeda Alias"));
        assert_eq!(meanings("Chechens"), ["Chechnya People"]);
        assert!(meanings("who").is_empty());
        assert_eq!(meanings("Nokia Oyj"), ["Nokia Name"]);
        assert_eq!(meanings("Denmark's Foreign Ministry").len(), 1);
        assert!(meanings("Georgia Inc").is_empty());
    }

    #[test]
    fn every_table_row_has_known_codes() {
        let kb = KnowledgeBase::embedded();
        let places = ["IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"];
        let sectors: Vec<_> =
            crate::Ontology::embedded().sectors().iter().map(|sector| sector.code).collect();
        let country_known = |code: &str| kb.state_by_code(code).is_some() || places.contains(&code);
        for body in kb.organisations() {
            assert!(body.country.is_none_or(country_known), "{body:?}");
            assert!(body.sector.is_none_or(|sector| sectors.contains(&sector)), "{body:?}");
            assert!(body.wikidata.is_none_or(|id| id.starts_with('Q')), "{body:?}");
        }
        for group in kb.armed_groups() {
            assert!(group.country.is_none_or(country_known), "{group:?}");
            assert!(sectors.contains(&group.sector), "{group:?}");
        }
        for agent in &kb.agents {
            assert!(agent.sector.is_none_or(|sector| sectors.contains(&sector)), "{agent:?}");
        }
        for region in kb.regions() {
            assert!(region.country.is_none_or(country_known), "{region:?}");
        }
        for id in 0..kb.n_people() as u32 {
            let id = PersonId(id);
            assert!(!kb.person(id).name.is_empty());
            for term in kb.terms(id) {
                assert!(country_known(term.country), "{term:?}");
                assert_eq!(term.person, id);
            }
        }
        assert!(kb.states().is_sorted_by_key(|state| state.iso3));
    }

    #[test]
    fn the_longest_phrase_tells_the_topic() {
        let topic = |words: &[&str]| {
            KnowledgeBase::embedded().topic_ending(words).map(|(topic, n)| (topic.code, n))
        };
        assert_eq!(topic(&["the", "peace", "talk"]), Some(("peace_talks", 2)));
        assert_eq!(topic(&["nuclear", "weapon"]), Some(("nuclear", 2)));
        assert_eq!(topic(&["umbrella"]), None);
    }
}
