use std::sync::atomic::{AtomicU64, Ordering};

use chancery_text::{Article, Published};
use jiff::civil::Date;

use crate::html;
use crate::language::{language_of_page, language_of_text};

/// Which articles are wanted; an empty filter wants all.
///
/// Host and language are looked at before the article is found in its page, where they are known by then:
/// most of a web crawl is let go without that work.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Hosts, each with all below it: `example.org` wants `www.example.org` and `news.example.org` too. An
    /// article without address is not wanted where this is not empty.
    pub hosts: Vec<String>,
    /// ISO 639-1 codes. An article whose language is in doubt is wanted.
    pub languages: Vec<String>,
    /// The first day of publication that is wanted. An article without date is not, where this or
    /// [`published_until`](Self::published_until) is given.
    pub published_since: Option<Date>,
    /// The last day of publication that is wanted.
    pub published_until: Option<Date>,
}

/// Why an article was not wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilteredBy {
    /// It is of another host, or of none that is known.
    Host,
    /// It is in another language.
    Language,
    /// It was published earlier or later.
    Date,
    /// It has no date of publication, and one was asked for.
    NoDate,
    /// It is something else that a web crawl or a dump holds: an image, a page that was not found, a draft.
    /// Counted whatever the filter says.
    NoArticle,
}

/// How many articles a [`Filter`] let go, by reason; counted on while a run goes on.
#[derive(Debug, Default)]
pub struct FilteredCounts {
    counts: [AtomicU64; 5],
}

impl FilteredBy {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Host, Self::Language, Self::Date, Self::NoDate, Self::NoArticle];

    /// As a summary says it: *12 of another host*.
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Host => "of another host",
            Self::Language => "in another language",
            Self::Date => "of another date",
            Self::NoDate => "without date",
            Self::NoArticle => "that are no articles",
        }
    }
}

impl FilteredCounts {
    /// Articles let go for this reason so far.
    pub fn of(&self, reason: FilteredBy) -> u64 {
        self.counts[reason as usize].load(Ordering::Relaxed)
    }

    /// Articles let go so far.
    pub fn total(&self) -> u64 {
        FilteredBy::ALL.into_iter().map(|reason| self.of(reason)).sum()
    }

    pub(crate) fn add(&self, reason: FilteredBy) {
        self.counts[reason as usize].fetch_add(1, Ordering::Relaxed);
    }
}

impl Filter {
    /// What is wrong with an article whose address is known.
    pub(crate) fn check_url(&self, url: &str) -> Result<(), FilteredBy> {
        if self.hosts.is_empty() {
            return Ok(());
        }
        let host = html::host(url).unwrap_or_default().to_ascii_lowercase();
        let wanted = self.hosts.iter().any(|wanted| {
            let wanted = wanted.trim().to_ascii_lowercase();
            let wanted = wanted.strip_prefix("www.").unwrap_or(&wanted);
            host.strip_suffix(wanted).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        });
        if wanted { Ok(()) } else { Err(FilteredBy::Host) }
    }

    /// What is wrong with an article whose language the input names.
    pub(crate) fn check_language(&self, code: &str) -> Result<(), FilteredBy> {
        let wanted = self.languages.is_empty()
            || self.languages.iter().any(|wanted| wanted.trim().eq_ignore_ascii_case(code));
        if wanted { Ok(()) } else { Err(FilteredBy::Language) }
    }

    /// The same for one whose page is at hand, by the prose in it.
    pub(crate) fn check_page(&self, page: &str) -> Result<(), FilteredBy> {
        if self.languages.is_empty() {
            return Ok(());
        }
        language_of_page(page).map_or(Ok(()), |code| self.check_language(code))
    }

    /// The same for one whose text is at hand.
    pub(crate) fn check_text(&self, text: &str) -> Result<(), FilteredBy> {
        if self.languages.is_empty() {
            return Ok(());
        }
        language_of_text(text).map_or(Ok(()), |code| self.check_language(code))
    }

    /// What is wrong with an article when all is known that will be.
    pub(crate) fn check_article(&self, article: &Article) -> Result<(), FilteredBy> {
        match &article.url {
            Some(url) => self.check_url(url)?,
            None if !self.hosts.is_empty() => return Err(FilteredBy::Host),
            None => {}
        }
        self.check_published(article.published.as_ref())
    }

    fn check_published(&self, published: Option<&Published>) -> Result<(), FilteredBy> {
        if self.published_since.is_none() && self.published_until.is_none() {
            return Ok(());
        }
        let date = published.ok_or(FilteredBy::NoDate)?.date();
        let early = self.published_since.is_some_and(|since| date < since);
        let late = self.published_until.is_some_and(|until| date > until);
        if early || late { Err(FilteredBy::Date) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use chancery_text::{Article, Published};
    use jiff::civil::date;

    use super::{Filter, FilteredBy};

    #[test]
    fn a_host_wants_all_below_it_and_nothing_beside_it() {
        let filter = Filter { hosts: vec!["Courier.example".into()], ..Filter::default() };
        for url in [
            "https://courier.example/a",
            "http://www.courier.example",
            "https://news.COURIER.example:8080/",
        ] {
            assert_eq!(filter.check_url(url), Ok(()), "{url}");
        }
        for url in
            ["https://mycourier.example/a", "https://courier.example.org/", "courier.example"]
        {
            assert_eq!(filter.check_url(url), Err(FilteredBy::Host), "{url}");
        }
        assert_eq!(filter.check_article(&Article::default()), Err(FilteredBy::Host));
    }

    #[test]
    fn both_days_count_and_what_has_none_is_let_go() {
        let filter = Filter {
            published_since: Some(date(2024, 10, 1)),
            published_until: Some(date(2024, 10, 31)),
            ..Filter::default()
        };
        let check = |day: Option<&str>| {
            let published = day.map(|day| Published::parse(day).unwrap());
            filter.check_article(&Article { published, ..Article::default() })
        };
        assert_eq!(check(Some("2024-10-01")), Ok(()));
        assert_eq!(check(Some("2024-10-31T23:59:00Z")), Ok(()));
        assert_eq!(check(Some("2024-11-01")), Err(FilteredBy::Date));
        assert_eq!(check(Some("2024-09-30")), Err(FilteredBy::Date));
        assert_eq!(check(None), Err(FilteredBy::NoDate));
    }

    #[test]
    fn language_in_doubt_is_wanted() {
        let filter = Filter { languages: vec!["en".into()], ..Filter::default() };
        assert_eq!(filter.check_language("de"), Err(FilteredBy::Language));
        assert_eq!(filter.check_text("Lund!"), Ok(()));
        let german = "Die Minister trafen sich in Lund und einigten sich auf einen Korridor für Getreide, \
                      der bis ans Meer führen soll. Das teilte das Ministerium am Donnerstag mit.";
        assert_eq!(filter.check_text(german), Err(FilteredBy::Language));
        let page =
            format!("<html lang=en><style>p {{ color: red }}</style><a href=/>Home</a><p>{german}");
        assert_eq!(filter.check_page(&page), Err(FilteredBy::Language));
    }
}
