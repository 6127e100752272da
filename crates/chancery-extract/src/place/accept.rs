//! Which names of the gazetteer are places here.

use chancery_kb::{Gazetteer, KnowledgeBase, LocationClass, LocationId, NameKind};
use chancery_nlp::{Doc, EntLabel, Tag, TokenId, TokenSpan};
use rustc_hash::FxHashSet;

use super::people::{People, is_after_title};
use super::scan::{Class, Match, Preposition, Relation, is_capitalised, words_of_people};
use super::words::{Role, ShortForm, Words};

/// What is held of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A place.
    Place,
    /// None.
    NoPlace,
    /// One if it lies near the text's other places.
    IfNear,
}

/// A verdict for each name, and the state or province that the text puts after it.
pub(super) struct Accepted {
    pub(super) verdicts: Vec<Verdict>,
    pub(super) containers: Vec<Option<LocationId>>,
}

/// Judges all names of a document.
pub(super) fn accept(
    doc: &Doc<'_>,
    kb: &KnowledgeBase,
    people: &People,
    matches: &[Match],
) -> Accepted {
    let containers = containers(doc, matches);
    let judge = Judge {
        doc,
        kb,
        words: Words::embedded(),
        people: words_of_people(doc),
        known: people,
        seen: matches
            .iter()
            .filter(|at| at.relation == Relation::Equal && is_geographic(at.label()))
            .filter(|at| !people.cover(at.tokens))
            .map(|at| doc.span_text(at.tokens))
            .collect(),
    };
    let mut verdicts: Vec<Verdict> = matches
        .iter()
        .zip(&containers)
        .map(|(at, container)| judge.verdict(at, container.is_some()))
        .collect();
    join_lists(&judge, matches, &mut verdicts);
    Accepted { verdicts, containers }
}

fn is_geographic(label: Option<EntLabel>) -> bool {
    matches!(label, Some(EntLabel::Gpe | EntLabel::Loc))
}

struct Judge<'d, 't> {
    doc: &'d Doc<'t>,
    kb: &'d KnowledgeBase,
    words: &'static Words,
    /// Words of people's full names: *Lincoln* after *Mary Lincoln* is her.
    people: FxHashSet<&'d str>,
    known: &'d People,
    /// Names that are all of an entity that the parser takes for a place, somewhere in the text.
    seen: FxHashSet<&'d str>,
}

