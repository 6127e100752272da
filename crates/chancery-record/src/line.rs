//! Each finding in one line: what `chancery explain` prints and what the language cases expect.

use std::collections::HashMap;
use std::fmt::Write as _;

use chancery_text::CodePoints;

use crate::record::{Event, Meeting, Position, Record, Span, Statement, When};

/// The layers of a record, in the order in which they are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the record format defines them")]
pub enum Layer {
    Actor,
    Place,
    Time,
    Statement,
    Event,
    Meeting,
    Position,
}

impl Layer {
    /// All layers.
    pub const ALL: [Self; 7] = [
        Self::Actor,
        Self::Place,
        Self::Time,
        Self::Statement,
        Self::Event,
        Self::Meeting,
        Self::Position,
    ];

    /// In the singular, as folders of cases and rules are called.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Place => "place",
            Self::Time => "time",
            Self::Statement => "statement",
            Self::Event => "event",
            Self::Meeting => "meeting",
            Self::Position => "position",
        }
    }
}

/// One finding in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What sort of finding.
    pub layer: Layer,
    /// Its id in the record; a time has none.
    pub id: String,
    /// The finding: `ASSAULT rebels -> convoy (occurred)`.
    pub text: String,
    /// The words that prove it.
    pub evidence: Vec<Span>,
    /// The rule that made it, where the layer has rules.
    pub rule: Option<String>,
}

