//! Words whose speaker is told by the page's layout rather than by a verb.

use chancery_nlp::{EntLabel, Pos, Tag, TokenId, TokenSpan};
use rustc_hash::FxHashSet;

use super::super::pieces::Pieces;
use super::super::reading::Reading;
use super::super::speaker::Source;
use super::Candidate;

/// ## What it finds
/// A transcript's paragraphs: a label in capitals, or a person's full name, and a colon before what is said.
/// ## Example
/// > MODERATOR: Good evening.
/// ## What it leaves alone
/// Single labels: a transcript has three, or two with full names.
/// ## Source
/// PolNeAR's guidelines: the colon is the cue.
pub(in super::super) fn transcripts(reading: &Reading<'_, '_>, found: &mut Vec<Candidate>) {
    let labels: Vec<Option<Label>> =
        reading.paragraphs.iter().map(|&paragraph| label(reading, paragraph)).collect();
    let capitals = |label: &Label| label.is_capital;
    let is_transcript: &dyn Fn(&Label) -> bool =
        if labels.iter().flatten().filter(|label| capitals(label)).count() >= 3 {
            &capitals
        } else {
            let names = person_names(reading);
            let named = labels
                .iter()
                .skip(1)
                .flatten()
                .filter(|label| names.contains(reading.doc.span_text(label.name)))
                .count();
            if named < 2 {
                return;
            }
            &move |label: &Label| names.contains(reading.doc.span_text(label.name))
        };
    for (&paragraph, label) in reading.paragraphs.iter().zip(&labels) {
        let Some(label) = label.filter(is_transcript) else { continue };
        let content = TokenSpan { start: label.colon.next(), end: paragraph.end };
        add(reading, found, "statement/transcript", label.colon, label.name, content);
    }
}

/// ## What it finds
/// A headline's source before a colon: *Poll: …*, *Minister: …*.
/// ## Example
/// > Envoy: Talks near collapse
/// ## What it leaves alone
/// *Exclusive: …*, *Live updates: …*; what has a finite verb before the colon; names of nothing that speaks.
/// ## Source
/// PolNeAR's guidelines: the colon is the cue.
pub(in super::super) fn headline(reading: &Reading<'_, '_>, found: &mut Vec<Candidate>) {
    let doc = reading.doc;
    let Some(&paragraph) = reading.paragraphs.first() else { return };
    if doc.span_text(paragraph).chars().count() >= 200
        || found.iter().any(|candidate| paragraph.contains(candidate.word))
    {
        return;
    }
    let Some(colon) = paragraph.iter().take(10).find(|&token| doc.word(token) == ":") else {
        return;
    };
    let label = reading.trim(TokenSpan { start: paragraph.start, end: colon });
    if label.is_empty() || label.len() > 8 || !doc.token(colon).space_after {
        return;
    }
    let lower = doc.span_text(label).to_lowercase();
    if reading.lexicon.in_list("headline label", &lower)
        || label.iter().any(|token| is_finite(reading, token) || reading.is_mark(token))
    {
        return;
    }
    let speaks = label.iter().any(|token| {
        doc.pos(token) == Pos::Propn
            || reading.lexicon.in_list("headline source", doc.lower(token))
            || doc.ent(token).is_some_and(|ent| {
                matches!(
                    ent.label,
                    EntLabel::Person | EntLabel::Org | EntLabel::Norp | EntLabel::Gpe
                )
            })
    });
    let last = TokenId(label.end.0 - 1);
    let named = || {
        doc.ents().iter().any(|ent| {
            matches!(ent.label, EntLabel::Person | EntLabel::Org)
                && ent
                    .tokens
                    .iter()
                    .any(|token| token != last && doc.lower(token) == doc.lower(last))
        })
    };
    if speaks || named() {
        // *Lund: "We will not sign." The treaty …*: the text goes on behind the quotation.
        let quoted = reading
            .quotations
            .iter()
            .find(|quotation| quotation.paragraph == 0 && quotation.marked.start == colon.next());
        let end = quoted.map_or(paragraph.end, |quotation| quotation.marked.end);
        let content = TokenSpan { start: colon.next(), end };
        add(reading, found, "statement/headline", colon, label, content);
    }
}