impl Judge<'_, '_> {
    /// The first rule that applies decides.
    fn verdict(&self, at: &Match, contained: bool) -> Verdict {
        use EntLabel::{Event, Fac, Gpe, Law, Loc, Norp, Org, Person, Product, WorkOfArt};
        let name = self.doc.span_text(at.tokens);
        let label = at.label();
        // Even a name that mostly means something else is a place in *the town of Orange*, *in Van*.
        let asked = contained
            || at.beside_unit
            || at.after_inside() && at.label() == Some(Gpe) && at.relation == Relation::Equal;
        if at.is_stop && !asked || self.is_stop_phrase(at) {
            return Verdict::NoPlace;
        }
        if matches!(
            label,
            Some(
                EntLabel::Date
                    | EntLabel::Time
                    | EntLabel::Cardinal
                    | EntLabel::Ordinal
                    | EntLabel::Money
                    | EntLabel::Percent
                    | EntLabel::Quantity
                    | EntLabel::Language
            )
        ) {
            return Verdict::NoPlace;
        }
        if let Some((form, _)) = at.short {
            return self.short_form(at, form, contained);
        }
        if self.is_seat_of_member(at) {
            return Verdict::Place;
        }
        let of_person = self.people.contains(name);
        if of_person
            && matches!(label, None | Some(Gpe | Person | Org))
            && !(contained || at.class.is_big() || at.after_inside())
        {
            return Verdict::NoPlace;
        }
        if at.beside_unit || self.is_dateline(at) {
            return Verdict::Place;
        }
        let named_before = at.is_town() && is_after_title(self.doc, self.kb, at.tokens.start);
        if !contained && (self.known.cover(at.tokens) || named_before) {
            return Verdict::NoPlace;
        }
        let certain = contained || at.class.is_big() || at.after_inside();
        if !certain && (self.is_acronym(at) || self.is_first_or_last_name(at)) {
            return Verdict::NoPlace;
        }
        let (equal, inside) = (
            matches!(at.relation, Relation::Equal | Relation::Directed),
            matches!(at.relation, Relation::Inside | Relation::Crossing),
        );
        let town_of = |figures| matches!(at.class, Class::Town(n) if n >= figures);
        let accepted = match label {
            // The Kremlin is mostly a government, *in the Kremlin* a place.
            _ if at.class == Class::Seat => {
                return if (at.preposition != Preposition::None) && !inside {
                    Verdict::Place
                } else {
                    Verdict::NoPlace
                };
            }
            Some(Gpe | Loc) if equal => true,
            Some(Fac) if equal => {
                at.class.is_big() || town_of(4) || self.has_word(at, Role::Facility)
            }
            _ if contained => true,
            _ if self.seen.contains(name) && self.seen_serves(at) => true,
            Some(Org | Product | Event | WorkOfArt | Norp | Law) if equal => {
                at.class.is_big() || at.after_inside() && town_of(3)
            }
            _ if (self.is_before_body(at) && !self.is_press(at) || self.is_home_of(at))
                && town_of(3) =>
            {
                true
            }
            Some(Person) if equal => {
                !of_person && (at.class == Class::Country || at.after_inside())
            }
            Some(Org | WorkOfArt) if self.is_press(at) => return Verdict::NoPlace,
            Some(Org | Fac | Event | WorkOfArt | Product | Law)
                if inside && at.class != Class::Country && self.is_behind_a_name(at) =>
            {
                return Verdict::NoPlace;
            }
            Some(Org | Fac | Event | WorkOfArt | Product | Law) if inside => {
                at.class.is_big() || town_of(5) && at.tokens.len() > 1
            }
            Some(Gpe | Loc) if at.relation == Relation::Crossing => true,
            Some(Gpe | Loc) => {
                !self.is_part_of_name(at)
                    && (at.class.is_big() || town_of(4))
                    && !self.entity_is_known(at)
            }
            None => {
                at.after_inside() && !matches!(at.class, Class::Spelling(1 | 2))
                    || matches!(at.class, Class::Country | Class::Continent)
                    || at.class == Class::Region && at.tokens.len() > 1
                    || at.preposition != Preposition::None
                        && matches!(at.class, Class::Town(6..) | Class::Spelling(6..))
            }
            _ => false,
        };
        if accepted {
            return Verdict::Place;
        }
        let starts_body = at.ent.is_some_and(|ent| at.tokens.start.0 <= ent.tokens.start.0 + 1);
        let pending = at.is_town()
            && name.len() > 3
            && !of_person
            && match label {
                Some(Org | Person | Norp | Product | Event | WorkOfArt | Fac) if equal => true,
                Some(Org | Event | Fac) => at.relation == Relation::Inside && starts_body,
                None => at.preposition != Preposition::None,
                _ => false,
            };
        if pending { Verdict::IfNear } else { Verdict::NoPlace }
    }

    /// *LISBON, Oct. 12 (Agency) –*: capitals at the start of a paragraph, then a comma or a dash; after a
    /// headline without a break, a dash.
    fn is_dateline(&self, at: &Match) -> bool {
        let before = at.tokens.start.prev();
        let starts = before.is_none_or(|before| self.doc.tag(before) == Tag::Space);
        let next = at.tokens.end;
        let dash = |next| matches!(self.doc.lower(next), "—" | "–" | "-" | "--");
        let after_sentence =
            || before.is_some_and(|before| matches!(self.doc.lower(before), "." | "!" | "?"));
        next.index() < self.doc.len()
            && (starts && (dash(next) || matches!(self.doc.lower(next), "," | "("))
                || after_sentence() && dash(next))
            && !self.doc.span_text(at.tokens).contains(char::is_lowercase)
            && at.tokens.len() <= 3
            && self.doc.span_text(at.tokens).len() > 3
    }

