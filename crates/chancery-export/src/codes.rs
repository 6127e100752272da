//! What other data sets call states, sectors and acts. The tables lie in `data/exports/`.

use std::sync::OnceLock;

use chancery_archive::rows::{Finding, Party};
use chancery_kb::Ontology;
use rustc_hash::FxHashMap;

/// A state's codes and names in other data sets; empty where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StateCodes {
    /// ISO 3166-1 alpha-3.
    pub(crate) iso3: &'static str,
    /// ISO 3166-1 alpha-2.
    pub(crate) iso2: &'static str,
    /// The usual English name.
    pub(crate) name: &'static str,
    /// FIPS 10-4.
    pub(crate) fips: &'static str,
    /// Correlates of War number.
    pub(crate) cow: &'static str,
    /// CAMEO's three letters.
    pub(crate) cameo: &'static str,
    /// PLOVER's three letters; of a dependency those of the state that controls it.
    pub(crate) plover: &'static str,
    /// ICEWS's English name.
    pub(crate) icews: &'static str,
}

struct Tables {
    states: FxHashMap<&'static str, StateCodes>,
    cameo: FxHashMap<&'static str, [&'static str; 3]>,
    roles: FxHashMap<&'static str, &'static str>,
    icews_sectors: Vec<[&'static str; 3]>,
    us_states: FxHashMap<&'static str, &'static str>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut states: FxHashMap<&'static str, StateCodes> = FxHashMap::default();
        for [iso3, iso2, _, name] in rows(include_str!("../../../data/states.tsv")) {
            let codes = StateCodes {
                iso3,
                iso2,
                name,
                fips: "",
                cow: "",
                cameo: iso3,
                plover: iso3,
                icews: name,
            };
            states.insert(iso3, codes);
        }
        let or = |cell: &'static str, other| if cell.is_empty() { other } else { cell };
        for [iso3, fips, cow, cameo, plover, icews] in
            rows(include_str!("../../../data/exports/states.tsv"))
        {
            if let Some(codes) = states.get_mut(iso3) {
                codes.fips = fips;
                codes.cow = cow;
                codes.cameo = or(cameo, iso3);
                codes.plover = or(plover, iso3);
                codes.icews = or(icews, codes.name);
            }
        }
        Tables {
            states,
            cameo: rows::<4>(include_str!("../../../data/exports/cameo.tsv"))
                .map(|[code, name, icews, phoenix]| (code, [name, icews, phoenix]))
                .collect(),
            roles: rows::<2>(include_str!("../../../data/exports/sectors.tsv"))
                .map(|[sector, role]| (sector, role))
                .collect(),
            icews_sectors: rows(include_str!("../../../data/exports/icews-sectors.tsv")).collect(),
            us_states: rows::<2>(include_str!("../../../data/exports/us-states.tsv"))
                .map(|[name, letters]| (name, letters))
                .collect(),
        }
    })
}

/// The rows of a table without its head and column names; missing cells are empty.
fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1).map(|line| {
        let mut cells = [""; N];
        for (cell, text) in cells.iter_mut().zip(line.split('\t')) {
            *cell = text;
        }
        cells
    })
}

/// The codes of a state by its alpha-3 code.
pub(crate) fn state(iso3: &str) -> Option<&'static StateCodes> {
    tables().states.get(iso3)
}

/// Whether any state has the value that `code` gives.
pub(crate) fn any_state(code: impl Fn(&StateCodes) -> bool) -> bool {
    tables().states.values().any(code)
}

/// Name of a CAMEO code as ICEWS has it; its parent's where it has none.
pub(crate) fn icews_name(cameo: &str) -> Option<&'static str> {
    Some(scores(cameo)?[0])
}

/// ICEWS's intensity of a CAMEO code.
pub(crate) fn icews_intensity(cameo: &str) -> Option<f64> {
    scores(cameo)?[1].parse().ok()
}

/// Phoenix's Goldstein score of a CAMEO code.
pub(crate) fn phoenix_score(cameo: &str) -> Option<f64> {
    scores(cameo)?[2].parse().ok()
}

/// Whether the table of ICEWS has the CAMEO code.
pub(crate) fn is_cameo(code: &str) -> bool {
    tables().cameo.contains_key(code) || Ontology::embedded().cameo(code).is_some()
}

fn scores(cameo: &str) -> Option<&'static [&'static str; 3]> {
    (2..=cameo.len()).rev().find_map(|len| tables().cameo.get(cameo.get(..len)?))
}

