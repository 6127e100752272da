//! Other senses of the words of acts: what is said of opinions, asked in interviews, left for another job, wished
//! in vain.

use chancery_nlp::{Dep, Pos, Tag};

use super::{Case, Reach};
use crate::clause;
use crate::event::EventType;
use crate::event::lexicon::Operator;
use crate::event::party::Traits;

impl Case<'_, '_> {
    /// The words name an act and tell of none.
    pub(super) fn is_other_sense(&self) -> bool {
        let home = !self.is_abroad();
        self.is_unreal()
            || match self.act.event_type {
                EventType::Request => {
                    self.is_question() || home && (self.is_errand() || self.is_routine())
                }
                EventType::Coerce => home && self.is_routine(),
                EventType::Cooperate => home && self.source_is(Traits::PERSON),
                EventType::Agree => self.is_opinion() || home && self.is_vague_promise(),
                EventType::Accuse => self.blames_a_thing() || home && self.regrets(),
                EventType::Sanction => home && self.is_parting(),
                EventType::Consult => self.is_small_talk(),
                EventType::Protest => self.is_no_rally(),
                EventType::Reject => self.is_silence(),
                EventType::Threaten => home && (self.is_bare_warning() || self.is_appointment()),
                EventType::Support => home && self.is_courtesy(),
                EventType::Concede => home && self.yields_to_nobody(),
                _ => false,
            }
    }

    /// *had she congratulated him*, *a risk that he would push*, *would see him endorse her*: not done.
    fn is_unreal(&self) -> bool {
        let doc = self.coder.doc;
        let verb = self.verb;
        let inverted = doc.dep(verb) != Dep::Root
            && doc.children_as(verb, &[Dep::Aux]).any(|aux| {
                doc.lower(aux) == "had"
                    && clause::own_subject(doc, verb).is_some_and(|subject| aux < subject)
            });
        let mut at = verb;
        while matches!(doc.dep(at), Dep::Conj | Dep::Xcomp) {
            let Some(head) = doc.head(at) else { break };
            at = head;
        }
        let head = doc.head(at);
        let danger = matches!(doc.dep(at), Dep::Acl | Dep::Ccomp | Dep::Relcl)
            && head.is_some_and(|noun| {
                matches!(
                    doc.lemma(noun),
                    "risk"
                        | "chance"
                        | "possibility"
                        | "prospect"
                        | "danger"
                        | "likelihood"
                        | "hope"
                        | "fear"
                )
            });
        let seen = doc.dep(verb) == Dep::Ccomp
            && doc.tag(verb) == Tag::Vb
            && !self.coder.is_infinitive(verb)
            && head.is_some_and(|above| {
                matches!(doc.lemma(above), "see" | "have" | "let" | "make")
                    && clause::modal(doc, above).is_some()
            });
        let regretted = matches!(doc.dep(verb), Dep::Xcomp | Dep::Pcomp)
            && head.is_some_and(|above| {
                matches!(doc.lemma(above), "regret" | "avoid" | "resist" | "oppose" | "rule")
            });
        inverted || danger || seen || regretted
    }

    /// Asked for words, as reporters ask: *asked him to explain*, *to lay out his plan*.
    fn is_question(&self) -> bool {
        let doc = self.coder.doc;
        if !matches!(self.lemma(), "ask" | "press" | "invite" | "challenge" | "beg") {
            return false;
        }
        doc.children_as(self.verb, &[Dep::Xcomp, Dep::Ccomp]).any(|clause| {
            let lays_out = doc.lemma(clause) == "lay"
                && doc
                    .children_as(clause, &[Dep::Prt])
                    .any(|particle| doc.lower(particle) == "out");
            lays_out
                || matches!(
                    doc.lemma(clause),
                    "answer"
                        | "clarify"
                        | "comment"
                        | "describe"
                        | "discuss"
                        | "elaborate"
                        | "explain"
                        | "guess"
                        | "imagine"
                        | "name"
                        | "respond"
                        | "say"
                        | "tell"
                        | "think"
                        | "weigh"
                )
        }) || self.sources().iter().all(|source| source.is(Traits::JOURNALIST))
            && self.sources().iter().any(|source| source.is(Traits::PERSON))
    }