    /// *BOV*, *MIDI*: more often a body or a thing than a town whose name has been shouted.
    fn is_acronym(&self, at: &Match) -> bool {
        let name = self.doc.span_text(at.tokens);
        at.tokens.len() == 1
            && name.len() <= 5
            && name.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
    }

    /// *Julia*, *Modi*: a given name, or the surname of somebody known, and a small place.
    fn is_first_or_last_name(&self, at: &Match) -> bool {
        let name = self.doc.span_text(at.tokens);
        at.tokens.len() == 1
            && (self.kb.given_name(name).is_some() && !matches!(at.class, Class::Town(5..))
                || self.kb.surnames(name).next().is_some_and(|entry| {
                    !matches!(at.class, Class::Town(figures) if figures >= if entry.prominence >= 8 { 6 } else { 5 })
                        && entry.prominence >= 7
                }))
    }

    /// *Sam **Houston** State University*, *Real **Madrid***: a name in front, so the body's is not the town's.
    fn is_behind_a_name(&self, at: &Match) -> bool {
        let Some(ent) = at.ent else { return false };
        let Some(before) = at.tokens.start.prev().filter(|&before| ent.tokens.contains(before))
        else {
            return false;
        };
        is_capitalised(self.doc, before)
            && !self.words.is(self.doc.lower(before), Role::Direction)
            && self.doc.lower(before) != "the"
    }

    /// *Brenford **police***, *Brenford **City Council***
    fn is_before_body(&self, at: &Match) -> bool {
        let next = at.tokens.end;
        next.index() < self.doc.len()
            && self.words.is(self.doc.lower(next), Role::Body)
            && (!matches!(at.label(), Some(EntLabel::Person))
                || at.relation == Relation::Equal
                    && matches!(
                        self.doc.lower(next),
                        "police" | "mayor" | "sheriff" | "council" | "city" | "fire" | "schools"
                    ))
            && at.ent.is_none_or(|ent| at.tokens.start.0 <= ent.tokens.start.0 + 1)
    }

    /// *a **Brenford** man*, *Carla Okedi, 32, of **Brenford***
    fn is_home_of(&self, at: &Match) -> bool {
        let own = matches!(at.relation, Relation::Equal | Relation::Outside)
            && !matches!(at.label(), Some(EntLabel::Org));
        let next = at.tokens.end;
        let local =
            next.index() < self.doc.len() && self.words.is(self.doc.word(next), Role::Local);
        let before = |n: u32| at.tokens.start.0.checked_sub(n).map(TokenId);
        let of_somebody = before(1).is_some_and(|of| self.doc.lower(of) == "of")
            && before(2).is_some_and(|last| {
                self.doc.ent(last).is_some_and(|ent| ent.label == EntLabel::Person)
                    || self.doc.lower(last) == ","
                        && before(3).is_some_and(|age| {
                            (1..=3).contains(&self.doc.word(age).len())
                                && self.doc.word(age).bytes().all(|byte| byte.is_ascii_digit())
                        })
            });
        let goes_on = next.index() < self.doc.len()
            && is_capitalised(self.doc, next)
            && matches!(self.doc.tag(next), Tag::Nnp | Tag::Nnps);
        own && (local || of_somebody && !goes_on)
    }

    /// *West Nile*, where the gazetteer has *Nile*.
    fn is_stop_phrase(&self, at: &Match) -> bool {
        at.tokens.start.prev().is_some_and(|before| {
            is_capitalised(self.doc, before)
                && self.words.is_stop(&Gazetteer::key(
                    self.doc.span_text(TokenSpan { start: before, end: at.tokens.end }),
                ))
        })
    }

