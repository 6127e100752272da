//! What findings say, in one line for people; names for parties.

use std::fmt::Write;

use chancery_archive::rows::{Detail, Finding, Party, Role};
use chancery_kb::KnowledgeBase;

/// Who it is over all articles; of a nameless party who it is in its article.
pub(crate) fn party_id(party: &Party) -> &str {
    party.entity.as_ref().map_or(&party.actor, |entity| &entity.id)
}

/// The name over all articles; of a nameless party the words that stand for one.
pub(crate) fn party_name(party: &Party) -> &str {
    party.entity.as_ref().map_or(&party.name, |entity| &entity.name)
}

/// `source`, `target`, …
pub(crate) fn role_name(role: Role) -> &'static str {
    match role {
        Role::Source => "source",
        Role::Target => "target",
        Role::Speaker => "speaker",
        Role::Addressee => "addressee",
        Role::Participant => "participant",
        Role::Host => "host",
        Role::Holder => "holder",
        Role::Toward => "toward",
    }
}

/// English name of a state by its alpha-3 code, or of the body that stands in a state's place.
pub(crate) fn country_name(code: &str) -> Option<&'static str> {
    match code {
        "UNO" => Some("United Nations"),
        "EUR" => Some("European Union"),
        code => KnowledgeBase::embedded().state_by_code(code).map(|(_, state)| state.name),
    }
}

/// Names of those with a role, parted by `, `.
pub(crate) fn names(finding: &Finding, role: Role) -> String {
    finding.parties(role).map(party_name).collect::<Vec<_>>().join(", ")
}

/// Participants of a meeting, the host among them, each once.
pub(crate) fn meeting_parties(finding: &Finding) -> Vec<&Party> {
    let mut parties: Vec<&Party> = finding.parties(Role::Participant).collect();
    for host in finding.parties(Role::Host) {
        if !parties.iter().any(|party| party_id(party) == party_id(host)) {
            parties.push(host);
        }
    }
    parties
}

/// `CONSULT visit: Aldovia -> Bordaria`, `Marten Olsen and Ida Kerr met (bilateral)`.
pub(crate) fn one_line(finding: &Finding) -> String {
    let mut line = String::new();
    let arrow = |line: &mut String, from: String, to: String| {
        line.push_str(if from.is_empty() { "?" } else { &from });
        if !to.is_empty() {
            line.push_str(" -> ");
            line.push_str(&to);
        }
    };
    match &finding.detail {
        Detail::Event { r#type, mode, .. } => {
            line.push_str(r#type);
            if let Some(mode) = mode {
                let _ = write!(line, " {mode}");
            }
            line.push_str(": ");
            arrow(&mut line, names(finding, Role::Source), names(finding, Role::Target));
        }
        Detail::Meeting { name, format, .. } => {
            let parties: Vec<&str> = meeting_parties(finding).into_iter().map(party_name).collect();
            match (name, parties.is_empty()) {
                (Some(name), true) => line.push_str(name),
                (Some(name), false) => {
                    let _ = write!(line, "{name}: {}", parties.join(", "));
                }
                (None, _) => line.push_str(&parties.join(", ")),
            }
            let _ = write!(line, " ({format})");
        }
        Detail::Statement { kind, negated, .. } => {
            let _ = write!(line, "{kind}{}: ", if *negated { ", negated" } else { "" });
            arrow(&mut line, names(finding, Role::Speaker), names(finding, Role::Addressee));
        }
        Detail::Position { stance, proposition, .. } => {
            arrow(&mut line, names(finding, Role::Holder), names(finding, Role::Toward));
            let _ = write!(line, " {stance} {}", proposition.1);
        }
    }
    line
}
