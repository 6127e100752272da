//! Trips out of meetings.

use std::collections::{BTreeMap, BTreeSet};

use chancery_archive::rows::{Detail, Finding, Party, Role};
use chancery_kb::OfficeClass;
use jiff::civil::Date;

use super::{COLUMNS, N_LINKS};
use crate::coding::{country_name, meeting_parties, party_id, party_name};
use crate::row::{DateFrom, Row};

/// What somebody leads who is a leader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leader {
    State,
    Government,
    Body,
}

impl Leader {
    /// By the title that the report gives; nobody without a name over all articles.
    fn of(party: &Party) -> Option<Self> {
        if party.kind != "person" || party.entity.is_none() {
            return None;
        }
        if party.sector.as_deref().is_some_and(|sector| !sector.starts_with("GOV")) {
            return None;
        }
        let of_body = matches!(party.country.as_deref()?, "IGO" | "UNO" | "EUR");
        match OfficeClass::of_title(party.title.as_deref()?)? {
            OfficeClass::SecretaryGeneral => Some(Self::Body),
            OfficeClass::President if of_body => Some(Self::Body),
            _ if of_body => None,
            OfficeClass::Monarch | OfficeClass::President => Some(Self::State),
            OfficeClass::HeadOfGovernment => Some(Self::Government),
            _ => None,
        }
    }

    fn role(self) -> &'static str {
        match self {
            Self::State => "head of state",
            Self::Government => "head of government",
            Self::Body => "head of international organization",
        }
    }
}

/// A leader abroad: one meeting, or several that meet or adjoin.
#[derive(Debug)]
pub(super) struct Trip {
    leader: Party,
    role: Leader,
    country: String,
    first: Date,
    last: Date,
    meetings: Vec<Meeting>,
}

/// What a trip keeps of a meeting.
#[derive(Debug)]
struct Meeting {
    record: String,
    city: Option<String>,
    date_from: DateFrom,
    reports: Vec<Finding>,
}

/// Trips by leader and country.
#[derive(Debug, Default)]
pub(super) struct Trips(BTreeMap<(String, String), Vec<Trip>>);

impl Trips {
    /// Adds a meeting to the trips of all leaders who came to it from abroad.
    pub(super) fn add(&mut self, row: &Row<'_>) {
        let Detail::Meeting { format, .. } = &row.lead.detail else { return };
        let Some(country) = row.place.and_then(|place| place.country.as_deref()) else { return };
        let Some((day, date_from)) = row.day() else { return };
        let Ok(first) = day.parse::<Date>() else { return };
        let last = row.last_day.and_then(|day| day.parse().ok()).unwrap_or(first).max(first);
        if format == "call" {
            return;
        }
        for party in meeting_parties(row.lead) {
            let Some(role) = Leader::of(party) else { continue };
            if party.country.as_deref() == Some(country) {
                continue;
            }
            let meeting = Meeting {
                record: row.id.to_owned(),
                city: row
                    .place
                    .filter(|place| place.r#type == "city")
                    .map(|city| city.name.clone()),
                date_from,
                reports: row.reports.to_vec(),
            };
            let key = (party_id(party).to_owned(), country.to_owned());
            let trips = self.0.entry(key).or_default();
            // Rows come by first day, so only a trip that ends the day before or later can go on.
            let goes_on = trips.iter_mut().rev().find(|trip| {
                trip.last.tomorrow().is_ok_and(|next| first <= next) && trip.first <= last
            });
            match goes_on {
                Some(trip) => {
                    trip.last = trip.last.max(last);
                    trip.meetings.push(meeting);
                }
                None => trips.push(Trip {
                    leader: party.clone(),
                    role,
                    country: country.to_owned(),
                    first,
                    last,
                    meetings: vec![meeting],
                }),
            }
        }
    }

    /// By first day, then leader, then country.
    pub(super) fn sorted(self) -> Vec<Trip> {
        let mut trips: Vec<Trip> = self.0.into_values().flatten().collect();
        trips.sort_by(|a, b| {
            let key =
                |trip: &Trip| (trip.first, party_id(&trip.leader).to_owned(), trip.country.clone());
            key(a).cmp(&key(b))
        });
        trips
    }
}

/// Agreements that were signed: days and places by signatory.
#[derive(Debug, Default)]
pub(super) struct Signatures(BTreeMap<String, Vec<(Date, Option<String>)>>);

impl Signatures {
    /// Remembers an event if it is the signing of an agreement (CAMEO 057) on a day that the text gives.
    pub(super) fn add(&mut self, row: &Row<'_>) {
        let Detail::Event { cameo: Some(cameo), .. } = &row.lead.detail else { return };
        let Some(Ok(day)) = row.first_day.map(str::parse) else { return };
        if !cameo.starts_with("057") {
            return;
        }
        let country = row.place.and_then(|place| place.country.clone());
        for party in row.lead.parties(Role::Source).chain(row.lead.parties(Role::Target)) {
            self.0.entry(party_id(party).to_owned()).or_default().push((day, country.clone()));
        }
    }

