//! Whether two reports tell of one thing: by kind, type, parties, days, place and status.

use super::party::Sides;
use super::place::Where;
use super::time::When;
use super::words::Shared;
use super::{Rank, Reports};
use crate::corpus::{Kind, ReportRow, Role, Status};

/// What two reports are to each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Verdict {
    /// They tell of one thing; the higher, the surer (0 to 1).
    One(f32),
    /// The codes do not say. They may stand in one group if others hold it together.
    Open,
    /// They tell of two things.
    Two,
}

/// Share of the shorter quotation's wording that the longer must have.
const QUOTED: f32 = 0.6;
/// A quotation of fewer words of four letters or more may be anybody's.
const QUOTED_WORDS: u16 = 5;
/// The same words this many days later are said again.
const QUOTED_DAYS: i32 = 7;
/// A clause with this share of another's wording is the same sentence in a wire copy.
const COPIED: f32 = 0.8;

impl Reports<'_> {
    pub(super) fn compare(&self, a: Rank, b: Rank) -> Verdict {
        let (a, b) = (self.row(a.min(b)), self.row(a.max(b)));
        if a.kind != b.kind {
            return Verdict::Two;
        }
        match a.kind {
            Kind::Statement => self.compare_statements(a, b),
            Kind::Position => self.compare_positions(a, b),
            Kind::Meeting => self.compare_meetings(a, b),
            Kind::Event => self.compare_events(a, b),
        }
    }

    /// The same words of the same speaker within some days.
    fn compare_statements(&self, a: &ReportRow, b: &ReportRow) -> Verdict {
        let speakers = self.side(a, b, &[Role::Speaker]);
        if !speakers.covers() {
            return Verdict::Two;
        }
        if self.days_between(a, b).is_some_and(|days| days > QUOTED_DAYS) {
            return Verdict::Two;
        }
        // One reports the other, or says the contrary.
        if a.article == b.article
            && (a.same_as == Some(b.number) || b.same_as == Some(a.number) || a.status != b.status)
        {
            return Verdict::Two;
        }
        let n_content = a.n_content.min(b.n_content);
        let Shared { of_shorter: shared, of_both } = self.shared_words(a, b);
        let is_named = speakers.same == 1;
        let enough = if is_named { QUOTED_WORDS } else { 2 * QUOTED_WORDS };
        let is_equal =
            is_named && n_content >= 3 && self.is_same_story(a, b) && self.is_verbatim(a, b);
        if (n_content >= enough && shared >= QUOTED) || is_equal {
            return Verdict::One((0.8 * shared + 0.2 * of_both) * speakers.score());
        }
        if shared >= QUOTED { Verdict::Open } else { Verdict::Two }
    }

    /// The same stand of the same holder, in the same words or by a statement that is one.
    fn compare_positions(&self, a: &ReportRow, b: &ReportRow) -> Verdict {
        let holders = self.side(a, b, &[Role::Holder]);
        let toward = self.side(a, b, &[Role::Toward]);
        if a.label != b.label || holders.same != 1 || (toward.short > 0 && !toward.covers()) {
            return Verdict::Two;
        }
        if self.days_between(a, b).is_some_and(|days| days > QUOTED_DAYS) {
            return Verdict::Two;
        }
        let shared = self.shared_words(a, b).of_shorter;
        let n_content = a.n_content.min(b.n_content);
        if shared >= QUOTED && n_content >= 3 { Verdict::One(shared) } else { Verdict::Two }
    }

    fn compare_meetings(&self, a: &ReportRow, b: &ReportRow) -> Verdict {
        if a.article == b.article {
            return Verdict::Two; // The reader has told them apart.
        }
        let when = self.compare_days(a, b);
        let place = self.compare_places(a, b);
        let sides = self.side(a, b, &[Role::Participant, Role::Host]);
        let same_name = a.name.agrees(b.name);
        let same_story = self.is_same_story(a, b);
        if when == When::Apart || !statuses_agree(a.status, b.status, when) {
            return Verdict::Two;
        }
        if a.name.differs(b.name) && sides.same < 2 {
            return Verdict::Two;
        }
        if self.is_copy(a, b) && sides.covers() {
            return Verdict::One(1.0);
        }
        if sides.short == 0 {
            let is_named = same_name && same_story && when >= When::Plausible;
            return if is_named { Verdict::One(0.5) } else { Verdict::Open };
        }
        // A meeting of two beside a meeting of more is a meeting on its margins, unless the two are all that one
        // report knows of it.
        let is_pair =
            |row: &ReportRow| self.side(row, row, &[Role::Participant, Role::Host]).short == 2;
        let is_wide = |row: &ReportRow| {
            matches!(self.corpus.strings.text(row.label), "multilateral" | "summit" | "conference")
                || row.name.is_some()
        };
        let is_margin = sides.long > sides.short
            && sides.long >= 3
            && ((is_pair(a) && !is_wide(a)) || (is_pair(b) && !is_wide(b)));
        if is_margin && !same_name {
            let is_three = sides.long == 3
                && same_story
                && sides.covers()
                && when == When::Same
                && place == Where::Same;
            return if is_three { Verdict::One(0.5) } else { Verdict::Two };
        }
        let enough = if sides.short <= 2 {
            sides.covers()
        } else {
            sides.matched() * 3 >= sides.short * 2 && sides.matched() >= 2
        };
        if !enough {
            return if same_name && same_story && when >= When::Plausible && sides.matched() > 0 {
                Verdict::One(0.5)
            } else if sides.short == 1 && sides.matched() == 0 {
                Verdict::Open
            } else {
                Verdict::Two
            };
        }
        let all_same = sides.same == sides.short && sides.short >= 2;
        let is_place_open = place != Where::Apart;
        let says = match when {
            // The same two on the same day: a place that differs is a disagreement.
            When::Same if all_same && same_story => true,
            When::Same => {
                is_place_open
                    && (sides.short >= 2 || place == Where::Same || same_name)
                    && (same_story
                        || (all_same && place != Where::Unknown)
                        || (all_same && sides.short == sides.long))
            }
            When::Plausible => {
                same_story
                    && is_place_open
                    && sides.short >= 2
                    && (all_same || same_name || (sides.same >= 1 && place == Where::Same))
            }
            When::Undated => {
                let place_agrees =
                    matches!(place, Where::Same | Where::Within | Where::SameCountry);
                same_story && all_same && place_agrees && a.status == b.status
            }
            When::Unknown | When::Near | When::Apart => false,
        };
        if !says {
            return if is_place_open || all_same { Verdict::Open } else { Verdict::Two };
        }
        Verdict::One(score(sides.score(), when, place))
    }

    fn compare_events(&self, a: &ReportRow, b: &ReportRow) -> Verdict {
        if a.label != b.label {
            return Verdict::Two;
        }
        let when = self.compare_days(a, b);
        let place = self.compare_places(a, b);
        if when == When::Apart || place == Where::Apart || !statuses_agree(a.status, b.status, when)
        {
            return Verdict::Two;
        }
        let same_story = self.is_same_story(a, b);
        let is_meeting = self.corpus.strings.text(a.label) == "CONSULT";
        let (sources, targets) = if is_meeting {
            // Whoever visits and who is visited are parties of one meeting.
            (self.side(a, b, &[Role::Source, Role::Target]), Sides::default())
        } else {
            (self.side(a, b, &[Role::Source]), self.side(a, b, &[Role::Target]))
        };
        let is_against = |sides: Sides| sides.short > 0 && !sides.covers();
        if is_against(sources) || is_against(targets) {
            return Verdict::Two;
        }
        if a.article == b.article {
            // The reader has told them apart, where it could.
            return Verdict::Two;
        }
        let matched = sources.same + sources.likely + targets.same + targets.likely;
        if self.is_copy(a, b) && matched > 0 {
            return Verdict::One(1.0);
        }
        let both = sources.covers() && targets.covers();
        let named = sources.same + targets.same;
        let enough = if is_meeting {
            sources.short >= 2 && sources.short == sources.long && sources.same >= 1
        } else {
            both && matched >= 2
        };
        let wording = self.shared_words(a, b).of_shorter;
        let says = match when {
            When::Same if enough => same_story || (named >= 2 && place != Where::Unknown),
            When::Same => same_story && named >= 1 && (place == Where::Same || wording >= 0.3),
            When::Plausible if enough => {
                same_story && named >= 1 && (place == Where::Same || wording >= 0.2 || is_meeting)
            }
            When::Plausible => same_story && named >= 1 && wording >= 0.4,
            When::Undated => same_story && enough && named >= 1 && wording >= 0.4,
            When::Unknown | When::Near | When::Apart => false,
        };
        // Parties without a name say little; the same clause in the same story says enough.
        let is_same_clause = same_story
            && when != When::Near
            && wording >= QUOTED
            && a.n_content.min(b.n_content) >= QUOTED_WORDS
            && (sources.covers() || targets.covers());
        let says = says || is_same_clause;
        if !says {
            return Verdict::Open;
        }
        // A side that one report leaves open counts against it, so that of two acts in one clause each finds its own.
        let n_sides = [sources, targets].iter().filter(|side| side.long > 0).count().max(1);
        let parties = (sources.score() + targets.score()) / n_sides as f32;
        Verdict::One((score(parties, when, place) + wording * 0.2).min(1.0))
    }

    fn side(&self, a: &ReportRow, b: &ReportRow, roles: &[Role]) -> Sides {
        self.pair_up(&self.parties(a, roles), &self.parties(b, roles))
    }

    pub(super) fn is_same_story(&self, a: &ReportRow, b: &ReportRow) -> bool {
        self.corpus.article_of(a).story == self.corpus.article_of(b).story
    }

    /// The same sentence in two copies of one text.
    fn is_copy(&self, a: &ReportRow, b: &ReportRow) -> bool {
        let (article_a, article_b) = (self.corpus.article_of(a), self.corpus.article_of(b));
        a.article != b.article
            && article_a.origin == article_b.origin
            && self.shared_words(a, b).of_shorter >= COPIED
    }

    fn is_verbatim(&self, a: &ReportRow, b: &ReportRow) -> bool {
        self.corpus.words_of(a) == self.corpus.words_of(b)
    }
}

/// A meeting planned beforehand and held, held and denied, planned and called off, is one thing.
fn statuses_agree(a: Status, b: Status, when: When) -> bool {
    use Status::{Failed, Hypothetical, Occurred, Ongoing};
    match (a.min(b), a.max(b)) {
        (a, b) if a == b => true,
        (Occurred | Ongoing, Hypothetical) | (Hypothetical, Failed) => false,
        (Occurred | Ongoing, Failed) => when == When::Same,
        _ => true,
    }
}

fn score(parties: f32, when: When, place: Where) -> f32 {
    let when = match when {
        When::Same => 0.3,
        When::Plausible => 0.15,
        When::Near | When::Unknown | When::Undated | When::Apart => 0.0,
    };
    let place = match place {
        Where::Same => 0.2,
        Where::Within | Where::SameCountry => 0.1,
        Where::Unknown | Where::Apart => 0.0,
    };
    parties * 0.5 + when + place
}
