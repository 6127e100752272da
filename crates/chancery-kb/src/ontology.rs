//! PLOVER's event types, modes, contexts and sectors, and the CAMEO codes.
//!
//! The PLOVER tables are under CC BY-SA 4.0 (`data/cc-by-sa/LICENSE.md`).

use crate::state::filled;
use crate::table;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// A PLOVER event type.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EventTypeEntry {
    /// `CONSULT`
    pub code: &'static str,
    /// What it means, in a sentence.
    pub definition: &'static str,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad_class: u8,
    /// Whether all parties are sources, as of a meeting.
    pub reciprocal: bool,
    /// Whether there is no such event without a target.
    pub needs_target: bool,
    /// PLOVER's own score between conflict (−10) and cooperation (10).
    pub score: Option<f32>,
}

/// A mode of an event type.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ModeEntry {
    /// The event type to which it belongs.
    pub event_type: &'static str,
    /// `visit`
    pub mode: &'static str,
    /// What it means.
    pub definition: &'static str,
    /// PLOVER's score.
    pub score: Option<f32>,
}

/// A code with its definition: of a context or a sector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeEntry {
    /// `diplomatic`, `GOV`
    pub code: &'static str,
    /// What it means.
    pub definition: &'static str,
}

/// A CAMEO event code.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CameoEntry {
    /// Two to four digits.
    pub code: &'static str,
    /// *Discuss by telephone*
    pub name: &'static str,
    /// The first two digits.
    pub root: &'static str,
    /// As of an event type.
    pub quad_class: u8,
    /// Goldstein scale, −10 to 10.
    pub goldstein: Option<f32>,
}

/// What a CAMEO code is in PLOVER.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PloverOfCameo {
    /// Event type.
    pub event_type: &'static str,
    /// Mode.
    pub mode: Option<&'static str>,
    /// Contexts, parted by `;`.
    contexts: &'static str,
}

impl PloverOfCameo {
    /// The contexts that the code sets.
    pub fn contexts(self) -> impl Iterator<Item = &'static str> {
        self.contexts.split(';').filter(|context| !context.is_empty())
    }
}

/// The codes of PLOVER and CAMEO.
#[derive(Debug)]
pub struct Ontology {
    event_types: Vec<EventTypeEntry>,
    modes: Vec<ModeEntry>,
    contexts: Vec<CodeEntry>,
    sectors: Vec<CodeEntry>,
    cameo: Vec<CameoEntry>,
    plover_of_cameo: FxHashMap<&'static str, PloverOfCameo>,
    cameo_of_plover: FxHashMap<(&'static str, &'static str), &'static str>,
}

impl Ontology {
    /// The one that the program carries.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Ontology> = OnceLock::new();
        EMBEDDED.get_or_init(read)
    }

    /// The sixteen event types, from cooperation to conflict.
    pub fn event_types(&self) -> &[EventTypeEntry] {
        &self.event_types
    }

    /// All modes.
    pub fn modes(&self) -> &[ModeEntry] {
        &self.modes
    }

    /// All contexts.
    pub fn contexts(&self) -> &[CodeEntry] {
        &self.contexts
    }

    /// All sector codes, and those that stand in the place of a country (`IGO`, `UNO` …).
    pub fn sectors(&self) -> &[CodeEntry] {
        &self.sectors
    }

    /// All CAMEO codes, sorted.
    pub fn cameo_codes(&self) -> &[CameoEntry] {
        &self.cameo
    }

    /// A CAMEO code's name and scale value.
    pub fn cameo(&self, code: &str) -> Option<&CameoEntry> {
        self.cameo
            .binary_search_by(|entry| entry.code.cmp(code))
            .ok()
            .map(|index| &self.cameo[index])
    }

    /// A CAMEO code's Goldstein value, or its parent's where it has none.
    pub fn goldstein(&self, code: &str) -> Option<f32> {
        (2..=code.len()).rev().find_map(|len| self.cameo(code.get(..len)?)?.goldstein)
    }

    /// What a CAMEO code is in PLOVER; statements (01) are nothing, appeals (02) are read as REQUEST.
    pub fn plover_of(&self, cameo: &str) -> Option<PloverOfCameo> {
        self.plover_of_cameo.get(cameo).copied()
    }

    /// The CAMEO code of an event of which only type and mode are known.
    pub fn cameo_of(&self, event_type: &str, mode: Option<&str>) -> Option<&'static str> {
        let of = |mode| self.cameo_of_plover.get(&(event_type, mode)).copied();
        mode.and_then(of).or_else(|| of(""))
    }
}

