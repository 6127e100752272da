//! Times: time expressions with their TIMEX3 values (TimeML 1.2.1), counted from the publication date.

mod anchor;
mod candidate;
mod confidence;
mod deadline;
mod lexicon;
mod pattern;
mod quantity;
mod resolve;
mod tense;
mod text;
mod value;

use chancery_nlp::{Doc, TokenId};
use chancery_text::ByteSpan;
use jiff::civil::Date;

use self::anchor::Anchor;
use self::candidate::{Scene, Value, select};
use self::text::Text;
use crate::When;

/// The type of a time expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimexKind {
    /// A day or longer: *Thursday*, *October 2024*.
    Date,
    /// A part of a day: *Thursday evening*.
    Time,
    /// *three days*
    Duration,
    /// *every Monday*
    Set,
}

impl TimexKind {
    /// As TIMEX3 has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

/// A time expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Timex {
    /// Its words.
    pub span: ByteSpan,
    /// Its type.
    pub kind: TimexKind,
    /// TIMEX3 value: `2024-10-24TEV`, `P3D`, `PAST_REF`, `XXXX-WXX-4` without an anchor.
    pub value: String,
    /// The days that it covers, for a date or time that is known to a month or better, or a stretch.
    pub when: Option<When>,
    /// How likely it is that the words are a time and the value is theirs, 0 to 1.
    pub confidence: f32,
}

/// All time expressions of a document, and which token stands in which.
#[derive(Debug, Clone, Default)]
pub struct Times {
    items: Vec<Timex>,
    by_token: Vec<Option<u32>>,
    anchor: Option<Date>,
}

impl Times {
    /// `items` in the text's order, not overlapping; `anchor` is the day that they were counted from.
    pub fn new(doc: &Doc<'_>, items: Vec<Timex>, anchor: Option<Date>) -> Self {
        let mut by_token = vec![None; doc.len()];
        for (i, timex) in items.iter().enumerate() {
            for token in doc.tokens_in(timex.span).iter() {
                by_token[token.index()] = Some(i as u32);
            }
        }
        Self { items, by_token, anchor }
    }

    /// In the text's order.
    pub fn items(&self) -> &[Timex] {
        &self.items
    }

    /// The expression in which `token` stands.
    pub fn at(&self, token: TokenId) -> Option<&Timex> {
        self.by_token[token.index()].map(|i| &self.items[i as usize])
    }

    /// The day that relative dates were counted from.
    pub fn anchor(&self) -> Option<Date> {
        self.anchor
    }
}

/// Finds the time expressions of a text. `published` is the day of publication, if it is known.
pub fn times(doc: &Doc<'_>, published: Option<Date>) -> Times {
    let mut scene = Scene { text: Text::new(doc), anchor: Anchor(published), found: Vec::new() };
    for i in 0..scene.text.len() {
        pattern::propose(&mut scene, i);
        if let Some(cal) = pattern::date_with_slashes(scene.text.pieces[i].lower) {
            scene.propose(i, i + 1, TimexKind::Date, Value::Cal(cal), 8);
        }
    }
    let chosen = select(&mut scene);
    Times::new(doc, resolve::resolve(&scene, &chosen), published)
}
