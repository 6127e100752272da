//! Places: every place name of the text, with coordinates.

mod accept;
mod assemble;
mod beside;
mod confidence;
mod county;
mod focus;
mod gather;
mod home;
mod people;
mod resolve;
mod scan;
mod street;
mod title;
mod whole;
mod words;

use chancery_kb::KnowledgeBase;
use chancery_nlp::{Doc, TokenId};
use chancery_text::{Article, ByteSpan};

use crate::PlaceId;
use crate::actor::Actors;

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A state or dependency.
    Country,
    /// A first-level division: state, province, oblast.
    Admin1,
    /// A second-level division: county, district.
    Admin2,
    /// A settlement.
    City,
    /// A sea, region, building, anything else.
    Other,
}

impl PlaceKind {
    /// As the record has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Admin1 => "admin1",
            Self::Admin2 => "admin2",
            Self::City => "city",
            Self::Other => "other",
        }
    }
}

/// A place's name in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceMention {
    /// The name.
    pub span: ByteSpan,
    /// It stands inside another name (*University of Chicago*) and locates nothing.
    pub within: bool,
}

/// A point on WGS 84, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// North is positive.
    pub lat: f64,
    /// East is positive.
    pub lon: f64,
}

/// One distinct place of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// As the gazetteer has it, or as the text does.
    pub name: String,
    /// What it is.
    pub kind: PlaceKind,
    /// GeoNames id.
    pub kb: Option<String>,
    /// English Wikipedia title.
    pub wikipedia: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Name of the first-level division.
    pub admin1: Option<String>,
    /// Where it lies.
    pub point: Option<Point>,
    /// How likely it is that the name is a place and lies there, 0 to 1.
    pub confidence: f32,
    /// In the text's order, at least one.
    pub mentions: Vec<PlaceMention>,
}

/// All places of a document, and which token names which.
#[derive(Debug, Clone, Default)]
pub struct Places {
    items: Vec<Place>,
    by_token: Vec<Option<PlaceId>>,
}

impl Places {
    /// `items` in the order of their first mentions.
    pub fn new(doc: &Doc<'_>, items: Vec<Place>) -> Self {
        let mut by_token = vec![None; doc.len()];
        for (i, place) in items.iter().enumerate() {
            // A name inside another locates nothing.
            for mention in place.mentions.iter().filter(|mention| !mention.within) {
                for token in doc.tokens_in(mention.span).iter() {
                    by_token[token.index()] = Some(PlaceId(i as u32));
                }
            }
        }
        Self { items, by_token }
    }

    /// In the order of their first mentions.
    pub fn items(&self) -> &[Place] {
        &self.items
    }

    /// One place.
    pub fn get(&self, place: PlaceId) -> &Place {
        &self.items[place.index()]
    }

    /// The place in whose name `token` stands.
    pub fn at(&self, token: TokenId) -> Option<PlaceId> {
        self.by_token[token.index()]
    }
}

/// Finds the places of a text.
pub fn places(doc: &Doc<'_>, article: &Article, actors: &Actors, kb: &KnowledgeBase) -> Places {
    let beside = beside::beside_units(doc);
    let matches = scan::scan(doc, kb, &beside);
    let people = people::People::of(doc, actors);
    let accepted = accept::accept(doc, kb, &people, &matches);
    let home = home::home(article);
    Places::new(doc, gather::gather(doc, &people, &matches, accepted, &beside, &home))
}
