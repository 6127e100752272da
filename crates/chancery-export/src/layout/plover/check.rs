//! Whether a file is PLOVER JSON as the manual 0.8 has it.

use std::path::Path;

use rustc_hash::FxHashSet;
use serde_json::{Map, Value};

use super::COLUMNS;
use crate::cell::Cell;
use crate::check::{Problems, lines};
use crate::codes;
use crate::error::ExportError;

/// Takes the name of a field and what is wrong with it.
type Fault<'a> = &'a mut dyn FnMut(&str, String);

/// Whether a code is known.
type Test<'a> = &'a dyn Fn(&str) -> bool;

/// The manual's auxiliary modes, which stand among the contexts.
const AUXILIARY: [&str; 4] = ["historical", "future", "hypothetical", "negation"];

pub(super) fn check(path: &Path, problems: &mut Problems) -> Result<(), ExportError> {
    let mut ids = FxHashSet::default();
    lines(path, problems, &mut |line, text, problems| match serde_json::from_str(text) {
        Ok(Value::Object(event)) => {
            check_event(&event, &mut ids, &mut |field, what| problems.add(line, Some(field), what));
        }
        Ok(_) => problems.add(line, None, "no JSON object"),
        Err(error) => {
            problems.add(line, None, format!("no JSON (column {}): {error}", error.column()));
        }
    })
}

fn check_event(event: &Map<String, Value>, ids: &mut FxHashSet<String>, fault: Fault<'_>) {
    for field in event.keys().filter(|field| !COLUMNS.contains(&field.as_str())) {
        fault(field, "PLOVER has no such field".to_owned());
    }
    match event.get("id") {
        Some(Value::String(id)) if !id.is_empty() => {
            if !ids.insert(id.clone()) {
                fault("id", format!("{id:?} stands for an earlier event too"));
            }
        }
        _ => fault("id", "there must be one, a string".to_owned()),
    }
    for (field, must) in [("date", true), ("enddate", false), ("coded_date", false)] {
        match event.get(field) {
            Some(Value::String(day)) => {
                if let Some(what) = Cell::Date.fault(day) {
                    fault(field, what);
                }
            }
            None if !must => {}
            _ => fault(field, "there must be one, a string".to_owned()),
        }
    }
    let types = check_types(event, fault);
    check_codes(event, &types, fault);
    let needs_recipient = types.iter().any(|code| codes::needs_target(code));
    for (field, must) in [("actor", true), ("recipient", needs_recipient)] {
        match event.get(field).map(Value::as_array) {
            Some(Some(entities)) if !(must && entities.is_empty()) => {
                for entity in entities {
                    check_entity(field, entity, fault);
                }
            }
            None if !must => {}
            _ => fault(field, "there must be a list of entities".to_owned()),
        }
    }
    if let Some(place) = event.get("event_loc") {
        check_location(place, fault);
    }
}

/// The event types that PLOVER has.
fn check_types<'a>(event: &'a Map<String, Value>, fault: Fault<'_>) -> Vec<&'a str> {
    let mut types = Vec::new();
    match event.get("event").and_then(Value::as_array) {
        Some(events) if !events.is_empty() => {
            for event in events {
                match event.as_str() {
                    Some(code) if codes::quad_class(code).is_some() => types.push(code),
                    _ => fault("event", format!("{event} is no PLOVER event type")),
                }
            }
        }
        _ => fault("event", "there must be a list of event types".to_owned()),
    }
    types
}

/// Modes, contexts, quad class and scale.
fn check_codes(event: &Map<String, Value>, types: &[&str], fault: Fault<'_>) {
    let is_mode = |mode: &str| types.iter().any(|code| codes::is_mode(Some(code), mode));
    let is_context = |context: &str| codes::is_context(context) || AUXILIARY.contains(&context);
    let lists: [(&str, Test<'_>); 2] = [("mode", &is_mode), ("context", &is_context)];
    for (field, is_known) in lists {
        let Some(values) = event.get(field) else { continue };
        let Some(values) = values.as_array() else {
            fault(field, "must be a list".to_owned());
            continue;
        };
        for value in values.iter().filter(|value| !value.as_str().is_some_and(is_known)) {
            fault(field, format!("{value} is no {field} of {}", types.join(", ")));
        }
    }
    if let Some(code) = event.get("quad_code")
        && !matches!(code.as_u64(), Some(1..=4))
    {
        fault("quad_code", format!("{code} is not 1, 2, 3 or 4"));
    }
    if let Some(scale) = event.get("event_scale")
        && !scale.as_f64().is_some_and(|scale| (-10.0..=10.0).contains(&scale))
    {
        fault("event_scale", format!("{scale} is not between -10 and 10"));
    }
}

fn check_entity(field: &str, entity: &Value, fault: Fault<'_>) {
    let Some(entity) = entity.as_object() else {
        return fault(field, "an entity must be an object".to_owned());
    };
    for (name, value) in entity {
        let Some(value) = value.as_str() else {
            fault(field, format!("{name} must be a string"));
            continue;
        };
        let is_known = match name.as_str() {
            "code" => codes::any_state(|state| state.plover == value) || codes::is_body(value),
            "sector" => {
                matches!(value.len(), 3 | 6)
                    && value.is_ascii()
                    && codes::is_sector(&value[..3])
                    && (value.len() == 3 || codes::is_sector(&value[3..]))
            }
            "identifier_id" => value.starts_with('Q'),
            "entity_text" | "identifier_text" | "religion" | "ethnicity" | "office" | "gender"
            | "age" => true,
            _ => false,
        };
        if !is_known {
            fault(field, format!("{name} {value:?} is nothing that PLOVER has"));
        }
    }
}

fn check_location(place: &Value, fault: Fault<'_>) {
    let Some(place) = place.as_object() else {
        return fault("event_loc", "must be an object".to_owned());
    };
    for (name, least, most) in
        [("lat", -90.0, 90.0), ("lon", -180.0, 180.0), ("resolution", 1.0, 5.0)]
    {
        if let Some(value) = place.get(name)
            && !value.as_f64().is_some_and(|value| (least..=most).contains(&value))
        {
            fault("event_loc", format!("{name} {value} is not between {least} and {most}"));
        }
    }
}