/// Letters of a state of the United States.
pub(crate) fn us_state(name: &str) -> Option<&'static str> {
    tables().us_states.get(name).copied()
}

/// CAMEO's role of a PLOVER sector.
pub(crate) fn cameo_role(sector: &str) -> Option<&'static str> {
    tables().roles.get(sector).copied().filter(|role| !role.is_empty())
}

/// ICEWS's names of the sectors of a party, joined by commas.
pub(crate) fn icews_sectors(party: &Party) -> &'static str {
    let title = party.title.as_deref().unwrap_or_default().to_lowercase();
    let find = |code: &str| {
        let fits =
            |words: &str| words == "*" || words.split('|').any(|word| has_word(&title, word));
        let row =
            tables().icews_sectors.iter().find(|[sector, words, _]| *sector == code && fits(words));
        row.map(|[_, _, icews]| *icews)
    };
    let sector = party.sector.as_deref().and_then(find);
    sector.or_else(|| party.country.as_deref().and_then(find)).unwrap_or_default()
}

/// Whether `words` stand in `text` as whole words.
fn has_word(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !letter(text[..at].chars().next_back()) && !letter(text[at + words.len()..].chars().next())
    })
}

/// The CAMEO code of an event: its own; else the one that its PLOVER type and mode amount to.
pub(crate) fn cameo_of(finding: &Finding) -> Option<&str> {
    let chancery_archive::rows::Detail::Event { r#type, mode, cameo, .. } = &finding.detail else {
        return None;
    };
    cameo
        .as_deref()
        .filter(|code| is_cameo(code))
        .or_else(|| Ontology::embedded().cameo_of(r#type, mode.as_deref()))
}

/// A CAMEO actor code in its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct CameoActor {
    /// Three letters of a state, or `EUR`; empty for none.
    pub(crate) country: &'static str,
    /// A body with letters of its own: `UNO`, `EEC`.
    pub(crate) group: &'static str,
    /// Roles, the first the body's kind.
    pub(crate) roles: [&'static str; 2],
}

impl CameoActor {
    /// Of a party's country and sector.
    pub(crate) fn of(party: &Party) -> Self {
        let role = party.sector.as_deref().and_then(cameo_role).unwrap_or_default();
        let (country, group, kind) = match party.country.as_deref() {
            Some("UNO") => ("", "UNO", "IGO"),
            Some("EUR") => ("EUR", "EEC", "IGO"),
            Some("IGO") => ("", "", "IGO"),
            Some("NGO") => ("", "", "NGO"),
            Some("ISM") => ("", "", "NGM"),
            Some("IMG") => ("", "", "IMG"),
            Some("MNC") => ("", "", "MNC"),
            Some(iso3) => (state(iso3).map_or("", |codes| codes.cameo), "", ""),
            None => ("", "", ""),
        };
        let roles = match (kind, role) {
            ("", role) => [role, ""],
            (kind, role) if kind == role => [kind, ""],
            (kind, role) => [kind, role],
        };
        Self { country, group, roles }
    }

    /// The parts run together: `USAGOV`, `IGOUNO`, `IGOEUREEC`.
    pub(crate) fn code(self) -> String {
        let [kind, role] = self.roles;
        if self.group.is_empty() {
            format!("{}{kind}{role}", self.country)
        } else {
            format!("{kind}{}{}{role}", self.country, self.group)
        }
    }
}

/// PLOVER's letters of a party's country, or of what stands in its place.
pub(crate) fn plover_country(code: &str) -> &str {
    state(code).map_or(code, |codes| codes.plover)
}

/// PLOVER's score of an event: its mode's, else its type's. ACCUSE, which the manual prints without a sign, is −3.
pub(crate) fn plover_score(r#type: &str, mode: Option<&str>) -> Option<f64> {
    let ontology = Ontology::embedded();
    let of_mode = ontology
        .modes()
        .iter()
        .find(|entry| entry.event_type == r#type && Some(entry.mode) == mode)
        .and_then(|entry| entry.score);
    let of_type = || ontology.event_types().iter().find(|entry| entry.code == r#type)?.score;
    let score = of_mode.or_else(of_type).map(decimal);
    score.or_else(|| (r#type == "ACCUSE").then_some(-3.0))
}

/// A score as it is written: a binary fraction that stands for a decimal one of four digits at most.
pub(crate) fn decimal(score: f32) -> f64 {
    (f64::from(score) * 1e4).round() / 1e4
}

/// Quad class of a PLOVER type.
pub(crate) fn quad_class(r#type: &str) -> Option<u8> {
    let types = Ontology::embedded().event_types();
    Some(types.iter().find(|entry| entry.code == r#type)?.quad_class)
}

/// Whether the parties of such an event are equal where it has no target.
pub(crate) fn is_reciprocal(r#type: &str) -> bool {
    let types = Ontology::embedded().event_types();
    types.iter().any(|entry| entry.code == r#type && entry.reciprocal)
}

/// Whether PLOVER does without such an event where it has no recipient.
pub(crate) fn needs_target(r#type: &str) -> bool {
    let types = Ontology::embedded().event_types();
    types.iter().any(|entry| entry.code == r#type && entry.needs_target)
}

/// Whether a type, or any where none is given, has the mode.
pub(crate) fn is_mode(r#type: Option<&str>, mode: &str) -> bool {
    Ontology::embedded()
        .modes()
        .iter()
        .any(|entry| entry.mode == mode && r#type.is_none_or(|r#type| entry.event_type == r#type))
}

/// Whether PLOVER has the context.
pub(crate) fn is_context(context: &str) -> bool {
    Ontology::embedded().contexts().iter().any(|entry| entry.code == context)
}

/// What stands in the place of a country where there is none.
const BODIES: [&str; 7] = ["IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"];

/// Whether the code stands in the place of a country's.
pub(crate) fn is_body(code: &str) -> bool {
    BODIES.contains(&code)
}

/// Whether PLOVER has the sector.
pub(crate) fn is_sector(code: &str) -> bool {
    !is_body(code) && Ontology::embedded().sectors().iter().any(|entry| entry.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_names_what_the_other_tables_know() {
        let known = Ontology::embedded();
        for [iso3, ..] in rows::<6>(include_str!("../../../data/exports/states.tsv")) {
            assert!(state(iso3).is_some(), "{iso3}");
        }
        for [_, .., plover] in rows::<5>(include_str!("../../../data/exports/states.tsv")) {
            assert!(plover.is_empty() || plover == "KOS" || state(plover).is_some(), "{plover}");
        }
        for [sector, _] in rows::<2>(include_str!("../../../data/exports/sectors.tsv")) {
            assert!(known.sectors().iter().any(|entry| entry.code == sector), "{sector}");
        }
        for [sector, ..] in rows::<3>(include_str!("../../../data/exports/icews-sectors.tsv")) {
            assert!(known.sectors().iter().any(|entry| entry.code == sector), "{sector}");
        }
        for entry in known.cameo_codes() {
            assert!(icews_name(entry.code).is_some(), "{}", entry.code);
        }
        for [code, _, icews, phoenix] in rows::<4>(include_str!("../../../data/exports/cameo.tsv"))
        {
            assert!(known.cameo(code).is_some(), "{code}");
            for score in [icews, phoenix] {
                assert!(score.parse::<f64>().is_ok_and(|score| score.abs() <= 10.0), "{code}");
            }
        }
    }

    #[test]
    fn numbers_of_the_correlates_of_war_are_one_states_each_but_for_successors() {
        let mut seen: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        for [iso3, _, cow] in rows::<3>(include_str!("../../../data/exports/states.tsv")) {
            if !cow.is_empty() {
                seen.entry(cow).or_default().push(iso3);
            }
        }
        let mut shared: Vec<_> = seen.into_values().filter(|states| states.len() > 1).collect();
        shared.sort();
        assert_eq!(shared, [vec!["RUS", "SUN"], vec!["SCG", "SRB", "YUG"]]);
    }

    #[test]
    fn words_of_titles_are_whole_words() {
        assert!(has_word("deputy foreign minister", "foreign"));
        assert!(!has_word("thomas", "home"));
        assert!(!has_word("homeland secretary", "home"));
    }

    #[test]
    fn scores_fall_back_to_the_parent() {
        assert_eq!(icews_name("1214"), icews_name("121"));
        assert_eq!(phoenix_score("163"), Some(-6.5));
        assert_eq!(icews_intensity("163"), Some(-8.0));
        assert_eq!(plover_score("ACCUSE", None), Some(-3.0));
        assert_eq!(plover_score("CONSULT", Some("phone")), Some(1.5));
    }
}