/// ## What it finds
/// A quotation's author after a dash, in the same paragraph or in one of its own.
/// ## Example
/// > "Peace is a process." — Ada Example, mediator
/// ## What it leaves alone
/// A dash after which a sentence goes on.
/// ## Source
/// PolNeAR's guidelines: the dash is the cue.
pub(in super::super) fn tag_lines(reading: &Reading<'_, '_>, found: &mut Vec<Candidate>) {
    let doc = reading.doc;
    for (number, &paragraph) in reading.paragraphs.iter().enumerate() {
        let words = TokenSpan {
            start: paragraph.iter().find(|&t| doc.pos(t) != Pos::Space).unwrap_or(paragraph.end),
            end: paragraph.end,
        };
        if words.is_empty() {
            continue;
        }
        let is_dash =
            |token: TokenId| matches!(doc.word(token), "―" | "—" | "–" | "--" | "-" | "~");
        if is_dash(words.start) && number > 0 && words.len() <= 19 {
            let before = reading.paragraphs[number - 1];
            let first = before.iter().find(|&token| doc.pos(token) != Pos::Space);
            let quoted = first
                .is_some_and(|token| reading.is_mark(token) || doc.word(token).starts_with('‘'));
            let bar = doc.word(words.start) == "―";
            let tagged = first.is_some_and(is_dash);
            if (quoted || bar)
                && !tagged
                && let Some(name) =
                    author(reading, TokenSpan { start: words.start.next(), ..words })
            {
                add(reading, found, "statement/tag-line", words.start, name, before);
            }
            continue;
        }
        // `"…" ― Name` at the paragraph's end.
        let first = reading.quotations.partition_point(|quotation| quotation.paragraph < number);
        let of_paragraph = reading.quotations[first..]
            .iter()
            .take_while(|quotation| quotation.paragraph == number);
        let Some(last) = of_paragraph.last() else { continue };
        let after = TokenSpan { start: last.marked.end, end: words.end.max(last.marked.end) };
        let Some(dash) = after.iter().find(|&token| doc.pos(token) != Pos::Space) else { continue };
        if !words.contains(dash) || !is_dash(dash) || !reading.is_mark(words.start) {
            continue;
        }
        if let Some(name) = author(reading, TokenSpan { start: dash.next(), end: words.end }) {
            let content = TokenSpan { start: words.start, end: dash };
            add(reading, found, "statement/tag-line", dash, name, content);
        }
    }
}

/// ## What it finds
/// A quotation that is a paragraph of its own, after a paragraph that ends in a colon.
/// ## Example
/// > The speaker put it plainly:
/// >
/// > "We will not sign."
/// ## What it leaves alone
/// Paragraphs without quotation marks after a colon: lists, mostly.
/// ## Source
/// Chancery's own.
pub(in super::super) fn quotations_after_colon(
    reading: &Reading<'_, '_>,
    owners: &mut [Option<usize>],
    found: &mut Vec<Candidate>,
) {
    let doc = reading.doc;
    for (number, quotation) in reading.quotations.iter().enumerate() {
        let Some(before) = quotation.paragraph.checked_sub(1) else { continue };
        if owners[number].is_some() || !quotation.starts_paragraph {
            continue;
        }
        let lead = reading.paragraphs[before];
        let last = lead.iter().rfind(|&token| doc.pos(token) != Pos::Space);
        if last.is_none_or(|last| doc.word(last) != ":") {
            continue;
        }
        let is_verb = |token: TokenId| {
            use chancery_nlp::Dep::{Amod, Aux, Auxpass};
            doc.pos(token) == Pos::Verb && !matches!(doc.dep(token), Aux | Auxpass | Amod)
        };
        let verb = lead
            .iter()
            .rfind(|&token| is_verb(token) && reading.introduces_quotations(token))
            .or_else(|| {
                lead.iter().find(|&token| {
                    doc.dep(token) == chancery_nlp::Dep::Root
                        && matches!(doc.pos(token), Pos::Verb | Pos::Aux)
                })
            });
        let Some(verb) = verb else { continue };
        let known = found.iter().position(|candidate| candidate.word == verb);
        let index = known.unwrap_or_else(|| {
            let mut candidate =
                Candidate::new("statement/colon-paragraph", 0.63, verb, Pieces::default());
            candidate.cue = super::cue_group(reading, verb);
            let subject = reading.subject(verb);
            candidate.speaker = subject.token.map(|head| reading.noun_phrase(head, Some(verb)));
            found.push(candidate);
            found.len() - 1
        });
        let content = reading.trim(reading.paragraphs[quotation.paragraph]);
        found[index].content.add(content);
        found[index].quotations.push(number);
        owners[number] = Some(index);
    }
}

