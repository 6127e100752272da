//! Quotations without a cue of their own, and what a statement's quotation adds to its content.

use chancery_nlp::{Pos, TokenId, TokenSpan};

use super::cue::Candidate;
use super::reading::Reading;

/// Most tokens between a cue and the second half of its quotation: *"A," he said, "b"*.
const SPLIT: u32 = 12;

/// Content that reaches the end of its sentence inside a quotation goes on to the quotation's end.
pub(super) fn extend_over_quotations(reading: &Reading<'_, '_>, found: &mut [Candidate]) {
    let doc = reading.doc;
    for candidate in found {
        if !candidate.quotations.is_empty() {
            continue;
        }
        extend_to_start(reading, candidate);
        let Some(last) = candidate.content.last() else { continue };
        let Some(number) = reading.quotation_at(last) else { continue };
        let quotation = &reading.quotations[number];
        let starts_after_cue = quotation.tokens.start > candidate.word;
        if !starts_after_cue || quotation.tokens.end <= last.next() {
            continue;
        }
        let rest = TokenSpan {
            start: last.next(),
            end: doc.sent(last).end.min(quotation.tokens.end).max(last.next()),
        };
        if reading.n_words(rest) == 0 {
            candidate.content.add(TokenSpan { start: last, end: quotation.tokens.end });
        }
    }
}

/// *The vote “was early. People were undecided,” she said*: content that begins inside a quotation, before
/// the cue, in a later sentence than the quotation, begins with the sentence in which the quotation does.
fn extend_to_start(reading: &Reading<'_, '_>, candidate: &mut Candidate) {
    let doc = reading.doc;
    let Some(first) = candidate.content.first() else { return };
    let Some(quotation) = reading.quotation_at(first).map(|at| &reading.quotations[at]) else {
        return;
    };
    let sent = doc.sent(first);
    if quotation.tokens.start < sent.start
        && quotation.marked.end <= candidate.word
        && sent.contains(candidate.word)
    {
        let start = doc.sent(quotation.tokens.start).start;
        let paragraph = reading.paragraphs[quotation.paragraph];
        candidate.content.add(TokenSpan { start: start.max(paragraph.start), end: first });
    }
}

/// Gives each quotation that no cue owns to the statement that it continues.
///
/// The second half of a split quotation goes to the first half's cue, a detached quotation to the
/// statement whose content covers it, else to the last statement of its paragraph that is of saying or
/// owns a quotation; at a paragraph's start to a quotation with a cue right after it, else to the last
/// statement of the paragraph before.
pub(super) fn assign(
    reading: &Reading<'_, '_>,
    owners: &mut [Option<usize>],
    found: &mut [Candidate],
) {
    // Candidates by the paragraph of their cue word, each in the text's order.
    let mut by_paragraph: Vec<Vec<usize>> = vec![Vec::new(); reading.paragraphs.len() + 1];
    for (index, candidate) in found.iter().enumerate() {
        by_paragraph[reading.paragraph(candidate.word)].push(index);
    }
    for number in 0..owners.len() {
        if owners[number].is_some() {
            continue;
        }
        if let Some((index, from)) = split_clause(reading, found, &by_paragraph, number) {
            let end = reading.quotations[number].tokens.end;
            found[index].content.add(TokenSpan { start: from, end });
            found[index].quotations.push(number);
            owners[number] = Some(index);
            continue;
        }
        let owner = split(reading, owners, found, number)
            .or_else(|| whole(reading, owners, found, &by_paragraph, number));
        if let Some(index) = owner {
            found[index].content.add(reading.quotations[number].tokens);
            found[index].quotations.push(number);
            owners[number] = Some(index);
        } else if let Some((index, words)) = next_sentence(reading, found, &by_paragraph, number) {
            found[index].content.add(words);
            found[index].quotations.push(number);
            owners[number] = Some(index);
        }
    }
}

/// *“She has friends,” he said. That makes her “a good and reliable person.”*: a sentence without a cue of its
/// own, half of it quoted, right after the statement that it goes on with; and the sentence's words.
fn next_sentence(
    reading: &Reading<'_, '_>,
    found: &[Candidate],
    by_paragraph: &[Vec<usize>],
    number: usize,
) -> Option<(usize, TokenSpan)> {
    /// Fewest words quoted.
    const LEAST: u32 = 4;
    let doc = reading.doc;
    let quotation = &reading.quotations[number];
    let sent = doc.sent(quotation.tokens.start);
    let here = &by_paragraph[quotation.paragraph];
    let start = reading.paragraphs[quotation.paragraph].start;
    if quotation.is_title
        || quotation.n_words < LEAST
        || 5 * quotation.n_words < 2 * reading.n_words(sent)
        || sent.start <= start
        || here.iter().any(|&index| sent.contains(found[index].word))
    {
        return None;
    }
    let before = doc.sent(TokenId(sent.start.0 - 1));
    let index = here
        .iter()
        .copied()
        .filter(|&index| before.contains(found[index].word))
        .filter(|&index| !found[index].quotations.is_empty())
        .max_by_key(|&index| found[index].word)?;
    let words = TokenSpan { start: sent.start, end: sent.end.max(quotation.tokens.end) };
    reading.introduces_quotations(found[index].word).then_some((index, words))
}

