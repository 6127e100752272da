use std::fmt;
use std::str::FromStr;
use std::sync::OnceLock;

use chancery_text::{Article, Published};
use rustc_hash::FxHashMap;

use crate::dates::read_date;
use crate::error::WarningKind;

/// What an input can say about an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are those of the record format")]
pub enum Field {
    Id,
    Text,
    Html,
    Title,
    Published,
    Publisher,
    Url,
    Language,
    Author,
}

impl Field {
    /// All of them, in the order of the record format.
    pub const ALL: [Self; 9] = [
        Self::Id,
        Self::Text,
        Self::Html,
        Self::Title,
        Self::Published,
        Self::Publisher,
        Self::Url,
        Self::Language,
        Self::Author,
    ];

    /// As users write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Text => "text",
            Self::Html => "html",
            Self::Title => "title",
            Self::Published => "published",
            Self::Publisher => "publisher",
            Self::Url => "url",
            Self::Language => "language",
            Self::Author => "author",
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// `FIELD=COLUMN`: one entry of `--map`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// The field of the article.
    pub field: Field,
    /// The column of the table, or the key of the JSON object, that fills it.
    pub column: String,
}

/// A `--map` entry that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{given:?} is not FIELD=COLUMN with FIELD one of id, text, html, title, published, publisher, url, language, author"
)]
pub struct MappingError {
    /// What was given.
    pub given: String,
}

impl FromStr for Mapping {
    type Err = MappingError;

    fn from_str(given: &str) -> Result<Self, Self::Err> {
        let parse = || {
            let (field, column) = given.split_once('=')?;
            let field = Field::ALL.into_iter().find(|known| known.name() == field.trim())?;
            let column = column.trim();
            (!column.is_empty()).then(|| Self { field, column: column.to_owned() })
        };
        parse().ok_or_else(|| MappingError { given: given.to_owned() })
    }
}

/// Which field a name usually stands for, and its rank: of two names for one field the lower wins.
pub(crate) fn usual_field(name: &str) -> Option<(Field, usize)> {
    static NAMES: OnceLock<FxHashMap<&'static str, (Field, usize)>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        include_str!("../../../data/input-columns.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .enumerate()
            .map(|(rank, line)| {
                let (name, field) = line.split_once('\t').expect("a row has two columns");
                let field = Field::ALL.into_iter().find(|known| known.name() == field);
                (name, (field.expect("a row names a field"), rank))
            })
            .collect()
    });
    if let Some(found) = names.get(name) {
        return Some(*found);
    }
    let folded = name.trim().to_lowercase().replace([' ', '-', '.'], "_");
    names.get(folded.as_str()).copied()
}

/// What an input says about one article, unchecked words turned into values; empty ones are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Given {
    pub(crate) title: Option<String>,
    pub(crate) published: Option<Published>,
    pub(crate) publisher: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) home: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) author: Option<String>,
}

impl Given {
    /// Takes in one field; `Id`, `Text` and `Html` are not among them.
    pub(crate) fn set(&mut self, field: Field, value: String) -> Result<(), WarningKind> {
        if value.trim().is_empty() {
            return Ok(());
        }
        match field {
            Field::Title => self.title = Some(value),
            Field::Publisher => self.publisher = Some(value),
            Field::Url => self.url = Some(value),
            Field::Author => self.author = Some(value),
            Field::Published => match read_date(&value) {
                Some(published) => self.published = Some(published),
                None => return Err(WarningKind::BadDate { given: value }),
            },
            Field::Language => match language_code(&value) {
                Some(code) => self.language = Some(code),
                None => return Err(WarningKind::BadLanguage { given: value }),
            },
            Field::Id | Field::Text | Field::Html => {}
        }
        Ok(())
    }

    /// Fills what `article` lacks.
    pub(crate) fn fill(self, article: &mut Article) {
        fn fill<T>(slot: &mut Option<T>, value: Option<T>) {
            if slot.is_none() {
                *slot = value;
            }
        }
        fill(&mut article.title, self.title);
        fill(&mut article.published, self.published);
        fill(&mut article.publisher, self.publisher);
        fill(&mut article.url, self.url);
        fill(&mut article.home, self.home);
        fill(&mut article.language, self.language);
        fill(&mut article.author, self.author);
    }
}

/// `en` of `en`, `EN-us`, `en_GB`, `eng` and `English`; other languages only by their two letters.
pub(crate) fn language_code(given: &str) -> Option<String> {
    let given = given.trim().to_ascii_lowercase();
    let code = given.split(['-', '_']).next().unwrap_or_default();
    if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Some(code.to_owned());
    }
    matches!(code, "eng" | "english").then(|| "en".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Field, Mapping, language_code, usual_field};

    #[test]
    fn usual_names_are_found_however_they_are_written() {
        for (name, field) in [
            ("text", Field::Text),
            ("Publish Date", Field::Published),
            ("media-name", Field::Publisher),
            ("HEADLINE", Field::Title),
        ] {
            assert_eq!(usual_field(name).map(|(field, _)| field), Some(field), "{name}");
        }
        assert_eq!(usual_field("section"), None);
        assert!(usual_field("text").unwrap().1 < usual_field("body").unwrap().1);
    }

    #[test]
    fn a_mapping_names_a_field_and_a_column() {
        let mapping: Mapping = "text=Full story".parse().unwrap();
        assert_eq!((mapping.field, mapping.column.as_str()), (Field::Text, "Full story"));
        for wrong in ["text", "text=", "colour=red", "=a"] {
            assert!(wrong.parse::<Mapping>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn languages_are_cut_to_two_letters() {
        assert_eq!(language_code("en-US").as_deref(), Some("en"));
        assert_eq!(language_code("English").as_deref(), Some("en"));
        assert_eq!(language_code("Klingon"), None);
    }
}
