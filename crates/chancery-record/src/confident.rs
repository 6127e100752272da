//! A record without its doubtful findings.

use std::collections::{HashMap, HashSet};

use crate::Record;

impl Record {
    /// Leaves out every statement, event, meeting, position, place and time whose confidence is below `least` (0 to 1),
    /// and takes off the links of actors that are less sure.
    ///
    /// Ids stay as they are, so that a finding has one name however much is left out. A statement stays, whatever
    /// its confidence, where a finding that stays has it as its source: without it, hearsay would read as the outlet's
    /// own account.
    pub fn keep_confident(&mut self, least: f32) {
        self.positions.retain(|position| position.confidence >= least);
        self.meetings.retain(|meeting| meeting.confidence >= least);
        self.events.retain(|event| event.confidence >= least);
        self.keep_statements(least);
        self.mend_happenings();
        self.times.retain(|time| time.confidence >= least);
        self.keep_places(least);
        for actor in &mut self.actors {
            if actor.confidence < least {
                actor.kb = None;
                actor.wikipedia = None;
            }
        }
    }

    /// Keeps the sure statements and the sources of what is kept.
    fn keep_statements(&mut self, least: f32) {
        let reporter: HashMap<&str, &str> = self
            .statements
            .iter()
            .filter_map(|statement| {
                Some((statement.id.as_str(), statement.reported_by.as_deref()?))
            })
            .collect();
        let sure = self.statements.iter().filter(|s| s.confidence >= least).map(|s| s.id.as_str());
        let sources = self.events.iter().filter_map(|event| event.reported_by.as_deref());
        let sources = sources
            .chain(self.meetings.iter().filter_map(|meeting| meeting.reported_by.as_deref()));
        let sources = sources
            .chain(self.positions.iter().filter_map(|position| position.statement.as_deref()));
        let mut kept = HashSet::new();
        for id in sure.chain(sources) {
            let mut next = Some(id);
            while let Some(id) = next.filter(|id| kept.insert((*id).to_owned())) {
                next = reporter.get(id).copied();
            }
        }
        self.statements.retain(|statement| kept.contains(&statement.id));
    }

    /// Keeps the sure places; what took place at another took place somewhere.
    fn keep_places(&mut self, least: f32) {
        self.places.retain(|place| place.confidence >= least);
        let kept: HashSet<&str> = self.places.iter().map(|place| place.id.as_str()).collect();
        let events = self.events.iter_mut().map(|event| &mut event.r#where);
        for place in events.chain(self.meetings.iter_mut().map(|meeting| &mut meeting.r#where)) {
            place.take_if(|place| !kept.contains(place.as_str()));
        }
    }

    /// A happening's first event may be gone: its first that is left takes its place.
    fn mend_happenings(&mut self) {
        let kept: HashSet<String> = self.events.iter().map(|event| event.id.clone()).collect();
        let mut first: HashMap<String, String> = HashMap::new();
        for event in &mut self.events {
            let Some(gone) = event.same_as.take_if(|same| !kept.contains(same)) else { continue };
            match first.get(&gone) {
                Some(left) => event.same_as = Some(left.clone()),
                None => {
                    first.insert(gone, event.id.clone());
                }
            }
        }
        for meeting in &mut self.meetings {
            meeting.events.retain(|event| kept.contains(event));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::Record;

    fn statement(id: &str, reported_by: Option<&str>, confidence: f32) -> Value {
        json!({"id": id, "kind": "indirect", "speaker": null, "speaker_span": null, "addressee": null, "cue": null,
            "content": [{"start": 0, "end": 1}], "reported_by": reported_by, "negated": false, "rule": "statement/object",
            "confidence": confidence})
    }

    fn event(id: &str, same_as: Option<&str>, reported_by: Option<&str>, confidence: f32) -> Value {
        json!({"id": id, "type": "AID", "mode": null, "contexts": [], "cameo": null, "goldstein": null, "sources": [],
            "targets": [], "when": null, "where": null, "status": "occurred", "reported_by": reported_by, "same_as": same_as,
            "trigger": {"start": 0, "end": 1}, "evidence": {"start": 0, "end": 1}, "rule": "event/verb",
            "confidence": confidence})
    }

    fn place(id: &str, confidence: f32) -> Value {
        json!({"id": id, "name": "x", "type": "city", "kb": null, "country": null, "admin1": null, "lat": null,
            "lon": null, "confidence": confidence, "mentions": []})
    }

    fn record(statements: &[Value], events: &[Value]) -> Record {
        serde_json::from_value(json!({"id": "x", "title": null, "url": null, "publisher": null, "credit": null,
            "author": null, "published": null, "language": "en", "text": "x", "sentences": [], "actors": [],
            "places": [place("l1", 0.3), place("l2", 0.9)], "times": [], "statements": statements, "events": events, "meetings": [], "positions": [],
            "reader": {"version": "0", "model": "m", "data": "d"}}))
        .expect("it is a record")
    }

    #[test]
    fn sources_of_what_stays_stay() {
        let statements = [
            statement("s1", None, 0.3),
            statement("s2", Some("s1"), 0.4),
            statement("s3", None, 0.4),
            statement("s4", None, 0.9),
        ];
        let mut record = record(&statements, &[event("e1", None, Some("s2"), 0.8)]);
        record.keep_confident(0.5);
        let ids: Vec<&str> = record.statements.iter().map(|s| s.id.as_str()).collect();
        assert_eq!(ids, ["s1", "s2", "s4"]);
    }

    #[test]
    fn nothing_takes_place_where_no_place_is_left() {
        let mut events = [event("e1", None, None, 0.8), event("e2", None, None, 0.8)];
        events[0]["where"] = json!("l1");
        events[1]["where"] = json!("l2");
        let mut record = record(&[], &events);
        record.keep_confident(0.5);
        assert_eq!(record.events[0].r#where, None);
        assert_eq!(record.events[1].r#where.as_deref(), Some("l2"));
    }

    #[test]
    fn a_happening_keeps_together_without_its_first_event() {
        let events = [
            event("e1", None, None, 0.2),
            event("e2", Some("e1"), None, 0.8),
            event("e3", Some("e1"), None, 0.8),
            event("e4", Some("e2"), None, 0.8),
        ];
        let mut record = record(&[], &events);
        record.keep_confident(0.5);
        let same: Vec<Option<&str>> = record.events.iter().map(|e| e.same_as.as_deref()).collect();
        assert_eq!(same, [None, Some("e2"), Some("e2")]);
    }
}