fn add(
    reading: &Reading<'_, '_>,
    found: &mut Vec<Candidate>,
    rule: &'static str,
    sign: TokenId,
    name: TokenSpan,
    content: TokenSpan,
) {
    let base = match rule {
        "statement/headline" => 0.78,
        "statement/transcript" => 0.6,
        _ => 0.65,
    };
    let content = reading.trim(content);
    let Some(head) = name.iter().next_back() else { return };
    if content.is_empty() {
        return;
    }
    let mut candidate = Candidate::new(rule, base, sign, Pieces::from(content));
    candidate.speaker = Some(Source { head, span: name });
    found.push(candidate);
}

fn is_finite(reading: &Reading<'_, '_>, token: TokenId) -> bool {
    matches!(reading.doc.tag(token), Tag::Vbz | Tag::Vbd | Tag::Vbp | Tag::Md)
}

/// A name at the front of `span`, up to its first comma or bracket: at most ten tokens, with a capital,
/// without a finite verb.
fn author(reading: &Reading<'_, '_>, span: TokenSpan) -> Option<TokenSpan> {
    let doc = reading.doc;
    let end = span.iter().find(|&t| matches!(doc.word(t), "," | "(")).unwrap_or(span.end);
    let name = reading.trim(TokenSpan { start: span.start, end });
    let first = name.iter().next()?;
    (name.len() <= 10
        && doc.word(first).starts_with(char::is_uppercase)
        && !name.iter().any(|token| is_finite(reading, token) || reading.is_mark(token)))
    .then_some(name)
}

/// A paragraph's label: the name before its first colon.
#[derive(Debug, Clone, Copy)]
struct Label {
    name: TokenSpan,
    colon: TokenId,
    is_capital: bool,
}

/// `NAME:`, `NAME (R-XX):`, `Full Name:`.
fn label(reading: &Reading<'_, '_>, paragraph: TokenSpan) -> Option<Label> {
    /// Longest label with its bracket.
    const LONGEST: usize = 16;
    let doc = reading.doc;
    let colon = paragraph.iter().take(LONGEST).find(|&token| doc.word(token).ends_with(':'))?;
    if !doc.token(colon).space_after && colon.next() < paragraph.end {
        return None;
    }
    let before = TokenSpan { start: paragraph.start, end: colon };
    let bracket = before.iter().find(|&token| doc.word(token) == "(");
    let end = bracket.unwrap_or(if doc.word(colon) == ":" { colon } else { colon.next() });
    let name = reading.trim(TokenSpan { start: paragraph.start, end });
    if name.is_empty() || name.len() > 6 {
        return None;
    }
    let text = doc.span_text(name);
    let long = text.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    let is_capital = (long || matches!(text, "Q" | "A"))
        && text.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '.' | '’' | '\'' | '-'));
    let capitalised = name.iter().all(|token| {
        doc.word(token).starts_with(|c: char| c.is_uppercase()) || doc.pos(token) == Pos::Punct
    });
    (is_capital || capitalised).then_some(Label { name, colon, is_capital })
}

/// The text of each entity that is a person with more than a surname (*Doe: A winner* is a heading).
fn person_names<'t>(reading: &Reading<'_, 't>) -> FxHashSet<&'t str> {
    let doc = reading.doc;
    doc.ents()
        .iter()
        .filter(|ent| ent.label == EntLabel::Person && ent.tokens.len() >= 2)
        .map(|ent| doc.span_text(ent.tokens))
        .collect()
}