    /// Whether the leader signed something in the trip's country on one of its days.
    fn during(&self, trip: &Trip) -> bool {
        self.0.get(party_id(&trip.leader)).is_some_and(|signed| {
            signed.iter().any(|(day, country)| {
                (trip.first..=trip.last).contains(day) && country.as_ref() == Some(&trip.country)
            })
        })
    }
}

impl Trip {
    /// All reports with their records, and whose day it is.
    pub(super) fn reports(&self) -> impl Iterator<Item = (&str, &Finding, DateFrom)> {
        self.meetings.iter().flat_map(|meeting| {
            meeting
                .reports
                .iter()
                .map(|report| (meeting.record.as_str(), report, meeting.date_from))
        })
    }

    /// Leading reports.
    fn leads(&self) -> impl Iterator<Item = &Finding> {
        self.meetings.iter().filter_map(|meeting| meeting.reports.first())
    }

    /// Those who met the leader, each once, in order.
    fn others(&self) -> Vec<&Party> {
        let mut others: Vec<&Party> = Vec::new();
        for party in self.leads().flat_map(meeting_parties) {
            let is_new = others.iter().all(|other| party_id(other) != party_id(party));
            if is_new && party_id(party) != party_id(&self.leader) {
                others.push(party);
            }
        }
        others
    }

