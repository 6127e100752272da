//! Gates: what a clause must have for its act to be political, and told as such.
//!
//! A kick is an assault in sport and in war. Without gates a coder of events fires on most texts that have
//! nothing to do with politics; these ask who the parties are and what else the clause speaks of.

mod base;
mod home;
mod private;
mod reach;
mod sense;
mod target;
mod words;

use chancery_nlp::{Dep, EntLabel, Tag, TokenId};

pub(super) use self::reach::Reach;
use crate::clause;
use crate::event::EventType;
use crate::event::cast::Cast;
use crate::event::coder::{Act, Args, Coder};
use crate::event::lexicon::{Classes, Roles};
use crate::event::party::{Party, Traits};

/// What a gate says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Keep,
    Drop,
    /// Another act than the verb's: *attacked the plan* is words.
    Retype(EventType, Option<&'static str>),
}

impl From<bool> for Verdict {
    fn from(keep: bool) -> Self {
        if keep { Self::Keep } else { Self::Drop }
    }
}

/// Armed, or a state's hand.
const HARD: Traits = Traits::ARMED;

/// A clause and its act under examination.
struct Case<'c, 'a> {
    coder: &'c Coder<'a>,
    verb: TokenId,
    act: &'c Act,
    args: &'c Args,
    cast: &'c Cast<'a>,
    /// Classes of all words of the clause but the verb.
    classes: Classes,
}

impl<'a> Coder<'a> {
    /// Whether the act stands as a political event.
    pub(super) fn gate(&self, verb: TokenId, act: &Act, args: &Args, cast: &Cast<'a>) -> Verdict {
        let case = Case { coder: self, verb, act, args, cast, classes: self.clause_classes(verb) };
        if !case.has_parties() || !case.is_asserted() || case.is_crime() {
            return Verdict::Drop;
        }
        // "has thirty endorsements", "has no opposition": what somebody has he has not done.
        let held = matches!(
            act.event_type,
            EventType::Support | EventType::Reject | EventType::Mobilize | EventType::Accuse
        ) && matches!(self.doc.lemma(verb), "have" | "get");
        if held {
            return Verdict::Drop;
        }
        // Clubs sign, leagues ban, players fight.
        let states = || cast.sources.iter().chain(&cast.targets).any(|p| p.is(Traits::STATE));
        if self.sport && !states() {
            return Verdict::Drop;
        }
        if case.is_private() || case.is_other_sense() {
            return Verdict::Drop;
        }
        if !case.is_abroad() && !case.home() {
            return Verdict::Drop;
        }
        match act.event_type {
            EventType::Assault => case.assault(),
            EventType::Protest => case.protest().into(),
            EventType::Agree => (case.speaker() && case.agree()).into(),
            EventType::Support => (case.speaker() && case.support()).into(),
            EventType::Request => (case.speaker() && case.request()).into(),
            EventType::Accuse => (case.speaker() && case.accuse()).into(),
            EventType::Reject => (case.speaker() && case.reject()).into(),
            EventType::Threaten => (case.speaker() && case.threaten()).into(),
            EventType::Concede => case.concede().into(),
            EventType::Retreat => case.retreat(),
            EventType::Consult => case.consult().into(),
            EventType::Aid => case.aid().into(),
            EventType::Cooperate => case.cooperate().into(),
            EventType::Coerce => case.coerce().into(),
            EventType::Sanction => case.sanction().into(),
            EventType::Mobilize => case.mobilize().into(),
        }
    }

    /// Takes out whom a clause merely mentions: those of the source's own country, or of none, who stand neither
    /// beside the verb nor in what it governs; where a protest is held; the paper or channel in which somebody
    /// speaks.
    pub(super) fn prune(&self, verb: TokenId, act: &Act, args: &Args, cast: &mut Cast<'a>) {
        let mut targets = std::mem::take(&mut cast.targets);
        let case = Case { coder: self, verb, act, args, cast, classes: 0 };
        targets.retain(|target| case.is_target(target));
        // "endorsed him at the house, his private club": who stands beside a target in other words.
        let heads: Vec<TokenId> = targets.iter().map(|target| target.head).collect();
        targets.retain(|target| {
            self.doc.dep(target.head) != Dep::Appos
                || !self.doc.ancestors(target.head).any(|above| heads.contains(&above))
        });
        cast.targets = targets;
    }