/// The owner of the first half, if `number` is the second half of a split quotation.
fn split(
    reading: &Reading<'_, '_>,
    owners: &[Option<usize>],
    found: &[Candidate],
    number: usize,
) -> Option<usize> {
    let quotation = &reading.quotations[number];
    let previous = number.checked_sub(1)?;
    let first = &reading.quotations[previous];
    let index = owners[previous]?;
    let cue = found[index].word;
    (first.paragraph == quotation.paragraph
        && !quotation.is_detached()
        && matches!(quotation.before, Some(',' | '—' | '–' | '-' | ':' | ';'))
        && first.tokens.end <= cue
        && end_of_cue(&found[index]) < quotation.tokens.start
        && quotation.tokens.start.0 - end_of_cue(&found[index]).0 <= SPLIT
        && !TokenSpan { start: first.marked.end, end: quotation.tokens.start }
            .iter()
            .skip(1)
            .any(|token| matches!(reading.doc.word(token), "." | "!" | "?")))
    .then_some(index)
}

/// The statement whose clause stands before its cue and goes on in the quotation after it: *The streets were
/// empty, he said, “but people came,”*; and where it goes on.
fn split_clause(
    reading: &Reading<'_, '_>,
    found: &[Candidate],
    by_paragraph: &[Vec<usize>],
    number: usize,
) -> Option<(usize, TokenId)> {
    /// Most words between the comma and the quotation.
    const LEAD: u32 = 3;
    let doc = reading.doc;
    let quotation = &reading.quotations[number];
    let sent = doc.sent(quotation.tokens.start);
    by_paragraph[quotation.paragraph].iter().find_map(|&index| {
        let candidate = &found[index];
        let comma = end_of_cue(candidate).next();
        let between =
            TokenSpan { start: comma.next(), end: quotation.marked.start.max(comma.next()) };
        let splits = sent.contains(candidate.word)
            && candidate.quotations.is_empty()
            && comma < quotation.marked.start
            && doc.word(comma) == ","
            && reading.is_saying(candidate.word)
            && candidate.content.first().is_some_and(|first| first < candidate.word)
            && candidate
                .content
                .last()
                .is_some_and(|last| last < candidate.word || quotation.marked.start <= last)
            && reading.n_words(between) <= LEAD
            && !between.iter().any(|token| matches!(doc.pos(token), Pos::Verb | Pos::Punct));
        splits.then_some((index, between.start))
    })
}

/// The last token of the cue, or of the speaker who stands after it.
fn end_of_cue(candidate: &Candidate) -> TokenId {
    let speaker =
        candidate.speaker.map_or(candidate.word, |speaker| TokenId(speaker.span.end.0 - 1));
    candidate.word.max(speaker)
}

/// The owner of a detached quotation without a cue.
fn whole(
    reading: &Reading<'_, '_>,
    owners: &[Option<usize>],
    found: &[Candidate],
    by_paragraph: &[Vec<usize>],
    number: usize,
) -> Option<usize> {
    let quotation = &reading.quotations[number];
    if !quotation.is_detached() {
        return None;
    }
    let here = &by_paragraph[quotation.paragraph];
    let outside = |index: &&usize| !quotation.marked.contains(found[**index].word);
    let covering = here.iter().filter(outside).copied().filter(|&index| {
        let common: u32 = found[index]
            .content
            .common(&quotation.tokens.into())
            .map(|span| reading.n_words(span))
            .sum();
        f64::from(common) >= 0.8 * f64::from(quotation.n_words)
    });
    if let Some(index) = covering.max_by(|&a, &b| found[a].base.total_cmp(&found[b].base)) {
        return Some(index);
    }
    if quotation.starts_paragraph {
        let next = owners.get(number + 1).copied().flatten().filter(|&index| {
            let next = &reading.quotations[number + 1];
            next.paragraph == quotation.paragraph
                && found[index].rule == "statement/quotation-after"
                && next.tokens.start.0.saturating_sub(quotation.tokens.end.0) < 4
        });
        if next.is_some() {
            return next;
        }
    }
    let can_go_on = |index: &usize| {
        let candidate = &found[*index];
        let speaks = !candidate.quotations.is_empty()
            || candidate.rule == "statement/according-to"
            || reading.introduces_quotations(candidate.word);
        speaks
            && candidate.end() < quotation.tokens.start
            && !reading
                .quotation_at(candidate.word)
                .is_some_and(|at| reading.quotations[at].is_detached())
    };
    let last =
        |indices: &mut dyn Iterator<Item = usize>| indices.max_by_key(|&index| found[index].end());
    let any = last(&mut here.iter().copied().filter(can_go_on));
    let quoting = last(
        &mut here.iter().copied().filter(can_go_on).filter(|&i| !found[i].quotations.is_empty()),
    );
    if let Some(any) = any {
        // A statement in a later sentence than that of the last quotation wins.
        let sent = |index: usize| reading.doc.sent_number(found[index].word);
        return match quoting {
            Some(quoting) if sent(any) <= sent(quoting) => Some(quoting),
            _ => Some(any),
        };
    }
    if !quotation.starts_paragraph {
        return None;
    }
    // The paragraph before: what was said there, or what a quotation there went on with.
    let before = quotation.paragraph.checked_sub(1)?;
    let start = reading.paragraphs[before].start;
    let carried = number.checked_sub(1).and_then(|previous| owners[previous]);
    last(
        &mut by_paragraph[before]
            .iter()
            .copied()
            .chain(carried)
            .filter(can_go_on)
            .filter(|&index| found[index].end() >= start),
    )
}

/// Takes out what stands inside a quotation that another statement owns, or marks it: such a thought is the
/// quoted speaker's own.
pub(super) fn is_inside_another(
    reading: &Reading<'_, '_>,
    owners: &[Option<usize>],
    index: usize,
    word: TokenId,
) -> bool {
    reading.quotation_at(word).and_then(|number| owners[number]).is_some_and(|owner| owner != index)
}
