use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// Where in the input something stands: a file or standard input, a member of it, and a spot in that.
///
/// It names the article to people, and it is what a run can begin behind ([`Options::resume`](crate::Options)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file or folder; `None` is standard input.
    pub path: Option<Arc<Path>>,
    /// The name of a file within a container, such as a ZIP.
    pub member: Option<Arc<str>>,
    /// Where in the file or its member; `None` where that is one article.
    pub spot: Option<Spot>,
}

/// Where in a file of many articles one of them begins. Spots of one file are of one kind and ascend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// The line, counted from 1.
    Line(u64),
    /// The number of the article in its file, counted from 1.
    Record(u64),
    /// The byte of the file as it lies on disk, compressed or not, counted from 0.
    Byte(u64),
}

impl Place {
    /// A file or folder as a whole.
    pub fn file(path: &Path) -> Self {
        Self { path: Some(Arc::from(path)), member: None, spot: None }
    }

    /// Standard input as a whole.
    pub fn stdin() -> Self {
        Self { path: None, member: None, spot: None }
    }

    /// A spot of this file or member.
    #[must_use]
    pub fn at(&self, spot: Spot) -> Self {
        Self { spot: Some(spot), ..self.clone() }
    }

    /// A member of this file.
    #[must_use]
    pub fn within(&self, member: &str) -> Self {
        Self { path: self.path.clone(), member: Some(Arc::from(member)), spot: None }
    }
}

impl Spot {
    /// The number alone.
    pub fn number(self) -> u64 {
        match self {
            Self::Line(number) | Self::Record(number) | Self::Byte(number) => number,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.path {
            Some(path) => write!(f, "{}", path.display())?,
            None => f.write_str("standard input")?,
        }
        if let Some(member) = &self.member {
            write!(f, "/{member}")?;
        }
        match self.spot {
            Some(Spot::Line(line)) => write!(f, ":{line}"),
            Some(Spot::Record(record)) => write!(f, ", article {record}"),
            Some(Spot::Byte(byte)) => write!(f, ", byte {byte}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Place, Spot};

    #[test]
    fn a_place_is_told_as_people_look_for_it() {
        let file = Place::file(Path::new("a/news.zip"));
        assert_eq!(file.to_string(), "a/news.zip");
        assert_eq!(file.within("b.csv").at(Spot::Line(7)).to_string(), "a/news.zip/b.csv:7");
        assert_eq!(file.at(Spot::Byte(0)).to_string(), "a/news.zip, byte 0");
        assert_eq!(Place::stdin().at(Spot::Record(2)).to_string(), "standard input, article 2");
    }
}