    /// What one's own officials are told to do is the running of an office.
    fn is_errand(&self) -> bool {
        matches!(self.lemma(), "order" | "instruct" | "direct" | "assign")
            && !self.source_is(Traits::JUDICIAL)
            && !self.targets().is_empty()
            && self.targets().iter().all(|target| {
                target.is(Traits::OFFICIAL | Traits::FORCES | Traits::BODY)
                    && !target.is(Traits::STATE)
                    && (target.country.is_none()
                        || self.sources().iter().any(|source| source.country == target.country))
            })
    }

    /// The daily work of courts and police: *ordered him held without bail*, *cordoned off the street*, *police were
    /// called*.
    fn is_routine(&self) -> bool {
        let called = self.lemma() == "call"
            && !self.targets().is_empty()
            && self.targets().iter().all(|target| target.is(Traits::POLICE))
            && self.coder.doc.child(self.verb, &[Dep::Xcomp, Dep::Ccomp]).is_none();
        let suspects = !self.targets().is_empty()
            && self.targets().iter().all(|target| {
                matches!(
                    self.coder.doc.lemma(target.head),
                    "suspect"
                        | "gunman"
                        | "driver"
                        | "motorist"
                        | "defendant"
                        | "inmate"
                        | "robber"
                )
            });
        let officer = |lemma: &str| matches!(lemma, "deputy" | "sheriff" | "trooper" | "officer");
        let law = !self.sources().is_empty()
            && self.sources().iter().all(|source| {
                source.is(Traits::JUDICIAL | Traits::POLICE)
                    || officer(self.coder.doc.lemma(source.head))
            })
            && !self.targets().iter().any(|target| {
                target.is(Traits::STATE
                    | Traits::OFFICIAL
                    | Traits::LAWMAKER
                    | Traits::ORGANISED
                    | Traits::JOURNALIST)
            })
            && !self.is_about_unrest();
        called
            || self.act.event_type == EventType::Request && suspects
            || law && !matches!(self.act.mode, Some("arrest" | "seize" | "censor" | "martial-law"))
    }

    /// War, terror or dissent in the same sentence.
    fn is_about_unrest(&self) -> bool {
        let coder = self.coder;
        coder.doc.sent(self.verb).iter().any(|token| coder.classes(token) & coder.class.unrest != 0)
    }

    /// *agreed: "They are strong"*, *assured him that it was done*: of one mind, about what is.
    fn is_opinion(&self) -> bool {
        let doc = self.coder.doc;
        if self.act.operator != Some(Operator::Agree) {
            return false;
        }
        let finite = doc.children_as(self.verb, &[Dep::Ccomp]).any(|clause| {
            clause::tense(doc, clause) != clause::Tense::Untensed
                && !matches!(
                    clause::modal(doc, clause),
                    Some(clause::Modal::Will | clause::Modal::Would | clause::Modal::Must)
                )
        });
        match self.lemma() {
            "assure" => finite || self.act.below.is_none() && self.args.prepositions.is_empty(),
            "agree" => {
                self.act.below.is_none()
                    && doc.child(self.verb, &[Dep::Xcomp]).is_none()
                    && self.sources().len() < 2
                    && (finite
                        || doc.sent(self.verb).iter().any(|token| doc.word(token) == ":")
                        || self.coder.after(self.args, &["on", "with"]).next().is_some()
                        || self.args.prepositions.is_empty())
            }
            _ => false,
        }
    }

    /// A promise at home needs an act that is promised, or one to whom.
    fn is_vague_promise(&self) -> bool {
        let near = self.targets().iter().any(|target| self.reach(target) <= Reach::Complement);
        // "would welcome him", "will help the two"
        let kindness = self.act.named != EventType::Agree
            && self.act.operator.is_none()
            && matches!(self.lemma(), "welcome" | "help" | "visit" | "travel" | "host");
        let class = &self.coder.class;
        let reforms = matches!(self.lemma(), "promise" | "pledge" | "vow")
            && self.has(class.reform | class.reforming);
        kindness
            || !near
                && !reforms
                && self.act.below.is_none()
                && !self.source_is(Traits::STATE | Traits::FORCES)
    }

    /// *blamed the media for*: whoever stands further down is not blamed.
    fn blames_a_thing(&self) -> bool {
        matches!(
            self.lemma(),
            "blame"
                | "fault"
                | "slam"
                | "denounce"
                | "criticize"
                | "criticise"
                | "accuse"
                | "decry"
        ) && !self.args.passive
            && !self.args.patients.is_empty()
            && !self.targets().is_empty()
            && self.targets().iter().all(|target| self.reach(target) > Reach::Inside)
    }

