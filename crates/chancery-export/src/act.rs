//! An event as the layouts of event data want it: with a day, a code, and two sides.

use chancery_archive::rows::{Article, Detail, Party, Role};
use chancery_record::Span;
use jiff::civil::Date;

use crate::codes;
use crate::error::ExportError;
use crate::layout::Layout;
use crate::options::{Options, Reciprocal};
use crate::output::Output;
use crate::row::{DateFrom, Row, rows};
use crate::source::{Kind, Source};

/// An event with its day.
#[derive(Debug, Clone)]
pub(crate) struct Act<'a> {
    pub(crate) row: Row<'a>,
    /// First day, and whose it is.
    pub(crate) day: Date,
    pub(crate) date_from: DateFrom,
    pub(crate) r#type: &'a str,
    pub(crate) mode: Option<&'a str>,
    pub(crate) contexts: &'a [String],
    /// Its own, or what type and mode amount to; `None` for a type that CAMEO lacks.
    pub(crate) cameo: Option<&'a str>,
    pub(crate) goldstein: Option<f32>,
    pub(crate) trigger: (Span, &'a str),
    pub(crate) sources: Vec<&'a Party>,
    pub(crate) targets: Vec<&'a Party>,
}

/// The two sides of a row of a layout of pairs. One of them may be empty; both have one party each, but for
/// [`Reciprocal::List`].
#[derive(Debug, Clone)]
pub(crate) struct Pair<'a> {
    pub(crate) sources: Vec<&'a Party>,
    pub(crate) targets: Vec<&'a Party>,
    pub(crate) cameo: Option<&'a str>,
}

