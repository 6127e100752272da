use crate::actor::candidate::{CandidateId, Class};
use crate::actor::cluster::Join;
use crate::actor::draft::Draft;
use crate::actor::group::{Count, Kind, of_nominal};
use crate::actor::{coordination, group};

/// Sentences between a group and the words that name it again.
const REACH: u32 = 3;
/// Candidates back, whatever the sentences are.
const WINDOW: u32 = 120;

/// ## What it finds
/// The group that *the two*, *both sides*, *the three ministers* mean: actors named together just before, or a
/// group of this number told of before.
/// ## Example
/// > **Lund and Wilk** met in Strelsau. **The two** will meet again in June.
/// ## What it leaves alone
/// A group of another number or sort: *the three countries* after two premiers.
/// ## Source
/// By hand; split antecedents as in Stede 2012, 3.3.
pub(super) fn antecedent(
    draft: &Draft<'_, '_, '_>,
    id: CandidateId,
) -> Option<(CandidateId, Join)> {
    let wanted = of_nominal(draft, id)?;
    let nominal = draft.get(id);
    for other in (id.0.saturating_sub(WINDOW)..id.0).rev().map(CandidateId) {
        let candidate = draft.get(other);
        if nominal.sent.saturating_sub(candidate.sent) > REACH {
            break;
        }
        let is_one = if candidate.is_coordination() {
            let n = coordination::parts(draft.doc, candidate.head).len();
            let fits = match wanted.count {
                Count::Exactly(count) => count == n,
                Count::Several => true,
            };
            let sort = match wanted.kind {
                Kind::Persons => candidate.class == Class::Person,
                Kind::States => candidate.class == Class::State,
                Kind::Bodies => candidate.class == Class::Body,
                Kind::Any => true,
            };
            fits && sort && !candidate.tokens.contains(nominal.head)
        } else if candidate.is_nominal() {
            group::of_nominal(draft, other).is_some_and(|known| {
                known.count == wanted.count
                    && wanted.count != Count::Several
                    && (known.kind == wanted.kind || wanted.kind == Kind::Any)
            })
        } else {
            false
        };
        if is_one {
            return Some((other, Join::Group));
        }
    }
    None
}