    /// A country, people or named body in the sentence: it is about the world.
    pub(super) fn names_a_country(&self, token: TokenId) -> bool {
        self.doc.sent(token).iter().any(|t| {
            self.doc.ent(t).is_some_and(|ent| matches!(ent.label, EntLabel::Gpe | EntLabel::Norp))
        })
    }
}

/// Verbs of violence that news uses of words, votes and matches.
fn is_figurative(lemma: &str) -> bool {
    matches!(
        lemma,
        "attack"
            | "assault"
            | "battle"
            | "beat"
            | "blast"
            | "clash"
            | "fight"
            | "hammer"
            | "hit"
            | "pound"
            | "savage"
            | "slam"
            | "strike"
    )
}

/// Matters politically: of a political kind, or of a known country.
fn weighty(party: &Party<'_>) -> bool {
    party.is_political() || party.is(Traits::ACTOR) && party.country.is_some()
}

impl<'a> Case<'_, 'a> {
    fn sources(&self) -> &[Party<'a>] {
        &self.cast.sources
    }

    fn targets(&self) -> &[Party<'a>] {
        &self.cast.targets
    }

    fn lemma(&self) -> &str {
        self.coder.doc.lemma(self.verb)
    }

    fn has(&self, classes: Classes) -> bool {
        self.classes & classes != 0
    }

    fn source_is(&self, traits: Traits) -> bool {
        self.sources().iter().any(|party| party.is(traits))
    }

    fn target_is(&self, traits: Traits) -> bool {
        self.targets().iter().any(|party| party.is(traits))
    }

    fn weighty_target(&self) -> bool {
        self.targets().iter().any(weighty)
    }

    fn political_source(&self) -> bool {
        self.source_is(Traits::POLITICAL) || self.sources().iter().any(weighty)
    }

    fn assault(&self) -> Verdict {
        let coder = self.coder;
        // "a storm killed": what acts is neither somebody nor a weapon.
        let things = self.coder.class.weapon | self.coder.class.fight | self.coder.class.hardware;
        if self.sources().is_empty()
            && !self.args.passive
            && self.act.roles == Roles::Plain
            && !self.args.agents.is_empty()
            && self.args.agents.iter().all(|&head| coder.phrase_classes(head) & things == 0)
        {
            return Verdict::Drop;
        }
        let armed = self.source_is(HARD) || self.target_is(HARD);
        let violent = self.has(coder.class.weapon | coder.class.harm);
        if self.act.mode == Some("destroy") {
            let somebody = self.political_source() || self.weighty_target();
            return (somebody
                && (armed
                    || violent
                    || !self.sources().is_empty() && coder.names_a_country(self.verb)))
            .into();
        }
        // Words that are violent in every sense.
        let plain = matches!(
            self.lemma(),
            "gun"
                | "die"
                | "sink"
                | "lynch"
                | "kill"
                | "murder"
                | "assassinate"
                | "execute"
                | "kidnap"
                | "abduct"
                | "behead"
                | "shell"
                | "massacre"
                | "torture"
                | "rape"
                | "wound"
                | "ambush"
                | "bomb"
                | "hijack"
                | "slay"
                | "bombard"
                | "detonate"
        );
        if plain {
            let known =
                || self.sources().iter().chain(self.targets()).any(|party| party.country.is_some());
            return (armed || violent || known() || coder.names_a_country(self.verb)).into();
        }
        let politicians = !self.sources().is_empty()
            && self.sources().iter().all(|party| {
                party.is(Traits::OFFICIAL
                    | Traits::LAWMAKER
                    | Traits::JOURNALIST
                    | Traits::PERSON
                    | Traits::BODY)
                    && !party.is(HARD | Traits::STATE | Traits::REBEL | Traits::POLICE)
            });
        let hard_target = self.targets().iter().any(|target| {
            target.is(HARD) && coder.classes(target.head) & coder.class.hardware == 0
        });
        // "the general who beat the champion"
        if self.lemma() == "beat" && self.source_is(Traits::PERSON) {
            return Verdict::Drop;
        }
        let in_words = politicians && !hard_target && !self.has(coder.class.harm);
        if !in_words && (armed || violent && !politicians) {
            return Verdict::Keep;
        }
        let states = self.sources().iter().all(|party| party.is(Traits::STATE))
            || !politicians
                && self.sources().iter().any(|s| self.targets().iter().any(|t| s.abroad_of(*t)))
                && !clause::in_quotes(coder.doc, self.verb);
        if !self.sources().is_empty() && !self.targets().is_empty() && states {
            return Verdict::Keep;
        }
        let peoples = self.source_is(Traits::CROWD)
            && self.sources().iter().chain(self.targets()).all(|party| party.country.is_some());
        if peoples && !self.targets().is_empty() && !is_figurative(self.lemma()) {
            return Verdict::Keep;
        }
        if matches!(
            self.lemma(),
            "attack" | "assault" | "blast" | "slam" | "hammer" | "savage" | "hit"
        ) && self.political_source()
            && self.weighty_target()
        {
            return Verdict::Retype(EventType::Accuse, Some("disapprove"));
        }
        Verdict::Drop
    }

    fn protest(&self) -> bool {
        let class = &self.coder.class;
        if self.sources().iter().all(|party| {
            party.is(Traits::ARMED | Traits::OFFICIAL | Traits::LAWMAKER)
                && !party.is(Traits::CIVIL | Traits::CROWD)
        }) {
            return false;
        }
        // "chanted his name"
        if self.lemma() == "chant"
            && !self.coder.clause_has(self.verb, &["against", "protest", "death", "no", "down"])
            && !self.sources().iter().any(|s| self.coder.classes(s.head) & class.unrest != 0)
        {
            return false;
        }
        let staged = matches!(
            self.lemma(),
            "attend" | "hold" | "join" | "lead" | "organize" | "organise" | "stage" | "rally"
        );
        let against = self
            .coder
            .clause_has(self.verb, &["against", "protest", "protesters", "demanding", "demand"]);
        let campaign = self.has(class.campaign) || self.coder.campaign;
        if staged && self.act.mode == Some("demo") && campaign && !against {
            return false;
        }
        // A party that blocks a bill sits in no street.
        if matches!(self.act.mode, Some("obstruct" | "riot"))
            && self.coder.campaign
            && self.sources().iter().all(|party| party.is(Traits::POLITICAL | Traits::PERSON))
        {
            return false;
        }
        true
    }

    fn retreat(&self) -> Verdict {
        match self.act.mode {
            // "the candidate's plane leaving the capital", "freeing the delegates to vote"
            Some("withdraw")
                if !self.is_abroad()
                    && self
                        .sources()
                        .iter()
                        .all(|s| self.coder.classes(s.head) & self.coder.class.hardware != 0) =>
            {
                Verdict::Drop
            }
            Some("release") if !self.is_abroad() && !self.has(self.coder.class.captive) => {
                Verdict::Drop
            }
            Some("resign") => self
                .source_is(Traits::OFFICIAL | Traits::LAWMAKER | Traits::FORCES | Traits::JUDICIAL)
                .into(),
            Some("access") if self.coder.clause_has(self.verb, &["embassy", "consulate"]) => {
                Verdict::Retype(EventType::Support, None)
            }
            _ => Verdict::Keep,
        }
    }

    fn consult(&self) -> bool {
        let coder = self.coder;
        if self.act.mode == Some("visit") {
            return self.sources().iter().any(|s| {
                let guest = self.act.roles != Roles::Guest
                    || s.is(Traits::PERSON | Traits::OFFICIAL | Traits::LAWMAKER);
                guest
                    && s.is(Traits::POLITICAL | Traits::KNOWN)
                    && self.targets().iter().any(|t| {
                        let hosted = self.act.roles == Roles::Guest
                            && (s.country.is_none() || t.country.is_none());
                        let somewhere = t.is(Traits::STATE | Traits::KNOWN | Traits::PERSON)
                            || t.is_political()
                            || t.country.is_some();
                        somewhere && (hosted || s.abroad_of(*t))
                    })
            });
        }
        // "supporters gathered" to cheer.
        if matches!(self.lemma(), "gather" | "assemble" | "rally" | "convene")
            && self.sources().len() == 1
            && !self.source_is(
                Traits::OFFICIAL
                    | Traits::LAWMAKER
                    | Traits::STATE
                    | Traits::JUDICIAL
                    | Traits::ORGANISED,
            )
        {
            return false;
        }
        let political = self.sources().iter().filter(|party| party.is_political()).count();
        if political >= 2 || political == 1 && self.sources().len() >= 2 {
            return true;
        }
        self.sources().iter().any(|party| party.is_political() && coder.is_plural(party.head))
            || matches!(self.lemma(), "mediate" | "negotiate" | "shuttle" | "broker")
                && self.political_source()
    }

    fn aid(&self) -> bool {
        if self.sources().is_empty() {
            return self.args.passive && self.weighty_target();
        }
        let private = |party: &Party<'a>| {
            party.is(Traits::CIVIL | Traits::CROWD) && !party.is(Traits::POLITICAL)
        };
        if self.sources().iter().all(private) {
            return false;
        }
        self.political_source()
            && (!self.targets().is_empty()
                || self.source_is(Traits::STATE | Traits::ORGANISED)
                || self
                    .coder
                    .doc
                    .subtree(self.verb)
                    .iter()
                    .any(|t| t > self.verb && self.coder.is_place(t)))
    }

    fn cooperate(&self) -> bool {
        if matches!(self.lemma(), "work" | "engage") {
            // Everybody works with somebody: only states and bodies of the world count.
            let known = |party: &&Party<'a>| party.is(Traits::STATE | Traits::KNOWN);
            return self.sources().iter().filter(known).count() >= 2
                && self.sources().iter().any(|a| self.sources().iter().any(|b| a.abroad_of(*b)));
        }
        self.coder.doc.tag(self.verb) != Tag::Vbg || self.lemma() != "join"
    }

    fn coerce(&self) -> bool {
        let agents = self.sources().iter().any(|party| {
            party.country.is_some() && !party.is(Traits::CIVIL | Traits::CROWD | Traits::PERSON)
        });
        let hard = agents
            || self.source_is(
                HARD | Traits::OFFICIAL | Traits::JUDICIAL | Traits::LAWMAKER | Traits::STATE,
            );
        if matches!(self.act.mode, Some("arrest" | "deport")) {
            let known =
                self.sources().iter().chain(self.targets()).any(|party| party.country.is_some());
            let public = self.target_is(Traits::OFFICIAL | Traits::JOURNALIST | Traits::LAWMAKER);
            return (hard || self.sources().is_empty()) && (known || public)
                || hard && !self.targets().is_empty();
        }
        hard || self.political_source() && self.weighty_target()
    }

    fn sanction(&self) -> bool {
        if self.act.mode == Some("convict") {
            return self.source_is(Traits::JUDICIAL) || self.weighty_target();
        }
        self.political_source() && (self.weighty_target() || self.act.mode != Some("discontinue"))
            || self.weighty_target()
    }

    fn mobilize(&self) -> bool {
        self.source_is(
            Traits::STATE | Traits::ARMED | Traits::OFFICIAL | Traits::ORGANISED | Traits::KNOWN,
        )
    }
}