impl<'a> Act<'a> {
    /// Of a row that is an event's.
    ///
    /// # Errors
    /// Why a layout with days cannot hold it.
    pub(crate) fn of(row: Row<'a>) -> Result<Self, &'static str> {
        let Detail::Event { r#type, mode, contexts, goldstein, trigger, .. } = &row.lead.detail
        else {
            return Err("that are no events");
        };
        let (day, date_from) = row.day().ok_or("without a date, and in an article without one")?;
        Ok(Self {
            day: day.parse().map_err(|_| "with a date that no calendar has")?,
            date_from,
            r#type,
            mode: mode.as_deref(),
            contexts,
            cameo: codes::cameo_of(row.lead),
            goldstein: *goldstein,
            trigger: (trigger.0, &trigger.1),
            sources: row.lead.parties(Role::Source).collect(),
            targets: row.lead.parties(Role::Target).collect(),
            row,
        })
    }

    /// Whether the parties are equal and all stand on one side.
    pub(crate) fn is_reciprocal(&self) -> bool {
        self.targets.is_empty() && self.sources.len() > 1 && codes::is_reciprocal(self.r#type)
    }

    /// The rows of a layout of one source and one target.
    ///
    /// Sources times targets; of equal parties as `how` says. Talks with a target count for both sides, a visit (042)
    /// of the one being hosted (043) by the other.
    pub(crate) fn pairs(&self, how: Reciprocal) -> Vec<Pair<'a>> {
        let mut pairs = Vec::new();
        let mut add = |sources: &[&'a Party], targets: &[&'a Party], cameo| {
            pairs.push(Pair { sources: sources.to_vec(), targets: targets.to_vec(), cameo });
        };
        if self.is_reciprocal() {
            if how == Reciprocal::List {
                add(&self.sources[..1], &self.sources[1..], self.cameo);
                return pairs;
            }
            for (i, source) in self.sources.iter().enumerate() {
                for (j, target) in self.sources.iter().enumerate() {
                    if i < j || (i > j && how == Reciprocal::Pairs) {
                        add(&[source], &[target], self.cameo);
                    }
                }
            }
            return pairs;
        }
        let none: &[&Party] = &[];
        let one_each = |side: &[&'a Party]| -> Vec<Vec<&'a Party>> {
            if side.is_empty() {
                vec![none.to_vec()]
            } else {
                side.iter().map(|party| vec![*party]).collect()
            }
        };
        let both_ways = how == Reciprocal::Pairs && self.r#type == "CONSULT";
        for source in one_each(&self.sources) {
            for target in one_each(&self.targets) {
                add(&source, &target, self.cameo);
                if both_ways && !source.is_empty() && !target.is_empty() {
                    add(&target, &source, self.cameo.map(converse));
                }
            }
        }
        pairs
    }

    /// Id of a row of this event: the record's, and the two sides.
    pub(crate) fn pair_id(&self, pair: &Pair<'_>) -> String {
        let side = |parties: &[&Party]| {
            parties.iter().map(|party| party.actor.as_str()).collect::<Vec<_>>().join(",")
        };
        format!(
            "{} {} {} {}",
            self.row.id,
            pair.cameo.unwrap_or_default(),
            side(&pair.sources),
            side(&pair.targets)
        )
    }

    /// `20241025`.
    pub(crate) fn compact_day(&self) -> String {
        let day = self.day;
        format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
    }
}

/// Walks over the events that the layout takes; those that it cannot hold are counted.
pub(crate) fn acts(
    source: &dyn Source,
    layout: Layout,
    options: &Options,
    output: &mut Output,
    each: &mut dyn FnMut(&Act<'_>, &mut Output) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    rows(source, Kind::Event, layout, options, &mut |row| match Act::of(*row) {
        Ok(act) => each(&act, output),
        Err(why) => {
            output.leave_out(why);
            Ok(())
        }
    })
}

/// What the other side does meanwhile.
fn converse(cameo: &str) -> &str {
    match cameo {
        "042" => "043",
        "043" => "042",
        other => other,
    }
}

/// The second of publication in UTC, `20241025183000`; midnight where only the day is known.
pub(crate) fn compact_time(article: &Article) -> Option<String> {
    let published = article.published.as_deref()?;
    let at = match published.parse::<jiff::Timestamp>() {
        Ok(instant) => jiff::tz::TimeZone::UTC.to_datetime(instant),
        Err(_) => match published.parse::<jiff::civil::DateTime>() {
            Ok(datetime) => datetime,
            Err(_) => published.get(..10)?.parse::<Date>().ok()?.at(0, 0, 0, 0),
        },
    };
    Some(format!(
        "{:04}{:02}{:02}{:02}{:02}{:02}",
        at.year(),
        at.month(),
        at.day(),
        at.hour(),
        at.minute(),
        at.second()
    ))
}

/// The host of an address, without `www.`: how data sets name an outlet.
pub(crate) fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

/// An article in words, for data sets that want a citation where there is no address.
pub(crate) fn citation(article: &Article) -> String {
    let parts = [article.publisher.as_deref(), article.title.as_deref(), article.day()];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    if parts.is_empty() { article.id.clone() } else { parts.join(", ") }
}

/// A number as it stands in tables: the shortest decimal that is it, with a digit behind the point.
pub(crate) fn number(value: f64) -> String {
    let value = if value == 0.0 { 0.0 } else { value };
    format!("{value:?}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_utc() {
        let at = |published: &str| {
            compact_time(&Article { published: Some(published.to_owned()), ..Article::default() })
        };
        assert_eq!(at("2024-10-25T01:30:00+03:00").as_deref(), Some("20241024223000"));
        assert_eq!(at("2024-10-25T01:30:00").as_deref(), Some("20241025013000"));
        assert_eq!(at("2024-10-25").as_deref(), Some("20241025000000"));
        assert_eq!(at("soon"), None);
    }

    #[test]
    fn hosts_of_addresses() {
        assert_eq!(host("https://www.example.org:8080/a?b"), Some("example.org"));
        assert_eq!(host("http://u@example.org"), Some("example.org"));
        assert_eq!(host("example"), None);
    }

    #[test]
    fn numbers_keep_a_digit_behind_the_point() {
        assert_eq!([1.0, -0.0, 2.5].map(number), ["1.0", "0.0", "2.5"]);
    }
}