    /// *Paris, Tex.*, *TX*, *N.Y.*
    fn short_form(&self, at: &Match, form: ShortForm, contained: bool) -> Verdict {
        let comma = at.tokens.start.prev().is_some_and(|before| self.doc.lower(before) == ",");
        let geographic = is_geographic(at.label()) && at.relation == Relation::Equal;
        // Two capitals are more often something else: IN, OR and ME words, PA and MA titles.
        let word = matches!(
            self.doc.span_text(at.tokens),
            "IN" | "OR"
                | "ME"
                | "OK"
                | "HI"
                | "PA"
                | "MA"
                | "AL"
                | "LA"
                | "DE"
                | "MS"
                | "MD"
                | "CO"
        );
        let place = match form {
            ShortForm::Postal => comma || contained || geographic && !word,
            // *the N.J. Division of Parks*
            ShortForm::Press => {
                comma
                    || geographic
                    || matches!(at.label(), Some(EntLabel::Org))
                        && at.ent.is_some_and(|ent| at.tokens.start.0 <= ent.tokens.start.0 + 1)
            }
            ShortForm::Bare => comma && !matches!(at.label(), Some(EntLabel::Person)),
        };
        if place { Verdict::Place } else { Verdict::NoPlace }
    }

    /// A name seen as a place elsewhere is one here too, but not inside a person's name.
    fn seen_serves(&self, at: &Match) -> bool {
        match at.label() {
            Some(EntLabel::Person) => at.relation == Relation::Equal,
            Some(EntLabel::Org | EntLabel::WorkOfArt) if self.is_press(at) => false,
            _ => true,
        }
    }

    fn has_word(&self, at: &Match, role: Role) -> bool {
        at.tokens.iter().any(|token| self.words.is(self.doc.lower(token), role))
    }

    /// *the Toledo Blade*, *New York Times*: papers tell of any place.
    fn is_press(&self, at: &Match) -> bool {
        at.ent.is_some_and(|ent| {
            ent.tokens.iter().any(|token| {
                is_capitalised(self.doc, token) && self.words.is(self.doc.lower(token), Role::Press)
            })
        })
    }

    /// *Kesho* in the place name *Upper Kesho*, but not in *Chicago police*.
    fn is_part_of_name(&self, at: &Match) -> bool {
        let Some(ent) = at.ent else { return false };
        let whole = ent.tokens.iter().all(|token| {
            is_capitalised(self.doc, token)
                || matches!(
                    self.doc.lower(token),
                    "of" | "de" | "do" | "del" | "and" | "the" | "'s" | "-"
                )
        });
        let body = ent.tokens.iter().any(|token| {
            self.words.is(self.doc.lower(token), Role::Body)
                || matches!(self.doc.lower(token), "," | "/" | "(")
        });
        whole && !body && !matches!(at.class, Class::Country | Class::Continent)
    }

    fn entity_is_known(&self, at: &Match) -> bool {
        at.ent.is_some_and(|ent| {
            !Gazetteer::embedded().senses(self.doc.span_text(ent.tokens)).is_empty()
        })
    }

    /// *R-Yuma*, *D-Toledo*
    fn is_seat_of_member(&self, at: &Match) -> bool {
        let before = |n: u32| at.tokens.start.0.checked_sub(n).map(|i| self.doc.word(TokenId(i)));
        before(1) == Some("-") && matches!(before(2), Some("R" | "D"))
    }
}

