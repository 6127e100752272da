//! The tables of words that name encounters and say how they were.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// What a word has to do with an encounter: see the head of `data/meetings/triggers.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Trigger {
    Meet,
    Speak,
    Talks,
    Call,
    Visit,
    Receive,
    Attend,
    Host,
    Hold,
    Discuss,
    Raise,
    Summit,
    Conference,
    Panel,
    Meal,
    Session,
}

/// What a word beside an encounter says of it: see the head of `data/meetings/signals.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Signal {
    Private,
    Planned,
    Hypothetical,
    Failed,
    Habit,
    Press,
    Journey,
    Occasion,
    Sport,
    Sending,
    Hindrance,
}

/// A verb's part in an encounter.
pub(super) fn verb_trigger(lemma: &str) -> Option<Trigger> {
    triggers().0.get(lemma).copied()
}

/// A noun's part in an encounter.
pub(super) fn noun_trigger(lemma: &str) -> Option<Trigger> {
    triggers().1.get(lemma).copied()
}

/// What a word, in lower case or as its dictionary form, says of an encounter beside it.
pub(super) fn signal(word: &str) -> Option<Signal> {
    static TABLE: OnceLock<FxHashMap<&'static str, Signal>> = OnceLock::new();
    TABLE
        .get_or_init(|| {
            rows(include_str!("../../../../data/meetings/signals.tsv"))
                .map(|row| {
                    let (word, signal) = row.split_once('\t').expect("two fields a row");
                    let signal = match signal {
                        "private" => Signal::Private,
                        "planned" => Signal::Planned,
                        "hypothetical" => Signal::Hypothetical,
                        "failed" => Signal::Failed,
                        "habit" => Signal::Habit,
                        "press" => Signal::Press,
                        "journey" => Signal::Journey,
                        "occasion" => Signal::Occasion,
                        "sport" => Signal::Sport,
                        "sending" => Signal::Sending,
                        "hindrance" => Signal::Hindrance,
                        other => panic!("signals.tsv knows no signal {other:?}"),
                    };
                    (word, signal)
                })
                .collect()
        })
        .get(word)
        .copied()
}

type Triggers = FxHashMap<&'static str, Trigger>;

fn triggers() -> &'static (Triggers, Triggers) {
    static TABLE: OnceLock<(Triggers, Triggers)> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut tables = (Triggers::default(), Triggers::default());
        for row in rows(include_str!("../../../../data/meetings/triggers.tsv")) {
            let fields: Vec<&str> = row.split('\t').collect();
            let [lemma, pos, kind] = fields[..] else { panic!("three fields a row: {row:?}") };
            let trigger = match kind {
                "meet" => Trigger::Meet,
                "speak" => Trigger::Speak,
                "talks" => Trigger::Talks,
                "call" => Trigger::Call,
                "visit" => Trigger::Visit,
                "receive" => Trigger::Receive,
                "attend" => Trigger::Attend,
                "host" => Trigger::Host,
                "hold" => Trigger::Hold,
                "discuss" => Trigger::Discuss,
                "raise" => Trigger::Raise,
                "summit" => Trigger::Summit,
                "conference" => Trigger::Conference,
                "panel" => Trigger::Panel,
                "meal" => Trigger::Meal,
                "session" => Trigger::Session,
                other => panic!("triggers.tsv knows no kind {other:?}"),
            };
            match pos {
                "verb" => tables.0.insert(lemma, trigger),
                "noun" => tables.1.insert(lemma, trigger),
                other => panic!("triggers.tsv knows no part of speech {other:?}"),
            };
        }
        tables
    })
}

fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        assert_eq!(verb_trigger("meet"), Some(Trigger::Meet));
        assert_eq!(noun_trigger("summit"), Some(Trigger::Summit));
        assert_eq!(signal("secretly"), Some(Signal::Private));
        assert_eq!(signal("table"), None);
    }
}
