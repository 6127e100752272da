//! What an event is about: the PLOVER context that most words of its clause name, else the usual one of its type.

use std::sync::OnceLock;

use chancery_nlp::{Doc, TokenSpan};
use rustc_hash::FxHashMap;

use super::EventType;

/// `data/events/contexts.tsv`.
struct Table {
    /// Contexts in the table's order.
    contexts: Vec<&'static str>,
    /// By lemma: the number of its context.
    words: FxHashMap<&'static str, usize>,
    types: FxHashMap<EventType, usize>,
}

impl Table {
    fn embedded() -> &'static Self {
        static TABLE: OnceLock<Table> = OnceLock::new();
        TABLE.get_or_init(Self::load)
    }

    fn load() -> Self {
        let mut table =
            Self { contexts: Vec::new(), words: FxHashMap::default(), types: FxHashMap::default() };
        let text = include_str!("../../../../data/events/contexts.tsv");
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let mut field = || fields.next().expect("a row has three fields");
            let (context, kind, members) = (field(), field(), field());
            let known = table.contexts.iter().position(|&known| known == context);
            let number = known.unwrap_or_else(|| {
                table.contexts.push(context);
                table.contexts.len() - 1
            });
            for member in members.split(' ') {
                if kind == "types" {
                    let event_type = EventType::from_name(member).expect("a type of PLOVER");
                    table.types.insert(event_type, number);
                } else {
                    table.words.insert(member, number);
                }
            }
        }
        table
    }
}

/// The contexts of an event of some type whose clause has these tokens.
pub(super) fn contexts(doc: &Doc<'_>, clause: TokenSpan, event_type: EventType) -> Vec<String> {
    let table = Table::embedded();
    let mut counts = vec![0_u32; table.contexts.len()];
    for token in clause.iter() {
        let number =
            table.words.get(doc.lemma(token)).or_else(|| table.words.get(doc.lower(token)));
        if let Some(&number) = number {
            counts[number] += 1;
        }
    }
    let most = counts.iter().copied().max().filter(|&most| most > 0);
    let chosen = most
        .and_then(|most| counts.iter().position(|&count| count == most))
        .or_else(|| table.types.get(&event_type).copied());
    chosen.map(|number| table.contexts[number].to_owned()).into_iter().collect()
}
