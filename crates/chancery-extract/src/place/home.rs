//! Where an outlet is at home: where the reader is told so, else as far as its web address tells.
//! *examplevilletimes.co.uk* is a British paper of a town called Exampleville.

use chancery_kb::{Gazetteer, LocationClass, LocationId, NameKind};
use chancery_text::Article;

use super::words::{Role, Words};

/// Towns smaller than this name no paper that reaches us.
const LEAST_POPULATION: u32 = 3000;

/// Where papers are printed in English: one named for Paris without a country domain is not from France.
const ENGLISH: [&str; 8] = ["USA", "GBR", "CAN", "AUS", "NZL", "IRL", "ZAF", "IND"];

/// More names than this in one address are chance.
const MOST_NAMES: usize = 2;

/// What is given, or what a web address tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Home {
    /// The town itself, where it is given or the address is that of a known paper.
    pub(super) town: Option<LocationId>,
    /// ISO 3166-1 alpha-3 of a country domain.
    pub(super) country: Option<&'static str>,
    /// The towns that a name in the address may be; a list for each name.
    pub(super) towns: Vec<Vec<LocationId>>,
}

/// The town given, else what the publisher's web address tells, else the article's.
pub(super) fn home(article: &Article) -> Home {
    let given = article.home.as_deref().and_then(|home| Gazetteer::embedded().town(home).ok());
    if let Some(town) = given {
        return of(town);
    }
    let address = [&article.publisher, &article.url]
        .into_iter()
        .flatten()
        .find(|text| text.contains('.') && !text.contains(' '));
    address.map_or(Home::default(), |address| read(address))
}

fn of(town: LocationId) -> Home {
    Home { town: Some(town), country: Gazetteer::embedded().get(town).country, towns: Vec::new() }
}

fn read(address: &str) -> Home {
    let host = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = host.split(['/', ':', '?']).next().unwrap_or_default().to_lowercase();
    if let Some(town) = Words::embedded().outlet(host.trim_start_matches("www.")) {
        return of(town);
    }
    let labels: Vec<&str> = host.split('.').collect();
    let Some((top, rest)) = labels.split_last() else { return Home::default() };
    let country = country_of(top);
    let mut towns: Vec<Vec<LocationId>> = Vec::new();
    for label in rest {
        if matches!(
            *label,
            "www" | "co" | "com" | "org" | "net" | "gov" | "edu" | "ac" | "news" | "m" | "blogs"
        ) {
            continue;
        }
        for part in label.split(['-', '_']) {
            for town in names_in(part, country) {
                if !towns.contains(&town) {
                    towns.push(town);
                }
            }
        }
    }
    if towns.len() > MOST_NAMES {
        towns.clear();
    }
    Home { town: None, country, towns }
}

/// The towns whose names are left of a label when words of papers are taken off both ends:
/// *thelisbondailynews*, *lisbonandportoherald*.
fn names_in(label: &str, country: Option<&str>) -> Vec<Vec<LocationId>> {
    let paper = Words::embedded().paper();
    let mut name = label;
    loop {
        if let Some(towns) = towns_called(name, country) {
            return vec![towns];
        }
        let halves = name.split_once("and").into_iter().flat_map(|(a, b)| [a, b]);
        let both: Vec<_> = halves.filter_map(|half| towns_called(half, country)).collect();
        if both.len() == 2 {
            return both;
        }
        let shorter = paper
            .iter()
            .find_map(|word| name.strip_suffix(word).or_else(|| name.strip_prefix(word)));
        match shorter {
            Some(shorter) => name = shorter,
            None => return Vec::new(),
        }
    }
}

/// A label has no blanks: *stpaul* is tried as *st paul* too. Of a country domain only its own towns count.
fn towns_called(name: &str, country: Option<&str>) -> Option<Vec<LocationId>> {
    if name.len() < 4 || Words::embedded().is(name, Role::Paper) {
        return None;
    }
    let gazetteer = Gazetteer::embedded();
    let towns = |name: &str| -> Vec<LocationId> {
        gazetteer
            .senses(name)
            .iter()
            .filter(|sense| sense.kind == NameKind::Main)
            .map(|sense| sense.location)
            .filter(|&location| {
                let location = gazetteer.get(location);
                location.class == LocationClass::City
                    && location.population >= LEAST_POPULATION
                    && match country {
                        Some(_) => location.country == country,
                        None => location.country.is_some_and(|code| ENGLISH.contains(&code)),
                    }
            })
            .collect()
    };
    std::iter::once(towns(name))
        .chain(
            (2..name.len().saturating_sub(1))
                .filter(|&i| name.is_char_boundary(i))
                .map(|i| towns(&format!("{} {}", &name[..i], &name[i..]))),
        )
        .find(|towns| !towns.is_empty())
}

/// The country of a top-level domain.
fn country_of(top: &str) -> Option<&'static str> {
    // The domains of countries are their two letters but for Britain's; some are sold to anyone.
    let code = match top {
        "uk" => "GB".to_owned(),
        "tv" | "me" | "io" | "co" | "fm" | "ai" | "cc" | "ws" | "eu" => return None,
        top if top.len() == 2 => top.to_uppercase(),
        _ => return None,
    };
    chancery_kb::KnowledgeBase::embedded()
        .states()
        .iter()
        .find(|state| state.iso2 == Some(code.as_str()))
        .map(|state| state.iso3)
}

#[cfg(test)]
mod tests {
    use chancery_kb::Gazetteer;

    use super::read;

    #[test]
    fn an_address_tells_a_town_and_a_country() {
        let home = read("www.salisburyjournal.co.uk");
        assert_eq!(home.country, Some("GBR"));
        let gazetteer = Gazetteer::embedded();
        let names: Vec<&str> =
            home.towns.iter().flatten().map(|&town| gazetteer.get(town).name).collect();
        assert!(names.contains(&"Salisbury"), "{names:?}");
    }

    #[test]
    fn an_agency_has_none() {
        assert_eq!(read("reuters.com").country, None);
        assert!(read("https://www.rt.com/news/").towns.is_empty());
    }
}
