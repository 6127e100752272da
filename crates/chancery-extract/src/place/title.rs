//! The English Wikipedia's title for a place.

use std::sync::OnceLock;

use chancery_kb::{Gazetteer, KnowledgeBase, Location, LocationClass};
use rustc_hash::FxHashMap;

/// A town abroad has an article under its bare name from this many people on, as a rule.
const WELL_KNOWN: u32 = 15_000;

/// The title of the article on `location`, which the text calls `name`; `None` where the usage is not known.
///
/// Towns of the United States bear their state (*Irving, Texas*) but for some thirty; divisions of the
/// United States follow rules too. Elsewhere a town of some size goes by its English name, and the text is English.
pub(super) fn wikipedia(location: &Location, name: &str) -> Option<String> {
    let kb = KnowledgeBase::embedded();
    let is_american = location.country == Some("USA");
    let state = || Some(Gazetteer::embedded().get(location.admin1?).name);
    match location.class {
        LocationClass::Country => {
            let (_, state) = kb.state_by_code(location.country?)?;
            Some(state.wikipedia.to_owned())
        }
        LocationClass::City if is_american => {
            let state = state()?;
            match stand_alone().get(location.name) {
                Some(&(of, title)) if of == state => {
                    Some(if title.is_empty() { location.name } else { title }.to_owned())
                }
                _ => Some(format!("{}, {state}", location.name)),
            }
        }
        LocationClass::Admin2 if is_american => Some(format!("{}, {}", location.name, state()?)),
        LocationClass::Admin1 if is_american => Some(
            match location.name {
                "Georgia" => "Georgia (U.S. state)",
                "New York" => "New York (state)",
                "Washington" => "Washington (state)",
                name => name,
            }
            .to_owned(),
        ),
        LocationClass::City => (location.population >= WELL_KNOWN).then(|| plain(name)),
        LocationClass::Continent | LocationClass::Region | LocationClass::Seat => {
            Some(location.name.to_owned())
        }
        LocationClass::Admin1 | LocationClass::Admin2 => None,
    }
}

/// A city of the United States that news names without its state: *Cleveland*.
pub(super) fn stands_alone(location: &Location) -> bool {
    // The least of them has two hundred thousand people.
    location.country == Some("USA")
        && location.population >= 100_000
        && stand_alone().get(location.name).is_some_and(|&(of, _)| {
            location.admin1.is_some_and(|unit| Gazetteer::embedded().get(unit).name == of)
        })
}

/// The name in one line, without a leading article.
fn plain(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    name.strip_prefix("the ").map_or(name.clone(), str::to_owned)
}

/// City to its state and, where it differs, the article's title.
fn stand_alone() -> &'static FxHashMap<&'static str, (&'static str, &'static str)> {
    static CITIES: OnceLock<FxHashMap<&str, (&str, &str)>> = OnceLock::new();
    CITIES.get_or_init(|| {
        include_str!("../../../../data/places/cities-without-state.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .skip(1)
            .filter_map(|line| {
                let mut cells = line.split('\t');
                Some((cells.next()?, (cells.next()?, cells.next().unwrap_or_default())))
            })
            .collect()
    })
}