    /// The cells of [`COLUMNS`]; empty where the record says nothing.
    pub(super) fn cells(&self, signatures: &Signatures) -> Vec<String> {
        let others = self.others();
        let named = |fits: &dyn Fn(&Party) -> bool| -> Vec<&str> {
            others.iter().filter(|party| fits(party)).map(|party| party_name(party)).collect()
        };
        let is_head =
            |party: &Party| matches!(Leader::of(party), Some(Leader::State | Leader::Government));
        let is_host = |party: &Party| party.country.as_deref() == Some(self.country.as_str());
        let hosts = named(&|party| is_head(party) && is_host(party));
        let heads = named(&|party| is_head(party) && !is_host(party));
        let bodies = named(&|party| Leader::of(party) == Some(Leader::Body));
        let business =
            named(&|party| party.sector.as_deref().is_some_and(|sector| sector.starts_with("BUS")));
        let (multilateral, names) = self.multilateral();
        let leader_code = self.leader.country.as_deref().unwrap_or_default();
        let is_state = !matches!(leader_code, "IGO" | "UNO" | "EUR" | "");
        let cities: BTreeSet<&str> =
            self.meetings.iter().filter_map(|meeting| meeting.city.as_deref()).collect();
        let from_text = self.meetings.iter().any(|meeting| meeting.date_from == DateFrom::Text);
        let cell = |column: &str| -> String {
            match column {
                "TripID" => format!("{}.{}", self.meetings[0].record, party_id(&self.leader)),
                "LeaderID" => party_id(&self.leader).to_owned(),
                "LeaderCountryOrIGO" => country_name(leader_code).unwrap_or_default().to_owned(),
                "LeaderCountryISO" if is_state => leader_code.to_owned(),
                "LeaderRole" => self.role.role().to_owned(),
                "LeaderTitle" => self.leader.title.clone().unwrap_or_default(),
                "LeaderSurname" => surname(&self.leader).unwrap_or_default().to_owned(),
                "LeaderFullName" => party_name(&self.leader).to_owned(),
                "CountryVisited" => country_name(&self.country).unwrap_or_default().to_owned(),
                "CountryVisitedISO" => self.country.clone(),
                "CityVisited" => cities.iter().copied().collect::<Vec<_>>().join("; "),
                "TripYear" => self.first.strftime("%Y").to_string(),
                "TripStartDate" => self.first.to_string(),
                "TripEndDate" => self.last.to_string(),
                // How long it took is known only where the text says when it was.
                "TripDuration" if from_text => {
                    ((self.last - self.first).get_days() + 1).to_string()
                }
                "MetHostHoGS" => yes_no(!hosts.is_empty()),
                "HostHOGSName" => hosts.join("; "),
                "AttendedMultilatEvent" => yes_no(multilateral),
                "NameMultilatEvent" => names.join("; "),
                "MetNonhostHOGS" => yes_no(!heads.is_empty()),
                "NonhostHOGSNames" => heads.join("; "),
                "SignedAgreement" if signatures.during(self) => "Yes".to_owned(),
                "BusinessLeaderOrForum" if !business.is_empty() => "Yes".to_owned(),
                "MetIGOLeader" => yes_no(!bodies.is_empty()),
                "IGOLeaderName" => bodies.join("; "),
                "Notes" => self.notes(),
                "Confidence(1-5)" => self.confidence().to_string(),
                _ => String::new(),
            }
        };
        let mut cells: Vec<String> =
            COLUMNS[..COLUMNS.len() - N_LINKS].iter().map(|column| cell(column)).collect();
        let mut links: Vec<&str> = Vec::new();
        for url in self.reports().filter_map(|(_, report, _)| report.article.url.as_deref()) {
            if links.len() < N_LINKS && !links.contains(&url) {
                links.push(url);
            }
        }
        cells.extend(links.into_iter().map(str::to_owned));
        cells.resize(COLUMNS.len(), String::new());
        cells
    }

    /// Whether one of the meetings is of many, and the names of those.
    fn multilateral(&self) -> (bool, Vec<&str>) {
        let many: Vec<_> = self
            .leads()
            .filter_map(|lead| match &lead.detail {
                Detail::Meeting { format, name, .. } => {
                    matches!(format.as_str(), "multilateral" | "summit" | "conference")
                        .then_some(name.as_deref())
                }
                _ => None,
            })
            .collect();
        let mut names: Vec<&str> = Vec::new();
        for name in many.iter().copied().flatten() {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        (!many.is_empty(), names)
    }

    /// Records with the words of their leading reports.
    fn notes(&self) -> String {
        let notes = self.meetings.iter().filter_map(|meeting| {
            let lead = meeting.reports.first()?;
            Some(format!("{}: {}", meeting.record, lead.evidence_text.trim()))
        });
        notes.collect::<Vec<_>>().join(" | ")
    }

    /// The share of such findings that are right, of the surest meeting, in fifths.
    fn confidence(&self) -> u8 {
        let share = self.leads().map(|lead| lead.confidence).fold(0.0, f32::max);
        [0.2, 0.4, 0.6, 0.8].into_iter().fold(1, |class, from| class + u8::from(share > from))
    }
}

fn yes_no(yes: bool) -> String {
    if yes { "Yes" } else { "No" }.to_owned()
}

/// The one word of the full name by which articles call somebody; none where they use several, or none.
fn surname(leader: &Party) -> Option<&str> {
    let entity = leader.entity.as_ref()?;
    let mut alone = entity
        .names
        .iter()
        .map(String::as_str)
        .filter(|name| entity.name.split_whitespace().any(|word| word == *name));
    let surname = alone.next()?;
    alone.next().is_none().then_some(surname)
}