/// All findings of a record, layer by layer in the text's order.
pub fn lines(record: &Record) -> Vec<Line> {
    let words = Words {
        points: CodePoints::new(&record.text),
        actors: record.actors.iter().map(|actor| (&*actor.id, &*actor.name)).collect(),
        places: record.places.iter().map(|place| (&*place.id, &*place.name)).collect(),
    };
    let mut lines = Vec::new();
    for actor in &record.actors {
        let mut text = format!("{} {}", actor.kind, actor.name);
        let code = [actor.country.as_deref(), actor.sector.as_deref()];
        let code: Vec<&str> = code.into_iter().flatten().collect();
        if !code.is_empty() {
            write!(text, " [{}]", code.join(" ")).expect("a string takes all");
        }
        for role in &actor.roles {
            write!(text, ", {}", role.title).expect("a string takes all");
            if let Some(of) = &role.of {
                write!(text, " of {of}").expect("a string takes all");
            }
        }
        if !actor.members.is_empty() {
            write!(text, ": {}", words.actors(&actor.members, " + ")).expect("a string takes all");
        }
        let evidence: Vec<Span> =
            actor.mentions.iter().map(|m| Span { start: m.start, end: m.end }).collect();
        let mentions: Vec<&str> = evidence.iter().map(|&span| words.at(span)).collect();
        write!(text, " = {}", mentions.join(" · ")).expect("a string takes all");
        lines.push(Line {
            layer: Layer::Actor,
            id: actor.id.clone(),
            text: one_line(&text),
            evidence,
            rule: None,
        });
    }
    for place in &record.places {
        let mut text = format!("{} {}", place.r#type, place.name);
        if let Some(country) = &place.country {
            write!(text, " [{country}]").expect("a string takes all");
        }
        if let (Some(lat), Some(lon)) = (place.lat, place.lon) {
            write!(text, " {lat:.1} {lon:.1}").expect("a string takes all");
        }
        let evidence = place.mentions.iter().map(|m| Span { start: m.start, end: m.end }).collect();
        let id = place.id.clone();
        lines.push(Line { layer: Layer::Place, id, text: one_line(&text), evidence, rule: None });
    }
    for time in &record.times {
        let span = Span { start: time.start, end: time.end };
        let text = one_line(&format!("{} {} = {}", time.r#type, time.value, words.at(span)));
        let evidence = vec![span];
        lines.push(Line { layer: Layer::Time, id: String::new(), text, evidence, rule: None });
    }
    let mut push = |layer, id: &str, text: String, evidence, rule: &str| {
        let (id, rule) = (id.to_owned(), Some(rule.to_owned()));
        lines.push(Line { layer, id, text: one_line(&text), evidence, rule });
    };
    for found in &record.statements {
        let mut evidence = found.content.clone();
        evidence.extend(found.cue);
        evidence.extend(found.speaker_span);
        evidence.sort_unstable();
        push(Layer::Statement, &found.id, words.statement(found), evidence, &found.rule);
    }
    for found in &record.events {
        push(Layer::Event, &found.id, words.event(found), vec![found.evidence], &found.rule);
    }
    for found in &record.meetings {
        let evidence = found.evidence.clone();
        push(Layer::Meeting, &found.id, words.meeting(found), evidence, &found.rule);
    }
    for found in &record.positions {
        push(Layer::Position, &found.id, words.position(found), vec![found.evidence], &found.rule);
    }
    lines
}

/// White space folded, so that a finding stays in one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Words<'r> {
    points: CodePoints<'r>,
    actors: HashMap<&'r str, &'r str>,
    places: HashMap<&'r str, &'r str>,
}

impl<'r> Words<'r> {
    fn at(&self, span: Span) -> &'r str {
        self.points.words(span.start, span.end)
    }

    fn actor(&self, id: &str) -> &'r str {
        self.actors.get(id).copied().unwrap_or("?")
    }

    fn actors(&self, ids: &[String], between: &str) -> String {
        let names: Vec<&str> = ids.iter().map(|id| self.actor(id)).collect();
        names.join(between)
    }

    fn statement(&self, found: &Statement) -> String {
        let speaker = match (&found.speaker, found.speaker_span) {
            (Some(actor), _) => self.actor(actor),
            (None, Some(span)) => self.at(span),
            (None, None) => "?",
        };
        let mut text = format!("{} {speaker}", found.kind);
        if let Some(addressee) = &found.addressee {
            write!(text, " -> {}", self.actor(addressee)).expect("a string takes all");
        }
        if found.negated {
            text.push_str(" not");
        }
        if let Some(cue) = found.cue {
            write!(text, " ({})", self.at(cue)).expect("a string takes all");
        }
        let content: Vec<&str> = found.content.iter().map(|&span| self.at(span)).collect();
        write!(text, ": {}", content.join(" … ")).expect("a string takes all");
        if let Some(outer) = &found.reported_by {
            write!(text, " [reported by {outer}]").expect("a string takes all");
        }
        text
    }

    fn event(&self, found: &Event) -> String {
        let mut text = found.r#type.clone();
        if let Some(mode) = &found.mode {
            write!(text, ":{mode}").expect("a string takes all");
        }
        let sources = self.actors(&found.sources, " + ");
        write!(text, " {}", if sources.is_empty() { "?" } else { &sources })
            .expect("a string takes all");
        if !found.targets.is_empty() {
            write!(text, " -> {}", self.actors(&found.targets, " + ")).expect("a string takes all");
        }
        text.push_str(&self.circumstances(found.r#where.as_deref(), found.when.as_ref()));
        write!(text, " ({})", found.status).expect("a string takes all");
        if let Some(first) = &found.same_as {
            write!(text, " = {first}").expect("a string takes all");
        }
        text
    }

    fn meeting(&self, found: &Meeting) -> String {
        let mut text = found.format.clone();
        if found.private {
            text.push_str(" private");
        }
        if let Some(name) = &found.name {
            write!(text, " \"{name}\"").expect("a string takes all");
        }
        let parties = self.actors(&found.participants, " + ");
        write!(text, " {}", if parties.is_empty() { "?" } else { &parties })
            .expect("a string takes all");
        for count in &found.attendance {
            write!(text, ", {} {}", count.count, count.of).expect("a string takes all");
        }
        if let Some(host) = &found.host {
            write!(text, ", host {}", self.actor(host)).expect("a string takes all");
        }
        text.push_str(&self.circumstances(found.r#where.as_deref(), found.when.as_ref()));
        if let Some(duration) = &found.duration {
            write!(text, " for {duration}").expect("a string takes all");
        }
        if !found.topics.is_empty() {
            let topics: Vec<&str> = found.topics.iter().map(|&span| self.at(span)).collect();
            write!(text, " about {}", topics.join("; ")).expect("a string takes all");
        }
        write!(text, " ({})", found.status).expect("a string takes all");
        text
    }

    fn position(&self, found: &Position) -> String {
        let mut text = format!("{} {}", self.actor(&found.holder), found.stance);
        if let Some(toward) = &found.toward {
            write!(text, " -> {}", self.actor(toward)).expect("a string takes all");
        }
        write!(text, ": {}", self.at(found.proposition)).expect("a string takes all");
        if !found.topics.is_empty() {
            write!(text, " [{}]", found.topics.join(" ")).expect("a string takes all");
        }
        text
    }

    fn circumstances(&self, place: Option<&str>, when: Option<&When>) -> String {
        let mut text = String::new();
        if let Some(place) = place {
            write!(text, " @ {}", self.places.get(place).unwrap_or(&"?"))
                .expect("a string takes all");
        }
        match when {
            Some(When { start, end }) if start == end => {
                write!(text, " on {start}").expect("a string takes all");
            }
            Some(When { start, end }) => {
                write!(text, " on {start}/{end}").expect("a string takes all");
            }
            None => {}
        }
        text
    }
}
