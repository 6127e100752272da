//! A record for people: who met whom, who said what, what happened, who stands where.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use chancery_record::{
    Actor, Event, Meeting, Place, Position, Record, Span, Statement, Time, When,
};
use chancery_text::CodePoints;
use textwrap::Options;

const TITLE: Style = Style::new().bold();
const HEADING: Style = AnsiColor::Cyan.on_default().bold();
const NAME: Style = AnsiColor::Yellow.on_default();
const QUOTE: Style = AnsiColor::Green.on_default();
const CODE: Style = AnsiColor::Magenta.on_default();
const FAINT: Style = Style::new().dimmed();

/// Columns of the left margin under a heading.
const MARGIN: usize = 2;
/// Actors beyond this many are only counted.
const MOST_ACTORS: usize = 12;

/// Writes `record` for a terminal of `width` columns, with ANSI styles.
pub fn show(record: &Record, width: usize) -> String {
    let mut page = Page {
        record,
        points: CodePoints::new(&record.text),
        width: width.clamp(40, 110),
        out: String::new(),
    };
    page.head();
    page.actors();
    page.section("Met", &record.meetings, Page::meeting);
    page.section("Said", &record.statements, Page::statement);
    page.section("Done", &record.events, Page::event);
    page.section("Stands", &record.positions, Page::position);
    page.places();
    page.times();
    page.out
}

struct Page<'r> {
    record: &'r Record,
    points: CodePoints<'r>,
    width: usize,
    out: String,
}

impl<'r> Page<'r> {
    fn head(&mut self) {
        let record = self.record;
        let title = record.title.as_deref().unwrap_or(&record.id);
        let about: Vec<String> = [
            record.publisher.clone(),
            record.credit.as_ref().map(|credit| format!("credit {credit}")),
            record.author.as_ref().map(|author| format!("by {author}")),
            record.published.as_deref().map(|day| day.chars().take(10).collect()),
        ]
        .into_iter()
        .flatten()
        .collect();
        self.put(0, &paint(TITLE, title));
        if !about.is_empty() {
            self.put(0, &paint(FAINT, &about.join(" · ")));
        }
        if record.language != "en" {
            let note = format!("not read: the text is in another language ({})", record.language);
            self.put(0, &paint(FAINT, &note));
        } else if record.sentences.is_empty() {
            self.put(0, &paint(FAINT, "no text"));
        }
    }

    fn heading(&mut self, heading: &str) {
        self.out.push('\n');
        self.put(0, &paint(HEADING, heading));
    }