/// *Paris, Texas*: a comma and a state, province or country that holds a place of that name. Two states or
/// two countries in a row are a list.
fn containers(doc: &Doc<'_>, matches: &[Match]) -> Vec<Option<LocationId>> {
    let gazetteer = Gazetteer::embedded();
    let mut containers: Vec<Option<LocationId>> = vec![None; matches.len()];
    for (i, pair) in matches.windows(2).enumerate().rev() {
        let (at, next) = (&pair[0], &pair[1]);
        let comma = at.tokens.end;
        if next.tokens.start != comma.next() || doc.lower(comma) != "," || at.short.is_some() {
            continue;
        }
        let mut around: Vec<LocationId> = holders(gazetteer, next);
        around.extend(containers[i + 1]);
        let own_state = at.class == Class::Country
            && around.iter().any(|&c| gazetteer.get(c).class == LocationClass::Country);
        let listed = next.short.is_none()
            && at.class == Class::Admin1
            && next.class == Class::Admin1
            && at.senses.iter().any(|sense| is_home_state(gazetteer, sense.location));
        if own_state || listed {
            continue;
        }
        containers[i] = around.into_iter().find(|&container| {
            at.senses.iter().any(|sense| {
                sense.kind < NameKind::LessCounty && holds(gazetteer, container, sense.location)
            })
        });
    }
    containers
}

/// The states, provinces and countries that a name after a comma may be, countries first.
fn holders(gazetteer: &Gazetteer, at: &Match) -> Vec<LocationId> {
    if let Some((_, unit)) = at.short {
        return vec![unit];
    }
    let mut out: Vec<(LocationClass, LocationId)> = at
        .senses
        .iter()
        .filter(|sense| sense.kind <= NameKind::Short)
        .map(|sense| (gazetteer.get(sense.location).class, sense.location))
        .filter(|(class, _)| matches!(class, LocationClass::Country | LocationClass::Admin1))
        .collect();
    out.sort_by_key(|(class, _)| *class);
    out.into_iter().map(|(_, location)| location).collect()
}

/// A place lies in a state or first-level division, and is not that itself.
pub(super) fn holds(gazetteer: &Gazetteer, container: LocationId, place: LocationId) -> bool {
    if container == place {
        return false;
    }
    let (outer, inner) = (gazetteer.get(container), gazetteer.get(place));
    match outer.class {
        LocationClass::Country => {
            inner.country == outer.country && inner.class > LocationClass::Region
        }
        LocationClass::Admin1 => {
            inner.admin1 == Some(container) && inner.class > LocationClass::Admin1
        }
        _ => false,
    }
}

/// A state of the United States, Canada or Australia, which papers there name without the country.
pub(super) fn is_home_state(gazetteer: &Gazetteer, location: LocationId) -> bool {
    let location = gazetteer.get(location);
    location.class == LocationClass::Admin1
        && matches!(location.country, Some("USA" | "CAN" | "AUS"))
}

/// A name joined by a comma, *and* or a dash to a place is one.
fn join_lists(judge: &Judge<'_, '_>, matches: &[Match], verdicts: &mut [Verdict]) {
    let joined = |a: &Match, b: &Match| {
        let between = a.tokens.end.0..b.tokens.start.0;
        let n = between.len();
        (1..=3).contains(&n)
            && between.clone().all(|i| {
                matches!(judge.doc.lower(TokenId(i)), "," | "and" | "or" | "&" | "-" | "–" | "/")
            })
    };
    for _ in 0..3 {
        let mut changed = false;
        for i in 0..matches.len() {
            let at = &matches[i];
            let settled = verdicts[i] == Verdict::Place
                || at.short.is_some()
                || at.is_stop
                || judge.known.cover(at.tokens);
            let of_person = judge.people.contains(judge.doc.span_text(at.tokens))
                || at.relation == Relation::Inside && at.label() == Some(EntLabel::Person);
            let number = matches!(
                at.label(),
                Some(EntLabel::Date | EntLabel::Time | EntLabel::Cardinal | EntLabel::Money)
            );
            if settled || of_person || number {
                continue;
            }
            let before = i > 0 && verdicts[i - 1] == Verdict::Place && joined(&matches[i - 1], at);
            let after = matches.get(i + 1).is_some_and(|next| {
                verdicts[i + 1] == Verdict::Place && next.short.is_none() && joined(at, next)
            });
            if before || after {
                verdicts[i] = Verdict::Place;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
}