fn read() -> Ontology {
    let number = |cell: &str| cell.parse().ok();
    let quad_class = |cell: &str| cell.parse().unwrap_or(0);
    let codes = |table: &'static str| {
        table::rows::<2>(table)
            .map(|[code, definition]| CodeEntry { code, definition })
            .collect::<Vec<_>>()
    };
    let mut cameo: Vec<CameoEntry> = table::rows::<5>(include_str!("../../../data/cameo.tsv"))
        .map(|[code, name, root, quad, goldstein]| CameoEntry {
            code,
            name,
            root,
            quad_class: quad_class(quad),
            goldstein: number(goldstein),
        })
        .collect();
    cameo.sort_unstable_by_key(|entry| entry.code);
    Ontology {
        event_types: table::rows::<6>(include_str!("../../../data/cc-by-sa/plover-events.tsv"))
            .map(|[code, definition, quad, direction, needs_target, score]| EventTypeEntry {
                code,
                definition,
                quad_class: quad_class(quad),
                reciprocal: direction == "reciprocal",
                needs_target: needs_target == "yes",
                score: number(score),
            })
            .collect(),
        modes: table::rows::<4>(include_str!("../../../data/cc-by-sa/plover-modes.tsv"))
            .map(|[event_type, mode, definition, score]| ModeEntry {
                event_type,
                mode,
                definition,
                score: number(score),
            })
            .collect(),
        contexts: codes(include_str!("../../../data/cc-by-sa/plover-contexts.tsv")),
        sectors: codes(include_str!("../../../data/cc-by-sa/plover-sectors.tsv")),
        cameo,
        plover_of_cameo: table::rows::<4>(include_str!(
            "../../../data/cc-by-sa/cameo-to-plover.tsv"
        ))
        .map(|[code, event_type, mode, contexts]| {
            (code, PloverOfCameo { event_type, mode: filled(mode), contexts })
        })
        .collect(),
        cameo_of_plover: table::rows::<3>(include_str!(
            "../../../data/cc-by-sa/plover-to-cameo.tsv"
        ))
        .map(|[event_type, mode, cameo]| ((event_type, mode), cameo))
        .collect(),
    }
}

/// CAMEO code of an actor: country and then sector, `RUSGOV`.
///
/// Some bodies stand in the country's place (`IGO`, `UNO`); without a country there is no code.
pub fn cameo_code(country: Option<&str>, sector: Option<&str>) -> Option<String> {
    country.map(|country| format!("{country}{}", sector.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_that_a_table_uses_is_defined() {
        let ontology = Ontology::embedded();
        assert_eq!((ontology.event_types().len(), ontology.contexts().len()), (16, 37));
        let is_type = |code: &str| ontology.event_types().iter().any(|entry| entry.code == code);
        let is_mode = |code: &str, mode: &str| {
            mode.is_empty()
                || ontology
                    .modes()
                    .iter()
                    .any(|entry| (entry.event_type, entry.mode) == (code, mode))
        };
        for [_, event_type, mode] in
            table::rows::<3>(include_str!("../../../data/cc-by-sa/cameo-to-plover.tsv"))
        {
            assert!(is_type(event_type) && is_mode(event_type, mode), "{event_type} {mode}");
        }
        for [event_type, mode, cameo] in
            table::rows::<3>(include_str!("../../../data/cc-by-sa/plover-to-cameo.tsv"))
        {
            assert!(is_type(event_type) && is_mode(event_type, mode), "{event_type} {mode}");
            assert!(ontology.cameo(cameo).is_some(), "{cameo}");
        }
        for entry in ontology.modes() {
            assert!(
                ontology.cameo_of(entry.event_type, Some(entry.mode)).is_some(),
                "{}",
                entry.mode
            );
        }
    }

    #[test]
    fn codes_are_found_both_ways() {
        let ontology = Ontology::embedded();
        assert_eq!(ontology.cameo_of("CONSULT", Some("phone")), Some("041"));
        assert_eq!(ontology.plover_of("0841").map(|plover| plover.mode), Some(Some("release")));
        assert_eq!(ontology.goldstein("0841"), Some(7.0));
        assert_eq!(ontology.goldstein("106"), Some(-5.0));
        assert_eq!(cameo_code(Some("RUS"), Some("GOV")).as_deref(), Some("RUSGOV"));
    }
}