    /// A heading and the items below it; nothing where there are none.
    fn section<T>(&mut self, heading: &str, items: &'r [T], show: impl Fn(&mut Self, &'r T)) {
        if items.is_empty() {
            return;
        }
        self.heading(heading);
        for item in items {
            show(self, item);
        }
    }

    /// Those with a name and those who do something, the most mentioned first.
    fn actors(&mut self) {
        let record = self.record;
        let named = |actor: &&Actor| actor.mentions.iter().any(|mention| mention.form == "name");
        let mut actors: Vec<&Actor> = record.actors.iter().filter(named).collect();
        actors.sort_by_key(|actor| std::cmp::Reverse(actor.mentions.len()));
        if actors.is_empty() {
            return;
        }
        self.heading("Who");
        for actor in actors.iter().take(MOST_ACTORS) {
            let mut line = paint(NAME, &actor.name);
            let code: Vec<&str> =
                [&actor.country, &actor.sector].into_iter().filter_map(|c| c.as_deref()).collect();
            if !code.is_empty() {
                let _ = write!(line, "  {}", paint(CODE, &code.join(" ")));
            }
            if let Some(role) = actor.roles.first() {
                let of = role.of.as_ref().map_or(String::new(), |of| format!(" of {of}"));
                let _ = write!(line, "  {}{of}", role.title);
            }
            let _ = write!(line, "  {}", paint(FAINT, &format!("{}×", actor.mentions.len())));
            self.put(MARGIN, &line);
        }
        if actors.len() > MOST_ACTORS {
            let more = format!("and {} more", actors.len() - MOST_ACTORS);
            self.put(MARGIN, &paint(FAINT, &more));
        }
    }

    fn meeting(&mut self, found: &Meeting) {
        let mut line = match found.participants.as_slice() {
            [] => found.name.clone().unwrap_or_else(|| found.format.clone()),
            participants => self.names(participants),
        };
        if let (Some(name), false) = (&found.name, found.participants.is_empty()) {
            let _ = write!(line, ", {name}");
        }
        let _ = write!(line, "  {}", paint(CODE, &found.format));
        if found.private {
            line.push_str(" in private");
        }
        line.push_str(&self.circumstances(found.r#where.as_deref(), found.when.as_ref()));
        line.push_str(&status(&found.status));
        self.put(MARGIN, &line);
        if !found.topics.is_empty() {
            let topics: Vec<String> = found.topics.iter().map(|&span| self.words(span)).collect();
            self.put(2 * MARGIN, &format!("about {}", topics.join("; ")));
        }
        if let Some(&first) = found.evidence.first() {
            self.put(2 * MARGIN, &paint(FAINT, &self.words(first)));
        }
    }

    fn statement(&mut self, found: &Statement) {
        let mut line = match (&found.speaker, found.speaker_span) {
            (Some(actor), _) => paint(NAME, self.actor(actor)),
            (None, Some(span)) => paint(NAME, &self.words(span)),
            (None, None) => paint(FAINT, "somebody"),
        };
        if let Some(addressee) = &found.addressee {
            let _ = write!(line, " to {}", paint(NAME, self.actor(addressee)));
        }
        if found.negated {
            line.push_str(" (not said)");
        }
        let content: Vec<String> = found.content.iter().map(|&span| self.words(span)).collect();
        let _ = write!(line, ": {}", paint(QUOTE, &content.join(" … ")));
        if let Some(cue) = found.cue {
            let _ = write!(line, "  {}", paint(FAINT, &self.words(cue)));
        }
        self.put(MARGIN, &line);
    }

    fn event(&mut self, found: &Event) {
        let mut line = paint(CODE, &found.r#type);
        if let Some(mode) = &found.mode {
            let _ = write!(line, " {mode}");
        }
        if let Some(cameo) = &found.cameo {
            let _ = write!(line, " {}", paint(FAINT, cameo));
        }
        let _ = write!(line, "  {}", self.names(&found.sources));
        if !found.targets.is_empty() {
            let _ = write!(line, " → {}", self.names(&found.targets));
        }
        line.push_str(&self.circumstances(found.r#where.as_deref(), found.when.as_ref()));
        line.push_str(&status(&found.status));
        self.put(MARGIN, &line);
        self.put(2 * MARGIN, &paint(FAINT, &self.words(found.evidence)));
    }

    fn position(&mut self, found: &Position) {
        let mut line = format!("{} {}", paint(NAME, self.actor(&found.holder)), found.stance);
        if let Some(toward) = &found.toward {
            let _ = write!(line, " {}", paint(NAME, self.actor(toward)));
        }
        let _ = write!(line, ": {}", self.words(found.proposition));
        self.put(MARGIN, &line);
    }

    fn places(&mut self) {
        let places: Vec<&Place> = self
            .record
            .places
            .iter()
            .filter(|place| place.mentions.iter().any(|mention| !mention.within))
            .collect();
        if places.is_empty() {
            return;
        }
        self.heading("Where");
        let names: Vec<String> = places
            .iter()
            .map(|place| match &place.country {
                Some(country) => format!("{} {}", place.name, paint(CODE, country)),
                None => place.name.clone(),
            })
            .collect();
        self.put(MARGIN, &names.join(" · "));
    }

    fn times(&mut self) {
        let times: &[Time] = &self.record.times;
        if times.is_empty() {
            return;
        }
        self.heading("When");
        let times: Vec<String> = times
            .iter()
            .map(|time| {
                let words = self.words(Span { start: time.start, end: time.end });
                format!("{words} {}", paint(CODE, &time.value))
            })
            .collect();
        self.put(MARGIN, &times.join(" · "));
    }

    fn circumstances(&self, place: Option<&str>, when: Option<&When>) -> String {
        let mut text = String::new();
        let place = place.and_then(|id| self.record.places.iter().find(|place| place.id == id));
        if let Some(place) = place {
            let _ = write!(text, "  {}", place.name);
        }
        if let Some(When { start, end }) = when {
            let _ = write!(text, "  {start}");
            if start != end {
                let _ = write!(text, " to {end}");
            }
        }
        text
    }

    fn actor(&self, id: &str) -> &'r str {
        let actor = self.record.actors.iter().find(|actor| actor.id == id);
        actor.map_or("somebody", |actor| &*actor.name)
    }

    fn names(&self, ids: &[String]) -> String {
        if ids.is_empty() {
            return paint(FAINT, "somebody");
        }
        let names: Vec<String> = ids.iter().map(|id| paint(NAME, self.actor(id))).collect();
        match names.as_slice() {
            [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
            _ => names.join(", "),
        }
    }

    /// The words of a span, on one line.
    fn words(&self, span: Span) -> String {
        let words = self.points.words(span.start, span.end);
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// A paragraph with a margin; further lines are set in.
    fn put(&mut self, margin: usize, text: &str) {
        let first = " ".repeat(margin);
        let rest = " ".repeat(margin + MARGIN);
        let options = Options::new(self.width)
            .initial_indent(&first)
            .subsequent_indent(&rest)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        for line in textwrap::wrap(text, options) {
            self.out.push_str(line.trim_end());
            self.out.push('\n');
        }
    }
}

/// Words in a style. The style is closed at the end of each wrapped line by the terminal's own means:
/// ANSI styles go on over line ends, and the margin of the next line has no ink to show them.
fn paint(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// Nothing for what took place.
fn status(status: &str) -> String {
    if status == "occurred" { String::new() } else { format!("  {}", paint(FAINT, status)) }
}