    /// One's own words.
    fn regrets(&self) -> bool {
        self.lemma() == "regret" && self.targets().is_empty()
    }

    /// A person who leaves an office, a firm that drops another.
    fn is_parting(&self) -> bool {
        let class = &self.coder.class;
        !matches!(self.act.mode, Some("convict"))
            && !self.has(class.talk | class.deal | class.relation | class.proposal | class.aid)
            && !self.sources().iter().chain(self.targets()).any(|party| party.is(Traits::STATE))
    }

    /// *talks tough*, *all they talked about*: who talks must have one to talk with.
    fn is_small_talk(&self) -> bool {
        let doc = self.coder.doc;
        if !matches!(self.lemma(), "talk" | "speak" | "chat" | "converse")
            || !self.coder.is_verb(self.verb)
        {
            return false;
        }
        self.coder
            .after(self.args, &["with", "to", "between", "among"])
            .all(|head| self.coder.party(head).is_none())
            && doc
                .children_as(self.verb, &[Dep::Advmod])
                .all(|adverb| doc.lower(adverb) != "together")
            && self.args.patients.is_empty()
    }

    /// The month of March, a guest at a rally.
    fn is_no_rally(&self) -> bool {
        let doc = self.coder.doc;
        let month = doc.pos(self.act.token) == Pos::Propn && doc.lower(self.act.token) == "march";
        let guest = matches!(self.lemma(), "attend" | "visit" | "watch" | "cover")
            && self
                .sources()
                .iter()
                .all(|source| source.is(Traits::PERSON) && !source.is(Traits::CROWD));
        // "closed the factory": whoever employs does not strike.
        let employer = self.act.mode == Some("strike")
            && matches!(self.lemma(), "close" | "shut")
            && !doc
                .sent(self.verb)
                .iter()
                .any(|token| matches!(doc.lemma(token), "strike" | "protest" | "walkout"));
        // "surrounded by her daughter"
        let few = self.act.mode == Some("obstruct")
            && self
                .sources()
                .iter()
                .all(|source| source.is(Traits::PERSON) && !self.coder.is_plural(source.head));
        month
            || guest
            || few
            || employer
            || self.act.mode == Some("riot") && self.is_everyday_crime()
    }

    /// *refused to comment*
    fn is_silence(&self) -> bool {
        let doc = self.coder.doc;
        doc.children_as(self.verb, &[Dep::Xcomp]).any(|clause| {
            matches!(
                doc.lemma(clause),
                "comment"
                    | "say"
                    | "answer"
                    | "detail"
                    | "disclose"
                    | "discuss"
                    | "speculate"
                    | "elaborate"
                    | "name"
                    | "identify"
                    | "confirm"
                    | "release"
                    | "speak"
                    | "talk"
                    | "tell"
                    | "respond"
            )
        })
    }

    /// At home a warning without a deed is advice.
    fn is_bare_warning(&self) -> bool {
        self.act.operator == Some(Operator::Warn)
            && self.act.mode.is_none()
            && !self.source_is(Traits::ARMED | Traits::STATE)
    }

    /// *will hold a rally*, *was preparing to leave the house*
    fn is_appointment(&self) -> bool {
        let below = self.act.below.map(|(below, _)| below);
        let rally = below == Some(EventType::Protest) && self.act.operator.is_none();
        let leaving = below == Some(EventType::Sanction)
            && self.sources().iter().all(|source| source.is(Traits::PERSON))
            && !self.sources().iter().chain(self.targets()).any(|party| party.is(Traits::STATE));
        rally || leaving
    }

    /// *thanked them for coming*, *recognized as heroes*
    fn is_courtesy(&self) -> bool {
        matches!(self.lemma(), "thank" | "recognize" | "recognise" | "admire" | "honor" | "honour")
            && !self.targets().iter().any(|target| {
                target.is(Traits::STATE | Traits::KNOWN | Traits::OFFICIAL | Traits::LAWMAKER)
            })
    }

    /// Who yields at home yields to somebody, or gives up what a state or a party held.
    fn yields_to_nobody(&self) -> bool {
        if self.sources().is_empty() {
            return !self.args.passive;
        }
        self.act.operator.is_none()
            && self.targets().is_empty()
            && !self.source_is(
                Traits::STATE
                    | Traits::FORCES
                    | Traits::REBEL
                    | Traits::POLICE
                    | Traits::LABOUR
                    | Traits::CROWD,
            )
            && self.coder.campaign
    }
}
